//! The JavaScript tools and the checks of the built npm package.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process::{require, run};
use crate::stamp;
use crate::workspace::Workspace;

const NODE_MISSING: &str = "Node.js is missing: install Node.js 20.19 or later";
const NPM_MISSING: &str = "npm is missing: install npm (it comes with Node.js; on Debian the package npm)";

/// The built package.
pub(crate) fn package(workspace: &Workspace) -> PathBuf {
    workspace.target().join("npm/motcua")
}

/// A program of one of the pinned development dependencies.
pub(crate) fn tool(workspace: &Workspace, name: &str) -> PathBuf {
    workspace.root().join("wasm/node_modules/.bin").join(name)
}

/// Installs what `wasm/package-lock.json` pins.
pub(crate) fn install_tools(workspace: &Workspace) -> Result<()> {
    install(workspace, &workspace.root().join("wasm"))
}

/// Installs what the `package-lock.json` of a folder pins into its `node_modules`.
pub(crate) fn install(workspace: &Workspace, folder: &Path) -> Result<()> {
    let version = require(workspace.command("node").arg("--version"), NODE_MISSING)?;
    ensure!(is_supported(&version), "Node.js {} is too old: install Node.js 20.19 or later", version.trim());
    stamp::once(&folder.join("node_modules/.installed"), &folder.join("package-lock.json"), || {
        require(workspace.command("npm").arg("--version"), NPM_MISSING)?;
        let shown = folder.strip_prefix(workspace.root()).unwrap_or(folder).display();
        println!("installing {shown}/package-lock.json into {shown}/node_modules");
        run(workspace.command("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(folder))
    })
}

/// Type-checks a small program against the package's types.
pub(crate) fn types(workspace: &Workspace) -> Result<()> {
    let tsc = tool(workspace, "tsc");
    run(workspace.command(&tsc).arg("--version"))?;
    run(workspace.command(tsc).args(["--project", "wasm/tsconfig.json"]))
}

/// Runs the JavaScript tests on the built package.
pub(crate) fn tests(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root().join("tests");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    // Without a file Node would look for tests by itself.
    ensure!(!files.is_empty(), "no *.test.mjs in {}", folder.display());
    files.sort();
    run(workspace.command("node").args(["--test", "--test-reporter=spec"]).args(files))
}

/// Whether a version such as `v20.19.4` can run the package: `require` of a module came with 20.19.
fn is_supported(version: &str) -> bool {
    let mut numbers = version.trim().trim_start_matches('v').split('.').map_while(|number| number.parse::<u32>().ok());
    (numbers.next(), numbers.next()) >= (Some(20), Some(19))
}

#[cfg(test)]
mod tests {
    use super::is_supported;

    #[test]
    fn node_is_supported_from_20_19_on() {
        assert!(!is_supported("v18.20.0\n"));
        assert!(!is_supported("v20.18.3\n"));
        assert!(is_supported("v20.19.0\n"));
        assert!(is_supported("v24.1.0\n"));
        assert!(!is_supported("unknown"));
    }
}
