//! What is claimed of every applicant, and what comes of it.

mod asked;
pub mod claim;
pub mod missing;
pub mod products;
pub mod promises;
mod reach;
pub mod statement;
mod words;

pub use asked::Asked;
