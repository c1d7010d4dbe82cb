//! The counting itself: from receipt to due moment, without a loop over days.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::amount::Amount;
use super::cutoff::CutoffEffect;
use super::limit::{TimeLimit, Unit};
use super::pause::Pause;
use super::rules::{Counting, CountingRules, Flag, Roll};
use crate::calendar::{Calendar, DayNumber, beyond};
use crate::error::Error;
use crate::hours::{Moment, WorkingTime};
use crate::law::Certainty;
use crate::tables::SAME_DAY_CUTOFF;

/// How a due moment was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) received: Moment,
    pub(super) method: Method,
    /// The day from which is counted: that of receipt, unless a cut-off moved it.
    pub(super) day_zero: DayNumber,
    /// The receipt was after the cut-off.
    pub(super) late: bool,
    /// The cut-off made the next working day the first day counted.
    pub(super) counts_next_day: bool,
    /// Where the limit ended before it rolled.
    pub(super) nominal: Moment,
    /// The date that had to give way.
    pub(super) clamped: Option<Flag>,
    /// First and last day whose kind was consulted.
    pub(super) consulted: Option<(DayNumber, DayNumber)>,
    pub(super) due: Moment,
}

/// Which row of the counting semantics applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    SameDay,
    WorkingDays { whole: i64, fraction: Amount },
    WorkingTime { seconds: i64 },
    Clock { seconds: i64 },
    Calendar { amount: i64, unit: Unit },
}

impl Path {
    pub(super) fn new(
        received_at: NaiveDateTime,
        limit: &TimeLimit,
        time: &WorkingTime,
        rules: &CountingRules,
    ) -> Result<Self, Error> {
        Self::paused(received_at, limit, time, rules, Pause::default())
    }

    /// The path of a limit whose clock stood still for a while.
    pub(super) fn paused(
        received_at: NaiveDateTime,
        limit: &TimeLimit,
        time: &WorkingTime,
        rules: &CountingRules,
        pause: Pause,
    ) -> Result<Self, Error> {
        let (amount, unit) = limit.counted()?;
        let received = Moment::new(time.calendar(), received_at)?;
        let count = Count { time, calendar: time.calendar(), rules, received, nanoseconds: received_at.nanosecond(), pause };
        let by_clock = rules.counting == Counting::ByClock;
        let path = match unit {
            Unit::SameDay => {
                let own = rules.cutoff.filter(|cutoff| cutoff.is_for_same_day()).map(|cutoff| cutoff.time());
                count.same_day(Some(own.unwrap_or(SAME_DAY_CUTOFF)))
            }
            Unit::WorkingDay if by_clock => count.working_time(amount, time.standard_seconds(received.day)),
            Unit::WorkingDay if amount.is_zero() => count.same_day(None),
            Unit::WorkingDay => count.working_days(amount),
            Unit::WorkingHour => count.working_time(amount, 3600),
            Unit::Hour => count.clock(amount, 3600),
            Unit::Minute => count.clock(amount, 60),
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => amount.whole().and_then(|amount| count.calendar(amount, unit)),
        };
        path.ok_or_else(|| beyond(unit.as_str(), amount))
    }

    /// The path of a promise for a day whose clock stood still, counted as its limit is.
    #[cfg(feature = "one-stop")]
    pub(super) fn promised(
        promised_on: NaiveDate,
        limit: &TimeLimit,
        time: &WorkingTime,
        rules: &CountingRules,
        pause: Pause,
    ) -> Result<Self, Error> {
        let (amount, unit) = limit.counted()?;
        let calendar = time.calendar();
        let promised = time.close(calendar.number(promised_on)?);
        let count = Count { time, calendar, rules, received: promised, nanoseconds: 0, pause };
        let by_clock = rules.counting == Counting::ByClock;
        let (method, due) = match unit {
            _ if pause == Pause::default() => (Method::SameDay, Some(promised)),
            Unit::SameDay => (Method::SameDay, count.later(promised)),
            Unit::WorkingDay if !by_clock => (Method::SameDay, count.later(promised)),
            Unit::WorkingDay | Unit::WorkingHour => {
                let seconds = pause.working_seconds;
                (Method::WorkingTime { seconds }, time.advance(promised, seconds))
            }
            Unit::Hour | Unit::Minute => {
                let nominal = promised.plus(pause.clock_seconds);
                let rolls = rules.roll == Some(Roll::Forward);
                let seconds = pause.clock_seconds;
                (Method::Clock { seconds }, nominal.and_then(|at| if rolls { count.rolled(at) } else { Some(at) }))
            }
            Unit::Day | Unit::Week | Unit::Month | Unit::Year => {
                let nominal = count.days_later(promised.day).map(|day| time.close(day));
                let stays = rules.roll == Some(Roll::None);
                let amount = pause.calendar_days;
                let due = nominal.and_then(|at| if stays { Some(at) } else { count.rolled(at) });
                (Method::Calendar { amount, unit: Unit::Day }, due)
            }
        };
        let due = due.ok_or_else(|| beyond(unit.as_str(), amount))?;
        Ok(Self { consulted: Some((promised.day, due.day)), ..count.path(method, due) })
    }

    /// Fails when only announced days were wanted and others were consulted.
    pub(super) fn check(&self, calendar: &Calendar) -> Result<(), Error> {
        self.consulted.map_or(Ok(()), |(first, last)| calendar.check_announced(first, last))
    }

    /// Whether a cut-off moved the day from which is counted.
    pub(super) const fn day_zero_moved(&self) -> bool {
        self.late && matches!(self.method, Method::WorkingDays { .. } | Method::Calendar { .. })
    }

    pub(super) fn certainty(&self, calendar: &Calendar) -> Certainty {
        self.consulted.map_or(Certainty::Announced, |(first, last)| calendar.certainty(first, last))
    }
}

struct Count<'a> {
    time: &'a WorkingTime,
    calendar: &'a Calendar,
    rules: &'a CountingRules,
    received: Moment,
    /// What the receipt has beyond its last whole second.
    nanoseconds: u32,
    pause: Pause,
}

impl Count<'_> {
    fn same_day(&self, cutoff: Option<NaiveTime>) -> Option<Path> {
        let days = self.calendar.working_days();
        let day = self.received.day;
        let works = days.contains(day);
        let late = works && cutoff.is_some_and(|cutoff| self.received.second > cutoff.num_seconds_from_midnight());
        let in_time = works && !late && self.received <= self.time.close(day);
        let due_on = if in_time { day } else { days.after(day)? };
        let due = self.later(self.time.close(due_on))?;
        Some(Path { late, consulted: Some((day, due.day)), ..self.path(Method::SameDay, due) })
    }

    /// The closing so many working days later as the clock stood still.
    fn later(&self, due: Moment) -> Option<Moment> {
        match self.pause.working_days {
            0 => Some(due),
            days => Some(self.time.close(self.calendar.step(due.day, days)?)),
        }
    }

    /// So many calendar days later as the clock stood still.
    fn days_later(&self, end: DayNumber) -> Option<DayNumber> {
        let end = u32::try_from(i64::from(end.get()).checked_add(self.pause.calendar_days)?).ok()?;
        Some(DayNumber::from_raw(end)).filter(|end| end.get() < DayNumber::count())
    }

    fn working_days(&self, amount: Amount) -> Option<Path> {
        let (day_zero, effect) = self.day_zero()?;
        let (whole, fraction) = amount.split();
        let whole = whole + self.pause.working_days;
        let last_whole = if whole == 0 { day_zero } else { self.calendar.step(day_zero, whole)? };
        let due = if fraction.is_zero() {
            self.time.close(last_whole)
        } else {
            self.part_of(self.calendar.working_days().after(last_whole)?, fraction)
        };
        let consulted = Some((day_zero.next(), due.day));
        Some(Path { consulted, ..self.path_from(day_zero, effect, Method::WorkingDays { whole, fraction }, due) })
    }

    /// The earliest moment of a working day by which a fraction of its working time has passed; its closing, should it have none.
    fn part_of(&self, day: DayNumber, fraction: Amount) -> Moment {
        let shifts = self.time.shifts(day);
        let seconds = u32::try_from(fraction.seconds(shifts.seconds(), 0)).unwrap_or(u32::MAX);
        match shifts.time_after(seconds) {
            Some(second) => Moment { day, second },
            None => self.time.close(day),
        }
    }

    fn working_time(&self, amount: Amount, per_unit: u32) -> Option<Path> {
        let before = self.last_whole_second();
        // A fraction of a second is working time only while the office is open.
        let open = self.time.elapsed(self.received) > self.time.elapsed(before);
        let seconds = amount.seconds(per_unit, if open { self.nanoseconds } else { 0 });
        let paused = self.pause.working_seconds;
        let due =
            if amount.is_zero() && paused == 0 { self.received.plus(0)? } else { self.time.advance(before, seconds + paused)? };
        let consulted = Some((self.received.day, due.day));
        let seconds = amount.seconds(per_unit, 0);
        Some(Path { consulted, ..self.path(Method::WorkingTime { seconds }, due) })
    }

    fn clock(&self, amount: Amount, per_unit: u32) -> Option<Path> {
        let nominal = self.last_whole_second().plus(amount.seconds(per_unit, self.nanoseconds) + self.pause.clock_seconds)?;
        let rolls = self.rules.roll == Some(Roll::Forward);
        let due = if rolls { self.rolled(nominal)? } else { nominal };
        let consulted = rolls.then_some((nominal.day, due.day));
        let seconds = amount.seconds(per_unit, 0);
        Some(Path { nominal, consulted, ..self.path(Method::Clock { seconds }, due) })
    }

    /// The receipt rounded down; the exact instant is rounded up once, when it is due.
    const fn last_whole_second(&self) -> Moment {
        let begun = (self.nanoseconds > 0) as u32;
        Moment { day: self.received.day, second: self.received.second.saturating_sub(begun) }
    }

    fn calendar(&self, amount: i64, unit: Unit) -> Option<Path> {
        let (day_zero, effect) = self.day_zero()?;
        let (end, clamped) = match unit {
            Unit::Month => months_after(day_zero.date(), amount, Flag::MonthEnd)?,
            Unit::Year => months_after(day_zero.date(), amount.checked_mul(12)?, Flag::LeapDay)?,
            _ => {
                let days = if unit == Unit::Week { amount.checked_mul(7)? } else { amount };
                let end = u32::try_from(i64::from(day_zero.get()).checked_add(days)?).ok()?;
                (Some(DayNumber::from_raw(end)).filter(|end| end.get() < DayNumber::count())?, None)
            }
        };
        let nominal = self.time.close(self.days_later(end)?);
        let due = if self.rules.roll == Some(Roll::None) { nominal } else { self.rolled(nominal)? };
        let consulted = Some((nominal.day, due.day));
        let method = Method::Calendar { amount, unit };
        Some(Path { nominal, clamped, consulted, ..self.path_from(day_zero, effect, method, due) })
    }

    /// The day from which is counted, and the effect of the cut-off that moved it.
    fn day_zero(&self) -> Option<(DayNumber, Option<CutoffEffect>)> {
        let day = self.received.day;
        let days = self.calendar.working_days();
        let passed = self
            .rules
            .cutoff
            .filter(|cutoff| days.contains(day) && self.received.second > cutoff.time().num_seconds_from_midnight());
        let effect = passed.and_then(|cutoff| cutoff.on_counted());
        let day_zero = match effect {
            None => day,
            Some(CutoffEffect::Day0) => days.after(day)?,
            Some(CutoffEffect::Day1) => DayNumber::from_raw(days.after(day)?.get() - 1),
        };
        Some((day_zero, effect))
    }

    fn path_from(&self, day_zero: DayNumber, effect: Option<CutoffEffect>, method: Method, due: Moment) -> Path {
        let (late, counts_next_day) = (effect.is_some(), effect == Some(CutoffEffect::Day1));
        Path { day_zero, late, counts_next_day, ..self.path(method, due) }
    }

    /// The moment itself on a working day, else the closing of the next working day.
    fn rolled(&self, at: Moment) -> Option<Moment> {
        let day = self.calendar.working_days().on_or_after(at.day)?;
        Some(if day == at.day { at } else { self.time.close(day) })
    }

    const fn path(&self, method: Method, due: Moment) -> Path {
        Path {
            received: self.received,
            method,
            day_zero: self.received.day,
            late: false,
            counts_next_day: false,
            nominal: due,
            clamped: None,
            consulted: None,
            due,
        }
    }
}

/// The same date so many months later, or the last day of that month, flagged, where it has no such date.
fn months_after(date: NaiveDate, months: i64, flag: Flag) -> Option<(DayNumber, Option<Flag>)> {
    let months = chrono::Months::new(u32::try_from(months).ok()?);
    let end = date.checked_add_months(months)?;
    let clamped = (end.day() != date.day()).then_some(flag);
    Some((DayNumber::of(end)?, clamped))
}
