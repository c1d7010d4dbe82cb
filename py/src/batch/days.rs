//! Working days over columns.

use std::ops::Range;

use motcua::batch::{self, TimeUnit, Value};
use motcua::{Calendar, Error};
use pyo3::prelude::*;

use super::choice::Choice;
use super::{Answer, How};
use crate::calendar::PyCalendar;
use crate::columns::Key;
use crate::columns::{Errors, Kind, Rows, Source, Tally, Target, View, Wanted, Width, guard, rows_of, windows};
use crate::error::OrRaise;

/// A column of names, the names there are with the place of each one's calendar, and the calendars.
type Named<'py> = (Bound<'py, PyAny>, Vec<(Key, u32)>, Vec<PyRef<'py, PyCalendar>>);

fn calendars(calendar: Option<PyRef<'_, PyCalendar>>, named: Option<Named<'_>>) -> PyResult<Choice<Calendar>> {
    match named {
        None => Ok(Choice::one(crate::hours::calendar(calendar))),
        Some((column, names, calendars)) => {
            Choice::each(&column, names, calendars.iter().map(|calendar| calendar.inner.clone()).collect())
        }
    }
}

/// For each row the n-th working day after a date, in the unit of the dates.
#[pyfunction]
#[pyo3(name = "batch_add_working_days", signature = (dates, days, *, calendar, calendars, out, threads, errors))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn add_working_days(
    py: Python<'_>,
    dates: &Bound<'_, PyAny>,
    days: &Bound<'_, PyAny>,
    calendar: Option<PyRef<'_, PyCalendar>>,
    calendars: Option<Named<'_>>,
    out: Option<&Bound<'_, PyAny>>,
    threads: usize,
    errors: Errors,
) -> PyResult<Answer> {
    guard(|| {
        let dates = Source::read(dates, "dates", Wanted::Moments)?;
        let days = Source::read(days, "days", Wanted::Numbers)?;
        let calendars = self::calendars(calendar, calendars)?;
        let rows = rows_of(&[("dates", dates.rows()), ("days", days.rows()), ("office", calendars.rows())])?;
        let (from, count) = (dates.view()?, days.view()?);
        let mut target = Target::open(out, rows, from.is_narrow(), Kind::Moments(dates.unit()))?.apart(&[&from, &count])?;
        let (answers, how) = (target.rows()?, How { rows, threads, errors });
        let asked = py.detach(|| match (answers, count.is_narrow()) {
            (Rows::I32(out), true) => add::<i32, i32>(&calendars, &from, &count, out, how),
            (Rows::I32(out), false) => add::<i32, i64>(&calendars, &from, &count, out, how),
            (Rows::I64(out), true) => add::<i64, i32>(&calendars, &from, &count, out, how),
            (Rows::I64(out), false) => add::<i64, i64>(&calendars, &from, &count, out, how),
        });
        let tally = asked.or_raise()?.and(&[dates.asked(&from), days.asked(&count), calendars.asked()]);
        let nulls = tally.nulls();
        let codes = tally.settle(errors)?;
        Ok((target.finish(dates.date_kind(), nulls > 0), codes, nulls))
    })
}

fn add<D: Width, N: Width>(
    calendars: &Choice<Calendar>,
    dates: &View<'_>,
    days: &View<'_>,
    out: &mut [D],
    how: How,
) -> Result<Tally, Error> {
    let per_day = dates.unit().per_day();
    let whole = per_day == 1 && dates.is_direct::<D>() && days.is_direct::<N>();
    let (mut dates_copied, mut days_copied) = (Vec::<D>::new(), Vec::<N>::new());
    let mut lost = Vec::new();
    let mut tally = windows(how.rows, whole, how.threads, how.errors, |rows, pass| {
        let (dates, days) = (dates.days(&rows, &mut dates_copied), days.window(&rows, &mut days_copied));
        let block = out.get_mut(rows.clone()).unwrap_or_default();
        let outcome = batch::add_working_days(calendars.of(&rows), dates, days, block, pass)?;
        scale(block, per_day, rows, &mut lost);
        Ok(outcome)
    })?;
    tally.lose(&lost, &beyond(dates.unit()));
    Ok(tally)
}

/// Makes days moments of a finer unit, in place; rows that the unit does not reach become null.
pub(super) fn scale<D: Value>(values: &mut [D], per: i64, rows: Range<usize>, lost: &mut Vec<usize>) {
    if per == 1 {
        return;
    }
    for (value, row) in values.iter_mut().zip(rows) {
        let wide = value.wide();
        if wide == i64::NULL {
            continue;
        }
        let scaled = wide.checked_mul(per).map_or(D::NULL, D::narrow);
        if scaled == D::NULL {
            lost.push(row);
        }
        *value = scaled;
    }
}

/// An answer that its unit does not reach: nanoseconds of 64 bits end in 2262, and the tables do not; seconds never do.
pub(super) fn beyond(unit: TimeUnit) -> Error {
    let (first, last) = Calendar::coverage();
    Error::DateOutOfRange {
        what: "the result",
        value: format!("beyond what {unit:?}s of 64 bits count").to_lowercase(),
        first,
        last,
    }
}

/// For each row how many working days lie after a date, up to and including another.
#[pyfunction]
#[pyo3(name = "batch_count_working_days", signature = (after, until, *, calendar, calendars, out, threads, errors))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn count_working_days(
    py: Python<'_>,
    after: &Bound<'_, PyAny>,
    until: &Bound<'_, PyAny>,
    calendar: Option<PyRef<'_, PyCalendar>>,
    calendars: Option<Named<'_>>,
    out: Option<&Bound<'_, PyAny>>,
    threads: usize,
    errors: Errors,
) -> PyResult<Answer> {
    guard(|| {
        let after = Source::read(after, "after", Wanted::Moments)?;
        let until = Source::read(until, "until", Wanted::Moments)?;
        let calendars = self::calendars(calendar, calendars)?;
        let rows = rows_of(&[("after", after.rows()), ("until", until.rows()), ("office", calendars.rows())])?;
        let (from, to) = (after.view()?, until.view()?);
        let mut target = Target::open(out, rows, false, Kind::Numbers)?.apart(&[&from, &to])?;
        let (answers, how) = (target.rows()?, How { rows, threads, errors });
        let narrow = from.fits_narrow() && to.fits_narrow();
        let asked = py.detach(|| match (answers, narrow) {
            (Rows::I32(out), true) => count::<i32, i32>(&calendars, &from, &to, out, how),
            (Rows::I32(out), false) => count::<i64, i32>(&calendars, &from, &to, out, how),
            (Rows::I64(out), true) => count::<i32, i64>(&calendars, &from, &to, out, how),
            (Rows::I64(out), false) => count::<i64, i64>(&calendars, &from, &to, out, how),
        });
        let tally = asked.or_raise()?.and(&[after.asked(&from), until.asked(&to), calendars.asked()]);
        let nulls = tally.nulls();
        let codes = tally.settle(errors)?;
        Ok((target.finish(Kind::Numbers, nulls > 0), codes, nulls))
    })
}

fn count<D: Width, O: Width>(
    calendars: &Choice<Calendar>,
    after: &View<'_>,
    until: &View<'_>,
    out: &mut [O],
    how: How,
) -> Result<Tally, Error> {
    let direct = |view: &View<'_>| view.unit() == TimeUnit::Day && view.is_direct::<D>();
    let whole = direct(after) && direct(until);
    let (mut after_copied, mut until_copied) = (Vec::<D>::new(), Vec::<D>::new());
    windows(how.rows, whole, how.threads, how.errors, |rows, pass| {
        let (after, until) = (after.days(&rows, &mut after_copied), until.days(&rows, &mut until_copied));
        batch::count_working_days(calendars.of(&rows), after, until, out.get_mut(rows).unwrap_or_default(), pass)
    })
}
