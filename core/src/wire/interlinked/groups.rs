//! The operation `interlinked_groups`: which groups of law there are to ask about.

use serde::{Deserialize, Serialize};

use super::super::answer::{CitationAnswer, Texts, maybe_date};
use super::super::parse_date;
use super::TextAnswer;
use crate::deadline::Cutoff;
use crate::error::Error;
use crate::interlinked::{Group, Stage, groups};

/// Which groups of interlinked procedures are known, with the cases and stages `interlinked` can be asked about?
///
/// ```
/// use motcua::wire::InterlinkedGroupsRequest;
///
/// let request: InterlinkedGroupsRequest = serde_json::from_str(r#"{"on": "2026-09-01"}"#).unwrap();
/// let answer = request.evaluate()?;
/// let birth = answer.entries.iter().find(|group| group.id == "nd63_2024_birth").unwrap();
/// assert_eq!(birth.total.as_deref(), Some("3 working_day"));
/// assert_eq!(birth.cases[0].name.en, "Verification is needed");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterlinkedGroupsRequest {
    /// Only groups in force on the day, or whose days of force are not known.
    pub on: Option<String>,
}

/// The groups of law, each period of force for itself, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InterlinkedGroupsAnswer {
    /// The groups.
    pub entries: Vec<InterlinkedGroupAnswer>,
}

/// A group of interlinked procedures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InterlinkedGroupAnswer {
    /// Its id; groups of the same id follow one another in time.
    pub id: String,
    /// Code in the national database of procedures, where it has one.
    pub code: Option<String>,
    /// What it is called.
    pub name: Texts,
    /// First day of force, where it is known.
    pub in_force_from_on: Option<String>,
    /// Last day of force, included; none while it is in force.
    pub in_force_until_on: Option<String>,
    /// The stated total, as in `3 working_day`; `null` where no text that was read states one.
    pub total: Option<String>,
    /// The rule of law after whose hour the total is counted from the next working day.
    pub cutoff: Option<&'static str>,
    /// What can be chosen, in the order in which it is named.
    pub cases: Vec<GroupCaseAnswer>,
    /// The stages of every case, each after those it waits for.
    pub stages: Vec<GroupStageAnswer>,
    /// What no text confirms.
    pub unconfirmed: Vec<TextAnswer>,
    /// Where it is written.
    pub citation: Option<CitationAnswer>,
}

/// A case of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupCaseAnswer {
    /// Its id, as in `verification`.
    pub id: String,
    /// What it is.
    pub name: Texts,
}

/// A stage of a group, before a case is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupStageAnswer {
    /// Its id.
    pub id: String,
    /// What is done.
    pub name: Texts,
    /// Who does it.
    pub unit: Texts,
    /// Its limit in no particular case, as in `24 hour`; `null` where no text that was read states one.
    pub limit: Option<String>,
    /// The stages that must have ended before it starts; none: it starts at receipt.
    pub after: Vec<String>,
    /// The case in which alone it takes part.
    pub only_in: Option<String>,
    /// Whether its time counts in the total.
    pub counts_in_total: bool,
}

impl InterlinkedGroupsRequest {
    /// The groups.
    ///
    /// # Errors
    /// `date_invalid` for the day.
    pub fn evaluate(&self) -> Result<InterlinkedGroupsAnswer, Error> {
        let on = self.on.as_deref().map(parse_date).transpose()?;
        let groups = groups().filter(|group| on.is_none_or(|on| group.is_in_force_on(on)));
        Ok(InterlinkedGroupsAnswer { entries: groups.map(|group| InterlinkedGroupAnswer::from(&group)).collect() })
    }
}

impl From<&Group> for InterlinkedGroupAnswer {
    fn from(group: &Group) -> Self {
        Self {
            id: group.id.clone(),
            code: group.code.clone(),
            name: Texts::new(|language| group.name(language).to_owned()),
            in_force_from_on: maybe_date(group.from),
            in_force_until_on: maybe_date(group.until),
            total: group.total.as_ref().map(|total| total.limit.to_string()),
            cutoff: group.cutoff.as_ref().and_then(Cutoff::rule_id),
            cases: group
                .case_names
                .iter()
                .map(|(id, name)| GroupCaseAnswer { id: id.clone(), name: Texts { vi: name.vi.clone(), en: name.en.clone() } })
                .collect(),
            stages: group.graph.order().map(GroupStageAnswer::from).collect(),
            unconfirmed: group.unconfirmed.iter().map(TextAnswer::from).collect(),
            citation: group.citation.as_ref().map(CitationAnswer::from),
        }
    }
}

impl From<&Stage> for GroupStageAnswer {
    fn from(stage: &Stage) -> Self {
        Self {
            id: stage.id.clone(),
            name: Texts { vi: stage.name_vi.clone(), en: stage.name_en.clone() },
            unit: Texts { vi: stage.unit.clone(), en: stage.unit_en.clone() },
            limit: stage.limit.as_ref().map(ToString::to_string),
            after: stage.after.clone(),
            only_in: stage.only_in.clone(),
            counts_in_total: stage.counts_in_total,
        }
    }
}
