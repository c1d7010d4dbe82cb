//! Programs that come as packages of Debian and Ubuntu.

use anyhow::{Result, bail};

use crate::process::{capture, run};
use crate::workspace::Workspace;

/// Installs a package where this helper may; elsewhere the error says what to install by hand.
pub(crate) fn install(workspace: &Workspace, package: &str, missing: &str) -> Result<()> {
    let is_root = capture(workspace.command("id").arg("-u")).is_ok_and(|user| user.trim() == "0");
    if !is_root || capture(workspace.command("apt-get").arg("--version")).is_err() {
        bail!("{missing}: install it (on Debian and Ubuntu the package {package})");
    }
    println!("installing {package}");
    let apt = |arguments: &[&str]| {
        run(workspace.command("apt-get").env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet=2").args(arguments))
    };
    apt(&["update"])?;
    apt(&["install", "--yes", "--no-install-recommends", package])
}
