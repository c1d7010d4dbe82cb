//! Early, on time, late: one definition for everything that has a due date.

use std::cmp::Ordering;

use crate::law::Language;

/// Early, on time or late; open and within term or overdue (trước hạn, đúng hạn, quá hạn).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "đúng hạn")]
#[doc(alias = "quá hạn")]
pub enum Timeliness {
    /// Done before the due date.
    Early,
    /// Done on it.
    OnTime,
    /// Done after it.
    Late,
    /// Open, and the due date has not passed.
    WithinTerm,
    /// Open, and it has.
    Overdue,
    /// Not measured: not begun, given up, or no due date.
    #[default]
    None,
}

impl Timeliness {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Early => "early",
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::WithinTerm => "within_term",
            Self::Overdue => "overdue",
            Self::None => "none",
        }
    }

    /// What the control sheet prints.
    #[must_use]
    pub const fn name(self, language: Language) -> &'static str {
        match self {
            Self::Early => language.pick("Trước hạn", "Early"),
            Self::OnTime => language.pick("Đúng hạn", "On time"),
            Self::Late => language.pick("Quá hạn", "Late"),
            Self::WithinTerm => language.pick("Trong hạn", "Within term"),
            Self::Overdue => language.pick("Quá hạn, chưa xong", "Overdue"),
            Self::None => language.pick("Không tính", "Not measured"),
        }
    }

    /// Whether nothing is wrong so far: early, on time or within term.
    #[must_use]
    pub const fn is_kept(self) -> bool {
        matches!(self, Self::Early | Self::OnTime | Self::WithinTerm)
    }

    /// Whether the promise was or is broken.
    #[must_use]
    pub const fn is_broken(self) -> bool {
        matches!(self, Self::Late | Self::Overdue)
    }

    /// The number of [`of`](Self::of) without a branch, for columns: `at` is when it was done, or the day until which it is open.
    #[inline(always)]
    pub(crate) fn number<T: Ord>(is_done: bool, at: T, due_on: T) -> u32 {
        let (not_before, after) = (u32::from(at >= due_on), u32::from(at > due_on));
        after + if is_done { not_before } else { Self::WithinTerm as u32 }
    }

    /// The timeliness of a [`number`](Self::number).
    #[inline(always)]
    pub(crate) const fn of_number(number: u32) -> Self {
        match number {
            0 => Self::Early,
            1 => Self::OnTime,
            2 => Self::Late,
            3 => Self::WithinTerm,
            4 => Self::Overdue,
            _ => Self::None,
        }
    }

    /// How what was done on a day, or was open on another, stands to its due date.
    #[inline(always)]
    pub(crate) fn of<T: Ord>(done_on: Option<T>, open_on: T, due_on: T) -> Self {
        match done_on.map(|done_on| done_on.cmp(&due_on)) {
            Some(Ordering::Less) => Self::Early,
            Some(Ordering::Equal) => Self::OnTime,
            Some(Ordering::Greater) => Self::Late,
            None if open_on <= due_on => Self::WithinTerm,
            None => Self::Overdue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Timeliness;

    #[test]
    fn columns_and_single_dossiers_have_one_definition() {
        for at in -1..=1 {
            let (done, open) = (Timeliness::of(Some(at), 9, 0), Timeliness::of(None, at, 0));
            assert_eq!((Timeliness::number(true, at, 0), Timeliness::number(false, at, 0)), (done as u32, open as u32));
            assert_eq!((Timeliness::of_number(done as u32), Timeliness::of_number(open as u32)), (done, open));
        }
    }
}
