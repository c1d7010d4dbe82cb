//! What a form says that no log holds: the office, the applicant, the papers.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization as _;

use crate::dossier::DossierCode;
use crate::error::{Error, missing};
use crate::law::Language;
use crate::procedure::parse_url;
use crate::regime::Regime;

/// The office that gives a form out (cơ quan).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The agency above it, as printed on the first line (cơ quan chủ quản).
    pub superior: Option<String>,
    /// The agency.
    pub agency: String,
    /// What it calls its one-stop shop; the name of the regime, if absent.
    pub one_stop: Option<String>,
    /// The place in front of the date.
    pub place: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its e-mail address.
    pub email: Option<String>,
    /// The number for feedback and petitions (đường dây nóng).
    pub hotline: Option<String>,
    /// The page on which a dossier is looked up, http or https, for the QR code: `{code}` in it stands for the dossier code, which is put at the end of
    /// an address without it. The QR code holds nothing but the dossier code, if absent.
    pub lookup_url: Option<String>,
}

/// Who applies (tổ chức, cá nhân nộp hồ sơ).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// The name.
    pub name: String,
    /// The number of the identity paper (số định danh).
    pub id_number: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}

/// One kind of paper handed in, and how many of it (thành phần hồ sơ).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SubmittedPaper {
    /// What it is.
    pub name: String,
    /// Originals (bản chính).
    pub originals: u32,
    /// Certified copies (bản sao chứng thực).
    pub certified: u32,
    /// Plain copies (bản sao).
    pub copies: u32,
}

/// Who receives, guides or signs for the office (công chức).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Officer {
    /// The name.
    pub name: String,
    /// The office held (chức vụ).
    pub title: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
}

/// What the log of a dossier does not hold and its forms need.
#[derive(Clone, Debug)]
pub struct Particulars {
    /// The dossier code.
    pub code: DossierCode,
    /// The national code of the procedure.
    pub procedure_code: Option<String>,
    /// The procedure.
    pub procedure: String,
    /// What is asked for; the procedure, if absent (nội dung yêu cầu giải quyết).
    pub request: Option<String>,
    /// Who applies.
    pub applicant: Applicant,
    /// Whose dossier it is, if somebody else's (chủ hồ sơ).
    pub owner: Option<String>,
    /// What was handed in.
    pub papers: Vec<SubmittedPaper>,
    /// How many sets of it.
    pub sets: u32,
    /// Where and how the result is given; at the one-stop shop, if absent.
    pub receive_at: Option<String>,
    /// Who receives the dossier and is asked about it.
    pub officer: Option<Officer>,
    /// The agency that decides; the last unit in the log that held the dossier, or the office, if absent.
    pub lead_agency: Option<String>,
    /// The number of the form among those the office gives out.
    pub document_number: Option<String>,
    /// The volume of the register (quyển).
    pub book: Option<String>,
    /// The number in the register (số thứ tự).
    pub book_number: Option<String>,
}

impl Particulars {
    /// The particulars nobody can do without; the rest is empty.
    #[must_use]
    pub fn new(code: DossierCode, procedure: &str, applicant: Applicant) -> Self {
        Self {
            code,
            procedure_code: None,
            procedure: procedure.to_owned(),
            request: None,
            applicant,
            owner: None,
            papers: Vec::new(),
            sets: 1,
            receive_at: None,
            officer: None,
            lead_agency: None,
            document_number: None,
            book: None,
            book_number: None,
        }
    }

    /// The same as it is printed.
    pub(super) fn cleaned(&self) -> Result<Self, Error> {
        let applicant = Applicant {
            name: needed(&self.applicant.name, "applicant.name", "a form names the applicant")?,
            id_number: optional(&self.applicant.id_number),
            address: optional(&self.applicant.address),
            phone: optional(&self.applicant.phone),
            email: optional(&self.applicant.email),
        };
        let officer = self.officer.as_ref().map(|officer| Officer {
            name: clean(&officer.name),
            title: optional(&officer.title),
            phone: optional(&officer.phone),
        });
        Ok(Self {
            code: self.code.clone(),
            procedure_code: optional(&self.procedure_code),
            procedure: needed(&self.procedure, "procedure", "a form names the procedure")?,
            request: optional(&self.request),
            applicant,
            owner: optional(&self.owner),
            papers: self.papers.iter().map(|paper| SubmittedPaper { name: clean(&paper.name), ..*paper }).collect(),
            sets: self.sets,
            receive_at: optional(&self.receive_at),
            officer,
            lead_agency: optional(&self.lead_agency),
            document_number: optional(&self.document_number),
            book: optional(&self.book),
            book_number: optional(&self.book_number),
        })
    }

    /// What is asked for.
    #[must_use]
    pub fn request_or_procedure(&self) -> &str {
        self.request.as_deref().unwrap_or(&self.procedure)
    }
}

impl Office {
    /// The same as it is printed, with the name of the one-stop shop.
    pub(super) fn cleaned(&self, regime: &Regime) -> Result<Self, Error> {
        let default = || Some(regime.one_stop_name(Language::Vi).to_owned());
        Ok(Self {
            superior: optional(&self.superior),
            agency: needed(&self.agency, "office.agency", "a form names the agency that gives it out")?,
            one_stop: optional(&self.one_stop).or_else(default),
            place: optional(&self.place),
            address: optional(&self.address),
            phone: optional(&self.phone),
            email: optional(&self.email),
            hotline: optional(&self.hotline),
            lookup_url: optional(&self.lookup_url).map(|url| parse_url(&url)).transpose()?,
        })
    }

    /// What it calls its one-stop shop.
    pub(super) fn one_stop_name(&self) -> &str {
        self.one_stop.as_deref().unwrap_or_default()
    }

    /// What the QR code of a dossier holds.
    pub(super) fn qr_text(&self, code: &DossierCode) -> String {
        match self.lookup_url.as_deref() {
            None => code.to_string(),
            Some(url) if url.contains("{code}") => url.replace("{code}", &code.to_string()),
            Some(url) => format!("{url}{code}"),
        }
    }
}

/// Text as it may stand on paper: composed letters, no control characters, and none of the marks that turn the direction of what follows.
pub(super) fn clean(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let printable = text.nfc().filter(|c| !turns(*c)).map(|c| if c.is_control() { ' ' } else { c });
    printable.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn optional(text: &Option<String>) -> Option<String> {
    text.as_deref().map(clean).filter(|text| !text.is_empty())
}

pub(super) fn needed(text: &str, name: &str, why: &'static str) -> Result<String, Error> {
    let text = clean(text);
    if text.is_empty() { Err(missing(name, why)) } else { Ok(text) }
}
