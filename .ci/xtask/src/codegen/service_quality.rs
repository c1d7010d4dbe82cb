//! `service_quality.toml`: the nine indicators and what their points are called.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::data::{Date, Rule, toml_file};
use super::emit::{date, rule_text};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceQuality {
    schema: u32,
    id: String,
    title_vi: String,
    title_en: String,
    in_force_from: Date,
    in_force_until: Date,
    decimals: u32,
    rule: Vec<Rule>,
    indicator: Vec<Indicator>,
    organisation: Organisation,
    feedback: Feedback,
    online: Online,
    duty: Vec<Duty>,
    band: Vec<Band>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    number: u8,
    per: String,
    officer: bool,
    title_vi: String,
    title_en: String,
    levels_vi: [String; 3],
    levels_en: [String; 3],
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    commune: u64,
    district: u64,
    province: u64,
    ministry: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Feedback {
    on_time: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Online {
    procedures: u64,
    dossiers: u64,
    dossiers_fair: u64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Duty {
    id: String,
    from: String,
    from_percent: u8,
    until_percent: u8,
    title_vi: String,
    title_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Band {
    id: String,
    from: String,
    title_vi: String,
    title_en: String,
}

/// A bound in tenths, as points print.
fn tenths(text: &str) -> Result<u32> {
    let (whole, tenth) = text.split_once('.').unwrap_or((text, "0"));
    ensure!(tenth.len() == 1, "service_quality.toml: `{text}` has more than one decimal");
    let read = |digits: &str| digits.parse::<u32>().with_context(|| format!("service_quality.toml: `{text}` is no bound"));
    Ok(read(whole)? * 10 + read(tenth)?)
}

pub(crate) fn emit(out: &mut String, folder: &Path) -> Result<()> {
    let data: ServiceQuality = toml_file(&folder.join("service_quality.toml"))?;
    ensure!(data.schema == 1 && data.decimals == 1, "service_quality.toml: schema must be 1, decimals 1");
    let numbers = data.indicator.iter().map(|indicator| indicator.number);
    ensure!(numbers.eq(1..=9), "service_quality.toml: the indicators are 1 to 9, in order");
    writeln!(out, "\npub(crate) const QUALITY_SET: &str = {:?};", data.id)?;
    writeln!(out, "pub(crate) const QUALITY_TITLE: [&str; 2] = {:?};", [&data.title_vi, &data.title_en])?;
    writeln!(out, "pub(crate) const QUALITY_FROM: NaiveDate = {};", date(data.in_force_from.0))?;
    writeln!(out, "pub(crate) const QUALITY_UNTIL: NaiveDate = {};", date(data.in_force_until.0))?;
    for rule in &data.rule {
        writeln!(out, "pub(crate) static {}: Rule = {};", rule.id.to_uppercase(), rule_text(rule)?)?;
    }
    writeln!(out, "pub(crate) static QUALITY_INDICATOR_TABLE: [crate::service_quality::Indicator; 9] = [")?;
    for indicator in &data.indicator {
        let per = match indicator.per.as_str() {
            "dossier" => "Dossier",
            "unit" => "Unit",
            "dossier_and_unit" => "DossierAndUnit",
            other => anyhow::bail!("service_quality.toml: per = {other:?}"),
        };
        writeln!(
            out,
            "    crate::service_quality::Indicator {{ number: {}, per: crate::service_quality::Per::{per}, counts_for_officer: {}, title: {:?}, levels: [{:?}, {:?}] }},",
            indicator.number,
            indicator.officer,
            [&indicator.title_vi, &indicator.title_en],
            indicator.levels_vi,
            indicator.levels_en
        )?;
    }
    writeln!(out, "];")?;
    let on_site = &data.organisation;
    for (name, percent) in [
        ("ON_SITE_COMMUNE", on_site.commune),
        ("ON_SITE_DISTRICT", on_site.district),
        ("ON_SITE_PROVINCE", on_site.province),
        ("ON_SITE_MINISTRY", on_site.ministry),
        ("FEEDBACK_ON_TIME", data.feedback.on_time),
        ("ONLINE_PROCEDURES", data.online.procedures),
        ("ONLINE_DOSSIERS", data.online.dossiers),
        ("ONLINE_DOSSIERS_FAIR", data.online.dossiers_fair),
    ] {
        writeln!(out, "/// In percent.\npub(crate) const QUALITY_{name}: u64 = {percent};")?;
    }
    let bounds = |bounds: Vec<&str>| bounds.into_iter().map(tenths).collect::<Result<Vec<_>>>();
    for list in [
        bounds(data.duty.iter().map(|duty| duty.from.as_str()).collect())?,
        bounds(data.band.iter().map(|band| band.from.as_str()).collect())?,
    ] {
        ensure!(list.is_sorted_by(|a, b| a > b) && list.last() == Some(&0), "service_quality.toml: bounds run down to 0");
    }
    writeln!(out, "pub(crate) static QUALITY_DUTIES: [crate::service_quality::Duty; {}] = [", data.duty.len())?;
    for duty in &data.duty {
        writeln!(
            out,
            "    crate::service_quality::Duty {{ id: {:?}, from_tenths: {}, from_percent: {}, until_percent: {}, title: {:?} }},",
            duty.id,
            tenths(&duty.from)?,
            duty.from_percent,
            duty.until_percent,
            [&duty.title_vi, &duty.title_en]
        )?;
    }
    writeln!(out, "];")?;
    writeln!(out, "pub(crate) static QUALITY_BANDS: [crate::service_quality::Band; {}] = [", data.band.len())?;
    for band in &data.band {
        writeln!(
            out,
            "    crate::service_quality::Band {{ id: {:?}, from_tenths: {}, title: {:?} }},",
            band.id,
            tenths(&band.from)?,
            [&band.title_vi, &band.title_en]
        )?;
    }
    writeln!(out, "];")?;
    Ok(())
}
