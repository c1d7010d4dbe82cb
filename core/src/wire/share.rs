//! Answers that several operations give: shares, and what is wrong with items left out.

use serde::Serialize;

use crate::error::Error;
use crate::ratio::{Ratio, Share};

/// A share with its counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareAnswer {
    /// What the numerator counts.
    pub counted: &'static str,
    /// What the denominator counts.
    pub among: &'static str,
    /// How many.
    pub numerator: u64,
    /// Among how many.
    pub denominator: u64,
    /// In percent, rounded half up to two decimals; null when the denominator is 0.
    pub percent: Option<String>,
}

impl From<Share> for ShareAnswer {
    fn from(share: Share) -> Self {
        let ratio: Ratio = share.ratio();
        Self {
            counted: share.counted(),
            among: share.among(),
            numerator: ratio.numerator(),
            denominator: ratio.denominator(),
            percent: ratio.percent(2),
        }
    }
}

/// What is wrong with an item that was left out; the others stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemAnswer {
    /// Which item of its list, from 0.
    pub index: Option<usize>,
    /// Where, as in `petitions[3].events[1]`.
    pub path: String,
    /// The stable code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

impl From<&Error> for ProblemAnswer {
    fn from(error: &Error) -> Self {
        let mut innermost = error;
        while let Error::InItem { error, .. } | Error::InPlace { error, .. } = innermost {
            innermost = error;
        }
        let path = error.path().unwrap_or_default();
        Self { index: error.index(), path, code: error.code(), message: innermost.to_string() }
    }
}

/// The texts of a list of problems.
pub(super) fn problems(errors: &[Error]) -> Vec<ProblemAnswer> {
    errors.iter().map(ProblemAnswer::from).collect()
}
