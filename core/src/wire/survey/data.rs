//! Responses as they come in, and the options.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::super::Number;
use super::super::seed::seed;
use super::method;
use crate::error::{Error, missing, quote};
use crate::estimate::{ConfidenceLevel, LonelyPolicy};
use crate::survey::{
    AnswerRow, FactorIndex, IndexOptions, NoAnswer, OverallIndex, Questionnaire, QuestionnaireRecord, Respondent, Responses,
    SurveyOptions, TableColumns, VarianceOptions,
};

/// The answers of one respondent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WideRow {
    /// A name, to find respondents that are there twice.
    pub respondent: Option<String>,
    /// The unit the answers are about.
    pub unit: Option<String>,
    /// The stratum.
    pub stratum: Option<String>,
    /// The cluster drawn first within the stratum.
    pub cluster: Option<String>,
    /// How many people the respondent stands for; 1, if absent.
    pub weight: Option<Number>,
    /// How many clusters the stratum has in all; very many, if absent.
    pub population: Option<Number>,
    /// The answers by item; null or empty for none.
    pub values: BTreeMap<String, Option<Number>>,
}

/// One answer of one respondent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongRow {
    /// Who answered.
    pub respondent: String,
    /// The item.
    pub item: String,
    /// The answer; null or empty for none.
    pub value: Option<Number>,
    /// The unit the answers are about; the first row of a respondent says it.
    pub unit: Option<String>,
    /// The stratum.
    pub stratum: Option<String>,
    /// The cluster drawn first within the stratum.
    pub cluster: Option<String>,
    /// How many people the respondent stands for; 1, if absent.
    pub weight: Option<Number>,
    /// How many clusters the stratum has in all; very many, if absent.
    pub population: Option<Number>,
}

fn text(number: &Option<Number>) -> Option<String> {
    number.as_ref().map(|number| number.as_str().to_owned())
}

impl WideRow {
    fn build(&self) -> AnswerRow {
        let respondent = Respondent {
            id: self.respondent.clone(),
            unit: self.unit.clone(),
            stratum: self.stratum.clone(),
            cluster: self.cluster.clone(),
            weight: text(&self.weight),
            population: text(&self.population),
        };
        let values = self.values.iter().map(|(item, value)| (item.clone(), text(value).unwrap_or_default())).collect();
        AnswerRow { respondent, values }
    }
}

impl LongRow {
    fn build(&self) -> AnswerRow {
        let respondent = Respondent {
            id: Some(self.respondent.clone()),
            unit: self.unit.clone(),
            stratum: self.stratum.clone(),
            cluster: self.cluster.clone(),
            weight: text(&self.weight),
            population: text(&self.population),
        };
        AnswerRow { respondent, values: vec![(self.item.clone(), text(&self.value).unwrap_or_default())] }
    }
}

/// The questionnaire, and the responses read against it.
pub(super) fn read(
    record: &QuestionnaireRecord,
    wide: Option<&[WideRow]>,
    long: Option<&[LongRow]>,
    csv: Option<&str>,
    columns: Option<&TableColumns>,
) -> Result<(Questionnaire, Responses), Error> {
    let questionnaire = Questionnaire::new(record).map_err(|error| error.within("questionnaire"))?;
    let responses = match (wide, long, csv) {
        (Some(rows), None, None) => Responses::wide(&rows.iter().map(WideRow::build).collect::<Vec<_>>(), &questionnaire),
        (None, Some(rows), None) => Responses::long(&rows.iter().map(LongRow::build).collect::<Vec<_>>(), &questionnaire),
        (None, None, Some(table)) => {
            let usual = TableColumns::default();
            Responses::from_table(table.as_bytes(), &questionnaire, columns.unwrap_or(&usual))
        }
        _ => return Err(missing("responses", "answers come in one of three ways: responses, long or csv")),
    };
    Ok((questionnaire, responses))
}

/// The options by their names.
#[derive(Default)]
pub(super) struct Options<'a> {
    pub(super) factor_index: Option<&'a str>,
    pub(super) overall_index: Option<&'a str>,
    pub(super) no_answer: Option<&'a str>,
    pub(super) confidence: Option<f64>,
    pub(super) method: Option<&'a str>,
    pub(super) variance: Option<&'a str>,
    pub(super) lonely: Option<&'a str>,
    pub(super) replicates: Option<u32>,
    pub(super) seed: Option<u64>,
    pub(super) minimum_respondents: Option<u32>,
}

/// Enough for a standard error good to some three percent.
const REPLICATES: u32 = 500;

impl Options<'_> {
    pub(super) fn build(&self) -> Result<SurveyOptions, Error> {
        let usual = SurveyOptions::default();
        let variance = match self.variance {
            None | Some("taylor") => VarianceOptions::Taylor,
            Some("jackknife") => VarianceOptions::Jackknife,
            Some("bootstrap") => {
                VarianceOptions::Bootstrap { replicates: whole(self.replicates.unwrap_or(REPLICATES)), seed: seed(self.seed)? }
            }
            Some(other) => {
                let known = "taylor, jackknife, bootstrap";
                return Err(Error::OptionUnknown { option: "a way to compute variances", value: quote(other), known });
            }
        };
        Ok(SurveyOptions {
            index: IndexOptions {
                factor: self.factor_index.map_or(Ok(FactorIndex::default()), FactorIndex::parse)?,
                overall: self.overall_index.map_or(Ok(OverallIndex::default()), OverallIndex::parse)?,
                no_answer: self.no_answer.map_or(Ok(NoAnswer::default()), NoAnswer::parse)?,
            },
            confidence: self.confidence.map_or(Ok(ConfidenceLevel::default()), ConfidenceLevel::new)?,
            interval: method(self.method)?,
            variance,
            lonely: self.lonely.map_or(Ok(LonelyPolicy::default()), LonelyPolicy::parse)?,
            minimum_respondents: self.minimum_respondents.map_or(usual.minimum_respondents, whole),
        })
    }
}

fn whole(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
