//! Reports over tables: columns in, counts by group out.

mod answer;
mod keys;
mod partial;

use std::iter::once;
use std::mem::replace;
use std::ops::Range;

use chrono::NaiveDateTime;
use motcua::batch::{Column as Values, Moments};
use motcua::report::{Asked, Edited, Flags, Key, Lateness, Marks, OnTime, PortalInputs, Redated, Report, Rows, Scope, Times};
use motcua::threads::at_once;
use motcua::{Error, Level};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use serde_json::Value as Json;

pub(crate) use self::answer::report_names;
use self::keys::{Held, KeyColumn, KeyList, Look, Plan, Stop};
use self::partial::Partial;
use crate::calendar::PyCalendar;
use crate::columns::{Source, View, Wanted, guard, rows_of, threads_of};
use crate::convert::{Date, Moment, OutDate, wrong_type};
use crate::error::{OrRaise, raise};
use crate::json::{to_json, to_python};

/// Rows at a time, where columns have to be copied: so many that the copies stay in the second-level cache.
const WINDOW: usize = 1 << 15;
/// Fewer rows than this are not worth a thread.
const ROWS_PER_THREAD: usize = 1 << 16;

/// A report of one kind.
#[derive(Clone)]
enum Any {
    OnTime(Report<OnTime>),
    Lateness(Report<Lateness>),
    Redated(Report<Redated>),
    Edited(Report<Edited>),
    Inputs(Report<PortalInputs>),
}

/// Runs the same for a report of any kind.
macro_rules! each {
    ($any:expr, $report:ident => $run:expr) => {
        match $any {
            Any::OnTime($report) => $run,
            Any::Lateness($report) => $run,
            Any::Redated($report) => $run,
            Any::Edited($report) => $run,
            Any::Inputs($report) => $run,
        }
    };
}
pub(crate) use each;

/// Counts for each group of the rows of tables, chunk by chunk.
#[pyclass(name = "ReportTally", module = "motcua._native")]
#[derive(Clone)]
pub(crate) struct ReportTally {
    inner: Any,
    kind: String,
    /// The list of each key; none before the first chunk.
    keys: Option<Vec<KeyList>>,
    /// Columns of truth values that came in.
    flags: Vec<&'static str>,
}

/// Columns of days or moments, by the names the core calls them.
const TIMES: [&str; 5] = ["received", "due", "first_due", "finished", "recorded"];

#[pymethods]
impl ReportTally {
    #[new]
    #[pyo3(signature = (kind, *, as_of = None, from_on = None, until_on = None, level = "day", calendar = None, scope = None))]
    #[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python class")]
    fn new(
        kind: &str,
        as_of: Option<&Bound<'_, PyAny>>,
        from_on: Option<Date>,
        until_on: Option<Date>,
        level: &str,
        calendar: Option<PyRef<'_, PyCalendar>>,
        scope: Option<&str>,
    ) -> PyResult<Self> {
        let level = Level::parse(level).or_raise()?;
        let as_of = as_of.map(moment).transpose()?;
        let asked = Asked { as_of, from: from_on.map(|date| date.0), until: until_on.map(|date| date.0), level };
        Self::of(kind, asked, calendar, scope).or_raise()
    }

    /// Counts a chunk. `keys`: `("names", column)`, `("numbers", column)`, `("received", step)` or `("finished", step)`; `columns`: the
    /// columns of days or moments by name; `flags`: those of 0, 1 and null by name.
    #[pyo3(signature = (keys, columns, flags, *, left_out = None, threads = 1))]
    fn add(
        &mut self,
        py: Python<'_>,
        keys: Vec<(String, Bound<'_, PyAny>)>,
        columns: &Bound<'_, PyDict>,
        flags: &Bound<'_, PyDict>,
        left_out: Option<&Bound<'_, PyAny>>,
        threads: usize,
    ) -> PyResult<()> {
        guard(|| {
            let mut times: [Option<Source<'_>>; 5] = std::array::from_fn(|_| None);
            for (slot, name) in times.iter_mut().zip(TIMES) {
                if let Some(column) = columns.get_item(name)? {
                    let source = Source::read(&column, name, Wanted::Moments)?;
                    if let Some((_, error)) = source.bad().first() {
                        return Err(raise(error));
                    }
                    *slot = Some(source);
                }
            }
            let mut marks: Vec<(&'static str, Source<'_>)> = Vec::new();
            for (name, _) in Flags::default().named() {
                if let Some(column) = flags.get_item(name)? {
                    marks.push((name, Source::read(&column, name, Wanted::Numbers)?));
                }
            }
            let left_out = left_out.map(|column| Source::read(column, "left_out", Wanted::Numbers)).transpose()?;
            let read = keys.iter().map(|(kind, column)| KeyColumn::read(kind, column)).collect::<PyResult<Vec<_>>>()?;

            let lengths = TIMES.into_iter().zip(&times).map(|(name, source)| (name, source.as_ref().and_then(Source::rows)));
            let lengths = lengths.chain(marks.iter().map(|(name, source)| (*name, source.rows())));
            let lengths = lengths.chain([("left_out", left_out.as_ref().and_then(Source::rows))]);
            let rows = rows_of(&lengths.chain(read.iter().map(|key| ("by", key.rows()))).collect::<Vec<_>>())?;
            for (name, _) in &marks {
                if !self.flags.contains(name) {
                    self.flags.push(name);
                }
            }

            let mut views: [Option<View<'_>>; 5] = std::array::from_fn(|_| None);
            for (view, source) in views.iter_mut().zip(&times) {
                *view = source.as_ref().map(Source::view).transpose()?;
            }
            let marks = marks.iter().map(|(name, source)| Ok((*name, source.view()?))).collect::<PyResult<Vec<_>>>()?;
            let left_out = left_out.as_ref().map(Source::view).transpose()?;
            let key_views = read.iter().map(KeyColumn::view).collect::<PyResult<Vec<_>>>()?;
            let none = vec![KeyList::default(); read.len()];
            let lists = match &self.keys {
                Some(lists) if lists.len() == read.len() => lists,
                Some(_) => {
                    let problem = "are not as many as in the chunks before";
                    return Err(raise(&Error::ColumnInvalid { column: "by".to_owned(), problem }));
                }
                None => &none,
            };
            let counted = py.detach(|| {
                let chunk = Chunk { rows, times: &views, marks: &marks, left_out: left_out.as_ref(), keys: &key_views };
                let count = |look| {
                    let (mut inner, mut lists) = (self.inner.clone(), lists.clone());
                    chunk.count(&mut inner, &mut lists, threads, look).map(|()| (inner, lists))
                };
                match count(Look::First) {
                    Err(Stop::Beyond) => count(Look::All),
                    counted => counted,
                }
            });
            let beyond = || Error::ColumnInvalid { column: "by".to_owned(), problem: "changed while it was read" };
            let (inner, lists) =
                counted.map_err(|stop| if let Stop::Error(error) = stop { error } else { beyond() }).or_raise()?;
            (self.inner, self.keys) = (inner, Some(lists));
            Ok(())
        })
    }

    /// The same counts once more, to merge others into.
    fn copy(&self) -> Self {
        self.clone()
    }

    /// Adds what another tally of the same question has.
    fn merge(&mut self, other: PyRef<'_, Self>) -> PyResult<()> {
        self.merged(&other).or_raise()
    }

    /// All that was counted as JSON, beside what the caller knows of the report.
    fn partial(&self, by: Vec<String>, options: &Bound<'_, PyDict>, confidence: f64) -> PyResult<String> {
        let Json::Object(options) = to_json(options)? else {
            return Err(wrong_type("a dict of options is needed", options));
        };
        serde_json::to_string(&self.to_partial(by, options, confidence)).map_err(|error| raise(&unread(&error)))
    }

    /// What `partial` wrote: the tally, and what the caller knows.
    #[staticmethod]
    fn read<'py>(py: Python<'py>, text: &str) -> PyResult<(Self, Vec<String>, Bound<'py, PyAny>, f64)> {
        let partial: Partial = serde_json::from_str(text).map_err(|error| raise(&unread(&error)))?;
        let tally = Self::from_partial(&partial).or_raise()?;
        Ok((tally, partial.by, to_python(py, &Json::Object(partial.options))?, partial.confidence))
    }

    /// The keys of every group, a list for each key, and its fields, a list for each; of a rate a dict of lists.
    #[pyo3(signature = (*, confidence = 0.95, buckets = None, percentiles = None))]
    fn groups<'py>(
        &self,
        py: Python<'py>,
        confidence: f64,
        buckets: Option<Vec<i64>>,
        percentiles: Option<Vec<u32>>,
    ) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyDict>)> {
        self.group_columns(py, &answer::Said::new(confidence, buckets, percentiles).or_raise()?)
    }

    /// The fields of all groups together, as those of one group.
    #[pyo3(signature = (*, confidence = 0.95, buckets = None, percentiles = None))]
    fn total<'py>(
        &self,
        py: Python<'py>,
        confidence: f64,
        buckets: Option<Vec<i64>>,
        percentiles: Option<Vec<u32>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        self.total_columns(py, &answer::Said::new(confidence, buckets, percentiles).or_raise()?)
    }

    #[getter]
    fn kind(&self) -> &str {
        &self.kind
    }

    /// How many rows came in.
    #[getter]
    fn seen(&self) -> usize {
        each!(&self.inner, report => report.rows())
    }

    /// How many of them could not be counted.
    #[getter]
    fn problems(&self) -> u64 {
        each!(&self.inner, report => report.problems().rows())
    }

    /// What is wrong with the first of these: row, code and message.
    #[getter]
    fn first_problem(&self) -> Option<(Option<usize>, &'static str, String)> {
        let first = each!(&self.inner, report => report.problems().first())?;
        Some((first.index(), first.code(), first.to_string()))
    }

    /// The day the report describes.
    #[getter]
    fn described_on(&self) -> Option<OutDate> {
        each!(&self.inner, report => report.asked().at()).map(|at| OutDate(at.date()))
    }
}

impl ReportTally {
    /// A tally without rows.
    fn of(kind: &str, asked: Asked, calendar: Option<PyRef<'_, PyCalendar>>, scope: Option<&str>) -> Result<Self, Error> {
        let inner = match kind {
            "on_time" => Any::OnTime(Report::new(OnTime, asked)?),
            "lateness" => {
                let scope = scope.map_or(Ok(Scope::default()), Scope::parse)?;
                let measure = Lateness { calendar: crate::hours::calendar(calendar), scope };
                Any::Lateness(Report::new(measure, asked)?)
            }
            "redated" => Any::Redated(Report::new(Redated, asked)?),
            "edited" => Any::Edited(Report::new(Edited, asked)?),
            "inputs" => Any::Inputs(Report::new(PortalInputs, asked)?),
            other => {
                let known = "on_time, lateness, redated, edited, inputs";
                return Err(Error::OptionUnknown { option: "a kind of report", value: motcua::wire::shorten(other), known });
            }
        };
        Ok(Self { inner, kind: kind.to_owned(), keys: None, flags: Vec::new() })
    }
}

/// One date, which is the whole day, or one moment.
fn moment(object: &Bound<'_, PyAny>) -> PyResult<NaiveDateTime> {
    if object.is_instance_of::<pyo3::types::PyDateTime>() {
        return object.extract::<Moment>().map(|moment| moment.0);
    }
    let date = object.extract::<Date>()?.0;
    Ok(date.and_hms_opt(23, 59, 59).unwrap_or_default())
}

fn unread(error: &serde_json::Error) -> Error {
    Error::RequestInvalid { path: "partial".to_owned(), problem: error.to_string() }
}

/// The columns of a chunk, as views.
struct Chunk<'a> {
    rows: usize,
    times: &'a [Option<View<'a>>; 5],
    marks: &'a [(&'static str, View<'a>)],
    left_out: Option<&'a View<'a>>,
    keys: &'a [keys::KeyView<'a>],
}

/// The memory a window is copied into, where it is.
#[derive(Default)]
struct Copied {
    narrow: Vec<i32>,
    wide: Vec<i64>,
}

impl Chunk<'_> {
    fn count(&self, report: &mut Any, lists: &mut [KeyList], threads: usize, look: Look) -> Result<(), Stop> {
        let plans: Vec<Plan<'_>> =
            self.keys.iter().zip(lists.iter_mut()).map(|(key, list)| key.plan(list, look)).collect::<Result<_, _>>()?;
        let threads = threads_of(threads).min(self.rows / ROWS_PER_THREAD);
        if threads < 2 || plans.iter().any(Plan::grows) {
            return self.windows(0..self.rows, report, &plans, lists);
        }
        let part = |thread: usize| self.rows * thread / threads..self.rows * (thread + 1) / threads;
        let later = (1..threads).map(|thread| (part(thread), report.fresh()));
        let later: Vec<_> = later.collect();
        let fresh = report.fresh();
        let parts = once((part(0), replace(report, fresh))).chain(later).collect();
        let count = |(rows, mut report): (Range<usize>, Any)| self.windows(rows, &mut report, &plans, &mut []).map(|()| report);
        for (place, counted) in at_once(parts, count).into_iter().enumerate() {
            if place == 0 { *report = counted? } else { report.merge(&counted?)? }
        }
        Ok(())
    }

    fn windows(&self, rows: Range<usize>, report: &mut Any, plans: &[Plan<'_>], lists: &mut [KeyList]) -> Result<(), Stop> {
        let mut copied: [Copied; 5] = std::array::from_fn(|_| Copied::default());
        let mut held: Vec<Held> = plans.iter().map(|_| Held::default()).collect();
        // Once for no rows, too: what is wrong with the question itself is then said.
        for start in (rows.start..rows.end.max(rows.start + 1)).step_by(WINDOW) {
            let rows = start..rows.end.min(start + WINDOW);
            let keys = plans.iter().zip(&mut held).enumerate();
            let keys: Vec<Key<'_>> =
                keys.map(|(key, (plan, held))| plan.window(&rows, lists.get_mut(key), held)).collect::<Result<_, _>>()?;
            self.window(rows, report, &keys, &mut copied)?;
        }
        Ok(())
    }

    fn window(&self, rows: Range<usize>, report: &mut Any, keys: &[Key<'_>], copied: &mut [Copied; 5]) -> Result<(), Error> {
        let mut times: [Option<Times<'_>>; 5] = [None; 5];
        for ((times, view), copied) in times.iter_mut().zip(self.times).zip(copied) {
            *times = view.as_ref().map(|view| read_times(view, &rows, copied));
        }
        let marked = self.marks.iter().map(|(name, view)| (*name, read_marks(view, &rows))).collect::<Vec<_>>();
        let left_out = self.left_out.map(|view| read_marks(view, &rows));
        let mut flags = Flags::default();
        for (name, marks) in &marked {
            flags.set(name, Marks(marks));
        }
        let [received, due, first_due, finished, recorded] = times;
        let (Some(due), Some(finished)) = (due, finished) else {
            return Err(Error::ValueMissing { name: "due, finished".to_owned(), why: "a report needs both columns" });
        };
        let rows = Rows {
            keys,
            received,
            first_due,
            recorded,
            left_out: left_out.as_deref().map(Marks),
            flags,
            ..Rows::new(rows.len(), due, finished)
        };
        each!(report, report => report.add(&rows, 1))
    }
}

impl Any {
    fn fresh(&self) -> Self {
        match self {
            Self::OnTime(report) => Self::OnTime(report.fresh()),
            Self::Lateness(report) => Self::Lateness(report.fresh()),
            Self::Redated(report) => Self::Redated(report.fresh()),
            Self::Edited(report) => Self::Edited(report.fresh()),
            Self::Inputs(report) => Self::Inputs(report.fresh()),
        }
    }

    /// Adds a report of later rows, one of this made fresh.
    fn merge(&mut self, later: &Self) -> Result<(), Error> {
        match (self, later) {
            (Self::OnTime(report), Self::OnTime(later)) => report.merge(later),
            (Self::Lateness(report), Self::Lateness(later)) => report.merge(later),
            (Self::Redated(report), Self::Redated(later)) => report.merge(later),
            (Self::Edited(report), Self::Edited(later)) => report.merge(later),
            (Self::Inputs(report), Self::Inputs(later)) => report.merge(later),
            _ => Err(Error::ValueOutOfRange { name: "the report", value: "another kind".to_owned(), bound: "the same kind" }),
        }
    }
}

fn read_times<'a>(view: &'a View<'a>, rows: &Range<usize>, copied: &'a mut Copied) -> Times<'a> {
    let unit = view.unit();
    if view.is_narrow() {
        Times::Narrow(Moments { values: view.window::<i32>(rows, &mut copied.narrow), unit })
    } else {
        Times::Wide(Moments { values: view.window::<i64>(rows, &mut copied.wide), unit })
    }
}

fn read_marks(view: &View<'_>, rows: &Range<usize>) -> Vec<u8> {
    let mark = |value: i64| u8::try_from(value).unwrap_or(2);
    let mut wide = Vec::new();
    match view.window::<i64>(rows, &mut wide) {
        Values::One(value) => vec![mark(value); rows.len()],
        Values::Each(values) => values.iter().map(|value| mark(*value)).collect(),
    }
}
