//! Office hours as Python gives them, and working time.

use chrono::NaiveDateTime;
use motcua::wire::{Hours, SeasonHours, WeekHours};
use motcua::{Calendar, OfficeHours, WorkingTime};
use pyo3::prelude::*;
use pyo3::types::{PyMapping, PyString};

use crate::calendar::PyCalendar;
use crate::convert::{Moment, Whole, fields, wrong_type};
use crate::error::OrRaise;

/// Hours for Monday to Friday as text, or a mapping by weekday, perhaps with "seasons".
pub(crate) struct PyHours(pub(crate) Hours);

impl<'py> FromPyObject<'_, 'py> for PyHours {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Self(Hours::Shifts(text.extract()?)));
        }
        let mut week = week(&object, "office hours are a str or a mapping")?;
        let mapping = object.cast::<PyMapping>()?;
        if mapping.contains("seasons")? {
            let seasons: Vec<Season> = mapping.get_item("seasons")?.extract()?;
            week.seasons = seasons.into_iter().map(|season| season.0).collect();
        }
        Ok(Self(Hours::Week(week)))
    }
}

/// The shifts by weekday of a mapping, without its seasons: those of a season have none, so that nothing here can nest.
fn week(object: &Bound<'_, PyAny>, needed: &str) -> PyResult<WeekHours> {
    let mapping = object.cast::<PyMapping>().map_err(|_| wrong_type(needed, object))?;
    let mut week = WeekHours::default();
    for item in mapping.items()?.iter() {
        let (key, value): (String, Bound<'_, PyAny>) = item.extract()?;
        // None is no hours, as in JavaScript; what is no text is no shifts, which the core says best.
        if key != "seasons" && !value.is_none() {
            week.days.insert(key, value.to_string());
        }
    }
    Ok(week)
}

/// A mapping with from, to, hours, citation.
struct Season(SeasonHours);

impl<'py> FromPyObject<'_, 'py> for Season {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let names = ["from", "to", "hours", "citation"];
        let [from, to, hours, citation] = fields(&object, "a field of a season", names, "from, to, hours, citation")?;
        let hours = match hours.cast::<PyString>() {
            Ok(text) => Hours::Shifts(text.extract()?),
            Err(_) => Hours::Week(week(&hours, "the hours of a season are a str or a mapping")?),
        };
        let (from, to, citation) = (from.to_string(), to.to_string(), citation.extract()?);
        Ok(Self(SeasonHours { from, to, hours: Box::new(hours), citation }))
    }
}

/// The calendar given, or the State's.
pub(crate) fn calendar(given: Option<PyRef<'_, PyCalendar>>) -> Calendar {
    given.map_or_else(Calendar::vietnam, |calendar| calendar.inner.clone())
}

/// The hours given, or the standard ones.
pub(crate) fn office_hours(hours: Option<PyHours>) -> PyResult<OfficeHours> {
    hours.map_or_else(|| Ok(OfficeHours::default()), |hours| hours.0.build().or_raise())
}

/// Working seconds from one moment to another; negative when reversed.
#[pyfunction]
#[pyo3(signature = (from_, to, *, calendar = None, hours = None))]
pub(crate) fn working_seconds_between(
    from_: Moment,
    to: Moment,
    calendar: Option<PyRef<'_, PyCalendar>>,
    hours: Option<PyHours>,
) -> PyResult<i64> {
    let hours = office_hours(hours)?;
    WorkingTime::new(&self::calendar(calendar), &hours).between(from_.0, to.0).or_raise()
}

/// The earliest moment, not before `at`, by which so many more working seconds have passed.
#[pyfunction]
#[pyo3(signature = (at, seconds, *, calendar = None, hours = None))]
pub(crate) fn add_working_seconds(
    at: Moment,
    seconds: Whole,
    calendar: Option<PyRef<'_, PyCalendar>>,
    hours: Option<PyHours>,
) -> PyResult<NaiveDateTime> {
    let hours = office_hours(hours)?;
    WorkingTime::new(&self::calendar(calendar), &hours).add(at.0, seconds.0).or_raise()
}

/// By when the one-stop must have handed a dossier to the handling unit; the due date does not move.
#[pyfunction]
#[pyo3(signature = (received_at, *, calendar = None, hours = None))]
pub(crate) fn hand_over_by(
    received_at: Moment,
    calendar: Option<PyRef<'_, PyCalendar>>,
    hours: Option<PyHours>,
) -> PyResult<NaiveDateTime> {
    let hours = office_hours(hours)?;
    motcua::hand_over_by(received_at.0, &self::calendar(calendar), &hours).or_raise()
}
