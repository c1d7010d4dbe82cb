//! The checkout: its paths, and how cargo is called in it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process;

/// The checkout this helper was built from.
pub(crate) struct Workspace {
    root: PathBuf,
}

/// The part of `cargo metadata` the helper reads.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) target_directory: PathBuf,
}

/// One package of the dependency graph.
#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
}

impl Workspace {
    /// Finds the workspace from this crate's own folder, so that any current folder will do.
    pub(crate) fn of_this_crate() -> Result<Self> {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("xtask is not at .ci/xtask of a workspace")?;
        Ok(Self { root: root.into() })
    }

    /// The folder of the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder everything made here goes to. Not cargo's `CARGO_TARGET_DIR`: tests find the built packages by their
    /// place in the checkout.
    pub(crate) fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// The Python environment of the checks.
    pub(crate) fn venv(&self) -> PathBuf {
        self.target().join("venv")
    }

    /// The interpreter of the checks, once that environment is made.
    pub(crate) fn interpreter(&self) -> PathBuf {
        self.venv().join("bin/python")
    }

    /// A program, to be run in the workspace's root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The cargo that started this helper. PyO3 is always configured for the interpreter of the checks: a change of
    /// interpreter between two steps would rebuild it each time.
    pub(crate) fn cargo(&self, subcommand: &str) -> Command {
        let mut command = self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.arg(subcommand);
        let interpreter = self.interpreter();
        if interpreter.exists() {
            command.env("PYO3_PYTHON", interpreter);
        }
        command
    }

    /// Every package the lock file names, for every platform.
    pub(crate) fn metadata(&self) -> Result<Metadata> {
        let json = process::capture(self.cargo("metadata").args(["--locked", "--format-version", "1"]))?;
        serde_json::from_str(&json).context("reading the output of cargo metadata")
    }
}
