//! Exact shares.

use std::fmt;

/// An exact share of counts (tỷ lệ): never rounded before it is printed.
///
/// ```
/// use motcua::Ratio;
///
/// let on_time = Ratio::new(2, 3);
/// assert_eq!(on_time.percent(2).as_deref(), Some("66.67"));
/// assert_eq!(Ratio::new(1, 8).percent(2).as_deref(), Some("12.50"));
/// // Half goes up, once: 0.125 % is 0.13 %.
/// assert_eq!(Ratio::new(1, 800).percent(2).as_deref(), Some("0.13"));
/// // A share of nothing is no number.
/// assert_eq!(Ratio::new(0, 0).percent(2), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "tỷ lệ")]
pub struct Ratio {
    numerator: u64,
    denominator: u64,
}

impl Ratio {
    /// So many of so many.
    #[must_use]
    pub const fn new(numerator: u64, denominator: u64) -> Self {
        Self { numerator, denominator }
    }

    /// How many are counted.
    #[must_use]
    pub const fn numerator(self) -> u64 {
        self.numerator
    }

    /// Among how many.
    #[must_use]
    pub const fn denominator(self) -> u64 {
        self.denominator
    }

    /// The share in percent with so many decimals (16 at most), rounded half up; `None` when the denominator is 0.
    #[must_use]
    pub fn percent(self, decimals: u32) -> Option<String> {
        let decimals = decimals.min(16);
        let one = 10_u128.pow(decimals);
        let (numerator, denominator) = (u128::from(self.numerator), u128::from(self.denominator));
        // Below 2^64 times 10^18 times 2, well within 128 bits.
        let rounded = (numerator * 100 * one * 2 + denominator).checked_div(denominator * 2)?;
        let (whole, fraction) = (rounded / one, rounded % one);
        Some(if decimals == 0 { whole.to_string() } else { format!("{whole}.{fraction:0width$}", width = decimals as usize) })
    }

    /// Compares the exact percentage with an amount, given in units of 10⁻⁶; `None` when the denominator is 0.
    pub(crate) fn cmp_percent_micro(self, micro: u64) -> Option<std::cmp::Ordering> {
        let (numerator, denominator) = (u128::from(self.numerator), u128::from(self.denominator));
        // numerator / denominator × 100 against micro / 10^6.
        (denominator > 0).then(|| (numerator * 100_000_000).cmp(&(u128::from(micro) * denominator)))
    }
}

impl fmt::Display for Ratio {
    /// As in `2/3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

/// A [`Ratio`] that says what it counts and among what.
///
/// ```
/// use motcua::{Ratio, Share};
///
/// let share = Share::new("done_with_evidence", "not_cancelled", Ratio::new(3, 4));
/// assert_eq!(share.ratio().to_string(), "3/4");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    counted: &'static str,
    among: &'static str,
    ratio: Ratio,
}

impl Share {
    /// What is counted, among what, and the two counts.
    #[must_use]
    pub const fn new(counted: &'static str, among: &'static str, ratio: Ratio) -> Self {
        Self { counted, among, ratio }
    }

    /// The stable name of what the numerator counts.
    #[must_use]
    pub const fn counted(self) -> &'static str {
        self.counted
    }

    /// The stable name of what the denominator counts.
    #[must_use]
    pub const fn among(self) -> &'static str {
        self.among
    }

    /// The counts.
    #[must_use]
    pub const fn ratio(self) -> Ratio {
        self.ratio
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::Ratio;

    #[test]
    fn percent_is_rounded_once_half_up() {
        let percent = |n, d, decimals| Ratio::new(n, d).percent(decimals).unwrap();
        assert_eq!(percent(1, 200, 0), "1");
        assert_eq!(percent(999_949, 1_000_000, 2), "99.99");
        assert_eq!(percent(99_995, 100_000, 2), "100.00");
        assert_eq!(percent(u64::MAX, u64::MAX, 99), "100.0000000000000000");
        assert_eq!(percent(u64::MAX, 1, 2), "1844674407370955161500.00");
    }

    #[test]
    fn a_share_is_compared_before_it_is_rounded() {
        let ratio = Ratio::new(94_996, 100_000);
        assert_eq!(ratio.percent(2).unwrap(), "95.00");
        assert_eq!(ratio.cmp_percent_micro(95_000_000), Some(Ordering::Less));
        assert_eq!(Ratio::new(0, 0).cmp_percent_micro(0), None);
    }
}
