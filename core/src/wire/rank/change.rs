//! How a score changed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::number;
use crate::error::{Error, missing, quote};
use crate::rank::{Across, ScoreChange, ScoredPeriod, score_change};
use crate::unit::{Succession, Unit, Units, Wanted};
use crate::wire::answer::Texts;
use crate::wire::unit::{AdministrativeUnitOptions, add_units};
use crate::wire::{Note, Number, parse_date};

/// The change of a score from one period to another, area by area. Fits the answers of `score`: `groups` and `total` can be handed on.
///
/// ```
/// use motcua::wire::ScoreChangeRequest;
///
/// let json = r#"{"before": {"rule_set": "r", "groups": {"a": "18.10", "b": "15.20"}, "unit": "Quảng Trị", "on": "2024-12-31"},
///     "after": {"rule_set": "r", "groups": {"a": "17.60", "b": "16.70"}, "unit": "Quảng Trị", "on": "2025-12-31"}}"#;
/// let request: ScoreChangeRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.change.as_str(), answer.areas[0].change.as_str(), answer.areas[0].share.as_deref()), ("1", "-0.5", Some("-50.00")));
/// assert_eq!(answer.flags[0].code, "unit_merged");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreChangeRequest {
    /// The earlier score.
    pub before: ScoredPeriodOptions,
    /// The later score.
    pub after: ScoredPeriodOptions,
    /// Versions of the set whose scores may be subtracted from one another.
    #[serde(default)]
    pub comparable_with: Vec<String>,
    /// `refuse` or `flag`: scores of sets that are not comparable are refused, or subtracted and flagged; the first if absent.
    pub across_versions: Option<String>,
    /// Units of one's own, beside those of the tables.
    #[serde(default)]
    pub additional_units: Vec<AdministrativeUnitOptions>,
}

/// The score of a period.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoredPeriodOptions {
    /// The set of indicators, with its version.
    pub rule_set: String,
    /// The points of each area.
    pub groups: BTreeMap<String, Number>,
    /// The published score; the sum of the areas if absent.
    pub total: Option<Number>,
    /// The unit, by name or id, if a merger is to be seen; needs `on`.
    pub unit: Option<String>,
    /// A day of the period, best its last one: the unit is looked up as of then.
    pub on: Option<String>,
}

/// How the score changed. `change` is the sum of the areas' changes and of `rest`, exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScoreChangeAnswer {
    /// Exact decimal: the earlier score.
    pub before: String,
    /// Exact decimal: the later score.
    pub after: String,
    /// Exact decimal: their difference.
    pub change: String,
    /// The areas, by name.
    pub areas: Vec<AreaChangeAnswer>,
    /// Exact decimal: what the areas do not explain, as bonus, penalty or rounding.
    pub rest: String,
    /// Whether the two can be compared: no flag says otherwise.
    pub is_comparable: bool,
    /// What speaks against it: `rule_set_changed`, `unit_merged`, `unit_renamed`, `unit_unrelated`.
    pub flags: Vec<Note>,
}

/// What an area adds to the change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AreaChangeAnswer {
    /// The area.
    pub id: String,
    /// Exact decimal: its points before; null for an area that is new.
    pub before: Option<String>,
    /// Exact decimal: its points after; null for an area that is gone.
    pub after: Option<String>,
    /// Exact decimal: by how much it grew, an absent area counting 0.
    pub change: String,
    /// Exact decimal: in percent of the whole change, two decimals, half up; null where that is 0.
    pub share: Option<String>,
}

impl ScoredPeriodOptions {
    fn build(&self, units: &Units) -> Result<ScoredPeriod, Error> {
        let area = |(id, points): (&String, &Number)| {
            let points = points.exact().map_err(|error| error.within(quote(id)).within("groups"))?;
            Ok((id.clone(), points))
        };
        Ok(ScoredPeriod {
            rule_set: self.rule_set.clone(),
            areas: self.groups.iter().map(area).collect::<Result<_, Error>>()?,
            total: self.total.as_ref().map(|total| number(total, "total")).transpose()?,
            unit: self.unit.as_deref().map(|name| self.unit(name, units)).transpose()?,
        })
    }

    fn unit(&self, name: &str, units: &Units) -> Result<Unit, Error> {
        let day = self.on.as_deref().map(parse_date).transpose().map_err(|error| error.within("on"))?;
        let day: NaiveDate =
            day.ok_or_else(|| missing("on", "one name may stand for several units, before and after a merger").within("on"))?;
        let found = match units.get(name.trim()) {
            Some(unit) if unit.is_on(day) => Ok(unit),
            _ => units.one(Wanted::Name(name), None, Some(day)),
        };
        found.cloned().map_err(|error| error.within("unit"))
    }
}

impl ScoreChangeRequest {
    /// The later score is not of an earlier day.
    fn check_days(&self) -> Result<(), Error> {
        let day =
            |period: &ScoredPeriodOptions| period.on.as_deref().map(parse_date).transpose().map_err(|error| error.within("on"));
        let before = day(&self.before).map_err(|error| error.within("before"))?;
        let after = day(&self.after).map_err(|error| error.within("after"))?;
        match before.zip(after) {
            Some((before, after)) if after < before => {
                let (value, expected) = (format!("{before} / {after}"), "two days in their order, before and after");
                Err(Error::DateInvalid { value, expected }.within("on").within("after"))
            }
            _ => Ok(()),
        }
    }

    /// The change.
    ///
    /// # Errors
    /// `date_invalid` for a day after that lies before the day before; `value_missing` for a unit on one side only.
    /// Those of [`score_change`]; `amount_invalid` with the path of what is no number; `option_unknown` for a unit that is not known on its day,
    /// `code_duplicate` for a name that several have then, `value_missing` for a unit without a day; those of units added.
    pub fn evaluate(&self) -> Result<ScoreChangeAnswer, Error> {
        let mut units = Units::vietnam();
        add_units(&mut units, &self.additional_units)?;
        let across = self.across_versions.as_deref().map(Across::parse).transpose();
        let across = across.map_err(|error| error.within("across_versions"))?.unwrap_or_default();
        let before = self.before.build(&units).map_err(|error| error.within("before"))?;
        let after = self.after.build(&units).map_err(|error| error.within("after"))?;
        self.check_days()?;
        let sides = [("before", &before, &after), ("after", &after, &before)];
        if let Some((side, ..)) = sides.iter().find(|(_, own, other)| own.unit.is_none() && other.unit.is_some()) {
            return Err(missing("unit", "a merger is seen only where both units are known").within("unit").within(*side));
        }
        let change = score_change(&before, &after, &self.comparable_with, across, &units)?;
        Ok(ScoreChangeAnswer::new(&change))
    }
}

impl ScoreChangeAnswer {
    fn new(change: &ScoreChange) -> Self {
        let versions = change.is_across_versions.then(|| Note {
            code: "rule_set_changed",
            text: Texts::new(|language| {
                let text = language.pick(
                    "hai điểm số tính theo hai bộ chỉ số khác nhau, không so sánh được",
                    "the two scores were made with different sets of indicators and do not compare",
                );
                text.to_owned()
            }),
        });
        let code = match change.succession {
            None | Some(Succession::Same) => None,
            Some(Succession::Merged) => Some("unit_merged"),
            Some(Succession::Renamed) => Some("unit_renamed"),
            Some(Succession::Unrelated) => Some("unit_unrelated"),
        };
        let text = |succession: Succession| Texts::new(|language| succession.text(language).unwrap_or_default().to_owned());
        let unit = code.zip(change.succession).map(|(code, succession)| Note { code, text: text(succession) });
        let flags: Vec<Note> = versions.into_iter().chain(unit).collect();
        Self {
            before: change.before.to_string(),
            after: change.after.to_string(),
            change: change.change.to_string(),
            areas: change
                .areas
                .iter()
                .map(|area| AreaChangeAnswer {
                    id: area.id.clone(),
                    before: area.before.as_ref().map(ToString::to_string),
                    after: area.after.as_ref().map(ToString::to_string),
                    change: area.change.to_string(),
                    share: area.share.as_ref().map(|share| share.text(2)),
                })
                .collect(),
            rest: change.rest.to_string(),
            is_comparable: flags.iter().all(|flag| flag.code == "unit_renamed"),
            flags,
        }
    }
}
