//! From event logs to the columns of a report.

use chrono::NaiveDateTime;

use super::rows::{Rows, Times};
use crate::batch::{Moments, TimeUnit};
use crate::dossier::Dossier;
use crate::error::Error;

/// A log as one row of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogRow {
    /// When it was accepted; a dossier that was not is in no report.
    pub received_at: Option<NaiveDateTime>,
    /// The promise in force.
    pub due_at: Option<NaiveDateTime>,
    /// The first promise.
    pub first_due_at: Option<NaiveDateTime>,
    /// When it was decided, corrections applied.
    pub finished_at: Option<NaiveDateTime>,
    /// When it was decided as first recorded: without the corrections.
    pub recorded_at: Option<NaiveDateTime>,
    /// Whether it is not measured: withdrawn, or stopped for good.
    pub is_left_out: bool,
}

impl LogRow {
    /// The row of a log as it stands at a moment.
    ///
    /// # Errors
    /// As [`Dossier::standing`].
    pub fn new(dossier: &Dossier, as_of: NaiveDateTime) -> Result<Self, Error> {
        let standing = dossier.standing(as_of)?;
        // Without the corrections made until then, as their audit has it.
        let recorded_at = match dossier.corrections(as_of)?.first() {
            Some(correction) => correction.before().decided_at(),
            None => standing.decided_at(),
        };
        // Withdrawn, or stopped for good: over with the last thing that happened, and not measured.
        let is_given_up = standing.state().is_final() && standing.decided_at().is_none();
        let last = || dossier.events().iter().map(|event| event.at).filter(|at| *at <= as_of).max();
        Ok(Self {
            received_at: standing.accepted_at(),
            due_at: standing.due_at(),
            first_due_at: standing.first_due_at(),
            finished_at: if is_given_up { last() } else { standing.decided_at() },
            recorded_at,
            is_left_out: is_given_up,
        })
    }
}

/// The rows of many logs as columns: seconds since 1970-01-01, so that days and minutes can be compared.
///
/// ```
/// use motcua::report::{Asked, LogRow, LogRows, OnTime, Report};
/// use motcua::wire::parse_moment;
///
/// let at = |text| Some(parse_moment(text).unwrap());
/// let (due_at, finished_at) = (at("2026-05-04T17:00"), at("2026-05-05T09:00"));
/// let mut rows = LogRows::default();
/// rows.add(&LogRow { received_at: at("2026-04-24T10:00"), due_at, first_due_at: due_at, finished_at, ..LogRow::default() });
/// let mut report = Report::new(OnTime, Asked::default())?;
/// report.add(&rows.rows(), 1)?;
/// assert_eq!(report.total().late(), 1);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct LogRows {
    received: Vec<i64>,
    due: Vec<i64>,
    first_due: Vec<i64>,
    finished: Vec<i64>,
    recorded: Vec<i64>,
    left_out: Vec<u8>,
}

impl LogRows {
    /// Adds a row; whether there is one, which an unaccepted dossier has not.
    pub fn add(&mut self, row: &LogRow) -> bool {
        let seconds = |at: Option<NaiveDateTime>| at.map_or(i64::MIN, |at| at.and_utc().timestamp());
        if row.received_at.is_none() {
            return false;
        }
        self.received.push(seconds(row.received_at));
        self.due.push(seconds(row.due_at));
        self.first_due.push(seconds(row.first_due_at));
        self.finished.push(seconds(row.finished_at));
        self.recorded.push(seconds(row.recorded_at.or(row.finished_at)));
        self.left_out.push(u8::from(row.is_left_out));
        true
    }

    /// Adds the rows of logs as they stand at a moment; which of them have one, in their order.
    ///
    /// # Errors
    /// As [`Dossier::standing`], with the place of the log.
    pub fn extend<'a>(
        &mut self,
        dossiers: impl IntoIterator<Item = &'a Dossier>,
        as_of: NaiveDateTime,
    ) -> Result<Vec<bool>, Error> {
        let rows = dossiers.into_iter().enumerate();
        rows.map(|(place, dossier)| {
            LogRow::new(dossier, as_of).map(|row| self.add(&row)).map_err(|error| error.at("dossiers", place))
        })
        .collect()
    }

    /// The columns; groups are the caller's.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        fn seconds(values: &[i64]) -> Times<'_> {
            Moments::each(values, TimeUnit::Second).into()
        }
        Rows {
            received: Some(seconds(&self.received)),
            first_due: Some(seconds(&self.first_due)),
            recorded: Some(seconds(&self.recorded)),
            left_out: Some(super::Marks(&self.left_out)),
            ..Rows::new(self.due.len(), seconds(&self.due), seconds(&self.finished))
        }
    }
}
