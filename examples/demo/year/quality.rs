//! The nine indicators of the older circular, from the dossiers of 2020.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use chrono::Datelike;
use motcua::Language::Vi;
use motcua::service_quality::{
    Against, Assessment, Case, Column, Feedback, Indicator, OnSite, OnlineService, Part, Publicity, QualityScore, Source,
    Statement, UnitFacts, UnitLevel, read_dossier,
};

use super::comma;
use crate::scene::Scene;

/// The quarter of the older scene.
pub(crate) struct Quality {
    pub(crate) quarter: u8,
    pub(crate) year: i32,
    pub(crate) dossiers: u64,
    pub(crate) lines: Vec<IndicatorLine>,
    pub(crate) points: String,
    pub(crate) out_of: u32,
    pub(crate) band: &'static str,
    pub(crate) sum: String,
}

/// An indicator with its mean.
pub(crate) struct IndicatorLine {
    pub(crate) number: u8,
    pub(crate) title: &'static str,
    pub(crate) mean: String,
    pub(crate) from: String,
}

impl Quality {
    /// Scores the dossiers of a scene that have a result.
    pub(super) fn new(scene: &Scene) -> Result<Self> {
        let mut cases = Vec::new();
        for entry in &scene.entries {
            let (mut facts, standing, officers) = read_dossier(&entry.dossier, scene.as_of, Against::default(), &[])?;
            let Some(decided_at) = standing.decided_at() else { continue };
            // Nobody was sent to another office, and nobody complained: what the sample says beyond its logs.
            (facts.agencies, facts.complaints) = (Some(0), Some(0));
            let parts = Indicator::all().iter().filter_map(|indicator| {
                Some(Part { indicator, point: facts.point(indicator, Default::default())?, source: Source::Log })
            });
            cases.push(Case { field: None, officers, result_on: decided_at.date(), parts: parts.collect() });
        }
        let (year, quarter) = (scene.day().year(), u8::try_from(scene.day().month0() / 3 + 1)?);
        let assessment = Assessment::new(year, &cases, &[statement(quarter)]);
        let period = assessment.periods.iter().find(|period| period.quarter == Some(quarter)).context("no such quarter")?;
        let score: &QualityScore = period.own.score.as_ref().context("nothing was scored")?;
        let line = |mean: &motcua::service_quality::Mean| IndicatorLine {
            number: mean.indicator.number(),
            title: mean.indicator.title(Vi),
            mean: mean.value.as_ref().map_or_else(|| "không tính".to_owned(), |value| comma(&value.text(1))),
            from: if mean.cases > 0 {
                format!("{} điểm của {} hồ sơ", mean.points, mean.cases)
            } else {
                "số liệu của đơn vị".to_owned()
            },
        };
        Ok(Self {
            quarter,
            year,
            dossiers: period.cases,
            lines: period.own.means.iter().map(line).collect(),
            points: comma(&score.points().text(1)),
            out_of: score.out_of(),
            band: score.band().title(Vi),
            sum: comma(&score.sum_text()),
        })
    }
}

/// What the sample office says of itself.
fn statement(quarter: u8) -> Statement {
    Statement {
        quarter: Some(quarter),
        by: Column::Own,
        facts: UnitFacts {
            on_site: Some(OnSite { level: UnitLevel::Commune, listed: 118, approved: 118, not_excluded: 118, received: 118 }),
            publicity: Some(Publicity { posted: true, electronic: true }),
            feedback: Some(Feedback { petitions: 4, on_time: 4, prolonged: 0 }),
            online: Some(OnlineService { eligible: 118, offered: 31, dossiers: 212, online: 44, overdue: 0 }),
        },
        stated: BTreeMap::new(),
    }
}
