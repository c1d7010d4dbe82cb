//! The decrees a one-stop shop works under: dated sets of limits, counts, forms and competent bodies.

mod form;

use chrono::NaiveDate;

pub use self::form::{FormKind, FormTitle, Paper};
use crate::error::{Error, quote};
use crate::law::{Citation, Confidence, Instrument, Language, Rule};
use crate::tables;

/// A regime (chế độ pháp lý): what one decree on one-stop shops and its circulars prescribe.
///
/// A dossier keeps the regime in force when it was received. Every value carries its article and how sure it is; where the text of the
/// younger decree was not read, the value is a parameter, [`Provision::is_confirmed`] says so, and so does each result that rests on it.
///
/// ```
/// use motcua::{Language, Regime};
/// use chrono::NaiveDate;
///
/// let regime = Regime::on(NaiveDate::from_ymd_opt(2025, 6, 30).unwrap())?;
/// assert_eq!(regime.id(), "nd61_2018");
/// let once = regime.max_reschedules();
/// assert_eq!((once.value(), once.is_confirmed()), (Some(1), true));
/// assert_eq!(once.citation().text(Language::En), "Decree 61/2018/NĐ-CP, Art. 19.9");
///
/// let later = Regime::on(NaiveDate::from_ymd_opt(2025, 7, 1).unwrap())?;
/// assert!(!later.max_reschedules().is_confirmed());
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "nghị định một cửa")]
pub struct Regime {
    pub(crate) id: &'static str,
    pub(crate) from: NaiveDate,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) instrument: &'static Instrument,
    pub(crate) one_stop: [&'static str; 2],
    pub(crate) clock_start: Provision<()>,
    pub(crate) post_filing: Provision<()>,
    pub(crate) boundary_free_start: Provision<()>,
    pub(crate) intake_supplement: Provision<()>,
    pub(crate) intake_refusal: Provision<()>,
    pub(crate) online_hand_over: Provision<()>,
    pub(crate) while_you_wait: Provision<()>,
    pub(crate) supplement_policy: Provision<SupplementPolicy>,
    pub(crate) supplement_notice_working_days: Provision<u32>,
    pub(crate) max_supplements: Provision<Option<u32>>,
    pub(crate) max_journeys: Provision<Option<u32>>,
    pub(crate) refusal_in_term: Provision<()>,
    pub(crate) max_reschedules: Provision<Option<u32>>,
    pub(crate) reschedule_notice_days: Provision<u32>,
    pub(crate) early_return_notice: Provision<()>,
    pub(crate) stop_notice: Provision<bool>,
    pub(crate) forms_basis: &'static Instrument,
    pub(crate) forms_from: NaiveDate,
    pub(crate) forms: &'static [FormTitle],
    pub(crate) amendments: &'static [Amendment],
    pub(crate) bodies: &'static [Body],
}

impl Regime {
    /// Decree 61/2018, for dossiers received from 21 June 2018 to 30 June 2025.
    #[must_use]
    pub const fn nd61_2018() -> &'static Self {
        &tables::ND61_2018
    }

    /// Decree 118/2025 as amended in 2025 and 2026, for dossiers received from 1 July 2025 on.
    #[must_use]
    pub const fn nd118_2025() -> &'static Self {
        &tables::ND118_2025
    }

    /// Every regime, the oldest first.
    #[must_use]
    pub const fn all() -> &'static [&'static Self] {
        &tables::REGIMES
    }

    /// The regime in force on a day of receipt.
    ///
    /// # Errors
    /// `date_out_of_range` before the first regime known.
    pub fn on(date: NaiveDate) -> Result<&'static Self, Error> {
        let holds = |regime: &&&Self| regime.from <= date && regime.until.is_none_or(|until| date <= until);
        Self::all().iter().find(holds).copied().ok_or_else(|| Error::DateOutOfRange {
            what: "a regime for",
            value: date.to_string(),
            first: Self::nd61_2018().from,
            last: crate::tables::LAST_DAY,
        })
    }

    /// The regime of a stable name, `nd61_2018` or `nd118_2025`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(id: &str) -> Result<&'static Self, Error> {
        Self::all().iter().find(|regime| regime.id == id).copied().ok_or_else(|| Error::OptionUnknown {
            option: "a regime",
            value: quote(id),
            known: tables::REGIME_IDS,
        })
    }

    /// The stable name.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// First and last day of receipt it governs, both included; no last day while it is in force.
    #[must_use]
    pub const fn in_force(&self) -> (NaiveDate, Option<NaiveDate>) {
        (self.from, self.until)
    }

    /// The decree.
    #[must_use]
    pub const fn instrument(&self) -> &'static Instrument {
        self.instrument
    }

    /// What it calls the one-stop shop.
    #[must_use]
    pub const fn one_stop_name(&self, language: Language) -> &'static str {
        let [vi, en] = self.one_stop;
        language.pick(vi, en)
    }

    /// From when the time limit runs.
    #[must_use]
    pub const fn clock_start(&self) -> &Provision<()> {
        &self.clock_start
    }

    /// A dossier sent by post is filed, and its limit runs, from the signed record of the hand-over.
    #[must_use]
    pub const fn post_filing(&self) -> &Provision<()> {
        &self.post_filing
    }

    /// After boundary-free reception the limit runs from receipt by the competent agency.
    #[must_use]
    pub const fn boundary_free_start(&self) -> &Provision<()> {
        &self.boundary_free_start
    }

    /// At intake an incomplete dossier is given back with a written request that names all that is missing.
    #[must_use]
    pub const fn intake_supplement(&self) -> &Provision<()> {
        &self.intake_supplement
    }

    /// At intake a dossier is refused in writing, with the reason.
    #[must_use]
    pub const fn intake_refusal(&self) -> &Provision<()> {
        &self.intake_refusal
    }

    /// Data that came online are handed over at once.
    #[must_use]
    pub const fn online_hand_over(&self) -> &Provision<()> {
        &self.online_hand_over
    }

    /// A result due at once needs no appointment slip unless the applicant asks for one.
    #[must_use]
    pub const fn while_you_wait(&self) -> &Provision<()> {
        &self.while_you_wait
    }

    /// What a supplement after acceptance does to the time limit.
    #[must_use]
    pub const fn supplement_policy(&self) -> &Provision<SupplementPolicy> {
        &self.supplement_policy
    }

    /// Within how many working days of reception a supplement must be asked for.
    #[must_use]
    pub const fn supplement_notice_working_days(&self) -> &Provision<u32> {
        &self.supplement_notice_working_days
    }

    /// How often an accepted dossier may be sent back for a supplement; `None` where no limit is known.
    #[must_use]
    pub const fn max_supplements(&self) -> &Provision<Option<u32>> {
        &self.max_supplements
    }

    /// How often nobody may be made to come back more than for one case, unless by fault of the applicant.
    #[must_use]
    pub const fn max_journeys(&self) -> &Provision<Option<u32>> {
        &self.max_journeys
    }

    /// A refusal after examination is due within the original time limit.
    #[must_use]
    pub const fn refusal_in_term(&self) -> &Provision<()> {
        &self.refusal_in_term
    }

    /// How often the return date may be set anew.
    #[must_use]
    pub const fn max_reschedules(&self) -> &Provision<Option<u32>> {
        &self.max_reschedules
    }

    /// How many calendar days before the due date, at the latest, the apology and the request for a new date are sent.
    #[must_use]
    pub const fn reschedule_notice_days(&self) -> &Provision<u32> {
        &self.reschedule_notice_days
    }

    /// A result is returned early only after notice to the applicant.
    #[must_use]
    pub const fn early_return_notice(&self) -> &Provision<()> {
        &self.early_return_notice
    }

    /// Whether stopping a dossier calls for a notice.
    #[must_use]
    pub const fn stop_notice(&self) -> &Provision<bool> {
        &self.stop_notice
    }

    /// The forms it has, in the order of their numbers, then those without one.
    #[must_use]
    pub const fn forms(&self) -> &'static [FormTitle] {
        self.forms
    }

    /// Number, title and paper of a form, if the regime has it.
    #[must_use]
    pub fn form(&self, kind: FormKind) -> Option<&'static FormTitle> {
        self.forms.iter().find(|form| form.kind == kind)
    }

    /// The circular with the forms, and the first day it was in force.
    #[must_use]
    pub const fn forms_basis(&self) -> (&'static Instrument, NaiveDate) {
        (self.forms_basis, self.forms_from)
    }

    /// The decrees that changed it, the oldest first.
    ///
    /// ```
    /// use motcua::Regime;
    ///
    /// let unread = Regime::nd118_2025().amendments().iter().find(|amendment| !amendment.is_confirmed()).unwrap();
    /// assert_eq!(unread.instrument().number(), Some("367/2025/NĐ-CP"));
    /// ```
    #[must_use]
    pub const fn amendments(&self) -> &'static [Amendment] {
        self.amendments
    }

    /// Who does what, whenever: of each role the oldest entry first.
    #[must_use]
    pub const fn all_bodies(&self) -> &'static [Body] {
        self.bodies
    }

    /// Who does what on a date: of each role the newest entry in force.
    #[must_use]
    pub fn bodies(&self, date: NaiveDate) -> Vec<&'static Body> {
        let begun: Vec<_> = self.bodies.iter().filter(|body| body.from <= date).collect();
        let newest = |body: &&&Body| !begun.iter().any(|other| other.role == body.role && other.from > body.from);
        begun.iter().filter(newest).copied().collect()
    }
}

/// One value a regime prescribes, with its article.
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "quy định")]
pub struct Provision<T> {
    pub(crate) value: T,
    pub(crate) rule: Rule,
}

impl<T: Copy> Provision<T> {
    /// The value.
    #[must_use]
    pub const fn value(&self) -> T {
        self.value
    }
}

impl<T> Provision<T> {
    /// The stable name, as in `max_reschedules`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.rule.id()
    }

    /// Where it is written; only the instrument where the article was not read.
    #[must_use]
    pub fn citation(&self) -> Citation {
        self.rule.citation()
    }

    /// Whether its text is known. If not, the value is a default and the caller may know better.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.rule.confidence() != Confidence::Uncertain
    }
}

/// What a supplement after acceptance does to the time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SupplementPolicy {
    /// Once the dossier is complete the full limit runs again (Decree 61/2018, Art. 19.4).
    Restart,
    /// The time in between is added, as much software does.
    Pause,
}

impl SupplementPolicy {
    /// Reads `restart` or `pause`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "restart" => Ok(Self::Restart),
            "pause" => Ok(Self::Pause),
            _ => Err(Error::OptionUnknown { option: "a supplement policy", value: quote(text), known: "restart, pause" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Restart => "restart",
            Self::Pause => "pause",
        }
    }
}

/// A decree that changed a regime (nghị định sửa đổi, bổ sung).
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "sửa đổi, bổ sung")]
pub struct Amendment {
    pub(crate) instrument: &'static Instrument,
    pub(crate) from: NaiveDate,
    pub(crate) confidence: Confidence,
}

impl Amendment {
    /// The decree.
    #[must_use]
    pub const fn instrument(&self) -> &'static Instrument {
        self.instrument
    }

    /// Its first day in force.
    #[must_use]
    pub const fn from(&self) -> NaiveDate {
        self.from
    }

    /// Whether what it changed was read.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.confidence != Confidence::Uncertain
    }
}

/// A body competent under a regime (cơ quan có thẩm quyền).
#[derive(Debug, PartialEq, Eq)]
#[doc(alias = "cơ quan có thẩm quyền")]
pub struct Body {
    pub(crate) role: &'static str,
    pub(crate) from: NaiveDate,
    pub(crate) name: [&'static str; 2],
    pub(crate) rule: Rule,
}

impl Body {
    /// The stable name of what it does, as in `head_of_one_stop`.
    #[must_use]
    pub const fn role(&self) -> &'static str {
        self.role
    }

    /// Since when.
    #[must_use]
    pub const fn from(&self) -> NaiveDate {
        self.from
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self, language: Language) -> &'static str {
        let [vi, en] = self.name;
        language.pick(vi, en)
    }

    /// The legal basis.
    #[must_use]
    pub fn citation(&self) -> Citation {
        self.rule.citation()
    }
}
