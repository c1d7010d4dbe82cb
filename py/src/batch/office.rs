//! An office: its calendar, its hours and how it counts, made ready once.

use motcua::CountingRules;
use motcua::batch::Office;
use motcua::wire::RuleNames;
use pyo3::prelude::*;

use super::choice::Choice;
use crate::calendar::PyCalendar;
use crate::columns::Key;
use crate::error::OrRaise;
use crate::hours::{PyHours, calendar as calendar_or_state, office_hours};

/// An office as the functions over columns take it.
#[pyclass(frozen, name = "Office", module = "motcua._native")]
pub(crate) struct PyOffice(pub(crate) Office);

#[pymethods]
impl PyOffice {
    #[new]
    #[pyo3(signature = (*, calendar = None, hours = None, counting = None, cutoff = None, cutoff_effect = None, roll = None))]
    fn new(
        calendar: Option<PyRef<'_, PyCalendar>>,
        hours: Option<PyHours>,
        counting: Option<&str>,
        cutoff: Option<&str>,
        cutoff_effect: Option<&str>,
        roll: Option<&str>,
    ) -> PyResult<Self> {
        let hours = office_hours(hours)?;
        let rules: CountingRules = RuleNames { counting, cutoff, cutoff_effect, roll }.build(hours).or_raise()?;
        Ok(Self(Office::new(&calendar_or_state(calendar), &rules)))
    }
}

/// A column of names, the names there are with the place of each one's office, and the offices.
pub(super) type Named<'py> = (Bound<'py, PyAny>, Vec<(Key, u32)>, Vec<PyRef<'py, PyOffice>>);

/// The standard office for every row, or by a column of names.
pub(super) fn offices(standard: &PyOffice, named: Option<Named<'_>>) -> PyResult<Choice<Office>> {
    match named {
        None => Ok(Choice::one(standard.0.clone())),
        Some((column, names, offices)) => Choice::each(&column, names, offices.iter().map(|office| office.0.clone()).collect()),
    }
}
