//! What becomes of ranks when weights, criteria or the way of adding up change.

use std::collections::BTreeSet;

use super::random::Stream;
use super::uncertainty::{InTop, RankRange, check_confidence, check_draws, histogram, in_top, interval, rank_at, rank_values};
use super::{Method, Order, Place, places};
use crate::error::{Error, check_written, quote};
use crate::exact::Exact;

/// The most criteria.
const MOST_CRITERIA: usize = 500;
/// Values added up over all draws.
const MOST_TERMS: usize = 1_000_000_000;

/// A criterion with its weight. Weights are relative: only their proportions count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Identifies it.
    pub id: String,
    /// Its weight, 0 or more.
    pub weight: Exact,
}

/// A unit with its value for each criterion, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Identifies it.
    pub id: String,
    /// What it is called; may be empty.
    pub name: String,
    /// Its values, 0 or more, higher being better.
    pub values: Vec<Exact>,
}

/// How values are made comparable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Normalisation {
    /// As they are.
    #[default]
    None,
    /// From 1 to 10: 9 (x - min) ⁄ (max - min) + 1, over the units given; 1 where all are equal. A unit then moves when another does.
    MinMax,
}

/// How values become a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Aggregation {
    /// Their weighted mean.
    #[default]
    Arithmetic,
    /// Their weighted geometric mean: what is bad at one criterion is made up for less. A value of 0 makes the score 0.
    Geometric,
}

/// One way to get at the ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// How values are made comparable.
    pub normalisation: Normalisation,
    /// How they become a score.
    pub aggregation: Aggregation,
    /// The place of the criterion left out, from 0.
    pub dropped: Option<usize>,
}

/// How the weights are perturbed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SensitivityOptions {
    /// How many draws of weights: 1 to 100,000, and at most 20,000,000 over all units.
    pub draws: usize,
    /// What the draws follow from.
    pub seed: u64,
    /// How close the weights stay to those given: they are drawn from the Dirichlet distribution of concentration times share. The share w
    /// varies with the standard deviation √(w (1 - w) ⁄ (concentration + 1)).
    pub concentration: Exact,
    /// The share of draws an interval holds, above 0 and below 1.
    pub confidence: Exact,
    /// The k of which the share of draws with rank ≤ k is asked.
    pub top: Vec<usize>,
}

impl Default for SensitivityOptions {
    fn default() -> Self {
        Self {
            draws: 2000,
            seed: 0,
            concentration: Exact::from(100),
            confidence: Exact::from(19) / Exact::from(20),
            top: Vec::new(),
        }
    }
}

/// A variant with its ranks.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// What is different.
    pub variant: Variant,
    /// The rank of each unit, in their order; equal scores have the best of their places.
    pub ranks: Vec<usize>,
    /// By how many places each unit falls; negative where it rises.
    pub shifts: Vec<i64>,
    /// The mean of the shifts, each without its sign.
    pub mean_shift: f64,
    /// The place of the unit that moves most, the first of several; `None` where none moves.
    pub most_moved: Option<usize>,
}

/// A unit and how steady its rank is.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its weighted arithmetic mean, exactly.
    pub score: Exact,
    /// Its rank by that.
    pub rank: Place,
    /// Best and worst rank in all draws and scenarios.
    pub extremes: RankRange,
    /// The median of the ranks drawn; of an even number the lower of the two in the middle.
    pub median: usize,
    /// The central interval of the ranks drawn.
    pub interval: RankRange,
    /// The share of draws with rank ≤ k for each k asked.
    pub in_top: Vec<InTop>,
    /// The place of the criterion that moves it most when dropped, the first of several, and by how many places it falls.
    pub moved_most_by: Option<(usize, i64)>,
}

/// What becomes of the ranks.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// The units, in the order given.
    pub units: Vec<Robustness>,
    /// Each criterion dropped in turn, then geometric, min-max, and both.
    pub scenarios: Vec<Scenario>,
    /// What is wrong with units left out.
    pub problems: Vec<Error>,
}

/// Perturbs the weights, drops each criterion in turn and tries other ways of adding up. A unit that could not be read, as an error, is a
/// problem of the answer; so is one with a negative value or one value too few (`value_out_of_range`), without id (`value_missing`) or with
/// one that is taken (`code_duplicate`).
///
/// ```
/// use motcua::rank::{Criterion, Profile, SensitivityOptions, sensitivity};
/// use motcua::Exact;
///
/// let criterion = |id: &str, weight| Criterion { id: id.to_owned(), weight: Exact::from(weight) };
/// let unit = |id: &str, values: [i32; 2]| Ok(Profile { id: id.to_owned(), name: String::new(), values: values.map(Exact::from).to_vec() });
/// let units = [unit("a", [90, 40]), unit("b", [60, 60])];
/// let answer = sensitivity(units, &[criterion("x", 1), criterion("y", 1)], &SensitivityOptions::default())?;
/// assert_eq!((answer.units[0].score.text(1), answer.units[0].rank.to_string()), ("65.0".to_owned(), "1".to_owned()));
/// // Without the first criterion the second unit leads.
/// assert_eq!(answer.scenarios[0].ranks, [2, 1]);
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// `value_missing` without criteria or the id of one, `code_duplicate` for an id that is taken, `amount_negative` for a negative weight,
/// `value_out_of_range` for weights that are all 0, a concentration that is not above 0 or above 1,000,000, draws, confidence, a k of 0, or
/// more than can be added up.
pub fn sensitivity(
    units: impl IntoIterator<Item = Result<Profile, Error>>,
    criteria: &[Criterion],
    options: &SensitivityOptions,
) -> Result<Sensitivity, Error> {
    let weights = shares(criteria)?;
    let (units, problems) = kept(units, criteria.len());
    check(units.len(), criteria.len(), options)?;
    let score = |unit: &Profile| unit.values.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
    let scores: Vec<Exact> = units.iter().map(score).collect();
    let observed = places(&scores, Method::Competition, Order::Descending);
    let grid = Grid::new(&units, &weights);
    let drawn = grid.draw(options);
    let scenarios = grid.scenarios(&units, &scores, &weights, &observed);
    let robustness = |(index, ((unit, score), rank)): (usize, ((&Profile, Exact), &Place))| {
        let counts = histogram(drawn.iter().skip(index).step_by(units.len().max(1)), units.len());
        let in_scenarios = scenarios.iter().filter_map(|scenario| scenario.ranks.get(index).copied());
        let ends = [rank_at(&counts, 1), rank_at(&counts, options.draws)];
        let all: Vec<usize> = in_scenarios.chain(ends).chain([whole(*rank)]).collect();
        let dropped = scenarios.iter().filter_map(|scenario| scenario.variant.dropped.zip(scenario.shifts.get(index).copied()));
        let moved = first_max(dropped.filter(|(_, shift)| *shift != 0), |(_, shift)| shift.unsigned_abs());
        Robustness {
            id: unit.id.clone(),
            name: unit.name.clone(),
            score,
            rank: *rank,
            extremes: RankRange {
                low: all.iter().copied().min().unwrap_or_default(),
                high: all.iter().copied().max().unwrap_or_default(),
            },
            median: rank_at(&counts, options.draws.div_ceil(2)),
            interval: interval(&counts, &options.confidence, options.draws),
            in_top: in_top(&counts, &options.top, options.draws),
            moved_most_by: moved,
        }
    };
    let summaries = units.iter().zip(scores).zip(&observed).enumerate().map(robustness).collect();
    Ok(Sensitivity { units: summaries, scenarios, problems })
}

/// The weights as shares of their sum.
fn shares(criteria: &[Criterion]) -> Result<Vec<Exact>, Error> {
    let mut ids = BTreeSet::new();
    for (index, criterion) in criteria.iter().enumerate() {
        let at = |error: Error| error.at("criteria", index);
        check_written(&criterion.id, "id", "a criterion is named by its id").map_err(|error| at(error.within("id")))?;
        if !ids.insert(&criterion.id) {
            return Err(at(Error::CodeDuplicate { what: "the id of a criterion", value: quote(&criterion.id) }.within("id")));
        }
        if criterion.weight.is_negative() {
            return Err(at(Error::AmountNegative { value: criterion.weight.to_string() }.within("weight")));
        }
    }
    if criteria.is_empty() {
        return Err(crate::error::missing("criteria", "scores are made of them").within("criteria"));
    }
    let sum: Exact = criteria.iter().map(|criterion| &criterion.weight).sum();
    let share = |criterion: &Criterion| criterion.weight.checked_div(&sum);
    criteria.iter().map(share).collect::<Option<_>>().ok_or_else(|| {
        let bound = "at least one above 0";
        Error::ValueOutOfRange { name: "weights", value: "0".to_owned(), bound }.within("criteria")
    })
}

fn kept(units: impl IntoIterator<Item = Result<Profile, Error>>, criteria: usize) -> (Vec<Profile>, Vec<Error>) {
    let (mut kept, mut problems): (Vec<Profile>, Vec<Error>) = (Vec::new(), Vec::new());
    let mut ids = BTreeSet::new();
    for (index, unit) in units.into_iter().enumerate() {
        let checked = unit.and_then(|unit| {
            check_written(&unit.id, "id", "a unit is named by its id").map_err(|error| error.within("id"))?;
            if let Some(value) = unit.values.iter().find(|value| value.is_negative()) {
                return Err(
                    Error::ValueOutOfRange { name: "value", value: value.to_string(), bound: "0 or more" }.within("values")
                );
            }
            if unit.values.len() != criteria {
                let (value, bound) = (unit.values.len().to_string(), "one value for each criterion");
                return Err(Error::ValueOutOfRange { name: "values", value, bound });
            }
            if !ids.insert(unit.id.clone()) {
                return Err(Error::CodeDuplicate { what: "the id of a unit", value: quote(&unit.id) }.within("id"));
            }
            Ok(unit)
        });
        match checked {
            Ok(unit) => kept.push(unit),
            Err(error) => problems.push(error.at("units", index)),
        }
    }
    (kept, problems)
}

fn check(units: usize, criteria: usize, options: &SensitivityOptions) -> Result<(), Error> {
    let out_of_range =
        |name, value: String, bound| Err(Error::ValueOutOfRange { name, value: quote(&value), bound }.within(name));
    check_draws(options.draws, units)?;
    check_confidence(&options.confidence)?;
    if criteria > MOST_CRITERIA || units.saturating_mul(criteria).saturating_mul(options.draws.max(criteria)) > MOST_TERMS {
        let bound = "at most 500, and at most 1000000000 values over all units and draws";
        return out_of_range("criteria", criteria.to_string(), bound);
    }
    if options.concentration <= Exact::zero() || options.concentration > Exact::from(1_000_000) {
        return out_of_range("concentration", options.concentration.to_string(), "above 0 and at most 1000000");
    }
    if options.top.contains(&0) {
        return out_of_range("top", "0".to_owned(), "1 or more");
    }
    Ok(())
}

/// Values and weights in floating point, unit after unit.
struct Grid {
    units: usize,
    criteria: usize,
    weights: Vec<f64>,
    plain: Vec<f64>,
    min_max: Vec<f64>,
}

impl Grid {
    fn new(units: &[Profile], weights: &[Exact]) -> Self {
        let criteria = weights.len();
        let column = |index: usize| units.iter().filter_map(move |unit| unit.values.get(index));
        let ends: Vec<_> = (0..criteria).map(|index| column(index).min().zip(column(index).max())).collect();
        let scaled = |(value, ends): (&Exact, &Option<(&Exact, &Exact)>)| {
            let scaled = ends.and_then(|(low, high)| (&Exact::from(9) * &(value - low)).checked_div(&(high - low)));
            (scaled.unwrap_or_else(Exact::zero) + Exact::from(1)).to_f64()
        };
        Self {
            units: units.len(),
            criteria,
            weights: weights.iter().map(Exact::to_f64).collect(),
            plain: units.iter().flat_map(|unit| unit.values.iter().map(Exact::to_f64)).collect(),
            min_max: units.iter().flat_map(|unit| unit.values.iter().zip(&ends).map(scaled)).collect(),
        }
    }

    /// The ranks of all units, draw after draw. A criterion without weight keeps none.
    fn draw(&self, options: &SensitivityOptions) -> Vec<u16> {
        let concentration = options.concentration.to_f64();
        let mut stream = Stream::named(options.seed, "weights");
        let mut ranks = Vec::with_capacity(self.units * options.draws);
        let (mut sorted, mut row) = (Vec::new(), vec![0_u16; self.units]);
        for _ in 0..options.draws {
            let weights: Vec<f64> = self.weights.iter().map(|weight| stream.gamma(concentration * weight)).collect();
            rank_values(&self.sums(&self.plain, &weights), &mut sorted, &mut row);
            ranks.extend_from_slice(&row);
        }
        ranks
    }

    fn sums(&self, values: &[f64], weights: &[f64]) -> Vec<f64> {
        let sum = |row: &[f64]| row.iter().zip(weights).fold(0.0, |sum, (value, weight)| sum + value * weight);
        values.chunks(self.criteria.max(1)).map(sum).collect()
    }

    fn scenarios(&self, units: &[Profile], scores: &[Exact], weights: &[Exact], observed: &[Place]) -> Vec<Scenario> {
        let variant = |normalisation, aggregation| Variant { normalisation, aggregation, dropped: None };
        let others = [
            variant(Normalisation::None, Aggregation::Geometric),
            variant(Normalisation::MinMax, Aggregation::Arithmetic),
            variant(Normalisation::MinMax, Aggregation::Geometric),
        ];
        // Without the only criterion that has a weight there is nothing to rank by.
        let weighted = weights.iter().filter(|weight| !weight.is_zero()).count();
        let can_drop = |(_, weight): &(usize, &Exact)| weight.is_zero() || weighted > 1;
        let drop = |(index, weight): (usize, &Exact)| {
            let without = |(score, unit): (&Exact, &Profile)| {
                unit.values.get(index).map_or_else(|| score.clone(), |value| score - &(value * weight))
            };
            let scores: Vec<Exact> = scores.iter().zip(units).map(without).collect();
            let ranks = places(&scores, Method::Competition, Order::Descending);
            let variant = Variant { dropped: Some(index), ..variant(Normalisation::None, Aggregation::Arithmetic) };
            scenario(variant, ranks.into_iter().map(whole).collect(), observed)
        };
        let dropped = weights.iter().enumerate().filter(can_drop).map(drop);
        dropped.chain(others.map(|variant| scenario(variant, self.ranks(variant), observed))).collect()
    }

    fn ranks(&self, variant: Variant) -> Vec<usize> {
        let values = match variant.normalisation {
            Normalisation::None => &self.plain,
            Normalisation::MinMax => &self.min_max,
        };
        let scores = match variant.aggregation {
            Aggregation::Arithmetic => self.sums(values, &self.weights),
            Aggregation::Geometric => {
                // A criterion without weight does not count, even where its value is 0.
                let term = |(value, weight): (&f64, &f64)| if *weight > 0.0 { weight * libm::log(*value) } else { 0.0 };
                let sum = |row: &[f64]| row.iter().zip(&self.weights).map(term).fold(0.0, |sum, term| sum + term);
                values.chunks(self.criteria.max(1)).map(sum).collect()
            }
        };
        // Scores that are equal may differ in their last bits, by the order in which they were added up.
        let rounded: Vec<f64> = scores.into_iter().map(rounded).collect();
        let mut row = vec![0_u16; self.units];
        rank_values(&rounded, &mut Vec::new(), &mut row);
        row.into_iter().map(usize::from).collect()
    }
}

fn whole(place: Place) -> usize {
    place.integer().and_then(|rank| usize::try_from(rank).ok()).unwrap_or_default()
}

fn scenario(variant: Variant, ranks: Vec<usize>, observed: &[Place]) -> Scenario {
    let shifts: Vec<i64> = ranks.iter().zip(observed).map(|(rank, observed)| *rank as i64 - whole(*observed) as i64).collect();
    let sum: u64 = shifts.iter().map(|shift| shift.unsigned_abs()).sum();
    let moved = shifts.iter().enumerate().filter(|(_, shift)| **shift != 0);
    Scenario {
        variant,
        mean_shift: sum as f64 / ranks.len().max(1) as f64,
        most_moved: first_max(moved, |(_, shift)| shift.unsigned_abs()).map(|(index, _)| index),
        ranks,
        shifts,
    }
}

/// The first of several largest; the iterator's own `max_by_key` takes the last.
fn first_max<I: Iterator, K: Ord>(items: I, key: impl Fn(&I::Item) -> K) -> Option<I::Item> {
    items.reduce(|best, item| if key(&item) > key(&best) { item } else { best })
}

/// To 2⁻³⁰: no score of a table is finer.
fn rounded(score: f64) -> f64 {
    const SCALE: f64 = (1_u64 << 30) as f64;
    (score * SCALE).round() / SCALE
}
