//! Shares of counts with intervals.

use super::estimator::Estimate;
use super::interval::{ConfidenceLevel, Interval, IntervalMethod};
use crate::error::Error;
use crate::ratio::Ratio;

/// So many of so many, as a sample of more (tỷ lệ mẫu): satisfied among those asked, on time among those decided.
///
/// ```
/// use motcua::estimate::{ConfidenceLevel, Proportion};
///
/// let satisfied = Proportion::new(27, 30)?;
/// assert_eq!(satisfied.ratio().percent(2).as_deref(), Some("90.00"));
/// assert!((satisfied.wilson(ConfidenceLevel::default()).low() - 0.743_789).abs() < 1e-6);
/// // Thirty people of two villages count for less than thirty people drawn alone.
/// let clustered = satisfied.with_design_effect(2.0)?;
/// assert_eq!(clustered.effective_size(), 15.0);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "tỷ lệ mẫu")]
pub struct Proportion {
    successes: u64,
    trials: u64,
    design_effect: f64,
}

/// The most trials anybody could mean; more is taken for a mistake.
const MOST_TRIALS: u64 = 1_000_000_000;

impl Proportion {
    /// So many successes in so many trials.
    ///
    /// # Errors
    /// `value_out_of_range` without trials, with more than 1000000000, or with more successes than trials.
    pub fn new(successes: u64, trials: u64) -> Result<Self, Error> {
        if !(1..=MOST_TRIALS).contains(&trials) {
            let bound = "a share needs at least one trial, and has at most 1000000000";
            return Err(Error::ValueOutOfRange { name: "trials", value: trials.to_string(), bound });
        }
        if successes > trials {
            let bound = "at most the number of trials";
            return Err(Error::ValueOutOfRange { name: "successes", value: successes.to_string(), bound });
        }
        Ok(Self { successes, trials, design_effect: 1.0 })
    }

    /// The share of counts that were counted, however many; `None` of nothing.
    pub(crate) fn of(ratio: Ratio) -> Option<Self> {
        let (successes, trials) = (ratio.numerator(), ratio.denominator());
        (trials > 0 && successes <= trials).then_some(Self { successes, trials, design_effect: 1.0 })
    }

    /// The same from a survey whose design changes the variance by this factor (hệ số thiết kế).
    ///
    /// # Errors
    /// `value_out_of_range` unless it lies above 0 and within 1000000.
    pub fn with_design_effect(self, design_effect: f64) -> Result<Self, Error> {
        if design_effect > 0.0 && design_effect <= 1e6 {
            return Ok(Self { design_effect, ..self });
        }
        let bound = "above 0, at most 1000000";
        Err(Error::ValueOutOfRange { name: "the design effect", value: design_effect.to_string(), bound })
    }

    /// How many are counted.
    #[must_use]
    pub const fn successes(self) -> u64 {
        self.successes
    }

    /// Among how many.
    #[must_use]
    pub const fn trials(self) -> u64 {
        self.trials
    }

    /// The exact share.
    #[must_use]
    pub const fn ratio(self) -> Ratio {
        Ratio::new(self.successes, self.trials)
    }

    /// The share as an estimate, 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        // Exact in a double up to 9·10¹⁵.
        self.successes as f64 / self.trials as f64
    }

    /// As many independent answers as would say the same: trials over design effect.
    #[must_use]
    pub fn effective_size(self) -> f64 {
        self.trials as f64 / self.design_effect
    }

    /// √(p(1−p)/n) with the effective size.
    #[must_use]
    pub fn standard_error(self) -> f64 {
        (self.share() * (1.0 - self.share()) / self.effective_size()).sqrt()
    }

    /// Wilson's interval, the usual choice.
    #[must_use]
    pub fn wilson(self, level: ConfidenceLevel) -> Interval {
        self.interval(IntervalMethod::Wilson, level)
    }

    /// The interval by a method. Within 0 and 1, with the share in it; never NaN.
    #[must_use]
    pub fn interval(self, method: IntervalMethod, level: ConfidenceLevel) -> Interval {
        method.compute(self.share(), self.effective_size(), level, level.z())
    }

    /// The same as an estimate, to be compared with another.
    #[must_use]
    pub fn estimate(self) -> Estimate {
        Estimate::published(self.share(), self.effective_size())
    }
}
