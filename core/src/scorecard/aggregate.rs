//! From leaves to the total.

use std::collections::BTreeMap;

use super::RuleSet;
use super::model::{NodeRounding, Part};
use super::words::Column;
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

/// A node's points, what of them surveys found, and what of its maximum is no longer to be had.
#[derive(Clone, Debug)]
pub(super) struct Points {
    pub(super) points: Option<Exact>,
    survey: Exact,
    pub(super) lost: Exact,
}

/// All nodes, and the total.
#[derive(Clone, Debug)]
pub(super) struct Aggregate {
    pub(super) nodes: Vec<Points>,
    pub(super) bonus: Option<Tally>,
    pub(super) penalty: Option<Tally>,
    /// What of the areas' points there were to have is left out, if the sum is scaled.
    pub(super) lost: Exact,
    /// Whether an area is left out.
    pub(super) is_out: bool,
    /// What surveys and others found, as it counts; without a total, of the areas that are not left out.
    pub(super) survey: Exact,
    pub(super) appraised: Exact,
    pub(super) exact_total: Option<Exact>,
    pub(super) total: Option<Exact>,
    pub(super) max: Option<Exact>,
}

/// The points of a part of the set: as they add up, and as they count.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) sum: Exact,
    pub(super) counted: Exact,
}

#[derive(Clone)]
struct Sum {
    points: Option<Exact>,
    survey: Exact,
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
        if let Some(found) = &points.points {
            self.points = Some(self.points.as_ref().map_or_else(|| found.clone(), |sum| sum + found));
            if !points.survey.is_zero() {
                self.survey = &self.survey + &points.survey;
            }
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
    let nothing = || Sum { points: None, survey: Exact::zero(), lost: Exact::zero(), left: Exact::zero(), is_out: false };
    let mut sums = vec![nothing(); set.nodes.len()];
    let mut nodes = Vec::with_capacity(set.nodes.len());
    let (mut areas, mut bonus, mut penalty) = (nothing(), nothing(), nothing());
    for (place, node) in set.nodes.iter().enumerate().rev() {
        let sum = sums.get(place).cloned().unwrap_or_else(nothing);
        let (found, lost, is_out) = match leaves.get(place) {
            Some(Leaf::Points(points)) => (Some(points.clone()), Exact::zero(), false),
            Some(Leaf::LeftOut) => (None, Exact::zero(), false),
            Some(Leaf::Lost(lost)) => (None, lost.clone(), false),
            Some(Leaf::NoArea) => (None, Exact::zero(), true),
            Some(Leaf::None) | None => {
                let points = if sum.is_out { None } else { sum.points.clone() };
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
                (points, lost, sum.is_out)
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
        let found = match decimals {
            Some(decimals) => found.map(|points| points.rounded(decimals)),
            None => found,
        };
        let survey = match (&found, node.is_leaf(), node.column) {
            (Some(points), true, Column::Survey) => points.clone(),
            (Some(points), false, _) => share(&sum.survey, sum.points.as_ref(), points),
            _ => Exact::zero(),
        };
        let points = Points { points: found, survey, lost };
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
    let max = set.head.total.clone().or_else(|| {
        let roots = set.nodes.iter().zip(maxima).filter(|(node, _)| node.parent.is_none() && node.part == Part::Areas);
        roots.map(|(_, max)| max.as_ref()).sum()
    });
    let is_out = areas.is_out;
    let mut count = Count::new(&areas);
    let tally = |sum: &Sum, pool: &super::Pool| {
        let sum = sum.points.clone().unwrap_or_else(Exact::zero);
        Tally { counted: sum.clone().min(pool.max.clone()), sum }
    };
    let (bonus_of, penalty_of) = (set.bonus.as_ref(), set.penalty.as_ref());
    let (bonuses, penalties) = (bonus_of.map(|pool| tally(&bonus, pool)), penalty_of.map(|pool| tally(&penalty, pool)));
    let mut exact_total = None;
    if !is_out && areas.points.is_some() && count.scale(&areas.lost, max.as_ref()) {
        if let Some(tally) = &bonuses {
            let most = max.clone().filter(|_| bonus_of.is_some_and(|pool| pool.is_within_total));
            let sum = &count.total + &tally.counted;
            count.to(most.map_or_else(|| sum.clone(), |most| sum.clone().min(most)), &bonus);
        }
        if let Some(tally) = &penalties {
            count.to((&count.total - &tally.counted).max(Exact::zero()), &penalty);
        }
        count.total = count.total.max(Exact::zero());
        exact_total = Some(count.total.clone());
    }
    let total = exact_total.as_ref().map(|total| match set.head.rounding.total {
        Some(decimals) => total.rounded(decimals),
        None => total.clone(),
    });
    Aggregate {
        nodes,
        bonus: bonuses,
        penalty: penalties,
        lost: areas.lost,
        is_out,
        appraised: &count.total - &count.survey,
        survey: count.survey,
        exact_total,
        total,
        max,
    }
}

/// What a part of a sum comes to when the sum becomes something else: in proportion.
fn share(part: &Exact, of: Option<&Exact>, now: &Exact) -> Exact {
    match of {
        Some(of) if of != now => (part * now).checked_div(of).unwrap_or_else(Exact::zero),
        _ => part.clone(),
    }
}

/// The total as it grows, and what of it surveys found.
struct Count {
    total: Exact,
    survey: Exact,
}

impl Count {
    fn new(areas: &Sum) -> Self {
        Self { total: areas.points.clone().unwrap_or_else(Exact::zero), survey: areas.survey.clone() }
    }

    /// Scales to the points there are to have in all; false when nothing of them is left.
    fn scale(&mut self, lost: &Exact, max: Option<&Exact>) -> bool {
        if lost.is_zero() {
            return true;
        }
        let scaled = max.and_then(|max| (&self.total * max).checked_div(&(max - lost)));
        scaled.is_some_and(|scaled| {
            self.survey = share(&self.survey, Some(&self.total), &scaled);
            self.total = scaled;
            true
        })
    }

    /// The total after a bonus or penalty, whose columns have what it changes in proportion.
    fn to(&mut self, total: Exact, by: &Sum) {
        let change = &total - &self.total;
        if let Some(sum) = by.points.as_ref().filter(|sum| !sum.is_zero()) {
            self.survey = &self.survey + &share(&by.survey, Some(sum), &change);
        }
        self.total = total;
    }
}
