//! The yearly reform plan (kế hoạch cải cách hành chính) and quality objectives (mục tiêu chất lượng).
//!
//! ```
//! use motcua::plan::{Evidence, ReformPlan, Task};
//! use motcua::wire::parse_date;
//!
//! let task = Task {
//!     id: "01".to_owned(),
//!     name: "Niêm yết đủ thủ tục hành chính tại Bộ phận một cửa".to_owned(),
//!     area: "Cải cách thủ tục hành chính".to_owned(),
//!     owner: "Văn phòng".to_owned(),
//!     done_on: Some(parse_date("2026-03-20")?),
//!     evidence: vec![Evidence { title: "Biên bản niêm yết".to_owned(), reference: "05/BB".to_owned(), on: Some(parse_date("2026-03-20")?) }],
//!     ..Task::due_on(parse_date("2026-03-31")?)
//! };
//! let mut plan = ReformPlan::new(2026, "UBND xã Mẫu", "Quyết định 01/QĐ-UBND (mẫu)");
//! plan.add(task);
//! let progress = plan.progress(parse_date("2026-06-30")?);
//! assert_eq!(progress.total().completion().ratio().percent(2).as_deref(), Some("100.00"));
//! # Ok::<(), motcua::Error>(())
//! ```

mod objective;
mod page;
mod progress;

use std::collections::BTreeSet;

use chrono::NaiveDate;

pub use self::objective::{Achievement, Assessment, Direction, Measure, Objective, Objectives, Unmeasured};
pub use self::page::PlanPage;
pub(crate) use self::progress::micro_text;
pub use self::progress::{Progress, Tally, TaskProgress, TaskStatus};
use crate::deadline::Amount;
use crate::error::{Error, check_written, is_written, quote};

/// Weights and targets are exact to this many decimals.
pub(crate) const DECIMALS: u32 = 6;

/// A document that shows something was done (minh chứng, tài liệu kiểm chứng). An empty text is one that is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "tài liệu kiểm chứng")]
pub struct Evidence {
    /// What it is.
    pub title: String,
    /// Its number, or where it is kept.
    pub reference: String,
    /// Its day; without one it counts at every moment.
    pub on: Option<NaiveDate>,
}

/// That a task was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancellation {
    /// Since when.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A task of a plan (nhiệm vụ). An empty text is one that is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "nhiệm vụ")]
pub struct Task {
    /// Its number in the plan.
    pub id: String,
    /// What is to be done.
    pub name: String,
    /// The content area of the reform (lĩnh vực), as the plan names it.
    pub area: String,
    /// The unit or officer who answers for it (chủ trì).
    pub owner: String,
    /// Those who help (phối hợp).
    pub supporting: Vec<String>,
    /// Its due day.
    pub due_on: NaiveDate,
    /// Its weight; 1 if absent.
    pub weight: Option<Amount>,
    /// When work on it began.
    pub started_on: Option<NaiveDate>,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
    /// That it was given up.
    pub cancelled: Option<Cancellation>,
    /// What shows that it was done.
    pub evidence: Vec<Evidence>,
}

impl Task {
    /// A task without anything but a due day.
    #[must_use]
    pub const fn due_on(due_on: NaiveDate) -> Self {
        Self {
            id: String::new(),
            name: String::new(),
            area: String::new(),
            owner: String::new(),
            supporting: Vec::new(),
            due_on,
            weight: None,
            started_on: None,
            done_on: None,
            cancelled: None,
            evidence: Vec::new(),
        }
    }

    /// Its weight in units of 10⁻⁶.
    fn weight_micro(&self) -> Option<u64> {
        const ONE: u64 = 10_u64.pow(DECIMALS);
        const LARGEST: u64 = 1_000_000 * ONE;
        self.weight.map_or(Some(ONE), |weight| weight.scaled(DECIMALS)).filter(|micro| *micro <= LARGEST)
    }

    fn check(&self) -> Result<(), Error> {
        check_written(&self.id, "id", "a task has a number in the plan")?;
        check_written(&self.name, "name", "a task says what is to be done")?;
        check_written(&self.owner, "owner", "somebody answers for a task")?;
        if self.weight_micro().is_none() {
            let value = self.weight.map(|weight| quote(&weight.to_string())).unwrap_or_default();
            return Err(Error::ValueOutOfRange { name: "weight", value, bound: "at most 1000000, with 6 decimals" });
        }
        if let (Some(started), Some(done)) = (self.started_on, self.done_on)
            && done < started
        {
            return Err(Error::DateInvalid {
                value: done.to_string(),
                expected: "a day of completion no earlier than the start",
            });
        }
        if let Some(cancellation) = &self.cancelled {
            if !is_written(&cancellation.reason) {
                return Err(Error::ReasonMissing { of: "cancelled" });
            }
            if self.done_on.is_some() {
                return Err(Error::TransitionNotAllowed { event: "cancelled", state: "done" });
            }
        }
        check_evidence(&self.evidence)
    }
}

/// The reform plan of a unit for a year (kế hoạch cải cách hành chính năm).
///
/// A task that breaks a rule becomes a problem; the others stay.
#[derive(Clone, Debug, Default)]
#[doc(alias = "kế hoạch cải cách hành chính")]
pub struct ReformPlan {
    year: i32,
    unit: String,
    approved_by: String,
    tasks: Vec<Task>,
    ids: BTreeSet<String>,
    problems: Vec<Error>,
    seen: usize,
}

impl ReformPlan {
    /// A plan without tasks: its year, its unit, and the decision that approved it, empty while there is none.
    #[must_use]
    pub fn new(year: i32, unit: &str, approved_by: &str) -> Self {
        let (unit, approved_by) = (unit.trim().to_owned(), approved_by.trim().to_owned());
        Self { year, unit, approved_by, ..Self::default() }
    }

    /// Adds a task. It becomes a problem with `code_duplicate` for a number that is taken, `value_missing` without number, name, owner or the title of
    /// an evidence, `value_out_of_range` for a weight above 1000000 or with more than 6 decimals, `date_invalid` when it was done before it began,
    /// `reason_missing` or `transition_not_allowed` when it was given up without a reason or though done.
    pub fn add(&mut self, task: Task) {
        let id = task.id.trim().to_owned();
        let checked = if self.ids.contains(&id) {
            Err(Error::CodeDuplicate { what: "the number of a task", value: quote(&id) })
        } else {
            task.check()
        };
        match checked {
            Err(error) => self.refuse(error),
            Ok(()) => {
                self.seen += 1;
                self.ids.insert(id);
                self.tasks.push(task);
            }
        }
    }

    /// Notes the next task as one that could not be read.
    pub fn refuse(&mut self, error: Error) {
        self.problems.push(error.at("tasks", self.seen));
        self.seen += 1;
    }

    /// The year.
    #[must_use]
    pub const fn year(&self) -> i32 {
        self.year
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The decision that approved it; empty while there is none.
    #[must_use]
    pub fn approved_by(&self) -> &str {
        &self.approved_by
    }

    /// The tasks, in the order they were added.
    #[must_use]
    pub fn tasks(&self) -> &[Task] {
        &self.tasks
    }

    /// What is wrong with those left out, each with its place in the order they were added.
    #[must_use]
    pub fn problems(&self) -> &[Error] {
        &self.problems
    }

    /// How the plan stands at the end of a day.
    #[must_use]
    pub fn progress(&self, as_of: NaiveDate) -> Progress<'_> {
        Progress::new(&self.tasks, as_of)
    }
}

fn check_evidence(evidence: &[Evidence]) -> Result<(), Error> {
    evidence.iter().enumerate().try_for_each(|(index, evidence)| {
        check_written(&evidence.title, "title", "an evidence has a title").map_err(|error| error.at("evidence", index))
    })
}
