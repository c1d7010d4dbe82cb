//! What the operation `interlinked` answers.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::super::moment_text;
use crate::deadline::{Amount, Deadline, Flag, Unit};
use crate::error::Error;
use crate::interlinked::{AgainstTotal, Note, Plan, PlannedStage, Progress, Stage, StageProgress};
use crate::law::{Citation, Language};

/// When stages and total are due, and how far the case is. What a log would say is `null` or empty without `as_of`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct InterlinkedAnswer {
    /// Day on which the last stage is due, given what happened; `null` when a stage has no known end.
    pub due_on: Option<String>,
    /// The moment.
    pub due_at: Option<String>,
    /// The same by the plan alone.
    pub first_due_on: Option<String>,
    /// The moment.
    pub first_due_at: Option<String>,
    /// The last day by the plan among the stages whose end is known.
    pub known_due_on: Option<String>,
    /// Day on which the case may be expected to end, or ended.
    pub forecast_on: Option<String>,
    /// The moment.
    pub forecast_at: Option<String>,
    /// Day on which the stated total is due; `null` where no total is known.
    pub total_due_on: Option<String>,
    /// The moment.
    pub total_due_at: Option<String>,
    /// The stated total, as in `3 working_day`; more than one where a case adds another unit.
    pub total: Vec<String>,
    /// Sum of the limits along the critical path; `null` when their units differ or one is not known.
    pub sum: Option<String>,
    /// Its unit.
    pub sum_unit: Option<&'static str>,
    /// Sum of all limits, as if no two stages ran side by side; `null` likewise.
    pub sequential_sum: Option<String>,
    /// Its unit.
    pub sequential_sum_unit: Option<&'static str>,
    /// Whether the stages exceed the total by the plan; `null` when that cannot be said.
    pub over_total: Option<bool>,
    /// By how many working days they end later.
    pub over_by_working_days: Option<i64>,
    /// By how many seconds on the clock.
    pub over_by_seconds: Option<i64>,
    /// What is wrong with the definition of the stages: `stage_sum_over_total`.
    pub lints: Vec<&'static str>,
    /// The stages that take part, each after those it waits for.
    pub stages: Vec<StageAnswer>,
    /// The stages that decide the end by the plan, from first to last.
    pub critical_path: Vec<String>,
    /// The stages without a known end by the plan.
    pub undetermined: Vec<String>,
    /// The stages that missed their due date.
    pub late_stages: Vec<String>,
    /// The stages whose unit owes an apology.
    pub owes_apology: Vec<StageHolderAnswer>,
    /// The stages whose unit has the case.
    pub holders: Vec<StageHolderAnswer>,
    /// Whether processing has to be stopped because the applicant did not supplement in time.
    pub must_stop: bool,
    /// `not_started`, `in_progress`, `done` or `stopped`.
    pub state: Option<&'static str>,
    /// How the whole stands to the stated total, as for a stage.
    pub timeliness: Option<&'static str>,
    /// `announced`, `derived` or `projected`.
    pub certainty: &'static str,
    /// What a careful reader should know of the plan, as for a due date, in alphabetical order.
    pub flags: Vec<&'static str>,
    /// What no text confirms.
    pub unconfirmed: Vec<TextAnswer>,
    /// Where the total, or else the group, is written.
    pub basis: Option<BasisAnswer>,
    /// Plan and progress in Vietnamese.
    pub explanation_vi: String,
    /// Plan and progress in English.
    pub explanation_en: String,
}

/// One stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageAnswer {
    /// Its id.
    pub id: String,
    /// What is done, in Vietnamese.
    pub name_vi: String,
    /// What is done, in English.
    pub name_en: String,
    /// Who does it.
    pub unit: String,
    /// Its limit in the cases chosen, as in `2 working_day`.
    pub limit: Option<String>,
    /// Whether its time counts in the total.
    pub counts_in_total: bool,
    /// When its clock starts, given what happened.
    pub starts_at: Option<String>,
    /// When it is due, given what happened.
    pub due_on: Option<String>,
    /// The moment.
    pub due_at: Option<String>,
    /// When it is due by the plan.
    pub first_due_on: Option<String>,
    /// The moment.
    pub first_due_at: Option<String>,
    /// By how many working days its due day could move on without moving the planned end.
    pub slack_working_days: Option<i64>,
    /// `not_started`, `in_progress`, `done` or `stopped`.
    pub state: Option<&'static str>,
    /// `early`, `on_time`, `late`, `within_term`, `overdue` or `none`.
    pub timeliness: Option<&'static str>,
    /// When the unit took it up.
    pub started_at: Option<String>,
    /// When its result was there.
    pub finished_at: Option<String>,
    /// When it may be expected to end, or ended.
    pub forecast_at: Option<String>,
    /// Working seconds since its clock started, without pauses.
    pub used_working_seconds: Option<i64>,
    /// Why its clock stands still.
    pub paused: Option<&'static str>,
    /// Until when the pause may last.
    pub pause_due_on: Option<String>,
    /// Whether processing has to be stopped.
    pub must_stop: bool,
    /// Where its limit is written.
    pub basis: Option<BasisAnswer>,
}

/// A stage and its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StageHolderAnswer {
    /// The stage.
    pub stage: String,
    /// The unit.
    pub unit: String,
    /// Since when the unit has the case; for an apology, since when it is late: the due moment.
    pub since: Option<String>,
}

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextAnswer {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl From<&Note> for TextAnswer {
    fn from(note: &Note) -> Self {
        Self { vi: note.vi.clone(), en: note.en.clone() }
    }
}

/// A legal basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BasisAnswer {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
    /// `seen`, `known` or `uncertain`.
    pub confidence: &'static str,
}

pub(super) fn answer(plan: &Plan, progress: Option<&Progress<'_>>) -> Result<InterlinkedAnswer, Error> {
    let due_at = progress.map_or_else(|| plan.due_at(), Progress::due_at);
    let total_due_at = progress.map_or_else(|| plan.total_due_at(), |progress| progress.total_due_at);
    let forecast_at = progress.and_then(Progress::ends_at);
    let (sum, sequential) = (plan.sum(), plan.sequential_sum());
    let (over_total, over) = match plan.against_total() {
        AgainstTotal::Unknown => (None, None),
        AgainstTotal::Within => (Some(false), None),
        AgainstTotal::Over { working_days, seconds } => (Some(true), Some((working_days, seconds))),
    };
    let slack = plan.slack()?;
    let really = |at: usize| progress.and_then(|progress| progress.stages.get(at));
    let stages = plan.stages().zip(slack).enumerate().map(|(at, (planned, slack))| stage_answer(&planned, slack, really(at)));
    let mut flags: Vec<&str> = plan.flags().into_iter().map(Flag::as_str).collect();
    flags.sort_unstable();
    let group = plan.group();
    let citation = group.total.as_ref().and_then(|total| total.citation.as_ref()).or(group.citation.as_ref());
    let explanation = |language| {
        let progress = progress.map(|progress| format!("\n{}", progress.explain(language)));
        format!("{}{}", plan.explain(language), progress.unwrap_or_default())
    };
    let holder = |stage: &StageProgress<'_>, since: Option<NaiveDateTime>| StageHolderAnswer {
        stage: stage.stage.id.clone(),
        unit: stage.stage.unit.clone(),
        since: since.map(moment_text),
    };
    Ok(InterlinkedAnswer {
        due_on: day(due_at),
        due_at: due_at.map(moment_text),
        first_due_on: day(plan.due_at()),
        first_due_at: plan.due_at().map(moment_text),
        known_due_on: day(plan.known_due_at()),
        forecast_on: day(forecast_at),
        forecast_at: forecast_at.map(moment_text),
        total_due_on: day(total_due_at),
        total_due_at: total_due_at.map(moment_text),
        total: plan.total_limits().iter().map(ToString::to_string).collect(),
        sum: sum.map(amount),
        sum_unit: sum.map(unit),
        sequential_sum: sequential.map(amount),
        sequential_sum_unit: sequential.map(unit),
        over_total,
        over_by_working_days: over.map(|(working_days, _)| working_days),
        over_by_seconds: over.map(|(_, seconds)| seconds),
        lints: over.map(|_| AgainstTotal::LINT).into_iter().collect(),
        stages: stages.collect(),
        critical_path: ids(plan.critical_path().into_iter()),
        undetermined: ids(plan.undetermined()),
        late_stages: progress.map(|progress| ids(progress.late_stages().map(|late| late.stage))).unwrap_or_default(),
        owes_apology: progress.map(|p| p.owes_apology().map(|s| holder(s, s.due_at)).collect()).unwrap_or_default(),
        holders: progress.map(|p| p.holders().map(|s| holder(s, s.held_since())).collect()).unwrap_or_default(),
        must_stop: progress.is_some_and(Progress::must_stop),
        state: progress.map(|progress| progress.state.as_str()),
        timeliness: progress.map(|progress| progress.timeliness.as_str()),
        certainty: plan.certainty().as_str(),
        flags,
        unconfirmed: group.unconfirmed.iter().map(TextAnswer::from).collect(),
        basis: citation.map(basis),
        explanation_vi: explanation(Language::Vi),
        explanation_en: explanation(Language::En),
    })
}

fn stage_answer(planned: &PlannedStage<'_>, slack: Option<i64>, really: Option<&StageProgress<'_>>) -> StageAnswer {
    let stage = planned.stage();
    let starts_at = really.map_or_else(|| planned.starts_at(), |really| really.starts_at);
    let due_at = really.map_or_else(|| planned.due_at(), |really| really.due_at);
    StageAnswer {
        id: stage.id.clone(),
        name_vi: stage.name_vi.clone(),
        name_en: stage.name_en.clone(),
        unit: stage.unit.clone(),
        limit: planned.limit().map(ToString::to_string),
        counts_in_total: stage.counts_in_total,
        starts_at: starts_at.map(moment_text),
        due_on: day(due_at),
        due_at: due_at.map(moment_text),
        first_due_on: planned.deadline().map(|due: &Deadline| due.due_on().to_string()),
        first_due_at: planned.due_at().map(moment_text),
        slack_working_days: slack,
        state: really.map(|really| really.state.as_str()),
        timeliness: really.map(|really| really.timeliness.as_str()),
        started_at: really.and_then(|really| really.started_at).map(moment_text),
        finished_at: really.and_then(|really| really.finished_at).map(moment_text),
        forecast_at: really.and_then(|really| really.ends_at).map(moment_text),
        used_working_seconds: really.map(|really| really.used_working_seconds),
        paused: really.and_then(|really| really.paused).map(|(reason, _)| reason.as_str()),
        pause_due_on: day(really.and_then(|really| really.pause_due_at)),
        must_stop: really.is_some_and(|really| really.must_stop),
        basis: stage.citation.as_ref().map(basis),
    }
}

fn day(at: Option<NaiveDateTime>) -> Option<String> {
    at.map(|at| at.date().to_string())
}

fn amount((amount, _): (Amount, Unit)) -> String {
    amount.to_string()
}

const fn unit((_, unit): (Amount, Unit)) -> &'static str {
    unit.as_str()
}

fn ids<'a>(stages: impl Iterator<Item = &'a Stage>) -> Vec<String> {
    stages.map(|stage| stage.id.clone()).collect()
}

fn basis(citation: &Citation) -> BasisAnswer {
    let [vi, en] = [Language::Vi, Language::En].map(|language| citation.text(language));
    BasisAnswer { vi, en, confidence: citation.confidence().as_str() }
}
