//! Due dates.

use chrono::{NaiveDate, NaiveDateTime};
use motcua::wire::{Question, RuleNames};
use motcua::{CountingRules, DayRun, Deadline, Language, LatestReceipt, Remaining, Step, TimeLimit};
use pyo3::prelude::*;

use crate::calendar::PyCalendar;
use crate::convert::{Date, Moment};
use crate::error::OrRaise;
use crate::hours::{PyHours, calendar as calendar_or_state};
use crate::law::PyCitation;
use crate::limit::{AnyLimit, PyTimeLimit};

fn question(limit: &AnyLimit, hours: Option<PyHours>, rules: RuleNames<'_>) -> PyResult<(TimeLimit, CountingRules)> {
    let hours = hours.map(|hours| hours.0);
    Question { limit: &limit.0, hours: hours.as_ref(), rules }.build().or_raise()
}

/// When a result is due: `received_at` and the limit in, the due date with its steps out.
#[pyfunction]
#[pyo3(signature = (received_at, limit, *, calendar = None, hours = None, counting = None, cutoff = None, cutoff_effect = None,
    roll = None))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn deadline(
    received_at: Moment,
    limit: AnyLimit,
    calendar: Option<PyRef<'_, PyCalendar>>,
    hours: Option<PyHours>,
    counting: Option<&str>,
    cutoff: Option<&str>,
    cutoff_effect: Option<&str>,
    roll: Option<&str>,
) -> PyResult<PyDeadline> {
    let (limit, rules) = question(&limit, hours, RuleNames { counting, cutoff, cutoff_effect, roll })?;
    motcua::deadline(received_at.0, &limit, &calendar_or_state(calendar), &rules).or_raise().map(PyDeadline)
}

/// The latest moment of receipt for which the result is due on a day, or before it.
#[pyfunction]
#[pyo3(signature = (due_on, limit, *, calendar = None, hours = None, counting = None, cutoff = None, cutoff_effect = None,
    roll = None))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn latest_receipt(
    due_on: Date,
    limit: AnyLimit,
    calendar: Option<PyRef<'_, PyCalendar>>,
    hours: Option<PyHours>,
    counting: Option<&str>,
    cutoff: Option<&str>,
    cutoff_effect: Option<&str>,
    roll: Option<&str>,
) -> PyResult<PyLatestReceipt> {
    let (limit, rules) = question(&limit, hours, RuleNames { counting, cutoff, cutoff_effect, roll })?;
    motcua::latest_receipt(due_on.0, &limit, &calendar_or_state(calendar), &rules).or_raise().map(PyLatestReceipt)
}

/// A due date with everything it rests on.
#[pyclass(frozen, name = "Deadline", module = "motcua")]
pub(crate) struct PyDeadline(Deadline);

#[pymethods]
impl PyDeadline {
    #[getter]
    fn received_at(&self) -> NaiveDateTime {
        self.0.received_at()
    }

    #[getter]
    fn limit(&self) -> PyTimeLimit {
        PyTimeLimit(self.0.limit().clone())
    }

    #[getter]
    fn due_on(&self) -> NaiveDate {
        self.0.due_on()
    }

    /// For a limit counted in days, the closing time of the due day.
    #[getter]
    fn due_at(&self) -> NaiveDateTime {
        self.0.due_at()
    }

    /// The weakest class among the days consulted: "announced", "derived" or "projected".
    #[getter]
    fn certainty(&self) -> &'static str {
        self.0.certainty().as_str()
    }

    /// Codes of what to know before relying on it.
    #[getter]
    fn flags(&self) -> Vec<&'static str> {
        self.0.flags().into_iter().map(motcua::Flag::as_str).collect()
    }

    /// From receipt to due moment, each with its legal basis.
    #[getter]
    fn steps(&self) -> Vec<PyStep> {
        self.0.steps().into_iter().map(PyStep).collect()
    }

    /// The steps in words, "vi" or "en".
    #[pyo3(signature = (language = "vi"))]
    fn explain(&self, language: &str) -> PyResult<String> {
        Ok(self.0.explain(Language::parse(language).or_raise()?))
    }

    /// What is left of the time at a moment.
    fn remaining(&self, at: Moment) -> PyResult<PyRemaining> {
        self.0.remaining(at.0).or_raise().map(PyRemaining)
    }

    fn __repr__(&self) -> String {
        format!("<Deadline {}, {} from {}>", self.0.due_at(), self.0.limit(), self.0.received_at())
    }
}

/// One step from receipt to due moment.
#[pyclass(frozen, name = "Step", module = "motcua")]
pub(crate) struct PyStep(Step);

#[pymethods]
impl PyStep {
    /// What it does, as in "skip_days".
    #[getter]
    fn operation(&self) -> &'static str {
        self.0.operation().as_str()
    }

    #[getter]
    fn start(&self) -> NaiveDateTime {
        self.0.from()
    }

    #[getter]
    fn end(&self) -> NaiveDateTime {
        self.0.to()
    }

    #[getter]
    fn amount(&self) -> Option<&str> {
        self.0.amount()
    }

    #[getter]
    fn unit(&self) -> Option<&'static str> {
        self.0.unit()
    }

    #[getter]
    fn rule_id(&self) -> Option<&'static str> {
        self.0.rule_id()
    }

    #[getter]
    fn days(&self) -> Vec<PyDayRun> {
        self.0.days().iter().cloned().map(PyDayRun).collect()
    }

    #[getter]
    fn citations(&self) -> Vec<PyCitation> {
        self.0.citations().iter().cloned().map(PyCitation::from).collect()
    }

    /// The step in words, "vi" or "en".
    #[pyo3(signature = (language = "vi"))]
    fn text(&self, language: &str) -> PyResult<String> {
        Ok(self.0.text(Language::parse(language).or_raise()?))
    }

    fn __repr__(&self) -> String {
        format!("<Step {}>", self.0.operation().as_str())
    }
}

/// Consecutive days of one kind within a step.
#[pyclass(frozen, name = "DayRun", module = "motcua")]
pub(crate) struct PyDayRun(DayRun);

#[pymethods]
impl PyDayRun {
    #[getter]
    fn first(&self) -> NaiveDate {
        self.0.first()
    }

    #[getter]
    fn last(&self) -> NaiveDate {
        self.0.last()
    }

    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind().as_str()
    }

    #[getter]
    fn citations(&self) -> Vec<PyCitation> {
        self.0.citations().into_iter().map(PyCitation::from).collect()
    }

    /// Their name, "vi" or "en".
    #[pyo3(signature = (language = "vi"))]
    fn name(&self, language: &str) -> PyResult<String> {
        Ok(self.0.name(Language::parse(language).or_raise()?))
    }

    fn __repr__(&self) -> String {
        format!("<DayRun {} to {} {}>", self.0.first(), self.0.last(), self.0.kind().as_str())
    }
}

/// What is left until a due moment; negative when it has passed.
#[pyclass(frozen, eq, hash, name = "Remaining", module = "motcua")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct PyRemaining(Remaining);

#[pymethods]
impl PyRemaining {
    #[getter]
    fn working_days(&self) -> i64 {
        self.0.working_days()
    }

    #[getter]
    fn working_seconds(&self) -> i64 {
        self.0.working_seconds()
    }

    #[getter]
    fn clock_seconds(&self) -> i64 {
        self.0.clock_seconds()
    }

    #[getter]
    fn is_past(&self) -> bool {
        self.0.is_past()
    }

    fn __repr__(&self) -> String {
        format!("<Remaining {} working days, {} working seconds>", self.0.working_days(), self.0.working_seconds())
    }
}

/// The latest receipt that is still due in time.
#[pyclass(frozen, name = "LatestReceipt", module = "motcua")]
pub(crate) struct PyLatestReceipt(LatestReceipt);

#[pymethods]
impl PyLatestReceipt {
    #[getter]
    fn received_at(&self) -> NaiveDateTime {
        self.0.received_at()
    }

    /// The latest moment not after it at which the office is open.
    #[getter]
    fn at_counter(&self) -> Option<NaiveDateTime> {
        self.0.at_counter()
    }

    #[getter]
    fn deadline(&self) -> PyDeadline {
        PyDeadline(self.0.deadline().clone())
    }

    fn __repr__(&self) -> String {
        format!("<LatestReceipt {}>", self.0.received_at())
    }
}
