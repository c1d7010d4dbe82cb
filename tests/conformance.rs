//! The shared vectors, asked in Rust.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use motcua::wire::{CalendarOptions, DeadlineRequest, Hours, parse_date, parse_moment};
use motcua::{Calendar, Error, LunarDate, OfficeHours, TimeLimit, WorkingTime};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value, json};

/// Answers one question with every key a case of the operation may expect.
type Operation = fn(&Value) -> Result<Value, Failure>;

const OPERATIONS: &[(&str, Operation)] = &[
    ("day", day),
    ("add_working_days", add_working_days),
    ("count_working_days", count_working_days),
    ("lunar", lunar),
    ("deadline", deadline),
    ("parse_limit", parse_limit),
    ("working_time", working_time),
];

/// Why a question has no answer.
enum Failure {
    /// The library refused it, with this code.
    Refused(&'static str),
    /// The question does not have the form of its operation.
    Unreadable(serde_json::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error.code())
    }
}

fn day(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        date: String,
        calendar: Option<CalendarOptions>,
    }
    let given: Given = read(given)?;
    let day = calendar(given.calendar.as_ref())?.day(parse_date(&given.date)?)?;
    Ok(json!({
        "is_working": day.is_working(),
        "kind": day.kind().as_str(),
        "certainty": day.certainty().as_str(),
    }))
}

fn add_working_days(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        from: String,
        days: Number,
        calendar: Option<CalendarOptions>,
    }
    let given: Given = read(given)?;
    let from = parse_date(&given.from)?;
    // JSON has larger integers than the library takes.
    let days = given.days.as_i64().ok_or(Failure::Refused("amount_out_of_range"))?;
    let date = calendar(given.calendar.as_ref())?.add_working_days(from, days)?;
    Ok(json!({ "date": date.to_string() }))
}

fn count_working_days(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        after: String,
        until: String,
        calendar: Option<CalendarOptions>,
    }
    let given: Given = read(given)?;
    let (after, until) = (parse_date(&given.after)?, parse_date(&given.until)?);
    let days = calendar(given.calendar.as_ref())?.count_working_days(after, until)?;
    Ok(json!({ "days": days }))
}

fn lunar(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        date: String,
    }
    let given: Given = read(given)?;
    let date = LunarDate::from_solar(parse_date(&given.date)?)?;
    Ok(json!({
        "year": date.year(),
        "month": date.month(),
        "day": date.day(),
        "leap": date.is_leap_month(),
    }))
}

fn deadline(given: &Value) -> Result<Value, Failure> {
    let deadline = read::<DeadlineRequest>(given)?.evaluate()?;
    Ok(json!({
        "due_on": deadline.due_on().to_string(),
        "due_at": deadline.due_at().format("%Y-%m-%dT%H:%M:%S").to_string(),
        "certainty": deadline.certainty().as_str(),
    }))
}

fn parse_limit(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        text: String,
    }
    let given: Given = read(given)?;
    let limit = TimeLimit::parse(&given.text)?;
    Ok(json!({
        "amount": limit.amount().map(|amount| amount.to_string()),
        "unit": limit.unit().map(|unit| unit.as_str()),
        "undetermined": limit.is_undetermined(),
    }))
}

fn working_time(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        from: String,
        to: String,
        hours: Option<Hours>,
        calendar: Option<CalendarOptions>,
    }
    let given: Given = read(given)?;
    let (from, to) = (parse_moment(&given.from)?, parse_moment(&given.to)?);
    let hours = match &given.hours {
        Some(hours) => hours.build()?,
        None => OfficeHours::default(),
    };
    let calendar = calendar(given.calendar.as_ref())?;
    let seconds = WorkingTime::new(&calendar, &hours).between(from, to)?;
    Ok(json!({ "seconds": seconds }))
}

fn calendar(options: Option<&CalendarOptions>) -> Result<Calendar, Error> {
    options.map_or_else(|| Ok(Calendar::vietnam()), CalendarOptions::build)
}

fn read<T: DeserializeOwned>(given: &Value) -> Result<T, Failure> {
    T::deserialize(given).map_err(Failure::Unreadable)
}

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
    fn failure(&self, operation: Operation) -> Option<String> {
        let Some(expected) = self.expected() else {
            return Some("a case needs either `expect` with keys or `error`".to_owned());
        };
        let got = match operation(&self.given) {
            Ok(answer) => answer,
            Err(Failure::Refused(code)) => json!({ "error": code }),
            Err(Failure::Unreadable(error)) => json!({ "unreadable": error.to_string() }),
        };
        let is_met = expected.iter().all(|(key, value)| got.get(key) == Some(value));
        (!is_met).then(|| {
            let (given, expected) = (&self.given, Value::from(expected));
            format!("given {given}\n    expected {expected}\n    got      {got}")
        })
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
            self.failures.push(format!("{name}: unknown operation `{operation}`"));
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
