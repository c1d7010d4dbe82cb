//! What can happen to a dossier.

use chrono::{NaiveDate, NaiveDateTime};

use crate::error::{Error, quote};
use crate::regime::FormKind;

/// One entry of a dossier's log, in civil time of Viet Nam.
///
/// ```
/// use motcua::{Event, EventKind};
/// use chrono::NaiveDate;
///
/// let at = NaiveDate::from_ymd_opt(2026, 7, 6).unwrap().and_hms_opt(8, 0, 0).unwrap();
/// let event = Event::new(at, EventKind::Accepted { competent_agency: None }).by("Công chức A", Some("Công chức B"));
/// assert_eq!((event.kind.as_str(), event.officer.as_deref()), ("accepted", Some("Công chức A")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: NaiveDateTime,
    /// What happened.
    pub kind: EventKind,
    /// Who answers for the step from here on (cán bộ thụ lý); who it was before, if absent.
    pub officer: Option<Box<str>>,
    /// Who stands in (người dự phòng).
    pub backup: Option<Box<str>>,
}

impl Event {
    /// An event that changes nothing about who answers for the dossier.
    #[must_use]
    pub const fn new(at: NaiveDateTime, kind: EventKind) -> Self {
        Self { at, kind, officer: None, backup: None }
    }

    /// The same with an officer and perhaps a backup.
    #[must_use]
    pub fn by(mut self, officer: &str, backup: Option<&str>) -> Self {
        self.officer = Some(officer.into());
        self.backup = backup.map(Into::into);
        self
    }
}

/// The kinds of event. Texts may be empty here; a log is refused where the law wants them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Handed in (nộp hồ sơ).
    Submitted {
        /// Through which channel.
        channel: Option<Channel>,
    },
    /// The post handed it over and the record was signed (biên bản giao nhận, Decision 45/2016, Art. 7.4): the moment of filing by post.
    Delivered,
    /// Accepted as complete (tiếp nhận). The limit runs from here, unless a signed hand-over by post came before.
    Accepted {
        /// Received regardless of boundary for this agency; then the limit runs from its receipt, [`EventKind::Arrived`].
        competent_agency: Option<Box<str>>,
    },
    /// Received by the competent agency after boundary-free reception (tiếp nhận không phụ thuộc địa giới).
    Arrived,
    /// Refused, before acceptance or after examination.
    Rejected {
        /// The written reason.
        reason: Box<str>,
    },
    /// Sent back for a supplement.
    SupplementRequested {
        /// The written reason.
        reason: Box<str>,
        /// What is missing.
        items: Box<[Box<str>]>,
        /// Whether the applicant is at fault; then the journey does not count against the ceiling.
        applicant_fault: bool,
    },
    /// The supplement is complete.
    SupplementReceived,
    /// The clock is stopped for something outside the agency's hands.
    Suspended {
        /// For what; absent where the log does not say.
        reason: Option<SuspensionReason>,
    },
    /// The clock runs again.
    Resumed,
    /// Handed over to a unit.
    HandedOver {
        /// Which one.
        to: Box<str>,
    },
    /// The return date was set anew, with an apology.
    Rescheduled {
        /// The new date.
        new_due_on: NaiveDate,
        /// The written reason.
        reason: Box<str>,
        /// Who signed.
        signer: Box<str>,
    },
    /// A form was given to the applicant.
    Issued {
        /// Which one.
        form: FormKind,
    },
    /// The result is there.
    ResultReady,
    /// The result was returned to the applicant.
    Returned,
    /// Taken back by the applicant.
    Withdrawn,
    /// Handling stopped for good (dừng giải quyết).
    Stopped {
        /// The written reason.
        reason: Box<str>,
    },
    /// Somebody else answers for it from now on.
    Assigned,
    /// An earlier entry was wrong. It stays in the log; from now on it counts as corrected.
    Corrected {
        /// Which entry, from 0.
        event: usize,
        /// When it really happened; it never happened, if absent.
        becomes_at: Option<NaiveDateTime>,
        /// The written reason.
        reason: Box<str>,
        /// Who signed.
        signer: Box<str>,
    },
}

impl EventKind {
    /// The stable name.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Submitted { .. } => "submitted",
            Self::Delivered => "delivered",
            Self::Accepted { .. } => "accepted",
            Self::Arrived => "arrived",
            Self::Rejected { .. } => "rejected",
            Self::SupplementRequested { .. } => "supplement_requested",
            Self::SupplementReceived => "supplement_received",
            Self::Suspended { .. } => "suspended",
            Self::Resumed => "resumed",
            Self::HandedOver { .. } => "handed_over",
            Self::Rescheduled { .. } => "rescheduled",
            Self::Issued { .. } => "issued",
            Self::ResultReady => "result_ready",
            Self::Returned => "returned",
            Self::Withdrawn => "withdrawn",
            Self::Stopped { .. } => "stopped",
            Self::Assigned => "assigned",
            Self::Corrected { .. } => "corrected",
        }
    }
}

/// Through which channel a dossier comes in (kênh tiếp nhận).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// At the counter.
    Counter,
    /// Online.
    Online,
    /// By the public post (BCCI).
    Post,
    /// At a kiosk.
    Kiosk,
    /// Online with help at the help desk.
    Assisted,
}

impl Channel {
    /// Reads a stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "counter" => Ok(Self::Counter),
            "online" => Ok(Self::Online),
            "post" => Ok(Self::Post),
            "kiosk" => Ok(Self::Kiosk),
            "assisted" => Ok(Self::Assisted),
            _ => {
                let known = "counter, online, post, kiosk, assisted";
                Err(Error::OptionUnknown { option: "a channel", value: quote(text), known })
            }
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Post => "post",
            Self::Kiosk => "kiosk",
            Self::Assisted => "assisted",
        }
    }
}

/// What a suspended dossier waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SuspensionReason {
    /// The applicant's payment (nghĩa vụ tài chính).
    FinancialObligation,
    /// Another agency.
    OtherAgency,
    /// The end of a public posting (niêm yết công khai).
    PublicPosting,
    /// The end of something nobody could prevent (bất khả kháng).
    ForceMajeure,
}

impl SuspensionReason {
    /// Reads a stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "financial_obligation" => Ok(Self::FinancialObligation),
            "other_agency" => Ok(Self::OtherAgency),
            "public_posting" => Ok(Self::PublicPosting),
            "force_majeure" => Ok(Self::ForceMajeure),
            _ => {
                let known = "financial_obligation, other_agency, public_posting, force_majeure";
                Err(Error::OptionUnknown { option: "a reason for suspension", value: quote(text), known })
            }
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FinancialObligation => "financial_obligation",
            Self::OtherAgency => "other_agency",
            Self::PublicPosting => "public_posting",
            Self::ForceMajeure => "force_majeure",
        }
    }
}

/// Where a dossier is in its life (trạng thái hồ sơ).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "trạng thái hồ sơ")]
pub enum State {
    /// Not handed in yet.
    #[default]
    Draft,
    /// Handed in, not accepted.
    Submitted,
    /// Being handled.
    InProcess,
    /// Waiting for the applicant's supplement.
    AwaitingSupplement,
    /// The clock is stopped.
    Suspended,
    /// The result is there and not collected.
    ResultReady,
    /// The result was returned.
    Returned,
    /// Refused.
    Rejected,
    /// Taken back by the applicant.
    Withdrawn,
    /// Stopped for good.
    Stopped,
}

impl State {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::InProcess => "in_process",
            Self::AwaitingSupplement => "awaiting_supplement",
            Self::Suspended => "suspended",
            Self::ResultReady => "result_ready",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
        }
    }

    /// Whether nothing can happen to the dossier any more.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Returned | Self::Rejected | Self::Withdrawn | Self::Stopped)
    }

    /// The state after an event, if the event is possible. `accepted` says whether the dossier was accepted before.
    pub(super) const fn after(self, event: &EventKind, accepted: bool) -> Option<Self> {
        use EventKind as E;
        let next = match (self, event) {
            (_, E::Issued { .. } | E::Corrected { .. }) => self,
            (_, E::Assigned) if !self.is_final() => self,
            (Self::Draft, E::Submitted { .. }) | (Self::Submitted, E::Delivered) => Self::Submitted,
            (Self::Submitted, E::Accepted { .. }) | (Self::InProcess, E::Rescheduled { .. } | E::Arrived) => Self::InProcess,
            (Self::Submitted | Self::InProcess, E::Rejected { .. }) => Self::Rejected,
            (Self::Submitted | Self::InProcess, E::SupplementRequested { .. }) => Self::AwaitingSupplement,
            (Self::AwaitingSupplement, E::SupplementReceived) => {
                if accepted {
                    Self::InProcess
                } else {
                    Self::Submitted
                }
            }
            (Self::InProcess, E::Suspended { .. }) => Self::Suspended,
            (Self::Suspended, E::Resumed) => Self::InProcess,
            (Self::InProcess | Self::AwaitingSupplement | Self::Suspended, E::HandedOver { .. }) => self,
            (Self::InProcess, E::ResultReady) => Self::ResultReady,
            (Self::ResultReady, E::Returned) => Self::Returned,
            (
                Self::Submitted | Self::InProcess | Self::AwaitingSupplement | Self::Suspended | Self::ResultReady,
                E::Withdrawn,
            ) => Self::Withdrawn,
            (Self::InProcess | Self::AwaitingSupplement | Self::Suspended, E::Stopped { .. }) => Self::Stopped,
            _ => return None,
        };
        Some(next)
    }
}
