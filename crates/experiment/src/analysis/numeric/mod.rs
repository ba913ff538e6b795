//! Functions and distributions that the tests need, on top of `libm`.
//!
//! They are our own because the libraries at hand did not reach the accuracy: statrs 0.19 gives the t distribution's
//! quantile with a relative error of 2·10⁻³ at 760,000 degrees of freedom, and its normal tail with one of 10⁻¹⁰. Here
//! every function states its error, and `tests/analysis` compares it with SciPy's values.

mod distribution;
mod special;

pub use distribution::{ChiSquare, Fisher, Normal, StudentT};
pub use special::{beta_regularised, gamma_upper_regularised};
