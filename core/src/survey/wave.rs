//! A survey computed.

use super::group::{Context, Figure, Group};
use super::options::{SurveyOptions, VarianceOptions};
use super::questionnaire::Questionnaire;
use super::response::Responses;
use crate::error::{Error, missing};
use crate::estimate::{BetaPrior, Design, LonelyPolicy, VarianceMethod};

/// What a survey says of everybody and of each unit.
#[derive(Clone, Debug)]
pub struct Survey {
    /// Everybody who answered.
    pub whole: Group,
    /// Each unit, by name.
    pub units: Vec<UnitResult>,
    /// What the units together say of a unit that nobody asked; `None` with fewer than two units.
    pub prior: Option<BetaPrior>,
    /// Whether strata, clusters, weights or populations were given.
    pub has_design: bool,
    /// Strata with a single cluster; the unnamed stratum is an empty text.
    pub lonely_strata: Vec<String>,
}

/// What a survey says of one unit.
#[derive(Clone, Debug)]
pub struct UnitResult {
    /// Its name.
    pub unit: String,
    /// Its figures.
    pub group: Group,
    /// Whether fewer people answered than the minimum.
    pub is_small: bool,
    /// The overall index drawn towards that of all units, the more the fewer answered; 0 to 1.
    pub shrunk: Option<f64>,
}

impl Survey {
    /// Computes every index of everybody and of each unit.
    ///
    /// # Errors
    /// `value_missing` without items, or when the overall index needs an item or factors that there are not; `value_out_of_range` with the
    /// stratum for a population that contradicts the rows, for lonely clusters under that policy, and for too many replicates.
    pub fn new(questionnaire: &Questionnaire, responses: &Responses, options: &SurveyOptions) -> Result<Self, Error> {
        let context = Context::new(questionnaire, responses, options)?;
        let everybody: Vec<usize> = (0..responses.kept()).collect();
        let whole = context.group(&everybody)?;
        let mut units = Vec::new();
        for (unit, rows) in responses.by_unit() {
            let group = context.group(&rows)?;
            let is_small = group.overall.respondents < options.minimum_respondents;
            units.push(UnitResult { unit: unit.to_owned(), group, is_small, shrunk: None });
        }
        let known: Vec<Option<(f64, f64)>> = units.iter().map(|unit| counts(&unit.group.overall)).collect();
        let prior = BetaPrior::fit(&known.iter().copied().flatten().collect::<Vec<_>>());
        for (unit, known) in units.iter_mut().zip(&known) {
            unit.shrunk = prior.zip(*known).map(|(prior, (satisfied, answers))| prior.shrink(satisfied, answers));
        }
        let lonely_strata =
            if responses.has_design() { context.design.lonely_strata().map(str::to_owned).collect() } else { Vec::new() };
        Ok(Self { whole, units, prior, has_design: responses.has_design(), lonely_strata })
    }
}

/// An index as so many of so many answers, as far as their design leaves them.
fn counts(figure: &Figure) -> Option<(f64, f64)> {
    let estimate = figure.estimate.as_ref()?;
    // A census is as many answers as it has.
    let size = estimate.effective_size().min(figure.respondents as f64);
    Some((estimate.value() * size, size))
}

impl<'a> Context<'a> {
    pub(super) fn new(
        questionnaire: &'a Questionnaire,
        responses: &'a Responses,
        options: &'a SurveyOptions,
    ) -> Result<Self, Error> {
        if questionnaire.items.is_empty() {
            return Err(missing("items", "a questionnaire of which only the factors are known needs your items"));
        }
        // Without a design nobody is lonely: one respondent is a small sample, not a wrong one.
        let lonely = if responses.has_design() { options.lonely } else { LonelyPolicy::Adjust };
        let design = Design::new(&responses.design_rows(), lonely)?;
        let variance = options.variance.method(&design)?;
        Ok(Self { questionnaire, responses, options, design, variance })
    }
}

impl VarianceOptions {
    pub(super) fn method(self, design: &Design) -> Result<VarianceMethod, Error> {
        match self {
            Self::Taylor => Ok(VarianceMethod::Taylor),
            Self::Jackknife => Ok(VarianceMethod::Jackknife),
            Self::Bootstrap { replicates, seed } => VarianceMethod::bootstrap(design, replicates, seed),
        }
    }
}
