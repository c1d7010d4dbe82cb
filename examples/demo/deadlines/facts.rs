//! What there is to know about the day of receipt, in sentences that follow a label and so begin small.

use chrono::NaiveDate;
use motcua::{Calendar, Certainty, Cutoff, Day, DayKind, Language, LunarDate};

use crate::deadlines::board::{Board, Run, runs};
use crate::deadlines::input::Procedure;
use crate::words::{date, pick, range, time, weekday_date};

/// The hour the 15:00 rules of the law name.
pub(crate) fn cutoff_hour() -> String {
    Cutoff::civil_status().time().format("%H:%M").to_string()
}

/// `15:20 thứ Tư 03/02/2027`
pub(crate) fn moment(board: &Board<'_>, language: Language) -> String {
    format!("{} {}", time(board.received_at), weekday_date(board.received_at.date(), language))
}

/// Whether the day of receipt is a working day, and why.
pub(crate) fn today(board: &Board<'_>, language: Language) -> String {
    let day = &board.today;
    let name = day.name(language);
    let what = match (day.is_working(), day.kind()) {
        (true, DayKind::WorkingDay) => pick(language, "ngày làm việc".to_owned(), "a working day".to_owned()),
        (true, _) => pick(language, format!("ngày làm việc: {name}"), format!("a working day: {name}")),
        (false, _) => pick(language, format!("ngày nghỉ: {name}"), format!("a day off: {name}")),
    };
    match LunarDate::from_solar(day.date()).map(|lunar| lunar.day_name(language)) {
        // The name of a lunar holiday says it already.
        Ok(lunar) if !name.contains(&lunar) => format!("{what}; {lunar}{}.", pick(language, " âm lịch", "")),
        _ => format!("{what}."),
    }
}

/// What the hour of receipt does to results due within the day.
pub(crate) fn hour(board: &Board<'_>, language: Language) -> &'static str {
    match (board.today.is_working(), board.is_after_cutoff()) {
        (false, _) => pick(
            language,
            "nhận vào ngày nghỉ, việc trả kết quả trong ngày chuyển sang ngày làm việc tiếp theo.",
            "received on a day off, so same-day results move to the next working day.",
        ),
        (true, true) => pick(
            language,
            "đã quá giờ, việc trả kết quả trong ngày được chuyển sang ngày làm việc tiếp theo.",
            "past the hour, so same-day results may move to the next working day.",
        ),
        (true, false) => pick(
            language,
            "còn trong giờ, việc trả kết quả trong ngày được trả ngay hôm đó.",
            "in time, so same-day results are given that day.",
        ),
    }
}

/// The next working day and what lies before it.
pub(crate) fn next(board: &Board<'_>, language: Language) -> String {
    let day = &board.next_working_day;
    let date = weekday_date(day.date(), language);
    let next = if day.kind() == DayKind::WorkingDay { date } else { format!("{date}, {}", lower_first(&day.name(language))) };
    let off = &board.days_off_between;
    let (Some(first), Some(last)) = (off.first(), off.last()) else {
        return format!("{next}.");
    };
    let (days, count) = (range(first.date(), last.date(), language), off.len());
    let names = short_names(runs(off).iter().map(|run| (run.first.kind(), run_name(run, language))), language);
    let plural = if count == 1 { "" } else { "s" };
    pick(
        language,
        format!("{next}, sau {count} ngày nghỉ {days}: {names}."),
        format!("{next}, after {count} day{plural} off, {days}: {names}."),
    )
}

/// How sure the days off are.
pub(crate) fn certainty(certainty: Certainty, language: Language) -> String {
    let (first, last) = Calendar::announced();
    let (first, last) = (date(first, language), date(last, language));
    match certainty {
        Certainty::Announced => pick(
            language,
            "mọi ngày nghỉ dùng để tính đều đã được thông báo chính thức.".to_owned(),
            "every day off used here has been officially announced.".to_owned(),
        ),
        Certainty::Derived => pick(
            language,
            format!("có ngày nghỉ trước {first}: suy ra từ luật, không có thông báo từng năm."),
            format!("some days off before {first} follow from the statute; their years had no announcement."),
        ),
        Certainty::Projected => pick(
            language,
            format!("có ngày nghỉ sau {last} chưa được Thủ tướng Chính phủ thông báo: kết quả ghi “dự kiến” có thể thay đổi."),
            format!("some days off after {last} have not been announced yet: results marked “projected” may change."),
        ),
    }
}

/// Since when, or until when, the rules of a row hold.
pub(crate) fn not_in_force(procedure: &Procedure, received_on: NaiveDate, language: Language) -> String {
    match (procedure.in_force_from, procedure.in_force_until) {
        (Some(from), _) if received_on < from => {
            let from = date(from, language);
            pick(language, format!("Quy định này áp dụng từ {from}"), format!("This rule applies from {from}"))
        }
        (_, Some(until)) => {
            let until = date(until, language);
            pick(
                language,
                format!("Quy định này áp dụng đến {until}; thời hạn sau đó chưa có trong dữ liệu"),
                format!("This rule applied until {until}; the limit after that is not in the data"),
            )
        }
        _ => String::new(),
    }
}

/// What several days off have in common; for one day, its full name.
pub(crate) fn run_name(run: &Run<'_>, language: Language) -> String {
    let name = run.first.name(language);
    let (first, last) = run.dates();
    // Only the part before the bracket holds for every day of the run.
    if first == last { name } else { name.split_once(" (").map_or(name.as_str(), |(common, _)| common).to_owned() }
}

/// The names of days off as a list of few words: no weekend, no brackets, no "nghỉ bù Tết" beside "Tết".
pub(crate) fn short_names(days: impl IntoIterator<Item = (DayKind, String)>, language: Language) -> String {
    let mut names: Vec<String> = Vec::new();
    for (kind, name) in days {
        // The lunar day or the date made up for stands in brackets behind the name.
        let name = name.split_once(" (").map_or(name.as_str(), |(short, _)| short);
        let name = match kind {
            DayKind::Weekend => continue,
            DayKind::CompensatoryDayOff | DayKind::SwappedDayOff => lower_first(name),
            _ => name.to_owned(),
        };
        if !names.iter().any(|before| name.ends_with(before)) {
            names.push(name);
        }
    }
    if names.is_empty() {
        names.push(pick(language, "cuối tuần", "weekend").to_owned());
    }
    names.join(", ")
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// The kind of a day in words.
pub(crate) fn kind(day: &Day, language: Language) -> &'static str {
    match day.kind() {
        DayKind::WorkingDay => pick(language, "Ngày làm việc", "Working day"),
        DayKind::Weekend => pick(language, "Nghỉ cuối tuần", "Weekend"),
        DayKind::PublicHoliday => pick(language, "Nghỉ lễ, tết", "Public holiday"),
        DayKind::CompensatoryDayOff => pick(language, "Nghỉ bù", "Day off in lieu"),
        DayKind::SwappedDayOff => pick(language, "Nghỉ hoán đổi", "Swapped day off"),
        DayKind::MakeupWorkday => pick(language, "Làm bù", "Make-up workday"),
        _ => pick(language, "Ngày riêng của cơ quan", "The agency's own day"),
    }
}
