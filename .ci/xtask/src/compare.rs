//! The comparison with the peers: their pinned versions in an environment of their own, our release build, one run.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::workspace::Workspace;
use crate::{javascript, npm, python};

const SOURCES: &str = "tests/compare";
const PYTHON_MISSING: &str = "the pinned peers need python3, version 3.11 or later";

/// Installs the peers, builds our packages as they are shipped, and hands the options to `tests/compare/run.py`.
pub(crate) fn run(workspace: &Workspace, options: &[&str]) -> Result<()> {
    // `cargo compare -- --rows 1000` and `cargo compare --rows 1000` are the same.
    let options: Vec<&str> = options.iter().copied().filter(|option| *option != "--").collect();
    let folder = workspace.target().join("compare");
    let venv = folder.join("venv");
    let new_enough = "import sys; sys.exit(sys.version_info < (3, 11))";
    process::require(workspace.command("python3").args(["-c", new_enough]), PYTHON_MISSING)?;
    python::environment(workspace, &venv, &format!("{SOURCES}/requirements.txt"))?;
    let asks_only = options.iter().any(|option| matches!(*option, "-h" | "--help"));
    if !asks_only {
        if !options.contains(&"--without-motcua") {
            wheel(workspace, &folder, &venv)?;
            npm::build(workspace)?;
        }
        bdays(workspace, &folder)?;
        libraries(workspace, &folder.join("node"))?;
    }
    let mut command = workspace.command(interpreter(&venv));
    command.env("PYTHONPATH", workspace.root().join("tests")).args(["-m", "compare.run", "--output"]);
    process::run(command.arg(&folder).args(options))
}

fn interpreter(venv: &Path) -> PathBuf {
    venv.join("bin/python")
}

/// Builds the wheel as it is shipped and installs it beside the peers.
fn wheel(workspace: &Workspace, folder: &Path, venv: &Path) -> Result<()> {
    let made = folder.join("wheel");
    if made.exists() {
        fs::remove_dir_all(&made).with_context(|| format!("emptying {}", made.display()))?;
    }
    let mut maturin = workspace.command(venv.join("bin/maturin"));
    maturin.args(["build", "--release", "--quiet", "--manifest-path", "py/Cargo.toml", "--out"]).arg(&made).arg("--interpreter");
    process::run(maturin.arg(interpreter(venv)).env("PYO3_PYTHON", interpreter(venv)))?;
    let wheels: Vec<OsString> = fs::read_dir(&made)?.map(|entry| Ok(entry?.path().into())).collect::<Result<_>>()?;
    ensure!(wheels.len() == 1, "{} wheels in {}", wheels.len(), made.display());
    let mut pip = workspace.command(interpreter(venv));
    // Installed anew: the version stays the same while the content changes.
    process::run(pip.args(["-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps"]).args(wheels))
}

/// The program around the crate `bdays`, in a workspace of its own.
fn bdays(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut cargo = workspace.cargo("build");
    cargo.args(["--locked", "--release", "--quiet", "--manifest-path"]).arg(format!("{SOURCES}/bdays/Cargo.toml"));
    process::run(cargo.arg("--target-dir").arg(folder.join("bdays")))
}

/// The libraries for Node, installed from the lock file.
fn libraries(workspace: &Workspace, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for name in ["package.json", "package-lock.json"] {
        let source = workspace.root().join(SOURCES).join(name);
        fs::copy(&source, folder.join(name)).with_context(|| format!("copying {}", source.display()))?;
    }
    javascript::install(workspace, folder)
}
