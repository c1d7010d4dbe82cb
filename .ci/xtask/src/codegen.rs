//! Turns `core/data` into the const tables of `core/src/tables.rs`.

mod data;
mod emit;
mod procedure;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Writes the tables, or with `check` fails when the committed ones differ.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let folder = root.join("core/data");
    let facts = data::Facts::read(&folder)?;
    let tables = emit::tables(&facts, &folder)?;
    let path = root.join("core/src/tables.rs");
    let committed = fs::read_to_string(&path).unwrap_or_default();
    if committed == tables {
        println!("core/src/tables.rs is up to date ({} bytes)", tables.len());
        return Ok(());
    }
    if check {
        bail!("core/src/tables.rs is stale: run `cargo xtask codegen` and commit the result");
    }
    fs::write(&path, &tables).with_context(|| format!("writing {}", path.display()))?;
    println!("wrote core/src/tables.rs ({} bytes)", tables.len());
    Ok(())
}
