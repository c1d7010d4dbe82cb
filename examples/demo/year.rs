//! The commune's year: what the Portal's formulas give, what people say, the index, the rank and how sure it is; and the provinces.

mod neighbours;
mod provinces;
mod quality;
mod satisfaction;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use motcua::rank::{
    Across, Candidate, Evidence, Options, Ranked, ScoreChange, ScoredPeriod, Setting, Table, Uncertain, UncertainRank,
    Uncertainty, rank_units, score_change, uncertainty,
};
use motcua::scorecard::{Facts, RuleSet, Score, Submission};
use motcua::unit::Units;
use motcua::{Exact, Language};
use serde_json::{Map, Value};

use self::neighbours::{Commune, OURS};
pub(crate) use self::provinces::Provinces;
pub(crate) use self::quality::Quality;
pub(crate) use self::satisfaction::Satisfaction;
use crate::scene::Scene;

const COMMUNE: &str = include_str!("../data/year/commune.json");
/// What the draws follow from.
const SEED: u64 = 2026;
/// The set an imaginary province ranks its communes by.
const INDEX: &str = "commune_template";
const PORTAL: &str = "qd766_portal_2026";
/// Answers and what they count, as the template has it.
const CREDITS: [(&str, &str); 4] = [("very_satisfied", "1"), ("satisfied", "0.8"), ("neutral", "0.4"), ("dissatisfied", "0")];

/// Everything the pages of the year show.
pub(crate) struct Year {
    /// The year's points by the formulas of the Portal.
    pub(crate) portal: Card,
    /// The index of the year, and how it changed.
    pub(crate) index: Card,
    pub(crate) change: ScoreChange,
    /// The communes with their ranks, and how sure they are.
    pub(crate) table: Table,
    pub(crate) uncertainty: Uncertainty,
    pub(crate) satisfaction: Satisfaction,
    pub(crate) provinces: Provinces,
    /// A quarter of 2020 by the older circular.
    pub(crate) quality: Quality,
}

/// A score to show.
pub(crate) struct Card {
    pub(crate) areas: Vec<Area>,
    pub(crate) total: String,
    pub(crate) band: String,
    pub(crate) terms: Vec<Line>,
    /// What the set rests on.
    pub(crate) bases: Vec<motcua::scorecard::Basis>,
}

/// An area of it.
pub(crate) struct Area {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) points: Exact,
    pub(crate) max: Exact,
}

/// A leaf of it, and how it came about.
pub(crate) struct Line {
    pub(crate) area: String,
    pub(crate) title: String,
    pub(crate) points: String,
    pub(crate) max: String,
    pub(crate) why: String,
}

impl Year {
    pub(crate) fn new(before: &Scene) -> Result<Self> {
        let quality = Quality::new(before)?;
        let data: BTreeMap<String, Map<String, Value>> = serde_json::from_str(COMMUNE).context("commune.json")?;
        let facts = |name: &str| data.get(name).with_context(|| format!("commune.json: no {name}"));

        let portal_set = RuleSet::builtin(PORTAL)?;
        let mut submission = Submission::of(read(&portal_set, facts("portal")?)?);
        submission.level = Some(motcua::scorecard::Level::Commune);
        let portal = Card::new(&portal_set.score(&submission)?)?;

        let set = RuleSet::builtin(INDEX)?;
        let mut ours = facts("index_2026")?.clone();
        ours.insert("index_766".to_owned(), portal.total.replace(',', ".").into());
        let (communes, forms) = neighbours::communes(&ours);
        let satisfaction = Satisfaction::new(&forms)?;

        let mut scored = Vec::new();
        for commune in &communes {
            let mut facts = commune.facts.clone();
            let counts = satisfaction.overall_of(&commune.id)?;
            facts.extend(CREDITS.iter().zip(counts).map(|((name, _), count)| ((*name).to_owned(), count.into())));
            let submission = Submission::of(read(&set, &facts)?);
            let score = set.score(&submission).with_context(|| commune.name.clone())?;
            scored.push(Scored::new(commune, counts, &score)?);
        }
        let before = Submission::of(read(&set, facts("index_2025")?)?);
        let before = period(&set.score(&before)?)?;
        let own = scored.iter_mut().find(|scored| scored.id == OURS).context("our commune is not among its neighbours")?;
        let change = score_change(&before, &own.period, &[], Across::Refuse, &Units::vietnam())?;
        let index = own.card.take().context("our commune has no card")?;

        let setting =
            Setting { year: Some(2026), parent: "tỉnh mẫu".to_owned(), rule_set: INDEX.to_owned(), bands: Vec::new() };
        let table = rank_units(scored.iter().map(|scored| Ok(scored.candidate())), &Default::default(), &setting);
        let options = Options { seed: SEED, top: vec![1, 4, 9], ..Options::default() };
        let uncertainty = uncertainty(scored.iter().map(Scored::uncertain).collect::<Vec<_>>(), &options)?;
        Ok(Self { portal, index, change, table, uncertainty, satisfaction, provinces: Provinces::new()?, quality })
    }
}

impl Year {
    /// Our commune and how sure its rank is.
    pub(crate) fn ours(&self) -> Result<&UncertainRank> {
        self.uncertainty.units.iter().find(|unit| unit.id == OURS).context("our commune was not drawn")
    }

    /// Our commune and its rank.
    pub(crate) fn rank(&self) -> Result<&Ranked> {
        self.table.units.iter().find(|ranked| ranked.unit.id == OURS).context("our commune has no rank")
    }
}

impl Card {
    fn new(score: &Score<'_>) -> Result<Self> {
        let total = score.total_text().context("the score has no total")?;
        let areas = score.areas().iter().filter_map(|area| {
            let (points, max) = (area.points.clone()?, area.max.clone()?);
            Some(Area { id: area.node.id.clone(), title: area.node.title.vi.clone(), points, max })
        });
        let mut area = "";
        let mut terms = Vec::new();
        for term in score.terms() {
            if let Some(above) = score.areas().iter().find(|area| term.node.path().starts_with(area.node.path())) {
                area = &above.node.title.vi;
            }
            let decimals = term.decimals.unwrap_or(2);
            terms.push(Line {
                area: area.to_owned(),
                title: term.node.title.vi.clone(),
                points: term.points.as_ref().map_or_else(|| "–".to_owned(), |points| comma(&points.text(decimals))),
                max: term.max.as_ref().map(ToString::to_string).map(|max| comma(&max)).unwrap_or_default(),
                why: term.explain(Language::Vi),
            });
        }
        Ok(Self {
            areas: areas.collect(),
            total: comma(&total),
            band: score.band().map(|band| band.title.vi.clone()).unwrap_or_default(),
            terms,
            bases: score.set().head().basis.clone(),
        })
    }
}

/// A commune with its index.
struct Scored {
    id: String,
    name: String,
    total: Exact,
    /// Points without those of the survey, and how many the survey can bring.
    fixed: Exact,
    weight: Exact,
    counts: [u64; 4],
    period: ScoredPeriod,
    card: Option<Card>,
}

impl Scored {
    fn new(commune: &Commune, counts: [u64; 4], score: &Score<'_>) -> Result<Self> {
        let total = score.total().context("the index has no total")?.clone();
        let survey = score.areas().iter().find(|area| area.node.id == "satisfaction").context("no survey in the index")?;
        let points = survey.points.clone().context("nobody answered")?;
        Ok(Self {
            id: commune.id.clone(),
            name: commune.name.clone(),
            fixed: &total - &points,
            weight: survey.max.clone().context("the survey has no points")?,
            total,
            counts,
            period: period(score)?,
            card: if commune.id == OURS { Some(Card::new(score)?) } else { None },
        })
    }

    fn candidate(&self) -> Candidate {
        Candidate {
            id: self.id.clone(),
            name: self.name.clone(),
            score: self.total.clone(),
            peers: String::new(),
            level: "commune".to_owned(),
        }
    }

    /// What the commune did is known; what people think of it was asked of some.
    fn uncertain(&self) -> Result<Uncertain, motcua::Error> {
        let credits = CREDITS.iter().map(|(_, credit)| Exact::parse(credit)).collect::<Result<_, _>>()?;
        Ok(Uncertain {
            id: self.id.clone(),
            name: self.name.clone(),
            fixed: self.fixed.clone(),
            weight: self.weight.clone(),
            evidence: Evidence::Answers { counts: self.counts.to_vec(), credits },
        })
    }
}

/// The areas of a score, and its total.
fn period(score: &Score<'_>) -> Result<ScoredPeriod> {
    let areas = score.areas().iter().map(|area| {
        let points = area.points.clone().with_context(|| format!("{} has no points", area.node.id))?;
        Ok((area.node.id.clone(), points))
    });
    Ok(ScoredPeriod {
        rule_set: score.set().id().to_owned(),
        areas: areas.collect::<Result<_>>()?,
        total: score.total().cloned(),
        unit: None,
    })
}

fn read(set: &RuleSet, facts: &Map<String, Value>) -> Result<Facts> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let texts: Vec<(&str, String)> = facts.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
    Ok(set.facts(texts.iter().map(|(name, value)| (*name, Some(value.as_str()))))?)
}

/// `61,40`.
pub(crate) fn comma(decimal: &str) -> String {
    decimal.replace('.', ",")
}

/// `90,5%`, of an estimate.
pub(crate) fn percent(share: f64) -> String {
    comma(&format!("{:.1}%", share * 100.0))
}
