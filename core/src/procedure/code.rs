//! Codes of procedures.

use std::fmt;

use crate::error::{Error, quote};

/// The code of a procedure in the national database (mã thủ tục hành chính).
///
/// A family (1, 2 or 3), a dot and six digits: `1.001193`. A case of it adds two digits, `1.001193.01`; older and local lists add the unit
/// that published it, `1.001193.000.00.00.H41`. Spaces around it and a small `h` are read as well; anything else is refused.
///
/// ```
/// use motcua::procedure::ProcedureCode;
///
/// let code = ProcedureCode::parse(" 1.001193.000.00.00.h41 ")?;
/// assert_eq!((code.national().as_str(), code.unit()), ("1.001193", Some("000.00.00.H41")));
/// assert_eq!(ProcedureCode::parse("1.001193.01")?.case(), Some(1));
/// assert_eq!(ProcedureCode::parse("1.1193").unwrap_err().code(), "code_invalid");
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "mã thủ tục hành chính")]
pub struct ProcedureCode {
    family: u8,
    number: u32,
    case: Option<u8>,
    unit: Option<String>,
}

impl ProcedureCode {
    /// Reads one of the three forms.
    ///
    /// # Errors
    /// `code_invalid` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::read(text.trim()).ok_or_else(|| Error::CodeInvalid {
            value: quote(text),
            expected: "the code of a procedure: 1.001193, with a case 1.001193.01, or long 1.001193.000.00.00.H41",
        })
    }

    fn read(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let (&family, &number, rest) = match parts.as_slice() {
            [family, number, rest @ ..] => (family, number, rest),
            _ => return None,
        };
        let family = digits(family, 1).and_then(|family| u8::try_from(family).ok()).filter(|family| (1..=3).contains(family))?;
        let mut code = Self { family, number: digits(number, 6)?, case: None, unit: None };
        match rest {
            [] => {}
            [case] => code.case = Some(digits(case, 2).and_then(|case| u8::try_from(case).ok()).filter(|&case| case > 0)?),
            [a, b, c, h] => {
                digits(a, 3).and(digits(b, 2)).and(digits(c, 2))?;
                let province = h.strip_prefix(['H', 'h']).filter(|province| digits(province, 2).is_some())?;
                code.unit = Some(format!("{a}.{b}.{c}.H{province}"));
            }
            _ => return None,
        }
        Some(code)
    }

    /// Family and number, `1.001193`: what the forms of one procedure share.
    #[must_use]
    pub fn national(&self) -> String {
        format!("{}.{:06}", self.family, self.number)
    }

    /// The family: 1, 2 or 3.
    #[must_use]
    pub const fn family(&self) -> u8 {
        self.family
    }

    /// The case, 1 to 99, where the code names one.
    #[must_use]
    pub const fn case(&self) -> Option<u8> {
        self.case
    }

    /// The unit of the long form, as in `000.00.00.H41`.
    #[must_use]
    pub fn unit(&self) -> Option<&str> {
        self.unit.as_deref()
    }
}

impl fmt::Display for ProcedureCode {
    /// The form it was read in.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.national())?;
        self.case.map_or(Ok(()), |case| write!(f, ".{case:02}"))?;
        self.unit.as_ref().map_or(Ok(()), |unit| write!(f, ".{unit}"))
    }
}

/// The number that exactly so many digits write.
fn digits(text: &str, count: usize) -> Option<u32> {
    let fits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}
