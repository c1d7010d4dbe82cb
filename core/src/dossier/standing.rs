//! How a dossier stands at a moment.

use chrono::{NaiveDate, NaiveDateTime};

use super::clock::Level;
use super::event::State;
use crate::law::{Certainty, Language};
use crate::regime::FormKind;
use crate::timeliness::Timeliness;

/// Something to know about how a dossier was handled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DossierFlag {
    /// The new date was asked for later than the regime allows; it counts all the same.
    RescheduledLate,
    /// The clock was stopped after the due date; that moved nothing.
    StoppedAfterDue,
    /// The applicant was sent back more often than Decree 63/2010 allows, without being at fault.
    TooManyJourneys,
    /// The limit names no amount, so there is no due date.
    LimitUndetermined,
}

impl DossierFlag {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RescheduledLate => "rescheduled_late",
            Self::StoppedAfterDue => "stopped_after_due",
            Self::TooManyJourneys => "too_many_journeys",
            Self::LimitUndetermined => "limit_undetermined",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub const fn text(self, language: Language) -> &'static str {
        match self {
            Self::RescheduledLate => language.pick(
                "Đề nghị gia hạn gửi muộn hơn mức quy định; ngày hẹn mới vẫn được tính.",
                "The new date was asked for later than prescribed; it counts all the same.",
            ),
            Self::StoppedAfterDue => language.pick(
                "Yêu cầu bổ sung hoặc tạm dừng sau ngày hẹn trả: không làm thay đổi ngày hẹn.",
                "A supplement or stop after the due date: it does not move the due date.",
            ),
            Self::TooManyJourneys => language.pick(
                "Người dân phải đi lại bổ sung quá số lần quy định.",
                "The applicant was sent back more often than allowed.",
            ),
            Self::LimitUndetermined => language.pick(
                "Thời hạn không nêu một con số nên không có ngày hẹn trả.",
                "The limit names no single amount, so there is no due date.",
            ),
        }
    }
}

/// How a dossier stands at a moment: the answer of a replay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub(super) as_of: NaiveDateTime,
    pub(super) state: State,
    pub(super) timeliness: Timeliness,
    pub(super) level: Level,
    pub(super) due_at: Option<NaiveDateTime>,
    pub(super) first_due_at: Option<NaiveDateTime>,
    pub(super) certainty: Option<Certainty>,
    pub(super) accepted_at: Option<NaiveDateTime>,
    pub(super) decided_at: Option<NaiveDateTime>,
    pub(super) supplements: u32,
    pub(super) journeys: u32,
    pub(super) reschedules: u32,
    pub(super) owes: Vec<FormKind>,
    pub(super) flags: Vec<DossierFlag>,
    pub(super) unconfirmed: Vec<&'static str>,
}

impl Standing {
    /// The moment it describes; later events do not count.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDateTime {
        self.as_of
    }

    /// Where the dossier is in its life.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// Early, on time or late, against the current promise.
    #[must_use]
    pub const fn timeliness(&self) -> Timeliness {
        self.timeliness
    }

    /// How finely that was compared.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The day currently promised; none before the clock runs, and none for an undetermined limit.
    #[must_use]
    pub fn due_on(&self) -> Option<NaiveDate> {
        self.due_at.map(|due| due.date())
    }

    /// The moment currently promised.
    #[must_use]
    pub const fn due_at(&self) -> Option<NaiveDateTime> {
        self.due_at
    }

    /// The day first promised; it never changes.
    #[must_use]
    pub fn first_due_on(&self) -> Option<NaiveDate> {
        self.first_due_at.map(|due| due.date())
    }

    /// The moment first promised.
    #[must_use]
    pub const fn first_due_at(&self) -> Option<NaiveDateTime> {
        self.first_due_at
    }

    /// The weakest class among the days the due date rests on.
    #[must_use]
    pub const fn certainty(&self) -> Option<Certainty> {
        self.certainty
    }

    /// When it was accepted.
    #[must_use]
    pub const fn accepted_at(&self) -> Option<NaiveDateTime> {
        self.accepted_at
    }

    /// When the result was ready, or the dossier refused after acceptance.
    #[must_use]
    pub const fn decided_at(&self) -> Option<NaiveDateTime> {
        self.decided_at
    }

    /// Requests to supplement after acceptance.
    #[must_use]
    pub const fn supplements(&self) -> u32 {
        self.supplements
    }

    /// Requests to supplement that were not the applicant's fault, before acceptance too.
    #[must_use]
    pub const fn journeys(&self) -> u32 {
        self.journeys
    }

    /// How often the return date was set anew.
    #[must_use]
    pub const fn reschedules(&self) -> u32 {
        self.reschedules
    }

    /// The forms owed now: their trigger happened and they were not issued since. In the order of their numbers.
    #[must_use]
    pub fn owes(&self) -> &[FormKind] {
        &self.owes
    }

    /// What to know beside the dates.
    #[must_use]
    pub fn flags(&self) -> &[DossierFlag] {
        &self.flags
    }

    /// Stable names of the provisions it rests on whose text was not read; see [`Regime`](crate::Regime).
    #[must_use]
    pub fn unconfirmed(&self) -> &[&'static str] {
        &self.unconfirmed
    }
}
