//! The shared vectors, asked in Rust.

#[path = "conformance/operations.rs"]
mod operations;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use motcua::wire::{evaluate, operations};
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

    /// Asks the question, by typed calls and as a message, and says what is wrong with either answer, if anything.
    fn failure(&self, operation: &str, ask: Ask) -> Option<String> {
        let Some(expected) = self.expected() else {
            return Some("a case needs either `expect` with keys or `error`".to_owned());
        };
        let typed = match ask(&self.given) {
            Ok(answer) => answer,
            Err(Failure::Refused(code)) => json!({ "error": code }),
            Err(Failure::Unreadable(error)) => json!({ "unreadable": error.to_string() }),
        };
        let message = evaluate(&json!({ "operation": operation, "given": self.given }).to_string());
        let message: Value = serde_json::from_str(&message).unwrap_or_default();
        let message = message.get("expect").unwrap_or(&message);
        [("by typed calls", &typed), ("as a message", message)].into_iter().find_map(|(how, got)| {
            let is_met = expected.iter().all(|(key, value)| got.get(key).is_some_and(|got| meets(got, value)));
            (!is_met).then(|| {
                let (given, expected) = (&self.given, Value::from(expected.clone()));
                let shown: Map<String, Value> =
                    got.as_object().into_iter().flatten().filter(|(key, _)| is_shown(&expected, key)).map(own).collect();
                format!("{how}, given {given}\n    expected {expected}\n    got      {}", Value::from(shown))
            })
        })
    }
}

/// How far estimates, which are no exact numbers, may lie apart.
const TOLERANCE: f64 = 1e-6;

/// Only the keys that are expected are compared, within lists and objects too; a list has all its items.
fn meets(got: &Value, expected: &Value) -> bool {
    match (got, expected) {
        (Value::Object(got), Value::Object(expected)) => {
            expected.iter().all(|(key, value)| got.get(key).is_some_and(|got| meets(got, value)))
        }
        (Value::Array(got), Value::Array(expected)) => {
            got.len() == expected.len() && got.iter().zip(expected).all(|(got, expected)| meets(got, expected))
        }
        (Value::Number(got), Value::Number(expected)) if got.is_f64() || expected.is_f64() => {
            got.as_f64().zip(expected.as_f64()).is_some_and(|(got, expected)| (got - expected).abs() <= TOLERANCE)
        }
        _ => got == expected,
    }
}

/// Of an answer with many keys, those a reader of a failure wants to see.
fn is_shown(expected: &Value, key: &str) -> bool {
    expected.get(key).is_some() || ["error", "message", "unreadable"].contains(&key)
}

fn own((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
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
            if let Some(failure) = case.failure(&operation, *ask) {
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
    let known: BTreeSet<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(known, operations().collect(), "typed calls and messages have the same operations");
    for (name, _) in OPERATIONS {
        if !run.asked.contains(*name) {
            run.failures.push(format!("no case asks for `{name}`"));
        }
    }
    // Past the capture of test output: how much was asked belongs in every log.
    writeln!(io::stdout(), "vectors in Rust: {} cases in {files} files", run.cases).unwrap();
    assert!(run.failures.is_empty(), "{} failures:\n{}", run.failures.len(), run.failures.join("\n"));
}

/// A message and its answer. A request that is a text is the message's own, any other the message as a value.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Message {
    id: String,
    request: Value,
    response: Value,
}

#[derive(Deserialize)]
struct Messages {
    cases: Vec<Message>,
}

/// Whether an answer is the one wanted; its wording matters only where it is given.
fn is_answer(wanted: &Value, got: &Value) -> bool {
    match (wanted, got) {
        (Value::Array(wanted), Value::Array(got)) => {
            wanted.len() == got.len() && wanted.iter().zip(got).all(|(wanted, got)| is_answer(wanted, got))
        }
        (Value::Object(wanted), Value::Object(got)) => {
            let named = got.iter().filter(|(key, _)| *key != "message" || wanted.contains_key("message"));
            *wanted == named.map(own).collect()
        }
        _ => false,
    }
}

#[test]
fn every_message_is_answered() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("messages.json");
    let Messages { cases } = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut failures = Vec::new();
    for Message { id, request, response } in cases {
        let asked = request.as_str().map_or_else(|| request.to_string(), str::to_owned);
        let got: Value = serde_json::from_str(&evaluate(&asked)).unwrap();
        if !is_answer(&response, &got) {
            failures.push(format!("{id}: {got}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
