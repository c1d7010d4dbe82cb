//! Form 01: the receipt with the appointment.

use askama::Template;
use chrono::NaiveDateTime;

use super::{Case, Head, Line, Office, cite, no_event, render, words};
use crate::deadline::{Operation, Step, deadline};
use crate::dossier::{Cause, Promise};
use crate::error::Error;
use crate::law::Citation;
use crate::regime::FormKind;

/// The receipt of a dossier with the appointment for its result (Giấy tiếp nhận hồ sơ và hẹn trả kết quả), form 01.
///
/// It states what was promised at the moment of the case: the first promise, or after a supplement the one that follows from it. A date set
/// anew with an apology is on the apology.
///
/// Legal basis: Decree 61/2018 Art. 17.1c; Decree 118/2025 Art. 17.3.
#[derive(Clone, Debug)]
#[doc(alias = "giấy tiếp nhận hồ sơ và hẹn trả kết quả")]
pub struct AppointmentSlip {
    /// What every form has at its top.
    pub head: Head,
    /// When the dossier was accepted.
    pub received_at: NaiveDateTime,
    /// From when the limit runs; none while it does not run yet.
    pub counted_from: Option<NaiveDateTime>,
    /// The limit, in Vietnamese.
    pub limit: String,
    /// The moment promised; none for a limit without an amount, and before the competent agency received the dossier.
    pub due_at: Option<NaiveDateTime>,
    /// The moment first promised, where a supplement moved it.
    pub first_due_at: Option<NaiveDateTime>,
    /// The agency for which the dossier was received regardless of boundary.
    pub competent_agency: Option<String>,
    /// Why the result is due then, in Vietnamese: what was not counted, what moved the end.
    pub reasons: Vec<String>,
    /// Where that is written.
    pub citations: Vec<Citation>,
    /// Whether a rule of law wants the hour on the slip; it is there in any case.
    pub must_state_hour: bool,
}

impl AppointmentSlip {
    /// The slip of an accepted dossier.
    ///
    /// # Errors
    /// `value_missing` before acceptance and for particulars it cannot do without; those of [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office) -> Result<Self, Error> {
        case.check_kind(FormKind::AppointmentSlip)?;
        let terms = case.dossier.terms();
        let events = case.events()?;
        let accepted = events.iter().find_map(|(at, event)| match &event.kind {
            crate::EventKind::Accepted { competent_agency } => Some((*at, competent_agency)),
            _ => None,
        });
        let (received_at, agency) = accepted.ok_or_else(|| no_event("accepted", "a slip is given for an accepted dossier"))?;
        let promises = case.promises()?;
        let promise = promises.iter().rev().find(|promise| promise.cause() != Cause::Rescheduled);
        let first = promises.first().filter(|first| promise.is_some_and(|promise| promise.due_at() != first.due_at()));
        // A slip after a supplement is dated like the promise on it.
        let dated = first.and(promise).map_or(received_at, Promise::made_at);
        let head = Head::new(case, office, FormKind::AppointmentSlip, dated.date())?;
        let (reasons, citations) = promise.map(|promise| why(case, promise)).transpose()?.unwrap_or_default();
        Ok(Self {
            head,
            received_at,
            counted_from: promise.map(Promise::start),
            limit: words::limit(terms.limit()),
            due_at: promise.map(Promise::due_at),
            first_due_at: first.map(Promise::due_at),
            competent_agency: agency.as_deref().map(super::office::clean),
            reasons,
            citations,
            must_state_hour: terms.counting().cutoff.is_some_and(|cutoff| cutoff.slip_states_hour()),
        })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.above();
        lines.extend(self.below());
        lines
    }

    fn above(&self) -> Vec<Line> {
        self.head.applicant_lines("Tiếp nhận hồ sơ của")
    }

    fn below(&self) -> Vec<Line> {
        let particulars = &self.head.particulars;
        let mut lines = vec![Line::new("sets", "Số lượng hồ sơ", &format!("{:02} bộ", particulars.sets))];
        lines.push(Line::new("limit", "Thời hạn giải quyết theo quy định", &self.limit));
        lines.push(Line::moment("received_at", "Thời gian nhận hồ sơ", Some(self.received_at)));
        if let Some(start) = self.counted_from.filter(|start| *start != self.received_at) {
            lines.push(Line::moment("counted_from", "Thời hạn tính từ", Some(start)));
        }
        if let Some(agency) = &self.competent_agency {
            lines.push(Line::new("competent_agency", "Cơ quan có thẩm quyền giải quyết", agency));
        }
        lines.push(Line::moment("due_at", "Thời gian trả kết quả", self.due_at));
        if let Some(first) = self.first_due_at {
            lines.push(Line::moment("first_due_at", "Đã hẹn lần đầu", Some(first)));
        }
        lines.push(Line::new("receive_at", "Nhận kết quả tại", &self.head.receive_at()));
        lines
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let officer = self.head.particulars.officer.as_ref();
        render(&Page {
            head: &self.head,
            sample,
            above: self.above(),
            below: self.below(),
            form: self,
            basis: self.citations.iter().map(|citation| cite(citation, self.head.dated_on)).collect::<Vec<_>>().join("; "),
            officer: officer.map(|officer| officer.name.as_str()).unwrap_or_default(),
        })
    }
}

/// Why a result is due when it is, and where that is written.
fn why(case: &Case<'_>, promise: &Promise) -> Result<(Vec<String>, Vec<Citation>), Error> {
    let terms = case.dossier.terms();
    let mut citations: Vec<Citation> = promise.citation().cloned().into_iter().collect();
    if promise.cause() == Cause::Pause {
        return Ok((vec!["Đã cộng thời gian tạm dừng giải quyết hồ sơ.".to_owned()], citations));
    }
    let counted = deadline(promise.start(), terms.limit(), terms.calendar(), terms.counting())?;
    let decides = |step: &&Step| {
        let operation = step.operation();
        matches!(operation, Operation::LeaveOutFirstDay | Operation::CutOff | Operation::RollForward | Operation::SameDay)
    };
    for citation in counted.steps().iter().filter(decides).flat_map(Step::citations) {
        if !citations.contains(citation) {
            citations.push(citation.clone());
        }
    }
    let restarts = promise.cause() == Cause::Restart;
    let first_day = if restarts { "ngày nhận đủ hồ sơ" } else { "ngày tiếp nhận" };
    let mut reasons = words::reasons(&counted, first_day);
    if restarts {
        reasons.insert(0, "Hồ sơ đã được bổ sung đầy đủ: thời hạn được tính lại từ đầu.".to_owned());
    }
    Ok((reasons, citations))
}

#[derive(Template)]
#[template(path = "form/appointment_slip.html")]
struct Page<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    below: Vec<Line>,
    form: &'a AppointmentSlip,
    basis: String,
    officer: &'a str,
}
