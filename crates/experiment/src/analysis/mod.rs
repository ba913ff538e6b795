//! What an experiment says: from counts and sums of each variation to a report.
//!
//! Takes sufficient statistics (how many people, sums, squares and products), gives estimates, intervals and tests of
//! differences. It must never see an answer, and no number of it decides about a person.
//!
//! Floats are allowed here. Transcendental functions are `libm`'s, so that a report is the same on every host.

pub mod boundary;
pub mod difference;
pub mod multiple;
pub mod numeric;
pub mod power;
pub mod sample;
pub mod sample_ratio;
