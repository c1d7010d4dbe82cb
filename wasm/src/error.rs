//! What a call throws.

use motcua::Error;
use wasm_bindgen::JsValue;

use crate::record::Record;

/// What a call throws: a `MotcuaError`, or what a getter of an object that was passed in threw itself.
#[derive(Debug)]
pub struct Thrown(JsValue);

impl From<Error> for Thrown {
    fn from(error: Error) -> Self {
        Self::new(&error, &error.to_string(), str::to_owned)
    }
}

impl Thrown {
    /// An error with its message, and its path spelt anew.
    pub(crate) fn new(error: &Error, message: &str, spell: impl Fn(&str) -> String) -> Self {
        let thrown = js_sys::Error::new(message);
        thrown.set_name("MotcuaError");
        let mut thrown = Record::from(JsValue::from(thrown)).text("code", error.code());
        if let Some(path) = error.path() {
            thrown = thrown.text("path", &spell(&path));
        }
        if let Some(index) = error.index() {
            thrown = thrown.with("index", index as f64);
        }
        Self(thrown.into())
    }
}

impl From<JsValue> for Thrown {
    fn from(thrown: JsValue) -> Self {
        Self(thrown)
    }
}

impl From<Thrown> for JsValue {
    fn from(thrown: Thrown) -> Self {
        thrown.0
    }
}
