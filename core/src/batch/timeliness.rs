//! Early, on time, late over columns.

use std::ops::Range;

use super::column::{Column, Moments, TimeUnit, Value, check_rows};
use super::floor::floors;
use crate::dossier::Level;
use crate::error::Error;
use crate::timeliness::Timeliness;
use crate::vectors::widest;

/// For each row how what was done, or is still open, stands to when it was due.
///
/// `done` is null for what is open: that is compared with `as_of`. What is done after `as_of` counts as open then, so a past moment can
/// be asked about. A null due moment is [`Timeliness::None`]. At [`Level::Day`] the dates are compared, and `as_of` is its whole day; at [`Level::Minute`] the minutes;
/// a column of dates has no minutes and is then `column_invalid`.
///
/// # Errors
/// `column_invalid` when a column has not as many rows as `out`, or has only dates where minutes are compared.
#[doc(alias = "đúng hạn")]
pub fn timeliness<V: Value, W: Value>(
    due: Moments<'_, V>,
    done: Moments<'_, W>,
    as_of: (i64, TimeUnit),
    level: Level,
    out: &mut [Timeliness],
) -> Result<(), Error> {
    check_rows("due", &due.values, out.len())?;
    check_rows("done", &done.values, out.len())?;
    let step = |unit: TimeUnit, column: &str| match level {
        Level::Day => Ok(unit.per_day()),
        Level::Minute if unit == TimeUnit::Day => {
            Err(Error::ColumnInvalid { column: column.to_owned(), problem: "has dates, where minutes are to be compared" })
        }
        Level::Minute => Ok(unit.per_day() / (24 * 60)),
    };
    let (due_step, done_step) = (step(due.unit, "due")?, step(done.unit, "done")?);
    let open_at = as_of.0.div_euclid(step(as_of.1, "as_of")?);
    let (mut due_at, mut done_at) = ([0; ROWS], [0; ROWS]);
    for (block, out) in out.chunks_mut(ROWS).enumerate() {
        let rows = block * ROWS..block * ROWS + out.len();
        steps(due.values, &rows, due_step, &mut due_at);
        steps(done.values, &rows, done_step, &mut done_at);
        widest!(classes(&due_at, &done_at, open_at, out));
    }
    Ok(())
}

#[inline(always)]
fn classes(due: &[i64; ROWS], done: &[i64; ROWS], open_at: i64, out: &mut [Timeliness]) {
    for ((out, due), done) in out.iter_mut().zip(due).zip(done) {
        let is_done = (*done != i64::NULL) & (*done <= open_at);
        let number = Timeliness::number(is_done, if is_done { *done } else { open_at }, *due);
        *out = if *due == i64::NULL { Timeliness::None } else { Timeliness::of_number(number) };
    }
}

/// Rows at a time: what is worked out of them stays in the first-level cache.
const ROWS: usize = 512;

/// The days or minutes of some rows.
fn steps<V: Value>(values: Column<'_, V>, rows: &Range<usize>, step: i64, out: &mut [i64; ROWS]) {
    let values = values.part(rows);
    // The divisors are known when it is compiled, so that no row divides.
    match step {
        60 => floors::<60, V, i64>(values, out, place),
        60_000 => floors::<60_000, V, i64>(values, out, place),
        60_000_000 => floors::<60_000_000, V, i64>(values, out, place),
        60_000_000_000 => floors::<60_000_000_000, V, i64>(values, out, place),
        86_400 => floors::<86_400, V, i64>(values, out, place),
        86_400_000 => floors::<86_400_000, V, i64>(values, out, place),
        86_400_000_000 => floors::<86_400_000_000, V, i64>(values, out, place),
        86_400_000_000_000 => floors::<86_400_000_000_000, V, i64>(values, out, place),
        _ => floors::<1, V, i64>(values, out, place),
    };
}

/// A floor; null for null.
#[inline(always)]
const fn place(value: i64, count: i64) -> (i64, bool) {
    (if value == i64::NULL { value } else { count }, false)
}
