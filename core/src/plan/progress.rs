//! How a plan stands on a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{DECIMALS, Evidence, Task};
use crate::law::Language;
use crate::ratio::{Ratio, Share};

/// How a task stands at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaskStatus {
    /// Not begun, and not due before the day is over.
    NotDue,
    /// Begun, and not due before the day is over.
    InProgress,
    /// Done on the due day or before it.
    DoneOnTime,
    /// Done after the due day.
    DoneLate,
    /// Not done, the due day past.
    Overdue,
    /// Given up.
    Cancelled,
}

impl TaskStatus {
    /// Every status.
    pub const ALL: [Self; 6] = [Self::DoneOnTime, Self::DoneLate, Self::InProgress, Self::NotDue, Self::Overdue, Self::Cancelled];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotDue => "not_due",
            Self::InProgress => "in_progress",
            Self::DoneOnTime => "done_on_time",
            Self::DoneLate => "done_late",
            Self::Overdue => "overdue",
            Self::Cancelled => "cancelled",
        }
    }

    /// What a reader calls it.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::NotDue => language.pick("Chưa đến hạn", "Not due"),
            Self::InProgress => language.pick("Đang thực hiện", "In progress"),
            Self::DoneOnTime => language.pick("Hoàn thành đúng hạn", "Done on time"),
            Self::DoneLate => language.pick("Hoàn thành trễ hạn", "Done late"),
            Self::Overdue => language.pick("Quá hạn", "Overdue"),
            Self::Cancelled => language.pick("Không thực hiện", "Cancelled"),
        }
    }

    /// Whether it is done.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::DoneOnTime | Self::DoneLate)
    }
}

/// A task and how it stands.
#[derive(Clone, Copy, Debug)]
pub struct TaskProgress<'a> {
    /// The task.
    pub task: &'a Task,
    /// How it stands.
    pub status: TaskStatus,
    /// Whether an evidence of that day or earlier shows it done. What is done without one is not counted as completed.
    pub is_proven: bool,
}

impl<'a> TaskProgress<'a> {
    fn new(task: &'a Task, as_of: NaiveDate) -> Self {
        let reached = |day: Option<NaiveDate>| day.filter(|day| *day <= as_of);
        let cancelled = reached(task.cancelled.as_ref().map(|cancellation| cancellation.on));
        let status = match (cancelled, reached(task.done_on)) {
            (Some(_), _) => TaskStatus::Cancelled,
            (None, Some(day)) if day <= task.due_on => TaskStatus::DoneOnTime,
            (None, Some(_)) => TaskStatus::DoneLate,
            (None, None) if task.due_on < as_of => TaskStatus::Overdue,
            (None, None) if reached(task.started_on).is_some() => TaskStatus::InProgress,
            (None, None) => TaskStatus::NotDue,
        };
        let shows = |evidence: &Evidence| evidence.on.is_none_or(|day| day <= as_of);
        Self { task, status, is_proven: status.is_done() && task.evidence.iter().any(shows) }
    }

    /// Whether it is done and nothing shows it.
    #[must_use]
    pub const fn lacks_evidence(&self) -> bool {
        self.status.is_done() && !self.is_proven
    }
}

/// What some tasks count to. Weights in units of 10⁻⁶.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    tasks: u64,
    by_status: [u64; 6],
    proven: u64,
    proven_on_time: u64,
    weight: u64,
    weight_proven: u64,
}

impl Tally {
    fn add(&mut self, of: &TaskProgress<'_>) {
        self.tasks += 1;
        if let Some(count) = TaskStatus::ALL.iter().zip(&mut self.by_status).find(|(status, _)| **status == of.status) {
            *count.1 += 1;
        }
        if of.status == TaskStatus::Cancelled {
            return;
        }
        // Checked on adding; a plan of millions of the heaviest tasks would be needed to saturate.
        let weight = of.task.weight_micro().unwrap_or_default();
        self.weight = self.weight.saturating_add(weight);
        if of.is_proven {
            self.proven += 1;
            self.proven_on_time += u64::from(of.status == TaskStatus::DoneOnTime);
            self.weight_proven = self.weight_proven.saturating_add(weight);
        }
    }

    /// How many tasks.
    #[must_use]
    pub const fn tasks(&self) -> u64 {
        self.tasks
    }

    /// How many of them have a status.
    #[must_use]
    pub fn with(&self, status: TaskStatus) -> u64 {
        TaskStatus::ALL.iter().zip(self.by_status).filter(|(known, _)| **known == status).map(|(_, count)| count).sum()
    }

    fn not_cancelled(&self) -> u64 {
        self.tasks - self.with(TaskStatus::Cancelled)
    }

    fn done(&self) -> u64 {
        self.with(TaskStatus::DoneOnTime) + self.with(TaskStatus::DoneLate)
    }

    /// Completed: done with evidence, among those not given up.
    #[must_use]
    #[doc(alias = "tỷ lệ hoàn thành")]
    pub fn completion(&self) -> Share {
        Share::new("done_with_evidence", "not_cancelled", Ratio::new(self.proven, self.not_cancelled()))
    }

    /// Done with or without evidence, among those not given up.
    #[must_use]
    pub fn reported(&self) -> Share {
        Share::new("done", "not_cancelled", Ratio::new(self.done(), self.not_cancelled()))
    }

    /// Done on time with evidence, among those that are done or overdue.
    #[must_use]
    pub fn on_time(&self) -> Share {
        let settled = self.done() + self.with(TaskStatus::Overdue);
        Share::new("done_on_time_with_evidence", "done_or_overdue", Ratio::new(self.proven_on_time, settled))
    }

    /// Completed by weight; both numbers in units of 10⁻⁶.
    #[must_use]
    pub const fn weighted(&self) -> Share {
        Share::new("weight_done_with_evidence", "weight_not_cancelled", Ratio::new(self.weight_proven, self.weight))
    }
}

/// A number in units of 10⁻⁶ as decimal text.
pub(crate) fn micro_text(micro: u64) -> String {
    let one = 10_u64.pow(DECIMALS);
    let fraction = format!("{:0width$}", micro % one, width = DECIMALS as usize);
    let fraction = fraction.trim_end_matches('0');
    let whole = micro / one;
    if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
}

/// A plan at the end of a day.
#[derive(Clone, Debug)]
pub struct Progress<'a> {
    as_of: NaiveDate,
    tasks: Vec<TaskProgress<'a>>,
    total: Tally,
    by_area: Vec<(&'a str, Tally)>,
    by_owner: Vec<(&'a str, Tally)>,
}

impl<'a> Progress<'a> {
    pub(super) fn new(tasks: &'a [Task], as_of: NaiveDate) -> Self {
        let tasks: Vec<_> = tasks.iter().map(|task| TaskProgress::new(task, as_of)).collect();
        let mut total = Tally::default();
        tasks.iter().for_each(|task| total.add(task));
        let by_area = grouped(&tasks, |task| task.area.trim());
        let by_owner = grouped(&tasks, |task| task.owner.trim());
        Self { as_of, tasks, total, by_area, by_owner }
    }

    /// The day.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Every task, in the order of the plan.
    #[must_use]
    pub fn tasks(&self) -> &[TaskProgress<'a>] {
        &self.tasks
    }

    /// All tasks together.
    #[must_use]
    pub const fn total(&self) -> &Tally {
        &self.total
    }

    /// By area, in the order in which areas first occur.
    #[must_use]
    pub fn by_area(&self) -> &[(&'a str, Tally)] {
        &self.by_area
    }

    /// By owner, in the order in which owners first occur.
    #[must_use]
    pub fn by_owner(&self) -> &[(&'a str, Tally)] {
        &self.by_owner
    }
}

fn grouped<'a>(tasks: &[TaskProgress<'a>], name: impl Fn(&'a Task) -> &'a str) -> Vec<(&'a str, Tally)> {
    let mut groups: Vec<(&str, Tally)> = Vec::new();
    let mut places = BTreeMap::new();
    for task in tasks {
        let name = name(task.task);
        let place = *places.entry(name).or_insert(groups.len());
        if place == groups.len() {
            groups.push((name, Tally::default()));
        }
        if let Some((_, tally)) = groups.get_mut(place) {
            tally.add(task);
        }
    }
    groups
}
