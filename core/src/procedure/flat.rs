//! Lists in a cell: items separated by `;`, their parts by `|`. A backslash keeps the character after it as it is.

use unicode_normalization::UnicodeNormalization as _;

use super::record::{AreaRecord, CaseRecord, ChannelRecord, FeeRecord, FormRecord, PaperRecord, StageRecord, VersionRecord};
use crate::error::{Error, quote};
use crate::text::lower;

/// What stands in a cell for "there are none", as against an empty cell, which says nothing.
const NONE: &str = "không";

/// The columns that hold lists or numbers, after the texts.
pub(super) const COLUMNS: [&str; 10] =
    ["sets", "by_post", "result_by_post", "papers", "cases", "channels", "areas", "stages", "fees", "forms"];

/// Sets a column that is no text.
///
/// # Errors
/// `value_out_of_range` for what is no number or no yes and no, and for items with too many parts.
pub(super) fn set(record: &mut VersionRecord, column: &str, cell: &str) -> Result<(), Error> {
    match column {
        "sets" => record.sets = Some(count("sets", cell)?),
        "by_post" => record.by_post = Some(yes_or_no("by_post", cell)?),
        "result_by_post" => record.result_by_post = Some(yes_or_no("result_by_post", cell)?),
        "papers" => record.papers = items(cell, 5)?.iter().map(|item| paper(item)).collect::<Result<_, _>>()?,
        "cases" => record.cases = items(cell, 5)?.iter().map(|item| case(item)).collect::<Result<_, _>>()?,
        "channels" => {
            let channel = |item: &Parts| {
                let [channel, limit, extra, local] = first(item);
                ChannelRecord { channel: channel.unwrap_or_default(), limit, extra, local_limit: local }
            };
            record.channels = items(cell, 4)?.iter().map(channel).collect();
        }
        "areas" => {
            let area = |item: &Parts| {
                let [name, limit, extra, local] = first(item);
                AreaRecord { name: name.unwrap_or_default(), limit, extra, local_limit: local }
            };
            record.areas = items(cell, 4)?.iter().map(area).collect();
        }
        "stages" => {
            let stage = |item: &Parts| {
                let [name, unit, limit] = first(item);
                StageRecord { name: name.unwrap_or_default(), unit, limit }
            };
            record.stages = items(cell, 3)?.iter().map(stage).collect();
        }
        "fees" => record.fees = Some(some_or_none(cell, 3)?.iter().map(fee).collect()),
        "forms" => {
            let form = |item: &Parts| {
                let [name, url] = first(item);
                FormRecord { name: name.unwrap_or_default(), url }
            };
            record.forms = Some(some_or_none(cell, 2)?.iter().map(form).collect());
        }
        _ => {}
    }
    Ok(())
}

/// The cell of a column that is no text.
pub(super) fn get(record: &VersionRecord, column: &str) -> String {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let flag = |flag: Option<bool>| flag.map_or("", |flag| if flag { "yes" } else { "no" }).to_owned();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match column {
        "sets" => number(record.sets),
        "by_post" => flag(record.by_post),
        "result_by_post" => flag(record.result_by_post),
        "papers" => join(record.papers.iter().map(|p| {
            let optional = if p.mandatory { "" } else { "optional" };
            vec![p.name.clone(), p.originals.to_string(), p.certified.to_string(), p.copies.to_string(), optional.to_owned()]
        })),
        "cases" => join(record.cases.iter().map(|c| {
            let number = c.number.map(|number| number.to_string()).unwrap_or_default();
            vec![c.name.clone(), text(&c.limit), text(&c.extra), text(&c.local_limit), number]
        })),
        "channels" => {
            join(record.channels.iter().map(|c| vec![c.channel.clone(), text(&c.limit), text(&c.extra), text(&c.local_limit)]))
        }
        "areas" => join(record.areas.iter().map(|a| vec![a.name.clone(), text(&a.limit), text(&a.extra), text(&a.local_limit)])),
        "stages" => join(record.stages.iter().map(|s| vec![s.name.clone(), text(&s.unit), text(&s.limit)])),
        "fees" => record.fees.as_ref().map_or_else(String::new, |fees| {
            or_none(
                join(fees.iter().map(|f| {
                    vec![text(&f.channel), text(&f.kind), f.amount.clone().or_else(|| f.text.clone()).unwrap_or_default()]
                })),
                fees.is_empty(),
            )
        }),
        "forms" => record.forms.as_ref().map_or_else(String::new, |forms| {
            or_none(join(forms.iter().map(|f| vec![f.name.clone(), text(&f.url)])), forms.is_empty())
        }),
        _ => String::new(),
    }
}

fn or_none(cell: String, empty: bool) -> String {
    if empty {
        NONE.to_owned()
    } else if is_none(&cell) {
        // A form of that very name.
        format!("\\{cell}")
    } else {
        cell
    }
}

/// The parts of one item.
type Parts = Vec<String>;

/// The items of a cell; empty ones are left out.
fn items(cell: &str, most: usize) -> Result<Vec<Parts>, Error> {
    let mut items = vec![vec![String::new()]];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        let item = items.last_mut();
        match (c, item) {
            (';', _) => items.push(vec![String::new()]),
            ('|', Some(item)) => item.push(String::new()),
            ('\\', Some(item)) => {
                if let Some(part) = item.last_mut() {
                    // What was escaped is kept from trimming too.
                    part.extend(chars.next());
                }
            }
            (c, Some(item)) => {
                if let Some(part) = item.last_mut() {
                    part.push(c);
                }
            }
            (_, None) => {}
        }
    }
    for part in items.iter_mut().flatten() {
        *part = part.trim().to_owned();
    }
    items.retain(|item| item.iter().any(|part| !part.is_empty()));
    match items.iter().find(|item| item.len() > most) {
        None => Ok(items),
        Some(item) => Err(Error::ValueOutOfRange {
            name: "the item",
            value: quote(&item.join("|")),
            bound: "fewer parts between `|`; write `\\|` for the character itself",
        }),
    }
}

/// In small or capital letters, as a spreadsheet that corrects them writes it too.
fn is_none(cell: &str) -> bool {
    cell.trim().nfc().map(lower).eq(NONE.chars())
}

fn some_or_none(cell: &str, most: usize) -> Result<Vec<Parts>, Error> {
    if is_none(cell) { Ok(Vec::new()) } else { items(cell, most) }
}

fn join(items: impl Iterator<Item = Vec<String>>) -> String {
    let escape = |part: &String| {
        let mut out = String::new();
        for c in part.chars() {
            if matches!(c, ';' | '|' | '\\') {
                out.push('\\');
            }
            out.push(c);
        }
        out
    };
    let item = |mut item: Vec<String>| {
        // Unsaid parts at the end are left out, the first one never.
        while item.len() > 1 && item.last().is_some_and(String::is_empty) {
            item.pop();
        }
        item.iter().map(escape).collect::<Vec<_>>().join("|")
    };
    items.map(item).collect::<Vec<_>>().join("; ")
}

/// The first parts; empty ones are unsaid.
fn first<const N: usize>(item: &[String]) -> [Option<String>; N] {
    std::array::from_fn(|index| item.get(index).filter(|part| !part.is_empty()).cloned())
}

fn paper(item: &[String]) -> Result<PaperRecord, Error> {
    let [name, originals, certified, copies, optional] = first(item);
    let number = |text: Option<String>| text.map_or(Ok(0), |text| count("a number of papers", &text));
    let mandatory = match optional.as_deref() {
        None | Some("mandatory") => true,
        Some("optional") => false,
        Some(other) => {
            let known = "optional, mandatory (or nothing)";
            return Err(Error::OptionUnknown { option: "whether a paper is needed", value: quote(other), known });
        }
    };
    Ok(PaperRecord {
        name: name.unwrap_or_default(),
        originals: number(originals)?,
        certified: number(certified)?,
        copies: number(copies)?,
        mandatory,
    })
}

fn case(item: &[String]) -> Result<CaseRecord, Error> {
    let [name, limit, extra, local_limit, number] = first(item);
    let number = number.map(|text| count("the number of a case", &text)).transpose()?;
    let number = number.map(|number| u8::try_from(number).unwrap_or(u8::MAX));
    Ok(CaseRecord { name: name.unwrap_or_default(), number, limit, extra, local_limit })
}

/// `channel|kind|amount or text`; a single part is the amount or text alone.
fn fee(item: &Parts) -> FeeRecord {
    let [a, b, c] = first(item);
    let (channel, kind, charge) = if item.len() == 1 { (None, None, a) } else { (a, b, c) };
    // Digits are taken for an amount when the record is read.
    FeeRecord { channel, kind, amount: None, text: charge }
}

fn count(name: &'static str, text: &str) -> Result<u32, Error> {
    let text = text.trim();
    let number = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    number.ok_or_else(|| Error::ValueOutOfRange { name, value: quote(text), bound: "a whole number" })
}

fn yes_or_no(name: &'static str, text: &str) -> Result<bool, Error> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "có" | "true" | "1" => Ok(true),
        "no" | "không" | "false" | "0" => Ok(false),
        _ => Err(Error::ValueOutOfRange { name, value: quote(text), bound: "yes or no (có, không)" }),
    }
}
