//! Statements as institutions write them, read to the cent.

mod support;
mod tables;
