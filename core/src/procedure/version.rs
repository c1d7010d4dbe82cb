//! One version of a procedure: what held for dossiers received in a period.

use chrono::NaiveDate;

use super::service::{Channel, ServiceLevel, Tier};
use crate::deadline::{CountingRules, Cutoff, TimeLimit};
use crate::error::{Error, quote};
use crate::hours::OfficeHours;
use crate::law::Confidence;
use crate::tables;

/// What held for dossiers received from `from` to `until`, both included; an open end is `None`.
///
/// Everything but the period may be absent: what a source does not say stays unsaid, and the
/// [completeness report](super::Completeness) names it. A list in an `Option` tells "none" (`Some` of an empty list) from "not stated".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// First day of receipt it holds for.
    pub from: Option<NaiveDate>,
    /// Last day of receipt it holds for.
    pub until: Option<NaiveDate>,
    /// Who may ask (đối tượng thực hiện).
    pub subject: Option<String>,
    /// The steps (trình tự thực hiện).
    pub sequence: Option<String>,
    /// The way (cách thức thực hiện) in words; [`channels`](Self::channels) say it too.
    pub way: Option<String>,
    /// The papers of the dossier (thành phần hồ sơ).
    pub papers: Vec<Paper>,
    /// How many sets of them (số lượng hồ sơ).
    pub sets: Option<u32>,
    /// The limit and what the province made of it.
    pub terms: Terms,
    /// The decision by which the limit was shortened locally.
    pub local_basis: Option<String>,
    /// The hour of receipt after which it is due later.
    pub cutoff: Option<Cutoff>,
    /// Cases with a limit of their own.
    pub cases: Vec<Case>,
    /// Ways to file, if known, with limits of their own if any.
    pub channels: Vec<ChannelTerms>,
    /// Areas with a limit of their own.
    pub areas: Vec<Area>,
    /// Who does what within which time.
    pub stages: Vec<Stage>,
    /// How long the limit may be extended.
    pub extension: Option<TimeLimit>,
    /// How long the law lets it be extended at most.
    pub extension_cap: Option<TimeLimit>,
    /// Fees (phí, lệ phí).
    pub fees: Option<Vec<Fee>>,
    /// Forms to fill in (mẫu đơn, tờ khai).
    pub forms: Option<Vec<FormTemplate>>,
    /// What the applicant gets (kết quả).
    pub result: Option<String>,
    /// Conditions (yêu cầu, điều kiện).
    pub conditions: Option<String>,
    /// Instruments and articles (căn cứ pháp lý).
    pub legal_basis: Option<String>,
    /// Who handles it (cơ quan giải quyết).
    pub agency: Option<String>,
    /// Who was competent until the district level ended.
    pub tier_before: Option<Tier>,
    /// Who is competent since.
    pub tier_after: Option<Tier>,
    /// How much is online.
    pub service_level: Option<ServiceLevel>,
    /// How much the authority does unasked.
    pub proactive_level: Option<ServiceLevel>,
    /// Why it is online in part only, with the legal basis (Decree 224/2026, Art. 14).
    pub partial_reason: Option<String>,
    /// Whether dossiers are accepted by post (Decision 45/2016, Art. 13).
    pub by_post: Option<bool>,
    /// Whether the result is sent by post.
    pub result_by_post: Option<bool>,
    /// Where to file online, http or https.
    pub entry_url: Option<String>,
    /// How sure the limit is.
    pub confidence: Option<Confidence>,
    /// Why, and what else is doubtful.
    pub confidence_note: Option<String>,
    /// Anything else a reader should know.
    pub note: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
}

impl Version {
    /// Whether it holds for a dossier received on a date.
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }

    /// Whether some day belongs to both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let before = |a: Option<NaiveDate>, b: Option<NaiveDate>| matches!((a, b), (Some(until), Some(from)) if until < from);
        !before(self.until, other.from) && !before(other.until, self.from)
    }

    /// Who is competent on a date: the district level ended on 30 June 2025.
    #[must_use]
    pub fn tier_on(&self, date: NaiveDate) -> Option<Tier> {
        if date < tables::procedure::TWO_TIER_FROM { self.tier_before } else { self.tier_after }
    }

    /// How its limits are counted.
    #[must_use]
    pub fn counting_rules(&self, hours: OfficeHours) -> CountingRules {
        CountingRules { cutoff: self.cutoff, hours, ..CountingRules::default() }
    }
}

/// A limit with what changes it. `limit` stands in place of the wider one, `extra` is added to it, `local` is the shortened limit the
/// province or the office committed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// By law, in place of the wider limit.
    pub limit: Option<TimeLimit>,
    /// By law, on top of the wider limit.
    pub extra: Option<TimeLimit>,
    /// Committed locally.
    pub local: Option<TimeLimit>,
}

/// A case of a procedure (trường hợp).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// The name or condition.
    pub name: String,
    /// The case of the code, as 1 in `1.001193.01`.
    pub number: Option<u8>,
    /// Its limits.
    pub terms: Terms,
}

/// A way to file, with limits of its own if any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelTerms {
    /// The way.
    pub channel: Channel,
    /// Its limits.
    pub terms: Terms,
}

/// An area with a limit of its own, as remote or mountain communes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Which area.
    pub name: String,
    /// Its limits.
    pub terms: Terms,
}

/// A paper of the dossier. All counts 0: the source states no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub name: String,
    /// Originals (bản chính).
    pub originals: u32,
    /// Certified copies (bản sao có chứng thực).
    pub certified: u32,
    /// Plain copies (bản sao).
    pub copies: u32,
    /// Whether every dossier needs it.
    pub mandatory: bool,
}

/// The kind of a fee, as the national database tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FeeKind {
    /// A fee for the procedure (lệ phí).
    #[default]
    Fee,
    /// A fee for a service (phí).
    ServiceFee,
    /// A price (giá).
    Price,
}

impl FeeKind {
    /// Reads the stable name in small or capital letters.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text.to_ascii_lowercase().as_str() {
            "fee" => Ok(Self::Fee),
            "service_fee" => Ok(Self::ServiceFee),
            "price" => Ok(Self::Price),
            _ => Err(Error::OptionUnknown { option: "a kind of fee", value: quote(text), known: "fee, service_fee, price" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Fee => "fee",
            Self::ServiceFee => "service_fee",
            Self::Price => "price",
        }
    }
}

/// A fee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// Of which way to file; `None` for all.
    pub channel: Option<Channel>,
    /// Its kind.
    pub kind: FeeKind,
    /// How much.
    pub charge: Charge,
}

/// How much a fee is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Charge {
    /// Đồng.
    Amount(u64),
    /// In words, where it is not one amount.
    Text(String),
}

/// A form to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormTemplate {
    /// What it is called.
    pub name: String,
    /// Where to get it, http or https.
    pub url: Option<String>,
}

/// A stage of the handling (bước giải quyết).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// What is done.
    pub name: String,
    /// Who does it.
    pub unit: Option<String>,
    /// Within which time.
    pub limit: Option<TimeLimit>,
}
