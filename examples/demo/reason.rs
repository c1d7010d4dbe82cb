//! Why a result is due when it is, in a few words, drawn from the steps.

use motcua::{DayKind, DayRun, Deadline, Language, Operation, Step};

use crate::words::{capitalised, pick, range, short_date, weekday};

/// One line; the steps themselves say it in full.
pub(crate) fn reason(due: &Deadline, language: Language) -> String {
    let steps = due.steps();
    let rolls = steps.iter().any(|step| step.operation() == Operation::RollForward);
    let mut parts: Vec<String> = Vec::new();
    let mut weekend_days = 0;
    for step in &steps {
        match step.operation() {
            // The roll names the days it passes over.
            Operation::SkipDays if !rolls && is_weekend(step) => weekend_days += step.days().iter().map(length).sum::<i64>(),
            Operation::SkipDays if !rolls || !is_weekend(step) => parts.push(skipped(step, language)),
            _ => parts.extend(part(step, language)),
        }
    }
    if weekend_days > 0 {
        let plural = if weekend_days == 1 { "" } else { "s" };
        parts.push(pick(
            language,
            format!("bỏ qua {weekend_days} ngày cuối tuần"),
            format!("skips {weekend_days} weekend day{plural}"),
        ));
    }
    if parts.is_empty() {
        parts.push(pick(language, "không vướng ngày nghỉ", "no days off in between").to_owned());
    }
    capitalised(&parts.join("; "))
}

fn part(step: &Step, language: Language) -> Option<String> {
    let (from, to) = (step.from().date(), step.to().date());
    let text = |vi: &str, en: &str| Some(pick(language, vi, en).to_owned());
    match step.operation() {
        Operation::CutOff => Some(pick(
            language,
            format!("nhận sau 15:00, chuyển sang {}", short_date(to, language)),
            format!("received after 15:00, moves to {}", short_date(to, language)),
        )),
        Operation::WaitForOpening => text("nhận ngoài giờ làm việc", "received outside office hours"),
        Operation::SkipMoreDays => text("và những ngày nghỉ sau đó", "and the days off beyond"),
        Operation::CountMakeupWorkday => {
            let day = format!("{} {}", weekday(from, language), short_date(from, language));
            Some(pick(language, format!("tính cả {day} làm bù"), format!("counts {day}, a make-up workday")))
        }
        Operation::CountClockTime => text("tính liên tục theo giờ, cả đêm và ngày nghỉ", "runs by the clock, nights and days off too"),
        Operation::FallBack => text("tháng cuối không có ngày tương ứng", "the last month has no such date"),
        Operation::RollForward => {
            let day = format!("{} {}", weekday(from, language), short_date(from, language));
            Some(pick(
                language,
                format!("hết hạn vào {day} là ngày nghỉ, chuyển sang ngày làm việc tiếp theo"),
                format!("ends on {day}, a day off, so moves to the next working day"),
            ))
        }
        Operation::SameDay if step.from().date() == to => text("trả ngay trong ngày nhận", "given on the day of receipt"),
        _ => None,
    }
}

/// `bỏ qua 04/02–10/02: Tết Âm lịch, nghỉ bù`
fn skipped(step: &Step, language: Language) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in step.days().iter().filter_map(|run| short_name(run, language)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let days = range(step.from().date(), step.to().date(), language);
    let names = if names.is_empty() { pick(language, "nghỉ cuối tuần", "weekend").to_owned() } else { names.join(", ") };
    format!("{} {days}: {names}", pick(language, "bỏ qua", "skips"))
}

/// A word or two for the kind, the name for a holiday; nothing for weekends, which nobody needs explained.
fn short_name(run: &DayRun, language: Language) -> Option<String> {
    let name = run.name(language);
    // The lunar day or the date made up for stands in brackets behind the name.
    let short = name.split_once(" (").map_or(name.as_str(), |(short, _)| short);
    match run.kind() {
        DayKind::Weekend => None,
        DayKind::PublicHoliday => Some(pick(language, format!("nghỉ {short}"), short.to_owned())),
        DayKind::CompensatoryDayOff => Some(pick(language, "nghỉ bù", "day off in lieu").to_owned()),
        DayKind::SwappedDayOff => Some(pick(language, "nghỉ hoán đổi", "swapped day off").to_owned()),
        _ => Some(short.to_owned()),
    }
}

fn is_weekend(step: &Step) -> bool {
    step.days().iter().all(|run| run.kind() == DayKind::Weekend)
}

fn length(run: &DayRun) -> i64 {
    (run.last() - run.first()).num_days() + 1
}
