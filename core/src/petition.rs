//! Feedback of citizens (phản ánh, kiến nghị): intake, classification, transfer, answer, publication, and what a register of them shows.
//!
//! ```
//! use motcua::Reading;
//! use motcua::petition::{Channel, Class, Event, EventKind, Form, Petition, Rules};
//! use motcua::wire::parse_moment;
//!
//! let petition = Petition {
//!     id: "PA-2026-0001".to_owned(),
//!     form: Form::Written,
//!     channel: Channel::Portal,
//!     name: "NGUYỄN VĂN A (mẫu)".to_owned(),
//!     email: "a@example.invalid".to_owned(),
//!     content: "Đèn đường thôn Mẫu không sáng".to_owned(),
//!     events: vec![
//!         Event { at: parse_moment("2026-04-24T10:00:00")?, kind: EventKind::Received { by: String::new() } },
//!         Event {
//!             at: parse_moment("2026-04-24T14:00:00")?,
//!             kind: EventKind::Classified { class: Class::OtherCompetence, reason: String::new(), handler: String::new() },
//!         },
//!     ],
//!     ..Petition::default()
//! };
//! let status = petition.status(parse_moment("2026-05-06T08:00:00")?, &Rules::default(), Reading::Strict)?;
//!
//! // Five working days after 24 April: 27 and 30 April and 1 May are off.
//! assert_eq!(status.transfer().due_on().map(|day| day.to_string()).as_deref(), Some("2026-05-06"));
//! assert_eq!(status.duties()[0].kind().as_str(), "transfer");
//! # Ok::<(), motcua::Error>(())
//! ```
//!
//! Legal basis: Decree 20/2008/NĐ-CP. It is no procedure for complaints and denunciations (khiếu nại, tố cáo), Art. 1.

mod clock;
mod contact;
mod duty;
mod intake;
mod log;
mod page;
mod register;
mod replay;
mod status;

use crate::law::{Citation, Language};
use crate::tables;

pub use self::clock::Clock;
pub use self::contact::{ContactRecord, ContactSummary, HotlineCall, MailboxOpening};
pub use self::duty::{Duty, DutyKind};
pub use self::intake::{Channel, Form, Petition};
pub use self::log::{Class, Event, EventKind, State};
pub use self::page::PetitionsPage;
pub use self::register::{Counts, Entry, Group, Period, Register};
pub use self::replay::Violation;
pub use self::status::{Holder, Rules, Status};

/// Something that no text was found to settle, and what is done about it.
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "chưa xác nhận")]
pub struct Unconfirmed {
    pub(crate) id: &'static str,
    pub(crate) reason_vi: &'static str,
    pub(crate) reason_en: &'static str,
}

impl Unconfirmed {
    /// The stable name of what is open.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Why it is open.
    #[must_use]
    pub const fn reason(&self, language: Language) -> &'static str {
        language.pick(self.reason_vi, self.reason_en)
    }
}

/// The articles petitions rest on, with what each is about: scope, forms, contact, classification, transfer, progress, answer, publication.
///
/// ```
/// use motcua::{Language, petition};
///
/// let (about, citation) = &petition::bases()[4];
/// assert_eq!(*about, "petition_transfer");
/// assert!(citation.text(Language::Vi).starts_with("điểm d khoản 1 Điều 9 Nghị định 20/2008/NĐ-CP"));
/// ```
#[must_use]
pub fn bases() -> Vec<(&'static str, Citation)> {
    let rules = [
        &tables::PETITION_SCOPE,
        &tables::PETITION_FORMS,
        &tables::PETITION_CONTACT,
        &tables::PETITION_CLASSIFICATION,
        &tables::PETITION_TRANSFER,
        &tables::PETITION_PROGRESS,
        &tables::PETITION_ANSWER,
        &tables::PETITION_PUBLICATION,
    ];
    rules.into_iter().map(|rule| (rule.id(), rule.citation())).collect()
}
