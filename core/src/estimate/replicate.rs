//! Variance from replicates: the figure computed again with clusters left out or drawn anew.

use std::collections::BTreeMap;

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use super::design::{Design, LonelyPolicy};
use super::estimator::{Sums, Totals};
use super::square;
use crate::error::Error;

/// How the variance is computed.
#[derive(Clone, Debug, Default)]
pub enum VarianceMethod {
    /// By linearisation.
    #[default]
    Taylor,
    /// One cluster left out at a time, the others of its stratum standing in: JK1, with strata JKn (Wolter 2007).
    Jackknife,
    /// Clusters drawn anew, see [`VarianceMethod::bootstrap`].
    Bootstrap(Draws),
}

/// How often each cluster was drawn in each replicate.
#[derive(Clone, Debug)]
pub struct Draws {
    replicates: usize,
    /// By cluster: what is drawn of it.
    clusters: Vec<Drawn>,
}

/// How often one cluster was drawn in each replicate.
#[derive(Clone, Debug)]
struct Drawn {
    /// The clusters of its stratum.
    of: f64,
    /// The root of the share of them that was not drawn from the population.
    pull: f64,
    /// Two bytes each: 65 535 draws of one cluster never happen by chance.
    counts: Vec<u16>,
}

impl Drawn {
    /// What its weight is multiplied by in a replicate.
    fn factor(&self, count: u16) -> f64 {
        if self.of < 2.0 { 1.0 } else { 1.0 - self.pull + self.pull * (f64::from(count) * self.of / (self.of - 1.0)) }
    }
}

/// Replicates times clusters: what fits in 200 megabytes, and what a browser draws in some seconds.
const MOST_DRAWS: usize = 100_000_000;

impl VarianceMethod {
    /// The rescaled bootstrap (Rao and Wu 1988): from each stratum n_h − 1 of its n_h clusters with replacement, weights times
    /// n_h/(n_h − 1); with a finite population, between that and the full sample as 1 − f_h asks (Rao, Wu and Yue 1992).
    ///
    /// The draws come from xoshiro256++ seeded through SplitMix64, replicate after replicate, stratum after stratum; an index below n is
    /// the upper half of a 64-bit number times n. So one seed gives one answer everywhere. A stratum with a single cluster is always drawn.
    ///
    /// # Errors
    /// `value_out_of_range` for fewer than 2 replicates, or when replicates times clusters (respondents drawn alone count as such) are more
    /// than 100000000.
    pub fn bootstrap(design: &Design, replicates: usize, seed: u64) -> Result<Self, Error> {
        if replicates < 2 || replicates.saturating_mul(design.clusters().max(1)) > MOST_DRAWS {
            let bound = "at least 2, and times the number of clusters at most 100000000";
            return Err(Error::ValueOutOfRange { name: "replicates", value: replicates.to_string(), bound });
        }
        let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
        let mut drawn = Vec::with_capacity(design.clusters());
        for stratum in &design.strata {
            let (of, pull) = (stratum.clusters as f64, (1.0 - stratum.fraction).sqrt());
            drawn.extend((0..stratum.clusters).map(|_| Drawn { of, pull, counts: Vec::with_capacity(replicates) }));
        }
        let mut counts = Vec::new();
        for _ in 0..replicates {
            for stratum in &design.strata {
                let clusters = stratum.clusters;
                counts.clear();
                counts.resize(clusters, 0_u16);
                for _ in 1..clusters {
                    let index = (u128::from(rng.next_u64()) * clusters as u128) >> 64;
                    if let Some(count) = usize::try_from(index).ok().and_then(|index| counts.get_mut(index)) {
                        *count = count.saturating_add(1);
                    }
                }
                for (drawn, count) in drawn.iter_mut().skip(stratum.first).zip(&counts) {
                    drawn.counts.push(*count);
                }
            }
        }
        Ok(Self::Bootstrap(Draws { replicates, clusters: drawn }))
    }
}

fn add(sums: &mut Sums, other: &Sums, factor: f64) {
    for (sum, term) in sums.iter_mut().zip(other) {
        *sum = (sum.0 + factor * term.0, sum.1 + factor * term.1);
    }
}

/// Σ_h (n_h − 1)/n_h · (1 − f_h) · Σ_i (θ without i − θ)². A replicate in which nobody answered adds nothing.
pub(super) fn jackknife(design: &Design, totals: &Totals<'_>, value: f64) -> f64 {
    let mut strata: BTreeMap<usize, Vec<&Sums>> = BTreeMap::new();
    for (cluster, sums) in &totals.clusters {
        if let Some(stratum) = design.clusters.get(*cluster) {
            strata.entry(*stratum).or_default().push(sums);
        }
    }
    let nothing: Sums = vec![(0.0, 0.0); totals.whole.len()];
    let (mut variance, mut lonely) = (0.0, 0);
    for (index, clusters) in &strata {
        let Some(stratum) = design.strata.get(*index) else { continue };
        let count = stratum.clusters as f64;
        if stratum.is_lonely() {
            lonely += 1;
        }
        let mut own = nothing.clone();
        clusters.iter().for_each(|sums| add(&mut own, sums, 1.0));
        let without = |left_out: &Sums| {
            let mut sums = totals.whole.clone();
            if stratum.clusters > 1 {
                add(&mut sums, &own, 1.0 / (count - 1.0));
                add(&mut sums, left_out, -count / (count - 1.0));
            } else if design.lonely == LonelyPolicy::Adjust {
                add(&mut sums, left_out, -1.0);
            }
            totals.value(&sums).map_or(0.0, |replicate| square(replicate - value))
        };
        let silent = stratum.clusters.saturating_sub(clusters.len());
        let squares = clusters.iter().map(|sums| without(sums)).sum::<f64>() + silent as f64 * without(&nothing);
        let scale = if stratum.clusters > 1 { (count - 1.0) / count } else { 1.0 };
        variance += (1.0 - stratum.fraction) * scale * squares;
    }
    design.averaged(variance, lonely, strata.len())
}

/// The mean of (θ* − θ)² over the replicates in which somebody answered.
pub(super) fn bootstrap(draws: &Draws, totals: &Totals<'_>, value: f64) -> f64 {
    let (mut squares, mut counted) = (0.0, 0_usize);
    let mut replicates: Vec<Sums> = vec![vec![(0.0, 0.0); totals.whole.len()]; draws.replicates];
    for (cluster, own) in &totals.clusters {
        let Some(drawn) = draws.clusters.get(*cluster) else { continue };
        for (sums, count) in replicates.iter_mut().zip(&drawn.counts) {
            add(sums, own, drawn.factor(*count));
        }
    }
    for sums in &replicates {
        if let Some(replicate) = totals.value(sums) {
            squares += square(replicate - value);
            counted += 1;
        }
    }
    if counted > 0 { squares / counted as f64 } else { 0.0 }
}
