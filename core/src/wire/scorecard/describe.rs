//! What a rule set is, and which there are.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::answer::{RuleSetBasisAnswer, texts};
use super::{day, inspect, level};
use crate::error::Error;
use crate::exact::Exact;
use crate::scorecard::{Band, Node, Problem, RuleSet, Variable};
use crate::wire::answer::{Texts, maybe_date};

/// Describes a set, and checks it.
///
/// ```
/// use motcua::wire::scorecard::RuleSetRequest;
///
/// let request: RuleSetRequest = serde_json::from_str(r#"{"rule_set": "qd766_portal_2026"}"#).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.total.as_deref(), answer.status, answer.problems.len()), (Some("100"), "unconfirmed", 0));
/// assert_eq!(answer.variables[0].name, "received");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSetRequest {
    /// The id of a set that is built in, or a set: an object, or its JSON as text.
    pub rule_set: Value,
}

/// Lists the sets that are built in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSetsRequest {
    /// `ministry`, `province`, `department`, `district` or `commune`: only sets for units of the level.
    pub level: Option<String>,
    /// Only sets in force on the day, or whose days of force are not known.
    pub on: Option<String>,
}

/// The sets that are built in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSetsAnswer {
    /// In short, by id.
    pub sets: Vec<RuleSetSummary>,
}

/// A set in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSetSummary {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Texts,
    /// `confirmed`, `unconfirmed`, `template` or `frame`.
    pub status: &'static str,
    /// For units of which levels; empty for any.
    pub levels: Vec<&'static str>,
    /// First day of force, where it is known.
    pub in_force_from_on: Option<String>,
    /// Last day of force, where it is known.
    pub in_force_until_on: Option<String>,
    /// The series of versions it belongs to.
    pub series: Option<String>,
}

/// A variable of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VariableAnswer {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub title: Texts,
    /// `count`, `ratio`, `percent`, `index`, `amount`, `number`, `yes_no` or `date`.
    pub kind: &'static str,
}

/// A node of a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeAnswer {
    /// Its id.
    pub id: String,
    /// The number as printed.
    pub number: Option<String>,
    /// Where it stands in the document, as in `areas[2].criteria[0]`.
    pub path: String,
    /// The id of the node it is part of; null for an area.
    pub parent: Option<String>,
    /// How deep it lies; areas are 1.
    pub depth: usize,
    /// `areas`, `bonus` or `penalty`.
    pub part: &'static str,
    /// What it is called.
    pub title: Texts,
    /// Exact decimal: its points; null for a parameter, and for what its criteria add up to.
    pub max: Option<String>,
    /// `appraisal`, `self`, `survey` or `import`.
    pub source: &'static str,
    /// The kind of rule; null for a node made of others.
    pub rule: Option<&'static str>,
    /// The names of the variables the rule reads.
    pub reads: Vec<String>,
    /// The levels of units to which it does not apply.
    pub not_applicable_to: Vec<&'static str>,
    /// What must be shown.
    pub evidence_needed: Vec<Texts>,
    /// Whether its rule and points are sure.
    pub is_confirmed: bool,
    /// What a reader must know.
    pub note: Option<Texts>,
}

/// A band of totals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BandAnswer {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Texts,
    /// Exact decimal: where it begins; null for the lowest.
    pub from: Option<String>,
    /// Whether its beginning belongs to the band below.
    pub is_open: bool,
}

/// How units are ranked by a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RankingAnswer {
    /// `competition`, `dense`, `ordinal` or `average`.
    pub method: &'static str,
    /// `published` or `exact`.
    pub ties: &'static str,
}

/// A contradiction in a set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSetProblemAnswer {
    /// Where, as in `areas[2].criteria[0].rule.steps[1].from`.
    pub path: String,
    /// What is wrong.
    pub problem: String,
}

/// A set, with its tree laid flat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSetAnswer {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: Texts,
    /// `confirmed`, `unconfirmed`, `template` or `frame`.
    pub status: &'static str,
    /// What a reader of a score must know.
    pub note: Option<Texts>,
    /// For units of which levels; empty for any.
    pub levels: Vec<&'static str>,
    /// First day of force, where it is known.
    pub in_force_from_on: Option<String>,
    /// Last day of force, where it is known.
    pub in_force_until_on: Option<String>,
    /// The series of versions it belongs to.
    pub series: Option<String>,
    /// Versions whose scores may be subtracted from its own.
    pub comparable_with: Vec<String>,
    /// Exact decimal: the points in all; null for what the areas add up to.
    pub total: Option<String>,
    /// With how many decimals areas and total print.
    pub decimals: u32,
    /// How units are ranked.
    pub ranking: RankingAnswer,
    /// The facts its rules read.
    pub variables: Vec<VariableAnswer>,
    /// Every node, each before those below it.
    pub nodes: Vec<NodeAnswer>,
    /// Exact decimal: the most a bonus adds.
    pub bonus_max: Option<String>,
    /// Exact decimal: the most a penalty takes.
    pub penalty_max: Option<String>,
    /// The names for totals, from the highest.
    pub bands: Vec<BandAnswer>,
    /// The sets whose totals it takes over.
    pub imported_sets: Vec<String>,
    /// Its contradictions; a set with any scores nothing.
    pub problems: Vec<RuleSetProblemAnswer>,
    /// The documents it rests on.
    pub citations: Vec<RuleSetBasisAnswer>,
}

impl RuleSetRequest {
    /// The set, with all its contradictions.
    ///
    /// # Errors
    /// `rule_set_unknown`; `rule_set_invalid` with the path of what does not have the form of a set.
    pub fn evaluate(&self) -> Result<RuleSetAnswer, Error> {
        Ok(RuleSetAnswer::from(&inspect(&self.rule_set)?))
    }
}

impl RuleSetsRequest {
    /// The sets.
    ///
    /// # Errors
    /// `option_unknown` for the level, `date_invalid` for the day.
    pub fn evaluate(&self) -> Result<RuleSetsAnswer, Error> {
        let (level, on) = (level(self.level.as_ref())?, day(self.on.as_ref())?);
        let mut sets = Vec::new();
        for id in RuleSet::builtins() {
            let set = RuleSet::builtin(id)?;
            let head = set.head();
            let is_for = level.is_none_or(|level| head.levels.is_empty() || head.levels.contains(&level));
            let is_in_force = on.is_none_or(|on| {
                head.in_force_from.is_none_or(|from| from <= on) && head.in_force_until.is_none_or(|until| on <= until)
            });
            if is_for && is_in_force {
                sets.push(RuleSetSummary {
                    id: head.id.clone(),
                    title: texts(&head.title),
                    status: head.status.as_str(),
                    levels: head.levels.iter().map(|level| level.as_str()).collect(),
                    in_force_from_on: maybe_date(head.in_force_from),
                    in_force_until_on: maybe_date(head.in_force_until),
                    series: head.series.clone(),
                });
            }
        }
        sets.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(RuleSetsAnswer { sets })
    }
}

fn text(number: Option<&Exact>) -> Option<String> {
    number.map(ToString::to_string)
}

impl From<&RuleSet> for RuleSetAnswer {
    fn from(set: &RuleSet) -> Self {
        let head = set.head();
        Self {
            id: head.id.clone(),
            title: texts(&head.title),
            status: head.status.as_str(),
            note: head.note.as_ref().map(texts),
            levels: head.levels.iter().map(|level| level.as_str()).collect(),
            in_force_from_on: maybe_date(head.in_force_from),
            in_force_until_on: maybe_date(head.in_force_until),
            series: head.series.clone(),
            comparable_with: head.comparable_with.clone(),
            total: text(head.total.as_ref()),
            decimals: head.decimals,
            ranking: RankingAnswer { method: head.ranking.method.as_str(), ties: head.ranking.ties.as_str() },
            variables: set.variables().iter().map(VariableAnswer::from).collect(),
            nodes: set.nodes().iter().map(|node| NodeAnswer::new(set, node)).collect(),
            bonus_max: text(set.bonus().map(|bonus| &bonus.max)),
            penalty_max: text(set.penalty().map(|penalty| &penalty.max)),
            bands: set.bands().iter().map(BandAnswer::from).collect(),
            imported_sets: set.imports().map(|(id, _)| id.to_owned()).collect(),
            problems: set.problems().iter().map(RuleSetProblemAnswer::from).collect(),
            citations: head.basis.iter().map(RuleSetBasisAnswer::from).collect(),
        }
    }
}

impl From<&Variable> for VariableAnswer {
    fn from(variable: &Variable) -> Self {
        Self { name: variable.name.clone(), title: texts(&variable.title), kind: variable.kind.as_str() }
    }
}

impl NodeAnswer {
    fn new(set: &RuleSet, node: &Node) -> Self {
        let parent = node.parent().and_then(|parent| set.nodes().get(parent));
        let exempt = node.not_applicable.iter().flat_map(|case| &case.levels);
        Self {
            id: node.id.clone(),
            number: node.number.clone(),
            path: node.path().to_owned(),
            parent: parent.map(|parent| parent.id.clone()),
            depth: node.depth(),
            part: node.part().as_str(),
            title: texts(&node.title),
            max: text(node.max.as_ref()),
            source: node.source.as_str(),
            rule: node.rule_kind(),
            reads: set.reads(node).map(|variable| variable.name.clone()).collect(),
            not_applicable_to: exempt.map(|level| level.as_str()).collect(),
            evidence_needed: node.evidence.iter().map(texts).collect(),
            is_confirmed: node.is_confirmed,
            note: node.note.as_ref().map(texts),
        }
    }
}

impl From<&Band> for BandAnswer {
    fn from(band: &Band) -> Self {
        let from = text(band.from.as_ref());
        Self { id: band.id.clone(), title: texts(&band.title), from, is_open: band.is_open }
    }
}

impl From<&Problem> for RuleSetProblemAnswer {
    fn from(problem: &Problem) -> Self {
        Self { path: problem.path.clone(), problem: problem.problem.clone() }
    }
}
