//! Time limits as columns have them: each distinct one read once, and its place for every row.

use std::collections::HashMap;
use std::ops::Range;

use motcua::batch::{Column, PerRow, Value};
use motcua::wire::{CountedLimit, Limit};
use motcua::{Error, TimeLimit};
use pyo3::prelude::*;

use crate::columns::{Bad, Key, Labels, Source, View, Wanted};
use crate::error::{OrRaise, raise};
use crate::limit::PyTimeLimit;

/// How the limits of the rows are written.
pub(crate) enum Written<'py> {
    /// One for every row.
    One(TimeLimit),
    /// Texts such as "03 ngày làm việc".
    Texts(Labels),
    /// Amounts of units.
    Amounts(Amounts<'py>, Labels),
}

/// Amounts: whole numbers, or each distinct one by its text.
pub(crate) enum Amounts<'py> {
    Whole(Source<'py>),
    Labels(Labels),
}

impl<'py> Written<'py> {
    /// Either a limit, or an amount and a unit.
    pub(crate) fn read(
        limit: Option<&Bound<'py, PyAny>>,
        amount: Option<&Bound<'py, PyAny>>,
        unit: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        match (limit, amount, unit) {
            (Some(limit), None, None) => {
                if let Ok(limit) = limit.cast::<PyTimeLimit>() {
                    return Ok(Self::One(limit.get().0.clone()));
                }
                Ok(Self::Texts(Labels::read(limit, "limit")?))
            }
            (None, Some(amount), Some(unit)) => {
                let amounts = Source::read(amount, "amount", Wanted::Numbers).ok().filter(|whole| whole.bad().first().is_none());
                let amounts = match amounts {
                    Some(whole) => Amounts::Whole(whole),
                    None => Amounts::Labels(Labels::read(amount, "amount")?),
                };
                Ok(Self::Amounts(amounts, Labels::read(unit, "unit")?))
            }
            _ => {
                let why = "each row needs an amount and a unit, or a limit, and not both";
                Err(raise(&Error::ValueMissing { name: "limit".to_owned(), why }))
            }
        }
    }

    /// How many rows each column has.
    pub(crate) fn rows(&self) -> Vec<(&'static str, Option<usize>)> {
        match self {
            Self::One(_) => Vec::new(),
            Self::Texts(texts) => vec![("limit", texts.rows())],
            Self::Amounts(amounts, units) => {
                let amounts = match amounts {
                    Amounts::Whole(whole) => whole.rows(),
                    Amounts::Labels(labels) => labels.rows(),
                };
                vec![("amount", amounts), ("unit", units.rows())]
            }
        }
    }

    pub(crate) fn is_null(&self, row: usize) -> bool {
        match self {
            Self::One(_) => false,
            Self::Texts(texts) => texts.place(row).is_none(),
            Self::Amounts(Amounts::Labels(amounts), units) => amounts.place(row).is_none() || units.place(row).is_none(),
            Self::Amounts(Amounts::Whole(amounts), units) => {
                units.place(row).is_none() || amounts.view().is_ok_and(|amounts| amounts.is_null(row))
            }
        }
    }

    pub(crate) fn view(&self) -> PyResult<Limits<'_>> {
        let of = match self {
            Self::One(limit) => return Ok(Limits::new(Of::Nothing, vec![limit.clone()])),
            Self::Texts(texts) => Of::Texts(texts),
            Self::Amounts(Amounts::Whole(whole), units) => Of::Whole(whole.view()?, units),
            Self::Amounts(Amounts::Labels(labels), units) => Of::Labels(labels, units),
        };
        // One for all that is wrong is no matter of a row.
        let mut limits = Limits::new(of, Vec::new());
        if self.rows().iter().all(|(_, rows)| rows.is_none()) {
            limits.window(0..1);
            if let Some((_, error)) = limits.bad.first() {
                return Err(error.clone()).or_raise();
            }
        }
        Ok(limits)
    }
}

enum Of<'a> {
    Nothing,
    Texts(&'a Labels),
    Whole(View<'a>, &'a Labels),
    Labels(&'a Labels, &'a Labels),
}

/// Amounts below this have a place in a table; the others are looked up.
const SMALL: usize = 512;
/// A place in the table where nothing was read yet.
const UNREAD: u32 = u32::MAX - 1;
/// Units that have a table; a column has nine.
const TABLES: usize = 64;

/// The distinct limits met so far.
pub(crate) struct Limits<'a> {
    of: Of<'a>,
    list: Vec<TimeLimit>,
    small: Vec<u32>,
    others: HashMap<(i64, usize), u32>,
    refused: HashMap<(i64, usize), Error>,
    bad: Bad,
    ids: Vec<u32>,
    copied: Vec<i64>,
}

impl<'a> Limits<'a> {
    fn new(of: Of<'a>, list: Vec<TimeLimit>) -> Self {
        Self {
            of,
            list,
            small: Vec::new(),
            others: HashMap::new(),
            refused: HashMap::new(),
            bad: Bad::default(),
            ids: Vec::new(),
            copied: Vec::new(),
        }
    }

    pub(crate) fn into_bad(self) -> Bad {
        self.bad
    }

    /// The limits of some rows.
    pub(crate) fn window(&mut self, rows: Range<usize>) -> PerRow<'_, TimeLimit> {
        if let (Of::Nothing, Some(_)) = (&self.of, self.list.first()) {
            return self.list.first().map_or(PerRow::Each { of: &[], ids: &[] }, PerRow::One);
        }
        let (mut ids, mut copied) = (std::mem::take(&mut self.ids), std::mem::take(&mut self.copied));
        ids.clear();
        let of = std::mem::replace(&mut self.of, Of::Nothing);
        match &of {
            Of::Nothing => {}
            Of::Texts(texts) => ids.extend(rows.map(|row| match texts.place(row) {
                Some(place) => self.id(row, place_key(place), 0, || text(texts, place)),
                None => u32::MAX,
            })),
            Of::Labels(amounts, units) => ids.extend(rows.map(|row| match (amounts.place(row), units.place(row)) {
                (Some(amount), Some(unit)) => {
                    self.id(row, place_key(amount), unit, || counted(written(amounts, amount), units, unit))
                }
                _ => u32::MAX,
            })),
            Of::Whole(amounts, units) => {
                let amounts = amounts.window::<i64>(&rows, &mut copied);
                for (place, row) in rows.enumerate() {
                    let amount = match amounts {
                        Column::One(amount) => amount,
                        Column::Each(amounts) => amounts.get(place).copied().unwrap_or(i64::NULL),
                    };
                    let unit = units.place(row).filter(|_| amount != i64::NULL);
                    ids.push(
                        unit.map_or(u32::MAX, |unit| self.id(row, amount, unit, || counted(amount.to_string(), units, unit))),
                    );
                }
            }
        }
        self.of = of;
        (self.ids, self.copied) = (ids, copied);
        PerRow::Each { of: &self.list, ids: &self.ids }
    }

    /// The place of a limit; null for one that cannot be, which makes the row a bad one.
    #[inline]
    fn id(&mut self, row: usize, amount: i64, unit: usize, read: impl FnOnce() -> Result<TimeLimit, Error>) -> u32 {
        let slot =
            usize::try_from(amount).ok().filter(|amount| *amount < SMALL && unit < TABLES).map(|amount| unit * SMALL + amount);
        let known = match slot {
            Some(slot) => self.small.get(slot).copied().filter(|id| *id != UNREAD),
            None => self.others.get(&(amount, unit)).copied(),
        };
        let id = known.unwrap_or_else(|| self.learn(slot, (amount, unit), read));
        if id == u32::MAX
            && let Some(error) = self.refused.get(&(amount, unit))
        {
            self.bad.push(row, error.clone());
        }
        id
    }

    #[cold]
    fn learn(&mut self, slot: Option<usize>, key: (i64, usize), read: impl FnOnce() -> Result<TimeLimit, Error>) -> u32 {
        let id = match read() {
            Ok(limit) => {
                self.list.push(limit);
                u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX)
            }
            Err(error) => {
                self.refused.insert(key, error);
                u32::MAX
            }
        };
        match slot {
            None => {
                self.others.insert(key, id);
            }
            Some(slot) => {
                if self.small.len() <= slot {
                    self.small.resize((key.1 + 1) * SMALL, UNREAD);
                }
                if let Some(place) = self.small.get_mut(slot) {
                    *place = id;
                }
            }
        }
        id
    }
}

fn place_key(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

fn written(labels: &Labels, place: usize) -> String {
    labels.keys().get(place).map(Key::to_string).unwrap_or_default()
}

fn text(labels: &Labels, place: usize) -> Result<TimeLimit, Error> {
    TimeLimit::parse(&written(labels, place))
}

fn counted(amount: String, units: &Labels, unit: usize) -> Result<TimeLimit, Error> {
    Limit::Counted(CountedLimit { amount, unit: written(units, unit) }).build()
}
