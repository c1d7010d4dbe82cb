//! What the draws of a unit come from.

use super::random::Stream;
use super::sets::Spread;
use crate::error::{Error, check_written, quote};
use crate::exact::Exact;

const MOST_LEVELS: usize = 20;

/// What is drawn in place of the shares observed.
///
/// With counts c of the answers of each level, the shares are drawn from the Dirichlet distribution of c + ½ or of c; for two levels that is
/// Beta(successes + ½, failures + ½) or Beta(successes, failures). Its variance is that of resampling the answers, but for a factor
/// n ⁄ (n + 1) or so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Smoothing {
    /// c + ½, Jeffreys' prior: what was observed at 0 or 100 % has a spread, too. 50 of 50 is no certain first place.
    #[default]
    Jeffreys,
    /// c, the Bayesian bootstrap (Rubin 1981): a level nobody chose stays empty, so shares of 0 and 100 % have no spread.
    None,
}

impl Smoothing {
    /// Reads `jeffreys` or `none`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "jeffreys" => Ok(Self::Jeffreys),
            "none" => Ok(Self::None),
            _ => Err(Error::OptionUnknown { option: "a smoothing", value: quote(text), known: "jeffreys, none" }),
        }
    }

    const fn added(self) -> f64 {
        match self {
            Self::Jeffreys => 0.5,
            Self::None => 0.0,
        }
    }
}

/// What the uncertain part of a score rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Answers by level, each level with what it counts: satisfied 1 and not satisfied 0, or credits such as 1, 0.6, 0.2 and 0. The part is
    /// the mean credit.
    Answers {
        /// How many answers each level has.
        counts: Vec<u64>,
        /// What an answer of each level counts.
        credits: Vec<Exact>,
    },
    /// An estimate with its standard error, taken as normal. An error of 0 makes it certain.
    Estimate {
        /// The estimate.
        value: Exact,
        /// Its standard error.
        standard_error: Exact,
    },
}

/// A unit with a score that is not certain: `fixed + weight × part`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncertain {
    /// Identifies it. What a unit draws follows from the seed and this alone.
    pub id: String,
    /// What it is called; may be empty.
    pub name: String,
    /// The part that has no sampling error, as the appraised points.
    pub fixed: Exact,
    /// What the other part is multiplied by, as the points a survey can bring.
    pub weight: Exact,
    /// What the other part rests on.
    pub evidence: Evidence,
}

impl Uncertain {
    /// A share: so many of so many.
    ///
    /// # Errors
    /// `value_out_of_range` for more successes than trials.
    pub fn share(id: &str, successes: u64, trials: u64) -> Result<Self, Error> {
        let Some(failures) = trials.checked_sub(successes) else {
            return Err(Error::ValueOutOfRange { name: "successes", value: successes.to_string(), bound: "at most the trials" });
        };
        let evidence = Evidence::Answers { counts: vec![successes, failures], credits: vec![Exact::from(1), Exact::zero()] };
        Ok(Self { id: id.to_owned(), name: String::new(), fixed: Exact::zero(), weight: Exact::from(1), evidence })
    }

    /// Fails for what cannot be drawn from.
    pub(super) fn check(&self) -> Result<(), Error> {
        let out_of_range = |path: &str, name, value: String, bound| {
            Err(Error::ValueOutOfRange { name, value: quote(&value), bound }.within(path))
        };
        check_written(&self.id, "id", "a unit draws by its id").map_err(|error| error.within("id"))?;
        match &self.evidence {
            Evidence::Answers { counts, credits } => {
                let answers = counts.iter().try_fold(0_u64, |sum, &count| sum.checked_add(count));
                match answers {
                    Some(0) => {
                        return out_of_range("levels", "answers", "0".to_owned(), "at least one: of none there is no share");
                    }
                    Some(1..=1_000_000_000) => {}
                    _ => return out_of_range("levels", "answers", format!("{counts:?}"), "at most 1000000000"),
                }
                if counts.len() > MOST_LEVELS || counts.len() != credits.len() {
                    return out_of_range("levels", "levels", counts.len().to_string(), "one count for each credit, at most 20");
                }
                Ok(())
            }
            Evidence::Estimate { standard_error, .. } if standard_error.is_negative() => {
                out_of_range("se", "standard error", standard_error.to_string(), "0 or more")
            }
            Evidence::Estimate { .. } => Ok(()),
        }
    }

    /// The score observed.
    #[must_use]
    pub fn score(&self) -> Exact {
        let part = match &self.evidence {
            Evidence::Estimate { value, .. } => value.clone(),
            Evidence::Answers { counts, credits } => {
                let credit: Exact = counts.iter().zip(credits).map(|(&count, credit)| &Exact::from(count) * credit).sum();
                credit / Exact::from(counts.iter().sum::<u64>())
            }
        };
        &self.fixed + &(&self.weight * &part)
    }
}

/// A source of draws in floating point; with the sign -1 the lowest score is the best.
#[derive(Debug)]
pub(super) struct Source {
    stream: Stream,
    fixed: f64,
    weight: f64,
    part: Part,
}

#[derive(Debug)]
enum Part {
    /// Shapes and credits, and the gamma draws of one draw.
    Levels(Vec<(f64, f64)>),
    Normal {
        value: f64,
        standard_error: f64,
    },
}

impl Source {
    pub(super) fn new(unit: &Uncertain, smoothing: Smoothing, seed: u64, sign: f64) -> Self {
        let part = match &unit.evidence {
            Evidence::Answers { counts, credits } => {
                let level = |(&count, credit): (&u64, &Exact)| (count as f64 + smoothing.added(), credit.to_f64());
                Part::Levels(counts.iter().zip(credits).map(level).collect())
            }
            Evidence::Estimate { value, standard_error } => {
                Part::Normal { value: value.to_f64(), standard_error: standard_error.to_f64() }
            }
        };
        let stream = Stream::named(seed, &unit.id);
        Self { stream, fixed: sign * unit.fixed.to_f64(), weight: sign * unit.weight.to_f64(), part }
    }

    pub(super) fn draw(&mut self) -> f64 {
        let part = match &self.part {
            Part::Normal { value, standard_error } => value + standard_error * self.stream.normal(),
            Part::Levels(levels) => {
                let (mut sum, mut credits) = (0.0, 0.0);
                for &(shape, credit) in levels {
                    let gamma = self.stream.gamma(shape);
                    sum += gamma;
                    credits += gamma * credit;
                }
                credits / sum
            }
        };
        self.fixed + self.weight * part
    }

    /// Mean and standard deviation of the draws, in closed form.
    pub(super) fn spread(&self) -> Spread {
        let (mean, deviation) = match &self.part {
            Part::Normal { value, standard_error } => (*value, *standard_error),
            Part::Levels(levels) => {
                let total: f64 = levels.iter().map(|(shape, _)| shape).sum();
                let mean = levels.iter().map(|(shape, credit)| shape * credit).sum::<f64>() / total;
                let squares: f64 = levels.iter().map(|(shape, credit)| shape * (credit - mean) * (credit - mean)).sum();
                let mut credits = levels.iter().filter(|(shape, _)| *shape > 0.0).map(|(_, credit)| credit);
                let first = credits.next();
                let is_certain = credits.all(|credit| Some(credit) == first);
                (mean, if is_certain { 0.0 } else { (squares / total / (total + 1.0)).sqrt() })
            }
        };
        Spread { mean: self.fixed + self.weight * mean, deviation: self.weight.abs() * deviation }
    }
}
