//! Working time over columns.

use std::ops::Range;

use super::column::{Column, Moments, PerRow, TimeUnit, Value, check_rows};
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
        match one_table(self.offices, self.tabulated) {
            Some(table) => self.fill_from(table, &rows, block),
            None => each(block, rows, |row| self.answer(row).ok().flatten()),
        }
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value, N: Value> Add<'_, V, N> {
    fn fill_from(&self, table: &TimeTable, rows: &Range<usize>, block: &mut [V]) -> bool {
        let (at, seconds) = (self.at.values.part(rows), self.seconds.part(rows));
        match self.at.unit {
            TimeUnit::Second => add::<1, V, N>(table, at, seconds, block),
            TimeUnit::Millisecond => add::<1_000, V, N>(table, at, seconds, block),
            TimeUnit::Microsecond => add::<1_000_000, V, N>(table, at, seconds, block),
            TimeUnit::Nanosecond => add::<1_000_000_000, V, N>(table, at, seconds, block),
            TimeUnit::Day => each(block, rows.clone(), |row| self.answer(row).ok().flatten()),
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
            Some(table) => self.fill_from(table, &rows, block),
            None => each(block, rows, |row| self.answer(row).ok().flatten()),
        }
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value> Between<'_, V> {
    fn fill_from(&self, table: &TimeTable, rows: &Range<usize>, block: &mut [i64]) -> bool {
        let (from, to) = (self.from.values.part(rows), self.to.values.part(rows));
        match self.from.unit {
            TimeUnit::Second => between::<1, V>(table, from, to, block),
            TimeUnit::Millisecond => between::<1_000, V>(table, from, to, block),
            TimeUnit::Microsecond => between::<1_000_000, V>(table, from, to, block),
            TimeUnit::Nanosecond => between::<1_000_000_000, V>(table, from, to, block),
            TimeUnit::Day => each(block, rows.clone(), |row| self.answer(row).ok().flatten()),
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
    at: Column<'_, V>,
    seconds: Column<'_, N>,
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
    at: Column<'_, V>,
    seconds: Column<'_, N>,
    block: &mut [V],
) -> bool {
    let mut whole = true;
    for (first, block) in (0..).step_by(REGULAR_ROWS).zip(block.chunks_mut(REGULAR_ROWS)) {
        let rows = first..first + block.len();
        let (at, seconds) = (at.part(&rows), seconds.part(&rows));
        // Rows of which one is null, zero or out of range are asked one by one.
        whole &= add_at_once::<UNITS, V, N>(regular, at, seconds, block).is_some()
            || add_each::<UNITS, V, N>(table, at, seconds, block);
    }
    whole
}

#[inline(always)]
fn add_at_once<const UNITS: i64, V: Value, N: Value>(
    regular: &Regular,
    at: Column<'_, V>,
    seconds: Column<'_, N>,
    block: &mut [V],
) -> Option<()> {
    let (mut units, mut elapsed, mut moments) = ([0; REGULAR_ROWS], [0; REGULAR_ROWS], [0; REGULAR_ROWS]);
    fill(&mut units, at, since::<UNITS>);
    regular.elapsed::<UNITS>(&units, &mut elapsed)?;
    // Zero has another answer, and becomes too large here like what is negative.
    fill(&mut units, seconds, |seconds| seconds.wrapping_sub(1).cast_unsigned());
    let mut far = 0;
    for (elapsed, before) in elapsed.iter_mut().zip(&units) {
        *elapsed = elapsed.wrapping_add(*before as u32);
        far |= (before | u64::from(*elapsed)) >> 31;
    }
    regular.reach(&elapsed, &mut moments)?;
    for (out, moment) in block.iter_mut().zip(&moments) {
        *out = V::narrow((i64::from(FIRST) * SECONDS + moment).wrapping_mul(UNITS));
    }
    // 64 bits hold every moment.
    let fits = size_of::<V>() == 8 || !block.contains(&V::NULL);
    (far == 0 && fits).then_some(())
}

#[inline(never)]
fn add_each<const UNITS: i64, V: Value, N: Value>(
    table: &TimeTable,
    at: Column<'_, V>,
    seconds: Column<'_, N>,
    block: &mut [V],
) -> bool {
    each(block, 0..block.len(), |row| {
        let from = split::<UNITS>(at.get(row)?.wide())?;
        let (day, second) = match seconds.get(row)?.wide() {
            0 => from,
            seconds @ 1.. => table.reach(table.elapsed(from.0, from.1)?.checked_add(seconds)?)?,
            _ => return None,
        };
        let moment = (i64::from(FIRST) + i64::from(day)) * SECONDS + i64::from(second);
        // The end of the last day is past the coverage.
        (moment < END).then_some(moment * UNITS)
    })
}

fn between<const UNITS: i64, V: Value>(table: &TimeTable, from: Column<'_, V>, to: Column<'_, V>, block: &mut [i64]) -> bool {
    match table.regular() {
        Some(regular) => widest!(between_regular::<UNITS, V>(table, regular, from, to, block)),
        None => between_each::<UNITS, V>(table, from, to, block),
    }
}

#[inline(always)]
fn between_regular<const UNITS: i64, V: Value>(
    table: &TimeTable,
    regular: &Regular,
    from: Column<'_, V>,
    to: Column<'_, V>,
    block: &mut [i64],
) -> bool {
    let mut whole = true;
    for (first, block) in (0..).step_by(REGULAR_ROWS).zip(block.chunks_mut(REGULAR_ROWS)) {
        let rows = first..first + block.len();
        let (from, to) = (from.part(&rows), to.part(&rows));
        whole &=
            between_at_once::<UNITS, V>(regular, from, to, block).is_some() || between_each::<UNITS, V>(table, from, to, block);
    }
    whole
}

#[inline(always)]
fn between_at_once<const UNITS: i64, V: Value>(
    regular: &Regular,
    from: Column<'_, V>,
    to: Column<'_, V>,
    block: &mut [i64],
) -> Option<()> {
    let (mut units, mut before, mut after) = ([0; REGULAR_ROWS], [0; REGULAR_ROWS], [0; REGULAR_ROWS]);
    fill(&mut units, from, since::<UNITS>);
    regular.elapsed::<UNITS>(&units, &mut before)?;
    fill(&mut units, to, since::<UNITS>);
    regular.elapsed::<UNITS>(&units, &mut after)?;
    for ((out, before), after) in block.iter_mut().zip(&before).zip(&after) {
        // Both have 31 bits.
        *out = after.wrapping_sub(*before).cast_signed().into();
    }
    Some(())
}

#[inline(never)]
fn between_each<const UNITS: i64, V: Value>(
    table: &TimeTable,
    from: Column<'_, V>,
    to: Column<'_, V>,
    block: &mut [i64],
) -> bool {
    let elapsed = |at: V| split::<UNITS>(at.wide()).and_then(|(day, second)| table.elapsed(day, second));
    each(block, 0..block.len(), |row| Some(elapsed(to.get(row)?)? - elapsed(from.get(row)?)?))
}

/// Numbers of a few rows next to each other, and 0 for what there are no rows for.
#[inline(always)]
fn fill<V: Value>(numbers: &mut [u64; REGULAR_ROWS], column: Column<'_, V>, number: impl Fn(i64) -> u64) {
    match column {
        Column::One(value) => numbers.fill(number(value.wide())),
        Column::Each(values) => {
            let (numbers, rest) = numbers.split_at_mut(values.len().min(REGULAR_ROWS));
            numbers.iter_mut().zip(values).for_each(|(slot, value)| *slot = number(value.wide()));
            rest.fill(0);
        }
    }
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
    let since = since::<UNITS>(at);
    let day_units = (SECONDS * UNITS).cast_unsigned();
    if since >= u64::from(DayNumber::count()) * day_units {
        return None;
    }
    let day = since / day_units;
    let second = (since - day * day_units).div_ceil(UNITS.cast_unsigned());
    // Days covered and seconds of a day are far below 2^31.
    Some((day as u32, second as i32))
}
