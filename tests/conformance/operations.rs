//! What each operation of the vectors asks the library, and the keys it answers with.

use chrono::NaiveDateTime;
use motcua::wire::petition::{ContactRecordRequest, PetitionRegisterRequest, PetitionRequest, PetitionsPageRequest};
use motcua::wire::plan::{PlanPageRequest, QualityObjectivesRequest, ReformPlanRequest};
use motcua::wire::procedure::{
    BoardRequest, CatalogueCheckRequest, CompletenessRequest, ProcedureCodeRequest, ProcedureLimitRequest, PublicationRequest,
    SearchRequest,
};
use motcua::wire::scorecard::{RuleSetRequest, RuleSetsRequest, ScoreRequest, ScoreUnitsRequest};
use motcua::wire::service_quality::{AgencyScoreRequest, OfficerScoreRequest, ServiceQualityRequest};
use motcua::wire::survey::{ProportionRequest, ReliabilityRequest, SampleSizeRequest, SurveyChangeRequest, SurveyRequest};
use motcua::wire::{
    CalendarOptions, DeadlineRequest, DossierAnswer, DossierCodeRequest, DossierRequest, DuplicateCodesRequest, FormRequest,
    Hours, InterlinkedGroupsRequest, InterlinkedRequest, Limit, OnTimeReportRequest, Question, RankRequest,
    RankSensitivityRequest, RankUncertaintyRequest, RankUnitsRequest, RegimeRequest, RegisterRequest, RuleNames,
    ScoreChangeRequest, UnitRequest, parse_date, parse_moment,
};
use motcua::{Calendar, Error, Flag, LunarDate, OfficeHours, Operation, Step, TimeLimit, WorkingTime, hand_over_by};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value, json};

/// Answers one question with every key a case of the operation may expect.
pub(crate) type Ask = fn(&Value) -> Result<Value, Failure>;

pub(crate) const OPERATIONS: &[(&str, Ask)] = &[
    ("day", day),
    ("add_working_days", add_working_days),
    ("count_working_days", count_working_days),
    ("lunar", lunar),
    ("lunar_to_solar", lunar_to_solar),
    ("deadline", deadline),
    ("latest_receipt", latest_receipt),
    ("remaining", remaining),
    ("parse_limit", parse_limit),
    ("working_time", working_time),
    ("add_working_time", add_working_time),
    ("hand_over", hand_over),
    ("dossier", dossier),
    ("dossier_code", |given| answer(read::<DossierCodeRequest>(given)?.evaluate()?)),
    ("duplicate_codes", |given| answer(read::<DuplicateCodesRequest>(given)?.evaluate()?)),
    ("regime", |given| answer(read::<RegimeRequest>(given)?.evaluate()?)),
    ("interlinked", |given| answer(read::<InterlinkedRequest>(given)?.evaluate()?)),
    ("interlinked_groups", |given| answer(read::<InterlinkedGroupsRequest>(given)?.evaluate()?)),
    ("petition", |given| answer(read::<PetitionRequest>(given)?.evaluate()?)),
    ("petition_register", |given| answer(read::<PetitionRegisterRequest>(given)?.evaluate()?)),
    ("contact_record", |given| answer(read::<ContactRecordRequest>(given)?.evaluate()?)),
    ("petitions_page", |given| answer(read::<PetitionsPageRequest>(given)?.evaluate()?)),
    ("reform_plan", |given| answer(read::<ReformPlanRequest>(given)?.evaluate()?)),
    ("quality_objectives", |given| answer(read::<QualityObjectivesRequest>(given)?.evaluate()?)),
    ("plan_page", |given| answer(read::<PlanPageRequest>(given)?.evaluate()?)),
    ("procedure_code", |given| answer(read::<ProcedureCodeRequest>(given)?.evaluate()?)),
    ("search", |given| answer(read::<SearchRequest>(given)?.evaluate()?)),
    ("catalogue_check", |given| answer(read::<CatalogueCheckRequest>(given)?.evaluate()?)),
    ("procedure_limit", |given| answer(read::<ProcedureLimitRequest>(given)?.evaluate()?)),
    ("completeness", |given| answer(read::<CompletenessRequest>(given)?.evaluate()?)),
    ("publication", |given| answer(read::<PublicationRequest>(given)?.evaluate()?)),
    ("board", |given| answer(read::<BoardRequest>(given)?.evaluate()?)),
    ("form", |given| answer(read::<FormRequest>(given)?.evaluate()?)),
    ("register", |given| answer(read::<RegisterRequest>(given)?.evaluate()?)),
    ("score", |given| answer(read::<ScoreRequest>(given)?.evaluate()?)),
    ("score_units", |given| answer(read::<ScoreUnitsRequest>(given)?.evaluate()?)),
    ("rule_set", |given| answer(read::<RuleSetRequest>(given)?.evaluate()?)),
    ("rule_sets", |given| answer(read::<RuleSetsRequest>(given)?.evaluate()?)),
    ("officer_score", |given| answer(read::<OfficerScoreRequest>(given)?.evaluate()?)),
    ("agency_score", |given| answer(read::<AgencyScoreRequest>(given)?.evaluate()?)),
    ("service_quality", |given| answer(read::<ServiceQualityRequest>(given)?.evaluate()?)),
    ("rank", |given| answer(read::<RankRequest>(given)?.evaluate()?)),
    ("rank_units", |given| answer(read::<RankUnitsRequest>(given)?.evaluate()?)),
    ("rank_uncertainty", |given| answer(read::<RankUncertaintyRequest>(given)?.evaluate()?)),
    ("rank_sensitivity", |given| answer(read::<RankSensitivityRequest>(given)?.evaluate()?)),
    ("score_change", |given| answer(read::<ScoreChangeRequest>(given)?.evaluate()?)),
    ("on_time_report", |given| answer(read::<OnTimeReportRequest>(given)?.evaluate()?)),
    ("unit", |given| answer(read::<UnitRequest>(given)?.evaluate()?)),
    ("proportion", |given| answer(read::<ProportionRequest>(given)?.evaluate()?)),
    ("survey", |given| answer(read::<SurveyRequest>(given)?.evaluate()?)),
    ("survey_change", |given| answer(read::<SurveyChangeRequest>(given)?.evaluate()?)),
    ("sample_size", |given| answer(read::<SampleSizeRequest>(given)?.evaluate()?)),
    ("reliability", |given| answer(read::<ReliabilityRequest>(given)?.evaluate()?)),
];

/// Why a question has no answer.
pub(crate) enum Failure {
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
    #[serde(deny_unknown_fields)]
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
    #[serde(deny_unknown_fields)]
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
    #[serde(deny_unknown_fields)]
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
    #[serde(deny_unknown_fields)]
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

fn lunar_to_solar(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Given {
        year: i32,
        month: u8,
        day: u8,
        leap: bool,
    }
    let given: Given = read(given)?;
    let date = LunarDate::new(given.year, given.month, given.day, given.leap)?.to_solar()?;
    Ok(json!({ "date": date.to_string() }))
}

fn deadline(given: &Value) -> Result<Value, Failure> {
    let deadline = read::<DeadlineRequest>(given)?.evaluate()?;
    let mut flags: Vec<_> = deadline.flags().into_iter().map(Flag::as_str).collect();
    flags.sort_unstable();
    let steps = deadline.steps();
    let passed_over = steps.iter().filter(|step| step.operation() == Operation::SkipDays).flat_map(Step::days);
    let skipped: Vec<_> =
        passed_over.map(|run| json!([run.first().to_string(), run.last().to_string(), run.kind().as_str()])).collect();
    Ok(json!({
        "due_on": deadline.due_on().to_string(),
        "due_at": moment(deadline.due_at()),
        "certainty": deadline.certainty().as_str(),
        "flags": flags,
        "skipped": skipped,
    }))
}

fn latest_receipt(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Given {
        due_on: String,
        limit: Limit,
        hours: Option<Hours>,
        counting: Option<String>,
        cutoff: Option<String>,
        cutoff_effect: Option<String>,
        roll: Option<String>,
        calendar: Option<CalendarOptions>,
    }
    let given: Given = read(given)?;
    let rules = RuleNames {
        counting: given.counting.as_deref(),
        cutoff: given.cutoff.as_deref(),
        cutoff_effect: given.cutoff_effect.as_deref(),
        roll: given.roll.as_deref(),
    };
    let (limit, rules) = Question { limit: &given.limit, hours: given.hours.as_ref(), rules }.build()?;
    let calendar = calendar(given.calendar.as_ref())?;
    let latest = motcua::latest_receipt(parse_date(&given.due_on)?, &limit, &calendar, &rules)?;
    Ok(json!({
        "received_at": moment(latest.received_at()),
        "at_counter": latest.at_counter().map(moment),
        "due_on": latest.deadline().due_on().to_string(),
    }))
}

fn remaining(given: &Value) -> Result<Value, Failure> {
    let mut request = given.clone();
    let at = request.as_object_mut().and_then(|keys| keys.remove("at")).unwrap_or_default();
    let deadline = read::<DeadlineRequest>(&request)?.evaluate()?;
    let left = deadline.remaining(parse_moment(&read::<String>(&at)?)?)?;
    Ok(json!({
        "working_days": left.working_days(),
        "working_seconds": left.working_seconds(),
        "clock_seconds": left.clock_seconds(),
        "is_past": left.is_past(),
    }))
}

fn parse_limit(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
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
        #[serde(flatten)]
        office: Office,
    }
    let given: Given = read(given)?;
    let (from, to) = (parse_moment(&given.from)?, parse_moment(&given.to)?);
    let (calendar, hours) = given.office.build()?;
    Ok(json!({ "seconds": WorkingTime::new(&calendar, &hours).between(from, to)? }))
}

fn add_working_time(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        at: String,
        seconds: i64,
        #[serde(flatten)]
        office: Office,
    }
    let given: Given = read(given)?;
    let at = parse_moment(&given.at)?;
    let (calendar, hours) = given.office.build()?;
    Ok(json!({ "at": moment(WorkingTime::new(&calendar, &hours).add(at, given.seconds)?) }))
}

fn hand_over(given: &Value) -> Result<Value, Failure> {
    #[derive(Deserialize)]
    struct Given {
        received_at: String,
        #[serde(flatten)]
        office: Office,
    }
    let given: Given = read(given)?;
    let received_at = parse_moment(&given.received_at)?;
    let (calendar, hours) = given.office.build()?;
    Ok(json!({ "by": moment(hand_over_by(received_at, &calendar, &hours)?) }))
}

fn dossier(given: &Value) -> Result<Value, Failure> {
    let request: DossierRequest = read(given)?;
    if request.reading.is_some() || request.what_if.is_some() {
        return answer(request.evaluate()?);
    }
    let (dossier, as_of) = request.build()?;
    // What the quick replay says must be what the full answer says.
    let standing = dossier.standing(as_of)?;
    let mut full = answer(DossierAnswer::new(&dossier, as_of)?)?;
    for (key, value) in [
        ("state", json!(standing.state().as_str())),
        ("due_on", json!(standing.due_on().map(|date| date.to_string()))),
        ("due_at", json!(standing.due_at().map(moment))),
        ("timeliness", json!(standing.timeliness().as_str())),
    ] {
        if let Some(slot) = full.get_mut(key) {
            *slot = value;
        }
    }
    Ok(full)
}

fn answer(answer: impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(answer).map_err(Failure::Unreadable)
}

/// Whose working time it is.
#[derive(Deserialize)]
struct Office {
    hours: Option<Hours>,
    calendar: Option<CalendarOptions>,
}

impl Office {
    fn build(&self) -> Result<(Calendar, OfficeHours), Error> {
        let hours = self.hours.as_ref().map_or_else(|| Ok(OfficeHours::default()), Hours::build)?;
        Ok((calendar(self.calendar.as_ref())?, hours))
    }
}

fn calendar(options: Option<&CalendarOptions>) -> Result<Calendar, Error> {
    options.map_or_else(|| Ok(Calendar::vietnam()), CalendarOptions::build)
}

fn read<T: DeserializeOwned>(given: &Value) -> Result<T, Failure> {
    T::deserialize(given).map_err(Failure::Unreadable)
}

fn moment(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S").to_string()
}
