//! How much of a procedure is online, who is competent, and the ways to file.

use chrono::NaiveDate;

use crate::error::{Error, quote};
use crate::law::{Basis, Citation, Confidence, Language};
use crate::tables;

/// A level of an online public service (mức độ dịch vụ công trực tuyến), by the decree that named it.
///
/// Decree 43/2011 knew `level_1` to `level_4`, Decree 42/2022 `partial` and `full`, Decree 224/2026 keeps these two and adds `proactive_1` to
/// `proactive_4` on top. Each has its own days of force; none is translated into another, for the common equation of level 4 with `full`
/// is an approximation.
///
/// ```
/// use motcua::procedure::ServiceLevel;
/// use chrono::NaiveDate;
///
/// let level = ServiceLevel::parse("level_4")?;
/// assert!(!level.in_force_on(NaiveDate::from_ymd_opt(2026, 7, 1).unwrap()));
/// assert_eq!(ServiceLevel::parse("level_5").unwrap_err().code(), "option_unknown");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "mức độ dịch vụ công trực tuyến")]
pub struct ServiceLevel(&'static LevelFacts);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LevelFacts {
    pub(crate) id: &'static str,
    pub(crate) proactive: bool,
    pub(crate) rank: u8,
    pub(crate) name_vi: &'static str,
    pub(crate) name_en: &'static str,
    pub(crate) from: NaiveDate,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) basis: &'static [Basis],
    pub(crate) confidence: Confidence,
}

impl ServiceLevel {
    /// Reads the stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let known = "level_1 to level_4, partial, full, proactive_1 to proactive_4";
        Self::all().find(|level| level.0.id == text).ok_or_else(|| Error::OptionUnknown {
            option: "a level of service",
            value: quote(text),
            known,
        })
    }

    /// Every level, in order of force.
    pub fn all() -> impl Iterator<Item = Self> {
        tables::procedure::SERVICE_LEVELS.iter().map(Self)
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0.id
    }

    /// What to call it.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        language.pick(self.0.name_vi, self.0.name_en)
    }

    /// Whether it says how much the authority does unasked, on top of how much can be done online.
    #[must_use]
    pub const fn is_proactive(self) -> bool {
        self.0.proactive
    }

    /// Its place among the levels of its kind; more is better.
    #[must_use]
    pub const fn rank(self) -> u8 {
        self.0.rank
    }

    /// Whether the law knows this level on a date.
    #[must_use]
    pub fn in_force_on(self, date: NaiveDate) -> bool {
        self.0.from <= date && self.0.until.is_none_or(|until| date <= until)
    }

    /// First and last day of force; no last day while it is in force.
    #[must_use]
    pub const fn force(self) -> (NaiveDate, Option<NaiveDate>) {
        (self.0.from, self.0.until)
    }

    /// The decree that names it on a date.
    #[must_use]
    pub fn citation(self, date: NaiveDate) -> Option<Citation> {
        Basis::on(self.0.basis, date).filter(|_| self.in_force_on(date))
    }

    /// How sure its days of force are.
    #[must_use]
    pub const fn confidence(self) -> Confidence {
        self.0.confidence
    }
}

/// A way to file a dossier (cách thức nộp hồ sơ).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "cách thức thực hiện")]
pub enum Channel {
    /// At the one-stop shop (trực tiếp).
    Counter,
    /// On the service portal (trực tuyến).
    Online,
    /// Through the public post (bưu chính công ích).
    Post,
    /// At a kiosk (ki-ốt).
    Kiosk,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 4] = [Self::Counter, Self::Online, Self::Post, Self::Kiosk];

    /// Reads the stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let channel = Self::ALL.into_iter().find(|channel| channel.as_str() == text);
        channel.ok_or_else(|| Error::OptionUnknown {
            option: "a channel",
            value: quote(text),
            known: "counter, online, post, kiosk",
        })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Online => "online",
            Self::Post => "post",
            Self::Kiosk => "kiosk",
        }
    }

    /// What to call it.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Counter => language.pick("trực tiếp", "at the counter"),
            Self::Online => language.pick("trực tuyến", "online"),
            Self::Post => language.pick("qua bưu chính", "by post"),
            Self::Kiosk => language.pick("tại ki-ốt", "at a kiosk"),
        }
    }
}

/// The level of government that decides (cấp có thẩm quyền).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "cấp có thẩm quyền")]
pub enum Tier {
    /// Commune, ward, special zone (cấp xã).
    Commune,
    /// District (cấp huyện); gone since 1 July 2025.
    District,
    /// Province (cấp tỉnh).
    Province,
    /// Ministry (trung ương).
    Central,
}

impl Tier {
    /// Reads the stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "commune" => Ok(Self::Commune),
            "district" => Ok(Self::District),
            "province" => Ok(Self::Province),
            "central" => Ok(Self::Central),
            _ => Err(Error::OptionUnknown {
                option: "a level of government",
                value: quote(text),
                known: "commune, district, province, central",
            }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::District => "district",
            Self::Province => "province",
            Self::Central => "central",
        }
    }

    /// What to call it.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Commune => language.pick("cấp xã", "commune"),
            Self::District => language.pick("cấp huyện", "district"),
            Self::Province => language.pick("cấp tỉnh", "province"),
            Self::Central => language.pick("trung ương", "central"),
        }
    }
}

/// Reads `seen`, `known` or `uncertain`.
pub(crate) fn parse_confidence(text: &str) -> Result<Confidence, Error> {
    let all = [Confidence::Seen, Confidence::Known, Confidence::Uncertain];
    let found = all.into_iter().find(|confidence| confidence.as_str() == text);
    found.ok_or_else(|| Error::OptionUnknown { option: "a confidence", value: quote(text), known: "seen, known, uncertain" })
}
