//! The forms of a one-stop shop: typed data from a dossier's log, and the page to print.
//!
//! Each form is built from a [`Case`], a dossier at a moment with what its log does not hold, and the [`Office`] that gives it out. Numbers
//! and titles are those of the dossier's regime. A form is refused where the log has no such event, so nothing is printed that did not
//! happen. The page is a complete HTML document in Vietnamese, A5 (the register: A4 landscape), without scripts and without anything to
//! load; every value is escaped.
//!
//! ```
//! use motcua::form::{Applicant, AppointmentSlip, Case, Office, Particulars};
//! use motcua::wire::parse_moment;
//! use motcua::{Calendar, Dossier, DossierCode, Event, EventKind, Regime, Terms, TermsOptions, TimeLimit};
//!
//! let limit = TimeLimit::parse("5 ngày làm việc")?;
//! let terms = Terms::new(Regime::nd118_2025(), limit, &Calendar::vietnam(), TermsOptions::default());
//! let at = |text| parse_moment(text).unwrap();
//! let dossier = Dossier::new(terms, vec![
//!     Event::new(at("2026-07-06T08:00"), EventKind::Submitted { channel: None }),
//!     Event::new(at("2026-07-06T08:10"), EventKind::Accepted { competent_agency: None }),
//! ])?;
//!
//! let applicant = Applicant { name: "NGUYỄN VĂN A (mẫu)".into(), ..Applicant::default() };
//! let particulars = Particulars::new(DossierCode::parse("H01.187-260706-0012")?, "Đăng ký khai sinh", applicant);
//! let office = Office { agency: "ỦY BAN NHÂN DÂN XÃ TRIỆU ĐỘ".into(), ..Office::default() };
//! let slip = AppointmentSlip::new(&Case { dossier: &dossier, as_of: at("2026-07-06T09:00"), particulars: &particulars }, &office)?;
//!
//! assert_eq!((slip.head.title.number(), slip.due_at), (Some("01"), Some(at("2026-07-13T17:00"))));
//! assert!(slip.html(true)?.contains("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"));
//! # Ok::<(), motcua::Error>(())
//! ```

mod apology;
mod control_sheet;
mod notice;
mod office;
mod opinion;
mod register;
mod slip;
#[cfg(test)]
mod tests;
mod words;

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};

pub use self::apology::Apology;
pub use self::control_sheet::{ControlRow, ControlSheet, Stage};
pub use self::notice::{EarlyReturnNotice, Refusal, StopNotice, SupplementRequest};
pub use self::office::{Applicant, Office, Officer, Particulars, SubmittedPaper};
pub use self::opinion::{Indicator, OpinionForm, Part};
pub use self::register::{Book, Register, RegisterRow};
pub use self::slip::AppointmentSlip;
use crate::dossier::{Dossier, Event, Promise};
use crate::error::Error;
use crate::law::{Citation, Instrument, Language};
use crate::regime::{FormKind, FormTitle, Regime};

/// A dossier at a moment, with what its log does not hold.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The dossier.
    pub dossier: &'a Dossier,
    /// The moment; events at it count.
    pub as_of: NaiveDateTime,
    /// What the log does not hold.
    pub particulars: &'a Particulars,
}

impl<'a> Case<'a> {
    fn regime(&self) -> &'static Regime {
        self.dossier.terms().regime()
    }

    /// The events that count, in order; fails for a log that breaks a rule.
    fn events(&self) -> Result<Vec<(NaiveDateTime, &'a Event)>, Error> {
        self.dossier.standing(self.as_of)?;
        self.dossier.counted(self.as_of)
    }

    fn promises(&self) -> Result<Vec<Promise>, Error> {
        self.dossier.promises(self.as_of)
    }

    /// Fails if the regime has no such form; asked before anything else.
    fn check_kind(&self, kind: FormKind) -> Result<(), Error> {
        check_kind(self.regime(), kind)
    }
}

fn check_kind(regime: &Regime, kind: FormKind) -> Result<(), Error> {
    regime.form(kind).map(|_| ()).ok_or_else(|| Error::OptionUnknown {
        option: "a form of the dossier's regime",
        value: kind.to_string(),
        known: "those the regime lists",
    })
}

/// Which event a form needs and the log does not have.
fn no_event(name: &str, why: &'static str) -> Error {
    Error::ValueMissing { name: name.to_owned(), why }
}

/// What every form about one dossier has at its top.
#[derive(Clone, Debug)]
pub struct Head {
    /// Number, title and paper.
    pub title: &'static FormTitle,
    /// The circular with the form; for a form without a number, the decree.
    pub instrument: &'static Instrument,
    /// Where the form, or the duty to give it out, is written.
    pub citation: Citation,
    /// Whether its fields were read; those of the younger circular were not.
    pub is_confirmed: bool,
    /// The office, as printed.
    pub office: Office,
    /// What the log does not hold, as printed.
    pub particulars: Particulars,
    /// The day it is dated.
    pub dated_on: NaiveDate,
    qr: String,
}

impl Head {
    fn new(case: &Case<'_>, office: &Office, kind: FormKind, dated_on: NaiveDate) -> Result<Self, Error> {
        let edition = Edition::of(case.regime(), kind, dated_on)?;
        let (office, particulars) = (office.cleaned(case.regime())?, case.particulars.cleaned()?);
        let qr = crate::qr::svg(&office.qr_text(&particulars.code))?;
        let Edition { title, instrument, citation, is_confirmed } = edition;
        Ok(Self { title, instrument, citation, is_confirmed, office, particulars, dated_on, qr })
    }

    /// Who applies for what.
    fn applicant_lines(&self, label: &'static str) -> Vec<Line> {
        let who = &self.particulars.applicant;
        let mut lines = vec![Line::new("applicant", label, &who.name)];
        lines.extend(who.id_number.as_deref().map(|number| Line::new("id_number", "Số định danh/giấy tờ", number)));
        lines.push(Line::maybe("address", "Địa chỉ", &who.address));
        lines.push(Line::maybe("phone", "Số điện thoại", &who.phone));
        lines.push(Line::maybe("email", "E-mail", &who.email));
        lines.extend(self.particulars.owner.as_deref().map(|owner| Line::new("owner", "Chủ hồ sơ", owner)));
        lines.push(Line::new("request", "Nội dung yêu cầu giải quyết", self.particulars.request_or_procedure()));
        lines
    }

    /// Where and how the result is given.
    fn receive_at(&self) -> String {
        let one_stop = || {
            let name = self.office.one_stop_name();
            self.office.address.as_ref().map_or_else(|| name.to_owned(), |address| format!("{name}, {address}"))
        };
        self.particulars.receive_at.clone().unwrap_or_else(one_stop)
    }

    /// The title, in Vietnamese.
    fn title_vi(&self) -> &'static str {
        self.title.title(Language::Vi)
    }

    /// The title as a heading: no line ends within a word of two syllables.
    fn heading(&self) -> String {
        const WORDS: [&str; 11] = [
            "quá trình",
            "từ chối",
            "tiếp nhận",
            "giải quyết",
            "kết quả",
            "hoàn thiện",
            "hồ sơ",
            "đề nghị",
            "thời gian",
            "xin lỗi",
            "hẹn lại",
        ];
        let keep = |title: String, word: &&str| title.replace(*word, &word.replace(' ', "\u{a0}"));
        WORDS.iter().fold(self.title_vi().to_owned(), keep)
    }

    /// Where it is written, in Vietnamese.
    fn basis_vi(&self) -> String {
        cite(&self.citation, self.dated_on)
    }

    /// `Triệu Độ, ngày 06 tháng 07 năm 2026`.
    fn date_line(&self) -> String {
        date_line(&self.office, self.dated_on)
    }
}

fn date_line(office: &Office, on: NaiveDate) -> String {
    let date = words::long_date(on);
    match &office.place {
        Some(place) => format!("{place}, {date}"),
        None => date.replacen('n', "N", 1),
    }
}

/// A form as printed on a day, and where it is written.
struct Edition {
    title: &'static FormTitle,
    instrument: &'static Instrument,
    citation: Citation,
    is_confirmed: bool,
}

impl Edition {
    fn of(regime: &'static Regime, kind: FormKind, on: NaiveDate) -> Result<Self, Error> {
        check_kind(regime, kind)?;
        let (title, circular) = regime.form_on(kind, on).ok_or_else(|| no_event("form", "the regime has no such form"))?;
        let (citation, is_confirmed) = match kind {
            FormKind::OpinionForm => opinion::basis(regime),
            FormKind::EarlyReturnNotice => {
                let provision = regime.early_return_notice();
                (provision.citation(), provision.is_confirmed())
            }
            _ => (Citation::of(circular, None), circular.confidence() != crate::Confidence::Uncertain),
        };
        let instrument = citation.instrument().unwrap_or(circular);
        Ok(Self { title, instrument, citation, is_confirmed })
    }
}

/// One line of a form as printed: what it is called, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The stable name.
    pub name: &'static str,
    /// What is printed in front.
    pub label: &'static str,
    /// What it says; empty where it is left to be filled in by hand.
    pub value: String,
}

impl Line {
    fn new(name: &'static str, label: &'static str, value: &str) -> Self {
        Self { name, label, value: value.to_owned() }
    }

    fn maybe(name: &'static str, label: &'static str, value: &Option<String>) -> Self {
        Self::new(name, label, value.as_deref().unwrap_or_default())
    }

    fn moment(name: &'static str, label: &'static str, at: Option<NaiveDateTime>) -> Self {
        Self { name, label, value: at.map(words::long_moment).unwrap_or_default() }
    }
}

/// Any form about one dossier.
#[derive(Clone, Debug)]
pub enum Form {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    AppointmentSlip(Box<AppointmentSlip>),
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementRequest(Box<SupplementRequest>),
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    Refusal(Box<Refusal>),
    /// Phiếu xin lỗi và hẹn lại ngày trả kết quả.
    Apology(Box<Apology>),
    /// Thông báo dừng giải quyết hồ sơ.
    StopNotice(Box<StopNotice>),
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
    ControlSheet(Box<ControlSheet>),
    /// Phiếu lấy ý kiến.
    OpinionForm(Box<OpinionForm>),
    /// Thông báo trả kết quả trước hẹn.
    EarlyReturnNotice(Box<EarlyReturnNotice>),
}

/// What single forms can be asked beside the case.
#[derive(Clone, Debug, Default)]
pub struct FormOptions {
    /// Of the request to supplement: which round, from 0; the last, if absent.
    pub round: Option<usize>,
    /// Of the control sheet: units with due moments of their own, in order.
    pub stages: Vec<Stage>,
}

impl Form {
    /// The form of a kind.
    ///
    /// # Errors
    /// `option_unknown` for a form the regime does not have, and for the register, which is not about one dossier; `value_missing` where the
    /// log has no event it could be about, or a particular it cannot do without is empty; `value_out_of_range` for an address of lookup that
    /// is not http or https; those of [`Dossier::standing`].
    pub fn new(kind: FormKind, case: &Case<'_>, office: &Office, options: &FormOptions) -> Result<Self, Error> {
        Ok(match kind {
            FormKind::AppointmentSlip => Self::AppointmentSlip(Box::new(AppointmentSlip::new(case, office)?)),
            FormKind::SupplementRequest => {
                Self::SupplementRequest(Box::new(SupplementRequest::new(case, office, options.round)?))
            }
            FormKind::Refusal => Self::Refusal(Box::new(Refusal::new(case, office)?)),
            FormKind::Apology => Self::Apology(Box::new(Apology::new(case, office)?)),
            FormKind::StopNotice => Self::StopNotice(Box::new(StopNotice::new(case, office)?)),
            FormKind::ControlSheet => Self::ControlSheet(Box::new(ControlSheet::new(case, office, &options.stages)?)),
            FormKind::OpinionForm => Self::OpinionForm(Box::new(OpinionForm::new(case, office)?)),
            FormKind::EarlyReturnNotice => Self::EarlyReturnNotice(Box::new(EarlyReturnNotice::new(case, office)?)),
            FormKind::Register => {
                let known = "the forms about one dossier; the register has an operation of its own";
                return Err(Error::OptionUnknown { option: "a form about one dossier", value: kind.to_string(), known });
            }
        })
    }

    /// What it has at its top.
    #[must_use]
    pub fn head(&self) -> &Head {
        match self {
            Self::AppointmentSlip(form) => &form.head,
            Self::SupplementRequest(form) => &form.head,
            Self::Refusal(form) => &form.head,
            Self::Apology(form) => &form.head,
            Self::StopNotice(form) => &form.head,
            Self::ControlSheet(form) => &form.head,
            Self::OpinionForm(form) => &form.head,
            Self::EarlyReturnNotice(form) => &form.head,
        }
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        match self {
            Self::AppointmentSlip(form) => form.lines(),
            Self::SupplementRequest(form) => form.lines(),
            Self::Refusal(form) => form.lines(),
            Self::Apology(form) => form.lines(),
            Self::StopNotice(form) => form.lines(),
            Self::ControlSheet(form) => form.lines(),
            Self::OpinionForm(form) => form.lines(),
            Self::EarlyReturnNotice(form) => form.lines(),
        }
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        match self {
            Self::AppointmentSlip(form) => form.html(sample),
            Self::SupplementRequest(form) => form.html(sample),
            Self::Refusal(form) => form.html(sample),
            Self::Apology(form) => form.html(sample),
            Self::StopNotice(form) => form.html(sample),
            Self::ControlSheet(form) => form.html(sample),
            Self::OpinionForm(form) => form.html(sample),
            Self::EarlyReturnNotice(form) => form.html(sample),
        }
    }
}

fn render(page: &impl Template) -> Result<String, Error> {
    page.render().map_err(|error| Error::RequestInvalid { path: "form".to_owned(), problem: error.to_string() })
}

/// A citation in Vietnamese, as printed on a day.
fn cite(citation: &Citation, on: NaiveDate) -> String {
    citation.text_on(Language::Vi, on)
}
