//! The rules by which a leaf has points.

use chrono::NaiveDate;

use super::words::{DayUnit, Policy};
use crate::exact::Exact;

/// A variable, by its place in the set.
pub(super) type Name = usize;

/// What a rule reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A variable as it is.
    Value(Name),
    /// A sum over a sum.
    Ratio { count: Vec<Name>, among: Vec<Name>, times: Exact, on_zero: Policy },
}

/// How late something is, in days; early is below 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lateness {
    Days(Name),
    Between { done: Name, due: Due, unit: DayUnit },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Due {
    On(NaiveDate),
    Given(Name),
}

/// On which side of its bound a step lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    From,
    To,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) bound: Exact,
    pub(super) is_open: bool,
    pub(super) points: StepPoints,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StepPoints {
    Points(Exact),
    /// Of the points of the leaf.
    Share(Exact),
}

/// Steps in the order in which they are tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Steps {
    pub(super) side: Side,
    pub(super) steps: Vec<Step>,
    pub(super) otherwise: Exact,
}

impl Steps {
    /// The first step a value meets.
    pub(super) fn met(&self, x: &Exact) -> Option<&Step> {
        self.steps.iter().find(|step| match (self.side, step.is_open) {
            (Side::From, false) => *x >= step.bound,
            (Side::From, true) => *x > step.bound,
            (Side::To, false) => *x <= step.bound,
            (Side::To, true) => *x < step.bound,
        })
    }
}

/// Answers of a survey that count so much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Credit {
    pub(super) count: Vec<Name>,
    pub(super) credit: Exact,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Index {
    Value(Name),
    /// The total of another set.
    Set(String),
}

/// How a leaf is scored. `is_capped`: what lies above its bound is cut, not refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    YesNo { value: Name },
    Proportional { input: Input, full: Exact, is_capped: bool },
    LinearCap { input: Input, target: Exact, is_capped: bool },
    LinearAbove { input: Input, threshold: Exact, is_open: bool, full: Exact, is_capped: bool },
    Step { input: Input, steps: Steps, is_capped: bool },
    TimeStep { lateness: Lateness, steps: Steps },
    Deduct { input: Input, start: Option<Exact>, each: Exact, floor: Exact, is_capped: bool },
    SurveyShare { credits: Vec<Credit>, on_zero: Policy },
    Import { index: Index, full: Exact, is_capped: bool },
    Improve { now: Name, previous: Name, is_lower_better: bool, up: Option<Exact>, equal: Exact, down: Exact },
    Given { value: Option<Name> },
}

impl Rule {
    /// The stable name of the kind.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::YesNo { .. } => "yes_no",
            Self::Proportional { .. } => "proportional",
            Self::LinearCap { .. } => "linear_cap",
            Self::LinearAbove { .. } => "linear_above",
            Self::Step { .. } => "step",
            Self::TimeStep { .. } => "time_step",
            Self::Deduct { .. } => "deduct",
            Self::SurveyShare { .. } => "survey_share",
            Self::Import { .. } => "import",
            Self::Improve { .. } => "improve",
            Self::Given { .. } => "given",
        }
    }

    /// The variables it reads, in the order of the rule.
    pub(super) fn names(&self) -> Vec<Name> {
        match self {
            Self::Proportional { input, .. }
            | Self::LinearCap { input, .. }
            | Self::LinearAbove { input, .. }
            | Self::Step { input, .. }
            | Self::Deduct { input, .. } => match input {
                Input::Value(name) => vec![*name],
                Input::Ratio { count, among, .. } => count.iter().chain(among).copied().collect(),
            },
            Self::TimeStep { lateness, .. } => match lateness {
                Lateness::Days(name) => vec![*name],
                Lateness::Between { done, due: Due::Given(due), .. } => vec![*done, *due],
                Lateness::Between { done, due: Due::On(_), .. } => vec![*done],
            },
            Self::SurveyShare { credits, .. } => credits.iter().flat_map(|credit| &credit.count).copied().collect(),
            Self::Improve { now, previous, .. } => vec![*now, *previous],
            Self::YesNo { value: name } | Self::Given { value: Some(name) } | Self::Import { index: Index::Value(name), .. } => {
                vec![*name]
            }
            Self::Given { value: None } | Self::Import { index: Index::Set(_), .. } => Vec::new(),
        }
    }

    /// The set whose total it takes over.
    pub(super) fn imported(&self) -> Option<&str> {
        match self {
            Self::Import { index: Index::Set(set), .. } => Some(set),
            _ => None,
        }
    }
}
