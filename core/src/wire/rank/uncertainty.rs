//! How sure ranks are.

use serde::{Deserialize, Serialize};

use super::{Names, RankNumber, choice, number, text, written};
use crate::error::{Error, missing, quote};
use crate::exact::Exact;
use crate::rank::{
    Comparisons, Evidence, Options, PUBLISHED_DECIMALS, RankRange, Rules, Smoothing, Ties, Uncertain, UncertainRank, uncertainty,
};
use crate::wire::seed::seed;
use crate::wire::share::problems;
use crate::wire::{Number, ProblemAnswer};

/// How sure the ranks of units are: scores are drawn again and again, and ranked each time.
///
/// ```
/// use motcua::wire::RankUncertaintyRequest;
///
/// let json = r#"{"top": [1], "units": [{"id": "a", "successes": 28, "trials": 30}, {"id": "b", "successes": 26, "trials": 30},
///     {"id": "c", "successes": 3, "trials": 30}]}"#;
/// let request: RankUncertaintyRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// let first = &answer.units[0];
/// assert_eq!((first.low, first.high, answer.units[2].low), (1, 2, 3));
/// assert!((0.7..0.9).contains(&first.in_top[0].probability));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankUncertaintyRequest {
    /// The units.
    pub units: Vec<UncertainUnitOptions>,
    /// What an answer of each level counts, for units given by `levels`: 0 and 1, or credits such as 1, 0.6, 0.2 and 0.
    #[serde(default)]
    pub credits: Vec<Number>,
    /// How many draws, 1 to 100,000 and at most 20,000,000 over all units; 2,000 if absent.
    pub draws: Option<usize>,
    /// What the draws follow from; 0 if absent. The same seed gives the same answer everywhere.
    pub seed: Option<u64>,
    /// The share of draws an interval holds; 0.95 if absent.
    pub confidence: Option<Number>,
    /// `jeffreys` or `none`: whether half an answer is added to each level, so that 50 of 50 is no certain first place; the first if absent.
    pub smoothing: Option<String>,
    /// The k of which P(rank ≤ k) is asked.
    #[serde(default)]
    pub top: Vec<usize>,
    /// Pairs of ids of which P(first above second) is asked, in place of `compare`.
    pub pairs: Option<Vec<(String, String)>>,
    /// `neighbours` or `all`: each unit with the next by rank, or all pairs of at most 200 units; the first if absent.
    pub compare: Option<String>,
    /// `competition`, `max`, `dense`, `ordinal` or `average`: of the ranks observed; the first if absent.
    pub method: Option<String>,
    /// `exact` or `published`: of the ranks observed; the first if absent.
    pub ties: Option<String>,
    /// How many decimals scores are rounded to, for ties on the published value and in the answer; if absent 2 for such ties, 4 in the answer with exact ones.
    pub decimals: Option<u32>,
    /// `descending` or `ascending`; the highest first if absent.
    pub order: Option<String>,
}

/// A unit with a score that is not certain: `fixed + weight × part`. The part is a share (`successes` of `trials`), a mean credit (`levels`),
/// or an estimate (`score`) with its standard error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UncertainUnitOptions {
    /// Identifies it; without one it is listed as a problem. What a unit draws follows from the seed and this alone.
    pub id: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// How many were satisfied.
    pub successes: Option<Number>,
    /// Among how many.
    pub trials: Option<Number>,
    /// How many answers each level has, in the order of `credits`.
    pub levels: Option<Vec<Number>>,
    /// An estimate.
    pub score: Option<Number>,
    /// Its standard error, taken as that of a normal distribution.
    pub se: Option<Number>,
    /// The part without sampling error, as the appraised points; 0 if absent.
    pub fixed: Option<Number>,
    /// What the uncertain part is multiplied by, as the points a survey can bring; 1 if absent.
    pub weight: Option<Number>,
}

/// A count.
fn count(given: &Number, field: &'static str) -> Result<u64, Error> {
    let value = number(given, field)?;
    if value.is_negative() {
        return Err(Error::AmountNegative { value: quote(given.as_str()) }.within(field));
    }
    let whole = value.text(0).parse().ok().filter(|_| value.decimals() == Some(0));
    whole.filter(|count| *count <= 1_000_000_000).ok_or_else(|| {
        let bound = "a whole number, at most 1000000000";
        Error::ValueOutOfRange { name: "count", value: quote(given.as_str()), bound }.within(field)
    })
}

impl UncertainUnitOptions {
    fn build(&self, credits: &[Exact]) -> Result<Uncertain, Error> {
        let share = |successes: &Number, trials: &Number| {
            let (successes, trials) = (count(successes, "successes")?, count(trials, "trials")?);
            if trials == 0 {
                let bound = "1 or more: of none there is no share";
                return Err(Error::ValueOutOfRange { name: "trials", value: "0".to_owned(), bound }.within("trials"));
            }
            Uncertain::share("", successes, trials).map(|unit| unit.evidence).map_err(|error| error.within("successes"))
        };
        let answers = |levels: &[Number]| {
            let counts = levels.iter().map(|level| count(level, "levels")).collect::<Result<_, Error>>()?;
            Ok(Evidence::Answers { counts, credits: credits.to_vec() })
        };
        let estimate = |value: &Number, se: &Number| {
            Ok(Evidence::Estimate { value: number(value, "score")?, standard_error: number(se, "se")? })
        };
        let evidence = match (&self.successes, &self.trials, &self.levels, &self.score, &self.se) {
            (Some(successes), Some(trials), None, None, None) => share(successes, trials)?,
            (None, None, Some(levels), None, None) => answers(levels)?,
            (None, None, None, Some(value), Some(se)) => estimate(value, se)?,
            (Some(_), None, None, None, None) => {
                return Err(missing("trials", "a share is one of so many").within("trials"));
            }
            (None, None, None, Some(_), None) => {
                let why = "an estimate is as sure as its standard error says; 0 if it is certain";
                return Err(missing("se", why).within("se"));
            }
            (None, _, None, None, _) => {
                let why = "a unit has successes and trials, levels, or score and se";
                return Err(missing("successes", why).within("successes"));
            }
            _ => {
                let problem = "a unit has either successes and trials, or levels, or score and se".to_owned();
                return Err(Error::RequestInvalid { path: "successes".to_owned(), problem });
            }
        };
        let part = |given: Option<&Number>, field, otherwise: i32| {
            given.map_or_else(|| Ok(Exact::from(otherwise)), |given| number(given, field))
        };
        Ok(Uncertain {
            id: text(self.id.as_ref()),
            name: text(self.name.as_ref()),
            fixed: part(self.fixed.as_ref(), "fixed", 0)?,
            weight: part(self.weight.as_ref(), "weight", 1)?,
            evidence,
        })
    }
}

/// How sure the ranks are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankUncertaintyAnswer {
    /// The units, in the order given.
    pub units: Vec<UncertainRankAnswer>,
    /// The pairs compared.
    pub pairs: Vec<PairChanceAnswer>,
    /// How many draws.
    pub draws: usize,
    /// The seed.
    pub seed: u64,
    /// Whether marginal and simultaneous sets are left out, all null: units squared times draws above 100,000,000, as above 223 units with 2,000
    /// draws. Every pair is compared in every draw; the interval of ranks drawn and the joint set are there for any number of units.
    pub sets_left_out: bool,
    /// What is wrong with units left out.
    pub problems: Vec<ProblemAnswer>,
}

/// A unit and how sure its rank is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UncertainRankAnswer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Exact decimal: the score observed, rounded half up to the `decimals` asked; if absent to 2 with ties on what is published, else to 4.
    pub score: String,
    /// The rank observed: an integer, with the method `average` a decimal as text.
    pub rank: RankNumber,
    /// The standard deviation of the scores drawn.
    pub standard_error: f64,
    /// The median of the ranks drawn.
    pub median: usize,
    /// The mean of the ranks drawn.
    pub mean_rank: f64,
    /// The best rank of the central interval of the ranks drawn.
    pub low: usize,
    /// The worst rank of that interval.
    pub high: usize,
    /// P(rank ≤ k) for each k asked.
    pub in_top: Vec<InTopAnswer>,
    /// The ranks its differences to all others leave it (Mogstad and others, marginal); null where `sets_left_out`.
    pub marginal: Option<RankRangeAnswer>,
    /// The same for all units at once (Mogstad and others, simultaneous); null where `sets_left_out`.
    pub simultaneous: Option<RankRangeAnswer>,
    /// The ranks that intervals of all scores at once leave it (Klein, Wright and Wieczorek).
    pub joint: RankRangeAnswer,
}

/// A range of ranks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RankRangeAnswer {
    /// The best rank.
    pub low: usize,
    /// The worst rank.
    pub high: usize,
}

/// P(rank ≤ k).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct InTopAnswer {
    /// k.
    pub k: usize,
    /// The share of draws.
    pub probability: f64,
}

/// P(first above second), a tie counting one half.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairChanceAnswer {
    /// The id of one.
    pub first: String,
    /// The id of the other.
    pub second: String,
    /// The share of draws.
    pub probability: f64,
}

impl From<RankRange> for RankRangeAnswer {
    fn from(range: RankRange) -> Self {
        Self { low: range.low, high: range.high }
    }
}

/// The confidence, 0.95 if absent.
pub(super) fn confidence(given: Option<&Number>) -> Result<Exact, Error> {
    given.map_or_else(|| Ok(Options::default().confidence), |given| number(given, "confidence"))
}

pub(super) fn in_top(top: &[crate::rank::InTop]) -> Vec<InTopAnswer> {
    top.iter().map(|top| InTopAnswer { k: top.k, probability: top.probability }).collect()
}

impl RankUncertaintyRequest {
    /// Draws.
    ///
    /// # Errors
    /// `option_unknown` for smoothing, compare, method, ties, order, or an id of a pair; `amount_invalid` for credits or confidence; `value_out_of_range`
    /// for draws, confidence, a k of 0, or more than can be compared. What is wrong with a unit is among the problems of the answer.
    pub fn evaluate(&self) -> Result<RankUncertaintyAnswer, Error> {
        let options = self.options()?;
        let read = |(index, credit): (usize, &Number)| credit.exact().map_err(|error| error.at("credits", index));
        let credits = self.credits.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        let answer = uncertainty(self.units.iter().map(|unit| unit.build(&credits)), &options)?;
        Ok(RankUncertaintyAnswer {
            units: answer.units.into_iter().map(|unit| UncertainRankAnswer::new(unit, &options)).collect(),
            pairs: answer
                .pairs
                .into_iter()
                .map(|pair| PairChanceAnswer { first: pair.first, second: pair.second, probability: pair.probability })
                .collect(),
            draws: options.draws,
            seed: options.seed,
            sets_left_out: answer.are_sets_left_out,
            problems: problems(&answer.problems),
        })
    }

    fn options(&self) -> Result<Options, Error> {
        let (method, ties, order) = (self.method.as_ref(), self.ties.as_ref(), self.order.as_ref());
        let usual = Options::default();
        let comparisons = match (&self.pairs, self.compare.as_deref()) {
            (Some(pairs), None) => Comparisons::Pairs(pairs.clone()),
            (None, None | Some("neighbours")) => Comparisons::Neighbours,
            (None, Some("all")) => Comparisons::All,
            (None, Some(other)) => {
                let known = "neighbours, all";
                return Err(Error::OptionUnknown { option: "a way to compare", value: quote(other), known }.within("compare"));
            }
            (Some(_), Some(_)) => {
                let problem = "either pairs or compare".to_owned();
                return Err(Error::RequestInvalid { path: "compare".to_owned(), problem });
            }
        };
        Ok(Options {
            draws: self.draws.unwrap_or(usual.draws),
            seed: seed(self.seed).map_err(|error| error.within("seed"))?,
            confidence: confidence(self.confidence.as_ref())?,
            smoothing: choice(self.smoothing.as_ref(), "smoothing", Smoothing::parse)?,
            rules: Names { method, ties, decimals: self.decimals, order }.build()?,
            top: self.top.clone(),
            comparisons,
        })
    }
}

/// Decimals of a score: those that rank it, else enough to tell shares apart, as 14/30 from 47/100.
fn printed_decimals(rules: &Rules) -> u32 {
    let usual = if rules.ties == Ties::Published { PUBLISHED_DECIMALS } else { 4 };
    rules.decimals.unwrap_or(usual)
}

impl UncertainRankAnswer {
    fn new(unit: UncertainRank, options: &Options) -> Self {
        Self {
            name: written(&unit.name),
            score: unit.score.text(printed_decimals(&options.rules)),
            rank: RankNumber::new(unit.rank, options.rules.method),
            standard_error: unit.standard_error,
            median: unit.median,
            mean_rank: unit.mean_rank,
            low: unit.interval.low,
            high: unit.interval.high,
            in_top: in_top(&unit.in_top),
            marginal: unit.marginal.map(RankRangeAnswer::from),
            simultaneous: unit.simultaneous.map(RankRangeAnswer::from),
            joint: unit.joint.into(),
            id: unit.id,
        }
    }
}
