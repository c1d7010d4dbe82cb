//! How far a case is: what is done, what is late, who has it, and when it will end.

use chrono::{NaiveDate, NaiveDateTime};

use super::graph::Stage;
use super::group::Group;
use super::log::{PauseReason, StageEvent, Track, replay};
use super::plan::{Plan, Timing};
use super::stop::{Stop, due_after_stops, merged};
use crate::deadline::{Deadline, TimeLimit, deadline};
use crate::error::Error;
use crate::hours::WorkingTime;
use crate::timeliness::Timeliness;

/// How far a stage, or the whole case, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageState {
    /// Nothing was done yet.
    NotStarted,
    /// It was taken up.
    InProgress,
    /// Its result is there.
    Done,
    /// Processing stopped for good.
    Stopped,
}

impl StageState {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }
}

/// How far one stage is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StageProgress<'a> {
    /// The stage.
    pub stage: &'a Stage,
    /// Its state.
    pub state: StageState,
    /// When its clock started: at receipt, or when the last stage before it really ended; while that has not happened, when it is
    /// expected to. `None` after a stage whose end cannot be foreseen.
    pub starts_at: Option<NaiveDateTime>,
    /// Whether its clock has started.
    pub clock_runs: bool,
    /// When the unit took it up.
    pub started_at: Option<NaiveDateTime>,
    /// When its result was there.
    pub finished_at: Option<NaiveDateTime>,
    /// Its due date from `starts_at`, with steps, before pauses.
    pub deadline: Option<Deadline>,
    /// When it is due, the pauses that are over added. A start that was late because an earlier stage was late does not make it late.
    pub due_at: Option<NaiveDateTime>,
    /// When it was due by the plan.
    pub first_due_at: Option<NaiveDateTime>,
    /// When it ended, or may be expected to: its due moment, or now, if that is later.
    pub ends_at: Option<NaiveDateTime>,
    /// How it stands to its due date.
    pub timeliness: Timeliness,
    /// Working seconds since its clock started, pauses left out.
    pub used_working_seconds: i64,
    /// Why its clock stands still, and since when.
    pub paused: Option<(PauseReason, NaiveDateTime)>,
    /// Until when the pause may last: the applicant has to supplement by then, or the outage be repaired.
    pub pause_due_at: Option<NaiveDateTime>,
    /// The applicant did not supplement in time: processing has to be stopped.
    pub must_stop: bool,
    /// Its unit missed the due date, the time was the agency's own, and no apology was issued.
    pub owes_apology: bool,
}

impl StageProgress<'_> {
    /// Whether its unit has the case now, and since when.
    #[must_use]
    pub fn held_since(&self) -> Option<NaiveDateTime> {
        let open = matches!(self.state, StageState::NotStarted | StageState::InProgress);
        self.starts_at.filter(|_| open && self.clock_runs).map(|since| self.started_at.unwrap_or(since))
    }
}

/// How far a case is at a moment.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Progress<'a> {
    /// The group.
    pub group: &'a Group,
    /// The moment asked about.
    pub as_of: NaiveDateTime,
    /// The stages that take part, each after those it waits for.
    pub stages: Vec<StageProgress<'a>>,
    /// The state of the whole.
    pub state: StageState,
    /// When the stated total is due; pauses and stages that do not count are added once they are over.
    pub total_due_at: Option<NaiveDateTime>,
    /// How the whole stands to the stated total.
    pub timeliness: Timeliness,
}

impl Progress<'_> {
    /// When the last stage is due, given what happened; `None` when that cannot be foreseen for one of them.
    #[must_use]
    pub fn due_at(&self) -> Option<NaiveDateTime> {
        self.latest(|stage| stage.due_at.or(stage.ends_at))
    }

    /// When the case ended, or may be expected to if every open stage ends when it is due, or now; `None` when that cannot be foreseen.
    #[must_use]
    pub fn ends_at(&self) -> Option<NaiveDateTime> {
        self.latest(|stage| stage.ends_at)
    }

    fn latest(&self, moment: impl Fn(&StageProgress<'_>) -> Option<NaiveDateTime>) -> Option<NaiveDateTime> {
        let moments: Option<Vec<_>> = self.stages.iter().map(moment).collect();
        moments.and_then(|moments| moments.into_iter().max())
    }

    /// The stages that missed their due date.
    pub fn late_stages(&self) -> impl Iterator<Item = &StageProgress<'_>> {
        self.stages.iter().filter(|stage| stage.timeliness.is_broken())
    }

    /// The stages whose unit owes the applicant an apology.
    ///
    /// Legal basis: Decree 63/2024 as amended by Decree 301/2026, Art. 4.3 and 7.3.
    #[doc(alias = "xin lỗi")]
    pub fn owes_apology(&self) -> impl Iterator<Item = &StageProgress<'_>> {
        self.stages.iter().filter(|stage| stage.owes_apology)
    }

    /// The stages whose unit has the case now.
    pub fn holders(&self) -> impl Iterator<Item = &StageProgress<'_>> {
        self.stages.iter().filter(|stage| stage.held_since().is_some())
    }

    /// Whether an applicant missed the time to supplement, so that processing has to be stopped.
    #[must_use]
    pub fn must_stop(&self) -> bool {
        self.stages.iter().any(|stage| stage.must_stop)
    }
}

/// How one stage really went, or is expected to.
struct Really<'a> {
    timing: Timing,
    due_at: Option<NaiveDateTime>,
    track: &'a Track,
}

impl Plan {
    /// How far the case is at a moment by its log: each clock starts when the last stage before it really ended.
    ///
    /// Events count up to `as_of`, but all of them have to hold.
    ///
    /// # Errors
    /// With the place of the event: `event_out_of_order` when it lies before the one before it, or before receipt; `stages_invalid` for
    /// an unknown stage or one that takes no part; `transition_not_allowed`. Else as [`deadline`](crate::deadline).
    pub fn progress(&self, events: &[StageEvent], as_of: NaiveDateTime) -> Result<Progress<'_>, Error> {
        let tracks = replay(self, events, as_of)?;
        let mut dues: Vec<Option<NaiveDateTime>> = vec![None; tracks.len()];
        let mut timings = self.schedule(|at, starts_at| {
            let Some(track) = tracks.get(at).filter(|_| self.planned_stage(at).is_some()) else { return Ok(None) };
            let (due_at, timing) = self.really(at, track, starts_at, as_of)?;
            if let Some(entry) = dues.get_mut(at) {
                *entry = due_at;
            }
            Ok(Some(timing))
        })?;
        let mut stages = Vec::with_capacity(tracks.len());
        for (at, planned) in self.places_taking_part() {
            if let (Some(timing), Some(due_at), Some(track)) = (timings.get_mut(at), dues.get(at), tracks.get(at)) {
                let really = Really { timing: std::mem::take(timing), due_at: *due_at, track };
                stages.push(self.stage_progress(planned.stage(), planned.due_at(), really, as_of)?);
            }
        }
        let stops = self.stops(&tracks);
        let total_due_at = self.total_clock_ref().map(|total| total.due_after(&self.calendar, &stops)).transpose()?;
        let state = state_of_all(&stages);
        let timeliness = total_due_at.map_or(Timeliness::None, |due_at| timeliness_of_all(&stages, state, due_at.date(), as_of));
        Ok(Progress { group: &self.group, as_of, stages, state, total_due_at, timeliness })
    }

    /// When a stage is due and when it ended or will end, given when the last stage before it ended or will.
    fn really(
        &self,
        at: usize,
        track: &Track,
        starts_at: Option<NaiveDateTime>,
        as_of: NaiveDateTime,
    ) -> Result<(Option<NaiveDateTime>, Timing), Error> {
        let starts_at = track.clock_from.or(starts_at);
        let deadline = starts_at.map(|from| self.deadline_at(at, from)).transpose()?.flatten();
        let due_at = deadline.as_ref().map(|due| self.due_with(at, due, &track.pauses)).transpose()?;
        // A pause that goes on has cost so much already.
        let pending = track.paused.map(|(begun, _)| Stop { begun, ended: as_of });
        let expected = match (pending, &deadline) {
            (Some(pending), Some(due)) => {
                let stops: Vec<Stop> = track.pauses.iter().copied().chain([pending]).collect();
                Some(self.due_with(at, due, &stops)?)
            }
            _ => due_at.or(starts_at.filter(|_| self.may_take_no_time(at))),
        };
        let ends_at = match (track.finished_at, track.stopped_at) {
            (Some(finished_at), _) => Some(finished_at),
            (None, Some(_)) => None,
            (None, None) => expected.map(|expected| if track.clock_from.is_some() { expected.max(as_of) } else { expected }),
        };
        Ok((due_at, Timing { starts_at, ends_at, deadline, decisive: None }))
    }

    fn due_with(&self, at: usize, due: &Deadline, stops: &[Stop]) -> Result<NaiveDateTime, Error> {
        let Some(stage) = self.group.graph.stages().get(at) else { return Ok(due.due_at()) };
        let (calendar, rules) = self.office(stage);
        due_after_stops(due, calendar, &rules, stops)
    }

    fn stage_progress<'a>(
        &self,
        stage: &'a Stage,
        first_due_at: Option<NaiveDateTime>,
        really: Really<'_>,
        as_of: NaiveDateTime,
    ) -> Result<StageProgress<'a>, Error> {
        let Really { timing, due_at, track } = really;
        let state = match track {
            Track { stopped_at: Some(_), .. } => StageState::Stopped,
            Track { finished_at: Some(_), .. } => StageState::Done,
            Track { started_at: Some(_), .. } => StageState::InProgress,
            _ => StageState::NotStarted,
        };
        let clock_runs = track.clock_from.is_some();
        let open_on = track.paused.map_or(as_of, |(begun, _)| begun).date();
        let timeliness = match due_at.filter(|_| clock_runs && state != StageState::Stopped) {
            Some(due_at) => Timeliness::of(track.finished_at.map(|at| at.date()), open_on, due_at.date()),
            None => Timeliness::None,
        };
        let pause_due_at = track.paused.map(|(begun, reason)| self.pause_due(stage, begun, reason)).transpose()?.flatten();
        let supplement_awaited = matches!(track.paused, Some((_, PauseReason::Supplement)));
        let overrun = pause_due_at.is_some_and(|due_at| due_at.date() < as_of.date());
        Ok(StageProgress {
            stage,
            state,
            starts_at: timing.starts_at,
            clock_runs,
            started_at: track.started_at,
            finished_at: track.finished_at,
            deadline: timing.deadline,
            due_at,
            first_due_at,
            ends_at: timing.ends_at,
            timeliness,
            used_working_seconds: self.used(stage, track, as_of)?,
            paused: track.paused.map(|(begun, reason)| (reason, begun)),
            pause_due_at,
            must_stop: supplement_awaited && overrun && state == StageState::InProgress,
            owes_apology: timeliness.is_broken() && stage.counts_in_total && track.apology_at.is_none(),
        })
    }

    fn pause_due(&self, stage: &Stage, begun: NaiveDateTime, reason: PauseReason) -> Result<Option<NaiveDateTime>, Error> {
        let (calendar, rules) = self.office(stage);
        let limit: Option<&TimeLimit> = self.group.other_limit(reason.as_str()).map(|other| &other.limit);
        limit.map(|limit| deadline(begun, limit, calendar, &rules).map(|due| due.due_at())).transpose()
    }

    fn used(&self, stage: &Stage, track: &Track, as_of: NaiveDateTime) -> Result<i64, Error> {
        let Some(from) = track.clock_from else { return Ok(0) };
        let until = track.finished_at.or(track.stopped_at).unwrap_or(as_of);
        let (calendar, rules) = self.office(stage);
        let time = WorkingTime::new(calendar, &rules.hours);
        let pending = track.paused.map(|(begun, _)| Stop { begun, ended: until });
        let mut used = time.between(from, until)?;
        for stop in track.pauses.iter().copied().chain(pending) {
            used -= time.between(stop.begun, stop.ended)?;
        }
        Ok(used)
    }

    /// What does not count in the total and is over: pauses, and the time of stages that do not count.
    fn stops(&self, tracks: &[Track]) -> Vec<Stop> {
        let mut stops = Vec::new();
        for (at, stage) in self.places_taking_part() {
            let stage = stage.stage();
            let Some(track) = tracks.get(at) else { continue };
            if stage.counts_in_total {
                stops.extend(&track.pauses);
            } else {
                stops.extend(track.clock_from.zip(track.finished_at).map(|(begun, ended)| Stop { begun, ended }));
            }
        }
        merged(stops)
    }
}

fn state_of_all(stages: &[StageProgress<'_>]) -> StageState {
    let any = |state| stages.iter().any(|stage| stage.state == state);
    if any(StageState::Stopped) {
        StageState::Stopped
    } else if stages.iter().all(|stage| stage.state == StageState::Done) {
        StageState::Done
    } else if any(StageState::InProgress) || any(StageState::Done) {
        StageState::InProgress
    } else {
        StageState::NotStarted
    }
}

/// While a stage is paused, the total's clock stands still too: since the first of the pauses that go on.
fn timeliness_of_all(stages: &[StageProgress<'_>], state: StageState, due_on: NaiveDate, as_of: NaiveDateTime) -> Timeliness {
    let done_on = stages.iter().filter_map(|stage| stage.finished_at).max().filter(|_| state == StageState::Done);
    let uncounted = |stage: &&StageProgress<'_>| !stage.stage.counts_in_total && stage.held_since().is_some();
    let standing = stages.iter().filter_map(|stage| stage.paused.map(|(_, begun)| begun));
    let standing = standing.chain(stages.iter().filter(uncounted).filter_map(|stage| stage.starts_at)).min();
    let clock_runs = stages.iter().any(|stage| stage.clock_runs);
    if state == StageState::Stopped || !clock_runs {
        return Timeliness::None;
    }
    Timeliness::of(done_on.map(|at| at.date()), standing.unwrap_or(as_of).date(), due_on)
}
