//! A score with its trace.

use super::aggregate::Aggregate;
use super::facts::Facts;
use super::model::{Band, Body, Node};
use super::outcome::Reason;
use super::rule::Rule;
use super::scoring::Scoring;
use super::submission::{Assessment, Submission};
use super::words::Column;
use super::{RuleSet, Variable};
use crate::error::Error;
use crate::exact::Exact;

/// A leaf as it was scored, with all it takes to do it again by hand (diễn giải điểm).
#[derive(Clone, Debug)]
#[doc(alias = "diễn giải điểm")]
pub struct Term<'a> {
    /// The leaf.
    pub node: &'a Node,
    /// Why it has these points.
    pub reason: Reason,
    /// What its rule read: a share, a value, days of lateness.
    pub value: Option<Exact>,
    /// What the rule gave, before it was cut or rounded.
    pub exact: Option<Exact>,
    /// The points that count; `None` when it is left out.
    pub points: Option<Exact>,
    /// The points there are to have.
    pub max: Option<Exact>,
    /// To how many decimals its points are rounded, half up.
    pub decimals: Option<u32>,
    /// What the unit has by its own statement.
    pub self_points: Option<Exact>,
    /// What was said of it.
    pub assessment: Option<&'a Assessment>,
    pub(super) set: &'a RuleSet,
    pub(super) facts: &'a Facts,
}

impl Term<'_> {
    /// The variables the rule reads, each with its value: a decimal, or a date.
    #[must_use]
    pub fn inputs(&self) -> Vec<(&Variable, Option<String>)> {
        let names = self.rule().map(Rule::names).unwrap_or_default();
        let value = |name: usize| {
            let date = self.facts.date(name).map(|date| date.to_string());
            self.facts.number(name).map(ToString::to_string).or(date)
        };
        names.into_iter().filter_map(|name| Some((self.set.variables.get(name)?, value(name)))).collect()
    }

    /// The column its points stand in.
    #[must_use]
    pub const fn column(&self) -> Column {
        self.node.column
    }

    pub(super) const fn rule(&self) -> Option<&Rule> {
        match &self.node.body {
            Body::Rule(rule) => Some(rule),
            Body::Criteria => None,
        }
    }
}

/// An area with its points.
#[derive(Clone, Debug)]
pub struct AreaScore<'a> {
    /// The area.
    pub node: &'a Node,
    /// Its points; `None` when it is left out.
    pub points: Option<Exact>,
    /// The points there are to have, without what is left out of them.
    pub max: Option<Exact>,
    pub(super) decimals: u32,
}

impl AreaScore<'_> {
    /// The points as printed.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.points.as_ref().map(|points| points.text(self.decimals))
    }

    /// The points in percent of those there are to have (chỉ số thành phần), exact.
    #[must_use]
    pub fn index(&self) -> Option<Exact> {
        (self.points.as_ref()? * &Exact::from(100)).checked_div(self.max.as_ref()?)
    }
}

/// Points by who found them, as they count: after caps, rounding and scaling (shared in proportion), bonus added and penalty taken. The two add
/// up to the exact total; without one, to the areas that are not left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// By the unit's own statement (tự chấm); it never enters the total. `None` unless the unit states all it could
    /// of the areas.
    pub self_total: Option<Exact>,
    /// By appraisal (thẩm định).
    pub appraised: Exact,
    /// By survey (điều tra xã hội học).
    pub survey: Exact,
}

/// What to know of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScoreFlag {
    /// The formulas or points of the set are not confirmed by a text that was read.
    Unconfirmed,
    /// The set is an example.
    Template,
    /// Points of the set are partly not known.
    Frame,
    /// That something does not apply to the unit is not confirmed.
    UnconfirmedExemption,
    /// Areas are left out, and so is the total.
    Incomplete,
    /// Leaves are left out of the sum.
    LeftOut,
    /// Leaves are left out, and the sum is scaled.
    Rescaled,
}

/// A score with its trace.
#[derive(Clone, Debug)]
pub struct Score<'a> {
    pub(super) set: &'a RuleSet,
    pub(super) terms: Vec<Term<'a>>,
    pub(super) areas: Vec<AreaScore<'a>>,
    pub(super) whole: Aggregate,
    pub(super) columns: Columns,
    pub(super) flags: Vec<ScoreFlag>,
}

impl<'a> Score<'a> {
    /// The set.
    #[must_use]
    pub const fn set(&self) -> &'a RuleSet {
        self.set
    }

    /// Every leaf, in the order of the set.
    #[must_use]
    pub fn terms(&self) -> &[Term<'a>] {
        &self.terms
    }

    /// Every area, in the order of the set.
    #[must_use]
    pub fn areas(&self) -> &[AreaScore<'a>] {
        &self.areas
    }

    /// The total as rounded; `None` when an area is left out or nothing applies.
    #[must_use]
    pub const fn total(&self) -> Option<&Exact> {
        self.whole.total.as_ref()
    }

    /// The total before it is rounded.
    #[must_use]
    pub const fn exact_total(&self) -> Option<&Exact> {
        self.whole.exact_total.as_ref()
    }

    /// The total as printed.
    #[must_use]
    pub fn total_text(&self) -> Option<String> {
        self.total().map(|total| total.text(self.set.head.decimals))
    }

    /// The total as printed, which is the published one: rounded as the set rounds it, then to the decimals it prints.
    #[must_use]
    pub fn published(&self) -> Option<Exact> {
        self.total().map(|total| total.rounded(self.set.head.decimals))
    }

    /// The points in all.
    #[must_use]
    pub const fn max(&self) -> Option<&Exact> {
        self.whole.max.as_ref()
    }

    /// The published total in percent of the points in all, which is what another set takes over; 0 to 100 and more with a bonus.
    #[must_use]
    pub fn index(&self) -> Option<Exact> {
        (&self.published()? * &Exact::from(100)).checked_div(self.max()?)
    }

    /// The bonus that counts.
    #[must_use]
    pub const fn bonus(&self) -> Option<&Exact> {
        match &self.whole.bonus {
            Some(bonus) => Some(&bonus.counted),
            None => None,
        }
    }

    /// The penalty that counts.
    #[must_use]
    pub const fn penalty(&self) -> Option<&Exact> {
        match &self.whole.penalty {
            Some(penalty) => Some(&penalty.counted),
            None => None,
        }
    }

    /// What the total is called: by the published total, or the exact one where the set says so.
    #[must_use]
    pub fn band(&self) -> Option<&'a Band> {
        let total = if self.set.head.bands_by_exact { self.exact_total()?.clone() } else { self.published()? };
        self.set.bands.iter().find(|band| band.holds(&total))
    }

    /// The sums by who found them.
    #[must_use]
    pub const fn columns(&self) -> &Columns {
        &self.columns
    }

    /// What to know of it.
    #[must_use]
    pub fn flags(&self) -> &[ScoreFlag] {
        &self.flags
    }
}

impl RuleSet {
    /// Scores a submission.
    ///
    /// # Errors
    /// With the ids that lead to the leaf as path, as in `payment/online_paid`: `value_missing`; `value_out_of_range` for a numerator above its denominator, a
    /// denominator of 0 that the rule refuses, points above the maximum. `code_invalid` for an assessment or parameter of a node there is not,
    /// `option_unknown` for a level the set is not made for, `rule_set_invalid` for a set with problems.
    pub fn score<'a>(&'a self, submission: &'a Submission) -> Result<Score<'a>, Error> {
        if let Some(problem) = self.problems.first() {
            return Err(problem.error());
        }
        Scoring::new(self, submission)?.score()
    }

    /// The ids from an area down to a node.
    pub(super) fn place_of(&self, node: &Node) -> String {
        let mut ids = vec![node.id.as_str()];
        let mut parent = node.parent.and_then(|parent| self.nodes.get(parent));
        while let Some(node) = parent {
            ids.push(&node.id);
            parent = node.parent.and_then(|parent| self.nodes.get(parent));
        }
        ids.reverse();
        ids.join("/")
    }
}
