//! What the log of a dossier says.

use chrono::NaiveDateTime;

use super::facts::{CaseFacts, UnitTime};
use crate::dossier::{Dossier, EventKind, Standing};
use crate::error::{Error, quote};
use crate::regime::FormKind;
use crate::timeliness::Timeliness;

/// What the total time is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Against {
    /// The limit prescribed, stops included: a date set anew moves nothing.
    #[default]
    Prescribed,
    /// The date promised last.
    Promise,
}

impl Against {
    /// Reads `prescribed` or `promise`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "prescribed" => Ok(Self::Prescribed),
            "promise" => Ok(Self::Promise),
            _ => Err(Error::OptionUnknown { option: "a time to compare with", value: quote(text), known: "prescribed, promise" }),
        }
    }
}

/// By when a unit had to be done with a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageDue {
    /// The unit, named as in the log; `one_stop` for the one-stop unit.
    pub unit: String,
    /// By when.
    pub due_at: NaiveDateTime,
}

/// The facts a log holds, how the dossier stands, and the officers who handled it, in the order in which they had it.
///
/// The total time is that of the result, or of a refusal after acceptance; before, there is none. A unit with a stage is compared with it
/// when it handed the dossier on. Without stages, a dossier that only one unit had took that unit's time in all; of several nothing is known.
/// Contacts are the requests to supplement that were not the applicant's fault.
///
/// # Errors
/// Those of [`Dossier::standing`].
pub fn read_dossier(
    dossier: &Dossier,
    as_of: NaiveDateTime,
    against: Against,
    stages: &[StageDue],
) -> Result<(CaseFacts, Standing, Vec<String>), Error> {
    let standing = dossier.standing(as_of)?;
    let total_time = match against {
        Against::Prescribed if standing.reschedules() > 0 => without_new_dates(dossier).standing(as_of)?.timeliness(),
        _ => standing.timeliness(),
    };
    let custody = dossier.custody(as_of)?;
    let is_done = standing.decided_at().is_some();
    let mut unit_times = Vec::new();
    for stage in stages {
        let held = custody.iter().find(|holding| holding.unit() == stage.unit);
        let Some(until) = held.and_then(|holding| holding.until().or(standing.decided_at())) else { continue };
        let order = standing.level().compare(until, stage.due_at);
        let time = match order {
            std::cmp::Ordering::Less => Timeliness::Early,
            std::cmp::Ordering::Equal => Timeliness::OnTime,
            std::cmp::Ordering::Greater => Timeliness::Late,
        };
        unit_times.push(UnitTime { unit: stage.unit.clone(), time });
    }
    if let [only, rest @ ..] = custody.as_slice()
        && stages.is_empty()
        && rest.iter().all(|holding| holding.unit() == only.unit())
    {
        unit_times.push(UnitTime { unit: only.unit().to_owned(), time: total_time });
    }
    let mut officers: Vec<String> = Vec::new();
    for officer in custody.iter().filter_map(|holding| holding.officer()) {
        if !officers.iter().any(|known| known == officer) {
            officers.push(officer.to_owned());
        }
    }
    let contacts = is_done.then(|| standing.journeys());
    let facts = CaseFacts { total_time: is_done.then_some(total_time), unit_times, contacts, ..CaseFacts::default() };
    Ok((facts, standing, officers))
}

/// The same log with each new date taken for the apology it is. Places stay, so that corrections find what they correct.
fn without_new_dates(dossier: &Dossier) -> Dossier {
    let mut events = dossier.events().to_vec();
    for event in &mut events {
        if matches!(event.kind, EventKind::Rescheduled { .. }) {
            event.kind = EventKind::Issued { form: FormKind::Apology };
        }
    }
    Dossier::lenient(dossier.terms().clone(), events)
}
