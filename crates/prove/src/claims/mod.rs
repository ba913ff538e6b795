//! What is claimed of every applicant, and what comes of it.

mod agenda;
mod barred;
pub mod claim;
mod credit;
pub mod missing;
mod pairs;
mod price;
pub mod products;
pub mod promises;
pub mod property;
mod ranked;
mod reach;
mod risk;
mod shelf;
mod words;

pub use agenda::Agenda;
