//! The plan of a group: every stage takes its whole limit and starts when those before it are due.

use chrono::NaiveDateTime;

use super::graph::Stage;
use super::group::Group;
use super::stop::{Stop, due_after_stops, merged};
use crate::calendar::Calendar;
use crate::deadline::{CountingRules, Deadline, Flag, TimeLimit, deadline};
use crate::error::Error;
use crate::law::Certainty;

/// When a group of interlinked procedures is due, stage by stage and in all.
///
/// A stage starts when the last of those before it is due, the first ones at receipt. A stage whose time does not count in the total and
/// for which no text states a limit is planned to take no time; what follows any other stage without a limit has no date.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) group: Group,
    pub(super) received_at: NaiveDateTime,
    pub(super) calendar: Calendar,
    pub(super) rules: CountingRules,
    /// By stage, in the order given.
    pub(super) parts: Vec<Part>,
    total: Option<TotalClock>,
    total_due_at: Option<NaiveDateTime>,
}

/// A stage in the cases chosen.
#[derive(Clone, Debug)]
pub(super) struct Part {
    takes_part: bool,
    pub(super) limit: Option<TimeLimit>,
    pub(super) timing: Timing,
}

impl Part {
    /// Whether its time is nobody's to limit.
    const fn may_take_no_time(&self, stage: &Stage) -> bool {
        self.limit.is_none() && !stage.counts_in_total
    }
}

/// When a stage starts and ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Timing {
    pub(super) starts_at: Option<NaiveDateTime>,
    pub(super) ends_at: Option<NaiveDateTime>,
    pub(super) deadline: Option<Deadline>,
    /// The place of the stage that ends last of those it waits for.
    pub(super) decisive: Option<usize>,
}

/// The stated total: its limits are counted one after the other.
#[derive(Clone, Debug)]
pub(super) struct TotalClock {
    parts: Vec<TimeLimit>,
    first: Deadline,
    rules: CountingRules,
}

impl TotalClock {
    /// The due moment when these stretches do not count.
    pub(super) fn due_after(&self, calendar: &Calendar, stops: &[Stop]) -> Result<NaiveDateTime, Error> {
        let mut due_at = due_after_stops(&self.first, calendar, &self.rules, stops)?;
        let rules = CountingRules { cutoff: None, ..self.rules.clone() };
        for limit in self.parts.iter().skip(1) {
            let later: Vec<Stop> = stops.iter().filter(|stop| stop.begun.date() > due_at.date()).copied().collect();
            due_at = due_after_stops(&deadline(due_at, limit, calendar, &rules)?, calendar, &rules, &later)?;
        }
        Ok(due_at)
    }
}

/// A stage of a plan.
#[derive(Clone, Copy, Debug)]
pub struct PlannedStage<'a> {
    pub(super) stage: &'a Stage,
    pub(super) part: &'a Part,
}

impl<'a> PlannedStage<'a> {
    /// The stage.
    #[must_use]
    pub const fn stage(&self) -> &'a Stage {
        self.stage
    }

    /// Its limit in the cases chosen; `None` where none is known.
    #[must_use]
    pub const fn limit(&self) -> Option<&'a TimeLimit> {
        self.part.limit.as_ref()
    }

    /// When it is planned to start; `None` after a stage without a limit.
    #[must_use]
    pub const fn starts_at(&self) -> Option<NaiveDateTime> {
        self.part.timing.starts_at
    }

    /// When it is due, with steps and legal basis.
    #[must_use]
    pub const fn deadline(&self) -> Option<&'a Deadline> {
        self.part.timing.deadline.as_ref()
    }

    /// When it is due.
    #[must_use]
    pub fn due_at(&self) -> Option<NaiveDateTime> {
        self.deadline().map(Deadline::due_at)
    }
}

impl Plan {
    pub(super) fn new(
        group: &Group,
        received_at: NaiveDateTime,
        cases: &[&str],
        calendar: &Calendar,
        rules: &CountingRules,
    ) -> Result<Self, Error> {
        let part = |stage: &Stage| Part {
            takes_part: stage.takes_part_in(cases),
            limit: stage.limit_in(cases).cloned(),
            timing: Timing::default(),
        };
        let parts: Vec<Part> = group.graph.stages().iter().map(part).collect();
        if !parts.iter().any(|part| part.takes_part) {
            return Err(Error::StagesInvalid { problem: "none takes part in the cases chosen".to_owned() });
        }
        let (group, rules) = (group.clone(), rules.clone());
        let mut plan = Self { group, received_at, calendar: calendar.clone(), rules, parts, total: None, total_due_at: None };
        let timings = plan.schedule(|_, _| Ok(None))?;
        for (part, timing) in plan.parts.iter_mut().zip(timings) {
            part.timing = timing;
        }
        plan.total = plan.total_clock(cases)?;
        plan.total_due_at = plan.total.as_ref().map(|total| total.due_after(calendar, &plan.uncounted())).transpose()?;
        Ok(plan)
    }

    fn total_clock(&self, cases: &[&str]) -> Result<Option<TotalClock>, Error> {
        let Some(total) = self.group.total.as_ref() else { return Ok(None) };
        let parts = total.parts_in(cases)?;
        let Some(first) = parts.first().filter(|limit| !limit.is_undetermined()) else { return Ok(None) };
        let rules = CountingRules { cutoff: self.rules.cutoff.or(self.group.cutoff), ..self.rules.clone() };
        let first = deadline(self.received_at, first, &self.calendar, &rules)?;
        Ok(Some(TotalClock { parts, first, rules }))
    }

    /// Goes through the stages in order. `known` says how a stage really went, given when the last of those before it ends; `None`: it
    /// takes its limit.
    pub(super) fn schedule(
        &self,
        mut known: impl FnMut(usize, Option<NaiveDateTime>) -> Result<Option<Timing>, Error>,
    ) -> Result<Vec<Timing>, Error> {
        let mut timings: Vec<Timing> = vec![Timing::default(); self.parts.len()];
        for (at, stage) in self.group.graph.walk() {
            let (starts_at, decisive) = last_end(self.group.graph.before(at), &timings, self.received_at);
            let known = known(at, starts_at)?;
            let timing = match (known, self.part(at), starts_at) {
                (Some(known), _, _) => known,
                (None, Some(part), Some(starts_at)) => self.planned(stage, part, starts_at).map_err(|e| e.at("stages", at))?,
                _ => Timing::default(),
            };
            if let Some(entry) = timings.get_mut(at) {
                *entry = Timing { decisive, ..timing };
            }
        }
        Ok(timings)
    }

    fn planned(&self, stage: &Stage, part: &Part, starts_at: NaiveDateTime) -> Result<Timing, Error> {
        let takes_no_time = !part.takes_part || part.may_take_no_time(stage);
        let deadline = if takes_no_time { None } else { self.deadline_from(stage, part.limit.as_ref(), starts_at)? };
        let ends_at = if takes_no_time { Some(starts_at) } else { deadline.as_ref().map(Deadline::due_at) };
        Ok(Timing { starts_at: Some(starts_at), ends_at, deadline, decisive: None })
    }

    fn deadline_from(&self, stage: &Stage, limit: Option<&TimeLimit>, from: NaiveDateTime) -> Result<Option<Deadline>, Error> {
        let (calendar, rules) = self.office(stage);
        limit.map(|limit| deadline(from, limit, calendar, &rules)).transpose()
    }

    /// The deadline of the stage at a place whose clock starts at a moment.
    pub(super) fn deadline_at(&self, at: usize, from: NaiveDateTime) -> Result<Option<Deadline>, Error> {
        let stage = self.group.graph.stages().get(at).zip(self.part(at));
        let deadline = stage.map(|(stage, part)| self.deadline_from(stage, part.limit.as_ref(), from));
        deadline.transpose().map(Option::flatten).map_err(|error| error.at("stages", at))
    }

    /// Whose calendar and rules a stage is counted by.
    pub(super) fn office<'a>(&'a self, stage: &'a Stage) -> (&'a Calendar, CountingRules) {
        let rules = stage.rules.clone().unwrap_or_else(|| CountingRules { cutoff: None, ..self.rules.clone() });
        (stage.calendar.as_ref().unwrap_or(&self.calendar), rules)
    }

    /// Whether the time of the stage at a place is nobody's to limit.
    pub(super) fn may_take_no_time(&self, at: usize) -> bool {
        self.planned_stage(at).is_some_and(|planned| planned.part.may_take_no_time(planned.stage))
    }

    pub(super) fn part(&self, at: usize) -> Option<&Part> {
        self.parts.get(at)
    }

    pub(super) fn takes_part(&self, at: usize) -> bool {
        self.part(at).is_some_and(|part| part.takes_part)
    }

    pub(super) const fn total_clock_ref(&self) -> Option<&TotalClock> {
        self.total.as_ref()
    }

    /// The stretches of the plan that do not count in the total.
    fn uncounted(&self) -> Vec<Stop> {
        let planned = self.stages().filter(|planned| !planned.stage.counts_in_total);
        merged(planned.filter_map(|stage| Some(Stop { begun: stage.starts_at()?, ended: stage.due_at()? })).collect())
    }

    /// The group it was made for.
    #[must_use]
    pub const fn group(&self) -> &Group {
        &self.group
    }

    /// The moment of receipt.
    #[must_use]
    pub const fn received_at(&self) -> NaiveDateTime {
        self.received_at
    }

    /// The stages that take part, each after those it waits for.
    pub fn stages(&self) -> impl Iterator<Item = PlannedStage<'_>> {
        self.places_taking_part().map(|(_, planned)| planned)
    }

    /// The same with their places.
    pub(super) fn places_taking_part(&self) -> impl DoubleEndedIterator<Item = (usize, PlannedStage<'_>)> {
        self.group.graph.walk().filter_map(|(at, _)| Some((at, self.planned_stage(at)?)))
    }

    pub(super) fn planned_stage(&self, at: usize) -> Option<PlannedStage<'_>> {
        let part = self.part(at).filter(|part| part.takes_part)?;
        Some(PlannedStage { stage: self.group.graph.stages().get(at)?, part })
    }

    /// When the last stage is due; `None` when the end of a stage is not known.
    #[must_use]
    pub fn due_at(&self) -> Option<NaiveDateTime> {
        if self.undetermined().next().is_some() { None } else { self.known_due_at() }
    }

    /// When the last of those stages is due whose end is known: the plan ends no earlier.
    #[must_use]
    pub fn known_due_at(&self) -> Option<NaiveDateTime> {
        self.stages().filter_map(|planned| planned.part.timing.ends_at).max()
    }

    /// The stages whose end is not known: without a limit, or after such a stage.
    pub fn undetermined(&self) -> impl Iterator<Item = &Stage> {
        self.stages().filter(|planned| planned.part.timing.ends_at.is_none()).map(|planned| planned.stage)
    }

    /// When the stated total is due, counted from receipt; `None` where no text states one. Time that does not count is added.
    #[must_use]
    pub const fn total_due_at(&self) -> Option<NaiveDateTime> {
        self.total_due_at
    }

    /// The stated total in the cases chosen, to be counted one after the other; more than one where a case adds another unit.
    #[must_use]
    pub fn total_limits(&self) -> &[TimeLimit] {
        self.total.as_ref().map_or(&[], |total| &total.parts)
    }

    /// The due date of the stated total (the first limit of it) with its steps, before anything is added.
    #[must_use]
    pub fn total_deadline(&self) -> Option<&Deadline> {
        self.total.as_ref().map(|total| &total.first)
    }

    /// The weakest class among the days consulted by stages and total.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.deadlines().map(Deadline::certainty).min().unwrap_or(Certainty::Announced)
    }

    /// What a careful reader should know of the stages and the total, each once.
    #[must_use]
    pub fn flags(&self) -> Vec<Flag> {
        let mut flags = Vec::new();
        for flag in self.deadlines().flat_map(Deadline::flags) {
            if !flags.contains(&flag) {
                flags.push(flag);
            }
        }
        flags
    }

    fn deadlines(&self) -> impl Iterator<Item = &Deadline> {
        self.stages().filter_map(|planned| planned.part.timing.deadline.as_ref()).chain(self.total_deadline())
    }
}

/// When the last of the stages before it ends and which one that is, the one given first among equals; receipt where there is none.
fn last_end(before: &[usize], timings: &[Timing], received_at: NaiveDateTime) -> (Option<NaiveDateTime>, Option<usize>) {
    let mut last = (Some(received_at), None);
    for &at in before {
        let ends_at = timings.get(at).and_then(|timing| timing.ends_at);
        last = match (last, ends_at) {
            ((None, decisive), _) => (None, decisive),
            (_, None) => (None, Some(at)),
            ((Some(end), Some(decisive)), Some(ends_at)) if ends_at <= end => (Some(end), Some(decisive)),
            (_, Some(ends_at)) => (Some(ends_at), Some(at)),
        };
    }
    last
}
