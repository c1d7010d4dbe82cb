//! NumPy arrays, shared without a copy.

use motcua::Error;
use motcua::batch::TimeUnit;
use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::bad::Bad;
use super::source::{Data, Source};
use crate::convert::wrong_type;
use crate::error::raise;

/// A pair of an array and what it counts.
pub(super) fn read<'py>(pair: &Bound<'py, PyTuple>, name: &'static str) -> PyResult<Source<'py>> {
    let (array, counts): (Bound<'py, PyAny>, String) = pair.extract()?;
    // The interface of NumPy panics where there is no NumPy.
    array.py().import("numpy")?;
    let unit = unit(&counts)?;

    let data = if let Ok(array) = array.cast::<PyArray1<i64>>() {
        Data::Numpy64(contiguous(array, name)?)
    } else if let Ok(array) = array.cast::<PyArray1<i32>>() {
        Data::Numpy32(contiguous(array, name)?)
    } else {
        return Err(wrong_type("a one-dimensional array of int32 or int64 is needed", &array));
    };
    Ok(Source::new(name, data, unit, Bad::default()))
}

/// A unit of datetime64; nothing for plain numbers.
pub(crate) fn unit(text: &str) -> PyResult<Option<TimeUnit>> {
    Ok(Some(match text {
        "" => return Ok(None),
        "D" => TimeUnit::Day,
        "s" => TimeUnit::Second,
        "ms" => TimeUnit::Millisecond,
        "us" => TimeUnit::Microsecond,
        "ns" => TimeUnit::Nanosecond,
        _ => {
            let known = "D, s, ms, us, ns";
            return Err(raise(&Error::OptionUnknown { option: "a unit of datetime64", value: text.to_owned(), known }));
        }
    }))
}

/// An array to read from.
pub(super) fn contiguous<'py, T: numpy::Element>(
    array: &Bound<'py, PyArray1<T>>,
    name: &'static str,
) -> PyResult<numpy::PyReadonlyArray1<'py, T>> {
    array.try_readonly().map_err(|_| raise(&Error::ColumnInvalid { column: name.to_owned(), problem: "is being written to" }))
}
