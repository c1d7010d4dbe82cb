//! Which days are worked, read from the day-by-day listings.

use chrono::{Datelike, NaiveDate, Weekday};

const WEEKDAYS_OFF_AND_WEEKENDS_WORKED: &str = include_str!("../reference/holidays_vn.csv");
const HOLIDAYS_ON_WEEKENDS: &str = include_str!("../reference/holidays_vn_weekend.csv");

const FIRST_YEAR: i32 = 2007;

/// What the office does on one day.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Day {
    Working,
    Weekend,
    /// A public holiday, a day off in lieu or a swapped day off.
    Off,
    /// A weekend day worked with the hours of the weekday it replaces.
    Makeup(Weekday),
}

/// Every day of the listed years, in order.
pub(crate) struct Calendar {
    days: Vec<Day>,
}

impl Calendar {
    pub(crate) fn read() -> Self {
        // As far as the listing goes.
        let rows = csv::Reader::from_reader(WEEKDAYS_OFF_AND_WEEKENDS_WORKED.as_bytes()).into_records();
        let last_year =
            rows.map(|row| date(&row.expect("the listing is well-formed CSV")[0]).year()).max().expect("it lists days");
        let days = first_day().iter_days().take_while(|date| date.year() <= last_year);
        let mut calendar = Calendar { days: days.map(ordinary_day).collect() };
        for listing in [WEEKDAYS_OFF_AND_WEEKENDS_WORKED, HOLIDAYS_ON_WEEKENDS] {
            calendar.enter(listing);
        }
        calendar
    }

    fn enter(&mut self, listing: &str) {
        for row in csv::Reader::from_reader(listing.as_bytes()).records() {
            let row = row.expect("the listing is well-formed CSV");
            let day = match &row[1] {
                "swapped_in_working" => Day::Makeup(date(&row[3]).weekday()),
                _ => Day::Off,
            };
            let index = index_of(date(&row[0])).expect("the listing starts in 2007");
            self.days[index] = day;
        }
    }

    pub(crate) fn day(&self, date: NaiveDate) -> Option<Day> {
        self.days.get(index_of(date)?).copied()
    }

    pub(crate) fn is_working(&self, date: NaiveDate) -> Option<bool> {
        self.day(date).map(|day| matches!(day, Day::Working | Day::Makeup(_)))
    }

    /// The n-th working day strictly after `date`, or strictly before it when `n` is negative.
    pub(crate) fn nth_working_day(&self, mut date: NaiveDate, n: i64) -> Option<NaiveDate> {
        let mut left = n.abs();
        while left > 0 {
            date = if n > 0 { date.succ_opt()? } else { date.pred_opt()? };
            if self.is_working(date)? {
                left -= 1;
            }
        }
        Some(date)
    }

    /// All listed days, first to last.
    pub(crate) fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        first_day().iter_days().take(self.days.len())
    }
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).expect("1 January exists")
}

fn index_of(date: NaiveDate) -> Option<usize> {
    usize::try_from(date.signed_duration_since(first_day()).num_days()).ok()
}

fn ordinary_day(date: NaiveDate) -> Day {
    match date.weekday() {
        Weekday::Sat | Weekday::Sun => Day::Weekend,
        _ => Day::Working,
    }
}

/// Reads `2026-02-16`.
pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().expect("the listing holds ISO dates")
}
