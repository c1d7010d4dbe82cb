//! Time limits.

use motcua::TimeLimit;
use motcua::wire::{CountedLimit, Limit};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyString};

use crate::convert::{Whole, wrong_type};
use crate::error::OrRaise;

/// An amount of a unit, or a text that names no single amount.
#[pyclass(frozen, eq, hash, name = "TimeLimit", module = "motcua")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PyTimeLimit(pub(crate) TimeLimit);

#[pymethods]
impl PyTimeLimit {
    /// An exact amount (str, int or Decimal) of a unit.
    #[new]
    fn new(amount: &Bound<'_, PyAny>, unit: String) -> PyResult<Self> {
        // Python refuses to print integers of thousands of digits; no amount is that large.
        let amount = if amount.is_instance_of::<PyInt>() {
            Whole::extract(amount.as_borrowed())?.0.to_string()
        } else {
            amount.to_string()
        };
        let limit = Limit::Counted(CountedLimit { amount, unit });
        limit.build().or_raise().map(Self)
    }

    /// Reads the canonical form or a Vietnamese spelling.
    #[staticmethod]
    fn parse(text: &str) -> PyResult<Self> {
        TimeLimit::parse(text).or_raise().map(Self)
    }

    /// Exact decimal text, or None.
    #[getter]
    fn amount(&self) -> Option<String> {
        self.0.amount().map(|amount| amount.to_string())
    }

    /// Stable name of the unit, or None.
    #[getter]
    fn unit(&self) -> Option<&'static str> {
        self.0.unit().map(motcua::Unit::as_str)
    }

    /// Whether the text names no single amount, so that no due date follows.
    #[getter]
    fn undetermined(&self) -> bool {
        self.0.is_undetermined()
    }

    /// Pickles and copies as its text, which reads back as the same limit.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Self>().getattr("parse")?, (self.0.to_string(),)))
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<TimeLimit {}>", self.0)
    }
}

/// A limit as a caller gives it: text, or a TimeLimit.
pub(crate) struct AnyLimit(pub(crate) Limit);

impl<'py> FromPyObject<'_, 'py> for AnyLimit {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(limit) = object.cast::<PyTimeLimit>() {
            // The canonical form reads back as the same limit.
            return Ok(Self(Limit::Text(limit.get().0.to_string())));
        }
        match object.cast::<PyString>() {
            Ok(text) => Ok(Self(Limit::Text(text.extract()?))),
            Err(_) => Err(wrong_type("a limit is a str or a TimeLimit", &object)),
        }
    }
}
