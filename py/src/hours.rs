//! Office hours as Python gives them, and working time.

use chrono::NaiveDateTime;
use motcua::wire::{Hours, SeasonHours, WeekHours};
use motcua::{Calendar, OfficeHours, WorkingTime};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::calendar::PyCalendar;
use crate::convert::{Moment, Whole};
use crate::error::OrRaise;

/// Hours for Monday to Friday as text, or a mapping by weekday, perhaps with "seasons".
pub(crate) struct PyHours(pub(crate) Hours);

impl<'py> FromPyObject<'_, 'py> for PyHours {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Self(Hours::Shifts(text.extract()?)));
        }
        let Ok(mapping) = object.cast::<PyDict>() else {
            let given = object.get_type().name()?;
            return Err(PyTypeError::new_err(format!("office hours are a str or a dict, not {given}")));
        };
        let mut week = WeekHours::default();
        for (key, value) in mapping.iter() {
            let key: String = key.extract()?;
            if key == "seasons" {
                let seasons: Vec<Season> = value.extract()?;
                week.seasons = seasons.into_iter().map(|season| season.0).collect();
            } else {
                // What is no text is no shifts, which the core says best.
                week.days.insert(key, value.str()?.extract()?);
            }
        }
        Ok(Self(Hours::Week(week)))
    }
}

/// A mapping with from, to, hours, citation.
struct Season(SeasonHours);

impl<'py> FromPyObject<'_, 'py> for Season {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text = |key: &str| object.get_item(key)?.str()?.extract::<String>();
        let hours: PyHours = object.get_item("hours")?.extract()?;
        Ok(Self(SeasonHours { from: text("from")?, to: text("to")?, hours: Box::new(hours.0), citation: text("citation")? }))
    }
}

/// The calendar given, or the State's.
pub(crate) fn calendar(given: Option<PyRef<'_, PyCalendar>>) -> Calendar {
    given.map_or_else(Calendar::vietnam, |calendar| calendar.0.clone())
}

fn office_hours(hours: Option<PyHours>) -> PyResult<OfficeHours> {
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
