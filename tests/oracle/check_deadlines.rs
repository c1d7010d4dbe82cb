//! Due dates of every unit, with and without a cut-off, rolled and not.

use chrono::{NaiveDateTime, NaiveTime};
use motcua::{Amount, Calendar, Counting, CountingRules, Cutoff, CutoffEffect, OfficeHours, Roll, TimeLimit, Unit, deadline};

use super::naive::calendar::{Calendar as NaiveCalendar, date};
use super::naive::deadline::{Effect, ONE, Question, Roll as NaiveRoll, Unit as NaiveUnit, due};
use super::naive::hours::Office;
use super::{DEFAULT_WEEK, FORTNIGHTS, WEEKS, WeekSpec, days_between, minutes_between, office, office_hours};

/// A question to both sides, with what does not change from one moment of receipt to the next prepared once.
struct Asked {
    question: Question,
    limit: TimeLimit,
    rules: CountingRules,
}

impl Asked {
    fn new(hours: &OfficeHours, unit: NaiveUnit, amount: i64) -> Self {
        let limit = TimeLimit::new(Amount::parse(&plain(amount)).expect("a decimal"), library_unit(unit)).expect("a limit");
        let counting = if unit == NaiveUnit::WorkingDayByClock { Counting::ByClock } else { Counting::ByDate };
        Asked {
            question: Question { received: NaiveDateTime::MIN, amount, unit, cutoff: None, roll: None },
            limit,
            rules: CountingRules { counting, hours: hours.clone(), ..CountingRules::default() },
        }
    }

    fn with_cutoff(mut self, cutoff: Option<(NaiveTime, Effect)>) -> Self {
        self.question.cutoff = cutoff;
        self.rules.cutoff = cutoff.map(|(at, effect)| {
            let effect = if effect == Effect::Day0 { CutoffEffect::Day0 } else { CutoffEffect::Day1 };
            Cutoff::new(at, effect)
        });
        self
    }

    fn with_roll(mut self, roll: Option<NaiveRoll>) -> Self {
        self.question.roll = roll;
        self.rules.roll = roll.map(|roll| if roll == NaiveRoll::Forward { Roll::Forward } else { Roll::None });
        self
    }

    /// Whether the model had an answer; if it had, the library gave the same one.
    fn agree(&self, library: &Calendar, office: &Office<'_>, received: NaiveDateTime) -> bool {
        let question = Question { received, ..self.question };
        let Some(expected) = due(office, &question) else {
            return false;
        };
        let computed = match deadline(received, &self.limit, library, &self.rules) {
            Ok(computed) => computed,
            Err(error) => panic_with(&question, error.code()),
        };
        assert_eq!(computed.due_at(), expected.at, "{question:?}");
        assert_eq!(computed.due_on(), expected.at.date(), "{question:?}");
        let certainty = if expected.is_derived() { "Derived" } else { "Announced" };
        assert_eq!(format!("{:?}", computed.certainty()), certainty, "{question:?}");
        true
    }
}

#[allow(clippy::panic, reason = "the failure of a test")]
fn panic_with(question: &Question, code: &str) -> ! {
    panic!("{question:?}: the library refuses with {code}")
}

/// 47500 ten-thousandths as "4.75".
fn plain(amount: i64) -> String {
    let decimals = format!("{}.{:04}", amount / ONE, amount % ONE);
    decimals.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn library_unit(unit: NaiveUnit) -> Unit {
    match unit {
        NaiveUnit::WorkingDayByDate | NaiveUnit::WorkingDayByClock => Unit::WorkingDay,
        NaiveUnit::WorkingHour => Unit::WorkingHour,
        NaiveUnit::Hour => Unit::Hour,
        NaiveUnit::Minute => Unit::Minute,
        NaiveUnit::Day => Unit::Day,
        NaiveUnit::Week => Unit::Week,
        NaiveUnit::Month => Unit::Month,
        NaiveUnit::Year => Unit::Year,
        NaiveUnit::SameDay => Unit::SameDay,
    }
}

fn time(text: &str) -> NaiveTime {
    text.parse().expect("an ISO time")
}

#[test]
fn deadlines_in_working_time_from_every_minute_of_two_fortnights() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    let limits = [
        (NaiveUnit::WorkingDayByClock, &[0, 2_500, ONE, 13_333, 3 * ONE, 47_500][..]),
        (NaiveUnit::WorkingHour, &[0, 1, 5_000, ONE, 4 * ONE, 8 * ONE, 20 * ONE][..]),
    ];
    for spec in WEEKS {
        let (hours, office) = (office_hours(spec), office(&model, spec));
        for (unit, amounts) in limits {
            for asked in amounts.iter().map(|amount| Asked::new(&hours, unit, *amount)) {
                for (first, last) in FORTNIGHTS {
                    for received in minutes_between(first, last) {
                        assert!(asked.agree(&library, &office, received), "well before 2028");
                    }
                }
            }
        }
    }
}

/// The amounts worth asking in each unit.
const LIMITS: [(NaiveUnit, &[i64]); 10] = [
    (NaiveUnit::WorkingDayByDate, &[0, 1, 2_500, 5_000, ONE, 2 * ONE, 3 * ONE, 47_500, 10 * ONE, 20 * ONE, 62_500]),
    (NaiveUnit::WorkingDayByClock, &[0, 5_000, ONE, 62_500]),
    (NaiveUnit::WorkingHour, &[0, ONE, 8 * ONE]),
    (NaiveUnit::Hour, &[0, 5_000, 24 * ONE, 72 * ONE]),
    (NaiveUnit::Minute, &[1, 30 * ONE]),
    (NaiveUnit::Day, &[0, ONE, 5 * ONE, 10 * ONE, 30 * ONE, 45 * ONE]),
    (NaiveUnit::Week, &[0, ONE, 2 * ONE, 6 * ONE]),
    (NaiveUnit::Month, &[0, ONE, 2 * ONE, 6 * ONE, 18 * ONE]),
    (NaiveUnit::Year, &[0, ONE, 2 * ONE]),
    (NaiveUnit::SameDay, &[0]),
];

const TIMES: [&str; 9] =
    ["00:00:00", "06:59:59", "09:30:00", "11:30:00", "15:00:00", "15:00:01", "16:30:01", "17:00:00", "17:00:01"];

fn cutoffs() -> [Option<(NaiveTime, Effect)>; 4] {
    [None, Some((time("15:00:00"), Effect::Day0)), Some((time("15:00:00"), Effect::Day1)), Some((time("09:00:00"), Effect::Day1))]
}

/// Where the rules leave the answer open: a cut-off on an amount of nothing, and a roll on a clock limit of nothing.
fn is_settled(question: &Question) -> bool {
    question.amount > 0
        || question.unit == NaiveUnit::SameDay
        || (question.cutoff.is_none() && !matches!(question.unit, NaiveUnit::Hour | NaiveUnit::Minute))
}

/// Asks everything of [`LIMITS`] at every time of [`TIMES`] on every day; returns how often the model had an answer.
fn ask_everything(spec: WeekSpec, first: &str, last: &str) -> usize {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    let (hours, office) = (office_hours(spec), office(&model, spec));
    let times = TIMES.map(time);
    let mut answered = 0;
    for (unit, amount) in LIMITS.iter().flat_map(|(unit, amounts)| amounts.iter().map(|amount| (*unit, *amount))) {
        for (cutoff, roll) in cutoffs().iter().flat_map(|cutoff| rolls(unit).iter().map(|roll| (*cutoff, *roll))) {
            let asked = Asked::new(&hours, unit, amount).with_cutoff(cutoff).with_roll(roll);
            if !is_settled(&asked.question) {
                continue;
            }
            for received in days_between(date(first), date(last)).flat_map(|day| times.map(|time| day.and_time(time))) {
                answered += usize::from(asked.agree(&library, &office, received));
            }
        }
    }
    answered
}

/// The roll is a question of limits that end on a nominal date or moment; elsewhere it is left at its default.
fn rolls(unit: NaiveUnit) -> &'static [Option<NaiveRoll>] {
    match unit {
        NaiveUnit::Hour | NaiveUnit::Minute | NaiveUnit::Day | NaiveUnit::Week | NaiveUnit::Month | NaiveUnit::Year => {
            &[None, Some(NaiveRoll::Forward), Some(NaiveRoll::Stay)]
        }
        _ => &[None],
    }
}

#[test]
fn deadlines_of_all_units_on_every_day_of_2025_to_2027() {
    assert!(ask_everything(DEFAULT_WEEK, "2025-01-01", "2027-12-31") > 2_500_000);
}

#[test]
fn deadlines_of_all_units_around_tet_with_every_week() {
    for spec in WEEKS {
        assert!(ask_everything(spec, "2026-01-05", "2026-03-31") > 100_000);
    }
}

#[test]
fn deadlines_of_all_units_where_derived_years_end() {
    assert!(ask_everything(DEFAULT_WEEK, "2009-11-15", "2010-01-31") > 100_000);
}
