//! Tables of units ranked among their peers.

use std::collections::{BTreeMap, BTreeSet};

use super::{Order, Place, Rules, places};
use crate::error::{Error, check_written, quote};
use crate::exact::Exact;
use crate::law::Language;
use crate::text::decimal_vi;

/// A unit to be ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Identifies it.
    pub id: String,
    /// What it is called; empty if it has no other name than its id.
    pub name: String,
    /// Its score.
    pub score: Exact,
    /// The group it is compared with, as the communes of a district; empty for the one group of all.
    pub peers: String,
    /// Its level, as in `commune`. Units of different levels are never ranked together.
    pub level: String,
}

/// A band (xếp loại) a score may reach.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "xếp loại")]
pub struct Band {
    /// Its stable name.
    pub id: String,
    /// Where it begins.
    pub from: Exact,
    /// Whether the score must lie above that, and may not be equal to it.
    pub is_open: bool,
}

/// What a rank is one of: the parts a statement has beside rank and size. An absent one is empty or `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The year.
    pub year: Option<i32>,
    /// The unit whose parts are ranked, as in `huyện Triệu Phong`; the name of the peer group where this is empty.
    pub parent: String,
    /// The set of indicators.
    pub rule_set: String,
    /// The bands, in any order.
    pub bands: Vec<Band>,
}

/// A rank as it is stated, "thứ 4/18", with the five parts without which it says nothing: rank, size, year, parent, rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "xếp thứ")]
pub struct Statement {
    /// The rank.
    pub rank: Place,
    /// Among how many.
    pub size: usize,
    /// Whether others have the same score.
    pub is_tied: bool,
    /// The year.
    pub year: Option<i32>,
    /// Whose parts are ranked.
    pub parent: String,
    /// By which set of indicators.
    pub rule_set: String,
}

impl Statement {
    /// `4/18`.
    #[must_use]
    pub fn short(&self) -> String {
        format!("{}/{}", self.rank, self.size)
    }

    /// The names of the parts that are absent.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let parts = [("year", self.year.is_none()), ("parent", self.parent.is_empty()), ("rule_set", self.rule_set.is_empty())];
        parts.into_iter().filter_map(|(name, is_absent)| is_absent.then_some(name)).collect()
    }

    /// In words, as in "xếp thứ 4/18 (năm 2020; huyện Triệu Phong; bộ chỉ số: Quyết định 3009/QĐ-UBND)".
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let place = match (language, self.is_tied) {
            (Language::Vi, false) => format!("xếp thứ {}/{}", decimal_vi(&self.rank.to_string()), self.size),
            (Language::Vi, true) => format!("đồng hạng {}/{}", decimal_vi(&self.rank.to_string()), self.size),
            (Language::En, false) => format!("ranked {} of {}", ordinal(self.rank), self.size),
            (Language::En, true) => format!("ranked joint {} of {}", ordinal(self.rank), self.size),
        };
        let year = self.year.map(|year| language.pick("năm ", "").to_owned() + &year.to_string());
        let parent = (!self.parent.is_empty()).then(|| self.parent.clone());
        let set = (!self.rule_set.is_empty()).then(|| format!("{}: {}", language.pick("bộ chỉ số", "rule set"), self.rule_set));
        let details: Vec<String> = [year, parent, set].into_iter().flatten().collect();
        if details.is_empty() { place } else { format!("{place} ({})", details.join("; ")) }
    }
}

/// `4th`; a mean of places has no such form.
fn ordinal(place: Place) -> String {
    match place.integer() {
        None => place.to_string(),
        Some(rank) => {
            let ending = match (rank % 10, rank % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{rank}{ending}")
        }
    }
}

/// How many ties are named: a list of all, for each of them, would grow with the square of their number.
const TIES_LISTED: usize = 20;

/// A unit with its rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The unit.
    pub unit: Candidate,
    /// Its rank, with all that belongs to it.
    pub statement: Statement,
    /// The value that ranked it: the score, or the score as published.
    pub value: Exact,
    /// In percent: the peers that rank behind it, and half of those that tie with it, itself among them.
    pub percentile: Exact,
    /// In percent of the best of its peers; `None` unless the best is above 0, and where the lowest score is the best.
    pub share_of_best: Option<Exact>,
    /// How many others have its value.
    pub tied: usize,
    /// Their ids in the order given, the first twenty.
    pub tied_with: Vec<String>,
    /// The id of the highest band it reaches.
    pub band: Option<String>,
}

/// A group that was ranked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeerGroup {
    /// Its level; empty if none was given.
    pub level: String,
    /// Its name; empty if none was given.
    pub peers: String,
    /// How many of its units have a rank.
    pub size: usize,
}

/// Units with their ranks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The units, in the order given.
    pub units: Vec<Ranked>,
    /// The groups, in the order in which they first occur.
    pub groups: Vec<PeerGroup>,
    /// What is wrong with units left out, each with its place among those given.
    pub problems: Vec<Error>,
}

/// Ranks units among their peers: those of the same level and group. A unit that could not be read, as an error, is a problem of the table; so
/// is one with more decimals than are published (`value_out_of_range`), without id (`value_missing`) or with one that is taken
/// (`code_duplicate`). The others are ranked without it.
///
/// ```
/// use motcua::rank::{Candidate, Rules, Setting, rank_units};
/// use motcua::{Exact, Language};
///
/// let unit = |id: &str, score: &str| {
///     let (id, score) = (id.to_owned(), Exact::parse(score)?);
///     Ok(Candidate { name: id.clone(), id, score, peers: String::new(), level: "commune".to_owned() })
/// };
/// let setting = Setting { year: Some(2020), parent: "huyện Mẫu".to_owned(), ..Setting::default() };
/// let table = rank_units([unit("a", "88.5"), unit("b", "90"), unit("c", "?")], &Rules::default(), &setting);
/// assert_eq!(table.units[0].statement.text(Language::Vi), "xếp thứ 2/2 (năm 2020; huyện Mẫu)");
/// assert_eq!(table.units[0].statement.missing(), ["rule_set"]);
/// assert_eq!((table.problems[0].code(), table.problems[0].index()), ("amount_invalid", Some(2)));
/// ```
#[must_use]
pub fn rank_units(units: impl IntoIterator<Item = Result<Candidate, Error>>, rules: &Rules, setting: &Setting) -> Table {
    let mut problems = Vec::new();
    let (mut ids, mut kept) = (BTreeSet::new(), Vec::new());
    for (index, unit) in units.into_iter().enumerate() {
        match unit.and_then(|unit| checked(unit, &ids, rules)) {
            Ok((unit, value)) => {
                ids.insert(unit.id.clone());
                kept.push((unit, value));
            }
            Err(error) => problems.push(error.at("units", index)),
        }
    }
    let mut groups: Vec<PeerGroup> = Vec::new();
    let mut members: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, (unit, _)) in kept.iter().enumerate() {
        let (level, peers) = (unit.level.trim().to_owned(), unit.peers.trim().to_owned());
        let group = members.entry((level.clone(), peers.clone())).or_default();
        if group.is_empty() {
            groups.push(PeerGroup { level, peers, size: 0 });
        }
        group.push(index);
    }
    let mut ranked: BTreeMap<usize, Ranked> = BTreeMap::new();
    for group in &mut groups {
        let indices = members.get(&(group.level.clone(), group.peers.clone())).map(Vec::as_slice).unwrap_or_default();
        group.size = indices.len();
        let entries: Vec<&(Candidate, Exact)> = indices.iter().filter_map(|&index| kept.get(index)).collect();
        ranked.extend(indices.iter().copied().zip(rank_group(&entries, rules, setting)));
    }
    Table { units: ranked.into_values().collect(), groups, problems }
}

fn checked(unit: Candidate, ids: &BTreeSet<String>, rules: &Rules) -> Result<(Candidate, Exact), Error> {
    check_written(&unit.id, "id", "a unit is named by its id").map_err(|error| error.within("id"))?;
    if ids.contains(&unit.id) {
        return Err(Error::CodeDuplicate { what: "the id of a unit", value: quote(&unit.id) }.within("id"));
    }
    let value = rules.ranking_value(&unit.score).map_err(|error| error.within("score"))?;
    Ok((unit, value))
}

fn rank_group(entries: &[&(Candidate, Exact)], rules: &Rules, setting: &Setting) -> Vec<Ranked> {
    let values: Vec<&Exact> = entries.iter().map(|(_, value)| value).collect();
    let places = places(&values, rules.method, rules.order);
    let mut sorted = values.clone();
    sorted.sort();
    let mut by_value: BTreeMap<&Exact, Vec<&str>> = BTreeMap::new();
    for (unit, value) in entries {
        by_value.entry(value).or_default().push(&unit.id);
    }
    let best = sorted.last().copied().filter(|best| rules.order == Order::Descending && !best.is_negative() && !best.is_zero());
    let hundred = Exact::from(100);
    let rank = |(&(unit, value), rank): (&&(Candidate, Exact), Place)| {
        let (below, up_to) = (sorted.partition_point(|other| *other < value), sorted.partition_point(|other| *other <= value));
        let behind = if rules.order == Order::Descending { below } else { sorted.len() - up_to };
        let halves = Exact::from((2 * behind + up_to - below) as u64);
        let of = Exact::from(2 * sorted.len() as u64);
        let others = by_value.get(value).into_iter().flatten().filter(|id| **id != unit.id);
        let tied_with: Vec<String> = others.take(TIES_LISTED).map(|id| (*id).to_owned()).collect();
        let parent = if setting.parent.trim().is_empty() { unit.peers.trim() } else { setting.parent.trim() };
        Ranked {
            statement: Statement {
                rank,
                size: entries.len(),
                is_tied: !tied_with.is_empty(),
                year: setting.year,
                parent: parent.to_owned(),
                rule_set: setting.rule_set.trim().to_owned(),
            },
            percentile: &hundred * &(halves / of),
            share_of_best: best.and_then(|best| (&hundred * value).checked_div(best)),
            tied: up_to - below - 1,
            tied_with,
            band: band(value, &setting.bands),
            unit: unit.clone(),
            value: value.clone(),
        }
    };
    entries.iter().zip(places).map(rank).collect()
}

/// The highest band a score reaches; of two that begin at one number, the open one.
fn band(score: &Exact, bands: &[Band]) -> Option<String> {
    let reached = bands.iter().filter(|band| if band.is_open { *score > band.from } else { *score >= band.from });
    reached.max_by_key(|band| (band.from.clone(), band.is_open)).map(|band| band.id.clone())
}
