//! The register of petitions, and its page.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PageAnswer, PetitionAnswer, PetitionOptions, ReadPetition, RuleOptions, UnconfirmedAnswer, read_reading};
use crate::error::Error;
use crate::petition::{Counts, Group, Period, PetitionsPage, Register};
use crate::wire::share::problems;
use crate::wire::{CalendarOptions, Hours, Limit, ProblemAnswer, ShareAnswer, moment_text, parse_date, parse_moment};

/// Many petitions: how each stands, what is owed, and the indicators.
///
/// ```
/// use motcua::wire::petition::PetitionRegisterRequest;
///
/// let json = r#"{"petitions": [{"id": "PA-1", "form": "written", "channel": "direct", "events": []}], "as_of": "2026-04-24T11:00:00"}"#;
/// let request: PetitionRegisterRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.problems[0].path.as_str(), answer.problems[0].code), ("petitions[0]", "value_missing"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionRegisterRequest {
    /// The petitions.
    pub petitions: Vec<PetitionOptions>,
    /// The moment asked about.
    pub as_of: String,
    /// First day of reception shown; open if absent.
    pub from: Option<String>,
    /// Last day of reception shown; open if absent.
    pub to: Option<String>,
    /// `strict` (default) or `lenient`.
    pub reading: Option<String>,
    /// Within what time the office answers what is its own; without it no answer is due.
    pub answer_limit: Option<Limit>,
    /// Office hours.
    pub hours: Option<Hours>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

impl PetitionRegisterRequest {
    fn build(&self) -> Result<(Register, BTreeMap<String, ReadPetition>), Error> {
        let reading = read_reading(self.reading.as_deref())?;
        let as_of = parse_moment(&self.as_of)?;
        let day = |text: &Option<String>| text.as_deref().map(parse_date).transpose();
        let period = Period { first: day(&self.from)?, last: day(&self.to)? };
        if let (Some(first), Some(last)) = (period.first, period.last)
            && last < first
        {
            return Err(Error::DateInvalid { value: last.to_string(), expected: "a last day no earlier than the first" });
        }
        let rules = RuleOptions {
            answer_limit: self.answer_limit.as_ref(),
            hours: self.hours.as_ref(),
            calendar: self.calendar.as_ref(),
        };
        let mut register = Register::new(as_of, period, rules.build()?, reading);
        let mut read = BTreeMap::new();
        for options in &self.petitions {
            match options.read(reading) {
                Err(error) => register.refuse(error),
                Ok(petition) => match petition.lost_reception() {
                    Some(error) => register.refuse(error),
                    None if register.add(petition.petition.clone()) => {
                        read.insert(petition.petition.id.clone(), petition);
                    }
                    None => {}
                },
            }
        }
        Ok((register, read))
    }

    /// The register.
    ///
    /// # Errors
    /// As [`PetitionRequest`](super::PetitionRequest) for what is common to all petitions, `date_invalid` for a period that runs backwards. What is wrong with
    /// a petition is among the problems of the answer.
    pub fn evaluate(&self) -> Result<PetitionRegisterAnswer, Error> {
        let (register, read) = self.build()?;
        let counts = register.counts();
        let petitions: Vec<_> = register
            .entries()
            .iter()
            .filter_map(|entry| Some(PetitionAnswer::new(read.get(&entry.petition.id)?, &entry.status)))
            .collect();
        Ok(PetitionRegisterAnswer {
            as_of: moment_text(register.as_of()),
            counts,
            shares: SharesAnswer {
                on_time: counts.on_time().map(ShareAnswer::from),
                satisfied: counts.satisfied().into(),
                answered: counts.share_answered().into(),
                published: counts.share_published().into(),
                transferred_on_time: counts.share_transferred_on_time().into(),
            },
            by_class: register.by_class(),
            by_form: register.by_form(),
            by_channel: register.by_channel(),
            owed: petitions.iter().flat_map(OwedAnswer::all).collect(),
            unconfirmed: register.unconfirmed().into_iter().map(UnconfirmedAnswer::from).collect(),
            petitions,
            problems: problems(register.problems()),
        })
    }
}

/// The register as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PetitionRegisterAnswer {
    /// The moment.
    pub as_of: String,
    /// The counts; the names are those the score of Decision 766 reads.
    pub counts: Counts,
    /// The shares.
    pub shares: SharesAnswer,
    /// By class, those without one first.
    pub by_class: Vec<Group>,
    /// By form.
    pub by_form: Vec<Group>,
    /// By channel.
    pub by_channel: Vec<Group>,
    /// All that is owed, petition by petition.
    pub owed: Vec<OwedAnswer>,
    /// What it rests on without a text.
    pub unconfirmed: Vec<UnconfirmedAnswer>,
    /// Each petition.
    pub petitions: Vec<PetitionAnswer>,
    /// What is wrong with those left out.
    pub problems: Vec<ProblemAnswer>,
}

/// The shares of a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharesAnswer {
    /// On time; null without an answer limit.
    pub on_time: Option<ShareAnswer>,
    /// Satisfied, as Decision 766 counts it.
    pub satisfied: ShareAnswer,
    /// Answered.
    pub answered: ShareAnswer,
    /// Published.
    pub published: ShareAnswer,
    /// Passed on in time.
    pub transferred_on_time: ShareAnswer,
}

/// A duty owed on a petition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwedAnswer {
    /// The number of the petition.
    pub petition: String,
    /// Which duty.
    pub duty: &'static str,
    /// By when, where anything says so.
    pub due_at: Option<String>,
    /// `within_term`, `overdue` or `none`.
    pub timeliness: &'static str,
}

impl OwedAnswer {
    fn all(petition: &PetitionAnswer) -> impl Iterator<Item = Self> {
        petition.duties.iter().map(|duty| Self {
            petition: petition.id.clone(),
            duty: duty.kind,
            due_at: duty.due_at.clone(),
            timeliness: duty.timeliness,
        })
    }
}

/// The register as a page to print (A4).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PetitionsPageRequest {
    /// The register.
    pub register: PetitionRegisterRequest,
    /// The office, as its head of letter names it.
    pub unit: String,
    /// For the public: names as initials, no contacts, summaries in place of contents. True if absent.
    pub public: Option<bool>,
    /// Marks the page as a sample (MẪU).
    pub sample: Option<bool>,
}

impl PetitionsPageRequest {
    /// The page.
    ///
    /// # Errors
    /// As [`PetitionRegisterRequest::evaluate`]; `value_missing` without a unit.
    pub fn evaluate(&self) -> Result<PageAnswer, Error> {
        let (register, _) = self.register.build()?;
        let page = PetitionsPage {
            register: &register,
            unit: &self.unit,
            is_public: self.public.unwrap_or(true),
            is_sample: self.sample.unwrap_or(false),
        };
        Ok(PageAnswer { title: page.title(), html: page.html()? })
    }
}
