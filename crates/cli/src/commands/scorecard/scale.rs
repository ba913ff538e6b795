//! The scale of points, as options of a command.

use clap::Args;

use crate::commands::InputError;

/// Where points are anchored.
#[derive(Args)]
pub struct ScaleArgs {
    /// Points at the odds of '--odds'
    #[arg(long, value_name = "POINTS", default_value_t = 600)]
    pub points: i32,
    /// Odds of the bad outcome there: a number, or a fraction such as 1/19
    #[arg(long, value_name = "ODDS", default_value = "1/19")]
    odds: String,
    /// Points that halve these odds
    #[arg(long, value_name = "POINTS", default_value_t = 50)]
    pub double: i32,
}

impl ScaleArgs {
    /// The odds as a number.
    pub fn odds(&self) -> Result<f64, Vec<InputError>> {
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let odds = match self.odds.split_once('/') {
            Some((bad, good)) => number(bad).zip(number(good)).map(|(bad, good)| bad / good),
            None => number(&self.odds),
        };
        odds.ok_or_else(|| InputError::usage("--odds takes a number, or a fraction such as 1/19").into())
    }
}
