//! Due dates: when a result is due, why, and how long is left.

mod amount;
mod count;
pub(crate) mod cutoff;
mod explain;
mod inverse;
mod limit;
mod parse;
mod pause;
mod rules;
mod step;
mod trace;

use chrono::{NaiveDate, NaiveDateTime};

pub use self::amount::Amount;
use self::count::Path;
pub use self::cutoff::{Cutoff, CutoffEffect};
#[cfg(feature = "one-stop")]
pub(crate) use self::explain::bases;
pub use self::inverse::{LatestReceipt, Remaining, hand_over_by, latest_receipt};
pub use self::limit::{TimeLimit, Unit};
#[cfg(feature = "one-stop")]
pub(crate) use self::pause::{Pause, due_after, promise_after};
pub use self::rules::{Counting, CountingRules, Flag, Roll};
pub use self::step::{DayRun, Operation, Step};
use crate::calendar::{Calendar, Open};
use crate::error::Error;
use crate::hours::WorkingTime;
use crate::law::{Certainty, Language};

/// When a result is due (hẹn trả kết quả).
///
/// `received_at` is civil time of Viet Nam; the day of receipt is not counted (Civil Code 2015, Art. 147.2), and a limit in calendar
/// days, weeks, months or years that ends on a day off ends on the next working day (Art. 148.5). [`CountingRules`] says what else can be chosen.
///
/// ```
/// use motcua::{Calendar, CountingRules, Language, TimeLimit, deadline};
/// use chrono::NaiveDate;
///
/// let received_at = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap().and_hms_opt(10, 0, 0).unwrap();
/// let limit = TimeLimit::parse("03 ngày làm việc")?;
/// let due = deadline(received_at, &limit, &Calendar::vietnam(), &CountingRules::default())?;
///
/// assert_eq!(due.due_at().to_string(), "2026-05-04 17:00:00");
/// assert!(due.explain(Language::En).contains("Hung Kings"));
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// `limit_undetermined` when the limit names no amount; `date_out_of_range` when the receipt or the due date lies outside the coverage;
/// `amount_out_of_range`; `not_announced` when the calendar was built for announced days only and the answer rests on others.
#[doc(alias = "hẹn trả kết quả")]
pub fn deadline(
    received_at: NaiveDateTime,
    limit: &TimeLimit,
    calendar: &Calendar,
    rules: &CountingRules,
) -> Result<Deadline, Error> {
    let time = WorkingTime::new(calendar, &rules.hours);
    let path = Path::new(received_at, limit, &time, rules)?;
    path.check(calendar)?;
    let rules = rules.clone();
    Ok(Deadline { received_at, limit: limit.clone(), path, time, rules })
}

/// When a result is due and how sure that is, and nothing else.
pub(crate) fn due(
    received_at: NaiveDateTime,
    limit: &TimeLimit,
    time: &WorkingTime,
    rules: &CountingRules,
) -> Result<(NaiveDateTime, Certainty), Error> {
    let path = Path::new(received_at, limit, time, rules)?;
    path.check(time.calendar())?;
    Ok((path.due.date_time(), path.certainty(time.calendar())))
}

/// A due date with everything it rests on.
#[derive(Clone, Debug)]
#[doc(alias = "ngày hẹn trả")]
pub struct Deadline {
    received_at: NaiveDateTime,
    limit: TimeLimit,
    path: Path,
    time: WorkingTime,
    rules: CountingRules,
}

impl Deadline {
    /// The day on which the result is due.
    #[must_use]
    pub fn due_on(&self) -> NaiveDate {
        self.path.due.date()
    }

    /// The moment at which it is due; for a limit counted in days, the closing time of that day.
    #[must_use]
    pub fn due_at(&self) -> NaiveDateTime {
        self.path.due.date_time()
    }

    /// The moment of receipt it was computed for.
    #[must_use]
    pub const fn received_at(&self) -> NaiveDateTime {
        self.received_at
    }

    /// The limit.
    #[must_use]
    pub const fn limit(&self) -> &TimeLimit {
        &self.limit
    }

    /// The weakest class among the days consulted.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        self.path.certainty(self.time.calendar())
    }

    /// What a careful reader should know: an open question on which the due moment hangs, a date that had to give way.
    #[must_use]
    pub fn flags(&self) -> Vec<Flag> {
        let calendar = self.time.calendar();
        let (first, due) = (self.path.received.day, self.path.due.day);
        // A cut-off looks for the next working day even where the due day lies before it.
        let next = self.rules.cutoff.and_then(|_| calendar.working_days().after(first));
        let last = next.map_or(due, |next| next.max(due));
        let same_due = |calendar: &Calendar, rules: &CountingRules| {
            let time = WorkingTime::new(calendar, &rules.hours);
            Path::new(self.received_at, &self.limit, &time, rules).is_ok_and(|path| path.due == self.path.due)
        };
        let hangs_on = |question| calendar.other_answer(question, first, last).is_some_and(|other| !same_due(other, &self.rules));
        let unsettled = self.rules.cutoff.filter(Cutoff::is_unsettled).filter(|_| self.path.day_zero_moved());
        let hangs_on_effect = unsettled.is_some_and(|cutoff| {
            let other = CountingRules { cutoff: Some(cutoff.with_other_effect()), ..self.rules.clone() };
            !same_due(calendar, &other)
        });
        let named = self.rules.cutoff.filter(|cutoff| cutoff.rule_id().is_some());
        let too_young = named.is_some_and(|cutoff| cutoff.citation(self.received_at.date()).is_none());
        let not_in_force = too_young && !same_due(calendar, &CountingRules { cutoff: None, ..self.rules.clone() });
        [
            (hangs_on(Open::CultureDayMadeUp), Flag::CultureDayMadeUp),
            (hangs_on(Open::WorkedSaturdayCounts), Flag::WorkedSaturdayCounts),
            (hangs_on_effect, Flag::CutoffEffect),
            (not_in_force, Flag::RuleNotInForce),
        ]
        .into_iter()
        .filter_map(|(holds, flag)| holds.then_some(flag))
        .chain(self.path.clamped)
        .collect()
    }

    /// The steps from receipt to due moment, each with its legal basis. Bounded in size: days off beyond the first year are summed up.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        trace::steps(self)
    }

    /// The steps in words, one a line, ending with what is uncertain.
    #[must_use]
    #[doc(alias = "giải thích")]
    pub fn explain(&self, language: Language) -> String {
        explain::explain(self, language)
    }

    /// What is left of the time at a moment.
    ///
    /// # Errors
    /// `date_out_of_range`.
    pub fn remaining(&self, at: NaiveDateTime) -> Result<Remaining, Error> {
        inverse::remaining(self, at)
    }
}
