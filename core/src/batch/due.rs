//! Due dates over columns.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::column::{Moments, PerRow, TimeUnit, Value, check_rows};
use super::pass::{Kernel, Outcome, Pass, Sink, run};
use crate::calendar::{Calendar, DayNumber};
use crate::deadline::{Counting, CountingRules, TimeLimit, due};
use crate::error::Error;
use crate::hours::WorkingTime;
use crate::law::Certainty;

/// An office: its calendar, its hours and how it counts.
#[derive(Clone, Debug)]
pub struct Office(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    time: WorkingTime,
    rules: CountingRules,
    /// Working days are counted by date, and no hour of receipt matters.
    counts_plainly: bool,
    /// The time with the answers of each day at hand, made when many rows ask.
    tabulated: OnceLock<WorkingTime>,
}

/// Fewer rows than this are answered sooner than a table is made.
const ROWS_WORTH_A_TABLE: usize = 4096;
/// More offices than this have no tables: each takes a megabyte.
const OFFICES_WORTH_A_TABLE: usize = 64;

impl Office {
    /// An office on this calendar that counts by these rules, which have its hours.
    #[must_use]
    pub fn new(calendar: &Calendar, rules: &CountingRules) -> Self {
        let time = WorkingTime::new(calendar, &rules.hours);
        let counts_plainly = rules.counting == Counting::ByDate && rules.cutoff.is_none();
        Self(Arc::new(Inner { time, rules: rules.clone(), counts_plainly, tabulated: OnceLock::new() }))
    }

    /// Its working time; for many rows, and ever after, with the answers of each day at hand.
    pub(super) fn time(&self, tabulated: bool) -> &WorkingTime {
        if tabulated {
            return self.0.tabulated.get_or_init(|| self.0.time.clone().tabulated());
        }
        self.0.tabulated.get().unwrap_or(&self.0.time)
    }

    pub(super) fn rules(&self) -> &CountingRules {
        &self.0.rules
    }
}

impl PerRow<'_, Office> {
    /// Whether tables are worth their making.
    pub(super) fn worth_tables(&self, rows: usize) -> bool {
        let offices = match self {
            Self::One(_) => 1,
            Self::Each { of, .. } => of.len(),
        };
        rows >= ROWS_WORTH_A_TABLE && offices <= OFFICES_WORTH_A_TABLE
    }
}

/// Where due dates go.
#[derive(Debug)]
pub struct DueColumns<'a, D> {
    /// The day on which the result is due, as days since 1970-01-01.
    pub on: &'a mut [D],
    /// The moment, in seconds since 1970-01-01.
    pub at: Option<&'a mut [i64]>,
    /// The weakest class among the days consulted; `None` for a row without an answer.
    pub certainty: Option<&'a mut [Option<Certainty>]>,
}

impl<D: Value> DueColumns<'_, D> {
    pub(super) fn check(&self) -> Result<(), Error> {
        let expected = self.on.len();
        let lengths = [("at", self.at.as_ref().map(|at| at.len())), ("certainty", self.certainty.as_ref().map(|c| c.len()))];
        match lengths.into_iter().find_map(|(column, rows)| Some((column, rows.filter(|rows| *rows != expected)?))) {
            Some((column, rows)) => Err(Error::ColumnLength { column, rows, expected }),
            None => Ok(()),
        }
    }

    pub(super) fn put(&mut self, row: usize, answer: Option<(i64, Certainty)>) -> bool {
        let (on, at) = match answer {
            Some((at, _)) => (D::narrow(at.div_euclid(TimeUnit::Second.per_day())), at),
            None => (D::NULL, i64::NULL),
        };
        if let Some(slot) = self.on.get_mut(row) {
            *slot = on;
        }
        if let Some(slot) = self.at.as_mut().and_then(|column| column.get_mut(row)) {
            *slot = at;
        }
        if let Some(slot) = self.certainty.as_mut().and_then(|column| column.get_mut(row)) {
            *slot = answer.map(|(_, certainty)| certainty);
        }
        on != D::NULL
    }
}

impl<'a, D: Value> Sink for DueColumns<'a, D> {
    type Block<'b>
        = DueColumns<'b, D>
    where
        Self: 'b;

    fn rows(&self) -> usize {
        self.on.len()
    }

    fn split(self, at: usize) -> (Self, Self) {
        fn halves<T>(column: Option<&mut [T]>, at: usize) -> (Option<&mut [T]>, Option<&mut [T]>) {
            column.map_or((None, None), |column| {
                let (low, high) = column.split_at_mut(at.min(column.len()));
                (Some(low), Some(high))
            })
        }
        let (on, later_on) = self.on.split_at_mut(at.min(self.on.len()));
        let (at_low, at_high) = halves(self.at, at);
        let (low, high) = halves(self.certainty, at);
        (Self { on, at: at_low, certainty: low }, Self { on: later_on, at: at_high, certainty: high })
    }

    fn block(&mut self, rows: Range<usize>) -> DueColumns<'_, D> {
        DueColumns {
            on: self.on.get_mut(rows.clone()).unwrap_or_default(),
            at: self.at.as_mut().map(|at| at.get_mut(rows.clone()).unwrap_or_default()),
            certainty: self.certainty.as_mut().map(|certainty| certainty.get_mut(rows).unwrap_or_default()),
        }
    }

    fn is_null(&self, row: usize) -> bool {
        self.on.get(row).is_none_or(|on| *on == D::NULL)
    }
}

/// For each row when a result is due.
///
/// As [`deadline`](crate::deadline()), row by row: `received` is the moment of receipt (a date is its 00:00), which is not counted.
///
/// # Errors
/// `column_invalid` when a column has not as many rows as the answers. A row's own: those of [`deadline`](crate::deadline()), and
/// `value_out_of_range` for an office or a limit that is not in its list.
#[doc(alias = "hẹn trả kết quả")]
pub fn deadlines<V: Value, D: Value>(
    offices: PerRow<'_, Office>,
    received: Moments<'_, V>,
    limits: PerRow<'_, TimeLimit>,
    out: DueColumns<'_, D>,
    pass: Pass<'_>,
) -> Result<Outcome, Error> {
    let rows = out.on.len();
    out.check()?;
    offices.check_rows("offices", rows)?;
    limits.check_rows("limits", rows)?;
    check_rows("received", &received.values, rows)?;
    let tabulated = offices.worth_tables(rows);
    let days = match limits {
        PerRow::One(limit) => vec![limit.whole_working_days()],
        PerRow::Each { of, .. } => of.iter().map(TimeLimit::whole_working_days).collect(),
    };
    run(out, pass, &Deadlines { offices, received, limits, tabulated, days })
}

struct Deadlines<'a, V> {
    offices: PerRow<'a, Office>,
    received: Moments<'a, V>,
    limits: PerRow<'a, TimeLimit>,
    tabulated: bool,
    /// Of each limit the days, where it is a number of working days: most are, and they need only two loads.
    days: Vec<Option<i64>>,
}

impl<V: Value, D: Value> Kernel<DueColumns<'_, D>> for Deadlines<'_, V> {
    fn fill(&self, rows: Range<usize>, mut block: DueColumns<'_, D>) -> bool {
        let mut whole = true;
        for (place, row) in rows.enumerate() {
            let answer = self.in_days(row).or_else(|| self.answer(row).ok().flatten());
            whole &= block.put(place, answer);
        }
        whole
    }

    fn explain(&self, row: usize) -> Result<(), Error> {
        self.answer(row).map(|_| ())
    }
}

impl<V: Value> Deadlines<'_, V> {
    /// The row, if its limit is counted in whole working days by date and nothing else has to be looked at.
    #[inline]
    fn in_days(&self, row: usize) -> Option<(i64, Certainty)> {
        let office = self.offices.get(row)?;
        let limit = match self.limits {
            PerRow::One(_) => 0,
            PerRow::Each { ids, .. } => *ids.get(row)? as usize,
        };
        let days = (*self.days.get(limit)?)?;
        let time = office.time(self.tabulated);
        let calendar = time.calendar();
        if !office.0.counts_plainly || calendar.is_announced_only() {
            return None;
        }
        let received = self.received.values.get(row)?.wide().div_euclid(self.received.unit.per_day());
        let due_on = calendar.table().add(received, days)?;
        let day = |date: i64| DayNumber::of_epoch(date);
        let certainty = calendar.certainty(day(received)?.next(), day(due_on)?);
        let closing = i64::from(time.close(day(due_on)?).second);
        Some((due_on * TimeUnit::Second.per_day() + closing, certainty))
    }

    fn answer(&self, row: usize) -> Result<Option<(i64, Certainty)>, Error> {
        if self.offices.is_null(row) || self.limits.is_null(row) || self.received.is_null(row) {
            return Ok(None);
        }
        let (office, limit) = (self.offices.find(row, "the office")?, self.limits.find(row, "the limit")?);
        let (Some(office), Some(limit), Some(received)) = (office, limit, self.received.find(row, "the date")?) else {
            return Ok(None);
        };
        let (at, certainty) = due(received, limit, office.time(self.tabulated), office.rules())?;
        Ok(Some((at.and_utc().timestamp(), certainty)))
    }
}
