//! One event of a dossier.

use serde::Deserialize;

use super::super::{parse_date, parse_moment};
use crate::dossier::{Channel, Event, EventKind, SuspensionReason};
use crate::error::{Error, is_written, missing, quote};
use crate::regime::FormKind;

/// One event. Which fields belong to which kind is with [`EventKind`]; `reason`, `signer`, `officer` and `backup` may stand with any.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventShape {
    /// When.
    pub at: String,
    /// What.
    pub kind: String,
    /// Of `submitted`: `counter`, `online`, `post`, `kiosk` or `assisted`.
    pub channel: Option<String>,
    /// Of `accepted`: the agency for which it was received regardless of boundary.
    pub competent_agency: Option<String>,
    /// The written reason; of `suspended` one of four names.
    pub reason: Option<String>,
    /// Of `supplement_requested`: what is missing.
    pub items: Option<Vec<String>>,
    /// Of `supplement_requested`: whether the applicant is at fault.
    pub applicant_fault: Option<bool>,
    /// Of `handed_over`: the unit.
    pub to: Option<String>,
    /// Of `rescheduled`: the new date.
    pub new_due_on: Option<String>,
    /// Who signed.
    pub signer: Option<String>,
    /// Of `issued`: the form.
    pub form: Option<String>,
    /// Of `corrected`: which event, from 0.
    pub event: Option<usize>,
    /// Of `corrected`: when it really happened.
    pub becomes_at: Option<String>,
    /// Who answers for it from here on.
    pub officer: Option<String>,
    /// Who stands in.
    pub backup: Option<String>,
}

impl EventShape {
    /// The event.
    ///
    /// # Errors
    /// `event_unknown`, `date_invalid`, `option_unknown`, `value_missing` for a field its kind cannot do without, `field_unknown` for one
    /// its kind does not have.
    pub fn build(&self) -> Result<Event, Error> {
        let kind = self.kind()?;
        self.refuse_foreign(&kind)?;
        let boxed = |text: &Option<String>| text.as_deref().map(Into::into);
        Ok(Event { at: parse_moment(&self.at)?, kind, officer: boxed(&self.officer), backup: boxed(&self.backup) })
    }

    fn kind(&self) -> Result<EventKind, Error> {
        let reason = || self.reason.as_deref().unwrap_or_default().into();
        let signer = || self.signer.as_deref().unwrap_or_default().into();
        Ok(match self.kind.as_str() {
            "submitted" => EventKind::Submitted { channel: self.channel.as_deref().map(Channel::parse).transpose()? },
            "delivered" => EventKind::Delivered,
            "accepted" => EventKind::Accepted { competent_agency: self.competent_agency.as_deref().map(Into::into) },
            "arrived" => EventKind::Arrived,
            "rejected" => EventKind::Rejected { reason: reason() },
            "supplement_requested" => EventKind::SupplementRequested {
                reason: reason(),
                items: self.items.iter().flatten().map(|item| item.as_str().into()).collect(),
                applicant_fault: self.applicant_fault.unwrap_or_default(),
            },
            "supplement_received" => EventKind::SupplementReceived,
            "suspended" => {
                let reason = self.reason.as_deref().filter(|reason| !reason.trim().is_empty());
                EventKind::Suspended { reason: reason.map(SuspensionReason::parse).transpose()? }
            }
            "resumed" => EventKind::Resumed,
            "handed_over" => EventKind::HandedOver { to: needed(self.to.as_deref(), "to", "the unit that takes over")?.into() },
            "rescheduled" => {
                let date = self.new_due_on.as_deref().ok_or_else(|| missing("new_due_on", "the new date"))?;
                EventKind::Rescheduled { new_due_on: parse_date(date)?, reason: reason(), signer: signer() }
            }
            "issued" => {
                let form = needed(self.form.as_deref(), "form", "which form was given")?;
                EventKind::Issued { form: FormKind::parse(form)? }
            }
            "result_ready" => EventKind::ResultReady,
            "returned" => EventKind::Returned,
            "withdrawn" => EventKind::Withdrawn,
            "stopped" => EventKind::Stopped { reason: reason() },
            "assigned" => EventKind::Assigned,
            "corrected" => EventKind::Corrected {
                event: self.event.ok_or_else(|| missing("event", "which event is corrected"))?,
                becomes_at: self.becomes_at.as_deref().map(parse_moment).transpose()?,
                reason: reason(),
                signer: signer(),
            },
            _ => return Err(Error::EventUnknown { kind: quote(&self.kind), of: "a dossier" }),
        })
    }

    /// Refuses what would change the meaning of another kind and be lost here.
    fn refuse_foreign(&self, kind: &EventKind) -> Result<(), Error> {
        let given = [
            ("channel", self.channel.is_some(), matches!(kind, EventKind::Submitted { .. })),
            ("competent_agency", self.competent_agency.is_some(), matches!(kind, EventKind::Accepted { .. })),
            ("items", self.items.is_some(), matches!(kind, EventKind::SupplementRequested { .. })),
            ("applicant_fault", self.applicant_fault.is_some(), matches!(kind, EventKind::SupplementRequested { .. })),
            ("to", self.to.is_some(), matches!(kind, EventKind::HandedOver { .. })),
            ("new_due_on", self.new_due_on.is_some(), matches!(kind, EventKind::Rescheduled { .. })),
            ("form", self.form.is_some(), matches!(kind, EventKind::Issued { .. })),
            ("event", self.event.is_some(), matches!(kind, EventKind::Corrected { .. })),
            ("becomes_at", self.becomes_at.is_some(), matches!(kind, EventKind::Corrected { .. })),
        ];
        match given.into_iter().find(|(_, given, own)| *given && !own) {
            Some((name, ..)) => Err(Error::FieldUnknown { path: name.to_owned() }),
            None => Ok(()),
        }
    }
}

pub(super) fn needed<'a>(value: Option<&'a str>, name: &str, why: &'static str) -> Result<&'a str, Error> {
    value.filter(|value| is_written(value)).ok_or_else(|| missing(name, why))
}
