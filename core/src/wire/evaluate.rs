//! One entry for hosts that prefer messages: JSON in, JSON out.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::petition::{ContactRecordRequest, PetitionRegisterRequest, PetitionRequest, PetitionsPageRequest};
use super::plan::{PlanPageRequest, QualityObjectivesRequest, ReformPlanRequest};
use super::procedure::{
    BoardRequest, CatalogueCheckRequest, CompletenessRequest, ProcedureCodeRequest, ProcedureLimitRequest, PublicationRequest,
    SearchRequest,
};
use super::questions::DeadlineAnswer;
use super::scorecard::{RuleSetRequest, RuleSetsRequest, ScoreRequest, ScoreUnitsRequest};
use super::service_quality::{AgencyScoreRequest, OfficerScoreRequest, ServiceQualityRequest};
use super::strict;
use super::survey::{ProportionRequest, ReliabilityRequest, SampleSizeRequest, SurveyChangeRequest, SurveyRequest};
use super::{
    AddWorkingDaysRequest, AddWorkingTimeRequest, CountWorkingDaysRequest, DayRequest, DeadlineRequest, DossierCodeRequest,
    DossierRequest, DuplicateCodesRequest, FormRequest, HandOverRequest, InterlinkedGroupsRequest, InterlinkedRequest,
    LatestReceiptRequest, LunarRequest, LunarShape, OnTimeReportRequest, ParseLimitRequest, RankRequest, RankSensitivityRequest,
    RankUncertaintyRequest, RankUnitsRequest, RegimeRequest, RegisterRequest, RemainingRequest, ScoreChangeRequest, UnitRequest,
    WorkingTimeRequest,
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
    ("regime", |given| ask(given, RegimeRequest::evaluate)),
    ("interlinked", |given| ask(given, InterlinkedRequest::evaluate)),
    ("interlinked_groups", |given| ask(given, InterlinkedGroupsRequest::evaluate)),
    ("petition", |given| ask(given, PetitionRequest::evaluate)),
    ("petition_register", |given| ask(given, PetitionRegisterRequest::evaluate)),
    ("contact_record", |given| ask(given, ContactRecordRequest::evaluate)),
    ("petitions_page", |given| ask(given, PetitionsPageRequest::evaluate)),
    ("reform_plan", |given| ask(given, ReformPlanRequest::evaluate)),
    ("quality_objectives", |given| ask(given, QualityObjectivesRequest::evaluate)),
    ("plan_page", |given| ask(given, PlanPageRequest::evaluate)),
    ("procedure_code", |given| ask(given, ProcedureCodeRequest::evaluate)),
    ("search", |given| ask(given, SearchRequest::evaluate)),
    ("catalogue_check", |given| ask(given, CatalogueCheckRequest::evaluate)),
    ("procedure_limit", |given| ask(given, ProcedureLimitRequest::evaluate)),
    ("completeness", |given| ask(given, CompletenessRequest::evaluate)),
    ("publication", |given| ask(given, PublicationRequest::evaluate)),
    ("board", |given| ask(given, BoardRequest::evaluate)),
    ("form", |given| ask(given, FormRequest::evaluate)),
    ("register", |given| ask(given, RegisterRequest::evaluate)),
    ("score", |given| ask(given, ScoreRequest::evaluate)),
    ("score_units", |given| ask(given, ScoreUnitsRequest::evaluate)),
    ("rule_set", |given| ask(given, RuleSetRequest::evaluate)),
    ("rule_sets", |given| ask(given, RuleSetsRequest::evaluate)),
    ("proportion", |given| ask(given, ProportionRequest::evaluate)),
    ("survey", |given| ask(given, SurveyRequest::evaluate)),
    ("survey_change", |given| ask(given, SurveyChangeRequest::evaluate)),
    ("sample_size", |given| ask(given, SampleSizeRequest::evaluate)),
    ("reliability", |given| ask(given, ReliabilityRequest::evaluate)),
    ("officer_score", |given| ask(given, OfficerScoreRequest::evaluate)),
    ("agency_score", |given| ask(given, AgencyScoreRequest::evaluate)),
    ("service_quality", |given| ask(given, ServiceQualityRequest::evaluate)),
    ("rank", |given| ask(given, RankRequest::evaluate)),
    ("rank_units", |given| ask(given, RankUnitsRequest::evaluate)),
    ("rank_uncertainty", |given| ask(given, RankUncertaintyRequest::evaluate)),
    ("rank_sensitivity", |given| ask(given, RankSensitivityRequest::evaluate)),
    ("score_change", |given| ask(given, ScoreChangeRequest::evaluate)),
    ("on_time_report", |given| ask(given, OnTimeReportRequest::evaluate)),
    ("unit", |given| ask(given, UnitRequest::evaluate)),
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
    let answer = match strict::parse(request) {
        Ok(Value::Array(requests)) => requests.into_iter().map(answer_request).collect(),
        Ok(request) => answer_request(request),
        Err(error) => refusal(unreadable(request, &error)),
    };
    answer.to_string()
}

/// Why a text is no message; a field of the question that nests too deep is named with its place.
fn unreadable(request: &str, error: &serde_json::Error) -> Error {
    let problem = error.to_string();
    let path = match strict::parse_placed(request) {
        Err((path, _)) if problem.starts_with("recursion limit") && path.starts_with("given.") => quote(&path),
        _ => WHOLE.to_owned(),
    };
    Error::RequestInvalid { path, problem }
}

/// Answers the `given` of one operation, for bindings whose types are not JSON's. Paths of errors start at the fields of `given`.
///
/// # Errors
/// `operation_unknown`; `request_invalid` and `field_unknown` with the path; those of the operation.
pub fn answer_operation(operation: &str, given: Value) -> Result<Value, Error> {
    let known = OPERATIONS.iter().find(|(name, _)| *name == operation);
    let (_, ask) = known.ok_or_else(|| Error::OperationUnknown { name: quote(operation) })?;
    if let Some(path) = strict::too_deep(&given) {
        return Err(Error::RequestInvalid { path: quote(&path), problem: "nests too deep".to_owned() });
    }
    ask(given)
}

/// Answers one question that has been read, as [`evaluate`] does.
#[must_use]
pub fn answer_request(request: Value) -> Value {
    let Request { operation, given } = match object(request).and_then(read) {
        Ok(request) => request,
        Err(error) => return refusal(error),
    };
    match answer_operation(&operation, given) {
        Ok(answer) => json!({ "expect": answer }),
        Err(error) => refusal_at("given", error),
    }
}

/// What a message says of an error: its code, the message, and the place.
#[must_use]
pub fn refusal(error: Error) -> Value {
    refusal_at("", error)
}

/// The same for an error whose path starts at a field of the message.
fn refusal_at(root: &str, error: Error) -> Value {
    let below = |path: String| match (root, path.as_str()) {
        ("", _) => path,
        (root, WHOLE) => root.to_owned(),
        (root, path) => format!("{root}.{path}"),
    };
    let path = error.path().map(below);
    let error = match error {
        Error::RequestInvalid { path, problem } => Error::RequestInvalid { path: below(path), problem },
        Error::FieldUnknown { path } => Error::FieldUnknown { path: below(path) },
        error => error,
    };
    let mut refusal = Map::new();
    refusal.insert("error".to_owned(), error.code().into());
    refusal.insert("message".to_owned(), error.to_string().into());
    if let Some(path) = path {
        refusal.insert("path".to_owned(), path.into());
    }
    if let Some(index) = error.index() {
        refusal.insert("index".to_owned(), index.into());
    }
    Value::Object(refusal)
}

fn ask<R: DeserializeOwned, A: Serialize>(given: Value, evaluate: impl Fn(&R) -> Result<A, Error>) -> Result<Value, Error> {
    let request = read::<R>(object(given)?)?;
    let answer = evaluate(&request)?;
    serde_json::to_value(answer).map_err(|error| Error::RequestInvalid { path: "answer".to_owned(), problem: error.to_string() })
}

/// Only an object has named fields; a list would be read by position.
pub(super) fn object(value: Value) -> Result<Value, Error> {
    if value.is_object() {
        return Ok(value);
    }
    Err(Error::RequestInvalid { path: WHOLE.to_owned(), problem: "an object is needed".to_owned() })
}

/// Reads a shape; what does not fit is refused with its path.
pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    serde_path_to_error::deserialize(strict::Named(value)).map_err(|error| {
        let path = error.path().to_string();
        let problem = error.into_inner().to_string();
        if problem.starts_with("unknown field") {
            return Error::FieldUnknown { path: quote(&path) };
        }
        let absent = problem.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
        match (absent, path.as_str()) {
            (Some(name), ".") => Error::RequestInvalid { path: quote(name), problem: MISSING.to_owned() },
            (Some(name), path) => Error::RequestInvalid { path: quote(&format!("{path}.{name}")), problem: MISSING.to_owned() },
            (None, ".") => Error::RequestInvalid { path: WHOLE.to_owned(), problem: quote_long(&problem) },
            (None, path) => Error::RequestInvalid { path: quote(path), problem: quote_long(&problem) },
        }
    })
}

/// What stands for the path of a whole message.
const WHOLE: &str = "request";
const MISSING: &str = "is missing";

/// Shortens a message of the reader, which may hold what came in.
fn quote_long(problem: &str) -> String {
    problem.chars().take(200).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
