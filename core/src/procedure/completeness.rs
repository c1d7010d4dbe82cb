//! Which part of which procedure is missing on the board.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::service::ServiceLevel;
use super::version::Version;
use super::{Catalogue, Procedure};
use crate::law::{Citation, Language};
use crate::tables;

/// A part of a procedure that is posted (bộ phận tạo thành thủ tục hành chính).
///
/// Legal basis: Decree 63/2010 Art. 8.2; for the legal basis itself Art. 15.1 point b.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "bộ phận tạo thành thủ tục hành chính")]
pub enum Part {
    /// The name.
    Name,
    /// The steps.
    Sequence,
    /// The way.
    Way,
    /// The papers.
    Papers,
    /// The number of sets.
    Sets,
    /// The time.
    Time,
    /// Who may ask.
    Subject,
    /// Who handles it.
    Agency,
    /// The legal basis.
    LegalBasis,
    /// The form, if there is one.
    Form,
    /// The result, if there is one.
    Result,
    /// The conditions, if there are any.
    Conditions,
    /// The fee, if there is one.
    Fee,
}

impl Part {
    /// Parts every procedure has.
    pub const MANDATORY: [Self; 9] = [
        Self::Name,
        Self::Sequence,
        Self::Way,
        Self::Papers,
        Self::Sets,
        Self::Time,
        Self::Subject,
        Self::Agency,
        Self::LegalBasis,
    ];

    /// Parts a procedure has or has not. Unless the catalogue says which, nobody can tell.
    pub const IF_ANY: [Self; 4] = [Self::Form, Self::Result, Self::Conditions, Self::Fee];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Sequence => "sequence",
            Self::Way => "way",
            Self::Papers => "papers",
            Self::Sets => "sets",
            Self::Time => "time",
            Self::Subject => "subject",
            Self::Agency => "agency",
            Self::LegalBasis => "legal_basis",
            Self::Form => "form",
            Self::Result => "result",
            Self::Conditions => "conditions",
            Self::Fee => "fee",
        }
    }

    /// What the board calls it.
    #[must_use]
    pub const fn title(self, language: Language) -> &'static str {
        match self {
            Self::Name => language.pick("Tên thủ tục", "Name"),
            Self::Sequence => language.pick("Trình tự thực hiện", "Steps"),
            Self::Way => language.pick("Cách thức thực hiện", "Way"),
            Self::Papers => language.pick("Thành phần hồ sơ", "Papers"),
            Self::Sets => language.pick("Số lượng hồ sơ", "Sets"),
            Self::Time => language.pick("Thời hạn giải quyết", "Time limit"),
            Self::Subject => language.pick("Đối tượng thực hiện", "Who may ask"),
            Self::Agency => language.pick("Cơ quan giải quyết", "Handled by"),
            Self::LegalBasis => language.pick("Căn cứ pháp lý", "Legal basis"),
            Self::Form => language.pick("Mẫu đơn, tờ khai", "Forms"),
            Self::Result => language.pick("Kết quả", "Result"),
            Self::Conditions => language.pick("Yêu cầu, điều kiện", "Conditions"),
            Self::Fee => language.pick("Phí, lệ phí", "Fees"),
        }
    }

    /// Where it is written that the part is posted.
    #[must_use]
    pub fn citation(self) -> Citation {
        match self {
            Self::LegalBasis => tables::procedure::POSTED_LEGAL_BASIS.citation(),
            _ => tables::procedure::POSTED_PARTS.citation(),
        }
    }

    /// Whether a version states it. Ways to file state the way, and an amount in words is a time too.
    #[must_use]
    pub fn is_stated(self, version: &Version) -> bool {
        match self {
            Self::Name => true,
            Self::Sequence => version.sequence.is_some(),
            Self::Way => version.way.is_some() || !version.channels.is_empty(),
            Self::Papers => !version.papers.is_empty(),
            Self::Sets => version.sets.is_some(),
            Self::Time => version.terms.limit.is_some(),
            Self::Subject => version.subject.is_some(),
            Self::Agency => version.agency.is_some(),
            Self::LegalBasis => version.legal_basis.is_some(),
            Self::Form => version.forms.is_some(),
            Self::Result => version.result.is_some(),
            Self::Conditions => version.conditions.is_some(),
            Self::Fee => version.fees.is_some(),
        }
    }
}

/// An exact share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many are.
    pub numerator: usize,
    /// Of how many.
    pub denominator: usize,
}

/// What a procedure on the board lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostedProcedure {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Mandatory parts nobody stated, by their stable names.
    pub missing: Vec<&'static str>,
    /// Parts of which nobody said whether there are any.
    pub unstated: Vec<&'static str>,
    /// Whether it is online in part only and the reason the law wants published is missing (Decree 224/2026, Art. 14).
    pub partial_reason_missing: bool,
}

/// How complete a board is on a date (mức độ công khai thủ tục hành chính).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "tỷ lệ công khai")]
pub struct Completeness {
    /// The date.
    pub on: NaiveDate,
    /// Procedures with a version in force, in the order of the catalogue.
    pub procedures: Vec<PostedProcedure>,
    /// Procedures that must be posted and are not: codes or identifiers of the list given.
    pub not_posted: Vec<String>,
    /// How many of those that must be posted are. The goal is all of them.
    pub posted: Share,
    /// How many of those that must be posted are so with every mandatory part. The goal is all of them.
    pub complete: Share,
}

impl Catalogue {
    /// What is missing on the board on a date.
    ///
    /// `required` lists what the office must post, by codes or identifiers; without it, that is everything in the catalogue that is in
    /// force. Procedures of the catalogue that are not on the list are posted all the same and stay out of the shares.
    #[must_use]
    pub fn completeness(&self, on: NaiveDate, required: Option<&[&str]>) -> Completeness {
        let in_force = |procedure: &Procedure| procedure.version_on(on).is_some();
        let procedures: Vec<PostedProcedure> =
            self.procedures().iter().filter_map(|procedure| Some(posted(procedure, procedure.version_on(on)?, on))).collect();
        let complete: BTreeSet<&str> =
            procedures.iter().filter(|procedure| procedure.missing.is_empty()).map(|procedure| procedure.id.as_str()).collect();
        let Some(required) = required else {
            let denominator = procedures.len();
            let complete = Share { numerator: complete.len(), denominator };
            let posted = Share { numerator: denominator, denominator };
            return Completeness { on, posted, complete, not_posted: Vec::new(), procedures };
        };
        let mut wanted = BTreeSet::new();
        let mut not_posted = Vec::new();
        for code in required {
            match self.get(code).filter(|procedure| in_force(procedure)) {
                Some(procedure) => {
                    wanted.insert(procedure.id.as_str());
                }
                None if !not_posted.iter().any(|known| known == code.trim()) => not_posted.push(code.trim().to_owned()),
                None => {}
            }
        }
        let denominator = wanted.len() + not_posted.len();
        let numerator = wanted.intersection(&complete).count();
        let posted = Share { numerator: wanted.len(), denominator };
        Completeness { on, posted, complete: Share { numerator, denominator }, not_posted, procedures }
    }
}

fn posted(procedure: &Procedure, version: &Version, on: NaiveDate) -> PostedProcedure {
    let lacking = |parts: &[Part]| parts.iter().filter(|part| !part.is_stated(version)).map(|part| part.as_str()).collect();
    let partial = version.service_level.map(ServiceLevel::as_str) == Some("partial");
    PostedProcedure {
        id: procedure.id.clone(),
        name: procedure.name.clone(),
        missing: lacking(&Part::MANDATORY),
        unstated: lacking(&Part::IF_ANY),
        partial_reason_missing: partial && reason_needed(version, on) && version.partial_reason.is_none(),
    }
}

/// Whether the law in force wants a reason for a service that is online in part only.
fn reason_needed(version: &Version, on: NaiveDate) -> bool {
    let basis = version.service_level.and_then(|level| level.citation(on));
    let wants = tables::procedure::PARTIAL_NEEDS_REASON.citation();
    basis.is_some_and(|basis| basis.instrument() == wants.instrument())
}
