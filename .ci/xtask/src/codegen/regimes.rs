//! `regimes.toml`: the decrees a one-stop shop works under.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use super::data::{Confidence, Date, toml_file};
use super::emit::date;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Regimes {
    schema: u32,
    regime: Vec<Regime>,
    amendment: Vec<Amendment>,
    body: Vec<Body>,
    form: Vec<Form>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Regime {
    id: String,
    from: Date,
    until: Option<Date>,
    instrument: String,
    one_stop_vi: String,
    one_stop_en: String,
    clock_start: Provision,
    post_filing: Provision,
    boundary_free_start: Provision,
    intake_supplement: Provision,
    intake_refusal: Provision,
    online_hand_over: Provision,
    while_you_wait: Provision,
    supplement_policy: Provision,
    supplement_notice_working_days: Provision,
    max_supplements: Provision,
    max_journeys: Provision,
    refusal_in_term: Provision,
    max_reschedules: Provision,
    reschedule_notice_days: Provision,
    early_return_notice: Provision,
    stop_notice: Provision,
    forms_instrument: String,
    forms_from: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Provision {
    value: Option<toml::Value>,
    instrument: Option<String>,
    article: Option<String>,
    #[serde(default)]
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Amendment {
    regime: String,
    instrument: String,
    from: Date,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    regime: String,
    role: String,
    from: Date,
    name_vi: String,
    name_en: String,
    article: Option<String>,
    #[serde(default)]
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
struct Form {
    kind: String,
    paper: String,
    title_vi: Option<String>,
    title_en: String,
    #[serde(flatten)]
    numbered: BTreeMap<String, Numbered>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbered {
    number: String,
    title_vi: String,
}

pub(crate) fn emit(out: &mut String, folder: &Path) -> Result<()> {
    let data: Regimes = toml_file(&folder.join("regimes.toml"))?;
    ensure!(data.schema == 1, "regimes.toml: schema must be 1");
    for (a, b) in data.regime.iter().zip(data.regime.iter().skip(1)) {
        let ends = a.until.as_ref().and_then(|until| until.0.succ_opt());
        ensure!(ends == Some(b.from.0), "regimes.toml: {} does not begin the day after {} ends", b.id, a.id);
    }
    let names: Vec<&str> = data.regime.iter().map(|regime| regime.id.as_str()).collect();
    for regime in &data.regime {
        writeln!(out, "\npub(crate) static {}: Regime = {};", regime.id.to_uppercase(), regime_text(regime, &data)?)?;
    }
    let all: Vec<String> = names.iter().map(|id| format!("&{}", id.to_uppercase())).collect();
    writeln!(out, "\npub(crate) static REGIMES: [&Regime; {}] = [{}];", all.len(), all.join(", "))?;
    let known: Vec<&str> = data.form.iter().map(|form| form.kind.as_str()).collect();
    writeln!(out, "pub(crate) const REGIME_IDS: &str = {:?};", names.join(", "))?;
    writeln!(out, "pub(crate) const FORM_KINDS: &str = {:?};", known.join(", "))?;
    Ok(())
}

fn regime_text(regime: &Regime, data: &Regimes) -> Result<String> {
    let mut out = String::from("Regime {\n");
    let id = &regime.id;
    writeln!(out, "    id: {id:?},")?;
    writeln!(out, "    from: {},", date(regime.from.0))?;
    let until = regime.until.as_ref().map_or("None".to_owned(), |until| format!("Some({})", date(until.0)));
    writeln!(out, "    until: {until},")?;
    writeln!(out, "    instrument: &{},", regime.instrument.to_uppercase())?;
    writeln!(out, "    one_stop: [{:?}, {:?}],", regime.one_stop_vi, regime.one_stop_en)?;
    let policy = match regime.supplement_policy.value.as_ref().and_then(toml::Value::as_str) {
        Some("restart") => "SupplementPolicy::Restart",
        Some("pause") => "SupplementPolicy::Pause",
        other => bail!("regimes.toml: {id}: supplement_policy = {other:?}"),
    };
    let provisions = [
        ("clock_start", &regime.clock_start, "()".to_owned()),
        ("post_filing", &regime.post_filing, "()".to_owned()),
        ("boundary_free_start", &regime.boundary_free_start, "()".to_owned()),
        ("intake_supplement", &regime.intake_supplement, "()".to_owned()),
        ("intake_refusal", &regime.intake_refusal, "()".to_owned()),
        ("online_hand_over", &regime.online_hand_over, "()".to_owned()),
        ("while_you_wait", &regime.while_you_wait, "()".to_owned()),
        ("supplement_policy", &regime.supplement_policy, policy.to_owned()),
        (
            "supplement_notice_working_days",
            &regime.supplement_notice_working_days,
            count(&regime.supplement_notice_working_days)?,
        ),
        ("max_supplements", &regime.max_supplements, limit(&regime.max_supplements)?),
        ("max_journeys", &regime.max_journeys, limit(&regime.max_journeys)?),
        ("refusal_in_term", &regime.refusal_in_term, "()".to_owned()),
        ("max_reschedules", &regime.max_reschedules, limit(&regime.max_reschedules)?),
        ("reschedule_notice_days", &regime.reschedule_notice_days, count(&regime.reschedule_notice_days)?),
        ("early_return_notice", &regime.early_return_notice, "()".to_owned()),
        ("stop_notice", &regime.stop_notice, flag(&regime.stop_notice)?),
    ];
    for (name, provision, value) in provisions {
        let instrument = provision.instrument.as_ref().unwrap_or(&regime.instrument).to_uppercase();
        writeln!(
            out,
            "    {name}: Provision {{ value: {value}, rule: Rule::article({name:?}, &{instrument}, {:?}, Confidence::{:?}) }},",
            provision.article, provision.confidence
        )?;
    }
    writeln!(out, "    forms_basis: &{},", regime.forms_instrument.to_uppercase())?;
    writeln!(out, "    forms_from: {},", date(regime.forms_from.0))?;
    writeln!(out, "    forms: &[")?;
    for form in &data.form {
        let title = match (form.numbered.get(id), &form.title_vi) {
            (Some(numbered), None) => Some((format!("Some({:?})", numbered.number), &numbered.title_vi)),
            (None, Some(title)) => Some(("None".to_owned(), title)),
            (None, None) => None,
            (Some(_), Some(_)) => bail!("regimes.toml: form {} has two titles", form.kind),
        };
        if let Some((number, title_vi)) = title {
            writeln!(
                out,
                "        FormTitle {{ kind: FormKind::{}, number: {number}, paper: Paper::{}, title: [{title_vi:?}, {:?}] }},",
                camel(&form.kind),
                form.paper,
                form.title_en
            )?;
        }
    }
    writeln!(out, "    ],\n    amendments: &[")?;
    for amendment in data.amendment.iter().filter(|amendment| &amendment.regime == id) {
        let (instrument, from) = (amendment.instrument.to_uppercase(), date(amendment.from.0));
        let confidence = amendment.confidence;
        writeln!(
            out,
            "        Amendment {{ instrument: &{instrument}, from: {from}, confidence: Confidence::{confidence:?} }},"
        )?;
    }
    writeln!(out, "    ],\n    bodies: &[")?;
    for body in data.body.iter().filter(|body| &body.regime == id) {
        writeln!(
            out,
            "        Body {{ role: {:?}, from: {}, name: [{:?}, {:?}], rule: Rule::article({:?}, &{}, {:?}, Confidence::{:?}) }},",
            body.role,
            date(body.from.0),
            body.name_vi,
            body.name_en,
            body.role,
            regime.instrument.to_uppercase(),
            body.article,
            body.confidence
        )?;
    }
    out.push_str("    ],\n}");
    Ok(out)
}

fn integer(provision: &Provision) -> Result<Option<u32>> {
    let value = provision.value.as_ref().map(|value| value.as_integer().context("regimes.toml: a whole number is needed"));
    value.transpose()?.map(|value| u32::try_from(value).context("regimes.toml: a count is 0 or more")).transpose()
}

fn limit(provision: &Provision) -> Result<String> {
    Ok(format!("{:?}", integer(provision)?))
}

fn count(provision: &Provision) -> Result<String> {
    Ok(integer(provision)?.context("regimes.toml: a count is missing")?.to_string())
}

fn flag(provision: &Provision) -> Result<String> {
    let value = provision.value.as_ref().and_then(toml::Value::as_bool);
    Ok(value.context("regimes.toml: true or false is needed")?.to_string())
}

fn camel(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
        })
        .collect()
}
