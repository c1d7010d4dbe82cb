//! Groups of interlinked procedures, from `core/data/interlinked.toml`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::data::{Confidence, Date, toml_file};
use super::emit::date;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    schema: u32,
    group: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    id: String,
    code: Option<String>,
    name_vi: String,
    name_en: String,
    from: Option<Date>,
    until: Option<Date>,
    instrument: Option<String>,
    article: Option<String>,
    practice_vi: Option<String>,
    practice_en: Option<String>,
    confidence: Confidence,
    /// The article that has the late unit apologise; in the same instrument.
    apology: Option<String>,
    cutoff: Option<String>,
    total: Option<Total>,
    #[serde(default)]
    case: Vec<Named>,
    #[serde(default)]
    other_limit: Vec<OtherLimit>,
    stage: Vec<Stage>,
    #[serde(default)]
    unconfirmed: Vec<Note>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Total {
    limit: String,
    #[serde(default)]
    limits: Vec<CaseLimit>,
    #[serde(default)]
    extra: Vec<CaseLimit>,
    article: Option<String>,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseLimit {
    case: String,
    limit: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    id: String,
    name_vi: String,
    name_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OtherLimit {
    id: String,
    name_vi: String,
    name_en: String,
    limit: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stage {
    id: String,
    name_vi: String,
    name_en: String,
    unit_vi: String,
    unit_en: String,
    limit: Option<String>,
    #[serde(default)]
    limits: Vec<CaseLimit>,
    #[serde(default)]
    after: Vec<String>,
    only_in: Option<String>,
    #[serde(default = "yes")]
    counts_in_total: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    vi: String,
    en: String,
}

const fn yes() -> bool {
    true
}

/// Writes the module `interlinked` of the tables.
pub(crate) fn emit(out: &mut String, folder: &Path) -> Result<()> {
    let groups: Groups = toml_file(&folder.join("interlinked.toml"))?;
    ensure!(groups.schema == 1, "interlinked.toml: schema must be 1");
    for (at, group) in groups.group.iter().enumerate() {
        check(group).with_context(|| format!("interlinked.toml: {}", group.id))?;
        let overlaps = |other: &&Group| other.id == group.id && overlap(group, other);
        ensure!(!groups.group.iter().take(at).any(|g| overlaps(&g)), "interlinked.toml: {}: two periods overlap", group.id);
    }
    writeln!(out, "\n/// Groups of interlinked procedures.\n#[cfg(feature = \"one-stop\")]\npub(crate) mod interlinked {{")?;
    writeln!(out, "    use super::*;\n    use crate::deadline::Unit;")?;
    writeln!(out, "    use crate::interlinked::table::{{GroupFacts, OtherFacts, Source, StageFacts, TotalFacts}};")?;
    let ids: BTreeSet<&str> = groups.group.iter().map(|group| group.id.as_str()).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    writeln!(out, "\n    pub(crate) const IDS: &str = {:?};", ids.join(", "))?;
    writeln!(out, "\n    pub(crate) static GROUPS: [GroupFacts; {}] = [", groups.group.len())?;
    for group in &groups.group {
        write_group(out, group).with_context(|| format!("interlinked.toml: {}", group.id))?;
    }
    writeln!(out, "    ];\n}}")?;
    Ok(())
}

fn overlap(a: &Group, b: &Group) -> bool {
    let starts_by = |a: &Group, b: &Group| match (&a.from, &b.until) {
        (Some(from), Some(until)) => from.0 <= until.0,
        _ => true,
    };
    starts_by(a, b) && starts_by(b, a)
}

/// Every case that is named is put into words, and the other way round.
fn check(group: &Group) -> Result<()> {
    let total = group.total.iter().flat_map(|total| total.limits.iter().chain(&total.extra));
    let limits = group.stage.iter().flat_map(|stage| &stage.limits).chain(total).map(|limit| limit.case.as_str());
    let used: BTreeSet<&str> = limits.chain(group.stage.iter().filter_map(|stage| stage.only_in.as_deref())).collect();
    let named: BTreeSet<&str> = group.case.iter().map(|case| case.id.as_str()).collect();
    ensure!(used == named, "the cases used are {used:?}, those named {named:?}");
    Ok(())
}

fn write_group(out: &mut String, group: &Group) -> Result<()> {
    let day = |day: &Option<Date>| day.as_ref().map_or("None".to_owned(), |day| format!("Some({})", date(day.0)));
    let own = source(group, group.article.as_deref(), group.confidence)?;
    let cutoff = group.cutoff.as_ref().map_or("None".to_owned(), |id| format!("Some(&CUTOFF_{})", id.to_uppercase()));
    writeln!(out, "        GroupFacts {{")?;
    writeln!(out, "            id: {:?},\n            code: {:?},", group.id, group.code)?;
    writeln!(out, "            name: {:?},", [&group.name_vi, &group.name_en])?;
    writeln!(out, "            from: {},\n            until: {},", day(&group.from), day(&group.until))?;
    let apology = group.apology.as_deref().map(|article| source(group, Some(article), group.confidence)).transpose()?;
    let apology = apology.map_or("None".to_owned(), |apology| format!("Some({apology})"));
    writeln!(out, "            source: {own},\n            apology: {apology},\n            cutoff: {cutoff},")?;
    match &group.total {
        None => writeln!(out, "            total: None,")?,
        Some(total) => writeln!(
            out,
            "            total: Some(TotalFacts {{ limit: {}, limits: {}, extra: {}, source: {} }}),",
            limit(&total.limit)?,
            case_limits(&total.limits)?,
            case_limits(&total.extra)?,
            source(group, total.article.as_deref(), total.confidence)?
        )?,
    }
    let cases: Vec<String> = group.case.iter().map(|c| format!("({:?}, {:?})", c.id, [&c.name_vi, &c.name_en])).collect();
    writeln!(out, "            cases: &[{}],", cases.join(", "))?;
    writeln!(out, "            other_limits: &[")?;
    for other in &group.other_limit {
        let names = [&other.name_vi, &other.name_en];
        writeln!(out, "                OtherFacts {{ id: {:?}, name: {names:?}, limit: {} }},", other.id, limit(&other.limit)?)?;
    }
    writeln!(out, "            ],\n            stages: &[")?;
    for stage in &group.stage {
        let own = stage.limit.as_deref().map(limit).transpose()?.map_or("None".to_owned(), |limit| format!("Some({limit})"));
        writeln!(out, "                StageFacts {{")?;
        writeln!(out, "                    id: {:?},", stage.id)?;
        writeln!(out, "                    name: {:?},", [&stage.name_vi, &stage.name_en])?;
        writeln!(out, "                    unit: {:?},", [&stage.unit_vi, &stage.unit_en])?;
        writeln!(out, "                    limit: {own},\n                    limits: {},", case_limits(&stage.limits)?)?;
        writeln!(out, "                    after: &{:?},\n                    only_in: {:?},", stage.after, stage.only_in)?;
        writeln!(out, "                    counts_in_total: {},\n                }},", stage.counts_in_total)?;
    }
    let notes: Vec<String> = group.unconfirmed.iter().map(|n| format!("\n                {:?},", [&n.vi, &n.en])).collect();
    writeln!(out, "            ],\n            unconfirmed: &[{}\n            ],\n        }},", notes.concat())?;
    Ok(())
}

fn source(group: &Group, article: Option<&str>, confidence: Confidence) -> Result<String> {
    Ok(match (&group.instrument, &group.practice_vi, &group.practice_en) {
        (Some(id), None, None) => format!("Source::Article(&{}, {article:?}, Confidence::{confidence:?})", id.to_uppercase()),
        (None, Some(vi), Some(en)) => format!("Source::Practice({vi:?}, {en:?}, Confidence::{confidence:?})"),
        _ => bail!("needs an instrument, or practice_vi and practice_en"),
    })
}

fn case_limits(limits: &[CaseLimit]) -> Result<String> {
    let limits = limits.iter().map(|l| Ok(format!("({:?}, {})", l.case, limit(&l.limit)?))).collect::<Result<Vec<_>>>()?;
    Ok(format!("&[{}]", limits.join(", ")))
}

/// `3 working_day` as `(3, Unit::WorkingDay)`.
fn limit(text: &str) -> Result<String> {
    let (amount, unit) = text.split_once(' ').with_context(|| format!("`{text}` is not an amount of a unit"))?;
    let amount: u32 = amount.parse().with_context(|| format!("`{amount}` is no whole amount"))?;
    let unit = match unit {
        "working_day" => "WorkingDay",
        "working_hour" => "WorkingHour",
        "minute" => "Minute",
        "hour" => "Hour",
        "day" => "Day",
        other => bail!("`{other}` is not a unit these limits have"),
    };
    Ok(format!("({amount}, Unit::{unit})"))
}
