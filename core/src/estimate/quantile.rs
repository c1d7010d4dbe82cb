//! Quantiles good to ten digits.
//!
//! The beta distribution is computed by its continued fraction, with enough steps for 35 000 answers and more, and inverted by Newton's
//! method between bounds that always hold the answer. Student's t and F follow from it. Logarithms and the like come from `libm`, not from
//! the platform, so that a figure has the same bytes in every build.

use std::f64::consts::{PI, SQRT_2};

use libm::{erfc, exp, lgamma, log, log1p};

/// The z with probability `p` below it, 0 < p < 1; the infinities at 0 and 1.
///
/// ```
/// use motcua::estimate::normal_quantile;
///
/// assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-10);
/// assert!(normal_quantile(0.5).abs() < 1e-10);
/// ```
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    // The lower tail keeps its digits.
    if p > 0.5 { -lower_normal(1.0 - p) } else { lower_normal(p) }
}

fn lower_normal(p: f64) -> f64 {
    if p <= 0.0 || p.is_nan() {
        return f64::NEG_INFINITY;
    }
    // Hastings' approximation (Abramowitz and Stegun 26.2.23) is good to 4.5e-4, and each step of Halley's method triples its digits.
    let t = (-2.0 * log(p)).sqrt();
    let below = 1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308));
    let mut z = t - (2.515_517 + t * (0.802_853 + t * 0.010_328)) / below;
    for _ in 0..3 {
        let step = (normal_tail(z) - p) / (exp(-z * z / 2.0) / (2.0 * PI).sqrt());
        let next = z + step / (1.0 - z * step / 2.0);
        if !next.is_finite() {
            break;
        }
        z = next;
    }
    -z
}

/// The probability above z of a standard normal distribution.
pub(crate) fn normal_tail(z: f64) -> f64 {
    erfc(z / SQRT_2) / 2.0
}

/// The t with probability `p` below it under Student's distribution with so many degrees of freedom.
///
/// Infinite where there is no degree of freedom: nothing is known then.
///
/// ```
/// use motcua::estimate::t_quantile;
///
/// assert!((t_quantile(0.975, 10.0) - 2.228_138_851_964_939).abs() < 1e-9);
/// assert_eq!(t_quantile(0.975, 0.0), f64::INFINITY);
/// ```
#[must_use]
pub fn t_quantile(p: f64, degrees: f64) -> f64 {
    let (tail, sign) = if p > 0.5 { (1.0 - p, 1.0) } else { (p, -1.0) };
    if degrees <= 0.0 || tail <= 0.0 {
        return sign * f64::INFINITY;
    }
    if degrees > 10_000.0 {
        return sign * far_t(-lower_normal(tail), degrees);
    }
    // t² / (t² + ν) has the beta distribution with parameters 1/2 and ν/2; what it leaves of 1 keeps its digits the other way round.
    let w = beta_quantile(1.0 - 2.0 * tail, 0.5, degrees / 2.0);
    let rest = if w > 0.5 { beta_quantile(2.0 * tail, degrees / 2.0, 0.5) } else { 1.0 - w };
    let part = if w > 0.5 { 1.0 - rest } else { w };
    sign * (degrees * part / rest).sqrt()
}

/// Student's quantile from the normal one by the expansion of Cornish and Fisher; its error is of the order of ν⁻⁴.
fn far_t(z: f64, degrees: f64) -> f64 {
    let square = z * z;
    let first = (square + 1.0) * z / 4.0;
    let second = ((5.0 * square + 16.0) * square + 3.0) * z / 96.0;
    let third = (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) * z / 384.0;
    z + (first + (second + third / degrees) / degrees) / degrees
}

/// The x with probability `p` below it under the F distribution with the degrees of freedom of numerator and denominator.
///
/// ```
/// use motcua::estimate::f_quantile;
///
/// assert!((f_quantile(0.95, 4.0, 20.0) - 2.866_081_402_015_7).abs() < 1e-9);
/// ```
#[must_use]
pub fn f_quantile(p: f64, numerator: f64, denominator: f64) -> f64 {
    let w = beta_quantile(p, numerator / 2.0, denominator / 2.0);
    denominator * w / (numerator * (1.0 - w))
}

/// The x with probability `p` below it under the beta distribution with parameters `a` and `b`, both above 0.
///
/// ```
/// use motcua::estimate::beta_quantile;
///
/// assert!((beta_quantile(0.5, 2.0, 3.0) - 0.385_727_568_132).abs() < 1e-9);
/// assert_eq!(beta_quantile(0.0, 2.0, 3.0), 0.0);
/// ```
#[must_use]
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if p <= 0.0 || p.is_nan() {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let front = lgamma(a + b) - lgamma(a) - lgamma(b);
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    let mut x = a / (a + b);
    for _ in 0..MOST_HALVINGS {
        let (below, above) = beta_probabilities(x, a, b, front);
        // The smaller of the two tails keeps its digits.
        let excess = if below < above { below - p } else { (1.0 - p) - above };
        if excess == 0.0 {
            return x;
        }
        if excess > 0.0 {
            high = x
        } else {
            low = x
        }
        let density = exp(front + (a - 1.0) * log(x) + (b - 1.0) * log1p(-x));
        let newton = x - excess / density;
        let next = if newton > low && newton < high { newton } else { middle(low, high) };
        if (next - x).abs() <= 2.0 * f64::EPSILON * next.min(1.0 - next).abs().max(f64::MIN_POSITIVE) {
            return next;
        }
        x = next;
    }
    x
}

/// More than a bisection down to the smallest numbers takes.
const MOST_HALVINGS: usize = 400;

/// Halfway between two bounds; by order of magnitude while they differ in it.
fn middle(low: f64, high: f64) -> f64 {
    if low > 0.0 && high / low > 4.0 {
        (low * high).sqrt()
    } else if low == 0.0 && high < 1e-3 {
        high * 1e-3
    } else {
        (low + high) / 2.0
    }
}

/// The probabilities below and above x.
fn beta_probabilities(x: f64, a: f64, b: f64, front: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x >= 1.0 {
        return (1.0, 0.0);
    }
    let power = exp(front + a * log(x) + b * log1p(-x));
    if x < (a + 1.0) / (a + b + 2.0) {
        let below = (power * continued_fraction(x, a, b) / a).clamp(0.0, 1.0);
        (below, 1.0 - below)
    } else {
        let above = (power * continued_fraction(1.0 - x, b, a) / b).clamp(0.0, 1.0);
        (1.0 - above, above)
    }
}

/// The continued fraction of the incomplete beta function by Lentz's method; it takes some √max(a, b) steps.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    const MOST_STEPS: u32 = 200_000;
    const TINY: f64 = 1e-300;
    let guard = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..=MOST_STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}
