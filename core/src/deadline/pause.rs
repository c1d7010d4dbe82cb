//! What standing still does to a due date.

#[cfg(feature = "one-stop")]
use chrono::{NaiveDate, NaiveDateTime};

#[cfg(feature = "one-stop")]
pub(crate) use self::one_stop::{due_after, promise_after};

/// How long a clock stood still, in each of the ways in which limits are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pause {
    pub(crate) working_days: i64,
    pub(crate) calendar_days: i64,
    pub(crate) working_seconds: i64,
    pub(crate) clock_seconds: i64,
}

#[cfg(feature = "one-stop")]
mod one_stop {
    use super::{NaiveDate, NaiveDateTime, Pause};
    use crate::deadline::count::Path;
    use crate::deadline::{CountingRules, TimeLimit};
    use crate::error::Error;
    use crate::hours::{Moment, WorkingTime};
    use crate::law::Certainty;

    impl Pause {
        /// What lies between two moments: working days after the day of the first up to the day of the second.
        pub(crate) fn between(begun: NaiveDateTime, ended: NaiveDateTime, time: &WorkingTime) -> Result<Self, Error> {
            let calendar = time.calendar();
            let (from, to) = (Moment::new(calendar, begun)?, Moment::new(calendar, ended)?);
            let days = calendar.working_days();
            Ok(Self {
                working_days: i64::from(days.rank(to.day)) - i64::from(days.rank(from.day)),
                calendar_days: i64::from(to.day.get()) - i64::from(from.day.get()),
                working_seconds: time.elapsed(to) - time.elapsed(from),
                clock_seconds: (ended - begun).num_seconds(),
            })
        }

        pub(crate) const fn plus(self, other: Self) -> Self {
            Self {
                working_days: self.working_days + other.working_days,
                calendar_days: self.calendar_days + other.calendar_days,
                working_seconds: self.working_seconds + other.working_seconds,
                clock_seconds: self.clock_seconds + other.clock_seconds,
            }
        }
    }

    /// When a limit is due whose clock stood still for a while.
    pub(crate) fn due_after(
        start: NaiveDateTime,
        limit: &TimeLimit,
        time: &WorkingTime,
        rules: &CountingRules,
        pause: Pause,
    ) -> Result<(NaiveDateTime, Certainty), Error> {
        answer(&Path::paused(start, limit, time, rules, pause)?, time)
    }

    /// When a result promised for a day is due after its clock stood still, counted as its limit is.
    pub(crate) fn promise_after(
        promised_on: NaiveDate,
        limit: &TimeLimit,
        time: &WorkingTime,
        rules: &CountingRules,
        pause: Pause,
    ) -> Result<(NaiveDateTime, Certainty), Error> {
        answer(&Path::promised(promised_on, limit, time, rules, pause)?, time)
    }

    fn answer(path: &Path, time: &WorkingTime) -> Result<(NaiveDateTime, Certainty), Error> {
        path.check(time.calendar())?;
        Ok((path.due.date_time(), path.certainty(time.calendar())))
    }
}
