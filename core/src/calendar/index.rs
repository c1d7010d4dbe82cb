//! Rank and select over the working days: both in constant time.

use chrono::NaiveDate;

use crate::tables::{FIRST_DAY, LAST_DAY};

/// A day by its distance from the first day covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DayNumber(u32);

/// Days from 1970-01-01 to the first day covered.
const FIRST: i32 = FIRST_DAY.to_epoch_days();
/// How many days are covered.
const COUNT: u32 = (LAST_DAY.to_epoch_days() - FIRST + 1).unsigned_abs();

impl DayNumber {
    pub(crate) const FIRST: Self = Self(0);

    /// The number of a covered date.
    #[inline]
    pub(crate) const fn of(date: NaiveDate) -> Option<Self> {
        // A date before the first becomes a huge number.
        let number = date.to_epoch_days().wrapping_sub(FIRST).cast_unsigned();
        if number < COUNT { Some(Self(number)) } else { None }
    }

    /// The number of a covered day by its distance from 1970-01-01.
    #[inline]
    pub(crate) fn of_epoch(days: i64) -> Option<Self> {
        u32::try_from(days.wrapping_sub(i64::from(FIRST))).ok().filter(|number| *number < COUNT).map(Self)
    }

    pub(crate) const fn from_raw(number: u32) -> Self {
        Self(number)
    }

    pub(crate) const fn get(self) -> u32 {
        self.0
    }

    /// The day after; past the coverage it is merely later than every covered day.
    pub(crate) const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// How many days are covered.
    pub(crate) const fn count() -> u32 {
        COUNT
    }

    #[inline]
    pub(crate) const fn date(self) -> NaiveDate {
        match NaiveDate::from_epoch_days(FIRST.saturating_add_unsigned(self.0)) {
            Some(date) => date,
            None => LAST_DAY,
        }
    }

    /// Monday is 0.
    #[inline]
    pub(crate) const fn weekday(self) -> u32 {
        // 1 January 1970 was a Thursday.
        const SHIFT: u32 = (FIRST + 3).rem_euclid(7).unsigned_abs();
        (self.0 + SHIFT) % 7
    }
}

/// Which days are working days, arranged for counting and for finding the n-th.
///
/// Counting takes one word, one popcount and one prefix sum; finding is one load. The whole is about 0.2 MB for 193 years, of which a
/// decade touches some 12 KB.
#[derive(Clone, Debug)]
pub(crate) struct WorkingDays {
    /// Bit `i % 64` of word `i / 64` is set when day `i` is a working day.
    words: Box<[u64]>,
    /// Working days before each word.
    before: Box<[u32]>,
    /// The day of each working day.
    days: Box<[u32]>,
}

impl WorkingDays {
    pub(crate) fn new(is_working: impl Fn(DayNumber) -> bool) -> Self {
        let days: Box<[u32]> = (0..DayNumber::count()).filter(|&day| is_working(DayNumber(day))).collect();
        let mut words = vec![0_u64; (DayNumber::count() as usize).div_ceil(64)];
        for &day in &days {
            if let Some(word) = words.get_mut((day / 64) as usize) {
                *word |= 1 << (day % 64);
            }
        }
        let before = words
            .iter()
            .scan(0, |sum, word| {
                let before = *sum;
                *sum += word.count_ones();
                Some(before)
            })
            .collect();
        Self { words: words.into(), before, days }
    }

    pub(crate) fn contains(&self, day: DayNumber) -> bool {
        self.words.get((day.0 / 64) as usize).is_some_and(|word| word >> (day.0 % 64) & 1 == 1)
    }

    /// Working days up to and including a day.
    #[inline]
    pub(crate) fn rank(&self, day: DayNumber) -> u32 {
        let at = (day.0 / 64) as usize;
        match (self.words.get(at), self.before.get(at)) {
            // The shift keeps the bits up to and including the day.
            (Some(word), Some(before)) => before + (word << (63 - day.0 % 64)).count_ones(),
            _ => self.count(),
        }
    }

    /// The n-th working day, counted from 0.
    #[inline]
    pub(crate) fn nth(&self, n: u32) -> Option<DayNumber> {
        self.days.get(n as usize).copied().map(DayNumber)
    }

    /// The first working day on or after a day.
    pub(crate) fn on_or_after(&self, day: DayNumber) -> Option<DayNumber> {
        if self.contains(day) { Some(day) } else { self.nth(self.rank(day)) }
    }

    /// The first working day after a day.
    pub(crate) fn after(&self, day: DayNumber) -> Option<DayNumber> {
        self.nth(self.rank(day))
    }

    /// Working days before each day.
    pub(crate) fn ranks(&self) -> Box<Ranks> {
        let mut ranks = Box::new([self.count(); RANKS]);
        for (before, day) in ranks.iter_mut().zip(0..DayNumber::count()) {
            let day = DayNumber(day);
            *before = self.rank(day) - u32::from(self.contains(day));
        }
        ranks
    }

    /// The same arranged for columns.
    pub(crate) const fn table<'a>(&'a self, ranks: &'a Ranks) -> DayTable<'a> {
        DayTable { before: ranks, days: &self.days }
    }

    pub(crate) fn count(&self) -> u32 {
        // At most one for each of 70,492 days.
        self.days.len() as u32
    }
}

/// How many entries a table of ranks has: one for each day, and one for the day after the last.
const RANKS: usize = COUNT as usize + 1;

/// Working days before each day; the last entry counts them all.
pub(crate) type Ranks = [u32; RANKS];

/// The working days for long columns: a load for the rank, a load for the day, no branch that depends on the row.
///
/// Of 0.5 MB for 193 years a decade touches 25 KB, which stay in the first-level cache.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DayTable<'a> {
    before: &'a Ranks,
    /// The day of each working day.
    days: &'a [u32],
}

impl DayTable<'_> {
    /// The n-th working day after a day, or before it; days since 1970-01-01.
    #[inline]
    pub(crate) fn add(self, date: i64, n: i64) -> Option<i64> {
        let day = date.wrapping_sub(i64::from(FIRST)).cast_unsigned();
        if day >= u64::from(COUNT) {
            return None;
        }
        // What lies after a day is counted from the rank up to and including it, what lies before from the rank below it.
        let later = n > 0;
        let base = *self.before.get(day as usize + usize::from(later))?;
        // Of an n that wraps around no table has the place.
        let place = i64::from(base).wrapping_add(n).wrapping_sub(i64::from(later)).cast_unsigned();
        if n == 0 {
            return Some(date);
        }
        let day = *self.days.get(usize::try_from(place).ok()?)?;
        Some(i64::from(day.cast_signed() + FIRST))
    }

    /// The same for n of 1 and more only.
    #[inline]
    pub(crate) fn forward(self, date: i64, n: i64) -> Option<i64> {
        if n < 1 {
            return None;
        }
        let place = i64::from(self.rank(date)?).wrapping_add(n).cast_unsigned().wrapping_sub(1);
        let day = *self.days.get(usize::try_from(place).ok()?)?;
        Some(i64::from(day.cast_signed() + FIRST))
    }

    /// Working days after a day, up to and including another; days since 1970-01-01.
    #[inline]
    pub(crate) fn count(self, after: i64, until: i64) -> Option<i64> {
        Some(i64::from(self.rank(until)?) - i64::from(self.rank(after)?))
    }

    /// Working days up to and including a day.
    #[inline]
    pub(crate) fn rank(self, date: i64) -> Option<u32> {
        let day = date.wrapping_sub(i64::from(FIRST)).cast_unsigned();
        // The entry of the next day, so that the last day has one and no other date does.
        if day >= u64::from(COUNT) { None } else { self.before.get(day as usize + 1).copied() }
    }
}
