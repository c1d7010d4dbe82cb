//! A year of a one-stop unit: the answer.

use serde::Serialize;

use super::super::answer::{CitationAnswer, Note, Texts};
use super::super::{ProblemAnswer, answer::date};
use super::left_out;
use crate::service_quality::{self, Assessment, Case, Group, Mean, Part, Period, QualityScore, Scored};

/// The points of one indicator of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityPartAnswer {
    /// Its number.
    pub indicator: u8,
    /// 2, 1 or 0.
    pub points: u8,
    /// `log`, `fact` or `form`.
    pub source: &'static str,
    /// The fact that made them, as in `late` or `contacts 1`.
    pub fact: String,
    /// What the circular gives these points for.
    pub reason: Texts,
}

impl From<&Part> for QualityPartAnswer {
    fn from(part: &Part) -> Self {
        let (indicator, points) = (part.indicator, part.point.points);
        Self {
            indicator: indicator.number(),
            points,
            source: part.source.as_str(),
            fact: part.point.fact.clone(),
            reason: Texts::new(|language| indicator.level(points, language).unwrap_or_default().to_owned()),
        }
    }
}

/// A dossier, or a form that names none, with its points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityDossierAnswer {
    /// Which of the dossiers, from 0.
    pub dossier: Option<usize>,
    /// Which of the forms, from 0.
    pub form: Option<usize>,
    /// The id given.
    pub id: Option<String>,
    /// The day of the result; a dossier without one is in no mean.
    pub result_on: Option<String>,
    /// The field.
    pub field: Option<String>,
    /// Who handled it.
    pub officers: Vec<String>,
    /// The indicators known.
    pub by_indicator: Vec<QualityPartAnswer>,
}

/// The mean of one indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityMeanAnswer {
    /// Its number.
    pub indicator: u8,
    /// The points of the dossiers in sum.
    pub points: u64,
    /// Over how many of them.
    pub cases: u64,
    /// Exact decimal: the mean, or what is said about the unit, rounded half up to one decimal.
    pub mean: Option<String>,
    /// Where it comes from: `dossiers`, `unit` (a fact about it) or `stated` (the points themselves).
    pub source: Option<&'static str>,
    /// The fact about the unit.
    pub fact: Option<String>,
}

impl From<&Mean> for QualityMeanAnswer {
    fn from(mean: &Mean) -> Self {
        Self {
            indicator: mean.indicator.number(),
            points: mean.points,
            cases: mean.cases,
            mean: mean.value.as_ref().map(|value| value.text(1)),
            source: mean.source.map(service_quality::Source::as_str),
            fact: mean.fact.clone(),
        }
    }
}

/// The points of an agency or a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityScoreAnswer {
    /// Exact decimal: the sum of the means; null when nothing is known.
    pub points: Option<String>,
    /// The points there could have been of the indicators counted.
    pub out_of: u32,
    /// `excellent`, `good`, `fair`, `average` or `weak`.
    pub band: Option<&'static str>,
    /// The numbers of the indicators left out, because nothing is known.
    pub left_out: Vec<u8>,
    /// The sum written out.
    pub sum: Option<String>,
    /// Each indicator.
    pub by_indicator: Vec<QualityMeanAnswer>,
}

fn absent(scored: &Scored) -> Vec<u8> {
    scored.score.as_ref().map_or_else(|| scored.means.iter().map(|mean| mean.indicator.number()).collect(), left_out)
}

impl From<&Scored> for QualityScoreAnswer {
    fn from(scored: &Scored) -> Self {
        let score = scored.score.as_ref();
        Self {
            points: score.map(|score| score.points().text(1)),
            out_of: score.map_or(0, QualityScore::out_of),
            band: score.map(|score| score.band().id()),
            left_out: absent(scored),
            sum: score.map(QualityScore::sum_text),
            by_indicator: scored.means.iter().map(QualityMeanAnswer::from).collect(),
        }
    }
}

/// A field of state management.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityFieldAnswer {
    /// The field.
    pub field: String,
    /// How many dossiers and forms.
    pub cases: u64,
    /// By the unit's own statement.
    pub self_score: QualityScoreAnswer,
    /// By the appraisal.
    pub appraised_score: Option<QualityScoreAnswer>,
}

impl From<&Group> for QualityFieldAnswer {
    fn from(group: &Group) -> Self {
        Self {
            field: group.name.clone(),
            cases: group.cases,
            self_score: (&group.own).into(),
            appraised_score: group.appraised.as_ref().map(QualityScoreAnswer::from),
        }
    }
}

/// An officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityOfficerAnswer {
    /// Who.
    pub officer: String,
    /// How many dossiers and forms.
    pub cases: u64,
    /// Exact decimal: the sum of the means; null when nothing is known.
    pub points: Option<String>,
    /// The points there could have been of the indicators counted.
    pub out_of: u32,
    /// `full`, `partial` or `insufficient`.
    pub duty: Option<&'static str>,
    /// The numbers of the indicators left out, because nothing is known.
    pub left_out: Vec<u8>,
    /// The sum written out.
    pub sum: Option<String>,
    /// Each indicator.
    pub by_indicator: Vec<QualityMeanAnswer>,
}

impl From<&Group> for QualityOfficerAnswer {
    fn from(group: &Group) -> Self {
        let score = group.own.score.as_ref();
        Self {
            officer: group.name.clone(),
            cases: group.cases,
            points: score.map(|score| score.points().text(1)),
            out_of: score.map_or(0, QualityScore::out_of),
            duty: score.map(|score| score.duty().id()),
            left_out: absent(&group.own),
            sum: score.map(QualityScore::sum_text),
            by_indicator: group.own.means.iter().map(QualityMeanAnswer::from).collect(),
        }
    }
}

/// A quarter, or the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityPeriodAnswer {
    /// The quarter, 1 to 4; null for the year.
    pub quarter: Option<u8>,
    /// Its first day.
    pub from_on: String,
    /// Its last day.
    pub until_on: String,
    /// Whether the circular was in force on all its days.
    pub is_in_force: bool,
    /// Dossiers and forms with a result in it.
    pub cases: u64,
    /// The agency by its own statement.
    pub self_score: QualityScoreAnswer,
    /// The agency by the appraisal; null without one.
    pub appraised_score: Option<QualityScoreAnswer>,
    /// Each field, by name.
    pub fields: Vec<QualityFieldAnswer>,
    /// Each officer, by name.
    pub officers: Vec<QualityOfficerAnswer>,
}

impl From<&Period> for QualityPeriodAnswer {
    fn from(period: &Period) -> Self {
        Self {
            quarter: period.quarter,
            from_on: date(period.from),
            until_on: date(period.until),
            is_in_force: service_quality::in_force(period.from) && service_quality::in_force(period.until),
            cases: period.cases,
            self_score: (&period.own).into(),
            appraised_score: period.appraised.as_ref().map(QualityScoreAnswer::from),
            fields: period.fields.iter().map(QualityFieldAnswer::from).collect(),
            officers: period.officers.iter().map(QualityOfficerAnswer::from).collect(),
        }
    }
}

/// A year of a one-stop unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServiceQualityAnswer {
    /// The id of the rules.
    pub rule_set: &'static str,
    /// The year.
    pub year: i32,
    /// The four quarters, then the year.
    pub periods: Vec<QualityPeriodAnswer>,
    /// Every dossier that could be read, then every form that names none, with its points.
    pub dossiers: Vec<QualityDossierAnswer>,
    /// Dossiers and forms whose result lies in another year.
    pub outside_year: u64,
    /// Dossiers without a result, which are in no mean.
    pub without_result: u64,
    /// What is wrong with dossiers, forms and statements left out.
    pub problems: Vec<ProblemAnswer>,
    /// What to know.
    pub notes: Vec<Note>,
    /// What it rests on.
    pub citations: Vec<CitationAnswer>,
}

/// A case with the places it came from.
pub(super) struct Placed {
    pub(super) dossier: Option<usize>,
    pub(super) form: Option<usize>,
    pub(super) id: Option<String>,
    /// None without a result.
    pub(super) case: Option<Case>,
}

impl From<&Placed> for QualityDossierAnswer {
    fn from(placed: &Placed) -> Self {
        let case = placed.case.as_ref();
        Self {
            dossier: placed.dossier,
            form: placed.form,
            id: placed.id.clone(),
            result_on: case.map(|case| date(case.result_on)),
            field: case.and_then(|case| case.field.clone()),
            officers: case.map(|case| case.officers.clone()).unwrap_or_default(),
            by_indicator: case.map(|case| case.parts.iter().map(QualityPartAnswer::from).collect()).unwrap_or_default(),
        }
    }
}

pub(super) fn periods(assessment: &Assessment) -> Vec<QualityPeriodAnswer> {
    assessment.periods.iter().map(QualityPeriodAnswer::from).collect()
}
