//! The points of one leaf, before rounding, and why.

use super::facts::Facts;
use super::rule::{Credit, Due, Index, Input, Lateness, Name, Rule, StepPoints, Steps};
use super::submission::Submission;
use super::words::{DayUnit, Policy};
use crate::calendar::Calendar;
use crate::error::{Error, quote};
use crate::exact::Exact;

/// Why a leaf has the points it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The rule gave them.
    Scored,
    /// The rule gave more; they end at the maximum.
    Capped,
    /// A reviewer entered them.
    Assessed,
    /// The denominator is 0: all points, none, the leaf left out, left out of the maximum too.
    ZeroDenominator(Policy),
    /// It does not apply to the unit: all points, none, left out, left out of the maximum too.
    NotApplicable(Policy),
    /// Values are absent: none, left out, left out of the maximum too, or the area is left out.
    Missing(Policy),
    /// Nothing shows it.
    NoEvidence,
}

impl Reason {
    /// The stable code, as in `zero_denominator_full`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scored => "scored",
            Self::Capped => "capped",
            Self::Assessed => "assessed",
            Self::NoEvidence => "no_evidence",
            Self::ZeroDenominator(Policy::Full) => "zero_denominator_full",
            Self::ZeroDenominator(Policy::Zero) => "zero_denominator_zero",
            Self::ZeroDenominator(Policy::Rescale) => "zero_denominator_rescaled",
            Self::ZeroDenominator(_) => "zero_denominator_left_out",
            Self::NotApplicable(Policy::Full) => "not_applicable_full",
            Self::NotApplicable(Policy::Zero) => "not_applicable_zero",
            Self::NotApplicable(Policy::Rescale) => "not_applicable_rescaled",
            Self::NotApplicable(_) => "not_applicable_left_out",
            Self::Missing(Policy::Zero) => "missing_zero",
            Self::Missing(Policy::Rescale) => "missing_rescaled",
            Self::Missing(Policy::Incomplete) => "missing_area",
            Self::Missing(_) => "missing_left_out",
        }
    }
}

/// What a rule makes of the facts.
pub(super) enum Found {
    /// `x`, and the points before they are cut.
    Points { x: Option<Exact>, points: Exact },
    /// The denominator is 0.
    Zero(Policy),
    /// A variable is absent.
    Absent(Option<Name>),
}

/// What a rule reads, and for how many points.
pub(super) struct Question<'a> {
    pub(super) facts: &'a Facts,
    pub(super) submission: &'a Submission,
    pub(super) max: &'a Exact,
}

enum Read {
    X(Exact),
    Zero(Policy),
    Absent(Name),
}

macro_rules! x {
    ($read:expr) => {
        match $read {
            Read::X(x) => x,
            Read::Zero(policy) => return Ok(Found::Zero(policy)),
            Read::Absent(name) => return Ok(Found::Absent(Some(name))),
        }
    };
}

impl Rule {
    pub(super) fn find(&self, question: &Question<'_>) -> Result<Found, Error> {
        let max = question.max;
        let (x, points) = match self {
            Self::YesNo { value } => {
                let x = x!(question.value(*value));
                let points = &x * max;
                (x, points)
            }
            Self::Proportional { input, full, is_capped } => {
                let x = x!(question.input(input, *is_capped)?);
                let points = question.share(&x, full, *is_capped)?;
                (x, points)
            }
            Self::LinearCap { input, target, is_capped } => {
                let x = x!(question.input(input, *is_capped)?);
                let points = question.share(&x, target, true)?;
                (x, points)
            }
            Self::LinearAbove { input, threshold, is_open, full, is_capped } => {
                let x = x!(question.input(input, *is_capped)?);
                let is_above = if *is_open { x > *threshold } else { x >= *threshold };
                let points = match is_above {
                    true if x >= *full => max.clone(),
                    true => question.share(&x, full, true)?,
                    false => Exact::zero(),
                };
                (x, points)
            }
            Self::Step { input, steps, is_capped } => {
                let x = x!(question.input(input, *is_capped)?);
                let points = steps.points(&x, max);
                (x, points)
            }
            Self::TimeStep { lateness, steps } => {
                let x = x!(question.lateness(lateness)?);
                let points = steps.points(&x, max);
                (x, points)
            }
            Self::Deduct { input, start, each, floor, is_capped } => {
                let x = x!(question.input(input, *is_capped)?);
                let left = start.as_ref().unwrap_or(max) - &(each * &x);
                (x, left.max(floor.clone()))
            }
            Self::SurveyShare { credits, on_zero } => {
                let x = x!(question.credit(credits, *on_zero));
                let points = &x * max;
                (x, points)
            }
            Self::Import { index, full, is_capped } => {
                let x = match index {
                    Index::Value(name) => x!(question.value(*name)),
                    Index::Set(set) => match question.submission.imports.get(set) {
                        Some(Some(index)) => index.clone(),
                        _ => return Ok(Found::Absent(None)),
                    },
                };
                let points = question.share(&x, full, *is_capped)?;
                (x, points)
            }
            Self::Improve { now, previous, is_lower_better, up, equal, down } => {
                let (now, previous) = (x!(question.value(*now)), x!(question.value(*previous)));
                let x = &now - &previous;
                let order = if *is_lower_better { previous.cmp(&now) } else { now.cmp(&previous) };
                let points = match order {
                    std::cmp::Ordering::Greater => up.as_ref().unwrap_or(max),
                    std::cmp::Ordering::Equal => equal,
                    std::cmp::Ordering::Less => down,
                };
                (x, points.clone())
            }
            Self::Given { value: None } => return Ok(Found::Absent(None)),
            Self::Given { value: Some(value) } => {
                let x = x!(question.value(*value));
                check_points(&x, max)?;
                (x.clone(), x)
            }
        };
        Ok(Found::Points { x: Some(x), points })
    }
}

/// Fails for points that cannot be given.
pub(super) fn check_points(points: &Exact, max: &Exact) -> Result<(), Error> {
    if points.is_negative() || points > max {
        let value = format!("{points} of {max}");
        return Err(Error::ValueOutOfRange { name: "the points", value, bound: "0 to the points there are to have" });
    }
    Ok(())
}

impl Question<'_> {
    fn value(&self, name: Name) -> Read {
        self.facts.number(name).map_or(Read::Absent(name), |number| Read::X(number.clone()))
    }

    fn sum(&self, names: &[Name]) -> Result<Exact, Name> {
        let (first, others) = names.split_first().ok_or(0_usize)?;
        let first = self.facts.number(*first).ok_or(*first)?.clone();
        others.iter().try_fold(first, |sum, name| Ok(&sum + self.facts.number(*name).ok_or(*name)?))
    }

    /// What the input comes to; a numerator above its denominator is refused unless it is cut later.
    fn input(&self, input: &Input, is_capped: bool) -> Result<Read, Error> {
        let (count, among, times, on_zero) = match input {
            Input::Value(name) => return Ok(self.value(*name)),
            Input::Ratio { count, among, times, on_zero } => (count, among, times, on_zero),
        };
        let (count, among) = match (self.sum(count), self.sum(among)) {
            (Ok(count), Ok(among)) => (count, among),
            (Err(absent), _) | (_, Err(absent)) => return Ok(Read::Absent(absent)),
        };
        if count > among && !is_capped {
            let value = quote(&format!("{count} of {among}"));
            return Err(Error::ValueOutOfRange { name: "the numerator", value, bound: "no larger than its denominator" });
        }
        match (count.checked_div(&among), on_zero) {
            (Some(ratio), _) if *times == Exact::from(1) => Ok(Read::X(ratio)),
            (Some(ratio), _) => Ok(Read::X(&ratio * times)),
            (None, Policy::Refuse) => {
                Err(Error::ValueOutOfRange { name: "the denominator", value: "0".to_owned(), bound: "above 0" })
            }
            (None, policy) => Ok(Read::Zero(*policy)),
        }
    }

    /// The points for x of what is full.
    fn share(&self, x: &Exact, full: &Exact, is_capped: bool) -> Result<Exact, Error> {
        if x > full && !is_capped {
            let value = quote(&format!("{x} of {full}"));
            return Err(Error::ValueOutOfRange { name: "the value", value, bound: "no larger than what is full" });
        }
        let points = self.max * x;
        if *full == Exact::from(1) { Ok(points) } else { Ok(points.checked_div(full).unwrap_or_else(Exact::zero)) }
    }

    fn lateness(&self, lateness: &Lateness) -> Result<Read, Error> {
        let (done, due, unit) = match lateness {
            Lateness::Days(name) => return Ok(self.value(*name)),
            Lateness::Between { done, due, unit } => (done, due, unit),
        };
        let Some(done_on) = self.facts.date(*done) else { return Ok(Read::Absent(*done)) };
        let due_on = match due {
            Due::On(due) => *due,
            Due::Given(name) => match self.facts.date(*name) {
                Some(due) => due,
                None => return Ok(Read::Absent(*name)),
            },
        };
        let days = match unit {
            DayUnit::Day => done_on.signed_duration_since(due_on).num_days(),
            DayUnit::WorkingDay => Calendar::vietnam().count_working_days(due_on, done_on)?,
        };
        Ok(Read::X(Exact::from(days)))
    }

    fn credit(&self, credits: &[Credit], on_zero: Policy) -> Read {
        let (mut earned, mut answers) = (Exact::zero(), Exact::zero());
        for credit in credits {
            match self.sum(&credit.count) {
                Ok(count) => {
                    earned = &earned + &(&credit.credit * &count);
                    answers = &answers + &count;
                }
                Err(absent) => return Read::Absent(absent),
            }
        }
        earned.checked_div(&answers).map_or(Read::Zero(on_zero), Read::X)
    }
}

impl Steps {
    fn points(&self, x: &Exact, max: &Exact) -> Exact {
        match self.met(x).map(|step| &step.points) {
            Some(StepPoints::Points(points)) => points.clone(),
            Some(StepPoints::Share(share)) => share * max,
            None => self.otherwise.clone(),
        }
    }
}
