//! Ranks across a boundary.

use serde::{Deserialize, Serialize};

use super::answer::Texts;
use super::share::{ProblemAnswer, problems};
use crate::error::{Error, missing};
use crate::exact::Exact;
use crate::number::Number;
use crate::rank::{Band, Candidate, Method, Order, Place, Ranked, Rules, Setting, Statement, Ties, rank_units, ranks};

mod change;
mod sensitivity;
mod uncertainty;

pub use self::change::{AreaChangeAnswer, ScoreChangeAnswer, ScoreChangeRequest, ScoredPeriodOptions};
pub use self::sensitivity::{
    CriterionWeight, MovedAnswer, RankSensitivityAnswer, RankSensitivityRequest, ScenarioAnswer, SensitiveRankAnswer,
    SensitiveUnitOptions, UnitShiftAnswer,
};
pub use self::uncertainty::{
    InTopAnswer, PairChanceAnswer, RankRangeAnswer, RankUncertaintyAnswer, RankUncertaintyRequest, UncertainRankAnswer,
    UncertainUnitOptions,
};

/// Ranks of scores.
///
/// ```
/// use motcua::wire::evaluate;
///
/// let answer = evaluate(r#"{"operation": "rank", "given": {"scores": ["61.40", 88.1, "61.4"], "method": "average"}}"#);
/// assert_eq!(answer, r#"{"expect":{"ranks":["2.5","1","2.5"]}}"#);
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankRequest {
    /// The scores.
    pub scores: Vec<Number>,
    /// `competition`, `max`, `dense`, `ordinal` or `average`; the first, 1 2 2 4, if absent.
    pub method: Option<String>,
    /// `exact` or `published`; the first if absent.
    pub ties: Option<String>,
    /// How many decimals are published. Ties on the published value round to so many, 2 if absent; with exact ties a score that has more is refused.
    pub decimals: Option<u32>,
    /// `descending` or `ascending`; the highest first if absent.
    pub order: Option<String>,
}

/// The ranks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RankAnswer {
    /// The rank of each score, in the order given: integers; with the method `average` decimals as text.
    pub ranks: Vec<RankNumber>,
}

/// An integer, or a decimal as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum RankNumber {
    /// A rank.
    Whole(u64),
    /// The mean of ranks.
    Mean(String),
}

impl RankNumber {
    fn new(place: Place, method: Method) -> Self {
        match place.integer() {
            Some(rank) if method != Method::Average => Self::Whole(rank),
            _ => Self::Mean(place.to_string()),
        }
    }
}

/// The rules, by their names.
struct Names<'a> {
    method: Option<&'a String>,
    ties: Option<&'a String>,
    decimals: Option<u32>,
    order: Option<&'a String>,
}

/// A choice by its name, or the usual one.
fn choice<T: Default>(given: Option<&String>, field: &'static str, parse: impl Fn(&str) -> Result<T, Error>) -> Result<T, Error> {
    given.map_or_else(|| Ok(T::default()), |text| parse(text).map_err(|error| error.within(field)))
}

fn too_many_decimals(decimals: u32) -> Error {
    Error::ValueOutOfRange { name: "decimals", value: decimals.to_string(), bound: "at most 18" }.within("decimals")
}

impl Names<'_> {
    fn build(&self) -> Result<Rules, Error> {
        if let Some(decimals) = self.decimals.filter(|decimals| *decimals > 18) {
            return Err(too_many_decimals(decimals));
        }
        Ok(Rules {
            method: choice(self.method, "method", Method::parse)?,
            ties: choice(self.ties, "ties", Ties::parse)?,
            decimals: self.decimals,
            order: choice(self.order, "order", Order::parse)?,
        })
    }
}

impl RankRequest {
    /// The ranks.
    ///
    /// # Errors
    /// `option_unknown` for method, ties or order; `value_out_of_range` for more than 18 decimals; with the index of the score, `amount_invalid` for one
    /// that is no number and `value_out_of_range` for one with more decimals than are published.
    pub fn evaluate(&self) -> Result<RankAnswer, Error> {
        let (method, ties, order) = (self.method.as_ref(), self.ties.as_ref(), self.order.as_ref());
        let rules = Names { method, ties, decimals: self.decimals, order }.build()?;
        let read = |(index, score): (usize, &Number)| score.exact().map_err(|error| error.at("scores", index));
        let scores = self.scores.iter().enumerate().map(read).collect::<Result<Vec<_>, _>>()?;
        let ranks = ranks(&scores, &rules)?;
        Ok(RankAnswer { ranks: ranks.into_iter().map(|place| RankNumber::new(place, rules.method)).collect() })
    }
}

/// Units ranked among their peers, with the statement "4/18" of each.
///
/// ```
/// use motcua::wire::RankUnitsRequest;
///
/// let json = r#"{"year": 2020, "parent": "huyện Mẫu", "rule_set": "Bộ chỉ số mẫu", "units": [
///     {"id": "a", "name": "Xã A", "score": "88.50"}, {"id": "b", "name": "Xã B", "score": "91.25"}, {"id": "c", "score": null}]}"#;
/// let request: RankUnitsRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!(answer.units[0].statement.short, "2/2");
/// assert_eq!(answer.units[0].statement.text.vi, "xếp thứ 2/2 (năm 2020; huyện Mẫu; bộ chỉ số: Bộ chỉ số mẫu)");
/// assert_eq!((answer.problems[0].path.as_str(), answer.problems[0].code), ("units[2].score", "value_missing"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankUnitsRequest {
    /// The units.
    pub units: Vec<RankCandidate>,
    /// `competition`, `max`, `dense`, `ordinal` or `average`; the first, 1 2 2 4, if absent.
    pub method: Option<String>,
    /// `exact` or `published`; the first if absent.
    pub ties: Option<String>,
    /// How many decimals are published. Ties on the published value round to so many, 2 if absent; with exact ties a score that has more is refused.
    pub decimals: Option<u32>,
    /// `descending` or `ascending`; the highest first if absent.
    pub order: Option<String>,
    /// The year the scores are of.
    pub year: Option<i32>,
    /// The unit whose parts are ranked; the name of each peer group if absent.
    pub parent: Option<String>,
    /// The set of indicators the scores were made with.
    pub rule_set: Option<String>,
    /// Bands the scores may reach.
    #[serde(default)]
    pub bands: Vec<RankBand>,
}

/// A unit to rank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankCandidate {
    /// Identifies it; without one it is listed as a problem.
    pub id: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Its score; without one it is listed as a problem.
    pub score: Option<Number>,
    /// The group it is compared with, as the communes of a district.
    pub peers: Option<String>,
    /// Its level, as in `commune`. Units of different levels are ranked apart.
    pub level: Option<String>,
}

/// A band.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankBand {
    /// Its stable name.
    pub id: String,
    /// Where it begins.
    pub from: Number,
    /// Whether the score must lie above that; false if absent.
    #[serde(default)]
    pub open: bool,
}

/// Units with their ranks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RankUnitsAnswer {
    /// The units, in the order given.
    pub units: Vec<RankedUnitAnswer>,
    /// The groups that were ranked, in the order in which they first occur.
    pub peer_groups: Vec<PeerGroupAnswer>,
    /// What is wrong with units left out.
    pub problems: Vec<ProblemAnswer>,
}

/// A unit with its rank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RankedUnitAnswer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Its rank among its peers: an integer, with the method `average` a decimal as text.
    pub rank: RankNumber,
    /// How many peers there are, itself among them.
    pub size: usize,
    /// Exact decimal: the value that ranked it, as given or as published.
    pub value: String,
    /// Exact decimal: in percent, the peers behind it and half of those that tie with it, itself among them; two decimals, half up.
    pub percentile: String,
    /// Exact decimal: in percent of the best of its peers, two decimals, half up; null unless the best is above 0, and with the lowest first.
    pub share_of_best: Option<String>,
    /// How many others tie with it.
    pub tied: usize,
    /// Their ids, the first twenty.
    pub tied_with: Vec<String>,
    /// The highest band it reaches.
    pub band: Option<String>,
    /// The rank as it is stated.
    pub statement: StatementAnswer,
}

/// A rank as it is stated, with the parts without which it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementAnswer {
    /// The rank: an integer, with the method `average` a decimal as text.
    pub rank: RankNumber,
    /// Among how many.
    pub size: usize,
    /// The year.
    pub year: Option<i32>,
    /// The unit whose parts are ranked.
    pub parent: Option<String>,
    /// The set of indicators.
    pub rule_set: Option<String>,
    /// Whether others have the same rank.
    pub is_tied: bool,
    /// Rank and size, as in `4/18`.
    pub short: String,
    /// In words.
    pub text: Texts,
    /// The names of the parts that were not given.
    pub missing: Vec<&'static str>,
}

/// A group that was ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeerGroupAnswer {
    /// Its level.
    pub level: Option<String>,
    /// Its name.
    pub peers: Option<String>,
    /// How many of its units have a rank.
    pub size: usize,
}

fn text(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn written(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A number of a field, named by its path.
fn number(number: &Number, field: &'static str) -> Result<Exact, Error> {
    number.exact().map_err(|error| error.within(field))
}

impl RankCandidate {
    fn build(&self) -> Result<Candidate, Error> {
        let score = self.score.as_ref().ok_or_else(|| missing("score", "a unit is ranked by it").within("score"))?;
        Ok(Candidate {
            id: text(self.id.as_ref()),
            name: text(self.name.as_ref()),
            score: number(score, "score")?,
            peers: text(self.peers.as_ref()),
            level: text(self.level.as_ref()),
        })
    }
}

impl RankUnitsRequest {
    /// Every unit among its peers.
    ///
    /// # Errors
    /// `option_unknown` for method, ties or order; `value_out_of_range` for more than 18 decimals; `amount_invalid` for a band. What is wrong with a
    /// unit is among the problems of the answer.
    pub fn evaluate(&self) -> Result<RankUnitsAnswer, Error> {
        let (method, ties, order) = (self.method.as_ref(), self.ties.as_ref(), self.order.as_ref());
        let rules = Names { method, ties, decimals: self.decimals, order }.build()?;
        let band = |(index, band): (usize, &RankBand)| {
            let from = number(&band.from, "from").map_err(|error| error.at("bands", index))?;
            Ok(Band { id: band.id.clone(), from, is_open: band.open })
        };
        let setting = Setting {
            year: self.year,
            parent: text(self.parent.as_ref()),
            rule_set: text(self.rule_set.as_ref()),
            bands: self.bands.iter().enumerate().map(band).collect::<Result<_, Error>>()?,
        };
        let table = rank_units(self.units.iter().map(RankCandidate::build), &rules, &setting);
        Ok(RankUnitsAnswer {
            units: table.units.iter().map(|unit| RankedUnitAnswer::new(unit, rules.method)).collect(),
            peer_groups: table
                .groups
                .iter()
                .map(|group| PeerGroupAnswer { level: written(&group.level), peers: written(&group.peers), size: group.size })
                .collect(),
            problems: problems(&table.problems),
        })
    }
}

impl RankedUnitAnswer {
    fn new(ranked: &Ranked, method: Method) -> Self {
        Self {
            id: ranked.unit.id.clone(),
            name: written(&ranked.unit.name),
            rank: RankNumber::new(ranked.statement.rank, method),
            size: ranked.statement.size,
            value: ranked.value.to_string(),
            percentile: ranked.percentile.text(2),
            share_of_best: ranked.share_of_best.as_ref().map(|share| share.text(2)),
            tied: ranked.tied,
            tied_with: ranked.tied_with.clone(),
            band: ranked.band.clone(),
            statement: StatementAnswer::new(&ranked.statement, method),
        }
    }
}

impl StatementAnswer {
    fn new(statement: &Statement, method: Method) -> Self {
        Self {
            rank: RankNumber::new(statement.rank, method),
            size: statement.size,
            year: statement.year,
            parent: written(&statement.parent),
            rule_set: written(&statement.rule_set),
            is_tied: statement.is_tied,
            short: statement.short(),
            text: Texts::new(|language| statement.text(language)),
            missing: statement.missing(),
        }
    }
}
