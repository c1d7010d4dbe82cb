//! What a step from receipt to due moment is.

use chrono::{NaiveDate, NaiveDateTime};

use super::cutoff::Cutoff;
use crate::calendar::{Day, DayKind};
use crate::law::{Citation, Language, Rule};

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
    pub(super) first: Day,
    pub(super) last: Day,
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
