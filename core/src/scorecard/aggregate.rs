//! From leaves to the total.

use std::collections::BTreeMap;

use super::RuleSet;
use super::model::{NodeRounding, Part};
use crate::error::{Error, quote};
use crate::exact::Exact;

/// What a leaf adds.
pub(super) enum Leaf {
    /// No leaf.
    None,
    Points(Exact),
    LeftOut,
    /// These points are no longer to be had.
    Lost(Exact),
    /// Its area is left out.
    NoArea,
}

/// A node's points, and what of its maximum is no longer to be had.
#[derive(Clone, Debug)]
pub(super) struct Points {
    pub(super) points: Option<Exact>,
    pub(super) lost: Exact,
}

/// All nodes, and the total.
#[derive(Clone, Debug)]
pub(super) struct Aggregate {
    pub(super) nodes: Vec<Points>,
    pub(super) bonus: Option<Exact>,
    pub(super) penalty: Option<Exact>,
    pub(super) exact_total: Option<Exact>,
    pub(super) total: Option<Exact>,
    pub(super) max: Option<Exact>,
}

#[derive(Clone)]
struct Sum {
    points: Option<Exact>,
    lost: Exact,
    /// What the parts have to give together, without what is lost.
    left: Exact,
    is_out: bool,
}

impl Sum {
    fn add(&mut self, points: &Points, max: Option<&Exact>, is_out: bool) {
        if let Some(max) = max {
            self.left = &self.left + &(max - &points.lost);
        }
        if let Some(points) = &points.points {
            self.points = Some(self.points.as_ref().map_or_else(|| points.clone(), |sum| sum + points));
        }
        if !points.lost.is_zero() {
            self.lost = &self.lost + &points.lost;
        }
        self.is_out |= is_out;
    }
}

/// The points there are to have for each node: the set's, the question's, or what the criteria add up to.
pub(super) fn maxima(set: &RuleSet, parameters: &BTreeMap<String, Exact>) -> Result<Vec<Option<Exact>>, Error> {
    for (id, points) in parameters {
        let node = set.nodes.iter().find(|node| node.id == *id && node.is_leaf() && node.max.is_none());
        if node.is_none() {
            let expected = "the id of a leaf whose points the set leaves to the question";
            return Err(Error::CodeInvalid { value: quote(id), expected }.within("parameters"));
        }
        if points.is_negative() {
            let error = Error::ValueOutOfRange { name: "the points", value: points.to_string(), bound: "0 or more" };
            return Err(error.within(format!("parameters.{}", quote(id))));
        }
    }
    let mut maxima: Vec<Option<Exact>> = set.nodes.iter().map(|node| node.max.clone()).collect();
    if set.is_known {
        return Ok(maxima);
    }
    let mut sums: Vec<Option<Exact>> = vec![Some(Exact::zero()); maxima.len()];
    let mut areas = Some(Exact::zero());
    for (place, node) in set.nodes.iter().enumerate().rev() {
        let below = sums.get(place).cloned().flatten();
        let max = match (&node.max, node.is_leaf()) {
            (None, true) => parameters.get(&node.id).cloned(),
            (None, false) => below,
            (Some(max), is_leaf) => {
                if let Some(sum) = below.filter(|sum| !is_leaf && if node.is_capped { sum < max } else { sum != max }) {
                    return Err(unfit(&sum, max).within(set.place_of(node)));
                }
                Some(max.clone())
            }
        };
        let sum = match (node.parent, node.part) {
            (Some(parent), _) => sums.get_mut(parent),
            (None, Part::Areas) => Some(&mut areas),
            (None, _) => None,
        };
        if let Some(sum) = sum {
            *sum = sum.as_ref().zip(max.as_ref()).map(|(sum, max)| sum + max);
        }
        if let Some(slot) = maxima.get_mut(place) {
            *slot = max;
        }
    }
    match (&set.head.total, areas) {
        (Some(total), Some(sum)) if sum != *total => Err(unfit(&sum, total).within("parameters")),
        _ => Ok(maxima),
    }
}

fn unfit(sum: &Exact, max: &Exact) -> Error {
    let value = format!("{sum} of {max}");
    Error::ValueOutOfRange { name: "the sum of the points", value, bound: "what the set gives them in all" }
}

pub(super) fn aggregate(set: &RuleSet, maxima: &[Option<Exact>], leaves: &[Leaf]) -> Aggregate {
    let nothing = || Sum { points: None, lost: Exact::zero(), left: Exact::zero(), is_out: false };
    let mut sums = vec![nothing(); set.nodes.len()];
    let mut nodes = Vec::with_capacity(set.nodes.len());
    let (mut areas, mut bonus, mut penalty) = (nothing(), nothing(), nothing());
    for (place, node) in set.nodes.iter().enumerate().rev() {
        let (mut points, is_out) = match leaves.get(place) {
            Some(Leaf::Points(points)) => (Points { points: Some(points.clone()), lost: Exact::zero() }, false),
            Some(Leaf::LeftOut) => (Points { points: None, lost: Exact::zero() }, false),
            Some(Leaf::Lost(lost)) => (Points { points: None, lost: lost.clone() }, false),
            Some(Leaf::NoArea) => (Points { points: None, lost: Exact::zero() }, true),
            Some(Leaf::None) | None => {
                let sum = sums.get(place).cloned().unwrap_or_else(nothing);
                let points = if sum.is_out { None } else { sum.points };
                let points = match maxima.get(place) {
                    Some(Some(max)) if node.is_capped => points.map(|points| points.min(max.clone())),
                    _ => points,
                };
                let lost = match maxima.get(place) {
                    // What is lost below a cap is lost only as far as the rest cannot reach it.
                    Some(Some(max)) if node.is_capped && !sum.lost.is_zero() => (max - &sum.left).max(Exact::zero()),
                    _ if node.is_capped => Exact::zero(),
                    _ => sum.lost,
                };
                (Points { points, lost }, sum.is_out)
            }
        };
        let is_area = node.parent.is_none() && node.part == Part::Areas;
        let decimals = match node.rounding {
            _ if node.is_leaf() && !is_area => None,
            Some(NodeRounding::Exact) => None,
            Some(NodeRounding::Decimals(decimals)) => Some(decimals),
            None if is_area => set.head.rounding.area,
            None => set.head.rounding.criterion,
        };
        if let Some(decimals) = decimals {
            points.points = points.points.map(|points| points.rounded(decimals));
        }
        let sum = match (node.parent, node.part) {
            (Some(parent), _) => sums.get_mut(parent),
            (None, Part::Areas) => Some(&mut areas),
            (None, Part::Bonus) => Some(&mut bonus),
            (None, Part::Penalty) => Some(&mut penalty),
        };
        if let Some(sum) = sum {
            sum.add(&points, maxima.get(place).and_then(Option::as_ref), is_out);
        }
        nodes.push(points);
    }
    nodes.reverse();
    let pool =
        |sum: Sum, pool: Option<&super::Pool>| pool.map(|pool| sum.points.unwrap_or_else(Exact::zero).min(pool.max.clone()));
    let (bonus, penalty) = (pool(bonus, set.bonus.as_ref()), pool(penalty, set.penalty.as_ref()));
    let max = set.head.total.clone().or_else(|| {
        let roots = set.nodes.iter().zip(maxima).filter(|(node, _)| node.parent.is_none() && node.part == Part::Areas);
        roots.map(|(_, max)| max.as_ref()).sum()
    });
    let exact_total = if areas.is_out { None } else { total(set, &areas, max.as_ref(), bonus.as_ref(), penalty.as_ref()) };
    let total = exact_total.as_ref().map(|total| match set.head.rounding.total {
        Some(decimals) => total.rounded(decimals),
        None => total.clone(),
    });
    Aggregate { nodes, bonus, penalty, exact_total, total, max }
}

fn total(set: &RuleSet, areas: &Sum, max: Option<&Exact>, bonus: Option<&Exact>, penalty: Option<&Exact>) -> Option<Exact> {
    let mut total = areas.points.clone()?;
    if !areas.lost.is_zero() {
        let max = max?;
        total = (&total * max).checked_div(&(max - &areas.lost))?;
    }
    if let Some(bonus) = bonus {
        total = &total + bonus;
        if let Some(max) = max.filter(|_| set.bonus.as_ref().is_some_and(|bonus| bonus.is_within_total)) {
            total = total.min(max.clone());
        }
    }
    if let Some(penalty) = penalty {
        total = &total - penalty;
    }
    Some(total.max(Exact::zero()))
}
