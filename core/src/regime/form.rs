//! The forms a regime has.

use std::fmt;

use chrono::NaiveDate;

use crate::Regime;
use crate::error::{Error, quote};
use crate::law::{Instrument, Language};
use crate::tables::FORM_KINDS;

/// A form of the one-stop shop (mẫu): the numbered ones of the circulars, and two without a number.
///
/// The same kind may have another number and title under another regime: see [`Regime::form`](crate::Regime::form).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "mẫu phiếu")]
pub enum FormKind {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    AppointmentSlip,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementRequest,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    Refusal,
    /// Phiếu xin lỗi và hẹn lại ngày trả kết quả.
    Apology,
    /// Thông báo dừng giải quyết hồ sơ.
    StopNotice,
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
    ControlSheet,
    /// Sổ theo dõi hồ sơ.
    Register,
    /// Phiếu lấy ý kiến.
    OpinionForm,
    /// Thông báo trả kết quả trước hẹn.
    EarlyReturnNotice,
}

impl FormKind {
    /// Every kind, in the order of the numbers.
    pub const ALL: [Self; 9] = [
        Self::AppointmentSlip,
        Self::SupplementRequest,
        Self::Refusal,
        Self::Apology,
        Self::StopNotice,
        Self::ControlSheet,
        Self::Register,
        Self::OpinionForm,
        Self::EarlyReturnNotice,
    ];

    /// Reads a stable name, as in `appointment_slip`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| Error::OptionUnknown { option: "a form", value: quote(text), known: FORM_KINDS })
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AppointmentSlip => "appointment_slip",
            Self::SupplementRequest => "supplement_request",
            Self::Refusal => "refusal",
            Self::Apology => "apology",
            Self::StopNotice => "stop_notice",
            Self::ControlSheet => "control_sheet",
            Self::Register => "register",
            Self::OpinionForm => "opinion_form",
            Self::EarlyReturnNotice => "early_return_notice",
        }
    }
}

impl Regime {
    /// The form as printed on a day, with the circular it belongs to; none if the regime does not have it.
    ///
    /// Decree 118/2025 is in force from 1 July 2025, the circular with its forms from 15 September 2025. No text says what is printed in
    /// between: it is taken to be the older form of the same kind, where there is one.
    ///
    /// ```
    /// use motcua::{FormKind, Language, Regime};
    /// use chrono::NaiveDate;
    ///
    /// let title = |year, month, day| {
    ///     let on = NaiveDate::from_ymd_opt(year, month, day).unwrap();
    ///     Regime::nd118_2025().form_on(FormKind::ControlSheet, on).unwrap().0.number()
    /// };
    /// assert_eq!((title(2025, 9, 14), title(2025, 9, 15)), (Some("05"), Some("06")));
    /// ```
    #[must_use]
    pub fn form_on(&self, kind: FormKind, date: NaiveDate) -> Option<(&'static FormTitle, &'static Instrument)> {
        let own = self.form(kind)?;
        let (instrument, from) = self.forms_basis();
        let before = || {
            Self::all()
                .iter()
                .rev()
                .filter(|regime| regime.forms_basis().1 <= date)
                .find_map(|regime| regime.form(kind).zip(Some(regime.forms_basis().0)))
        };
        Some(if date < from { before().unwrap_or((own, instrument)) } else { (own, instrument) })
    }
}

impl fmt::Display for FormKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a form is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 148 × 210 mm.
    A5,
    /// 210 × 297 mm.
    A4,
}

impl Paper {
    /// The name of the size.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A5 => "A5",
            Self::A4 => "A4",
        }
    }
}

/// Number, title and paper of a form under one regime.
#[derive(Debug, PartialEq, Eq)]
pub struct FormTitle {
    pub(crate) kind: FormKind,
    pub(crate) number: Option<&'static str>,
    pub(crate) paper: Paper,
    pub(crate) title: [&'static str; 2],
}

impl FormTitle {
    /// Which form.
    #[must_use]
    pub const fn kind(&self) -> FormKind {
        self.kind
    }

    /// Its number, `01` to `07`, if it has one.
    #[must_use]
    pub const fn number(&self) -> Option<&'static str> {
        self.number
    }

    /// What it is printed on.
    #[must_use]
    pub const fn paper(&self) -> Paper {
        self.paper
    }

    /// Its title. The English one is ours; no official translation exists.
    #[must_use]
    pub const fn title(&self, language: Language) -> &'static str {
        let [vi, en] = self.title;
        language.pick(vi, en)
    }
}
