//! The calculator in the browser: its build, its tests, and a server to look at it.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::javascript;
use crate::process::{capture, run};
use crate::workspace::Workspace;
use crate::{debian, npm};

/// The browser of the tests, as a package of Debian and Ubuntu.
const PACKAGE: &str = "chromium";
const MISSING: &str = "Chromium is missing, which the tests of the calculator drive (the variable CHROMIUM names one elsewhere)";
/// Debian's own binary comes first: what stands on the path there is a script that writes to a user's folders.
const PLACES: [&str; 5] = [
    "/usr/lib/chromium/chromium",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// Builds the npm package and the page, then serves `target/site` until interrupted.
pub(crate) fn serve(workspace: &Workspace) -> Result<()> {
    npm::build(workspace)?;
    build(workspace)?;
    println!("the page is in {}; Ctrl+C ends the server", workspace.target().join("site").display());
    run(npm_run(workspace, "preview").args(["--", "--host=127.0.0.1"]))
}

/// Checks the types of the page and builds it into `target/site`, from the npm package that is there.
pub(crate) fn build(workspace: &Workspace) -> Result<()> {
    javascript::install(workspace, &folder(workspace))?;
    run(&mut npm_run(workspace, "build"))
}

/// Drives the built page in a real browser.
pub(crate) fn tests(workspace: &Workspace) -> Result<()> {
    let browser = prepare(workspace)?;
    println!("{}", capture(workspace.command(&browser).arg("--version"))?.trim());
    run(npm_run(workspace, "test").env("CHROMIUM", browser))
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root().join("examples/calculator")
}

fn npm_run(workspace: &Workspace, script: &str) -> Command {
    let mut command = workspace.command("npm");
    command.args(["run", "--silent", script]).current_dir(folder(workspace));
    command
}

/// Finds a browser, or installs Debian's where this helper may.
fn prepare(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    if let Some(found) = found() {
        return Ok(found);
    }
    debian::install(workspace, PACKAGE, MISSING)?;
    let Some(found) = found() else { bail!("{PACKAGE} is installed, but it is in none of {}", PLACES.join(", ")) };
    Ok(found)
}

fn found() -> Option<PathBuf> {
    PLACES.iter().map(Path::new).find(|place| place.exists()).map(Path::to_owned)
}
