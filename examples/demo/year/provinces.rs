//! The 34 provinces of 2025, as published.

use anyhow::{Context, Result, ensure};
use motcua::Exact;
use motcua::rank::{Candidate, Criterion, Profile, Sensitivity, SensitivityOptions, Setting, Table, rank_units, sensitivity};
use motcua::scorecard::RuleSet;
use serde::Deserialize;

use super::SEED;

const TABLE: &str = include_str!("../../data/provinces_2025.csv");
const SET: &str = "qd766_portal_2025";

/// The provinces, with ranks by their totals and what becomes of these when weights change.
pub(crate) struct Provinces {
    pub(crate) groups: Vec<String>,
    pub(crate) rows: Vec<Province>,
    pub(crate) table: Table,
    pub(crate) sensitivity: Sensitivity,
    /// How many reach each band, the best first.
    pub(crate) bands: Vec<(String, usize)>,
    pub(crate) source: String,
}

/// A province.
pub(crate) struct Province {
    pub(crate) name: String,
    pub(crate) points: Vec<Exact>,
    pub(crate) total: Exact,
    pub(crate) band: String,
}

/// A row of the published table.
#[derive(Deserialize)]
struct Row {
    unit: String,
    code: String,
    #[serde(rename = "TDGQ")]
    progress: String,
    #[serde(rename = "MDHL")]
    satisfaction: String,
    #[serde(rename = "MDSH")]
    digitisation: String,
    #[serde(rename = "TTTT")]
    payment: String,
    #[serde(rename = "CLGQ")]
    online: String,
    #[serde(rename = "CKMB")]
    transparency: String,
    total: String,
    rank_published: String,
    source: String,
}

impl Row {
    /// The name without what every name begins with.
    fn name(&self) -> String {
        self.unit.trim_start_matches("UBND ").trim_start_matches("tỉnh ").replace("Thành phố", "TP.")
    }

    fn points(&self, group: &str) -> Result<&str> {
        Ok(match group {
            "progress" => &self.progress,
            "satisfaction" => &self.satisfaction,
            "digitisation" => &self.digitisation,
            "payment" => &self.payment,
            "online" => &self.online,
            "transparency" => &self.transparency,
            other => anyhow::bail!("the table has no group {other}"),
        })
    }
}

impl Provinces {
    pub(super) fn new() -> Result<Self> {
        let rows: Vec<Row> =
            csv::Reader::from_reader(TABLE.as_bytes()).deserialize().collect::<Result<_, _>>().context("provinces_2025.csv")?;
        let set = RuleSet::builtin(SET)?;
        let areas: Vec<_> = set.nodes().iter().filter(|node| node.parent().is_none()).collect();
        let mut provinces = Vec::new();
        for row in &rows {
            let values =
                areas.iter().map(|area| Ok((area.id.as_str(), Some(row.points(&area.id)?)))).collect::<Result<Vec<_>>>()?;
            let submission = motcua::scorecard::Submission::of(set.facts(values)?);
            let score = set.score(&submission).with_context(|| row.unit.clone())?;
            let total = score.total().context("a province without a total")?.clone();
            // The table says the same, or it was copied wrongly.
            ensure!(total == Exact::parse(&row.total)?, "{}: the groups do not add up to {}", row.unit, row.total);
            provinces.push(Province {
                name: row.name(),
                points: score.areas().iter().filter_map(|area| area.points.clone()).collect(),
                total,
                band: score.band().map(|band| band.title.vi.clone()).unwrap_or_default(),
            });
        }
        let candidate = |(row, province): (&Row, &Province)| {
            Ok(Candidate {
                id: row.code.clone(),
                name: province.name.clone(),
                score: province.total.clone(),
                peers: String::new(),
                level: "province".to_owned(),
            })
        };
        let setting =
            Setting { year: Some(2025), parent: "cả nước".to_owned(), rule_set: SET.to_owned(), bands: Vec::new() };
        let table = rank_units(rows.iter().zip(&provinces).map(candidate), &Default::default(), &setting);
        for (row, ranked) in rows.iter().zip(&table.units) {
            ensure!(ranked.statement.rank.to_string() == row.rank_published, "{}: published as {}", row.unit, row.rank_published);
        }
        let bands = set.bands().iter().map(|band| {
            let title = band.title.vi.clone();
            let count = provinces.iter().filter(|province| province.band == title).count();
            (title, count)
        });
        Ok(Self {
            groups: areas.iter().map(|area| area.title.vi.clone()).collect(),
            sensitivity: steadiness(&rows, &provinces, &areas)?,
            table,
            bands: bands.collect(),
            source: rows.first().map(|row| row.source.clone()).unwrap_or_default(),
            rows: provinces,
        })
    }
}

/// What becomes of the ranks when a group counts somewhat more or less than its points.
fn steadiness(rows: &[Row], provinces: &[Province], areas: &[&motcua::scorecard::Node]) -> Result<Sensitivity> {
    let criteria = areas.iter().map(|area| {
        let weight = area.max.clone().with_context(|| format!("{} has no points", area.id))?;
        Ok(Criterion { id: area.id.clone(), weight })
    });
    let criteria = criteria.collect::<Result<Vec<_>>>()?;
    let profile = |(row, province): (&Row, &Province)| {
        let shares =
            province.points.iter().zip(&criteria).filter_map(|(points, criterion)| points.checked_div(&criterion.weight));
        Ok(Profile { id: row.code.clone(), name: province.name.clone(), values: shares.collect() })
    };
    let units: Vec<_> = rows.iter().zip(provinces).map(profile).collect();
    Ok(sensitivity(units, &criteria, &SensitivityOptions { seed: SEED, ..SensitivityOptions::default() })?)
}
