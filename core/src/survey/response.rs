//! Responses: one row a respondent, or one row an answer; what cannot be read is named and left out.

use std::collections::{BTreeMap, HashMap};

use super::questionnaire::Questionnaire;
use super::table::{self, TableColumns};
use crate::error::{Error, is_written, quote};
use crate::estimate::DesignRow;
use crate::exact::Exact;

/// Who answered, as the table states it. Texts that are empty count as absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Respondent {
    /// A name, to tell respondents apart; never needed in rows of one respondent each.
    pub id: Option<String>,
    /// The unit the answers are about: a commune, a department.
    pub unit: Option<String>,
    /// The stratum.
    pub stratum: Option<String>,
    /// The cluster drawn first within the stratum.
    pub cluster: Option<String>,
    /// How many people the respondent stands for, a decimal from 0 to below 10⁹; 1 if absent.
    pub weight: Option<String>,
    /// How many clusters the stratum has in all.
    pub population: Option<String>,
}

/// One row as read: who answered, and the values by item.
#[derive(Clone, Debug, Default)]
pub struct AnswerRow {
    /// Who answered.
    pub respondent: Respondent,
    /// Item and value; an empty value is no answer.
    pub values: Vec<(String, String)>,
}

/// What is wrong with a row that was left out, or with a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The row: of a table the line it begins on, from 1 with the heading; of a list its place from 0.
    pub row: usize,
    /// The column or item.
    pub column: Option<String>,
    /// What is wrong.
    pub error: Error,
}

/// The answers of all respondents, read against a questionnaire.
#[derive(Clone, Debug)]
pub struct Responses {
    pub(super) rows: Vec<Row>,
    items: usize,
    /// By row, then by item.
    levels: Vec<u8>,
    problems: Vec<Problem>,
    read: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) unit: Option<String>,
    stratum: Option<String>,
    cluster: Option<String>,
    /// In units of 10⁻¹⁸.
    pub(super) weight: i128,
    population: Option<u32>,
}

/// Stands for no answer.
const NONE: u8 = u8::MAX;

/// What a weight of 1 is kept as: 18 decimals, which is what a number can have.
pub(super) const ONE: i128 = 1_000_000_000_000_000_000;

/// An exact number from a sum of weights.
pub(super) fn exact_weight(weight: i128) -> Exact {
    let part = |value: i128| Exact::from(i64::try_from(value).unwrap_or_default());
    part(weight / ONE) + part(weight % ONE) / part(ONE)
}

fn read_weight(text: &str) -> Result<i128, Error> {
    let refused = || {
        let bound = "0 or more, below 1000000000";
        Error::ValueOutOfRange { name: "the weight", value: quote(text), bound }
    };
    let weight = Exact::parse(text)?;
    if weight.is_negative() || weight >= Exact::from(1_000_000_000) {
        return Err(refused());
    }
    weight.text(18).replace('.', "").parse().map_err(|_| refused())
}

fn read_population(text: &str) -> Result<u32, Error> {
    let bound = "a whole number from 1";
    let number = Exact::parse(text)?;
    let whole = number.to_string().parse().ok().filter(|whole| *whole > 0);
    whole.ok_or_else(|| Error::ValueOutOfRange { name: "the population", value: quote(text), bound })
}

fn written(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| is_written(text))
}

/// Collects rows.
struct Reader<'a> {
    questionnaire: &'a Questionnaire,
    places: HashMap<&'a str, usize>,
    known: HashMap<String, usize>,
    responses: Responses,
}

impl<'a> Reader<'a> {
    fn new(questionnaire: &'a Questionnaire, problems: Vec<Problem>) -> Self {
        let places = questionnaire.items.iter().enumerate().map(|(place, item)| (item.id.as_str(), place)).collect();
        let items = questionnaire.items.len();
        let responses = Responses { rows: Vec::new(), items, levels: Vec::new(), problems, read: 0 };
        Self { questionnaire, places, known: HashMap::new(), responses }
    }

    fn problem(&mut self, row: usize, column: Option<&str>, error: Error) {
        self.responses.problems.push(Problem { row, column: column.map(quote), error });
    }

    /// The place and level of a value.
    fn answer(&self, item: &str, value: &str) -> Result<(usize, u8), Error> {
        let unknown = || Error::ColumnInvalid { column: quote(item), problem: "is no item of the questionnaire" };
        let place = self.places.get(item.trim()).copied().ok_or_else(unknown)?;
        let scale = self.questionnaire.items.get(place).and_then(|item| self.questionnaire.scale(item));
        let level = scale.ok_or_else(unknown)?.read(value)?;
        Ok((place, level.and_then(|level| u8::try_from(level).ok()).unwrap_or(NONE)))
    }

    /// Where a respondent stands in the design; the problems, if it cannot be read.
    fn place(&mut self, number: usize, respondent: &Respondent) -> Option<Row> {
        let weight = written(&respondent.weight).map_or(Ok(ONE), read_weight);
        let population = written(&respondent.population).map(read_population).transpose();
        let text = |text: &Option<String>| written(text).map(str::to_owned);
        match (weight, population) {
            (Ok(weight), Ok(population)) => Some(Row {
                unit: text(&respondent.unit),
                stratum: text(&respondent.stratum),
                cluster: text(&respondent.cluster),
                weight,
                population,
            }),
            (weight, population) => {
                let errors = [("weight", weight.err()), ("population", population.err())];
                for (column, error) in errors {
                    if let Some(error) = error {
                        self.problem(number, Some(column), error);
                    }
                }
                None
            }
        }
    }

    /// A row of one respondent.
    fn wide(&mut self, number: usize, row: &AnswerRow) {
        self.responses.read += 1;
        let before = self.responses.problems.len();
        let place = self.place(number, &row.respondent);
        let mut levels = vec![NONE; self.responses.items];
        for (item, value) in &row.values {
            match self.answer(item, value) {
                Ok((place, level)) => levels.iter_mut().skip(place).take(1).for_each(|slot| *slot = level),
                Err(error) => self.problem(number, Some(item), error),
            }
        }
        if let Some(id) = written(&row.respondent.id) {
            if self.known.contains_key(id) {
                let error = Error::CodeDuplicate { what: "the respondent", value: quote(id) };
                self.problem(number, Some("respondent"), error);
            } else if before == self.responses.problems.len() {
                self.known.insert(id.to_owned(), self.responses.rows.len());
            }
        }
        if let (Some(place), true) = (place, before == self.responses.problems.len()) {
            self.responses.rows.push(place);
            self.responses.levels.extend(levels);
        }
    }

    /// A row of one answer. The first row of a respondent says where it stands; what later rows say otherwise is a problem of theirs.
    fn long(&mut self, number: usize, row: &AnswerRow) {
        self.responses.read += 1;
        let Some(id) = written(&row.respondent.id) else {
            let why = "a row of one answer says whose it is";
            self.problem(number, Some("respondent"), Error::ValueMissing { name: "respondent".to_owned(), why });
            return;
        };
        for (item, value) in &row.values {
            let (place, level) = match self.answer(item, value) {
                Ok(answer) => answer,
                Err(error) => {
                    // The value stands in the column `value`; the item says which question it is.
                    self.problem(number, Some(item), error);
                    continue;
                }
            };
            let Some(own) = self.place(number, &row.respondent) else { continue };
            let index = match self.known.get(id) {
                Some(&index) => {
                    let same = self.responses.rows.get(index).is_some_and(|first| first.agrees(&own, &row.respondent));
                    if !same {
                        let bound = "what the first row of the respondent says";
                        let error = Error::ValueOutOfRange { name: "the place in the design", value: quote(id), bound };
                        self.problem(number, Some("respondent"), error);
                        continue;
                    }
                    index
                }
                None => {
                    self.known.insert(id.to_owned(), self.responses.rows.len());
                    self.responses.rows.push(own);
                    self.responses.levels.resize(self.responses.levels.len() + self.responses.items, NONE);
                    self.responses.rows.len() - 1
                }
            };
            let Some(slot) = self.responses.levels.get_mut(index * self.responses.items + place) else { continue };
            if *slot == NONE {
                *slot = level;
            } else {
                let error = Error::CodeDuplicate { what: "the answer of a respondent to", value: quote(item) };
                self.problem(number, Some(item), error);
            }
        }
    }
}

impl Row {
    /// Whether what a later row of the respondent states, as far as it states it, is what the first one did.
    fn agrees(&self, later: &Self, stated: &Respondent) -> bool {
        let texts = [(&self.unit, &later.unit), (&self.stratum, &later.stratum), (&self.cluster, &later.cluster)];
        texts.iter().all(|(first, later)| later.is_none() || first == later)
            && (written(&stated.weight).is_none() || self.weight == later.weight)
            && (later.population.is_none() || self.population == later.population)
    }
}

impl Responses {
    /// From rows of one respondent each, numbered from 0. A row with anything wrong in it is left out whole.
    #[must_use]
    pub fn wide(rows: &[AnswerRow], questionnaire: &Questionnaire) -> Self {
        let mut reader = Reader::new(questionnaire, Vec::new());
        rows.iter().enumerate().for_each(|(number, row)| reader.wide(number, row));
        reader.responses
    }

    /// From rows of one answer each, numbered from 0, with the respondent named. A row with anything wrong in it is left out.
    #[must_use]
    pub fn long(rows: &[AnswerRow], questionnaire: &Questionnaire) -> Self {
        let mut reader = Reader::new(questionnaire, Vec::new());
        rows.iter().enumerate().for_each(|(number, row)| reader.long(number, row));
        reader.responses
    }

    /// From a CSV table whose columns have the usual names, see [`TableColumns`].
    #[must_use]
    pub fn from_csv(table: &[u8], questionnaire: &Questionnaire) -> Self {
        Self::from_table(table, questionnaire, &TableColumns::default())
    }

    /// From a CSV table: wide with a column for each item, long with the columns `item` and `value`. Commas, semicolons or tabs; UTF-8.
    #[must_use]
    pub fn from_table(table: &[u8], questionnaire: &Questionnaire, columns: &TableColumns) -> Self {
        let table::Table { rows, is_long, problems } = table::read(table, questionnaire, columns);
        let mut reader = Reader::new(questionnaire, problems);
        for (number, row) in &rows {
            if is_long { reader.long(*number, row) } else { reader.wide(*number, row) }
        }
        reader.responses.problems.sort_by_key(|problem| problem.row);
        reader.responses
    }

    /// What could not be read.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many rows came in.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.read
    }

    /// How many respondents were kept.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.rows.len()
    }

    /// The level a respondent chose; `None` for no answer.
    pub(super) fn level(&self, row: usize, item: usize) -> Option<usize> {
        self.levels.get(row * self.items + item).copied().filter(|level| *level != NONE).map(usize::from)
    }

    /// Whether the sample has a design beyond drawing respondents one by one.
    pub(super) fn has_design(&self) -> bool {
        let plain = |row: &Row| row.stratum.is_none() && row.cluster.is_none() && row.population.is_none() && row.weight == ONE;
        !self.rows.iter().all(plain)
    }

    pub(super) fn design_rows(&self) -> Vec<DesignRow<'_>> {
        self.rows.iter().map(Row::design).collect()
    }

    /// The rows of each unit, by name.
    pub(super) fn by_unit(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, row) in self.rows.iter().enumerate() {
            if let Some(unit) = &row.unit {
                units.entry(unit).or_default().push(index);
            }
        }
        units
    }
}

impl Row {
    fn design(&self) -> DesignRow<'_> {
        DesignRow {
            stratum: self.stratum.as_deref(),
            cluster: self.cluster.as_deref(),
            weight: self.weight as f64 / ONE as f64,
            population: self.population.map(f64::from),
        }
    }
}
