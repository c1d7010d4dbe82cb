//! Time that does not count, and what it adds to a due moment.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::calendar::Calendar;
use crate::deadline::{Amount, Counting, CountingRules, Deadline, Roll, TimeLimit, Unit, deadline};
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

/// The due moment of a deadline whose clock stood still.
///
/// A stop adds to a limit in working days by date, or within the day, the working days d with begun < d <= ended; to one counted in
/// working time the working seconds; to days, weeks, months and years the calendar days, before the roll; to hours and minutes the
/// seconds. A stop that begins after the due date adds nothing: it erases no lateness. `stops` are in order and do not overlap.
pub(super) fn due_after(
    due: &Deadline,
    calendar: &Calendar,
    rules: &CountingRules,
    stops: &[Stop],
) -> Result<NaiveDateTime, Error> {
    let clock = Clock { due, calendar, rules };
    let mut due_at = due.due_at();
    let mut added = 0_i64;
    for stop in stops {
        if stop.begun.date() <= due_at.date() {
            added = added.saturating_add(clock.measure(stop)?);
            due_at = clock.moved(added)?;
        }
    }
    Ok(due_at)
}

struct Clock<'a> {
    due: &'a Deadline,
    calendar: &'a Calendar,
    rules: &'a CountingRules,
}

/// What the clock of a limit counts.
enum Runs {
    WorkingDays,
    WorkingTime,
    Days,
    Seconds,
}

impl Clock<'_> {
    fn unit(&self) -> Unit {
        self.due.limit().unit().unwrap_or(Unit::SameDay)
    }

    fn runs(&self) -> Runs {
        match self.unit() {
            Unit::WorkingDay if self.rules.counting == Counting::ByClock => Runs::WorkingTime,
            Unit::WorkingDay | Unit::SameDay => Runs::WorkingDays,
            Unit::WorkingHour => Runs::WorkingTime,
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => Runs::Days,
            Unit::Hour | Unit::Minute => Runs::Seconds,
        }
    }

    /// How much of what the clock counts lies within a stop.
    fn measure(&self, stop: &Stop) -> Result<i64, Error> {
        match self.runs() {
            Runs::WorkingDays => self.calendar.count_working_days(stop.begun.date(), stop.ended.date()),
            Runs::WorkingTime => WorkingTime::new(self.calendar, &self.rules.hours).between(stop.begun, stop.ended),
            Runs::Days => Ok((stop.ended.date() - stop.begun.date()).num_days()),
            Runs::Seconds => Ok((stop.ended - stop.begun).num_seconds()),
        }
    }

    /// The due moment with so much more to count.
    fn moved(&self, added: i64) -> Result<NaiveDateTime, Error> {
        if added <= 0 {
            return Ok(self.due.due_at());
        }
        let again =
            |from, limit: &TimeLimit, rules: &CountingRules| deadline(from, limit, self.calendar, rules).map(|due| due.due_at());
        // Where the count goes on from a day found already, the cut-off has had its effect; a result due within the day goes on by date.
        let go_on = CountingRules { cutoff: None, counting: Counting::ByDate, ..self.rules.clone() };
        match self.runs() {
            Runs::WorkingDays => {
                let (from, amount, rules) = match self.due.limit().amount() {
                    Some(amount) if !amount.is_zero() => (self.due.received_at(), amount, self.rules),
                    _ => (midnight(self.due.due_on()), Amount::ZERO, &go_on),
                };
                again(from, &TimeLimit::new(amount.plus(whole(added)), Unit::WorkingDay)?, rules)
            }
            Runs::WorkingTime => WorkingTime::new(self.calendar, &self.rules.hours).add(self.due.due_at(), added),
            Runs::Days => {
                let unrolled = CountingRules { roll: Some(Roll::None), ..self.rules.clone() };
                let end = deadline(self.due.received_at(), self.due.limit(), self.calendar, &unrolled)?.due_on();
                again(midnight(end), &TimeLimit::new(whole(added), Unit::Day)?, &go_on)
            }
            Runs::Seconds => {
                let resumed = self.due.received_at().checked_add_signed(chrono::TimeDelta::seconds(added));
                again(resumed.unwrap_or(NaiveDateTime::MAX), self.due.limit(), self.rules)
            }
        }
    }
}

fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN)
}

/// What is too much is refused when a limit is made of it.
fn whole(amount: i64) -> Amount {
    Amount::from(u32::try_from(amount).unwrap_or(u32::MAX))
}
