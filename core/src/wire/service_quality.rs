//! The nine indicators across a boundary: the points of an officer or an agency, and a year of a one-stop unit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod answer;
mod year;

pub use self::answer::{
    QualityDossierAnswer, QualityFieldAnswer, QualityMeanAnswer, QualityOfficerAnswer, QualityPartAnswer, QualityPeriodAnswer,
    QualityScoreAnswer, ServiceQualityAnswer,
};
pub use self::year::{
    FeedbackShape, OnSiteShape, OnlineServiceShape, PublicityShape, QualityDossierShape, QualityFormShape, QualityStatementShape,
    ServiceQualityRequest, UnitTimeShape,
};
use super::answer::{CitationAnswer, Texts, citations};
use crate::error::{Error, quote};
use crate::exact::Exact;
use crate::number::Number;
use crate::service_quality::{self, Aggregate, Indicator, Line, QualityScore, Standing};

/// Points by the number of the indicator; a null is the same as none.
fn read_indicators(given: &BTreeMap<String, Option<Number>>) -> Result<BTreeMap<u8, Exact>, Error> {
    let mut read = BTreeMap::new();
    for (key, value) in given {
        let place = |error: Error| error.within(format!("indicators.{}", quote(key)));
        let indicator = Indicator::parse(key).map_err(place)?;
        if let Some(value) = value {
            read.insert(indicator.number(), value.exact().map_err(place)?);
        }
    }
    Ok(read)
}

fn score(of: Aggregate, given: &BTreeMap<String, Option<Number>>) -> Result<QualityScore, Error> {
    let read = read_indicators(given)?;
    QualityScore::new(of, &read).map_err(|error| match error {
        Error::InPlace { .. } => error.within("indicators"),
        error => error,
    })
}

/// The points of an officer: indicators 1, 2, 3, 4 and 7.
///
/// ```
/// use motcua::wire::service_quality::OfficerScoreRequest;
///
/// let json = r#"{"indicators": {"1": "1.25", "2": "1", "3": "2", "4": null, "7": "0.95"}}"#;
/// let answer = serde_json::from_str::<OfficerScoreRequest>(json).unwrap().evaluate()?;
/// assert_eq!((answer.points.as_str(), answer.duty), ("5.3", "full"));
/// assert_eq!((answer.left_out.as_slice(), answer.sum.as_str()), ([4].as_slice(), "1.3 + 1.0 + 2.0 + 1.0 = 5.3"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerScoreRequest {
    /// The mean of each indicator, 0 to 2, by its number, `1` to `9`. Those of 5, 6, 8 and 9 are not counted.
    pub indicators: BTreeMap<String, Option<Number>>,
}

/// The points of an agency: all nine indicators.
///
/// ```
/// use motcua::wire::service_quality::AgencyScoreRequest;
///
/// let json = r#"{"indicators": {"1": 2, "2": 2, "3": 2, "4": 2, "5": 2, "6": 2, "7": 2, "8": 1}}"#;
/// let answer = serde_json::from_str::<AgencyScoreRequest>(json).unwrap().evaluate()?;
/// assert_eq!((answer.points.as_str(), answer.band, answer.out_of), ("15.0", "excellent", 16));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgencyScoreRequest {
    /// The mean of each indicator, 0 to 2, by its number, `1` to `9`.
    pub indicators: BTreeMap<String, Option<Number>>,
}

/// One indicator of a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IndicatorLineAnswer {
    /// Its number.
    pub indicator: u8,
    /// What it is about.
    pub title: Texts,
    /// Exact decimal: what was given.
    pub given: Option<String>,
    /// Exact decimal: the same rounded half up to one decimal.
    pub points: Option<String>,
    /// `counted`, `missing` or `not_counted`.
    pub standing: &'static str,
}

impl From<&Line> for IndicatorLineAnswer {
    fn from(line: &Line) -> Self {
        Self {
            indicator: line.indicator.number(),
            title: Texts::new(|language| line.indicator.title(language).to_owned()),
            given: line.given.as_ref().map(ToString::to_string),
            points: line.rounded.as_ref().map(|points| points.text(1)),
            standing: line.standing.as_str(),
        }
    }
}

fn left_out(score: &QualityScore) -> Vec<u8> {
    let missing = score.lines().iter().filter(|line| line.standing == Standing::Missing);
    missing.map(|line| line.indicator.number()).collect()
}

/// The points of an officer, and what they say about the duty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OfficerScoreAnswer {
    /// Exact decimal: the sum of the indicators, each rounded to one decimal.
    pub points: String,
    /// The points there could have been of the indicators counted; 10 with all.
    pub out_of: u32,
    /// `full`, `partial` or `insufficient`.
    pub duty: &'static str,
    /// The same in words.
    pub duty_text: Texts,
    /// The lowest share of the duty, in percent.
    pub duty_from_percent: u8,
    /// The share that is not reached, in percent; of `full` its 100.
    pub duty_until_percent: u8,
    /// The numbers of the indicators left out, because nothing is known.
    pub left_out: Vec<u8>,
    /// The sum written out.
    pub sum: String,
    /// Each indicator.
    pub by_indicator: Vec<IndicatorLineAnswer>,
    /// What it rests on.
    pub citations: Vec<CitationAnswer>,
}

/// The points of an agency, and what they are called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgencyScoreAnswer {
    /// Exact decimal: the sum of the indicators, each rounded to one decimal.
    pub points: String,
    /// The points there could have been of the indicators counted; 18 with all. The bands are not scaled to it.
    pub out_of: u32,
    /// `excellent`, `good`, `fair`, `average` or `weak`.
    pub band: &'static str,
    /// The same in words.
    pub band_text: Texts,
    /// The numbers of the indicators left out, because nothing is known.
    pub left_out: Vec<u8>,
    /// The sum written out.
    pub sum: String,
    /// Each indicator.
    pub by_indicator: Vec<IndicatorLineAnswer>,
    /// What it rests on.
    pub citations: Vec<CitationAnswer>,
}

impl OfficerScoreRequest {
    /// The points.
    ///
    /// # Errors
    /// `option_unknown` for an indicator that is none, `amount_invalid`, `value_out_of_range` outside 0 to 2, each with the path;
    /// `value_missing` when none of 1, 2, 3, 4 and 7 is given.
    pub fn evaluate(&self) -> Result<OfficerScoreAnswer, Error> {
        let score = score(Aggregate::Officer, &self.indicators)?;
        let duty = score.duty();
        Ok(OfficerScoreAnswer {
            points: score.points().text(1),
            out_of: score.out_of(),
            duty: duty.id(),
            duty_text: Texts::new(|language| duty.title(language).to_owned()),
            duty_from_percent: duty.from_percent(),
            duty_until_percent: duty.until_percent(),
            left_out: left_out(&score),
            sum: score.sum_text(),
            by_indicator: score.lines().iter().map(IndicatorLineAnswer::from).collect(),
            citations: citations(&service_quality::citations()),
        })
    }
}

impl AgencyScoreRequest {
    /// The points.
    ///
    /// # Errors
    /// `option_unknown` for an indicator that is none, `amount_invalid`, `value_out_of_range` outside 0 to 2, each with the path;
    /// `value_missing` when none is given.
    pub fn evaluate(&self) -> Result<AgencyScoreAnswer, Error> {
        let score = score(Aggregate::Agency, &self.indicators)?;
        let band = score.band();
        Ok(AgencyScoreAnswer {
            points: score.points().text(1),
            out_of: score.out_of(),
            band: band.id(),
            band_text: Texts::new(|language| band.title(language).to_owned()),
            left_out: left_out(&score),
            sum: score.sum_text(),
            by_indicator: score.lines().iter().map(IndicatorLineAnswer::from).collect(),
            citations: citations(&service_quality::citations()),
        })
    }
}
