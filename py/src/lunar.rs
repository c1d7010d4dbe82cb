//! The lunar calendar.

use chrono::NaiveDate;
use motcua::{Error, Language, LunarDate};
use pyo3::prelude::*;

use crate::convert::{Date, Whole};
use crate::error::{OrRaise, raise};

/// A date of the Vietnamese lunar calendar.
#[pyclass(frozen, eq, ord, hash, name = "LunarDate", module = "motcua")]
#[derive(PartialEq, Eq, PartialOrd, Hash)]
pub(crate) struct PyLunarDate(LunarDate);

#[pymethods]
impl PyLunarDate {
    #[new]
    #[pyo3(signature = (year, month, day, *, leap = false))]
    fn new(year: Whole, month: Whole, day: Whole, leap: bool) -> PyResult<Self> {
        let value = || format!("{}-{}-{}", year.0, month.0, day.0);
        let (Ok(y), Ok(m), Ok(d)) = (i32::try_from(year.0), u8::try_from(month.0), u8::try_from(day.0)) else {
            let expected = "a date of the Vietnamese lunar calendar";
            return Err(raise(&Error::DateInvalid { value: value(), expected }));
        };
        LunarDate::new(y, m, d, leap).or_raise().map(Self)
    }

    #[getter]
    fn year(&self) -> i32 {
        self.0.year()
    }

    #[getter]
    fn month(&self) -> u8 {
        self.0.month()
    }

    #[getter]
    fn day(&self) -> u8 {
        self.0.day()
    }

    /// Whether this is the second month of its number.
    #[getter]
    fn leap(&self) -> bool {
        self.0.is_leap_month()
    }

    /// Before 1968, when the almanac was not computed for UTC+7.
    #[getter]
    fn proleptic(&self) -> bool {
        self.0.is_proleptic()
    }

    /// Another accepted delta-T could move a month boundary of this year by a day.
    #[getter]
    fn ambiguous(&self) -> bool {
        self.0.is_ambiguous()
    }

    /// The solar date.
    fn to_solar(&self) -> PyResult<NaiveDate> {
        self.0.to_solar().or_raise()
    }

    /// "mùng 1 tháng Giêng".
    #[pyo3(signature = (language = "vi"))]
    fn day_name(&self, language: &str) -> PyResult<String> {
        Ok(self.0.day_name(Language::parse(language).or_raise()?))
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<LunarDate {}>", self.0)
    }
}

/// The lunar date of a solar one, 1900-01-31 to 2199-12-31.
#[pyfunction]
pub(crate) fn lunar(date: Date) -> PyResult<PyLunarDate> {
    LunarDate::from_solar(date.0).or_raise().map(PyLunarDate)
}
