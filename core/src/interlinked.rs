//! Interlinked procedures (liên thông): one dossier, several units, each with its own time limit.
//!
//! A [`Group`] holds a [`StageGraph`] and, where a text states one, a total that is a limit of its own and not the sum of its stages.
//! [`Group::plan`] says when each stage and the total are due; [`Plan::progress`] reads a log and says what is late, which unit owes the
//! apology and when the case will end. The groups of law are data: [`groups`], [`group_on`].
//!
//! ```
//! use motcua::interlinked::{StageEvent, StageEventKind, group_on};
//! use motcua::{Calendar, CountingRules, Timeliness};
//! use chrono::NaiveDate;
//!
//! let at = |d, h| NaiveDate::from_ymd_opt(2026, 9, d).unwrap().and_hms_opt(h, 0, 0).unwrap();
//! let group = group_on("nd63_2024_birth", at(7, 9).date())?;
//! let plan = group.plan(at(7, 9), &[], &Calendar::vietnam(), &CountingRules::default())?;
//! assert_eq!(plan.total_due_at(), Some(at(10, 17)));
//!
//! // The birth is registered a day late: that unit owes the apology, and the police have two working days from then on.
//! let event = |at, kind| StageEvent { at, stage: "civil_status".to_owned(), kind };
//! let log = [event(at(7, 9), StageEventKind::Started), event(at(9, 10), StageEventKind::Finished)];
//! let progress = plan.progress(&log, at(9, 11))?;
//! assert_eq!(progress.owes_apology().map(|late| late.stage.id.as_str()).collect::<Vec<_>>(), ["civil_status"]);
//! let residence = progress.stages.iter().find(|stage| stage.stage.id == "residence").unwrap();
//! assert_eq!((residence.due_at, residence.timeliness), (Some(at(11, 17)), Timeliness::WithinTerm));
//! # Ok::<(), motcua::Error>(())
//! ```

mod explain;
mod graph;
mod group;
mod log;
mod measure;
mod plan;
mod progress;
mod stop;
pub(crate) mod table;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

pub use self::graph::{Stage, StageGraph};
pub use self::group::{Group, Note, OtherLimit, Total};
pub use self::log::{PauseReason, StageEvent, StageEventKind};
pub use self::measure::AgainstTotal;
pub use self::plan::{Plan, PlannedStage};
pub use self::progress::{Progress, StageProgress, StageState};
use crate::error::{Error, quote};
use crate::tables::interlinked::{GROUPS, IDS};

/// Every group of law that is known, each period of force for itself.
pub fn groups() -> impl Iterator<Item = Group> {
    // The tables are checked by a test.
    GROUPS.iter().filter_map(|facts| facts.build().ok())
}

/// The rules of a group on a day, that of receipt: a later change does not move what was received before.
///
/// ```
/// use motcua::interlinked::group_on;
/// use chrono::NaiveDate;
///
/// let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// assert!(group_on("nd63_2024_birth", day(2026, 9, 1))?.total.is_some());
/// // What Decree 63/2024 said before it was amended was not found: no total is guessed.
/// assert!(group_on("nd63_2024_birth", day(2026, 8, 31))?.total.is_none());
/// # Ok::<(), motcua::Error>(())
/// ```
///
/// # Errors
/// `option_unknown` for an unknown id, `value_out_of_range` when the group is not in force on the day.
pub fn group_on(id: &str, date: NaiveDate) -> Result<Group, Error> {
    if !GROUPS.iter().any(|facts| facts.id == id) {
        return Err(Error::OptionUnknown { option: "a group of interlinked procedures", value: quote(id), known: IDS });
    }
    let in_force = |from: Option<NaiveDate>, until: Option<NaiveDate>| {
        from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until)
    };
    let facts = GROUPS.iter().find(|facts| facts.id == id && in_force(facts.from, facts.until));
    facts.map_or_else(
        || {
            let bound = "a day on which the group is in force";
            Err(Error::ValueOutOfRange { name: "the day of receipt", value: date.to_string(), bound })
        },
        |facts| facts.build(),
    )
}
