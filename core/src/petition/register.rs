//! Many petitions: the register and its indicators.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::Unconfirmed;
use super::intake::{Channel, Form, Petition};
use super::log::{Class, State};
use super::status::{Rules, Status};
use crate::error::{Error, quote};
use crate::ratio::{Ratio, Share};
use crate::reading::Reading;
use crate::tables;
use crate::timeliness::Timeliness;

/// Days of reception, both included; an end that is absent is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: Option<NaiveDate>,
    /// Last day.
    pub last: Option<NaiveDate>,
}

impl Period {
    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.first.is_none_or(|first| first <= day) && self.last.is_none_or(|last| day <= last)
    }
}

/// A petition of the register and how it stands.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The petition.
    pub petition: Petition,
    /// How it stands.
    pub status: Status,
}

/// The register of petitions (sổ theo dõi phản ánh, kiến nghị) at a moment.
///
/// A petition that cannot be read becomes a problem; the others stay. What had not been received by then, or not within the period, is left out.
///
/// ```
/// use motcua::Reading;
/// use motcua::petition::{Period, Petition, Register, Rules};
/// use motcua::wire::parse_moment;
///
/// let mut register = Register::new(parse_moment("2026-07-01T08:00:00")?, Period::default(), Rules::default(), Reading::Strict);
/// register.add(Petition { id: "PA-1".to_owned(), ..Petition::default() });
/// assert_eq!(register.problems()[0].to_string(), "petitions[0]: `content` is missing: a petition says what it is about");
/// assert_eq!(register.counts().received, 0);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug)]
#[doc(alias = "sổ theo dõi phản ánh, kiến nghị")]
pub struct Register {
    as_of: NaiveDateTime,
    period: Period,
    rules: Rules,
    reading: Reading,
    ids: BTreeSet<String>,
    entries: Vec<Entry>,
    problems: Vec<Error>,
    seen: usize,
}

/// What a register counts, each petition by how it stands at the moment of the register. `petitions`, `petitions_on_time` and `petitions_satisfied` are the
/// names under which the score of Decision 766/QĐ-TTg reads them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All that came in.
    pub received: u64,
    /// Not classified yet.
    pub unclassified: u64,
    /// Not accepted, complaints and denunciations included.
    pub not_accepted: u64,
    /// Complaints and denunciations among them.
    pub complaints: u64,
    /// Somebody else's: conduct of officials, competence of another office.
    pub to_transfer: u64,
    /// Passed on, of these.
    pub transferred: u64,
    /// Passed on in time or still within term, of these.
    pub transferred_on_time: u64,
    /// To be passed on, or possibly so because not classified, and the time for it is past.
    pub transfer_overdue: u64,
    /// The office's own, with those not classified yet: the denominator of the indicators on answers.
    pub petitions: u64,
    /// With a standing answer, of the office's own.
    pub answered: u64,
    /// Published, of the answered.
    pub published: u64,
    /// Answered late at least once, of the office's own.
    pub late: u64,
    /// Not answered though due, of the office's own.
    pub overdue: u64,
    /// Never answered late, and answered or still within term; none when the office has no answer limit and petitions to answer.
    pub petitions_on_time: Option<u64>,
    /// Raised again at least once, of the office's own.
    pub reraised: u64,
    /// Judged by the sender, of the answered.
    pub evaluated: u64,
    /// Judged unsatisfactory, of these.
    pub unsatisfied: u64,
    /// Answered, less those unsatisfied, raised again or late: each is taken off once.
    pub petitions_satisfied: u64,
}

/// The petitions of one class, form or channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The stable name; `unclassified` for those without a class.
    pub name: &'static str,
    /// All that came in.
    pub received: u64,
    /// With a standing answer, whoever gave it.
    pub answered: u64,
    /// With a transfer or an answer overdue.
    pub overdue: u64,
}

impl Entry {
    fn is_overdue(&self) -> bool {
        let overdue = |timeliness| timeliness == Timeliness::Overdue;
        overdue(self.status.transfer().timeliness()) || overdue(self.status.answer().timeliness())
    }
}

impl Register {
    /// An empty register of the petitions received in a period, as they stand at a moment.
    #[must_use]
    pub const fn new(as_of: NaiveDateTime, period: Period, rules: Rules, reading: Reading) -> Self {
        Self { as_of, period, rules, reading, ids: BTreeSet::new(), entries: Vec::new(), problems: Vec::new(), seen: 0 }
    }

    /// Adds a petition; one that breaks a rule becomes a problem instead: the errors of [`Petition::status`], and `code_duplicate` for a number that
    /// is taken. Says whether it was taken in.
    pub fn add(&mut self, petition: Petition) -> bool {
        let taken = self
            .ids
            .contains(petition.id.trim())
            .then(|| Error::CodeDuplicate { what: "the number of a petition", value: quote(&petition.id) });
        let status = match taken {
            Some(error) => Err(error),
            None => petition.status(self.as_of, &self.rules, self.reading),
        };
        match status {
            Err(error) => {
                self.refuse(error);
                false
            }
            Ok(status) => {
                self.seen += 1;
                self.ids.insert(petition.id.trim().to_owned());
                if status.received_at().is_some_and(|at| self.period.contains(at.date())) {
                    self.entries.push(Entry { petition, status });
                }
                true
            }
        }
    }

    /// Notes the next petition as one that could not be read.
    pub fn refuse(&mut self, error: Error) {
        self.problems.push(error.at("petitions", self.seen));
        self.seen += 1;
    }

    /// The moment it shows.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDateTime {
        self.as_of
    }

    /// The days of reception it shows.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// What the office decides about its petitions.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The petitions, in the order they were added.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What is wrong with those left out, each with its place in the order they were added.
    #[must_use]
    pub fn problems(&self) -> &[Error] {
        &self.problems
    }

    /// The counts.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let unlimited = self.rules.answer_limit.is_none();
        let mut counts = self.entries.iter().fold(Counts { petitions_on_time: Some(0), ..Counts::default() }, count);
        if unlimited && counts.petitions > 0 {
            counts.petitions_on_time = None;
        }
        counts
    }

    /// What the counts rest on without a text.
    #[must_use]
    pub fn unconfirmed(&self) -> Vec<&'static Unconfirmed> {
        let unlimited = self.counts().petitions_on_time.is_none();
        let open = unlimited.then_some(&tables::PETITION_UNCONFIRMED_ANSWER_LIMIT);
        open.into_iter().chain([&tables::PETITION_UNCONFIRMED_INDICATORS]).collect()
    }

    /// By class: those without one first, then in the order of [`Class::ALL`].
    #[must_use]
    pub fn by_class(&self) -> Vec<Group> {
        let classes = std::iter::once(None).chain(Class::ALL.into_iter().map(Some));
        let group =
            |class: Option<Class>| self.group(class.map_or("unclassified", Class::as_str), |entry| entry.status.class() == class);
        classes.map(group).collect()
    }

    /// By form.
    #[must_use]
    pub fn by_form(&self) -> Vec<Group> {
        Form::ALL.into_iter().map(|form| self.group(form.as_str(), |entry| entry.petition.form == form)).collect()
    }

    /// By channel.
    #[must_use]
    pub fn by_channel(&self) -> Vec<Group> {
        let group = |channel: Channel| self.group(channel.as_str(), |entry| entry.petition.channel == channel);
        Channel::ALL.into_iter().map(group).collect()
    }

    fn group(&self, name: &'static str, belongs: impl Fn(&Entry) -> bool) -> Group {
        let empty = Group { name, received: 0, answered: 0, overdue: 0 };
        self.entries.iter().filter(|entry| belongs(entry)).fold(empty, |group, entry| Group {
            name,
            received: group.received + 1,
            answered: group.answered + u64::from(entry.status.is_answered()),
            overdue: group.overdue + u64::from(entry.is_overdue()),
        })
    }
}

fn count(mut counts: Counts, entry: &Entry) -> Counts {
    let status = &entry.status;
    let transfer_overdue = status.transfer().timeliness() == Timeliness::Overdue;
    counts.received += 1;
    counts.transfer_overdue += u64::from(transfer_overdue);
    match status.class() {
        Some(class) if class.is_rejected() => {
            counts.not_accepted += 1;
            counts.complaints += u64::from(class == Class::ComplaintOrDenunciation);
        }
        Some(class) if class.is_transferred() => {
            counts.to_transfer += 1;
            counts.transferred += u64::from(status.state() != State::AwaitingTransfer);
            counts.transferred_on_time += u64::from(status.transfer().timeliness().is_kept());
        }
        class => {
            counts.unclassified += u64::from(class.is_none());
            count_own(&mut counts, status);
        }
    }
    counts
}

fn count_own(counts: &mut Counts, status: &Status) {
    let (answered, reraised) = (status.is_answered(), status.times_reraised() > 0);
    let unsatisfied = answered && status.satisfied() == Some(false);
    let on_time = status.answer().timeliness().is_kept() && !status.was_late();
    counts.petitions += 1;
    counts.answered += u64::from(answered);
    counts.published += u64::from(answered && status.published_at().is_some());
    counts.late += u64::from(status.was_late());
    counts.overdue += u64::from(status.answer().timeliness() == Timeliness::Overdue);
    counts.petitions_on_time = counts.petitions_on_time.map(|n| n + u64::from(on_time));
    counts.reraised += u64::from(reraised);
    counts.evaluated += u64::from(answered && status.satisfied().is_some());
    counts.unsatisfied += u64::from(unsatisfied);
    counts.petitions_satisfied += u64::from(answered && !unsatisfied && !reraised && !status.was_late());
}

impl Counts {
    /// `petitions_on_time` among `petitions`; none without an answer limit.
    #[must_use]
    pub fn on_time(&self) -> Option<Share> {
        self.petitions_on_time.map(|n| Share::new("petitions_on_time", "petitions", Ratio::new(n, self.petitions)))
    }

    /// `petitions_satisfied` among `petitions`.
    #[must_use]
    pub const fn satisfied(&self) -> Share {
        Share::new("petitions_satisfied", "petitions", Ratio::new(self.petitions_satisfied, self.petitions))
    }

    /// `answered` among `petitions`.
    #[must_use]
    pub const fn share_answered(&self) -> Share {
        Share::new("answered", "petitions", Ratio::new(self.answered, self.petitions))
    }

    /// `published` among `answered`.
    #[must_use]
    pub const fn share_published(&self) -> Share {
        Share::new("published", "answered", Ratio::new(self.published, self.answered))
    }

    /// `transferred_on_time` among `to_transfer`.
    #[must_use]
    pub const fn share_transferred_on_time(&self) -> Share {
        Share::new("transferred_on_time", "to_transfer", Ratio::new(self.transferred_on_time, self.to_transfer))
    }
}
