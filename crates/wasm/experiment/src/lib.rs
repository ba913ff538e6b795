//! Experiments: who sees which variant, what a plan takes, and what its events say.
//!
//! A payload and a plan are read once and kept; people and events come and go. Attributes of a person go in and do not come
//! back but in what every SDK says of an assignment, the value that was hashed.

mod counting;
mod features;
mod page;
mod plan;
mod rows;
