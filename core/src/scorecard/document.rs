//! The JSON form of a rule set, as `core/data/rule_sets/README.md` describes it.

use std::fmt;

use serde::Deserialize as Derive;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::DEEPEST;
use crate::error::{Error, quote};
use crate::number::Number;
use crate::wire::strict::{self, Named};

/// A text for readers: in both languages, or in Vietnamese alone.
pub(super) struct TitleDocument {
    pub(super) vi: String,
    pub(super) en: Option<String>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
struct BothLanguages {
    vi: String,
    en: Option<String>,
}

struct TitleVisitor;

impl<'de> Visitor<'de> for TitleVisitor {
    type Value = TitleDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or {\"vi\": …, \"en\": …}")
    }

    fn visit_str<E>(self, vi: &str) -> Result<TitleDocument, E> {
        Ok(TitleDocument { vi: vi.to_owned(), en: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<TitleDocument, A::Error> {
        let BothLanguages { vi, en } = BothLanguages::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(TitleDocument { vi, en })
    }
}

impl<'de> Deserialize<'de> for TitleDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TitleVisitor)
    }
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct BasisDocument {
    pub(super) number: Option<String>,
    pub(super) name: TitleDocument,
    pub(super) article: Option<String>,
    pub(super) confidence: String,
    pub(super) note: Option<TitleDocument>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct VariableDocument {
    pub(super) name: String,
    pub(super) title: TitleDocument,
    pub(super) kind: String,
}

#[derive(Default, Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct RoundingDocument {
    pub(super) score: Option<u32>,
    pub(super) criterion: Option<u32>,
    pub(super) area: Option<u32>,
    pub(super) total: Option<u32>,
}

#[derive(Default, Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct RankingDocument {
    pub(super) method: Option<String>,
    pub(super) ties: Option<String>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct NotApplicableDocument {
    #[serde(default)]
    pub(super) levels: Vec<String>,
    pub(super) policy: String,
    pub(super) confidence: Option<String>,
    pub(super) note: Option<TitleDocument>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct StepDocument {
    pub(super) from: Option<Number>,
    pub(super) to: Option<Number>,
    #[serde(default)]
    pub(super) open: bool,
    pub(super) points: Option<Number>,
    pub(super) share: Option<Number>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct CreditDocument {
    pub(super) count: Vec<String>,
    pub(super) credit: Number,
}

/// The fields of every kind of rule; which of them a kind has, its reader says.
#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleDocument {
    pub(super) kind: String,
    pub(super) value: Option<String>,
    pub(super) count: Option<Vec<String>>,
    pub(super) among: Option<Vec<String>>,
    pub(super) times: Option<Number>,
    pub(super) on_zero: Option<String>,
    pub(super) over: Option<String>,
    pub(super) full: Option<Number>,
    pub(super) target: Option<Number>,
    pub(super) threshold: Option<Number>,
    pub(super) open: Option<bool>,
    pub(super) steps: Option<Vec<StepDocument>>,
    pub(super) otherwise: Option<Number>,
    pub(super) done_on: Option<String>,
    pub(super) due_on: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) each: Option<Number>,
    pub(super) start: Option<Number>,
    pub(super) floor: Option<Number>,
    pub(super) credits: Option<Vec<CreditDocument>>,
    pub(super) set: Option<String>,
    pub(super) previous: Option<String>,
    pub(super) better: Option<String>,
    pub(super) up: Option<Number>,
    pub(super) equal: Option<Number>,
    pub(super) down: Option<Number>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct NodeDocument {
    pub(super) id: String,
    pub(super) number: Option<String>,
    pub(super) title: TitleDocument,
    pub(super) max: Option<Number>,
    #[serde(default)]
    pub(super) capped: bool,
    pub(super) source: Option<String>,
    pub(super) missing: Option<String>,
    pub(super) not_applicable: Option<NotApplicableDocument>,
    #[serde(default)]
    pub(super) evidence: Vec<TitleDocument>,
    pub(super) evidence_required: Option<bool>,
    pub(super) rounding: Option<i64>,
    pub(super) status: Option<String>,
    pub(super) note: Option<TitleDocument>,
    pub(super) citation: Option<BasisDocument>,
    pub(super) criteria: Option<Vec<NodeDocument>>,
    pub(super) rule: Option<RuleDocument>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct PoolDocument {
    pub(super) max: Number,
    #[serde(default)]
    pub(super) within_total: bool,
    pub(super) criteria: Vec<NodeDocument>,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct BandDocument {
    pub(super) id: String,
    pub(super) title: TitleDocument,
    pub(super) from: Option<Number>,
    #[serde(default)]
    pub(super) open: bool,
}

#[derive(Derive)]
#[serde(deny_unknown_fields)]
pub(super) struct SetDocument {
    pub(super) schema: u32,
    pub(super) id: String,
    pub(super) title: TitleDocument,
    pub(super) status: String,
    pub(super) note: Option<TitleDocument>,
    #[serde(default)]
    pub(super) citations: Vec<BasisDocument>,
    #[serde(default)]
    pub(super) levels: Vec<String>,
    pub(super) in_force_from_on: Option<String>,
    pub(super) in_force_until_on: Option<String>,
    pub(super) series: Option<String>,
    #[serde(default)]
    pub(super) comparable_with: Vec<String>,
    pub(super) total: Option<Number>,
    pub(super) decimals: Option<u32>,
    #[serde(default)]
    pub(super) rounding: RoundingDocument,
    pub(super) missing: Option<String>,
    pub(super) not_applicable: Option<String>,
    #[serde(default)]
    pub(super) evidence_required: bool,
    pub(super) bands_on: Option<String>,
    #[serde(default)]
    pub(super) ranking: RankingDocument,
    #[serde(default)]
    pub(super) variables: Vec<VariableDocument>,
    pub(super) areas: Vec<NodeDocument>,
    pub(super) bonus: Option<PoolDocument>,
    pub(super) penalty: Option<PoolDocument>,
    #[serde(default)]
    pub(super) bands: Vec<BandDocument>,
}

/// The document in a text.
///
/// # Errors
/// `rule_set_invalid` with the path of what is no JSON, nests too deep, or does not have the form.
pub(super) fn read(text: &str) -> Result<SetDocument, Error> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value = strict::parse_placed(text).map_err(|(path, problem)| {
        if problem.contains("recursion limit") { nested(&path) } else { invalid(&path, quote(&problem)) }
    })?;
    read_fields(value)
}

/// The document in a value of JSON.
///
/// # Errors
/// As [`read`].
pub(super) fn read_value(value: &Value) -> Result<SetDocument, Error> {
    if let Some(path) = strict::too_deep(value) {
        return Err(nested(&path));
    }
    read_fields(value.clone())
}

/// What is said of a node below the last level.
pub(super) const TOO_DEEP: &str = "nests too deep: a rule set has at most 8 levels";

fn read_fields(value: Value) -> Result<SetDocument, Error> {
    serde_path_to_error::deserialize(Named(value)).map_err(|error| {
        let path = error.path().to_string();
        let problem = error.into_inner().to_string();
        if problem.starts_with("unknown field") {
            return invalid(&path, "is not a field of a rule set".to_owned());
        }
        match problem.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            Some(name) if path == "." => invalid(name, "is missing".to_owned()),
            Some(name) => invalid(&format!("{path}.{name}"), "is missing".to_owned()),
            None => invalid(&path, quote(&problem)),
        }
    })
}

fn invalid(path: &str, problem: String) -> Error {
    Error::RuleSetInvalid { path: if path == "." { "rule_set".to_owned() } else { path.to_owned() }, problem }
}

/// The same for nodes without end: the path leads to the first level there is none of.
fn nested(path: &str) -> Error {
    let path: Vec<&str> = path.split('.').take(DEEPEST + 1).collect();
    invalid(&path.join("."), TOO_DEEP.to_owned())
}
