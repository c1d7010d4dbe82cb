//! The opinion form.

use askama::Template;

use super::{Case, Head, Line, Office, cite, no_event, render};
use crate::error::Error;
use crate::law::{Citation, Language};
use crate::regime::{FormKind, Regime};
use crate::tables;

/// Who answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The applicant.
    Citizen,
    /// The office.
    Unit,
}

impl Part {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Unit => "unit",
        }
    }
}

/// One of the nine indicators as a question with three answers, worth 2, 1 and 0 (chỉ số đánh giá).
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "chỉ số đánh giá")]
pub struct Indicator {
    pub(crate) number: u8,
    pub(crate) part: Part,
    pub(crate) question: [&'static str; 2],
    pub(crate) answers: [[&'static str; 3]; 2],
}

impl Indicator {
    /// Every indicator: those a citizen can answer, then those of the office.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        &tables::OPINION_INDICATORS
    }

    /// Its number, 1 to 9.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// Who answers it.
    #[must_use]
    pub const fn part(&self) -> Part {
        self.part
    }

    /// The question.
    #[must_use]
    pub const fn question(&self, language: Language) -> &'static str {
        let [vi, en] = self.question;
        language.pick(vi, en)
    }

    /// The answers worth 2, 1 and 0.
    #[must_use]
    pub const fn answers(&self, language: Language) -> [&'static str; 3] {
        let [vi, en] = self.answers;
        language.pick(vi, en)
    }

    /// The legal basis.
    #[must_use]
    pub fn citation() -> Citation {
        tables::OPINION_INDICATORS_BASIS.citation()
    }
}

/// Where the form is written, and whether that was read for a regime.
pub(super) fn basis(regime: &Regime) -> (Citation, bool) {
    (tables::OPINION_DESIGNED_BY.citation(), tables::OPINION_CONFIRMED_UNDER.contains(&regime.id()))
}

/// The opinion form given out with forms 01, 02 and 03 (Phiếu lấy ý kiến).
///
/// The name of who answers is left out on purpose: it is optional, and stays confidential.
///
/// Legal basis: Circular 01/2018/TT-VPCP Art. 12.2, 12.4 and 13; Decree 61/2018 Art. 27.3.
#[derive(Clone, Debug)]
#[doc(alias = "phiếu lấy ý kiến")]
pub struct OpinionForm {
    /// What every form has at its top.
    pub head: Head,
    /// The nine indicators.
    pub indicators: &'static [Indicator],
    /// Where they and the rules about the form are written: the indicators, the handing out, the confidentiality.
    pub citations: [Citation; 3],
}

impl OpinionForm {
    /// The form that goes with a dossier for which form 01, 02 or 03 was to be given.
    ///
    /// # Errors
    /// `value_missing` before that, or for particulars it cannot do without; those of [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office) -> Result<Self, Error> {
        use crate::EventKind as E;
        case.check_kind(FormKind::OpinionForm)?;
        let gives_form = |kind: &E| matches!(kind, E::Accepted { .. } | E::SupplementRequested { .. } | E::Rejected { .. });
        if !case.events()?.iter().any(|(_, event)| gives_form(&event.kind)) {
            return Err(no_event("accepted", "the opinion form is given out with form 01, 02 or 03"));
        }
        Ok(Self {
            head: Head::new(case, office, FormKind::OpinionForm, case.as_of.date())?,
            indicators: Indicator::all(),
            citations: [Indicator::citation(), tables::OPINION_HANDED_OUT.citation(), tables::OPINION_CONFIDENTIAL.citation()],
        })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let particulars = &self.head.particulars;
        vec![
            Line::new("request", "Thủ tục", &particulars.procedure),
            Line::new("respondent", "Người cho ý kiến (không bắt buộc)", ""),
        ]
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let of = |part| self.indicators.iter().filter(move |indicator| indicator.part == part).collect();
        let [indicators, _, confidential] = &self.citations;
        render(&Page {
            head: &self.head,
            sample,
            above: self.lines(),
            citizen: of(Part::Citizen),
            unit: of(Part::Unit),
            indicators: cite(indicators, self.head.dated_on),
            confidential: cite(confidential, self.head.dated_on),
        })
    }
}

#[derive(Template)]
#[template(path = "form/opinion_form.html")]
struct Page<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    citizen: Vec<&'static Indicator>,
    unit: Vec<&'static Indicator>,
    indicators: String,
    confidential: String,
}
