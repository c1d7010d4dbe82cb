//! What a rule set is made of.

use chrono::NaiveDate;

use super::rule::Rule;
use super::words::{Column, Level, Method, Policy, Source, Status, Ties, VariableKind};
use crate::exact::Exact;
use crate::law::{Confidence, Language};

/// A text in both languages. A set without an English one has the Vietnamese for both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// Tiếng Việt.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Title {
    /// The text of a language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

/// The document a set, or a part of it, rests on. Unlike [`Citation`](crate::Citation) it is data that came with the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Number as printed, where it is known.
    pub number: Option<String>,
    /// What to call it.
    pub name: Title,
    /// Article, clause and point, where they are known.
    pub article: Option<String>,
    /// How well its text is known.
    pub confidence: Confidence,
    /// What a reader must know.
    pub note: Option<Title>,
}

/// A fact the rules read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: Title,
    /// Which values it can have.
    pub kind: VariableKind,
}

/// To how many decimals points are rounded, half up; `None` leaves them exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rounding {
    /// Points of a leaf.
    pub score: Option<u32>,
    /// Points of a criterion made of others.
    pub criterion: Option<u32>,
    /// Points of an area.
    pub area: Option<u32>,
    /// The total.
    pub total: Option<u32>,
}

/// When a node does not apply, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotApplicable {
    /// For units of these levels.
    pub levels: Vec<Level>,
    /// What it has instead.
    pub policy: Policy,
    /// How sure that is.
    pub confidence: Confidence,
    /// What a reader must know.
    pub note: Option<Title>,
}

/// An area (lĩnh vực, nhóm chỉ số), a criterion (tiêu chí) or a sub-criterion (tiêu chí thành phần).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "tiêu chí")]
pub struct Node {
    /// Its id.
    pub id: String,
    /// The number as printed.
    pub number: Option<String>,
    /// What it is called.
    pub title: Title,
    /// Its points; `None` for a parameter, and for what its criteria add up to.
    pub max: Option<Exact>,
    /// Whether the criteria may add up to more than its points.
    pub is_capped: bool,
    /// Who finds the facts.
    pub source: Source,
    /// What absent values do.
    pub missing: Policy,
    /// When it does not apply.
    pub not_applicable: Option<NotApplicable>,
    /// What must be shown.
    pub evidence: Vec<Title>,
    /// Whether it has no points without evidence or explanation.
    pub needs_evidence: bool,
    /// Whether its rule or points are sure.
    pub is_confirmed: bool,
    /// What a reader must know.
    pub note: Option<Title>,
    /// The document it rests on, where it is not that of the set.
    pub basis: Option<Basis>,
    pub(super) rounding: Option<NodeRounding>,
    pub(super) column: Column,
    pub(super) part: Part,
    pub(super) parent: Option<usize>,
    /// Areas are 1.
    pub(super) depth: usize,
    /// The place in the document.
    pub(super) path: String,
    pub(super) body: Body,
}

impl Node {
    /// Whether a rule scores it, not others below it.
    #[must_use]
    pub const fn is_leaf(&self) -> bool {
        matches!(self.body, Body::Rule(_))
    }

    /// The place of the node it is part of, in [`RuleSet::nodes`](super::RuleSet::nodes); `None` for an area.
    #[must_use]
    pub const fn parent(&self) -> Option<usize> {
        self.parent
    }

    /// How deep it lies; areas are 1.
    #[must_use]
    pub const fn depth(&self) -> usize {
        self.depth
    }

    /// Where it stands in the document, as in `areas[2].criteria[0]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Whether it belongs to the areas, the bonus or the penalty.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// The stable name of its kind of rule; `None` for one made of others.
    #[must_use]
    pub const fn rule_kind(&self) -> Option<&'static str> {
        match &self.body {
            Body::Rule(rule) => Some(rule.kind()),
            Body::Criteria => None,
        }
    }
}

/// A node's own rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NodeRounding {
    /// None, though the set rounds.
    Exact,
    Decimals(u32),
}

/// What scores a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// The nodes whose parent it is.
    Criteria,
    Rule(Box<Rule>),
}

/// Which part of a set a node belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The areas.
    Areas,
    /// Points added to the total (điểm thưởng).
    Bonus,
    /// Points taken from it (điểm trừ).
    Penalty,
}

impl Part {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Bonus => "bonus",
            Self::Penalty => "penalty",
        }
    }
}

/// The most that is added to or taken from the total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// The most.
    pub max: Exact,
    /// Whether the total stays within the points there are to have.
    pub is_within_total: bool,
}

/// A name for totals (mức xếp loại).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "xếp loại")]
pub struct Band {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Title,
    /// Where it begins; `None` for the lowest.
    pub from: Option<Exact>,
    /// Whether its beginning belongs to the band below.
    pub is_open: bool,
}

impl Band {
    /// Whether a total is high enough for it.
    #[must_use]
    pub fn holds(&self, total: &Exact) -> bool {
        self.from.as_ref().is_none_or(|from| if self.is_open { total > from } else { total >= from })
    }
}

/// How units are ranked by the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// How places are counted.
    pub method: Method,
    /// What decides a tie.
    pub ties: Ties,
}

/// What a set says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Title,
    /// How well it is known.
    pub status: Status,
    /// What a reader must know.
    pub note: Option<Title>,
    /// The documents it rests on.
    pub basis: Vec<Basis>,
    /// For which units it is made; empty for any.
    pub levels: Vec<Level>,
    /// First day of force.
    pub in_force_from: Option<NaiveDate>,
    /// Last day of force.
    pub in_force_until: Option<NaiveDate>,
    /// The series of versions it belongs to.
    pub series: Option<String>,
    /// Versions whose scores may be subtracted from its own.
    pub comparable_with: Vec<String>,
    /// The points of all areas; `None` for what they add up to.
    pub total: Option<Exact>,
    /// With how many decimals areas and total print.
    pub decimals: u32,
    /// Where points are rounded.
    pub rounding: Rounding,
    /// What it does for a node that a question calls not applicable.
    pub not_applicable: Policy,
    /// Whether the exact total decides the band, not the rounded one.
    pub bands_by_exact: bool,
    /// How units are ranked.
    pub ranking: Ranking,
}
