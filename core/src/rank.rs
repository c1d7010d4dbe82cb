//! Ranks (thứ hạng, xếp hạng): of exact scores, in peer groups, with their uncertainty, their sensitivity, and the change of a score.
//!
//! ```
//! use motcua::rank::{Rules, ranks};
//! use motcua::Exact;
//!
//! let scores = ["91.70", "88.4", "91.7", "80"].map(|score| Exact::parse(score).unwrap());
//! let places: Vec<String> = ranks(&scores, &Rules::default())?.iter().map(ToString::to_string).collect();
//! assert_eq!(places, ["1", "3", "1", "4"]);
//! # Ok::<(), motcua::Error>(())
//! ```

mod change;
mod peers;
mod random;
mod sensitivity;
mod sets;
mod uncertainty;

use std::fmt;

pub use self::change::{Across, AreaChange, ScoreChange, ScoredPeriod, score_change};
pub use self::peers::{Band, Candidate, PeerGroup, Ranked, Setting, Statement, Table, rank_units};
pub use self::sensitivity::{
    Aggregation, Criterion, Normalisation, Profile, Robustness, Scenario, Sensitivity, SensitivityOptions, Variant, sensitivity,
};
pub use self::uncertainty::{
    Comparisons, Evidence, InTop, MOST_DRAWS, Options, PairChance, RankRange, Smoothing, Uncertain, UncertainRank, Uncertainty,
    uncertainty,
};
use crate::error::{Error, quote};
use crate::exact::Exact;

/// Which numbers equal scores get.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "đồng hạng")]
pub enum Method {
    /// The best of their places, the next ones are left out: 1, 2, 2, 4. What published tables do.
    #[default]
    Competition,
    /// The worst of their places: 1, 3, 3, 4.
    Max,
    /// The same number, nothing is left out: 1, 2, 2, 3.
    Dense,
    /// Each its own, in the order given: 1, 2, 3, 4.
    Ordinal,
    /// The mean of their places: 1, 2.5, 2.5, 4.
    Average,
}

impl Method {
    /// Reads `competition`, `max`, `dense`, `ordinal` or `average`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Ok(match text {
            "competition" => Self::Competition,
            "max" => Self::Max,
            "dense" => Self::Dense,
            "ordinal" => Self::Ordinal,
            "average" => Self::Average,
            _ => {
                let known = "competition, max, dense, ordinal, average";
                return Err(Error::OptionUnknown { option: "a method of ranking", value: quote(text), known });
            }
        })
    }
}

/// Which values decide that two scores are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ties {
    /// The exact ones.
    #[default]
    Exact,
    /// Those that are published: rounded half up.
    Published,
}

impl Ties {
    /// Reads `exact` or `published`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "exact" => Ok(Self::Exact),
            "published" => Ok(Self::Published),
            _ => Err(Error::OptionUnknown { option: "a rule for ties", value: quote(text), known: "exact, published" }),
        }
    }
}

/// Which end is first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The highest score.
    #[default]
    Descending,
    /// The lowest.
    Ascending,
}

impl Order {
    /// Reads `descending` or `ascending`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "descending" => Ok(Self::Descending),
            "ascending" => Ok(Self::Ascending),
            _ => Err(Error::OptionUnknown { option: "an order", value: quote(text), known: "descending, ascending" }),
        }
    }
}

/// How ranks are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Which numbers equal scores get.
    pub method: Method,
    /// Which values decide that they are equal.
    pub ties: Ties,
    /// How many decimals are published (18 at most). With [`Ties::Published`] scores are rounded to so many, 2 if absent; with [`Ties::Exact`]
    /// the scores are said to be published ones, so that one with more decimals is a mistake.
    pub decimals: Option<u32>,
    /// Which end is first.
    pub order: Order,
}

/// Decimals that are published where nobody says how many.
pub(crate) const PUBLISHED_DECIMALS: u32 = 2;

impl Rules {
    /// The value that ranks a score.
    ///
    /// # Errors
    /// `value_out_of_range` for a score with more decimals than are published, when ties are on the exact value.
    pub(crate) fn ranking_value(&self, score: &Exact) -> Result<Exact, Error> {
        match (self.ties, self.decimals) {
            (Ties::Published, decimals) => Ok(score.rounded(decimals.unwrap_or(PUBLISHED_DECIMALS))),
            (Ties::Exact, Some(published)) if score.decimals().is_none_or(|decimals| decimals > published) => {
                let bound = "no more decimals than are published";
                Err(Error::ValueOutOfRange { name: "score", value: quote(&score.to_string()), bound })
            }
            (Ties::Exact, _) => Ok(score.clone()),
        }
    }
}

/// A rank. Prints as an integer, or with a half where equal scores share the mean of their places, as in `2.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    halves: u64,
}

impl Place {
    fn whole(place: usize) -> Self {
        Self { halves: 2 * place as u64 }
    }

    /// The rank as an integer; `None` for a half.
    #[must_use]
    pub const fn integer(self) -> Option<u64> {
        if self.halves % 2 == 0 { Some(self.halves / 2) } else { None }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let half = if self.halves % 2 == 0 { "" } else { ".5" };
        write!(f, "{}{half}", self.halves / 2)
    }
}

/// The ranks of scores, in the order of the scores.
///
/// # Errors
/// `value_out_of_range` with the index of a score that has more decimals than are published.
pub fn ranks(scores: &[Exact], rules: &Rules) -> Result<Vec<Place>, Error> {
    let value = |(index, score)| rules.ranking_value(score).map_err(|error| error.at("scores", index));
    let values = scores.iter().enumerate().map(value).collect::<Result<Vec<_>, _>>()?;
    Ok(places(&values, rules.method, rules.order))
}

/// The ranks of values that compare as they stand.
fn places<T: Ord>(values: &[T], method: Method, order: Order) -> Vec<Place> {
    let mut sorted: Vec<(usize, &T)> = values.iter().enumerate().collect();
    // A stable sort: equal scores keep the order given.
    sorted.sort_by(|(_, a), (_, b)| match order {
        Order::Descending => b.cmp(a),
        Order::Ascending => a.cmp(b),
    });
    let mut places = vec![Place::whole(0); values.len()];
    let mut before = 0;
    for (group, equal) in sorted.chunk_by(|(_, a), (_, b)| a == b).enumerate() {
        let last = before + equal.len();
        for (position, (index, _)) in equal.iter().enumerate() {
            let place = match method {
                Method::Competition => Place::whole(before + 1),
                Method::Max => Place::whole(last),
                Method::Dense => Place::whole(group + 1),
                Method::Ordinal => Place::whole(before + position + 1),
                Method::Average => Place { halves: (before + 1 + last) as u64 },
            };
            if let Some(slot) = places.get_mut(*index) {
                *slot = place;
            }
        }
        before = last;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::{Method, Order, Rules, Ties, ranks};
    use crate::exact::Exact;

    fn printed(scores: &[&str], rules: &Rules) -> Vec<String> {
        let scores: Vec<Exact> = scores.iter().map(|score| Exact::parse(score).unwrap()).collect();
        ranks(&scores, rules).unwrap().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn equal_scores_get_what_the_method_says() {
        let scores = ["70", "90", "80.0", "80", "80.00"];
        for (method, expected) in [
            (Method::Competition, ["5", "1", "2", "2", "2"]),
            (Method::Max, ["5", "1", "4", "4", "4"]),
            (Method::Dense, ["3", "1", "2", "2", "2"]),
            (Method::Ordinal, ["5", "1", "2", "3", "4"]),
            (Method::Average, ["5", "1", "3", "3", "3"]),
        ] {
            assert_eq!(printed(&scores, &Rules { method, ..Rules::default() }), expected, "{method:?}");
        }
        let average = Rules { method: Method::Average, order: Order::Ascending, ..Rules::default() };
        assert_eq!(printed(&["1", "2", "1"], &average), ["1.5", "3", "1.5"]);
        assert!(printed(&[], &average).is_empty());
    }

    #[test]
    fn a_score_finer_than_what_is_published_is_rounded_or_refused() {
        let published = Rules { ties: Ties::Published, ..Rules::default() };
        assert_eq!(printed(&["61.404", "61.40", "61.395"], &published), ["1", "1", "1"]);
        let refused = Rules { decimals: Some(2), ..Rules::default() };
        let scores = ["61.40", "61.395"].map(|score| Exact::parse(score).unwrap());
        let error = ranks(&scores, &refused).unwrap_err();
        assert_eq!((error.code(), error.index()), ("value_out_of_range", Some(1)));
    }
}
