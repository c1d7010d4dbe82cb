//! How sure ranks are.

use std::collections::BTreeMap;

use super::sets::{Deviations, Spread, fits};
use super::source::{Smoothing, Source, Uncertain};
use super::{Order, Place, Rules, places};
use crate::error::{Error, quote};
use crate::exact::Exact;

/// The most draws one may ask for.
pub const MOST_DRAWS: usize = 100_000;
/// The most ranks that are kept at once: units times draws.
const MOST_RANKS: usize = 20_000_000;
/// Ranks are kept in 16 bits.
const MOST_UNITS: usize = 60_000;
/// Comparisons of pairs, over all draws.
const MOST_COMPARISONS: usize = 100_000_000;
/// Units of which all pairs are compared.
const MOST_COMPARED: usize = 200;

/// Which pairs are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Comparisons {
    /// Each unit with the next by rank.
    #[default]
    Neighbours,
    /// All, of 200 units at most.
    All,
    /// These, by their ids.
    Pairs(Vec<(String, String)>),
}

/// How ranks are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many draws: 1 to 100,000, and at most 20,000,000 over all units.
    pub draws: usize,
    /// What the draws follow from.
    pub seed: u64,
    /// The share of draws an interval holds, above 0 and below 1.
    pub confidence: Exact,
    /// What is drawn in place of the shares observed.
    pub smoothing: Smoothing,
    /// How the scores observed are ranked. In draws equal scores have the best of their places; a tie there is one of certain scores.
    pub rules: Rules,
    /// The k of which P(rank ≤ k) is asked.
    pub top: Vec<usize>,
    /// Which pairs are compared.
    pub comparisons: Comparisons,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            draws: 2000,
            seed: 0,
            confidence: Exact::from(19) / Exact::from(20),
            smoothing: Smoothing::default(),
            rules: Rules::default(),
            top: Vec::new(),
            comparisons: Comparisons::default(),
        }
    }
}

/// A range of ranks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RankRange {
    /// The best rank.
    pub low: usize,
    /// The worst.
    pub high: usize,
}

/// P(rank ≤ k).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InTop {
    /// k.
    pub k: usize,
    /// The share of draws.
    pub probability: f64,
}

/// A unit and how sure its rank is.
#[derive(Clone, Debug, PartialEq)]
pub struct UncertainRank {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The score observed.
    pub score: Exact,
    /// The rank observed.
    pub rank: Place,
    /// The standard deviation of the scores drawn.
    pub standard_error: f64,
    /// The median of the ranks drawn; of an even number the lower of the two in the middle.
    pub median: usize,
    /// The mean of the ranks drawn.
    pub mean_rank: f64,
    /// The central interval of the ranks drawn: with D draws and confidence c, ⌊D(1-c)⁄2⌋ of them are left out at each end.
    pub interval: RankRange,
    /// P(rank ≤ k) for each k asked.
    pub in_top: Vec<InTop>,
    /// Ranks this unit may have, by its differences to all others at once (Mogstad, Romano, Shaikh and Wilhelm, marginal); with many units
    /// and draws not computed.
    pub marginal: Option<RankRange>,
    /// The same for all units at once: with the confidence asked, no unit is outside (the same authors, simultaneous).
    pub simultaneous: Option<RankRange>,
    /// Ranks by intervals of all scores that hold at once (Klein, Wright and Wieczorek).
    pub joint: RankRange,
}

/// P(first above second), a tie counting one half.
#[derive(Clone, Debug, PartialEq)]
pub struct PairChance {
    /// The id of one.
    pub first: String,
    /// The id of the other.
    pub second: String,
    /// The share of draws.
    pub probability: f64,
}

/// How sure the ranks of units are.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertainty {
    /// The units, in the order given.
    pub units: Vec<UncertainRank>,
    /// The pairs compared.
    pub pairs: Vec<PairChance>,
    /// Whether marginal and simultaneous sets are left out: units squared times draws above 100,000,000.
    pub are_sets_left_out: bool,
    /// What is wrong with units left out.
    pub problems: Vec<Error>,
}

/// Draws scores and ranks them, again and again. A unit that could not be read, as an error, or cannot be drawn from is a problem of the
/// answer: no answers or more than 1,000,000,000, a count for each credit missing, a negative standard error (`value_out_of_range`), an id
/// missing (`value_missing`) or taken (`code_duplicate`).
///
/// ```
/// use motcua::rank::{Options, Uncertain, uncertainty};
///
/// let units = [("a", 50, 50), ("b", 47, 50), ("c", 20, 50)].map(|(id, yes, of)| Uncertain::share(id, yes, of));
/// let answer = uncertainty(units, &Options { top: vec![1], ..Options::default() })?;
/// let [a, _, c] = &answer.units[..] else { unreachable!() };
/// // All were satisfied, and still the first place is not certain; the last one is.
/// assert!(a.in_top[0].probability > 0.9 && a.in_top[0].probability < 1.0);
/// assert_eq!((a.interval.low, a.interval.high, c.interval.low), (1, 2, 3));
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// `value_out_of_range` for draws, confidence, a k of 0 or more units than can be compared; `option_unknown` for a pair with an id that no
/// unit has.
pub fn uncertainty(units: impl IntoIterator<Item = Result<Uncertain, Error>>, options: &Options) -> Result<Uncertainty, Error> {
    let (units, problems) = kept(units);
    check(units.len(), options)?;
    let scores: Vec<Exact> = units.iter().map(Uncertain::score).collect();
    let values = scores.iter().map(|score| options.rules.ranking_value(score)).collect::<Result<Vec<_>, _>>();
    // Scores of counts may have no decimals at all: only rounding brings them to those published.
    let observed = places(&values.unwrap_or_else(|_| scores.clone()), options.rules.method, options.rules.order);
    let pairs = pairs(&units, &observed, options)?;
    let sign = if options.rules.order == Order::Descending { 1.0 } else { -1.0 };
    let mut sources: Vec<Source> = units.iter().map(|unit| Source::new(unit, options.smoothing, options.seed, sign)).collect();
    let spreads: Vec<Spread> = sources.iter().map(Source::spread).collect();
    let drawn = draw(&mut sources, &spreads, &pairs, options.draws);
    let ranges = drawn.deviations.ranges(&spreads, draws_within(options));
    let summaries = units.iter().zip(scores).zip(observed).zip(spreads.iter().zip(ranges)).enumerate();
    let summary = |(index, (((unit, score), rank), (spread, ranges)))| {
        let counts = histogram(drawn.ranks.iter().skip(index).step_by(units.len().max(1)), units.len());
        summarise(unit, score, rank, spread, ranges, &counts, options)
    };
    let chance = |(&(first, second), halves): (&(usize, usize), &u64)| {
        let id = |index: usize| units.get(index).map(|unit| unit.id.clone()).unwrap_or_default();
        PairChance { first: id(first), second: id(second), probability: *halves as f64 / (2 * options.draws) as f64 }
    };
    Ok(Uncertainty {
        pairs: pairs.iter().zip(&drawn.wins).map(chance).collect(),
        units: summaries.map(summary).collect(),
        are_sets_left_out: !fits(units.len(), options.draws),
        problems,
    })
}

fn kept(units: impl IntoIterator<Item = Result<Uncertain, Error>>) -> (Vec<Uncertain>, Vec<Error>) {
    let (mut kept, mut problems): (Vec<Uncertain>, Vec<Error>) = (Vec::new(), Vec::new());
    let mut ids = BTreeMap::new();
    for (index, unit) in units.into_iter().enumerate() {
        let checked = unit.and_then(|unit| {
            unit.check()?;
            if ids.insert(unit.id.clone(), ()).is_some() {
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

fn check(units: usize, options: &Options) -> Result<(), Error> {
    let out_of_range =
        |name, value: String, bound| Err(Error::ValueOutOfRange { name, value: quote(&value), bound }.within(name));
    check_draws(options.draws, units)?;
    check_confidence(&options.confidence)?;
    if let Some(k) = options.top.iter().find(|&&k| k == 0) {
        return out_of_range("top", k.to_string(), "1 or more");
    }
    if options.comparisons == Comparisons::All && units > MOST_COMPARED {
        return out_of_range("compare", units.to_string(), "at most 200 units where all pairs are compared");
    }
    Ok(())
}

/// Fails for no draws, or for more than can be kept.
pub(super) fn check_draws(draws: usize, units: usize) -> Result<(), Error> {
    if draws == 0 || draws > MOST_DRAWS || units.saturating_mul(draws) > MOST_RANKS || units > MOST_UNITS {
        let bound = "1 to 100000 draws, at most 20000000 over all units, and at most 60000 units";
        return Err(Error::ValueOutOfRange { name: "draws", value: draws.to_string(), bound }.within("draws"));
    }
    Ok(())
}

/// Fails for a confidence of 0 or less, of 1 or more.
pub(super) fn check_confidence(confidence: &Exact) -> Result<(), Error> {
    if *confidence <= Exact::zero() || *confidence >= Exact::from(1) {
        let bound = "above 0 and below 1";
        return Err(
            Error::ValueOutOfRange { name: "confidence", value: quote(&confidence.to_string()), bound }.within("confidence")
        );
    }
    Ok(())
}

/// The pairs to compare, by their places among the units.
fn pairs(units: &[Uncertain], observed: &[Place], options: &Options) -> Result<Vec<(usize, usize)>, Error> {
    let found: Vec<(usize, usize)> = match &options.comparisons {
        Comparisons::All => (0..units.len()).flat_map(|a| (a + 1..units.len()).map(move |b| (a, b))).collect(),
        Comparisons::Neighbours => {
            let mut order: Vec<(&Place, usize)> = observed.iter().zip(0..).collect();
            order.sort();
            order.iter().zip(order.iter().skip(1)).map(|(&(_, a), &(_, b))| (a, b)).collect()
        }
        Comparisons::Pairs(pairs) => {
            let places: BTreeMap<&str, usize> = units.iter().map(|unit| unit.id.as_str()).zip(0..).collect();
            let place = |index, id: &str| {
                let known = "the ids of the units that can be ranked";
                places.get(id).copied().ok_or_else(|| {
                    Error::OptionUnknown { option: "the id of a unit", value: quote(id), known }.at("pairs", index)
                })
            };
            let read = |(index, (a, b)): (usize, &(String, String))| Ok((place(index, a)?, place(index, b)?));
            pairs.iter().enumerate().map(read).collect::<Result<_, Error>>()?
        }
    };
    if found.len().saturating_mul(options.draws) > MOST_COMPARISONS {
        let bound = "at most 100000000 comparisons over all draws";
        return Err(Error::ValueOutOfRange { name: "pairs", value: found.len().to_string(), bound }.within("pairs"));
    }
    Ok(found)
}

/// What the draws came to.
struct Drawn {
    /// The ranks of all units, draw after draw.
    ranks: Vec<u16>,
    /// For each pair, two for a draw in which the first is above, one for a tie.
    wins: Vec<u64>,
    deviations: Deviations,
}

fn draw(sources: &mut [Source], spreads: &[Spread], pairs: &[(usize, usize)], draws: usize) -> Drawn {
    let units = sources.len();
    let mut drawn = Drawn {
        ranks: Vec::with_capacity(units * draws),
        wins: vec![0; pairs.len()],
        deviations: Deviations::new(spreads, draws),
    };
    let mut values = vec![0.0; units];
    let (mut sorted, mut row) = (Vec::with_capacity(units), vec![0_u16; units]);
    for _ in 0..draws {
        for (value, source) in values.iter_mut().zip(sources.iter_mut()) {
            *value = source.draw();
        }
        rank_values(&values, &mut sorted, &mut row);
        drawn.ranks.extend_from_slice(&row);
        drawn.deviations.note(&values, spreads);
        for (wins, &(first, second)) in drawn.wins.iter_mut().zip(pairs) {
            if let (Some(first), Some(second)) = (values.get(first), values.get(second)) {
                *wins += u64::from(first > second) + u64::from(first >= second);
            }
        }
    }
    drawn
}

/// Ranks from the highest value on, equal ones with the best of their places.
pub(super) fn rank_values(values: &[f64], sorted: &mut Vec<(f64, u32)>, row: &mut [u16]) {
    sorted.clear();
    sorted.extend(values.iter().copied().zip(0_u32..));
    sorted.sort_unstable_by(|(a, _), (b, _)| b.total_cmp(a));
    let (mut place, mut previous) = (0, None);
    for (&(value, index), position) in sorted.iter().zip(1_u16..) {
        if previous != Some(value) {
            (place, previous) = (position, Some(value));
        }
        if let Some(slot) = row.get_mut(index as usize) {
            *slot = place;
        }
    }
}

/// How many of the draws a simultaneous statement has to hold in: the confidence times the draws, rounded up.
fn draws_within(options: &Options) -> usize {
    options.draws - left_out(&options.confidence, options.draws, 1)
}

/// ⌊draws (1 - confidence) ⁄ parts⌋.
pub(super) fn left_out(confidence: &Exact, draws: usize, parts: u64) -> usize {
    let tail = (Exact::from(1) - confidence.clone()) * Exact::from(draws as u64) / Exact::from(parts);
    // Whole and at most 100,000: exact in floating point, too.
    let floor = tail.rounded(0);
    let floor = if floor > tail { floor - Exact::from(1) } else { floor };
    floor.to_f64() as usize
}

/// How often each rank from 1 on was drawn.
pub(super) fn histogram<'a>(ranks: impl Iterator<Item = &'a u16>, units: usize) -> Vec<usize> {
    let mut counts = vec![0; units + 1];
    for &rank in ranks {
        if let Some(count) = counts.get_mut(usize::from(rank)) {
            *count += 1;
        }
    }
    counts
}

/// The rank at a place among all draws sorted, the first being 1.
pub(super) fn rank_at(counts: &[usize], place: usize) -> usize {
    let mut seen = 0;
    let reached = counts.iter().position(|&count| {
        seen += count;
        seen >= place
    });
    reached.unwrap_or_default()
}

/// The central interval of ranks drawn.
pub(super) fn interval(counts: &[usize], confidence: &Exact, draws: usize) -> RankRange {
    let tail = left_out(confidence, draws, 2);
    RankRange { low: rank_at(counts, tail + 1), high: rank_at(counts, draws - tail) }
}

/// P(rank ≤ k) for each k.
pub(super) fn in_top(counts: &[usize], top: &[usize], draws: usize) -> Vec<InTop> {
    let probability = |k: usize| counts.iter().take(k.saturating_add(1)).sum::<usize>() as f64 / draws as f64;
    top.iter().map(|&k| InTop { k, probability: probability(k) }).collect()
}

fn summarise(
    unit: &Uncertain,
    score: Exact,
    rank: Place,
    spread: &Spread,
    [marginal, simultaneous, joint]: [Option<RankRange>; 3],
    counts: &[usize],
    options: &Options,
) -> UncertainRank {
    let draws = options.draws;
    let interval = interval(counts, &options.confidence, draws);
    let sum: usize = counts.iter().enumerate().map(|(rank, count)| rank * count).sum();
    UncertainRank {
        id: unit.id.clone(),
        name: unit.name.clone(),
        score,
        rank,
        standard_error: spread.deviation,
        median: rank_at(counts, draws.div_ceil(2)),
        mean_rank: sum as f64 / draws as f64,
        interval,
        in_top: in_top(counts, &options.top, draws),
        marginal,
        simultaneous,
        joint: joint.unwrap_or(interval),
    }
}
