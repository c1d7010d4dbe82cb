//! `opinion_form.toml`: the indicators of the opinion form.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Result, bail, ensure};
use serde::Deserialize;

use super::data::{Confidence, toml_file};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OpinionForm {
    schema: u32,
    instrument: String,
    article: String,
    confirmed_under: Vec<String>,
    handed_out: Basis,
    designed_by: Basis,
    confidential: Basis,
    indicator: Vec<Indicator>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Basis {
    instrument: String,
    article: String,
    #[serde(default)]
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    number: u8,
    part: String,
    question_vi: String,
    question_en: String,
    answers_vi: [String; 3],
    answers_en: [String; 3],
}

pub(crate) fn emit(out: &mut String, folder: &Path) -> Result<()> {
    let data: OpinionForm = toml_file(&folder.join("opinion_form.toml"))?;
    ensure!(data.schema == 1, "opinion_form.toml: schema must be 1");
    let numbers: BTreeSet<u8> = data.indicator.iter().map(|indicator| indicator.number).collect();
    ensure!(numbers.iter().copied().eq(1..=9), "opinion_form.toml: the indicators are 1 to 9, each once");
    let own = Basis { instrument: data.instrument, article: data.article, confidence: Confidence::Seen };
    writeln!(out, "\npub(crate) static OPINION_INDICATORS: [crate::form::Indicator; {}] = [", data.indicator.len())?;
    for indicator in &data.indicator {
        let part = match indicator.part.as_str() {
            "citizen" => "Citizen",
            "unit" => "Unit",
            other => bail!("opinion_form.toml: part = {other:?}"),
        };
        writeln!(
            out,
            "    crate::form::Indicator {{ number: {}, part: crate::form::Part::{part}, question: {:?}, answers: [{:?}, {:?}] }},",
            indicator.number,
            [&indicator.question_vi, &indicator.question_en],
            indicator.answers_vi,
            indicator.answers_en
        )?;
    }
    writeln!(out, "];")?;
    writeln!(out, "pub(crate) const OPINION_CONFIRMED_UNDER: &[&str] = &{:?};", data.confirmed_under)?;
    let rules = [
        ("indicators_basis", &own),
        ("handed_out", &data.handed_out),
        ("designed_by", &data.designed_by),
        ("confidential", &data.confidential),
    ];
    for (name, basis) in rules {
        writeln!(
            out,
            "pub(crate) static OPINION_{}: Rule = Rule::article({:?}, &{}, Some({:?}), Confidence::{:?});",
            name.to_uppercase(),
            format!("opinion_{name}"),
            basis.instrument.to_uppercase(),
            basis.article,
            basis.confidence
        )?;
    }
    Ok(())
}
