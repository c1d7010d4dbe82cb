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
pub(crate) use self::clock::{Clock, Counted};
pub use self::code::{DossierCode, duplicate_codes};
pub use self::correction::Correction;
pub use self::custody::Holding;
pub use self::duty::Duty;
pub use self::event::{Channel, Event, EventKind, State, SuspensionReason};
pub use self::history::{Cause, Promise, Round};
use self::replay::{Entry, Run};
pub use self::standing::{DossierFlag, Standing};
use crate::calendar::Calendar;
use crate::deadline::{CountingRules, Deadline, TimeLimit, Unit, deadline};
use crate::error::Error;
use crate::hours::WorkingTime;
use crate::law::Language;
use crate::reading::Reading;
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
    supplement_notice_working_days: u32,
    reschedule_notice_days: u32,
    level: Level,
    chosen: Chosen,
}

/// Which parameters the caller chose.
#[derive(Clone, Copy, Debug, Default)]
struct Chosen {
    supplement_policy: bool,
    max_supplements: bool,
    max_reschedules: bool,
    supplement_notice_working_days: bool,
    reschedule_notice_days: bool,
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
    /// Within how many working days of acceptance a supplement is asked for.
    pub supplement_notice_working_days: Option<u32>,
    /// How many calendar days before the due date, at the latest, the apology and the request for a new date are sent.
    pub reschedule_notice_days: Option<u32>,
    /// How finely early, on time and late are told apart.
    pub level: Level,
    /// How the limit is counted, with office hours.
    pub counting: CountingRules,
}

impl Terms {
    /// What the promise rests on.
    pub(crate) const fn counted(&self) -> Counted<'_> {
        Counted { limit: &self.limit, time: &self.time, rules: &self.counting }
    }

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
            supplement_notice_working_days: options
                .supplement_notice_working_days
                .unwrap_or_else(|| regime.supplement_notice_working_days.value()),
            reschedule_notice_days: options.reschedule_notice_days.unwrap_or_else(|| regime.reschedule_notice_days.value()),
            level: options.level,
            chosen: Chosen {
                supplement_policy: options.supplement_policy.is_some(),
                max_supplements: options.max_supplements.is_some(),
                max_reschedules: options.max_reschedules.is_some(),
                supplement_notice_working_days: options.supplement_notice_working_days.is_some(),
                reschedule_notice_days: options.reschedule_notice_days.is_some(),
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
        Ok(walk(self, events, as_of, &mut Faults::new(Reading::Strict), |_, _| Ok(()))?.standing(as_of))
    }

    /// Whether the result is due at once, so that no slip is owed.
    fn is_while_you_wait(&self) -> bool {
        self.limit.unit() == Some(Unit::SameDay)
    }

    /// The last day for the apology and the request for a new date.
    fn apologise_by(&self, due_on: NaiveDate) -> Option<NaiveDate> {
        due_on.checked_sub_signed(TimeDelta::days(self.reschedule_notice_days.into()))
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
    reading: Reading,
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
        Ok(Self { terms: terms.into(), events, reading: Reading::Strict })
    }

    /// A dossier from a log that exists and may break rules: whatever is asked of it, the log is read as by [`review`](Self::review), which
    /// lists those rules too.
    pub fn lenient(terms: impl Into<Arc<Terms>>, events: Vec<Event>) -> Self {
        Self { terms: terms.into(), events, reading: Reading::Lenient }
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
    /// As [`standing`](Self::standing), for the whole log with the new event; for a log read leniently what is wrong with the new event.
    pub fn record(&mut self, event: Event) -> Result<(), Error> {
        let (at, place) = (event.at, self.events.len());
        self.events.push(event);
        let mut faults = Faults::new(self.reading);
        let read = walk(&self.terms, &self.events, at, &mut faults, |_, _| Ok(())).map(|_| ());
        let own = faults.found.into_iter().find(|fault| fault.index() == Some(place));
        let possible = read.and(own.map_or(Ok(()), Err));
        if possible.is_err() {
            self.events.pop();
        }
        possible
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
    /// `new_due_not_working_day`, `value_out_of_range` for a correction of nothing or one of more than 100, and those of [`deadline`]. None of
    /// these for a log read [leniently](Self::lenient).
    pub fn standing(&self, as_of: NaiveDateTime) -> Result<Standing, Error> {
        Ok(self.run(as_of)?.standing(as_of))
    }

    /// What can be worked out; of a log read leniently the rest is left out, as the office hours of a moment outside the calendar.
    fn tolerate<T: Default>(&self, found: Result<T, Error>) -> Result<T, Error> {
        if self.reading == Reading::Lenient { Ok(found.unwrap_or_default()) } else { found }
    }

    /// The log up to a moment.
    fn run(&self, as_of: NaiveDateTime) -> Result<Run<'_>, Error> {
        self.walk(as_of, |_, _| Ok(()))
    }

    /// The same; `take` sees the run after each event that counts.
    fn walk<'a>(
        &'a self,
        as_of: NaiveDateTime,
        take: impl FnMut(&Run<'a>, Entry<'a>) -> Result<(), Error>,
    ) -> Result<Run<'a>, Error> {
        walk(&self.terms, &self.events, as_of, &mut Faults::new(self.reading), take)
    }

    /// How a log that exists stands, whatever rules it breaks: replay goes on past an event that breaks one and lists it.
    ///
    /// Events are taken in order of time. One that its state does not allow counts for nothing, nor does a new date or a correction that breaks
    /// a rule. Any other that breaks one counts for what it is, but neither moves the promise nor stops the clock.
    #[must_use]
    pub fn review(&self, as_of: NaiveDateTime) -> Review {
        let mut faults = Faults::new(Reading::Lenient);
        let run = walk(&self.terms, &self.events, as_of, &mut faults, |_, _| Ok(()));
        // Read leniently nothing fails.
        let standing = run.unwrap_or_else(|_| Run::new(&self.terms)).standing(as_of);
        let mut violations = faults.found;
        violations.sort_by_key(Error::index);
        Review { standing, violations }
    }

    /// The deadline first promised, with the steps and the law that lead to it.
    ///
    /// # Errors
    /// As [`standing`](Self::standing) and [`deadline`].
    pub fn first_deadline(&self, as_of: NaiveDateTime) -> Result<Option<Deadline>, Error> {
        let promises = self.promises(as_of)?;
        let Some(start) = promises.first().map(Promise::start) else { return Ok(None) };
        let terms = &self.terms;
        self.tolerate(deadline(start, &terms.limit, terms.calendar(), &terms.counting).map(Some))
    }

    /// Every promise made until a moment in words, one a line, with its legal basis.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    pub fn explain(&self, as_of: NaiveDateTime, language: Language) -> Result<String, Error> {
        Ok(history::explain(&self.promises(as_of)?, &self.terms, language))
    }
}

/// What is wrong with a log: the end of it, or a list.
#[derive(Debug)]
struct Faults {
    reading: Reading,
    found: Vec<Error>,
}

impl Faults {
    const fn new(reading: Reading) -> Self {
        Self { reading, found: Vec::new() }
    }

    fn object(&mut self, fault: Error) -> Result<(), Error> {
        if self.reading == Reading::Strict {
            return Err(fault);
        }
        self.found.push(fault);
        Ok(())
    }
}

/// Looks at the order of the whole log, then replays what happened until a moment. `take` sees the run after each event that counts.
fn walk<'a, 'e>(
    terms: &'a Terms,
    events: &'e [Event],
    as_of: NaiveDateTime,
    faults: &mut Faults,
    mut take: impl FnMut(&Run<'a>, Entry<'e>) -> Result<(), Error>,
) -> Result<Run<'a>, Error> {
    order_errors(events).try_for_each(|error| faults.object(error))?;
    let mut run = Run::new(terms);
    correction::each(events, as_of, faults, |entry, faults| {
        if let Err(fault) = run.step(entry) {
            faults.object(fault)?;
            if !run.step_over(entry) {
                return Ok(());
            }
        }
        take(&run, entry)
    })?;
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
