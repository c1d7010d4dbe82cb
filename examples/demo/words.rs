//! Dates and limits as a reader of either language writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};
use motcua::Language::{self, En, Vi};
use motcua::{TimeLimit, Unit};

/// The text of a language.
pub(crate) fn pick<T>(language: Language, vi: T, en: T) -> T {
    match language {
        Vi => vi,
        En => en,
    }
}

/// `thứ Năm`, `Thursday`.
pub(crate) fn weekday(date: NaiveDate, language: Language) -> &'static str {
    match date.weekday() {
        Weekday::Mon => pick(language, "thứ Hai", "Monday"),
        Weekday::Tue => pick(language, "thứ Ba", "Tuesday"),
        Weekday::Wed => pick(language, "thứ Tư", "Wednesday"),
        Weekday::Thu => pick(language, "thứ Năm", "Thursday"),
        Weekday::Fri => pick(language, "thứ Sáu", "Friday"),
        Weekday::Sat => pick(language, "thứ Bảy", "Saturday"),
        Weekday::Sun => pick(language, "Chủ nhật", "Sunday"),
    }
}

/// `Tháng 2`, `February`.
pub(crate) fn month(month: u32, language: Language) -> String {
    let names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let index = usize::try_from(month).unwrap_or_default().wrapping_sub(1);
    pick(language, format!("Tháng {month}"), names.get(index).copied().unwrap_or_default().to_owned())
}

/// `11/02/2027`, `11 February 2027`.
pub(crate) fn date(date: NaiveDate, language: Language) -> String {
    match language {
        Vi => date.format("%d/%m/%Y").to_string(),
        En => format!("{} {} {}", date.day(), month(date.month(), En), date.year()),
    }
}

/// `11/02`, `11 February`.
pub(crate) fn short_date(date: NaiveDate, language: Language) -> String {
    match language {
        Vi => date.format("%d/%m").to_string(),
        En => format!("{} {}", date.day(), month(date.month(), En)),
    }
}

/// `thứ Năm 11/02/2027`, `Thursday 11 February 2027`.
pub(crate) fn weekday_date(day: NaiveDate, language: Language) -> String {
    format!("{} {}", weekday(day, language), date(day, language))
}

/// `04/02–10/02`, or one date.
pub(crate) fn range(first: NaiveDate, last: NaiveDate, language: Language) -> String {
    if first == last {
        return short_date(first, language);
    }
    match language {
        En if first.month() == last.month() => format!("{}–{}", first.day(), short_date(last, language)),
        _ => format!("{}–{}", short_date(first, language), short_date(last, language)),
    }
}

/// `17:00`, with seconds only where there are any.
pub(crate) fn time(at: NaiveDateTime) -> String {
    let whole_minute = at.and_utc().timestamp() % 60 == 0;
    at.format(if whole_minute { "%H:%M" } else { "%H:%M:%S" }).to_string()
}

/// `3 ngày làm việc`, `3 working days`; text that names no single amount, as it came.
pub(crate) fn limit(limit: &TimeLimit, language: Language) -> String {
    let (Some(amount), Some(unit)) = (limit.amount(), limit.unit()) else {
        return limit.to_string();
    };
    if unit == Unit::SameDay {
        return pick(language, "trong ngày", "within the day").to_owned();
    }
    let amount = amount.to_string();
    match language {
        Vi => {
            let unit = match unit {
                Unit::WorkingDay => "ngày làm việc",
                Unit::WorkingHour => "giờ làm việc",
                Unit::Minute => "phút",
                Unit::Hour => "giờ",
                Unit::Week => "tuần",
                Unit::Month => "tháng",
                Unit::Year => "năm",
                Unit::Day | Unit::SameDay => "ngày",
            };
            format!("{} {unit}", amount.replace('.', ","))
        }
        En => {
            let plural = if amount == "1" { "" } else { "s" };
            format!("{amount} {}{plural}", unit.as_str().replace('_', " "))
        }
    }
}

/// A sentence begins with a capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
