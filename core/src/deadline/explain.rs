//! Steps in words, Vietnamese and English.

use super::rules::Flag;
use super::step::{DayRun, Operation, Step};
use super::{Deadline, TimeLimit};
use crate::law::{Certainty, Citation, Language};
use crate::text::{clock, date_range, duration, lower_first, moment, weekday_date};

pub(super) fn explain(deadline: &Deadline, language: Language) -> String {
    let limit = limit_words(deadline.limit(), language);
    let head = language.pick("Thời hạn", "Time limit");
    let mut lines = vec![format!("{head}: {limit}")];
    lines.extend((1..).zip(deadline.steps()).map(|(number, step): (usize, _)| format!("{number}. {}", step.text(language))));
    let certainty = match deadline.certainty() {
        Certainty::Announced => None,
        Certainty::Derived => Some(language.pick(
            "Một phần lịch nghỉ liên quan suy ra từ luật, năm đó không có thông báo.",
            "Some of the days off consulted follow from the statute; their year had no announcement.",
        )),
        Certainty::Projected => Some(language.pick(
            "Ngày hẹn là dự kiến vì lịch nghỉ của năm liên quan chưa được Thủ tướng Chính phủ thông báo.",
            "The date is projected: the Prime Minister has not announced the days off of a year consulted.",
        )),
    };
    let note = language.pick("Lưu ý", "Note");
    lines.extend(certainty.map(|text| format!("{note}: {text}")));
    // A fallen-back month end is a step above already.
    let flags = deadline.flags().into_iter().filter(|flag| *flag != Flag::MonthEnd);
    lines.extend(flags.map(|flag| format!("{note}: {}", flag.text(language))));
    lines.join("\n")
}

/// `5 ngày làm việc`; an undetermined text as it came.
pub(crate) fn limit_words(limit: &TimeLimit, language: Language) -> String {
    match (limit.amount(), limit.unit()) {
        (Some(amount), Some(unit)) => counted(&amount.to_string(), unit.as_str(), language),
        _ => limit.to_string(),
    }
}

pub(super) fn step(step: &Step, language: Language) -> String {
    let text = match language {
        Language::Vi => vietnamese(step),
        Language::En => english(step),
    };
    match step.operation {
        // Each part of a run carries its own basis.
        Operation::SkipDays | Operation::CountMakeupWorkday | Operation::CountLocalOpening => format!("{text}."),
        _ => format!("{text}{}.", bases(&step.citations, language)),
    }
}

fn vietnamese(step: &Step) -> String {
    let vi = Language::Vi;
    let then = if step.counts_next_day { "ngày đầu tiên được tính là" } else { "chuyển sang" };
    let (from, to) = (moment(step.from, vi), moment(step.to, vi));
    let (first, last) = (weekday_date(step.from.date(), vi), weekday_date(step.to.date(), vi));
    let counted = counted(step.amount().unwrap_or_default(), step.unit().unwrap_or_default(), vi);
    let moved = step.from.date() != step.to.date();
    match step.operation {
        Operation::Receive => format!("Tiếp nhận hồ sơ lúc {from}"),
        Operation::WaitForOpening => format!("Tiếp nhận ngoài giờ làm việc, thời gian chạy từ {to}"),
        Operation::CutOff => match step.cutoff.map(|c| (c, c.rule_name(vi))) {
            Some((cutoff, Some(rule))) => format!("Nhận sau {} ({rule}): {then} {last}", clock(cutoff.time())),
            Some((cutoff, None)) => format!("Nhận sau {}: {then} {last}", clock(cutoff.time())),
            None => format!("Nhận sau giờ chốt: {then} {last}"),
        },
        Operation::HandOver => format!("Chuyển hồ sơ cho đơn vị giải quyết chậm nhất {to}, không làm thay đổi ngày hẹn trả"),
        Operation::LeaveOutFirstDay => format!("Không tính ngày đầu tiên, {first}"),
        Operation::SkipDays => format!("Bỏ qua {counted} nghỉ: {}", parts(&step.days, vi)),
        Operation::SkipMoreDays => format!("Bỏ qua thêm {counted} nghỉ từ {first} đến {last}"),
        Operation::CountLocalOpening => format!("Có tính ngày làm việc riêng: {}", parts(&step.days, vi)),
        Operation::CountMakeupWorkday => format!("Có tính ngày làm bù: {}", parts(&step.days, vi)),
        Operation::CountWorkingDays if step.from == step.to => format!("Đếm {counted}: {last}"),
        Operation::CountWorkingDays => format!("Đếm {counted}, từ {first} đến {last}"),
        Operation::CountPartOfDay => format!("Cộng {counted} của {first}, đến {to}"),
        Operation::CountWorkingTime => format!("Cộng {counted}, đến {to}"),
        Operation::CountClockTime => format!("Cộng {counted} tính liên tục cả đêm và ngày nghỉ, đến {to}"),
        Operation::CountCalendar => format!("Cộng {counted} kể từ {first}, đến {last}"),
        Operation::FallBack => format!("Không có ngày tương ứng, lấy ngày cuối tháng, {last}"),
        Operation::RollForward => {
            format!("Ngày cuối, {first}, là ngày nghỉ nên thời hạn kết thúc vào ngày làm việc tiếp theo, {last}")
        }
        Operation::AfterClosing => format!("Nhận sau giờ làm việc: chuyển sang {last}"),
        Operation::SameDay if moved => format!("Trả kết quả trong ngày làm việc tiếp theo, {last}"),
        Operation::SameDay => format!("Trả kết quả trong ngày {last}"),
        Operation::Due => format!("Hẹn trả kết quả: {to}"),
    }
}

fn english(step: &Step) -> String {
    let en = Language::En;
    let then = if step.counts_next_day { "the first day counted is" } else { "moves to" };
    let (from, to) = (moment(step.from, en), moment(step.to, en));
    let (first, last) = (weekday_date(step.from.date(), en), weekday_date(step.to.date(), en));
    let counted = counted(step.amount().unwrap_or_default(), step.unit().unwrap_or_default(), en);
    let moved = step.from.date() != step.to.date();
    match step.operation {
        Operation::Receive => format!("Received at {from}"),
        Operation::WaitForOpening => format!("Received outside office hours; time runs from {to}"),
        Operation::CutOff => match step.cutoff.map(|c| (c, c.rule_name(en))) {
            Some((cutoff, Some(rule))) => format!("Received after {} ({rule}): {then} {last}", clock(cutoff.time())),
            Some((cutoff, None)) => format!("Received after {}: {then} {last}", clock(cutoff.time())),
            None => format!("Received after the cut-off: {then} {last}"),
        },
        Operation::HandOver => format!("Handed over to the handling unit by {to}; the due date does not move"),
        Operation::LeaveOutFirstDay => format!("The first day, {first}, is not counted"),
        Operation::SkipDays => format!("Skip {counted} off: {}", parts(&step.days, en)),
        Operation::SkipMoreDays => format!("Skip another {counted} off from {first} to {last}"),
        Operation::CountLocalOpening => format!("Count a working day of the agency's own: {}", parts(&step.days, en)),
        Operation::CountMakeupWorkday => format!("Count the make-up workday: {}", parts(&step.days, en)),
        Operation::CountWorkingDays if step.from == step.to => format!("Count {counted}: {last}"),
        Operation::CountWorkingDays => format!("Count {counted}, from {first} to {last}"),
        Operation::CountPartOfDay => format!("Add {counted} of {first}, to {to}"),
        Operation::CountWorkingTime => format!("Add {counted}, to {to}"),
        Operation::CountClockTime => format!("Add {counted} on the clock, nights and days off included, to {to}"),
        Operation::CountCalendar => format!("Add {counted} from {first}, to {last}"),
        Operation::FallBack => format!("There is no such date; take the last day of the month, {last}"),
        Operation::RollForward => format!("The last day, {first}, is a day off; the limit ends on the next working day, {last}"),
        Operation::AfterClosing => format!("Received after closing: moves to {last}"),
        Operation::SameDay if moved => format!("The result is given on the next working day, {last}"),
        Operation::SameDay => format!("The result is given the same day, {last}"),
        Operation::Due => format!("Due: {to}"),
    }
}

/// `3 ngày làm việc`, `1 working day`.
fn counted(amount: &str, unit: &str, language: Language) -> String {
    if let ("second" | "working_second", Ok(seconds)) = (unit, amount.parse::<i64>()) {
        let working = if unit == "second" { "" } else { language.pick(" làm việc", " of working time") };
        return format!("{}{working}", duration(seconds, language));
    }
    let plural = if amount == "1" { "" } else { "s" };
    match language {
        Language::Vi => {
            let amount = amount.replace('.', ",");
            match unit {
                "working_day" => format!("{amount} ngày làm việc"),
                "working_hour" => format!("{amount} giờ làm việc"),
                "minute" => format!("{amount} phút"),
                "hour" => format!("{amount} giờ"),
                "day" => format!("{amount} ngày"),
                "week" => format!("{amount} tuần"),
                "month" => format!("{amount} tháng"),
                "year" => format!("{amount} năm"),
                _ => "trong ngày".to_owned(),
            }
        }
        Language::En if unit == "same_day" => "within the day".to_owned(),
        Language::En => format!("{amount} {}{plural}", unit.replace('_', " ")),
    }
}

fn parts(days: &[DayRun], language: Language) -> String {
    let part = |run: &DayRun| {
        let when = date_range(run.first(), run.last(), language);
        format!("{when}: {}{}", within_sentence(run.name(language), language), bases(&run.citations(), language))
    };
    days.iter().map(part).collect::<Vec<_>>().join("; ")
}

/// "Nghỉ cuối tuần" becomes "nghỉ cuối tuần" within a sentence; names of holidays keep their capital.
fn within_sentence(name: String, language: Language) -> String {
    let common = language.pick(&["Nghỉ ", "Làm "][..], &["Weekend", "Day off", "Swapped", "Make-up"]);
    if common.iter().any(|word| name.starts_with(word)) { lower_first(&name) } else { name }
}

fn bases(citations: &[Citation], language: Language) -> String {
    let texts: Vec<String> = citations.iter().map(|citation| citation.text(language)).collect();
    if texts.is_empty() { String::new() } else { format!(" [{}]", texts.join("; ")) }
}
