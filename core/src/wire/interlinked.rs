//! The operation `interlinked`: stages in, due dates and progress out.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::{CalendarOptions, Hours, Limit, RuleNames, moment_text, parse_moment};
use crate::calendar::Calendar;
use crate::deadline::{Amount, CountingRules, Deadline, Flag, TimeLimit, Unit};
use crate::error::{Error, quote};
use crate::interlinked::{
    AgainstTotal, Group, OtherLimit, Plan, PlannedStage, Progress, Stage, StageEvent, StageEventKind, StageGraph, StageProgress,
    Total, group_on,
};
use crate::law::{Citation, Language};

/// A question about a group of interlinked procedures: a `group` of law, or `stages` of one's own.
///
/// ```
/// use motcua::wire::InterlinkedRequest;
///
/// let json = r#"{"group": "nd63_2024_birth", "received_at": "2026-09-07T16:00:00"}"#;
/// let request: InterlinkedRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!(answer.total_due_on.as_deref(), Some("2026-09-11"));
/// assert_eq!(answer.flags, ["cutoff_effect"]);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterlinkedRequest {
    /// Moment of receipt.
    pub received_at: String,
    /// Id of a group of law, taken as in force on the day of receipt.
    pub group: Option<String>,
    /// Stages of one's own, in place of a group.
    pub stages: Option<Vec<StageRequest>>,
    /// The stated total; beside a group, in place of the group's in every case.
    pub total: Option<Limit>,
    /// Other totals, by case; only with stages of one's own. Of the cases chosen the first by alphabet decides.
    pub total_limits: Option<BTreeMap<String, Limit>>,
    /// What is added to the total, by case; only with stages of one's own.
    pub total_extra: Option<BTreeMap<String, Limit>>,
    /// The cases that apply, as in `verification`.
    #[serde(default)]
    pub cases: Vec<String>,
    /// Limits of stages in place of their own in every case, by id: what a province shortened, or what no text states.
    #[serde(default)]
    pub limits: BTreeMap<String, Limit>,
    /// How long the applicant has to supplement; in place of the group's.
    pub supplement_limit: Option<Limit>,
    /// Office hours of stages that have none of their own, and of the total.
    pub hours: Option<Hours>,
    /// `by_date` or `by_clock`, likewise.
    pub counting: Option<String>,
    /// `HH:MM`, or the name of a cut-off of law; moves the total only. The group's own unless given.
    pub cutoff: Option<String>,
    /// `day_0` or `day_1`.
    pub cutoff_effect: Option<String>,
    /// `forward` or `none`.
    pub roll: Option<String>,
    /// What departs from the State's calendar, for stages that have none of their own and for the total.
    pub calendar: Option<CalendarOptions>,
    /// What happened, in order.
    pub events: Option<Vec<StageEventRequest>>,
    /// The moment up to which events count; needed with events.
    pub as_of: Option<String>,
}

/// A stage of one's own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRequest {
    /// Identifies it.
    pub id: String,
    /// What is done, in Vietnamese; the id unless given.
    pub name_vi: Option<String>,
    /// What is done, in English; the id unless given.
    pub name_en: Option<String>,
    /// Who does it.
    pub unit: String,
    /// Its limit; left out where none is known.
    pub limit: Option<Limit>,
    /// Other limits, by case. Of the cases chosen the first by alphabet decides.
    #[serde(default)]
    pub limits: BTreeMap<String, Limit>,
    /// The stages that must have ended.
    #[serde(default)]
    pub after: Vec<String>,
    /// The case in which it takes part.
    pub only_in: Option<String>,
    /// Whether its time counts in the total; `true` unless given.
    pub counts_in_total: Option<bool>,
    /// Its own office hours. Any of these five makes its rules its own: none of the question's is taken then.
    pub hours: Option<Hours>,
    /// `by_date` or `by_clock`.
    pub counting: Option<String>,
    /// `HH:MM`, or the name of a cut-off of law.
    pub cutoff: Option<String>,
    /// `day_0` or `day_1`.
    pub cutoff_effect: Option<String>,
    /// `forward` or `none`.
    pub roll: Option<String>,
    /// Its own calendar: what departs from the State's.
    pub calendar: Option<CalendarOptions>,
}

/// Something that happened to a stage.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageEventRequest {
    /// When.
    pub at: String,
    /// To which stage.
    pub stage: String,
    /// `started`, `finished`, `paused`, `resumed`, `apology_issued` or `stopped`.
    pub kind: String,
    /// Why it is paused: `supplement`, `outage`, `financial_obligation`, `other_agency`, `public_posting` or `force_majeure`.
    pub reason: Option<String>,
}

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
    pub owes_apology: Vec<HolderAnswer>,
    /// The stages whose unit has the case.
    pub holders: Vec<HolderAnswer>,
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
pub struct HolderAnswer {
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

impl InterlinkedRequest {
    /// Plan and, with `as_of`, progress.
    ///
    /// # Errors
    /// `value_missing` when neither group nor stages are given, or events without `as_of`; `request_invalid` when both are;
    /// `option_unknown`, `value_out_of_range` for a group; `stages_invalid`; those of the parts, of [`Group::plan`] and of
    /// [`Plan::progress`].
    pub fn evaluate(&self) -> Result<InterlinkedAnswer, Error> {
        let received_at = parse_moment(&self.received_at)?;
        let as_of = self.as_of.as_deref().map(parse_moment).transpose()?;
        let events = self.events()?;
        let group = self.build_group(received_at)?;
        let hours = self.hours.as_ref().map(Hours::build).transpose()?.unwrap_or_default();
        let rules = RuleNames {
            counting: self.counting.as_deref(),
            // An effect alone is one of the group's own cut-off.
            cutoff: self.cutoff.as_deref().or_else(|| group.cutoff.as_ref().and_then(crate::deadline::Cutoff::rule_id)),
            cutoff_effect: self.cutoff_effect.as_deref(),
            roll: self.roll.as_deref(),
        };
        let rules = rules.build(hours)?;
        let calendar = self.calendar.as_ref().map_or_else(|| Ok(Calendar::vietnam()), CalendarOptions::build)?;
        let cases: Vec<&str> = self.cases.iter().map(String::as_str).collect();
        let plan = group.plan(received_at, &cases, &calendar, &rules)?;
        let progress = match (as_of, events.is_empty()) {
            (Some(as_of), _) => Some(plan.progress(&events, as_of)?),
            (None, true) => None,
            (None, false) => return Err(missing("as_of", "events count up to a moment")),
        };
        answer(&plan, progress.as_ref())
    }

    fn events(&self) -> Result<Vec<StageEvent>, Error> {
        let read = |(index, event): (usize, &StageEventRequest)| event.build().map_err(|error| error.at("events", index));
        self.events.iter().flatten().enumerate().map(read).collect()
    }

    fn build_group(&self, received_at: NaiveDateTime) -> Result<Group, Error> {
        let total = self.total.as_ref().map(Limit::build).transpose()?;
        let mut group = match (&self.group, &self.stages) {
            (Some(id), None) => self.group_of_law(id, received_at, total)?,
            (None, Some(stages)) => self.own_group(stages, total)?,
            (None, None) => return Err(missing("stages", "either stages or a group of law")),
            (Some(_), Some(_)) => return Err(both("stages")),
        };
        for (id, limit) in &self.limits {
            group.graph.set_limit(id, limit.build()?)?;
        }
        if let Some(limit) = self.supplement_limit.as_ref().map(Limit::build).transpose()? {
            let [name_vi, name_en] = ["Bổ sung hồ sơ", "The applicant supplements the dossier"].map(str::to_owned);
            group.other_limits.retain(|other| other.id != "supplement");
            group.other_limits.push(OtherLimit { id: "supplement".to_owned(), name_vi, name_en, limit, citation: None });
        }
        Ok(group)
    }

    fn group_of_law(&self, id: &str, received_at: NaiveDateTime, total: Option<TimeLimit>) -> Result<Group, Error> {
        let own = [("total_limits", &self.total_limits), ("total_extra", &self.total_extra)];
        if let Some((name, _)) = own.iter().find(|(_, limits)| limits.is_some()) {
            return Err(both(name));
        }
        let mut group = group_on(id, received_at.date())?;
        if let Some(limit) = total {
            let extra = group.total.take().map(|total| total.extra).unwrap_or_default();
            group.total = Some(Total { extra, ..Total::new(limit) });
        }
        Ok(group)
    }

    fn own_group(&self, stages: &[StageRequest], total: Option<TimeLimit>) -> Result<Group, Error> {
        let read = |(index, stage): (usize, &StageRequest)| stage.build().map_err(|error| error.at("stages", index));
        let stages = stages.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        let mut group = Group::new("stages", StageGraph::new(stages)?);
        [group.name_vi, group.name_en] = ["Các công đoạn liên thông", "Interlinked stages"].map(str::to_owned);
        let (limits, extra) = (by_case(self.total_limits.as_ref())?, by_case(self.total_extra.as_ref())?);
        group.total = match total {
            Some(limit) => Some(Total { limits, extra, ..Total::new(limit) }),
            None if limits.is_empty() && extra.is_empty() => None,
            None => return Err(missing("total", "limits by case stand beside it")),
        };
        Ok(group)
    }
}

impl StageRequest {
    fn build(&self) -> Result<Stage, Error> {
        let limit = self.limit.as_ref().map(Limit::build).transpose()?;
        let stage = Stage::new(self.id.as_str(), self.unit.as_str(), limit);
        Ok(Stage {
            name_vi: self.name_vi.clone().unwrap_or_else(|| self.id.clone()),
            name_en: self.name_en.clone().unwrap_or_else(|| self.id.clone()),
            limits: by_case(Some(&self.limits))?,
            after: self.after.clone(),
            only_in: self.only_in.clone(),
            counts_in_total: self.counts_in_total.unwrap_or(true),
            calendar: self.calendar.as_ref().map(CalendarOptions::build).transpose()?,
            rules: self.rules()?,
            ..stage
        })
    }

    fn rules(&self) -> Result<Option<CountingRules>, Error> {
        let names = [&self.counting, &self.cutoff, &self.cutoff_effect, &self.roll];
        if self.hours.is_none() && names.iter().all(|name| name.is_none()) {
            return Ok(None);
        }
        let [counting, cutoff, cutoff_effect, roll] = names.map(|name| name.as_deref());
        let hours = self.hours.as_ref().map(Hours::build).transpose()?.unwrap_or_default();
        RuleNames { counting, cutoff, cutoff_effect, roll }.build(hours).map(Some)
    }
}

impl StageEventRequest {
    fn build(&self) -> Result<StageEvent, Error> {
        let kind = StageEventKind::parse(&self.kind, self.reason.as_deref())?;
        Ok(StageEvent { at: parse_moment(&self.at)?, stage: self.stage.clone(), kind })
    }
}

fn by_case(limits: Option<&BTreeMap<String, Limit>>) -> Result<Vec<(String, TimeLimit)>, Error> {
    limits.into_iter().flatten().map(|(case, limit)| Ok((case.clone(), limit.build()?))).collect()
}

fn missing(name: &str, why: &'static str) -> Error {
    Error::ValueMissing { name: name.to_owned(), why }
}

fn both(name: &str) -> Error {
    Error::RequestInvalid { path: quote(name), problem: "a group of law has its own".to_owned() }
}

fn answer(plan: &Plan, progress: Option<&Progress<'_>>) -> Result<InterlinkedAnswer, Error> {
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
    let holder = |stage: &StageProgress<'_>, since: Option<NaiveDateTime>| HolderAnswer {
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
        unconfirmed: group.unconfirmed.iter().map(|note| TextAnswer { vi: note.vi.clone(), en: note.en.clone() }).collect(),
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
