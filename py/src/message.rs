//! Operations by name: messages, and what the typed calls are made of.

use motcua::wire;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyMapping, PyString, PyTuple};
use serde_json::Value;

use crate::convert::wrong_type;
use crate::error::OrRaise;
use crate::json::{Unfit, to_json, to_python};

/// The names of all operations.
#[pyfunction]
pub(crate) fn operations(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, wire::operations().collect::<Vec<_>>())
}

/// Answers a question put as a message: JSON text in, JSON text out; a mapping in, a dict out; or a list of questions. A refusal is an
/// answer, with the key "error".
#[pyfunction]
pub(crate) fn evaluate<'py>(py: Python<'py>, request: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(text) = request.cast::<PyString>() {
        // Lone surrogates have no UTF-8; replaced, the core says what is wrong with the rest.
        let text = text.to_string_lossy().into_owned();
        return Ok(PyString::new(py, &py.detach(|| wire::evaluate(&text))).into_any());
    }
    if request.is_instance_of::<PyList>() || request.is_instance_of::<PyTuple>() {
        let answers = PyList::empty(py);
        for request in request.try_iter()? {
            answers.append(to_python(py, &answer(&request?)?)?)?;
        }
        return Ok(answers.into_any());
    }
    if request.cast::<PyMapping>().is_err() {
        return Err(wrong_type("a request is a str, a mapping or a list of mappings", request));
    }
    to_python(py, &answer(request)?)
}

fn answer(request: &Bound<'_, PyAny>) -> PyResult<Value> {
    match to_json(request) {
        Ok(request) => Ok(wire::answer_request(request)),
        Err(Unfit::Refused(error)) => Ok(wire::refusal(error)),
        Err(Unfit::Raised(error)) => Err(error),
    }
}

/// Answers one operation: its fields in, those of its answer out.
#[pyfunction]
pub(crate) fn call<'py>(py: Python<'py>, operation: &str, given: &Bound<'py, PyMapping>) -> PyResult<Bound<'py, PyAny>> {
    to_python(py, &wire::answer_operation(operation, to_json(given)?).or_raise()?)
}
