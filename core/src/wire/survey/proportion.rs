//! A share with its interval.

use serde::{Deserialize, Serialize};

use super::super::Number;
use super::method;
use crate::error::Error;
use crate::estimate::{ConfidenceLevel, IntervalMethod, Proportion};

/// So many of so many.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProportionRequest {
    /// How many are counted.
    pub successes: Number,
    /// Among how many.
    pub trials: Number,
    /// How confident the interval is, above 0 and below 1; 0.95, if absent.
    pub confidence: Option<f64>,
    /// `wilson`, `clopper_pearson`, `logit`, `korn_graubard`, `agresti_coull` or `jeffreys`; `wilson`, if absent.
    pub method: Option<String>,
    /// What the design of the sample does to the variance; 1, if absent.
    pub design_effect: Option<f64>,
}

/// The share and its interval, all from 0 to 1.
#[derive(Clone, Debug, Serialize)]
pub struct ProportionAnswer {
    /// The lower bound.
    pub low: f64,
    /// The upper bound.
    pub high: f64,
    /// The share.
    pub share: f64,
    /// Exact decimal: the share in percent, rounded half up to two decimals.
    pub percent: Option<String>,
    /// The standard error of the share.
    pub standard_error: f64,
    /// Trials over design effect.
    pub effective_size: f64,
    /// `wilson`, `clopper_pearson`, `logit`, `korn_graubard`, `agresti_coull` or `jeffreys`: the method that gave the bounds, which at 0 and
    /// 100 % is not the logit.
    pub method: &'static str,
}

impl ProportionRequest {
    /// The interval.
    ///
    /// # Errors
    /// `value_out_of_range` for counts that are negative or no whole numbers, without trials, with more successes than trials, for a
    /// confidence outside 0 to 1, for a design effect not above 0; `amount_invalid` for what is no number; `option_unknown`.
    pub fn evaluate(&self) -> Result<ProportionAnswer, Error> {
        let method = method(self.method.as_deref())?;
        let confidence = self.confidence.map_or(Ok(ConfidenceLevel::default()), ConfidenceLevel::new)?;
        let (successes, trials) = (count(&self.successes, "successes")?, count(&self.trials, "trials")?);
        let proportion = Proportion::new(successes, trials)?.with_design_effect(self.design_effect.unwrap_or(1.0))?;
        let interval = proportion.interval(method, confidence);
        let is_edge = successes == 0 || successes == trials;
        let used = if method == IntervalMethod::Logit && is_edge { IntervalMethod::ClopperPearson } else { method };
        Ok(ProportionAnswer {
            low: interval.low(),
            high: interval.high(),
            share: proportion.share(),
            percent: proportion.ratio().percent(2),
            standard_error: proportion.standard_error(),
            effective_size: proportion.effective_size(),
            method: used.as_str(),
        })
    }
}

/// A count that is a whole number and not negative.
fn count(number: &Number, name: &'static str) -> Result<u64, Error> {
    let exact = number.exact()?;
    let bound = "a whole number, 0 or more";
    exact.to_string().parse().map_err(|_| Error::ValueOutOfRange { name, value: exact.to_string(), bound })
}
