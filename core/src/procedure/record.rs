//! The shape of a catalogue in JSON: everything a string or a whole number, as it crosses a boundary.

use serde::{Deserialize, Serialize};

/// A catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueRecord {
    /// The procedures.
    pub procedures: Vec<ProcedureRecord>,
}

/// A procedure; see [`Procedure`](super::Procedure).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProcedureRecord {
    /// An identifier of one's own; needed where there is no code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The national code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Its versions.
    pub versions: Vec<VersionRecord>,
}

/// A version; the fields are those of [`Version`](super::Version).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionRecord {
    /// First day of receipt, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_from: Option<String>,
    /// Last day of receipt, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_force_until: Option<String>,
    /// Time limit, as `TimeLimit::parse` reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Shortened limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_limit: Option<String>,
    /// The decision that shortened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_basis: Option<String>,
    /// `hand_over`, `civil_status`, `certification` or `interlinked`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cutoff: Option<String>,
    /// How long the limit may be extended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
    /// How long at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension_cap: Option<String>,
    /// Who may ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<String>,
    /// The way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<String>,
    /// What the applicant gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Conditions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<String>,
    /// Instruments and articles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// Who handles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// `commune`, `district`, `province` or `central`, until 30 June 2025.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier_before: Option<String>,
    /// The same, since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier_after: Option<String>,
    /// `level_1` to `level_4`, `partial`, `full`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_level: Option<String>,
    /// `proactive_1` to `proactive_4`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proactive_level: Option<String>,
    /// Why it is online in part only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial_reason: Option<String>,
    /// Where to file online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_url: Option<String>,
    /// `seen`, `known` or `uncertain`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence_note: Option<String>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Number of sets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sets: Option<u32>,
    /// Whether dossiers are accepted by post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_post: Option<bool>,
    /// Whether the result is sent by post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result_by_post: Option<bool>,
    /// Papers of the dossier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<PaperRecord>,
    /// Cases with limits of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<CaseRecord>,
    /// Ways to file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelRecord>,
    /// Areas with limits of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaRecord>,
    /// Stages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageRecord>,
    /// Fees; an empty list says there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fees: Option<Vec<FeeRecord>>,
    /// Forms; an empty list says there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forms: Option<Vec<FormRecord>>,
}

/// The fields that are texts, which the table has as columns of the same names.
macro_rules! version_texts {
    ($($text:ident,)*) => {
        impl VersionRecord {
            /// The text columns, in the order of the table.
            pub(super) const TEXTS: &'static [&'static str] = &[$(stringify!($text)),*];

            /// The text of a column.
            pub(super) fn text(&self, column: &str) -> Option<&str> {
                match column {
                    $(stringify!($text) => self.$text.as_deref(),)*
                    _ => None,
                }
            }

            /// Sets the text of a column; false when there is none of that name.
            pub(super) fn set_text(&mut self, column: &str, text: &str) -> bool {
                match column {
                    $(stringify!($text) => self.$text = Some(text.to_owned()),)*
                    _ => return false,
                }
                true
            }
        }
    };
}

version_texts! {
    in_force_from,
    in_force_until,
    limit,
    local_limit,
    local_basis,
    cutoff,
    extension,
    extension_cap,
    subject,
    sequence,
    way,
    result,
    conditions,
    legal_basis,
    agency,
    tier_before,
    tier_after,
    service_level,
    proactive_level,
    partial_reason,
    entry_url,
    confidence,
    confidence_note,
    note,
    source,
}

/// A paper of the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperRecord {
    /// What it is.
    pub name: String,
    /// Originals.
    #[serde(default)]
    pub originals: u32,
    /// Certified copies.
    #[serde(default)]
    pub certified: u32,
    /// Plain copies.
    #[serde(default)]
    pub copies: u32,
    /// Whether every dossier needs it; yes if absent.
    #[serde(default = "yes")]
    pub mandatory: bool,
}

const fn yes() -> bool {
    true
}

/// A case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRecord {
    /// Name or condition.
    pub name: String,
    /// The case of the code, 1 to 99.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u8>,
    /// Limit in place of the procedure's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Limit on top of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<String>,
    /// Shortened limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_limit: Option<String>,
}

/// A way to file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelRecord {
    /// `counter`, `online`, `post` or `kiosk`.
    pub channel: String,
    /// Limit in place of the procedure's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Limit on top of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<String>,
    /// Shortened limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_limit: Option<String>,
}

/// An area.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaRecord {
    /// Which area.
    pub name: String,
    /// Limit in place of the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Limit on top of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<String>,
    /// Shortened limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub local_limit: Option<String>,
}

/// A stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageRecord {
    /// What is done.
    pub name: String,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Within which time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

/// A fee: an amount in đồng, or a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeRecord {
    /// Of which way to file; of all if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// `fee` (if absent), `service_fee` or `price`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Đồng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A form to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormRecord {
    /// What it is called.
    pub name: String,
    /// Where to get it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}
