//! Why a result is due when it is, in a few words, drawn from the steps.

use motcua::{DayKind, DayRun, Deadline, Language, Operation, Step};

use crate::deadlines::facts::{cutoff_hour, short_names};
use crate::words::{capitalised, pick, range, short_date, weekday};

/// One line; the steps themselves say it in full.
pub(crate) fn reason(due: &Deadline, language: Language) -> String {
    let steps = due.steps();
    let rolls = steps.iter().any(|step| step.operation() == Operation::RollForward);
    let (mut parts, mut skipped, mut weekend_days) = (Vec::new(), Vec::new(), 0);
    for step in &steps {
        match step.operation() {
            // The roll itself names the day off it meets.
            Operation::SkipDays if rolls && is_weekend(step) => {}
            Operation::SkipDays if is_weekend(step) => weekend_days += step.days().iter().map(length).sum::<i64>(),
            Operation::SkipDays => skipped.push(named_days(step, language)),
            Operation::CountCalendar if rolls => {}
            _ => parts.extend(part(step, due, language)),
        }
    }
    if weekend_days > 0 {
        let plural = if weekend_days == 1 { "" } else { "s" };
        let days = format!("{weekend_days} weekend day{plural}");
        skipped.push(pick(language, format!("{weekend_days} ngày cuối tuần"), days));
    }
    if let Some((last, before)) = skipped.split_last() {
        let and = pick(language, " và ", " and ");
        let days = if before.is_empty() { last.clone() } else { format!("{}{and}{last}", before.join(", ")) };
        parts.push(pick(language, format!("bỏ qua {days}"), format!("skips {days}")));
    }
    if parts.is_empty() {
        parts.push(pick(language, "không vướng ngày nghỉ", "no day off in between").to_owned());
    }
    capitalised(&parts.join("; "))
}

/// What a step other than skipped days adds, if it says anything the reader would not expect.
fn part(step: &Step, due: &Deadline, language: Language) -> Option<String> {
    let (from, to) = (step.from().date(), step.to().date());
    let named = format!("{} {}", weekday(from, language), short_date(from, language));
    let hour = cutoff_hour();
    Some(match step.operation() {
        // A same-day result is due on the day it moves to; for a counted limit, that is where the count begins.
        Operation::CutOff if to == due.due_on() => pick(language, format!("nhận sau {hour}"), format!("received after {hour}")),
        Operation::CutOff => {
            let day = short_date(to, language);
            pick(language, format!("nhận sau {hour} nên tính từ {day}"), format!("received after {hour}, so counted from {day}"))
        }
        Operation::WaitForOpening => pick(language, "nhận ngoài giờ làm việc", "received outside office hours").to_owned(),
        Operation::SkipMoreDays => pick(language, "và những ngày nghỉ sau đó", "and the days off beyond").to_owned(),
        Operation::CountMakeupWorkday => {
            pick(language, format!("tính cả {named} làm bù"), format!("counts {named}, a make-up workday"))
        }
        Operation::CountClockTime => {
            pick(language, "tính theo giờ, cả đêm và ngày nghỉ", "runs by the clock, nights and days off included").to_owned()
        }
        Operation::CountCalendar => {
            pick(language, "tính mọi ngày, cả ngày nghỉ", "every day counts, days off included").to_owned()
        }
        Operation::FallBack => pick(language, "tháng cuối không có ngày tương ứng", "the last month has no such date").to_owned(),
        Operation::RollForward => pick(
            language,
            format!("hết hạn vào {named} là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo"),
            format!("ends on {named}, a day off, so moves to the next working day"),
        ),
        Operation::SameDay if due.received_at().date() == due.due_on() => {
            pick(language, "trả ngay trong ngày nhận", "given on the day of receipt").to_owned()
        }
        _ => return None,
    })
}

/// `04/02–10/02 (Tết Âm lịch)`
fn named_days(step: &Step, language: Language) -> String {
    let names = short_names(step.days().iter().map(|run| (run.kind(), run.name(language))), language);
    format!("{} ({names})", range(step.from().date(), step.to().date(), language))
}

fn is_weekend(step: &Step) -> bool {
    step.days().iter().all(|run| run.kind() == DayKind::Weekend)
}

fn length(run: &DayRun) -> i64 {
    (run.last() - run.first()).num_days() + 1
}
