//! The log of a petition: classes, events, states.

use chrono::NaiveDateTime;

use crate::error::{Error, quote};
use crate::law::Language;

/// What a petition turns out to be (phân loại).
///
/// Legal basis: Decree 20/2008/NĐ-CP Art. 9.1 and, for complaints, Art. 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "phân loại phản ánh")]
pub enum Class {
    /// Not taken up; needs a reason.
    NotAccepted,
    /// A complaint or denunciation (khiếu nại, tố cáo): outside the scope, referred to the law on complaints.
    ComplaintOrDenunciation,
    /// About the conduct of officials (hành vi của cán bộ, công chức): transferred.
    ConductOfOfficials,
    /// Within the office's own competence: answered.
    OwnCompetence,
    /// Within somebody else's competence: transferred.
    OtherCompetence,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 5] =
        [Self::NotAccepted, Self::ComplaintOrDenunciation, Self::ConductOfOfficials, Self::OwnCompetence, Self::OtherCompetence];

    /// Reads the stable name, as in `own_competence`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let known = "not_accepted, complaint_or_denunciation, conduct_of_officials, own_competence, other_competence";
        let class = Self::ALL.into_iter().find(|class| class.as_str() == text);
        class.ok_or_else(|| Error::OptionUnknown { option: "a class of petitions", value: quote(text), known })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotAccepted => "not_accepted",
            Self::ComplaintOrDenunciation => "complaint_or_denunciation",
            Self::ConductOfOfficials => "conduct_of_officials",
            Self::OwnCompetence => "own_competence",
            Self::OtherCompetence => "other_competence",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NotAccepted => language.pick("Không tiếp nhận", "Not accepted"),
            Self::ComplaintOrDenunciation => language.pick("Khiếu nại, tố cáo", "Complaint or denunciation"),
            Self::ConductOfOfficials => language.pick("Hành vi của cán bộ, công chức", "Conduct of officials"),
            Self::OwnCompetence => language.pick("Thuộc thẩm quyền", "Own competence"),
            Self::OtherCompetence => language.pick("Thuộc thẩm quyền cơ quan khác", "Competence of another office"),
        }
    }
}

/// Something that happened to a petition, at a moment of civil time of Viet Nam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: NaiveDateTime,
    /// What.
    pub kind: EventKind,
}

/// What happened. An empty text is one that is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// It came in (tiếp nhận). Not received yet → received.
    Received {
        /// Who took it, if noted.
        by: String,
    },
    /// It was classified (phân loại). Received → in process, awaiting transfer or not accepted.
    Classified {
        /// As what.
        class: Class,
        /// Why; needed when it is not accepted.
        reason: String,
        /// Who is to handle it, if noted.
        handler: String,
    },
    /// It turned out to be something else. In process or awaiting transfer → as for `Classified`.
    Reclassified {
        /// As what.
        class: Class,
        /// Why; always needed.
        reason: String,
        /// Who is to handle it, if noted.
        handler: String,
    },
    /// It was passed on (chuyển). Awaiting transfer → transferred.
    Transferred {
        /// To whom.
        to: String,
    },
    /// The sender asked how it stands. While open.
    ProgressAsked,
    /// The sender was told how it stands. While open.
    ProgressTold,
    /// It was answered (trả lời). In process or transferred → answered.
    Answered {
        /// The answer.
        answer: String,
    },
    /// The result was published (công khai kết quả), once or oftener. Answered.
    Published {
        /// How: on the portal, on the notice board… at least one.
        means: Vec<String>,
    },
    /// The sender judged the answer; the last judgement counts. Answered.
    Evaluated {
        /// Whether content with it.
        satisfied: bool,
    },
    /// The sender came back with the same matter (phản ánh lại). Answered → in process or transferred, as before the answer.
    Reraised {
        /// Why.
        reason: String,
    },
    /// The sender was told why it is not accepted. Not accepted.
    RejectionNotified,
    /// It was filed (kết thúc). Answered, transferred or not accepted → closed.
    Closed,
}

impl EventKind {
    /// The stable names, in the order of the variants.
    pub const NAMES: [&'static str; 12] = [
        "received",
        "classified",
        "reclassified",
        "transferred",
        "progress_asked",
        "progress_told",
        "answered",
        "published",
        "evaluated",
        "reraised",
        "rejection_notified",
        "closed",
    ];

    /// The stable name.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Classified { .. } => "classified",
            Self::Reclassified { .. } => "reclassified",
            Self::Transferred { .. } => "transferred",
            Self::ProgressAsked => "progress_asked",
            Self::ProgressTold => "progress_told",
            Self::Answered { .. } => "answered",
            Self::Published { .. } => "published",
            Self::Evaluated { .. } => "evaluated",
            Self::Reraised { .. } => "reraised",
            Self::RejectionNotified => "rejection_notified",
            Self::Closed => "closed",
        }
    }
}

/// Where a petition stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    /// Not received by the moment asked about.
    #[default]
    NotReceived,
    /// Received, not classified.
    Received,
    /// Somebody else's matter, not passed on yet.
    AwaitingTransfer,
    /// The office's own matter, being handled.
    InProcess,
    /// Passed on.
    Transferred,
    /// Answered.
    Answered,
    /// Not accepted.
    NotAccepted,
    /// Filed.
    Closed,
}

impl State {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotReceived => "not_received",
            Self::Received => "received",
            Self::AwaitingTransfer => "awaiting_transfer",
            Self::InProcess => "in_process",
            Self::Transferred => "transferred",
            Self::Answered => "answered",
            Self::NotAccepted => "not_accepted",
            Self::Closed => "closed",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NotReceived => language.pick("Chưa tiếp nhận", "Not received"),
            Self::Received => language.pick("Đã tiếp nhận, chờ phân loại", "Received"),
            Self::AwaitingTransfer => language.pick("Chờ chuyển", "Awaiting transfer"),
            Self::InProcess => language.pick("Đang xử lý", "In process"),
            Self::Transferred => language.pick("Đã chuyển", "Transferred"),
            Self::Answered => language.pick("Đã trả lời", "Answered"),
            Self::NotAccepted => language.pick("Không tiếp nhận", "Not accepted"),
            Self::Closed => language.pick("Đã kết thúc", "Closed"),
        }
    }

    /// Whether something is still to be done about the matter itself.
    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::AwaitingTransfer | Self::InProcess | Self::Transferred)
    }
}
