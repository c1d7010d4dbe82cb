//! From one year's score to the next.

use std::collections::BTreeMap;

use crate::error::{Error, check_written, quote};
use crate::exact::Exact;
use crate::unit::{Succession, Unit, Units};

/// What to do with scores of different sets of indicators, or of different units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Across {
    /// Refuse to subtract scores of different sets.
    #[default]
    Refuse,
    /// Subtract them and say so.
    Flag,
}

impl Across {
    /// Reads `refuse` or `flag`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "refuse" => Ok(Self::Refuse),
            "flag" => Ok(Self::Flag),
            _ => Err(Error::OptionUnknown { option: "a way across versions", value: quote(text), known: "refuse, flag" }),
        }
    }
}

/// The score of a unit in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoredPeriod {
    /// The set of indicators, with its version.
    pub rule_set: String,
    /// The points of each area, in the order of the set.
    pub areas: Vec<(String, Exact)>,
    /// The published score, if it is known: what the areas do not explain is bonus, penalty or rounding.
    pub total: Option<Exact>,
    /// The unit as it was then, if that is to be looked at.
    pub unit: Option<Unit>,
}

/// What an area adds to the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaChange {
    /// The area.
    pub id: String,
    /// Its points before; `None` for an area that is new.
    pub before: Option<Exact>,
    /// Its points after; `None` for an area that is gone.
    pub after: Option<Exact>,
    /// By how much it grew, an absent area counting 0.
    pub change: Exact,
    /// In percent of the whole change; `None` where that is 0. Negative for an area that moved the other way.
    pub share: Option<Exact>,
}

/// How a score changed. The change is the sum of the areas' changes and the rest, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreChange {
    /// The score before: the one published, else the sum of the areas.
    pub before: Exact,
    /// The score after.
    pub after: Exact,
    /// Their difference.
    pub change: Exact,
    /// The areas, those of before first.
    pub areas: Vec<AreaChange>,
    /// What the areas do not explain.
    pub rest: Exact,
    /// Whether the sets of indicators differ, and are not known as comparable.
    pub is_across_versions: bool,
    /// How the unit after follows from the one before, where both are given.
    pub succession: Option<Succession>,
}

/// Decomposes the change of a score by area. Sets are comparable if they are the same, or one is among `comparable`.
///
/// ```
/// use motcua::rank::{Across, ScoredPeriod, score_change};
/// use motcua::unit::Units;
/// use motcua::Exact;
///
/// let year = |satisfaction: &str, progress: &str| -> Result<_, motcua::Error> {
///     let areas = [("satisfaction", satisfaction), ("progress", progress)];
///     let areas = areas.into_iter().map(|(id, points)| Ok((id.to_owned(), Exact::parse(points)?))).collect::<Result<_, motcua::Error>>()?;
///     Ok(ScoredPeriod { rule_set: "qd766_portal_2026".to_owned(), areas, total: None, unit: None })
/// };
/// let change = score_change(&year("15.2", "18.1")?, &year("16.7", "17.6")?, &[], Across::Refuse, &Units::vietnam())?;
/// assert_eq!((change.change.text(1), change.areas[0].share.as_ref().unwrap().text(0)), ("1.0".to_owned(), "150".to_owned()));
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// `value_out_of_range`, naming both, for sets that are not comparable, unless such a change is to be flagged; `value_missing` for a set without a
/// name, without areas, or for an area that is missing on one side of comparable sets; `code_duplicate` for an area given twice.
pub fn score_change(
    before: &ScoredPeriod,
    after: &ScoredPeriod,
    comparable: &[String],
    across: Across,
    units: &Units,
) -> Result<ScoreChange, Error> {
    let old = before.points().map_err(|error| error.within("before"))?;
    let new = after.points().map_err(|error| error.within("after"))?;
    let is_across_versions = before.rule_set.trim() != after.rule_set.trim()
        && ![before, after].iter().any(|period| comparable.iter().any(|set| set.trim() == period.rule_set.trim()));
    if is_across_versions && across == Across::Refuse {
        let value = quote(&format!("{} / {}", before.rule_set, after.rule_set));
        let bound = "one set, or comparable versions of it: these scores cannot be subtracted";
        return Err(Error::ValueOutOfRange { name: "rule sets", value, bound }.within("after.rule_set"));
    }
    let (total_before, total_after) = (before.score(), after.score());
    let change = &total_after - &total_before;
    let ids = before.areas.iter().chain(after.areas.iter().filter(|(id, _)| !old.contains_key(id.as_str())));
    let area = |(id, _): &(String, Exact)| {
        let (before, after) = (old.get(id.as_str()).copied().cloned(), new.get(id.as_str()).copied().cloned());
        if !is_across_versions && (before.is_none() || after.is_none()) {
            let side = if before.is_none() { "before" } else { "after" };
            return Err(crate::error::missing(id, "an area of comparable sets has points in both periods")
                .within(quote(id))
                .within("groups")
                .within(side));
        }
        let grown = after.clone().unwrap_or_else(Exact::zero) - before.clone().unwrap_or_else(Exact::zero);
        let share = (&grown * &Exact::from(100)).checked_div(&change);
        Ok(AreaChange { id: id.clone(), before, after, change: grown, share })
    };
    let areas = ids.map(area).collect::<Result<Vec<_>, _>>()?;
    let explained: Exact = areas.iter().map(|area| &area.change).sum();
    Ok(ScoreChange {
        rest: &change - &explained,
        before: total_before,
        after: total_after,
        change,
        areas,
        is_across_versions,
        succession: before.unit.as_ref().zip(after.unit.as_ref()).map(|(before, after)| units.succession(before, after)),
    })
}

impl ScoredPeriod {
    fn points(&self) -> Result<BTreeMap<&str, &Exact>, Error> {
        let why = "scores are compared by the set they were made with";
        check_written(&self.rule_set, "rule_set", why).map_err(|error| error.within("rule_set"))?;
        if self.areas.is_empty() {
            return Err(crate::error::missing("groups", "a change is made up of those of its areas").within("groups"));
        }
        let mut points = BTreeMap::new();
        for (id, value) in &self.areas {
            if points.insert(id.as_str(), value).is_some() {
                return Err(Error::CodeDuplicate { what: "the area", value: quote(id) });
            }
        }
        Ok(points)
    }

    fn score(&self) -> Exact {
        self.total.clone().unwrap_or_else(|| self.areas.iter().map(|(_, points)| points).sum())
    }
}
