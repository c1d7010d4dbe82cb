//! The calendar and its days.

use chrono::NaiveDate;
use motcua::wire::{CalendarOptions, LocalDaysOptions};
use motcua::{Calendar, Day, Language};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use serde_json::Value;

use crate::convert::{Date, OutDate, Whole, fields};
use crate::error::OrRaise;
use crate::law::PyCitation;

/// The working-day calendar of state offices in Viet Nam, 2007-01-01 to 2199-12-31.
#[pyclass(frozen, name = "Calendar", module = "motcua")]
pub(crate) struct PyCalendar {
    pub(crate) inner: Calendar,
    options: CalendarOptions,
}

impl PyCalendar {
    /// What it was made of, as a message has it.
    pub(crate) fn options(&self) -> Value {
        serde_json::to_value(&self.options).unwrap_or_default()
    }
}

/// Days of an agency's own: a mapping with from, to, reason_vi, reason_en, citation.
pub(crate) struct LocalDays(LocalDaysOptions);

impl<'py> FromPyObject<'_, 'py> for LocalDays {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let names = ["from", "to", "reason_vi", "reason_en", "citation"];
        let known = "from, to, reason_vi, reason_en, citation";
        let [from, to, reason_vi, reason_en, citation] = fields(&object, "a field of local days", names, known)?;
        Ok(Self(LocalDaysOptions {
            // A date's own text is what the core reads.
            from: from.to_string(),
            to: to.to_string(),
            reason_vi: reason_vi.extract()?,
            reason_en: reason_en.extract()?,
            citation: citation.extract()?,
        }))
    }
}

#[pymethods]
impl PyCalendar {
    /// The State's calendar, or with options an agency's own.
    #[staticmethod]
    #[pyo3(signature = (*, weekly_rest = None, closures = None, openings = None, culture_day_made_up = None,
        worked_saturday_counts = None, announced_only = false))]
    fn vietnam(
        weekly_rest: Option<Vec<String>>,
        closures: Option<Vec<LocalDays>>,
        openings: Option<Vec<LocalDays>>,
        culture_day_made_up: Option<bool>,
        worked_saturday_counts: Option<bool>,
        announced_only: bool,
    ) -> PyResult<Self> {
        let days = |list: Option<Vec<LocalDays>>| list.unwrap_or_default().into_iter().map(|days| days.0).collect();
        let options = CalendarOptions {
            weekly_rest,
            closures: days(closures),
            openings: days(openings),
            culture_day_made_up,
            worked_saturday_counts,
            announced_only,
        };
        Ok(Self { inner: options.build().or_raise()?, options })
    }

    /// First and last day covered, both included.
    #[staticmethod]
    fn coverage() -> (NaiveDate, NaiveDate) {
        Calendar::coverage()
    }

    /// First and last day of the announced years, both included.
    #[staticmethod]
    fn announced() -> (NaiveDate, NaiveDate) {
        Calendar::announced()
    }

    /// One day with its kind, name and legal basis.
    fn day(&self, date: Date) -> PyResult<PyDay> {
        self.inner.day(date.0).or_raise().map(PyDay)
    }

    /// The n-th working day strictly after a date, strictly before it for negative n, itself for 0.
    fn add_working_days(&self, date: Date, n: Whole) -> PyResult<OutDate> {
        self.inner.add_working_days(date.0, n.0).or_raise().map(OutDate)
    }

    /// Working days strictly after `after`, up to and including `until`; negative when reversed.
    fn count_working_days(&self, after: Date, until: Date) -> PyResult<i64> {
        self.inner.count_working_days(after.0, until.0).or_raise()
    }

    /// Pickles and copies as what it was made of.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Self>().getattr("_restore")?, (self.options().to_string(),)))
    }

    /// The calendar that was pickled.
    #[staticmethod]
    fn _restore(options: &str) -> PyResult<Self> {
        let options: CalendarOptions = serde_json::from_str(options).map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self { inner: options.build().or_raise()?, options })
    }

    fn __repr__(&self) -> String {
        let (first, last) = Calendar::coverage();
        format!("<Calendar {first} to {last}>")
    }
}

/// One day of a calendar.
#[pyclass(frozen, name = "Day", module = "motcua")]
pub(crate) struct PyDay(Day);

#[pymethods]
impl PyDay {
    #[getter]
    fn date(&self) -> NaiveDate {
        self.0.date()
    }

    /// Whether it counts as a working day.
    #[getter]
    fn is_working(&self) -> bool {
        self.0.is_working()
    }

    /// "working_day", "weekend", "public_holiday", "compensatory_day_off", "swapped_day_off", "makeup_workday", "local_closure" or
    /// "local_opening".
    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().as_str()
    }

    /// "announced", "derived" or "projected".
    #[getter]
    fn certainty(&self) -> &'static str {
        self.0.certainty().as_str()
    }

    /// Stable id of the holiday, or None.
    #[getter]
    fn holiday_id(&self) -> Option<&'static str> {
        self.0.holiday_id()
    }

    /// The other day of a pair: the holiday made up for, or the other half of a swap.
    #[getter]
    fn linked_date(&self) -> Option<NaiveDate> {
        self.0.linked_date()
    }

    #[getter]
    fn name_vi(&self) -> String {
        self.0.name(Language::Vi)
    }

    #[getter]
    fn name_en(&self) -> String {
        self.0.name(Language::En)
    }

    /// Legal basis, the most specific first.
    #[getter]
    fn citations(&self) -> Vec<PyCitation> {
        self.0.citations().into_iter().map(PyCitation::from).collect()
    }

    fn __repr__(&self) -> String {
        format!("<Day {} {}: {}>", self.0.date(), self.0.kind().as_str(), self.0.name(Language::Vi))
    }
}
