//! Replaying a log: which events are possible when, and what they leave behind.

use chrono::NaiveDateTime;

use super::intake::Petition;
use super::log::{Class, Event, EventKind, State};
use crate::error::{Error, is_written};
use crate::reading::Reading;

/// A rule that a log breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Which event, from 0; none when the intake breaks it.
    pub event: Option<usize>,
    /// Which rule.
    pub error: Error,
}

/// Collects violations, or fails on the first.
pub(super) struct Judge {
    reading: Reading,
    pub(super) violations: Vec<Violation>,
}

impl Judge {
    pub(super) const fn new(reading: Reading) -> Self {
        Self { reading, violations: Vec::new() }
    }

    fn object(&mut self, event: Option<usize>, error: Error) -> Result<(), Error> {
        if self.reading == Reading::Lenient {
            self.violations.push(Violation { event, error });
            return Ok(());
        }
        Err(match event {
            Some(index) => error.at("events", index),
            None => error,
        })
    }
}

/// A time of handling: from reception, or from a re-raise, to the answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round {
    pub(super) began_at: NaiveDateTime,
    pub(super) answered_at: Option<NaiveDateTime>,
}

/// What the events so far have left behind.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    pub(super) state: State,
    pub(super) class: Option<Class>,
    pub(super) reason: String,
    pub(super) received_at: Option<NaiveDateTime>,
    pub(super) transferred_at: Option<NaiveDateTime>,
    pub(super) holder: Option<(String, NaiveDateTime)>,
    /// Who handled it before the standing answer; gets it back on a re-raise.
    handler: String,
    pub(super) rounds: Vec<Round>,
    pub(super) answer: String,
    pub(super) published_at: Option<NaiveDateTime>,
    pub(super) means: Vec<String>,
    pub(super) satisfied: Option<bool>,
    pub(super) times_reraised: u32,
    pub(super) rejection_notified: bool,
    pub(super) progress_asked: bool,
    pub(super) progress_told_at: Option<NaiveDateTime>,
}

impl Trail {
    /// What the events up to a moment leave behind. The order of the whole log is looked at first, then the intake, then what is possible.
    pub(super) fn of(petition: &Petition, as_of: NaiveDateTime, judge: &mut Judge) -> Result<Self, Error> {
        let events = &petition.events;
        for (index, (previous, event)) in events.iter().zip(events.iter().skip(1)).enumerate() {
            if event.at < previous.at {
                judge.object(Some(index + 1), Error::EventOutOfOrder { at: event.at, previous: previous.at })?;
            }
        }
        for problem in petition.intake_problems() {
            judge.object(None, problem)?;
        }
        let mut trail = Self::default();
        for (index, event) in events.iter().enumerate().filter(|(_, event)| event.at <= as_of) {
            if !trail.allows(&event.kind) {
                let (event, state) = (event.kind.as_str(), trail.state.as_str());
                judge.object(Some(index), Error::TransitionNotAllowed { event, state })?;
                continue;
            }
            if let Some(problem) = lacks(&event.kind) {
                judge.object(Some(index), problem)?;
            }
            trail.apply(event);
        }
        // Violations of the order came first; a reader wants them by event.
        judge.violations.sort_by_key(|violation| violation.event);
        Ok(trail)
    }

    /// Whether an answer stands.
    pub(super) fn is_answered(&self) -> bool {
        self.rounds.last().is_some_and(|round| round.answered_at.is_some())
    }

    fn is_rejected(&self) -> bool {
        self.class.is_some_and(Class::is_rejected)
    }

    fn allows(&self, kind: &EventKind) -> bool {
        use State as S;
        match kind {
            EventKind::Received { .. } => self.state == S::NotReceived,
            EventKind::Classified { .. } => self.state == S::Received,
            EventKind::Reclassified { .. } => matches!(self.state, S::InProcess | S::AwaitingTransfer),
            EventKind::Transferred { .. } => self.state == S::AwaitingTransfer,
            EventKind::ProgressAsked | EventKind::ProgressTold => self.state.is_open(),
            EventKind::Answered { .. } => matches!(self.state, S::InProcess | S::Transferred),
            // What was filed can still be published, judged and raised again.
            EventKind::Published { .. } | EventKind::Evaluated { .. } | EventKind::Reraised { .. } => {
                matches!(self.state, S::Answered | S::Closed) && self.is_answered()
            }
            EventKind::RejectionNotified => matches!(self.state, S::NotAccepted | S::Closed) && self.is_rejected(),
            EventKind::Closed => matches!(self.state, S::Answered | S::Transferred | S::NotAccepted),
        }
    }

    fn apply(&mut self, event: &Event) {
        let at = event.at;
        match &event.kind {
            EventKind::Received { by } => {
                self.state = State::Received;
                self.received_at = Some(at);
                self.rounds.push(Round { began_at: at, answered_at: None });
                self.hand_to(by, at);
            }
            EventKind::Classified { class, reason, handler } | EventKind::Reclassified { class, reason, handler } => {
                self.class = Some(*class);
                self.reason.clone_from(reason);
                self.state = match class {
                    Class::NotAccepted | Class::ComplaintOrDenunciation => State::NotAccepted,
                    Class::ConductOfOfficials | Class::OtherCompetence => State::AwaitingTransfer,
                    Class::OwnCompetence => State::InProcess,
                };
                if self.state == State::NotAccepted {
                    self.holder = None;
                } else if is_written(handler) {
                    self.hand_to(handler, at);
                }
            }
            EventKind::Transferred { to } => {
                self.state = State::Transferred;
                self.transferred_at = Some(at);
                self.hand_to(to, at);
            }
            EventKind::ProgressAsked => self.progress_asked = true,
            EventKind::ProgressTold => {
                self.progress_asked = false;
                self.progress_told_at = Some(at);
            }
            EventKind::Answered { answer } => {
                self.state = State::Answered;
                if let Some(round) = self.rounds.last_mut() {
                    round.answered_at = Some(at);
                }
                self.answer.clone_from(answer);
                self.progress_asked = false;
                self.holder = None;
            }
            EventKind::Published { means } => {
                self.published_at = self.published_at.or(Some(at));
                self.means.extend(means.iter().filter(|text| is_written(text)).cloned());
            }
            EventKind::Evaluated { satisfied } => self.satisfied = Some(*satisfied),
            EventKind::Reraised { .. } => {
                let elsewhere = self.class.is_some_and(Class::is_transferred);
                self.state = if elsewhere { State::Transferred } else { State::InProcess };
                self.times_reraised = self.times_reraised.saturating_add(1);
                // The answer that was published and judged no longer stands.
                self.published_at = None;
                self.means.clear();
                self.satisfied = None;
                self.rounds.push(Round { began_at: at, answered_at: None });
                self.holder = Some((self.handler.clone(), at));
            }
            EventKind::RejectionNotified => self.rejection_notified = true,
            EventKind::Closed => {
                self.state = State::Closed;
                self.holder = None;
            }
        }
    }

    fn hand_to(&mut self, name: &str, at: NaiveDateTime) {
        name.trim().clone_into(&mut self.handler);
        self.holder = Some((self.handler.clone(), at));
    }
}

/// The text an event needs and does not have.
fn lacks(kind: &EventKind) -> Option<Error> {
    let of = kind.as_str();
    let missing = |name: &str, why| Some(Error::ValueMissing { name: name.to_owned(), why });
    match kind {
        EventKind::Classified { class: Class::NotAccepted, reason, .. }
        | EventKind::Reclassified { reason, .. }
        | EventKind::Reraised { reason }
            if !is_written(reason) =>
        {
            Some(Error::ReasonMissing { of })
        }
        EventKind::Transferred { to } if !is_written(to) => missing("to", "a transfer names who gets the petition"),
        EventKind::Answered { answer } if !is_written(answer) => missing("answer", "an answer says something"),
        EventKind::Published { means } if !means.iter().any(|text| is_written(text)) => {
            missing("means", "a result is published in at least one form")
        }
        _ => None,
    }
}
