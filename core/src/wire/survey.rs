//! Surveys: proportions, indices, changes, sizes, reliability.

mod answer;
mod change;
mod data;
mod proportion;
mod reliability;
mod sample_size;

use serde::{Deserialize, Serialize};

pub use self::answer::{FactorAnswer, FigureAnswer, ItemAnswer, LevelAnswer, QuestionnaireAnswer, RowProblem, SurveyUnitAnswer};
pub use self::change::{ChangeAnswer, PublishedIndex, SurveyChangeAnswer, SurveyChangeRequest, SurveyWave};
use self::data::Options;
pub use self::data::{LongRow, WideRow};
pub use self::proportion::{ProportionAnswer, ProportionRequest};
pub use self::reliability::{ItemReliabilityAnswer, ReliabilityAnswer, ReliabilityRequest};
pub use self::sample_size::{AllocationRequest, SampleSizeAnswer, SampleSizeRequest, StratumAnswer, StratumRequest};
use crate::error::{Error, quote};
use crate::estimate::IntervalMethod;
use crate::survey::{QuestionnaireRecord, Survey, TableColumns};

/// A survey with its responses, in one of three ways: `responses`, `long` or `csv`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyRequest {
    /// What was asked.
    pub questionnaire: QuestionnaireRecord,
    /// A row a respondent.
    pub responses: Option<Vec<WideRow>>,
    /// A row an answer.
    pub long: Option<Vec<LongRow>>,
    /// A table as text, with a column for each item, or with the columns `item` and `value`; commas, semicolons or tabs.
    pub csv: Option<String>,
    /// What the columns of the table are called, where they have other names.
    pub columns: Option<TableColumns>,
    /// `pooled` or `mean_of_items`: how items make a factor; `pooled`, if absent.
    pub factor_index: Option<String>,
    /// `pooled`, `mean_of_items`, `mean_of_factors`, `all_items` or `overall_item`: how the whole is measured; `pooled`, if absent.
    pub overall_index: Option<String>,
    /// `exclude` or `dissatisfied`: how no answer counts; `exclude`, if absent.
    pub no_answer: Option<String>,
    /// How confident intervals are; 0.95, if absent.
    pub confidence: Option<f64>,
    /// `wilson`, `clopper_pearson`, `logit`, `korn_graubard`, `agresti_coull` or `jeffreys`; `wilson`, if absent.
    pub method: Option<String>,
    /// `taylor`, `jackknife` or `bootstrap`: how variances come from strata and clusters; `taylor`, if absent.
    pub variance: Option<String>,
    /// `fail`, `certainty`, `adjust` or `average`: what a stratum with a single cluster adds; `adjust`, if absent.
    pub lonely: Option<String>,
    /// How often the bootstrap draws; 500, if absent.
    pub replicates: Option<u32>,
    /// Where its draws begin; 0, if absent.
    pub seed: Option<u64>,
    /// Units with fewer respondents are marked as small; 30, if absent. Practice, not law.
    pub minimum_respondents: Option<u32>,
    /// `overall`, `factors` or `items`: how much is told of each unit; `factors`, if absent.
    pub unit_detail: Option<String>,
}

/// What a survey says.
#[derive(Clone, Debug, Serialize)]
pub struct SurveyAnswer {
    /// The questionnaire.
    pub questionnaire: QuestionnaireAnswer,
    /// Rows that came in.
    pub read: usize,
    /// Respondents that count.
    pub kept: usize,
    /// The overall index.
    pub overall: FigureAnswer,
    /// The factors.
    pub factors: Vec<FactorAnswer>,
    /// The items with their distributions.
    pub items: Vec<ItemAnswer>,
    /// The units, by name.
    pub units: Vec<SurveyUnitAnswer>,
    /// The mean of the units towards which small ones are drawn, in percent; null with fewer than two units.
    pub shrinkage_mean: Option<f64>,
    /// How many answers the other units are worth; null where the units differ no more than chance explains, and with fewer than two.
    pub shrinkage_strength: Option<f64>,
    /// Whether strata, clusters, weights or populations were given.
    pub has_design: bool,
    /// Strata with a single cluster.
    pub lonely_strata: Vec<String>,
    /// What could not be read.
    pub problems: Vec<RowProblem>,
}

impl SurveyRequest {
    /// The indices.
    ///
    /// # Errors
    /// `rule_set_unknown`, `rule_set_invalid` and what else is wrong with the questionnaire; `option_unknown`; `value_missing` without
    /// responses or items; `value_out_of_range` for a confidence, and for a design that contradicts itself. A bad row is no error.
    pub fn evaluate(&self) -> Result<SurveyAnswer, Error> {
        let (questionnaire, responses) = data::read(
            &self.questionnaire,
            self.responses.as_deref(),
            self.long.as_deref(),
            self.csv.as_deref(),
            self.columns.as_ref(),
        )?;
        let options = Options {
            factor_index: self.factor_index.as_deref(),
            overall_index: self.overall_index.as_deref(),
            no_answer: self.no_answer.as_deref(),
            confidence: self.confidence,
            method: self.method.as_deref(),
            variance: self.variance.as_deref(),
            lonely: self.lonely.as_deref(),
            replicates: self.replicates,
            seed: self.seed,
            minimum_respondents: self.minimum_respondents,
        };
        let detail = match self.unit_detail.as_deref() {
            Some("overall") => 0,
            None | Some("factors") => 1,
            Some("items") => 2,
            Some(other) => {
                let known = "overall, factors, items";
                return Err(Error::OptionUnknown { option: "a detail of units", value: quote(other), known });
            }
        };
        let survey = Survey::new(&questionnaire, &responses, &options.build()?)?;
        let finite = |value: f64| value.is_finite().then_some(value);
        Ok(SurveyAnswer {
            read: responses.read(),
            kept: responses.kept(),
            overall: FigureAnswer::from(&survey.whole.overall),
            factors: answer::factors(&survey.whole, &questionnaire),
            items: answer::items(&survey.whole, &questionnaire),
            units: survey.units.iter().map(|unit| SurveyUnitAnswer::new(unit, &questionnaire, detail)).collect(),
            shrinkage_mean: survey.prior.map(|prior| prior.mean() * 100.0),
            shrinkage_strength: survey.prior.and_then(|prior| finite(prior.strength())),
            has_design: survey.has_design,
            lonely_strata: survey.lonely_strata,
            problems: responses.problems().iter().map(RowProblem::from).collect(),
            questionnaire: QuestionnaireAnswer::from(&questionnaire),
        })
    }
}

/// The method by its name.
fn method(name: Option<&str>) -> Result<IntervalMethod, Error> {
    name.map_or(Ok(IntervalMethod::default()), IntervalMethod::parse)
}
