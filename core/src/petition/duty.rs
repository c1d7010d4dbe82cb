//! What an office owes about a petition.

use chrono::NaiveDateTime;

use super::clock::Clock;
use crate::law::{Citation, Language};
use crate::tables;
use crate::timeliness::Timeliness;

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
    /// A duty with a clock of its own.
    pub(super) fn timed(kind: DutyKind, clock: &Clock) -> Self {
        Self { kind, due_at: clock.due_at(), timeliness: clock.timeliness() }
    }

    /// A duty for which nothing says by when.
    pub(super) const fn undated(kind: DutyKind) -> Self {
        Self { kind, due_at: None, timeliness: Timeliness::None }
    }

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
