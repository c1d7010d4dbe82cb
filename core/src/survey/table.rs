//! Tables of responses.

use csv::{ByteRecord, ReaderBuilder};

use super::questionnaire::Questionnaire;
use super::response::{AnswerRow, Problem, Respondent};
use crate::error::{Error, quote};

/// What the columns of a table are called, where they are not called `respondent`, `unit`, `stratum`, `cluster`, `weight`, `population`,
/// and in long tables `item` and `value`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TableColumns {
    /// Who answered.
    pub respondent: Option<String>,
    /// The unit the answers are about.
    pub unit: Option<String>,
    /// The stratum.
    pub stratum: Option<String>,
    /// The cluster drawn first.
    pub cluster: Option<String>,
    /// How many people the respondent stands for.
    pub weight: Option<String>,
    /// How many clusters the stratum has in all.
    pub population: Option<String>,
    /// The item a row answers.
    pub item: Option<String>,
    /// The answer.
    pub value: Option<String>,
}

/// A column and what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Respondent,
    Unit,
    Stratum,
    Cluster,
    Weight,
    Population,
    Item,
    Value,
    Answer,
    Unknown,
}

impl TableColumns {
    /// The columns that were named, with what they hold.
    fn named(&self) -> impl Iterator<Item = (&str, Column)> {
        let all = [
            (&self.respondent, Column::Respondent),
            (&self.unit, Column::Unit),
            (&self.stratum, Column::Stratum),
            (&self.cluster, Column::Cluster),
            (&self.weight, Column::Weight),
            (&self.population, Column::Population),
            (&self.item, Column::Item),
            (&self.value, Column::Value),
        ];
        all.into_iter().filter_map(|(name, column)| Some((name.as_deref()?, column)))
    }

    fn find(&self, heading: &str, questionnaire: &Questionnaire) -> Column {
        let own = [
            (&self.respondent, "respondent", Column::Respondent),
            (&self.unit, "unit", Column::Unit),
            (&self.stratum, "stratum", Column::Stratum),
            (&self.cluster, "cluster", Column::Cluster),
            (&self.weight, "weight", Column::Weight),
            (&self.population, "population", Column::Population),
            (&self.item, "item", Column::Item),
            (&self.value, "value", Column::Value),
        ];
        if questionnaire.items.iter().any(|item| item.id == heading) {
            return Column::Answer;
        }
        let named = own.iter().find(|(name, usual, _)| name.as_deref().unwrap_or(usual) == heading);
        named.map_or(Column::Unknown, |(_, _, column)| *column)
    }
}

pub(super) struct Table {
    /// Each with the line it begins on.
    pub(super) rows: Vec<(usize, AnswerRow)>,
    pub(super) is_long: bool,
    pub(super) problems: Vec<Problem>,
}

pub(super) fn read(table: &[u8], questionnaire: &Questionnaire, columns: &TableColumns) -> Table {
    let table = table.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(table);
    let mut answer = Table { rows: Vec::new(), is_long: false, problems: Vec::new() };
    let heading = table.split(|&byte| byte == b'\n').next().unwrap_or_default();
    // Of equals the last is taken, and that is the comma.
    let count = |separator: &&u8| heading.iter().filter(|byte| byte == separator).count();
    let separator = *b"\t;,".iter().max_by_key(count).unwrap_or(&b',');
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(table);
    let mut cells = ByteRecord::new();
    let mut names: Option<Vec<(String, Column)>> = None;
    // Reading from memory as bytes does not fail.
    while reader.read_byte_record(&mut cells).unwrap_or(false) {
        let line = cells.position().and_then(|position| usize::try_from(position.line()).ok()).unwrap_or_default();
        let texts: Result<Vec<&str>, usize> =
            cells.iter().enumerate().map(|(at, cell)| std::str::from_utf8(cell).map_err(|_| at)).collect();
        let texts = match texts {
            Ok(texts) => texts,
            Err(at) => {
                let column = names.as_ref().and_then(|names| names.get(at)).map(|(name, _)| name.clone());
                answer.problems.push(Problem { row: line, column, error: Error::EncodingInvalid { at } });
                continue;
            }
        };
        match &names {
            None => names = Some(head(&texts, line, questionnaire, columns, &mut answer)),
            Some(names) => match row(&texts, names, answer.is_long) {
                Ok(row) => answer.rows.push((line, row)),
                Err(error) => answer.problems.push(Problem { row: line, column: None, error }),
            },
        }
    }
    if names.is_none() {
        let error = Error::ColumnInvalid { column: String::new(), problem: "is missing: the table is empty" };
        answer.problems.push(Problem { row: 1, column: None, error });
    }
    answer
}

fn head(
    texts: &[&str],
    line: usize,
    questionnaire: &Questionnaire,
    columns: &TableColumns,
    answer: &mut Table,
) -> Vec<(String, Column)> {
    let mut names: Vec<(String, Column)> = Vec::new();
    let mut complain = |column: &str, problem| {
        let error = Error::ColumnInvalid { column: quote(column), problem };
        answer.problems.push(Problem { row: line, column: Some(quote(column)), error });
    };
    for text in texts {
        let name = text.trim();
        let mut column = columns.find(name, questionnaire);
        if names.iter().any(|(earlier, _)| earlier == name) {
            complain(name, "is there twice, the first one is taken");
            column = Column::Unknown;
        } else if column == Column::Unknown {
            complain(name, "is not known, its cells are left out");
        }
        names.push((name.to_owned(), column));
    }
    for (name, wanted) in columns.named() {
        if !names.iter().any(|(_, column)| *column == wanted) {
            complain(name, "is missing, or the heading of something else");
        }
    }
    let has = |wanted: Column| names.iter().any(|(_, column)| *column == wanted);
    answer.is_long = has(Column::Item) && has(Column::Value);
    if !answer.is_long {
        for item in &questionnaire.items {
            if !names.iter().any(|(name, _)| *name == item.id) {
                complain(&item.id, "is missing: nobody answered this item");
            }
        }
    }
    names
}

fn row(texts: &[&str], names: &[(String, Column)], is_long: bool) -> Result<AnswerRow, Error> {
    if texts.len() != names.len() {
        let problem =
            if texts.len() > names.len() { "is the last one, and the row has more cells" } else { "has no cell in this row" };
        let column = names.get(texts.len()).or(names.last()).map(|(name, _)| name.clone()).unwrap_or_default();
        return Err(Error::ColumnInvalid { column: quote(&column), problem });
    }
    let mut respondent = Respondent::default();
    let (mut values, mut item, mut value) = (Vec::new(), String::new(), String::new());
    for (text, (name, column)) in texts.iter().zip(names) {
        // An apostrophe keeps a spreadsheet from running a cell.
        let text = text.trim().strip_prefix('\'').unwrap_or(text.trim()).to_owned();
        match column {
            Column::Respondent => respondent.id = Some(text),
            Column::Unit => respondent.unit = Some(text),
            Column::Stratum => respondent.stratum = Some(text),
            Column::Cluster => respondent.cluster = Some(text),
            Column::Weight => respondent.weight = Some(text),
            Column::Population => respondent.population = Some(text),
            Column::Item => item = text,
            Column::Value => value = text,
            Column::Answer if !is_long => values.push((name.clone(), text)),
            Column::Answer | Column::Unknown => {}
        }
    }
    if is_long {
        values.push((item, value));
    }
    Ok(AnswerRow { respondent, values })
}
