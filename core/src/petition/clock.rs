//! What is due, and how what was done compares with it.

use chrono::{NaiveDate, NaiveDateTime};

use super::status::Rules;
use crate::deadline::{CountingRules, Deadline, TimeLimit, deadline};
use crate::error::Error;
use crate::law::Language;

/// How something done, or still to be done, compares with its due date. Compared by date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Timeliness {
    /// Done before the due date.
    Early,
    /// Done on the due date.
    OnTime,
    /// Done after it.
    Late,
    /// Not done, the due date not past.
    WithinTerm,
    /// Not done, the due date past.
    Overdue,
    /// Nothing is due.
    #[default]
    None,
}

impl Timeliness {
    fn of(due_on: NaiveDate, done_at: Option<NaiveDateTime>, as_of: NaiveDateTime) -> Self {
        let done_on = done_at.map(|at| at.date());
        match done_on {
            Some(day) if day < due_on => Self::Early,
            Some(day) if day == due_on => Self::OnTime,
            Some(_) => Self::Late,
            None if as_of.date() <= due_on => Self::WithinTerm,
            None => Self::Overdue,
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::WithinTerm => "within_term",
            Self::Overdue => "overdue",
            Self::None => "none",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Early => language.pick("Trước hạn", "Early"),
            Self::OnTime => language.pick("Đúng hạn", "On time"),
            Self::Late => language.pick("Trễ hạn", "Late"),
            Self::WithinTerm => language.pick("Trong hạn", "Within term"),
            Self::Overdue => language.pick("Quá hạn", "Overdue"),
            Self::None => language.pick("Không tính hạn", "Nothing due"),
        }
    }

    /// Whether nothing is wrong so far: early, on time or within term.
    #[must_use]
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Early | Self::OnTime | Self::WithinTerm)
    }
}

/// A due date, what was done about it, and how the two compare.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    due: Option<Deadline>,
    done_at: Option<NaiveDateTime>,
    timeliness: Timeliness,
}

impl Clock {
    pub(super) fn new(
        limit: &TimeLimit,
        began_at: NaiveDateTime,
        done_at: Option<NaiveDateTime>,
        as_of: NaiveDateTime,
        rules: &Rules,
    ) -> Result<Self, Error> {
        let counting = CountingRules { hours: rules.hours.clone(), ..CountingRules::default() };
        let due = deadline(began_at, limit, &rules.calendar, &counting)?;
        Ok(Self { timeliness: Timeliness::of(due.due_on(), done_at, as_of), due: Some(due), done_at })
    }

    /// Nothing is due, whatever was done.
    pub(super) const fn untimed(done_at: Option<NaiveDateTime>) -> Self {
        Self { due: None, done_at, timeliness: Timeliness::None }
    }

    /// The due date with its reasons, if anything is due.
    #[must_use]
    pub const fn deadline(&self) -> Option<&Deadline> {
        self.due.as_ref()
    }

    /// The due day.
    #[must_use]
    pub fn due_on(&self) -> Option<NaiveDate> {
        self.due.as_ref().map(Deadline::due_on)
    }

    /// The due moment: the closing of the due day, unless the limit is in hours or minutes.
    #[must_use]
    pub fn due_at(&self) -> Option<NaiveDateTime> {
        self.due.as_ref().map(Deadline::due_at)
    }

    /// When it was done.
    #[must_use]
    pub const fn done_at(&self) -> Option<NaiveDateTime> {
        self.done_at
    }

    /// How the two compare, by date.
    #[must_use]
    pub const fn timeliness(&self) -> Timeliness {
        self.timeliness
    }
}
