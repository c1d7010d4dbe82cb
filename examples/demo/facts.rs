//! What there is to know about the day of receipt, in sentences.

use motcua::{Calendar, Certainty, Cutoff, Day, DayKind, Language, LunarDate};

use crate::board::{Board, Run, runs};
use crate::words::{date, pick, range, time, weekday_date};

/// The hour the 15:00 rules of the law name.
pub(crate) fn cutoff_hour() -> String {
    Cutoff::civil_status().time().format("%H:%M").to_string()
}

/// `15:20 thứ Tư 03/02/2027`
pub(crate) fn moment(board: &Board, language: Language) -> String {
    format!("{} {}", time(board.received_at), weekday_date(board.received_at.date(), language))
}

/// Whether the day of receipt is a working day, and why.
pub(crate) fn today(board: &Board, language: Language) -> String {
    let day = &board.today;
    let lunar = LunarDate::from_solar(day.date()).map(|lunar| lunar.day_name(language)).unwrap_or_default();
    let name = day.name(language);
    let what = match (day.is_working(), day.kind()) {
        (true, DayKind::WorkingDay) => pick(language, "ngày làm việc".to_owned(), "a working day".to_owned()),
        (true, _) => pick(language, format!("ngày làm việc: {name}"), format!("a working day: {name}")),
        (false, _) => pick(language, format!("ngày nghỉ: {name}"), format!("a day off: {name}")),
    };
    pick(
        language,
        format!("Ngày nhận là {what} (âm lịch: {lunar})."),
        format!("The day of receipt is {what} (lunar calendar: {lunar})."),
    )
}

/// What the hour of receipt does to results due within the day.
pub(crate) fn hour(board: &Board, language: Language) -> String {
    let hour = cutoff_hour();
    if !board.today.is_working() {
        return pick(
            language,
            "Nhận vào ngày nghỉ: việc trả kết quả trong ngày chuyển sang ngày làm việc tiếp theo.",
            "Received on a day off: same-day results move to the next working day.",
        )
        .to_owned();
    }
    if board.is_after_cutoff() {
        return pick(
            language,
            format!("Nhận sau {hour}: việc trả kết quả trong ngày được chuyển sang ngày làm việc tiếp theo."),
            format!("Received after {hour}: same-day results may move to the next working day."),
        );
    }
    pick(
        language,
        format!("Nhận trước {hour}: việc trả kết quả trong ngày được trả ngay hôm đó."),
        format!("Received by {hour}: same-day results are given that day."),
    )
}

/// The next working day and what lies before it.
pub(crate) fn next(board: &Board, language: Language) -> String {
    let next = weekday_date(board.next_working_day.date(), language);
    let off = &board.days_off_between;
    let (Some(first), Some(last)) = (off.first(), off.last()) else {
        return pick(language, format!("Ngày làm việc tiếp theo là {next}."), format!("The next working day is {next}."));
    };
    let (days, count) = (range(first.date(), last.date(), language), off.len());
    let mut names: Vec<String> = Vec::new();
    for name in runs(off).iter().map(|run| run_name(run, language)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = names.join(", ");
    let plural = if count == 1 { "" } else { "s" };
    pick(
        language,
        format!("Ngày làm việc tiếp theo là {next}, sau {count} ngày nghỉ {days}: {names}."),
        format!("The next working day is {next}, after {count} day{plural} off, {days}: {names}."),
    )
}

/// How sure the days off are.
pub(crate) fn certainty(certainty: Certainty, language: Language) -> String {
    let (first, last) = Calendar::announced();
    let (first, last) = (date(first, language), date(last, language));
    match certainty {
        Certainty::Announced => pick(
            language,
            "Mọi ngày nghỉ dùng để tính đều đã được thông báo chính thức.".to_owned(),
            "Every day off used here has been officially announced.".to_owned(),
        ),
        Certainty::Derived => pick(
            language,
            format!("Có ngày nghỉ trước {first}: suy ra từ luật, không có thông báo từng năm."),
            format!("Some days off before {first} follow from the statute; their years had no announcement."),
        ),
        Certainty::Projected => pick(
            language,
            format!("Có ngày nghỉ sau {last} chưa được Thủ tướng Chính phủ thông báo: kết quả ghi “dự kiến” có thể thay đổi."),
            format!("Some days off after {last} have not been announced yet: results marked “projected” may change."),
        ),
    }
}

/// What several days off have in common; for one day, its full name.
pub(crate) fn run_name(run: &Run<'_>, language: Language) -> String {
    let name = run.first.name(language);
    let (first, last) = run.dates();
    // Only the part before the bracket holds for every day of the run.
    if first == last { name } else { name.split_once(" (").map_or(name.as_str(), |(common, _)| common).to_owned() }
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
