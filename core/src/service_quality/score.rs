//! Points of the indicators in, a sum and what it is called out.

use std::collections::BTreeMap;

use super::indicator::{Band, Duty, Indicator};
use crate::error::{Error, missing};
use crate::exact::Exact;

/// Whose points are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// Those of an officer: indicators 1, 2, 3, 4 and 7, at most 10 points.
    Officer,
    /// Those of an agency: all nine, at most 18 points.
    Agency,
}

/// What became of an indicator in a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It was added.
    Counted,
    /// Nothing was known, so it is left out (Art. 15.4b); the thresholds stay where they are.
    Missing,
    /// It was given and does not count for officers.
    NotCounted,
}

impl Standing {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counted => "counted",
            Self::Missing => "missing",
            Self::NotCounted => "not_counted",
        }
    }
}

/// One indicator of a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub indicator: &'static Indicator,
    /// What was given, 0 to 2.
    pub given: Option<Exact>,
    /// The same rounded half up to one decimal.
    pub rounded: Option<Exact>,
    /// What became of it.
    pub standing: Standing,
}

/// The points of an officer or an agency (điểm đánh giá).
///
/// Each indicator is rounded half up to one decimal, then they are added; those not given are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "điểm đánh giá")]
pub struct QualityScore {
    of: Aggregate,
    lines: Vec<Line>,
    points: Exact,
}

/// How many decimals means and sums have (Art. 15.2a).
pub(crate) const DECIMALS: u32 = 1;

impl QualityScore {
    /// The sum of indicators, by number.
    ///
    /// # Errors
    /// `option_unknown` for a number that is none, `value_out_of_range` below 0 or above 2, before rounding, both with the number as path;
    /// `value_missing` when no indicator that counts is given: a sum of nothing is no score.
    pub fn new(of: Aggregate, given: &BTreeMap<u8, Exact>) -> Result<Self, Error> {
        for (number, value) in given {
            check(*number, value).map_err(|error| error.within(number.to_string()))?;
        }
        let lines: Vec<Line> = Indicator::all().iter().filter_map(|indicator| line(of, indicator, given)).collect();
        let counted = || lines.iter().filter(|line| line.standing == Standing::Counted);
        if counted().next().is_none() {
            return Err(missing("indicators", "a score needs at least one indicator that counts"));
        }
        let points = counted().filter_map(|line| line.rounded.as_ref()).sum();
        Ok(Self { of, lines, points })
    }

    /// Whose points they are.
    #[must_use]
    pub const fn of(&self) -> Aggregate {
        self.of
    }

    /// The indicators of the sum, in order, with those left out.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The sum.
    #[must_use]
    pub const fn points(&self) -> &Exact {
        &self.points
    }

    /// The points there could have been of the indicators counted: 2 for each.
    #[must_use]
    pub fn out_of(&self) -> u32 {
        self.lines.iter().map(|line| if line.standing == Standing::Counted { 2 } else { 0 }).sum()
    }

    /// What an agency with these points is called.
    #[must_use]
    pub fn band(&self) -> &'static Band {
        Band::of(&self.points)
    }

    /// What these points say about an officer's duty.
    #[must_use]
    pub fn duty(&self) -> &'static Duty {
        Duty::of(&self.points)
    }

    /// The sum written out, as in `2.0 + 1.7 = 3.7`.
    #[must_use]
    pub fn sum_text(&self) -> String {
        let counted = self.lines.iter().filter(|line| line.standing == Standing::Counted);
        let terms: Vec<String> = counted.filter_map(|line| Some(line.rounded.as_ref()?.text(DECIMALS))).collect();
        format!("{} = {}", terms.join(" + "), self.points.text(DECIMALS))
    }
}

fn check(number: u8, value: &Exact) -> Result<(), Error> {
    Indicator::parse(&number.to_string())?;
    check_points(value)
}

/// Fails outside 0 to 2.
pub(crate) fn check_points(value: &Exact) -> Result<(), Error> {
    if value.is_negative() || *value > Exact::from(2) {
        return Err(Error::ValueOutOfRange { name: "the indicator", value: value.to_string(), bound: "0 to 2" });
    }
    Ok(())
}

/// An indicator of the sum; none for one that neither counts nor is given.
fn line(of: Aggregate, indicator: &'static Indicator, given: &BTreeMap<u8, Exact>) -> Option<Line> {
    let value = given.get(&indicator.number()).cloned();
    let counts = of == Aggregate::Agency || indicator.counts_for_officer();
    let standing = match (counts, &value) {
        (true, Some(_)) => Standing::Counted,
        (true, None) => Standing::Missing,
        (false, Some(_)) => Standing::NotCounted,
        (false, None) => return None,
    };
    let rounded = value.as_ref().map(|value| value.rounded(DECIMALS));
    Some(Line { indicator, given: value, rounded, standing })
}
