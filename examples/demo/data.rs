//! The day's data: messages as the library reads them, compiled in so that the program answers from any folder.

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;

/// A file of `examples/data/day`.
pub(crate) struct Data {
    name: &'static str,
    text: &'static str,
}

macro_rules! data {
    ($($constant:ident = $file:literal;)*) => {
        $(pub(crate) const $constant: Data = Data { name: $file, text: include_str!(concat!("../data/day/", $file)) };)*
    };
}

data! {
    TRIEU_BINH = "trieu-binh-2026.json";
    TRIEU_DO = "trieu-do-2020.json";
    OFFICE = "office.json";
    COMMITMENTS = "commitments.json";
    PUBLICATION = "publication.json";
    IMPORTED = "imported.json";
    INTERLINKED = "interlinked.json";
    PETITIONS = "petitions.json";
    CONTACT = "contact.json";
    PLAN = "plan.json";
}

impl Data {
    /// Reads it.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_str(self.text).context(self.name)
    }
}
