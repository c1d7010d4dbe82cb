//! From one wave of a survey to the next.

use std::collections::BTreeMap;

use super::group::{Context, Figure};
use super::index::Plan;
use super::options::SurveyOptions;
use super::questionnaire::Questionnaire;
use super::response::Responses;
use crate::error::{Error, quote};
use crate::estimate::{Adjustment, Change, Design, DesignRow, Estimate, adjust};
use crate::exact::Exact;

/// What two waves have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Overlap {
    /// Nothing: they were drawn anew.
    #[default]
    Independent,
    /// Their clusters: those of one name in strata of one name are the same.
    SameClusters,
}

impl Overlap {
    /// Reads the stable name: `independent` or `same_clusters`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "independent" => Ok(Self::Independent),
            "same_clusters" => Ok(Self::SameClusters),
            _ => Err(Error::OptionUnknown { option: "an overlap", value: quote(text), known: "independent, same_clusters" }),
        }
    }
}

/// An index as printed somewhere, with what is known of its error.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The unit; `None` for everybody.
    pub unit: Option<String>,
    /// The index, 0 to 1.
    pub index: Exact,
    /// As many independent answers as it rests on; `None` if that is not known.
    pub effective_size: Option<f64>,
}

/// One wave: responses, or figures from elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Wave<'a> {
    /// What was asked.
    pub questionnaire: &'a Questionnaire,
    /// The answers.
    pub responses: &'a Responses,
    /// Figures from elsewhere, instead of answers.
    pub published: &'a [Published],
}

/// What can be chosen beside the options of the survey.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChangeOptions {
    /// What the waves have in common.
    pub overlap: Overlap,
    /// How p-values of units are adjusted.
    pub adjustment: Adjustment,
    /// Whether figures of different series are subtracted all the same, and marked.
    pub across_series: bool,
}

/// The change of one unit, or of everybody.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitChange {
    /// The unit; `None` for everybody.
    pub unit: Option<String>,
    /// The index before, 0 to 1.
    pub before: Exact,
    /// The index after.
    pub after: Exact,
    /// With its error, where both waves have one.
    pub change: Option<Change>,
    /// The p-value adjusted for all units compared; the plain one for everybody.
    pub adjusted_p: Option<f64>,
}

/// The changes of all units that are in both waves.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyChange {
    /// Everybody, if both waves say so.
    pub whole: Option<UnitChange>,
    /// The units, by name.
    pub units: Vec<UnitChange>,
    /// Units of the first wave only.
    pub only_before: Vec<String>,
    /// Units of the second wave only.
    pub only_after: Vec<String>,
    /// Whether the waves are of different series, so that the numbers cannot be compared.
    pub is_series_break: bool,
    /// Whether the two questionnaires have different items, or the same ones on different scales.
    pub items_differ: bool,
    /// Whether the two questionnaires state different versions, or only one of them does.
    pub versions_differ: bool,
}

/// A figure with what is needed to compare it.
struct Side {
    index: Exact,
    estimate: Option<Estimate>,
    sampled: Option<(Vec<usize>, Plan)>,
}

impl SurveyChange {
    /// Compares two waves.
    ///
    /// # Errors
    /// `value_out_of_range`, naming both versions, when they are of different series and that was not allowed; those of
    /// [`Survey::new`](super::Survey::new).
    pub fn new(before: &Wave<'_>, after: &Wave<'_>, options: &SurveyOptions, change: &ChangeOptions) -> Result<Self, Error> {
        let items_differ = before.questionnaire.instrument() != after.questionnaire.instrument();
        // Without a name nothing but the items says that two questionnaires are one.
        let is_series_break =
            before.questionnaire.series != after.questionnaire.series || before.questionnaire.is_unnamed() && items_differ;
        if is_series_break && !change.across_series {
            let name =
                |questionnaire: &Questionnaire| format!("{} of {}", quote(&questionnaire.id), quote(&questionnaire.series));
            return Err(Error::ValueOutOfRange {
                name: "the pair of versions",
                value: format!("{}, {}", name(before.questionnaire), name(after.questionnaire)),
                bound: "one series, and without a name the same items on the same scales: other figures do not compare",
            });
        }
        let contexts = [before.context(options)?, after.context(options)?];
        let [first, second] = [before.sides(contexts[0].as_ref())?, after.sides(contexts[1].as_ref())?];
        let [Some(one), Some(other)] = &contexts else {
            return Ok(Self::join(first, second, is_series_break, before, after, options, change, &|_, _| None));
        };
        let stacked = match change.overlap {
            Overlap::Independent => None,
            Overlap::SameClusters => {
                let rows: Vec<DesignRow<'_>> =
                    before.responses.design_rows().into_iter().chain(after.responses.design_rows()).collect();
                let design = Design::new(&rows, options.lonely)?;
                let variance = options.variance.method(&design)?;
                Some((design, variance))
            }
        };
        let shared = |first: &Side, second: &Side| {
            let (design, variance) = stacked.as_ref()?;
            let ((rows, plan), (later_rows, later_plan)) = (first.sampled.as_ref()?, second.sampled.as_ref()?);
            let (sample, later) = (one.sample(rows, plan), other.sample(later_rows, later_plan));
            let joined = crate::estimate::Sample::joined(&[(&sample, 0, -1.0), (&later, before.responses.kept(), 1.0)]);
            Some(design.estimate(&joined, variance)?.variance())
        };
        Ok(Self::join(first, second, is_series_break, before, after, options, change, &shared))
    }

    #[allow(clippy::too_many_arguments, reason = "what two waves are made of, in one place")]
    fn join(
        mut before: BTreeMap<Option<String>, Side>,
        mut after: BTreeMap<Option<String>, Side>,
        is_series_break: bool,
        first: &Wave<'_>,
        second: &Wave<'_>,
        options: &SurveyOptions,
        change: &ChangeOptions,
        shared: &dyn Fn(&Side, &Side) -> Option<f64>,
    ) -> Self {
        let compare = |unit: Option<String>, before: Side, after: Side| {
            let estimates = before.estimate.zip(after.estimate);
            let change = estimates.map(|(one, other)| {
                let variance = shared(&before, &after).unwrap_or(one.variance() + other.variance());
                Change::new(&one, &other, variance, options.interval, options.confidence)
            });
            UnitChange {
                unit,
                before: before.index,
                after: after.index,
                adjusted_p: change.map(|change| change.p_value()),
                change,
            }
        };
        let whole = before.remove(&None).zip(after.remove(&None)).map(|(before, after)| compare(None, before, after));
        let (mut units, mut only_before) = (Vec::new(), Vec::new());
        for (unit, side) in before {
            match after.remove(&unit) {
                Some(later) => units.push(compare(unit, side, later)),
                None => only_before.extend(unit),
            }
        }
        let p_values: Vec<f64> = units.iter().map(|unit| unit.adjusted_p.unwrap_or(f64::NAN)).collect();
        for (unit, p) in units.iter_mut().zip(adjust(&p_values, change.adjustment)) {
            unit.adjusted_p = Some(p).filter(|p| !p.is_nan());
        }
        Self {
            whole,
            units,
            only_before,
            only_after: after.into_keys().flatten().collect(),
            is_series_break,
            items_differ: first.questionnaire.instrument() != second.questionnaire.instrument(),
            versions_differ: first.questionnaire.version != second.questionnaire.version,
        }
    }
}

impl<'a> Wave<'a> {
    fn context(&self, options: &'a SurveyOptions) -> Result<Option<Context<'a>>, Error> {
        if self.published.is_empty() { Context::new(self.questionnaire, self.responses, options).map(Some) } else { Ok(None) }
    }

    /// The figures by unit.
    fn sides(&self, context: Option<&Context<'_>>) -> Result<BTreeMap<Option<String>, Side>, Error> {
        let mut sides = BTreeMap::new();
        let Some(context) = context else {
            for published in self.published {
                let estimate = published.effective_size.map(|size| Estimate::published(published.index.to_f64(), size));
                let side = Side { index: published.index.clone(), estimate, sampled: None };
                sides.insert(published.unit.clone(), side);
            }
            return Ok(sides);
        };
        let everybody = (None, (0..self.responses.kept()).collect::<Vec<usize>>());
        let units = self.responses.by_unit().into_iter().map(|(unit, rows)| (Some(unit.to_owned()), rows));
        for (unit, rows) in std::iter::once(everybody).chain(units) {
            let (Figure { index, estimate, .. }, plan) = context.overall(&rows)?;
            if let Some(index) = index {
                sides.insert(unit, Side { index, estimate, sampled: Some((rows, plan)) });
            }
        }
        Ok(sides)
    }
}
