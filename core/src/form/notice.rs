//! Forms 02, 03 and 05, and the notice of an early result: letters about one event.

use askama::Template;
use chrono::NaiveDateTime;

use super::office::clean;
use super::{Case, Head, Line, Office, cite, no_event, render, words};
use crate::dossier::{Event, EventKind, Round, State};
use crate::error::Error;
use crate::law::Citation;
use crate::regime::{FormKind, SupplementPolicy};
use crate::timeliness::Timeliness;

/// The request to supplement or complete a dossier (Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ), form 02.
///
/// Legal basis: Decree 61/2018 Art. 17.1a and 19.4; Decree 118/2025 Art. 17.2a.
#[derive(Clone, Debug)]
#[doc(alias = "phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")]
pub struct SupplementRequest {
    /// What every form has at its top.
    pub head: Head,
    /// Which request it is, from 0.
    pub round: usize,
    /// When it was asked for.
    pub requested_at: NaiveDateTime,
    /// What is to be supplemented, in order.
    pub items: Vec<String>,
    /// The written reason.
    pub reason: String,
    /// Whether the dossier had been accepted.
    pub after_acceptance: bool,
    /// What the supplement does to the limit, where it does anything.
    pub policy: Option<SupplementPolicy>,
    /// Where that is written, unless the caller chose the policy.
    pub citation: Option<Citation>,
}

impl SupplementRequest {
    /// The request of a round, from 0; the last one, if absent.
    ///
    /// # Errors
    /// `value_missing` if there is no such round, it lists nothing, or particulars it cannot do without are empty; those of
    /// [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office, round: Option<usize>) -> Result<Self, Error> {
        case.check_kind(FormKind::SupplementRequest)?;
        case.events()?;
        let rounds = case.dossier.rounds(case.as_of)?;
        let round = round.unwrap_or(rounds.len().saturating_sub(1));
        let Some(Round { requested_at, reason, items, after_acceptance, .. }) = rounds.into_iter().nth(round) else {
            return Err(no_event("supplement_requested", "the log has no such request to supplement"));
        };
        let items: Vec<String> = items.iter().map(|item| clean(item)).filter(|item| !item.is_empty()).collect();
        if items.is_empty() {
            return Err(no_event("items", "a request to supplement lists what is missing"));
        }
        let terms = case.dossier.terms();
        let policy = Some(terms.supplement_policy()).filter(|_| after_acceptance);
        let own = case.regime().supplement_policy();
        let head = Head::new(case, office, FormKind::SupplementRequest, requested_at.date())?;
        let citation = policy.filter(|policy| *policy == own.value() && own.is_confirmed()).map(|_| own.citation());
        Ok(Self { head, round, requested_at, items, reason: clean(&reason), after_acceptance, policy, citation })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.above();
        lines.push(Line::new("items", "Nội dung cần bổ sung, hoàn thiện", &self.items.join("; ")));
        lines.push(Line::new("reason", "Lý do", &self.reason));
        lines.push(Line::moment("requested_at", "Thời điểm yêu cầu", Some(self.requested_at)));
        lines
    }

    fn above(&self) -> Vec<Line> {
        self.head.applicant_lines("Hồ sơ của")
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let effect = self.policy.map(|policy| match policy {
            SupplementPolicy::Restart => "Thời hạn giải quyết được tính lại từ đầu kể từ khi hồ sơ được bổ sung đầy đủ",
            SupplementPolicy::Pause => "Thời gian chờ bổ sung không tính vào thời hạn giải quyết",
        });
        let contact = Contact::new(&self.head);
        let basis = self.citation.as_ref().map(|citation| cite(citation, self.head.dated_on));
        render(&SupplementPage { head: &self.head, sample, above: self.above(), form: self, effect, basis, contact })
    }
}

/// Whom to ask: the officer, or the office.
struct Contact {
    who: String,
    phone: String,
}

impl Contact {
    fn new(head: &Head) -> Self {
        let officer = head.particulars.officer.as_ref().filter(|officer| !officer.name.is_empty());
        let title = |title: &Option<String>| title.as_deref().map(|title| format!(", {title}")).unwrap_or_default();
        let who = officer.map(|officer| format!("{}{}", officer.name, title(&officer.title)));
        let phone = officer.and_then(|officer| officer.phone.clone()).or_else(|| head.office.phone.clone());
        Self { who: who.unwrap_or_else(|| head.office.one_stop_name().to_owned()), phone: phone.unwrap_or_default() }
    }
}

#[derive(Template)]
#[template(path = "form/supplement_request.html")]
struct SupplementPage<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    form: &'a SupplementRequest,
    effect: Option<&'static str>,
    basis: Option<String>,
    contact: Contact,
}

/// The refusal to handle a dossier (Phiếu từ chối tiếp nhận giải quyết hồ sơ), form 03.
///
/// Legal basis: Decree 61/2018 Art. 17.1b and 19.8; Decree 63/2010 Art. 18.5.
#[derive(Clone, Debug)]
#[doc(alias = "phiếu từ chối tiếp nhận giải quyết hồ sơ")]
pub struct Refusal {
    /// What every form has at its top.
    pub head: Head,
    /// When it was refused.
    pub refused_at: NaiveDateTime,
    /// The written reason.
    pub reason: String,
    /// When the dossier had been accepted; none if it was refused at once.
    pub accepted_at: Option<NaiveDateTime>,
}

impl Refusal {
    /// The refusal of a dossier that was refused.
    ///
    /// # Errors
    /// `value_missing` if it was not, or particulars it cannot do without are empty; those of [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office) -> Result<Self, Error> {
        case.check_kind(FormKind::Refusal)?;
        let reason = |event: &Event| match &event.kind {
            EventKind::Rejected { reason } => Some(clean(reason)),
            _ => None,
        };
        let found = last(case, reason)?;
        let (refused_at, reason) = found.ok_or_else(|| no_event("rejected", "a refusal is given for a refused dossier"))?;
        let accepted_at = case.dossier.standing(case.as_of)?.accepted_at();
        Ok(Self { head: Head::new(case, office, FormKind::Refusal, refused_at.date())?, refused_at, reason, accepted_at })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.above();
        lines.push(Line::new("reason", "Lý do", &self.reason));
        lines
    }

    fn above(&self) -> Vec<Line> {
        let mut lines = self.head.applicant_lines("Hồ sơ của");
        if self.accepted_at.is_some() {
            lines.push(Line::moment("received_at", "Thời gian nhận hồ sơ", self.accepted_at));
        }
        lines
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let contact = Contact::new(&self.head);
        render(&RefusalPage { head: &self.head, sample, above: self.above(), form: self, contact })
    }
}

#[derive(Template)]
#[template(path = "form/refusal.html")]
struct RefusalPage<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    form: &'a Refusal,
    contact: Contact,
}

/// The notice that handling has stopped for good (Thông báo dừng giải quyết hồ sơ), form 05 from 2025 on.
///
/// Legal basis: Circular 03/2025/TT-VPCP; its fields were not read.
#[derive(Clone, Debug)]
#[doc(alias = "thông báo dừng giải quyết hồ sơ")]
pub struct StopNotice {
    /// What every form has at its top.
    pub head: Head,
    /// When handling stopped.
    pub stopped_at: NaiveDateTime,
    /// The written reason.
    pub reason: String,
    /// When the dossier had been accepted.
    pub received_at: Option<NaiveDateTime>,
}

impl StopNotice {
    /// The notice of a dossier that was stopped.
    ///
    /// # Errors
    /// `option_unknown` under a regime without the form; `value_missing` if the dossier was not stopped, or particulars it cannot do without
    /// are empty; those of [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office) -> Result<Self, Error> {
        case.check_kind(FormKind::StopNotice)?;
        let reason = |event: &Event| match &event.kind {
            EventKind::Stopped { reason } => Some(clean(reason)),
            _ => None,
        };
        let found = last(case, reason)?;
        let (stopped_at, reason) = found.ok_or_else(|| no_event("stopped", "the notice is given when handling has stopped"))?;
        let received_at = case.dossier.standing(case.as_of)?.accepted_at();
        Ok(Self { head: Head::new(case, office, FormKind::StopNotice, stopped_at.date())?, stopped_at, reason, received_at })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.above();
        lines.push(Line::moment("stopped_at", "Dừng giải quyết từ", Some(self.stopped_at)));
        lines.push(Line::new("reason", "Lý do", &self.reason));
        lines
    }

    fn above(&self) -> Vec<Line> {
        let mut lines = self.head.applicant_lines("Kính gửi");
        lines.push(Line::moment("received_at", "Thời gian nhận hồ sơ", self.received_at));
        lines
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let contact = Contact::new(&self.head);
        let when = words::long_moment(self.stopped_at);
        render(&StopPage { head: &self.head, sample, above: self.above(), form: self, when, contact })
    }
}

#[derive(Template)]
#[template(path = "form/stop_notice.html")]
struct StopPage<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    form: &'a StopNotice,
    when: String,
    contact: Contact,
}

/// The notice that a result can be collected before the day promised (Thông báo trả kết quả trước hẹn).
///
/// Legal basis: Decree 61/2018 Art. 20.4.
#[derive(Clone, Debug)]
#[doc(alias = "thông báo trả kết quả trước hẹn")]
pub struct EarlyReturnNotice {
    /// What every form has at its top.
    pub head: Head,
    /// When the dossier was accepted.
    pub received_at: Option<NaiveDateTime>,
    /// The moment promised.
    pub due_at: NaiveDateTime,
    /// When the result was there.
    pub ready_at: NaiveDateTime,
}

impl EarlyReturnNotice {
    /// The notice of a result that is there early. It is dated the day it was given out, if the log says so, and else the day of the case.
    ///
    /// # Errors
    /// `value_missing` if no result is there early, or particulars it cannot do without are empty; those of
    /// [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office) -> Result<Self, Error> {
        case.check_kind(FormKind::EarlyReturnNotice)?;
        let standing = case.dossier.standing(case.as_of)?;
        let is_early = standing.timeliness() == Timeliness::Early;
        let is_there = matches!(standing.state(), State::ResultReady | State::Returned);
        let ready = standing.decided_at().zip(standing.due_at()).filter(|_| is_early && is_there);
        let (ready_at, due_at) =
            ready.ok_or_else(|| no_event("result_ready", "the notice is about a result that is there early"))?;
        let issued = |event: &Event| matches!(event.kind, EventKind::Issued { form: FormKind::EarlyReturnNotice }).then_some(());
        let dated = last(case, issued)?.map_or(case.as_of, |(at, ())| at);
        let head = Head::new(case, office, FormKind::EarlyReturnNotice, dated.date())?;
        Ok(Self { head, received_at: standing.accepted_at(), due_at, ready_at })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = self.head.applicant_lines("Kính gửi");
        lines.push(Line::moment("received_at", "Thời gian nhận hồ sơ", self.received_at));
        lines.push(Line::moment("due_at", "Thời gian hẹn trả kết quả", Some(self.due_at)));
        lines.push(Line::moment("ready_at", "Đã có kết quả", Some(self.ready_at)));
        lines
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        render(&EarlyPage {
            head: &self.head,
            sample,
            above: self.lines(),
            due: words::short_date(self.due_at.date()),
            place: self.head.receive_at(),
            contact: Contact::new(&self.head),
        })
    }
}

#[derive(Template)]
#[template(path = "form/early_return_notice.html")]
struct EarlyPage<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    due: String,
    place: String,
    contact: Contact,
}

/// The last event of a kind, with what is taken from it.
pub(super) fn last<T>(case: &Case<'_>, take: impl Fn(&Event) -> Option<T>) -> Result<Option<(NaiveDateTime, T)>, Error> {
    Ok(case.events()?.into_iter().rev().find_map(|(at, event)| Some((at, take(event)?))))
}
