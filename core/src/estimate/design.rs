//! How a sample was drawn: strata, clusters, weights.

use std::collections::BTreeMap;

use crate::error::{Error, quote};

/// What to do with a stratum that has a single cluster, whose variance nobody can know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LonelyPolicy {
    /// An error.
    Fail,
    /// It was certain to be drawn: it adds nothing.
    Certainty,
    /// Its distance from the whole sample counts, not that from its own stratum. Rather too wide than too narrow.
    #[default]
    Adjust,
    /// It adds what the other strata add on average.
    Average,
}

impl LonelyPolicy {
    /// Reads the stable name: `fail`, `certainty`, `adjust` or `average`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "fail" => Ok(Self::Fail),
            "certainty" => Ok(Self::Certainty),
            "adjust" => Ok(Self::Adjust),
            "average" => Ok(Self::Average),
            _ => {
                let known = "fail, certainty, adjust, average";
                Err(Error::OptionUnknown { option: "a policy for lonely clusters", value: quote(text), known })
            }
        }
    }
}

/// Where one respondent stands in the design.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DesignRow<'a> {
    /// The stratum (tầng); those without one make up a stratum.
    pub stratum: Option<&'a str>,
    /// The cluster drawn first (cụm, đơn vị mẫu cấp một), named within its stratum; a respondent without one was drawn alone.
    pub cluster: Option<&'a str>,
    /// How many people the respondent stands for, 0 or more.
    pub weight: f64,
    /// How many clusters the stratum has in all, drawn or not; without it they are taken to be many.
    pub population: Option<f64>,
}

/// A sampling design (thiết kế mẫu): strata, the clusters drawn from each, the respondents with their weights.
///
/// ```
/// use motcua::estimate::{ConfidenceLevel, Design, DesignRow, IntervalMethod, LonelyPolicy, Sample, VarianceMethod};
///
/// // Four communes, two respondents each.
/// let communes = ["A", "A", "B", "B", "C", "C", "D", "D"];
/// let rows = communes.map(|commune| DesignRow { cluster: Some(commune), weight: 1.0, ..DesignRow::default() });
/// let design = Design::new(&rows, LonelyPolicy::Fail)?;
/// let satisfied = Sample::mean([1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 1.0].into_iter().enumerate());
/// let estimate = design.estimate(&satisfied, &VarianceMethod::Taylor).unwrap();
/// assert_eq!(estimate.value(), 0.625);
/// assert_eq!(estimate.degrees_of_freedom(), 3);
/// assert!(estimate.interval(IntervalMethod::Wilson, ConfidenceLevel::default()).contains(0.625));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "thiết kế mẫu")]
pub struct Design {
    /// Cluster and weight of each row.
    pub(super) rows: Vec<(usize, f64)>,
    /// The stratum of each cluster; the clusters of a stratum stand together.
    pub(super) clusters: Vec<usize>,
    pub(super) strata: Vec<Stratum>,
    pub(super) lonely: LonelyPolicy,
}

#[derive(Clone, Debug)]
pub(super) struct Stratum {
    pub(super) name: String,
    /// Its first cluster.
    pub(super) first: usize,
    pub(super) clusters: usize,
    /// The share of its clusters that were drawn; 0 if they are many.
    pub(super) fraction: f64,
}

impl Stratum {
    /// Whether it says nothing about its own variance.
    pub(super) fn is_lonely(&self) -> bool {
        self.clusters < 2 && self.fraction < 1.0
    }
}

impl Design {
    /// A design from the place of each respondent. Strata and clusters are put in the order of their names, so the order of rows matters
    /// only to those without a cluster.
    ///
    /// # Errors
    /// `value_out_of_range` with the row for a weight below 0 or no number; with the stratum for a population that two rows state
    /// differently, or that is below the clusters drawn; under [`LonelyPolicy::Fail`] for a stratum with a single cluster.
    pub fn new(rows: &[DesignRow<'_>], lonely: LonelyPolicy) -> Result<Self, Error> {
        /// Named clusters first, then rows drawn alone.
        type Clusters<'a> = BTreeMap<(Option<&'a str>, usize), Vec<usize>>;
        let mut strata: BTreeMap<Option<&str>, (Clusters<'_>, Option<f64>)> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            if !(row.weight >= 0.0 && row.weight.is_finite()) {
                let bound = "0 or more";
                return Err(Error::ValueOutOfRange { name: "the weight", value: row.weight.to_string(), bound }.at("rows", index));
            }
            let (clusters, population) = strata.entry(row.stratum).or_default();
            clusters.entry((row.cluster, if row.cluster.is_some() { 0 } else { index })).or_default().push(index);
            match (*population, row.population) {
                (Some(known), Some(given)) if known != given => {
                    let bound = "the same in every row of a stratum";
                    let error = Error::ValueOutOfRange { name: "the population", value: given.to_string(), bound };
                    return Err(error.at("rows", index));
                }
                (None, given) => *population = given,
                _ => {}
            }
        }
        let mut places = vec![(0, 0.0); rows.len()];
        let (mut of_cluster, mut kept) = (Vec::new(), Vec::new());
        for (name, (clusters, population)) in strata {
            let name = name.unwrap_or_default().to_owned();
            let (first, drawn) = (of_cluster.len(), clusters.len());
            let fraction = match population {
                None => 0.0,
                Some(population) if population >= drawn as f64 => drawn as f64 / population,
                Some(population) => {
                    let bound = "at least as many clusters as were drawn from the stratum";
                    let error = Error::ValueOutOfRange { name: "the population", value: population.to_string(), bound };
                    return Err(error.within(name));
                }
            };
            let stratum = Stratum { name, first, clusters: drawn, fraction };
            if lonely == LonelyPolicy::Fail && stratum.is_lonely() {
                let bound = "a stratum needs two clusters, or another policy for lonely ones";
                let error = Error::ValueOutOfRange { name: "the number of clusters", value: drawn.to_string(), bound };
                return Err(error.within(stratum.name));
            }
            for members in clusters.into_values() {
                for row in members {
                    if let (Some(place), Some(row)) = (places.get_mut(row), rows.get(row)) {
                        *place = (of_cluster.len(), row.weight);
                    }
                }
                of_cluster.push(kept.len());
            }
            kept.push(stratum);
        }
        Ok(Self { rows: places, clusters: of_cluster, strata: kept, lonely })
    }

    /// The names of strata with a single cluster.
    pub fn lonely_strata(&self) -> impl Iterator<Item = &str> {
        self.strata.iter().filter(|stratum| stratum.is_lonely()).map(|stratum| stratum.name.as_str())
    }

    /// How many clusters there are.
    #[must_use]
    pub fn clusters(&self) -> usize {
        self.clusters.len()
    }

    /// How many strata there are.
    #[must_use]
    pub fn strata(&self) -> usize {
        self.strata.len()
    }
}

/// The design effect of unequal weights alone: 1 + cv² = n Σw² / (Σw)² (Kish 1965). 1 without weights.
///
/// ```
/// use motcua::estimate::kish_design_effect;
///
/// assert_eq!(kish_design_effect(&[1.0, 1.0, 2.0]), 1.125);
/// ```
#[must_use]
pub fn kish_design_effect(weights: &[f64]) -> f64 {
    let count = weights.iter().filter(|weight| **weight > 0.0).count() as f64;
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), weight| (sum + weight, squares + weight * weight));
    if sum > 0.0 { count * squares / (sum * sum) } else { 1.0 }
}

/// The design effect of clusters: 1 + (m − 1) ρ, with m respondents a cluster on average and the correlation ρ within one (Kish 1965).
///
/// ```
/// use motcua::estimate::cluster_design_effect;
///
/// assert!((cluster_design_effect(20.0, 0.05) - 1.95).abs() < 1e-12);
/// ```
#[must_use]
pub fn cluster_design_effect(cluster_size: f64, correlation: f64) -> f64 {
    1.0 + (cluster_size - 1.0) * correlation
}
