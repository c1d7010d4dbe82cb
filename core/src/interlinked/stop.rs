//! Time that does not count, and what it adds to a due moment.

use chrono::NaiveDateTime;

use crate::calendar::Calendar;
use crate::deadline::{CountingRules, Deadline, Pause, due_after};
use crate::error::Error;
use crate::hours::WorkingTime;

/// A stretch of time during which a clock stood still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) begun: NaiveDateTime,
    pub(super) ended: NaiveDateTime,
}

/// Puts stretches in order and makes one of those that overlap, so that no time is left out twice.
pub(super) fn merged(mut stops: Vec<Stop>) -> Vec<Stop> {
    stops.sort_unstable_by_key(|stop| (stop.begun, stop.ended));
    let mut merged: Vec<Stop> = Vec::with_capacity(stops.len());
    for stop in stops {
        match merged.last_mut().filter(|last| stop.begun <= last.ended) {
            Some(last) => last.ended = last.ended.max(stop.ended),
            None => merged.push(stop),
        }
    }
    merged
}

/// The due moment of a limit whose clock stood still. A stop that begins after the due date adds nothing: it erases no lateness. `stops` are
/// in order and do not overlap.
pub(super) fn due_after_stops(
    due: &Deadline,
    calendar: &Calendar,
    rules: &CountingRules,
    stops: &[Stop],
) -> Result<NaiveDateTime, Error> {
    let time = WorkingTime::new(calendar, &rules.hours);
    let mut due_at = due.due_at();
    let mut sum = Pause::default();
    for stop in stops {
        if stop.begun.date() <= due_at.date() {
            sum = sum.plus(Pause::between(stop.begun, stop.ended, &time)?);
            (due_at, _) = due_after(due.received_at(), due.limit(), &time, rules, sum)?;
        }
    }
    Ok(due_at)
}
