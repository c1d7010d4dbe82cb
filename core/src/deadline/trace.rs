//! The steps of a due date, built from its path when somebody asks.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Deadline;
use super::amount::Amount;
use super::count::{Method, Path};
use super::cutoff::{Cutoff, CutoffEffect};
use super::limit::Unit;
use super::rules::Flag;
use super::step::{DayRun, Operation, Step};
use crate::calendar::{Calendar, DayKind, DayNumber};
use crate::hours::{OfficeHours, WorkingTime};
use crate::law::{Citation, Rule};
use crate::tables;

/// Days off are listed for so many days; what lies beyond is summed up, so that a step list stays bounded.
const LISTED_DAYS: u32 = 400;

/// The steps from receipt to due moment.
pub(super) fn steps(deadline: &Deadline) -> Vec<Step> {
    let Deadline { path, time, rules, received_at, .. } = deadline;
    let due = path.due.date_time();
    let mut trace = Trace { path, time, calendar: time.calendar(), received: *received_at, due, steps: Vec::new() };
    trace.push(step(Operation::Receive, trace.received, trace.received));
    trace.cut_off(rules.cutoff, &rules.hours);
    match path.method {
        Method::SameDay => trace.same_day(),
        Method::WorkingDays { whole, fraction } => trace.working_days(whole, fraction),
        Method::WorkingTime { seconds } => trace.working_time(seconds),
        Method::Clock { seconds } => trace.clock(seconds),
        Method::Calendar { amount, unit } => trace.calendar_units(amount, unit),
    }
    trace.roll_and_due();
    trace.steps
}

struct Trace<'a> {
    path: &'a Path,
    time: &'a WorkingTime,
    calendar: &'a Calendar,
    received: NaiveDateTime,
    due: NaiveDateTime,
    steps: Vec<Step>,
}

impl Trace<'_> {
    fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    fn cut_off(&mut self, chosen: Option<Cutoff>, hours: &OfficeHours) {
        let path = self.path;
        if let Some(cutoff) = chosen.filter(Cutoff::is_hand_over)
            && let Ok(by) = super::hand_over_by(self.received, self.calendar, hours)
        {
            self.push(step(Operation::HandOver, self.received, by).under(Some(cutoff), self.received.date()));
        }
        if !path.late {
            return;
        }
        let same_day = matches!(path.method, Method::SameDay);
        let applies = |cutoff: &Cutoff| if same_day { cutoff.is_for_same_day() } else { cutoff.on_counted().is_some() };
        let cutoff = chosen.filter(applies).or(Some(Cutoff::new(tables::SAME_DAY_CUTOFF, CutoffEffect::Day0)));
        // The day from which is counted; under day_1 the one after it, the first day counted.
        let to = match path.method {
            Method::SameDay => path.due.day,
            _ if path.counts_next_day => path.day_zero.next(),
            _ => path.day_zero,
        };
        let moved = step(Operation::CutOff, self.received, midnight(to)).under(cutoff, self.received.date());
        self.push(Step { counts_next_day: path.counts_next_day, ..moved });
        if path.day_zero_moved() {
            self.skip(path.received.day.next(), path.day_zero);
        }
    }

    fn same_day(&mut self) {
        let (received, due) = (self.path.received.day, self.path.due.day);
        if due != received {
            if !self.path.late && self.calendar.working_days().contains(received) {
                self.push(step(Operation::AfterClosing, self.received, midnight(due)));
            }
            self.skip(received, due);
        }
        self.push(step(Operation::SameDay, self.received, self.due));
    }

    fn working_days(&mut self, whole: i64, fraction: Amount) {
        let Path { day_zero, due, .. } = *self.path;
        self.leave_out_first_day();
        self.skip(day_zero.next(), due.day);
        if whole > 0 {
            let last = if fraction.is_zero() { None } else { self.calendar.step(day_zero, whole) };
            let last = last.unwrap_or(due.day);
            let first = self.calendar.working_days().after(day_zero).unwrap_or(last);
            let counted = step(Operation::CountWorkingDays, midnight(first), midnight(last));
            let counted = counted.counting(whole, Unit::WorkingDay.as_str());
            // What is usual for Monday to Friday says nothing of an office with other rest days.
            let usual = self.calendar.rests_as_usual();
            self.push(if usual { counted.by(&tables::WORKING_DAYS_ONLY) } else { counted });
        }
        if !fraction.is_zero() {
            let counted = step(Operation::CountPartOfDay, midnight(due.day), self.due);
            self.push(counted.counting(fraction, Unit::WorkingDay.as_str()).by(&tables::OFFICE_HOURS_ONLY));
        }
    }

    fn working_time(&mut self, seconds: i64) {
        let Path { received, due, .. } = *self.path;
        if seconds > 0 {
            if let Some(opening) = self.time.opening(received).filter(|opening| *opening != received) {
                self.push(step(Operation::WaitForOpening, self.received, opening.date_time()));
            }
            // A rest day on which the office is open is not passed over.
            let time = self.time;
            self.steps.extend(skipped(self.calendar, received.day, due.day, |day| time.shifts(day).seconds() > 0));
        }
        let counted = step(Operation::CountWorkingTime, self.received, self.due);
        self.push(counted.counting(seconds, "working_second").by(&tables::OFFICE_HOURS_ONLY));
    }

    fn clock(&mut self, seconds: i64) {
        let counted = step(Operation::CountClockTime, self.received, self.path.nominal.date_time());
        self.push(counted.counting(seconds, "second").by(&tables::CLOCK_RUNS_FROM_THE_MOMENT));
    }

    fn calendar_units(&mut self, amount: i64, unit: Unit) {
        let end = midnight(self.path.nominal.day);
        self.leave_out_first_day();
        let rule = match unit {
            Unit::Week => &tables::ENDS_ON_SAME_WEEKDAY,
            Unit::Month => &tables::ENDS_ON_SAME_DATE,
            Unit::Year => &tables::ENDS_ON_SAME_DAY_AND_MONTH,
            _ => &tables::ENDS_ON_LAST_DAY,
        };
        let counted = step(Operation::CountCalendar, midnight(self.path.day_zero), end);
        self.push(counted.counting(amount, unit.as_str()).by(rule));
        let fallback = match self.path.clamped {
            Some(Flag::LeapDay) => Some(&tables::LEAP_DAY_FALLS_BACK),
            Some(_) => Some(&tables::ENDS_ON_SAME_DATE),
            None => None,
        };
        self.steps.extend(fallback.map(|rule| step(Operation::FallBack, end, end).by(rule)));
    }

    fn leave_out_first_day(&mut self) {
        // Under day_1 the first day counted has just been named.
        if !self.path.counts_next_day {
            let day = midnight(self.path.day_zero);
            self.push(step(Operation::LeaveOutFirstDay, day, day).by(&tables::FIRST_DAY_NOT_COUNTED));
        }
    }

    fn roll_and_due(&mut self) {
        let Path { nominal, due, method, .. } = *self.path;
        let rolled = due.day != nominal.day;
        if rolled {
            self.skip(nominal.day, due.day);
            let roll = step(Operation::RollForward, midnight(nominal.day), midnight(due.day));
            self.push(roll.by(&tables::ROLLS_TO_NEXT_WORKING_DAY));
        }
        let at_closing = match method {
            Method::SameDay | Method::Calendar { .. } => true,
            Method::WorkingDays { fraction, .. } => fraction.is_zero(),
            Method::WorkingTime { .. } => false,
            Method::Clock { .. } => rolled,
        };
        let last = step(Operation::Due, self.due, self.due);
        self.push(if at_closing { last.by(&tables::DUE_AT_CLOSING) } else { last });
    }

    fn skip(&mut self, first: DayNumber, last: DayNumber) {
        self.steps.extend(skipped(self.calendar, first, last, |_| false));
    }
}

fn midnight(day: DayNumber) -> NaiveDateTime {
    day.date().and_time(NaiveTime::MIN)
}

/// A step still without amount, rule and days.
fn step(operation: Operation, from: NaiveDateTime, to: NaiveDateTime) -> Step {
    Step {
        operation,
        from,
        to,
        amount: None,
        unit: None,
        rule: None,
        cutoff: None,
        counts_next_day: false,
        days: Vec::new(),
        citations: Vec::new(),
    }
}

impl Step {
    fn counting(mut self, amount: impl ToString, unit: &'static str) -> Self {
        self.amount = Some(amount.to_string());
        self.unit = Some(unit);
        self
    }

    fn by(mut self, rule: &'static Rule) -> Self {
        self.rule = Some(rule);
        self.citations.push(rule.citation());
        self
    }

    fn under(mut self, cutoff: Option<Cutoff>, date: NaiveDate) -> Self {
        self.cutoff = cutoff;
        self.citations.extend(cutoff.and_then(|cutoff| cutoff.citation(date)));
        self
    }
}

/// The runs of days off, and the days worked though they would be off, from one day to another, both included; but for days off of
/// which something is counted all the same.
fn skipped(calendar: &Calendar, first: DayNumber, last: DayNumber, counted: impl Fn(DayNumber) -> bool) -> Vec<Step> {
    let mut steps = Vec::new();
    let listed = DayNumber::from_raw(last.get().min(first.get().saturating_add(LISTED_DAYS)));
    let mut run: Vec<DayRun> = Vec::new();
    for number in (first.get()..=listed.get()).map(DayNumber::from_raw) {
        let day = calendar.describe(number);
        if day.is_working() || counted(number) {
            steps.extend(close_run(&mut run));
            let operation = match day.kind() {
                DayKind::MakeupWorkday => Some(Operation::CountMakeupWorkday),
                DayKind::LocalOpening => Some(Operation::CountLocalOpening),
                _ => None,
            };
            let single = DayRun { first: day.clone(), last: day };
            steps.extend(operation.and_then(|operation| run_step(operation, vec![single])));
        } else {
            match run.last_mut().filter(|part| part.last.continues_in(&day)) {
                Some(part) => part.last = day,
                None => run.push(DayRun { first: day.clone(), last: day }),
            }
        }
    }
    steps.extend(close_run(&mut run));
    if listed < last {
        let days = calendar.working_days();
        let working = days.rank(last) - days.rank(listed);
        let off = last.get() - listed.get() - working;
        let more = step(Operation::SkipMoreDays, midnight(listed.next()), midnight(last));
        steps.push(more.counting(off, Unit::Day.as_str()));
    }
    steps
}

fn close_run(run: &mut Vec<DayRun>) -> Option<Step> {
    run_step(Operation::SkipDays, std::mem::take(run))
}

fn run_step(operation: Operation, days: Vec<DayRun>) -> Option<Step> {
    let (from, to) = (days.first()?.first(), days.last()?.last());
    let mut citations: Vec<Citation> = Vec::new();
    for citation in days.iter().flat_map(DayRun::citations) {
        if !citations.contains(&citation) {
            citations.push(citation);
        }
    }
    let count = (to - from).num_days() + 1;
    let step = step(operation, from.and_time(NaiveTime::MIN), to.and_time(NaiveTime::MIN));
    Some(Step { days, citations, ..step.counting(count, Unit::Day.as_str()) })
}
