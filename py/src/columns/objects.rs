//! Python's own objects, one by one.

use chrono::{NaiveDate, NaiveDateTime};
use motcua::Error;
use motcua::batch::{TimeUnit, Value};
use motcua::wire::shorten;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyFloat, PyInt, PyList, PyTzInfoAccess};

use super::bad::Bad;
use super::source::{Chunk, Data, Integers, Source, Wanted};
use crate::error::raise;

/// A list; rows that hold something else are bad.
pub(super) fn read<'py>(list: &Bound<'py, PyList>, name: &'static str, wanted: Wanted) -> PyResult<Source<'py>> {
    let mut bad = Bad::default();
    let mut values = Vec::with_capacity(list.len());
    let mut moments = false;
    for (row, object) in list.iter().enumerate() {
        let value = match wanted {
            Wanted::Numbers => number(&object),
            Wanted::Moments => moment(&object).map(|read| {
                read.map(|(at, is_moment)| {
                    moments |= is_moment;
                    at
                })
            }),
        };
        values.push(
            value
                .unwrap_or_else(|error| {
                    bad.push(row, error);
                    None
                })
                .unwrap_or(i64::NULL),
        );
    }
    let unit = match wanted {
        Wanted::Numbers => None,
        Wanted::Moments if moments => Some(TimeUnit::Microsecond),
        Wanted::Moments => {
            let per_day = TimeUnit::Microsecond.per_day();
            values.iter_mut().filter(|value| **value != i64::NULL).for_each(|value| *value = value.div_euclid(per_day));
            Some(TimeUnit::Day)
        }
    };
    let chunk = Chunk { values: Integers::I64(values.into()), nulls: None };
    Ok(Source::new(name, Data::Chunks(vec![chunk]), unit, bad))
}

/// One value for every row, and what it counts.
pub(super) fn one(object: &Bound<'_, PyAny>, name: &'static str, wanted: Wanted) -> PyResult<(i64, Option<TimeUnit>)> {
    if is_null(object) {
        return Ok((i64::NULL, (wanted == Wanted::Moments).then_some(TimeUnit::Day)));
    }
    match wanted {
        Wanted::Numbers => match number(object) {
            Ok(value) => Ok((value.unwrap_or(i64::NULL), None)),
            Err(error) => Err(raise(&error)),
        },
        Wanted::Moments => match moment(object) {
            Ok(Some((at, true))) => Ok((at, Some(TimeUnit::Microsecond))),
            Ok(Some((at, false))) => Ok((at.div_euclid(TimeUnit::Microsecond.per_day()), Some(TimeUnit::Day))),
            Ok(None) => Ok((i64::NULL, Some(TimeUnit::Day))),
            Err(error @ Error::DateInvalid { .. }) if is_date(object) => Err(raise(&error)),
            Err(_) => Err(raise(&wanted.refuse(name))),
        },
    }
}

/// `None`, a NaN, and what pandas writes for a missing value.
pub(super) fn is_null(object: &Bound<'_, PyAny>) -> bool {
    if object.is_none() {
        return true;
    }
    if let Ok(float) = object.cast::<PyFloat>() {
        return pyo3::types::PyFloatMethods::value(float).is_nan();
    }
    object.get_type().name().is_ok_and(|name| name == "NaTType" || name == "NAType")
}

fn is_date(object: &Bound<'_, PyAny>) -> bool {
    object.is_instance_of::<PyDate>()
}

/// Microseconds since 1970-01-01, and whether it is a moment, not a date.
fn moment(object: &Bound<'_, PyAny>) -> Result<Option<(i64, bool)>, Error> {
    if is_null(object) {
        return Ok(None);
    }
    let invalid = |expected| Error::DateInvalid { value: shown(object), expected };
    if let Ok(at) = object.cast::<PyDateTime>() {
        if at.get_tzinfo().is_some() {
            return Err(invalid("a naive datetime: moments are civil time of Viet Nam"));
        }
        let at: NaiveDateTime = object.extract().map_err(|_| invalid("a moment"))?;
        return Ok(Some((at.and_utc().timestamp_micros(), true)));
    }
    if is_date(object) {
        let date: NaiveDate = object.extract().map_err(|_| invalid("a date"))?;
        return Ok(Some((i64::from(date.to_epoch_days()) * TimeUnit::Microsecond.per_day(), false)));
    }
    let expected = "a datetime.date or a datetime.datetime";
    // NumPy's own scalar; its finest unit has no datetime.
    if object.get_type().name().is_ok_and(|name| name == "datetime64") {
        let read = |unit: &str| object.call_method1("astype", (unit,)).and_then(|at| at.call_method0("item"));
        let dates = object.getattr("dtype").is_ok_and(|dtype| dtype.to_string() == "datetime64[D]");
        let item = read(if dates { "M8[D]" } else { "M8[us]" }).map_err(|_| invalid(expected))?;
        if item.is_none() || is_date(&item) {
            return moment(&item);
        }
    }
    Err(invalid(expected))
}

/// A whole number.
pub(super) fn number(object: &Bound<'_, PyAny>) -> Result<Option<i64>, Error> {
    if is_null(object) {
        return Ok(None);
    }
    if let Ok(float) = object.cast::<PyFloat>() {
        return whole(pyo3::types::PyFloatMethods::value(float));
    }
    let invalid = || Error::AmountInvalid { value: shown(object) };
    if object.is_instance_of::<PyBool>() {
        return Err(invalid());
    }
    object.extract().map(Some).map_err(|_| {
        if object.is_instance_of::<PyInt>() {
            Error::AmountOutOfRange { value: shown(object), bound: "a whole number of 64 bits" }
        } else {
            invalid()
        }
    })
}

/// A floating-point number that is whole; NaN is null.
pub(super) fn whole(value: f64) -> Result<Option<i64>, Error> {
    /// Beyond it not every whole number is one of these.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.is_nan() {
        Ok(None)
    } else if value.abs() > EXACT {
        Err(Error::AmountOutOfRange { value: value.to_string(), bound: "a whole number of 64 bits" })
    } else if value.fract() != 0.0 {
        Err(Error::AmountInvalid { value: value.to_string() })
    } else {
        #[allow(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
        Ok(Some(value as i64))
    }
}

/// A value in a message. Python refuses to print integers of thousands of digits.
pub(super) fn shown(object: &Bound<'_, PyAny>) -> String {
    object.str().map_or_else(|_| "a value that cannot be printed".to_owned(), |text| shorten(&text.to_string_lossy()))
}
