//! Dossier codes: read, issued, and looked through for duplicates.

use serde::{Deserialize, Serialize};

use super::super::answer::date;
use super::super::parse_date;
use super::event::needed;
use crate::dossier::{DossierCode, duplicate_codes};
use crate::error::{Error, missing};

/// Reads a dossier code, or issues one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierCodeRequest {
    /// A code to read.
    pub code: Option<String>,
    /// The unit of a code to issue.
    pub unit: Option<String>,
    /// The day of a code to issue.
    pub received_on: Option<String>,
    /// The number within the day of a code to issue.
    pub serial: Option<u32>,
}

/// A dossier code.
#[derive(Clone, Debug, Serialize)]
pub struct DossierCodeAnswer {
    /// As printed.
    pub code: String,
    /// The receiving unit.
    pub unit: String,
    /// The day of reception.
    pub received_on: String,
    /// The number within the day.
    pub serial: u16,
    /// Whether the unit is in the long form of four parts.
    pub is_long_form: bool,
}

impl DossierCodeRequest {
    /// The code.
    ///
    /// # Errors
    /// As [`DossierCode`]; `value_missing` when there is neither a code to read nor all that is needed to issue one.
    pub fn evaluate(&self) -> Result<DossierCodeAnswer, Error> {
        let code = match &self.code {
            Some(code) => DossierCode::parse(code)?,
            None => {
                let why = "a code is read, or issued from unit, received_on and serial";
                let unit = needed(self.unit.as_deref(), "unit", why)?;
                let received_on = parse_date(needed(self.received_on.as_deref(), "received_on", why)?)?;
                DossierCode::issue(unit, received_on, self.serial.ok_or_else(|| missing("serial", why))?)?
            }
        };
        Ok(DossierCodeAnswer {
            code: code.to_string(),
            unit: code.unit().to_owned(),
            received_on: date(code.received_on()),
            serial: code.serial(),
            is_long_form: code.is_long_form(),
        })
    }
}

/// Looks for codes used twice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DuplicateCodesRequest {
    /// The codes.
    pub codes: Vec<String>,
}

/// Codes used twice, and texts that are none.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicateCodesAnswer {
    /// Each code used more than once, with its places, from 0.
    pub duplicates: Vec<DuplicateCode>,
    /// Places of texts that are no code.
    pub invalid: Vec<usize>,
}

/// A code used more than once.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicateCode {
    /// The code.
    pub code: String,
    /// Where it stands, from 0.
    pub places: Vec<usize>,
}

impl DuplicateCodesRequest {
    /// The codes used twice. A text that is no code is listed and loses nothing else.
    ///
    /// # Errors
    /// None.
    pub fn evaluate(&self) -> Result<DuplicateCodesAnswer, Error> {
        let (mut codes, mut origin, mut invalid) = (Vec::new(), Vec::new(), Vec::new());
        for (place, text) in self.codes.iter().enumerate() {
            match DossierCode::parse(text) {
                Ok(code) => {
                    codes.push(code);
                    origin.push(place);
                }
                Err(_) => invalid.push(place),
            }
        }
        let duplicates = duplicate_codes(&codes)
            .into_iter()
            .map(|(code, places)| DuplicateCode {
                code: code.to_string(),
                places: places.iter().filter_map(|place| origin.get(*place)).copied().collect(),
            })
            .collect();
        Ok(DuplicateCodesAnswer { duplicates, invalid })
    }
}
