//! Administrative units through time.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use serde::Deserialize;

use super::data::{Date, Rule, toml_file};
use super::emit::{date, rule_text};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Units {
    schema: u32,
    names_from: Date,
    rule: Vec<Rule>,
    group: Vec<Group>,
}

/// Units with the same level, days and source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    level: String,
    rule: String,
    from: Option<Date>,
    until: Option<Date>,
    unit: Vec<Unit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    id: String,
    name: String,
    kind_vi: String,
    code: Option<String>,
    parent: Option<String>,
    predecessors: Option<Vec<String>>,
}

pub(crate) fn emit(out: &mut String, folder: &Path) -> Result<()> {
    let units: Units = toml_file(&folder.join("units.toml"))?;
    ensure!(units.schema == 1, "units.toml: schema must be 1");
    check(&units)?;
    writeln!(out)?;
    for rule in &units.rule {
        writeln!(out, "pub(crate) static {}: Rule = {};", rule.id.to_uppercase(), rule_text(rule)?)?;
    }
    writeln!(out, "pub(crate) const UNITS_FROM: NaiveDate = {};", date(units.names_from.0))?;
    let count: usize = units.group.iter().map(|group| group.unit.len()).sum();
    writeln!(out, "pub(crate) static UNITS: [crate::unit::UnitFact; {count}] = [")?;
    for group in &units.group {
        let level = match group.level.as_str() {
            "province" => "Province",
            "district" => "District",
            "commune" => "Commune",
            other => bail!("units.toml: `{other}` is no level"),
        };
        let day = |day: Option<Date>| day.map_or("None".to_owned(), |day| format!("Some({})", date(day.0)));
        let (from, until, rule) = (day(group.from), day(group.until), group.rule.to_uppercase());
        for unit in &group.unit {
            let predecessors = unit.predecessors.as_ref().map_or("None".to_owned(), |ids| format!("Some(&{ids:?})"));
            writeln!(
                out,
                "    crate::unit::UnitFact {{ id: {:?}, name: {:?}, kind_vi: {:?}, level: crate::unit::UnitLevel::{level}, code: {:?}, parent: {:?}, from: {from}, until: {until}, predecessors: {predecessors}, rule: &{rule} }},",
                unit.id, unit.name, unit.kind_vi, unit.code, unit.parent
            )?;
        }
    }
    writeln!(out, "];")?;
    Ok(())
}

/// Ids are used once, and those named exist; a unit begins on the day after its predecessors ended.
fn check(units: &Units) -> Result<()> {
    let all = || units.group.iter().flat_map(|group| group.unit.iter().map(move |unit| (group, unit)));
    let ids: BTreeSet<&str> = all().map(|(_, unit)| unit.id.as_str()).collect();
    ensure!(ids.len() == all().count(), "units.toml: an id occurs twice");
    for (group, unit) in all() {
        ensure!(units.rule.iter().any(|rule| rule.id == group.rule), "units.toml: `{}` is no rule", group.rule);
        if let Some(parent) = &unit.parent {
            ensure!(ids.contains(parent.as_str()), "units.toml: `{parent}`, the parent of `{}`, is no unit", unit.id);
        }
        for id in unit.predecessors.iter().flatten() {
            let Some((before, _)) = all().find(|(_, other)| &other.id == id) else {
                bail!("units.toml: `{id}`, a predecessor of `{}`, is no unit", unit.id)
            };
            let follows = before.until.zip(group.from).is_some_and(|(until, from)| until.0.succ_opt() == Some(from.0));
            ensure!(follows, "units.toml: `{}` does not begin on the day after `{id}` ended", unit.id);
        }
    }
    Ok(())
}
