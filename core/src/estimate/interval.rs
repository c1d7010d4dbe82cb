//! Intervals: how confident, between what bounds, by which method.

use super::quantile::{beta_quantile, normal_quantile, t_quantile};
use crate::error::{Error, quote};

/// How confident an interval is (độ tin cậy): above 0, below 1; 0.95 by default.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
#[doc(alias = "độ tin cậy")]
pub struct ConfidenceLevel {
    level: f64,
    /// Worked out once, however many intervals there are.
    z: f64,
}

impl ConfidenceLevel {
    /// The level as a share, as in 0.95.
    ///
    /// # Errors
    /// `value_out_of_range` unless it lies above 0 and below 1.
    pub fn new(level: f64) -> Result<Self, Error> {
        if level > 0.0 && level < 1.0 {
            return Ok(Self { level, z: -normal_quantile(tail(level)) });
        }
        Err(Error::ValueOutOfRange { name: "the confidence", value: level.to_string(), bound: "above 0 and below 1" })
    }

    /// The level as a share.
    #[must_use]
    pub const fn level(self) -> f64 {
        self.level
    }

    /// What is left out on either side: 0.025 for 0.95.
    #[must_use]
    pub fn tail(self) -> f64 {
        tail(self.level)
    }

    /// The normal quantile: 1.96 for 0.95.
    #[must_use]
    pub const fn z(self) -> f64 {
        self.z
    }

    /// Student's quantile; infinite without degrees of freedom.
    #[must_use]
    pub fn t(self, degrees: f64) -> f64 {
        -t_quantile(self.tail(), degrees)
    }
}

impl Default for ConfidenceLevel {
    /// 95 %.
    fn default() -> Self {
        Self { level: DEFAULT, z: -normal_quantile(tail(DEFAULT)) }
    }
}

const DEFAULT: f64 = 0.95;

fn tail(level: f64) -> f64 {
    (1.0 - level) / 2.0
}

/// Bounds within which a figure lies (khoảng tin cậy), ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
#[doc(alias = "khoảng tin cậy")]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// From one bound to the other, whichever is lower.
    #[must_use]
    pub fn new(one: f64, other: f64) -> Self {
        Self { low: one.min(other), high: one.max(other) }
    }

    /// The same within 0 and 1.
    pub(crate) fn share(low: f64, high: f64) -> Self {
        Self::new(low.clamp(0.0, 1.0), high.clamp(0.0, 1.0))
    }

    /// The lower bound.
    #[must_use]
    pub const fn low(self) -> f64 {
        self.low
    }

    /// The upper bound.
    #[must_use]
    pub const fn high(self) -> f64 {
        self.high
    }

    /// From bound to bound.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high - self.low
    }

    /// Whether a value lies within the bounds or on them.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// How the interval of a share is computed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IntervalMethod {
    /// The score interval: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n) (Wilson 1927).
    #[default]
    Wilson,
    /// The exact interval from the beta distribution, never too narrow (Clopper and Pearson 1934).
    ClopperPearson,
    /// logit p ± t · se / (p(1−p)), turned back. At 0 and 100 %, where it has no value, Clopper and Pearson's.
    Logit,
    /// Clopper and Pearson's on the effective number of answers (Korn and Graubard 1998). The same as theirs without a design.
    KornGraubard,
    /// Wald's about (x + z²/2) / (n + z²) (Agresti and Coull 1998).
    AgrestiCoull,
    /// Quantiles of the beta distribution with x + ½ and n − x + ½; 0 below at 0 %, 1 above at 100 % (Brown, Cai and DasGupta 2001).
    Jeffreys,
}

impl IntervalMethod {
    /// Reads the stable name, as in `wilson`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "wilson" => Ok(Self::Wilson),
            "clopper_pearson" => Ok(Self::ClopperPearson),
            "logit" => Ok(Self::Logit),
            "korn_graubard" => Ok(Self::KornGraubard),
            "agresti_coull" => Ok(Self::AgrestiCoull),
            "jeffreys" => Ok(Self::Jeffreys),
            _ => {
                let known = "wilson, clopper_pearson, logit, korn_graubard, agresti_coull, jeffreys";
                Err(Error::OptionUnknown { option: "a method for intervals", value: quote(text), known })
            }
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wilson => "wilson",
            Self::ClopperPearson => "clopper_pearson",
            Self::Logit => "logit",
            Self::KornGraubard => "korn_graubard",
            Self::AgrestiCoull => "agresti_coull",
            Self::Jeffreys => "jeffreys",
        }
    }

    /// The interval of a share `p` among `n` answers, or as many as the design leaves of them; `logit_t` is the quantile of the logit.
    ///
    /// Without any answer everything is possible; with infinitely many the share is known.
    pub(super) fn compute(self, p: f64, n: f64, level: ConfidenceLevel, logit_t: f64) -> Interval {
        if n.is_nan() || n <= 0.0 {
            return Interval::share(0.0, 1.0);
        }
        if n == f64::INFINITY {
            return Interval::share(p, p);
        }
        let z = level.z();
        match self {
            Self::Wilson => wilson(p, n, z),
            Self::ClopperPearson | Self::KornGraubard => clopper_pearson(p, n, level.tail()),
            Self::Logit if p <= 0.0 || p >= 1.0 => clopper_pearson(p, n, level.tail()),
            Self::Logit => logit(p, n, logit_t),
            Self::AgrestiCoull => {
                let (n, p) = (n + z * z, (p * n + z * z / 2.0) / (n + z * z));
                let half = z * (p * (1.0 - p) / n).sqrt();
                Interval::share(p - half, p + half)
            }
            Self::Jeffreys => {
                let (x, rest) = (p * n + 0.5, (1.0 - p) * n + 0.5);
                let low = if p <= 0.0 { 0.0 } else { beta_quantile(level.tail(), x, rest) };
                let high = if p >= 1.0 { 1.0 } else { 1.0 - beta_quantile(level.tail(), rest, x) };
                Interval::share(low, high)
            }
        }
    }
}

fn wilson(p: f64, n: f64, z: f64) -> Interval {
    let z2 = z * z;
    let middle = p + z2 / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let bound = |value: f64| value / (1.0 + z2 / n);
    // Exactly so, where the arithmetic would leave some 1e-17; and the share is never outside.
    let low = if p <= 0.0 { 0.0 } else { bound(middle - half).min(p) };
    let high = if p >= 1.0 { 1.0 } else { bound(middle + half).max(p) };
    Interval::share(low, high)
}

fn clopper_pearson(p: f64, n: f64, tail: f64) -> Interval {
    let (x, rest) = (p * n, (1.0 - p) * n);
    let low = if x <= 0.0 { 0.0 } else { beta_quantile(tail, x, rest + 1.0) };
    let high = if rest <= 0.0 { 1.0 } else { 1.0 - beta_quantile(tail, rest, x + 1.0) };
    Interval::share(low.min(p), high.max(p))
}

fn logit(p: f64, n: f64, t: f64) -> Interval {
    let centre = libm::log(p / (1.0 - p));
    // The standard error of the share over p(1−p).
    let half = t / (n * p * (1.0 - p)).sqrt();
    let back = |logit: f64| 1.0 / (1.0 + libm::exp(-logit));
    Interval::share(back(centre - half).min(p), back(centre + half).max(p))
}
