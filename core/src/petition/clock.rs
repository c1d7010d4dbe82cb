//! What is due, and how what was done compares with it.

use chrono::{NaiveDate, NaiveDateTime};

use super::status::Rules;
use crate::deadline::{CountingRules, Deadline, TimeLimit, deadline};
use crate::error::Error;
use crate::timeliness::Timeliness;

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
        Ok(Self { timeliness: Timeliness::of(done_at.map(|at| at.date()), as_of.date(), due.due_on()), due: Some(due), done_at })
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
