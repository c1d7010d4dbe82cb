//! Administrative units across a boundary.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answer::{CitationAnswer, maybe_date};
use super::parse_date;
use crate::error::{Error, check_written, missing};
use crate::unit::{Unit, UnitLevel, Units, Wanted, unknown};

/// Administrative units by id, name or code: who they are on a day, what they were made from and what became of them.
///
/// ```
/// use motcua::wire::UnitRequest;
///
/// let request: UnitRequest = serde_json::from_str(r#"{"name": "quang tri", "on": "2020-12-31"}"#).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.units[0].full_name.as_str(), answer.units[0].until_on.as_deref()), ("tỉnh Quảng Trị", Some("2025-06-30")));
/// assert_eq!(answer.units[0].successors, ["quang_tri_2025"]);
/// assert!(answer.other_times[0].is_merged);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitRequest {
    /// The id of a unit; one of `id`, `name` and `code` is needed.
    pub id: Option<String>,
    /// A name, with or without the kind of unit, regardless of case and diacritics.
    pub name: Option<String>,
    /// A code.
    pub code: Option<String>,
    /// `province`, `district` or `commune`; any if absent.
    pub level: Option<String>,
    /// The day asked about; without one, all times.
    pub on: Option<String>,
    /// Units of one's own, beside those of the tables.
    #[serde(default)]
    pub additional_units: Vec<AdministrativeUnitOptions>,
}

/// A unit of one's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdministrativeUnitOptions {
    /// Identifies it; no unit of the tables has it.
    pub id: String,
    /// Its name, without the kind of unit.
    pub name: String,
    /// What kind of unit it is, in Vietnamese, as in `xã`.
    pub kind_vi: Option<String>,
    /// `province`, `district` or `commune`.
    pub level: String,
    /// Its code.
    pub code: Option<String>,
    /// The id of the unit it is part of.
    pub parent: Option<String>,
    /// First day of it, included.
    pub from_on: Option<String>,
    /// Last day of it, included.
    pub until_on: Option<String>,
    /// The ids of those it was made from.
    pub predecessors: Option<Vec<String>>,
}

impl AdministrativeUnitOptions {
    fn build(&self) -> Result<Unit, Error> {
        let day = |text: Option<&String>| text.map(|text| parse_date(text)).transpose();
        Ok(Unit {
            id: self.id.clone().into(),
            name: self.name.clone().into(),
            kind_vi: self.kind_vi.clone().unwrap_or_default().into(),
            level: UnitLevel::parse(&self.level)?,
            code: self.code.clone().map(Into::into),
            parent: self.parent.clone().map(Into::into),
            from: day(self.from_on.as_ref())?,
            until: day(self.until_on.as_ref())?,
            predecessors: self.predecessors.as_ref().map(|ids| ids.iter().cloned().map(Into::into).collect()),
            citation: None,
        })
    }
}

/// Adds units to those of the tables.
pub(super) fn add_units(units: &mut Units, additional: &[AdministrativeUnitOptions]) -> Result<(), Error> {
    for (index, unit) in additional.iter().enumerate() {
        unit.build().and_then(|unit| units.add(unit)).map_err(|error| error.at("additional_units", index))?;
    }
    // Units of one's own may name one another in any order.
    units.check_links().map_err(|(index, error)| error.at("additional_units", index))
}

/// The units that fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdministrativeUnitsAnswer {
    /// Those of the day asked; without a day, all.
    pub units: Vec<AdministrativeUnitAnswer>,
    /// Those that fit at other times.
    pub other_times: Vec<AdministrativeUnitAnswer>,
    /// Whether several fit at one time: a level, or the id, tells them apart.
    pub is_ambiguous: bool,
}

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdministrativeUnitAnswer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// With the kind of unit.
    pub full_name: String,
    /// `province`, `district` or `commune`.
    pub level: &'static str,
    /// Its code, where one is known.
    pub code: Option<String>,
    /// The id of the unit it is part of.
    pub parent: Option<String>,
    /// First day of it, included; null for one that there is since before the tables begin.
    pub from_on: Option<String>,
    /// Last day of it, included; null for one that there still is.
    pub until_on: Option<String>,
    /// The ids of those it was made from; null where that is not known.
    pub predecessors: Option<Vec<String>>,
    /// The ids of those made from it.
    pub successors: Vec<String>,
    /// Whether it was made from more than one.
    pub is_merged: bool,
    /// `uncertain`, `known` or `seen`.
    pub confidence: &'static str,
    /// Where it is written; null for one of the caller's own.
    pub citation: Option<CitationAnswer>,
}

impl AdministrativeUnitAnswer {
    fn new(unit: &Unit, units: &Units) -> Self {
        let predecessors = unit.predecessors.as_ref();
        Self {
            id: unit.id.to_string(),
            name: unit.name.to_string(),
            full_name: unit.full_name(),
            level: unit.level.as_str(),
            code: unit.code.as_ref().map(ToString::to_string),
            parent: unit.parent.as_ref().map(ToString::to_string),
            from_on: maybe_date(unit.from),
            until_on: maybe_date(unit.until),
            predecessors: predecessors.map(|ids| ids.iter().map(ToString::to_string).collect()),
            successors: units.successors(unit).iter().map(|unit| unit.id.to_string()).collect(),
            is_merged: unit.is_merged(),
            confidence: unit.confidence().as_str(),
            citation: unit.citation.as_ref().map(CitationAnswer::from),
        }
    }
}

/// The field that asks.
const fn field(wanted: Wanted<'_>) -> &'static str {
    match wanted {
        Wanted::Id(_) => "id",
        Wanted::Name(_) => "name",
        Wanted::Code(_) => "code",
    }
}

impl UnitRequest {
    fn wanted(&self) -> Result<Wanted<'_>, Error> {
        let why = "a unit is asked for by id, name or code";
        let wanted = match (&self.id, &self.name, &self.code) {
            (Some(id), None, None) => Wanted::Id(id),
            (None, Some(name), None) => Wanted::Name(name),
            (None, None, Some(code)) => Wanted::Code(code),
            (None, None, None) => return Err(missing("name", why).within("name")),
            _ => {
                let problem = "one of id, name and code".to_owned();
                return Err(Error::RequestInvalid { path: "name".to_owned(), problem });
            }
        };
        let (Wanted::Id(text) | Wanted::Name(text) | Wanted::Code(text)) = wanted;
        check_written(text, field(wanted), why).map_err(|error| error.within(field(wanted)))?;
        Ok(wanted)
    }

    /// Finds them.
    ///
    /// # Errors
    /// `value_missing` without id, name and code, `request_invalid` with more than one; `option_unknown` for a level, or when nothing fits at any time;
    /// `value_missing` for an empty one; `date_invalid`; `date_out_of_range` for a day before 2008-08-01 or after 2199-12-31; with the index, those of units added.
    pub fn evaluate(&self) -> Result<AdministrativeUnitsAnswer, Error> {
        let wanted = self.wanted()?;
        let level = self.level.as_deref().map(UnitLevel::parse).transpose().map_err(|error| error.within("level"))?;
        let on = self.on.as_deref().map(parse_date).transpose().map_err(|error| error.within("on"))?;
        let (first, last) = (Units::first_day(), crate::tables::LAST_DAY);
        if let Some(day) = on.filter(|day| !(first..=last).contains(day)) {
            return Err(Error::DateOutOfRange { what: "the day", value: day.to_string(), first, last }.within("on"));
        }
        let mut units = Units::vietnam();
        add_units(&mut units, &self.additional_units)?;
        let found = units.find(wanted, level, None);
        if found.is_empty() {
            let (Wanted::Id(text) | Wanted::Name(text) | Wanted::Code(text)) = wanted;
            return Err(unknown(text).within(field(wanted)));
        }
        let (then, others): (Vec<&Unit>, Vec<&Unit>) = found.into_iter().partition(|unit| on.is_none_or(|day| unit.is_on(day)));
        let answers = |found: &[&Unit]| found.iter().map(|unit| AdministrativeUnitAnswer::new(unit, &units)).collect();
        Ok(AdministrativeUnitsAnswer { units: answers(&then), other_times: answers(&others), is_ambiguous: overlap(&then) })
    }
}

/// Whether two of them were there on one day.
fn overlap(units: &[&Unit]) -> bool {
    let mut spans: Vec<(NaiveDate, NaiveDate)> =
        units.iter().map(|unit| (unit.from.unwrap_or(NaiveDate::MIN), unit.until.unwrap_or(NaiveDate::MAX))).collect();
    spans.sort();
    spans.iter().zip(spans.iter().skip(1)).any(|((_, until), (from, _))| from <= until)
}
