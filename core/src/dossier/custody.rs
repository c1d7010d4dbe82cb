//! Who holds a dossier, since when, and how much time each used.

use chrono::NaiveDateTime;

use super::Dossier;
use super::event::{EventKind, State, SuspensionReason};
use super::replay::{Entry, Run};
use crate::deadline::Pause;
use crate::error::Error;

/// The name under which the one-stop shop itself holds a dossier.
pub(crate) const ONE_STOP: &str = "one_stop";

/// A stretch of time during which one unit held a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "đơn vị thụ lý")]
pub struct Holding {
    unit: String,
    officer: Option<String>,
    backup: Option<String>,
    since: NaiveDateTime,
    until: Option<NaiveDateTime>,
    working_seconds: i64,
    waits_for: Option<&'static str>,
}

impl Holding {
    /// The unit; `one_stop` for the one-stop shop itself.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// Who answers for it (cán bộ thụ lý).
    #[must_use]
    pub fn officer(&self) -> Option<&str> {
        self.officer.as_deref()
    }

    /// Who stands in (người dự phòng).
    #[must_use]
    pub fn backup(&self) -> Option<&str> {
        self.backup.as_deref()
    }

    /// Since when.
    #[must_use]
    pub const fn since(&self) -> NaiveDateTime {
        self.since
    }

    /// Until when; `None` for who holds it now, and for where it ended.
    #[must_use]
    pub const fn until(&self) -> Option<NaiveDateTime> {
        self.until
    }

    /// Office hours used, without those during which the clock stood still.
    #[must_use]
    pub const fn working_seconds(&self) -> i64 {
        self.working_seconds
    }

    /// Whom or what it waits for: `applicant`, `other_agency`, `public_posting` or `force_majeure`.
    #[must_use]
    pub const fn waits_for(&self) -> Option<&'static str> {
        self.waits_for
    }
}

impl Dossier {
    /// Who held the dossier until a moment, in order; the last entry holds it now, unless it is closed.
    ///
    /// The one-stop shop holds it from the submission to the first hand-over, and again once the result is there.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    pub fn custody(&self, as_of: NaiveDateTime) -> Result<Vec<Holding>, Error> {
        let mut custody = Custody { held: Vec::new(), works: false, last: as_of };
        self.walk(as_of, |run, entry| custody.step(run, entry, self))?;
        custody.use_up(as_of, self)?;
        Ok(custody.held)
    }
}

struct Custody {
    held: Vec<Holding>,
    /// Whether whoever holds the dossier works on it.
    works: bool,
    /// Up to when time is accounted for.
    last: NaiveDateTime,
}

impl Custody {
    fn step(&mut self, run: &Run<'_>, entry: Entry<'_>, dossier: &Dossier) -> Result<(), Error> {
        self.use_up(entry.at, dossier)?;
        self.works = matches!(run.state, State::Submitted | State::InProcess);
        self.last = entry.at;
        let event = entry.event;
        // What it waits for goes with it to another unit.
        let waited_for = self.held.last().and_then(|holding| holding.waits_for);
        match &event.kind {
            EventKind::Submitted { .. } => self.hand_to(ONE_STOP, entry.at),
            EventKind::HandedOver { to } => self.hand_to(to, entry.at),
            EventKind::ResultReady => self.hand_to(ONE_STOP, entry.at),
            _ => {}
        }
        let waits_for = match (run.state, &event.kind) {
            (State::AwaitingSupplement, _) => Some("applicant"),
            (State::Suspended, EventKind::Suspended { reason }) => reason.map(|reason| match reason {
                SuspensionReason::FinancialObligation => "applicant",
                other => other.as_str(),
            }),
            (State::Suspended, _) => waited_for,
            _ => None,
        };
        if let Some(holding) = self.held.last_mut() {
            holding.waits_for = waits_for;
            if let Some(officer) = &event.officer {
                holding.officer = Some(officer.to_string());
                holding.backup = event.backup.as_deref().map(str::to_owned);
            }
            if run.state.is_final() && holding.until.is_none() {
                holding.until = Some(entry.at);
            }
        }
        Ok(())
    }

    fn hand_to(&mut self, unit: &str, at: NaiveDateTime) {
        if let Some(holding) = self.held.last_mut() {
            if holding.unit == unit {
                return;
            }
            (holding.until, holding.waits_for) = (Some(at), None);
        }
        self.held.push(Holding {
            unit: unit.to_owned(),
            officer: None,
            backup: None,
            since: at,
            until: None,
            working_seconds: 0,
            waits_for: None,
        });
    }

    /// Puts the time since the last event to whoever holds the dossier.
    fn use_up(&mut self, until: NaiveDateTime, dossier: &Dossier) -> Result<(), Error> {
        let works = self.works;
        let Some(holding) = self.held.last_mut().filter(|_| works) else { return Ok(()) };
        let used = Pause::between(self.last, until, &dossier.terms.time).map(|used| used.working_seconds);
        holding.working_seconds += dossier.tolerate(used)?;
        Ok(())
    }
}
