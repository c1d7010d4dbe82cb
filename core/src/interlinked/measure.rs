//! What a plan comes to: the critical path, sums of limits, the total, and slack.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::graph::Stage;
use super::plan::{Plan, PlannedStage};
use crate::deadline::{Amount, TimeLimit, Unit, deadline};
use crate::error::Error;

/// What the stages of a plan come to against its stated total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgainstTotal {
    /// It cannot be said: no total is stated, or a stage has no known end and the others keep within it.
    Unknown,
    /// They keep within it.
    Within,
    /// They end later, or their limits add up to more.
    Over {
        /// Working days from the total's due day to the end of the stages; 0 when only the limits add up to more.
        working_days: i64,
        /// Seconds on the clock from the one due moment to the other; 0 when only the limits add up to more.
        seconds: i64,
    },
}

impl AgainstTotal {
    /// The stable name of the lint that [`Over`](Self::Over) is.
    pub const LINT: &'static str = "stage_sum_over_total";
}

impl Plan {
    /// The stages that decide when the last known one ends, from first to last. Of stages that end at the same moment the one given
    /// first counts.
    #[must_use]
    #[doc(alias = "đường găng")]
    pub fn critical_path(&self) -> Vec<&Stage> {
        self.critical().map(|planned| planned.stage).collect()
    }

    fn critical(&self) -> impl Iterator<Item = PlannedStage<'_>> {
        let ends = |at: &usize| self.part(*at).and_then(|part| part.timing.ends_at);
        let taking_part = (0..self.parts.len()).filter(|&at| self.takes_part(at));
        // Of equal ones `max_by_key` takes the last.
        let last = taking_part.rev().filter(|at| ends(at).is_some()).max_by_key(ends);
        let mut path: Vec<usize> =
            std::iter::successors(last, |at| self.part(*at).and_then(|part| part.timing.decisive)).collect();
        path.reverse();
        path.into_iter().filter_map(|at| self.planned_stage(at))
    }

    /// The sum of the limits along the critical path that count in the total; `None` unless all of them have one unit. A working day is
    /// not eight hours, so nothing is converted.
    #[must_use]
    pub fn sum(&self) -> Option<(Amount, Unit)> {
        sum(self.critical())
    }

    /// The sum of the limits of all stages that count in the total, as if each waited for the one before it; `None` unless all of them
    /// have one unit.
    #[must_use]
    pub fn sequential_sum(&self) -> Option<(Amount, Unit)> {
        sum(self.stages())
    }

    /// Whether and by how much the stages exceed the stated total. Ends are compared by date, for a total in hours or minutes by the
    /// moment.
    #[must_use]
    pub fn against_total(&self) -> AgainstTotal {
        let Some((total, end)) = self.total_due_at().zip(self.known_due_at()) else { return AgainstTotal::Unknown };
        let runs_by_hours = |limit: &TimeLimit| matches!(limit.unit(), Some(Unit::Hour | Unit::Minute | Unit::WorkingHour));
        let by_moment = self.total_limits().iter().all(runs_by_hours);
        if if by_moment { end > total } else { end.date() > total.date() } {
            let working_days = self.calendar.count_working_days(total.date(), end.date()).unwrap_or(0);
            AgainstTotal::Over { working_days, seconds: (end - total).num_seconds() }
        } else if self.sum_exceeds_total() {
            AgainstTotal::Over { working_days: 0, seconds: 0 }
        } else if self.due_at().is_some() {
            AgainstTotal::Within
        } else {
            AgainstTotal::Unknown
        }
    }

    fn sum_exceeds_total(&self) -> bool {
        let ([total], Some((sum, unit))) = (self.total_limits(), self.sum()) else { return false };
        total.unit() == Some(unit) && total.amount().is_some_and(|total| sum > total)
    }

    /// By how many working days the due day of each stage, in the order of [`stages`](Self::stages), could move on without moving the
    /// day on which the last known stage is due, all later stages taking their whole limit. `None` where an end is not known.
    ///
    /// # Errors
    /// As [`Calendar::count_working_days`](crate::Calendar::count_working_days).
    #[doc(alias = "dự trữ")]
    pub fn slack(&self) -> Result<Vec<Option<i64>>, Error> {
        let Some(end) = self.known_due_at() else { return Ok(vec![None; self.stages().count()]) };
        let last_second = end.date().and_hms_opt(23, 59, 59).unwrap_or(end);
        // Until when each stage may be given the case, and may end.
        let mut starts: Vec<Option<NaiveDateTime>> = vec![None; self.parts.len()];
        let mut ends: Vec<Option<NaiveDateTime>> = vec![None; self.parts.len()];
        for (at, stage) in self.group.graph.walk().rev() {
            let Some(part) = self.part(at) else { continue };
            let mut waiting = self.group.graph.after(at).iter().map(|&after| starts.get(after).copied().flatten());
            let until = waiting.try_fold(last_second, |until, start| Some(until.min(start?)));
            let starts_until = match (part.timing.starts_at, &part.limit, until) {
                (Some(start), Some(limit), Some(until)) if part.timing.deadline.is_some() => {
                    Some(self.latest_start(stage, limit, start, until))
                }
                _ if part.timing.deadline.is_none() && part.timing.ends_at.is_some() => until,
                _ => None,
            };
            if let (Some(start), Some(end)) = (starts.get_mut(at), ends.get_mut(at)) {
                (*start, *end) = (starts_until, until);
            }
        }
        let slack = |(at, planned): (usize, PlannedStage<'_>)| -> Result<Option<i64>, Error> {
            let Some((due_at, until)) = planned.part.timing.ends_at.zip(ends.get(at).copied().flatten()) else { return Ok(None) };
            let days = self.office(planned.stage).0.count_working_days(due_at.date(), last_day(due_at, until))?;
            Ok(Some(days.max(0)))
        };
        self.places_taking_part().map(slack).collect()
    }

    /// The latest moment, not before the planned start, from which a stage still ends by a moment.
    fn latest_start(&self, stage: &Stage, limit: &TimeLimit, start: NaiveDateTime, until: NaiveDateTime) -> NaiveDateTime {
        let (calendar, rules) = self.office(stage);
        let later = |seconds: i64| start.checked_add_signed(TimeDelta::seconds(seconds)).unwrap_or(until);
        let in_time = |seconds| deadline(later(seconds), limit, calendar, &rules).is_ok_and(|due| due.due_at() <= until);
        let (mut low, mut high) = (0, (until - start).num_seconds().max(0) + 1);
        // The start itself is in time; the end of the range is not looked at.
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if in_time(middle) { low = middle } else { high = middle }
        }
        later(low)
    }
}

/// The last day not after a moment on which something can end at the hour at which it is due.
fn last_day(due_at: NaiveDateTime, until: NaiveDateTime) -> NaiveDate {
    let whole_day_less = if due_at.time() <= until.time() { TimeDelta::zero() } else { TimeDelta::days(1) };
    until.date().checked_sub_signed(whole_day_less).unwrap_or(until.date())
}

fn sum<'a>(stages: impl Iterator<Item = PlannedStage<'a>>) -> Option<(Amount, Unit)> {
    let mut sum: Option<(Amount, Unit)> = None;
    for planned in stages.filter(|planned| planned.stage.counts_in_total) {
        let (amount, unit) = planned.limit()?.counted().ok()?;
        sum = match sum {
            None => Some((amount, unit)),
            Some((before, of)) if of == unit => Some((before.plus(amount), unit)),
            Some(_) => return None,
        };
    }
    sum
}
