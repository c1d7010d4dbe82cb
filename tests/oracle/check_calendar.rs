//! Days, the n-th working day, and working days between two dates.

use motcua::Calendar;

use super::days_between;
use super::naive::calendar::{Calendar as NaiveCalendar, date};

#[test]
fn every_listed_day_is_worked_or_not_as_listed() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    for date in model.dates() {
        let day = library.day(date).expect("a listed day");
        assert_eq!(Some(day.is_working()), model.is_working(date), "{date}");
    }
}

#[test]
fn sixty_working_days_forwards_from_every_day() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    for from in model.dates() {
        assert_eq!(library.add_working_days(from, 0).ok(), Some(from), "{from} + 0");
        let mut reached = Some(from);
        for n in 1..=60 {
            reached = reached.and_then(|date| model.nth_working_day(date, 1));
            let Some(expected) = reached else { break };
            assert_eq!(library.add_working_days(from, n).ok(), Some(expected), "{from} + {n}");
        }
    }
}

#[test]
fn sixty_working_days_backwards_from_every_day() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    for from in model.dates() {
        let mut reached = Some(from);
        for n in 1..=60 {
            reached = reached.and_then(|date| model.nth_working_day(date, -1));
            match (library.add_working_days(from, -n), reached) {
                (Ok(date), expected) => assert_eq!(Some(date), expected, "{from} - {n}"),
                // The listing begins where the calendar of the library begins.
                (Err(error), expected) => assert_eq!((error.code(), expected), ("date_out_of_range", None), "{from} - {n}"),
            }
        }
    }
}

#[test]
fn working_days_between_all_pairs_of_two_windows() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    for (first, last) in [("2010-12-15", "2011-06-15"), ("2025-11-15", "2027-03-15")] {
        for after in days_between(date(first), date(last)) {
            let mut expected = 0;
            for until in days_between(after, date(last)) {
                if until > after {
                    expected += i64::from(model.is_working(until).expect("inside the listing"));
                }
                assert_eq!(library.count_working_days(after, until).ok(), Some(expected), "{after}..{until}");
                assert_eq!(library.count_working_days(until, after).ok(), Some(-expected), "{until}..{after}");
            }
        }
    }
}

#[test]
fn working_days_from_the_first_day_to_every_other() {
    let (library, model) = (Calendar::vietnam(), NaiveCalendar::read());
    let first = date("2007-01-01");
    let mut expected = 0;
    for until in model.dates().skip(1) {
        expected += i64::from(model.is_working(until).expect("inside the listing"));
        assert_eq!(library.count_working_days(first, until).ok(), Some(expected), "{first}..{until}");
    }
}
