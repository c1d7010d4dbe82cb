//! A rate that says what it counts and among what.

use crate::estimate::{ConfidenceLevel, Interval, Proportion};
use crate::ratio::{Ratio, Share};

/// A share of counts with Wilson's interval (tỷ lệ kèm khoảng tin cậy).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    name: &'static str,
    share: Share,
}

impl Rate {
    pub(super) const fn new(
        name: &'static str,
        (counted, numerator): (&'static str, u64),
        (among, denominator): (&'static str, u64),
    ) -> Self {
        Self { name, share: Share::new(counted, among, Ratio::new(numerator, denominator)) }
    }

    /// The stable name of the rate.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The stable name of what the numerator counts.
    #[must_use]
    pub const fn counted(self) -> &'static str {
        self.share.counted()
    }

    /// The stable name of what the denominator counts.
    #[must_use]
    pub const fn among(self) -> &'static str {
        self.share.among()
    }

    /// The counts, exact.
    #[must_use]
    pub const fn ratio(self) -> Ratio {
        self.share.ratio()
    }

    /// Both.
    #[must_use]
    pub const fn share(self) -> Share {
        self.share
    }

    /// The rate as a number from 0 to 1; `None` of nothing.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        Some(Proportion::of(self.ratio())?.share())
    }

    /// Wilson's interval, from 0 to 1: what these dossiers say of how the office works, as if they were a sample of it. `None` of nothing.
    #[must_use]
    pub fn interval(self, level: ConfidenceLevel) -> Option<Interval> {
        Some(Proportion::of(self.ratio())?.wilson(level))
    }
}
