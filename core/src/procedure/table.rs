//! Catalogues as tables.

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};

use super::complaint::{Complaint, Place};
use super::read::{Item, assemble};
use super::record::{CatalogueRecord, ProcedureRecord, VersionRecord};
use super::{Catalogue, Loaded, flat};
use crate::error::{Error, quote};

/// The columns of the procedure; those of the version follow.
const HEAD: [&str; 4] = ["id", "code", "name", "field"];

fn columns() -> impl Iterator<Item = &'static str> {
    HEAD.into_iter().chain(VersionRecord::TEXTS.iter().copied()).chain(flat::COLUMNS)
}

/// Whether a spreadsheet would run a cell that begins so. A dash before a space begins a list in words, not a formula.
fn is_formula(cell: &str) -> bool {
    let mut chars = cell.trim_start_matches(' ').chars();
    match chars.next() {
        Some('=' | '+' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '＠' | '－') => true,
        Some('-') => chars.next().is_some_and(|next| !next.is_whitespace()),
        _ => false,
    }
}

/// Without the apostrophe that keeps a spreadsheet from running it.
fn unescaped(cell: &str) -> Result<&str, Error> {
    match cell.strip_prefix('\'') {
        Some(rest) if needs_apostrophe(rest) => Ok(rest),
        _ if is_formula(cell) => Err(Error::FormulaRefused { value: quote(cell) }),
        _ => Ok(cell),
    }
}

/// Whether a cell is written with an apostrophe: one that begins like a formula, or like an apostrophe before one.
fn needs_apostrophe(cell: &str) -> bool {
    let rest = cell.trim_start_matches('\'');
    is_formula(rest) || rest.starts_with('-')
}

pub(super) fn save(catalogue: &Catalogue) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    // Writing to memory does not fail, and every row has as many cells as the heading.
    let _ = writer.write_record(columns());
    for procedure in CatalogueRecord::from(catalogue).procedures {
        for version in &procedure.versions {
            let cells = columns().map(|column| {
                let cell = match column {
                    "id" => procedure.id.clone().unwrap_or_default(),
                    "code" => procedure.code.clone().unwrap_or_default(),
                    "name" => procedure.name.clone(),
                    "field" => procedure.field.clone().unwrap_or_default(),
                    column if flat::COLUMNS.contains(&column) => flat::get(version, column),
                    column => version.text(column).unwrap_or_default().to_owned(),
                };
                if needs_apostrophe(&cell) { format!("'{cell}") } else { cell }
            });
            let _ = writer.write_record(cells);
        }
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// A row with its number and its cells, and where it begins and ends.
struct Row {
    number: usize,
    start: usize,
    end: usize,
    cells: ByteRecord,
}

pub(super) fn load(table: &[u8]) -> Loaded {
    let mut complaints = Vec::new();
    let bom = if table.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    if table.starts_with(b"\xFF\xFE") || table.starts_with(b"\xFE\xFF") || table.iter().take(64).any(|&byte| byte == 0) {
        let at = table.iter().position(|&byte| byte == 0 || byte >= 0xFE).unwrap_or(0);
        return Loaded::nothing(Place::Row(1).about("", &Error::EncodingInvalid { at }, false));
    }
    let text = table.get(bom..).unwrap_or_default();
    let mut rows = rows(text).into_iter();
    let heading = rows.by_ref().find(|row| !is_comment(&row.cells));
    let Some(heading) = heading else {
        let error = Error::ColumnInvalid { column: "name".to_owned(), problem: "is missing: the table is empty" };
        return Loaded::nothing(Place::Row(1).about("name", &error, false));
    };
    let names: Vec<String> =
        heading.cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().trim_matches('\u{feff}').to_owned()).collect();
    let place = Place::Row(heading.number);
    for (index, name) in names.iter().enumerate() {
        let problem = if !columns().any(|column| column == name) {
            "is not known, its cells are left out"
        } else if names.iter().take(index).any(|earlier| earlier == name) {
            "is there twice, the first one is taken"
        } else {
            continue;
        };
        complaints.push(column_complaint(&place, name, problem, true));
    }
    let has = |name: &str| names.iter().any(|known| known == name);
    let missing = [(!has("name")).then_some("name"), (!has("code") && !has("id")).then_some("code")];
    let missing: Vec<Complaint> = missing
        .into_iter()
        .flatten()
        .map(|name| column_complaint(&place, name, "is missing, no row can be read without it", false))
        .collect();
    if !missing.is_empty() {
        complaints.extend(missing);
        return Loaded::new(Vec::new(), complaints, rows.filter(|row| !is_comment(&row.cells)).count());
    }
    let mut records = Vec::new();
    let mut count = 0;
    for row in rows.filter(|row| !is_comment(&row.cells)) {
        count += 1;
        match read_row(&row, &names, text, bom) {
            Ok((procedure, version)) => records.push((row.number, procedure, version)),
            Err(problems) => complaints.extend(problems),
        }
    }
    let items = records.iter().map(|(row, procedure, version)| Item {
        head: Place::Row(*row),
        place: Place::Row(*row),
        procedure,
        version,
    });
    let procedures = assemble(items, &mut complaints);
    // Complaints about reading and about meaning, in the order of the rows.
    complaints.sort_by_key(|complaint| complaint.row);
    Loaded::new(procedures, complaints, count)
}

fn column_complaint(place: &Place, column: &str, problem: &'static str, kept: bool) -> Complaint {
    let error = Error::ColumnInvalid { column: quote(column), problem };
    let mut complaint = place.about("", &error, kept);
    complaint.column = Some(quote(column));
    complaint
}

fn is_comment(cells: &ByteRecord) -> bool {
    cells.get(0).is_some_and(|cell| cell.starts_with(b"#"))
}

/// The rows, numbered as a spreadsheet numbers them: a cell of many lines is one row, an empty line is one too.
fn rows(text: &[u8]) -> Vec<Row> {
    let heading = text.split(|&byte| byte == b'\n').find(|line| !line.starts_with(b"#") && !line.trim_ascii().is_empty());
    let known = |separator: u8| {
        let cells = heading.unwrap_or_default().split(move |&byte| byte == separator);
        cells.filter(|cell| columns().any(|column| column.as_bytes() == cell.trim_ascii())).count()
    };
    // Of equals the last is taken, and that is the comma.
    let separator = *b"\t;,".iter().max_by_key(|&&separator| known(separator)).unwrap_or(&b',');
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text);
    let mut rows = Vec::new();
    let mut cells = ByteRecord::new();
    let (mut number, mut end) = (0, 0);
    // Reading from memory as bytes does not fail.
    while reader.read_byte_record(&mut cells).unwrap_or(false) {
        let next = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX).min(text.len());
        let raw = text.get(end..next).unwrap_or_default();
        let blank = raw.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
        number += 1 + raw.iter().take(blank).filter(|&&byte| byte == b'\n').count();
        rows.push(Row { number, start: end + blank, end: next, cells: cells.clone() });
        end = next;
    }
    rows
}

/// Where a text has its first byte that is not UTF-8, or is zero.
fn first_foreign_byte(text: &[u8]) -> usize {
    let valid = std::str::from_utf8(text).map_or_else(|error| error.valid_up_to(), str::len);
    text.iter().take(valid).position(|&byte| byte == 0).unwrap_or(valid)
}

type Records = (ProcedureRecord, VersionRecord);

fn read_row(row: &Row, names: &[String], text: &[u8], bom: usize) -> Result<Records, Vec<Complaint>> {
    let place = Place::Row(row.number);
    let refused = |field: &str, error: &Error| vec![place.about(field, error, false)];
    if row.cells.len() != names.len() {
        let more = row.cells.len() > names.len();
        let quotes = text.get(row.start..row.end).unwrap_or_default().iter().filter(|&&byte| byte == b'"').count();
        let problem = match (more, quotes % 2) {
            (true, _) => "is the last one, and the row has more cells",
            (false, 0) => "has no cell in this row: the row is too short",
            (false, _) => "has no cell in this row: a quotation mark is not closed, and takes in what follows",
        };
        let column = if more { names.last() } else { names.get(row.cells.len()) };
        let column = column.cloned().unwrap_or_default();
        return Err(refused(&column, &Error::ColumnInvalid { column: column.clone(), problem }));
    }
    let mut procedure = ProcedureRecord::default();
    let mut version = VersionRecord::default();
    let mut problems = Vec::new();
    for (index, (name, cell)) in names.iter().zip(&row.cells).enumerate() {
        let Some(cell) = std::str::from_utf8(cell).ok().filter(|cell| !cell.contains('\0')) else {
            // The first cell with such a byte is named; the others of the row are of the same making.
            let at = row.start + first_foreign_byte(text.get(row.start..).unwrap_or_default());
            return Err(refused(name, &Error::EncodingInvalid { at: bom + at }));
        };
        let known = columns().any(|column| column == name) && !names.iter().take(index).any(|earlier| earlier == name);
        if !known || cell.trim_matches(' ').is_empty() {
            continue;
        }
        let set = unescaped(cell).and_then(|cell| {
            match name.as_str() {
                "id" => procedure.id = Some(cell.to_owned()),
                "code" => procedure.code = Some(cell.to_owned()),
                "name" => procedure.name = cell.to_owned(),
                "field" => procedure.field = Some(cell.to_owned()),
                column => {
                    if !version.set_text(column, cell) {
                        return flat::set(&mut version, column, cell);
                    }
                }
            }
            Ok(())
        });
        if let Err(error) = set {
            problems.push(place.about(name, &error, false));
        }
    }
    if problems.is_empty() { Ok((procedure, version)) } else { Err(problems) }
}
