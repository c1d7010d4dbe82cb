//! Early, on time, late over columns.

use std::ops::Range;

use super::column::{Moments, TimeUnit, Value, check_rows};
use crate::dossier::Level;
use crate::error::Error;
use crate::timeliness::Timeliness;

/// For each row how what was done, or is still open, stands to when it was due.
///
/// `done` is null for what is open: that is compared with `as_of`. What is done after `as_of` counts as open then, so a past moment can
/// be asked about. A null due moment is [`Timeliness::None`]. At [`Level::Day`] the dates are compared, at [`Level::Minute`] the minutes;
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
    let rows: Range<usize> = 0..out.len();
    for (row, out) in rows.zip(out) {
        let place = |value: Option<i64>, step: i64| value.filter(|value| *value != i64::NULL).map(|value| value.div_euclid(step));
        *out = match place(due.values.get(row).map(Value::wide), due_step) {
            None => Timeliness::None,
            Some(due) => {
                let done = place(done.values.get(row).map(Value::wide), done_step);
                Timeliness::of(done.filter(|done| *done <= open_at), open_at, due)
            }
        };
    }
    Ok(())
}
