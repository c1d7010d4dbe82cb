//! The promise made to the applicant, and what moves it.

use chrono::{NaiveDate, NaiveDateTime, Timelike};

use crate::deadline::{CountingRules, Pause, TimeLimit, due_after, promise_after};
use crate::error::{Error, quote};
use crate::hours::WorkingTime;
use crate::law::Certainty;

/// How fine early, on time and late are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// By date: in term until the end of the due date, for limits in hours too.
    #[default]
    Day,
    /// By minute.
    Minute,
}

impl Level {
    /// Reads `day` or `minute`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "day" => Ok(Self::Day),
            "minute" => Ok(Self::Minute),
            _ => Err(Error::OptionUnknown { option: "a level of comparison", value: quote(text), known: "day, minute" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Minute => "minute",
        }
    }

    /// How a moment lies to a due moment.
    pub(crate) fn compare(self, at: NaiveDateTime, due: NaiveDateTime) -> std::cmp::Ordering {
        let minute = |moment: NaiveDateTime| (moment.date(), moment.hour(), moment.minute());
        match self {
            Self::Day => at.date().cmp(&due.date()),
            Self::Minute => minute(at).cmp(&minute(due)),
        }
    }
}

/// What a promise rests on: a limit, and how an office counts it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted<'a> {
    pub(crate) limit: &'a TimeLimit,
    pub(crate) time: &'a WorkingTime,
    pub(crate) rules: &'a CountingRules,
}

/// A running promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// Acceptance, or the last restart.
    start: NaiveDateTime,
    /// What stood still since.
    pause: Pause,
    /// The date set anew, and what stood still since.
    promised: Option<(NaiveDate, Pause)>,
    pub(crate) due: NaiveDateTime,
    pub(crate) certainty: Certainty,
}

impl Clock {
    pub(crate) fn begin(start: NaiveDateTime, on: Counted<'_>) -> Result<Self, Error> {
        let pause = Pause::default();
        let (due, certainty) = due_after(start, on.limit, on.time, on.rules, pause)?;
        Ok(Self { start, pause, promised: None, due, certainty })
    }

    /// Acceptance, or the last restart.
    pub(crate) const fn start(&self) -> NaiveDateTime {
        self.start
    }

    /// The full limit runs again.
    pub(crate) fn restarted(self, at: NaiveDateTime, on: Counted<'_>) -> Result<Self, Error> {
        Self { start: at, pause: Pause::default(), ..self }.settled(on)
    }

    /// The time in between is added.
    pub(crate) fn paused(self, begun: NaiveDateTime, ended: NaiveDateTime, on: Counted<'_>) -> Result<Self, Error> {
        let pause = Pause::between(begun, ended, on.time)?;
        let promised = self.promised.map(|(date, sum)| (date, sum.plus(pause)));
        Self { pause: self.pause.plus(pause), promised, ..self }.settled(on)
    }

    /// A new date was promised.
    pub(crate) fn promised(self, date: NaiveDate, on: Counted<'_>) -> Result<Self, Error> {
        Self { promised: Some((date, Pause::default())), ..self }.settled(on)
    }

    /// Due at the later of what the limit and what the promise lead to.
    fn settled(self, on: Counted<'_>) -> Result<Self, Error> {
        let Counted { limit, time, rules } = on;
        let (run, run_certainty) = due_after(self.start, limit, time, rules, self.pause)?;
        let Some((date, pause)) = self.promised else {
            return Ok(Self { due: run, certainty: run_certainty, ..self });
        };
        let (promised, certainty) = promise_after(date, limit, time, rules, pause)?;
        Ok(Self { due: run.max(promised), certainty: run_certainty.min(certainty), ..self })
    }
}
