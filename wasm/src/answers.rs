//! Writes the core's answers as plain objects.

use chrono::NaiveDateTime;
use motcua::Language::{En, Vi};
use motcua::{Citation, Day, DayRun, Deadline, Flag, LatestReceipt, Remaining, Step, TimeLimit};

use crate::record::Record;

/// `2026-05-04T17:00:00`.
pub(crate) fn moment(at: NaiveDateTime) -> String {
    format!("{at:?}")
}

pub(crate) fn day(day: &Day) -> Record {
    Record::new()
        .text("date", &day.date().to_string())
        .with("isWorking", day.is_working())
        .text("kind", day.kind().as_str())
        .text("certainty", day.certainty().as_str())
        .text_or_null("holidayId", day.holiday_id())
        .text_or_null("linkedDate", day.linked_date().map(|date| date.to_string()).as_deref())
        .text("nameVi", &day.name(Vi))
        .text("nameEn", &day.name(En))
        .list("citations", day.citations().iter().map(citation))
}

fn citation(citation: &Citation) -> Record {
    let instrument = citation.instrument();
    Record::new()
        .text_or_null("instrument", instrument.map(|instrument| instrument.name(motcua::Language::Vi)))
        .text_or_null("number", instrument.and_then(|instrument| instrument.number()))
        .text_or_null("article", citation.article())
        .text("confidence", citation.confidence().as_str())
        .text("textVi", &citation.text(Vi))
        .text("textEn", &citation.text(En))
}

pub(crate) fn limit(limit: &TimeLimit) -> Record {
    let record = Record::new().with("undetermined", limit.is_undetermined());
    match (limit.amount(), limit.unit()) {
        (Some(amount), Some(unit)) => record.text("amount", &amount.to_string()).text("unit", unit.as_str()),
        _ => record.text("text", &limit.to_string()),
    }
}

pub(crate) fn deadline(deadline: &Deadline) -> Record {
    let explanation = Record::new().text("vi", &deadline.explain(Vi)).text("en", &deadline.explain(En));
    Record::new()
        .text("receivedAt", &moment(deadline.received_at()))
        .with("limit", limit(deadline.limit()))
        .text("dueOn", &deadline.due_on().to_string())
        .text("dueAt", &moment(deadline.due_at()))
        .text("certainty", deadline.certainty().as_str())
        .list("flags", deadline.flags().into_iter().map(flag))
        .list("steps", deadline.steps().iter().map(step))
        .with("explanation", explanation)
}

fn flag(flag: Flag) -> Record {
    Record::new().text("code", flag.as_str()).text("textVi", &flag.text(Vi)).text("textEn", &flag.text(En))
}

fn step(step: &Step) -> Record {
    Record::new()
        .text("operation", step.operation().as_str())
        .text("from", &moment(step.from()))
        .text("to", &moment(step.to()))
        .text_or_null("amount", step.amount())
        .text_or_null("unit", step.unit())
        .text_or_null("ruleId", step.rule_id())
        .list("days", step.days().iter().map(day_run))
        .list("citations", step.citations().iter().map(citation))
        .text("textVi", &step.text(Vi))
        .text("textEn", &step.text(En))
}

fn day_run(run: &DayRun) -> Record {
    Record::new()
        .text("first", &run.first().to_string())
        .text("last", &run.last().to_string())
        .text("kind", run.kind().as_str())
        .text("nameVi", &run.name(Vi))
        .text("nameEn", &run.name(En))
        .list("citations", run.citations().iter().map(citation))
}

pub(crate) fn latest_receipt(latest: &LatestReceipt) -> Record {
    Record::new()
        .text("receivedAt", &moment(latest.received_at()))
        .text_or_null("atCounter", latest.at_counter().map(moment).as_deref())
        .with("deadline", deadline(latest.deadline()))
}

pub(crate) fn remaining(remaining: Remaining) -> Record {
    Record::new()
        .with("workingDays", remaining.working_days() as f64)
        .with("workingSeconds", remaining.working_seconds() as f64)
        .with("clockSeconds", remaining.clock_seconds() as f64)
        .with("isPast", remaining.is_past())
}
