//! How steady ranks are.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::uncertainty::{InTopAnswer, confidence, in_top};
use super::{number, text, too_many_decimals, written};
use crate::error::{Error, missing, quote};
use crate::exact::Exact;
use crate::rank::{
    Aggregation, Criterion, Normalisation, Profile, Robustness, Scenario, SensitivityOptions, Variant, sensitivity,
};
use crate::wire::seed::seed;
use crate::wire::share::problems;
use crate::wire::{Number, ProblemAnswer};

/// What becomes of ranks when weights are perturbed, each criterion is dropped in turn, or scores are added up in another way.
///
/// ```
/// use motcua::wire::RankSensitivityRequest;
///
/// let json = r#"{"criteria": [{"id": "x", "weight": 1}, {"id": "y", "weight": 1}],
///     "units": [{"id": "a", "values": {"x": 90, "y": 40}}, {"id": "b", "values": {"x": 60, "y": 60}}]}"#;
/// let request: RankSensitivityRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.units[0].score.as_str(), answer.units[0].rank, answer.units[0].worst), ("65.00", 1, 2));
/// assert_eq!(answer.scenarios[0].dropped.as_deref(), Some("x"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankSensitivityRequest {
    /// The criteria with their weights; only the proportions of weights count.
    pub criteria: Vec<CriterionWeight>,
    /// The units.
    pub units: Vec<SensitiveUnitOptions>,
    /// How many draws of weights, 1 to 100,000 and at most 20,000,000 over all units; 2,000 if absent.
    pub draws: Option<usize>,
    /// What the draws follow from; 0 if absent.
    pub seed: Option<u64>,
    /// How close the weights stay to those given; 100 if absent. A share of weights w varies with the standard deviation √(w (1 - w) ⁄ (concentration + 1)).
    pub concentration: Option<Number>,
    /// The share of draws an interval holds; 0.95 if absent.
    pub confidence: Option<Number>,
    /// The k of which the share of draws with rank ≤ k is asked.
    #[serde(default)]
    pub top: Vec<usize>,
    /// Decimals of scores in the answer; 2 if absent.
    pub decimals: Option<u32>,
}

/// A criterion with its weight.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionWeight {
    /// Identifies it.
    pub id: String,
    /// Its weight, 0 or more.
    pub weight: Number,
}

/// A unit with its value for each criterion.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensitiveUnitOptions {
    /// Identifies it; without one it is listed as a problem.
    pub id: Option<String>,
    /// What it is called.
    pub name: Option<String>,
    /// Its values, 0 or more, higher being better, by the ids of the criteria.
    #[serde(default)]
    pub values: BTreeMap<String, Option<Number>>,
}

/// How steady the ranks are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankSensitivityAnswer {
    /// The units, in the order given.
    pub units: Vec<SensitiveRankAnswer>,
    /// Each criterion dropped in turn, then the other ways of adding up.
    pub scenarios: Vec<ScenarioAnswer>,
    /// How many draws.
    pub draws: usize,
    /// The seed.
    pub seed: u64,
    /// What is wrong with units left out.
    pub problems: Vec<ProblemAnswer>,
}

/// A unit and how steady its rank is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SensitiveRankAnswer {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Option<String>,
    /// Exact decimal: the weighted mean of its values, rounded half up.
    pub score: String,
    /// Its rank by that.
    pub rank: u64,
    /// The best rank in all draws and scenarios.
    pub best: usize,
    /// The worst one.
    pub worst: usize,
    /// The median of the ranks drawn.
    pub median: usize,
    /// The best rank of the central interval of the ranks drawn.
    pub low: usize,
    /// The worst rank of that interval.
    pub high: usize,
    /// The share of draws with rank ≤ k for each k asked.
    pub in_top: Vec<InTopAnswer>,
    /// The criterion that moves it most when dropped; null when none does.
    pub moved_most_by: Option<MovedAnswer>,
}

/// A criterion and what dropping it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MovedAnswer {
    /// The id of the criterion.
    pub criterion: String,
    /// By how many places the unit falls; negative where it rises.
    pub shift: i64,
}

/// A way to get at the ranks, and what it does to them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScenarioAnswer {
    /// The criterion dropped, if one is.
    pub dropped: Option<String>,
    /// `none` or `min_max`.
    pub normalisation: &'static str,
    /// `arithmetic` or `geometric`.
    pub aggregation: &'static str,
    /// Each unit's rank and by how many places it falls, in their order.
    pub shifts: Vec<UnitShiftAnswer>,
    /// The mean of the shifts, each without its sign.
    pub mean_shift: f64,
    /// The id of the unit that moves most; null where none moves.
    pub most_moved: Option<String>,
}

/// The rank of a unit in a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitShiftAnswer {
    /// The id of the unit.
    pub id: String,
    /// Its rank.
    pub rank: usize,
    /// By how many places it falls; negative where it rises.
    pub shift: i64,
}

impl SensitiveUnitOptions {
    fn build(&self, criteria: &[CriterionWeight]) -> Result<Profile, Error> {
        let of = |criterion: &CriterionWeight| {
            let value = self.values.get(&criterion.id).and_then(Option::as_ref);
            let name = quote(&criterion.id);
            let value = value.ok_or_else(|| missing(&name, "a unit has a value for each criterion"));
            value.and_then(Number::exact).map_err(|error| error.within(name))
        };
        let values = criteria.iter().map(of).collect::<Result<_, Error>>().map_err(|error| error.within("values"))?;
        if let Some(name) = self.values.keys().find(|name| criteria.iter().all(|criterion| criterion.id != **name)) {
            return Err(Error::FieldUnknown { path: quote(&format!("values.{name}")) });
        }
        Ok(Profile { id: text(self.id.as_ref()), name: text(self.name.as_ref()), values })
    }
}

impl RankSensitivityRequest {
    /// Perturbs, drops and adds up anew.
    ///
    /// # Errors
    /// `amount_invalid`, `amount_negative`, `value_missing`, `code_duplicate`, `value_out_of_range` for criteria and their weights;
    /// `value_out_of_range` for draws, concentration, confidence, decimals and a k of 0. What is wrong with a unit is among the problems.
    pub fn evaluate(&self) -> Result<RankSensitivityAnswer, Error> {
        let criterion = |(index, criterion): (usize, &CriterionWeight)| {
            let weight = number(&criterion.weight, "weight").map_err(|error| error.at("criteria", index))?;
            Ok(Criterion { id: criterion.id.clone(), weight })
        };
        let criteria = self.criteria.iter().enumerate().map(criterion).collect::<Result<Vec<_>, Error>>()?;
        let decimals = self.decimals.unwrap_or(crate::rank::PUBLISHED_DECIMALS);
        if decimals > 18 {
            return Err(too_many_decimals(decimals));
        }
        let usual = SensitivityOptions::default();
        let concentration = self.concentration.as_ref().map(|given| number(given, "concentration")).transpose()?;
        let options = SensitivityOptions {
            draws: self.draws.unwrap_or(usual.draws),
            seed: seed(self.seed).map_err(|error| error.within("seed"))?,
            concentration: concentration.unwrap_or(usual.concentration),
            confidence: confidence(self.confidence.as_ref())?,
            top: self.top.clone(),
        };
        let answer = sensitivity(self.units.iter().map(|unit| unit.build(&self.criteria)), &criteria, &options)?;
        let ids: Vec<&str> = answer.units.iter().map(|unit| unit.id.as_str()).collect();
        Ok(RankSensitivityAnswer {
            units: answer.units.iter().map(|unit| SensitiveRankAnswer::new(unit, &criteria, decimals)).collect(),
            scenarios: answer.scenarios.iter().map(|scenario| ScenarioAnswer::new(scenario, &criteria, &ids)).collect(),
            draws: options.draws,
            seed: options.seed,
            problems: problems(&answer.problems),
        })
    }
}

fn id(criteria: &[Criterion], place: usize) -> String {
    criteria.get(place).map(|criterion| criterion.id.clone()).unwrap_or_default()
}

impl SensitiveRankAnswer {
    fn new(unit: &Robustness, criteria: &[Criterion], decimals: u32) -> Self {
        let moved = |(place, shift)| MovedAnswer { criterion: id(criteria, place), shift };
        Self {
            id: unit.id.clone(),
            name: written(&unit.name),
            score: Exact::text(&unit.score, decimals),
            rank: unit.rank.integer().unwrap_or_default(),
            best: unit.extremes.low,
            worst: unit.extremes.high,
            median: unit.median,
            low: unit.interval.low,
            high: unit.interval.high,
            in_top: in_top(&unit.in_top),
            moved_most_by: unit.moved_most_by.map(moved),
        }
    }
}

impl ScenarioAnswer {
    fn new(scenario: &Scenario, criteria: &[Criterion], ids: &[&str]) -> Self {
        let Variant { normalisation, aggregation, dropped } = scenario.variant;
        let places = ids.iter().zip(&scenario.ranks).zip(&scenario.shifts);
        Self {
            dropped: dropped.map(|place| id(criteria, place)),
            normalisation: match normalisation {
                Normalisation::None => "none",
                Normalisation::MinMax => "min_max",
            },
            aggregation: match aggregation {
                Aggregation::Arithmetic => "arithmetic",
                Aggregation::Geometric => "geometric",
            },
            shifts: places
                .map(|((id, rank), shift)| UnitShiftAnswer { id: (*id).to_owned(), rank: *rank, shift: *shift })
                .collect(),
            mean_shift: scenario.mean_shift,
            most_moved: scenario.most_moved.and_then(|place| ids.get(place)).map(|id| (*id).to_owned()),
        }
    }
}
