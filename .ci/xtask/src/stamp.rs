//! Installing once: what an installation was made from is kept beside it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// Runs `install` unless `stamp` shows that it already ran for the present content of `source`.
pub(crate) fn once(stamp: &Path, source: &Path, install: impl FnOnce() -> Result<()>) -> Result<()> {
    let wanted = fs::read_to_string(source).with_context(|| format!("reading {}", source.display()))?;
    if fs::read_to_string(stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    install()?;
    fs::write(stamp, wanted).with_context(|| format!("writing {}", stamp.display()))
}
