//! From records to procedures: every field is read, and every one that cannot be is named.

use super::complaint::{Complaint, Place};
use super::record::{CaseRecord, FeeRecord, ProcedureRecord, VersionRecord};
use super::service::{Channel, ServiceLevel, Tier, parse_confidence};
use super::version::{Area, Case, ChannelTerms, Charge, Fee, FeeKind, FormTemplate, Paper, Stage, Terms, Version};
use super::{Procedure, ProcedureCode, flat, lint};
use crate::deadline::{Cutoff, TimeLimit};
use crate::error::{Error, quote};
use crate::wire::parse_date;

/// Collects what is wrong with one record.
struct Reader {
    problems: Vec<(String, Error)>,
}

impl Reader {
    /// Reads an optional text; empty text is no text.
    fn read<T>(&mut self, field: impl Into<String>, text: Option<&str>, parse: impl Fn(&str) -> Result<T, Error>) -> Option<T> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        parse(text).map_err(|error| self.problems.push((field.into(), error))).ok()
    }

    fn name(&mut self, field: String, name: &str) -> String {
        if name.trim().is_empty() {
            let error = Error::ValueMissing { name: field.clone(), why: "everything in a list needs a name" };
            self.problems.push((field, error));
        }
        name.trim().to_owned()
    }

    fn terms(&mut self, at: &str, limit: Option<&str>, extra: Option<&str>, local: Option<&str>) -> Terms {
        Terms {
            limit: self.read(format!("{at}limit"), limit, TimeLimit::parse),
            extra: self.read(format!("{at}extra"), extra, TimeLimit::parse),
            local: self.read(format!("{at}local_limit"), local, TimeLimit::parse),
        }
    }

    fn fee(&mut self, at: &str, fee: &FeeRecord) -> Fee {
        let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let charge = match (text(&fee.amount), text(&fee.text)) {
            (Some(amount), None) => self.read(format!("{at}amount"), Some(&amount), parse_dong).map(Charge::Amount),
            (None, Some(text)) => Some(parse_dong(&text).map_or_else(|_| Charge::Text(text.trim().to_owned()), Charge::Amount)),
            _ => {
                let why = "a fee has either an amount or a text";
                self.problems.push((format!("{at}amount"), Error::ValueMissing { name: "amount".to_owned(), why }));
                None
            }
        };
        Fee {
            channel: self.read(format!("{at}channel"), fee.channel.as_deref(), Channel::parse),
            kind: self.read(format!("{at}kind"), fee.kind.as_deref(), FeeKind::parse).unwrap_or_default(),
            charge: charge.unwrap_or(Charge::Amount(0)),
        }
    }

    fn case(&mut self, at: &str, case: &CaseRecord) -> Case {
        if let Some(number) = case.number.filter(|number| !(1..=99).contains(number)) {
            let error = Error::ValueOutOfRange { name: "number", value: number.to_string(), bound: "1 to 99" };
            self.problems.push((format!("{at}number"), error));
        }
        Case {
            name: self.name(format!("{at}name"), &case.name),
            number: case.number,
            terms: self.terms(at, case.limit.as_deref(), case.extra.as_deref(), case.local_limit.as_deref()),
        }
    }

    fn level(&mut self, field: &'static str, text: Option<&str>, proactive: bool) -> Option<ServiceLevel> {
        self.read(field, text, |text| {
            let known = if proactive { "proactive_1 to proactive_4" } else { "level_1 to level_4, partial, full" };
            let level = ServiceLevel::parse(text.trim()).ok().filter(|level| level.is_proactive() == proactive);
            level.ok_or_else(|| Error::OptionUnknown { option: "a level of service", value: quote(text), known })
        })
    }

    fn version(&mut self, record: &VersionRecord) -> Version {
        let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let from = self.read("in_force_from", record.in_force_from.as_deref(), |text| parse_date(text.trim()));
        let until = self.read("in_force_until", record.in_force_until.as_deref(), |text| parse_date(text.trim()));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            let expected = "a last day of force: it lies before the first";
            self.problems.push(("in_force_until".to_owned(), Error::DateInvalid { value: until.to_string(), expected }));
        }
        let mut terms = self.terms("", record.limit.as_deref(), None, None);
        terms.local = self.read("local_limit", record.local_limit.as_deref(), TimeLimit::parse);
        let list = |name: &str, index: usize| format!("{name}[{index}].");
        let papers = record.papers.iter().enumerate().map(|(i, paper)| Paper {
            name: self.name(format!("papers[{i}].name"), &paper.name),
            originals: paper.originals,
            certified: paper.certified,
            copies: paper.copies,
            mandatory: paper.mandatory,
        });
        let papers = papers.collect();
        let cases = record.cases.iter().enumerate().map(|(i, case)| self.case(&list("cases", i), case)).collect();
        let mut channels = Vec::new();
        for (i, c) in record.channels.iter().enumerate() {
            let at = list("channels", i);
            let terms = self.terms(&at, c.limit.as_deref(), c.extra.as_deref(), c.local_limit.as_deref());
            let channel =
                self.read(format!("{at}channel"), Some(&c.channel).filter(|c| !c.is_empty()).map(String::as_str), Channel::parse);
            match channel {
                Some(channel) => channels.push(ChannelTerms { channel, terms }),
                None if c.channel.trim().is_empty() => {
                    let why = "each way to file has a name";
                    self.problems.push((format!("{at}channel"), Error::ValueMissing { name: "channel".to_owned(), why }));
                }
                None => {}
            }
        }
        let areas = record.areas.iter().enumerate().map(|(i, area)| {
            let at = list("areas", i);
            let terms = self.terms(&at, area.limit.as_deref(), area.extra.as_deref(), area.local_limit.as_deref());
            Area { name: self.name(format!("{at}name"), &area.name), terms }
        });
        let areas = areas.collect();
        let stages = record.stages.iter().enumerate().map(|(i, stage)| Stage {
            name: self.name(format!("stages[{i}].name"), &stage.name),
            unit: text(&stage.unit).map(|unit| unit.trim().to_owned()),
            limit: self.read(format!("stages[{i}].limit"), stage.limit.as_deref(), TimeLimit::parse),
        });
        let stages = stages.collect();
        let fees =
            record.fees.as_ref().map(|fees| fees.iter().enumerate().map(|(i, fee)| self.fee(&list("fees", i), fee)).collect());
        let forms = record.forms.as_ref().map(|forms| {
            let forms = forms.iter().enumerate().map(|(i, form)| FormTemplate {
                name: self.name(format!("forms[{i}].name"), &form.name),
                url: self.read(format!("forms[{i}].url"), form.url.as_deref(), parse_url),
            });
            forms.collect()
        });
        Version {
            from,
            until,
            subject: text(&record.subject),
            sequence: text(&record.sequence),
            way: text(&record.way),
            papers,
            sets: record.sets,
            terms,
            local_basis: text(&record.local_basis),
            cutoff: self.read("cutoff", record.cutoff.as_deref(), |text| Cutoff::named(text.trim())),
            cases,
            channels,
            areas,
            stages,
            extension: self.read("extension", record.extension.as_deref(), TimeLimit::parse),
            extension_cap: self.read("extension_cap", record.extension_cap.as_deref(), TimeLimit::parse),
            fees,
            forms,
            result: text(&record.result),
            conditions: text(&record.conditions),
            legal_basis: text(&record.legal_basis),
            agency: text(&record.agency),
            tier_before: self.read("tier_before", record.tier_before.as_deref(), |text| Tier::parse(text.trim())),
            tier_after: self.read("tier_after", record.tier_after.as_deref(), |text| Tier::parse(text.trim())),
            service_level: self.level("service_level", record.service_level.as_deref(), false),
            proactive_level: self.level("proactive_level", record.proactive_level.as_deref(), true),
            partial_reason: text(&record.partial_reason),
            by_post: record.by_post,
            result_by_post: record.result_by_post,
            entry_url: self.read("entry_url", record.entry_url.as_deref(), parse_url),
            confidence: self.read("confidence", record.confidence.as_deref(), |text| parse_confidence(text.trim())),
            confidence_note: text(&record.confidence_note),
            note: text(&record.note),
            source: text(&record.source),
        }
    }
}

/// Whole đồng. A dot is refused: it separates thousands in Viet Nam and decimals elsewhere.
fn parse_dong(text: &str) -> Result<u64, Error> {
    let digits = text.trim();
    let whole = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()));
    let bound = "a whole number of đồng in digits only; write anything else as a text";
    whole.ok_or_else(|| Error::ValueOutOfRange { name: "the fee", value: quote(text), bound })
}

/// An address a page may link to.
///
/// # Errors
/// `value_out_of_range` for anything but http and https, and for spaces or quotes in it.
pub(crate) fn parse_url(text: &str) -> Result<String, Error> {
    let url = text.trim();
    let host = ["https://", "http://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let plain =
        |url: &str| url.chars().all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '<' | '>' | '\\' | '`'));
    match host {
        Some(host) if !host.is_empty() && !host.starts_with('/') && plain(url) => Ok(url.to_owned()),
        _ => Err(Error::ValueOutOfRange { name: "the address", value: quote(text), bound: "http:// or https:// and no spaces" }),
    }
}

/// The columns with the character U+0000 in them: no page and no table can hold it.
fn with_zero(record: &VersionRecord) -> impl Iterator<Item = &'static str> {
    let is_in = |text: &str| text.contains('\0');
    let texts = VersionRecord::TEXTS.iter().copied().filter(move |column| record.text(column).is_some_and(is_in));
    texts.chain(flat::COLUMNS.into_iter().filter(move |column| is_in(&flat::get(record, column))))
}

fn zero() -> Error {
    Error::ValueOutOfRange { name: "the text", value: "U+0000".to_owned(), bound: "text without this character" }
}

/// One version with whose it is and where it came from.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Where to complain about the procedure.
    pub(super) head: Place,
    /// Where to complain about the version.
    pub(super) place: Place,
    /// Its own identifier, code, name and field; its versions are not looked at.
    pub(super) procedure: &'a ProcedureRecord,
    pub(super) version: &'a VersionRecord,
}

/// Puts versions together to procedures, in order of appearance. What cannot be read, or collides with what came before, is left out and
/// complained about; what is only odd is kept and complained about.
pub(super) fn assemble<'a>(items: impl IntoIterator<Item = Item<'a>>, complaints: &mut Vec<Complaint>) -> Vec<Procedure> {
    let mut procedures: Vec<Procedure> = Vec::new();
    let mut positions = std::collections::BTreeMap::new();
    for Item { head, place, procedure, version } in items {
        let mut reader = Reader { problems: Vec::new() };
        reader.problems.extend(with_zero(version).map(|column| (column.to_owned(), zero())));
        let version = reader.version(version);
        let mut refused: Vec<Complaint> = reader.problems.iter().map(|(field, error)| place.about(field, error, false)).collect();
        let whose = read_head(procedure).map_err(|problems| {
            refused.extend(problems.iter().map(|(field, error)| head.about(field, error, false)));
        });
        let Ok(found) = whose else {
            complaints.append(&mut refused);
            continue;
        };
        if !refused.is_empty() {
            complaints.append(&mut refused);
            continue;
        }
        let known = positions.get(&found.id).and_then(|&position: &usize| procedures.get_mut(position));
        match known {
            Some(known) => match known.clash(&found, &version) {
                Some((field, error)) => {
                    complaints.push(place.about(field, &error, false));
                    continue;
                }
                None => {
                    complaints.extend(lint::version(&version).iter().map(|(field, error)| place.about(field, error, true)));
                    let position = known.position(&version);
                    known.versions.insert(position, version);
                }
            },
            None => {
                complaints.extend(lint::version(&version).iter().map(|(field, error)| place.about(field, error, true)));
                positions.insert(found.id.clone(), procedures.len());
                procedures.push(Procedure { versions: vec![version], ..found });
            }
        }
    }
    procedures
}

/// Identifier, code, name and field.
fn read_head(record: &ProcedureRecord) -> Result<Procedure, Vec<(&'static str, Error)>> {
    let mut problems = Vec::new();
    let text = |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let code = text(&record.code).and_then(|code| match ProcedureCode::parse(&code) {
        Ok(code) => Some(code),
        Err(error) => {
            problems.push(("code", error));
            None
        }
    });
    let id = text(&record.id);
    match (&id, &code) {
        (None, None) if problems.is_empty() => {
            let why = "a procedure has a national code or an id of its own";
            problems.push(("code", Error::ValueMissing { name: "code".to_owned(), why }));
        }
        (Some(id), _) => {
            if let Err(error) = super::check_id(id) {
                problems.push(("id", error));
            }
        }
        _ => {}
    }
    if record.name.trim().is_empty() {
        problems.push(("name", Error::ValueMissing { name: "name".to_owned(), why: "a procedure is posted by its name" }));
    }
    let texts = [("name", Some(&record.name)), ("field", record.field.as_ref())];
    problems.extend(
        texts.into_iter().filter(|(_, text)| text.is_some_and(|text| text.contains('\0'))).map(|(name, _)| (name, zero())),
    );
    if !problems.is_empty() {
        return Err(problems);
    }
    let id = id.or_else(|| code.as_ref().map(ProcedureCode::national)).unwrap_or_default();
    Ok(Procedure { id, code, name: record.name.trim().to_owned(), field: text(&record.field), versions: Vec::new() })
}
