//! Form 04: the apology.

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};

use super::notice::last;
use super::office::clean;
use super::{Case, Head, Line, Office, cite, no_event, render, words};
use crate::dossier::{Cause, Event, EventKind};
use crate::error::Error;
use crate::law::Citation;
use crate::regime::FormKind;

/// The apology for a late result with the new date (Phiếu xin lỗi và hẹn lại ngày trả kết quả; since 2025 Văn bản xin lỗi và đề nghị gia hạn
/// thời gian giải quyết), form 04.
///
/// It is about the promise that is broken now, and then the reason, the new date and the signature are left to be filled in by hand; or else
/// about the last new date that was set. Of one that was given out already it is the copy, dated the day of issue.
///
/// Legal basis: Decree 61/2018 Art. 19.9.
#[derive(Clone, Debug)]
#[doc(alias = "phiếu xin lỗi và hẹn lại ngày trả kết quả")]
#[doc(alias = "văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết")]
pub struct Apology {
    /// What every form has at its top.
    pub head: Head,
    /// When the dossier was accepted.
    pub received_at: Option<NaiveDateTime>,
    /// The moment promised and not kept.
    pub promised_at: NaiveDateTime,
    /// The written reason.
    pub reason: Option<String>,
    /// The new date.
    pub new_due_on: Option<NaiveDate>,
    /// Who signs for the agency that is late.
    pub signer: Option<String>,
    /// When the result was there, if it came late and no new date is needed.
    pub decided_at: Option<NaiveDateTime>,
    /// The agency that is late and apologises.
    pub responsible: String,
    /// Where the duty is written.
    pub citation: Citation,
}

impl Apology {
    /// The apology of a dossier with a new date, or that is late.
    ///
    /// # Errors
    /// `value_missing` if it is neither, or particulars it cannot do without are empty; those of
    /// [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office) -> Result<Self, Error> {
        case.check_kind(FormKind::Apology)?;
        let standing = case.dossier.standing(case.as_of)?;
        let promises = case.promises()?;
        let new = promises.iter().rposition(|promise| promise.cause() == Cause::Rescheduled);
        let pair = new.and_then(|new| Some((promises.get(new.checked_sub(1)?)?, promises.get(new)?)));
        let is_owed = standing.owes().contains(&FormKind::Apology);
        let due_at = standing.due_at().filter(|_| is_owed || standing.timeliness().is_broken());
        let issued = |event: &Event| matches!(event.kind, EventKind::Issued { form: FormKind::Apology }).then_some(());
        let issued_at = last(case, issued)?.map(|(at, ())| at).filter(|_| !is_owed);
        let (dated_at, promised_at, new) = match (due_at, pair) {
            (Some(due_at), _) => (issued_at.unwrap_or(case.as_of), due_at, None),
            (None, Some((before, new))) => (new.made_at(), before.due_at(), Some(new)),
            (None, None) => return Err(no_event("rescheduled", "an apology is about a result that is late or has a new date")),
        };
        let head = Head::new(case, office, FormKind::Apology, dated_at.date())?;
        let responsible = super::control_sheet::lead_agency(case, &head.particulars, &head.office)?;
        let written = |text: Option<&str>| text.map(clean).filter(|text| !text.is_empty());
        Ok(Self {
            received_at: standing.accepted_at(),
            promised_at,
            reason: written(new.and_then(|new| new.reason())),
            new_due_on: new.map(|new| new.due_on()),
            signer: written(new.and_then(|new| new.signer())),
            decided_at: standing.decided_at().filter(|decided_at| new.is_none() && *decided_at <= dated_at),
            responsible,
            citation: case.regime().reschedule_notice_days().citation(),
            head,
        })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.head.applicant_lines("Kính gửi");
        lines.push(Line::moment("received_at", "Thời gian nhận hồ sơ", self.received_at));
        lines.push(Line::moment("promised_at", "Thời gian hẹn trả kết quả", Some(self.promised_at)));
        lines.push(Line::new("responsible", "Cơ quan, đơn vị giải quyết chậm", &self.responsible));
        lines.push(Line::maybe("reason", "Lý do", &self.reason));
        match self.decided_at {
            Some(at) => lines.push(Line::moment("decided_at", "Đã có kết quả", Some(at))),
            None => {
                let date = self.new_due_on.map(words::long_date).unwrap_or_default();
                lines.push(Line::new("new_due_on", "Hẹn lại ngày trả kết quả", &date));
            }
        }
        lines.push(Line::maybe("signer", "Người ký", &self.signer));
        lines
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let is_printed = |line: &Line| !matches!(line.name, "reason" | "new_due_on" | "decided_at" | "signer" | "responsible");
        render(&Page {
            head: &self.head,
            sample,
            above: self.lines().into_iter().filter(is_printed).collect(),
            form: self,
            new_due: self.new_due_on.map(words::long_date),
            decided: self.decided_at.map(words::long_moment),
            basis: cite(&self.citation, self.head.dated_on),
        })
    }
}

#[derive(Template)]
#[template(path = "form/apology.html")]
struct Page<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    form: &'a Apology,
    new_due: Option<String>,
    decided: Option<String>,
    basis: String,
}
