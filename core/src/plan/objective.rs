//! Quality objectives.

use std::collections::{BTreeMap, BTreeSet};

use super::{DECIMALS, Evidence, check_evidence};
use crate::deadline::Amount;
use crate::error::{Error, check_written, is_written, quote};
use crate::law::{Citation, Language};
use crate::ratio::Ratio;
use crate::tables;

/// On which side of the target a result has to lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// At the target or above.
    #[default]
    AtLeast,
    /// At the target or below.
    AtMost,
}

impl Direction {
    /// Reads `at_least` or `at_most`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "at_least" => Ok(Self::AtLeast),
            "at_most" => Ok(Self::AtMost),
            _ => Err(Error::OptionUnknown { option: "a direction", value: quote(text), known: "at_least, at_most" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }
}

/// A measure in counts, as of dossiers on time among all. The numerator is a part of the denominator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name, by which objectives refer to it. Usual ones: `on_time`, `completed`, `satisfaction`, `petitions_on_time`, `procedures_posted`.
    pub name: String,
    /// The two counts.
    pub ratio: Ratio,
}

/// A quality objective (mục tiêu chất lượng). An empty text is one that is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "mục tiêu chất lượng")]
pub struct Objective {
    /// Its number.
    pub id: String,
    /// What is aimed at.
    pub name: String,
    /// The name of the measure in counts. The result is its share in percent; a result given as a number has no measure in counts.
    pub measure: String,
    /// The unit of target and result; `percent` for a measure in counts.
    pub unit: String,
    /// The target.
    pub target: Option<Amount>,
    /// Which side of it is good.
    pub direction: Direction,
    /// For what time.
    pub period: String,
    /// Who answers for it.
    pub owner: String,
    /// The result as a number, where it is not a share.
    pub value: Option<Amount>,
    /// What shows the result.
    pub evidence: Vec<Evidence>,
}

/// Whether an objective is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Achievement {
    /// It is.
    Achieved,
    /// It is not.
    NotAchieved,
    /// Nobody can say.
    NotMeasured(Unmeasured),
}

/// Why an objective has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unmeasured {
    /// Neither a number nor counts were given.
    NoValue,
    /// There was nothing to count.
    DenominatorZero,
}

impl Unmeasured {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoValue => "no_value",
            Self::DenominatorZero => "denominator_zero",
        }
    }
}

impl Achievement {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Achieved => "achieved",
            Self::NotAchieved => "not_achieved",
            Self::NotMeasured(_) => "not_measured",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Achieved => language.pick("Đạt", "Achieved"),
            Self::NotAchieved => language.pick("Chưa đạt", "Not achieved"),
            Self::NotMeasured(Unmeasured::NoValue) => language.pick("Chưa có số liệu", "Not measured"),
            Self::NotMeasured(Unmeasured::DenominatorZero) => language.pick("Không phát sinh", "Nothing to measure"),
        }
    }
}

/// An objective with its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The objective.
    pub objective: Objective,
    /// The counts its result comes from, if it does.
    pub ratio: Option<Ratio>,
    /// The result as decimal text: a share in percent rounded half up to two decimals, a number as it was given.
    pub result: Option<String>,
    /// Whether it is met. The exact result is compared, not the rounded one: 94.996 % prints as 95.00 and misses 95.
    pub achievement: Achievement,
}

/// Quality objectives with their results (ISO 9001:2015, clause 6.2).
///
/// An objective that breaks a rule becomes a problem; the others stay.
///
/// ```
/// use motcua::plan::{Achievement, Measure, Objective, Objectives};
/// use motcua::{Amount, Ratio};
///
/// let measure = Measure { name: "on_time".to_owned(), ratio: Ratio::new(987, 1000) };
/// let mut objectives = Objectives::new([measure])?;
/// objectives.add(Objective {
///     id: "MT-01".to_owned(),
///     name: "Hồ sơ giải quyết đúng hạn".to_owned(),
///     measure: "on_time".to_owned(),
///     unit: "percent".to_owned(),
///     target: Some(Amount::parse("98")?),
///     ..Objective::default()
/// });
/// let assessment = &objectives.assessments()[0];
/// assert_eq!(assessment.result.as_deref(), Some("98.70"));
/// assert_eq!(assessment.achievement, Achievement::Achieved);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Objectives {
    measures: BTreeMap<String, Ratio>,
    assessments: Vec<Assessment>,
    ids: BTreeSet<String>,
    problems: Vec<Error>,
    seen: usize,
}

impl Objectives {
    /// No objectives yet, with the measures they may refer to.
    ///
    /// # Errors
    /// With the index of the measure: `value_missing` without a name, `value_out_of_range` for a numerator above its denominator, `code_duplicate` for a
    /// name that is taken.
    pub fn new(measures: impl IntoIterator<Item = Measure>) -> Result<Self, Error> {
        let mut known = BTreeMap::new();
        for (index, Measure { name, ratio }) in measures.into_iter().enumerate() {
            let at = |error: Error| error.at("measures", index);
            check_written(&name, "name", "an objective refers to a measure by its name").map_err(at)?;
            if ratio.numerator() > ratio.denominator() {
                let bound = "a numerator no larger than its denominator";
                return Err(at(Error::ValueOutOfRange { name: "numerator", value: ratio.to_string(), bound }));
            }
            let value = quote(&name);
            if known.insert(name.trim().to_owned(), ratio).is_some() {
                return Err(at(Error::CodeDuplicate { what: "the name of a measure", value }));
            }
        }
        Ok(Self { measures: known, ..Self::default() })
    }

    /// Adds an objective and assesses it. It becomes a problem with `code_duplicate` for a number that is taken, `value_missing` without number, name,
    /// target or the title of an evidence, `value_out_of_range` for a target or value with more than 6 decimals, for a value beside counts, and for a
    /// share in another unit than `percent`.
    pub fn add(&mut self, objective: Objective) {
        let id = objective.id.trim().to_owned();
        let assessed = if self.ids.contains(&id) {
            Err(Error::CodeDuplicate { what: "the number of an objective", value: quote(&id) })
        } else {
            self.assess(objective)
        };
        match assessed {
            Err(error) => self.refuse(error),
            Ok(assessment) => {
                self.seen += 1;
                self.ids.insert(id);
                self.assessments.push(assessment);
            }
        }
    }

    /// Notes the next objective as one that could not be read.
    pub fn refuse(&mut self, error: Error) {
        self.problems.push(error.at("objectives", self.seen));
        self.seen += 1;
    }

    fn assess(&self, objective: Objective) -> Result<Assessment, Error> {
        check_written(&objective.id, "id", "an objective has a number")?;
        check_written(&objective.name, "name", "an objective says what is aimed at")?;
        let target = objective
            .target
            .ok_or_else(|| Error::ValueMissing { name: "target".to_owned(), why: "an objective is measured against a target" })?;
        check_evidence(&objective.evidence)?;
        let target = micro("target", target)?;
        let value = objective.value.map(|value| micro("value", value)).transpose()?;
        let ratio = if is_written(&objective.measure) { self.measures.get(objective.measure.trim()).copied() } else { None };
        let out_of_range = |name, value: &str, bound| Err(Error::ValueOutOfRange { name, value: quote(value), bound });
        match (ratio, value) {
            (Some(_), Some(_)) => return out_of_range("value", &text(objective.value), "absent where there are counts"),
            (Some(_), None) if objective.unit.trim() != "percent" => {
                return out_of_range("unit", &objective.unit, "percent where there are counts");
            }
            _ => {}
        }
        let order = match (ratio, value) {
            (Some(ratio), _) => ratio.cmp_percent_micro(target).ok_or(Unmeasured::DenominatorZero),
            (None, Some(value)) => Ok(value.cmp(&target)),
            (None, None) => Err(Unmeasured::NoValue),
        };
        let achievement = match (order, objective.direction) {
            (Err(why), _) => Achievement::NotMeasured(why),
            (Ok(order), Direction::AtLeast) if order.is_ge() => Achievement::Achieved,
            (Ok(order), Direction::AtMost) if order.is_le() => Achievement::Achieved,
            _ => Achievement::NotAchieved,
        };
        let result = match ratio {
            Some(ratio) => ratio.percent(2),
            None => objective.value.map(|value| value.to_string()),
        };
        Ok(Assessment { objective, ratio, result, achievement })
    }

    /// The objectives with their results, in the order they were added.
    #[must_use]
    pub fn assessments(&self) -> &[Assessment] {
        &self.assessments
    }

    /// What is wrong with those left out, each with its place in the order they were added.
    #[must_use]
    pub fn problems(&self) -> &[Error] {
        &self.problems
    }

    /// How many objectives of how many are met; those not measured are in the denominator.
    #[must_use]
    pub fn achieved(&self) -> Ratio {
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let met = self.assessments.iter().filter(|assessment| assessment.achievement == Achievement::Achieved).count();
        Ratio::new(count(met), count(self.assessments.len()))
    }

    /// Where it is written that there are such objectives.
    #[must_use]
    pub fn basis() -> Citation {
        tables::QUALITY_OBJECTIVES.citation()
    }
}

fn text(amount: Option<Amount>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

/// An amount in units of 10⁻⁶.
fn micro(name: &'static str, amount: Amount) -> Result<u64, Error> {
    let too_fine = || Error::ValueOutOfRange { name, value: quote(&amount.to_string()), bound: "at most 6 decimals" };
    amount.scaled(DECIMALS).ok_or_else(too_fine)
}
