//! Every dependency must come under a licence its users can accept.

use anyhow::{Result, bail};

use crate::workspace::{Package, Workspace};

/// Permissive licences, as SPDX writes them.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Checks the licence of every package in the lock file.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let packages = workspace.metadata()?.packages;
    let refused: Vec<String> = packages.iter().filter_map(refusal).collect();
    if !refused.is_empty() {
        bail!("licences outside the list in .ci/xtask/src/licences.rs:\n  {}", refused.join("\n  "));
    }
    println!("{} packages, all under allowed licences", packages.len());
    Ok(())
}

fn refusal(package: &Package) -> Option<String> {
    let licence = package.license.as_deref().unwrap_or("none stated");
    (!is_allowed(licence)).then(|| format!("{} {}: {licence}", package.name, package.version))
}

/// Whether one can comply with an SPDX expression by means of allowed licences only.
fn is_allowed(expression: &str) -> bool {
    // `MIT/Apache-2.0` is how crates wrote OR before SPDX expressions.
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    any_of(&mut words) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(words: &mut Words<'_>) -> bool {
    let mut allowed = all_of(words);
    while words.next_if_eq(&"OR").is_some() {
        // Not `||`: the words of the other side must be consumed in any case.
        allowed |= all_of(words);
    }
    allowed
}

fn all_of(words: &mut Words<'_>) -> bool {
    let mut allowed = one(words);
    while words.next_if_eq(&"AND").is_some() {
        allowed &= one(words);
    }
    allowed
}

fn one(words: &mut Words<'_>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let allowed = any_of(words);
        return words.next_if_eq(&")").is_some() && allowed;
    }
    let mut licence = words.next().unwrap_or_default().to_owned();
    if words.next_if_eq(&"WITH").is_some() {
        licence = format!("{licence} WITH {}", words.next().unwrap_or_default());
    }
    ALLOWED.contains(&licence.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_allowed;

    #[test]
    fn one_allowed_alternative_is_enough() {
        assert!(is_allowed("MIT"));
        assert!(is_allowed("GPL-3.0-only OR MIT"));
        assert!(is_allowed("Unlicense/MIT"));
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR GPL-2.0-only"));
    }

    #[test]
    fn every_part_of_a_conjunction_counts() {
        assert!(is_allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!is_allowed("(MIT OR Apache-2.0) AND GPL-3.0-only"));
        assert!(!is_allowed("MIT AND (GPL-3.0-only OR AGPL-3.0-only)"));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(!is_allowed(""));
        assert!(!is_allowed("none stated"));
        assert!(!is_allowed("(MIT"));
        assert!(!is_allowed("MIT Apache-2.0"));
        assert!(!is_allowed("MIT WITH Unknown-exception"));
    }
}
