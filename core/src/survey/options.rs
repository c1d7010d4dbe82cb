//! What can be chosen.

use super::index::{FactorIndex, NoAnswer, OverallIndex};
use crate::estimate::{ConfidenceLevel, IntervalMethod, LonelyPolicy};

/// How answers make indices: what the published methods leave open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct IndexOptions {
    /// How items make a factor.
    pub factor: FactorIndex,
    /// How the whole is measured.
    pub overall: OverallIndex,
    /// How no answer counts.
    pub no_answer: NoAnswer,
}

/// How variances are computed when the sample has a design.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum VarianceOptions {
    /// By linearisation.
    #[default]
    Taylor,
    /// One cluster left out at a time.
    Jackknife,
    /// Clusters drawn anew so many times, from a seed.
    Bootstrap {
        /// How many times.
        replicates: usize,
        /// Where the draws begin.
        seed: u64,
    },
}

/// What to compute.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurveyOptions {
    /// How answers make indices.
    pub index: IndexOptions,
    /// How confident intervals are.
    pub confidence: ConfidenceLevel,
    /// How they are computed.
    pub interval: IntervalMethod,
    /// How variances are computed.
    pub variance: VarianceOptions,
    /// What to do with strata of a single cluster.
    pub lonely: LonelyPolicy,
    /// Units with fewer respondents are marked as small. Practice, not law: no text read prescribes a minimum sample.
    pub minimum_respondents: usize,
}

/// Below so many respondents the interval of a share is wider than 30 points. Practice.
const MINIMUM_RESPONDENTS: usize = 30;

impl Default for SurveyOptions {
    fn default() -> Self {
        Self {
            index: IndexOptions::default(),
            confidence: ConfidenceLevel::default(),
            interval: IntervalMethod::default(),
            variance: VarianceOptions::default(),
            lonely: LonelyPolicy::default(),
            minimum_respondents: MINIMUM_RESPONDENTS,
        }
    }
}
