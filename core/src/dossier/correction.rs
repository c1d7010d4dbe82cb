//! Corrections: an entry found wrong stays in the log, and what it counts as changes from the correction on.

use chrono::NaiveDateTime;

use super::event::{Event, EventKind};
use super::replay::{Entry, Run};
use super::standing::Standing;
use super::{Dossier, check_order};
use crate::error::Error;

/// Calls for every event that counts at a moment, in order of time, corrections applied. A log without corrections is not copied.
pub(super) fn each<'a>(
    events: &'a [Event],
    as_of: NaiveDateTime,
    take: impl FnMut(Entry<'a>) -> Result<(), Error>,
) -> Result<(), Error> {
    let counted = counted(events, as_of);
    if !counted.iter().any(is_correction) {
        return plain(counted).try_for_each(take);
    }
    corrected(events, as_of, usize::MAX)?.into_iter().try_for_each(take)
}

/// The entries of an existing log in order of time; corrections that cannot be are listed and left out.
pub(super) fn lenient<'a>(events: &'a [Event], as_of: NaiveDateTime, violations: &mut Vec<Error>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> =
        plain(events).filter(|entry| entry.at <= as_of).map(|entry| Entry { at: entry.event.at, ..entry }).collect();
    let mut gone = Vec::new();
    for (place, event) in events.iter().enumerate().filter(|(_, event)| event.at <= as_of) {
        match correction(events, place, event) {
            None => {}
            Some(Err(error)) => violations.push(error),
            Some(Ok((target, Some(at)))) => entries.iter_mut().filter(|e| e.place == target).for_each(|e| e.at = at),
            Some(Ok((target, None))) => gone.push(target),
        }
    }
    entries.retain(|entry| !gone.contains(&entry.place));
    entries.sort_by_key(|entry| entry.at);
    entries
}

fn plain(events: &[Event]) -> impl Iterator<Item = Entry<'_>> {
    events.iter().enumerate().map(|(place, event)| Entry { place, at: event.at, event })
}

fn is_correction(event: &Event) -> bool {
    matches!(event.kind, EventKind::Corrected { .. })
}

/// The events that happened until a moment: a log is in order of time.
fn counted(events: &[Event], as_of: NaiveDateTime) -> &[Event] {
    events.get(..events.partition_point(|event| event.at <= as_of)).unwrap_or(events)
}

/// Which entry a correction changes, and to what.
fn correction(events: &[Event], place: usize, event: &Event) -> Option<Result<(usize, Option<NaiveDateTime>), Error>> {
    let EventKind::Corrected { event: target, becomes_at, .. } = &event.kind else { return None };
    let out_of_range = |name, value: String, bound| Error::ValueOutOfRange { name, value, bound }.at("events", place);
    let earlier = events.get(*target).filter(|other| *target < place && !is_correction(other));
    Some(if earlier.is_none() {
        Err(out_of_range("the event to correct", target.to_string(), "an earlier event that is no correction itself"))
    } else if becomes_at.is_some_and(|at| at > event.at) {
        let value = becomes_at.map(|at| at.to_string()).unwrap_or_default();
        Err(out_of_range("the corrected moment", value, "not later than the correction"))
    } else {
        Ok((*target, *becomes_at))
    })
}

/// The entries until a moment in order of time, with the first so many corrections applied.
fn corrected(events: &[Event], as_of: NaiveDateTime, corrections: usize) -> Result<Vec<Entry<'_>>, Error> {
    let counted = counted(events, as_of);
    let mut entries: Vec<Option<Entry<'_>>> = plain(counted).map(Some).collect();
    let changes = plain(counted).filter(|entry| is_correction(entry.event)).take(corrections);
    for Entry { place, event, .. } in changes {
        let Some(change) = correction(events, place, event) else { continue };
        let (target, becomes_at) = change?;
        if let Some(entry) = entries.get_mut(target) {
            *entry = entry.take().and_then(|entry| becomes_at.map(|at| Entry { at, ..entry }));
        }
    }
    let mut entries: Vec<Entry<'_>> = entries.into_iter().flatten().collect();
    entries.sort_by_key(|entry| entry.at);
    Ok(entries)
}

/// What one correction changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    place: usize,
    corrects: usize,
    before: Standing,
    after: Standing,
}

impl Correction {
    /// Which event of the log is the correction, from 0.
    #[must_use]
    pub const fn place(&self) -> usize {
        self.place
    }

    /// Which event it corrects.
    #[must_use]
    pub const fn corrects(&self) -> usize {
        self.corrects
    }

    /// How the dossier would stand without it.
    #[must_use]
    pub const fn before(&self) -> &Standing {
        &self.before
    }

    /// How it stands with it.
    #[must_use]
    pub const fn after(&self) -> &Standing {
        &self.after
    }

    /// Whether it turned a dossier that was late or overdue into one that is not.
    #[must_use]
    pub const fn turned_on_time(&self) -> bool {
        self.before.timeliness.is_broken() && self.after.timeliness.is_kept()
    }
}

impl Dossier {
    /// What each correction until a moment changed, in their order: the audit trail.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    #[doc(alias = "nhật ký sửa đổi")]
    pub fn corrections(&self, as_of: NaiveDateTime) -> Result<Vec<Correction>, Error> {
        check_order(&self.events)?;
        let standing = |corrections| {
            let mut run = Run::new(&self.terms);
            corrected(&self.events, as_of, corrections)?.into_iter().try_for_each(|entry| run.step(entry))?;
            Ok::<_, Error>(run.standing(as_of))
        };
        let mut found = Vec::new();
        let counted = counted(&self.events, as_of).iter().enumerate();
        let mut before = standing(0)?;
        for (place, event) in counted {
            let EventKind::Corrected { event: corrects, .. } = event.kind else { continue };
            let after = standing(found.len() + 1)?;
            found.push(Correction { place, corrects, before, after: after.clone() });
            before = after;
        }
        Ok(found)
    }
}
