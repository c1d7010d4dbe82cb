//! The statutory days off of a year: from the announcement where there is one, else from the rule.

use chrono::{Datelike, Days, NaiveDate};

use super::lunar::{self, LunarDate};
use super::week::Weekdays;
use crate::law::{Basis, Instrument};
use crate::tables::{HOLIDAYS, NATIONAL_DAY_ADJACENT, TET_DAYS, YEARS};

/// A holiday of the statute.
#[derive(Debug)]
pub(crate) struct Holiday {
    pub(crate) id: &'static str,
    pub(crate) name_vi: &'static str,
    pub(crate) name_en: &'static str,
    pub(crate) occurs: Occurs,
    pub(crate) make_up_undecided: bool,
    pub(crate) basis: &'static [Basis],
}

/// On which day of a year a holiday falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occurs {
    Solar {
        month: u32,
        day: u32,
    },
    Lunar {
        month: u8,
        day: u8,
    },
    Tet,
    /// The day before or after a solar date, fixed each year.
    Beside {
        month: u32,
        day: u32,
    },
}

/// What an announcement is about; an empty list means the whole year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Tet,
    NationalDay,
    CultureDay,
    MadeUp,
    Swap,
}

#[derive(Debug)]
pub(crate) struct Announcement {
    pub(crate) instrument: Instrument,
    pub(crate) about: &'static [Topic],
}

/// A weekday off in return for a weekend day worked (hoán đổi).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Swap {
    pub(crate) off: NaiveDate,
    pub(crate) worked: NaiveDate,
    pub(crate) occasion_vi: &'static str,
    pub(crate) occasion_en: &'static str,
}

/// What the Prime Minister decided for one year.
#[derive(Debug)]
pub(crate) struct AnnouncedYear {
    pub(crate) year: i32,
    pub(crate) tet: (NaiveDate, NaiveDate),
    pub(crate) national_day_adjacent: Option<NaiveDate>,
    pub(crate) swaps: &'static [Swap],
    pub(crate) sources: &'static [Announcement],
}

/// How many days of Tết fall before and from the first day of the lunar year.
#[derive(Debug)]
pub(crate) struct TetDays {
    pub(crate) from: NaiveDate,
    pub(crate) new_year_on: u8,
    pub(crate) last_days: u8,
    pub(crate) first_days: u8,
}

/// Which day beside National Day is off, by the weekday of National Day.
#[derive(Debug)]
pub(crate) struct Adjacent {
    pub(crate) on: u8,
    pub(crate) offset_days: i8,
}

/// One statutory day off; `holiday` is its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct StatutoryDay {
    pub(crate) date: NaiveDate,
    pub(crate) holiday: u8,
}

/// A day off made up for a statutory day on a weekly rest day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MadeUp {
    pub(crate) date: NaiveDate,
    pub(crate) of: StatutoryDay,
}

/// The announcement of a year, if there is one.
pub(crate) fn announced(year: i32) -> Option<&'static AnnouncedYear> {
    let first = YEARS.first()?.year;
    YEARS.get(usize::try_from(year.checked_sub(first)?).ok()?)
}

/// The statutory days off of a year in date order, weekends included.
pub(crate) fn statutory_days(year: i32) -> Vec<StatutoryDay> {
    let mut days: Vec<StatutoryDay> = Vec::with_capacity(16);
    for (holiday, rule) in (0_u8..).zip(&HOLIDAYS) {
        for date in dates(rule, year) {
            // The table is nearly in date order, so this hardly ever moves anything.
            let day = StatutoryDay { date, holiday };
            days.insert(days.partition_point(|other| *other < day), day);
        }
    }
    days
}

/// The dates of a holiday in a year in which it is in force; consecutive, none to five.
fn dates(holiday: &'static Holiday, year: i32) -> impl Iterator<Item = NaiveDate> {
    let in_force = |date: &NaiveDate| Basis::on(holiday.basis, *date).is_some();
    let range = match holiday.occurs {
        Occurs::Solar { month, day } => NaiveDate::from_ymd_opt(year, month, day).map(|date| (date, date)),
        Occurs::Lunar { month, day } => {
            let lunar = LunarDate::new(year, month, day, false).and_then(LunarDate::to_solar);
            lunar.ok().map(|date| (date, date))
        }
        Occurs::Tet => tet(year),
        Occurs::Beside { month, day } => beside(year, month, day).map(|date| (date, date)),
    };
    let (first, last) = range.unzip();
    first
        .into_iter()
        .flat_map(|first| first.iter_days())
        .take_while(move |date| last.is_some_and(|last| *date <= last))
        .filter(in_force)
}

fn tet(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    announced(year).map(|announced| announced.tet).or_else(|| tet_by_rule(year))
}

fn beside(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    match announced(year) {
        Some(announced) => announced.national_day_adjacent,
        None => beside_by_rule(year, month, day),
    }
}

/// Tết as the statute has it, or as every announcement so far had it.
fn tet_by_rule(year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let new_year = lunar::new_year(year)?;
    let weekday = new_year.weekday();
    let days = TET_DAYS.iter().rev().find(|d| d.from <= new_year && Weekdays::from_bits(d.new_year_on).contains(weekday))?;
    Some((
        new_year.checked_sub_days(Days::new(days.last_days.into()))?,
        new_year.checked_add_days(Days::new(u64::from(days.first_days).checked_sub(1)?))?,
    ))
}

fn beside_by_rule(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let weekday = date.weekday();
    let rule = NATIONAL_DAY_ADJACENT.iter().find(|rule| Weekdays::from_bits(rule.on).contains(weekday))?;
    date.checked_add_signed(chrono::TimeDelta::days(rule.offset_days.into()))
}

/// The days off in lieu, by the rule every notice since 2010 followed: statutory days in date order, each one on a weekly rest day
/// moves to the next day that is neither rest nor taken.
pub(crate) fn made_up(days: &[StatutoryDay], rest: Weekdays, culture_day: bool) -> Vec<MadeUp> {
    let mut made_up: Vec<MadeUp> = Vec::new();
    if rest.is_every_day() {
        // Nowhere to move to.
        return made_up;
    }
    for &of in days {
        let undecided = HOLIDAYS.get(usize::from(of.holiday)).is_some_and(|h| h.make_up_undecided);
        if !rest.contains(of.date.weekday()) || (undecided && !culture_day) {
            continue;
        }
        let free = |date: &NaiveDate| {
            !rest.contains(date.weekday())
                && days.iter().all(|day| day.date != *date)
                && made_up.iter().all(|day| day.date != *date)
        };
        // Within the year: it has fewer than thirty days off, and rest leaves at least one day of the week.
        if let Some(date) = of.date.iter_days().skip(1).find(free) {
            made_up.push(MadeUp { date, of });
        }
    }
    made_up
}

/// The year whose announcement fixed a swap; the day off or the one worked may lie in the year before.
pub(crate) fn swaps() -> impl Iterator<Item = (&'static AnnouncedYear, &'static Swap)> {
    YEARS.iter().flat_map(|year| year.swaps.iter().map(move |swap| (year, swap)))
}

/// The announcements of a year that speak of a topic or of everything, and were out by a date: what came later did not fix that day.
pub(crate) fn sources(year: &'static AnnouncedYear, topic: Topic, by: NaiveDate) -> impl Iterator<Item = &'static Instrument> {
    year.sources
        .iter()
        .filter(move |s| s.about.is_empty() || s.about.contains(&topic))
        .map(|s| &s.instrument)
        .filter(move |instrument| instrument.issued_on.is_none_or(|issued_on| issued_on <= by))
}

/// The topic of a holiday, for the announcements that fix it.
pub(crate) fn topic(holiday: &Holiday) -> Option<Topic> {
    match holiday.occurs {
        Occurs::Tet => Some(Topic::Tet),
        Occurs::Beside { .. } => Some(Topic::NationalDay),
        _ if holiday.make_up_undecided => Some(Topic::CultureDay),
        _ => None,
    }
}

/// First and last day of the years with an announcement.
pub(crate) fn announced_span() -> (NaiveDate, NaiveDate) {
    let day = |year: Option<&AnnouncedYear>, month, day| year.and_then(|y| NaiveDate::from_ymd_opt(y.year, month, day));
    (day(YEARS.first(), 1, 1).unwrap_or(NaiveDate::MAX), day(YEARS.last(), 12, 31).unwrap_or(NaiveDate::MIN))
}

/// Whether the announced year's swaps can bind an office with this weekly rest: they bind those resting Saturday and Sunday.
pub(crate) fn swaps_bind(rest: Weekdays) -> bool {
    rest == Weekdays::from_bits(crate::tables::WEEKLY_REST)
}

/// The solar years a table of days must go through.
pub(crate) fn years() -> std::ops::RangeInclusive<i32> {
    crate::tables::FIRST_DAY.year()..=crate::tables::LAST_DAY.year()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The regularities are claims about the announcements; a new announcement that breaks one must be noticed.
    #[test]
    fn every_announcement_follows_the_regularities() {
        for year in &YEARS {
            // Before 2015 the five days of the code of 2012 fell once otherwise: 2014.
            if year.year != 2014 {
                assert_eq!(tet_by_rule(year.year), Some(year.tet), "Tết {}", year.year);
            }
            if let Some(adjacent) = year.national_day_adjacent {
                assert_eq!(beside_by_rule(year.year, 9, 2), Some(adjacent), "National Day {}", year.year);
            }
        }
    }

    /// A swap trades a day that would be worked for a rest day that is no holiday.
    #[test]
    fn swaps_trade_a_working_day_for_a_rest_day() {
        for (year, swap) in swaps() {
            let rest = Weekdays::from_bits(crate::tables::WEEKLY_REST);
            for y in [swap.off.year(), swap.worked.year()] {
                let days = statutory_days(y);
                let off: Vec<NaiveDate> =
                    days.iter().map(|d| d.date).chain(made_up(&days, rest, false).iter().map(|m| m.date)).collect();
                assert!(!off.contains(&swap.off), "{}: {} is off anyway", year.year, swap.off);
                assert!(!off.contains(&swap.worked), "{}: {} is a holiday", year.year, swap.worked);
            }
        }
    }

    /// From 2021 the statute gives two days; an announcement that names none is a fact left out.
    #[test]
    fn announcements_name_the_adjacent_day_once_the_code_has_it() {
        for year in &YEARS {
            assert_eq!(year.national_day_adjacent.is_some(), year.year >= 2021, "{}", year.year);
        }
    }

    /// Labour Code 2012: ten days a year; 2019: eleven; with Resolution 28/2026 twelve.
    #[test]
    fn a_year_has_the_statutory_number_of_days() {
        for (year, days) in [(2007, 9), (2013, 9), (2014, 10), (2020, 10), (2021, 11), (2025, 11), (2026, 12), (2199, 12)] {
            assert_eq!(statutory_days(year).len(), days, "{year}");
        }
    }
}
