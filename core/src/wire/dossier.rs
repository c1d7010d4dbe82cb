//! Dossiers: the log in, state, clock and duties out.

mod code;
mod event;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

pub use self::code::{DossierCodeAnswer, DossierCodeRequest, DuplicateCode, DuplicateCodesAnswer, DuplicateCodesRequest};
pub use self::event::EventShape;
use super::answer::{CitationAnswer, Note, Texts, date, maybe_date, maybe_moment};
use super::{CalendarOptions, Hours, Limit, Question, RuleNames, moment_text, parse_moment};
use crate::dossier::{
    Correction, Dossier, Duty, Event, EventKind, Holding, Level, Promise, Round, Standing, Terms, TermsOptions,
};
use crate::error::Error;
use crate::law::Language;
use crate::reading::Reading;
use crate::regime::{Regime, SupplementPolicy};

/// A dossier and the moment at which to look at it.
///
/// ```
/// use motcua::wire::DossierRequest;
///
/// let json = r#"{"regime": "nd61_2018", "limit": "5 ngày làm việc", "as_of": "2026-07-08T08:00:00", "events": [
///     {"at": "2026-07-06T08:00:00", "kind": "submitted", "channel": "counter"},
///     {"at": "2026-07-06T08:10:00", "kind": "accepted"}]}"#;
/// let request: DossierRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.state, answer.due_on.as_deref()), ("in_process", Some("2026-07-13")));
/// assert_eq!(answer.owes, ["appointment_slip"]);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierRequest {
    /// `nd61_2018` or `nd118_2025`; if absent, that in force on the day of the earliest event.
    pub regime: Option<String>,
    /// The limit.
    pub limit: Limit,
    /// What happened, in order.
    pub events: Vec<EventShape>,
    /// The moment; events at it count.
    pub as_of: String,
    /// `strict` (default): a broken rule is an error; `lenient`: it is listed under `violations` and replay goes on.
    pub reading: Option<String>,
    /// `restart` or `pause`; the regime's, if absent.
    pub supplement_policy: Option<String>,
    /// How often an accepted dossier may be sent back; the regime's, if absent.
    pub max_supplements: Option<u32>,
    /// How often the date may be set anew; the regime's, if absent.
    pub max_reschedules: Option<u32>,
    /// Within how many working days of acceptance a supplement is asked for; the regime's, if absent.
    pub supplement_notice_working_days: Option<u32>,
    /// How many calendar days before the due date, at the latest, an apology is sent; the regime's, if absent.
    pub reschedule_notice_days: Option<u32>,
    /// `day` (default) or `minute`: how finely early, on time and late are told apart.
    pub level: Option<String>,
    /// One more event, to see how the dossier would stand right after it. What is wrong with it has the place after the last event.
    pub what_if: Option<EventShape>,
    /// Office hours.
    pub hours: Option<Hours>,
    /// `by_date` or `by_clock`.
    pub counting: Option<String>,
    /// `HH:MM`, or the name of a cut-off of law.
    pub cutoff: Option<String>,
    /// `day_0` or `day_1`.
    pub cutoff_effect: Option<String>,
    /// `forward` or `none`.
    pub roll: Option<String>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

impl DossierRequest {
    /// How the dossier stands.
    ///
    /// # Errors
    /// Those of the parts, what is misspelt first; then those of [`Dossier::standing`].
    pub fn evaluate(&self) -> Result<DossierAnswer, Error> {
        let reading = self.reading.as_deref().map(Reading::parse).transpose()?.unwrap_or_default();
        let what_if = self.what_if.as_ref().map(EventShape::build).transpose().map_err(|error| self.after_the_log(error))?;
        let (dossier, mut answer) = match reading {
            Reading::Strict => {
                let (dossier, as_of) = self.build()?;
                let answer = DossierAnswer::new(&dossier, as_of)?;
                (dossier, answer)
            }
            Reading::Lenient => self.review()?,
        };
        if let Some(event) = what_if {
            let standing = dossier.what_if(event).map_err(|error| self.after_the_log(error))?;
            answer.what_if = Some(StandingAnswer::from(&standing));
        }
        Ok(answer)
    }

    /// The event of `what_if` comes after those of the log, and its errors have that place.
    fn after_the_log(&self, error: Error) -> Error {
        let error = match error {
            Error::InItem { error, .. } => *error,
            error => error,
        };
        error.at("events", self.events.len())
    }

    /// The dossier and the moment.
    ///
    /// # Errors
    /// Those of the parts, what is misspelt first, each event's with its index; `event_out_of_order`.
    pub fn build(&self) -> Result<(Dossier, NaiveDateTime), Error> {
        let events =
            self.events.iter().enumerate().map(|(index, event)| event.build().map_err(|error| error.at("events", index)));
        let events = events.collect::<Result<Vec<_>, _>>()?;
        let (terms, as_of) = self.terms(&events)?;
        Ok((Dossier::new(terms, events)?, as_of))
    }

    fn terms(&self, events: &[Event]) -> Result<(Terms, NaiveDateTime), Error> {
        let as_of = parse_moment(&self.as_of)?;
        let supplement_policy = self.supplement_policy.as_deref().map(SupplementPolicy::parse).transpose()?;
        let level = self.level.as_deref().map(Level::parse).transpose()?.unwrap_or_default();
        let named = self.regime.as_deref().map(Regime::parse).transpose()?;
        let calendar = CalendarOptions::or_vietnam(self.calendar.as_ref())?;
        let rules = RuleNames {
            counting: self.counting.as_deref(),
            cutoff: self.cutoff.as_deref(),
            cutoff_effect: self.cutoff_effect.as_deref(),
            roll: self.roll.as_deref(),
        };
        let (limit, counting) = Question { limit: &self.limit, hours: self.hours.as_ref(), rules }.build()?;
        let received = events.iter().map(|event| event.at).min().unwrap_or(as_of);
        let regime = named.map_or_else(|| Regime::on(received.date()), Ok)?;
        let options = TermsOptions {
            supplement_policy,
            max_supplements: self.max_supplements,
            max_reschedules: self.max_reschedules,
            supplement_notice_working_days: self.supplement_notice_working_days,
            reschedule_notice_days: self.reschedule_notice_days,
            level,
            counting,
        };
        Ok((Terms::new(regime, limit, &calendar, options), as_of))
    }

    /// Reads what can be read and lists the rest.
    fn review(&self) -> Result<(Dossier, DossierAnswer), Error> {
        let mut violations = Vec::new();
        let mut kept: Vec<(usize, Event)> = Vec::new();
        for (index, event) in self.events.iter().enumerate() {
            match event.build().and_then(|event| within(event, index, &kept)) {
                Ok(event) => kept.push((index, event)),
                Err(error) => violations.push(Violation::new(index, &error)),
            }
        }
        let (places, events): (Vec<usize>, Vec<Event>) = kept.into_iter().unzip();
        let (terms, as_of) = self.terms(&events)?;
        let dossier = Dossier::lenient(terms, events);
        let place = |kept: usize| places.get(kept).copied().unwrap_or_default();
        let found = dossier.review(as_of).violations;
        violations.extend(found.iter().map(|error| Violation::new(place(error.index().unwrap_or_default()), error)));
        violations.sort_by_key(|violation| violation.event);
        let mut answer = DossierAnswer { violations, ..DossierAnswer::new(&dossier, as_of)? };
        for promise in &mut answer.promises {
            promise.event = place(promise.event);
        }
        for correction in &mut answer.corrections {
            (correction.event, correction.corrects) = (place(correction.event), place(correction.corrects));
        }
        Ok((dossier, answer))
    }
}

/// An event with the entry it corrects counted among those that could be read.
fn within(mut event: Event, index: usize, kept: &[(usize, Event)]) -> Result<Event, Error> {
    if let EventKind::Corrected { event: target, .. } = &mut event.kind {
        let place = kept.binary_search_by_key(target, |(index, _)| *index);
        *target = place.map_err(|_| Error::ValueOutOfRange {
            name: "the event to correct",
            value: target.to_string(),
            bound: if *target < index { "an event that can be read" } else { "an earlier event" },
        })?;
    }
    Ok(event)
}

/// Where a dossier stands, as short as can be.
#[derive(Clone, Debug, Serialize)]
pub struct StandingAnswer {
    /// Where it is in its life.
    pub state: &'static str,
    /// The day currently promised.
    pub due_on: Option<String>,
    /// The moment currently promised.
    pub due_at: Option<String>,
    /// `early`, `on_time`, `late`, `within_term`, `overdue` or `none`.
    pub timeliness: &'static str,
}

impl From<&Standing> for StandingAnswer {
    fn from(standing: &Standing) -> Self {
        Self {
            state: standing.state().as_str(),
            due_on: maybe_date(standing.due_on()),
            due_at: maybe_moment(standing.due_at()),
            timeliness: standing.timeliness().as_str(),
        }
    }
}

/// How a dossier stands, with everything it rests on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DossierAnswer {
    /// The regime it is held to.
    pub regime: &'static str,
    /// Where it is in its life.
    pub state: &'static str,
    /// The day currently promised.
    pub due_on: Option<String>,
    /// The moment currently promised.
    pub due_at: Option<String>,
    /// The day first promised.
    pub first_due_on: Option<String>,
    /// The moment first promised.
    pub first_due_at: Option<String>,
    /// `early`, `on_time`, `late`, `within_term`, `overdue` or `none`.
    pub timeliness: &'static str,
    /// How finely that was compared: `day` or `minute`.
    pub level: &'static str,
    /// The weakest class among the days the due date rests on.
    pub certainty: Option<&'static str>,
    /// When the result was ready, or the dossier refused after acceptance.
    pub decided_at: Option<String>,
    /// The forms owed now.
    pub owes: Vec<&'static str>,
    /// The same and the other duties, with their due moments.
    pub duties: Vec<DutyAnswer>,
    /// Until when an apology must be sent, should the promise not hold.
    pub apologise_by: Option<String>,
    /// Who holds it now.
    pub holder: Option<HoldingAnswer>,
    /// Who held it, in order.
    pub custody: Vec<HoldingAnswer>,
    /// Every promise made, in order.
    pub promises: Vec<PromiseAnswer>,
    /// Every request to supplement.
    pub rounds: Vec<RoundAnswer>,
    /// Requests to supplement that were not the applicant's fault.
    pub journeys: u32,
    /// What corrections changed.
    pub corrections: Vec<CorrectionAnswer>,
    /// Codes of what to know.
    pub flags: Vec<&'static str>,
    /// The same in words.
    pub notes: Vec<Note>,
    /// Provisions it rests on whose text was not read.
    pub unconfirmed: Vec<&'static str>,
    /// What is wrong with a log read leniently.
    pub violations: Vec<Violation>,
    /// How it would stand after one more event.
    pub what_if: Option<StandingAnswer>,
    /// The promises in words.
    pub explanation: Option<Texts>,
}

impl DossierAnswer {
    fn of(standing: &Standing) -> Self {
        let StandingAnswer { state, due_on, due_at, timeliness } = StandingAnswer::from(standing);
        Self {
            state,
            due_on,
            due_at,
            timeliness,
            first_due_on: maybe_date(standing.first_due_on()),
            first_due_at: maybe_moment(standing.first_due_at()),
            level: standing.level().as_str(),
            certainty: standing.certainty().map(crate::Certainty::as_str),
            decided_at: maybe_moment(standing.decided_at()),
            owes: standing.owes().iter().map(|form| form.as_str()).collect(),
            journeys: standing.journeys(),
            flags: standing.flags().iter().map(|flag| flag.as_str()).collect(),
            notes: standing
                .flags()
                .iter()
                .map(|flag| Note { code: flag.as_str(), text: Texts::new(|language| flag.text(language).to_owned()) })
                .collect(),
            unconfirmed: standing.unconfirmed().to_vec(),
            ..Self::default()
        }
    }

    /// Everything there is to say about a dossier at a moment.
    ///
    /// # Errors
    /// As [`Dossier::standing`].
    pub fn new(dossier: &Dossier, as_of: NaiveDateTime) -> Result<Self, Error> {
        let standing = dossier.standing(as_of)?;
        let regime = dossier.terms().regime();
        let custody: Vec<_> = dossier.custody(as_of)?.iter().map(HoldingAnswer::from).collect();
        let words = |language| dossier.explain(as_of, language);
        Ok(Self {
            regime: regime.id(),
            duties: dossier.duties(as_of)?.iter().map(|duty| DutyAnswer::new(duty, regime)).collect(),
            apologise_by: maybe_moment(dossier.apologise_by(as_of)?),
            holder: custody.last().filter(|holding| holding.ended_at.is_none()).cloned(),
            custody,
            promises: dossier.promises(as_of)?.iter().map(PromiseAnswer::from).collect(),
            rounds: dossier.rounds(as_of)?.iter().map(RoundAnswer::from).collect(),
            corrections: dossier.corrections(as_of)?.iter().map(CorrectionAnswer::from).collect(),
            explanation: Some(Texts { vi: words(Language::Vi)?, en: words(Language::En)? }),
            ..Self::of(&standing)
        })
    }
}

/// Something owed.
#[derive(Clone, Debug, Serialize)]
pub struct DutyAnswer {
    /// The form, or `hand_over`.
    pub duty: &'static str,
    /// What it is called under the regime.
    pub title: Texts,
    /// Since when it is owed.
    pub since_at: String,
    /// By when it has to be done.
    pub due_at: Option<String>,
    /// Whether that has passed.
    pub is_late: bool,
    /// The legal basis.
    pub citation: CitationAnswer,
    /// Whether its text was read.
    pub is_confirmed: bool,
}

impl DutyAnswer {
    fn new(duty: &Duty, regime: &Regime) -> Self {
        Self {
            duty: duty.as_str(),
            title: Texts::new(|language| duty.text(language, regime)),
            since_at: moment_text(duty.since()),
            due_at: maybe_moment(duty.due_at()),
            is_late: duty.is_late(),
            citation: duty.citation().into(),
            is_confirmed: duty.is_confirmed(),
        }
    }
}

/// A unit that held the dossier.
#[derive(Clone, Debug, Serialize)]
pub struct HoldingAnswer {
    /// The unit; `one_stop` for the one-stop shop itself.
    pub unit: String,
    /// Who answers for it.
    pub officer: Option<String>,
    /// Who stands in.
    pub backup: Option<String>,
    /// Since when.
    pub began_at: String,
    /// Until when.
    pub ended_at: Option<String>,
    /// Office hours used.
    pub working_seconds: i64,
    /// Whom or what it waits for.
    pub waits_for: Option<&'static str>,
}

impl From<&Holding> for HoldingAnswer {
    fn from(holding: &Holding) -> Self {
        Self {
            unit: holding.unit().to_owned(),
            officer: holding.officer().map(str::to_owned),
            backup: holding.backup().map(str::to_owned),
            began_at: moment_text(holding.since()),
            ended_at: maybe_moment(holding.until()),
            working_seconds: holding.working_seconds(),
            waits_for: holding.waits_for(),
        }
    }
}

/// A promise.
#[derive(Clone, Debug, Serialize)]
pub struct PromiseAnswer {
    /// Which event led to it, from 0.
    pub event: usize,
    /// When it was made.
    pub made_at: String,
    /// `start`, `restart`, `pause` or `rescheduled`.
    pub cause: &'static str,
    /// The day promised.
    pub due_on: String,
    /// The moment promised.
    pub due_at: String,
    /// The written reason of a new date.
    pub reason: Option<String>,
    /// Who signed a new date.
    pub signer: Option<String>,
    /// The legal basis.
    pub citation: Option<CitationAnswer>,
}

impl From<&Promise> for PromiseAnswer {
    fn from(promise: &Promise) -> Self {
        Self {
            event: promise.place(),
            made_at: moment_text(promise.made_at()),
            cause: promise.cause().as_str(),
            due_on: date(promise.due_on()),
            due_at: moment_text(promise.due_at()),
            reason: promise.reason().map(str::to_owned),
            signer: promise.signer().map(str::to_owned),
            citation: promise.citation().map(CitationAnswer::from),
        }
    }
}

/// A request to supplement.
#[derive(Clone, Debug, Serialize)]
pub struct RoundAnswer {
    /// When it was asked for.
    pub requested_at: String,
    /// When it was complete.
    pub received_at: Option<String>,
    /// The written reason.
    pub reason: String,
    /// What was missing.
    pub items: Vec<String>,
    /// Whether the dossier had been accepted.
    pub after_acceptance: bool,
    /// Whether the applicant is at fault.
    pub applicant_fault: bool,
}

impl From<&Round> for RoundAnswer {
    fn from(round: &Round) -> Self {
        Self {
            requested_at: moment_text(round.requested_at),
            received_at: maybe_moment(round.received_at),
            reason: round.reason.clone(),
            items: round.items.clone(),
            after_acceptance: round.after_acceptance,
            applicant_fault: round.applicant_fault,
        }
    }
}

/// What a correction changed.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionAnswer {
    /// Which event is the correction, from 0.
    pub event: usize,
    /// Which event it corrects.
    pub corrects: usize,
    /// How the dossier would stand without it.
    pub before: StandingAnswer,
    /// How it stands with it.
    pub after: StandingAnswer,
    /// Whether it turned a late dossier on time.
    pub turned_on_time: bool,
}

impl From<&Correction> for CorrectionAnswer {
    fn from(correction: &Correction) -> Self {
        Self {
            event: correction.place(),
            corrects: correction.corrects(),
            before: correction.before().into(),
            after: correction.after().into(),
            turned_on_time: correction.turned_on_time(),
        }
    }
}

/// A rule an event breaks.
#[derive(Clone, Debug, Serialize)]
pub struct Violation {
    /// Which event, from 0.
    pub event: usize,
    /// The stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
}

impl Violation {
    fn new(event: usize, error: &Error) -> Self {
        let message = match error {
            Error::InItem { error, .. } => error.to_string(),
            error => error.to_string(),
        };
        Self { event, code: error.code(), message }
    }
}
