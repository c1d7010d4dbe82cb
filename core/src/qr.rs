//! QR codes as inline SVG.

use std::fmt::Write as _;

use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode};

use crate::error::{Error, quote};

/// White modules on each side, as the standard wants.
const QUIET: usize = 4;

/// A QR code of a text as one black path in an SVG element with a white ground: no size of its own (style it by its class `qr`), named for
/// those who listen. Error correction M: a tenth of the code may be covered.
///
/// # Errors
/// `value_missing` for an empty text, `value_out_of_range` for one that fits in no QR code.
pub(crate) fn svg(text: &str) -> Result<String, Error> {
    if text.is_empty() {
        return Err(Error::ValueMissing { name: "the text of a QR code".to_owned(), why: "an empty code says nothing" });
    }
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|error| match error {
        QrError::DataTooLong => out_of_range(text, "at most 2331 bytes"),
        _ => out_of_range(text, "text that a QR code can hold"),
    })?;
    let side = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(side).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{}v1h-{}z", x + QUIET, y + QUIET, run.len(), run.len());
            }
            x += run.len();
        }
    }
    let whole = side + 2 * QUIET;
    Ok(format!(
        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {whole} {whole}\" role=\"img\" aria-label=\"Mã QR: {}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{whole}v{whole}h-{whole}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        escape(text)
    ))
}

fn out_of_range(text: &str, bound: &'static str) -> Error {
    Error::ValueOutOfRange { name: "the text of a QR code", value: quote(text), bound }
}

/// The text as the value of an attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn what_cannot_be_a_code_is_refused() {
        assert_eq!(svg("").unwrap_err().code(), "value_missing");
        assert_eq!(svg(&"a".repeat(3000)).unwrap_err().code(), "value_out_of_range");
    }

    #[test]
    fn text_is_escaped_where_it_is_named() {
        let code = svg("a\"><script>&'").unwrap();
        assert!(code.contains("Mã QR: a&quot;&gt;&lt;script&gt;&amp;&#39;\""));
        assert!(!code.contains("<script"));
    }
}
