//! The difference of two shares.

use super::estimator::Estimate;
use super::interval::{ConfidenceLevel, Interval, IntervalMethod};
use super::quantile::normal_tail;

/// How a share changed from one wave of a survey to the next, with what chance explains of it.
///
/// ```
/// use motcua::estimate::{Change, ConfidenceLevel, IntervalMethod, Proportion};
///
/// let (before, after) = (Proportion::new(24, 30)?.estimate(), Proportion::new(27, 30)?.estimate());
/// let change = Change::independent(&before, &after, IntervalMethod::Wilson, ConfidenceLevel::default());
/// assert!((change.difference() - 0.1).abs() < 1e-12);
/// // Ten points up, and yet it may as well have gone down.
/// assert!(change.interval().contains(0.0));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    difference: f64,
    variance: Option<f64>,
    interval: Interval,
    p_value: f64,
}

impl Change {
    /// The change between two samples that have nothing in common.
    #[must_use]
    pub fn independent(before: &Estimate, after: &Estimate, method: IntervalMethod, level: ConfidenceLevel) -> Self {
        Self::new(before, after, before.variance() + after.variance(), method, level)
    }

    /// The change when the variance of the difference is known, as from clusters asked twice.
    ///
    /// The interval joins those of the two waves (Newcombe 1998, method 10; with their correlation, Zou and Donner 2008), so it is as wide
    /// as they are at 0 and 100 %. The p-value is that of the score test on the effective numbers of answers: under no change both waves
    /// have one share.
    #[must_use]
    pub fn new(before: &Estimate, after: &Estimate, variance: f64, method: IntervalMethod, level: ConfidenceLevel) -> Self {
        let difference = after.value() - before.value();
        let apart = before.variance() + after.variance();
        let both = 2.0 * (before.variance() * after.variance()).sqrt();
        let correlation = if both > 0.0 { ((apart - variance) / both).clamp(-1.0, 1.0) } else { 0.0 };
        let (one, two) = (before.interval(method, level), after.interval(method, level));
        let join = |x: f64, y: f64| (x * x - 2.0 * correlation * x * y + y * y).max(0.0).sqrt();
        let low = difference - join(before.value() - one.high(), after.value() - two.low());
        let high = difference + join(before.value() - one.low(), after.value() - two.high());
        let known = before.standard_error().is_some() && after.standard_error().is_some();
        Self {
            difference,
            variance: known.then_some(variance.max(0.0)),
            interval: Interval::new(low.clamp(-1.0, 1.0), high.clamp(-1.0, 1.0)),
            p_value: Self::score_test(before, after, if apart > 0.0 { variance / apart } else { 1.0 }, level),
        }
    }

    fn score_test(before: &Estimate, after: &Estimate, shrink: f64, level: ConfidenceLevel) -> f64 {
        let difference = after.value() - before.value();
        let (n, m) = (before.adjusted_size(level), after.adjusted_size(level));
        if difference == 0.0 || n <= 0.0 || m <= 0.0 {
            return 1.0;
        }
        let (n_part, m_part) = (1.0 / n, 1.0 / m);
        // The share of both together, each wave by its precision.
        let pooled = match (n_part, m_part) {
            (0.0, _) => before.value(),
            (_, 0.0) => after.value(),
            _ => (before.value() * n + after.value() * m) / (n + m),
        };
        let error = (pooled * (1.0 - pooled) * (n_part + m_part) * shrink.max(0.0)).sqrt();
        if error > 0.0 { 2.0 * normal_tail((difference / error).abs()) } else { 0.0 }
    }

    /// After minus before.
    #[must_use]
    pub const fn difference(&self) -> f64 {
        self.difference
    }

    /// Its standard error; `None` when a single cluster leaves it unknown.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.variance.map(f64::sqrt)
    }

    /// Its interval, within −1 and 1.
    #[must_use]
    pub const fn interval(&self) -> Interval {
        self.interval
    }

    /// How often chance alone would give a difference so large, to either side.
    #[must_use]
    pub const fn p_value(&self) -> f64 {
        self.p_value
    }
}
