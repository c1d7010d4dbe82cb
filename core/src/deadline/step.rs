//! The steps of a due date, built from its path when somebody asks.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::Deadline;
use super::count::Method;
use super::cutoff::{Cutoff, CutoffEffect};
use super::limit::Unit;
use super::rules::Flag;
use crate::calendar::{Calendar, Day, DayKind, DayNumber};
use crate::law::{Citation, Language, Rule};
use crate::tables;

/// Days off are listed for so many days; what lies beyond is summed up, so that a step list stays bounded.
const LISTED_DAYS: u32 = 400;

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// The dossier is received.
    Receive,
    /// The receipt lies outside office hours; time runs from the next opening.
    WaitForOpening,
    /// The receipt lies after a cut-off.
    CutOff,
    /// The receipt lies after closing, too late for a result within the day.
    AfterClosing,
    /// The handling unit gets the dossier; the due date does not move.
    HandOver,
    /// The day of receipt is not counted.
    LeaveOutFirstDay,
    /// A run of days off is passed over.
    SkipDays,
    /// Days off too far ahead to be listed are passed over.
    SkipMoreDays,
    /// A make-up workday is counted.
    CountMakeupWorkday,
    /// A day on which the agency works by its own decision is counted.
    CountLocalOpening,
    /// Working days are counted.
    CountWorkingDays,
    /// A fraction of a working day is counted.
    CountPartOfDay,
    /// Working time is counted.
    CountWorkingTime,
    /// Time on the clock is counted.
    CountClockTime,
    /// Calendar days, weeks, months or years are counted.
    CountCalendar,
    /// The end has no such date and falls back.
    FallBack,
    /// The end is a day off and moves on.
    RollForward,
    /// The result is due within the day.
    SameDay,
    /// The result is due.
    Due,
}

impl Operation {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Receive => "receive",
            Self::WaitForOpening => "wait_for_opening",
            Self::CutOff => "cut_off",
            Self::AfterClosing => "after_closing",
            Self::HandOver => "hand_over",
            Self::LeaveOutFirstDay => "leave_out_first_day",
            Self::SkipDays => "skip_days",
            Self::SkipMoreDays => "skip_more_days",
            Self::CountMakeupWorkday => "count_makeup_workday",
            Self::CountLocalOpening => "count_local_opening",
            Self::CountWorkingDays => "count_working_days",
            Self::CountPartOfDay => "count_part_of_day",
            Self::CountWorkingTime => "count_working_time",
            Self::CountClockTime => "count_clock_time",
            Self::CountCalendar => "count_calendar",
            Self::FallBack => "fall_back",
            Self::RollForward => "roll_forward",
            Self::SameDay => "same_day",
            Self::Due => "due",
        }
    }
}

/// One step from receipt to due moment.
#[derive(Clone, Debug)]
pub struct Step {
    pub(super) operation: Operation,
    pub(super) from: NaiveDateTime,
    pub(super) to: NaiveDateTime,
    pub(super) amount: Option<String>,
    pub(super) unit: Option<&'static str>,
    pub(super) rule: Option<&'static Rule>,
    pub(super) cutoff: Option<Cutoff>,
    pub(super) counts_next_day: bool,
    pub(super) days: Vec<DayRun>,
    pub(super) citations: Vec<Citation>,
}

impl Step {
    /// What it does.
    #[must_use]
    pub const fn operation(&self) -> Operation {
        self.operation
    }

    /// Where it starts; for days, the first of them at 00:00.
    #[must_use]
    pub const fn from(&self) -> NaiveDateTime {
        self.from
    }

    /// Where it ends; for days, the last of them at 00:00.
    #[must_use]
    pub const fn to(&self) -> NaiveDateTime {
        self.to
    }

    /// The amount counted or passed over, as an exact decimal.
    #[must_use]
    pub fn amount(&self) -> Option<&str> {
        self.amount.as_deref()
    }

    /// The unit of the amount.
    #[must_use]
    pub const fn unit(&self) -> Option<&'static str> {
        self.unit
    }

    /// The stable name of the rule applied, where there is one.
    #[must_use]
    pub fn rule_id(&self) -> Option<&'static str> {
        self.rule.map(Rule::id).or_else(|| self.cutoff?.rule_id())
    }

    /// The days passed over, or the make-up workday counted, by kind.
    #[must_use]
    pub fn days(&self) -> &[DayRun] {
        &self.days
    }

    /// The legal basis.
    #[must_use]
    pub fn citations(&self) -> &[Citation] {
        &self.citations
    }

    /// The step in words.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        super::explain::step(self, language)
    }
}

/// Consecutive days of one kind and name within a run of days.
#[derive(Clone, Debug)]
pub struct DayRun {
    first: Day,
    last: Day,
}

impl DayRun {
    /// The first day.
    #[must_use]
    pub const fn first(&self) -> NaiveDate {
        self.first.date()
    }

    /// The last day, included.
    #[must_use]
    pub const fn last(&self) -> NaiveDate {
        self.last.date()
    }

    /// Their kind.
    #[must_use]
    pub const fn kind(&self) -> DayKind {
        self.first.kind()
    }

    /// Their name; of several days of Tết, the name of the holiday.
    #[must_use]
    pub fn name(&self, language: Language) -> String {
        if self.first() == self.last() { self.first.name(language) } else { self.first.common_name(language) }
    }

    /// Their legal basis.
    #[must_use]
    pub fn citations(&self) -> Vec<Citation> {
        self.first.citations()
    }
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

pub(super) fn steps(deadline: &Deadline) -> Vec<Step> {
    let Deadline { path, time, rules, .. } = deadline;
    let calendar = time.calendar();
    let received = deadline.received_at();
    let due = path.due.date_time();
    let at = |day: DayNumber| day.date().and_time(NaiveTime::MIN);
    let day_after = |day: DayNumber| DayNumber::from_raw(day.get() + 1);
    let mut steps = vec![step(Operation::Receive, received, received)];

    if let Some(cutoff) = rules.cutoff.filter(Cutoff::is_hand_over)
        && let Ok(by) = super::hand_over_by(received, calendar, &rules.hours)
    {
        steps.push(step(Operation::HandOver, received, by).under(Some(cutoff), received.date()));
    }
    if path.late {
        let same_day = matches!(path.method, Method::SameDay { .. });
        let applies = |cutoff: &Cutoff| if same_day { cutoff.is_for_same_day() } else { cutoff.on_counted().is_some() };
        let cutoff = rules.cutoff.filter(applies);
        let cutoff = cutoff.or(Some(Cutoff::new(tables::SAME_DAY_CUTOFF, CutoffEffect::Day0)));
        // The day from which is counted; under day_1 the one after it, the first day counted.
        let to = match path.method {
            Method::SameDay { .. } => path.due.day,
            _ if path.counts_next_day => day_after(path.day_zero),
            _ => path.day_zero,
        };
        let moved = step(Operation::CutOff, received, at(to)).under(cutoff, received.date());
        steps.push(Step { counts_next_day: path.counts_next_day, ..moved });
        if path.day_zero_moved() {
            steps.extend(skipped(calendar, day_after(path.received.day), path.day_zero));
        }
    }

    let left_out = |day: DayNumber| {
        // Under day_1 the first day counted has just been named.
        let step = step(Operation::LeaveOutFirstDay, at(day), at(day)).by(&tables::FIRST_DAY_NOT_COUNTED);
        (!path.counts_next_day).then_some(step)
    };
    match path.method {
        Method::SameDay { .. } => {
            if path.due.day != path.received.day {
                if !path.late && calendar.working_days().contains(path.received.day) {
                    steps.push(step(Operation::AfterClosing, received, at(path.due.day)));
                }
                steps.extend(skipped(calendar, path.received.day, path.due.day));
            }
            steps.push(step(Operation::SameDay, received, due));
        }
        Method::WorkingDays { whole, fraction } => {
            steps.extend(left_out(path.day_zero));
            let first = day_after(path.day_zero);
            steps.extend(skipped(calendar, first, path.due.day));
            if whole > 0 {
                let last =
                    if fraction.is_zero() { path.due.day } else { calendar.step(path.day_zero, whole).unwrap_or(path.due.day) };
                let first_counted = calendar.working_days().after(path.day_zero).unwrap_or(last);
                let counted = step(Operation::CountWorkingDays, at(first_counted), at(last));
                let counted = counted.counting(whole, Unit::WorkingDay.as_str());
                // What is usual for Monday to Friday says nothing of an office with other rest days.
                steps.push(if calendar.rests_as_usual() { counted.by(&tables::WORKING_DAYS_ONLY) } else { counted });
            }
            if !fraction.is_zero() {
                let counted = step(Operation::CountPartOfDay, at(path.due.day), due);
                steps.push(counted.counting(fraction, Unit::WorkingDay.as_str()).by(&tables::OFFICE_HOURS_ONLY));
            }
        }
        Method::WorkingTime { seconds } => {
            let opening = time.opening(path.received);
            if let Some(opening) = opening.filter(|opening| *opening != path.received && seconds > 0) {
                steps.push(step(Operation::WaitForOpening, received, opening.date_time()));
            }
            // A rest day on which the office is open is not passed over.
            if seconds > 0 {
                steps.extend(skipped_unless(calendar, path.received.day, path.due.day, |day| time.shifts(day).seconds() > 0));
            }
            let counted = step(Operation::CountWorkingTime, received, due);
            steps.push(counted.counting(seconds, "working_second").by(&tables::OFFICE_HOURS_ONLY));
        }
        Method::Clock { seconds } => {
            let counted = step(Operation::CountClockTime, received, path.nominal.date_time());
            steps.push(counted.counting(seconds, "second").by(&tables::CLOCK_RUNS_FROM_THE_MOMENT));
        }
        Method::Calendar { amount, unit } => {
            steps.extend(left_out(path.day_zero));
            let rule = match unit {
                Unit::Week => &tables::ENDS_ON_SAME_WEEKDAY,
                Unit::Month => &tables::ENDS_ON_SAME_DATE,
                Unit::Year => &tables::ENDS_ON_SAME_DAY_AND_MONTH,
                _ => &tables::ENDS_ON_LAST_DAY,
            };
            let counted = step(Operation::CountCalendar, at(path.day_zero), at(path.nominal.day));
            steps.push(counted.counting(amount, unit.as_str()).by(rule));
            let fallback = match path.clamped {
                Some(Flag::LeapDay) => Some(&tables::LEAP_DAY_FALLS_BACK),
                Some(_) => Some(&tables::ENDS_ON_SAME_DATE),
                None => None,
            };
            steps.extend(fallback.map(|rule| step(Operation::FallBack, at(path.nominal.day), at(path.nominal.day)).by(rule)));
        }
    }
    if path.due.day != path.nominal.day {
        steps.extend(skipped(calendar, path.nominal.day, path.due.day));
        steps.push(step(Operation::RollForward, at(path.nominal.day), at(path.due.day)).by(&tables::ROLLS_TO_NEXT_WORKING_DAY));
    }
    let by_closing = match path.method {
        Method::SameDay { .. } | Method::Calendar { .. } => true,
        Method::WorkingDays { fraction, .. } => fraction.is_zero(),
        Method::WorkingTime { .. } => false,
        Method::Clock { .. } => path.due.day != path.nominal.day,
    };
    let last = step(Operation::Due, due, due);
    steps.push(if by_closing { last.by(&tables::DUE_AT_CLOSING) } else { last });
    steps
}

/// The runs of days off, and the make-up workdays, from one day to another, both included.
fn skipped(calendar: &Calendar, first: DayNumber, last: DayNumber) -> Vec<Step> {
    skipped_unless(calendar, first, last, |_| false)
}

/// The same, but for days off of which something is counted all the same.
fn skipped_unless(calendar: &Calendar, first: DayNumber, last: DayNumber, counted: impl Fn(DayNumber) -> bool) -> Vec<Step> {
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
        let midnight = |day: DayNumber| day.date().and_time(NaiveTime::MIN);
        let more = step(Operation::SkipMoreDays, midnight(DayNumber::from_raw(listed.get() + 1)), midnight(last));
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
