//! What a survey answers with.

use serde::Serialize;

use crate::exact::Exact;
use crate::survey::{Figure, Group, Item, Problem, Questionnaire, QuestionnaireCitation, UnitResult};

/// The questionnaire an answer rests on.
#[derive(Clone, Debug, Serialize)]
pub struct QuestionnaireAnswer {
    /// The name.
    pub id: String,
    /// The version.
    pub version: Option<String>,
    /// The series: only figures of one series may be compared.
    pub series: String,
    /// `confirmed`, `frame`, `template` or `own`.
    pub status: String,
    /// Title in Vietnamese.
    pub title_vi: Option<String>,
    /// Title in English.
    pub title_en: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
    /// The documents behind it.
    pub citations: Vec<QuestionnaireCitation>,
}

impl From<&Questionnaire> for QuestionnaireAnswer {
    fn from(questionnaire: &Questionnaire) -> Self {
        let [vi, en] = &questionnaire.titles;
        Self {
            id: questionnaire.id.clone(),
            version: questionnaire.version.clone(),
            series: questionnaire.series.clone(),
            status: questionnaire.status.clone(),
            title_vi: vi.clone(),
            title_en: en.clone(),
            note: questionnaire.note.clone(),
            citations: questionnaire.citations.clone(),
        }
    }
}

/// An index with what is known of its error, all in percent.
#[derive(Clone, Debug, Serialize)]
pub struct FigureAnswer {
    /// Exact decimal: the index in percent, rounded half up once to two decimals; null when nobody answered.
    pub index: Option<String>,
    /// How many people it rests on.
    pub respondents: usize,
    /// The lower bound of the interval.
    pub low: Option<f64>,
    /// The upper bound of the interval.
    pub high: Option<f64>,
    /// The standard error, in points; null when a single cluster leaves it unknown.
    pub standard_error: Option<f64>,
    /// As many independent answers as would say the same; null when everybody was asked.
    pub effective_size: Option<f64>,
    /// What the design does to the variance; null where it is unknown, or nothing varies.
    pub design_effect: Option<f64>,
    /// Clusters less strata, of those with answers.
    pub degrees_of_freedom: Option<usize>,
}

impl From<&Figure> for FigureAnswer {
    fn from(figure: &Figure) -> Self {
        let estimate = figure.estimate.as_ref();
        Self {
            index: figure.index.as_ref().map(percent),
            respondents: figure.respondents,
            low: figure.interval.map(|interval| interval.low() * 100.0),
            high: figure.interval.map(|interval| interval.high() * 100.0),
            standard_error: estimate.and_then(|estimate| Some(estimate.standard_error()? * 100.0)),
            effective_size: estimate.map(|estimate| estimate.effective_size()).filter(|size| size.is_finite()),
            design_effect: estimate.and_then(|estimate| estimate.design_effect()),
            degrees_of_freedom: estimate.map(|estimate| estimate.degrees_of_freedom().min(figure.respondents.saturating_sub(1))),
        }
    }
}

/// In percent with two decimals.
pub(super) fn percent(share: &Exact) -> String {
    (share * &Exact::from(100)).text(2)
}

/// A factor.
#[derive(Clone, Debug, Serialize)]
pub struct FactorAnswer {
    /// The name.
    pub id: String,
    /// Title in Vietnamese.
    pub title_vi: Option<String>,
    /// Title in English.
    pub title_en: Option<String>,
    /// The index.
    pub figure: FigureAnswer,
}

/// An item with its distribution.
#[derive(Clone, Debug, Serialize)]
pub struct ItemAnswer {
    /// The name.
    pub id: String,
    /// The factor.
    pub factor: Option<String>,
    /// The question in Vietnamese.
    pub title_vi: Option<String>,
    /// The question in English.
    pub title_en: Option<String>,
    /// The index.
    pub figure: FigureAnswer,
    /// By level, as the scale has them.
    pub distribution: Vec<LevelAnswer>,
    /// How many did not answer.
    pub no_answer: u64,
    /// Exact decimal: the weight of those.
    pub no_answer_weight: String,
    /// Exact decimal: the mean of the scores, rounded half up to four decimals; null on a scale without scores.
    pub mean: Option<String>,
    /// Exact decimal: favourable less unfavourable answers in percent, rounded half up to two decimals; null on a scale without sides.
    pub net: Option<String>,
}

/// How often a level was chosen.
#[derive(Clone, Debug, Serialize)]
pub struct LevelAnswer {
    /// The level.
    pub value: String,
    /// In Vietnamese.
    pub title_vi: Option<String>,
    /// In English.
    pub title_en: Option<String>,
    /// Answers.
    pub count: u64,
    /// Exact decimal: their weight.
    pub weight: String,
    /// Exact decimal: their share of the weight of all answers in percent, rounded half up to two decimals; null without any.
    pub percent: Option<String>,
}

/// One unit.
#[derive(Clone, Debug, Serialize)]
pub struct SurveyUnitAnswer {
    /// The unit.
    pub unit: String,
    /// How many people are in it.
    pub respondents: usize,
    /// Whether fewer answered than the minimum.
    pub is_small: bool,
    /// The overall index.
    pub overall: FigureAnswer,
    /// The overall index drawn towards that of all units, in percent; null with fewer than two units.
    pub shrunk: Option<f64>,
    /// The factors, if wanted.
    pub factors: Vec<FactorAnswer>,
    /// The items, if wanted.
    pub items: Vec<ItemAnswer>,
}

impl SurveyUnitAnswer {
    pub(super) fn new(result: &UnitResult, questionnaire: &Questionnaire, detail: u8) -> Self {
        Self {
            unit: result.unit.clone(),
            respondents: result.group.respondents,
            is_small: result.is_small,
            overall: FigureAnswer::from(&result.group.overall),
            shrunk: result.shrunk.map(|share| share * 100.0),
            factors: if detail > 0 { factors(&result.group, questionnaire) } else { Vec::new() },
            items: if detail > 1 { items(&result.group, questionnaire) } else { Vec::new() },
        }
    }
}

pub(super) fn factors(group: &Group, questionnaire: &Questionnaire) -> Vec<FactorAnswer> {
    let named = group.factors.iter().zip(&questionnaire.factors);
    named
        .map(|(figure, (id, [vi, en]))| FactorAnswer {
            id: id.clone(),
            title_vi: vi.clone(),
            title_en: en.clone(),
            figure: FigureAnswer::from(figure),
        })
        .collect()
}

pub(super) fn items(group: &Group, questionnaire: &Questionnaire) -> Vec<ItemAnswer> {
    let answer = |(figure, item): (&crate::survey::ItemFigure, &Item)| {
        let [vi, en] = &item.titles;
        let levels = questionnaire.scale(item).map_or(&[][..], |scale| &scale.levels);
        let distribution = figure.distribution.iter().zip(levels).map(|(count, level)| {
            let [vi, en] = &level.titles;
            LevelAnswer {
                value: level.value.clone(),
                title_vi: vi.clone(),
                title_en: en.clone(),
                count: count.answers,
                weight: count.weight.to_string(),
                percent: count.share.as_ref().map(percent),
            }
        });
        let (no_answer, no_answer_weight) = &figure.no_answer;
        ItemAnswer {
            id: item.id.clone(),
            factor: item.factor.and_then(|place| questionnaire.factors.get(place)).map(|(id, _)| id.clone()),
            title_vi: vi.clone(),
            title_en: en.clone(),
            figure: FigureAnswer::from(&figure.figure),
            distribution: distribution.collect(),
            no_answer: *no_answer,
            no_answer_weight: no_answer_weight.to_string(),
            mean: figure.mean.as_ref().map(|mean| mean.text(4)),
            net: figure.net.as_ref().map(percent),
        }
    };
    group.items.iter().zip(&questionnaire.items).map(answer).collect()
}

/// What is wrong with a row that was left out, or with a column; the others stay.
#[derive(Clone, Debug, Serialize)]
pub struct RowProblem {
    /// The row: of a table the line it begins on, from 1 with the heading; of a list its place from 0.
    pub row: usize,
    /// The column or item.
    pub column: Option<String>,
    /// The stable code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

impl From<&Problem> for RowProblem {
    fn from(problem: &Problem) -> Self {
        Self { row: problem.row, column: problem.column.clone(), code: problem.error.code(), message: problem.error.to_string() }
    }
}
