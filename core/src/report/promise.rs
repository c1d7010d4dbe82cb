//! What the rate would be by the first promise, and by what was first recorded.

use super::block::{Block, timeliness};
use super::days::{Bounds, Place};
use super::rate::Rate;
use super::rows::Rows;
use super::tally::{Counting, Part, Problems};
use crate::error::{Error, missing};
use crate::timeliness::Timeliness;

/// Dossiers whose due date was moved (hẹn lại ngày trả kết quả), and how they stand by either date.
#[derive(Clone, Copy, Debug, Default)]
#[doc(alias = "hẹn lại ngày trả kết quả")]
pub struct Redated;

/// Dossiers whose result was first recorded on another day than it counts for now (sửa ngày hoàn thành), and how they stand by either.
#[derive(Clone, Copy, Debug, Default)]
#[doc(alias = "sửa ngày hoàn thành")]
pub struct Edited;

macro_rules! part {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: u64,)+
        }

        impl $name {
            /// Every count with its stable name.
            #[must_use]
            pub fn named(&self) -> Vec<(&'static str, u64)> {
                vec![$((stringify!($field), self.$field)),+]
            }
        }

        impl Part for $name {
            fn merge(&mut self, other: &Self) {
                $(self.$field += other.$field;)+
            }

            fn is_empty(&self) -> bool {
                *self == Self::default()
            }

            fn numbers(&self) -> Vec<i64> {
                vec![$(self.$field.cast_signed()),+]
            }

            fn from_numbers(numbers: &[i64]) -> Option<Self> {
                let mut numbers = numbers.iter().map(|number| u64::try_from(*number).ok());
                let read = Self { $($field: numbers.next()??,)+ };
                numbers.next().is_none().then_some(read)
            }
        }
    };
}
pub(super) use part;

part! {
    /// The counts of a group: those to handle, as in [`Counts`](super::Counts), with a due date.
    RedatedCounts {
        /// With a due date, decided or open.
        measured,
        /// Of these, due on another day, or minute, than first promised.
        redated,
        /// Of the redated, due later than first promised.
        moved_later,
        /// Decided, of the measured.
        resolved_measured,
        /// Of these, early or on time by the date in force.
        early_or_on_time,
        /// Of these, early or on time by the first promise.
        early_or_on_time_by_first_promise,
        /// Early, on time or within term by the date in force.
        kept,
        /// Early, on time or within term by the first promise.
        kept_by_first_promise,
        /// Kept by the date in force, and broken by the first promise: what the new date made good.
        kept_only_by_new_date,
        /// Of the measured, open.
        open_measured,
    }
}

impl RedatedCounts {
    /// Every rate.
    #[must_use]
    pub const fn rates(&self) -> [Rate; 5] {
        let among = ("resolved_measured", self.resolved_measured);
        let measured = ("measured", self.measured);
        let first = ("early_or_on_time_by_first_promise", self.early_or_on_time_by_first_promise);
        [
            Rate::new("redated_rate", ("redated", self.redated), measured),
            Rate::new("on_time_rate", ("early_or_on_time", self.early_or_on_time), among),
            Rate::new("on_time_by_first_promise_rate", first, among),
            Rate::new("kept_measured_rate", ("kept", self.kept), measured),
            Rate::new("kept_by_first_promise_rate", ("kept_by_first_promise", self.kept_by_first_promise), measured),
        ]
    }
}

part! {
    /// The counts of a group: those to handle, as in [`Counts`](super::Counts), with a due date.
    EditedCounts {
        /// With a due date, decided or open.
        measured,
        /// Of these, finished on another day, or minute, than first recorded; or recorded as finished and open.
        edited,
        /// Broken by the first record (late, or overdue where the record lies after the moment of the report) and kept as corrected.
        turned_on_time,
        /// Kept by the first record and broken as corrected.
        turned_late,
        /// Decided, of the measured.
        resolved_measured,
        /// Of these, early or on time as corrected.
        early_or_on_time,
        /// Decided by the first record, with a due date.
        recorded_measured,
        /// Of these, early or on time by the first record.
        early_or_on_time_as_recorded,
        /// Of the measured, open.
        open_measured,
    }
}

impl EditedCounts {
    /// Every rate.
    #[must_use]
    pub const fn rates(&self) -> [Rate; 4] {
        let recorded = ("early_or_on_time_as_recorded", self.early_or_on_time_as_recorded);
        [
            Rate::new("edited_rate", ("edited", self.edited), ("measured", self.measured)),
            Rate::new("turned_on_time_rate", ("turned_on_time", self.turned_on_time), ("measured", self.measured)),
            Rate::new("on_time_rate", ("early_or_on_time", self.early_or_on_time), ("resolved_measured", self.resolved_measured)),
            Rate::new("on_time_as_recorded_rate", recorded, ("recorded_measured", self.recorded_measured)),
        ]
    }
}

const fn is_resolved(timeliness: Timeliness) -> bool {
    matches!(timeliness, Timeliness::Early | Timeliness::OnTime | Timeliness::Late)
}

const fn is_in_time(timeliness: Timeliness) -> bool {
    matches!(timeliness, Timeliness::Early | Timeliness::OnTime)
}

/// The rows that are measured: their places and groups, due and finished.
fn measured<'b, T: Place>(block: &'b Block<'_, T>) -> impl Iterator<Item = (usize, usize, T, T)> + 'b {
    let rows = block.codes.iter().zip(block.slots).zip(block.due).zip(block.finished).enumerate();
    let measured = rows.filter(|(_, (((code, _), _), _))| code.is_measured());
    measured.map(|(row, (((_, slot), due), finished))| (row, *slot as usize, *due, *finished))
}

/// Another column's value, if it has one.
fn or<T: Place>(column: Option<&[T]>, row: usize, value: T) -> T {
    column.and_then(|column| column.get(row)).copied().filter(|other| *other != T::NULL).unwrap_or(value)
}

impl Counting for Redated {
    type Part = RedatedCounts;

    fn check(&self, rows: &Rows<'_>) -> Result<(), Error> {
        rows.first_due.map(|_| ()).ok_or_else(|| missing("first_due", "a date that was moved is told by the first one"))
    }

    fn count<T: Place>(
        &self,
        block: &Block<'_, T>,
        _: &Rows<'_>,
        bounds: &Bounds<T>,
        parts: &mut [RedatedCounts],
        _: &mut Problems,
    ) {
        for (row, slot, due, finished) in measured(block) {
            let Some(part) = parts.get_mut(slot) else { continue };
            let first_due = or(block.first_due, row, due);
            let (now, first) = (timeliness(due, finished, bounds), timeliness(first_due, finished, bounds));
            part.measured += 1;
            part.redated += u64::from(first_due != due);
            part.moved_later += u64::from(due > first_due);
            part.resolved_measured += u64::from(is_resolved(now));
            part.early_or_on_time += u64::from(is_in_time(now));
            part.early_or_on_time_by_first_promise += u64::from(is_in_time(first));
            part.kept += u64::from(now.is_kept());
            part.kept_by_first_promise += u64::from(first.is_kept());
            part.kept_only_by_new_date += u64::from(now.is_kept() && first.is_broken());
            part.open_measured += u64::from(!is_resolved(now));
        }
    }

    fn open(part: &RedatedCounts) -> u64 {
        part.open_measured
    }
}

impl Counting for Edited {
    type Part = EditedCounts;

    fn check(&self, rows: &Rows<'_>) -> Result<(), Error> {
        rows.recorded.map(|_| ()).ok_or_else(|| missing("recorded", "an edit is told by what was recorded first"))
    }

    fn count<T: Place>(
        &self,
        block: &Block<'_, T>,
        _: &Rows<'_>,
        bounds: &Bounds<T>,
        parts: &mut [EditedCounts],
        _: &mut Problems,
    ) {
        for (row, slot, due, finished) in measured(block) {
            let Some(part) = parts.get_mut(slot) else { continue };
            let recorded = or(block.recorded, row, finished);
            // What was recorded for a later day is not known yet.
            let known = |day: T| if bounds.has_happened(day) { day } else { T::NULL };
            let (now, before) = (timeliness(due, finished, bounds), timeliness(due, recorded, bounds));
            part.measured += 1;
            part.edited += u64::from(known(recorded) != known(finished));
            part.turned_on_time += u64::from(before.is_broken() && now.is_kept());
            part.turned_late += u64::from(before.is_kept() && now.is_broken());
            part.resolved_measured += u64::from(is_resolved(now));
            part.early_or_on_time += u64::from(is_in_time(now));
            part.recorded_measured += u64::from(is_resolved(before));
            part.early_or_on_time_as_recorded += u64::from(is_in_time(before));
            part.open_measured += u64::from(!is_resolved(now));
        }
    }

    fn open(part: &EditedCounts) -> u64 {
        part.open_measured
    }
}
