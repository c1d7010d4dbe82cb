//! Instruments, citations, and how sure an answer is.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::tables;

/// A language texts are rendered in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

impl Language {
    /// Reads `vi` or `en`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, crate::Error> {
        match text {
            "vi" => Ok(Self::Vi),
            "en" => Ok(Self::En),
            _ => Err(crate::Error::OptionUnknown { option: "a language", value: crate::error::quote(text), known: "vi, en" }),
        }
    }

    /// Picks the text of this language.
    pub(crate) const fn pick<T: Copy>(self, vi: T, en: T) -> T {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// How well the text of a legal fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// Not settled by any text that was found: a parameter with a default.
    Uncertain,
    /// High confidence, the text itself was not at hand.
    Known,
    /// The text was read.
    Seen,
}

impl Confidence {
    /// The stable name: `uncertain`, `known` or `seen`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uncertain => "uncertain",
            Self::Known => "known",
            Self::Seen => "seen",
        }
    }
}

/// What a calendar answer rests on. The order runs from the weakest to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "dự kiến")]
pub enum Certainty {
    /// A later year: the statute plus what every announcement so far had in common.
    Projected,
    /// An earlier year that follows from the statute alone.
    Derived,
    /// A year whose days off the Prime Minister has announced.
    Announced,
}

impl Certainty {
    /// The stable name: `projected`, `derived` or `announced`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Projected => "projected",
            Self::Derived => "derived",
            Self::Announced => "announced",
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A legal instrument (văn bản): a code, law, decree, decision or a year's announcement.
#[derive(Debug, PartialEq, Eq, Hash)]
#[doc(alias = "văn bản")]
pub struct Instrument {
    pub(crate) number: Option<&'static str>,
    pub(crate) name_vi: &'static str,
    pub(crate) name_en: &'static str,
    pub(crate) issuer: &'static str,
    pub(crate) issued_on: Option<NaiveDate>,
    pub(crate) confidence: Confidence,
    pub(crate) amended: Option<Amended>,
}

/// Since when an instrument is called as amended, and what it was called before.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(crate) struct Amended {
    pub(crate) from: NaiveDate,
    pub(crate) name_vi: &'static str,
    pub(crate) name_en: &'static str,
}

impl Instrument {
    /// The number as printed, where it is known.
    #[must_use]
    pub const fn number(&self) -> Option<&'static str> {
        self.number
    }

    /// What to call it.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        language.pick(self.name_vi, self.name_en)
    }

    /// What to call it on a paper of a day: not as amended by what came later.
    ///
    /// ```
    /// use motcua::{Language, Regime};
    /// use chrono::NaiveDate;
    ///
    /// let name = |month, day| Regime::nd118_2025().instrument().name_on(Language::Vi, NaiveDate::from_ymd_opt(2026, month, day).unwrap());
    /// assert_eq!(name(8, 4), "Nghị định 118/2025/NĐ-CP");
    /// assert_eq!(name(8, 5), "Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 309/2026/NĐ-CP");
    /// ```
    #[must_use]
    pub fn name_on(&self, language: Language, date: NaiveDate) -> &'static str {
        match &self.amended {
            Some(amended) if date < amended.from => language.pick(amended.name_vi, amended.name_en),
            _ => self.name(language),
        }
    }

    /// Who issued it, in Vietnamese.
    #[must_use]
    pub const fn issuer(&self) -> &'static str {
        self.issuer
    }

    /// The day it was issued, where it is known.
    #[must_use]
    pub const fn issued_on(&self) -> Option<NaiveDate> {
        self.issued_on
    }

    /// How well its text is known.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }
}

/// Every statute and decree the rules rest on; the yearly announcements are cited by the days they fix.
#[must_use]
pub fn instruments() -> &'static [&'static Instrument] {
    &tables::INSTRUMENTS
}

/// The questions the law leaves open: each a switch with a default, and a flag on the results that hang on it.
///
/// ```
/// let made_up = motcua::law::open_questions()[0];
/// assert_eq!((made_up.id(), made_up.default_answer()), ("culture_day_made_up", false));
/// ```
#[must_use]
pub fn open_questions() -> &'static [&'static OpenQuestion] {
    &tables::OPEN_QUESTIONS
}

/// The legal basis of one fact or step.
///
/// ```
/// use motcua::{Calendar, Language};
/// use chrono::NaiveDate;
///
/// let day = Calendar::vietnam().day(NaiveDate::from_ymd_opt(2026, 4, 27).unwrap())?;
/// let basis = &day.citations()[0];
/// assert_eq!(basis.text(Language::Vi), "khoản 3 Điều 111 Bộ luật Lao động 2019");
/// assert_eq!(basis.text(Language::En), "Labour Code 2019, Art. 111.3");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "căn cứ pháp lý")]
pub struct Citation {
    source: Source,
    article: Option<&'static str>,
    confidence: Confidence,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Source {
    Instrument(&'static Instrument),
    Practice { vi: &'static str, en: &'static str },
    Local(Arc<str>),
}

impl Citation {
    pub(crate) const fn of(instrument: &'static Instrument, article: Option<&'static str>) -> Self {
        Self { source: Source::Instrument(instrument), article, confidence: instrument.confidence }
    }

    pub(crate) const fn local(text: Arc<str>) -> Self {
        Self { source: Source::Local(text), article: None, confidence: Confidence::Known }
    }

    /// The instrument, unless the basis is a practice or an agency's own decision.
    #[must_use]
    pub const fn instrument(&self) -> Option<&'static Instrument> {
        match self.source {
            Source::Instrument(instrument) => Some(instrument),
            _ => None,
        }
    }

    /// The article, clause and point, as in `148.5` for Article 148 clause 5.
    #[must_use]
    pub const fn article(&self) -> Option<&'static str> {
        self.article
    }

    /// How sure the basis is.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// The citation as a reader of the language writes it.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        self.called(language, |instrument| instrument.name(language))
    }

    /// The citation on a paper of a day: the instrument is not called as amended by what came later.
    #[must_use]
    pub fn text_on(&self, language: Language, date: NaiveDate) -> String {
        self.called(language, |instrument| instrument.name_on(language, date))
    }

    fn called(&self, language: Language, name: impl Fn(&'static Instrument) -> &'static str) -> String {
        match &self.source {
            Source::Local(text) => text.to_string(),
            Source::Practice { vi, en } => language.pick(*vi, *en).to_owned(),
            Source::Instrument(instrument) => match (self.article, language) {
                (None, _) => name(instrument).to_owned(),
                (Some(article), Language::Vi) => format!("{} {}", article_vi(article), name(instrument)),
                (Some(article), Language::En) => format!("{}, Art. {article}", name(instrument)),
            },
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::Vi))
    }
}

/// `148.5` is "khoản 5 Điều 148", `11.2c` "điểm c khoản 2 Điều 11".
fn article_vi(article: &str) -> String {
    match article.split_once('.') {
        None => format!("Điều {article}"),
        Some((article, clause)) => {
            let point = clause.trim_start_matches(|c: char| c.is_ascii_digit());
            match clause.strip_suffix(point) {
                Some(clause) if !point.is_empty() && !clause.is_empty() => {
                    format!("điểm {point} khoản {clause} Điều {article}")
                }
                _ => format!("khoản {clause} Điều {article}"),
            }
        }
    }
}

/// A rule a step applies, with its basis.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    id: &'static str,
    citation: Citation,
}

impl Rule {
    pub(crate) const fn article(
        id: &'static str,
        instrument: &'static Instrument,
        article: Option<&'static str>,
        confidence: Confidence,
    ) -> Self {
        Self { id, citation: Citation { source: Source::Instrument(instrument), article, confidence } }
    }

    pub(crate) const fn practice(id: &'static str, vi: &'static str, en: &'static str, confidence: Confidence) -> Self {
        Self { id, citation: Citation { source: Source::Practice { vi, en }, article: None, confidence } }
    }

    /// How sure it is.
    #[cfg(feature = "one-stop")]
    pub(crate) const fn confidence(&self) -> Confidence {
        self.citation.confidence
    }

    /// The stable name, as in `first_day_not_counted`.
    pub(crate) const fn id(&self) -> &'static str {
        self.id
    }

    /// Where it is written, or whose practice it is.
    pub(crate) fn citation(&self) -> Citation {
        self.citation.clone()
    }
}

/// What a rule rests on from a date on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) from: NaiveDate,
    pub(crate) instrument: &'static Instrument,
    pub(crate) article: Option<&'static str>,
}

impl Basis {
    /// The entry in force on a date, of entries in order of force.
    pub(crate) fn on(entries: &'static [Self], date: NaiveDate) -> Option<Citation> {
        let basis = entries.iter().rev().find(|basis| basis.from <= date)?;
        Some(Citation::of(basis.instrument, basis.article))
    }
}

/// A question the law leaves open; each is a switch of the calendar with a default.
#[derive(Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    pub(crate) id: &'static str,
    pub(crate) default: bool,
    pub(crate) question_vi: &'static str,
    pub(crate) question_en: &'static str,
}

impl OpenQuestion {
    /// The stable name, the same as the switch and the flag on a result.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What is assumed unless the caller says otherwise.
    #[must_use]
    pub const fn default_answer(&self) -> bool {
        self.default
    }

    /// The question in words.
    #[must_use]
    pub const fn question(&self, language: Language) -> &'static str {
        language.pick(self.question_vi, self.question_en)
    }
}
