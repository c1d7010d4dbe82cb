//! From one wave to the next.

use serde::{Deserialize, Serialize};

use super::super::Number;
use super::answer::{QuestionnaireAnswer, RowProblem, percent};
use super::data::{self, LongRow, Options, WideRow};
use crate::error::{Error, missing, quote};
use crate::estimate::{Adjustment, square};
use crate::exact::Exact;
use crate::survey::{
    ChangeOptions, Overlap, Published, Questionnaire, QuestionnaireRecord, Responses, SurveyChange, TableColumns, UnitChange,
    Wave,
};

/// Two waves of a survey.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyChangeRequest {
    /// The first wave.
    pub before: SurveyWave,
    /// The second wave.
    pub after: SurveyWave,
    /// `refuse` or `flag`: whether figures of different series are refused, or subtracted and marked; `refuse`, if absent. Questionnaires
    /// without a name are of one series only with the same items on the same scales.
    pub across_versions: Option<String>,
    /// `independent` or `same_clusters`: whether the waves have nothing or their clusters in common; `independent`, if absent.
    pub overlap: Option<String>,
    /// `holm`, `bh` or `none`: how p-values of units are adjusted for their number; `holm`, if absent.
    pub adjustment: Option<String>,
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
}

/// One wave: responses in one of three ways, or figures as they were printed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyWave {
    /// What was asked.
    pub questionnaire: QuestionnaireRecord,
    /// A row a respondent.
    pub responses: Option<Vec<WideRow>>,
    /// A row an answer.
    pub long: Option<Vec<LongRow>>,
    /// A table as text.
    pub csv: Option<String>,
    /// What the columns of the table are called, where they have other names.
    pub columns: Option<TableColumns>,
    /// Figures as they were printed.
    pub published: Option<Vec<PublishedIndex>>,
}

/// An index as it was printed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedIndex {
    /// The unit; everybody, if absent.
    pub unit: Option<String>,
    /// The index in percent.
    pub index: Number,
    /// How many people it rests on; without it and without a standard error there is no interval.
    pub respondents: Option<u64>,
    /// What the design does to the variance; 1, if absent.
    pub design_effect: Option<f64>,
    /// The standard error in points, instead of respondents and design effect.
    pub standard_error: Option<f64>,
}

/// What changed.
#[derive(Clone, Debug, Serialize)]
pub struct SurveyChangeAnswer {
    /// The questionnaire of the first wave.
    pub before: QuestionnaireAnswer,
    /// The questionnaire of the second wave.
    pub after: QuestionnaireAnswer,
    /// Everybody; null unless both waves say so.
    pub whole: Option<ChangeAnswer>,
    /// The units in both waves, by name.
    pub units: Vec<ChangeAnswer>,
    /// Units of the first wave only.
    pub only_before: Vec<String>,
    /// Units of the second wave only.
    pub only_after: Vec<String>,
    /// Whether the waves are of different series, so that nothing follows from the difference.
    pub is_series_break: bool,
    /// Whether the two questionnaires have different items, or the same ones on different scales.
    pub items_differ: bool,
    /// Whether the two questionnaires state different versions, or only one of them does.
    pub versions_differ: bool,
    /// What could not be read of the first wave.
    pub problems_before: Vec<RowProblem>,
    /// What could not be read of the second wave.
    pub problems_after: Vec<RowProblem>,
}

/// The change of one unit, in percent and points.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeAnswer {
    /// The unit; null for everybody.
    pub unit: Option<String>,
    /// Exact decimal: the index before, two decimals.
    pub index_before: String,
    /// Exact decimal: the index after, two decimals.
    pub index_after: String,
    /// Exact decimal: after less before, rounded half up once to two decimals.
    pub change: String,
    /// The standard error; null where it is unknown.
    pub standard_error: Option<f64>,
    /// The lower bound of the interval.
    pub low: Option<f64>,
    /// The upper bound of the interval.
    pub high: Option<f64>,
    /// How often chance alone would give so much, to either side.
    pub p_value: Option<f64>,
    /// The same adjusted for the number of units.
    pub p_adjusted: Option<f64>,
}

impl From<&UnitChange> for ChangeAnswer {
    fn from(unit: &UnitChange) -> Self {
        let change = unit.change.as_ref();
        Self {
            unit: unit.unit.clone(),
            index_before: percent(&unit.before),
            index_after: percent(&unit.after),
            change: percent(&(unit.after.clone() - unit.before.clone())),
            standard_error: change.and_then(|change| Some(change.standard_error()? * 100.0)),
            low: change.map(|change| change.interval().low() * 100.0),
            high: change.map(|change| change.interval().high() * 100.0),
            p_value: change.map(|change| change.p_value()),
            p_adjusted: unit.adjusted_p,
        }
    }
}

impl SurveyWave {
    fn build(&self) -> Result<(Questionnaire, Responses, Vec<Published>), Error> {
        let Some(published) = &self.published else {
            let (questionnaire, responses) = data::read(
                &self.questionnaire,
                self.responses.as_deref(),
                self.long.as_deref(),
                self.csv.as_deref(),
                self.columns.as_ref(),
            )?;
            return Ok((questionnaire, responses, Vec::new()));
        };
        if self.responses.is_some() || self.long.is_some() || self.csv.is_some() || published.is_empty() {
            return Err(missing("published", "a wave has either responses or at least one figure that was printed"));
        }
        let questionnaire = Questionnaire::new(&self.questionnaire).map_err(|error| error.within("questionnaire"))?;
        let responses = Responses::wide(&[], &questionnaire);
        let mut figures: Vec<Published> = Vec::new();
        for (index, given) in published.iter().enumerate() {
            let figure = given.build().map_err(|error| error.at("published", index))?;
            if figures.iter().any(|known| known.unit == figure.unit) {
                let value = quote(given.unit.as_deref().unwrap_or("everybody"));
                return Err(Error::CodeDuplicate { what: "the unit", value }.at("published", index));
            }
            figures.push(figure);
        }
        Ok((questionnaire, responses, figures))
    }
}

impl PublishedIndex {
    fn build(&self) -> Result<Published, Error> {
        let index = self.index.exact()?;
        if index.is_negative() || index > Exact::from(100) {
            let value = quote(self.index.as_str());
            return Err(Error::ValueOutOfRange { name: "the index", value, bound: "0 to 100 percent" });
        }
        let index = index / Exact::from(100);
        let share = index.to_f64();
        let out_of_range = |name: &'static str, value: f64, bound: &'static str| Error::ValueOutOfRange {
            name,
            value: value.to_string(),
            bound,
        };
        let design_effect = self.design_effect.unwrap_or(1.0);
        if !(design_effect > 0.0 && design_effect <= 1e6) {
            return Err(out_of_range("the design effect", design_effect, "above 0, at most 1000000"));
        }
        let effective_size = match (self.standard_error, self.respondents) {
            (Some(error), _) if !(error > 0.0 && error <= 100.0) => {
                return Err(out_of_range("the standard error", error, "above 0, at most 100 points"));
            }
            (Some(error), _) if share > 0.0 && share < 1.0 => Some(share * (1.0 - share) / square(error / 100.0)),
            (_, Some(0)) => return Err(out_of_range("the number of respondents", 0.0, "at least 1")),
            (_, Some(respondents)) => Some(respondents as f64 / design_effect),
            (_, None) => None,
        };
        Ok(Published { unit: self.unit.clone(), index, effective_size })
    }
}

impl SurveyChangeRequest {
    /// The changes.
    ///
    /// # Errors
    /// `value_out_of_range` naming both versions when they are of different series; as `survey` for either wave, with its name;
    /// `code_duplicate` for a unit that is there twice; `option_unknown`.
    pub fn evaluate(&self) -> Result<SurveyChangeAnswer, Error> {
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
            minimum_respondents: None,
        };
        let across_series = match self.across_versions.as_deref() {
            None | Some("refuse") => false,
            Some("flag") => true,
            Some(other) => {
                let known = "refuse, flag";
                return Err(Error::OptionUnknown { option: "what to do across versions", value: quote(other), known });
            }
        };
        let change = ChangeOptions {
            overlap: self.overlap.as_deref().map_or(Ok(Overlap::default()), Overlap::parse)?,
            adjustment: self.adjustment.as_deref().map_or(Ok(Adjustment::default()), Adjustment::parse)?,
            across_series,
        };
        let options = options.build()?;
        let (first, first_responses, first_published) = self.before.build().map_err(|error| error.within("before"))?;
        let (second, second_responses, second_published) = self.after.build().map_err(|error| error.within("after"))?;
        let before = Wave { questionnaire: &first, responses: &first_responses, published: &first_published };
        let after = Wave { questionnaire: &second, responses: &second_responses, published: &second_published };
        let changes = SurveyChange::new(&before, &after, &options, &change)?;
        Ok(SurveyChangeAnswer {
            before: QuestionnaireAnswer::from(&first),
            after: QuestionnaireAnswer::from(&second),
            whole: changes.whole.as_ref().map(ChangeAnswer::from),
            units: changes.units.iter().map(ChangeAnswer::from).collect(),
            only_before: changes.only_before,
            only_after: changes.only_after,
            is_series_break: changes.is_series_break,
            items_differ: changes.items_differ,
            versions_differ: changes.versions_differ,
            problems_before: first_responses.problems().iter().map(RowProblem::from).collect(),
            problems_after: second_responses.problems().iter().map(RowProblem::from).collect(),
        })
    }
}
