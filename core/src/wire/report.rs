//! Reports over many dossiers across a boundary.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

mod answer;

pub use self::answer::{
    BucketAnswer, EditedAnswer, LatenessAnswer, MeasureAnswer, RateAnswer, RedatedAnswer, ReportCountsAnswer, ReportRatesAnswer,
};
use super::answer::maybe_date;
use super::each::Each;
use super::share::problems;
use super::{CalendarOptions, ProblemAnswer, parse_date};
use crate::batch::{Moments, TimeUnit, Value};
use crate::error::{Error, missing, quote};
use crate::estimate::ConfidenceLevel;
use crate::report::{
    Asked, Buckets, Edited, Flags, Key, Lateness, Marks, Measure, OnTime, Places, PortalInputs, Redated, Report, Rows, Scope,
    Step, Times,
};

/// A dossier as one row of a report.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReportRow {
    /// The unit that decides.
    pub unit: Option<String>,
    /// The field of state management.
    pub field: Option<String>,
    /// The officer.
    pub officer: Option<String>,
    /// The channel it came by.
    pub channel: Option<String>,
    /// The procedure.
    pub procedure: Option<String>,
    /// When it was received.
    pub received_on: Option<String>,
    /// When it is due now; null is not measured.
    pub due_on: Option<String>,
    /// When it was due by the first promise; as `due_on`, if absent.
    pub first_due_on: Option<String>,
    /// When its result was ready, corrections applied; null is open.
    pub finished_on: Option<String>,
    /// When its result was ready as first recorded; as `finished_on`, if absent.
    pub recorded_on: Option<String>,
    /// Whether it was withdrawn, or for another reason is not measured.
    pub left_out: Option<bool>,
    /// Filed online.
    pub online: Option<bool>,
    /// Something was to be paid.
    pub financial_obligation: Option<bool>,
    /// Paid online.
    pub paid_online: Option<bool>,
    /// The result is electronic.
    pub electronic_result: Option<bool>,
    /// Its papers are digitised.
    pub digitised: Option<bool>,
    /// It reuses digitised data.
    pub reused: Option<bool>,
    /// It is in step with the personal data store.
    pub synced: Option<bool>,
    /// It uses the population database.
    pub citizen_data: Option<bool>,
    /// It is in step with the National Portal.
    pub synced_to_portal: Option<bool>,
    /// The applicant was satisfied; null where nobody was asked.
    pub satisfied: Option<bool>,
}

/// A period, both days counted; an end that is absent is open.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReportPeriod {
    /// Its first day.
    pub from_on: Option<String>,
    /// Its last day.
    pub until_on: Option<String>,
}

/// What to say of the distribution of working days early and late.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LatenessOptions {
    /// `all`, `resolved` or `open`; `all`, if absent.
    pub scope: Option<String>,
    /// Where each range of the histogram but the first begins, ascending; -9, -4, 0, 1, 3, 6, 11, if absent.
    pub buckets: Option<Vec<i64>>,
    /// Percentiles, 0 to 100; 5, 25, 75, 90, 95, if absent.
    pub percentiles: Option<Vec<u32>>,
    /// What departs from the State's calendar.
    pub calendar: Option<CalendarOptions>,
}

/// How many dossiers were decided early, on time or late and are open, by group.
///
/// ```
/// use motcua::wire::OnTimeReportRequest;
///
/// let json = r#"{"as_of_on": "2026-05-08", "rows": [
///     {"unit": "A", "received_on": "2026-04-24", "due_on": "2026-05-04", "finished_on": "2026-05-05"},
///     {"unit": "A", "received_on": "2026-04-24", "due_on": "2026-05-12"}]}"#;
/// let answer = serde_json::from_str::<OnTimeReportRequest>(json).unwrap().evaluate()?;
/// assert_eq!((answer.total.counts.late, answer.total.counts.within_term), (1, 1));
/// assert_eq!(answer.lines[0].rates.kept_rate.percent.as_deref(), Some("50.00"));
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnTimeReportRequest {
    /// The dossiers.
    pub rows: Vec<Each<ReportRow>>,
    /// At most four of `unit`, `field`, `officer`, `channel`, `procedure`, `month`, `quarter`, `year`; `unit`, if absent.
    pub by: Option<Vec<String>>,
    /// The day the report is made on: later receipts and results do not count. Needed when anything is open, unless the period has an end.
    pub as_of_on: Option<String>,
    /// The period reported on; everything, if absent.
    pub period: Option<ReportPeriod>,
    /// `received` or `finished`: which day months, quarters and years go by; `received`, if absent.
    pub time_of: Option<String>,
    /// How confident the intervals are, above 0 and below 1; 0.95, if absent.
    pub confidence: Option<f64>,
    /// What to say of the distribution of working days early and late; nothing, if absent.
    pub lateness: Option<LatenessOptions>,
}

/// A group of a report.
#[derive(Clone, Debug, Serialize)]
pub struct ReportGroupAnswer {
    /// What it has in each column grouped by; null where there is nothing.
    pub key: Vec<Option<String>>,
    /// The counts.
    pub counts: ReportCountsAnswer,
    /// The rates.
    pub rates: ReportRatesAnswer,
    /// Dossiers whose due date was moved; null when no row has a `first_due_on`.
    pub redated: Option<RedatedAnswer>,
    /// Dossiers whose result was recorded on another day; null when no row has a `recorded_on`.
    pub edited: Option<EditedAnswer>,
    /// Working days early and late; null when it was not asked for.
    pub lateness: Option<LatenessAnswer>,
    /// The inputs of the index of Decision 766 that follow from the rows, by the names of its variables.
    pub portal_values: BTreeMap<&'static str, u64>,
}

/// A report.
#[derive(Clone, Debug, Serialize)]
pub struct OnTimeReportAnswer {
    /// The day it describes: `as_of_on`, or the end of the period if that comes first.
    pub described_on: Option<String>,
    /// What it is grouped by.
    pub by: Vec<String>,
    /// The groups that any row counts in, by their keys; what has none comes last.
    pub lines: Vec<ReportGroupAnswer>,
    /// All groups together.
    pub total: ReportGroupAnswer,
    /// What is wrong with rows: those left out, and where lateness is asked for those whose due date lies outside the calendar, which count in all but that.
    pub problems: Vec<ProblemAnswer>,
    /// What the counts and rates are called.
    pub measures: Vec<MeasureAnswer>,
}

const TEXT_KEYS: [&str; 5] = ["unit", "field", "officer", "channel", "procedure"];

impl ReportRow {
    fn text(&self, key: &str) -> Option<&str> {
        let text = match key {
            "unit" => &self.unit,
            "field" => &self.field,
            "officer" => &self.officer,
            "channel" => &self.channel,
            _ => &self.procedure,
        };
        text.as_deref()
    }

    fn days(&self) -> Result<[i32; 5], Error> {
        let day = |text: &Option<String>, name: &str| match text {
            None => Ok(i32::NULL),
            Some(text) => parse_date(text).map(|date| date.to_epoch_days()).map_err(|error| error.within(name)),
        };
        if self.received_on.is_none() {
            return Err(missing("received_on", "a dossier without a day of receipt is in no period"));
        }
        Ok([
            day(&self.received_on, "received_on")?,
            day(&self.due_on, "due_on")?,
            day(&self.first_due_on, "first_due_on")?,
            day(&self.finished_on, "finished_on")?,
            day(&self.recorded_on, "recorded_on")?,
        ])
    }

    const fn marks(&self) -> [Option<bool>; 11] {
        [
            self.left_out,
            self.online,
            self.financial_obligation,
            self.paid_online,
            self.electronic_result,
            self.digitised,
            self.reused,
            self.synced,
            self.citizen_data,
            self.synced_to_portal,
            self.satisfied,
        ]
    }
}

/// The rows that could be read, as columns.
#[derive(Default)]
struct Columns {
    days: [Vec<i32>; 5],
    marks: [Vec<u8>; 11],
    places: Vec<Vec<u32>>,
    lists: Vec<Vec<String>>,
    problems: Vec<Error>,
    /// Which row of the request each is.
    from: Vec<usize>,
}

/// A column grouped by: a text of the rows, or a step of time.
enum By {
    Text(String),
    Time(Step),
}

impl OnTimeReportRequest {
    /// The report.
    ///
    /// # Errors
    /// `option_unknown` for an unknown column, scope or choice of time, `date_invalid` for days that do not exist and a period that runs backwards, `value_missing`
    /// when something is open at no moment, `value_out_of_range` for a day before the period, for a confidence outside 0 to 1, for more than four
    /// columns, for buckets that do not ascend and percentiles above 100. What is wrong with a row is among the problems.
    pub fn evaluate(&self) -> Result<OnTimeReportAnswer, Error> {
        let by = self.by.clone().unwrap_or_else(|| vec!["unit".to_owned()]);
        let keys = by.iter().map(|name| read_by(name)).collect::<Result<Vec<_>, _>>()?;
        let confidence = self.confidence.map_or(Ok(ConfidenceLevel::default()), ConfidenceLevel::new)?;
        let asked = self.asked()?;
        let is_finished = match self.time_of.as_deref() {
            None | Some("received") => false,
            Some("finished") => true,
            Some(other) => {
                let known = "received, finished";
                return Err(Error::OptionUnknown { option: "a day to go by", value: quote(other), known });
            }
        };
        let lateness = self.lateness.as_ref().map(ReadLateness::new).transpose()?;

        let columns = self.columns(&keys);
        let keyed: Vec<Key<'_>> = {
            let mut texts = columns.places.iter().zip(&columns.lists);
            let key = |key: &By| match key {
                By::Time(step) if is_finished => Some(Key::Finished(*step)),
                By::Time(step) => Some(Key::Received(*step)),
                By::Text(_) => {
                    let (places, list) = texts.next()?;
                    Some(Key::Places(Places::new(places, u32::try_from(list.len()).ok()?)))
                }
            };
            keys.iter().filter_map(key).collect()
        };
        let rows = columns.rows(&keyed);
        let mut problems: Vec<Error> = columns.problems.clone();
        let on_time = run(OnTime, asked, &rows, &columns.from, &mut problems)?;
        let has = |column: usize| columns.days.get(column).is_some_and(|days| days.iter().any(|day| *day != i32::NULL));
        let redated = has(2).then(|| run(Redated, asked, &rows, &columns.from, &mut Vec::new())).transpose()?;
        let edited = has(4).then(|| run(Edited, asked, &rows, &columns.from, &mut Vec::new())).transpose()?;
        let portal = run(PortalInputs, asked, &rows, &columns.from, &mut Vec::new())?;
        let days = match &lateness {
            Some(read) => Some(run(read.measure.clone(), asked, &rows, &columns.from, &mut problems)?),
            None => None,
        };
        let has_marks: Vec<&str> =
            rows.flags.named().into_iter().filter(|(_, marks)| marks.is_some()).map(|(name, _)| name).collect();

        // The counts of every measure for one group, or for all.
        let whole = |key: Option<&[Option<u32>]>, words: Vec<Option<String>>| {
            let counts = part(&on_time, key).unwrap_or_default();
            let spread = days.as_ref().map(|report| part(report, key).unwrap_or_default());
            ReportGroupAnswer {
                key: words,
                counts: ReportCountsAnswer::from(&counts),
                rates: ReportRatesAnswer::new(&counts, confidence),
                redated: redated.as_ref().map(|report| RedatedAnswer::new(&part(report, key).unwrap_or_default(), confidence)),
                edited: edited.as_ref().map(|report| EditedAnswer::new(&part(report, key).unwrap_or_default(), confidence)),
                lateness: spread.zip(lateness.as_ref()).map(|(spread, read)| read.answer(&spread)),
                portal_values: part(&portal, key).unwrap_or_default().values(|column| has_marks.contains(&column)),
            }
        };
        let words = |key: &[Option<u32>]| {
            let mut lists = columns.lists.iter();
            let word = |(by, place): (&By, &Option<u32>)| match by {
                By::Time(step) => place.map(|place| step.label(place)),
                By::Text(_) => {
                    let list = lists.next()?;
                    list.get((*place)? as usize).cloned()
                }
            };
            keys.iter().zip(key).map(word).collect::<Vec<_>>()
        };
        let mut lines: Vec<_> = on_time.groups().into_iter().map(|group| whole(Some(&group.key), words(&group.key))).collect();
        lines.sort_by_cached_key(|group| group.key.iter().map(|word| (word.is_none(), word.clone())).collect::<Vec<_>>());
        problems.sort_by_key(Error::index);
        let described_on = maybe_date(asked.at().map(|at| at.date()));
        let total = whole(None, vec![None; keys.len()]);
        Ok(OnTimeReportAnswer {
            described_on,
            by,
            lines,
            total,
            problems: self::problems(&problems),
            measures: answer::measures(),
        })
    }

    fn asked(&self) -> Result<Asked, Error> {
        let day =
            |text: Option<&String>, name: &str| text.map(|text| parse_date(text).map_err(|error| error.within(name))).transpose();
        let period = self.period.as_ref();
        let as_of: Option<NaiveDate> = day(self.as_of_on.as_ref(), "as_of_on")?;
        Ok(Asked {
            as_of: as_of.and_then(|day| day.and_hms_opt(23, 59, 59)),
            from: day(period.and_then(|period| period.from_on.as_ref()), "period.from_on")?,
            until: day(period.and_then(|period| period.until_on.as_ref()), "period.until_on")?,
            ..Asked::default()
        })
    }

    fn columns(&self, keys: &[By]) -> Columns {
        let texts: Vec<&str> =
            keys.iter().filter_map(|key| if let By::Text(name) = key { Some(name.as_str()) } else { None }).collect();
        let mut columns =
            Columns { lists: vec![Vec::new(); texts.len()], places: vec![Vec::new(); texts.len()], ..Columns::default() };
        let mut found: Vec<BTreeMap<String, u32>> = vec![BTreeMap::new(); texts.len()];
        for (place, row) in self.rows.iter().enumerate() {
            let read = row.read().and_then(|row| row.days().map(|days| (row, days)));
            let (row, days) = match read {
                Ok(read) => read,
                Err(error) => {
                    columns.problems.push(error.at("rows", place));
                    continue;
                }
            };
            columns.from.push(place);
            columns.days.iter_mut().zip(days).for_each(|(column, day)| column.push(day));
            let mark = |mark: Option<bool>| mark.map_or(2, u8::from);
            columns.marks.iter_mut().zip(row.marks()).for_each(|(column, given)| column.push(mark(given)));
            for (((key, found), list), places) in texts.iter().zip(&mut found).zip(&mut columns.lists).zip(&mut columns.places) {
                places.push(row.text(key).map_or(u32::MAX, |text| {
                    *found.entry(text.to_owned()).or_insert_with(|| {
                        list.push(text.to_owned());
                        u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
                    })
                }));
            }
        }
        columns
    }
}

impl Columns {
    fn rows<'a>(&'a self, keys: &'a [Key<'a>]) -> Rows<'a> {
        let days = |values: &'a Vec<i32>| Times::from(Moments::each(values.as_slice(), TimeUnit::Day));
        let [received, due, first_due, finished, recorded] = &self.days;
        let mut flags = Flags::default();
        let names = Flags::default().named().map(|(name, _)| name);
        let [left_out, marks @ ..] = &self.marks;
        for (name, marks) in names.into_iter().zip(marks).filter(|(_, marks)| marks.iter().any(|mark| *mark < 2)) {
            flags.set(name, Marks(marks));
        }
        Rows {
            keys,
            received: Some(days(received)),
            first_due: Some(days(first_due)),
            recorded: Some(days(recorded)),
            left_out: Some(Marks(left_out)),
            flags,
            ..Rows::new(due.len(), days(due), days(finished))
        }
    }
}

struct ReadLateness {
    measure: Lateness,
    buckets: Buckets,
    percentiles: Vec<u32>,
}

impl ReadLateness {
    fn new(options: &LatenessOptions) -> Result<Self, Error> {
        let percentiles = options.percentiles.clone().unwrap_or_else(|| vec![5, 25, 75, 90, 95]);
        if let Some(above) = percentiles.iter().find(|percent| **percent > 100) {
            return Err(Error::ValueOutOfRange { name: "the percentile", value: above.to_string(), bound: "0 to 100" });
        }
        Ok(Self {
            measure: Lateness {
                calendar: CalendarOptions::or_vietnam(options.calendar.as_ref())?,
                scope: options.scope.as_deref().map_or(Ok(Scope::default()), Scope::parse)?,
            },
            buckets: options.buckets.clone().map_or(Ok(Buckets::default()), Buckets::new)?,
            percentiles,
        })
    }

    fn answer(&self, spread: &crate::report::Spread) -> LatenessAnswer {
        LatenessAnswer::new(spread, &self.buckets, &self.percentiles)
    }
}

fn read_by(name: &str) -> Result<By, Error> {
    if TEXT_KEYS.contains(&name) {
        return Ok(By::Text(name.to_owned()));
    }
    Step::parse(name).map(By::Time).map_err(|_| {
        let known = "unit, field, officer, channel, procedure, month, quarter, year";
        Error::OptionUnknown { option: "a column to group by", value: quote(name), known }
    })
}

/// Counts all rows; what is wrong with any is named by its place in the request.
fn run<M: Measure>(
    measure: M,
    asked: Asked,
    rows: &Rows<'_>,
    from: &[usize],
    problems: &mut Vec<Error>,
) -> Result<Report<M>, Error> {
    if rows.keys.len() > 4 {
        let value = rows.keys.len().to_string();
        return Err(Error::ValueOutOfRange { name: "the columns to group by", value, bound: "at most four" });
    }
    let placed = |error: Error| if error.code() == "date_invalid" { error.within("period") } else { error };
    let mut report = Report::new(measure, asked).map_err(placed)?.keeping_problems(usize::MAX);
    report.add(rows, 1)?;
    let mut told: HashSet<(Option<usize>, String)> = problems.iter().map(|error| (error.index(), error.to_string())).collect();
    for error in report.problems().kept() {
        let row = error.index().and_then(|row| from.get(row)).copied();
        let inner = if let Error::InItem { error, .. } = error { (**error).clone() } else { error.clone() };
        let placed = inner.at("rows", row.unwrap_or_default());
        if told.insert((placed.index(), placed.to_string())) {
            problems.push(placed);
        }
    }
    Ok(report)
}

/// A group of a report, or all of it.
fn part<M: Measure>(report: &Report<M>, key: Option<&[Option<u32>]>) -> Option<M::Part> {
    match key {
        None => Some(report.total()),
        Some(key) => report.group(key).cloned(),
    }
}
