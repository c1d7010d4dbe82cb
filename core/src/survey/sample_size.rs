//! How many people to ask, and where.

use crate::error::{Error, missing, quote};
use crate::estimate::ConfidenceLevel;
use crate::exact::Exact;

/// The formula of a sample size (công thức cỡ mẫu).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "công thức cỡ mẫu")]
pub enum SizeFormula {
    /// n = N / (1 + N e²) (Yamane 1967): Cochran's with z = 2 and p = ½. The one SIPAS used.
    #[default]
    Yamane,
    /// n₀ = z² p(1−p) / e², n = n₀ / (1 + (n₀ − 1) / N) (Cochran 1977).
    Cochran,
}

impl SizeFormula {
    /// Reads the stable name: `yamane` or `cochran`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "yamane" => Ok(Self::Yamane),
            "cochran" => Ok(Self::Cochran),
            _ => Err(Error::OptionUnknown { option: "a formula", value: quote(text), known: "yamane, cochran" }),
        }
    }
}

/// How many people to ask (cỡ mẫu).
///
/// ```
/// use motcua::Exact;
/// use motcua::survey::SampleSize;
///
/// let size = SampleSize { population: Some(1000), ..SampleSize::default() };
/// assert_eq!(size.unrounded()?.text(2), "285.71");
/// assert_eq!(size.answers()?, 286);
/// let size = SampleSize { design_effect: Exact::parse("1.5")?, response_rate: Exact::parse("0.8")?, ..size };
/// // 428.57 answers wanted, so 535.71 forms.
/// assert_eq!((size.answers()?, size.to_issue()?), (429, 536));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[doc(alias = "cỡ mẫu")]
pub struct SampleSize {
    /// The formula.
    pub formula: SizeFormula,
    /// How many people or transactions there are; `None` for very many.
    pub population: Option<u64>,
    /// The error allowed, above 0 and below 1; 0.05 by default.
    pub error: Exact,
    /// The share expected, for Cochran's formula; ½ by default, which asks for most.
    pub share: Exact,
    /// The confidence, for Cochran's formula.
    pub confidence: ConfidenceLevel,
    /// What the design does to the variance; 1 by default.
    pub design_effect: Exact,
    /// The share of forms that come back, above 0, at most 1.
    pub response_rate: Exact,
}

impl Default for SampleSize {
    fn default() -> Self {
        let half = Exact::from(1) / Exact::from(2);
        Self {
            formula: SizeFormula::Yamane,
            population: None,
            error: Exact::from(1) / Exact::from(20),
            share: half,
            confidence: ConfidenceLevel::default(),
            design_effect: Exact::from(1),
            response_rate: Exact::from(1),
        }
    }
}

/// The most people anybody could mean; more is taken for a mistake.
const MOST_PEOPLE: u64 = 1_000_000_000_000;

fn out_of_range(name: &'static str, value: &Exact, bound: &'static str) -> Error {
    Error::ValueOutOfRange { name, value: value.to_string(), bound }
}

impl SampleSize {
    fn check(&self) -> Result<(), Error> {
        let (zero, one) = (Exact::zero(), Exact::from(1));
        if self.population.is_some_and(|population| population == 0 || population > MOST_PEOPLE) {
            let value = self.population.unwrap_or_default().to_string();
            return Err(Error::ValueOutOfRange { name: "the population", value, bound: "1 to 1000000000000" });
        }
        if self.error <= zero || self.error >= one || self.error < Exact::from(1) / Exact::from(100_000) {
            return Err(out_of_range("the error", &self.error, "at least 0.00001 and below 1, as in 0.05"));
        }
        if self.share <= zero || self.share >= one {
            return Err(out_of_range("the share", &self.share, "above 0 and below 1"));
        }
        if self.design_effect <= zero || self.design_effect > Exact::from(1000) {
            return Err(out_of_range("the design effect", &self.design_effect, "above 0, at most 1000"));
        }
        if self.response_rate < Exact::from(1) / Exact::from(1000) || self.response_rate > one {
            return Err(out_of_range("the response rate", &self.response_rate, "at least 0.001, at most 1"));
        }
        Ok(())
    }

    /// What the formula gives before anything is rounded, without design effect and response rate. Exact by Yamane; by Cochran good to
    /// nine decimals, as z is.
    ///
    /// # Errors
    /// `value_out_of_range` for a population, error, share, design effect or response rate that cannot be.
    pub fn unrounded(&self) -> Result<Exact, Error> {
        self.check()?;
        let one = Exact::from(1);
        let square = &self.error * &self.error;
        let people = self.population.map(Exact::from);
        Ok(match self.formula {
            SizeFormula::Yamane => match people {
                Some(people) => people.clone() / (one + people * square),
                None => one / square,
            },
            SizeFormula::Cochran => {
                let z = Exact::parse(&format!("{:.12}", self.confidence.z()))?;
                let endless = &z * &z * (&self.share * &(one.clone() - self.share.clone())) / square;
                match people {
                    Some(people) => endless.clone() / (one.clone() + (endless - one) / people),
                    None => endless,
                }
            }
        })
    }

    /// Answers wanted: times the design effect, rounded up; never more than there are people.
    ///
    /// # Errors
    /// As [`SampleSize::unrounded`].
    pub fn answers(&self) -> Result<u64, Error> {
        let answers = ceiling(&(self.unrounded()? * self.design_effect.clone()));
        Ok(self.population.map_or(answers, |population| answers.min(population)))
    }

    /// Forms to give out so that as many come back, rounded up once; never more than there are people.
    ///
    /// # Errors
    /// As [`SampleSize::unrounded`].
    pub fn to_issue(&self) -> Result<u64, Error> {
        let forms = ceiling(&(self.unrounded()? * self.design_effect.clone() / self.response_rate.clone()));
        Ok(self.population.map_or(forms, |population| forms.min(population)))
    }
}

/// The whole number at or above a number that is not negative.
fn ceiling(number: &Exact) -> u64 {
    let rounded = number.rounded(0);
    let whole: u64 = rounded.to_string().parse().unwrap_or(u64::MAX);
    if rounded < *number { whole.saturating_add(1) } else { whole }
}

/// How a sample is spread over strata (phân bổ mẫu).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[doc(alias = "phân bổ mẫu")]
pub enum Allocation {
    /// As many everywhere.
    Equal,
    /// By size.
    #[default]
    Proportional,
    /// By size times standard deviation: the least variance of the whole (Neyman 1934).
    Neyman,
    /// By a power of the size, 0 to 1: between equal and proportional, for figures of the strata as well as the whole (Bankier 1988, with
    /// equal coefficients of variation).
    Power(f64),
}

/// A stratum to be sampled.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// How many people there are.
    pub size: u64,
    /// The standard deviation of what is measured, for Neyman's allocation: √(p(1−p)) of a share.
    pub standard_deviation: Option<f64>,
}

/// The most strata.
const MOST_STRATA: usize = 10_000;

/// Spreads a sample over strata. The parts add up to the sample exactly (largest remainders; of equals the first), and no stratum gets more
/// than it has people: what is over goes to the others in their proportion.
///
/// ```
/// use motcua::survey::{Allocation, Stratum, allocate};
///
/// let strata = [500, 300, 201].map(|size| Stratum { size, standard_deviation: None });
/// assert_eq!(allocate(100, &strata, Allocation::Proportional)?, [50, 30, 20]);
/// assert_eq!(allocate(100, &strata, Allocation::Equal)?, [34, 33, 33]);
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// `value_out_of_range` for a sample larger than all strata together, a standard deviation below 0, a power outside 0 to 1, more than 10 000
/// strata; `value_missing` for a standard deviation that Neyman's allocation needs, or without strata.
pub fn allocate(sample: u64, strata: &[Stratum], allocation: Allocation) -> Result<Vec<u64>, Error> {
    if strata.is_empty() {
        return Err(missing("strata", "a sample is spread over at least one"));
    }
    let people = strata.iter().fold(0_u64, |sum, stratum| sum.saturating_add(stratum.size));
    if sample > people || people > MOST_PEOPLE || strata.len() > MOST_STRATA {
        let bound = "at most all people of all strata, in at most 10000 strata";
        return Err(Error::ValueOutOfRange { name: "the sample", value: sample.to_string(), bound });
    }
    let mut weights = Vec::new();
    for (index, stratum) in strata.iter().enumerate() {
        weights.push(weight(stratum, allocation).map_err(|error| error.at("strata", index))?);
    }
    let mut parts = vec![0; strata.len()];
    let mut open: Vec<usize> =
        (0..strata.len()).filter(|place| strata.get(*place).is_some_and(|stratum| stratum.size > 0)).collect();
    let mut left = sample;
    // Each round fills at least one stratum, or ends.
    while left > 0 && !open.is_empty() {
        let shares: Vec<Exact> = open.iter().filter_map(|place| weights.get(*place).cloned()).collect();
        let round = largest_remainders(left, &shares);
        let size = |place: usize| strata.get(place).map_or(0, |stratum| stratum.size);
        let full: Vec<usize> =
            open.iter().zip(&round).filter(|(place, part)| **part > size(**place)).map(|(place, _)| *place).collect();
        if full.is_empty() {
            open.iter().zip(round).for_each(|(place, part)| set(&mut parts, *place, part));
            break;
        }
        for place in &full {
            set(&mut parts, *place, size(*place));
            left -= size(*place);
        }
        open.retain(|place| !full.contains(place));
    }
    Ok(parts)
}

fn set(parts: &mut [u64], place: usize, part: u64) {
    if let Some(slot) = parts.get_mut(place) {
        *slot = part;
    }
}

fn weight(stratum: &Stratum, allocation: Allocation) -> Result<Exact, Error> {
    // Twelve decimals of a number that is no fraction: the same in every language.
    let decimal = |value: f64| Exact::parse(&format!("{value:.12}"));
    match allocation {
        Allocation::Equal => Ok(Exact::from(1)),
        Allocation::Proportional => Ok(Exact::from(stratum.size)),
        Allocation::Neyman => {
            let deviation =
                stratum.standard_deviation.ok_or_else(|| missing("standard_deviation", "Neyman's allocation needs it"))?;
            if !(0.0..=1e6).contains(&deviation) {
                let bound = "0 to 1000000";
                return Err(Error::ValueOutOfRange { name: "the standard deviation", value: deviation.to_string(), bound });
            }
            Ok(Exact::from(stratum.size) * decimal(deviation)?)
        }
        Allocation::Power(power) if (0.0..=1.0).contains(&power) => decimal(libm::pow(stratum.size as f64, power)),
        Allocation::Power(power) => Err(Error::ValueOutOfRange { name: "the power", value: power.to_string(), bound: "0 to 1" }),
    }
}

/// Parts in proportion to shares that add up to the whole; equal parts when all shares are 0.
fn largest_remainders(whole: u64, shares: &[Exact]) -> Vec<u64> {
    let total: Exact = shares.iter().sum();
    let equal = Exact::from(1) / Exact::from(shares.len() as u64);
    let mut parts = Vec::new();
    let mut remainders = Vec::new();
    let mut given = 0_u64;
    for (place, share) in shares.iter().enumerate() {
        let quota = Exact::from(whole) * share.checked_div(&total).unwrap_or_else(|| equal.clone());
        let up = ceiling(&quota);
        let down = if Exact::from(up) > quota { up - 1 } else { up };
        remainders.push((quota - Exact::from(down), place));
        parts.push(down);
        given += down;
    }
    remainders.sort_by(|(one, first), (other, second)| other.cmp(one).then(first.cmp(second)));
    let over = usize::try_from(whole.saturating_sub(given)).unwrap_or(usize::MAX);
    for (_, place) in remainders.iter().take(over) {
        let part = parts.get(*place).copied().unwrap_or_default();
        set(&mut parts, *place, part + 1);
    }
    parts
}
