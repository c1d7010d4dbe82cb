//! Replaying a log: one pass over its events.

use std::cmp::Ordering;

use chrono::{NaiveDate, NaiveDateTime};

use super::clock::Clock;
use super::event::{Event, EventKind, State};
use super::standing::Standing;
use super::{DossierFlag, Terms};
use crate::error::{Error, is_written};
use crate::regime::{FormKind, SupplementPolicy};
use crate::timeliness::Timeliness;

/// An event with the place it has in the log, after corrections.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'a> {
    pub(super) place: usize,
    pub(super) at: NaiveDateTime,
    pub(super) event: &'a Event,
}

impl Entry<'_> {
    fn refuse(&self, error: Error) -> Error {
        error.at("events", self.place)
    }
}

/// Forms a dossier can owe, in the order in which they are listed.
pub(super) const OWED: [FormKind; 5] =
    [FormKind::AppointmentSlip, FormKind::SupplementRequest, FormKind::Refusal, FormKind::Apology, FormKind::StopNotice];

/// What a form is owed for, and whether it was given since.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Trigger {
    pub(super) at: Option<NaiveDateTime>,
    given: bool,
}

impl Trigger {
    const fn happened(&mut self, at: NaiveDateTime) {
        *self = Self { at: Some(at), given: false };
    }

    pub(super) fn owed_since(&self) -> Option<NaiveDateTime> {
        self.at.filter(|_| !self.given)
    }
}

/// A clock that stands still.
#[derive(Clone, Copy, Debug)]
struct Stop {
    begun: NaiveDateTime,
    /// Begun on or before the due date; a later one moves nothing.
    in_term: bool,
    restarts: bool,
}

/// From what the limit first ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    Acceptance,
    /// The signed hand-over by post.
    Delivery,
    /// Receipt by the competent agency.
    Arrival,
}

/// A dossier part of the way through its log.
#[derive(Clone, Debug)]
pub(super) struct Run<'a> {
    terms: &'a Terms,
    pub(super) state: State,
    pub(super) submitted_at: Option<NaiveDateTime>,
    /// The signed hand-over by post, or the supplement that completed a dossier sent by post.
    delivered_at: Option<NaiveDateTime>,
    pub(super) accepted_at: Option<NaiveDateTime>,
    awaits_arrival: bool,
    pub(super) clock: Option<Clock>,
    pub(super) clock_since: Option<Since>,
    pub(super) first_due: Option<NaiveDateTime>,
    stop: Option<Stop>,
    pub(super) decided_at: Option<NaiveDateTime>,
    pub(super) handed_over: bool,
    pub(super) is_online: bool,
    pub(super) supplements: u32,
    pub(super) journeys: u32,
    pub(super) reschedules: u32,
    /// When an apology was last given.
    apologised_at: Option<NaiveDateTime>,
    pub(super) slip: Trigger,
    pub(super) supplement: Trigger,
    pub(super) refusal: Trigger,
    pub(super) stop_notice: Trigger,
    pub(super) early_notice: Trigger,
    rescheduled_late: bool,
    stopped_after_due: bool,
}

impl<'a> Run<'a> {
    pub(super) fn new(terms: &'a Terms) -> Self {
        Self {
            terms,
            state: State::Draft,
            submitted_at: None,
            delivered_at: None,
            accepted_at: None,
            awaits_arrival: false,
            clock: None,
            clock_since: None,
            first_due: None,
            stop: None,
            decided_at: None,
            handed_over: false,
            is_online: false,
            supplements: 0,
            journeys: 0,
            reschedules: 0,
            apologised_at: None,
            slip: Trigger::default(),
            supplement: Trigger::default(),
            refusal: Trigger::default(),
            stop_notice: Trigger::default(),
            early_notice: Trigger::default(),
            rescheduled_late: false,
            stopped_after_due: false,
        }
    }

    /// Takes one event, or refuses it and stays as it was.
    pub(super) fn step(&mut self, entry: Entry<'_>) -> Result<(), Error> {
        let (at, kind) = (entry.at, &entry.event.kind);
        let next = self.next_state(kind).map_err(|error| entry.refuse(error))?;
        self.check(kind).map_err(|error| entry.refuse(error))?;
        self.move_clock(at, kind).map_err(|error| entry.refuse(error))?;
        self.note(at, kind);
        self.state = next;
        Ok(())
    }

    /// Takes an event that breaks a rule all the same, as far as a log that exists must be followed: what it is counts, the promise and the
    /// clock stay as they are. `false` for one that its state does not allow, and for a new date or a correction, which are nothing else.
    pub(super) fn step_over(&mut self, entry: Entry<'_>) -> bool {
        let kind = &entry.event.kind;
        let Ok(next) = self.next_state(kind) else { return false };
        if matches!(kind, EventKind::Rescheduled { .. } | EventKind::Corrected { .. }) {
            return false;
        }
        // Whatever stood still runs again, and what may not stop it does not.
        self.stop = None;
        self.note(entry.at, kind);
        self.state = next;
        true
    }

    fn next_state(&self, kind: &EventKind) -> Result<State, Error> {
        let next = self.state.after(kind, self.accepted_at.is_some());
        let possible = match kind {
            EventKind::Arrived => next.filter(|_| self.awaits_arrival),
            _ => next,
        };
        possible.ok_or(Error::TransitionNotAllowed { event: kind.as_str(), state: self.state.as_str() })
    }

    /// What an event must have beside a state that allows it: reason, signer, room under the limits of the regime, a date that can be.
    fn check(&self, kind: &EventKind) -> Result<(), Error> {
        let of = kind.as_str();
        let has_reason = match kind {
            EventKind::Rejected { reason }
            | EventKind::SupplementRequested { reason, .. }
            | EventKind::Rescheduled { reason, .. }
            | EventKind::Stopped { reason }
            | EventKind::Corrected { reason, .. } => is_written(reason),
            EventKind::Suspended { reason } => reason.is_some(),
            _ => true,
        };
        if !has_reason {
            return Err(Error::ReasonMissing { of });
        }
        match kind {
            EventKind::Rescheduled { signer, .. } | EventKind::Corrected { signer, .. } if !is_written(signer) => {
                Err(Error::SignerMissing { of })
            }
            EventKind::SupplementRequested { .. } if self.accepted_at.is_some() => match self.terms.max_supplements {
                Some(limit) if self.supplements >= limit => Err(Error::SupplementLimitReached { limit }),
                _ => Ok(()),
            },
            EventKind::Rescheduled { new_due_on, .. } => self.check_new_date(*new_due_on),
            _ => Ok(()),
        }
    }

    fn check_new_date(&self, new_due_on: NaiveDate) -> Result<(), Error> {
        if let Some(limit) = self.terms.max_reschedules.filter(|limit| self.reschedules >= *limit) {
            return Err(Error::RescheduleLimitReached { limit });
        }
        // A dossier whose clock has not begun has no date to set anew.
        let Some(due_on) = self.clock.map(|clock| clock.due.date()) else {
            return Err(Error::TransitionNotAllowed { event: "rescheduled", state: self.state.as_str() });
        };
        if new_due_on <= due_on {
            return Err(Error::NewDueNotLater { new_due_on, due_on });
        }
        let calendar = self.terms.time.calendar();
        if !calendar.working_days().contains(calendar.number(new_due_on)?) {
            return Err(Error::NewDueNotWorkingDay { new_due_on });
        }
        Ok(())
    }

    /// What an event does to the clock and the promise. Changes nothing when it fails.
    fn move_clock(&mut self, at: NaiveDateTime, kind: &EventKind) -> Result<(), Error> {
        match kind {
            EventKind::Accepted { competent_agency: None } => match self.delivered_at {
                Some(delivered_at) => self.run_from(delivered_at, Since::Delivery),
                None => self.run_from(at, Since::Acceptance),
            },
            EventKind::Arrived => self.run_from(at, Since::Arrival),
            EventKind::SupplementRequested { .. } if self.accepted_at.is_some() => {
                self.halt(at, self.terms.supplement_policy == SupplementPolicy::Restart);
                Ok(())
            }
            EventKind::Suspended { .. } => {
                self.halt(at, false);
                Ok(())
            }
            EventKind::SupplementReceived | EventKind::Resumed => self.resume(at),
            EventKind::Rescheduled { new_due_on, .. } => self.reschedule(at, *new_due_on),
            _ => Ok(()),
        }
    }

    /// What an event leaves behind beside.
    fn note(&mut self, at: NaiveDateTime, kind: &EventKind) {
        match kind {
            EventKind::Submitted { channel } => {
                self.submitted_at = Some(at);
                self.is_online = matches!(channel, Some(super::Channel::Online | super::Channel::Assisted));
            }
            EventKind::Delivered => self.delivered_at = Some(at),
            EventKind::Accepted { competent_agency } => {
                self.awaits_arrival = competent_agency.is_some();
                self.accepted_at = Some(at);
                if !self.terms.is_while_you_wait() {
                    self.slip.happened(at);
                }
            }
            EventKind::Arrived => self.awaits_arrival = false,
            EventKind::Rejected { .. } => {
                self.decided_at = self.accepted_at.map(|_| at);
                self.refusal.happened(at);
            }
            EventKind::SupplementRequested { applicant_fault, .. } => {
                self.supplements += u32::from(self.accepted_at.is_some());
                self.journeys += u32::from(!applicant_fault);
                self.supplement.happened(at);
            }
            // Filing by post: after a request to supplement, the moment at which the dossier is complete.
            EventKind::SupplementReceived if self.accepted_at.is_none() => self.delivered_at = self.delivered_at.map(|_| at),
            EventKind::HandedOver { .. } => self.handed_over = true,
            EventKind::Issued { form } => self.issue(at, *form),
            EventKind::ResultReady => {
                self.decided_at = Some(at);
                if self.clock.is_some_and(|clock| self.terms.level.compare(at, clock.due) == Ordering::Less) {
                    self.early_notice.happened(at);
                }
            }
            EventKind::Stopped { .. } if self.terms.regime.stop_notice.value() => self.stop_notice.happened(at),
            EventKind::Suspended { .. }
            | EventKind::SupplementReceived
            | EventKind::Resumed
            | EventKind::Rescheduled { .. }
            | EventKind::Stopped { .. }
            | EventKind::Returned
            | EventKind::Withdrawn
            | EventKind::Assigned
            | EventKind::Corrected { .. } => {}
        }
    }

    /// The limit begins to run.
    fn run_from(&mut self, start: NaiveDateTime, since: Since) -> Result<(), Error> {
        if self.terms.limit.is_undetermined() {
            return Ok(());
        }
        let clock = Clock::begin(start, self.terms.counted())?;
        self.first_due = Some(clock.due);
        self.clock = Some(clock);
        self.clock_since = Some(since);
        Ok(())
    }

    fn halt(&mut self, at: NaiveDateTime, restarts: bool) {
        let in_term = self.clock.is_none_or(|clock| !self.is_past(at, clock.due));
        self.stopped_after_due |= !in_term;
        self.stop = Some(Stop { begun: at, in_term, restarts });
    }

    fn resume(&mut self, at: NaiveDateTime) -> Result<(), Error> {
        if let (Some(stop), Some(clock)) = (self.stop, self.clock) {
            self.clock = Some(match (stop.in_term, stop.restarts) {
                (false, _) => clock,
                (true, true) => clock.restarted(at, self.terms.counted())?,
                (true, false) => clock.paused(stop.begun, at, self.terms.counted())?,
            });
        }
        self.stop = None;
        Ok(())
    }

    fn reschedule(&mut self, at: NaiveDateTime, new_due_on: NaiveDate) -> Result<(), Error> {
        let Some(clock) = self.clock else { return Ok(()) };
        let latest = self.terms.apologise_by(clock.due.date());
        self.clock = Some(clock.promised(new_due_on, self.terms.counted())?);
        self.rescheduled_late |= latest.is_some_and(|latest| at.date() > latest);
        self.reschedules += 1;
        self.apologised_at = Some(at);
        Ok(())
    }

    const fn issue(&mut self, at: NaiveDateTime, form: FormKind) {
        match form {
            FormKind::AppointmentSlip => self.slip.given = true,
            FormKind::SupplementRequest => self.supplement.given = true,
            FormKind::Refusal => self.refusal.given = true,
            FormKind::StopNotice => self.stop_notice.given = true,
            FormKind::EarlyReturnNotice => self.early_notice.given = true,
            FormKind::Apology => self.apologised_at = Some(at),
            FormKind::ControlSheet | FormKind::Register | FormKind::OpinionForm => {}
        }
    }

    /// Whether a moment lies after a due moment, as finely as is compared.
    fn is_past(&self, at: NaiveDateTime, due: NaiveDateTime) -> bool {
        self.terms.level.compare(at, due) == Ordering::Greater
    }

    pub(super) fn timeliness(&self, as_of: NaiveDateTime) -> Timeliness {
        let Some(clock) = self.clock else { return Timeliness::None };
        let open = |is_past: bool| if is_past { Timeliness::Overdue } else { Timeliness::WithinTerm };
        match self.state {
            State::ResultReady | State::Returned | State::Rejected => match self.decided_at {
                None => Timeliness::None,
                Some(at) => match self.terms.level.compare(at, clock.due) {
                    Ordering::Less => Timeliness::Early,
                    Ordering::Equal => Timeliness::OnTime,
                    Ordering::Greater => Timeliness::Late,
                },
            },
            State::InProcess | State::AwaitingSupplement | State::Suspended => match self.stop {
                Some(stop) => open(!stop.in_term),
                None => open(self.is_past(as_of, clock.due)),
            },
            State::Draft | State::Submitted | State::Withdrawn | State::Stopped => Timeliness::None,
        }
    }

    /// Whether an apology is owed: late against the current promise, and none given since it passed.
    pub(super) fn owes_apology(&self, as_of: NaiveDateTime) -> bool {
        let is_late = matches!(self.timeliness(as_of), Timeliness::Overdue | Timeliness::Late);
        let given = |due| self.apologised_at.is_some_and(|at| self.is_past(at, due));
        is_late && self.clock.is_some_and(|clock| !given(clock.due))
    }

    pub(super) fn owes(&self, as_of: NaiveDateTime) -> impl Iterator<Item = FormKind> {
        let owed = [
            self.slip.owed_since().is_some(),
            self.supplement.owed_since().is_some(),
            self.refusal.owed_since().is_some(),
            self.owes_apology(as_of),
            self.stop_notice.owed_since().is_some(),
        ];
        OWED.into_iter().zip(owed).filter_map(|(form, owed)| owed.then_some(form))
    }

    fn flags(&self) -> Vec<DossierFlag> {
        let journeys = self.terms.regime.max_journeys.value();
        [
            (self.rescheduled_late, DossierFlag::RescheduledLate),
            (self.stopped_after_due, DossierFlag::StoppedAfterDue),
            (journeys.is_some_and(|most| self.journeys > most), DossierFlag::TooManyJourneys),
            (self.terms.limit.is_undetermined(), DossierFlag::LimitUndetermined),
        ]
        .into_iter()
        .filter_map(|(holds, flag)| holds.then_some(flag))
        .collect()
    }

    /// The ids of the provisions without a text that was read, among those the log made use of.
    fn unconfirmed(&self) -> Vec<&'static str> {
        let regime = self.terms.regime;
        let defaults = &self.terms.chosen;
        let (accepted, boundary_free) = (self.accepted_at.is_some(), self.clock_since == Some(Since::Arrival));
        [
            (self.clock_since == Some(Since::Delivery), regime.post_filing.is_confirmed(), "post_filing"),
            (boundary_free, regime.boundary_free_start.is_confirmed(), "boundary_free_start"),
            (accepted && self.terms.is_while_you_wait(), regime.while_you_wait.is_confirmed(), "while_you_wait"),
            (self.supplements > 0 && !defaults.supplement_policy, regime.supplement_policy.is_confirmed(), "supplement_policy"),
            (self.supplements > 0 && !defaults.max_supplements, regime.max_supplements.is_confirmed(), "max_supplements"),
            (self.reschedules > 0 && !defaults.max_reschedules, regime.max_reschedules.is_confirmed(), "max_reschedules"),
            (
                self.reschedules > 0 && !defaults.reschedule_notice_days,
                regime.reschedule_notice_days.is_confirmed(),
                "reschedule_notice_days",
            ),
        ]
        .into_iter()
        .filter_map(|(used, confirmed, id)| (used && !confirmed).then_some(id))
        .collect()
    }

    pub(super) fn standing(&self, as_of: NaiveDateTime) -> Standing {
        Standing {
            as_of,
            state: self.state,
            timeliness: self.timeliness(as_of),
            level: self.terms.level,
            due_at: self.clock.map(|clock| clock.due),
            first_due_at: self.first_due,
            certainty: self.clock.map(|clock| clock.certainty),
            accepted_at: self.accepted_at,
            decided_at: self.decided_at,
            supplements: self.supplements,
            journeys: self.journeys,
            reschedules: self.reschedules,
            owes: self.owes(as_of).collect(),
            flags: self.flags(),
            unconfirmed: self.unconfirmed(),
        }
    }
}
