//! What comes in: the petition and the way it came.

use super::log::{Class, Event, EventKind};
use crate::error::{Error, is_written, quote};
use crate::law::Language;

/// The form of a petition (hình thức phản ánh, kiến nghị).
///
/// Legal basis: Decree 20/2008/NĐ-CP Art. 6.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "hình thức phản ánh")]
pub enum Form {
    /// In writing (văn bản): handed in, by post, e-mail, on a portal or in the mailbox.
    #[default]
    Written,
    /// By telephone (điện thoại), on the hotline.
    Phone,
    /// On an opinion form (phiếu lấy ý kiến).
    OpinionForm,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Written, Self::Phone, Self::OpinionForm];

    /// Reads the stable name, as in `opinion_form`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let known = "written, phone, opinion_form";
        let form = Self::ALL.into_iter().find(|form| form.as_str() == text);
        form.ok_or_else(|| Error::OptionUnknown { option: "a form of petition", value: quote(text), known })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Phone => "phone",
            Self::OpinionForm => "opinion_form",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Written => language.pick("Văn bản", "In writing"),
            Self::Phone => language.pick("Điện thoại", "By telephone"),
            Self::OpinionForm => language.pick("Phiếu lấy ý kiến", "Opinion form"),
        }
    }
}

/// The way a petition came in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// Handed in (trực tiếp).
    #[default]
    Direct,
    /// By post (dịch vụ bưu chính).
    Post,
    /// By e-mail (thư điện tử).
    Email,
    /// On a portal (cổng thông tin).
    Portal,
    /// In the office's mailbox (hộp thư góp ý).
    Mailbox,
    /// On the hotline (đường dây nóng); the one channel of a petition by telephone.
    Hotline,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 6] = [Self::Direct, Self::Post, Self::Email, Self::Portal, Self::Mailbox, Self::Hotline];

    /// Reads the stable name, as in `hotline`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let known = "direct, post, email, portal, mailbox, hotline";
        let channel = Self::ALL.into_iter().find(|channel| channel.as_str() == text);
        channel.ok_or_else(|| Error::OptionUnknown { option: "a channel of petitions", value: quote(text), known })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Post => "post",
            Self::Email => "email",
            Self::Portal => "portal",
            Self::Mailbox => "mailbox",
            Self::Hotline => "hotline",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Direct => language.pick("Trực tiếp", "Handed in"),
            Self::Post => language.pick("Bưu chính", "Post"),
            Self::Email => language.pick("Thư điện tử", "E-mail"),
            Self::Portal => language.pick("Cổng thông tin", "Portal"),
            Self::Mailbox => language.pick("Hộp thư góp ý", "Mailbox"),
            Self::Hotline => language.pick("Đường dây nóng", "Hotline"),
        }
    }
}

/// A petition (phản ánh, kiến nghị) with its log. An empty text is one that is absent.
///
/// Needs a content, a name, and at least one of address, phone and e-mail (Decree 20/2008/NĐ-CP Art. 7). One without may be recorded all the same when
/// its log says that it was not accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "phản ánh, kiến nghị")]
pub struct Petition {
    /// Its number in the register.
    pub id: String,
    /// The form.
    pub form: Form,
    /// The way it came in.
    pub channel: Channel,
    /// Who sent it: a person or an organisation.
    pub name: String,
    /// Postal address.
    pub address: String,
    /// Telephone number.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// What it says.
    pub content: String,
    /// What may be published of it, in the office's own words and without personal data.
    pub summary: String,
    /// What happened, in the order it happened.
    pub events: Vec<Event>,
}

impl Petition {
    /// Whether there is a way to reach the sender.
    #[must_use]
    pub fn has_contact(&self) -> bool {
        [&self.address, &self.phone, &self.email].into_iter().any(|text| is_written(text))
    }

    /// What the intake lacks, in order: number, channel, content, contact.
    pub(super) fn intake_problems(&self) -> impl Iterator<Item = Error> {
        let missing = |name: &str, why| Error::ValueMissing { name: name.to_owned(), why };
        let rejected = self.events.iter().any(|event| match &event.kind {
            EventKind::Classified { class, .. } | EventKind::Reclassified { class, .. } => class.is_rejected(),
            _ => false,
        });
        let taken_up = !rejected;
        [
            (!is_written(&self.id)).then(|| missing("id", "a petition has a number in the register")),
            ((self.form == Form::Phone) != (self.channel == Channel::Hotline)).then(|| Error::ValueOutOfRange {
                name: "channel",
                value: self.channel.as_str().to_owned(),
                bound: "hotline for a petition by telephone, and for no other",
            }),
            (!is_written(&self.content)).then(|| missing("content", "a petition says what it is about")),
            (taken_up && !is_written(&self.name)).then(|| missing("name", "a petition without a name can only be not accepted")),
            (taken_up && !self.has_contact())
                .then(|| missing("address, phone or email", "a petition without a contact can only be not accepted")),
        ]
        .into_iter()
        .flatten()
    }
}

impl Class {
    /// Whether it ends without being taken up.
    #[must_use]
    pub const fn is_rejected(self) -> bool {
        matches!(self, Self::NotAccepted | Self::ComplaintOrDenunciation)
    }

    /// Whether somebody else has to answer it.
    #[must_use]
    pub const fn is_transferred(self) -> bool {
        matches!(self, Self::ConductOfOfficials | Self::OtherCompetence)
    }
}
