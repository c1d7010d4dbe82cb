//! The indicators, and what sums of them are called.

use crate::error::Error;
use crate::exact::Exact;
use crate::law::Language;
use crate::tables;

/// What an indicator is found out about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Per {
    /// Each dossier.
    Dossier,
    /// The unit as a whole.
    Unit,
    /// Both: dossiers where they say something, else the unit.
    DossierAndUnit,
}

impl Per {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::Unit => "unit",
            Self::DossierAndUnit => "dossier_and_unit",
        }
    }
}

/// One of the nine indicators (chỉ số đánh giá), Circular 01/2018, Art. 13.
///
/// ```
/// use motcua::Language;
/// use motcua::service_quality::Indicator;
///
/// let attitude = Indicator::parse("7")?;
/// assert!(attitude.counts_for_officer());
/// assert_eq!(attitude.level(2, Language::En), Some("early and no complaint"));
/// assert_eq!(Indicator::parse("10").unwrap_err().code(), "option_unknown");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "chỉ số đánh giá")]
pub struct Indicator {
    pub(crate) number: u8,
    pub(crate) per: Per,
    pub(crate) counts_for_officer: bool,
    pub(crate) title: [&'static str; 2],
    pub(crate) levels: [[&'static str; 3]; 2],
}

impl Indicator {
    /// All nine, in order.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        &tables::QUALITY_INDICATOR_TABLE
    }

    /// Reads a number, `1` to `9`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<&'static Self, Error> {
        let digit = |indicator: &&Self| indicator.number.to_string() == text;
        Self::all().iter().find(digit).ok_or_else(|| Error::OptionUnknown {
            option: "an indicator",
            value: crate::error::quote(text),
            known: "1, 2, 3, 4, 5, 6, 7, 8, 9",
        })
    }

    /// The indicator of a number.
    #[must_use]
    pub fn get(number: u8) -> Option<&'static Self> {
        Self::all().iter().find(|indicator| indicator.number == number)
    }

    /// Its number, 1 to 9.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// What it is found out about.
    #[must_use]
    pub const fn per(&self) -> Per {
        self.per
    }

    /// Whether it counts for officers; for agencies each does.
    #[must_use]
    pub const fn counts_for_officer(&self) -> bool {
        self.counts_for_officer
    }

    /// What it is about.
    #[must_use]
    pub const fn title(&self, language: Language) -> &'static str {
        let [vi, en] = self.title;
        language.pick(vi, en)
    }

    /// What makes 2, 1 or 0 points.
    #[must_use]
    pub const fn level(&self, points: u8, language: Language) -> Option<&'static str> {
        let [vi, en] = self.levels;
        let [two, one, zero] = language.pick(vi, en);
        match points {
            2 => Some(two),
            1 => Some(one),
            0 => Some(zero),
            _ => None,
        }
    }
}

/// What an officer's points say about the duty (mức độ hoàn thành nhiệm vụ), Circular 01/2018, Art. 15.3a.
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "mức độ hoàn thành nhiệm vụ")]
pub struct Duty {
    pub(crate) id: &'static str,
    pub(crate) from_tenths: u32,
    pub(crate) from_percent: u8,
    pub(crate) until_percent: u8,
    pub(crate) title: [&'static str; 2],
}

impl Duty {
    /// From the highest to the lowest.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        &tables::QUALITY_DUTIES
    }

    /// The stable name: `full`, `partial` or `insufficient`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The lowest share of the duty, in percent.
    #[must_use]
    pub const fn from_percent(&self) -> u8 {
        self.from_percent
    }

    /// The share of the duty that is not reached, in percent; of the full duty its 100.
    #[must_use]
    pub const fn until_percent(&self) -> u8 {
        self.until_percent
    }

    /// In words.
    #[must_use]
    pub const fn title(&self, language: Language) -> &'static str {
        let [vi, en] = self.title;
        language.pick(vi, en)
    }

    pub(super) fn of(points: &Exact) -> &'static Self {
        let [highest @ .., lowest] = &tables::QUALITY_DUTIES;
        highest.iter().find(|duty| reaches(points, duty.from_tenths)).unwrap_or(lowest)
    }
}

/// What an agency's points are called (xếp loại), Circular 01/2018, Art. 15.3b. Exactly 15, 12, 9 and 6 count as reached.
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "xếp loại")]
pub struct Band {
    pub(crate) id: &'static str,
    pub(crate) from_tenths: u32,
    pub(crate) title: [&'static str; 2],
}

impl Band {
    /// From the highest to the lowest.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        &tables::QUALITY_BANDS
    }

    /// The stable name: `excellent`, `good`, `fair`, `average` or `weak`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// In words.
    #[must_use]
    pub const fn title(&self, language: Language) -> &'static str {
        let [vi, en] = self.title;
        language.pick(vi, en)
    }

    pub(super) fn of(points: &Exact) -> &'static Self {
        let [highest @ .., lowest] = &tables::QUALITY_BANDS;
        highest.iter().find(|band| reaches(points, band.from_tenths)).unwrap_or(lowest)
    }
}

fn reaches(points: &Exact, tenths: u32) -> bool {
    points * &Exact::from(10) >= Exact::from(u64::from(tenths))
}
