//! Working time of columns where every open day has the same hours, as most offices' have.
//!
//! Rows are worked out some at once, in numbers of 32 bits, of which a vector holds more than of 64. A quotient in single precision may then be
//! wrong, but by too little to matter: a day begins somewhere in the last hour of the one before, in which none of these offices is open, and a
//! working day is mended by its remainder.

use super::table::{DAYS, Pair};
use crate::calendar::DayNumber;
use crate::whole::ceil;

/// Rows at a time: few, so that while they are worked out the memory of the next ones is on its way.
pub(crate) const ROWS: usize = 64;

/// What the tables have for a day they do not know.
const UNKNOWN: u32 = u32::MAX;
const SECONDS: u32 = 86_400;
/// Seconds covered have 33 bits; of 34 bits an eighth has 31.
const SECOND_BITS: u32 = 34;
const EIGHTHS: u32 = 3;
/// A moment may count to the next day already in the last hour, around the middle of which a rounded quotient steps.
///
/// Of the covered days it is off by 1 000 seconds at most: 256 as 24 bits hold what has 30, seven in the last three bits, and 2^-24 of 193
/// years twice, in the reciprocal and in the product.
const LAST_HOUR: u32 = 3_600;
/// From the last midnight to where half a day makes a quotient nearest to the next.
const TO_STEP: u32 = SECONDS / 2 - LAST_HOUR / 2;
/// Taken off a quotient that is rounded to nearest, it makes a working day too few rather than one too many.
///
/// Half a day, and room for the roundings of the amount, of the reciprocal, of the product and of the difference: 2^-24 of 193 years each, 0.017 days.
const FEWER: f32 = 0.52;
/// Working seconds are kept in 31 bits: eight hours on each of 74 565 days, more than are covered.
const MOST_SECONDS: i64 = 1 << 31;
const _: () = assert!(DAYS < 83_000, "the roundings above are for fewer days");

/// The tables of an office: half a megabyte for 193 years, of which a decade touches 25 KB.
#[derive(Debug)]
pub(crate) struct Regular {
    /// For each day twice the working seconds before it, and one more if it is open.
    ranks: Box<[u32; DAYS + 1]>,
    open_days: Box<[u32; DAYS + 1]>,
    /// Working seconds of an open day.
    day: u32,
    /// One over it.
    reciprocal: f32,
    shifts: Pair,
}

impl Regular {
    /// The tables, if the open days have `day` seconds each in these shifts, none of them in the last hour; `total` in all.
    pub(super) fn new(day: u32, shifts: Pair, open_days: &[u32], total: i64) -> Option<Self> {
        let is_closed_late = shifts.seconds_before((SECONDS - LAST_HOUR).cast_signed()) == day.cast_signed();
        if total >= MOST_SECONDS || day == 0 || !is_closed_late {
            return None;
        }
        // Not boxed arrays: without optimisation they would be made on the stack.
        let unknown = || vec![UNKNOWN; DAYS + 1].into_boxed_slice().try_into().ok();
        let (mut ranks, mut days): (Box<[u32; DAYS + 1]>, Box<[u32; DAYS + 1]>) = (unknown()?, unknown()?);
        days.iter_mut().zip(open_days).for_each(|(slot, day)| *slot = *day);
        let mut open = open_days.iter().peekable();
        let mut before = 0;
        for (number, rank) in (0..DayNumber::count()).zip(ranks.iter_mut()) {
            let is_open = open.next_if(|day| **day == number).is_some();
            *rank = 2 * before + u32::from(is_open);
            before += if is_open { day } else { 0 };
        }
        Some(Self { ranks, open_days: days, day, reciprocal: 1.0 / day as f32, shifts })
    }

    /// Working seconds up to each moment, a fraction of one rounded up; `None` if one is not covered, or may not be. Moments are counted since the
    /// first day covered began, so many a second.
    #[inline(always)]
    pub(crate) fn elapsed<const UNITS: i64>(&self, moments: &[u64; ROWS], elapsed: &mut [u32; ROWS]) -> Option<()> {
        let Self { ref ranks, shifts, .. } = *self;
        let (mut most, mut far) = (0, 0);
        for (elapsed, moment) in elapsed.iter_mut().zip(moments) {
            let (moment, beyond) = ceil::<UNITS, SECOND_BITS>(*moment);
            far |= beyond;
            let eighths = (moment.wrapping_sub(TO_STEP.into()) >> EIGHTHS) as u32;
            let day = nearest(eighths.cast_signed() as f32 * ((1 << EIGHTHS) as f32 / SECONDS as f32));
            let second = (moment as u32).wrapping_sub(day.wrapping_mul(SECONDS)).cast_signed();
            let rank = look_up(ranks, day);
            most = rank.max(most);
            let within = shifts.seconds_before(second).cast_unsigned();
            *elapsed = (rank >> 1) + (within & (rank & 1).wrapping_neg());
        }
        (most != UNKNOWN && far == 0).then_some(())
    }

    /// The moments by which one second more has passed than so many, of less than 2^31, in seconds since the first day covered began; `None` if
    /// one is not covered.
    #[inline(always)]
    pub(crate) fn reach(&self, passed: &[u32; ROWS], moments: &mut [i64; ROWS]) -> Option<()> {
        let Self { ref open_days, shifts, day: length, reciprocal, .. } = *self;
        let mut most = 0;
        for (moment, passed) in moments.iter_mut().zip(passed) {
            let full = nearest(passed.cast_signed() as f32 * reciprocal - FEWER);
            let within = passed.wrapping_sub(full.wrapping_mul(length));
            // Before the first day lies one that is all ones, and one more is 0 again.
            let (full, within) = if within >= length { (full.wrapping_add(1), within - length) } else { (full, within) };
            let second = shifts.time_after(within.wrapping_add(1).cast_signed()).cast_unsigned();
            let day = look_up(open_days, full);
            most = day.max(most);
            *moment = i64::from(day) * i64::from(SECONDS) + i64::from(second);
        }
        (most != UNKNOWN).then_some(())
    }
}

/// What a table has for a day; for all beyond it the last entry, which is [`UNKNOWN`].
#[inline(always)]
fn look_up(table: &[u32; DAYS + 1], day: u32) -> u32 {
    table.get(day.min(DAYS as u32) as usize).copied().unwrap_or(UNKNOWN)
}

/// The nearest whole number; of what is below or far above all days something that is above them, too.
#[inline(always)]
const fn nearest(number: f32) -> u32 {
    /// From 2^23 on the last bit counts one, and the half more leaves room for negative numbers.
    const NEAREST: f32 = 12_582_912.0;
    (number + NEAREST).to_bits().wrapping_sub(NEAREST.to_bits())
}

#[cfg(test)]
mod tests {
    use super::{DAYS, ROWS};
    use crate::hours::TimeTable;
    use crate::vectors::widest;
    use crate::{Calendar, OfficeHours};

    fn table(hours: &OfficeHours) -> TimeTable {
        TimeTable::new(&Calendar::vietnam(), hours).unwrap()
    }

    fn of_week(days: &str, shifts: &str) -> OfficeHours {
        OfficeHours::from_week([(days, shifts)]).unwrap()
    }

    #[test]
    fn every_day_is_that_of_the_table_for_any_hours() {
        let weeks = [("mon-sun", "00:00-08:00"), ("mon-fri", "15:00-23:00"), ("wed", "00:00-23:00"), ("mon-fri", "07:00-07:01")];
        for hours in weeks.map(|(days, shifts)| of_week(days, shifts)).into_iter().chain([OfficeHours::default()]) {
            let table = table(&hours);
            let regular = table.regular().unwrap();
            for day in 0..DAYS as u32 {
                let seconds = [0, 1, 25_200, 25_260, 27_000, 50_400, 61_200, 82_799, 82_800, 84_000, 84_600, 85_200, 86_399];
                let mut moments = [0; ROWS];
                moments.iter_mut().zip(seconds).for_each(|(slot, second)| *slot = u64::from(day) * 86_400 + second);
                let mut elapsed = [0; ROWS];
                let is_covered = widest!(regular.elapsed::<1>(&moments, &mut elapsed)).is_some();
                // The last hour of the last day is left to the table.
                assert!(is_covered || day == DAYS as u32 - 1, "day {day}");
                for (second, elapsed) in seconds.into_iter().zip(&elapsed).filter(|_| is_covered) {
                    assert_eq!(table.elapsed(day, second as i32), Some((*elapsed).into()), "day {day}, second {second}");
                }
            }
        }
    }

    /// The last second of a working day is the nearest to one too many, most of all where days are short and many.
    #[test]
    fn the_first_and_the_last_second_of_every_working_day_are_in_it() {
        let shifts = ["07:00-07:01", "07:00-07:03", "07:00-07:17", "07:00-11:30,13:30-17:00", "07:00-15:00", "14:31-23:00"];
        let every_day = shifts.map(|shifts| ("mon-sun", shifts));
        for (days, shifts) in every_day.into_iter().chain([("wed", "00:00-23:00"), ("mon-fri", "07:30-11:30,13:00-17:00")]) {
            let table = table(&of_week(days, shifts));
            let Some(regular) = table.regular() else { panic!("{shifts} on {days} have tables") };
            let length = regular.day;
            let total = u32::try_from(table.elapsed(DAYS as u32 - 1, 86_399).unwrap()).unwrap();
            assert!(total / length > 9_000);
            for first in (0..total).step_by(length as usize) {
                let mut passed = [first; ROWS];
                passed.iter_mut().zip([0, 1, length / 2, length - 2, length - 1]).for_each(|(slot, second)| *slot += second);
                let mut reached = [0; ROWS];
                widest!(regular.reach(&passed, &mut reached)).unwrap();
                for (passed, reached) in passed.into_iter().zip(reached).take(5) {
                    let (day, second) = table.reach(i64::from(passed) + 1).unwrap();
                    assert_eq!(reached, i64::from(day) * 86_400 + i64::from(second), "after {passed} seconds of {shifts}");
                }
            }
        }
    }

    #[test]
    fn hours_of_the_last_hour_are_asked_one_by_one() {
        assert!(table(&of_week("mon-fri", "15:00-23:01")).regular().is_none());
    }

    #[test]
    fn what_is_beyond_the_tables_is_not_covered() {
        let table = table(&OfficeHours::default());
        let regular = table.regular().unwrap();
        let end = DAYS as u64 * 86_400;
        for moment in
            [end, end + 1, end + 3_600, end + 86_400, 1 << 33, (1 << 34) - 1, 1 << 34, u64::MAX, u64::MAX - 86_400, 1 << 63]
        {
            let mut moments = [0; ROWS];
            moments[ROWS - 1] = moment;
            assert_eq!(regular.elapsed::<1>(&moments, &mut [0; ROWS]), None, "{moment}");
        }
        let total = u32::try_from(table.elapsed(DAYS as u32 - 1, 86_399).unwrap()).unwrap();
        for (passed, is_covered) in [(total - 1, true), (total, false), (total + 28_800, false), ((1 << 31) - 1, false)] {
            let mut all = [0; ROWS];
            all[ROWS / 2] = passed;
            assert_eq!(regular.reach(&all, &mut [0; ROWS]).is_some(), is_covered, "{passed}");
        }
    }

    #[test]
    fn wide_vectors_and_those_of_every_processor_answer_alike() {
        let table = table(&OfficeHours::default());
        let regular = table.regular().unwrap();
        let mut covered = 0;
        for start in (0..6_200_000_000_u64).step_by(1_234_567) {
            let mut moments = [0; ROWS];
            moments.iter_mut().zip((start..).step_by(977)).for_each(|(slot, moment)| *slot = moment);
            let (mut plain, mut wide) = ([0; ROWS], [0; ROWS]);
            let is_covered = regular.elapsed::<1>(&moments, &mut plain);
            assert_eq!(widest!(regular.elapsed::<1>(&moments, &mut wide)), is_covered);
            assert_eq!(wide, plain);
            let (mut plain_ends, mut wide_ends) = ([0; ROWS], [0; ROWS]);
            let is_reached = regular.reach(&plain, &mut plain_ends);
            assert_eq!(widest!(regular.reach(&plain, &mut wide_ends)), is_reached);
            assert_eq!(wide_ends, plain_ends);
            covered += usize::from(is_covered.is_some() && is_reached.is_some());
        }
        assert!(covered > 4_900, "{covered}");
    }
}
