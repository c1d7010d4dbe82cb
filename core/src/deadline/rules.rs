//! What can be chosen about counting.

use super::cutoff::Cutoff;
use crate::error::{Error, quote};
use crate::hours::OfficeHours;
use crate::law::Language;
use crate::tables;

/// How working days are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Counting {
    /// By date: the first day is not counted, the result is due at closing (Civil Code 2015, Art. 147.2).
    #[default]
    ByDate,
    /// By the clock: a working day is the working time of a standard day, from the moment of receipt on. Where seasons differ, it is the
    /// standard day of the season in which the dossier is received.
    ByClock,
}

impl Counting {
    /// Reads `by_date` or `by_clock`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "by_date" => Ok(Self::ByDate),
            "by_clock" => Ok(Self::ByClock),
            _ => Err(Error::OptionUnknown { option: "a way of counting", value: quote(text), known: "by_date, by_clock" }),
        }
    }
}

/// What happens when a limit ends on a day off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Roll {
    /// It ends on the next working day (Civil Code 2015, Art. 148.5).
    Forward,
    /// It ends all the same.
    None,
}

impl Roll {
    /// Reads `forward` or `none`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "forward" => Ok(Self::Forward),
            "none" => Ok(Self::None),
            _ => Err(Error::OptionUnknown { option: "a roll", value: quote(text), known: "forward, none" }),
        }
    }
}

/// How a limit is counted. The default is what the law says where it says anything.
///
/// ```
/// use motcua::{Calendar, Counting, CountingRules, OfficeHours, TimeLimit, deadline};
/// use chrono::NaiveDate;
///
/// let rules = CountingRules {
///     counting: Counting::ByClock,
///     hours: OfficeHours::parse("07:30-11:30,13:30-17:00")?,
///     ..CountingRules::default()
/// };
/// let received_at = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap().and_hms_opt(10, 0, 0).unwrap();
/// let due = deadline(received_at, &TimeLimit::parse("3 working_day")?, &Calendar::vietnam(), &rules)?;
/// assert_eq!(due.due_at().to_string(), "2026-05-04 10:00:00");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountingRules {
    /// How working days are counted.
    pub counting: Counting,
    /// An hour after which a receipt counts as later. A same-day limit without one has the 15:00 of the law.
    pub cutoff: Option<Cutoff>,
    /// What happens on a day off. `None` takes what the unit has by law: `Forward` for days, weeks, months and years; nothing for hours
    /// and minutes. Limits in working days, working hours and within the day never end on a day off.
    pub roll: Option<Roll>,
    /// When the office is open.
    pub hours: OfficeHours,
}

/// Something to know about a due date before relying on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Flag {
    /// It hangs on whether 24 November on a rest day is made up.
    CultureDayMadeUp,
    /// It hangs on whether a make-up workday counts.
    WorkedSaturdayCounts,
    /// It hangs on whether the day after the cut-off is day 0 or day 1.
    CutoffEffect,
    /// The cut-off rule that was chosen is younger than the receipt.
    RuleNotInForce,
    /// The month of the end has no such date; its last day was taken.
    MonthEnd,
    /// The year of the end has no 29 February; the law names no other day, the 28th was taken.
    LeapDay,
}

impl Flag {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CultureDayMadeUp => tables::CULTURE_DAY_MADE_UP.id(),
            Self::WorkedSaturdayCounts => tables::WORKED_SATURDAY_COUNTS.id(),
            Self::CutoffEffect => tables::CUTOFF_EFFECT.id(),
            Self::RuleNotInForce => "rule_not_in_force",
            Self::MonthEnd => "month_end",
            Self::LeapDay => "leap_day",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn text(self, language: Language) -> String {
        let open = |question: &crate::law::OpenQuestion| {
            let head = language.pick("Chưa có văn bản khẳng định", "No text settles");
            let default = match (language, question.default_answer()) {
                (Language::Vi, true) => "mặc định là có",
                (Language::Vi, false) => "mặc định là không",
                (Language::En, true) => "the default is yes",
                (Language::En, false) => "the default is no",
            };
            format!("{head} {}; {default}.", question.question(language))
        };
        match self {
            Self::CultureDayMadeUp => open(&tables::CULTURE_DAY_MADE_UP),
            Self::WorkedSaturdayCounts => open(&tables::WORKED_SATURDAY_COUNTS),
            Self::CutoffEffect => open(&tables::CUTOFF_EFFECT),
            Self::RuleNotInForce => language
                .pick(
                    "Quy định về mốc giờ được chọn chưa có hiệu lực vào ngày tiếp nhận.",
                    "The cut-off rule chosen was not yet in force on the day of receipt.",
                )
                .to_owned(),
            Self::MonthEnd => language
                .pick(
                    "Tháng kết thúc không có ngày tương ứng nên lấy ngày cuối tháng.",
                    "The last month has no such date, so its last day was taken.",
                )
                .to_owned(),
            Self::LeapDay => language
                .pick(
                    "Năm kết thúc không có ngày 29/02; luật không nêu ngày thay thế, ở đây lấy ngày cuối tháng Hai.",
                    "The last year has no 29 February; the law names no other day, the last day of February was taken.",
                )
                .to_owned(),
        }
    }
}
