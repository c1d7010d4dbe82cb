//! Turns `core/data` into the const tables of `core/src/tables.rs`, and the shapes of `core/src/wire` into the typed calls of the bindings.

mod data;
mod emit;
mod interlinked;
mod opinion_form;
mod petitions;
mod procedure;
mod regimes;
mod service_quality;
mod shapes;
mod units;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Writes the generated files, or with `check` fails when the committed ones differ.
pub(crate) fn run(root: &Path, check: bool) -> Result<()> {
    let folder = root.join("core/data");
    let facts = data::Facts::read(&folder)?;
    keep(root, "core/src/tables.rs", &emit::tables(&facts)?, check)?;
    keep(root, "core/src/tables/one_stop.rs", &emit::one_stop_tables(&folder)?, check)?;
    shapes::files(root)?.iter().try_for_each(|(name, text)| keep(root, name, text, check))
}

fn keep(root: &Path, name: &str, tables: &str, check: bool) -> Result<()> {
    let path = root.join(name);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    if committed == tables {
        println!("{name} is up to date ({} bytes)", tables.len());
        return Ok(());
    }
    if check {
        bail!("{name} is stale: run `cargo xtask codegen` and commit the result");
    }
    fs::create_dir_all(path.parent().context("a file has a folder")?)?;
    fs::write(&path, tables).with_context(|| format!("writing {}", path.display()))?;
    println!("wrote {name} ({} bytes)", tables.len());
    Ok(())
}
