//! Dates, moments and whole numbers from Python.

use chrono::{NaiveDate, NaiveDateTime};
use motcua::Error;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDateTime, PyInt};

use crate::error::{OrRaise, raise};

/// A `datetime.datetime` without time zone.
pub(crate) struct Moment(pub(crate) NaiveDateTime);

impl<'py> FromPyObject<'_, 'py> for Moment {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if !object.is_instance_of::<PyDateTime>() {
            let given = object.get_type().name()?;
            return Err(PyTypeError::new_err(format!("a datetime.datetime is needed, not {given}")));
        }
        object.extract().map(Self).map_err(|_| {
            let expected = "a naive datetime: moments are civil time of Viet Nam";
            raise(&Error::DateInvalid { value: object.to_string(), expected })
        })
    }
}

/// A whole number; one beyond 64 bits is an amount nobody could mean.
pub(crate) struct Whole(pub(crate) i64);

impl<'py> FromPyObject<'_, 'py> for Whole {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object.extract().map(Self).map_err(|error| match object.cast::<PyInt>() {
            // Let the core say what is out of range.
            Ok(number) => match motcua::Amount::parse(number.to_string().trim_start_matches('-')) {
                Err(too_large) => raise(&too_large),
                Ok(_) => error,
            },
            Err(_) => error,
        })
    }
}

/// Reads "YYYY-MM-DD".
#[pyfunction]
pub(crate) fn parse_date(text: &str) -> PyResult<NaiveDate> {
    motcua::wire::parse_date(text).or_raise()
}

/// Reads "YYYY-MM-DDTHH:MM:SS", civil time of Viet Nam.
#[pyfunction]
pub(crate) fn parse_moment(text: &str) -> PyResult<NaiveDateTime> {
    motcua::wire::parse_moment(text).or_raise()
}
