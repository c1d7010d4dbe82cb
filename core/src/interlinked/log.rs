//! What happened to a case: events by stage, and what they make of each.

use chrono::NaiveDateTime;

use super::plan::Plan;
use super::stop::Stop;
use crate::error::{Error, quote};

/// Something that happened to one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageEvent {
    /// When, in civil time of Viet Nam.
    pub at: NaiveDateTime,
    /// The id of the stage.
    pub stage: String,
    /// What.
    pub kind: StageEventKind,
}

/// What can happen to a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StageEventKind {
    /// The unit takes the case up. Its clock runs since the last stage before ended, whether it is taken up or not.
    Started,
    /// The result of the stage is there.
    Finished,
    /// The clock of the stage, and that of the total, stand still.
    Paused(PauseReason),
    /// They run again.
    Resumed,
    /// The unit apologised for being late.
    ApologyIssued,
    /// Processing stopped for good.
    Stopped,
}

impl StageEventKind {
    /// Reads a stable name, and the reason of a pause.
    ///
    /// # Errors
    /// `event_unknown`; for a pause `reason_missing` without a reason and `option_unknown` for an unknown one.
    pub fn parse(kind: &str, reason: Option<&str>) -> Result<Self, Error> {
        Ok(match kind {
            "started" => Self::Started,
            "finished" => Self::Finished,
            "paused" => match reason.map(str::trim).filter(|reason| !reason.is_empty()) {
                Some(reason) => Self::Paused(PauseReason::parse(reason)?),
                None => return Err(Error::ReasonMissing { of: "paused" }),
            },
            "resumed" => Self::Resumed,
            "apology_issued" => Self::ApologyIssued,
            "stopped" => Self::Stopped,
            _ => return Err(Error::EventUnknown { kind: quote(kind), of: "a stage" }),
        })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Finished => "finished",
            Self::Paused(_) => "paused",
            Self::Resumed => "resumed",
            Self::ApologyIssued => "apology_issued",
            Self::Stopped => "stopped",
        }
    }
}

/// Why the clock of a stage stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PauseReason {
    /// The applicant supplements the dossier (bổ sung hồ sơ).
    Supplement,
    /// A system is down (sự cố hệ thống).
    Outage,
    /// A tax or fee is to be paid (nghĩa vụ tài chính).
    FinancialObligation,
    /// Another agency is asked.
    OtherAgency,
    /// The matter is posted in public (niêm yết công khai).
    PublicPosting,
    /// Force majeure (bất khả kháng).
    ForceMajeure,
}

impl PauseReason {
    const ALL: [Self; 6] =
        [Self::Supplement, Self::Outage, Self::FinancialObligation, Self::OtherAgency, Self::PublicPosting, Self::ForceMajeure];

    /// Reads a stable name.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or_else(|| Error::OptionUnknown {
            option: "a reason to pause",
            value: quote(text),
            known: "supplement, outage, financial_obligation, other_agency, public_posting, force_majeure",
        })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Supplement => "supplement",
            Self::Outage => "outage",
            Self::FinancialObligation => "financial_obligation",
            Self::OtherAgency => "other_agency",
            Self::PublicPosting => "public_posting",
            Self::ForceMajeure => "force_majeure",
        }
    }
}

/// What events made of one stage.
#[derive(Clone, Debug, Default)]
pub(super) struct Track {
    /// How many stages it still waits for.
    open: usize,
    /// When the last of those before it ended.
    pub(super) clock_from: Option<NaiveDateTime>,
    pub(super) started_at: Option<NaiveDateTime>,
    pub(super) finished_at: Option<NaiveDateTime>,
    pub(super) stopped_at: Option<NaiveDateTime>,
    /// The pause that is not over.
    pub(super) paused: Option<(NaiveDateTime, PauseReason)>,
    /// The pauses that are over.
    pub(super) pauses: Vec<Stop>,
    pub(super) apology_at: Option<NaiveDateTime>,
}

impl Track {
    /// The word for a refusal.
    const fn state(&self) -> &'static str {
        if self.stopped_at.is_some() {
            "stopped"
        } else if self.finished_at.is_some() {
            "done"
        } else if self.paused.is_some() {
            "paused"
        } else if self.started_at.is_some() {
            "in_progress"
        } else if self.clock_from.is_some() {
            "not_started"
        } else {
            "waiting_for_earlier_stages"
        }
    }

    /// Applies an event; `true` when the stage has ended by it.
    fn apply(&mut self, at: NaiveDateTime, kind: StageEventKind) -> Result<bool, Error> {
        let state = self.state();
        match (kind, state) {
            (StageEventKind::Started, "not_started") => self.started_at = Some(at),
            (StageEventKind::Finished, "in_progress") => self.finished_at = Some(at),
            (StageEventKind::Paused(reason), "in_progress") => self.paused = Some((at, reason)),
            (StageEventKind::Resumed, "paused") => self.resume(at),
            (StageEventKind::ApologyIssued, "not_started" | "in_progress" | "paused" | "done") => self.apology_at = Some(at),
            (StageEventKind::Stopped, "not_started" | "in_progress" | "paused") => {
                self.resume(at);
                self.stopped_at = Some(at);
            }
            _ => return Err(Error::TransitionNotAllowed { event: kind.as_str(), state }),
        }
        Ok(kind == StageEventKind::Finished)
    }

    fn resume(&mut self, ended: NaiveDateTime) {
        self.pauses.extend(self.paused.take().map(|(begun, _)| Stop { begun, ended }));
    }
}

/// Reads a log up to a moment. All of it has to hold: the order first, then each event where it stands, those after the moment too.
pub(super) fn replay(plan: &Plan, events: &[StageEvent], as_of: NaiveDateTime) -> Result<Vec<Track>, Error> {
    let places = check_order(plan, events)?;
    let mut log = Log { plan, tracks: Vec::new() };
    log.begin();
    let mut seen = (plan.received_at > as_of).then(|| vec![Track::default(); log.tracks.len()]);
    for (index, (event, place)) in events.iter().zip(places).enumerate() {
        if event.at > as_of && seen.is_none() {
            seen = Some(log.tracks.clone());
        }
        log.apply(event, place).map_err(|error| error.at("events", index))?;
    }
    Ok(seen.unwrap_or(log.tracks))
}

/// The place of the stage of each event.
fn check_order(plan: &Plan, events: &[StageEvent]) -> Result<Vec<usize>, Error> {
    let mut previous = plan.received_at;
    for (index, event) in events.iter().enumerate() {
        if event.at < previous {
            return Err(Error::EventOutOfOrder { at: event.at, previous }.at("events", index));
        }
        previous = event.at;
    }
    let place = |(index, event): (usize, &StageEvent)| {
        let place = plan.group.graph.place(&event.stage);
        let takes_part = place.and_then(|at| match plan.takes_part(at) {
            true => Ok(at),
            false => {
                let problem = format!("`{}` takes no part in the cases chosen", quote(&event.stage));
                Err(Error::StagesInvalid { problem })
            }
        });
        takes_part.map_err(|error| error.at("events", index))
    };
    events.iter().enumerate().map(place).collect()
}

struct Log<'a> {
    plan: &'a Plan,
    tracks: Vec<Track>,
}

impl Log<'_> {
    /// Before the first event: the first stages have the case since receipt.
    fn begin(&mut self) {
        let graph = &self.plan.group.graph;
        self.tracks = (0..graph.stages().len()).map(|at| Track { open: graph.before(at).len(), ..Track::default() }).collect();
        let first = (0..self.tracks.len()).filter(|&at| graph.before(at).is_empty()).collect();
        self.hand_over(first, self.plan.received_at);
    }

    fn apply(&mut self, event: &StageEvent, place: usize) -> Result<(), Error> {
        let ended = self.tracks.get_mut(place).map_or(Ok(false), |track| track.apply(event.at, event.kind))?;
        if ended {
            self.leave(place, event.at);
        }
        Ok(())
    }

    /// The stages that waited for this one wait for one less.
    fn leave(&mut self, place: usize, at: NaiveDateTime) {
        let reached = self.no_longer_waiting(place);
        self.hand_over(reached, at);
    }

    /// Starts the clocks of stages; those that take no part pass the case on.
    fn hand_over(&mut self, mut reached: Vec<usize>, at: NaiveDateTime) {
        while let Some(place) = reached.pop() {
            if let Some(track) = self.tracks.get_mut(place) {
                track.clock_from = Some(at);
            }
            if !self.plan.takes_part(place) {
                reached.extend(self.no_longer_waiting(place));
            }
        }
    }

    /// The stages for which this one was the last they waited for.
    fn no_longer_waiting(&mut self, place: usize) -> Vec<usize> {
        let mut reached = Vec::new();
        for &after in self.plan.group.graph.after(place) {
            if let Some(track) = self.tracks.get_mut(after) {
                track.open -= 1;
                if track.open == 0 {
                    reached.push(after);
                }
            }
        }
        reached
    }
}
