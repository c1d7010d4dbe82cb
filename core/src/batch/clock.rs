//! Due dates of dossiers whose clock stood still, over columns.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::column::{Column, Moments, PerRow, Value, check_rows};
use super::due::{DueColumns, Office};
use super::pass::{Kernel, Outcome, Pass, run};
use crate::deadline::TimeLimit;
use crate::dossier::{Clock, Counted, Level};
use crate::error::Error;
use crate::law::Certainty;

/// When the clocks of dossiers stood still, one after the other, dossier by dossier.
#[derive(Clone, Copy, Debug)]
pub struct Stops<'a, V> {
    /// Where the stops of each dossier begin, and at the end where the last ones end: one entry more than there are dossiers.
    pub offsets: &'a [usize],
    /// When a stop began.
    pub begun: Moments<'a, V>,
    /// When it ended; null while the clock stands still.
    pub ended: Moments<'a, V>,
    /// Whether the full limit runs again from its end, as after a supplement; else the time in between is added.
    pub restarts: Column<'a, bool>,
}

/// For each dossier when its result is due now, after its clock stood still.
///
/// `started` is when the limit began to run; `level` says how finely "after the due date" is told. A stop that begins after the due date moves nothing; while the clock stands still the due
/// date is the last promise. As replaying a [`Dossier`](crate::Dossier), row by row.
///
/// # Errors
/// `column_invalid` when a column has not as many rows as it needs, or the offsets do not ascend. A row's own: those of
/// [`deadlines`](super::deadlines), and `event_out_of_order` for a stop that ends before it begins or begins before what precedes it.
#[doc(alias = "tạm dừng tính thời hạn")]
pub fn clocks<V: Value, D: Value>(
    offices: PerRow<'_, Office>,
    started: Moments<'_, V>,
    limits: PerRow<'_, TimeLimit>,
    stops: Stops<'_, V>,
    level: Level,
    out: DueColumns<'_, D>,
    pass: Pass<'_>,
) -> Result<Outcome, Error> {
    let rows = out.on.len();
    out.check()?;
    offices.check_rows("offices", rows)?;
    limits.check_rows("limits", rows)?;
    check_rows("started", &started.values, rows)?;
    let count = stops.begun.values.rows().unwrap_or_default();
    check_rows("ended", &stops.ended.values, count)?;
    check_rows("restarts", &stops.restarts, count)?;
    if stops.offsets.len() != rows + 1 {
        return Err(Error::ColumnLength { column: "offsets", rows: stops.offsets.len(), expected: rows + 1 });
    }
    if !stops.offsets.is_sorted() || stops.offsets.last().is_some_and(|last| *last > count) {
        return Err(Error::ColumnInvalid { column: "offsets".to_owned(), problem: "must ascend to the number of stops" });
    }
    let tabulated = offices.worth_tables(rows);
    run(out, pass, &Clocks { offices, started, limits, stops, level, tabulated })
}

struct Clocks<'a, V> {
    offices: PerRow<'a, Office>,
    started: Moments<'a, V>,
    limits: PerRow<'a, TimeLimit>,
    stops: Stops<'a, V>,
    level: Level,
    tabulated: bool,
}

impl<V: Value, D: Value> Kernel<DueColumns<'_, D>> for Clocks<'_, V> {
    fn fill(&self, rows: Range<usize>, mut block: DueColumns<'_, D>) -> bool {
        let mut whole = true;
        for (place, row) in rows.enumerate() {
            whole &= block.put(place, self.answer(row).ok().flatten());
        }
        whole
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value> Clocks<'_, V> {
    fn answer(&self, row: usize) -> Result<Option<(i64, Certainty)>, Error> {
        if self.offices.is_null(row) || self.limits.is_null(row) || self.started.is_null(row) {
            return Ok(None);
        }
        let (office, limit) = (self.offices.find(row, "the office")?, self.limits.find(row, "the limit")?);
        let (Some(office), Some(limit), Some(started)) = (office, limit, self.started.find(row, "the date")?) else {
            return Ok(None);
        };
        let on = Counted { limit, time: office.time(self.tabulated), rules: office.rules() };
        let mut clock = Clock::begin(started, on)?;
        let first = self.stops.offsets.get(row).copied().unwrap_or_default();
        let after = self.stops.offsets.get(row + 1).copied().unwrap_or(first);
        let mut previous = started;
        for stop in first..after {
            let Some(begun) = self.stops.begun.find(stop, "the stop")? else { return Ok(None) };
            in_order(previous, begun)?;
            // The clock still stands; nothing after it counts.
            let Some(ended) = self.stops.ended.find(stop, "the stop")? else { break };
            in_order(begun, ended)?;
            previous = ended;
            if self.level.compare(begun, clock.due).is_gt() {
                continue;
            }
            let restarts = self.stops.restarts.get(stop).unwrap_or_default();
            clock = if restarts { clock.restarted(ended, on)? } else { clock.paused(begun, ended, on)? };
        }
        Ok(Some((clock.due.and_utc().timestamp(), clock.certainty)))
    }
}

fn in_order(previous: NaiveDateTime, at: NaiveDateTime) -> Result<(), Error> {
    if at < previous { Err(Error::EventOutOfOrder { at, previous }) } else { Ok(()) }
}
