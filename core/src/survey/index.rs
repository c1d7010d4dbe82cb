//! Which items make an index, and how.

use super::questionnaire::{Item, Questionnaire};
use crate::error::{Error, quote};

/// How the items of a factor make its index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FactorIndex {
    /// All answers together: items with more answers weigh more.
    #[default]
    Pooled,
    /// The mean of the items' indices.
    MeanOfItems,
}

/// How the whole is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OverallIndex {
    /// All answers to all items together, but for items about the whole.
    #[default]
    Pooled,
    /// The mean of the items' indices, but for items about the whole.
    MeanOfItems,
    /// The mean of the factors' indices.
    MeanOfFactors,
    /// The share of respondents whose every answer is favourable.
    AllItems,
    /// The index of the item that asks about the whole.
    OverallItem,
}

/// How no answer counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NoAnswer {
    /// Not at all.
    #[default]
    Exclude,
    /// As an answer without credit.
    Dissatisfied,
}

impl FactorIndex {
    /// Reads the stable name: `pooled` or `mean_of_items`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "pooled" => Ok(Self::Pooled),
            "mean_of_items" => Ok(Self::MeanOfItems),
            _ => Err(Error::OptionUnknown { option: "an index of factors", value: quote(text), known: "pooled, mean_of_items" }),
        }
    }
}

impl OverallIndex {
    /// Reads the stable name, as in `mean_of_factors`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "pooled" => Ok(Self::Pooled),
            "mean_of_items" => Ok(Self::MeanOfItems),
            "mean_of_factors" => Ok(Self::MeanOfFactors),
            "all_items" => Ok(Self::AllItems),
            "overall_item" => Ok(Self::OverallItem),
            _ => {
                let known = "pooled, mean_of_items, mean_of_factors, all_items, overall_item";
                Err(Error::OptionUnknown { option: "an overall index", value: quote(text), known })
            }
        }
    }
}

impl NoAnswer {
    /// Reads the stable name: `exclude` or `dissatisfied`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "exclude" => Ok(Self::Exclude),
            "dissatisfied" => Ok(Self::Dissatisfied),
            _ => {
                let known = "exclude, dissatisfied";
                Err(Error::OptionUnknown { option: "how no answer counts", value: quote(text), known })
            }
        }
    }
}

/// An index as a sum of pooled items, each sum with one over a whole number as its coefficient; or of respondents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    Terms(Vec<(u32, Vec<usize>)>),
    AllItems(Vec<usize>),
}

impl Plan {
    /// The index of one item.
    pub(super) fn item(place: usize) -> Self {
        Self::Terms(vec![(1, vec![place])])
    }

    /// The index of items as one factor; items that nobody answered are left out of a mean.
    pub(super) fn factor(items: Vec<usize>, index: FactorIndex, answered: &[bool]) -> Self {
        match index {
            FactorIndex::Pooled => Self::Terms(vec![(1, items)]),
            FactorIndex::MeanOfItems => {
                let items: Vec<usize> = items.into_iter().filter(|item| is_answered(answered, *item)).collect();
                let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
                Self::Terms(items.into_iter().map(|item| (count, vec![item])).collect())
            }
        }
    }

    /// The whole.
    ///
    /// # Errors
    /// `value_missing` when the questionnaire has no item about the whole, or no factors, and the index needs them.
    pub(super) fn overall(
        questionnaire: &Questionnaire,
        index: OverallIndex,
        factor: FactorIndex,
        answered: &[bool],
    ) -> Result<Self, Error> {
        let single = questionnaire.items.iter().all(|item| item.is_overall);
        let items = questionnaire.places(|item: &Item| !item.is_overall || single);
        Ok(match index {
            OverallIndex::Pooled => Self::factor(items, FactorIndex::Pooled, answered),
            OverallIndex::MeanOfItems => Self::factor(items, FactorIndex::MeanOfItems, answered),
            OverallIndex::AllItems => Self::AllItems(items),
            OverallIndex::OverallItem => {
                let places = questionnaire.places(|item| item.is_overall);
                let why = "the index `overall_item` is that of an item about the whole";
                let place = places.first().ok_or_else(|| Error::ValueMissing { name: "items.overall".to_owned(), why })?;
                Self::item(*place)
            }
            OverallIndex::MeanOfFactors => {
                if questionnaire.factors.is_empty() {
                    let why = "the index `mean_of_factors` needs them";
                    return Err(Error::ValueMissing { name: "factors".to_owned(), why });
                }
                let factors =
                    (0..questionnaire.factors.len()).map(|place| questionnaire.places(|item| item.factor == Some(place)));
                let factors: Vec<Vec<usize>> =
                    factors.filter(|items| items.iter().any(|item| is_answered(answered, *item))).collect();
                let count = u32::try_from(factors.len()).unwrap_or(u32::MAX);
                let terms = factors.into_iter().flat_map(|items| match Self::factor(items, factor, answered) {
                    Self::Terms(terms) => terms,
                    Self::AllItems(_) => Vec::new(),
                });
                Self::Terms(terms.map(|(own, items)| (own.saturating_mul(count), items)).collect())
            }
        })
    }
}

fn is_answered(answered: &[bool], item: usize) -> bool {
    answered.get(item).copied().unwrap_or(false)
}
