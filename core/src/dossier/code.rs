//! Dossier codes.

use std::collections::HashMap;
use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::error::{Error, quote};

/// The code of a dossier (mã số hồ sơ): the receiving unit, the date of reception and a serial number within that day.
///
/// The unit is written in the long form `000.17.22.H56` or the short one `H56.17`; both are kept as printed. The serial number is the
/// caller's: codes are unique when every unit counts its days' dossiers.
///
/// Legal basis: Circular 01/2018/TT-VPCP, Art. 19.1. What the codes of the younger regime look like was not read; they are read alike.
///
/// ```
/// use motcua::DossierCode;
/// use chrono::NaiveDate;
///
/// let code = DossierCode::parse("000.17.22.H56-210531-0001")?;
/// assert_eq!((code.unit(), code.serial()), ("000.17.22.H56", 1));
/// assert_eq!(code.received_on(), NaiveDate::from_ymd_opt(2021, 5, 31).unwrap());
/// let next = DossierCode::issue("H01.187", code.received_on(), 361)?;
/// assert_eq!(next.to_string(), "H01.187-210531-0361");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "mã số hồ sơ")]
pub struct DossierCode {
    unit: String,
    received_on: NaiveDate,
    serial: u16,
}

const EXPECTED: &str =
    "a dossier code: unit, date and serial number within the day, as in 000.17.22.H56-210531-0001 or H01.187-250703-0012";

impl DossierCode {
    /// The largest serial number within a day.
    pub const LARGEST_SERIAL: u16 = 9999;

    /// The code of the serial-th dossier a unit receives on a day.
    ///
    /// # Errors
    /// `code_invalid` for a unit that is no identifier, `value_out_of_range` for a serial number of 0 or above 9999 and for a year outside
    /// 2000 to 2099, which two digits cannot tell.
    pub fn issue(unit: &str, received_on: NaiveDate, serial: u32) -> Result<Self, Error> {
        if !is_unit(unit) {
            return Err(Error::CodeInvalid { value: quote(unit), expected: "a unit, as in 000.17.22.H56 or H01.187" });
        }
        if !(2000..=2099).contains(&received_on.year()) {
            let bound = "2000 to 2099: the code has two digits for the year";
            return Err(Error::ValueOutOfRange { name: "the year of", value: received_on.to_string(), bound });
        }
        let number = u16::try_from(serial).ok().filter(|serial| (1..=Self::LARGEST_SERIAL).contains(serial));
        let serial = number.ok_or_else(|| Error::ValueOutOfRange {
            name: "the serial number",
            value: serial.to_string(),
            bound: "1 to 9999 within a day",
        })?;
        Ok(Self { unit: unit.to_owned(), received_on, serial })
    }

    /// Reads a code in either form.
    ///
    /// # Errors
    /// `code_invalid` for other text.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let invalid = || Error::CodeInvalid { value: quote(text), expected: EXPECTED };
        let mut parts = text.trim().rsplitn(3, '-');
        let (Some(serial), Some(date), Some(unit)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(invalid());
        };
        let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(serial, 4) || !digits(date, 6) {
            return Err(invalid());
        }
        let date = date.parse::<u32>().map_err(|_| invalid())?;
        let year = 2000 + i32::try_from(date / 10_000).map_err(|_| invalid())?;
        let received_on = NaiveDate::from_ymd_opt(year, date / 100 % 100, date % 100).ok_or_else(invalid)?;
        let serial = serial.parse().map_err(|_| invalid())?;
        Self::issue(unit, received_on, serial).map_err(|_| invalid())
    }

    /// The receiving unit, as printed.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The date of reception.
    #[must_use]
    pub const fn received_on(&self) -> NaiveDate {
        self.received_on
    }

    /// The number within the day, from 1.
    #[must_use]
    pub const fn serial(&self) -> u16 {
        self.serial
    }

    /// Whether the unit is in the long form of four parts.
    #[must_use]
    pub fn is_long_form(&self) -> bool {
        self.unit.split('.').count() == 4
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = self.received_on;
        // Not chrono's formatter, which would weigh more than the rest of this module in a browser.
        write!(f, "{}-{:02}{:02}{:02}-{:04}", self.unit, on.year().rem_euclid(100), on.month(), on.day(), self.serial)
    }
}

/// `000.17.22.H56`: three parts of two or three digits and the code of a province or ministry; or that code and up to three parts behind it.
fn is_unit(unit: &str) -> bool {
    let parts: Vec<&str> = unit.split('.').collect();
    let number = |part: &&str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let owner = |part: &str| {
        let mut bytes = part.bytes();
        let letter = bytes.next().is_some_and(|first| first.is_ascii_uppercase());
        letter && (2..=3).contains(&bytes.len()) && bytes.all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [first, rest @ ..] if owner(first) => rest.len() <= 3 && rest.iter().all(number),
        [numbers @ .., last] if numbers.len() == 3 => owner(last) && numbers.iter().all(number),
        _ => false,
    }
}

/// Where a list of codes uses one twice: for each such code, in the order of their first places, the places from 0 at which it stands.
///
/// ```
/// use motcua::{DossierCode, duplicate_codes};
///
/// let codes = ["H01.187-250703-0012", "H01.187-250703-0013", "H01.187-250703-0012"].map(|text| DossierCode::parse(text).unwrap());
/// assert_eq!(duplicate_codes(&codes)[0].1, [0, 2]);
/// ```
#[must_use]
pub fn duplicate_codes(codes: &[DossierCode]) -> Vec<(&DossierCode, Vec<usize>)> {
    let mut places: HashMap<&DossierCode, Vec<usize>> = HashMap::with_capacity(codes.len());
    for (place, code) in codes.iter().enumerate() {
        places.entry(code).or_default().push(place);
    }
    let mut twice: Vec<_> = places.into_iter().filter(|(_, places)| places.len() > 1).collect();
    twice.sort_by(|(_, a), (_, b)| a.cmp(b));
    twice
}
