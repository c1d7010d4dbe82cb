//! Whether items measure the same thing.

use serde::{Deserialize, Serialize};

use super::answer::RowProblem;
use super::data::{self, LongRow, WideRow};
use crate::error::{Error, quote};
use crate::estimate::ConfidenceLevel;
use crate::survey::{QuestionnaireRecord, Reliability, TableColumns};

/// Responses to items that should measure the same thing, in one of three ways: `responses`, `long` or `csv`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReliabilityRequest {
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
    /// The items, by name; all of `factor` if absent, and all but those about the whole if there is no `factor` either.
    pub items: Option<Vec<String>>,
    /// A factor.
    pub factor: Option<String>,
    /// How confident the interval is; 0.95, if absent.
    pub confidence: Option<f64>,
}

/// Cronbach's alpha.
#[derive(Clone, Debug, Serialize)]
pub struct ReliabilityAnswer {
    /// Cronbach's alpha; null with fewer than two items or complete respondents, or when all sums of answers are equal.
    pub alpha: Option<f64>,
    /// The lower bound of Feldt's interval.
    pub low: Option<f64>,
    /// The upper bound of Feldt's interval.
    pub high: Option<f64>,
    /// Respondents who answered every item.
    pub complete: usize,
    /// Respondents left out because they did not.
    pub incomplete: usize,
    /// The items.
    pub item_statistics: Vec<ItemReliabilityAnswer>,
    /// What could not be read.
    pub problems: Vec<RowProblem>,
}

/// An item within its set.
#[derive(Clone, Debug, Serialize)]
pub struct ItemReliabilityAnswer {
    /// The item.
    pub id: String,
    /// Its mean score.
    pub mean: Option<f64>,
    /// The standard deviation of its scores.
    pub standard_deviation: Option<f64>,
    /// Its correlation with the sum of the others; null when one of the two does not vary.
    pub item_total: Option<f64>,
    /// Alpha of the others; null with fewer than two of them.
    pub alpha_if_deleted: Option<f64>,
}

impl ReliabilityRequest {
    /// Alpha and what each item does to it.
    ///
    /// # Errors
    /// As `survey` for questionnaire and responses; `option_unknown` for an item or a factor that there is not; `value_out_of_range` for a
    /// confidence.
    pub fn evaluate(&self) -> Result<ReliabilityAnswer, Error> {
        let confidence = self.confidence.map_or(Ok(ConfidenceLevel::default()), ConfidenceLevel::new)?;
        let (questionnaire, responses) = data::read(
            &self.questionnaire,
            self.responses.as_deref(),
            self.long.as_deref(),
            self.csv.as_deref(),
            self.columns.as_ref(),
        )?;
        let known = "those of the questionnaire";
        let factor = match &self.factor {
            None => None,
            Some(id) => match questionnaire.factors.iter().position(|(known, _)| known == id) {
                Some(place) => Some(place),
                None => return Err(Error::OptionUnknown { option: "a factor", value: quote(id), known }),
            },
        };
        let mut items = Vec::new();
        for (index, id) in self.items.iter().flatten().enumerate() {
            match questionnaire.items.iter().position(|item| &item.id == id) {
                Some(place) if !items.contains(&place) => items.push(place),
                Some(_) => return Err(Error::CodeDuplicate { what: "the item", value: quote(id) }.at("items", index)),
                None => return Err(Error::OptionUnknown { option: "an item", value: quote(id), known }.at("items", index)),
            }
        }
        if self.items.is_none() {
            let all = questionnaire.items.iter().enumerate();
            let wanted = all.filter(|(_, item)| match factor {
                Some(_) => item.factor == factor,
                None => !item.is_overall,
            });
            items.extend(wanted.map(|(place, _)| place));
        }
        let reliability = Reliability::new(&questionnaire, &responses, &items, confidence)?;
        let item = |item: &crate::survey::ItemReliability| ItemReliabilityAnswer {
            id: questionnaire.items.get(item.item).map(|item| item.id.clone()).unwrap_or_default(),
            mean: item.mean,
            standard_deviation: item.standard_deviation,
            item_total: item.item_total,
            alpha_if_deleted: item.alpha_if_deleted,
        };
        Ok(ReliabilityAnswer {
            alpha: reliability.alpha,
            low: reliability.interval.map(|interval| interval.low()),
            high: reliability.interval.map(|interval| interval.high()),
            complete: reliability.complete,
            incomplete: reliability.incomplete,
            item_statistics: reliability.items.iter().map(item).collect(),
            problems: responses.problems().iter().map(RowProblem::from).collect(),
        })
    }
}
