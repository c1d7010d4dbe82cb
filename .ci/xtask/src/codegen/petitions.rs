//! Petitions, the reform plan and quality objectives.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::data::{Rule, toml_file};
use super::emit::rule_text;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Petitions {
    schema: u32,
    transfer: Transfer,
    mailbox: Mailbox,
    rule: Vec<Rule>,
    unconfirmed: Vec<Unconfirmed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Transfer {
    working_days: u32,
    rule: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mailbox {
    witnesses: usize,
    rule: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Unconfirmed {
    id: String,
    reason_vi: String,
    reason_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    schema: u32,
    rule: Vec<Rule>,
}

pub(crate) fn emit(out: &mut String, folder: &Path) -> Result<()> {
    let petitions: Petitions = toml_file(&folder.join("petitions.toml"))?;
    let plan: Plan = toml_file(&folder.join("plan.toml"))?;
    ensure!(petitions.schema == 1 && plan.schema == 1, "petitions.toml, plan.toml: schema must be 1");
    for named in [&petitions.transfer.rule, &petitions.mailbox.rule] {
        ensure!(petitions.rule.iter().any(|rule| &rule.id == named), "petitions.toml: `{named}` is no rule");
    }
    writeln!(out)?;
    for rule in petitions.rule.iter().chain(&plan.rule) {
        writeln!(out, "pub(crate) static {}: Rule = {};", rule.id.to_uppercase(), rule_text(rule)?)?;
    }
    let transfer = &petitions.transfer;
    writeln!(out, "/// Rule `{}`.", transfer.rule)?;
    writeln!(out, "pub(crate) const PETITION_TRANSFER_WORKING_DAYS: u32 = {};", transfer.working_days)?;
    writeln!(out, "/// Rule `{}`.", petitions.mailbox.rule)?;
    writeln!(out, "pub(crate) const MAILBOX_WITNESS_COUNT: usize = {};", petitions.mailbox.witnesses)?;
    for open in &petitions.unconfirmed {
        writeln!(
            out,
            "pub(crate) static PETITION_UNCONFIRMED_{}: crate::petition::Unconfirmed = crate::petition::Unconfirmed {{ id: {:?}, reason_vi: {:?}, reason_en: {:?} }};",
            open.id.to_uppercase(),
            open.id,
            open.reason_vi,
            open.reason_en
        )?;
    }
    Ok(())
}
