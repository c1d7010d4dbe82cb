//! What forms say about time, in Vietnamese.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};

use crate::calendar::DayKind;
use crate::deadline::{DayRun, Deadline, Operation, TimeLimit, Unit};
use crate::law::{Certainty, Language};
use crate::text;

const VI: Language = Language::Vi;

/// `06/07/2026`.
pub(super) fn short_date(date: NaiveDate) -> String {
    text::date(date, VI)
}

/// `08:10 06/07/2026`.
pub(super) fn short_moment(at: NaiveDateTime) -> String {
    format!("{:02}:{:02} {}", at.hour(), at.minute(), short_date(at.date()))
}

/// `ngày 06 tháng 07 năm 2026`.
pub(super) fn long_date(date: NaiveDate) -> String {
    format!("ngày {:02} tháng {:02} năm {}", date.day(), date.month(), date.year())
}

/// `08 giờ 10 phút, ngày 06 tháng 07 năm 2026`.
pub(super) fn long_moment(at: NaiveDateTime) -> String {
    format!("{:02} giờ {:02} phút, {}", at.hour(), at.minute(), long_date(at.date()))
}

/// `05 ngày làm việc`: a number below ten has two digits, so that nobody puts one in front of it.
pub(super) fn limit(limit: &TimeLimit) -> String {
    if limit.unit() == Some(Unit::SameDay) {
        return "Trong ngày làm việc".to_owned();
    }
    let words = limit.text(VI);
    let digits = words.chars().take_while(char::is_ascii_digit).count();
    let is_whole = words.chars().nth(digits) != Some(',');
    if digits == 1 && is_whole { format!("0{words}") } else { words }
}

/// `17:00` as `6 giờ 30 phút` of office hours.
pub(super) fn duration(seconds: i64) -> String {
    text::duration(seconds, VI)
}

/// Why a result is due when it is: what was not counted on one line, then what moved an end, then what is
/// uncertain. `first_day` is what to call the day that is not counted.
pub(super) fn reasons(deadline: &Deadline, first_day: &str) -> Vec<String> {
    let (mut left_out, mut rests, mut lines) = (Vec::new(), 0, Vec::new());
    for step in deadline.steps() {
        match step.operation() {
            Operation::LeaveOutFirstDay => left_out.push(format!("{first_day} {}", short_date(step.from().date()))),
            Operation::SkipDays => {
                for run in step.days() {
                    if run.kind() == DayKind::Weekend {
                        rests += (run.last() - run.first()).num_days() + 1;
                    } else {
                        left_out.push(format!("{} ({})", name(run), span(run.first(), run.last())));
                    }
                }
            }
            Operation::SkipMoreDays => {
                let (amount, span) = (step.amount().unwrap_or_default(), span(step.from().date(), step.to().date()));
                left_out.push(format!("{amount} ngày nghỉ ({span})"));
            }
            Operation::CutOff
            | Operation::AfterClosing
            | Operation::WaitForOpening
            | Operation::RollForward
            | Operation::FallBack
            | Operation::CountMakeupWorkday
            | Operation::CountLocalOpening => lines.push(step.text(VI)),
            _ => {}
        }
    }
    if rests > 0 {
        left_out.push(format!("{rests} ngày nghỉ hằng tuần"));
    }
    if !left_out.is_empty() {
        lines.insert(0, format!("Không tính: {}.", left_out.join("; ")));
    }
    if deadline.certainty() == Certainty::Projected {
        lines.push("Ngày hẹn là dự kiến: lịch nghỉ của năm liên quan chưa được thông báo.".to_owned());
    }
    lines
}

fn name(run: &DayRun) -> String {
    // The moment made up for stands in brackets behind the name; the span already says when.
    let name = run.name(VI);
    name.split_once(" (").map_or(name.clone(), |(name, _)| name.to_owned())
}

/// `27/04/2026`, `26/04–27/04/2026`.
fn span(first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        short_date(first)
    } else if first.year() == last.year() {
        format!("{:02}/{:02}–{}", first.day(), first.month(), short_date(last))
    } else {
        format!("{}–{}", short_date(first), short_date(last))
    }
}
