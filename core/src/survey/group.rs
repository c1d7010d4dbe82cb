//! The figures of a group of respondents: everybody, or those of one unit.

use super::index::{NoAnswer, Plan};
use super::options::SurveyOptions;
use super::questionnaire::{Level, Questionnaire, Scale, Side};
use super::response::{Responses, exact_weight};
use crate::error::Error;
use crate::estimate::{Design, Estimate, Interval, Proportion, Sample, VarianceMethod};
use crate::exact::Exact;

/// An index with what is known about its error.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The exact index, 0 to 1; `None` when nobody answered.
    pub index: Option<Exact>,
    /// How many people it rests on.
    pub respondents: usize,
    /// The interval; from 0 to 1 when a single cluster leaves everything open.
    pub interval: Option<Interval>,
    /// The estimate behind the interval.
    pub estimate: Option<Estimate>,
}

/// How often a level was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelCount {
    /// Answers.
    pub answers: u64,
    /// Their weights together.
    pub weight: Exact,
    /// Their share of the weight of all answers to the item; `None` when there are none.
    pub share: Option<Exact>,
}

/// An item's index and distribution.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemFigure {
    /// The index.
    pub figure: Figure,
    /// By level of the scale.
    pub distribution: Vec<LevelCount>,
    /// Who did not answer, and their weight.
    pub no_answer: (u64, Exact),
    /// The mean of the scores; `None` on a scale without.
    pub mean: Option<Exact>,
    /// Favourable less unfavourable answers, −1 to 1; `None` on a scale without sides.
    pub net: Option<Exact>,
}

/// The figures of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// How many people are in it.
    pub respondents: usize,
    /// The whole.
    pub overall: Figure,
    /// By factor of the questionnaire.
    pub factors: Vec<Figure>,
    /// By item of the questionnaire.
    pub items: Vec<ItemFigure>,
}

/// What all groups share.
pub(super) struct Context<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) responses: &'a Responses,
    pub(super) options: &'a SurveyOptions,
    pub(super) design: Design,
    pub(super) variance: VarianceMethod,
}

/// Weights and answers by level of one item.
struct Tally {
    /// Answers and their weight.
    levels: Vec<(u64, i128)>,
    none: (u64, i128),
}

impl Tally {
    fn credit(&self, scale: &Scale) -> Exact {
        let parts = self.levels.iter().zip(&scale.levels);
        parts.map(|((_, weight), level)| exact_weight(*weight) * level.credit.clone()).sum()
    }

    fn weight(&self) -> i128 {
        self.levels.iter().map(|(_, weight)| weight).sum()
    }
}

impl Context<'_> {
    pub(super) fn group(&self, rows: &[usize]) -> Result<Group, Error> {
        let tallies = self.tally(rows);
        let counts_none = self.options.index.no_answer == NoAnswer::Dissatisfied;
        let answered: Vec<bool> = tallies.iter().map(|tally| tally.weight() > 0 || counts_none && tally.none.1 > 0).collect();
        let index = self.options.index;
        let overall = Plan::overall(self.questionnaire, index.overall, index.factor, &answered)?;
        let factor = |place: usize| {
            let items = self.questionnaire.places(|item| item.factor == Some(place));
            self.figure(rows, &tallies, &Plan::factor(items, index.factor, &answered))
        };
        let items = tallies.iter().enumerate().map(|(place, tally)| self.item(rows, &tallies, place, tally));
        Ok(Group {
            respondents: rows.len(),
            overall: self.figure(rows, &tallies, &overall),
            factors: (0..self.questionnaire.factors.len()).map(factor).collect(),
            items: items.collect(),
        })
    }

    /// The whole of a group alone.
    pub(super) fn overall(&self, rows: &[usize]) -> Result<(Figure, Plan), Error> {
        let tallies = self.tally(rows);
        let counts_none = self.options.index.no_answer == NoAnswer::Dissatisfied;
        let answered: Vec<bool> = tallies.iter().map(|tally| tally.weight() > 0 || counts_none && tally.none.1 > 0).collect();
        let index = self.options.index;
        let plan = Plan::overall(self.questionnaire, index.overall, index.factor, &answered)?;
        Ok((self.figure(rows, &tallies, &plan), plan))
    }

    fn scale(&self, item: usize) -> Option<&Scale> {
        self.questionnaire.items.get(item).and_then(|item| self.questionnaire.scale(item))
    }

    fn tally(&self, rows: &[usize]) -> Vec<Tally> {
        let levels = |item: usize| self.scale(item).map_or(0, |scale| scale.levels.len());
        let tally = |item: usize| {
            let mut tally = Tally { levels: vec![(0, 0); levels(item)], none: (0, 0) };
            for &row in rows {
                let weight = self.responses.rows.get(row).map_or(0, |row| row.weight);
                let slot = match self.responses.level(row, item) {
                    Some(level) => tally.levels.get_mut(level),
                    None => Some(&mut tally.none),
                };
                if let Some(slot) = slot {
                    *slot = (slot.0 + 1, slot.1 + weight);
                }
            }
            tally
        };
        (0..self.questionnaire.items.len()).map(tally).collect()
    }

    fn item(&self, rows: &[usize], tallies: &[Tally], place: usize, tally: &Tally) -> ItemFigure {
        let levels: &[Level] = self.scale(place).map_or(&[], |scale| &scale.levels);
        let whole = exact_weight(tally.weight());
        let share_of = |wanted: &dyn Fn(&Level) -> bool| -> Option<Exact> {
            let parts = tally.levels.iter().zip(levels).filter(|(_, level)| wanted(level));
            parts.map(|((_, weight), _)| exact_weight(*weight)).sum::<Exact>().checked_div(&whole)
        };
        let scores: Option<Exact> =
            tally.levels.iter().zip(levels).map(|((_, weight), level)| Some(exact_weight(*weight) * level.score.clone()?)).sum();
        let has = |side: Side| levels.iter().any(|level| level.side == side);
        let has_sides = has(Side::Favourable) && has(Side::Unfavourable);
        let net =
            || Some(share_of(&|level| level.side == Side::Favourable)? - share_of(&|level| level.side == Side::Unfavourable)?);
        let count = |&(answers, weight): &(u64, i128)| LevelCount {
            answers,
            weight: exact_weight(weight),
            share: exact_weight(weight).checked_div(&whole),
        };
        ItemFigure {
            figure: self.figure(rows, tallies, &Plan::item(place)),
            distribution: tally.levels.iter().map(count).collect(),
            no_answer: (tally.none.0, exact_weight(tally.none.1)),
            mean: scores.and_then(|scores| scores.checked_div(&whole)),
            net: if has_sides { net() } else { None },
        }
    }

    /// Credit and weight of an item as the index counts them.
    fn part(&self, tallies: &[Tally], item: usize) -> (Exact, Exact) {
        let (Some(tally), Some(scale)) = (tallies.get(item), self.scale(item)) else { return (Exact::zero(), Exact::zero()) };
        let none = if self.options.index.no_answer == NoAnswer::Dissatisfied { tally.none.1 } else { 0 };
        (tally.credit(scale), exact_weight(tally.weight() + none))
    }

    fn exact(&self, rows: &[usize], tallies: &[Tally], plan: &Plan) -> Option<Exact> {
        match plan {
            Plan::Terms(terms) if terms.is_empty() => None,
            Plan::Terms(terms) => {
                let mut sum = Exact::zero();
                for (count, items) in terms {
                    let parts = items.iter().map(|item| self.part(tallies, *item));
                    let (credit, weight) = parts.fold((Exact::zero(), Exact::zero()), |(a, b), (c, d)| (a + c, b + d));
                    sum = sum + credit.checked_div(&weight)? / Exact::from(u64::from(*count));
                }
                Some(sum)
            }
            Plan::AllItems(items) => {
                let (mut all, mut asked) = (0, 0);
                for &row in rows {
                    let weight = self.responses.rows.get(row).map_or(0, |row| row.weight);
                    if let Some(is_satisfied) = self.all_favourable(row, items) {
                        asked += weight;
                        all += if is_satisfied { weight } else { 0 };
                    }
                }
                exact_weight(all).checked_div(&exact_weight(asked))
            }
        }
    }

    /// Whether every answer of a respondent is favourable; `None` when there is none to judge by.
    fn all_favourable(&self, row: usize, items: &[usize]) -> Option<bool> {
        let counts_none = self.options.index.no_answer == NoAnswer::Dissatisfied;
        let mut verdict = None;
        for &item in items {
            let is_favourable = match self.responses.level(row, item) {
                Some(level) => {
                    self.scale(item).and_then(|scale| scale.levels.get(level)).is_some_and(|level| level.side == Side::Favourable)
                }
                None if counts_none => false,
                None => continue,
            };
            verdict = Some(verdict.unwrap_or(true) && is_favourable);
        }
        verdict
    }

    /// The credit of an answer as the index counts it, with 1; 0 and 0 where it does not count.
    fn term(&self, row: usize, item: usize) -> (f64, f64) {
        match self.responses.level(row, item) {
            Some(level) => {
                let credit =
                    self.scale(item).and_then(|scale| scale.levels.get(level)).map_or(0.0, |level| level.credit.to_f64());
                (credit, 1.0)
            }
            None if self.options.index.no_answer == NoAnswer::Dissatisfied => (0.0, 1.0),
            None => (0.0, 0.0),
        }
    }

    /// The sample behind an index, rows moved on by so many places.
    pub(super) fn sample(&self, rows: &[usize], plan: &Plan) -> Sample {
        let add = |(a, b): (f64, f64), (c, d): (f64, f64)| (a + c, b + d);
        match plan {
            Plan::Terms(terms) => {
                let mut sample = Sample::new(terms.iter().map(|(count, _)| 1.0 / f64::from(*count)).collect());
                for &row in rows {
                    let parts: Vec<(f64, f64)> = terms
                        .iter()
                        .map(|(_, items)| items.iter().map(|item| self.term(row, *item)).fold((0.0, 0.0), add))
                        .collect();
                    if parts.iter().any(|(_, answers)| *answers > 0.0) {
                        sample.push(row, parts);
                    }
                }
                sample
            }
            Plan::AllItems(items) => Sample::mean(rows.iter().filter_map(|&row| {
                let is_satisfied = self.all_favourable(row, items)?;
                Some((row, if is_satisfied { 1.0 } else { 0.0 }))
            })),
        }
    }

    /// Whether an index is a share of respondents drawn one by one, so that counts say everything.
    fn is_plain_share(&self, plan: &Plan) -> bool {
        let is_share = match plan {
            Plan::AllItems(_) => true,
            Plan::Terms(terms) => match terms.as_slice() {
                [(_, items)] => matches!(items.as_slice(), [item] if self.scale(*item).is_some_and(Scale::is_binary)),
                _ => false,
            },
        };
        is_share && !self.responses.has_design()
    }

    fn figure(&self, rows: &[usize], tallies: &[Tally], plan: &Plan) -> Figure {
        let index = self.exact(rows, tallies, plan);
        let sample = self.sample(rows, plan);
        let mut estimate = index.as_ref().and_then(|_| self.design.estimate(&sample, &self.variance));
        if self.is_plain_share(plan)
            && let Some(designed) = &estimate
        {
            let satisfied = (designed.value() * designed.respondents() as f64).round();
            let plain = Proportion::new(satisfied as u64, designed.respondents() as u64);
            estimate = plain.ok().map(Proportion::estimate);
        }
        let interval = estimate.as_ref().map(|estimate| estimate.interval(self.options.interval, self.options.confidence));
        Figure { index, respondents: sample.respondents(), interval, estimate }
    }
}
