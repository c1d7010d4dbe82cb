//! The shared vectors, asked in Rust.

#[path = "conformance/operations.rs"]
mod operations;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use operations::{Ask, Failure, OPERATIONS};
use serde::Deserialize;
use serde_json::{Map, Value, json};

#[derive(Deserialize)]
struct VectorFile {
    operation: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: String,
    given: Value,
    expect: Option<Map<String, Value>>,
    error: Option<String>,
}

impl Case {
    /// The keys an answer must have; a refusal is the one key `error`.
    fn expected(&self) -> Option<Map<String, Value>> {
        match (&self.expect, &self.error) {
            (Some(expect), None) if !expect.is_empty() => Some(expect.clone()),
            (None, Some(code)) => Some(Map::from_iter([("error".to_owned(), json!(code))])),
            _ => None,
        }
    }

    /// Asks the question and says what is wrong with the answer, if anything.
    fn failure(&self, ask: Ask) -> Option<String> {
        let Some(expected) = self.expected() else {
            return Some("a case needs either `expect` with keys or `error`".to_owned());
        };
        let got = match ask(&self.given) {
            Ok(answer) => answer,
            Err(Failure::Refused(code)) => json!({ "error": code }),
            Err(Failure::Unreadable(error)) => json!({ "unreadable": error.to_string() }),
        };
        let is_met = covers(&got, &Value::from(expected.clone()));
        (!is_met).then(|| {
            let (given, expected) = (&self.given, Value::from(expected));
            format!("given {given}\n    expected {expected}\n    got      {got}")
        })
    }
}

/// Equal, but for keys of objects that the case does not name, at any depth.
fn covers(got: &Value, wanted: &Value) -> bool {
    match (got, wanted) {
        (Value::Object(got), Value::Object(wanted)) => {
            wanted.iter().all(|(key, value)| got.get(key).is_some_and(|got| covers(got, value)))
        }
        (Value::Array(got), Value::Array(wanted)) => {
            got.len() == wanted.len() && got.iter().zip(wanted).all(|(got, wanted)| covers(got, wanted))
        }
        (got, wanted) => got == wanted,
    }
}

/// Our own vectors, then the folders of `MOTCUA_VECTORS`; a relative one starts at the workspace's root.
fn folders() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let named = std::env::var("MOTCUA_VECTORS").unwrap_or_default();
    let named = named.split(':').filter(|folder| !folder.is_empty());
    std::iter::once(tests.join("vectors")).chain(named.map(|folder| tests.join("..").join(folder))).collect()
}

/// Every JSON file of a folder and of the folders in it.
fn json_files(folder: &Path) -> io::Result<BTreeSet<PathBuf>> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(json_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.insert(path);
        }
    }
    Ok(files)
}

/// What asking the cases of all files came to.
#[derive(Default)]
struct Run {
    cases: usize,
    asked: BTreeSet<String>,
    failures: Vec<String>,
}

impl Run {
    fn file(&mut self, path: &Path) -> io::Result<()> {
        let VectorFile { operation, cases } = serde_json::from_str(&fs::read_to_string(path)?)?;
        self.cases += cases.len();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some((_, ask)) = OPERATIONS.iter().find(|(known, _)| *known == operation) else {
            let ids = cases.iter().map(|case| format!("{name}: {}: unknown operation `{operation}`", case.id));
            self.failures.extend(ids.chain(cases.is_empty().then(|| format!("{name}: unknown operation `{operation}`"))));
            return Ok(());
        };
        for case in cases {
            if let Some(failure) = case.failure(*ask) {
                self.failures.push(format!("{name}: {}: {failure}", case.id));
            }
            self.asked.insert(operation.clone());
        }
        Ok(())
    }
}

#[test]
fn every_vector_is_met() {
    let mut run = Run::default();
    let mut files = 0;
    for folder in folders() {
        let paths = json_files(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in &paths {
            if let Err(error) = run.file(path) {
                run.failures.push(format!("{}: {error}", path.display()));
            }
        }
        files += paths.len();
    }
    for (name, _) in OPERATIONS {
        if !run.asked.contains(*name) {
            run.failures.push(format!("no case asks for `{name}`"));
        }
    }
    // Past the capture of test output: how much was asked belongs in every log.
    writeln!(io::stdout(), "vectors in Rust: {} cases in {files} files", run.cases).unwrap();
    assert!(run.failures.is_empty(), "{} failures:\n{}", run.failures.len(), run.failures.join("\n"));
}
