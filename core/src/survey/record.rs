//! The JSON form of questionnaires.

use serde::Deserialize;

use crate::number::Number;

/// A questionnaire as data: a built-in one, a built-in one with items of your own, or all your own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct QuestionnaireRecord {
    /// A built-in one to start from: `sipas_2017`, `sipas_2021`, `sipas_2022`, `nd61_opinion` or `one_stop_three_level`. What is stated
    /// beside it replaces its part; items and factors are added.
    pub extends: Option<String>,
    /// The name; that of the built-in one, if absent.
    pub id: Option<String>,
    /// The version, as in `2024`.
    pub version: Option<String>,
    /// The series; only figures of one series may be compared. The name, if absent.
    pub series: Option<String>,
    /// `confirmed`, `frame`, `template` or `own`: read as it is; factors known and items not; an example; yours.
    pub status: Option<String>,
    /// Title in Vietnamese.
    pub title_vi: Option<String>,
    /// Title in English.
    pub title_en: Option<String>,
    /// What to know about it.
    pub note: Option<String>,
    /// The scale of items that name none: `five_level` (default), `three_level`, `credit_abcd`, `points_210`, or one of `scales`.
    pub scale: Option<String>,
    /// Scales beside the built-in ones.
    pub scales: Vec<ScaleRecord>,
    /// The factors (yếu tố).
    pub factors: Vec<FactorRecord>,
    /// The items (câu hỏi, tiêu chí).
    pub items: Vec<ItemRecord>,
    /// Where it is from.
    pub citations: Vec<QuestionnaireCitation>,
}

/// A scale: the answers there are and what each counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleRecord {
    /// The name.
    pub id: String,
    /// The levels, the least favourable first if they have an order.
    pub levels: Vec<LevelRecord>,
    /// Values that mean no answer, beside empty ones: `["0", "99"]`.
    #[serde(default)]
    pub no_answer: Vec<String>,
}

/// One answer of a scale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRecord {
    /// What stands in the data: `5`, `A`.
    pub value: String,
    /// What it counts towards the index, in percent: 0 to 100.
    pub credit: Number,
    /// What it counts towards the mean.
    pub score: Option<Number>,
    /// `favourable`, `neutral` or `unfavourable`; favourable with all credit and else neutral, if absent.
    pub side: Option<String>,
    /// In Vietnamese; read in data like the value.
    pub title_vi: Option<String>,
    /// In English; read in data like the value.
    pub title_en: Option<String>,
}

/// A factor: a group of items.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactorRecord {
    /// The name.
    pub id: String,
    /// Title in Vietnamese.
    pub title_vi: Option<String>,
    /// Title in English.
    pub title_en: Option<String>,
}

/// A question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemRecord {
    /// The name: the heading of its column.
    pub id: String,
    /// Its factor.
    pub factor: Option<String>,
    /// Its scale; that of the questionnaire, if absent.
    pub scale: Option<String>,
    /// Whether it asks about the whole; such an item is in no factor, and in no sum over items.
    #[serde(default)]
    pub overall: bool,
    /// The question in Vietnamese.
    pub title_vi: Option<String>,
    /// The question in English.
    pub title_en: Option<String>,
}

/// A document behind a questionnaire.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionnaireCitation {
    /// Its number.
    pub number: Option<String>,
    /// The article.
    pub article: Option<String>,
    /// Its name in Vietnamese.
    pub name_vi: String,
    /// Its name in English.
    pub name_en: String,
    /// `seen`, `known` or `uncertain`.
    pub confidence: String,
}
