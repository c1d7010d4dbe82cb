//! Working time of columns where every open day has the same hours, as most offices' have.
//!
//! Days and seconds are worked out [in floating point](crate::whole), some rows at once, and only the tables are looked up row by row.

use super::table::Pair;
use crate::calendar::DayNumber;
use crate::whole::{NEAREST, WHOLE, ceil, low_bits, nearest, real};

/// Rows at a time: few, so that while they are worked out the memory of the next ones is on its way.
pub(crate) const ROWS: usize = 64;

/// A day that is not in a table.
const UNKNOWN: u32 = u32::MAX;
const SECONDS: f64 = 86_400.0;
/// Seconds covered have 33 bits; of 34 the days still fit in 32.
const SECOND_BITS: u32 = 34;
/// Working seconds are kept in 31 bits: some 70 000 days of eight hours.
const MOST_SECONDS: i64 = 1 << 31;

/// The tables of an office: about half a megabyte for 193 years, of which a decade touches 25 KB.
#[derive(Debug)]
pub(crate) struct Regular {
    /// For each day twice the working seconds before it, and one more if it is open.
    ranks: Box<[u32]>,
    open_days: Box<[u32]>,
    /// Working seconds of an open day.
    day: f64,
    /// One over it.
    reciprocal: f64,
    opening: f32,
    length: f32,
    second_opening: f32,
    second_length: f32,
}

impl Regular {
    /// The tables, if the open days have `day` seconds each in these shifts; `total` in all.
    pub(super) fn new(day: u32, pair: Pair, open_days: &[u32], total: i64) -> Option<Self> {
        if total >= MOST_SECONDS || day == 0 {
            return None;
        }
        let mut open = open_days.iter().peekable();
        let mut before = 0;
        let ranks = (0..DayNumber::count()).map(|number| {
            let is_open = open.next_if(|day| **day == number).is_some();
            let rank = 2 * before + u32::from(is_open);
            before += if is_open { day } else { 0 };
            rank
        });
        let ranks = ranks.collect();
        let [opening, length, second_opening, second_length] = pair.parts().map(|seconds| seconds as f32);
        Some(Self {
            ranks,
            open_days: open_days.into(),
            day: day.into(),
            reciprocal: 1.0 / f64::from(day),
            opening,
            length,
            second_opening,
            second_length,
        })
    }

    /// Working seconds up to each moment, a fraction of one rounded up; `None` if one is not covered, or may not be. Moments are counted since the
    /// first day covered began, so many a second.
    #[inline(always)]
    pub(crate) fn elapsed<const UNITS: i64>(&self, moments: impl Iterator<Item = u64>, elapsed: &mut [u32]) -> Option<()> {
        let mut seconds = [0.0_f32; ROWS];
        let mut far = 0;
        for ((day, second), moment) in elapsed.iter_mut().zip(&mut seconds).zip(moments) {
            let (moment, beyond) = ceil::<UNITS, SECOND_BITS>(moment);
            far |= beyond;
            // Moved by half a day, what is nearest is the floor: it is never halfway, as moments are whole, and is never nearly so that a
            // product with the reciprocal, which is quicker, would differ.
            let days = nearest((moment - (SECONDS - 1.0) / 2.0) * (1.0 / SECONDS));
            *day = low_bits(days);
            *second = (moment - (days - NEAREST) * SECONDS) as f32;
        }
        look_up(&self.ranks, elapsed);
        let mut is_unknown = far != 0;
        for (rank, second) in elapsed.iter_mut().zip(&seconds) {
            is_unknown |= *rank == UNKNOWN;
            let passed = |opening: f32, length: f32| least(most(*second - opening, 0.0), length);
            let within = passed(self.opening, self.length) + passed(self.second_opening, self.second_length);
            *rank = (*rank >> 1) + (whole(within) & (*rank & 1).wrapping_neg());
        }
        (!is_unknown).then_some(())
    }

    /// The moments by which so many working seconds, 1 or more, have passed, as `make` makes them of seconds since the first day covered
    /// began; `None` if one is not covered.
    #[inline(always)]
    pub(crate) fn reach<V>(
        &self,
        targets: impl ExactSizeIterator<Item = u32>,
        moments: &mut [V],
        make: impl Fn(i64) -> V,
    ) -> Option<()> {
        let (mut days, mut seconds) = ([0; ROWS], [0.0_f32; ROWS]);
        let days = days.get_mut(..targets.len())?;
        let between = self.second_opening - self.opening - self.length;
        for ((day, second), target) in days.iter_mut().zip(&mut seconds).zip(targets) {
            let target = real(target.into());
            // The last second of a day belongs to it.
            let full = nearest((target - (self.day + 1.0) / 2.0) * self.reciprocal);
            let within = (target - (full - NEAREST) * self.day) as f32;
            *day = low_bits(full);
            *second = self.opening + within + if within > self.length { between } else { 0.0 };
        }
        look_up(&self.open_days, days);
        let mut is_unknown = false;
        for ((moment, day), second) in moments.iter_mut().zip(&*days).zip(&seconds) {
            is_unknown |= *day == UNKNOWN;
            let at = real((*day).into()) * SECONDS + f64::from(*second);
            *moment = make(((at + WHOLE).to_bits() ^ WHOLE.to_bits()).cast_signed());
        }
        (!is_unknown).then_some(())
    }
}

#[inline(always)]
fn look_up(table: &[u32], places: &mut [u32]) {
    for place in places {
        *place = table.get(*place as usize).copied().unwrap_or(UNKNOWN);
    }
}

/// A whole number of less than 2^23.
#[inline(always)]
const fn whole(number: f32) -> u32 {
    const WHOLE: f32 = 8_388_608.0;
    (number + WHOLE).to_bits() ^ WHOLE.to_bits()
}

// Those of the language look for what is no number, which there is not.
#[inline(always)]
const fn most(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

#[inline(always)]
const fn least(one: f32, other: f32) -> f32 {
    if one < other { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::ROWS;
    use crate::hours::TimeTable;
    use crate::vectors::widest;
    use crate::{Calendar, OfficeHours};

    #[test]
    fn wide_vectors_and_those_of_every_processor_answer_alike() {
        let table = TimeTable::new(&Calendar::vietnam(), &OfficeHours::default()).unwrap();
        let regular = table.regular().unwrap();
        let mut covered = 0;
        for start in (0..6_200_000_000_u64).step_by(1_234_567) {
            let moments = || (start..).step_by(977).take(ROWS);
            let (mut plain, mut wide) = ([0; ROWS], [0; ROWS]);
            let is_covered = regular.elapsed::<1>(moments(), &mut plain);
            assert_eq!(widest!(regular.elapsed::<1>(moments(), &mut wide)), is_covered);
            assert_eq!(wide, plain);
            let targets = || plain.iter().map(|elapsed| elapsed + 1);
            let (mut plain_ends, mut wide_ends) = ([0_i64; ROWS], [0_i64; ROWS]);
            let is_reached = regular.reach(targets(), &mut plain_ends, |moment| moment);
            assert_eq!(widest!(regular.reach(targets(), &mut wide_ends, |moment| moment)), is_reached);
            assert_eq!(wide_ends, plain_ends);
            covered += usize::from(is_covered.is_some() && is_reached.is_some());
        }
        assert!(covered > 4_900, "{covered}");
    }
}
