//! Corrections: an entry found wrong stays in the log, and what it counts as changes from the correction on.

use chrono::NaiveDateTime;

use super::event::{Event, EventKind};
use super::replay::{Entry, Run};
use super::standing::Standing;
use super::{Dossier, Faults};
use crate::error::{Error, is_written};
use crate::reading::Reading;

/// The most corrections a log may have: the audit reads the log once for each.
const MOST: usize = 100;

/// Which entry a correction changes, and to when; to nothing, if it never happened.
#[derive(Clone, Copy, Debug)]
struct Change {
    place: usize,
    target: usize,
    becomes_at: Option<NaiveDateTime>,
}

/// Calls for every event that counts at a moment, in order of time, corrections applied. A log read strictly is in order, and not copied
/// when it has no corrections.
pub(super) fn each<'a>(
    events: &'a [Event],
    as_of: NaiveDateTime,
    faults: &mut Faults,
    mut take: impl FnMut(Entry<'a>, &mut Faults) -> Result<(), Error>,
) -> Result<(), Error> {
    let counted = counted(events, as_of);
    if faults.reading == Reading::Strict && !counted.iter().any(is_correction) {
        return plain(counted).try_for_each(|entry| take(entry, faults));
    }
    let changes = changes(events, as_of, faults)?;
    corrected(events, as_of, &changes).into_iter().try_for_each(|entry| take(entry, faults))
}

fn plain(events: &[Event]) -> impl Iterator<Item = Entry<'_>> {
    events.iter().enumerate().map(|(place, event)| Entry { place, at: event.at, event })
}

const fn is_correction(event: &Event) -> bool {
    matches!(event.kind, EventKind::Corrected { .. })
}

/// The events that happened until a moment, of a log in order of time.
fn counted(events: &[Event], as_of: NaiveDateTime) -> &[Event] {
    events.get(..events.partition_point(|event| event.at <= as_of)).unwrap_or(events)
}

/// The corrections made until a moment, in the order of the log. One that cannot be is a fault and changes nothing; nor does one without
/// reason or signer, which is a fault when its turn comes.
fn changes(events: &[Event], as_of: NaiveDateTime, faults: &mut Faults) -> Result<Vec<Change>, Error> {
    let mut changes = Vec::new();
    for (place, event) in events.iter().enumerate().filter(|(_, event)| event.at <= as_of) {
        let EventKind::Corrected { event: target, becomes_at, reason, signer } = &event.kind else { continue };
        let out_of_range = |name, value: String, bound| Error::ValueOutOfRange { name, value, bound }.at("events", place);
        let earlier = events.get(*target).filter(|other| *target < place && !is_correction(other));
        if earlier.is_none() {
            let bound = "an earlier event that is no correction itself";
            faults.object(out_of_range("the event to correct", target.to_string(), bound))?;
        } else if let Some(at) = becomes_at.filter(|at| *at > event.at) {
            faults.object(out_of_range("the corrected moment", at.to_string(), "not later than the correction"))?;
        } else if changes.len() == MOST {
            faults.object(out_of_range("the count of corrections", (MOST + 1).to_string(), "at most 100 in a log"))?;
        } else if is_written(reason) && is_written(signer) {
            changes.push(Change { place, target: *target, becomes_at: *becomes_at });
        }
    }
    Ok(changes)
}

/// The entries until a moment in order of time, with some corrections applied; of several of one entry the last one counts.
fn corrected<'a>(events: &'a [Event], as_of: NaiveDateTime, changes: &[Change]) -> Vec<Entry<'a>> {
    let mut moments: Vec<Option<NaiveDateTime>> = events.iter().map(|event| Some(event.at).filter(|at| *at <= as_of)).collect();
    for change in changes {
        if let Some(moment) = moments.get_mut(change.target) {
            *moment = change.becomes_at;
        }
    }
    let entries = plain(events).zip(moments).filter_map(|(entry, moment)| moment.map(|at| Entry { at, ..entry }));
    let mut entries: Vec<Entry<'a>> = entries.collect();
    entries.sort_by_key(|entry| entry.at);
    entries
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
    /// What each correction until a moment changed, in their order: the audit trail. The log is read once for each, and has 100 at most.
    ///
    /// # Errors
    /// As [`standing`](Self::standing).
    #[doc(alias = "nhật ký sửa đổi")]
    pub fn corrections(&self, as_of: NaiveDateTime) -> Result<Vec<Correction>, Error> {
        self.standing(as_of)?;
        // The log holds with all of them; without the later ones it may not, and is read all the same.
        let mut faults = Faults::new(Reading::Lenient);
        let changes = changes(&self.events, as_of, &mut faults)?;
        let standing = |changes: &[Change]| {
            let mut run = Run::new(&self.terms);
            for entry in corrected(&self.events, as_of, changes) {
                if !is_correction(entry.event) && run.step(entry).is_err() {
                    run.step_over(entry);
                }
            }
            run.standing(as_of)
        };
        let mut found = Vec::with_capacity(changes.len());
        let Some(first) = changes.first().map(|_| standing(&[])) else { return Ok(found) };
        let mut before = first;
        for (count, change) in (1..).zip(&changes) {
            let after = standing(changes.get(..count).unwrap_or(&changes));
            found.push(Correction { place: change.place, corrects: change.target, before, after: after.clone() });
            before = after;
        }
        Ok(found)
    }
}
