//! Due dates over columns.

use std::ops::Range;

use motcua::batch::{self, DueColumns, Office, Outcome, Pass, TimeUnit, Value};
use motcua::{Certainty, Error};
use pyo3::prelude::*;

use super::How;
use super::choice::Choice;
use super::days::{beyond, scale};
use super::hours::{moments, per_second};
use super::limits::{Limits, Written};
use super::office::{Named, PyOffice, offices};
use crate::columns::{
    Asked, Bad, Column, Errors, Kind, Rows, Source, Tally, Target, View, Wanted, guard, rows_of, unit, windows,
};
use crate::error::{OrRaise, raise};

/// Due day, due moment, certainty, the codes of the rows without an answer if asked for, how many rows have none.
pub(crate) type Due = (Option<Column>, Option<Column>, Column, Option<Column>, usize);

/// Where due dates go, and what they count.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Into<'py> {
    on: Option<Bound<'py, PyAny>>,
    on_unit: String,
    at: Option<Bound<'py, PyAny>>,
    at_unit: String,
}

/// For each row when a result is due.
#[pyfunction]
#[pyo3(name = "batch_deadlines", signature = (received_at, *, amount, unit, limit, standard, offices, into, threads, errors))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of one Python function")]
pub(crate) fn deadlines(
    py: Python<'_>,
    received_at: &Bound<'_, PyAny>,
    amount: Option<&Bound<'_, PyAny>>,
    unit: Option<&Bound<'_, PyAny>>,
    limit: Option<&Bound<'_, PyAny>>,
    standard: PyRef<'_, PyOffice>,
    offices: Option<Named<'_>>,
    into: Into<'_>,
    threads: usize,
    errors: Errors,
) -> PyResult<Due> {
    guard(|| {
        let received = Source::read(received_at, "received_at", Wanted::Moments)?;
        let written = Written::read(limit, amount, unit)?;
        let offices = self::offices(&standard, offices)?;
        let mut lengths = vec![("received_at", received.rows()), ("office", offices.rows())];
        lengths.extend(written.rows());
        let rows = rows_of(&lengths)?;
        let mut due = Columns::open(&into, rows, received.unit())?;
        let (from, limits) = (received.view()?, written.view()?);
        let (mut dues, how) = (due.rows()?, How { rows, threads, errors });
        let asked = py.detach(|| dues.fill(&from, &offices, limits, how));
        let (tally, bad) = asked.or_raise()?;
        let limits = Asked::new(&bad, |row| written.is_null(row));
        due.finish(tally.and(&[received.asked(&from), limits, offices.asked()]), errors)
    })
}

/// Columns for due days and moments.
pub(super) struct Columns<'py> {
    on: Target<'py>,
    at: Target<'py>,
    units: (TimeUnit, TimeUnit),
    certainty: Vec<u8>,
}

/// The rows of these columns.
pub(super) struct Dues<'a> {
    on: Rows<'a>,
    at: &'a mut [i64],
    units: (TimeUnit, TimeUnit),
    certainty: &'a mut Vec<u8>,
}

impl<'py> Columns<'py> {
    /// `of` is what the moments of receipt count: those when the result is due count the same, if that is finer than days.
    pub(super) fn open(into: &Into<'py>, rows: usize, of: TimeUnit) -> PyResult<Self> {
        let standard = if of == TimeUnit::Day { TimeUnit::Second } else { of };
        let units = (unit(&into.on_unit)?.unwrap_or(TimeUnit::Day), unit(&into.at_unit)?.unwrap_or(standard));
        if units.1 == TimeUnit::Day {
            let problem = "counts days, where moments are answered";
            return Err(raise(&Error::ColumnInvalid { column: "due_at".to_owned(), problem }));
        }
        Ok(Self {
            on: Target::open(into.on.as_ref(), rows, units.0 == TimeUnit::Day, Kind::Moments(units.0))?,
            at: Target::open(into.at.as_ref(), rows, false, Kind::Moments(units.1))?,
            units,
            certainty: Vec::with_capacity(rows),
        })
    }

    pub(super) fn rows(&mut self) -> PyResult<Dues<'_>> {
        let Rows::I64(at) = self.at.rows()? else { return Err(super::wide_only()) };
        Ok(Dues { on: self.on.rows()?, at, units: self.units, certainty: &mut self.certainty })
    }

    pub(super) fn finish(self, tally: Tally, errors: Errors) -> PyResult<Due> {
        let nulls = tally.nulls();
        let codes = tally.settle(errors)?;
        let certainty = Column::named(self.certainty, &CERTAINTIES)?;
        let on = self.on.finish(Kind::Moments(self.units.0), nulls > 0);
        Ok((on, self.at.finish(Kind::Moments(self.units.1), nulls > 0), certainty, codes, nulls))
    }
}

const CERTAINTIES: [&str; 3] = [Certainty::Announced.as_str(), Certainty::Derived.as_str(), Certainty::Projected.as_str()];

fn place(certainty: Option<Certainty>) -> u8 {
    match certainty {
        Some(Certainty::Announced) => 0,
        Some(Certainty::Derived) => 1,
        Some(Certainty::Projected) => 2,
        None => u8::MAX,
    }
}

impl Dues<'_> {
    fn fill(
        &mut self,
        received: &View<'_>,
        offices: &Choice<Office>,
        mut limits: Limits<'_>,
        how: How,
    ) -> Result<(Tally, Bad), Error> {
        let mut copied = Vec::new();
        let tally = self.ask(how, false, |rows, out, pass| {
            let received = moments(received, &rows, &mut copied);
            let limits = limits.window(rows.clone());
            match out {
                Block::I32(out) => batch::deadlines(offices.of(&rows), received, limits, out, pass),
                Block::I64(out) => batch::deadlines(offices.of(&rows), received, limits, out, pass),
            }
        })?;
        Ok((tally, limits.into_bad()))
    }

    /// Asks for due dates, and makes days and seconds what the columns count.
    pub(super) fn ask(
        &mut self,
        how: How,
        whole: bool,
        mut ask: impl FnMut(Range<usize>, Block<'_>, Pass<'_>) -> Result<Outcome, Error>,
    ) -> Result<Tally, Error> {
        let (on_unit, at_unit) = self.units;
        let (mut lost_on, mut lost_at) = (Vec::new(), Vec::new());
        let mut classes = Vec::new();
        let mut tally = windows(how.rows, whole, how.threads, how.errors, |rows, pass| {
            classes.clear();
            classes.resize(rows.len(), None);
            let at = self.at.get_mut(rows.clone()).unwrap_or_default();
            let certainty = Some(classes.as_mut_slice());
            let outcome = match &mut self.on {
                Rows::I32(on) => {
                    let on = on.get_mut(rows.clone()).unwrap_or_default();
                    let outcome = ask(rows.clone(), Block::I32(DueColumns { on, at: Some(at), certainty }), pass)?;
                    scale(on, on_unit.per_day(), rows.clone(), &mut lost_on);
                    outcome
                }
                Rows::I64(on) => {
                    let on = on.get_mut(rows.clone()).unwrap_or_default();
                    let outcome = ask(rows.clone(), Block::I64(DueColumns { on, at: Some(at), certainty }), pass)?;
                    scale(on, on_unit.per_day(), rows.clone(), &mut lost_on);
                    outcome
                }
            };
            scale(self.at.get_mut(rows.clone()).unwrap_or_default(), per_second(at_unit), rows, &mut lost_at);
            self.certainty.extend(classes.iter().copied().map(place));
            Ok(outcome)
        })?;
        lost_on.extend(lost_at);
        lost_on.sort_unstable();
        lost_on.dedup();
        for row in lost_on.iter().copied() {
            // Either both or neither.
            if let Some(at) = self.at.get_mut(row) {
                *at = i64::NULL;
            }
            match &mut self.on {
                Rows::I32(on) => on.get_mut(row).map(|on| *on = i32::NULL),
                Rows::I64(on) => on.get_mut(row).map(|on| *on = i64::NULL),
            };
            if let Some(certainty) = self.certainty.get_mut(row) {
                *certainty = u8::MAX;
            }
        }
        tally.lose(&lost_on, &beyond(at_unit));
        Ok(tally)
    }
}

/// The columns of a window, by the width of the due days.
pub(super) enum Block<'a> {
    I32(DueColumns<'a, i32>),
    I64(DueColumns<'a, i64>),
}
