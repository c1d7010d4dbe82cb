//! The reform plan and quality objectives across a boundary.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::petition::PageAnswer;
use super::share::problems;
use super::{ProblemAnswer, ShareAnswer, parse_date};
use crate::deadline::Amount;
use crate::error::Error;
use crate::plan::{Cancellation, Evidence, PlanPage, Progress, ReformPlan, Tally, Task, TaskStatus, micro_text};

mod objective;

pub use self::objective::{
    AssessmentAnswer, MeasureOptions, ObjectiveOptions, QualityObjectivesAnswer, QualityObjectivesRequest,
};

/// A document that shows something was done.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceOptions {
    /// What it is.
    pub title: String,
    /// Its number, or where it is kept.
    pub reference: Option<String>,
    /// Its day.
    pub on: Option<String>,
}

/// That a task was given up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CancellationOptions {
    /// Since when.
    pub on: String,
    /// Why.
    pub reason: String,
}

/// A task of a plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskOptions {
    /// Its number in the plan.
    pub id: String,
    /// What is to be done.
    pub name: String,
    /// The content area of the reform.
    pub area: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// Those who help.
    #[serde(default)]
    pub supporting: Vec<String>,
    /// Its due day.
    pub due_on: String,
    /// Its weight, an exact decimal; 1 if absent.
    pub weight: Option<String>,
    /// When work on it began.
    pub started_on: Option<String>,
    /// When it was done.
    pub done_on: Option<String>,
    /// That it was given up.
    pub cancelled: Option<CancellationOptions>,
    /// What shows that it was done.
    #[serde(default)]
    pub evidence: Vec<EvidenceOptions>,
}

fn text(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn day(text: Option<&String>) -> Result<Option<NaiveDate>, Error> {
    text.map(|text| parse_date(text)).transpose()
}

fn amount(text: Option<&String>) -> Result<Option<Amount>, Error> {
    text.map(|text| Amount::parse(text)).transpose()
}

fn evidence(all: &[EvidenceOptions]) -> Result<Vec<Evidence>, Error> {
    let read = |evidence: &EvidenceOptions| {
        let on = day(evidence.on.as_ref())?;
        Ok(Evidence { title: evidence.title.clone(), reference: text(evidence.reference.as_ref()), on })
    };
    all.iter().enumerate().map(|(index, one)| read(one).map_err(|error: Error| error.at("evidence", index))).collect()
}

impl TaskOptions {
    fn read(&self) -> Result<Task, Error> {
        let cancelled = |given: &CancellationOptions| {
            Ok::<_, Error>(Cancellation { on: parse_date(&given.on)?, reason: given.reason.clone() })
        };
        Ok(Task {
            id: self.id.clone(),
            name: self.name.clone(),
            area: text(self.area.as_ref()),
            owner: self.owner.clone(),
            supporting: self.supporting.clone(),
            due_on: parse_date(&self.due_on)?,
            weight: amount(self.weight.as_ref())?,
            started_on: day(self.started_on.as_ref())?,
            done_on: day(self.done_on.as_ref())?,
            cancelled: self.cancelled.as_ref().map(cancelled).transpose()?,
            evidence: evidence(&self.evidence)?,
        })
    }
}

/// A reform plan and how it stands on a day.
///
/// ```
/// use motcua::wire::plan::ReformPlanRequest;
///
/// let json = r#"{"year": 2026, "unit": "UBND xã Mẫu", "on": "2026-06-30", "tasks": [
///     {"id": "01", "name": "Niêm yết thủ tục", "owner": "Văn phòng", "due_on": "2026-03-31", "done_on": "2026-03-20"}]}"#;
/// let request: ReformPlanRequest = serde_json::from_str(json).unwrap();
/// let answer = request.evaluate()?;
/// assert_eq!(answer.tasks[0].status, "done_on_time");
/// // Nothing shows it, so it is not counted.
/// assert_eq!((answer.evidence_missing[0].as_str(), answer.completion.numerator), ("01", 0));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReformPlanRequest {
    /// The year.
    pub year: i32,
    /// The unit.
    pub unit: String,
    /// The decision that approved it.
    pub approved_by: Option<String>,
    /// The tasks.
    pub tasks: Vec<TaskOptions>,
    /// The day asked about, to its end.
    pub on: String,
}

impl ReformPlanRequest {
    fn build(&self) -> Result<(ReformPlan, NaiveDate), Error> {
        let as_of = parse_date(&self.on)?;
        let mut plan = ReformPlan::new(self.year, &self.unit, self.approved_by.as_deref().unwrap_or_default());
        for task in &self.tasks {
            match task.read() {
                Ok(task) => plan.add(task),
                Err(error) => plan.refuse(error),
            }
        }
        Ok((plan, as_of))
    }

    /// How it stands.
    ///
    /// # Errors
    /// `date_invalid` for the day asked about. What is wrong with a task is among the problems of the answer.
    pub fn evaluate(&self) -> Result<ReformPlanAnswer, Error> {
        let (plan, as_of) = self.build()?;
        let progress = plan.progress(as_of);
        Ok(ReformPlanAnswer::new(&plan, &progress))
    }
}

/// A plan as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReformPlanAnswer {
    /// The day.
    pub on: String,
    /// Whether a decision approved it.
    pub is_approved: bool,
    /// The tasks, in the order of the plan.
    pub tasks: Vec<TaskAnswer>,
    /// All tasks in numbers.
    pub counts: TaskCounts,
    /// Done with evidence, among those not cancelled.
    pub completion: ShareAnswer,
    /// Done with or without evidence, among those not cancelled.
    pub reported: ShareAnswer,
    /// Done on time with evidence, among those done or overdue.
    pub on_time: ShareAnswer,
    /// Completed by weight.
    pub weighted: WeightedAnswer,
    /// By area, in the order in which areas first occur.
    pub by_area: Vec<TallyAnswer>,
    /// By owner, in the order in which owners first occur.
    pub by_owner: Vec<TallyAnswer>,
    /// The numbers of tasks done without evidence.
    pub evidence_missing: Vec<String>,
    /// What is wrong with tasks left out.
    pub problems: Vec<ProblemAnswer>,
}

/// A task as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TaskAnswer {
    /// Its number.
    pub id: String,
    /// How it stands.
    pub status: &'static str,
    /// Whether an evidence shows it done.
    pub is_proven: bool,
}

/// Tasks in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TaskCounts {
    /// All.
    pub tasks: u64,
    /// Done on the due day or before.
    pub done_on_time: u64,
    /// Done after it.
    pub done_late: u64,
    /// Begun, not due yet.
    pub in_progress: u64,
    /// Not begun, not due yet.
    pub not_due: u64,
    /// Not done, the due day past.
    pub overdue: u64,
    /// Given up.
    pub cancelled: u64,
}

/// A share of weights, as exact decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WeightedAnswer {
    /// What the numerator sums up.
    pub counted: &'static str,
    /// What the denominator sums up.
    pub among: &'static str,
    /// The weight completed.
    pub numerator: String,
    /// The weight of all.
    pub denominator: String,
    /// In percent, rounded half up to two decimals; null when the denominator is 0.
    pub percent: Option<String>,
}

/// The tasks of an area or an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TallyAnswer {
    /// The area or owner, as the plan names it.
    pub name: String,
    /// In numbers.
    pub counts: TaskCounts,
    /// Done with evidence, among those not cancelled.
    pub completion: ShareAnswer,
    /// Done on time with evidence, among those done or overdue.
    pub on_time: ShareAnswer,
    /// Completed by weight.
    pub weighted: WeightedAnswer,
}

impl From<&Tally> for TaskCounts {
    fn from(tally: &Tally) -> Self {
        Self {
            tasks: tally.tasks(),
            done_on_time: tally.with(TaskStatus::DoneOnTime),
            done_late: tally.with(TaskStatus::DoneLate),
            in_progress: tally.with(TaskStatus::InProgress),
            not_due: tally.with(TaskStatus::NotDue),
            overdue: tally.with(TaskStatus::Overdue),
            cancelled: tally.with(TaskStatus::Cancelled),
        }
    }
}

impl From<&Tally> for WeightedAnswer {
    fn from(tally: &Tally) -> Self {
        let (share, ratio) = (tally.weighted(), tally.weighted().ratio());
        Self {
            counted: share.counted(),
            among: share.among(),
            numerator: micro_text(ratio.numerator()),
            denominator: micro_text(ratio.denominator()),
            percent: ratio.percent(2),
        }
    }
}

impl ReformPlanAnswer {
    fn new(plan: &ReformPlan, progress: &Progress<'_>) -> Self {
        let total = progress.total();
        let groups = |groups: &[(&str, Tally)]| {
            let one = |(name, tally): &(&str, Tally)| TallyAnswer {
                name: (*name).to_owned(),
                counts: tally.into(),
                completion: tally.completion().into(),
                on_time: tally.on_time().into(),
                weighted: tally.into(),
            };
            groups.iter().map(one).collect()
        };
        let tasks = progress.tasks();
        Self {
            on: progress.as_of().to_string(),
            is_approved: !plan.approved_by().is_empty(),
            tasks: tasks
                .iter()
                .map(|of| TaskAnswer { id: of.task.id.clone(), status: of.status.as_str(), is_proven: of.is_proven })
                .collect(),
            counts: total.into(),
            completion: total.completion().into(),
            reported: total.reported().into(),
            on_time: total.on_time().into(),
            weighted: total.into(),
            by_area: groups(progress.by_area()),
            by_owner: groups(progress.by_owner()),
            evidence_missing: tasks.iter().filter(|of| of.lacks_evidence()).map(|of| of.task.id.clone()).collect(),
            problems: problems(plan.problems()),
        }
    }
}

/// A plan with its objectives as a page to print (A4 across).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanPageRequest {
    /// The plan.
    pub plan: ReformPlanRequest,
    /// The objectives.
    pub objectives: Option<QualityObjectivesRequest>,
    /// For the public: without what could not be read. True if absent.
    pub public: Option<bool>,
    /// Marks the page as a sample (MẪU).
    pub sample: Option<bool>,
}

impl PlanPageRequest {
    /// The page.
    ///
    /// # Errors
    /// As [`ReformPlanRequest::evaluate`] and [`QualityObjectivesRequest::evaluate`]; `value_missing` without a unit.
    pub fn evaluate(&self) -> Result<PageAnswer, Error> {
        let (plan, as_of) = self.plan.build()?;
        let objectives = self.objectives.as_ref().map(QualityObjectivesRequest::build).transpose()?;
        let page = PlanPage {
            plan: &plan,
            objectives: objectives.as_ref(),
            as_of,
            is_public: self.public.unwrap_or(true),
            is_sample: self.sample.unwrap_or(false),
        };
        Ok(PageAnswer { title: page.title(), html: page.html()? })
    }
}
