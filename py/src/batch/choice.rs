//! A calendar or an office for each row.

use std::collections::HashMap;
use std::ops::Range;

use motcua::Error;
use motcua::batch::PerRow;
use motcua::wire::shorten;
use pyo3::prelude::*;

use crate::columns::{Asked, Bad, Key, Labels};
use crate::error::raise;

/// One thing for every row, or for each row one out of a list.
pub(crate) struct Choice<T> {
    list: Vec<T>,
    ids: Option<Vec<u32>>,
    bad: Bad,
}

impl<T> Choice<T> {
    /// The same for every row.
    pub(crate) fn one(thing: T) -> Self {
        Self { list: vec![thing], ids: None, bad: Bad::default() }
    }

    /// By a column of names; `named` says which place of the list each name has.
    pub(crate) fn each(column: &Bound<'_, PyAny>, named: Vec<(Key, u32)>, list: Vec<T>) -> PyResult<Self> {
        let labels = Labels::read(column, "office")?;
        let known: HashMap<Key, u32> = named.into_iter().collect();
        let known: Vec<Option<u32>> = labels.keys().iter().map(|key| known.get(key).copied()).collect();
        let unknown = |place: usize| {
            let value = labels.keys().get(place).map(|key| shorten(&key.to_string())).unwrap_or_default();
            Error::ValueOutOfRange { name: "the office", value, bound: "one of those given" }
        };
        let Some(rows) = labels.rows() else {
            let own = known.first().copied().flatten().and_then(|id| list.into_iter().nth(id as usize));
            return own.map(Self::one).ok_or_else(|| raise(&unknown(0)));
        };
        let mut bad = Bad::default();
        let mut ids = Vec::with_capacity(rows);
        for row in 0..rows {
            let place = labels.place(row);
            let id = place.and_then(|place| known.get(place).copied().flatten());
            if let (Some(place), None) = (place, id) {
                bad.push(row, unknown(place));
            }
            ids.push(id.unwrap_or(u32::MAX));
        }
        Ok(Self { list, ids: Some(ids), bad })
    }

    pub(crate) fn asked(&self) -> Asked<'_> {
        let ids = self.ids.as_deref();
        Asked::new(&self.bad, move |row| ids.is_some_and(|ids| ids.get(row).is_none_or(|id| *id == u32::MAX)))
    }

    /// How many rows it has; `None` when it is the same for every row.
    pub(crate) fn rows(&self) -> Option<usize> {
        self.ids.as_ref().map(Vec::len)
    }

    pub(crate) fn of(&self, rows: &Range<usize>) -> PerRow<'_, T> {
        match (&self.ids, self.list.first()) {
            (None, Some(one)) => PerRow::One(one),
            (ids, _) => {
                let ids = ids.as_deref().and_then(|ids| ids.get(rows.clone())).unwrap_or_default();
                PerRow::Each { of: &self.list, ids }
            }
        }
    }
}
