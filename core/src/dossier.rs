//! Dossiers as event logs: state, clock, duties, custody, audit.

mod clock;
mod code;
mod correction;
pub(crate) mod custody;
mod duty;
pub(crate) mod event;
mod history;
mod replay;
mod standing;

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

pub use self::clock::Level;
pub use self::code::{DossierCode, duplicate_codes};
pub use self::correction::Correction;
pub use self::custody::Holding;
pub use self::duty::Duty;
pub use self::event::{Channel, Event, EventKind, State, SuspensionReason};
pub use self::history::{Cause, Promise, Round};
use self::replay::Run;
pub use self::standing::{DossierFlag, Standing};
use crate::calendar::Calendar;
use crate::deadline::{CountingRules, Deadline, TimeLimit, Unit, deadline};
use crate::error::Error;
use crate::hours::WorkingTime;
use crate::law::Language;
use crate::regime::{Regime, SupplementPolicy};

/// What a dossier is held to: the regime, the limit and the rules in force when it was received. They stay with it, whatever changes
/// later.
///
/// The fields of [`TermsOptions`] are parameters; a regime's own value is taken where one is absent.
#[derive(Clone, Debug)]
pub struct Terms {
    regime: &'static Regime,
    limit: TimeLimit,
    time: WorkingTime,
    counting: CountingRules,
    supplement_policy: SupplementPolicy,
    max_supplements: Option<u32>,
    max_reschedules: Option<u32>,
    level: Level,
    chosen: Chosen,
}

/// Which parameters the caller chose.
#[derive(Clone, Copy, Debug, Default)]
struct Chosen {
    supplement_policy: bool,
    max_supplements: bool,
    max_reschedules: bool,
}

/// What can be chosen beside regime and limit.
#[derive(Clone, Debug, Default)]
pub struct TermsOptions {
    /// What a supplement does to the limit, where a sector's law or a province says.
    pub supplement_policy: Option<SupplementPolicy>,
    /// How often an accepted dossier may be sent back.
    pub max_supplements: Option<u32>,
    /// How often the date may be set anew.
    pub max_reschedules: Option<u32>,
    /// How finely early, on time and late are told apart.
    pub level: Level,
    /// How the limit is counted, with office hours.
    pub counting: CountingRules,
}

impl Terms {
    /// The terms of dossiers under a regime with a limit.
    #[must_use]
    pub fn new(regime: &'static Regime, limit: TimeLimit, calendar: &Calendar, options: TermsOptions) -> Self {
        Self {
            regime,
            limit,
            time: WorkingTime::new(calendar, &options.counting.hours),
            counting: options.counting,
            supplement_policy: options.supplement_policy.unwrap_or_else(|| regime.supplement_policy.value()),
            max_supplements: options.max_supplements.or_else(|| regime.max_supplements.value()),
            max_reschedules: options.max_reschedules.or_else(|| regime.max_reschedules.value()),
            level: options.level,
            chosen: Chosen {
                supplement_policy: options.supplement_policy.is_some(),
                max_supplements: options.max_supplements.is_some(),
                max_reschedules: options.max_reschedules.is_some(),
            },
        }
    }

    /// The regime.
    #[must_use]
    pub const fn regime(&self) -> &'static Regime {
        self.regime
    }

    /// The limit.
    #[must_use]
    pub const fn limit(&self) -> &TimeLimit {
        &self.limit
    }

    /// How the limit is counted.
    #[must_use]
    pub const fn counting(&self) -> &CountingRules {
        &self.counting
    }

    /// On which days the office works.
    #[must_use]
    pub const fn calendar(&self) -> &Calendar {
        self.time.calendar()
    }

    /// What a supplement does to the limit.
    #[must_use]
    pub const fn supplement_policy(&self) -> SupplementPolicy {
        self.supplement_policy
    }

    /// How a log stands at a moment, in one pass over its events, without a [`Dossier`] around it.
    ///
    /// # Errors
    /// As [`Dossier::standing`].
    pub fn replay(&self, events: &[Event], as_of: NaiveDateTime) -> Result<Standing, Error> {
        Ok(run(self, events, as_of)?.standing(as_of))
    }

    /// Whether the result is due at once, so that no slip is owed.
    fn is_while_you_wait(&self) -> bool {
        self.limit.unit() == Some(Unit::SameDay)
    }

    /// The last day for the apology and the request for a new date.
    fn apologise_by(&self, due_on: NaiveDate) -> Option<NaiveDate> {
        due_on.checked_sub_signed(TimeDelta::days(self.regime.reschedule_notice_days.value().into()))
    }
}

/// A dossier (hồ sơ): its terms and everything that happened to it, in order.
///
/// Nothing is stored but events. State, due dates and duties are computed from them for any moment, past or future, and a correction is one
/// more event.
///
/// ```
/// use motcua::wire::parse_moment;
/// use motcua::{Calendar, Channel, Dossier, Event, EventKind, Regime, State, Terms, TermsOptions, TimeLimit, Timeliness};
///
/// let limit = TimeLimit::parse("5 ngày làm việc")?;
/// let terms = Terms::new(Regime::nd61_2018(), limit, &Calendar::vietnam(), TermsOptions::default());
/// let at = |text| parse_moment(text).unwrap();
/// let (reason, items) = ("Thiếu giấy tờ".into(), ["Bản sao căn cước".into()].into());
/// let dossier = Dossier::new(terms, vec![
///     Event::new(at("2026-07-06T08:00"), EventKind::Submitted { channel: Some(Channel::Counter) }),
///     Event::new(at("2026-07-06T08:10"), EventKind::Accepted { competent_agency: None }),
///     Event::new(at("2026-07-08T09:00"), EventKind::SupplementRequested { reason, items, applicant_fault: false }),
///     Event::new(at("2026-07-14T10:00"), EventKind::SupplementReceived),
/// ])?;
///
/// // Decree 61/2018, Art. 19.4: once the dossier is complete the full limit runs again.
/// let standing = dossier.standing(at("2026-07-15T08:00"))?;
/// assert_eq!(standing.first_due_on().unwrap().to_string(), "2026-07-13");
/// assert_eq!(standing.due_on().unwrap().to_string(), "2026-07-21");
/// assert_eq!((standing.state(), standing.timeliness()), (State::InProcess, Timeliness::WithinTerm));
/// // The same log on an earlier day.
/// assert_eq!(dossier.standing(at("2026-07-10T08:00"))?.state(), State::AwaitingSupplement);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "hồ sơ")]
pub struct Dossier {
    terms: Arc<Terms>,
    events: Vec<Event>,
}

/// How an existing log stands, with every rule it breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// How it stands.
    pub standing: Standing,
    /// What is wrong with it; each error carries the [index](Error::index) of its event.
    pub violations: Vec<Error>,
}

impl Dossier {
    /// A dossier with its log.
    ///
    /// # Errors
    /// `event_out_of_order` with the index of an event that lies before its predecessor; equal moments keep their order.
    pub fn new(terms: impl Into<Arc<Terms>>, events: Vec<Event>) -> Result<Self, Error> {
        check_order(&events)?;
        Ok(Self { terms: terms.into(), events })
    }

    /// A dossier from a log that exists and may break rules; see [`review`](Self::review).
    pub fn lenient(terms: impl Into<Arc<Terms>>, events: Vec<Event>) -> Self {
        Self { terms: terms.into(), events }
    }

    /// What it is held to.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Everything that happened, in order.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Writes one more event into the log, or leaves the log as it was.
    ///
    /// # Errors
    /// As [`standing`](Self::standing), for the whole log with the new event.
    pub fn record(&mut self, event: Event) -> Result<(), Error> {
        let at = event.at;
        self.events.push(event);
        let possible = run(&self.terms, &self.events, at);
        if let Err(error) = possible {
            self.events.pop();
            return Err(error);
        }
        Ok(())
    }

    /// How it would stand right after one more event: "if the supplement arrives today".
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    #[doc(alias = "nếu bổ sung hôm nay")]
    pub fn what_if(&self, event: Event) -> Result<Standing, Error> {
        let at = event.at;
        let mut dossier = self.clone();
        dossier.record(event)?;
        dossier.standing(at)
    }

    /// How it stands at a moment. Events at that moment count, later ones do not; the order of the whole log is checked first.
    ///
    /// # Errors
    /// For the first event that breaks a rule, with its [index](Error::index): `event_out_of_order`, `transition_not_allowed`,
    /// `reason_missing`, `signer_missing`, `supplement_limit_reached`, `reschedule_limit_reached`, `new_due_not_later`,
    /// `new_due_not_working_day`, `value_out_of_range` for a correction of nothing, and those of [`deadline`].
    pub fn standing(&self, as_of: NaiveDateTime) -> Result<Standing, Error> {
        self.terms.replay(&self.events, as_of)
    }

    /// How a log that exists stands, whatever rules it breaks: replay goes on past an event that breaks one and lists it.
    ///
    /// Events are taken in order of time. One that its state does not allow counts for nothing; one that breaks another rule changes the
    /// state but does not move the promise.
    #[must_use]
    pub fn review(&self, as_of: NaiveDateTime) -> Review {
        let mut violations = Vec::new();
        violations.extend(order_errors(&self.events));
        let corrected = correction::lenient(&self.events, as_of, &mut violations);
        let mut run = Run::new(&self.terms);
        for entry in corrected {
            if let Err(violation) = run.step(entry) {
                run.step_over(entry);
                violations.push(violation);
            }
        }
        violations.sort_by_key(Error::index);
        Review { standing: run.standing(as_of), violations }
    }

    /// The deadline first promised, with the steps and the law that lead to it.
    ///
    /// # Errors
    /// As [`standing`](Self::standing) and [`deadline`].
    pub fn first_deadline(&self, as_of: NaiveDateTime) -> Result<Option<Deadline>, Error> {
        let promises = self.promises(as_of)?;
        let Some(start) = promises.first().map(Promise::start) else { return Ok(None) };
        let terms = &self.terms;
        deadline(start, &terms.limit, terms.calendar(), &terms.counting).map(Some)
    }

    /// Every promise made until a moment in words, one a line, with its legal basis.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    pub fn explain(&self, as_of: NaiveDateTime, language: Language) -> Result<String, Error> {
        Ok(history::explain(&self.promises(as_of)?, &self.terms, language))
    }
}

/// Checks the order of the whole log, then replays what happened until a moment.
fn run<'a>(terms: &'a Terms, events: &[Event], as_of: NaiveDateTime) -> Result<Run<'a>, Error> {
    check_order(events)?;
    let mut run = Run::new(terms);
    correction::each(events, as_of, |entry| run.step(entry))?;
    Ok(run)
}

fn check_order(events: &[Event]) -> Result<(), Error> {
    order_errors(events).next().map_or(Ok(()), Err)
}

fn order_errors(events: &[Event]) -> impl Iterator<Item = Error> {
    let pairs = events.iter().zip(events.iter().skip(1)).enumerate();
    pairs
        .filter(|(_, (previous, event))| event.at < previous.at)
        .map(|(index, (previous, event))| Error::EventOutOfOrder { at: event.at, previous: previous.at }.at("events", index + 1))
}
