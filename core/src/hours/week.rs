//! The shifts of a week.

use crate::calendar::HoursOf;
use crate::error::{Error, quote};

const DAY_NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Seconds from midnight.
pub(crate) type DaySeconds = u32;

/// The shifts of one day, ascending, as (opening, closing) in seconds from midnight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shifts(Vec<(DaySeconds, DaySeconds)>);

impl Shifts {
    fn parse(text: &str) -> Result<Self, Error> {
        let invalid = |problem| Error::HoursInvalid { value: quote(text), problem };
        let mut shifts: Vec<(DaySeconds, DaySeconds)> = Vec::new();
        for part in text.split(',') {
            let shift = part.split_once('-').and_then(|(open, close)| Some((minute(open)?, minute(close)?)));
            let (open, close) =
                shift.ok_or_else(|| invalid("shifts are written HH:MM-HH:MM, within 00:00 to 23:59, with commas between"))?;
            if close <= open {
                return Err(invalid("a shift must close after it opens"));
            }
            if shifts.last().is_some_and(|&(_, before)| open < before) {
                return Err(invalid("shifts must be ascending and must not overlap"));
            }
            shifts.push((open, close));
        }
        Ok(Self(shifts))
    }

    /// Each as opening and closing.
    pub(super) fn as_slice(&self) -> &[(DaySeconds, DaySeconds)] {
        &self.0
    }

    /// Working seconds of the day.
    pub(crate) fn seconds(&self) -> u32 {
        self.0.iter().map(|(open, close)| close - open).sum()
    }

    /// Working seconds of the day before a time.
    pub(crate) fn seconds_before(&self, time: DaySeconds) -> u32 {
        self.0.iter().map(|&(open, close)| time.clamp(open, close) - open).sum()
    }

    /// The earliest time by which so many working seconds have passed; at most the last closing.
    pub(crate) fn time_after(&self, seconds: u32) -> Option<DaySeconds> {
        let mut left = seconds;
        for &(open, close) in &self.0 {
            if left <= close - open {
                return Some(open + left);
            }
            left -= close - open;
        }
        None
    }

    pub(crate) fn closing(&self) -> Option<DaySeconds> {
        self.0.last().map(|&(_, close)| close)
    }

    /// The latest time not after `time` at which the office is open or just closes.
    pub(crate) fn open_until(&self, time: DaySeconds) -> Option<DaySeconds> {
        self.0.iter().rev().find(|&&(open, _)| open <= time).map(|&(_, close)| close.min(time))
    }

    /// Opening of the first shift that is open at or after a time, or the time itself inside a shift.
    pub(crate) fn open_from(&self, time: DaySeconds) -> Option<DaySeconds> {
        self.0.iter().find(|&&(_, close)| time < close).map(|&(open, _)| open.max(time))
    }
}

/// Reads `HH:MM`, as seconds.
fn minute(text: &str) -> Option<DaySeconds> {
    let (hour, minute) = text.trim().split_once(':')?;
    let number = |digits: &str, bound: u32| {
        let two_digits = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|&n| two_digits && n < bound)
    };
    Some(number(hour, 24)? * 3600 + number(minute, 60)? * 60)
}

/// The shifts of each weekday.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Week {
    days: [Shifts; 7],
    /// The longest of Monday to Friday, the earliest of equals.
    standard: usize,
    /// Working seconds by class of hours: Monday to Sunday, then the standard day.
    seconds: [u32; 8],
}

impl Week {
    pub(crate) fn monday_to_friday(text: &str) -> Result<Self, Error> {
        Self::from_days([("mon-fri", text)])
    }

    pub(crate) fn from_days<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Error> {
        let mut days: [Option<Shifts>; 7] = Default::default();
        for (key, text) in entries {
            let invalid = |problem| Error::HoursInvalid { value: quote(key), problem };
            let (first, last) = key_range(key)
                .ok_or_else(|| invalid("a key is one of mon, tue, wed, thu, fri, sat, sun or a range such as mon-fri"))?;
            let shifts = Shifts::parse(text)?;
            for day in days.iter_mut().take(last + 1).skip(first) {
                if day.replace(shifts.clone()).is_some() {
                    return Err(invalid("a day of the week is named twice"));
                }
            }
        }
        let days = days.map(Option::unwrap_or_default);
        let longest = days.iter().take(5).enumerate().rev().max_by_key(|(_, shifts)| shifts.seconds());
        match longest {
            Some((standard, shifts)) if shifts.seconds() > 0 => {
                let mut seconds = [shifts.seconds(); 8];
                for (seconds, shifts) in seconds.iter_mut().zip(&days) {
                    *seconds = shifts.seconds();
                }
                Ok(Self { days, standard, seconds })
            }
            _ => Err(Error::HoursInvalid {
                value: "mon-fri".to_owned(),
                problem: "at least one day from Monday to Friday needs hours",
            }),
        }
    }

    /// Working seconds by class of hours: Monday to Sunday, then the standard day.
    pub(crate) const fn seconds(&self) -> &[u32; 8] {
        &self.seconds
    }

    pub(crate) fn standard(&self) -> &Shifts {
        self.day(self.standard)
    }

    pub(crate) fn shifts(&self, hours: HoursOf) -> &Shifts {
        match hours {
            HoursOf::Weekday(weekday) => self.day(weekday as usize),
            HoursOf::StandardDay => self.standard(),
            HoursOf::Closed => &CLOSED,
        }
    }

    fn day(&self, weekday: usize) -> &Shifts {
        self.days.get(weekday).unwrap_or(&CLOSED)
    }
}

static CLOSED: Shifts = Shifts(Vec::new());

/// `wed` is (2, 2), `mon-fri` is (0, 4).
fn key_range(key: &str) -> Option<(usize, usize)> {
    let place = |name: &str| DAY_NAMES.iter().position(|&day| day == name);
    match key.split_once('-') {
        None => place(key).map(|day| (day, day)),
        Some((first, last)) => Some((place(first)?, place(last)?)).filter(|(first, last)| first <= last),
    }
}
