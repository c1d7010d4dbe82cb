//! Regimes: what one decree on one-stop shops prescribes.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::answer::{CitationAnswer, Texts, date, maybe_date};
use super::parse_date;
use crate::error::Error;
use crate::law::Instrument;
use crate::regime::{Amendment, Body, FormTitle, Provision, Regime, SupplementPolicy};

/// What does the law on one-stop shops prescribe?
///
/// ```
/// use motcua::wire::RegimeRequest;
///
/// let request: RegimeRequest = serde_json::from_str(r#"{"on": "2025-06-30"}"#).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!((answer.id, answer.in_force_until_on.as_deref()), ("nd61_2018", Some("2025-06-30")));
/// let open = answer.provisions.iter().filter(|provision| !provision.is_confirmed).map(|provision| provision.id);
/// assert_eq!(open.collect::<Vec<_>>(), ["boundary_free_start"]);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegimeRequest {
    /// `nd61_2018` or `nd118_2025`; if absent, the regime in force on the day.
    pub id: Option<String>,
    /// The day: of receipt for the regime, if no `id` names it, and for the competent bodies.
    pub on: Option<String>,
}

/// A regime with every provision, each with its legal basis.
#[derive(Clone, Debug, Serialize)]
pub struct RegimeAnswer {
    /// `nd61_2018` or `nd118_2025`.
    pub id: &'static str,
    /// First day of receipt it governs.
    pub in_force_from_on: String,
    /// Last day of receipt it governs, included; none while it is in force.
    pub in_force_until_on: Option<String>,
    /// The decree.
    pub instrument: InstrumentAnswer,
    /// What it calls the one-stop shop.
    pub one_stop_name: Texts,
    /// The decrees that changed it: in force on the day asked about, else every one, the oldest first.
    pub amendments: Vec<AmendmentAnswer>,
    /// Limits, counts and rules.
    pub provisions: Vec<ProvisionAnswer>,
    /// The circular with the forms.
    pub forms_instrument: InstrumentAnswer,
    /// First day that circular was in force.
    pub forms_from_on: String,
    /// The forms it has, in the order of their numbers, then those without one.
    pub forms: Vec<FormTitleAnswer>,
    /// Who does what: on the day asked about, else every entry, the oldest of a role first.
    pub bodies: Vec<BodyAnswer>,
}

/// A legal instrument.
#[derive(Clone, Debug, Serialize)]
pub struct InstrumentAnswer {
    /// Its number as printed, where it is known.
    pub number: Option<&'static str>,
    /// What to call it.
    pub name: Texts,
    /// Who issued it, in Vietnamese.
    pub issuer: &'static str,
    /// When it was issued, where that is known.
    pub issued_on: Option<String>,
}

/// A decree that changed a regime.
#[derive(Clone, Debug, Serialize)]
pub struct AmendmentAnswer {
    /// The decree.
    pub instrument: InstrumentAnswer,
    /// Its first day in force.
    pub from_on: String,
    /// Whether what it changed was read.
    pub is_confirmed: bool,
}

/// One provision.
#[derive(Clone, Debug, Serialize)]
pub struct ProvisionAnswer {
    /// The stable name, as in `max_reschedules`.
    pub id: &'static str,
    /// The value; none for a rule without one, and where no limit is set.
    pub value: Option<ProvisionValue>,
    /// Where it is written; only the instrument where the article was not read.
    pub citation: CitationAnswer,
    /// Whether its text is known. If not, the value is a default and the caller may know better.
    pub is_confirmed: bool,
}

/// What a provision sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ProvisionValue {
    /// A count.
    Count(u32),
    /// Whether.
    Switch(bool),
    /// A stable name.
    Name(&'static str),
}

/// Number, title and paper of a form.
#[derive(Clone, Debug, Serialize)]
pub struct FormTitleAnswer {
    /// Which form.
    pub kind: &'static str,
    /// Its number, `01` to `07`, if it has one.
    pub number: Option<&'static str>,
    /// Its title. The English one is no official translation.
    pub title: Texts,
    /// `A5` or `A4`.
    pub paper: &'static str,
}

/// A competent body.
#[derive(Clone, Debug, Serialize)]
pub struct BodyAnswer {
    /// What it does, as in `head_of_one_stop`.
    pub role: &'static str,
    /// Since when.
    pub from_on: String,
    /// Its name.
    pub name: Texts,
    /// The legal basis.
    pub citation: CitationAnswer,
}

impl RegimeRequest {
    /// The regime.
    ///
    /// # Errors
    /// `value_missing` with neither a name nor a day, `option_unknown` for an unknown name, `date_invalid`, and `date_out_of_range` for a
    /// day before the first regime known.
    pub fn evaluate(&self) -> Result<RegimeAnswer, Error> {
        let on = self.on.as_deref().map(parse_date).transpose()?;
        let regime = match (&self.id, on) {
            (Some(id), _) => Regime::parse(id)?,
            (None, Some(on)) => Regime::on(on)?,
            (None, None) => {
                let why = "a regime is named by its id, or by `on`, a day on which it is in force";
                return Err(Error::ValueMissing { name: "id".to_owned(), why });
            }
        };
        Ok(RegimeAnswer::new(regime, on))
    }
}

impl RegimeAnswer {
    fn new(regime: &'static Regime, on: Option<NaiveDate>) -> Self {
        let (from, until) = regime.in_force();
        let (forms_instrument, forms_from) = regime.forms_basis();
        let bodies = on.map_or_else(|| regime.all_bodies().iter().collect(), |on| regime.bodies(on));
        let amendments = regime.amendments().iter().filter(|amendment| on.is_none_or(|on| amendment.from() <= on));
        Self {
            id: regime.id(),
            in_force_from_on: date(from),
            in_force_until_on: maybe_date(until),
            instrument: regime.instrument().into(),
            one_stop_name: Texts::new(|language| regime.one_stop_name(language).to_owned()),
            amendments: amendments.map(AmendmentAnswer::from).collect(),
            provisions: provisions(regime),
            forms_instrument: forms_instrument.into(),
            forms_from_on: date(forms_from),
            forms: regime.forms().iter().map(FormTitleAnswer::from).collect(),
            bodies: bodies.into_iter().map(BodyAnswer::from).collect(),
        }
    }
}

fn provisions(regime: &Regime) -> Vec<ProvisionAnswer> {
    let none = |(): ()| None;
    let count = |count: u32| Some(ProvisionValue::Count(count));
    let maybe_count = |count: Option<u32>| count.map(ProvisionValue::Count);
    let switch = |switch: bool| Some(ProvisionValue::Switch(switch));
    let policy = |policy: SupplementPolicy| Some(ProvisionValue::Name(policy.as_str()));
    vec![
        provision(regime.clock_start(), none),
        provision(regime.post_filing(), none),
        provision(regime.boundary_free_start(), none),
        provision(regime.intake_supplement(), none),
        provision(regime.intake_refusal(), none),
        provision(regime.online_hand_over(), none),
        provision(regime.while_you_wait(), none),
        provision(regime.supplement_policy(), policy),
        provision(regime.supplement_notice_working_days(), count),
        provision(regime.max_supplements(), maybe_count),
        provision(regime.max_journeys(), maybe_count),
        provision(regime.refusal_in_term(), none),
        provision(regime.max_reschedules(), maybe_count),
        provision(regime.reschedule_notice_days(), count),
        provision(regime.early_return_notice(), none),
        provision(regime.stop_notice(), switch),
    ]
}

fn provision<T: Copy>(provision: &Provision<T>, value: impl Fn(T) -> Option<ProvisionValue>) -> ProvisionAnswer {
    ProvisionAnswer {
        id: provision.id(),
        value: value(provision.value()),
        citation: (&provision.citation()).into(),
        is_confirmed: provision.is_confirmed(),
    }
}

impl From<&Instrument> for InstrumentAnswer {
    fn from(instrument: &Instrument) -> Self {
        Self {
            number: instrument.number(),
            name: Texts::new(|language| instrument.name(language).to_owned()),
            issuer: instrument.issuer(),
            issued_on: maybe_date(instrument.issued_on()),
        }
    }
}

impl From<&Amendment> for AmendmentAnswer {
    fn from(amendment: &Amendment) -> Self {
        Self {
            instrument: amendment.instrument().into(),
            from_on: date(amendment.from()),
            is_confirmed: amendment.is_confirmed(),
        }
    }
}

impl From<&FormTitle> for FormTitleAnswer {
    fn from(form: &FormTitle) -> Self {
        Self {
            kind: form.kind().as_str(),
            number: form.number(),
            title: Texts::new(|language| form.title(language).to_owned()),
            paper: form.paper().as_str(),
        }
    }
}

impl From<&Body> for BodyAnswer {
    fn from(body: &Body) -> Self {
        Self {
            role: body.role(),
            from_on: date(body.from()),
            name: Texts::new(|language| body.name(language).to_owned()),
            citation: (&body.citation()).into(),
        }
    }
}
