//! Scores as they cross a boundary.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ScoredUnitOptions;
use crate::error::Error;
use crate::exact::Exact;
use crate::scorecard::{AreaScore, Basis, Part, Score, ScoreFlag, Term, Title};
use crate::wire::answer::{Note, Texts};

/// Decimals shown of a number that has more.
const SHOWN: u32 = 12;

/// A decimal; one that goes on is rounded to twelve.
fn decimal(number: &Exact) -> String {
    match number.decimals() {
        Some(decimals) if decimals <= SHOWN => number.to_string(),
        _ => number.text(SHOWN),
    }
}

pub(super) fn texts(title: &Title) -> Texts {
    Texts { vi: title.vi.clone(), en: title.en.clone() }
}

/// A document a set rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSetBasisAnswer {
    /// Number as printed, where it is known.
    pub number: Option<String>,
    /// What to call it.
    pub name: Texts,
    /// Article, clause and point, where they are known.
    pub article: Option<String>,
    /// `seen`, `known` or `uncertain`.
    pub confidence: &'static str,
    /// What a reader must know.
    pub note: Option<Texts>,
}

impl From<&Basis> for RuleSetBasisAnswer {
    fn from(basis: &Basis) -> Self {
        Self {
            number: basis.number.clone(),
            name: texts(&basis.name),
            article: basis.article.clone(),
            confidence: basis.confidence.as_str(),
            note: basis.note.as_ref().map(texts),
        }
    }
}

/// A score with its trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreAnswer {
    /// The id of the set.
    pub rule_set: String,
    /// What the set is called.
    pub title: Texts,
    /// `confirmed`, `unconfirmed`, `template` or `frame`.
    pub status: &'static str,
    /// Exact decimals: the points of each area by id, as printed; an area that is left out is not among them.
    pub groups: BTreeMap<String, String>,
    /// Exact decimal: the total as printed; null when an area is left out or nothing applies.
    pub total: Option<String>,
    /// The total before rounding, as a decimal, or a fraction as in `2/3`.
    pub exact_total: Option<String>,
    /// The id of the band of the total.
    pub band: Option<String>,
    /// What the band is called.
    pub band_title: Option<Texts>,
    /// Exact decimal: the points in all.
    pub max: Option<String>,
    /// Exact decimal: the bonus that counts.
    pub bonus: Option<String>,
    /// Exact decimal: the penalty that counts.
    pub penalty: Option<String>,
    /// How the total came about, with the numbers put in.
    pub total_worked: Texts,
    /// Points by who found them.
    pub columns: ColumnsAnswer,
    /// The areas, in the order of the set.
    pub areas: Vec<AreaScoreAnswer>,
    /// The trace: every leaf, in the order of the set.
    pub terms: Vec<TermAnswer>,
    /// What to know of the score.
    pub flags: Vec<Note>,
    /// The documents the set rests on.
    pub citations: Vec<RuleSetBasisAnswer>,
}

/// Points by who found them, as they count: after caps and scaling, bonus added, penalty taken. `appraised` and `survey` add up to the exact
/// total; without a total, to the areas that are not left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ColumnsAnswer {
    /// Exact decimal: the total by the unit's own statement, which never enters the total; null unless it states all leaves of the
    /// areas, surveys aside.
    pub self_total: Option<String>,
    /// Exact decimal: by appraisal.
    pub appraised: String,
    /// Exact decimal: by survey.
    pub survey: String,
    /// Exact decimal: the total as printed.
    pub total: Option<String>,
}

/// An area with its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AreaScoreAnswer {
    /// Its id.
    pub id: String,
    /// The number as printed.
    pub number: Option<String>,
    /// What it is called.
    pub title: Texts,
    /// Exact decimal: its points as printed; null when it is left out.
    pub points: Option<String>,
    /// Exact decimal: the points there are to have, without what is left out of them.
    pub max: Option<String>,
    /// Exact decimal: points in percent of these, rounded half up to two decimals.
    pub index: Option<String>,
}

/// A value that a rule read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermInputAnswer {
    /// The name of the variable.
    pub name: String,
    /// What it is called.
    pub title: Texts,
    /// Exact decimal: its value; null when it is absent or a date.
    pub value: Option<String>,
    /// Its value, if it is a date.
    pub date_on: Option<String>,
}

/// A leaf as it was scored: what it takes to do it again by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermAnswer {
    /// Its id.
    pub id: String,
    /// The number as printed.
    pub number: Option<String>,
    /// What it is called.
    pub title: Texts,
    /// The ids of the area and the criteria above it, from the area down.
    pub within: Vec<String>,
    /// `areas`, `bonus` or `penalty`.
    pub part: &'static str,
    /// `appraisal`, `self`, `survey` or `import`.
    pub source: &'static str,
    /// `appraised` or `survey`.
    pub column: &'static str,
    /// The kind of rule.
    pub rule: &'static str,
    /// The rule with the numbers put in.
    pub worked: Texts,
    /// The values it read.
    pub inputs: Vec<TermInputAnswer>,
    /// Exact decimal: what the rule read, rounded to twelve decimals if it goes on.
    pub value: Option<String>,
    /// The same without rounding: a decimal, or a fraction as in `2/3`.
    pub exact_value: Option<String>,
    /// What the rule gave before it was cut or rounded: a decimal, or a fraction.
    pub exact_points: Option<String>,
    /// Exact decimal: the points that count; null when it is left out.
    pub points: Option<String>,
    /// Exact decimal: the points there are to have.
    pub max: Option<String>,
    /// To how many decimals its points are rounded, half up; null for not at all.
    pub decimals: Option<u32>,
    /// Why it has these points, as in `scored` or `zero_denominator_full`.
    pub reason: &'static str,
    /// Exact decimal: what the unit has by its own statement.
    pub self_points: Option<String>,
    /// What must be shown.
    pub evidence_needed: Vec<Texts>,
    /// What was shown.
    pub evidence: Vec<String>,
    /// Why evidence is missing, or points are as they are.
    pub explanation: Option<String>,
    /// Why it does not apply, as the question says.
    pub not_applicable: Option<String>,
    /// Whether its rule and points are sure.
    pub is_confirmed: bool,
    /// What a reader must know.
    pub note: Option<Texts>,
}

/// Many units by one set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreUnitsAnswer {
    /// The id of the set.
    pub rule_set: String,
    /// Those that could be scored, in order.
    pub units: Vec<ScoredUnitAnswer>,
    /// What is wrong with the others.
    pub problems: Vec<ScoreProblemAnswer>,
}

/// A unit's score in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoredUnitAnswer {
    /// Its code or id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Exact decimals: the points of each area by id, as printed; an area that is left out is not among them.
    pub groups: BTreeMap<String, String>,
    /// Exact decimals: the points of each leaf by id; one that is left out is not among them.
    pub leaves: BTreeMap<String, String>,
    /// Exact decimal: the total as printed; null when an area is left out or nothing applies.
    pub total: Option<String>,
    /// The total before rounding, as a decimal, or a fraction as in `2/3`.
    pub exact_total: Option<String>,
    /// The id of the band of the total.
    pub band: Option<String>,
    /// Points by who found them.
    pub columns: ColumnsAnswer,
    /// The codes of what to know of the score.
    pub flags: Vec<&'static str>,
    /// The trace, if the question asks for it.
    pub terms: Vec<TermAnswer>,
}

/// A unit that could not be scored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreProblemAnswer {
    /// Which unit, from 0.
    pub index: usize,
    /// Its code or id; empty where it has none that is a text.
    pub id: String,
    /// Where, as in `units[3].payment/payment_dossiers`.
    pub path: String,
    /// The stable code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

impl ScoreProblemAnswer {
    pub(super) fn new(index: usize, id: &str, error: Error) -> Self {
        let (code, message) = (error.code(), error.to_string());
        let path = error.at("units", index).path().unwrap_or_default();
        Self { index, id: id.to_owned(), path, code, message }
    }
}

fn groups(score: &Score<'_>) -> BTreeMap<String, String> {
    score.areas().iter().filter_map(|area| Some((area.node.id.clone(), area.text()?))).collect()
}

fn columns(score: &Score<'_>) -> ColumnsAnswer {
    let print = |number: &Exact| number.text(score.set().head().decimals);
    let columns = score.columns();
    ColumnsAnswer {
        self_total: columns.self_total.as_ref().map(print),
        appraised: print(&columns.appraised),
        survey: print(&columns.survey),
        total: score.total_text(),
    }
}

impl From<&Score<'_>> for ScoreAnswer {
    fn from(score: &Score<'_>) -> Self {
        let head = score.set().head();
        let print = |number: &Exact| number.text(head.decimals);
        Self {
            rule_set: head.id.clone(),
            title: texts(&head.title),
            status: head.status.as_str(),
            groups: groups(score),
            total: score.total_text(),
            exact_total: score.exact_total().map(ToString::to_string),
            band: score.band().map(|band| band.id.clone()),
            band_title: score.band().map(|band| texts(&band.title)),
            max: score.max().map(decimal),
            bonus: score.bonus().map(print),
            penalty: score.penalty().map(print),
            total_worked: Texts::new(|language| score.explain_total(language)),
            columns: columns(score),
            areas: score.areas().iter().map(AreaScoreAnswer::from).collect(),
            terms: score.terms().iter().map(|term| TermAnswer::new(score, term)).collect(),
            flags: score.flags().iter().map(|flag| note(*flag)).collect(),
            citations: head.basis.iter().map(RuleSetBasisAnswer::from).collect(),
        }
    }
}

fn note(flag: ScoreFlag) -> Note {
    Note { code: flag.as_str(), text: Texts::new(|language| flag.text(language).to_owned()) }
}

impl From<&AreaScore<'_>> for AreaScoreAnswer {
    fn from(area: &AreaScore<'_>) -> Self {
        Self {
            id: area.node.id.clone(),
            number: area.node.number.clone(),
            title: texts(&area.node.title),
            points: area.text(),
            max: area.max.as_ref().map(decimal),
            index: area.index().map(|index| index.text(2)),
        }
    }
}

/// Points with the decimals they are rounded to.
fn points(term: &Term<'_>, points: &Exact) -> String {
    match term.decimals {
        Some(decimals) => points.text(decimals),
        None => decimal(points),
    }
}

impl TermAnswer {
    fn new(score: &Score<'_>, term: &Term<'_>) -> Self {
        let (node, nodes, said) = (term.node, score.set().nodes(), term.assessment);
        let mut within = Vec::new();
        let mut above = node.parent().and_then(|parent| nodes.get(parent));
        while let Some(node) = above {
            within.push(node.id.clone());
            above = node.parent().and_then(|parent| nodes.get(parent));
        }
        within.reverse();
        let input = |(variable, value): (&crate::scorecard::Variable, Option<String>)| {
            let is_date = variable.kind == crate::scorecard::VariableKind::Date;
            let (value, date_on) = if is_date { (None, value) } else { (value, None) };
            TermInputAnswer { name: variable.name.clone(), title: texts(&variable.title), value, date_on }
        };
        Self {
            id: node.id.clone(),
            number: node.number.clone(),
            title: texts(&node.title),
            within,
            part: node.part().as_str(),
            source: node.source.as_str(),
            column: term.column().as_str(),
            rule: node.rule_kind().unwrap_or_default(),
            worked: Texts::new(|language| term.explain(language)),
            inputs: term.inputs().into_iter().map(input).collect(),
            value: term.value.as_ref().map(decimal),
            exact_value: term.value.as_ref().map(ToString::to_string),
            exact_points: term.exact.as_ref().map(ToString::to_string),
            points: term.points.as_ref().map(|number| points(term, number)),
            max: term.max.as_ref().map(decimal),
            decimals: term.decimals,
            reason: term.reason.as_str(),
            self_points: term.self_points.as_ref().map(|number| points(term, number)),
            evidence_needed: node.evidence.iter().map(texts).collect(),
            evidence: said.map(|said| said.evidence.clone()).unwrap_or_default(),
            explanation: said.and_then(|said| said.explanation.clone()),
            not_applicable: said.and_then(|said| said.not_applicable.clone()),
            is_confirmed: node.is_confirmed,
            note: node.note.as_ref().map(texts),
        }
    }
}

impl ScoredUnitAnswer {
    pub(super) fn new(unit: &ScoredUnitOptions, score: &Score<'_>, has_trace: bool) -> Self {
        let leaf = |term: &Term<'_>| Some((term.node.id.clone(), points(term, term.points.as_ref()?)));
        let terms = score.terms().iter().filter(|_| has_trace).map(|term| TermAnswer::new(score, term));
        Self {
            id: unit.id.clone(),
            name: unit.name.clone(),
            groups: groups(score),
            leaves: score.terms().iter().filter(|term| term.node.part() == Part::Areas).filter_map(leaf).collect(),
            total: score.total_text(),
            exact_total: score.exact_total().map(ToString::to_string),
            band: score.band().map(|band| band.id.clone()),
            columns: columns(score),
            flags: score.flags().iter().map(|flag| flag.as_str()).collect(),
            terms: terms.collect(),
        }
    }
}
