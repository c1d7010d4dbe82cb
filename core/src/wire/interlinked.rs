//! The operation `interlinked`: stages in, due dates and progress out.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::Deserialize;

mod answer;
mod groups;

pub use self::answer::{BasisAnswer, InterlinkedAnswer, StageAnswer, StageHolderAnswer, TextAnswer};
pub use self::groups::{
    GroupCaseAnswer, GroupStageAnswer, InterlinkedGroupAnswer, InterlinkedGroupsAnswer, InterlinkedGroupsRequest,
};
use super::{CalendarOptions, Hours, Limit, RuleNames, parse_moment};
use crate::deadline::{CountingRules, TimeLimit};
use crate::error::{Error, missing, quote};
use crate::interlinked::{Group, OtherLimit, Stage, StageEvent, StageEventKind, StageGraph, Total, group_on};

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

impl InterlinkedRequest {
    /// Plan and, with `as_of`, progress.
    ///
    /// # Errors
    /// `value_missing` when neither group nor stages are given, or events without `as_of`; `request_invalid` when both are;
    /// `option_unknown`, `value_out_of_range` for a group; `stages_invalid`; those of the parts, of [`Group::plan`] and of
    /// [`Plan::progress`](crate::interlinked::Plan::progress).
    pub fn evaluate(&self) -> Result<InterlinkedAnswer, Error> {
        let received_at = parse_moment(&self.received_at)?;
        let as_of = self.as_of.as_deref().map(parse_moment).transpose()?;
        let events = self.events()?;
        let group = self.build_group(received_at)?;
        let hours = Hours::or_standard(self.hours.as_ref())?;
        let rules = RuleNames {
            counting: self.counting.as_deref(),
            // An effect alone is one of the group's own cut-off.
            cutoff: self.cutoff.as_deref().or_else(|| group.cutoff.as_ref().and_then(crate::deadline::Cutoff::rule_id)),
            cutoff_effect: self.cutoff_effect.as_deref(),
            roll: self.roll.as_deref(),
        };
        let rules = rules.build(hours)?;
        let calendar = CalendarOptions::or_vietnam(self.calendar.as_ref())?;
        let cases: Vec<&str> = self.cases.iter().map(String::as_str).collect();
        let plan = group.plan(received_at, &cases, &calendar, &rules)?;
        let progress = match (as_of, events.is_empty()) {
            (Some(as_of), _) => Some(plan.progress(&events, as_of)?),
            (None, true) => None,
            (None, false) => return Err(missing("as_of", "events count up to a moment")),
        };
        answer::answer(&plan, progress.as_ref())
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
        let hours = Hours::or_standard(self.hours.as_ref())?;
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

fn both(name: &str) -> Error {
    Error::RequestInvalid { path: quote(name), problem: "a group of law has its own".to_owned() }
}
