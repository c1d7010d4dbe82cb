//! Working time over columns.

use std::iter::repeat_n;
use std::ops::Range;

use super::column::{Column, Moments, PerRow, TimeUnit, Value, check_rows, part};
use super::days::{each, known};
use super::due::Office;
use super::pass::{Kernel, Outcome, Pass, run};
use crate::calendar::DayNumber;
use crate::error::Error;
use crate::hours::{REGULAR_ROWS, Regular, TimeTable};
use crate::vectors::widest;

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
    if at.unit == TimeUnit::Day {
        return Err(Error::ColumnInvalid { column: "at".to_owned(), problem: "has dates, where the answers are moments" });
    }
    let tabulated = offices.worth_tables(out.len());
    run(out, pass, &Add { offices, at, seconds, tabulated })
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
    let tabulated = offices.worth_tables(out.len());
    run(out, pass, &Between { offices, from, to, tabulated })
}

struct Add<'a, V, N> {
    offices: PerRow<'a, Office>,
    at: Moments<'a, V>,
    seconds: Column<'a, N>,
    tabulated: bool,
}

impl<V: Value, N: Value> Kernel<&mut [V]> for Add<'_, V, N> {
    fn fill(&self, rows: Range<usize>, block: &mut [V]) -> bool {
        let table = one_table(self.offices, self.tabulated);
        match (table, self.at.values) {
            (Some(table), Column::Each(at)) => self.fill_from(table, part(at, &rows), rows, block),
            _ => each(block, rows, |row| self.answer(row).ok().flatten()),
        }
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value, N: Value> Add<'_, V, N> {
    fn fill_from(&self, table: &TimeTable, at: &[V], rows: Range<usize>, block: &mut [V]) -> bool {
        match self.at.unit {
            TimeUnit::Second => self.fill_in::<1>(table, at, rows, block),
            TimeUnit::Millisecond => self.fill_in::<1_000>(table, at, rows, block),
            TimeUnit::Microsecond => self.fill_in::<1_000_000>(table, at, rows, block),
            TimeUnit::Nanosecond => self.fill_in::<1_000_000_000>(table, at, rows, block),
            TimeUnit::Day => each(block, rows, |row| self.answer(row).ok().flatten()),
        }
    }

    fn fill_in<const UNITS: i64>(&self, table: &TimeTable, at: &[V], rows: Range<usize>, block: &mut [V]) -> bool {
        match self.seconds {
            Column::Each(seconds) => add::<UNITS, V, N>(table, at, part(seconds, &rows).iter().copied(), block),
            Column::One(seconds) => add::<UNITS, V, N>(table, at, repeat_n(seconds, block.len()), block),
        }
    }

    fn answer(&self, row: usize) -> Result<Option<i64>, Error> {
        // A null asks nothing, so nothing else of its row can be wrong.
        if self.offices.is_null(row) || self.at.is_null(row) || known(&self.seconds, row).is_none() {
            return Ok(None);
        }
        let office = self.offices.find(row, "the office")?;
        let (Some(office), Some(at), Some(seconds)) = (office, self.at.find(row, "the moment")?, known(&self.seconds, row))
        else {
            return Ok(None);
        };
        let to = office.time(self.tabulated).add(at, seconds)?;
        Ok(self.at.unit.count(to))
    }
}

struct Between<'a, V> {
    offices: PerRow<'a, Office>,
    from: Moments<'a, V>,
    to: Moments<'a, V>,
    tabulated: bool,
}

impl<V: Value> Kernel<&mut [i64]> for Between<'_, V> {
    fn fill(&self, rows: Range<usize>, block: &mut [i64]) -> bool {
        match one_table(self.offices, self.tabulated).filter(|_| self.from.unit == self.to.unit) {
            Some(table) => self.fill_from(table, rows, block),
            None => each(block, rows, |row| self.answer(row).ok().flatten()),
        }
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value> Between<'_, V> {
    fn fill_from(&self, table: &TimeTable, rows: Range<usize>, block: &mut [i64]) -> bool {
        match self.from.unit {
            TimeUnit::Second => self.fill_in::<1>(table, rows, block),
            TimeUnit::Millisecond => self.fill_in::<1_000>(table, rows, block),
            TimeUnit::Microsecond => self.fill_in::<1_000_000>(table, rows, block),
            TimeUnit::Nanosecond => self.fill_in::<1_000_000_000>(table, rows, block),
            TimeUnit::Day => each(block, rows, |row| self.answer(row).ok().flatten()),
        }
    }

    fn fill_in<const UNITS: i64>(&self, table: &TimeTable, rows: Range<usize>, block: &mut [i64]) -> bool {
        let count = block.len();
        match (self.from.values, self.to.values) {
            (Column::Each(from), Column::Each(to)) => {
                let (from, to) = (part(from, &rows).iter().copied(), part(to, &rows).iter().copied());
                between::<UNITS, V>(table, from, to, block)
            }
            (Column::Each(from), Column::One(to)) => {
                between::<UNITS, V>(table, part(from, &rows).iter().copied(), repeat_n(to, count), block)
            }
            (Column::One(from), Column::Each(to)) => {
                between::<UNITS, V>(table, repeat_n(from, count), part(to, &rows).iter().copied(), block)
            }
            (Column::One(from), Column::One(to)) => between::<UNITS, V>(table, repeat_n(from, count), repeat_n(to, count), block),
        }
    }

    fn answer(&self, row: usize) -> Result<Option<i64>, Error> {
        if self.offices.is_null(row) || self.from.is_null(row) || self.to.is_null(row) {
            return Ok(None);
        }
        let office = self.offices.find(row, "the office")?;
        let moments = (self.from.find(row, "the moment")?, self.to.find(row, "the moment")?);
        let (Some(office), (Some(from), Some(to))) = (office, moments) else { return Ok(None) };
        office.time(self.tabulated).between(from, to).map(Some)
    }
}

/// The table of the one office that all rows have; a calendar that refuses days is asked row by row.
fn one_table(offices: PerRow<'_, Office>, tabulated: bool) -> Option<&TimeTable> {
    let PerRow::One(office) = offices else { return None };
    let time = office.time(tabulated);
    time.table().filter(|_| !time.calendar().is_announced_only())
}

fn add<const UNITS: i64, V: Value, N: Value>(
    table: &TimeTable,
    at: &[V],
    seconds: impl ExactSizeIterator<Item = N> + Clone,
    block: &mut [V],
) -> bool {
    match table.regular() {
        Some(regular) => widest!(add_regular::<UNITS, V, N>(table, regular, at, seconds, block)),
        None => add_each::<UNITS, V, N>(table, at, seconds, block),
    }
}

#[inline(always)]
fn add_regular<const UNITS: i64, V: Value, N: Value>(
    table: &TimeTable,
    regular: &Regular,
    at: &[V],
    mut seconds: impl ExactSizeIterator<Item = N> + Clone,
    block: &mut [V],
) -> bool {
    let mut whole = true;
    for (block, at) in block.chunks_mut(REGULAR_ROWS).zip(at.chunks(REGULAR_ROWS)) {
        let last = block.len().saturating_sub(1);
        // Rows of which one is null, zero or out of range are asked one by one.
        whole &= add_at_once::<UNITS, V, N>(regular, at, seconds.clone(), block).is_some()
            || add_each::<UNITS, V, N>(table, at, seconds.clone(), block);
        seconds.nth(last);
    }
    whole
}

#[inline(always)]
fn add_at_once<const UNITS: i64, V: Value, N: Value>(
    regular: &Regular,
    at: &[V],
    seconds: impl ExactSizeIterator<Item = N>,
    block: &mut [V],
) -> Option<()> {
    let mut elapsed = [0; REGULAR_ROWS];
    let elapsed = elapsed.get_mut(..block.len())?;
    let units = at.iter().map(|at| since::<UNITS>(at.wide()));
    regular.elapsed::<UNITS>(units, elapsed)?;
    let mut far = 0;
    let targets = elapsed.iter().zip(seconds).map(|(elapsed, seconds)| {
        // Zero has another answer, and becomes too large here like what is negative.
        let seconds = seconds.wide();
        far |= seconds.wrapping_sub(1).cast_unsigned() >> 31;
        elapsed.wrapping_add(seconds as u32)
    });
    regular.reach(targets, block, |moment| V::narrow((i64::from(FIRST) * SECONDS + moment).wrapping_mul(UNITS)))?;
    // 64 bits hold every moment.
    let fits = size_of::<V>() == 8 || !block.contains(&V::NULL);
    (far == 0 && fits).then_some(())
}

#[inline(never)]
fn add_each<const UNITS: i64, V: Value, N: Value>(
    table: &TimeTable,
    at: &[V],
    seconds: impl Iterator<Item = N>,
    block: &mut [V],
) -> bool {
    let mut whole = true;
    for ((out, at), seconds) in block.iter_mut().zip(at).zip(seconds) {
        let answer = split::<UNITS>(at.wide()).and_then(|from| {
            let (day, second) = match seconds.wide() {
                0 => from,
                seconds @ 1.. => table.reach(table.elapsed(from.0, from.1)?.checked_add(seconds)?)?,
                _ => return None,
            };
            let moment = (i64::from(FIRST) + i64::from(day)) * SECONDS + i64::from(second);
            // The end of the last day is past the coverage.
            (moment < END).then_some(moment * UNITS)
        });
        *out = answer.map_or(V::NULL, V::narrow);
        whole &= *out != V::NULL;
    }
    whole
}

fn between<const UNITS: i64, V: Value>(
    table: &TimeTable,
    from: impl Iterator<Item = V> + Clone,
    to: impl Iterator<Item = V> + Clone,
    block: &mut [i64],
) -> bool {
    match table.regular() {
        Some(regular) => widest!(between_regular::<UNITS, V>(table, regular, from, to, block)),
        None => between_each::<UNITS, V>(table, from, to, block),
    }
}

#[inline(always)]
fn between_regular<const UNITS: i64, V: Value>(
    table: &TimeTable,
    regular: &Regular,
    mut from: impl Iterator<Item = V> + Clone,
    mut to: impl Iterator<Item = V> + Clone,
    block: &mut [i64],
) -> bool {
    let mut whole = true;
    for block in block.chunks_mut(REGULAR_ROWS) {
        let last = block.len().saturating_sub(1);
        whole &= between_at_once::<UNITS, V>(regular, from.clone(), to.clone(), block).is_some()
            || between_each::<UNITS, V>(table, from.clone(), to.clone(), block);
        from.nth(last);
        to.nth(last);
    }
    whole
}

#[inline(always)]
fn between_at_once<const UNITS: i64, V: Value>(
    regular: &Regular,
    from: impl Iterator<Item = V>,
    to: impl Iterator<Item = V>,
    block: &mut [i64],
) -> Option<()> {
    let (mut before, mut after) = ([0; REGULAR_ROWS], [0; REGULAR_ROWS]);
    let (before, after) = (before.get_mut(..block.len())?, after.get_mut(..block.len())?);
    regular.elapsed::<UNITS>(from.map(|at| since::<UNITS>(at.wide())), before)?;
    regular.elapsed::<UNITS>(to.map(|at| since::<UNITS>(at.wide())), after)?;
    for ((out, before), after) in block.iter_mut().zip(before).zip(after) {
        // Both have 31 bits.
        *out = after.wrapping_sub(*before).cast_signed().into();
    }
    Some(())
}

#[inline(never)]
fn between_each<const UNITS: i64, V: Value>(
    table: &TimeTable,
    from: impl Iterator<Item = V>,
    to: impl Iterator<Item = V>,
    block: &mut [i64],
) -> bool {
    let mut whole = true;
    for ((out, from), to) in block.iter_mut().zip(from).zip(to) {
        let elapsed = |at: V| split::<UNITS>(at.wide()).and_then(|(day, second)| table.elapsed(day, second));
        *out = match (elapsed(from), elapsed(to)) {
            (Some(from), Some(to)) => to - from,
            _ => i64::NULL,
        };
        whole &= *out != i64::NULL;
    }
    whole
}

/// Units since the first day covered began; far beyond the last for what is earlier.
#[inline(always)]
fn since<const UNITS: i64>(at: i64) -> u64 {
    at.wrapping_sub(i64::from(FIRST) * SECONDS * UNITS).cast_unsigned()
}

const SECONDS: i64 = 86_400;
/// Days from 1970-01-01 to the first covered, and seconds to the end of the last.
const FIRST: i32 = DayNumber::FIRST.date().to_epoch_days();
const END: i64 = (FIRST as i64 + DayNumber::count() as i64) * SECONDS;

/// The day and the second of a moment, a fraction of a second rounded up within its day; `None` outside the coverage.
#[inline]
fn split<const UNITS: i64>(at: i64) -> Option<(u32, i32)> {
    let since = at.wrapping_sub(i64::from(FIRST) * SECONDS * UNITS).cast_unsigned();
    let day_units = (SECONDS * UNITS).cast_unsigned();
    if since >= u64::from(DayNumber::count()) * day_units {
        return None;
    }
    let day = since / day_units;
    let second = (since - day * day_units).div_ceil(UNITS.cast_unsigned());
    // Days covered and seconds of a day are far below 2^31.
    Some((day as u32, second as i32))
}
