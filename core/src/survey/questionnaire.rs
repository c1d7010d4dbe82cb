//! Questionnaires: scales, factors, items.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::record::{ItemRecord, LevelRecord, QuestionnaireCitation, QuestionnaireRecord, ScaleRecord};
use crate::error::{Error, quote};
use crate::exact::Exact;
use crate::tables;

/// On which side of indifference an answer lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Satisfied.
    Favourable,
    /// Neither.
    Neutral,
    /// Dissatisfied.
    Unfavourable,
}

/// One answer of a scale (mức).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "mức")]
pub struct Level {
    /// What stands in the data.
    pub value: String,
    /// In Vietnamese and English, where they are known.
    pub titles: [Option<String>; 2],
    /// What it counts towards the index, 0 to 1.
    pub credit: Exact,
    /// What it counts towards the mean.
    pub score: Option<Exact>,
    /// On which side it lies.
    pub side: Side,
}

/// The answers there are (thang đo).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "thang đo")]
pub struct Scale {
    /// The name.
    pub id: String,
    /// The levels.
    pub levels: Vec<Level>,
    /// Values that mean no answer.
    pub no_answer: Vec<String>,
}

/// Most levels a scale may have.
const MOST_LEVELS: usize = 100;

impl Scale {
    /// Which level a value of the data means: `Ok(None)` for no answer.
    ///
    /// # Errors
    /// `value_out_of_range` for what is no level.
    pub fn read(&self, value: &str) -> Result<Option<usize>, Error> {
        let value = value.trim();
        // Spreadsheets write 5 as 5.0.
        let plain = Exact::parse(value).ok().and_then(|number| number.decimals().map(|_| number.to_string()));
        let is = |known: &str| known == value || plain.as_deref() == Some(known);
        if value.is_empty() || self.no_answer.iter().any(|known| is(known)) {
            return Ok(None);
        }
        if let Some(level) = self.levels.iter().position(|level| is(&level.value)) {
            return Ok(Some(level));
        }
        let lower = value.to_lowercase();
        let has_title = |level: &Level| level.titles.iter().flatten().any(|title| title.to_lowercase() == lower);
        match self.levels.iter().position(has_title) {
            Some(level) => Ok(Some(level)),
            None => {
                let bound = "one of the levels of its scale, or empty for no answer";
                Err(Error::ValueOutOfRange { name: "the answer", value: quote(value), bound })
            }
        }
    }

    /// Whether every answer counts all or nothing: the index is a share of answers then.
    #[must_use]
    pub fn is_binary(&self) -> bool {
        self.levels.iter().all(|level| level.credit.is_zero() || level.credit == Exact::from(1))
    }

    fn build(record: &ScaleRecord) -> Result<Self, Error> {
        if record.levels.is_empty() || record.levels.len() > MOST_LEVELS {
            return Err(invalid("levels", "needs 1 to 100 levels"));
        }
        let mut seen = BTreeSet::new();
        let mut levels = Vec::new();
        for (index, level) in record.levels.iter().enumerate() {
            let level = Self::level(level).map_err(|error| error.at("levels", index))?;
            let no_answer = record.no_answer.iter().any(|value| value == &level.value);
            if level.value.is_empty() || no_answer || !seen.insert(level.value.clone()) {
                return Err(invalid(&format!("levels[{index}].value"), "is empty, is there twice, or means no answer as well"));
            }
            levels.push(level);
        }
        Ok(Self { id: record.id.clone(), levels, no_answer: record.no_answer.clone() })
    }

    fn level(record: &LevelRecord) -> Result<Level, Error> {
        let credit = record.credit.exact().map_err(|error| error.within("credit"))?;
        if credit.is_negative() || credit > Exact::from(100) {
            let value = quote(record.credit.as_str());
            return Err(Error::ValueOutOfRange { name: "the credit", value, bound: "0 to 100 percent" }.within("credit"));
        }
        let side = match record.side.as_deref() {
            Some("favourable") => Side::Favourable,
            Some("neutral") => Side::Neutral,
            Some("unfavourable") => Side::Unfavourable,
            Some(other) => {
                let known = "favourable, neutral, unfavourable";
                return Err(Error::OptionUnknown { option: "a side", value: quote(other), known }.within("side"));
            }
            None if credit == Exact::from(100) => Side::Favourable,
            None => Side::Neutral,
        };
        let score = record.score.as_ref().map(|score| score.exact().map_err(|error| error.within("score"))).transpose()?;
        Ok(Level {
            value: record.value.trim().to_owned(),
            titles: [record.title_vi.clone(), record.title_en.clone()],
            credit: credit / Exact::from(100),
            score,
            side,
        })
    }
}

/// A question (câu hỏi, tiêu chí).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name: the heading of its column.
    pub id: String,
    /// The question in Vietnamese and English, where it is known.
    pub titles: [Option<String>; 2],
    /// Its factor, a place in the list of factors.
    pub factor: Option<usize>,
    /// Its scale, a place in the list of scales.
    pub scale: usize,
    /// Whether it asks about the whole.
    pub is_overall: bool,
}

/// A questionnaire (phiếu khảo sát): items in factors on scales, with a version and a series.
#[derive(Clone, Debug)]
#[doc(alias = "phiếu khảo sát")]
pub struct Questionnaire {
    /// The name.
    pub id: String,
    /// The version.
    pub version: Option<String>,
    /// The series: only figures of one series may be compared.
    pub series: String,
    /// `confirmed`, `frame`, `template` or `own`.
    pub status: String,
    /// The title in Vietnamese and English.
    pub titles: [Option<String>; 2],
    /// What to know about it.
    pub note: Option<String>,
    /// The documents behind it.
    pub citations: Vec<QuestionnaireCitation>,
    /// The scales.
    pub scales: Vec<Scale>,
    /// Name and titles of the factors.
    pub factors: Vec<(String, [Option<String>; 2])>,
    /// The items.
    pub items: Vec<Item>,
}

#[derive(Deserialize)]
struct BuiltIn {
    #[allow(dead_code, reason = "says which form the file has")]
    schema: u32,
    scales: Vec<ScaleRecord>,
    questionnaires: Vec<QuestionnaireRecord>,
}

/// The answers there are, with what each counts and its side.
type Answers<'a> = Vec<(&'a str, &'a Exact, Side)>;

/// The name of a questionnaire without one.
const UNNAMED: &str = "own";

const BUILT_IN: &str = include_str!("../../data/questionnaires.json");

/// Most items a questionnaire may have.
const MOST_ITEMS: usize = 1000;

fn built_in() -> Result<BuiltIn, Error> {
    serde_json::from_str(BUILT_IN).map_err(|error| invalid("data/questionnaires.json", &error.to_string()))
}

fn invalid(path: &str, problem: &str) -> Error {
    Error::RuleSetInvalid { path: path.to_owned(), problem: problem.to_owned() }
}

impl Questionnaire {
    /// A built-in questionnaire: `sipas_2017`, `sipas_2021`, `sipas_2022` (frames: their factors, without items), `nd61_opinion`,
    /// `one_stop_three_level`.
    ///
    /// # Errors
    /// `rule_set_unknown`.
    pub fn built_in(id: &str) -> Result<Self, Error> {
        Self::new(&QuestionnaireRecord { extends: Some(id.to_owned()), ..QuestionnaireRecord::default() })
    }

    /// A questionnaire from its record.
    ///
    /// # Errors
    /// `rule_set_unknown` for a built-in one there is not; `rule_set_invalid` for names that are used twice or not at all;
    /// `value_out_of_range` for a credit that is no percentage, `amount_invalid` for one that is no number; `option_unknown` for a side.
    /// All with the path.
    pub fn new(record: &QuestionnaireRecord) -> Result<Self, Error> {
        let data = built_in()?;
        let mut record = record.clone();
        // A built-in questionnaire may extend another one, which extends none.
        for _ in 0..2 {
            let Some(id) = record.extends.take() else { break };
            let known = data.questionnaires.iter().find(|known| known.id.as_deref() == Some(id.as_str()));
            let Some(known) = known else {
                let names: Vec<&str> = data.questionnaires.iter().filter_map(|known| known.id.as_deref()).collect();
                return Err(Error::RuleSetUnknown { name: quote(&id), known: names.join(", ") }.within("extends"));
            };
            record = extended(known, record);
        }
        let mut scales = Vec::new();
        for scale in &data.scales {
            scales.push(Scale::build(scale)?);
        }
        for (index, scale) in record.scales.iter().enumerate() {
            if scales.iter().any(|known| known.id == scale.id) {
                return Err(invalid(&format!("scales[{index}].id"), "is the name of another scale"));
            }
            scales.push(Scale::build(scale).map_err(|error| error.at("scales", index))?);
        }
        let find_scale = |id: &str, path: &str| {
            let found = scales.iter().position(|scale| scale.id == id);
            found.ok_or_else(|| invalid(path, &format!("is no scale: `{}`", quote(id))))
        };
        let usual = find_scale(record.scale.as_deref().unwrap_or("five_level"), "scale")?;
        let mut seen = BTreeSet::new();
        for (index, factor) in record.factors.iter().enumerate() {
            if factor.id.trim().is_empty() || !seen.insert(&factor.id) {
                return Err(invalid(&format!("factors[{index}].id"), "is empty or there twice"));
            }
        }
        let (mut seen, mut items) = (BTreeSet::new(), Vec::new());
        for (index, item) in record.items.iter().enumerate() {
            if item.id.trim().is_empty() || !seen.insert(item.id.clone()) || index >= MOST_ITEMS {
                return Err(invalid(&format!("items[{index}].id"), "is empty or there twice, or beyond 1000 items"));
            }
            let factor = match &item.factor {
                Some(id) => match record.factors.iter().position(|factor| &factor.id == id) {
                    Some(factor) => Some(factor),
                    None => return Err(invalid(&format!("items[{index}].factor"), &format!("is no factor: `{}`", quote(id)))),
                },
                None => None,
            };
            if item.overall && factor.is_some() {
                return Err(invalid(&format!("items[{index}].factor"), "cannot be: an item about the whole is in no factor"));
            }
            let scale = match &item.scale {
                Some(id) => find_scale(id, &format!("items[{index}].scale"))?,
                None => usual,
            };
            let titles = [item.title_vi.clone(), item.title_en.clone()];
            items.push(Item { id: item.id.clone(), titles, factor, scale, is_overall: item.overall });
        }
        let id = record.id.unwrap_or_else(|| UNNAMED.to_owned());
        Ok(Self {
            version: record.version,
            series: record.series.unwrap_or_else(|| id.clone()),
            status: record.status.unwrap_or_else(|| "own".to_owned()),
            titles: [record.title_vi, record.title_en],
            note: record.note,
            citations: record.citations,
            scales,
            factors: record.factors.into_iter().map(|factor| (factor.id, [factor.title_vi, factor.title_en])).collect(),
            items,
            id,
        })
    }

    /// The scale of an item.
    #[must_use]
    pub fn scale(&self, item: &Item) -> Option<&Scale> {
        self.scales.get(item.scale)
    }

    /// Whether it has neither a name nor a series.
    pub(super) fn is_unnamed(&self) -> bool {
        self.series == UNNAMED
    }

    /// What makes figures comparable: the items with what each answer counts.
    pub(super) fn instrument(&self) -> BTreeMap<&str, (bool, Answers<'_>)> {
        let answers = |item: &Item| -> Vec<_> {
            let levels = self.scales.get(item.scale).into_iter().flat_map(|scale| &scale.levels);
            levels.map(|level| (level.value.as_str(), &level.credit, level.side)).collect()
        };
        self.items.iter().map(|item| (item.id.as_str(), (item.is_overall, answers(item)))).collect()
    }

    /// The items by the place of which are asked about.
    pub(super) fn places(&self, wanted: impl Fn(&Item) -> bool) -> Vec<usize> {
        self.items.iter().enumerate().filter(|(_, item)| wanted(item)).map(|(place, _)| place).collect()
    }
}

/// A built-in questionnaire with what is stated beside it.
fn extended(known: &QuestionnaireRecord, own: QuestionnaireRecord) -> QuestionnaireRecord {
    let mut all = known.clone();
    if known.id.as_deref() == Some("nd61_opinion") {
        all.items = opinion_items();
    }
    all.factors.extend(own.factors);
    all.items.extend(own.items);
    all.scales.extend(own.scales);
    all.citations.extend(own.citations);
    // With items of one's own a frame is still the frame it was.
    QuestionnaireRecord {
        extends: known.extends.clone(),
        id: own.id.or(all.id),
        version: own.version.or(all.version),
        series: own.series.or(all.series),
        status: own.status.or(all.status),
        title_vi: own.title_vi.or(all.title_vi),
        title_en: own.title_en.or(all.title_en),
        note: own.note.or(all.note),
        scale: own.scale.or(all.scale),
        scales: all.scales,
        factors: all.factors,
        items: all.items,
        citations: all.citations,
    }
}

/// The nine indicators, `i1` to `i9`, as the opinion form asks them.
fn opinion_items() -> Vec<ItemRecord> {
    let mut indicators: Vec<_> = tables::OPINION_INDICATORS.iter().collect();
    indicators.sort_by_key(|indicator| indicator.number);
    let item = |indicator: &crate::form::Indicator| {
        let [vi, en] = indicator.question;
        ItemRecord {
            id: format!("i{}", indicator.number),
            factor: Some(indicator.part.as_str().to_owned()),
            scale: None,
            overall: false,
            title_vi: Some(vi.to_owned()),
            title_en: Some(en.to_owned()),
        }
    };
    indicators.into_iter().map(item).collect()
}
