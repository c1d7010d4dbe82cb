//! What a unit is scored from.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::words::Level;
use crate::exact::Exact;

/// What a reviewer, or the unit, says of a node (kết quả tự chấm, thẩm định, tài liệu kiểm chứng).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "thẩm định")]
pub struct Assessment {
    /// Points the unit gives itself.
    pub self_points: Option<Exact>,
    /// Points the appraiser gives; they stand in for the rule's.
    pub points: Option<Exact>,
    /// What was shown.
    pub evidence: Vec<String>,
    /// Why evidence is missing, or points are as they are.
    pub explanation: Option<String>,
    /// Why the node does not apply.
    pub not_applicable: Option<String>,
}

/// A unit's facts and assessments (hồ sơ chấm điểm), for one set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Submission {
    /// What appraisal and surveys found.
    pub facts: Facts,
    /// What the unit states of itself.
    pub self_facts: Option<Facts>,
    /// By the id of the node.
    pub assessments: BTreeMap<String, Assessment>,
    /// Points of nodes for which the set has none, by id.
    pub parameters: BTreeMap<String, Exact>,
    /// The level of the unit; without one every node applies.
    pub level: Option<Level>,
    /// Indices of other sets, 0 to 100, by the id of the set; `None` for one that is incomplete.
    pub imports: BTreeMap<String, Option<Exact>>,
}

impl Submission {
    /// A submission of facts only.
    #[must_use]
    pub fn of(facts: Facts) -> Self {
        Self { facts, ..Self::default() }
    }
}
