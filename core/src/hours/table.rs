//! Working time arranged for columns: a few loads an answer, whatever lies between.

use super::OfficeHours;
use super::regular::Regular;
use super::week::Shifts;
use crate::calendar::{Calendar, Cause, DayNumber, HoursOf};

/// Days covered.
pub(super) const DAYS: usize = DayNumber::count() as usize;

/// What a year's arithmetic on columns needs of an office: about 1.2 MB for 193 years, of which a decade touches 50 KB, and the half of that again
/// where all open days have the same hours.
#[derive(Debug)]
pub(crate) struct TimeTable {
    /// Working seconds before each day; the last entry counts them all.
    before: Box<[i64; DAYS + 1]>,
    /// Which of the patterns each day has.
    pattern: Box<[u8; DAYS]>,
    /// The shifts of each pattern; a closed day has none.
    shifts: Vec<Shifts>,
    /// The same as pairs where no pattern has more than two shifts.
    pairs: Option<Box<[Pair; 256]>>,
    /// The days with hours, in order.
    open_days: Box<[u32]>,
    /// For each stretch of 2^`stretch` working seconds the place of the first open day that ends in it or later.
    hints: Box<[u32]>,
    stretch: u32,
    /// At most one open day ends within a stretch.
    spaced: bool,
    regular: Option<Regular>,
}

/// Two shifts as opening and length; of one or none, lengths of 0.
///
/// Times of receipt are as good as random, so a branch on them is guessed wrong half the time and costs more than all the rest: the
/// arithmetic has none. Every number is a second of a day, far below 2^31.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pair {
    opening: i32,
    length: i32,
    second_opening: i32,
    second_length: i32,
}

impl Pair {
    fn of(shifts: &Shifts) -> Option<Self> {
        let (first, second) = match shifts.as_slice() {
            [] => ((0, 0), (0, 0)),
            [only] => (*only, (0, 0)),
            [first, second] => (*first, *second),
            _ => return None,
        };
        Some(Self {
            opening: first.0.cast_signed(),
            length: (first.1 - first.0).cast_signed(),
            second_opening: second.0.cast_signed(),
            second_length: (second.1 - second.0).cast_signed(),
        })
    }

    /// Working seconds before a time.
    #[inline(always)]
    pub(super) fn seconds_before(self, time: i32) -> i32 {
        let passed = |opening: i32, length: i32| (time - opening).max(0).min(length);
        passed(self.opening, self.length) + passed(self.second_opening, self.second_length)
    }

    /// The earliest time by which so many seconds have passed, of at most as many as there are.
    #[inline(always)]
    pub(super) const fn time_after(self, seconds: i32) -> i32 {
        let between = self.second_opening - self.opening - self.length;
        let in_second = self.length.wrapping_sub(seconds) >> 31;
        self.opening.wrapping_add(seconds).wrapping_add(between & in_second)
    }
}

impl TimeTable {
    /// The table of an office; `None` when its days have more than 256 patterns.
    pub(crate) fn new(calendar: &Calendar, hours: &OfficeHours) -> Option<Self> {
        let mut before = Box::new([0; DAYS + 1]);
        let mut pattern = Box::new([0; DAYS]);
        let mut shifts: Vec<Shifts> = vec![Shifts::default()];
        let mut open_days = Vec::new();
        let mut special = calendar.special().iter().peekable();
        let mut stretches = hours.stretches().peekable();
        // The patterns of the stretch at hand: Monday to Sunday, then the standard day.
        let mut patterns = [0; 8];
        let mut sum = 0;
        for (number, (before, pattern)) in (0..).zip(before.iter_mut().zip(pattern.iter_mut())) {
            let day = DayNumber::from_raw(number);
            while let Some((_, week)) = stretches.next_if(|(first, _)| *first <= day) {
                for (slot, hours) in patterns.iter_mut().zip((0..7).map(HoursOf::Weekday).chain([HoursOf::StandardDay])) {
                    *slot = place(&mut shifts, week.shifts(hours))?;
                }
            }
            let hours = match special.next_if(|(special, _)| *special == day) {
                Some((_, cause)) => Cause::hours(cause),
                None => HoursOf::Weekday(day.weekday()),
            };
            *pattern = match hours {
                HoursOf::Weekday(weekday) => patterns.get(weekday as usize).copied().unwrap_or_default(),
                HoursOf::StandardDay => patterns.last().copied().unwrap_or_default(),
                HoursOf::Closed => 0,
            };
            *before = sum;
            let seconds = shifts.get(usize::from(*pattern)).map_or(0, Shifts::seconds);
            if seconds > 0 {
                open_days.push(number);
            }
            sum += i64::from(seconds);
        }
        if let Some(last) = before.last_mut() {
            *last = sum;
        }
        Some(Self::arranged(before, pattern, shifts, open_days.into()))
    }

    fn arranged(before: Box<[i64; DAYS + 1]>, pattern: Box<[u8; DAYS]>, shifts: Vec<Shifts>, open_days: Box<[u32]>) -> Self {
        let pairs = shifts.iter().map(Pair::of).collect::<Option<Vec<Pair>>>().map(|given| {
            let mut pairs = Box::new([Pair::default(); 256]);
            pairs.iter_mut().zip(given).for_each(|(slot, pair)| *slot = pair);
            pairs
        });
        let total = before.last().copied().unwrap_or_default();
        let seconds =
            |day: &u32| shifts.get(pattern.get(*day as usize).copied().map_or(0, usize::from)).map_or(0, Shifts::seconds);
        let shortest = open_days.iter().map(seconds).min().unwrap_or(1).max(1).ilog2();
        // No longer than the shortest day, so that at most one day ends within a stretch; but a day of minutes is not worth the room.
        let stretch = shortest.max(11);
        let spaced = shortest == stretch;
        let ends = |day: &u32| before.get(*day as usize + 1).copied().unwrap_or(total);
        let hints = (0..=total >> stretch)
            .scan(0, |place, hint| {
                while open_days.get(*place).is_some_and(|day| ends(day) < hint << stretch) {
                    *place += 1;
                }
                u32::try_from(*place).ok()
            })
            .collect();
        // The first pattern is that of a closed day.
        let regular = match shifts.as_slice() {
            [_, only] => Pair::of(only).and_then(|pair| Regular::new(only.seconds(), pair, &open_days, total)),
            _ => None,
        };
        Self { before, pattern, shifts, pairs, open_days, hints, stretch, spaced, regular }
    }

    /// The tables for several rows at once, where every open day has the same hours.
    pub(crate) const fn regular(&self) -> Option<&Regular> {
        self.regular.as_ref()
    }

    /// Working seconds up to a moment.
    #[inline]
    pub(crate) fn elapsed(&self, day: u32, second: i32) -> Option<i64> {
        let before = self.before.get(day as usize)?;
        let pattern = usize::from(*self.pattern.get(day as usize)?);
        let within: i64 = match &self.pairs {
            Some(pairs) => pairs.get(pattern)?.seconds_before(second).into(),
            None => self.shifts.get(pattern)?.seconds_before(second.cast_unsigned()).into(),
        };
        Some(before + within)
    }

    /// The moment by which so many working seconds, 1 or more, have passed: the day and the second of it.
    #[inline]
    pub(crate) fn reach(&self, target: i64) -> Option<(u32, i32)> {
        let day = self.day_reaching(target)?;
        // No day has more seconds than 32 bits hold.
        let seconds = (target - self.before.get(day as usize)?) as i32;
        let pattern = usize::from(*self.pattern.get(day as usize)?);
        let second = match &self.pairs {
            Some(pairs) => pairs.get(pattern)?.time_after(seconds),
            None => self.shifts.get(pattern)?.time_after(seconds.cast_unsigned())?.cast_signed(),
        };
        Some((day, second))
    }

    /// Working seconds before a day begins.
    pub(super) fn before(&self, day: DayNumber) -> Option<i64> {
        self.before.get(day.get() as usize).copied()
    }

    pub(super) fn shifts(&self, day: DayNumber) -> Option<&Shifts> {
        self.shifts.get(usize::from(*self.pattern.get(day.get() as usize)?))
    }

    /// The first day by whose end so many working seconds have passed.
    pub(super) fn day_reaching(&self, target: i64) -> Option<u32> {
        let stretch = usize::try_from(target >> self.stretch).ok()?;
        let mut low = *self.hints.get(stretch)? as usize;
        let ends = |place: usize| Some(*self.before.get(*self.open_days.get(place)? as usize + 1)?);
        low += usize::from(ends(low)? < target);
        if !self.spaced {
            // Of many short days in a stretch half are dropped at a time.
            let mut high = self.hints.get(stretch + 1).map_or(self.open_days.len(), |high| *high as usize + 1);
            while low < high {
                let middle = low + (high - low) / 2;
                if ends(middle).is_some_and(|end| end < target) { low = middle + 1 } else { high = middle }
            }
        }
        self.open_days.get(low).copied()
    }
}

/// The place of a day's shifts among the patterns.
fn place(patterns: &mut Vec<Shifts>, shifts: &Shifts) -> Option<u8> {
    let found = patterns.iter().position(|known| known == shifts);
    let at = found.unwrap_or_else(|| {
        patterns.push(shifts.clone());
        patterns.len() - 1
    });
    u8::try_from(at).ok()
}
