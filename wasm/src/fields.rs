//! The fields of an object that was passed in, and what is in them.

use js_sys::{Array, Reflect};
use motcua::Error;
use motcua::wire::shorten;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use crate::error::Thrown;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = String)]
    fn number_text(number: f64) -> String;
}

/// An object and its fields. A field that holds `undefined` or `null` counts as absent.
pub(crate) struct Fields<'a> {
    object: &'a JsValue,
}

impl<'a> Fields<'a> {
    /// The fields of an object, whatever they are; `None` for what is no object.
    pub(crate) fn any(value: &'a JsValue) -> Option<Self> {
        value.is_object().then_some(Self { object: value })
    }

    /// The fields of an object that has no others than those in `known`, separated by `, `.
    ///
    /// # Errors
    /// `option_unknown` for another field, and for what is no object.
    pub(crate) fn of(value: &'a JsValue, option: &'static str, known: &'static str) -> Result<Self, Thrown> {
        let fields = Self::any(value).ok_or_else(|| refused(option, &word(value), known))?;
        // A character and not a text to split at: the search for a text would be an eighth of what this module weighs.
        let is_known = |name: &String| known.split(',').any(|known| known.trim_start() == name);
        match fields.names()?.into_iter().find(|name| !is_known(name)) {
            Some(name) => Err(refused(option, &name, known).into()),
            None => Ok(fields),
        }
    }

    /// The names of the object's own fields.
    pub(crate) fn names(&self) -> Result<Vec<String>, Thrown> {
        Ok(Reflect::own_keys(self.object)?.iter().map(|name| word(&name)).collect())
    }

    pub(crate) fn get(&self, name: &str) -> Result<Option<JsValue>, Thrown> {
        let value = Reflect::get(self.object, &JsValue::from_str(name))?;
        Ok(Some(value).filter(|value| !is_absent(value)))
    }

    /// A word for the core to read.
    pub(crate) fn word(&self, name: &str) -> Result<Option<String>, Thrown> {
        Ok(self.get(name)?.as_ref().map(word))
    }

    /// A word that has to be there.
    pub(crate) fn needed_word(&self, name: &str) -> Result<String, Thrown> {
        Ok(self.word(name)?.unwrap_or_else(|| word(&JsValue::UNDEFINED)))
    }

    /// A text that has to be there and may say anything.
    pub(crate) fn needed_text(&self, name: &str) -> Result<String, Thrown> {
        let value = self.get(name)?.unwrap_or_default();
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

/// Whether a value stands for none.
pub(crate) fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// The text of a value: a string as it is, a number as JavaScript writes it, else the name of its type.
///
/// For values that the core reads from a closed set of spellings, none of which is a bare number or the name of a type: a value of a
/// wrong type is then refused by the core, in its own words.
pub(crate) fn word(value: &JsValue) -> String {
    let type_name = || value.js_typeof().as_string().unwrap_or_default();
    value.as_string().or_else(|| value.as_f64().map(number_text)).unwrap_or_else(type_name)
}

/// As [`word`], with a string in quotes, for where a string is the mistake.
fn literal(value: &JsValue) -> String {
    value.as_string().map_or_else(|| word(value), |text| format!("\"{text}\""))
}

/// A count.
///
/// # Errors
/// `amount_invalid` for what is no whole number, `amount_out_of_range` for one beyond 64 bits.
pub(crate) fn whole_number(value: &JsValue) -> Result<i64, Error> {
    let number = value.as_f64().filter(|number| number.is_finite() && number.fract() == 0.0);
    let number = number.ok_or_else(|| Error::AmountInvalid { value: shorten(&literal(value)) })?;
    // The cast stops at the ends of its range.
    let whole = number as i64;
    if whole as f64 == number {
        Ok(whole)
    } else {
        Err(Error::AmountOutOfRange { value: word(value), bound: "a whole number of 64 bits" })
    }
}

/// The error for what an option does not have.
pub(crate) fn refused(option: &'static str, value: &str, known: &'static str) -> Error {
    Error::OptionUnknown { option, value: shorten(value), known }
}

fn refused_field(name: &str, value: &JsValue, option: &'static str, known: &'static str) -> Thrown {
    refused(option, &format!("{name}: {}", literal(value)), known).into()
}
