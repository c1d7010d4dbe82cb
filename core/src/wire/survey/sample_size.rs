//! How many people to ask, and where.

use serde::{Deserialize, Serialize};

use super::super::Number;
use crate::error::{Error, quote};
use crate::estimate::ConfidenceLevel;
use crate::exact::Exact;
use crate::survey::{Allocation, SampleSize, SizeFormula, Stratum, allocate};

/// How many people to ask.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleSizeRequest {
    /// How many people or transactions there are; the sum of the strata, or very many, if absent.
    pub population: Option<u64>,
    /// `yamane` or `cochran`; `yamane`, if absent.
    pub formula: Option<String>,
    /// The error allowed, as a share; 0.05, if absent.
    pub error: Option<Number>,
    /// The share expected, for Cochran's formula; 0.5, if absent.
    pub share: Option<Number>,
    /// The confidence, for Cochran's formula; 0.95, if absent.
    pub confidence: Option<f64>,
    /// What the design does to the variance; 1, if absent.
    pub design_effect: Option<Number>,
    /// The share of forms that come back; 1, if absent.
    pub response_rate: Option<Number>,
    /// How the forms are spread.
    pub allocation: Option<AllocationRequest>,
}

/// How a sample is spread over strata.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllocationRequest {
    /// `equal`, `proportional`, `neyman` or `power`; `proportional`, if absent.
    pub method: Option<String>,
    /// The power, 0 to 1; 0.5, if absent.
    pub power: Option<f64>,
    /// How many to spread; the forms to give out, if absent.
    pub sample: Option<u64>,
    /// The strata.
    pub strata: Vec<StratumRequest>,
}

/// A stratum to be sampled.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StratumRequest {
    /// Its name.
    pub name: String,
    /// How many people there are.
    pub size: u64,
    /// The standard deviation of what is measured, for `neyman`.
    pub standard_deviation: Option<f64>,
    /// The share expected there, for `neyman`, instead of a standard deviation.
    pub share: Option<f64>,
}

/// How many people to ask.
#[derive(Clone, Debug, Serialize)]
pub struct SampleSizeAnswer {
    /// Exact decimal: what the formula gives, rounded half up to two decimals.
    pub unrounded: String,
    /// The same rounded up.
    pub base: u64,
    /// Answers wanted: times the design effect, rounded up.
    pub answers: u64,
    /// Forms to give out: over the response rate, rounded up.
    pub to_issue: u64,
    /// By stratum; the parts add up exactly.
    pub strata: Vec<StratumAnswer>,
}

/// The part of a stratum.
#[derive(Clone, Debug, Serialize)]
pub struct StratumAnswer {
    /// Its name.
    pub name: String,
    /// How many people there are.
    pub size: u64,
    /// How many of them to ask.
    pub sample: u64,
}

impl SampleSizeRequest {
    /// The size of the sample and its parts.
    ///
    /// # Errors
    /// `value_out_of_range` for a population, error, share, confidence, design effect, response rate or power that cannot be, and for a
    /// sample larger than its strata; `amount_invalid` for what is no number; `value_missing` for what an allocation needs; `option_unknown`.
    pub fn evaluate(&self) -> Result<SampleSizeAnswer, Error> {
        let usual = SampleSize::default();
        let strata = self.allocation.as_ref().map(|allocation| allocation.strata.as_slice()).unwrap_or_default();
        let sum = strata.iter().fold(0_u64, |sum, stratum| sum.saturating_add(stratum.size));
        let number = |given: &Option<Number>, usual: Exact| given.as_ref().map_or(Ok(usual), Number::exact);
        let size = SampleSize {
            formula: self.formula.as_deref().map_or(Ok(SizeFormula::default()), SizeFormula::parse)?,
            population: self.population.or((sum > 0).then_some(sum)),
            error: number(&self.error, usual.error).map_err(|error| error.within("error"))?,
            share: number(&self.share, usual.share).map_err(|error| error.within("share"))?,
            confidence: self.confidence.map_or(Ok(ConfidenceLevel::default()), ConfidenceLevel::new)?,
            design_effect: number(&self.design_effect, usual.design_effect).map_err(|error| error.within("design_effect"))?,
            response_rate: number(&self.response_rate, usual.response_rate).map_err(|error| error.within("response_rate"))?,
        };
        let base = SampleSize { design_effect: Exact::from(1), ..size.clone() }.answers()?;
        let to_issue = size.to_issue()?;
        let parts = match &self.allocation {
            Some(allocation) => allocation.parts(to_issue).map_err(|error| error.within("allocation"))?,
            None => Vec::new(),
        };
        Ok(SampleSizeAnswer { unrounded: size.unrounded()?.text(2), base, answers: size.answers()?, to_issue, strata: parts })
    }
}

impl AllocationRequest {
    fn parts(&self, to_issue: u64) -> Result<Vec<StratumAnswer>, Error> {
        let allocation = match self.method.as_deref() {
            Some("equal") => Allocation::Equal,
            None | Some("proportional") => Allocation::Proportional,
            Some("neyman") => Allocation::Neyman,
            Some("power") => Allocation::Power(self.power.unwrap_or(0.5)),
            Some(other) => {
                let known = "equal, proportional, neyman, power";
                return Err(Error::OptionUnknown { option: "an allocation", value: quote(other), known });
            }
        };
        let mut strata = Vec::new();
        for (index, stratum) in self.strata.iter().enumerate() {
            let of_share = match stratum.share {
                Some(share) if (0.0..=1.0).contains(&share) => Some((share * (1.0 - share)).sqrt()),
                Some(share) => {
                    let error = Error::ValueOutOfRange { name: "the share", value: share.to_string(), bound: "0 to 1" };
                    return Err(error.at("strata", index));
                }
                None => None,
            };
            strata.push(Stratum { size: stratum.size, standard_deviation: stratum.standard_deviation.or(of_share) });
        }
        let parts = allocate(self.sample.unwrap_or(to_issue), &strata, allocation)?;
        let named = self.strata.iter().zip(parts);
        Ok(named.map(|(stratum, sample)| StratumAnswer { name: stratum.name.clone(), size: stratum.size, sample }).collect())
    }
}
