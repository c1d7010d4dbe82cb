//! Python bindings of motcua: parse, call one core function, convert.

mod batch;
mod calendar;
mod columns;
mod convert;
mod deadline;
mod error;
mod hours;
mod json;
mod law;
mod limit;
mod lunar;
mod message;
mod report;

use pyo3::prelude::*;

/// The native half of the package `motcua`.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("DATA_VERSION", motcua::DATA_VERSION)?;
    error::register(module)?;
    module.add_class::<calendar::PyCalendar>()?;
    module.add_class::<calendar::PyDay>()?;
    module.add_class::<law::PyCitation>()?;
    module.add_class::<lunar::PyLunarDate>()?;
    module.add_class::<limit::PyTimeLimit>()?;
    module.add_class::<deadline::PyDeadline>()?;
    module.add_class::<deadline::PyStep>()?;
    module.add_class::<deadline::PyDayRun>()?;
    module.add_class::<deadline::PyRemaining>()?;
    module.add_class::<deadline::PyLatestReceipt>()?;
    module.add_function(wrap_pyfunction!(lunar::lunar, module)?)?;
    module.add_function(wrap_pyfunction!(deadline::deadline, module)?)?;
    module.add_function(wrap_pyfunction!(deadline::latest_receipt, module)?)?;
    module.add_function(wrap_pyfunction!(hours::working_seconds_between, module)?)?;
    module.add_function(wrap_pyfunction!(hours::add_working_seconds, module)?)?;
    module.add_function(wrap_pyfunction!(hours::hand_over_by, module)?)?;
    module.add_function(wrap_pyfunction!(message::evaluate, module)?)?;
    module.add_function(wrap_pyfunction!(message::operations, module)?)?;
    module.add_function(wrap_pyfunction!(message::call, module)?)?;
    module.add_function(wrap_pyfunction!(convert::parse_date, module)?)?;
    module.add_function(wrap_pyfunction!(convert::parse_moment, module)?)?;
    batch::register(module)?;
    module.add_class::<report::ReportTally>()?;
    module.add_function(wrap_pyfunction!(report::report_names, module)?)?;
    Ok(())
}
