//! One entry for hosts that prefer messages: JSON in, JSON out.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::questions::DeadlineAnswer;
use super::{
    AddWorkingDaysRequest, AddWorkingTimeRequest, CountWorkingDaysRequest, DayRequest, DeadlineRequest, DossierCodeRequest,
    DossierRequest, DuplicateCodesRequest, FormRequest, HandOverRequest, LatestReceiptRequest, LunarRequest, LunarShape,
    ParseLimitRequest, RegisterRequest, RemainingRequest, WorkingTimeRequest,
};
use crate::error::{Error, quote};

type Ask = fn(Value) -> Result<Value, Error>;

/// Every operation under its name.
const OPERATIONS: &[(&str, Ask)] = &[
    ("day", |given| ask(given, DayRequest::evaluate)),
    ("add_working_days", |given| ask(given, AddWorkingDaysRequest::evaluate)),
    ("count_working_days", |given| ask(given, CountWorkingDaysRequest::evaluate)),
    ("lunar", |given| ask(given, LunarRequest::evaluate)),
    ("lunar_to_solar", |given| ask(given, LunarShape::evaluate)),
    ("deadline", |given| ask(given, |request: &DeadlineRequest| Ok(DeadlineAnswer::from(&request.evaluate()?)))),
    ("latest_receipt", |given| ask(given, LatestReceiptRequest::evaluate)),
    ("remaining", |given| ask(given, RemainingRequest::evaluate)),
    ("hand_over", |given| ask(given, HandOverRequest::evaluate)),
    ("parse_limit", |given| ask(given, ParseLimitRequest::evaluate)),
    ("working_time", |given| ask(given, WorkingTimeRequest::evaluate)),
    ("add_working_time", |given| ask(given, AddWorkingTimeRequest::evaluate)),
    ("dossier", |given| ask(given, DossierRequest::evaluate)),
    ("dossier_code", |given| ask(given, DossierCodeRequest::evaluate)),
    ("duplicate_codes", |given| ask(given, DuplicateCodesRequest::evaluate)),
    ("form", |given| ask(given, FormRequest::evaluate)),
    ("register", |given| ask(given, RegisterRequest::evaluate)),
];

/// The names of all operations, in the order in which they are documented.
pub fn operations() -> impl Iterator<Item = &'static str> {
    OPERATIONS.iter().map(|(name, _)| *name)
}

/// A question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    operation: String,
    given: Value,
}

/// Answers a question put as JSON, or a list of questions with a list of answers.
///
/// The form is that of the shared vectors: in goes `{"operation": …, "given": {…}}`, out comes the rest of the case, `{"expect": {…}}`; or
/// `{"error": code, "message": …}`, with the `path` of what is wrong in the message, or the `index` of the event, stage or row it is about.
/// Every answer has all keys the operation has; a question that fails takes none of the others with it.
///
/// ```
/// use motcua::wire::evaluate;
///
/// let answer = evaluate(r#"{"operation": "add_working_days", "given": {"from": "2026-04-24", "days": 3}}"#);
/// assert_eq!(answer, r#"{"expect":{"date":"2026-05-04"}}"#);
///
/// let refusal = evaluate(r#"{"operation": "lunar", "given": {"date": "2026-02-17", "zone": 7}}"#);
/// assert_eq!(refusal, r#"{"error":"field_unknown","message":"`given.zone` is not a field of the message","path":"given.zone"}"#);
/// ```
#[must_use]
pub fn evaluate(request: &str) -> String {
    let answer = match serde_json::from_str::<Value>(request) {
        Ok(Value::Array(requests)) => requests.into_iter().map(answer).collect(),
        Ok(request) => answer(request),
        Err(error) => refusal(&Error::RequestInvalid { path: "request".to_owned(), problem: error.to_string() }),
    };
    answer.to_string()
}

/// Answers the `given` of one operation, for bindings whose types are not JSON's.
///
/// # Errors
/// `operation_unknown`; `request_invalid` and `field_unknown` with the path; those of the operation.
pub fn answer_operation(operation: &str, given: Value) -> Result<Value, Error> {
    let known = OPERATIONS.iter().find(|(name, _)| *name == operation);
    let (_, ask) = known.ok_or_else(|| Error::OperationUnknown { name: quote(operation) })?;
    ask(given)
}

fn answer(request: Value) -> Value {
    let asked = read::<Request>(request, "").and_then(|request| answer_operation(&request.operation, request.given));
    match asked {
        Ok(answer) => json!({ "expect": answer }),
        Err(error) => refusal(&error),
    }
}

fn refusal(error: &Error) -> Value {
    let mut refusal = Map::new();
    refusal.insert("error".to_owned(), error.code().into());
    refusal.insert("message".to_owned(), error.to_string().into());
    if let Some(path) = error.path() {
        refusal.insert("path".to_owned(), path.into());
    }
    if let Some(index) = error.index() {
        refusal.insert("index".to_owned(), index.into());
    }
    Value::Object(refusal)
}

fn ask<R: DeserializeOwned, A: Serialize>(given: Value, evaluate: impl Fn(&R) -> Result<A, Error>) -> Result<Value, Error> {
    let request = read::<R>(given, "given")?;
    let answer = evaluate(&request)?;
    serde_json::to_value(answer).map_err(|error| Error::RequestInvalid { path: "answer".to_owned(), problem: error.to_string() })
}

/// Reads a shape; what does not fit is refused with its path.
fn read<T: DeserializeOwned>(value: Value, root: &str) -> Result<T, Error> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let inner = error.path().to_string();
        let path = match (root, inner.as_str()) {
            (root, ".") if root.is_empty() => "request".to_owned(),
            (root, ".") => root.to_owned(),
            (root, inner) if root.is_empty() => inner.to_owned(),
            (root, inner) => format!("{root}.{inner}"),
        };
        let problem = error.into_inner().to_string();
        if problem.starts_with("unknown field") {
            Error::FieldUnknown { path: quote(&path) }
        } else {
            Error::RequestInvalid { path: quote(&path), problem: quote_long(&problem) }
        }
    })
}

/// Shortens a message of the reader, which may hold what came in.
fn quote_long(problem: &str) -> String {
    problem.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
