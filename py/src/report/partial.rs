//! Reports as data, which go anywhere, and their merging.

use motcua::report::{Measure, Part, Report};
use motcua::wire::{moment_text, parse_date, parse_moment};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::keys::Span;
use super::*;
use crate::columns::Key as Name;

/// A report in a message: what Python knows of it, and all that was counted.
#[derive(Deserialize, Serialize)]
pub(super) struct Partial {
    pub(super) by: Vec<String>,
    pub(super) options: Map<String, Json>,
    pub(super) confidence: f64,
    tally: Data,
}

/// What was asked and counted. Places of months and years stay numbers, names are written out.
#[derive(Deserialize, Serialize)]
struct Data {
    kind: String,
    asked: Question,
    steps: Option<Vec<Option<String>>>,
    flags: Vec<String>,
    rows: u64,
    problems: u64,
    groups: Vec<Counted>,
}

#[derive(Deserialize, PartialEq, Serialize)]
struct Question {
    as_of: Option<String>,
    from_on: Option<String>,
    until_on: Option<String>,
    level: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct Counted {
    key: Vec<Option<Name>>,
    numbers: Vec<i64>,
}

fn refuse(problem: impl Into<String>) -> Error {
    Error::RequestInvalid { path: "partial".to_owned(), problem: problem.into() }
}

impl ReportTally {
    pub(super) fn to_partial(&self, by: Vec<String>, options: Map<String, Json>, confidence: f64) -> Partial {
        Partial { by, options, confidence, tally: self.data() }
    }

    pub(super) fn from_partial(partial: &Partial) -> Result<Self, Error> {
        let tally = &partial.tally;
        let question = &tally.asked;
        let asked = Asked {
            as_of: question.as_of.as_deref().map(parse_moment).transpose()?,
            from: question.from_on.as_deref().map(parse_date).transpose()?,
            until: question.until_on.as_deref().map(parse_date).transpose()?,
            level: Level::parse(&question.level)?,
        };
        // Rows are counted by then; of the calendar nothing more is asked.
        let mut made = Self::of(&tally.kind, asked, None, question.scope.as_deref())?;
        made.absorb(tally)?;
        Ok(made)
    }

    fn question(&self) -> Question {
        let asked = each!(&self.inner, report => *report.asked());
        let scope = match &self.inner {
            Any::Lateness(report) => Some(report.measure().scope.as_str().to_owned()),
            _ => None,
        };
        Question {
            as_of: asked.as_of.map(moment_text),
            from_on: asked.from.map(|date| date.to_string()),
            until_on: asked.until.map(|date| date.to_string()),
            level: asked.level.as_str().to_owned(),
            scope,
        }
    }

    fn data(&self) -> Data {
        let lists = self.keys.as_deref().unwrap_or_default();
        let name =
            |list: &KeyList, place: u32| if list.span().is_some() { Some(Name::Number(place.into())) } else { list.name(place) };
        each!(&self.inner, report => {
            let groups = report.groups().into_iter().map(|group| {
                let key = lists.iter().zip(group.key).map(|(list, place)| name(list, place?)).collect();
                Counted { key, numbers: group.part.numbers() }
            });
            Data {
                kind: self.kind.clone(),
                asked: self.question(),
                steps: self.keys.as_ref().map(|lists| lists.iter().map(|list| list.span().map(Span::text)).collect()),
                flags: self.flags.iter().map(|flag| (*flag).to_owned()).collect(),
                rows: report.rows() as u64,
                problems: report.problems().rows(),
                groups: groups.collect(),
            }
        })
    }

    /// Adds what another report has; nothing is added when any of it does not fit.
    pub(super) fn merged(&mut self, other: &Self) -> Result<(), Error> {
        self.absorb(&other.data())
    }

    fn absorb(&mut self, data: &Data) -> Result<(), Error> {
        if data.kind != self.kind || data.asked != self.question() {
            let (value, bound) =
                ("another kind, moment, period or level".to_owned(), "only reports of the same question can be merged");
            return Err(Error::ValueOutOfRange { name: "the report", value, bound });
        }
        // Nothing was counted, not even no rows.
        let Some(steps) = &data.steps else { return Ok(()) };
        let mut lists = self.lists_for(steps)?;
        let mut inner = self.inner.clone();
        for Counted { key, numbers } in &data.groups {
            if key.len() != lists.len() {
                return Err(refuse("a group has no key of this report"));
            }
            let places =
                key.iter().zip(&mut lists).map(|(name, list)| place(name.as_ref(), list)).collect::<Result<Vec<_>, _>>()?;
            each!(&mut inner, report => add_group(report, &places, numbers)?);
        }
        let rows = usize::try_from(data.rows).map_err(|_| refuse("`rows` is too large"))?;
        each!(&mut inner, report => report.add_seen(rows, data.problems));
        for (name, _) in Flags::default().named() {
            if data.flags.iter().any(|flag| flag == name) && !self.flags.contains(&name) {
                self.flags.push(name);
            }
        }
        (self.inner, self.keys) = (inner, Some(lists));
        Ok(())
    }

    /// The lists of the keys, where they are the same columns.
    fn lists_for(&self, steps: &[Option<String>]) -> Result<Vec<KeyList>, Error> {
        let steps = steps.iter().map(|step| step.as_deref().map(Span::parse).transpose()).collect::<Result<Vec<_>, _>>()?;
        let lists = match &self.keys {
            Some(lists) => lists.clone(),
            None => steps.iter().map(|step| step.map_or_else(KeyList::default, KeyList::of_span)).collect(),
        };
        let is_same = lists.len() == steps.len() && lists.iter().zip(&steps).all(|(list, step)| list.span() == *step);
        if is_same { Ok(lists) } else { Err(refuse("it is grouped by other columns")) }
    }
}

/// The place of a name in a list.
fn place(name: Option<&Name>, list: &mut KeyList) -> Result<Option<u32>, Error> {
    match (name, list.span().map(|span| span.step)) {
        (None, _) => Ok(None),
        (Some(name), None) => Ok(Some(list.place(name))),
        (Some(Name::Number(number)), Some(step)) => match u32::try_from(*number) {
            Ok(place) if place < step.places() => Ok(Some(place)),
            _ => Err(refuse(format!("`{number}` is no {}", step.as_str()))),
        },
        (Some(Name::Text(_)), Some(step)) => Err(refuse(format!("a text is no {}", step.as_str()))),
    }
}

fn add_group<M: Measure>(report: &mut Report<M>, key: &[Option<u32>], numbers: &[i64]) -> Result<(), Error> {
    let part = M::Part::from_numbers(numbers).ok_or_else(|| refuse("a group's numbers are not those of this kind of report"))?;
    report.add_group(key, &part)
}
