//! Scorecards across a boundary.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;

use super::{Each, Number, parse_date};
use crate::error::Error;
use crate::exact::Exact;
use crate::scorecard::{Assessment, ImportedSet, Imports, Level, RuleSet, Submission};

mod answer;
mod describe;

pub use self::answer::{
    AreaScoreAnswer, ColumnsAnswer, RuleSetBasisAnswer, ScoreAnswer, ScoreProblemAnswer, ScoreUnitsAnswer, ScoredUnitAnswer,
    TermAnswer, TermInputAnswer,
};
pub use self::describe::{
    RuleSetAnswer, RuleSetBandAnswer, RuleSetNodeAnswer, RuleSetProblemAnswer, RuleSetRankingAnswer, RuleSetRequest,
    RuleSetSummary, RuleSetVariableAnswer, RuleSetsAnswer, RuleSetsRequest,
};

/// What a reviewer, or the unit, says of a node of the set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssessmentOptions {
    /// The id of the node.
    pub id: String,
    /// Points the unit gives itself.
    pub self_points: Option<Number>,
    /// Points the appraiser gives; they stand in for the rule's.
    pub points: Option<Number>,
    /// What was shown.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Why evidence is missing, or points are as they are.
    pub explanation: Option<String>,
    /// Why the node, and all below it, does not apply.
    pub not_applicable: Option<String>,
}

/// A set whose total another takes over, with the values it is scored from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreImportOptions {
    /// The id of a set that is built in, or a set.
    pub rule_set: Value,
    /// Its values by name; null means absent.
    #[serde(default)]
    pub values: BTreeMap<String, Option<Number>>,
    /// What is said of its nodes.
    #[serde(default)]
    pub assessments: Vec<AssessmentOptions>,
    /// Points for which it has none, by the id of the node.
    #[serde(default)]
    pub parameters: BTreeMap<String, Number>,
    /// `ministry`, `province`, `department`, `district` or `commune`.
    pub level: Option<String>,
}

/// A unit scored by a set.
///
/// ```
/// use motcua::wire::scorecard::ScoreRequest;
///
/// let json = r#"{"rule_set": "qd766_portal_2026", "level": "commune", "values": {"received": 120, "on_time": 117}}"#;
/// let request: ScoreRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!(answer.groups["progress"], "19.50");
/// assert_eq!(answer.terms[0].worked.en, "20 × 117 / 120 = 19.5");
/// assert_eq!(answer.total, None);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreRequest {
    /// The id of a set that is built in, or a set in the form of `core/data/rule_sets/README.md`: an object, or its JSON as text.
    pub rule_set: Value,
    /// What appraisal and surveys found, by the names of the set's variables; null means absent.
    #[serde(default)]
    pub values: BTreeMap<String, Option<Number>>,
    /// What the unit states of itself, by the same names.
    pub self_values: Option<BTreeMap<String, Option<Number>>>,
    /// What is said of single nodes.
    #[serde(default)]
    pub assessments: Vec<AssessmentOptions>,
    /// Points for which the set has none, by the id of the node.
    #[serde(default)]
    pub parameters: BTreeMap<String, Number>,
    /// `ministry`, `province`, `department`, `district` or `commune`: indicators that do not apply to units of the level have what the set says.
    /// Without one all apply.
    pub level: Option<String>,
    /// Sets whose totals this one takes over.
    #[serde(default)]
    pub imports: Vec<ScoreImportOptions>,
}

/// A unit among many.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoredUnitOptions {
    /// Its code or id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// What appraisal and surveys found, by the names of the set's variables; null means absent.
    #[serde(default)]
    pub values: BTreeMap<String, Option<Number>>,
    /// What the unit states of itself, by the same names.
    pub self_values: Option<BTreeMap<String, Option<Number>>>,
    /// What is said of single nodes.
    #[serde(default)]
    pub assessments: Vec<AssessmentOptions>,
    /// Points for which the set has none, by the id of the node; those of the question if absent.
    pub parameters: Option<BTreeMap<String, Number>>,
    /// `ministry`, `province`, `department`, `district` or `commune`; that of the question if absent.
    pub level: Option<String>,
    /// Sets whose totals this one takes over.
    #[serde(default)]
    pub imports: Vec<ScoreImportOptions>,
}

/// Many units scored by one set: one that cannot be scored takes none of the others with it.
///
/// ```
/// use motcua::wire::scorecard::ScoreUnitsRequest;
///
/// let json = r#"{"rule_set": "qd766_portal_2026", "units": [
///     {"id": "19645", "values": {"received": 120, "on_time": 117}}, {"id": "19646", "values": {"received": 3, "on_time": 4}}]}"#;
/// let request: ScoreUnitsRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!(answer.units[0].groups["progress"], "19.50");
/// assert_eq!((answer.problems[0].id.as_str(), answer.problems[0].code), ("19646", "value_out_of_range"));
/// assert_eq!(answer.problems[0].path, "units[1].progress/progress_on_time");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreUnitsRequest {
    /// The id of a set that is built in, or a set: an object, or its JSON as text.
    pub rule_set: Value,
    /// The units, each read by itself.
    pub units: Vec<Each<ScoredUnitOptions>>,
    /// Points for which the set has none, by the id of the node.
    #[serde(default)]
    pub parameters: BTreeMap<String, Number>,
    /// `ministry`, `province`, `department`, `district` or `commune`.
    pub level: Option<String>,
    /// Whether each unit carries its trace; false if absent.
    #[serde(default)]
    pub trace: bool,
}

/// The set a question names, or brings along; it may contradict itself.
pub(super) fn inspect(rule_set: &Value) -> Result<RuleSet, Error> {
    match rule_set {
        Value::String(text) if text.trim_start().starts_with('{') => RuleSet::inspect(text),
        Value::String(id) => RuleSet::builtin(id),
        Value::Object(_) => RuleSet::inspect_value(rule_set),
        _ => {
            let problem = "the id of a rule set, or a rule set, is needed".to_owned();
            Err(Error::RequestInvalid { path: "rule_set".to_owned(), problem })
        }
    }
}

fn day(text: Option<&String>) -> Result<Option<NaiveDate>, Error> {
    text.map(|text| parse_date(text).map_err(|error| error.within("on"))).transpose()
}

fn level(text: Option<&String>) -> Result<Option<Level>, Error> {
    text.map(|text| Level::parse(text).map_err(|error| error.within("level"))).transpose()
}

fn numbers(field: &str, numbers: &BTreeMap<String, Number>) -> Result<BTreeMap<String, Exact>, Error> {
    let read = |(name, number): (&String, &Number)| {
        let number = number.exact().map_err(|error| error.within(format!("{field}.{}", super::shorten(name))))?;
        Ok((name.clone(), number))
    };
    numbers.iter().map(read).collect()
}

fn assessments(all: &[AssessmentOptions]) -> Result<BTreeMap<String, Assessment>, Error> {
    let mut read = BTreeMap::new();
    for (place, given) in all.iter().enumerate() {
        let at = |error: Error| error.at("assessments", place);
        let points = |field: &'static str, number: Option<&Number>| {
            number.map(|number| number.exact().map_err(|error| at(error.within(field)))).transpose()
        };
        let assessment = Assessment {
            self_points: points("self_points", given.self_points.as_ref())?,
            points: points("points", given.points.as_ref())?,
            evidence: given.evidence.clone(),
            explanation: given.explanation.clone(),
            not_applicable: given.not_applicable.clone(),
        };
        if given.not_applicable.as_ref().is_some_and(|reason| reason.trim().is_empty()) {
            return Err(at(Error::ReasonMissing { of: "not_applicable" }));
        }
        if read.insert(given.id.clone(), assessment).is_some() {
            return Err(at(Error::CodeDuplicate { what: "the node", value: super::shorten(&given.id) }));
        }
    }
    Ok(read)
}

type Values = BTreeMap<String, Option<Number>>;

fn pairs(values: &Values) -> impl Iterator<Item = (&str, Option<&str>)> {
    values.iter().map(|(name, value)| (name.as_str(), value.as_ref().map(Number::as_str)))
}

/// What of a question is about one unit.
struct Unit<'a> {
    values: &'a Values,
    self_values: Option<&'a Values>,
    assessments: &'a [AssessmentOptions],
    parameters: &'a BTreeMap<String, Number>,
    level: Option<&'a String>,
    imports: &'a [ScoreImportOptions],
}

impl Unit<'_> {
    /// All of it, the sets it imports scored.
    fn read(&self, set: &RuleSet) -> Result<Submission, Error> {
        let mut submission = self.submission(set)?;
        if set.imports().next().is_some() || !self.imports.is_empty() {
            submission.imports = imports(self.imports)?.indices(set)?;
        }
        Ok(submission)
    }

    fn submission(&self, set: &RuleSet) -> Result<Submission, Error> {
        let own = self.self_values.map(|values| set.facts_named("self_values", pairs(values)));
        Ok(Submission {
            facts: set.facts(pairs(self.values))?,
            self_facts: own.transpose()?,
            assessments: assessments(self.assessments)?,
            parameters: numbers("parameters", self.parameters)?,
            level: level(self.level)?,
            imports: BTreeMap::new(),
        })
    }
}

/// More imported sets than any index has parts.
const MOST_IMPORTS: usize = 64;

fn imports(all: &[ScoreImportOptions]) -> Result<Imports, Error> {
    if all.len() > MOST_IMPORTS {
        let value = all.len().to_string();
        return Err(Error::ValueOutOfRange { name: "the number of imports", value, bound: "at most 64" }.within("imports"));
    }
    let read = |(place, given): (usize, &ScoreImportOptions)| {
        let set = inspect(&given.rule_set).and_then(RuleSet::checked);
        let imported = set.and_then(|set| {
            let unit = Unit {
                values: &given.values,
                self_values: None,
                assessments: &given.assessments,
                parameters: &given.parameters,
                level: given.level.as_ref(),
                imports: &[],
            };
            let submission = unit.submission(&set)?;
            Ok(ImportedSet { set, submission })
        });
        imported.map_err(|error: Error| error.at("imports", place))
    };
    let sets: Result<Vec<_>, Error> = all.iter().enumerate().map(read).collect();
    Imports::new(sets?)
}

impl ScoreRequest {
    /// The score with its trace.
    ///
    /// # Errors
    /// `rule_set_unknown`; `rule_set_invalid` with the path inside the set, also when sets import each other in a circle; `field_unknown` for a value the set has no
    /// variable for; `value_missing`, `value_out_of_range`, `amount_invalid` and the others of [`RuleSet::score`].
    pub fn evaluate(&self) -> Result<ScoreAnswer, Error> {
        let set = inspect(&self.rule_set)?.checked()?;
        let unit = Unit {
            values: &self.values,
            self_values: self.self_values.as_ref(),
            assessments: &self.assessments,
            parameters: &self.parameters,
            level: self.level.as_ref(),
            imports: &self.imports,
        };
        let submission = unit.read(&set)?;
        let score = set.score(&submission)?;
        Ok(ScoreAnswer::from(&score))
    }
}

impl ScoreUnitsRequest {
    /// The scores, in the order of the units.
    ///
    /// # Errors
    /// `rule_set_unknown` and `rule_set_invalid`; `option_unknown` for the level of the question. What is wrong with a unit is among the problems of the answer.
    pub fn evaluate(&self) -> Result<ScoreUnitsAnswer, Error> {
        let set = inspect(&self.rule_set)?.checked()?;
        level(self.level.as_ref())?;
        let mut taken = std::collections::BTreeSet::new();
        let (mut units, mut problems) = (Vec::with_capacity(self.units.len()), Vec::new());
        for (place, given) in self.units.iter().enumerate() {
            let scored = given.read().and_then(|unit| {
                if taken.insert(unit.id.clone()) {
                    self.unit(&set, &unit)
                } else {
                    Err(Error::CodeDuplicate { what: "the id of a unit", value: super::shorten(&unit.id) })
                }
            });
            match scored {
                Ok(unit) => units.push(unit),
                Err(error) => problems.push(ScoreProblemAnswer::new(place, given.text("id").unwrap_or_default(), error)),
            }
        }
        Ok(ScoreUnitsAnswer { rule_set: set.id().to_owned(), units, problems })
    }

    fn unit(&self, set: &RuleSet, unit: &ScoredUnitOptions) -> Result<ScoredUnitAnswer, Error> {
        let given = Unit {
            values: &unit.values,
            self_values: unit.self_values.as_ref(),
            assessments: &unit.assessments,
            parameters: unit.parameters.as_ref().unwrap_or(&self.parameters),
            level: unit.level.as_ref().or(self.level.as_ref()),
            imports: &unit.imports,
        };
        let submission = given.read(set)?;
        Ok(ScoredUnitAnswer::new(unit, &set.score(&submission)?, self.trace))
    }
}
