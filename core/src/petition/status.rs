//! How a petition stands at a moment: clocks, duties, holder.

use chrono::NaiveDateTime;

use super::Unconfirmed;
use super::clock::Clock;
use super::duty::{Duty, DutyKind};
use super::intake::Petition;
use super::log::{Class, State};
use super::replay::{Judge, Trail, Violation};
use crate::calendar::Calendar;
use crate::deadline::{Amount, TimeLimit, Unit};
use crate::error::Error;
use crate::hours::OfficeHours;
use crate::reading::Reading;
use crate::tables;
use crate::timeliness::Timeliness;

/// What an office decides about its petitions.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Within what time a petition of the office's own competence is answered, counted from reception, and after a re-raise from there. The law names
    /// none: without it no answer is ever due.
    pub answer_limit: Option<TimeLimit>,
    /// The days it works.
    pub calendar: Calendar,
    /// The hours it keeps.
    pub hours: OfficeHours,
}

impl Default for Rules {
    fn default() -> Self {
        Self { answer_limit: None, calendar: Calendar::vietnam(), hours: OfficeHours::default() }
    }
}

/// Who has a petition in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The unit or officer as the log names it; none when the log does not.
    pub name: Option<String>,
    /// Since when.
    pub since: NaiveDateTime,
}

/// How a petition stands at a moment.
#[derive(Clone, Debug)]
pub struct Status {
    trail: Trail,
    transfer: Clock,
    answer: Clock,
    was_late: bool,
    duties: Vec<Duty>,
    unconfirmed: Vec<&'static Unconfirmed>,
    violations: Vec<Violation>,
}

impl Petition {
    /// How the petition stands at a moment: events at or before it count.
    ///
    /// # Errors
    /// Read strictly: `event_out_of_order` anywhere in the log, then `value_missing` (number, content, name, contact) and `value_out_of_range` (the
    /// channel does not fit the form), then `transition_not_allowed`, `reason_missing` and `value_missing` of an event; those of an event carry its
    /// index. In either reading the errors of [`deadline`](fn@crate::deadline), as `limit_undetermined` for an answer limit that names no amount.
    pub fn status(&self, as_of: NaiveDateTime, rules: &Rules, reading: Reading) -> Result<Status, Error> {
        let mut judge = Judge::new(reading);
        let trail = Trail::of(self, as_of, &mut judge)?;
        let (transfer, answer) = (transfer_clock(&trail, as_of, rules)?, answer_clock(&trail, as_of, rules)?);
        let was_late = was_late(&trail, as_of, rules)?;
        let duties = duties(&trail, self.has_contact(), &transfer, &answer);
        let unlimited = may_answer(&trail) && rules.answer_limit.is_none();
        let owes_notice = duties.iter().any(|duty| duty.kind() == DutyKind::RejectionNotice);
        let unconfirmed = [
            unlimited.then_some(&tables::PETITION_UNCONFIRMED_ANSWER_LIMIT),
            owes_notice.then_some(&tables::PETITION_UNCONFIRMED_REJECTION_NOTICE),
        ];
        let unconfirmed = unconfirmed.into_iter().flatten().collect();
        Ok(Status { trail, transfer, answer, was_late, duties, unconfirmed, violations: judge.violations })
    }
}

/// Whether the office itself answers it, as far as is known.
fn may_answer(trail: &Trail) -> bool {
    trail.received_at.is_some() && trail.class.is_none_or(|class| class == Class::OwnCompetence)
}

/// Until it is classified a petition may yet have to be transferred, so the time runs from reception.
fn transfer_clock(trail: &Trail, as_of: NaiveDateTime, rules: &Rules) -> Result<Clock, Error> {
    match trail.received_at {
        Some(received_at) if trail.class.is_none_or(Class::is_transferred) => {
            let limit = TimeLimit::new(Amount::from(tables::PETITION_TRANSFER_WORKING_DAYS), Unit::WorkingDay)?;
            Clock::new(&limit, received_at, trail.transferred_at, as_of, rules)
        }
        _ => Ok(Clock::default()),
    }
}

fn answer_clock(trail: &Trail, as_of: NaiveDateTime, rules: &Rules) -> Result<Clock, Error> {
    let Some(round) = trail.rounds.last() else { return Ok(Clock::default()) };
    match &rules.answer_limit {
        Some(limit) if may_answer(trail) => Clock::new(limit, round.began_at, round.answered_at, as_of, rules),
        _ => Ok(Clock::untimed(round.answered_at)),
    }
}

/// Whether an answer was late, be it one that was raised again.
fn was_late(trail: &Trail, as_of: NaiveDateTime, rules: &Rules) -> Result<bool, Error> {
    let Some(limit) = rules.answer_limit.as_ref().filter(|_| may_answer(trail)) else { return Ok(false) };
    for round in &trail.rounds {
        if Clock::new(limit, round.began_at, round.answered_at, as_of, rules)?.timeliness() == Timeliness::Late {
            return Ok(true);
        }
    }
    Ok(false)
}

fn duties(trail: &Trail, has_contact: bool, transfer: &Clock, answer: &Clock) -> Vec<Duty> {
    let own = trail.class == Some(Class::OwnCompetence);
    let rejected = trail.class.is_some_and(Class::is_rejected);
    [
        (trail.state == State::Received, Duty::undated(DutyKind::Classification)),
        (trail.state == State::AwaitingTransfer, Duty::timed(DutyKind::Transfer, transfer)),
        (trail.state == State::InProcess, Duty::timed(DutyKind::Answer, answer)),
        // What another office answers, it publishes.
        (own && trail.is_answered() && trail.published_at.is_none(), Duty::undated(DutyKind::Publication)),
        (rejected && has_contact && !trail.rejection_notified, Duty::undated(DutyKind::RejectionNotice)),
        (trail.state.is_open() && trail.progress_asked, Duty::undated(DutyKind::Progress)),
    ]
    .into_iter()
    .filter_map(|(owed, duty)| owed.then_some(duty))
    .collect()
}

impl Status {
    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> State {
        self.trail.state
    }

    /// What it was classified as.
    #[must_use]
    pub const fn class(&self) -> Option<Class> {
        self.trail.class
    }

    /// Why it was classified so; empty when the log does not say.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.trail.reason
    }

    /// When it came in.
    #[must_use]
    pub const fn received_at(&self) -> Option<NaiveDateTime> {
        self.trail.received_at
    }

    /// Who has it in hand; nobody once it is answered, not accepted or closed.
    #[must_use]
    pub fn holder(&self) -> Option<Holder> {
        let (name, since) = self.trail.holder.as_ref()?;
        Some(Holder { name: (!name.is_empty()).then(|| name.clone()), since: *since })
    }

    /// The transfer: due five working days after reception (Decree 20/2008/NĐ-CP Art. 9.1d). Runs until the petition is classified as the office's own or
    /// as not accepted.
    #[must_use]
    pub const fn transfer(&self) -> &Clock {
        &self.transfer
    }

    /// When it was passed on.
    #[must_use]
    pub const fn transferred_at(&self) -> Option<NaiveDateTime> {
        self.trail.transferred_at
    }

    /// The answer of the current round: due after the office's own limit, if it has one; never for what another office answers.
    #[must_use]
    pub const fn answer(&self) -> &Clock {
        &self.answer
    }

    /// The answer that stands; empty if none does.
    #[must_use]
    pub fn answer_text(&self) -> &str {
        if self.is_answered() { &self.trail.answer } else { "" }
    }

    /// Whether an answer stands.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.trail.is_answered()
    }

    /// Whether an answer came late, be it one that was raised again since.
    #[must_use]
    pub const fn was_late(&self) -> bool {
        self.was_late
    }

    /// When the standing answer was first published.
    #[must_use]
    pub const fn published_at(&self) -> Option<NaiveDateTime> {
        self.trail.published_at
    }

    /// How it was published.
    #[must_use]
    pub fn published_by(&self) -> &[String] {
        &self.trail.means
    }

    /// Whether the sender is content with the standing answer; none if not asked.
    #[must_use]
    pub const fn satisfied(&self) -> Option<bool> {
        self.trail.satisfied
    }

    /// How often the sender came back with the matter.
    #[must_use]
    pub const fn times_reraised(&self) -> u32 {
        self.trail.times_reraised
    }

    /// When the sender was last told how it stands.
    #[must_use]
    pub const fn progress_told_at(&self) -> Option<NaiveDateTime> {
        self.trail.progress_told_at
    }

    /// What the office owes now, in the order of [`DutyKind`].
    #[must_use]
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// What the answer rests on without a text.
    #[must_use]
    pub fn unconfirmed(&self) -> &[&'static Unconfirmed] {
        &self.unconfirmed
    }

    /// The rules the log breaks, by event; empty when read strictly.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }
}
