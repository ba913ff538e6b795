//! What an experiment says: from events to counts and sums of each variation, and from those to a report.
//!
//! | file | what it is for |
//! |---|---|
//! | [`plan`], [`event`] | what was decided before, what is told of people |
//! | [`people`], [`statistics`] | events in any order, counted once; all that a report is made from |
//! | [`sql`], [`counted`] | the same statistics, counted by the engine that holds the events |
//! | [`rows`] | rows of files as events, or as what was counted |
//! | [`sample`], [`difference`], [`boundary`] | two variations in one metric; intervals at one look and at all |
//! | [`sample_ratio`], [`multiple`], [`power`] | whether the counts fit, several tests, what a plan can find |
//! | [`shift`], [`dif`], [`reliability`] | whether classes move, a question works alike for groups, the items hang together |
//! | [`items`], [`report`] | what is found of the items; all of it together, in plain words last |
//! | [`numeric`], [`matrix`], [`percent`] | what those need |
//!
//! It must never see an answer, and no number of it decides about a person.
//!
//! Floats are allowed here. Transcendental functions are `libm`'s, so that a report is the same on every host.

pub mod boundary;
pub mod counted;
pub mod dif;
pub mod difference;
pub mod event;
pub mod items;
mod kept;
mod logistic;
pub mod matrix;
pub mod multiple;
pub mod numeric;
pub mod people;
pub mod percent;
mod person;
pub mod plan;
pub mod planned;
pub mod power;
pub mod reliability;
pub mod report;
pub mod rows;
pub mod sample;
pub mod sample_ratio;
pub mod shift;
pub mod sql;
pub mod statistics;
