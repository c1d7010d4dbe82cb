//! Dates, moments, whole numbers and mappings from Python.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use motcua::Error;
use motcua::wire::shorten;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyDateTime, PyFloat, PyInt, PyMapping, PyTzInfoAccess};
use pyo3::{PyTypeInfo, intern};

use crate::error::{OrRaise, raise};

/// A `datetime.date`; of a `datetime.datetime` its date, unless it carries a time zone.
pub(crate) struct Date(pub(crate) NaiveDate);

impl<'py> FromPyObject<'_, 'py> for Date {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if object.get_type_ptr() != PyDate::type_object_raw(object.py()) {
            if object.is_instance_of::<PyDateTime>() {
                return Moment::extract(object).map(|moment| Self(moment.0.date()));
            }
            if !object.is_instance_of::<PyDate>() {
                return Err(wrong_type("a datetime.date is needed", &object));
            }
        }
        // One call of Python where year, month and day would be three.
        let ordinal: i32 = object.call_method0(intern!(object.py(), "toordinal"))?.extract()?;
        let date = NaiveDate::from_num_days_from_ce_opt(ordinal);
        date.map(Self).ok_or_else(|| wrong_type("a datetime.date is needed", &object))
    }
}

/// A `datetime.date` of an answer, by one call of Python with one number.
pub(crate) struct OutDate(pub(crate) NaiveDate);

impl<'py> IntoPyObject<'py> for OutDate {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static FROM_ORDINAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let make = FROM_ORDINAL.get_or_try_init(py, || py.get_type::<PyDate>().getattr("fromordinal").map(Bound::unbind))?;
        make.bind(py).call1((self.0.num_days_from_ce(),))
    }
}

/// A `datetime.datetime` without time zone.
pub(crate) struct Moment(pub(crate) NaiveDateTime);

impl<'py> FromPyObject<'_, 'py> for Moment {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let Ok(moment) = object.cast::<PyDateTime>() else {
            return Err(wrong_type("a datetime.datetime is needed", &object));
        };
        if moment.get_tzinfo().is_some() {
            let expected = "a naive datetime: moments are civil time of Viet Nam";
            return Err(raise(&Error::DateInvalid { value: object.to_string(), expected }));
        }
        object.extract().map(Self)
    }
}

pub(crate) fn wrong_type(needed: &str, given: &Bound<'_, PyAny>) -> PyErr {
    match given.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("{needed}, not {name}")),
        Err(error) => error,
    }
}

/// A whole number. One beyond 64 bits is out of any range, and a number that is not whole is no amount of days or seconds.
pub(crate) struct Whole(pub(crate) i64);

impl<'py> FromPyObject<'_, 'py> for Whole {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        object.extract().map(Self).map_err(|error| {
            if object.is_instance_of::<PyInt>() {
                // Python refuses to print integers of thousands of digits.
                let value = object.str().map_or_else(|_| "a huge integer".to_owned(), |text| text.to_string());
                raise(&Error::AmountOutOfRange { value: shorten(&value), bound: "a whole number of 64 bits" })
            } else if object.is_instance_of::<PyFloat>() {
                raise(&Error::AmountInvalid { value: object.to_string() })
            } else {
                error
            }
        })
    }
}

/// The text fields of a mapping that has exactly the known ones, in their order; what is no text is read as its text.
pub(crate) fn fields<'py, const N: usize>(
    object: &Bound<'py, PyAny>,
    option: &'static str,
    names: [&str; N],
    known: &'static str,
) -> PyResult<[Bound<'py, PyAny>; N]> {
    let refuse = |value: String| raise(&Error::OptionUnknown { option, value: shorten(&value), known });
    let mapping = object.cast::<PyMapping>().map_err(|_| wrong_type("a mapping is needed", object))?;
    for key in mapping.keys()?.iter() {
        let key = key.to_string();
        if !names.contains(&key.as_str()) {
            return Err(refuse(key));
        }
    }
    let mut found = Vec::with_capacity(N);
    for name in names {
        let value = mapping.get_item(name).map_err(|_| refuse(format!("nothing for {name}")))?;
        if value.is_none() {
            return Err(refuse(format!("None for {name}")));
        }
        found.push(value);
    }
    found.try_into().map_err(|_| refuse("an incomplete mapping".to_owned()))
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
