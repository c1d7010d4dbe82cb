//! The Java that Spark runs on in the Python tests.

use anyhow::{Result, bail};

use crate::debian;
use crate::process::capture;
use crate::workspace::Workspace;

/// The oldest Java that the pinned PySpark starts on.
const OLDEST: u32 = 17;
const PACKAGE: &str = "openjdk-17-jre-headless";

/// Finds Java, or installs Debian's where this helper may.
pub(crate) fn prepare(workspace: &Workspace) -> Result<()> {
    if let Some(version) = found(workspace) {
        println!("java {version}");
        return Ok(());
    }
    debian::install(workspace, PACKAGE, &format!("Java {OLDEST} or later is missing, which Spark needs"))?;
    match found(workspace) {
        Some(version) => println!("java {version}"),
        None => bail!("{PACKAGE} is installed, but `java --version` does not tell version {OLDEST} or later"),
    }
    Ok(())
}

/// The version of the Java on the path, if Spark starts on it.
fn found(workspace: &Workspace) -> Option<u32> {
    let told = capture(workspace.command("java").arg("--version")).ok()?;
    version(&told).filter(|version| *version >= OLDEST)
}

/// The version in what `java --version` tells: "openjdk 17.0.15 2025-04-15" is 17. Java 8 knows no such option.
fn version(told: &str) -> Option<u32> {
    let number = told.split_whitespace().nth(1)?;
    number.split(['.', '-', '+']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_are_read_as_java_tells_them() {
        assert_eq!(version("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)\n"), Some(17));
        assert_eq!(version("java 21 2023-09-19 LTS\n"), Some(21));
        assert_eq!(version("openjdk 26-ea 2026-03-17\n"), Some(26));
        assert_eq!(version("java"), None);
        assert_eq!(version("Unrecognized option: --version"), None);
    }
}
