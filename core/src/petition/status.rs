//! How a petition stands at a moment: clocks, duties, holder.

use chrono::{NaiveDate, NaiveDateTime};

use super::Unconfirmed;
use super::intake::Petition;
use super::log::{Class, State};
use super::replay::{Judge, Reading, Trail, Violation};
use crate::calendar::Calendar;
use crate::deadline::{Amount, CountingRules, Deadline, TimeLimit, Unit, deadline};
use crate::error::Error;
use crate::hours::OfficeHours;
use crate::law::{Citation, Language};
use crate::tables;

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
    fn new(
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

/// Something the office owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DutyKind {
    /// To classify what was received.
    Classification,
    /// To pass on what is not the office's own.
    Transfer,
    /// To answer what is.
    Answer,
    /// To publish the result.
    Publication,
    /// To tell why a petition is not accepted, where there is a contact. No text was found that demands it.
    RejectionNotice,
    /// To tell how a petition stands, having been asked.
    Progress,
}

impl DutyKind {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Classification => "classification",
            Self::Transfer => "transfer",
            Self::Answer => "answer",
            Self::Publication => "publication",
            Self::RejectionNotice => "rejection_notice",
            Self::Progress => "progress",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Classification => language.pick("Phân loại", "Classify"),
            Self::Transfer => language.pick("Chuyển cơ quan có thẩm quyền", "Pass on"),
            Self::Answer => language.pick("Trả lời", "Answer"),
            Self::Publication => language.pick("Công khai kết quả", "Publish the result"),
            Self::RejectionNotice => language.pick("Báo lý do không tiếp nhận", "Tell why not accepted"),
            Self::Progress => language.pick("Thông báo tình hình xử lý", "Tell how it stands"),
        }
    }

    /// Where it is written, or whose practice it is.
    #[must_use]
    pub fn basis(self) -> Citation {
        let rule = match self {
            Self::Classification => &tables::PETITION_CLASSIFICATION,
            Self::Transfer => &tables::PETITION_TRANSFER,
            Self::Answer => &tables::PETITION_ANSWER,
            Self::Publication => &tables::PETITION_PUBLICATION,
            Self::RejectionNotice => &tables::PETITION_REJECTION_NOTICE,
            Self::Progress => &tables::PETITION_PROGRESS,
        };
        rule.citation()
    }
}

/// A duty with its due moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    kind: DutyKind,
    due_at: Option<NaiveDateTime>,
    timeliness: Timeliness,
}

impl Duty {
    /// Which.
    #[must_use]
    pub const fn kind(&self) -> DutyKind {
        self.kind
    }

    /// By when, where anything says so.
    #[must_use]
    pub const fn due_at(&self) -> Option<NaiveDateTime> {
        self.due_at
    }

    /// `within_term` or `overdue`; `none` where nothing says by when.
    #[must_use]
    pub const fn timeliness(&self) -> Timeliness {
        self.timeliness
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
    /// index. In either reading the errors of [`deadline`], as `limit_undetermined` for an answer limit that names no amount.
    pub fn status(&self, as_of: NaiveDateTime, rules: &Rules, reading: Reading) -> Result<Status, Error> {
        let mut judge = Judge::new(reading);
        let trail = Trail::of(self, as_of, &mut judge)?;
        let (transfer, answer) = (transfer_clock(&trail, as_of, rules)?, answer_clock(&trail, as_of, rules)?);
        let was_late = was_late(&trail, as_of, rules)?;
        let duties = duties(&trail, self.has_contact(), &transfer, &answer);
        let unlimited = may_answer(&trail) && rules.answer_limit.is_none();
        let owes_notice = duties.iter().any(|duty| duty.kind == DutyKind::RejectionNotice);
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
        _ => Ok(Clock { done_at: round.answered_at, ..Clock::default() }),
    }
}

/// Whether an answer was late, be it one that was raised again.
fn was_late(trail: &Trail, as_of: NaiveDateTime, rules: &Rules) -> Result<bool, Error> {
    let Some(limit) = rules.answer_limit.as_ref().filter(|_| may_answer(trail)) else { return Ok(false) };
    for round in &trail.rounds {
        if Clock::new(limit, round.began_at, round.answered_at, as_of, rules)?.timeliness == Timeliness::Late {
            return Ok(true);
        }
    }
    Ok(false)
}

fn duties(trail: &Trail, has_contact: bool, transfer: &Clock, answer: &Clock) -> Vec<Duty> {
    let own = trail.class == Some(Class::OwnCompetence);
    let rejected = trail.class.is_some_and(Class::is_rejected);
    let on_clock = |kind, clock: &Clock| Duty { kind, due_at: clock.due_at(), timeliness: clock.timeliness };
    let undated = |kind| Duty { kind, due_at: None, timeliness: Timeliness::None };
    [
        (trail.state == State::Received, undated(DutyKind::Classification)),
        (trail.state == State::AwaitingTransfer, on_clock(DutyKind::Transfer, transfer)),
        (trail.state == State::InProcess, on_clock(DutyKind::Answer, answer)),
        // What another office answers, it publishes.
        (own && trail.is_answered() && trail.published_at.is_none(), undated(DutyKind::Publication)),
        (rejected && has_contact && !trail.rejection_notified, undated(DutyKind::RejectionNotice)),
        (trail.state.is_open() && trail.progress_asked, undated(DutyKind::Progress)),
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
