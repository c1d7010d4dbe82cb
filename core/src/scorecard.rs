//! Scorecards (bộ chỉ số, bộ tiêu chí): sets of indicators as data, and the exact scores they give, each with its trace.
//!
//! ```
//! use motcua::scorecard::{RuleSet, Submission};
//!
//! let set = RuleSet::builtin("qd766_portal_2026")?;
//! let facts = set.facts([("received", Some("98459")), ("on_time", Some("82913"))])?;
//! let submission = Submission::of(facts);
//! let score = set.score(&submission)?;
//! let progress = &score.areas()[0];
//! assert_eq!((progress.node.id.as_str(), progress.text().as_deref()), ("progress", Some("16.84")));
//! // The other groups are left out, and so is the total.
//! assert_eq!((score.areas()[1].text(), score.total_text()), (None, None));
//! # Ok::<(), motcua::Error>(())
//! ```

mod aggregate;
mod build;
mod builtin;
mod check;
mod document;
mod explain;
mod facts;
mod import;
mod model;
mod outcome;
mod reader;
mod rule;
mod rule_reader;
mod score;
mod scoring;
mod submission;
#[cfg(test)]
mod tests;
mod total;
mod words;

use std::collections::BTreeMap;

pub use self::facts::Facts;
pub use self::import::{ImportedSet, Imports};
pub use self::model::{Band, Basis, Head, Node, NotApplicable, Part, Pool, Ranking, Rounding, Title, Variable};
pub use self::outcome::Reason;
pub use self::reader::Problem;
pub use self::score::{AreaScore, Columns, Score, ScoreFlag, Term};
pub use self::submission::{Assessment, Submission};
pub use self::words::{Column, DayUnit, Level, Method, Policy, Source, Status, Ties, VariableKind};
use crate::error::{Error, quote};

/// How many levels of nodes a set may have, areas being the first.
pub const DEEPEST: usize = 8;

/// A set of indicators (bộ chỉ số): what is scored, by which rule, and what the total is called.
///
/// It is read from JSON in the form that `core/data/rule_sets/README.md` describes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "bộ chỉ số")]
#[doc(alias = "bộ tiêu chí")]
pub struct RuleSet {
    head: Head,
    variables: Vec<Variable>,
    nodes: Vec<Node>,
    bonus: Option<Pool>,
    penalty: Option<Pool>,
    bands: Vec<Band>,
    problems: Vec<Problem>,
    by_name: BTreeMap<String, usize>,
    /// Whether every node has its points, so that no parameter can be missing.
    is_known: bool,
}

impl RuleSet {
    /// Reads a set that can be scored by.
    ///
    /// ```
    /// use motcua::scorecard::RuleSet;
    ///
    /// let error = RuleSet::from_json(r#"{"schema": 1, "id": "a", "title": {"vi": "A"}, "status": "template", "total": "3", "areas": [
    ///     {"id": "a1", "title": {"vi": "A1"}, "max": "2", "rule": {"kind": "given"}}]}"#).unwrap_err();
    /// assert_eq!((error.code(), error.path().as_deref()), ("rule_set_invalid", Some("total")));
    /// ```
    ///
    /// # Errors
    /// `rule_set_invalid` with the path of the first thing that is wrong.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::inspect(text)?.checked()
    }

    /// Reads a set that may contradict itself: [`problems`](Self::problems) lists how.
    ///
    /// # Errors
    /// `rule_set_invalid` with the path of what does not have the form.
    pub fn inspect(text: &str) -> Result<Self, Error> {
        Ok(build::build(&document::read(text)?))
    }

    /// The same from a value of JSON.
    ///
    /// # Errors
    /// As [`inspect`](Self::inspect).
    pub fn inspect_value(value: &serde_json::Value) -> Result<Self, Error> {
        Ok(build::build(&document::read_value(value)?))
    }

    /// A set that is built in.
    ///
    /// # Errors
    /// `rule_set_unknown` for an id there is not.
    pub fn builtin(id: &str) -> Result<Self, Error> {
        let known = || builtin::TEXTS.iter().map(|(id, _)| *id).collect::<Vec<_>>().join(", ");
        let found = builtin::TEXTS.iter().find(|(known, _)| *known == id);
        let (_, text) = found.ok_or_else(|| Error::RuleSetUnknown { name: quote(id), known: known() })?;
        Self::from_json(text)
    }

    /// The ids of the sets that are built in.
    pub fn builtins() -> impl Iterator<Item = &'static str> {
        builtin::TEXTS.iter().map(|(id, _)| *id)
    }

    /// The set, if it does not contradict itself.
    ///
    /// # Errors
    /// `rule_set_invalid` with the path of the first contradiction.
    pub fn checked(self) -> Result<Self, Error> {
        match self.problems.first() {
            Some(problem) => Err(problem.error()),
            None => Ok(self),
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.head.id
    }

    /// What it says of itself.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }

    /// The facts its rules read.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// Every node, each before those below it; areas, then bonus, then penalty.
    #[must_use]
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The points that may be added to the total.
    #[must_use]
    pub const fn bonus(&self) -> Option<&Pool> {
        self.bonus.as_ref()
    }

    /// The points that may be taken from it.
    #[must_use]
    pub const fn penalty(&self) -> Option<&Pool> {
        self.penalty.as_ref()
    }

    /// The names for totals, from the highest.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// Its contradictions, each with its place.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The ids of the sets whose totals it takes over, each with the path of the rule.
    pub fn imports(&self) -> impl Iterator<Item = (&str, String)> {
        self.nodes.iter().filter_map(|node| match &node.body {
            model::Body::Rule(rule) => rule.imported().map(|set| (set, format!("{}.rule.set", node.path))),
            model::Body::Criteria => None,
        })
    }

    /// The variables a leaf reads, in the order of its rule.
    pub fn reads<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Variable> {
        let names = match &node.body {
            model::Body::Rule(rule) => rule.names(),
            model::Body::Criteria => Vec::new(),
        };
        names.into_iter().filter_map(|name| self.variables.get(name))
    }
}
