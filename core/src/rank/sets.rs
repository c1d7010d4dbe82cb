//! Sets of ranks that hold at once.
//!
//! Let m and s be mean and standard deviation of a unit's draws x. Each set rests on the largest of studentised deviations in a draw, and on
//! the critical value c that at least the confidence asked of the draws do not exceed:
//!
//! - *simultaneous*: over all pairs j, k of |(x_j - x_k) - (m_j - m_k)| ⁄ √(s_j² + s_k²). A unit k is certainly above j if m_k - m_j exceeds
//!   c times that root. The set of j runs from 1 + how many are certainly above it to n - how many it is certainly above.
//! - *marginal*: the same for one j, over its pairs alone, with a c of its own.
//! - *joint*: over all units of |x - m| ⁄ s. The intervals m ± c s then hold at once, and a unit is certainly above another if its interval
//!   lies wholly above.
//!
//! Critical values are not refined step by step. Certain scores (s = 0) deviate nowhere and are compared as they are.

use super::uncertainty::RankRange;

/// Above this many comparisons, units squared times draws, the sets by pairs are left out.
const MOST_COMPARISONS: usize = 100_000_000;

/// Whether the sets by pairs are made.
pub(super) const fn fits(units: usize, draws: usize) -> bool {
    units.saturating_mul(units).saturating_mul(draws) <= MOST_COMPARISONS
}

/// Mean and standard deviation of what a unit draws.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spread {
    pub(super) mean: f64,
    pub(super) deviation: f64,
}

impl Spread {
    fn beside(&self, other: &Self) -> f64 {
        (self.deviation * self.deviation + other.deviation * other.deviation).sqrt()
    }
}

/// The largest deviations of each draw.
#[derive(Debug)]
pub(super) struct Deviations {
    joint: Vec<f64>,
    /// For each unit, draw after draw; nothing where pairs are too many.
    by_unit: Vec<Vec<f64>>,
    /// One over the standard deviation of each difference, 0 for certain ones; row after row.
    scales: Vec<f64>,
}

/// One over a deviation; 0 where there is none.
fn scale(deviation: f64) -> f64 {
    if deviation > 0.0 { 1.0 / deviation } else { 0.0 }
}

impl Deviations {
    pub(super) fn new(spreads: &[Spread], draws: usize) -> Self {
        let units = spreads.len();
        let fits = fits(units, draws);
        let by_unit = if fits { vec![Vec::with_capacity(draws); units] } else { Vec::new() };
        let of_pairs = |a| spreads.iter().map(move |b: &Spread| scale(b.beside(a)));
        let scales = if fits { spreads.iter().flat_map(of_pairs).collect() } else { Vec::new() };
        Self { joint: Vec::with_capacity(draws), by_unit, scales }
    }

    /// Takes one draw of all units.
    pub(super) fn note(&mut self, values: &[f64], spreads: &[Spread]) {
        let deviations: Vec<f64> = values.iter().zip(spreads).map(|(value, spread)| value - spread.mean).collect();
        let studentised = deviations.iter().zip(spreads).map(|(deviation, spread)| deviation.abs() * scale(spread.deviation));
        self.joint.push(studentised.fold(0.0, f64::max));
        let rows = self.scales.chunks(values.len().max(1));
        for ((row, largest), own) in rows.zip(&mut self.by_unit).zip(&deviations) {
            let studentised = deviations.iter().zip(row).map(|(other, scale)| (other - own).abs() * scale);
            largest.push(studentised.fold(0.0, f64::max));
        }
    }

    /// Marginal, simultaneous and joint set of each unit, when critical values are those that so many draws do not exceed.
    pub(super) fn ranges(&self, spreads: &[Spread], draws_within: usize) -> Vec<[Option<RankRange>; 3]> {
        let overall = self.by_unit.iter().fold(Vec::new(), |mut overall: Vec<f64>, unit| {
            overall.resize(unit.len(), 0.0);
            overall.iter_mut().zip(unit).for_each(|(overall, unit)| *overall = overall.max(*unit));
            overall
        });
        let overall = critical(&overall, draws_within);
        let joint = joint(spreads, critical(&self.joint, draws_within));
        let range = |(index, joint): (usize, RankRange)| {
            let by_pairs = self.by_unit.get(index).zip(spreads.get(index));
            let set = |c: f64| by_pairs.map(|(_, own)| by_differences(own, spreads, c));
            let marginal = by_pairs.and_then(|(largest, _)| set(critical(largest, draws_within)));
            [marginal, set(overall), Some(joint)]
        };
        joint.into_iter().enumerate().map(range).collect()
    }
}

/// The value that so many do not exceed.
fn critical(values: &[f64], draws_within: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(draws_within.saturating_sub(1)).copied().unwrap_or(f64::INFINITY)
}

fn by_differences(own: &Spread, all: &[Spread], c: f64) -> RankRange {
    let is_beyond = |difference: f64, other: &Spread| {
        let deviation = own.beside(other);
        difference > if deviation > 0.0 { c * deviation } else { 0.0 }
    };
    let above = all.iter().filter(|other| is_beyond(other.mean - own.mean, other)).count();
    let below = all.iter().filter(|other| is_beyond(own.mean - other.mean, other)).count();
    RankRange { low: above + 1, high: all.len() - below }
}

fn joint(spreads: &[Spread], c: f64) -> Vec<RankRange> {
    let half = |spread: &Spread| if spread.deviation > 0.0 { c * spread.deviation } else { 0.0 };
    let mut lows: Vec<f64> = spreads.iter().map(|spread| spread.mean - half(spread)).collect();
    let mut highs: Vec<f64> = spreads.iter().map(|spread| spread.mean + half(spread)).collect();
    let ends: Vec<(f64, f64)> = lows.iter().copied().zip(highs.iter().copied()).collect();
    lows.sort_unstable_by(f64::total_cmp);
    highs.sort_unstable_by(f64::total_cmp);
    let range = |(low, high): (f64, f64)| {
        let above = lows.len() - lows.partition_point(|other| *other <= high);
        let below = highs.partition_point(|other| *other < low);
        RankRange { low: above + 1, high: highs.len() - below }
    };
    ends.into_iter().map(range).collect()
}
