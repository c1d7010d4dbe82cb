//! Sets of weekdays.

use chrono::Weekday;

/// A set of weekdays; Monday is bit 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Weekdays(u8);

impl Weekdays {
    pub(crate) const fn from_bits(bits: u8) -> Self {
        Self(bits & 0b111_1111)
    }

    pub(crate) fn from_days(days: &[Weekday]) -> Self {
        Self(days.iter().fold(0, |bits, day| bits | (1 << day.num_days_from_monday())))
    }

    pub(crate) fn contains(self, day: Weekday) -> bool {
        self.contains_index(day.num_days_from_monday())
    }

    /// The same by number, Monday 0.
    pub(crate) const fn contains_index(self, monday_based: u32) -> bool {
        self.0 & (1 << monday_based) != 0
    }

    pub(crate) const fn is_every_day(self) -> bool {
        self.0 == 0b111_1111
    }
}
