//! Due dates of dossiers whose clock stood still, over columns.

use motcua::batch::{self, Column as Values, Moments, Stops, Value};
use motcua::{Error, Level};
use pyo3::prelude::*;

use super::How;
use super::due::{Block, Columns, Due, Into};
use super::hours::moments;
use super::limits::Written;
use super::office::{Named, PyOffice, offices};
use crate::columns::{Asked, Errors, Key, Labels, Source, View, Wanted, guard, rows_of};
use crate::error::{OrRaise, raise};

/// When clocks stood still, as a table of its own: the row of the dossier, begun, ended, kind.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct StopTable<'py> {
    row: Bound<'py, PyAny>,
    begun_at: Bound<'py, PyAny>,
    ended_at: Bound<'py, PyAny>,
    kind: Bound<'py, PyAny>,
}

/// For each row when a result is due, after its clock stood still.
#[pyfunction]
#[pyo3(name = "batch_clocks", signature = (started_at, stops, *, amount, unit, limit, level, standard, offices, into, threads, errors))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn clocks(
    py: Python<'_>,
    started_at: &Bound<'_, PyAny>,
    stops: StopTable<'_>,
    amount: Option<&Bound<'_, PyAny>>,
    unit: Option<&Bound<'_, PyAny>>,
    limit: Option<&Bound<'_, PyAny>>,
    level: &str,
    standard: PyRef<'_, PyOffice>,
    offices: Option<Named<'_>>,
    into: Into<'_>,
    threads: usize,
    errors: Errors,
) -> PyResult<Due> {
    guard(|| {
        let level = Level::parse(level).or_raise()?;
        let started = Source::read(started_at, "started_at", Wanted::Moments)?;
        let written = Written::read(limit, amount, unit)?;
        let offices = self::offices(&standard, offices)?;
        let mut lengths = vec![("started_at", started.rows()), ("office", offices.rows())];
        lengths.extend(written.rows());
        let rows = rows_of(&lengths)?;
        let log = Log::read(&stops, rows)?;
        let mut due = Columns::open(&into, rows, started.unit())?;
        let (from, mut limits) = (started.view()?, written.view()?);
        let (mut dues, how) = (due.rows()?, How { rows, threads, errors });
        let asked = py.detach(|| {
            let mut copied = Vec::new();
            // Whole: the stops of a window would have to be cut out.
            dues.ask(how, true, |rows, out, pass| {
                let (started, offices) = (moments(&from, &rows, &mut copied), offices.of(&rows));
                let limits = limits.window(rows.clone());
                match out {
                    Block::I32(out) => batch::clocks(offices, started, limits, log.stops(), level, out, pass),
                    Block::I64(out) => batch::clocks(offices, started, limits, log.stops(), level, out, pass),
                }
            })
        });
        let bad = limits.into_bad();
        let limits = Asked::new(&bad, |row| written.is_null(row));
        due.finish(asked.or_raise()?.and(&[started.asked(&from), limits, offices.asked()]), errors)
    })
}

/// The stops, sorted by dossier.
struct Log {
    offsets: Vec<usize>,
    begun: Vec<i64>,
    ended: Vec<i64>,
    restarts: Vec<bool>,
    units: (motcua::batch::TimeUnit, motcua::batch::TimeUnit),
}

impl Log {
    fn read(table: &StopTable<'_>, dossiers: usize) -> PyResult<Self> {
        let row = Source::read(&table.row, "stop_row", Wanted::Numbers)?;
        let begun = Source::read(&table.begun_at, "begun_at", Wanted::Moments)?;
        let ended = Source::read(&table.ended_at, "ended_at", Wanted::Moments)?;
        let kind = Labels::read(&table.kind, "kind")?;
        let lengths = [("stop_row", row.rows()), ("begun_at", begun.rows()), ("ended_at", ended.rows()), ("kind", kind.rows())];
        let stops = rows_of(&lengths)?;
        for source in [&row, &begun, &ended] {
            if let Some((stop, error)) = source.bad().first() {
                return Err(raise(&in_stop(stop, error.clone())));
            }
        }
        let restarts = (0..stops).map(|stop| restarts(&kind, stop)).collect::<PyResult<Vec<bool>>>()?;
        let (order, offsets) = sorted(&row.view()?, stops, dossiers)?;
        let pick = |view: View<'_>| {
            let mut copied = Vec::new();
            let values = view.window::<i64>(&(0..stops), &mut copied);
            order.iter().map(|stop| value(&values, *stop)).collect::<Vec<i64>>()
        };
        Ok(Self {
            offsets,
            begun: pick(begun.view()?),
            ended: pick(ended.view()?),
            restarts: order.iter().map(|stop| restarts.get(*stop).copied().unwrap_or_default()).collect(),
            units: (begun.unit(), ended.unit()),
        })
    }

    fn stops(&self) -> Stops<'_, i64> {
        Stops {
            offsets: &self.offsets,
            begun: Moments { values: Values::Each(&self.begun), unit: self.units.0 },
            ended: Moments { values: Values::Each(&self.ended), unit: self.units.1 },
            restarts: Values::Each(&self.restarts),
        }
    }
}

fn in_stop(stop: usize, error: Error) -> Error {
    Error::InItem { list: "stops", index: stop, error: Box::new(error) }
}

fn value(values: &Values<'_, i64>, row: usize) -> i64 {
    match values {
        Values::One(value) => *value,
        Values::Each(values) => values.get(row).copied().unwrap_or(i64::NULL),
    }
}

fn restarts(kinds: &Labels, stop: usize) -> PyResult<bool> {
    let kind = kinds.place(stop).and_then(|place| kinds.keys().get(place));
    match kind {
        Some(Key::Text(kind)) if kind == "pause" => Ok(false),
        Some(Key::Text(kind)) if kind == "restart" => Ok(true),
        other => {
            let value = other.map_or_else(|| "null".to_owned(), |kind| motcua::wire::shorten(&kind.to_string()));
            Err(raise(&in_stop(stop, Error::OptionUnknown { option: "a kind of stop", value, known: "pause, restart" })))
        }
    }
}

/// The stops by dossier, those of one dossier in the order in which they came, and where those of each begin.
fn sorted(rows: &View<'_>, stops: usize, dossiers: usize) -> PyResult<(Vec<usize>, Vec<usize>)> {
    let mut copied = Vec::new();
    let rows = rows.window::<i64>(&(0..stops), &mut copied);
    let mut of = Vec::with_capacity(stops);
    for stop in 0..stops {
        let row = value(&rows, stop);
        let Some(row) = usize::try_from(row).ok().filter(|row| *row < dossiers) else {
            let value = if row == i64::NULL { "null".to_owned() } else { row.to_string() };
            let error = Error::ValueOutOfRange { name: "the row of a stop", value, bound: "a row of the dossiers, from 0" };
            return Err(raise(&in_stop(stop, error)));
        };
        of.push(row);
    }
    let mut offsets = vec![0; dossiers + 1];
    for row in &of {
        if let Some(count) = offsets.get_mut(row + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for offset in &mut offsets {
        sum += *offset;
        *offset = sum;
    }
    let mut order: Vec<usize> = (0..stops).collect();
    order.sort_by_key(|stop| of.get(*stop).copied());
    Ok((order, offsets))
}
