//! Procedures: what must be posted, names of service levels, publication.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use serde::Deserialize;

use super::data::{Basis, Confidence, Date, Rule, toml_file};
use super::emit::{bases, date, rule_text};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TwoTier {
    from: Date,
    confidence: Confidence,
    seen_in: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceLevel {
    id: String,
    kind: String,
    rank: u8,
    name_vi: String,
    name_en: String,
    from: Date,
    until: Option<Date>,
    basis: Vec<Basis>,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Publication {
    id: String,
    name_vi: String,
    decided: String,
    decided_days: u32,
    entered_working_days: u32,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PublicationBasis {
    instrument: String,
    decided: String,
    entered: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Procedures {
    schema: u32,
    two_tier: TwoTier,
    rule: Vec<Rule>,
    service_level: Vec<ServiceLevel>,
    publication: Vec<Publication>,
    publication_basis: PublicationBasis,
}

/// Writes the module `procedure` of the tables.
pub(crate) fn emit(out: &mut String, folder: &Path) -> Result<()> {
    let facts: Procedures = toml_file(&folder.join("procedure.toml"))?;
    ensure!(facts.schema == 1, "procedure.toml: schema must be 1, not {}", facts.schema);
    writeln!(out, "\npub(crate) mod procedure {{")?;
    writeln!(out, "    use super::*;")?;
    writeln!(out, "    use crate::procedure::publication::{{Decided, PublicationRule}};")?;
    writeln!(out, "    use crate::procedure::service::LevelFacts;\n")?;
    let tier = &facts.two_tier;
    writeln!(out, "    /// {} ({:?}).", tier.seen_in, tier.confidence)?;
    writeln!(out, "    pub(crate) const TWO_TIER_FROM: NaiveDate = {};", date(tier.from.0))?;
    for rule in &facts.rule {
        writeln!(out, "    pub(crate) static {}: Rule = {};", rule.id.to_uppercase(), rule_text(rule)?)?;
    }
    writeln!(out, "\n    pub(crate) static SERVICE_LEVELS: [LevelFacts; {}] = [", facts.service_level.len())?;
    for l in &facts.service_level {
        let proactive = match l.kind.as_str() {
            "offer" => false,
            "proactive" => true,
            other => bail!("procedure.toml: `{other}` is no kind of service level"),
        };
        let until = l.until.map_or("None".to_owned(), |until| format!("Some({})", date(until.0)));
        writeln!(
            out,
            "        LevelFacts {{ id: {:?}, proactive: {proactive}, rank: {}, name_vi: {:?}, name_en: {:?}, from: {}, until: {until}, basis: {}, confidence: Confidence::{:?} }},",
            l.id,
            l.rank,
            l.name_vi,
            l.name_en,
            date(l.from.0),
            bases(&l.basis),
            l.confidence
        )?;
    }
    writeln!(out, "    ];")?;
    for p in &facts.publication {
        let decided = match p.decided.as_str() {
            "before_effect" => "BeforeEffect",
            "after_issue" => "AfterIssue",
            other => bail!("procedure.toml: `{other}` is no anchor of a publication"),
        };
        writeln!(out, "\n    /// {}.", p.name_vi)?;
        writeln!(
            out,
            "    pub(crate) static PUBLICATION_{}: PublicationRule = PublicationRule {{ id: {:?}, name_vi: {:?}, decided: Decided::{decided}, decided_days: {}, entered_working_days: {}, confidence: Confidence::{:?} }};",
            p.id.to_uppercase(),
            p.id,
            p.name_vi,
            p.decided_days,
            p.entered_working_days,
            p.confidence
        )?;
    }
    let basis = &facts.publication_basis;
    for (name, article) in [("DECIDED", &basis.decided), ("ENTERED", &basis.entered)] {
        writeln!(
            out,
            "    pub(crate) static PUBLICATION_{name}: Rule = Rule::article(\"publication_{}\", &{}, Some({article:?}), Confidence::Seen);",
            name.to_lowercase(),
            basis.instrument.to_uppercase()
        )?;
    }
    writeln!(out, "}}")?;
    Ok(())
}
