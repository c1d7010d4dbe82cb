//! The fields of an object that was passed in, and what is in them.

use js_sys::{Array, Reflect};
use motcua::Error;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use crate::error::Thrown;

/// As long as a value gets in a message.
const LONGEST: usize = 60;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    fn number_text(number: f64) -> String;
}

/// An object with no other fields than the known ones.
pub(crate) struct Fields {
    object: JsValue,
}

impl Fields {
    /// # Errors
    /// `option_unknown` for what is no object, and for a field that `known`, names separated by `, `, does not list.
    pub(crate) fn of(object: &JsValue, option: &'static str, known: &'static str) -> Result<Self, Thrown> {
        let refuse = |value| Err(refused(option, value, known).into());
        if !object.is_object() {
            return refuse(&word(object));
        }
        for name in names(object)? {
            if !known.split(", ").any(|known| known == name) {
                return refuse(&name);
            }
        }
        Ok(Self { object: object.clone() })
    }

    /// What is in a field, if anything is.
    pub(crate) fn get(&self, name: &str) -> Result<Option<JsValue>, Thrown> {
        get(&self.object, name)
    }

    /// A word for the core to read.
    pub(crate) fn word(&self, name: &str) -> Result<Option<String>, Thrown> {
        Ok(self.get(name)?.as_ref().map(word))
    }

    /// A word that has to be there.
    pub(crate) fn needed_word(&self, name: &str) -> Result<String, Thrown> {
        Ok(self.word(name)?.unwrap_or_else(|| "undefined".to_owned()))
    }

    /// A text that has to be there and may say anything.
    pub(crate) fn needed_text(&self, name: &str) -> Result<String, Thrown> {
        let value = self.get(name)?.unwrap_or(JsValue::UNDEFINED);
        value.as_string().ok_or_else(|| refused_field(name, &value, "text", "strings"))
    }

    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Thrown> {
        let read = |value: JsValue| value.as_bool().ok_or_else(|| refused_field(name, &value, "a switch", "true, false"));
        self.get(name)?.map(read).transpose()
    }

    /// An array, each of its items read.
    pub(crate) fn list<T>(&self, name: &str, read: impl Fn(&JsValue) -> Result<T, Thrown>) -> Result<Option<Vec<T>>, Thrown> {
        let Some(value) = self.get(name)? else { return Ok(None) };
        let items = value.dyn_ref::<Array>().ok_or_else(|| refused_field(name, &value, "a list", "arrays"))?;
        items.iter().map(|item| read(&item)).collect::<Result<_, _>>().map(Some)
    }
}

/// The names of an object's own fields.
pub(crate) fn names(object: &JsValue) -> Result<Vec<String>, Thrown> {
    Ok(Reflect::own_keys(object)?.iter().map(|name| word(&name)).collect())
}

/// What an object has under a name, unless that is `undefined` or `null`.
pub(crate) fn get(object: &JsValue, name: &str) -> Result<Option<JsValue>, Thrown> {
    let value = Reflect::get(object, &JsValue::from_str(name))?;
    Ok(Some(value).filter(|value| !value.is_undefined() && !value.is_null()))
}

/// The text of a value: a string, a number as JavaScript writes it, or else the name of its type. For values that the core reads from
/// a closed set of spellings, none of which is a number or the name of a type: it then refuses them in its own words.
pub(crate) fn word(value: &JsValue) -> String {
    let other = || value.js_typeof().as_string().unwrap_or_default();
    value.as_string().or_else(|| value.as_f64().map(number_text)).unwrap_or_else(other)
}

/// A count.
///
/// # Errors
/// `amount_invalid` for what is no whole number, `amount_out_of_range` for one beyond 64 bits.
pub(crate) fn whole_number(value: &JsValue) -> Result<i64, Error> {
    let number = value.as_f64().filter(|number| number.is_finite() && number.fract() == 0.0);
    let number = number.ok_or_else(|| Error::AmountInvalid { value: shown(&word(value)) })?;
    // The cast stops at the first and the last number of 64 bits.
    let whole = number as i64;
    if whole as f64 == number {
        Ok(whole)
    } else {
        Err(Error::AmountOutOfRange { value: word(value), bound: "a whole number of 64 bits" })
    }
}

/// The error for a value that an option does not have.
pub(crate) fn refused(option: &'static str, value: &str, known: &'static str) -> Error {
    Error::OptionUnknown { option, value: shown(value), known }
}

fn refused_field(name: &str, value: &JsValue, option: &'static str, known: &'static str) -> Thrown {
    refused(option, &format!("{name}: {}", word(value)), known).into()
}

fn shown(text: &str) -> String {
    text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
