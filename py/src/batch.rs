//! The functions over columns, as `motcua.batch` calls them.

mod choice;
mod clocks;
mod days;
mod due;
mod hours;
mod limits;
mod office;
mod timeliness;

use motcua::Error;
use pyo3::prelude::*;

use crate::columns::{Column, Errors};
use crate::error::raise;

/// A column (none if the caller's array took the answers), the codes of the rows without one if asked for, how many rows are null.
pub(crate) type Answer = (Option<Column>, Option<Column>, usize);

/// How rows are asked for.
#[derive(Clone, Copy)]
pub(crate) struct How {
    rows: usize,
    threads: usize,
    errors: Errors,
}

fn wide_only() -> PyErr {
    raise(&Error::ColumnInvalid { column: "out".to_owned(), problem: "must have 64 bits" })
}

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Column>()?;
    module.add_class::<office::PyOffice>()?;
    module.add_function(wrap_pyfunction!(days::add_working_days, module)?)?;
    module.add_function(wrap_pyfunction!(days::count_working_days, module)?)?;
    module.add_function(wrap_pyfunction!(hours::add_working_seconds, module)?)?;
    module.add_function(wrap_pyfunction!(hours::working_seconds_between, module)?)?;
    module.add_function(wrap_pyfunction!(due::deadlines, module)?)?;
    module.add_function(wrap_pyfunction!(clocks::clocks, module)?)?;
    module.add_function(wrap_pyfunction!(timeliness::timeliness, module)?)?;
    Ok(())
}
