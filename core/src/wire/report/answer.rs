//! Counts, rates and distributions as they are answered.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::estimate::ConfidenceLevel;
use crate::report::{Buckets, Counts, EditedCounts, Rate, RedatedCounts, Spread, names as all_names};
use crate::wire::answer::Texts;

/// A rate with its counts and Wilson's interval.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RateAnswer {
    /// What the numerator counts.
    pub counted: &'static str,
    /// What the denominator counts.
    pub among: &'static str,
    /// How many.
    pub numerator: u64,
    /// Among how many.
    pub denominator: u64,
    /// In percent, rounded half up to two decimals; null when the denominator is 0.
    pub percent: Option<String>,
    /// From 0 to 1; null when the denominator is 0.
    pub rate: Option<f64>,
    /// The lower bound, from 0 to 1.
    pub low: Option<f64>,
    /// The upper bound, from 0 to 1.
    pub high: Option<f64>,
}

impl RateAnswer {
    /// A rate with its interval.
    #[must_use]
    pub fn new(rate: Rate, confidence: ConfidenceLevel) -> Self {
        let interval = rate.interval(confidence);
        Self {
            counted: rate.counted(),
            among: rate.among(),
            numerator: rate.ratio().numerator(),
            denominator: rate.ratio().denominator(),
            percent: rate.ratio().percent(2),
            rate: rate.value(),
            low: interval.map(|interval| interval.low()),
            high: interval.map(|interval| interval.high()),
        }
    }
}

/// The counts of a group: `to_handle` is `received` and `carried_over`, and also `resolved` and `open`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportCountsAnswer {
    /// Received in the period.
    pub received: u64,
    /// Received before it, and not finished before it.
    pub carried_over: u64,
    /// Both.
    pub to_handle: u64,
    /// Finished in the period.
    pub resolved: u64,
    /// Of these, before the due date.
    pub early: u64,
    /// On the due date.
    pub on_time: u64,
    /// After the due date.
    pub late: u64,
    /// Not finished.
    pub open: u64,
    /// Of these, the due date has not passed.
    pub within_term: u64,
    /// And it has.
    pub overdue: u64,
    /// Early, on time, or open and within term.
    pub kept: u64,
    /// Without a due date, finished or open.
    pub unmeasured: u64,
    /// Of these, finished.
    pub resolved_unmeasured: u64,
    /// And open.
    pub open_unmeasured: u64,
    /// Finished, with a due date.
    pub resolved_measured: u64,
    /// Open, with a due date.
    pub open_measured: u64,
    /// Finished before they were received, of all above: a mistake in the table.
    pub finished_before_received: u64,
}

impl From<&Counts> for ReportCountsAnswer {
    fn from(counts: &Counts) -> Self {
        Self {
            received: counts.received(),
            carried_over: counts.carried_over(),
            to_handle: counts.to_handle(),
            resolved: counts.resolved(),
            early: counts.early(),
            on_time: counts.on_time(),
            late: counts.late(),
            open: counts.open(),
            within_term: counts.within_term(),
            overdue: counts.overdue(),
            kept: counts.kept(),
            unmeasured: counts.unmeasured(),
            resolved_unmeasured: counts.resolved_unmeasured(),
            open_unmeasured: counts.open_unmeasured(),
            resolved_measured: counts.resolved_measured(),
            open_measured: counts.open_measured(),
            finished_before_received: counts.finished_before_received(),
        }
    }
}

/// The rates of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportRatesAnswer {
    /// Early or on time, among those finished with a due date.
    pub on_time_rate: RateAnswer,
    /// Early, on time or within term, among all to handle: as Decision 766 counts.
    pub kept_rate: RateAnswer,
    /// Late, among those finished with a due date.
    pub late_rate: RateAnswer,
    /// Overdue, among those open with a due date.
    pub overdue_rate: RateAnswer,
}

impl ReportRatesAnswer {
    /// The rates with their intervals.
    #[must_use]
    pub fn new(counts: &Counts, confidence: ConfidenceLevel) -> Self {
        let [on_time_rate, kept_rate, late_rate, overdue_rate] = counts.rates().map(|rate| RateAnswer::new(rate, confidence));
        Self { on_time_rate, kept_rate, late_rate, overdue_rate }
    }
}

/// Dossiers whose due date was moved, among those to handle with a due date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RedatedAnswer {
    /// With a due date.
    pub measured: u64,
    /// Of these, due on another day than first promised.
    pub redated: u64,
    /// Of these, later.
    pub moved_later: u64,
    /// Kept by the date in force and broken by the first promise.
    pub kept_only_by_new_date: u64,
    /// Moved, among those with a due date.
    pub redated_rate: RateAnswer,
    /// Early or on time by the date in force, among those finished.
    pub on_time_rate: RateAnswer,
    /// Early or on time by the first promise, among those finished.
    pub on_time_by_first_promise_rate: RateAnswer,
    /// Early, on time or within term by the date in force.
    pub kept_measured_rate: RateAnswer,
    /// Early, on time or within term by the first promise.
    pub kept_by_first_promise_rate: RateAnswer,
}

impl RedatedAnswer {
    /// The counts and rates.
    #[must_use]
    pub fn new(counts: &RedatedCounts, confidence: ConfidenceLevel) -> Self {
        let [redated_rate, on_time_rate, on_time_by_first_promise_rate, kept_measured_rate, kept_by_first_promise_rate] =
            counts.rates().map(|rate| RateAnswer::new(rate, confidence));
        Self {
            measured: counts.measured,
            redated: counts.redated,
            moved_later: counts.moved_later,
            kept_only_by_new_date: counts.kept_only_by_new_date,
            redated_rate,
            on_time_rate,
            on_time_by_first_promise_rate,
            kept_measured_rate,
            kept_by_first_promise_rate,
        }
    }
}

/// Dossiers whose result counts for another day than first recorded, among those to handle with a due date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EditedAnswer {
    /// With a due date.
    pub measured: u64,
    /// Of these, recorded on another day.
    pub edited: u64,
    /// Broken as first recorded, kept as corrected.
    pub turned_on_time: u64,
    /// Kept as first recorded, broken as corrected.
    pub turned_late: u64,
    /// Recorded on another day, among those with a due date.
    pub edited_rate: RateAnswer,
    /// Turned on time, among those with a due date.
    pub turned_on_time_rate: RateAnswer,
    /// Early or on time as corrected, among those finished.
    pub on_time_rate: RateAnswer,
    /// Early or on time as first recorded, among those finished by the first record.
    pub on_time_as_recorded_rate: RateAnswer,
}

impl EditedAnswer {
    /// The counts and rates.
    #[must_use]
    pub fn new(counts: &EditedCounts, confidence: ConfidenceLevel) -> Self {
        let [edited_rate, turned_on_time_rate, on_time_rate, on_time_as_recorded_rate] =
            counts.rates().map(|rate| RateAnswer::new(rate, confidence));
        Self {
            measured: counts.measured,
            edited: counts.edited,
            turned_on_time: counts.turned_on_time,
            turned_late: counts.turned_late,
            edited_rate,
            turned_on_time_rate,
            on_time_rate,
            on_time_as_recorded_rate,
        }
    }
}

/// One range of a histogram, both ends counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BucketAnswer {
    /// Its smallest number of working days; null is open.
    pub least: Option<i64>,
    /// Its largest; null is open.
    pub most: Option<i64>,
    /// What it is called.
    pub label: Texts,
    /// How many dossiers.
    pub dossiers: u64,
}

/// Working days after the due date, negative before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LatenessAnswer {
    /// How many dossiers.
    pub dossiers: u64,
    /// Exact decimal: the mean, rounded half up to two decimals; null of nothing.
    pub mean: Option<String>,
    /// The lower median.
    pub median: Option<i64>,
    /// The fewest.
    pub least: Option<i64>,
    /// The most.
    pub most: Option<i64>,
    /// By the nearest rank; -512 and 512 stand for all beyond.
    pub percentiles: BTreeMap<String, Option<i64>>,
    /// The histogram.
    pub buckets: Vec<BucketAnswer>,
}

impl LatenessAnswer {
    /// The distribution in ranges.
    #[must_use]
    pub fn new(spread: &Spread, buckets: &Buckets, percentiles: &[u32]) -> Self {
        let bucket = |range: (Option<i64>, Option<i64>)| BucketAnswer {
            least: range.0,
            most: range.1,
            label: Texts::new(|language| Buckets::label(range, language)),
            dossiers: spread.between(range.0, range.1),
        };
        Self {
            dossiers: spread.len(),
            mean: spread.mean().map(|mean| mean.text(2)),
            median: spread.median(),
            least: spread.least(),
            most: spread.most(),
            percentiles: percentiles.iter().map(|percent| (percent.to_string(), spread.percentile(*percent))).collect(),
            buckets: buckets.ranges().into_iter().map(bucket).collect(),
        }
    }
}

/// What everything is called.
pub(super) fn measures() -> Vec<MeasureAnswer> {
    let texts = |name: &crate::report::Name| Texts::new(|language| name.text(language).to_owned());
    all_names().iter().map(|name| MeasureAnswer { id: name.id(), title: texts(name) }).collect()
}

/// What a count or rate is called.
#[derive(Clone, Debug, Serialize)]
pub struct MeasureAnswer {
    /// Its stable name.
    pub id: &'static str,
    /// In words.
    pub title: Texts,
}
