//! Where the pages go.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    /// What it is, for the list of files.
    pub(crate) what: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(name: &str, what: &str, text: String) -> Self {
        Self { name: name.to_owned(), what: what.to_owned(), text }
    }
}

/// Writes files into the folder `demo` of the folder cargo builds into, and says which folder that is.
pub(crate) fn write(files: &[File]) -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"));
    let folder = target.join("demo");
    let named = || folder.display().to_string();
    std::fs::create_dir_all(&folder).with_context(named)?;
    let folder = folder.canonicalize().with_context(named)?;
    for file in files {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.text).with_context(|| path.display().to_string())?;
    }
    Ok(folder)
}
