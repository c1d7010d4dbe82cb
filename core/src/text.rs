//! Dates and moments as a reader writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use crate::law::Language;

const WEEKDAYS_VI: [&str; 7] = ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `27/04/2026` or `27 April 2026`.
pub(crate) fn date(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Vi => format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year()),
        Language::En => {
            format!("{} {} {:04}", date.day(), month_en(date), date.year())
        }
    }
}

/// `thứ Hai 27/04/2026` or `Monday 27 April 2026`.
pub(crate) fn weekday_date(day: NaiveDate, language: Language) -> String {
    format!("{} {}", weekday(day, language), date(day, language))
}

fn weekday(day: NaiveDate, language: Language) -> &'static str {
    let names = language.pick(&WEEKDAYS_VI, &WEEKDAYS_EN);
    names.get(day.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
}

fn month_en(day: NaiveDate) -> &'static str {
    MONTHS_EN.get(day.month0() as usize).copied().unwrap_or_default()
}

/// `thứ Năm 04/02 đến thứ Hai 08/02/2027` or `Thursday 4 to Monday 8 February 2027`: what both ends share is said once.
pub(crate) fn date_range(first: NaiveDate, last: NaiveDate, language: Language) -> String {
    if first == last {
        return weekday_date(first, language);
    }
    let same_year = first.year() == last.year();
    let begin = match language {
        Language::Vi if same_year => format!("{} {:02}/{:02}", weekday(first, language), first.day(), first.month()),
        Language::En if same_year && first.month() == last.month() => format!("{} {}", weekday(first, language), first.day()),
        Language::En if same_year => format!("{} {} {}", weekday(first, language), first.day(), month_en(first)),
        _ => weekday_date(first, language),
    };
    format!("{begin} {} {}", language.pick("đến", "to"), weekday_date(last, language))
}

/// `17:00 thứ Hai 27/04/2026`, with seconds only where there are any.
pub(crate) fn moment(at: NaiveDateTime, language: Language) -> String {
    format!("{} {}", clock(at.time()), weekday_date(at.date(), language))
}

/// `17:00`, with seconds only where there are any.
pub(crate) fn clock(time: NaiveTime) -> String {
    let seconds = if time.second() == 0 { String::new() } else { format!(":{:02}", time.second()) };
    format!("{:02}:{:02}{seconds}", time.hour(), time.minute())
}

/// `6 giờ 30 phút` or `6 h 30 min`, from seconds.
pub(crate) fn duration(seconds: i64, language: Language) -> String {
    let (h, min, s) = language.pick(("giờ", "phút", "giây"), ("h", "min", "s"));
    let total = seconds.unsigned_abs();
    let parts: Vec<String> = [(total / 3600, h), (total / 60 % 60, min), (total % 60, s)]
        .into_iter()
        .filter(|&(amount, _)| amount > 0)
        .map(|(amount, unit)| format!("{amount} {unit}"))
        .collect();
    if parts.is_empty() { format!("0 {min}") } else { parts.join(" ") }
}

/// `66,67 %`, or nothing for a share of nothing.
#[cfg(feature = "one-stop")]
pub(crate) fn percent_vi(ratio: crate::ratio::Ratio) -> Option<String> {
    ratio.percent(2).map(|percent| format!("{} %", decimal_vi(&percent)))
}

/// `1,5` for `1.5`.
#[cfg(feature = "one-stop")]
pub(crate) fn decimal_vi(number: &str) -> String {
    number.replace('.', ",")
}

/// What is wrong with a record, for a Vietnamese reader, and the same in full for whoever mends it. Records are counted from 1 here.
#[cfg(feature = "one-stop")]
pub(crate) fn problem_vi(error: &crate::Error) -> (String, String) {
    let what = match error.code() {
        "value_missing" => "thiếu dữ liệu bắt buộc",
        "reason_missing" => "thiếu lý do",
        "code_duplicate" => "trùng số",
        "event_unknown" => "loại sự kiện không có",
        "event_out_of_order" => "sự kiện sai thứ tự thời gian",
        "transition_not_allowed" => "sự kiện không thể xảy ra ở trạng thái đó",
        "option_unknown" => "giá trị không có trong danh mục",
        "field_unknown" => "trường dữ liệu không có",
        "date_invalid" | "date_out_of_range" => "ngày giờ không hợp lệ",
        _ => "giá trị không hợp lệ",
    };
    let record = error.index().map(|index| format!("Bản ghi thứ {}: ", index + 1)).unwrap_or_default();
    (format!("{record}{what}"), error.to_string())
}

/// A Vietnamese or ASCII letter in lower case. The general mapping would add its tables to a browser build.
pub(crate) fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let lower = match letter {
        'A'..='Z' | 'À'..='Ý' => code + 32,
        // Ă, Đ, Ĩ, Ũ and Ạ to Ỹ: the small letter follows the capital, which is even.
        'Ă'..='Ũ' | 'Ạ'..='Ỹ' => code | 1,
        'Ơ' | 'Ư' => code + 1,
        _ => code,
    };
    char::from_u32(lower).unwrap_or(letter)
}

/// The text with a small first letter.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(lower).into_iter().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::lower;

    #[test]
    fn lower_agrees_with_unicode_on_vietnamese() {
        let letters = "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ";
        for letter in letters.chars() {
            let small: Vec<char> = letter.to_lowercase().collect();
            assert_eq!(vec![lower(letter)], small);
            assert_eq!(lower(lower(letter)), lower(letter));
        }
    }
}
