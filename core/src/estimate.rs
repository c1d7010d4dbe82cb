//! Estimates and how sure they are: proportions with intervals, sampling designs, many comparisons at once.
//!
//! A share of 42 among 50 answers is 84 %, and says little by itself: with 95 % confidence the share lies between 71 % and 92 %. No
//! answer here is ever NaN: at 0 and 100 %, with one respondent, with one cluster, an interval is wide rather than nothing.
//!
//! ```
//! use motcua::estimate::{ConfidenceLevel, IntervalMethod, Proportion};
//!
//! let on_time = Proportion::new(42, 50)?;
//! let interval = on_time.wilson(ConfidenceLevel::default());
//! assert_eq!(format!("{:.3} to {:.3}", interval.low(), interval.high()), "0.715 to 0.917");
//! assert!(interval.contains(on_time.share()));
//!
//! // All of fifty satisfied does not mean all of everybody.
//! let all = Proportion::new(50, 50)?.interval(IntervalMethod::ClopperPearson, ConfidenceLevel::new(0.9)?);
//! assert_eq!(format!("{:.3} to {:.3}", all.low(), all.high()), "0.942 to 1.000");
//! # Ok::<(), motcua::Error>(())
//! ```
//!
//! What is exact (an index, a rate) is an [`Exact`](crate::Exact) or a [`Ratio`](crate::Ratio) elsewhere; here are the estimates, in `f64`.

mod adjust;
mod change;
mod design;
mod estimator;
mod interval;
mod proportion;
mod quantile;
mod replicate;
mod shrink;
#[cfg(test)]
mod tests;

pub use self::adjust::{Adjustment, adjust};
pub use self::change::Change;
pub use self::design::{Design, DesignRow, LonelyPolicy, cluster_design_effect, kish_design_effect};
pub use self::estimator::{Estimate, Sample};
pub use self::interval::{ConfidenceLevel, Interval, IntervalMethod};
pub use self::proportion::Proportion;
pub use self::quantile::{beta_quantile, f_quantile, normal_quantile, t_quantile};
pub use self::replicate::{Draws, VarianceMethod};
pub use self::shrink::BetaPrior;

/// The square of a number: a product, and so the same on every platform.
pub(crate) fn square(value: f64) -> f64 {
    value * value
}
