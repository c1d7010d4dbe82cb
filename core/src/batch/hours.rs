//! Working time over columns.

use std::ops::Range;

use super::column::{Column, Moments, PerRow, Value, check_rows};
use super::days::{each, known};
use super::due::Office;
use super::pass::{Kernel, Outcome, Pass, run};
use crate::error::Error;

/// For each row the earliest moment, not before another, by which so many more working seconds have passed.
///
/// Answers are in the unit of `at`, whole seconds. As [`WorkingTime::add`](crate::WorkingTime::add), row by row.
///
/// # Errors
/// `column_invalid` when a column has not as many rows as `out`, or when `at` has only dates. A row's own: `date_out_of_range`,
/// `amount_negative`, `not_announced`, and `value_out_of_range` for an office that is not in the list.
pub fn add_working_seconds<V: Value, N: Value>(
    offices: PerRow<'_, Office>,
    at: Moments<'_, V>,
    seconds: Column<'_, N>,
    out: &mut [V],
    pass: Pass<'_>,
) -> Result<Outcome, Error> {
    offices.check_rows("offices", out.len())?;
    check_rows("at", &at.values, out.len())?;
    check_rows("seconds", &seconds, out.len())?;
    if at.unit == super::TimeUnit::Day {
        return Err(Error::ColumnInvalid { column: "at".to_owned(), problem: "has dates, where the answers are moments" });
    }
    run(out, pass, &Add { offices, at, seconds })
}

/// For each row the working seconds from one moment to another; negative when reversed.
///
/// As [`WorkingTime::between`](crate::WorkingTime::between), row by row.
///
/// # Errors
/// `column_invalid` when a column has not as many rows as `out`. A row's own: `date_out_of_range`, `not_announced`, and
/// `value_out_of_range` for an office that is not in the list.
pub fn working_seconds_between<V: Value>(
    offices: PerRow<'_, Office>,
    from: Moments<'_, V>,
    to: Moments<'_, V>,
    out: &mut [i64],
    pass: Pass<'_>,
) -> Result<Outcome, Error> {
    offices.check_rows("offices", out.len())?;
    check_rows("from", &from.values, out.len())?;
    check_rows("to", &to.values, out.len())?;
    run(out, pass, &Between { offices, from, to })
}

struct Add<'a, V, N> {
    offices: PerRow<'a, Office>,
    at: Moments<'a, V>,
    seconds: Column<'a, N>,
}

impl<V: Value, N: Value> Kernel<&mut [V]> for Add<'_, V, N> {
    fn fill(&self, rows: Range<usize>, block: &mut [V]) -> bool {
        each(block, rows, |row| self.answer(row).ok().flatten())
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value, N: Value> Add<'_, V, N> {
    fn answer(&self, row: usize) -> Result<Option<i64>, Error> {
        let office = self.offices.find(row, "the office")?;
        let (Some(office), Some(at), Some(seconds)) = (office, self.at.find(row, "the moment")?, known(&self.seconds, row))
        else {
            return Ok(None);
        };
        let to = office.time().add(at, seconds)?;
        Ok(self.at.unit.count(to))
    }
}

struct Between<'a, V> {
    offices: PerRow<'a, Office>,
    from: Moments<'a, V>,
    to: Moments<'a, V>,
}

impl<V: Value> Kernel<&mut [i64]> for Between<'_, V> {
    fn fill(&self, rows: Range<usize>, block: &mut [i64]) -> bool {
        each(block, rows, |row| self.answer(row).ok().flatten())
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value> Between<'_, V> {
    fn answer(&self, row: usize) -> Result<Option<i64>, Error> {
        let office = self.offices.find(row, "the office")?;
        let moments = (self.from.find(row, "the moment")?, self.to.find(row, "the moment")?);
        let (Some(office), (Some(from), Some(to))) = (office, moments) else { return Ok(None) };
        office.time().between(from, to).map(Some)
    }
}
