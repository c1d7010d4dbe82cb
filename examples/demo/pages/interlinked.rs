//! The interlinked birth group: stages, due dates, the late one, sum against total.

use anyhow::{Context, Result};
use askama::Template;
use motcua::Language::Vi;
use motcua::interlinked::{AgainstTotal, StageEvent, StageEventKind, StageState, group_on};
use motcua::wire::{InterlinkedRequest, parse_moment};
use motcua::{Calendar, CountingRules, Timeliness};

use super::render;
use crate::data;
use crate::names;
use crate::output::File;

#[derive(Template)]
#[template(path = "interlinked.html")]
struct Page {
    name: String,
    received: String,
    as_of: String,
    basis: String,
    rows: Vec<Row>,
    total: String,
    total_limit: String,
    total_class: &'static str,
    total_state: &'static str,
    sums: Vec<String>,
    apologies: Vec<(String, String)>,
    explained: String,
    others: Vec<(String, String)>,
    notes: Vec<String>,
}

struct Row {
    stage: String,
    unit: String,
    limit: String,
    started: String,
    planned: String,
    due: String,
    finished: String,
    state: &'static str,
    class: &'static str,
    slack: String,
}

pub(super) fn file() -> Result<File> {
    let request: InterlinkedRequest = data::INTERLINKED.read()?;
    let received_at = parse_moment(&request.received_at)?;
    let as_of = parse_moment(request.as_of.as_deref().context("interlinked.json: no as_of")?)?;
    let event = |event: &motcua::wire::StageEventRequest| {
        let kind = StageEventKind::parse(&event.kind, event.reason.as_deref())?;
        Ok(StageEvent { at: parse_moment(&event.at)?, stage: event.stage.clone(), kind })
    };
    let events = request.events.iter().flatten().map(event).collect::<Result<Vec<_>, motcua::Error>>()?;
    let group = group_on(request.group.as_deref().unwrap_or_default(), received_at.date())?;
    let plan = group.plan(received_at, &[], &Calendar::vietnam(), &CountingRules::default())?;
    let progress = plan.progress(&events, as_of)?;

    let day = |at: Option<chrono::NaiveDateTime>| at.map(names::short).unwrap_or_default();
    let mut rows = Vec::new();
    for ((planned, stage), slack) in plan.stages().zip(&progress.stages).zip(plan.slack()?) {
        rows.push(Row {
            stage: stage.stage.name(Vi).to_owned(),
            unit: stage.stage.unit(Vi).to_owned(),
            limit: planned.limit().map_or_else(|| "không có hạn riêng".to_owned(), |limit| limit.text(Vi)),
            planned: day(planned.due_at()),
            started: day(stage.started_at),
            due: day(stage.due_at),
            finished: day(stage.finished_at),
            state: match (stage.timeliness, stage.state) {
                (Timeliness::None, StageState::Done) => "Đã xong",
                (Timeliness::None, StageState::InProgress) => "Đang làm",
                (Timeliness::None, _) => "Chưa bắt đầu",
                (timeliness, _) => timeliness.name(Vi),
            },
            class: if stage.timeliness.is_broken() { "bad" } else { "good" },
            slack: slack.map(|days| format!("{days} ngày làm việc")).unwrap_or_default(),
        });
    }
    let total = plan.total_limits().iter().map(|limit| limit.text(Vi)).collect::<Vec<_>>().join(" + ");
    let sum = |sum: Option<(motcua::Amount, motcua::Unit)>| {
        sum.and_then(|(amount, unit)| motcua::TimeLimit::new(amount, unit).ok()).map(|limit| limit.text(Vi))
    };
    let mut sums = Vec::new();
    sums.push(match sum(plan.sum()) {
        Some(sum) => format!("Cộng thời hạn các công đoạn nối tiếp: {sum}."),
        None => {
            "Thời hạn các công đoạn không cùng đơn vị (giờ và ngày làm việc) nên không cộng: 24 giờ không phải một ngày làm việc."
                .to_owned()
        }
    });
    sums.push(match plan.against_total() {
        AgainstTotal::Within => "Theo kế hoạch, các công đoạn xong trong tổng thời hạn.".to_owned(),
        AgainstTotal::Unknown => {
            "Có công đoạn không có hạn riêng nên chưa thể kết luận về tổng; các công đoạn có hạn đều xong trong tổng thời hạn."
                .to_owned()
        }
        AgainstTotal::Over { working_days, .. } => {
            format!("Theo kế hoạch, các công đoạn vượt tổng thời hạn {working_days} ngày làm việc.")
        }
    });
    if let (Some(ends), Some(total)) = (progress.ends_at(), progress.total_due_at)
        && ends > total
    {
        let (ends, total) = (names::short(ends), names::short(total));
        sums.push(format!("Nhưng một khâu đã trễ: dự kiến cả nhóm xong {ends}, sau tổng thời hạn {total}."));
    }
    let apology = group.apology.as_ref().or(group.citation.as_ref()).map(|basis| basis.text(Vi)).unwrap_or_default();
    let page = Page {
        name: group.name(Vi).to_owned(),
        received: names::short(received_at),
        as_of: names::short(as_of),
        basis: group.citation.as_ref().map(|basis| basis.text(Vi)).unwrap_or_default(),
        rows,
        total: day(progress.total_due_at),
        total_limit: total,
        total_class: if progress.timeliness.is_broken() { "bad" } else { "good" },
        total_state: progress.timeliness.name(Vi),
        sums,
        apologies: progress.owes_apology().map(|stage| (stage.stage.unit(Vi).to_owned(), apology.clone())).collect(),
        explained: progress.explain(Vi),
        others: group.other_limits.iter().map(|other| (other.name_vi.clone(), other.limit.text(Vi))).collect(),
        notes: group.unconfirmed.iter().map(|note| note.text(Vi).to_owned()).collect(),
    };
    Ok(File::new("interlinked.html", "Liên thông khai sinh, thường trú, bảo hiểm y tế: công đoạn nào trễ", render(&page)?))
}
