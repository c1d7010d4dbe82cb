//! Working days over columns.

use std::iter::repeat_n;
use std::ops::Range;

use super::TimeUnit;
use super::column::{Column, PerRow, Value, beyond_dates, check_rows, date, part};
use super::pass::{Kernel, Outcome, Pass, run};
use crate::calendar::{Calendar, DayTable};
use crate::error::Error;

/// For each row the n-th working day strictly after a date, strictly before it for a negative n, the date itself for 0.
///
/// Dates in and out are days since 1970-01-01; `days` counts. As [`Calendar::add_working_days`], row by row.
///
/// # Errors
/// `column_invalid` when a column has not as many rows as `out`. A row's own: `date_out_of_range`, `amount_out_of_range`,
/// `not_announced`, and `value_out_of_range` for a calendar that is not in the list.
#[doc(alias = "cộng ngày làm việc")]
pub fn add_working_days<D: Value, N: Value>(
    calendars: PerRow<'_, Calendar>,
    dates: Column<'_, D>,
    days: Column<'_, N>,
    out: &mut [D],
    pass: Pass<'_>,
) -> Result<Outcome, Error> {
    calendars.check_rows("calendars", out.len())?;
    check_rows("dates", &dates, out.len())?;
    check_rows("days", &days, out.len())?;
    run(out, pass, &Add { calendars, dates, days })
}

/// For each row how many working days lie strictly after a date, up to and including another; negative when reversed.
///
/// As [`Calendar::count_working_days`], row by row.
///
/// # Errors
/// `column_invalid` when a column has not as many rows as `out`. A row's own: `date_out_of_range`, `not_announced`, and
/// `value_out_of_range` for a calendar that is not in the list.
#[doc(alias = "đếm ngày làm việc")]
pub fn count_working_days<D: Value, O: Value>(
    calendars: PerRow<'_, Calendar>,
    after: Column<'_, D>,
    until: Column<'_, D>,
    out: &mut [O],
    pass: Pass<'_>,
) -> Result<Outcome, Error> {
    calendars.check_rows("calendars", out.len())?;
    check_rows("after", &after, out.len())?;
    check_rows("until", &until, out.len())?;
    run(out, pass, &Count { calendars, after, until })
}

struct Add<'a, D, N> {
    calendars: PerRow<'a, Calendar>,
    dates: Column<'a, D>,
    days: Column<'a, N>,
}

impl<D: Value, N: Value> Kernel<&mut [D]> for Add<'_, D, N> {
    fn fill(&self, rows: Range<usize>, block: &mut [D]) -> bool {
        let count = block.len();
        let PerRow::One(calendar) = self.calendars else {
            return each(block, rows, |row| self.answer(row).ok().flatten());
        };
        if calendar.is_announced_only() {
            return each(block, rows, |row| self.answer(row).ok().flatten());
        }
        let table = calendar.table();
        match (self.dates, self.days) {
            (Column::Each(dates), Column::Each(days)) => {
                add(table, part(dates, &rows).iter().copied(), part(days, &rows).iter().copied(), block)
            }
            (Column::Each(dates), Column::One(days)) => {
                add(table, part(dates, &rows).iter().copied(), repeat_n(days, count), block)
            }
            (Column::One(date), Column::Each(days)) => {
                add(table, repeat_n(date, count), part(days, &rows).iter().copied(), block)
            }
            (Column::One(date), Column::One(days)) => add(table, repeat_n(date, count), repeat_n(days, count), block),
        }
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<D: Value, N: Value> Add<'_, D, N> {
    /// The row by the scalar function; `Ok(None)` for a null.
    fn answer(&self, row: usize) -> Result<Option<i64>, Error> {
        if self.calendars.is_null(row) || known(&self.dates, row).is_none() || known(&self.days, row).is_none() {
            return Ok(None);
        }
        let (Some(calendar), Some(from), Some(days)) =
            (self.calendars.find(row, "the calendar")?, known(&self.dates, row), known(&self.days, row))
        else {
            return Ok(None);
        };
        let from = date(from).ok_or_else(|| beyond_dates("the date", from, TimeUnit::Day))?;
        let to = calendar.add_working_days(from, days)?;
        Ok(Some(i64::from(to.to_epoch_days())))
    }
}

struct Count<'a, D> {
    calendars: PerRow<'a, Calendar>,
    after: Column<'a, D>,
    until: Column<'a, D>,
}

impl<D: Value, O: Value> Kernel<&mut [O]> for Count<'_, D> {
    fn fill(&self, rows: Range<usize>, block: &mut [O]) -> bool {
        let rows_in_block = block.len();
        let PerRow::One(calendar) = self.calendars else {
            return each(block, rows, |row| self.answer(row).ok().flatten());
        };
        if calendar.is_announced_only() {
            return each(block, rows, |row| self.answer(row).ok().flatten());
        }
        let table = calendar.table();
        match (self.after, self.until) {
            (Column::Each(after), Column::Each(until)) => {
                count(table, part(after, &rows).iter().copied(), part(until, &rows).iter().copied(), block)
            }
            (Column::Each(after), Column::One(until)) => {
                count(table, part(after, &rows).iter().copied(), repeat_n(until, rows_in_block), block)
            }
            (Column::One(after), Column::Each(until)) => {
                count(table, repeat_n(after, rows_in_block), part(until, &rows).iter().copied(), block)
            }
            (Column::One(after), Column::One(until)) => {
                count(table, repeat_n(after, rows_in_block), repeat_n(until, rows_in_block), block)
            }
        }
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<D: Value> Count<'_, D> {
    /// The row by the scalar function; `Ok(None)` for a null.
    fn answer(&self, row: usize) -> Result<Option<i64>, Error> {
        if self.calendars.is_null(row) || known(&self.after, row).is_none() || known(&self.until, row).is_none() {
            return Ok(None);
        }
        let (Some(calendar), Some(after), Some(until)) =
            (self.calendars.find(row, "the calendar")?, known(&self.after, row), known(&self.until, row))
        else {
            return Ok(None);
        };
        let day = |days| date(days).ok_or_else(|| beyond_dates("the date", days, TimeUnit::Day));
        calendar.count_working_days(day(after)?, day(until)?).map(Some)
    }
}

/// The value of a row, unless it is null.
pub(super) fn known<V: Value>(column: &Column<'_, V>, row: usize) -> Option<i64> {
    column.get(row).map(Value::wide).filter(|value| *value != i64::NULL)
}

fn add<D: Value, N: Value>(
    table: DayTable<'_>,
    dates: impl Iterator<Item = D>,
    days: impl Iterator<Item = N>,
    block: &mut [D],
) -> bool {
    // As a rule a row counts forward and is covered; only others are asked in the longer way.
    let rows = dates.zip(days);
    fill(block, rows, |(date, days)| table.forward(date.wide(), days.wide()), |(date, days)| table.add(date.wide(), days.wide()))
}

fn count<D: Value, O: Value>(
    table: DayTable<'_>,
    after: impl Iterator<Item = D>,
    until: impl Iterator<Item = D>,
    block: &mut [O],
) -> bool {
    fill(block, after.zip(until), |(after, until)| table.count(after.wide(), until.wide()), |_| None)
}

/// Answers rows in a short way, whose answers fit, and in a longer one what has none by it, null where there is no answer; whether every row has one.
// A function of its own, so that its loop is as short as can be.
#[inline(never)]
fn fill<R: Copy, V: Value>(
    block: &mut [V],
    rows: impl Iterator<Item = R>,
    short: impl Fn(R) -> Option<i64>,
    long: impl Fn(R) -> Option<i64>,
) -> bool {
    let mut whole = true;
    for (out, row) in block.iter_mut().zip(rows) {
        *out = match short(row) {
            Some(value) => V::narrow(value),
            None => {
                let value = long(row).map_or(V::NULL, V::narrow);
                whole &= value != V::NULL;
                value
            }
        };
    }
    whole
}

/// Answers rows one by one, null where there is no answer; whether every one has.
pub(super) fn each<R, V: Value>(block: &mut [V], rows: impl Iterator<Item = R>, answer: impl Fn(R) -> Option<i64>) -> bool {
    let mut whole = true;
    for (out, row) in block.iter_mut().zip(rows) {
        *out = answer(row).map_or(V::NULL, V::narrow);
        whole &= *out != V::NULL;
    }
    whole
}
