//! The layout that a person makes of any other table.

mod layouts;
mod proposals;
mod said;
