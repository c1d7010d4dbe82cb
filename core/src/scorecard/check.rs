//! What contradicts itself in a set as a whole: ids, points, bands, imports.

use std::collections::BTreeMap;

use super::RuleSet;
use super::model::{Body, Node, Part};
use super::reader::Reader;
use crate::exact::Exact;

pub(super) fn check(reader: &mut Reader, set: &RuleSet) {
    ids(reader, set);
    points(reader, set);
    bands(reader, set);
    for node in &set.nodes {
        if let Body::Rule(rule) = &node.body
            && rule.imported() == Some(set.head.id.as_str())
        {
            let id = &set.head.id;
            reader.note(format!("{}.rule.set", node.path), format!("the set imports itself: {id} -> {id}"));
        }
    }
}

fn ids(reader: &mut Reader, set: &RuleSet) {
    let mut taken: BTreeMap<&str, &str> = BTreeMap::new();
    for node in &set.nodes {
        match taken.get(node.id.as_str()) {
            Some(first) => reader.note(format!("{}.id", node.path), format!("`{}` is taken by `{first}`", node.id)),
            None => {
                taken.insert(&node.id, &node.path);
            }
        }
    }
}

/// What nodes add up to: how many they are, and the sum unless a parameter is among them.
#[derive(Clone)]
struct Sum {
    nodes: usize,
    points: Option<Exact>,
}

impl Sum {
    fn nothing() -> Self {
        Self { nodes: 0, points: Some(Exact::zero()) }
    }

    fn add(&mut self, node: &Node) {
        self.nodes += 1;
        self.points = self.points.as_ref().zip(node.max.as_ref()).map(|(sum, max)| sum + max);
    }

    fn known(&self) -> Option<&Exact> {
        self.points.as_ref().filter(|_| self.nodes > 0)
    }
}

fn points(reader: &mut Reader, set: &RuleSet) {
    let mut below = vec![Sum::nothing(); set.nodes.len()];
    let (mut areas, mut bonus, mut penalty) = (Sum::nothing(), Sum::nothing(), Sum::nothing());
    for node in &set.nodes {
        let sum = match (node.parent, node.part) {
            (Some(parent), _) => below.get_mut(parent),
            (None, Part::Areas) => Some(&mut areas),
            (None, Part::Bonus) => Some(&mut bonus),
            (None, Part::Penalty) => Some(&mut penalty),
        };
        if let Some(sum) = sum {
            sum.add(node);
        }
    }
    for (parent, sum) in set.nodes.iter().zip(&below) {
        if let (Some(max), Some(sum)) = (&parent.max, sum.known())
            && (if parent.is_capped { sum < max } else { sum != max })
        {
            reader.note(format!("{}.max", parent.path), format!("is `{max}`, but the criteria add up to `{sum}`"));
        }
    }
    if let (Some(total), Some(sum)) = (&set.head.total, areas.known())
        && total != sum
    {
        reader.note("total", format!("is `{total}`, but the areas add up to `{sum}`"));
    }
    for (part, pool, sum) in [(Part::Bonus, &set.bonus, &bonus), (Part::Penalty, &set.penalty, &penalty)] {
        if let (Some(pool), Some(sum)) = (pool, sum.known())
            && *sum < pool.max
        {
            reader.note(format!("{}.max", part.as_str()), format!("is `{}`, but the criteria add up to `{sum}`", pool.max));
        }
    }
}

fn bands(reader: &mut Reader, set: &RuleSet) {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let last = set.bands.len().saturating_sub(1);
    let mut before: Option<(&Exact, bool)> = None;
    for (place, band) in set.bands.iter().enumerate() {
        if let Some(first) = taken.insert(&band.id, place) {
            reader.note(format!("bands[{place}].id"), format!("`{}` is taken by `bands[{first}]`", band.id));
        }
        let path = format!("bands[{place}].from");
        let Some(from) = &band.from else {
            if place < last {
                reader.note(path, "is missing; only the lowest band has none");
            }
            if band.is_open {
                reader.note(format!("bands[{place}].open"), "belongs to a band with `from`");
            }
            continue;
        };
        if let Some((before, is_open)) = before
            && !(from < before || from == before && is_open && !band.is_open)
        {
            let what = if from == before { "the same as" } else { "above" };
            reader.note(
                path.clone(),
                format!("is `{from}`, {what} the band before, `{before}`; bands run from the highest to the lowest"),
            );
        }
        if let Some(total) = set.head.total.as_ref().filter(|total| from > *total && set.bonus.is_none()) {
            reader.note(path.clone(), format!("is `{from}`, above the total, `{total}`"));
        }
        if place == last && (!from.is_zero() || band.is_open) {
            reader.note(path, format!("leaves no band below `{from}`"));
        }
        before = Some((from, band.is_open));
    }
}
