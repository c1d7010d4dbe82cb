//! The plan and the quality objectives as a page to print.

use askama::Template;
use chrono::NaiveDate;

use super::objective::{Achievement, Assessment, Direction, Objectives};
use super::progress::{Progress, Tally, TaskProgress, TaskStatus, micro_text};
use super::{Evidence, ReformPlan};
use crate::deadline::Amount;
use crate::error::{Error, is_written};
use crate::law::Language::Vi;
use crate::ratio::Share;
use crate::text;

/// A reform plan with its progress, and quality objectives with their results, as one HTML page: Vietnamese, A4 across, styles within, no scripts, nothing
/// loaded from elsewhere; every text escaped.
#[derive(Clone, Copy, Debug)]
pub struct PlanPage<'a> {
    /// The plan.
    pub plan: &'a ReformPlan,
    /// The objectives, if the unit has any.
    pub objectives: Option<&'a Objectives>,
    /// The day it shows.
    pub as_of: NaiveDate,
    /// Whether it is for the public: without what could not be read.
    pub is_public: bool,
    /// Whether it is a sample (MẪU) with made-up data.
    pub is_sample: bool,
}

#[derive(Template)]
#[template(path = "plan.html")]
struct Page<'a> {
    title: String,
    unit: &'a str,
    year: i32,
    approved_by: &'a str,
    as_of: String,
    is_sample: bool,
    facts: Vec<(&'static str, &'static str, u64)>,
    shares: Vec<Line>,
    areas: Vec<Area<'a>>,
    summaries: Vec<Summary<'a>>,
    objectives: Vec<Aim<'a>>,
    achieved: String,
    basis: String,
    unproven: u64,
    problems: Vec<(String, String)>,
}

struct Line {
    name: &'static str,
    numerator: String,
    counted: &'static str,
    denominator: String,
    among: &'static str,
    percent: String,
}

struct Area<'a> {
    name: &'a str,
    tasks: Vec<Row<'a>>,
}

struct Row<'a> {
    id: &'a str,
    name: &'a str,
    owner: &'a str,
    supporting: String,
    weight: String,
    due: String,
    mark: &'static str,
    label: &'static str,
    class: &'static str,
    detail: String,
    evidence: Vec<String>,
    lacks_evidence: bool,
}

struct Summary<'a> {
    title: &'static str,
    rows: Vec<Tallied<'a>>,
}

struct Tallied<'a> {
    name: &'a str,
    tally: Tally,
    done: u64,
    overdue: u64,
    completion: String,
}

struct Aim<'a> {
    id: &'a str,
    name: &'a str,
    owner: &'a str,
    period: &'a str,
    target: String,
    result: String,
    counts: String,
    mark: &'static str,
    label: &'static str,
    class: &'static str,
    evidence: Vec<String>,
}

impl PlanPage<'_> {
    /// What the page is called, in Vietnamese.
    #[must_use]
    pub fn title(&self) -> String {
        format!("Kế hoạch cải cách hành chính năm {} – {}", self.plan.year(), self.plan.unit())
    }

    /// The page.
    ///
    /// # Errors
    /// `value_missing` without a unit.
    pub fn html(&self) -> Result<String, Error> {
        let plan = self.plan;
        if !is_written(plan.unit()) {
            return Err(Error::ValueMissing { name: "unit".to_owned(), why: "the page says whose plan it is" });
        }
        let progress = plan.progress(self.as_of);
        let total = progress.total();
        let problems = plan.problems().iter().chain(self.objectives.map(Objectives::problems).unwrap_or_default());
        let page = Page {
            title: self.title(),
            unit: plan.unit(),
            year: plan.year(),
            approved_by: plan.approved_by(),
            as_of: text::date(self.as_of, Vi),
            is_sample: self.is_sample,
            facts: TaskStatus::ALL.map(|status| (mark(status), status.label(Vi), total.with(status))).to_vec(),
            shares: shares(total),
            areas: areas(&progress),
            summaries: vec![
                summary("Lĩnh vực", progress.by_area(), "Chưa ghi lĩnh vực"),
                summary("Đơn vị chủ trì", progress.by_owner(), ""),
            ],
            objectives: self.objectives.map(Objectives::assessments).unwrap_or_default().iter().map(aim).collect(),
            achieved: self.objectives.map(|objectives| objectives.achieved().to_string()).unwrap_or_default(),
            basis: Objectives::basis().text(Vi),
            unproven: total.reported().ratio().numerator() - total.completion().ratio().numerator(),
            problems: if self.is_public { Vec::new() } else { problems.map(text::problem_vi).collect() },
        };
        page.render().map_err(|error| Error::RequestInvalid { path: "page".to_owned(), problem: error.to_string() })
    }
}

/// Says it again to who sees no colours.
const fn mark(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::DoneOnTime => "✓",
        TaskStatus::DoneLate => "✓!",
        TaskStatus::InProgress => "▶",
        TaskStatus::NotDue => "○",
        TaskStatus::Overdue => "✗",
        TaskStatus::Cancelled => "–",
    }
}

fn shares(total: &Tally) -> Vec<Line> {
    let count = |n: u64| n.to_string();
    let line = |name, share: Share, counted, among, number: fn(u64) -> String| {
        let ratio = share.ratio();
        let percent = text::percent_vi(ratio).unwrap_or_else(|| "không phát sinh".to_owned());
        let (numerator, denominator) = (number(ratio.numerator()), number(ratio.denominator()));
        Line { name, numerator, counted, denominator, among, percent }
    };
    let weight = |micro: u64| text::decimal_vi(&micro_text(micro));
    vec![
        line("Hoàn thành", total.completion(), "hoàn thành, có minh chứng", "nhiệm vụ còn hiệu lực", count),
        line("Hoàn thành theo trọng số", total.weighted(), "điểm trọng số", "điểm trọng số", weight),
        line("Đúng hạn", total.on_time(), "đúng hạn, có minh chứng", "đã hoàn thành hoặc quá hạn", count),
        line("Báo cáo hoàn thành", total.reported(), "kể cả chưa có minh chứng", "nhiệm vụ còn hiệu lực", count),
    ]
}

fn areas<'a>(progress: &Progress<'a>) -> Vec<Area<'a>> {
    let rows = |name: &str| progress.tasks().iter().filter(|task| task.task.area.trim() == name).map(row).collect();
    let named = |name: &'a str| if name.is_empty() { "Chưa ghi lĩnh vực" } else { name };
    progress.by_area().iter().map(|(name, _)| Area { name: named(name), tasks: rows(name) }).collect()
}

fn row<'a>(of: &TaskProgress<'a>) -> Row<'a> {
    let task = of.task;
    let day = |day: Option<NaiveDate>| day.map(|day| text::date(day, Vi)).unwrap_or_default();
    let detail = match of.status {
        TaskStatus::DoneOnTime | TaskStatus::DoneLate => day(task.done_on),
        TaskStatus::InProgress => format!("từ {}", day(task.started_on)),
        TaskStatus::Cancelled => task.cancelled.as_ref().map(|cancelled| cancelled.reason.clone()).unwrap_or_default(),
        TaskStatus::NotDue | TaskStatus::Overdue => String::new(),
    };
    Row {
        id: &task.id,
        name: &task.name,
        owner: &task.owner,
        supporting: task.supporting.join(", "),
        weight: task.weight.map_or_else(|| "1".to_owned(), amount),
        due: text::date(task.due_on, Vi),
        mark: mark(of.status),
        label: of.status.label(Vi),
        class: of.status.as_str(),
        detail,
        evidence: evidence(&task.evidence),
        lacks_evidence: of.lacks_evidence(),
    }
}

fn evidence(all: &[Evidence]) -> Vec<String> {
    let one = |evidence: &Evidence| {
        let mut said = evidence.title.trim().to_owned();
        if is_written(&evidence.reference) {
            said = format!("{said} {}", evidence.reference.trim());
        }
        evidence.on.map_or(said.clone(), |on| format!("{said}, {}", text::date(on, Vi)))
    };
    all.iter().map(one).collect()
}

fn summary<'a>(title: &'static str, groups: &[(&'a str, Tally)], unnamed: &'a str) -> Summary<'a> {
    let rows = groups.iter().map(|(name, tally)| Tallied {
        name: if name.is_empty() { unnamed } else { name },
        tally: *tally,
        done: tally.completion().ratio().numerator(),
        overdue: tally.with(TaskStatus::Overdue),
        completion: text::percent_vi(tally.completion().ratio()).unwrap_or_else(|| "–".to_owned()),
    });
    Summary { title, rows: rows.collect() }
}

fn aim(of: &Assessment) -> Aim<'_> {
    let objective = &of.objective;
    let unit = match objective.unit.trim() {
        "percent" => "%",
        unit => unit,
    };
    let side = match objective.direction {
        Direction::AtLeast => "≥",
        Direction::AtMost => "≤",
    };
    let (mark, class) = match of.achievement {
        Achievement::Achieved => ("✓", "done_on_time"),
        Achievement::NotAchieved => ("✗", "overdue"),
        Achievement::NotMeasured(_) => ("–", "not_due"),
    };
    Aim {
        id: &objective.id,
        name: &objective.name,
        owner: &objective.owner,
        period: &objective.period,
        target: format!("{side} {} {unit}", objective.target.map(amount).unwrap_or_default()),
        result: of.result.as_deref().map(|result| format!("{} {unit}", text::decimal_vi(result))).unwrap_or_default(),
        counts: of.ratio.map(|ratio| ratio.to_string()).unwrap_or_default(),
        mark,
        label: of.achievement.label(Vi),
        class,
        evidence: evidence(&objective.evidence),
    }
}

fn amount(amount: Amount) -> String {
    text::decimal_vi(&amount.to_string())
}

#[cfg(test)]
mod tests {
    use crate::wire::plan::PlanPageRequest;

    #[test]
    fn every_text_is_escaped() {
        let json = r#"{"plan": {"year": 2026, "unit": "<script>", "approved_by": "<script>", "on": "2026-06-30", "tasks": [
            {"id": "<script>", "name": "<script>", "area": "<script>", "owner": "<script>", "supporting": ["<script>"], "due_on": "2026-03-31",
             "done_on": "2026-03-01", "evidence": [{"title": "<script>", "reference": "<script>"}]},
            {"id": "2", "name": "x", "owner": "y", "due_on": "2026-03-31", "cancelled": {"on": "2026-01-01", "reason": "<script>"}},
            {"id": "2", "name": "<script>", "owner": "", "due_on": "<script>"}]},
            "objectives": {"objectives": [{"id": "<script>", "name": "<script>", "target": "1", "unit": "<script>", "value": "1",
             "period": "<script>", "owner": "<script>", "evidence": [{"title": "<script>"}]}]}, "public": false, "sample": true}"#;
        let html = serde_json::from_str::<PlanPageRequest>(json).unwrap().evaluate().unwrap().html;
        assert!(!html.contains("<script") && html.contains("&#60;script&#62;"));
        assert!(html.contains("MẪU") && html.contains("Bản ghi thứ 3"));
    }

    #[test]
    fn a_page_needs_a_unit() {
        let json = r#"{"plan": {"year": 2026, "unit": " ", "on": "2026-06-30", "tasks": []}}"#;
        let error = serde_json::from_str::<PlanPageRequest>(json).unwrap().evaluate().unwrap_err();
        assert_eq!(error.code(), "value_missing");
    }
}
