//! A group of interlinked procedures: its stages, its stated total, and what else its rules name.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use super::graph::StageGraph;
use super::plan::Plan;
use crate::calendar::Calendar;
use crate::deadline::{CountingRules, Cutoff, TimeLimit};
use crate::error::{Error, quote};
use crate::law::{Citation, Language};

/// A group of procedures settled one after the other or side by side on one dossier (nhóm thủ tục liên thông).
///
/// Legal basis: Decree 61/2018 Art. 19.6-7; the groups of law are in [`groups`](super::groups).
///
/// ```
/// use motcua::interlinked::{Group, Stage, StageGraph};
/// use motcua::{Calendar, CountingRules, TimeLimit};
/// use chrono::NaiveDate;
///
/// let days = |text: &str| TimeLimit::parse(text).map(Some);
/// let land = Stage::new("registration", "Chi nhánh VPĐKĐĐ (mẫu)", days("17 working_day")?);
/// let paper = Stage { after: vec!["registration".to_owned()], ..Stage::new("certificate", "UBND xã (mẫu)", days("3 working_day")?) };
/// let group = Group::new("land", StageGraph::new(vec![land, paper])?);
///
/// let received_at = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap().and_hms_opt(9, 0, 0).unwrap();
/// let plan = group.plan(received_at, &[], &Calendar::vietnam(), &CountingRules::default())?;
/// assert_eq!(plan.due_at().unwrap().to_string(), "2026-06-29 17:00:00");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "liên thông")]
pub struct Group {
    /// Stable name.
    pub id: String,
    /// What it is called, in Vietnamese.
    pub name_vi: String,
    /// What it is called, in English.
    pub name_en: String,
    /// Code in the national database of procedures, where it has one.
    pub code: Option<String>,
    /// First day on which its rules are in force; `None`: not known.
    pub from: Option<NaiveDate>,
    /// Last day on which they are; `None`: no end known.
    pub until: Option<NaiveDate>,
    /// Its stages.
    pub graph: StageGraph,
    /// Its stated total limit, where a text states one.
    pub total: Option<Total>,
    /// The hour after which the total is counted from the next working day.
    pub cutoff: Option<Cutoff>,
    /// The cases in words.
    pub case_names: Vec<(String, Note)>,
    /// Limits beside those of stages and total.
    pub other_limits: Vec<OtherLimit>,
    /// Where it is written.
    pub citation: Option<Citation>,
    /// Where it is written that the late unit apologises.
    pub apology: Option<Citation>,
    /// What no text confirms.
    pub unconfirmed: Vec<Note>,
}

/// The stated total of a group. It is a limit of its own, not the sum of its stages.
#[derive(Clone, Debug)]
#[doc(alias = "tổng thời hạn")]
pub struct Total {
    /// The limit.
    pub limit: TimeLimit,
    /// Other limits in named cases. Of the cases chosen, the first named here decides.
    pub limits: Vec<(String, TimeLimit)>,
    /// What named cases add. The same unit adds up; another one is counted on from the due moment.
    pub extra: Vec<(String, TimeLimit)>,
    /// Where it is written.
    pub citation: Option<Citation>,
}

impl Total {
    /// A total that is the same in every case.
    #[must_use]
    pub const fn new(limit: TimeLimit) -> Self {
        Self { limit, limits: Vec::new(), extra: Vec::new(), citation: None }
    }

    /// The limits to count one after the other in the cases chosen.
    pub(super) fn parts_in(&self, cases: &[&str]) -> Result<Vec<TimeLimit>, Error> {
        let chosen = |(case, _): &&(String, TimeLimit)| cases.contains(&case.as_str());
        let first = self.limits.iter().find(chosen).map_or(&self.limit, |(_, limit)| limit);
        let mut parts = vec![first.clone()];
        for (_, extra) in self.extra.iter().filter(chosen) {
            let ((amount, unit), last) = (extra.counted()?, parts.last_mut());
            match last.as_ref().and_then(|last| last.counted().ok()).filter(|(_, of)| *of == unit).zip(last) {
                Some(((before, _), last)) => *last = TimeLimit::new(before.plus(amount), unit)?,
                None => parts.push(extra.clone()),
            }
        }
        Ok(parts)
    }

    fn cases(&self) -> impl Iterator<Item = &str> {
        self.limits.iter().chain(&self.extra).map(|(case, _)| case.as_str())
    }
}

/// A limit for something else than a stage or the total.
#[derive(Clone, Debug)]
pub struct OtherLimit {
    /// Stable name. `supplement` and `outage` are the limits of pauses for that reason.
    pub id: String,
    /// What has to be done, in Vietnamese.
    pub name_vi: String,
    /// What has to be done, in English.
    pub name_en: String,
    /// Within what time.
    pub limit: TimeLimit,
    /// Where it is written.
    pub citation: Option<Citation>,
}

/// A remark in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl Note {
    /// The remark.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.vi, &self.en)
    }
}

impl Group {
    /// A group of one's own: no stated total, no cut-off, no dates of force.
    #[must_use]
    pub fn new(id: impl Into<String>, graph: StageGraph) -> Self {
        let id = id.into();
        Self {
            name_vi: id.clone(),
            name_en: id.clone(),
            id,
            code: None,
            from: None,
            until: None,
            graph,
            total: None,
            cutoff: None,
            case_names: Vec::new(),
            other_limits: Vec::new(),
            citation: None,
            apology: None,
            unconfirmed: Vec::new(),
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        language.pick(&self.name_vi, &self.name_en)
    }

    /// Whether its rules are in force on a day, as far as is known.
    #[must_use]
    pub fn is_in_force_on(&self, date: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }

    /// The cases that stages and total name.
    #[must_use]
    pub fn cases(&self) -> BTreeSet<&str> {
        let mut cases = self.graph.cases();
        cases.extend(self.total.iter().flat_map(Total::cases));
        cases
    }

    /// The limit with a stable name, as in `supplement`.
    #[must_use]
    pub fn other_limit(&self, id: &str) -> Option<&OtherLimit> {
        self.other_limits.iter().find(|limit| limit.id == id)
    }

    /// When each stage starts and is due if every one takes its whole limit, and when the stated total is due.
    ///
    /// `cases` chooses among [`cases`](Self::cases). A stage keeps its own calendar and rules if it has any; else it is counted with
    /// `calendar` and `rules`. The cut-off, that of `rules` or else the group's, moves the total only: it speaks of receipt.
    ///
    /// # Errors
    /// `option_unknown` for a case that nothing names, `stages_invalid` when no stage takes part; those of [`deadline`](crate::deadline), for a stage with its place.
    pub fn plan(
        &self,
        received_at: NaiveDateTime,
        cases: &[&str],
        calendar: &Calendar,
        rules: &CountingRules,
    ) -> Result<Plan, Error> {
        let known = self.cases();
        if let Some(unknown) = cases.iter().find(|case| !known.contains(**case)) {
            let known = "those that a stage or the total of the group names";
            return Err(Error::OptionUnknown { option: "a case of the group", value: quote(unknown), known });
        }
        Plan::new(self, received_at, cases, calendar, rules)
    }
}
