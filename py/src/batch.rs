//! The functions over columns, as `motcua.batch` calls them.

mod choice;
mod days;

use pyo3::prelude::*;

use crate::columns::Column;

/// A column (none if the caller's array took the answers), the codes of the rows without one if asked for, how many rows are null.
pub(crate) type Answer = (Option<Column>, Option<Column>, usize);

pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Column>()?;
    module.add_function(wrap_pyfunction!(days::add_working_days, module)?)?;
    module.add_function(wrap_pyfunction!(days::count_working_days, module)?)?;
    Ok(())
}
