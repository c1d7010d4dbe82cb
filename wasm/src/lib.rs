//! WebAssembly bindings of motcua: one build for browsers, Node and workers.
//!
//! Every export reads its arguments, calls one function of the core and writes the answer as a plain object. Dates and moments cross as
//! text, amounts as exact decimals in text, counts as numbers. What is passed in may be of any JavaScript type: a wrong one is refused
//! with a `MotcuaError`, as a wrong value is.
//!
//! The operations of the one-stop shop take and return one object each; these cross as JSON text (`message`). Without the feature
//! `one-stop` there is no JSON and no operation; columns cross as typed arrays (`batch`), with the feature `columns`. With neither, it is the
//! light build, for pages.

#[cfg(feature = "columns")]
pub mod batch;
pub mod calendar;
pub mod deadline;
pub mod error;
pub mod hours;
pub mod lunar;
#[cfg(feature = "one-stop")]
pub mod message;
#[cfg(feature = "one-stop")]
#[rustfmt::skip]
pub mod operations;

mod answers;
mod fields;
mod options;
mod record;

use wasm_bindgen::prelude::wasm_bindgen;

/// Where every kilobyte is loaded before the first answer: half the code of the usual allocator.
#[cfg(all(target_family = "wasm", not(feature = "columns"), not(feature = "one-stop")))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The types that signatures name; the functions bring their own.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.d.ts");

#[cfg(feature = "columns")]
#[wasm_bindgen(typescript_custom_section)]
const COLUMN_TYPES: &'static str = include_str!("columns.d.ts");

#[cfg(feature = "one-stop")]
#[wasm_bindgen(typescript_custom_section)]
const MESSAGE_TYPES: &'static str = include_str!("message.d.ts");

#[cfg(feature = "one-stop")]
#[wasm_bindgen(typescript_custom_section)]
const OPERATION_TYPES: &'static str = include_str!("operations.d.ts");

/// The version of the package.
#[must_use]
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// The day the newest legal fact in the tables was checked. Keep it with every answer that is kept.
#[must_use]
#[wasm_bindgen(js_name = dataVersion)]
pub fn data_version() -> String {
    motcua::DATA_VERSION.to_owned()
}
