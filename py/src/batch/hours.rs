//! Working time over columns.

use motcua::batch::{self, Moments, Office, TimeUnit};
use pyo3::prelude::*;

use super::choice::Choice;
use super::office::{Named, PyOffice, offices};
use super::{Answer, How};
use crate::columns::{Errors, Kind, Rows, Source, Tally, Target, View, Wanted, Width, guard, rows_of, windows};
use crate::error::OrRaise;

/// For each row the earliest moment by which so many more working seconds have passed, in the unit of the moments.
#[pyfunction]
#[pyo3(name = "batch_add_working_seconds", signature = (received_at, seconds, *, standard, offices, out, threads, errors))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn add_working_seconds(
    py: Python<'_>,
    received_at: &Bound<'_, PyAny>,
    seconds: &Bound<'_, PyAny>,
    standard: PyRef<'_, PyOffice>,
    offices: Option<Named<'_>>,
    out: Option<&Bound<'_, PyAny>>,
    threads: usize,
    errors: Errors,
) -> PyResult<Answer> {
    guard(|| {
        let from = Source::read(received_at, "received_at", Wanted::Moments)?;
        let seconds = Source::read(seconds, "seconds", Wanted::Numbers)?;
        let offices = self::offices(&standard, offices)?;
        let rows = rows_of(&[("received_at", from.rows()), ("seconds", seconds.rows()), ("office", offices.rows())])?;
        let (at, count) = (from.view()?, seconds.view()?);
        let mut target = Target::open(out, rows, false, Kind::Moments(from.unit()))?.apart(&[&at, &count])?;
        let (answers, how) = (target.rows()?, How { rows, threads, errors });
        let asked = py.detach(|| match (answers, count.is_narrow()) {
            (Rows::I32(out), _) => add::<i32, i64>(&offices, &at, &count, out, how),
            (Rows::I64(out), true) => add::<i64, i32>(&offices, &at, &count, out, how),
            (Rows::I64(out), false) => add::<i64, i64>(&offices, &at, &count, out, how),
        });
        let tally = asked.or_raise()?.and(&[from.asked(&at), seconds.asked(&count), offices.asked()]);
        let nulls = tally.nulls();
        let codes = tally.settle(errors)?;
        Ok((target.finish(Kind::Moments(from.unit()), nulls > 0), codes, nulls))
    })
}

fn add<V: Width, N: Width>(
    offices: &Choice<Office>,
    at: &View<'_>,
    seconds: &View<'_>,
    out: &mut [V],
    how: How,
) -> Result<Tally, motcua::Error> {
    let whole = at.is_direct::<V>() && seconds.is_direct::<N>();
    let (mut at_copied, mut seconds_copied) = (Vec::<V>::new(), Vec::<N>::new());
    windows(how.rows, whole, how.threads, how.errors, |rows, pass| {
        let moments = Moments { values: at.window(&rows, &mut at_copied), unit: at.unit() };
        let seconds = seconds.window(&rows, &mut seconds_copied);
        batch::add_working_seconds(offices.of(&rows), moments, seconds, out.get_mut(rows).unwrap_or_default(), pass)
    })
}

/// For each row the working seconds from one moment to another.
#[pyfunction]
#[pyo3(name = "batch_working_seconds_between", signature = (begun_at, ended_at, *, standard, offices, out, threads, errors))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn working_seconds_between(
    py: Python<'_>,
    begun_at: &Bound<'_, PyAny>,
    ended_at: &Bound<'_, PyAny>,
    standard: PyRef<'_, PyOffice>,
    offices: Option<Named<'_>>,
    out: Option<&Bound<'_, PyAny>>,
    threads: usize,
    errors: Errors,
) -> PyResult<Answer> {
    guard(|| {
        let begun = Source::read(begun_at, "begun_at", Wanted::Moments)?;
        let ended = Source::read(ended_at, "ended_at", Wanted::Moments)?;
        let offices = self::offices(&standard, offices)?;
        let rows = rows_of(&[("begun_at", begun.rows()), ("ended_at", ended.rows()), ("office", offices.rows())])?;
        let (from, to) = (begun.view()?, ended.view()?);
        let mut target = Target::open(out, rows, false, Kind::Numbers)?.apart(&[&from, &to])?;
        let Rows::I64(answers) = target.rows()? else { return Err(super::wide_only()) };
        let how = How { rows, threads, errors };
        let asked = py.detach(|| between(&offices, &from, &to, answers, how));
        let tally = asked.or_raise()?.and(&[begun.asked(&from), ended.asked(&to), offices.asked()]);
        let nulls = tally.nulls();
        let codes = tally.settle(errors)?;
        Ok((target.finish(Kind::Numbers, nulls > 0), codes, nulls))
    })
}

fn between(offices: &Choice<Office>, from: &View<'_>, to: &View<'_>, out: &mut [i64], how: How) -> Result<Tally, motcua::Error> {
    let whole = from.is_direct::<i64>() && to.is_direct::<i64>();
    let (mut from_copied, mut to_copied) = (Vec::<i64>::new(), Vec::<i64>::new());
    windows(how.rows, whole, how.threads, how.errors, |rows, pass| {
        let from = moments(from, &rows, &mut from_copied);
        let to = moments(to, &rows, &mut to_copied);
        batch::working_seconds_between(offices.of(&rows), from, to, out.get_mut(rows).unwrap_or_default(), pass)
    })
}

/// The moments of some rows, 64 bits wide.
pub(super) fn moments<'s>(view: &'s View<'_>, rows: &std::ops::Range<usize>, copied: &'s mut Vec<i64>) -> Moments<'s, i64> {
    Moments { values: view.window(rows, copied), unit: view.unit() }
}

/// How many of a unit make a second, for a column of moments.
pub(super) const fn per_second(unit: TimeUnit) -> i64 {
    unit.per_day() / TimeUnit::Second.per_day()
}
