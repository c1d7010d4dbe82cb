//! Quality objectives across a boundary.

use serde::{Deserialize, Serialize};

use super::{EvidenceOptions, amount, evidence, text};
use crate::error::Error;
use crate::law::Language;
use crate::plan::{Achievement, Direction, Measure, Objective, Objectives};
use crate::ratio::Ratio;
use crate::wire::ProblemAnswer;
use crate::wire::share::problems;

/// A measure in counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureOptions {
    /// Its name.
    pub name: String,
    /// How many.
    pub numerator: u64,
    /// Among how many.
    pub denominator: u64,
}

/// A quality objective.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectiveOptions {
    /// Its number.
    pub id: String,
    /// What is aimed at.
    pub name: String,
    /// The name of the measure in counts.
    pub measure: Option<String>,
    /// The unit; `percent` if absent.
    pub unit: Option<String>,
    /// The target, an exact decimal.
    pub target: String,
    /// `at_least` (default) or `at_most`.
    pub direction: Option<String>,
    /// For what time.
    pub period: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// The result as an exact decimal, where it is not a share.
    pub value: Option<String>,
    /// What shows the result.
    #[serde(default)]
    pub evidence: Vec<EvidenceOptions>,
}

impl ObjectiveOptions {
    fn read(&self) -> Result<Objective, Error> {
        Ok(Objective {
            id: self.id.clone(),
            name: self.name.clone(),
            measure: text(self.measure.as_ref()),
            unit: self.unit.clone().unwrap_or_else(|| "percent".to_owned()),
            target: amount(Some(&self.target))?,
            direction: self.direction.as_deref().map(Direction::parse).transpose()?.unwrap_or_default(),
            period: text(self.period.as_ref()),
            owner: text(self.owner.as_ref()),
            value: amount(self.value.as_ref())?,
            evidence: evidence(&self.evidence)?,
        })
    }
}

/// Quality objectives with their results.
///
/// ```
/// use motcua::wire::plan::QualityObjectivesRequest;
///
/// let json = r#"{"measures": [{"name": "on_time", "numerator": 987, "denominator": 1000}],
///     "objectives": [{"id": "MT-01", "name": "Hồ sơ đúng hạn", "measure": "on_time", "target": "98"}]}"#;
/// let request: QualityObjectivesRequest = serde_json::from_str(json).unwrap();
/// let objective = &request.evaluate()?.objectives[0];
/// assert_eq!((objective.result.as_deref(), objective.achievement), (Some("98.70"), "achieved"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QualityObjectivesRequest {
    /// The objectives.
    pub objectives: Vec<ObjectiveOptions>,
    /// The measures in counts they refer to.
    #[serde(default)]
    pub measures: Vec<MeasureOptions>,
}

impl QualityObjectivesRequest {
    pub(super) fn build(&self) -> Result<Objectives, Error> {
        let measure =
            |given: &MeasureOptions| Measure { name: given.name.clone(), ratio: Ratio::new(given.numerator, given.denominator) };
        let mut objectives = Objectives::new(self.measures.iter().map(measure))?;
        for objective in &self.objectives {
            match objective.read() {
                Ok(objective) => objectives.add(objective),
                Err(error) => objectives.refuse(error),
            }
        }
        Ok(objectives)
    }

    /// The results.
    ///
    /// # Errors
    /// As [`Objectives::new`] for the measures. What is wrong with an objective is among the problems of the answer.
    pub fn evaluate(&self) -> Result<QualityObjectivesAnswer, Error> {
        let objectives = self.build()?;
        let assessed = objectives.assessments().iter().map(|of| AssessmentAnswer {
            id: of.objective.id.clone(),
            result: of.result.clone(),
            numerator: of.ratio.map(Ratio::numerator),
            denominator: of.ratio.map(Ratio::denominator),
            target: of.objective.target.map(|target| target.to_string()),
            direction: of.objective.direction.as_str(),
            unit: of.objective.unit.clone(),
            achievement: of.achievement.as_str(),
            why: match of.achievement {
                Achievement::NotMeasured(why) => Some(why.as_str()),
                _ => None,
            },
            evidence: of.objective.evidence.len(),
        });
        let achieved = objectives.achieved();
        Ok(QualityObjectivesAnswer {
            objectives: assessed.collect(),
            achieved: achieved.numerator(),
            total: achieved.denominator(),
            basis_vi: Objectives::basis().text(Language::Vi),
            basis_en: Objectives::basis().text(Language::En),
            problems: problems(objectives.problems()),
        })
    }
}

/// Quality objectives with their results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityObjectivesAnswer {
    /// Each objective.
    pub objectives: Vec<AssessmentAnswer>,
    /// How many are met.
    pub achieved: u64,
    /// Of how many, those not measured included.
    pub total: u64,
    /// Where it is written that there are such objectives, in Vietnamese.
    pub basis_vi: String,
    /// The same in English.
    pub basis_en: String,
    /// What is wrong with objectives left out.
    pub problems: Vec<ProblemAnswer>,
}

/// An objective with its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AssessmentAnswer {
    /// Its number.
    pub id: String,
    /// The result: a share in percent with two decimals, or the number as given; null where there is none.
    pub result: Option<String>,
    /// How many, for a share.
    pub numerator: Option<u64>,
    /// Among how many.
    pub denominator: Option<u64>,
    /// The target.
    pub target: Option<String>,
    /// Which side of it is good.
    pub direction: &'static str,
    /// The unit.
    pub unit: String,
    /// `achieved`, `not_achieved` or `not_measured`.
    pub achievement: &'static str,
    /// Why it is not measured: `no_value` or `denominator_zero`.
    pub why: Option<&'static str>,
    /// How many documents show the result.
    pub evidence: usize,
}
