//! Means and ratios from a design, with their variance.

use std::collections::BTreeMap;

use super::design::{Design, LonelyPolicy};
use super::interval::{ConfidenceLevel, Interval, IntervalMethod};
use super::replicate::{self, VarianceMethod};
use super::square;

/// What is estimated: a sum of ratios, each Σwa / Σwb with a coefficient.
///
/// A share is one ratio with b = 1 for those who answered; a mean of five items is five ratios with the coefficient 1/5; a change is
/// after minus before. Rows that are not part of it (another unit, no answer) are left out and still count as drawn.
#[derive(Clone, Debug)]
pub struct Sample {
    pub(super) coefficients: Vec<f64>,
    rows: Vec<usize>,
    /// a and b of each term, row after row.
    values: Vec<(f64, f64)>,
}

impl Sample {
    /// An empty sum of ratios with these coefficients.
    #[must_use]
    pub fn new(coefficients: Vec<f64>) -> Self {
        Self { coefficients, rows: Vec::new(), values: Vec::new() }
    }

    /// The mean of one value a row.
    #[must_use]
    pub fn mean(values: impl IntoIterator<Item = (usize, f64)>) -> Self {
        let mut sample = Self::new(vec![1.0]);
        for (row, value) in values {
            sample.push(row, [(value, 1.0)]);
        }
        sample
    }

    /// Adds a row of the design with its a and b for each term; terms left out are 0 and 0, terms too many are dropped.
    pub fn push(&mut self, row: usize, terms: impl IntoIterator<Item = (f64, f64)>) {
        self.rows.push(row);
        let terms = terms.into_iter().chain(std::iter::repeat((0.0, 0.0)));
        self.values.extend(terms.take(self.coefficients.len()));
    }

    /// How many rows were added.
    #[must_use]
    pub fn respondents(&self) -> usize {
        self.rows.len()
    }

    /// The same with its rows moved on by so many places, and its coefficients times a factor; of several samples in one design.
    pub(crate) fn joined(parts: &[(&Self, usize, f64)]) -> Self {
        let coefficients = parts.iter().flat_map(|(part, _, factor)| part.coefficients.iter().map(move |own| factor * own));
        let mut all = Self::new(coefficients.collect());
        let mut before = 0;
        for (part, moved, _) in parts {
            for (row, terms) in part.rows() {
                all.push(row + moved, std::iter::repeat_n((0.0, 0.0), before).chain(terms.iter().copied()));
            }
            before += part.coefficients.len();
        }
        all
    }

    fn rows(&self) -> impl Iterator<Item = (usize, &[(f64, f64)])> {
        self.rows.iter().copied().zip(self.values.chunks(self.coefficients.len().max(1)))
    }
}

/// Σwa and Σwb of each term.
pub(super) type Sums = Vec<(f64, f64)>;

/// The sums by cluster.
pub(super) struct Totals<'a> {
    pub(super) coefficients: &'a [f64],
    pub(super) clusters: BTreeMap<usize, Sums>,
    pub(super) whole: Sums,
}

impl Totals<'_> {
    /// The sum of ratios; `None` when one has nothing below its line.
    pub(super) fn value(&self, sums: &[(f64, f64)]) -> Option<f64> {
        let mut value = 0.0;
        for (coefficient, (a, b)) in self.coefficients.iter().zip(sums) {
            if *b <= 0.0 {
                return None;
            }
            value += coefficient * a / b;
        }
        Some(value)
    }
}

/// A figure estimated from a design, with its variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    value: f64,
    variance: f64,
    degrees: usize,
    /// The most answers it can be worth: people, however many questions each of them answered.
    most: f64,
    respondents: usize,
    /// (Σw)² / Σw².
    kish_size: f64,
    simple_variance: f64,
    fraction: f64,
}

impl Design {
    /// Estimates a sum of ratios with its variance; `None` when nobody answered one of them.
    ///
    /// Taylor: Σ_h n_h/(n_h−1) · (1−f_h) · Σ_i (z_hi − z̄_h)², where z are the linearised totals of clusters (Woodruff 1971; Wolter
    /// 2007). Respondents outside the sample count as drawn, with z = 0, so a unit of the survey is a domain and no survey of its own.
    #[must_use]
    pub fn estimate(&self, sample: &Sample, method: &VarianceMethod) -> Option<Estimate> {
        let (mut clusters, mut whole) = (BTreeMap::<usize, Sums>::new(), vec![(0.0, 0.0); sample.coefficients.len()]);
        let (mut weight, mut squares, mut respondents) = (0.0, 0.0, 0_usize);
        for (row, terms) in sample.rows() {
            let Some(&(cluster, w)) = self.rows.get(row).filter(|(_, weight)| *weight > 0.0) else { continue };
            let sums = clusters.entry(cluster).or_insert_with(|| vec![(0.0, 0.0); sample.coefficients.len()]);
            for ((sum, total), (a, b)) in sums.iter_mut().zip(&mut whole).zip(terms) {
                *sum = (sum.0 + w * a, sum.1 + w * b);
                *total = (total.0 + w * a, total.1 + w * b);
            }
            weight += w;
            squares += w * w;
            respondents += 1;
        }
        let totals = Totals { coefficients: &sample.coefficients, clusters, whole };
        let value = totals.value(&totals.whole)?;
        let linear = |terms: &[(f64, f64)]| -> f64 {
            let parts = terms.iter().zip(&totals.whole).zip(&sample.coefficients);
            parts.map(|(((a, b), (total_a, total_b)), coefficient)| coefficient * (a - total_a / total_b * b) / total_b).sum()
        };
        // What drawing single respondents would give: the mean square of their linearised values.
        let spread: f64 =
            sample.rows().filter_map(|(row, terms)| Some(self.rows.get(row)?.1 * square(weight * linear(terms)) / weight)).sum();
        let simple_variance = if respondents > 1 { spread / (respondents - 1) as f64 } else { 0.0 };
        let strata: BTreeMap<usize, usize> = totals.clusters.keys().filter_map(|cluster| self.clusters.get(*cluster)).fold(
            BTreeMap::new(),
            |mut strata, stratum| {
                *strata.entry(*stratum).or_default() += 1;
                strata
            },
        );
        let variance = match method {
            VarianceMethod::Taylor => {
                let linearised = totals.clusters.iter().map(|(cluster, sums)| (*cluster, linear(sums)));
                self.taylor(linearised, strata.keys().copied())
            }
            VarianceMethod::Jackknife => replicate::jackknife(self, &totals, value),
            VarianceMethod::Bootstrap(draws) => replicate::bootstrap(draws, &totals, value),
        };
        let fractions = strata.keys().filter_map(|stratum| Some(self.strata.get(*stratum)?.fraction));
        Some(Estimate {
            value,
            variance,
            degrees: totals.clusters.len().saturating_sub(strata.len()),
            most: respondents as f64,
            respondents,
            kish_size: if squares > 0.0 { weight * weight / squares } else { 0.0 },
            simple_variance,
            fraction: fractions.fold(1.0, f64::min),
        })
    }

    /// The variance of a total of linearised values.
    fn taylor(&self, clusters: impl Iterator<Item = (usize, f64)>, strata: impl Iterator<Item = usize>) -> f64 {
        let mut sums: BTreeMap<usize, (f64, f64)> = strata.map(|stratum| (stratum, (0.0, 0.0))).collect();
        // Numbers around the same mean: the sum first, then the squares.
        let values: Vec<(usize, f64)> = clusters.filter_map(|(cluster, z)| Some((*self.clusters.get(cluster)?, z))).collect();
        for (stratum, z) in &values {
            if let Some(sum) = sums.get_mut(stratum) {
                sum.0 += z;
            }
        }
        let mean = |stratum: usize, sum: f64| self.strata.get(stratum).map_or(0.0, |stratum| sum / stratum.clusters as f64);
        let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
        for (stratum, z) in &values {
            if let Some(sum) = sums.get_mut(stratum) {
                let is_lonely = self.strata.get(*stratum).is_some_and(|stratum| stratum.clusters < 2);
                let centre = if is_lonely { 0.0 } else { mean(*stratum, sum.0) };
                sum.1 += square(z - centre);
                *seen.entry(*stratum).or_default() += 1;
            }
        }
        let (mut variance, mut lonely) = (0.0, 0_usize);
        for (index, &(sum, squares)) in &sums {
            let Some(stratum) = self.strata.get(*index) else { continue };
            let count = stratum.clusters as f64;
            if stratum.is_lonely() {
                lonely += 1;
                if self.lonely == LonelyPolicy::Adjust {
                    // The linearised values of the whole sample have the mean 0.
                    variance += (1.0 - stratum.fraction) * squares;
                }
            } else if stratum.clusters > 1 {
                // Clusters without any answer lie at 0.
                let silent = stratum.clusters.saturating_sub(seen.get(index).copied().unwrap_or(0));
                let squares = squares + silent as f64 * square(mean(*index, sum));
                variance += (1.0 - stratum.fraction) * count / (count - 1.0) * squares;
            }
        }
        self.averaged(variance, lonely, sums.len())
    }

    /// Under the policy `average`, lonely strata add what the others add on average.
    pub(super) fn averaged(&self, variance: f64, lonely: usize, strata: usize) -> f64 {
        let others = strata.saturating_sub(lonely);
        if self.lonely == LonelyPolicy::Average && others > 0 { variance * strata as f64 / others as f64 } else { variance }
    }
}

impl Estimate {
    /// A figure known from elsewhere with its effective number of answers.
    pub(crate) fn published(value: f64, size: f64) -> Self {
        let variance = value * (1.0 - value) / size;
        let respondents = size.ceil() as usize;
        Self {
            value,
            variance,
            degrees: usize::MAX,
            most: size,
            respondents,
            kish_size: size,
            simple_variance: variance,
            fraction: 0.0,
        }
    }

    /// The figure.
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// Its variance; 0 as well where it cannot be known, see [`Estimate::standard_error`].
    #[must_use]
    pub const fn variance(&self) -> f64 {
        self.variance
    }

    /// Clusters with answers less strata with answers.
    #[must_use]
    pub const fn degrees_of_freedom(&self) -> usize {
        self.degrees
    }

    /// How many people answered.
    #[must_use]
    pub const fn respondents(&self) -> usize {
        self.respondents
    }

    /// Whether every cluster there is was drawn: there is no sampling error then.
    #[must_use]
    pub fn is_census(&self) -> bool {
        self.fraction >= 1.0
    }

    /// The root of the variance; `None` when a single cluster leaves it unknown.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        (self.degrees > 0 || self.is_census()).then(|| self.variance.max(0.0).sqrt())
    }

    /// The variance over that of as many respondents drawn one by one (hệ số thiết kế); `None` where one of the two is unknown or 0.
    #[must_use]
    #[doc(alias = "hệ số thiết kế")]
    pub fn design_effect(&self) -> Option<f64> {
        (self.degrees > 0 && self.simple_variance > 0.0).then(|| self.variance / self.simple_variance)
    }

    /// The design effect of unequal weights alone.
    #[must_use]
    pub fn weight_effect(&self) -> f64 {
        if self.kish_size > 0.0 { self.respondents as f64 / self.kish_size } else { 1.0 }
    }

    /// As many independent answers as would have this variance: p(1−p)/v, never more than there are respondents (over 1 − f for a finite
    /// population), so that one bad answer among many does not make a figure surer than none. Without any variance (everybody agrees) the
    /// number of respondents over the effect of their weights.
    #[must_use]
    pub fn effective_size(&self) -> f64 {
        if self.is_census() {
            return f64::INFINITY;
        }
        let beyond = 1.0 / (1.0 - self.fraction);
        let spread = self.value * (1.0 - self.value);
        if spread > 0.0 && self.variance > 0.0 {
            (spread / self.variance).min(self.most * beyond)
        } else {
            self.kish_size * beyond
        }
    }

    /// The same with the loss of few clusters: times (t of n − 1 over t of the degrees of freedom)² (Korn and Graubard 1998).
    #[must_use]
    pub fn adjusted_size(&self, level: ConfidenceLevel) -> f64 {
        if self.is_census() || self.degrees >= self.respondents.saturating_sub(1) && self.degrees > 0 {
            return self.effective_size();
        }
        let ratio = level.t(self.respondents.saturating_sub(1) as f64) / level.t(self.degrees as f64);
        if self.degrees == 0 { 0.0 } else { (self.effective_size() * ratio * ratio).min(self.effective_size()) }
    }

    /// The interval of a share by a method, on the effective number of answers. Everything from 0 to 1 when a single cluster leaves the
    /// variance unknown.
    #[must_use]
    pub fn interval(&self, method: IntervalMethod, level: ConfidenceLevel) -> Interval {
        let size = match method {
            IntervalMethod::Logit if self.degrees > 0 => self.effective_size(),
            _ => self.adjusted_size(level),
        };
        method.compute(self.value.clamp(0.0, 1.0), size, level, level.t(self.degrees as f64))
    }
}
