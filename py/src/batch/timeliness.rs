//! Early, on time, late over columns.

use motcua::batch::{self, Outcome, TimeUnit, Value};
use motcua::{Error, Level, Timeliness};
use pyo3::prelude::*;

use super::hours::moments;
use crate::columns::{Column, Errors, Source, Wanted, guard, in_row, rows_of, windows};
use crate::error::{OrRaise, raise};

const CLASSES: [Timeliness; 6] =
    [Timeliness::Early, Timeliness::OnTime, Timeliness::Late, Timeliness::WithinTerm, Timeliness::Overdue, Timeliness::None];

/// For each row how what was done, or is still open, stands to when it was due.
#[pyfunction]
#[pyo3(name = "batch_timeliness", signature = (due, done, as_of, *, level))]
pub(crate) fn timeliness(
    py: Python<'_>,
    due: &Bound<'_, PyAny>,
    done: &Bound<'_, PyAny>,
    as_of: &Bound<'_, PyAny>,
    level: &str,
) -> PyResult<Column> {
    guard(|| {
        let level = Level::parse(level).or_raise()?;
        let due = Source::read(due, "due", Wanted::Moments)?;
        let done = Source::read(done, "done", Wanted::Moments)?;
        let now = at(as_of)?;
        let rows = rows_of(&[("due", due.rows()), ("done", done.rows())])?;
        let (due_at, done_at) = (due.view()?, done.view()?);
        let asked = py.detach(|| {
            let mut places = Vec::with_capacity(rows);
            let mut classes = Vec::new();
            let (mut due_copied, mut done_copied) = (Vec::new(), Vec::new());
            let tally = windows(rows, false, 1, Errors::Raise, |rows, _| {
                classes.clear();
                classes.resize(rows.len(), Timeliness::None);
                let due = moments(&due_at, &rows, &mut due_copied);
                batch::timeliness(due, moments(&done_at, &rows, &mut done_copied), now, level, &mut classes)?;
                places.extend(classes.iter().map(|class| place(*class)));
                Ok(Outcome::default())
            })?;
            Ok((tally, places))
        });
        let (tally, places): (_, Vec<u8>) = asked.or_raise()?;
        let nothing = |source: &Source<'_>| source.bad().first().map(|(row, error)| in_row(error.clone(), row));
        if let Some(error) = nothing(&due).or_else(|| nothing(&done)) {
            return Err(raise(&error));
        }
        tally.settle(Errors::Raise)?;
        Column::named(places, &CLASSES.map(Timeliness::as_str))
    })
}

fn place(class: Timeliness) -> u8 {
    match class {
        Timeliness::Early => 0,
        Timeliness::OnTime => 1,
        Timeliness::Late => 2,
        Timeliness::WithinTerm => 3,
        Timeliness::Overdue => 4,
        Timeliness::None => 5,
    }
}

fn at(as_of: &Bound<'_, PyAny>) -> PyResult<(i64, TimeUnit)> {
    let source = Source::read(as_of, "as_of", Wanted::Moments)?;
    match source.one().filter(|at| *at != i64::NULL) {
        Some(at) => Ok((at, source.unit())),
        None => Err(raise(&Error::ColumnInvalid { column: "as_of".to_owned(), problem: "must be one date or moment" })),
    }
}
