//! Stages, and which comes after which.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Calendar;
use crate::deadline::{CountingRules, TimeLimit};
use crate::error::{Error, quote};
use crate::law::{Citation, Language};

/// One stage of an interlinked procedure (công đoạn): what one unit does within its own time limit.
///
/// ```
/// use motcua::TimeLimit;
/// use motcua::interlinked::Stage;
///
/// let residence = Stage {
///     after: vec!["civil_status".to_owned()],
///     limits: vec![("verification".to_owned(), TimeLimit::parse("5 ngày làm việc")?)],
///     ..Stage::new("residence", "Công an cấp xã", Some(TimeLimit::parse("2 ngày làm việc")?))
/// };
/// assert!(residence.counts_in_total);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "công đoạn")]
pub struct Stage {
    /// Identifies it within its group.
    pub id: String,
    /// What is done, in Vietnamese.
    pub name_vi: String,
    /// What is done, in English.
    pub name_en: String,
    /// Who does it, as the office writes it.
    pub unit: String,
    /// Who does it, in English; the same text unless known.
    pub unit_en: String,
    /// Its own time limit; `None` where no text states one.
    pub limit: Option<TimeLimit>,
    /// Other limits in named cases. Of the cases chosen, the first named here decides.
    pub limits: Vec<(String, TimeLimit)>,
    /// The stages that must have ended before it starts; none: it starts at receipt.
    pub after: Vec<String>,
    /// The case in which it takes part; `None`: always.
    pub only_in: Option<String>,
    /// Whether its time counts in the stated total. That of others is theirs, not an agency's: a consent awaited, a tax to be paid.
    pub counts_in_total: bool,
    /// Its own calendar; `None`: that of the question.
    pub calendar: Option<Calendar>,
    /// Its own way of counting and office hours; `None`: those of the question, without their cut-off.
    pub rules: Option<CountingRules>,
    /// Where its limit is written.
    pub citation: Option<Citation>,
}

impl Stage {
    /// A stage that starts at receipt and counts in the total; its name is its id until one is given.
    #[must_use]
    pub fn new(id: impl Into<String>, unit: impl Into<String>, limit: Option<TimeLimit>) -> Self {
        let (id, unit) = (id.into(), unit.into());
        Self {
            name_vi: id.clone(),
            name_en: id.clone(),
            id,
            unit_en: unit.clone(),
            unit,
            limit,
            limits: Vec::new(),
            after: Vec::new(),
            only_in: None,
            counts_in_total: true,
            calendar: None,
            rules: None,
            citation: None,
        }
    }

    /// What is done.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.name_vi, &self.name_en)
    }

    /// Who does it.
    #[must_use]
    pub fn unit(&self, language: Language) -> &str {
        language.pick(&self.unit, &self.unit_en)
    }

    /// Its limit in the cases chosen; `None` where none is stated, or the text of it names no single amount.
    pub(super) fn limit_in(&self, cases: &[&str]) -> Option<&TimeLimit> {
        let special = self.limits.iter().find(|(case, _)| cases.contains(&case.as_str()));
        special.map(|(_, limit)| limit).or(self.limit.as_ref()).filter(|limit| !limit.is_undetermined())
    }

    pub(super) fn takes_part_in(&self, cases: &[&str]) -> bool {
        self.only_in.as_deref().is_none_or(|case| cases.contains(&case))
    }

    /// The cases it names.
    pub(super) fn cases(&self) -> impl Iterator<Item = &str> {
        self.limits.iter().map(|(case, _)| case.as_str()).chain(self.only_in.as_deref())
    }
}

/// Stages and their order: a directed graph without cycles, so parallel stages and several first or last ones are possible.
///
/// ```
/// use motcua::interlinked::{Stage, StageGraph};
///
/// let stage = |id: &str, after: &[&str]| Stage {
///     after: after.iter().map(|id| id.to_string()).collect(),
///     ..Stage::new(id, "UBND xã (mẫu)", None)
/// };
/// let graph = StageGraph::new(vec![stage("c", &["a", "b"]), stage("a", &[]), stage("b", &["a"])])?;
/// assert_eq!(graph.order().map(|stage| stage.id.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
///
/// let error = StageGraph::new(vec![stage("a", &["b"]), stage("b", &["a"])]).unwrap_err();
/// assert_eq!(error.to_string(), "the stages cannot be: `a` → `b` → `a` run in a circle");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct StageGraph {
    stages: Vec<Stage>,
    /// By stage, in the order given.
    links: Vec<Links>,
    order: Vec<usize>,
    places: BTreeMap<String, usize>,
}

#[derive(Clone, Debug, Default)]
struct Links {
    before: Vec<usize>,
    after: Vec<usize>,
}

impl StageGraph {
    /// The graph of these stages, in time linear in stages and links.
    ///
    /// # Errors
    /// `stages_invalid`: no stage at all, a stage without an id, an id used twice, an unknown predecessor, a stage after itself (each with
    /// the place of the stage), or a cycle, which the message spells out.
    pub fn new(stages: Vec<Stage>) -> Result<Self, Error> {
        if stages.is_empty() {
            return Err(Error::StagesInvalid { problem: "there is none".to_owned() });
        }
        let places = places(&stages)?;
        let mut links: Vec<Links> = vec![Links::default(); stages.len()];
        for (at, stage) in stages.iter().enumerate() {
            for predecessor in stage.after.iter().collect::<BTreeSet<_>>() {
                let invalid = |problem| Error::StagesInvalid { problem }.at("stages", at);
                let (id, other) = (quote(&stage.id), quote(predecessor));
                let Some(&from) = places.get(predecessor) else {
                    return Err(invalid(format!("`{id}` comes after `{other}`, which is no stage")));
                };
                if from == at {
                    return Err(invalid(format!("`{id}` comes after itself")));
                }
                link(&mut links, from, at);
            }
        }
        for link in &mut links {
            link.before.sort_unstable();
        }
        let order = in_order(&links).map_err(|cycle| circle(&stages, &cycle))?;
        Ok(Self { stages, links, order, places })
    }

    /// The stages in the order given.
    #[must_use]
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// The stages so that each comes after those it waits for. Stages with the same number of stages before them on their longest way
    /// keep the order given.
    pub fn order(&self) -> impl Iterator<Item = &Stage> {
        self.order.iter().filter_map(|&at| self.stages.get(at))
    }

    /// The cases that stages name: other limits, and stages that take part only then.
    #[must_use]
    pub fn cases(&self) -> BTreeSet<&str> {
        self.stages.iter().flat_map(Stage::cases).collect()
    }

    /// Gives a stage another limit, in every case: what a province shortened, or what no text states.
    ///
    /// # Errors
    /// `stages_invalid` when there is no such stage.
    pub fn set_limit(&mut self, id: &str, limit: TimeLimit) -> Result<(), Error> {
        let at = self.place(id)?;
        if let Some(stage) = self.stages.get_mut(at) {
            stage.limit = Some(limit);
            stage.limits.clear();
            // What it rests on is the caller's now.
            stage.citation = None;
        }
        Ok(())
    }

    /// Where a stage stands in the order given.
    pub(super) fn place(&self, id: &str) -> Result<usize, Error> {
        let unknown = || Error::StagesInvalid { problem: format!("`{}` is no stage", quote(id)) };
        self.places.get(id).copied().ok_or_else(unknown)
    }

    /// The stages with their places, each after those it waits for.
    pub(super) fn walk(&self) -> impl DoubleEndedIterator<Item = (usize, &Stage)> {
        self.order.iter().filter_map(|&at| Some((at, self.stages.get(at)?)))
    }

    /// The places of the stages it waits for, in the order given.
    pub(super) fn before(&self, at: usize) -> &[usize] {
        self.links.get(at).map_or(&[], |links| &links.before)
    }

    /// The places of the stages that wait for it, in the order given.
    pub(super) fn after(&self, at: usize) -> &[usize] {
        self.links.get(at).map_or(&[], |links| &links.after)
    }
}

fn places(stages: &[Stage]) -> Result<BTreeMap<String, usize>, Error> {
    let mut places = BTreeMap::new();
    for (at, stage) in stages.iter().enumerate() {
        let problem = if stage.id.trim().is_empty() {
            "a stage has no id".to_owned()
        } else if places.insert(stage.id.clone(), at).is_some() {
            format!("`{}` is used twice", quote(&stage.id))
        } else {
            continue;
        };
        return Err(Error::StagesInvalid { problem }.at("stages", at));
    }
    Ok(places)
}

fn link(links: &mut [Links], from: usize, to: usize) {
    if let Some(links) = links.get_mut(from) {
        links.after.push(to);
    }
    if let Some(links) = links.get_mut(to) {
        links.before.push(from);
    }
}

/// The places so that each comes after those it waits for, or a cycle. By length of the longest way from a first stage, then as given.
fn in_order(links: &[Links]) -> Result<Vec<usize>, Vec<usize>> {
    let mut open: Vec<usize> = links.iter().map(|links| links.before.len()).collect();
    let mut ready: Vec<usize> = (0..links.len()).filter(|&at| open.get(at) == Some(&0)).collect();
    let mut level = vec![0_usize; links.len()];
    let mut next = 0;
    while let Some(&at) = ready.get(next) {
        next += 1;
        let reached = level.get(at).map_or(0, |level| level + 1);
        for &after in links.get(at).map_or(&[][..], |links| &links.after) {
            if let (Some(open), Some(level)) = (open.get_mut(after), level.get_mut(after)) {
                *level = reached.max(*level);
                *open -= 1;
                if *open == 0 {
                    ready.push(after);
                }
            }
        }
    }
    if ready.len() < links.len() {
        return Err(cycle(links, &open));
    }
    // A bucket for each level: sorting would cost more than the graph.
    let mut levels: Vec<Vec<usize>> = Vec::new();
    for (at, &level) in level.iter().enumerate() {
        if levels.len() <= level {
            levels.resize(level + 1, Vec::new());
        }
        if let Some(bucket) = levels.get_mut(level) {
            bucket.push(at);
        }
    }
    Ok(levels.concat())
}

/// Each stage left over waits for one left over, so going back must meet a stage twice.
fn cycle(links: &[Links], open: &[usize]) -> Vec<usize> {
    let left_over = |at: usize| open.get(at).is_some_and(|&open| open > 0);
    let mut met: BTreeMap<usize, usize> = BTreeMap::new();
    let mut way = Vec::new();
    let mut at = (0..links.len()).find(|&at| left_over(at));
    while let Some(here) = at {
        if let Some(&first) = met.get(&here) {
            let mut cycle = way.split_off(first);
            // Gone backwards; said forwards, beginning with the stage given first.
            cycle.reverse();
            let start = cycle.iter().enumerate().min_by_key(|(_, stage)| **stage).map_or(0, |(place, _)| place);
            cycle.rotate_left(start);
            return cycle;
        }
        met.insert(here, way.len());
        way.push(here);
        at = links.get(here).and_then(|links| links.before.iter().copied().find(|&before| left_over(before)));
    }
    way
}

fn circle(stages: &[Stage], cycle: &[usize]) -> Error {
    const NAMED: usize = 8;
    let name = |at: &usize| stages.get(*at).map(|stage| format!("`{}`", quote(&stage.id)));
    let mut names: Vec<String> = cycle.iter().take(NAMED).filter_map(name).collect();
    if cycle.len() > NAMED {
        names.push(format!("… ({} stages)", cycle.len()));
    }
    names.extend(cycle.first().and_then(name));
    Error::StagesInvalid { problem: format!("{} run in a circle", names.join(" → ")) }
}
