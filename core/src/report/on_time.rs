//! Early, on time, late: the counts of the official report.

use super::block::{Block, Code};
use super::days::{Bounds, Place};
use super::rate::Rate;
use super::rows::Rows;
use super::tally::{Counting, Part, Problems};
use crate::timeliness::Timeliness;

/// How many were received, decided and are open, and how these stand to their due dates.
#[derive(Clone, Copy, Debug, Default)]
#[doc(alias = "tình hình giải quyết thủ tục hành chính")]
pub struct OnTime;

/// The counts of a group. Those of the rows that are to handle add up: `received + carried_over = to_handle = resolved + open`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Rows of each code; what stands at those of rows that are not counted means nothing.
    codes: [u64; Code::COUNT],
    backwards: u64,
}

impl PartialEq for Counts {
    fn eq(&self, other: &Self) -> bool {
        self.counted() == other.counted() && self.backwards == other.backwards
    }
}

impl Eq for Counts {}

impl Counts {
    /// Rows of each code that is counted.
    const fn counted(&self) -> [u64; Code::COUNT] {
        let [a0, a1, a2, a3, a4, a5, a6, _, b0, b1, b2, b3, b4, b5, b6, _] = self.codes;
        [a0, a1, a2, a3, a4, a5, a6, 0, b0, b1, b2, b3, b4, b5, b6, 0]
    }

    /// Rows of a class, whenever they were received.
    const fn class(&self, class: u8) -> u64 {
        let [a0, a1, a2, a3, a4, a5, a6, _, b0, b1, b2, b3, b4, b5, b6, _] = self.codes;
        match class {
            0 => a0 + b0,
            1 => a1 + b1,
            2 => a2 + b2,
            3 => a3 + b3,
            4 => a4 + b4,
            5 => a5 + b5,
            _ => a6 + b6,
        }
    }

    /// Received in the period (tiếp nhận trong kỳ).
    #[must_use]
    pub fn received(&self) -> u64 {
        self.codes.iter().take(usize::from(Code::OUTSIDE.0)).sum()
    }

    /// Received before it, and not finished before it (từ kỳ trước chuyển sang).
    #[must_use]
    pub fn carried_over(&self) -> u64 {
        self.codes.iter().skip(usize::from(Code::CARRIED)).take(usize::from(Code::OUTSIDE.0)).sum()
    }

    /// Both (phải giải quyết).
    #[must_use]
    pub fn to_handle(&self) -> u64 {
        self.received() + self.carried_over()
    }

    /// Finished in the period, before the due date (trước hạn).
    #[must_use]
    pub const fn early(&self) -> u64 {
        self.class(Timeliness::Early as u8)
    }

    /// Finished in the period, on the due date (đúng hạn).
    #[must_use]
    pub const fn on_time(&self) -> u64 {
        self.class(Timeliness::OnTime as u8)
    }

    /// Finished in the period, after the due date (quá hạn).
    #[must_use]
    pub const fn late(&self) -> u64 {
        self.class(Timeliness::Late as u8)
    }

    /// Finished in the period, with a due date.
    #[must_use]
    pub const fn resolved_measured(&self) -> u64 {
        self.early() + self.on_time() + self.late()
    }

    /// Finished in the period, without a due date.
    #[must_use]
    pub const fn resolved_unmeasured(&self) -> u64 {
        self.class(Code::RESOLVED_UNMEASURED)
    }

    /// Finished in the period (đã giải quyết).
    #[must_use]
    pub const fn resolved(&self) -> u64 {
        self.resolved_measured() + self.resolved_unmeasured()
    }

    /// Open, and the due date has not passed (trong hạn).
    #[must_use]
    pub const fn within_term(&self) -> u64 {
        self.class(Timeliness::WithinTerm as u8)
    }

    /// Open, and it has (quá hạn, chưa xong).
    #[must_use]
    pub const fn overdue(&self) -> u64 {
        self.class(Timeliness::Overdue as u8)
    }

    /// Open, with a due date.
    #[must_use]
    pub const fn open_measured(&self) -> u64 {
        self.within_term() + self.overdue()
    }

    /// Open, without a due date.
    #[must_use]
    pub const fn open_unmeasured(&self) -> u64 {
        self.class(Code::OPEN_UNMEASURED)
    }

    /// Open (đang giải quyết).
    #[must_use]
    pub const fn open(&self) -> u64 {
        self.open_measured() + self.open_unmeasured()
    }

    /// Without a due date, finished or open.
    #[must_use]
    pub const fn unmeasured(&self) -> u64 {
        self.resolved_unmeasured() + self.open_unmeasured()
    }

    /// Early, on time, or open and within term: the promise was kept so far.
    #[must_use]
    pub const fn kept(&self) -> u64 {
        self.early() + self.on_time() + self.within_term()
    }

    /// Finished before they were received, of those to handle: a mistake in the table.
    #[must_use]
    pub const fn finished_before_received(&self) -> u64 {
        self.backwards
    }

    /// Early or on time, among those finished with a due date.
    #[must_use]
    pub const fn on_time_rate(&self) -> Rate {
        let counted = ("early_or_on_time", self.early() + self.on_time());
        Rate::new("on_time_rate", counted, ("resolved_measured", self.resolved_measured()))
    }

    /// Early, on time or within term, among all that are to handle: the rate of progress of Decision 766/QĐ-TTg.
    #[must_use]
    pub fn kept_rate(&self) -> Rate {
        Rate::new("kept_rate", ("kept", self.kept()), ("to_handle", self.to_handle()))
    }

    /// Late, among those finished with a due date.
    #[must_use]
    pub const fn late_rate(&self) -> Rate {
        Rate::new("late_rate", ("late", self.late()), ("resolved_measured", self.resolved_measured()))
    }

    /// Overdue, among those open with a due date.
    #[must_use]
    pub const fn overdue_rate(&self) -> Rate {
        Rate::new("overdue_rate", ("overdue", self.overdue()), ("open_measured", self.open_measured()))
    }

    /// Every count with its stable name, in the order of the report.
    #[must_use]
    pub fn named(&self) -> [(&'static str, u64); 17] {
        [
            ("received", self.received()),
            ("carried_over", self.carried_over()),
            ("to_handle", self.to_handle()),
            ("resolved", self.resolved()),
            ("early", self.early()),
            ("on_time", self.on_time()),
            ("late", self.late()),
            ("open", self.open()),
            ("within_term", self.within_term()),
            ("overdue", self.overdue()),
            ("kept", self.kept()),
            ("unmeasured", self.unmeasured()),
            ("resolved_unmeasured", self.resolved_unmeasured()),
            ("open_unmeasured", self.open_unmeasured()),
            ("resolved_measured", self.resolved_measured()),
            ("open_measured", self.open_measured()),
            ("finished_before_received", self.finished_before_received()),
        ]
    }

    /// Every rate.
    #[must_use]
    pub fn rates(&self) -> [Rate; 4] {
        [self.on_time_rate(), self.kept_rate(), self.late_rate(), self.overdue_rate()]
    }
}

impl Part for Counts {
    fn merge(&mut self, other: &Self) {
        self.codes.iter_mut().zip(other.counted()).for_each(|(own, other)| *own += other);
        self.backwards += other.backwards;
    }

    fn is_empty(&self) -> bool {
        self.to_handle() == 0
    }

    fn numbers(&self) -> Vec<i64> {
        self.counted().iter().chain([&self.backwards]).map(|count| count.cast_signed()).collect()
    }

    fn from_numbers(numbers: &[i64]) -> Option<Self> {
        let counts: Vec<u64> = numbers.iter().map(|number| u64::try_from(*number).ok()).collect::<Option<_>>()?;
        let (codes, rest) = counts.split_first_chunk()?;
        let [backwards] = rest else { return None };
        Some(Self { codes: *codes, backwards: *backwards })
    }
}

impl Counting for OnTime {
    type Part = Counts;

    fn count<T: Place>(&self, block: &Block<'_, T>, _: &Rows<'_>, _: &Bounds<T>, parts: &mut [Counts], _: &mut Problems) {
        for (slot, code) in block.slots.iter().zip(block.codes) {
            // What is not counted has a code too, and so no branch.
            if let Some(part) = parts.get_mut(*slot as usize)
                && let Some(count) = part.codes.get_mut(code.place())
            {
                *count += 1;
            }
        }
        // Few rows are backwards, if any.
        for (slots, codes) in block.slots.chunks(64).zip(block.codes.chunks(64)).filter(|(_, codes)| Code::any_backwards(codes)) {
            for (slot, _) in slots.iter().zip(codes).filter(|(_, code)| code.is_backwards()) {
                if let Some(part) = parts.get_mut(*slot as usize) {
                    part.backwards += 1;
                }
            }
        }
    }

    fn open(part: &Counts) -> u64 {
        part.open()
    }
}
