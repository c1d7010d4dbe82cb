//! The Vietnamese lunisolar calendar, both ways.

use std::fmt;

use chrono::{Datelike, Days, NaiveDate};

use crate::error::Error;
use crate::law::Language;
use crate::tables::{LUNAR_FIRST_DAY, LUNAR_FIRST_YEAR, LUNAR_LAST_DAY, LUNAR_OFFICIAL_FROM, LUNAR_YEARS};

/// One lunar year of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LunarYear {
    /// Day of the solar year on which the lunar year begins, from 1.
    new_year: u8,
    /// The month that is followed by a leap month of the same number, or 0.
    leap_month: u8,
    /// Bit `i` is set when the month at place `i` has 30 days, else it has 29.
    long_months: u16,
    /// A month boundary so near midnight that the accepted delta-T decides its date.
    ambiguous: bool,
}

impl LunarYear {
    pub(crate) const fn new(new_year: u8, leap_month: u8, long_months: u16, ambiguous: bool) -> Self {
        Self { new_year, leap_month, long_months, ambiguous }
    }

    fn of(year: i32) -> Option<&'static Self> {
        LUNAR_YEARS.get(usize::try_from(year.checked_sub(LUNAR_FIRST_YEAR)?).ok()?)
    }

    const fn month_count(self) -> u8 {
        if self.leap_month == 0 { 12 } else { 13 }
    }

    /// Length of the month at a place counted from 0, the leap month in its place.
    const fn month_length(self, place: u8) -> u8 {
        29 + ((self.long_months >> place) & 1) as u8
    }

    /// Place of a month, from 0.
    const fn place(self, month: u8, leap: bool) -> u8 {
        let after_leap = self.leap_month != 0 && (month > self.leap_month || leap);
        month - 1 + after_leap as u8
    }

    /// Number of the month at a place, and whether it is the leap one.
    const fn month_at(self, place: u8) -> (u8, bool) {
        if self.leap_month == 0 || place < self.leap_month { (place + 1, false) } else { (place, place == self.leap_month) }
    }

    fn begins(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_yo_opt(year, u32::from(self.new_year))
    }
}

/// A date of the Vietnamese lunar calendar (âm lịch).
///
/// The table covers 1900-01-31 to 2199-12-31 and is computed for UTC+7 throughout. That is the State's calendar from 1968 on; before,
/// [`is_proleptic`](Self::is_proleptic) says that the printed almanac may differ.
///
/// ```
/// use motcua::LunarDate;
/// use chrono::NaiveDate;
///
/// let solar = NaiveDate::from_ymd_opt(2026, 4, 26).unwrap();
/// let lunar = LunarDate::from_solar(solar)?;
/// assert_eq!((lunar.year(), lunar.month(), lunar.day(), lunar.is_leap_month()), (2026, 3, 10, false));
/// assert_eq!(lunar.to_solar()?, solar);
///
/// // 2033 has a second eleventh month.
/// let leap = LunarDate::new(2033, 11, 1, true)?;
/// assert_eq!(leap.to_solar()?, NaiveDate::from_ymd_opt(2033, 12, 22).unwrap());
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "âm lịch")]
pub struct LunarDate {
    year: i32,
    month: u8,
    // Ordered before the day: the leap month follows the month it repeats.
    leap: bool,
    day: u8,
}

impl LunarDate {
    /// The lunar date of a solar one.
    ///
    /// # Errors
    /// `date_out_of_range` outside 1900-01-31 to 2199-12-31.
    pub fn from_solar(date: NaiveDate) -> Result<Self, Error> {
        Self::find(date).ok_or_else(|| out_of_range("the date", date.to_string()))
    }

    fn find(date: NaiveDate) -> Option<Self> {
        if !(LUNAR_FIRST_DAY..=LUNAR_LAST_DAY).contains(&date) {
            return None;
        }
        let begins = |year| Some((year, LunarYear::of(year)?, LunarYear::of(year)?.begins(year)?));
        let (year, months, begin) =
            begins(date.year()).filter(|&(_, _, begin)| begin <= date).or_else(|| begins(date.year() - 1))?;
        let mut days_left = u16::try_from((date - begin).num_days()).ok()?;
        let mut place = 0;
        while days_left >= u16::from(months.month_length(place)) && place + 1 < months.month_count() {
            days_left -= u16::from(months.month_length(place));
            place += 1;
        }
        let (month, leap) = months.month_at(place);
        Some(Self { year, month, leap, day: u8::try_from(days_left).ok()? + 1 })
    }

    /// A lunar date by year, month and day; `leap` for the second month of a doubled number (tháng nhuận).
    ///
    /// # Errors
    /// `date_invalid` when that year has no such month or the month no such day, `date_out_of_range` outside the table.
    pub fn new(year: i32, month: u8, day: u8, leap: bool) -> Result<Self, Error> {
        let this = Self { year, month, leap, day };
        let months = LunarYear::of(year).ok_or_else(|| out_of_range("the lunar date", this.to_string()))?;
        let exists = (1..=12).contains(&month)
            && (!leap || month == months.leap_month)
            && (1..=months.month_length(months.place(month, leap))).contains(&day);
        if exists {
            Ok(this)
        } else {
            Err(Error::DateInvalid { value: this.to_string(), expected: "a date of the Vietnamese lunar calendar" })
        }
    }

    /// The solar date.
    ///
    /// # Errors
    /// `date_out_of_range` past 2199-12-31: the last lunar year ends after the table.
    pub fn to_solar(self) -> Result<NaiveDate, Error> {
        let solar = LunarYear::of(self.year).and_then(|months| {
            let before: u64 = (0..months.place(self.month, self.leap)).map(|p| u64::from(months.month_length(p))).sum();
            months.begins(self.year)?.checked_add_days(Days::new(before + u64::from(self.day) - 1))
        });
        solar.filter(|&date| date <= LUNAR_LAST_DAY).ok_or_else(|| out_of_range("the lunar date", self.to_string()))
    }

    /// The lunar year, numbered by the solar year in which it begins.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 30.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Whether this is the second month of its number (tháng nhuận).
    #[must_use]
    #[doc(alias = "tháng nhuận")]
    pub const fn is_leap_month(self) -> bool {
        self.leap
    }

    /// Whether the date lies before 1968, when the almanac was not computed for UTC+7.
    #[must_use]
    pub fn is_proleptic(self) -> bool {
        self.to_solar().is_ok_and(|date| date < LUNAR_OFFICIAL_FROM)
    }

    /// Whether its year has a month boundary within minutes of midnight, so that another accepted delta-T could move it by a day.
    #[must_use]
    pub fn is_ambiguous(self) -> bool {
        LunarYear::of(self.year).is_some_and(|months| months.ambiguous)
    }

    /// The day in words: "mùng 1 tháng Giêng", "29 tháng Chạp".
    #[must_use]
    pub fn day_name(self, language: Language) -> String {
        match language {
            Language::En => {
                let leap = if self.leap { "leap " } else { "" };
                format!("day {} of {leap}lunar month {}", self.day, self.month)
            }
            Language::Vi => {
                let day = if self.day <= 10 { format!("mùng {}", self.day) } else { self.day.to_string() };
                let month = match self.month {
                    1 => "Giêng".to_owned(),
                    12 => "Chạp".to_owned(),
                    month => month.to_string(),
                };
                let leap = if self.leap { " nhuận" } else { "" };
                format!("{day} tháng {month}{leap}")
            }
        }
    }
}

/// The first day of a lunar year (mùng 1 tháng Giêng).
pub(crate) fn new_year(year: i32) -> Option<NaiveDate> {
    LunarYear::of(year)?.begins(year)
}

impl fmt::Display for LunarDate {
    /// Year, month and day, a leap month marked `+`: `2033-11+-01`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let leap = if self.leap { "+" } else { "" };
        write!(f, "{:04}-{:02}{leap}-{:02}", self.year, self.month, self.day)
    }
}

fn out_of_range(what: &'static str, value: String) -> Error {
    Error::DateOutOfRange { what, value, first: LUNAR_FIRST_DAY, last: LUNAR_LAST_DAY }
}
