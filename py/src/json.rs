//! Python values as JSON, and the reverse.

use chrono::{Duration, NaiveDateTime, Timelike};
use motcua::Error;
use motcua::wire::{moment_text, shorten};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyDate, PyDateTime, PyDict, PyFloat, PyInt, PyList, PyMapping, PySequence, PyString, PyType, PyTzInfoAccess,
};
use serde_json::{Map, Number, Value};

use crate::calendar::PyCalendar;
use crate::error::raise;
use crate::limit::PyTimeLimit;

/// How deep lists and mappings may nest; what contains itself nests without end.
const DEEPEST: usize = 100;

/// Why a value has no JSON.
pub(crate) enum Unfit {
    /// The library refuses it.
    Refused(Error),
    /// The value's own code raised.
    Raised(PyErr),
}

impl From<PyErr> for Unfit {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

impl From<Unfit> for PyErr {
    fn from(unfit: Unfit) -> Self {
        match unfit {
            Unfit::Refused(error) => raise(&error),
            Unfit::Raised(error) => error,
        }
    }
}

impl Unfit {
    fn refused(problem: impl Into<String>) -> Self {
        Self::Refused(Error::RequestInvalid { path: String::new(), problem: problem.into() })
    }

    /// Puts the key or place in front of the path.
    fn below(self, step: &str) -> Self {
        match self {
            Self::Refused(Error::RequestInvalid { path, problem }) => {
                let dot = if path.is_empty() || path.starts_with('[') { "" } else { "." };
                Self::Refused(Error::RequestInvalid { path: format!("{step}{dot}{path}"), problem })
            }
            other => other,
        }
    }

    /// With a path that a message can hold.
    fn finish(self) -> Self {
        match self {
            Self::Refused(Error::RequestInvalid { path, problem }) => {
                let path = if path.is_empty() { "request".to_owned() } else { shorten(&path) };
                Self::Refused(Error::RequestInvalid { path, problem })
            }
            other => other,
        }
    }
}

/// The JSON of a value.
///
/// Texts, numbers, booleans and None as they are; a `Decimal` as its exact text, a date or naive datetime as its ISO text with seconds
/// rounded up, a `TimeLimit` as its canonical text, a `Calendar` as its options; lists, tuples, other sequences, columns and mappings with
/// keys of text. NaN and what pandas writes for an absent value are null.
pub(crate) fn to_json(value: &Bound<'_, PyAny>) -> Result<Value, Unfit> {
    read(value, 0).map_err(Unfit::finish)
}

/// The types of what pandas writes for an absent value; `NaT` counts as a datetime, but is none.
const ABSENT: [&str; 2] = ["NAType", "NaTType"];

fn read(value: &Bound<'_, PyAny>, depth: usize) -> Result<Value, Unfit> {
    if depth > DEEPEST {
        return Err(Unfit::refused("nests too deep"));
    }
    if value.is_none() {
        return Ok(Value::Null);
    }
    if ABSENT.contains(&value.get_type().name()?.to_str()?) {
        return Ok(Value::Null);
    }
    if let Ok(text) = value.cast::<PyString>() {
        // Lone surrogates have no UTF-8.
        return text.extract().map(Value::String).map_err(|_| Unfit::refused("is no Unicode text"));
    }
    if let Ok(switch) = value.cast::<PyBool>() {
        return Ok(Value::Bool(switch.is_true()));
    }
    if value.is_instance_of::<PyInt>() {
        return whole(value);
    }
    if value.is_instance_of::<PyFloat>() {
        if value.extract::<f64>()?.is_nan() {
            // How tables write a value that is absent.
            return Ok(Value::Null);
        }
        let number = Number::from_f64(value.extract()?);
        return number.map(Value::Number).ok_or_else(|| Unfit::refused("is no finite number"));
    }
    if value.is_instance_of::<PyDateTime>() {
        return moment(value);
    }
    if value.is_instance_of::<PyDate>() {
        return Ok(Value::String(value.extract::<chrono::NaiveDate>()?.to_string()));
    }
    if let Ok(limit) = value.cast::<PyTimeLimit>() {
        return Ok(Value::String(limit.get().0.to_string()));
    }
    if let Ok(calendar) = value.cast::<PyCalendar>() {
        return Ok(calendar.get().options());
    }
    if value.is_instance(decimal(value.py())?)? {
        // Not `str`, which may write an exponent.
        let text: String = value.call_method1("__format__", ("f",))?.extract()?;
        return Ok(Value::String(text));
    }
    if value.is_instance_of::<PyDict>() || value.cast::<PyMapping>().is_ok() || has_names(value)? {
        return object(value, depth);
    }
    // Columns, and the scalars in them, of NumPy, pandas, pyarrow and Polars.
    for listed in ["tolist", "to_pylist", "to_list"] {
        if value.hasattr(listed)? {
            return read(&value.call_method0(listed)?, depth + 1);
        }
    }
    if value.cast::<PySequence>().is_ok() && !value.hasattr("decode")? {
        return list(value, depth);
    }
    Err(Unfit::refused(format!("a {} cannot be in a message", value.get_type().name()?)))
}

/// Whether it is a record, or a row of a table with the names of the columns.
fn has_names(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    if !value.hasattr("to_dict")? || !value.hasattr("keys")? {
        return Ok(false);
    }
    let first = value.call_method0("keys")?.try_iter()?.next().transpose()?;
    Ok(first.is_none_or(|key| key.cast::<PyString>().is_ok()))
}

fn decimal(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")
}

/// An integer; one beyond 64 bits as the nearest number JSON readers know, which every count refuses as out of range.
fn whole(value: &Bound<'_, PyAny>) -> Result<Value, Unfit> {
    if let Ok(number) = value.extract::<i64>() {
        return Ok(number.into());
    }
    let nearest = value.extract::<f64>().unwrap_or(if value.lt(0)? { f64::MIN } else { f64::MAX });
    Number::from_f64(nearest).map(Value::Number).ok_or_else(|| Unfit::refused("is no finite number"))
}

fn moment(value: &Bound<'_, PyAny>) -> Result<Value, Unfit> {
    let expected = "a naive datetime: moments are civil time of Viet Nam";
    let invalid = || Unfit::Refused(Error::DateInvalid { value: shorten(&value.to_string()), expected });
    if value.cast::<PyDateTime>().is_ok_and(|moment| moment.get_tzinfo().is_some()) {
        return Err(invalid());
    }
    let moment: NaiveDateTime = value.extract()?;
    let second = moment.with_nanosecond(0).ok_or_else(invalid)?;
    let rounded = if second < moment { second.checked_add_signed(Duration::seconds(1)) } else { Some(second) };
    Ok(Value::String(moment_text(rounded.ok_or_else(invalid)?)))
}

fn object(value: &Bound<'_, PyAny>, depth: usize) -> Result<Value, Unfit> {
    let mut object = Map::new();
    for key in value.call_method0("keys")?.try_iter()? {
        let key = key?;
        let Ok(name) = key.cast::<PyString>() else {
            return Err(Unfit::refused(format!("has a key that is a {}, not a str", key.get_type().name()?)));
        };
        let name: String = name.extract().map_err(|_| Unfit::refused("has a key that is no Unicode text"))?;
        let inner = read(&value.get_item(&key)?, depth + 1).map_err(|unfit| unfit.below(&name))?;
        object.insert(name, inner);
    }
    Ok(Value::Object(object))
}

fn list(value: &Bound<'_, PyAny>, depth: usize) -> Result<Value, Unfit> {
    let mut list = Vec::new();
    for item in value.try_iter()? {
        list.push(read(&item?, depth + 1).map_err(|unfit| unfit.below(&format!("[{}]", list.len())))?);
    }
    Ok(Value::Array(list))
}

/// The value of JSON: dicts, lists, texts, numbers, booleans and None.
pub(crate) fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    Ok(match value {
        Value::Null => py.None().into_bound(py),
        Value::Bool(switch) => PyBool::new(py, *switch).to_owned().into_any(),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => number.into_pyobject(py)?.into_any(),
            (None, Some(number)) => number.into_pyobject(py)?.into_any(),
            _ => number.as_f64().unwrap_or(f64::NAN).into_pyobject(py)?.into_any(),
        },
        Value::String(text) => PyString::new(py, text).into_any(),
        Value::Array(items) => {
            let list = PyList::empty(py);
            for item in items {
                list.append(to_python(py, item)?)?;
            }
            list.into_any()
        }
        Value::Object(fields) => {
            let dict = PyDict::new(py);
            for (name, value) in fields {
                dict.set_item(name, to_python(py, value)?)?;
            }
            dict.into_any()
        }
    })
}
