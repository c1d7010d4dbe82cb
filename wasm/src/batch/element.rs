//! What typed arrays are made of, and how a block of it is copied in and out.

use js_sys::{Float64Array, Int32Array, Uint8Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

// As `set` and the constructors of js-sys, but what they throw comes back: an array can be detached at any time.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Object, js_name = "prototype.toString.call")]
    pub(super) fn class_name(value: &JsValue) -> Result<String, JsValue>;

    #[wasm_bindgen(extends = Int32Array, js_name = Int32Array)]
    type Days;
    #[wasm_bindgen(constructor, catch, js_class = "Int32Array")]
    fn window(buffer: &JsValue, byte_offset: f64, length: u32) -> Result<Days, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Int32Array, js_name = "prototype.set.call")]
    fn days_in(into: &mut [i32], from: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = Int32Array, js_name = "prototype.set.call")]
    fn days_out(into: &JsValue, from: &[i32]) -> Result<(), JsValue>;

    #[wasm_bindgen(extends = Float64Array, js_name = Float64Array)]
    type Moments;
    #[wasm_bindgen(constructor, catch, js_class = "Float64Array")]
    fn window(buffer: &JsValue, byte_offset: f64, length: u32) -> Result<Moments, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Float64Array, js_name = "prototype.set.call")]
    fn moments_in(into: &mut [f64], from: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = Float64Array, js_name = "prototype.set.call")]
    fn moments_out(into: &JsValue, from: &[f64]) -> Result<(), JsValue>;

    #[wasm_bindgen(extends = Uint8Array, js_name = Uint8Array)]
    type Places;
    #[wasm_bindgen(constructor, catch, js_class = "Uint8Array")]
    fn window(buffer: &JsValue, byte_offset: f64, length: u32) -> Result<Places, JsValue>;
    #[wasm_bindgen(catch, js_namespace = Uint8Array, js_name = "prototype.set.call")]
    fn places_in(into: &mut [u8], from: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(catch, js_namespace = Uint8Array, js_name = "prototype.set.call")]
    fn places_out(into: &JsValue, from: &[u8]) -> Result<(), JsValue>;
}

/// An element of a typed array.
pub(super) trait Element: Copy + Default + Into<JsValue> {
    /// The class of the array.
    const CLASS: &'static str;
    /// What is said of a value that is no such array.
    const NEEDED: &'static str;
    /// Bytes of an element.
    const WIDTH: u32;

    /// The element that is a number.
    fn of(number: f64) -> Option<Self>;
    fn new_array(rows: u32) -> Result<JsValue, JsValue>;
    fn window(buffer: &JsValue, byte_offset: f64, rows: u32) -> Result<JsValue, JsValue>;
    fn copy_in(into: &mut [Self], from: &JsValue) -> Result<(), JsValue>;
    fn copy_out(into: &JsValue, from: &[Self]) -> Result<(), JsValue>;
}

impl Element for i32 {
    const CLASS: &'static str = "[object Int32Array]";
    const NEEDED: &'static str = "must be an Int32Array";
    const WIDTH: u32 = 4;

    fn of(number: f64) -> Option<Self> {
        let whole = number as Self;
        (f64::from(whole) == number).then_some(whole)
    }

    fn new_array(rows: u32) -> Result<JsValue, JsValue> {
        Days::window(&rows.into(), 0.0, 0).map(JsValue::from)
    }

    fn window(buffer: &JsValue, byte_offset: f64, rows: u32) -> Result<JsValue, JsValue> {
        Days::window(buffer, byte_offset, rows).map(JsValue::from)
    }

    fn copy_in(into: &mut [Self], from: &JsValue) -> Result<(), JsValue> {
        days_in(into, from)
    }

    fn copy_out(into: &JsValue, from: &[Self]) -> Result<(), JsValue> {
        days_out(into, from)
    }
}

impl Element for f64 {
    const CLASS: &'static str = "[object Float64Array]";
    const NEEDED: &'static str = "must be a Float64Array";
    const WIDTH: u32 = 8;

    fn of(number: f64) -> Option<Self> {
        Some(number)
    }

    fn new_array(rows: u32) -> Result<JsValue, JsValue> {
        Moments::window(&rows.into(), 0.0, 0).map(JsValue::from)
    }

    fn window(buffer: &JsValue, byte_offset: f64, rows: u32) -> Result<JsValue, JsValue> {
        Moments::window(buffer, byte_offset, rows).map(JsValue::from)
    }

    fn copy_in(into: &mut [Self], from: &JsValue) -> Result<(), JsValue> {
        moments_in(into, from)
    }

    fn copy_out(into: &JsValue, from: &[Self]) -> Result<(), JsValue> {
        moments_out(into, from)
    }
}

impl Element for u8 {
    const CLASS: &'static str = "[object Uint8Array]";
    const NEEDED: &'static str = "must be a Uint8Array";
    const WIDTH: u32 = 1;

    fn of(number: f64) -> Option<Self> {
        let whole = number as Self;
        (f64::from(whole) == number).then_some(whole)
    }

    fn new_array(rows: u32) -> Result<JsValue, JsValue> {
        Places::window(&rows.into(), 0.0, 0).map(JsValue::from)
    }

    fn window(buffer: &JsValue, byte_offset: f64, rows: u32) -> Result<JsValue, JsValue> {
        Places::window(buffer, byte_offset, rows).map(JsValue::from)
    }

    fn copy_in(into: &mut [Self], from: &JsValue) -> Result<(), JsValue> {
        places_in(into, from)
    }

    fn copy_out(into: &JsValue, from: &[Self]) -> Result<(), JsValue> {
        places_out(into, from)
    }
}
