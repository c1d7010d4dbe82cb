//! What a call throws.

use motcua::Error;
use wasm_bindgen::JsValue;

use crate::record::Record;

/// What a call throws: a `MotcuaError`, or what a getter of an object that was passed in threw itself.
#[derive(Debug)]
pub struct Thrown(JsValue);

impl From<Error> for Thrown {
    fn from(error: Error) -> Self {
        let thrown = js_sys::Error::new(&error.to_string());
        thrown.set_name("MotcuaError");
        Self(Record::from(JsValue::from(thrown)).text("code", error.code()).into())
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
