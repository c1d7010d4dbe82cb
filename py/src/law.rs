//! Citations.

use motcua::{Citation, Language};
use pyo3::prelude::*;

use crate::error::OrRaise;

/// The legal basis of a day or a step.
#[pyclass(frozen, eq, hash, name = "Citation", module = "motcua")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct PyCitation(Citation);

impl From<Citation> for PyCitation {
    fn from(citation: Citation) -> Self {
        Self(citation)
    }
}

#[pymethods]
impl PyCitation {
    /// Name of the instrument in Vietnamese; None for a practice or an agency's own decision.
    #[getter]
    fn instrument(&self) -> Option<&'static str> {
        self.0.instrument().map(|instrument| instrument.name(Language::Vi))
    }

    /// Number of the instrument as printed, where known.
    #[getter]
    fn number(&self) -> Option<&'static str> {
        self.0.instrument().and_then(motcua::law::Instrument::number)
    }

    /// Article and clause, as in "148.5".
    #[getter]
    fn article(&self) -> Option<&'static str> {
        self.0.article()
    }

    /// "seen", "known" or "uncertain".
    #[getter]
    fn confidence(&self) -> &'static str {
        self.0.confidence().as_str()
    }

    /// The citation as a reader of the language writes it, "vi" or "en".
    #[pyo3(signature = (language = "vi"))]
    fn text(&self, language: &str) -> PyResult<String> {
        Ok(self.0.text(Language::parse(language).or_raise()?))
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Citation {}>", self.0.text(Language::En))
    }
}
