//! Plain objects, written field by field.

use js_sys::Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// An object in the making.
    #[wasm_bindgen(js_name = Object)]
    pub type Record;

    #[wasm_bindgen(constructor, js_class = "Object")]
    pub(crate) fn new() -> Record;

    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Record, name: &str, value: &JsValue);

    // Text needs no handle of its own when it crosses as text.
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set_text(this: &Record, name: &str, text: &str);
}

impl Record {
    pub(crate) fn with(self, name: &str, value: impl Into<JsValue>) -> Self {
        self.set(name, &value.into());
        self
    }

    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        self.set_text(name, text);
        self
    }

    /// Text, or `null`.
    pub(crate) fn text_or_null(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self.with(name, JsValue::NULL),
        }
    }

    pub(crate) fn list(self, name: &str, items: impl Iterator<Item = Record>) -> Self {
        self.with(name, items.collect::<Array>())
    }
}
