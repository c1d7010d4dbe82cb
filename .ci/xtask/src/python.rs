//! The Python package: its environment, its build and its checks.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process::{capture, require, run};
use crate::stamp;
use crate::workspace::Workspace;

const PYTHON_MISSING: &str = "Python is missing or too old: install python3, version 3.10 or later";
const VENV_MISSING: &str = "Python's venv module is missing: install it (on Debian and Ubuntu the package python3-venv)";

/// Makes `target/venv` with the pinned tools of `tests/requirements.txt`.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    environment(workspace, &workspace.venv(), "tests/requirements.txt")?;
    run(python(workspace).arg("--version"))
}

/// Makes a Python environment with what a file of requirements pins.
pub(crate) fn environment(workspace: &Workspace, venv: &Path, requirements: &str) -> Result<()> {
    let interpreter = venv.join("bin/python");
    if capture(workspace.command(&interpreter).args(["-c", "import pip"])).is_err() {
        create_venv(workspace, venv)?;
    }
    let file = workspace.root().join(requirements);
    stamp::once(&venv.join("requirements.installed"), &file, || {
        let shown = venv.strip_prefix(workspace.root()).unwrap_or(venv);
        println!("installing {requirements} into {}", shown.display());
        run(workspace.command(&interpreter).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&file))
    })
}

/// Builds the package in the dev profile and installs it, editable, into `target/venv`.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    prepare(workspace)?;
    let maturin = workspace.venv().join("bin/maturin");
    run(workspace
        .command(maturin)
        .args(["develop", "--manifest-path", "py/Cargo.toml", "--profile", "dev"])
        .env("VIRTUAL_ENV", workspace.venv())
        .env("PYO3_PYTHON", workspace.interpreter()))
}

/// Recomputes the vectors with the second implementation that lives beside them.
pub(crate) fn naive_model(workspace: &Workspace) -> Result<()> {
    run(python(workspace).args(["tests/vectors/oracle.py", "check"]))
}

/// Compares the hand-written stubs with the built module.
pub(crate) fn stubtest(workspace: &Workspace) -> Result<()> {
    run(python(workspace)
        .args(["-m", "mypy.stubtest", "motcua._native"])
        .env("MYPY_CACHE_DIR", workspace.target().join("mypy_cache")))
}

/// Type-checks the Python sources, for the oldest version they promise to run on.
pub(crate) fn types(workspace: &Workspace) -> Result<()> {
    run(python(workspace)
        .args(["-m", "mypy", "--strict", "--python-version", "3.10", "--cache-dir"])
        .arg(workspace.target().join("mypy_cache"))
        .arg("py/python"))
}

/// Runs the Python tests and the examples in the documentation on the built package.
pub(crate) fn tests(workspace: &Workspace) -> Result<()> {
    let cache = format!("cache_dir={}", workspace.target().join("pytest_cache").display());
    let pytest = ["-m", "pytest", "-o", &cache];
    run(python(workspace).args(pytest).arg("tests"))?;
    run(python(workspace).args(pytest).args(["--doctest-modules", "py/python"]))
}

fn create_venv(workspace: &Workspace, venv: &Path) -> Result<()> {
    let new_enough = "import sys; sys.exit(sys.version_info < (3, 10))";
    require(workspace.command("python3").args(["-c", new_enough]), PYTHON_MISSING)?;
    require(workspace.command("python3").args(["-c", "import venv, ensurepip"]), VENV_MISSING)?;
    fs::create_dir_all(venv)?;
    run(workspace.command("python3").args(["-m", "venv", "--clear"]).arg(venv))
}

fn python(workspace: &Workspace) -> Command {
    workspace.command(workspace.interpreter())
}
