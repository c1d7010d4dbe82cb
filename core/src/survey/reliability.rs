//! Whether items measure the same thing.

use super::questionnaire::Questionnaire;
use super::response::{ONE, Responses};
use crate::error::{Error, quote};
use crate::estimate::{ConfidenceLevel, Interval, f_quantile};

/// Cronbach's alpha of a set of items (độ tin cậy thang đo) with Feldt's interval, from respondents who answered all of them.
#[derive(Clone, Debug, PartialEq)]
#[doc(alias = "độ tin cậy thang đo")]
pub struct Reliability {
    /// k/(k−1) · (1 − Σs²_i / s²_T) (Cronbach 1951); `None` with fewer than two items or respondents, or when all sums are equal.
    pub alpha: Option<f64>,
    /// 1 − (1 − α) · F with n − 1 and (n − 1)(k − 1) degrees of freedom (Feldt 1965). Below 0 where items contradict each other.
    pub interval: Option<Interval>,
    /// Respondents who answered every item.
    pub complete: usize,
    /// Respondents left out because they did not.
    pub incomplete: usize,
    /// The items.
    pub items: Vec<ItemReliability>,
}

/// An item within its set.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReliability {
    /// Its place in the questionnaire.
    pub item: usize,
    /// Its mean score.
    pub mean: Option<f64>,
    /// The standard deviation of its scores.
    pub standard_deviation: Option<f64>,
    /// Its correlation with the sum of the other items; `None` when one of the two does not vary.
    pub item_total: Option<f64>,
    /// Alpha of the others; `None` with fewer than two of them.
    pub alpha_if_deleted: Option<f64>,
}

impl Reliability {
    /// The alpha of items, given by their places. Scores are those of the scale, or credits in percent on a scale without scores.
    /// Weights count as given; the interval takes the number of respondents.
    ///
    /// # Errors
    /// `value_out_of_range` for a place that is no item.
    pub fn new(
        questionnaire: &Questionnaire,
        responses: &Responses,
        items: &[usize],
        level: ConfidenceLevel,
    ) -> Result<Self, Error> {
        let mut scores = Vec::new();
        for &place in items {
            let scale = questionnaire.items.get(place).and_then(|item| questionnaire.scale(item));
            let bound = "the place of an item";
            let scale =
                scale.ok_or_else(|| Error::ValueOutOfRange { name: "the item", value: quote(&place.to_string()), bound })?;
            let has_scores = scale.levels.iter().all(|level| level.score.is_some());
            let score = |level: &super::questionnaire::Level| match &level.score {
                Some(score) if has_scores => score.to_f64(),
                _ => level.credit.to_f64() * 100.0,
            };
            scores.push(scale.levels.iter().map(score).collect::<Vec<f64>>());
        }
        let (mut rows, mut incomplete) = (Vec::new(), 0);
        for (row, respondent) in responses.rows.iter().enumerate().filter(|(_, row)| row.weight > 0) {
            let value = |(place, scores): (&usize, &Vec<f64>)| scores.get(responses.level(row, *place)?).copied();
            match items.iter().zip(&scores).map(value).collect::<Option<Vec<f64>>>() {
                Some(values) if !items.is_empty() => rows.push((respondent.weight as f64 / ONE as f64, values)),
                _ => incomplete += 1,
            }
        }
        let moments = Moments::new(items.len(), &rows);
        let all: Vec<usize> = (0..items.len()).collect();
        let alpha = moments.alpha(&all);
        let item = |(place, &item): (usize, &usize)| {
            let others: Vec<usize> = all.iter().copied().filter(|other| *other != place).collect();
            ItemReliability {
                item,
                mean: moments.means.get(place).copied().filter(|_| !rows.is_empty()),
                standard_deviation: (rows.len() > 1).then(|| moments.covariance(place, place).max(0.0).sqrt()),
                item_total: moments.item_total(place, &others),
                alpha_if_deleted: moments.alpha(&others),
            }
        };
        let (n, k) = (rows.len() as f64, items.len() as f64);
        let interval = alpha.map(|alpha| {
            let bound = |p: f64| 1.0 - (1.0 - alpha) * f_quantile(p, n - 1.0, (n - 1.0) * (k - 1.0));
            Interval::new(bound(1.0 - level.tail()), bound(level.tail()))
        });
        let items = items.iter().enumerate().map(item).collect();
        Ok(Self { alpha, interval, complete: rows.len(), incomplete, items })
    }
}

/// Means and covariances.
struct Moments {
    means: Vec<f64>,
    covariances: Vec<f64>,
    respondents: usize,
}

impl Moments {
    fn new(count: usize, rows: &[(f64, Vec<f64>)]) -> Self {
        let whole: f64 = rows.iter().map(|(weight, _)| weight).sum();
        let mut means = vec![0.0; count];
        for (weight, values) in rows {
            means.iter_mut().zip(values).for_each(|(mean, value)| *mean += weight * value / whole);
        }
        // With weights as with equal ones: Σw(x − x̄)² / Σw · n/(n − 1).
        let scale = if rows.len() > 1 { rows.len() as f64 / ((rows.len() - 1) as f64 * whole) } else { 0.0 };
        let mut covariances = vec![0.0; count * count];
        for (weight, values) in rows {
            let apart: Vec<f64> = values.iter().zip(&means).map(|(value, mean)| value - mean).collect();
            for (line, one) in covariances.chunks_mut(count.max(1)).zip(&apart) {
                line.iter_mut().zip(&apart).for_each(|(sum, other)| *sum += scale * weight * one * other);
            }
        }
        Self { means, covariances, respondents: rows.len() }
    }

    fn covariance(&self, one: usize, other: usize) -> f64 {
        self.covariances.get(one * self.means.len() + other).copied().unwrap_or(0.0)
    }

    /// The variance of the sum of items.
    fn of_sum(&self, items: &[usize]) -> f64 {
        items.iter().flat_map(|one| items.iter().map(|other| self.covariance(*one, *other))).sum()
    }

    fn alpha(&self, items: &[usize]) -> Option<f64> {
        let (k, whole) = (items.len() as f64, self.of_sum(items));
        let own: f64 = items.iter().map(|item| self.covariance(*item, *item)).sum();
        let varies = whole > 1e-12 * own.max(1e-300);
        (items.len() > 1 && self.respondents > 1 && varies).then(|| k / (k - 1.0) * (1.0 - own / whole))
    }

    fn item_total(&self, item: usize, others: &[usize]) -> Option<f64> {
        let shared: f64 = others.iter().map(|other| self.covariance(item, *other)).sum();
        let spread = self.covariance(item, item) * self.of_sum(others);
        (spread > 1e-24).then(|| (shared / spread.sqrt()).clamp(-1.0, 1.0))
    }
}
