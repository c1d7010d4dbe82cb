//! A column as it came from Python, and its rows as slices.

use std::ops::Range;

use arrow_buffer::{NullBuffer, ScalarBuffer};
use motcua::Error;
use motcua::batch::{Column, TimeUnit, Value};
use numpy::{PyReadonlyArray1, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use super::bad::{Asked, Bad};
use super::output::Kind;
use super::{arrow, numpy as arrays, objects};
use crate::error::{OrRaise, raise};

/// What a column is to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// Dates or moments.
    Moments,
    /// Whole numbers.
    Numbers,
}

impl Wanted {
    pub(super) fn refuse(self, column: &'static str) -> Error {
        let problem = match self {
            Self::Moments => "must hold dates or moments",
            Self::Numbers => "must hold whole numbers",
        };
        Error::ColumnInvalid { column: column.to_owned(), problem }
    }
}

/// A column that was read.
pub(crate) struct Source<'py> {
    name: &'static str,
    data: Data<'py>,
    unit: Option<TimeUnit>,
    bad: Bad,
    is_date64: bool,
}

pub(super) enum Data<'py> {
    One(i64),
    Numpy32(PyReadonlyArray1<'py, i32>),
    Numpy64(PyReadonlyArray1<'py, i64>),
    Chunks(Vec<Chunk>),
}

/// Consecutive rows in one piece of memory.
pub(super) struct Chunk {
    pub(super) values: Integers,
    pub(super) nulls: Option<NullBuffer>,
}

pub(super) enum Integers {
    I32(ScalarBuffer<i32>),
    I64(ScalarBuffer<i64>),
}

impl<'py> Source<'py> {
    pub(super) fn new(name: &'static str, data: Data<'py>, unit: Option<TimeUnit>, bad: Bad) -> Self {
        Self { name, data, unit, bad, is_date64: false }
    }

    /// Reads a column; `name` is what messages call it.
    pub(crate) fn read(object: &Bound<'py, PyAny>, name: &'static str, wanted: Wanted) -> PyResult<Self> {
        let read = if let Ok(pair) = object.cast::<PyTuple>() {
            arrays::read(pair, name)?
        } else if let Ok(list) = object.cast::<PyList>() {
            objects::read(list, name, wanted)?
        } else if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
            arrow::read(object, name, wanted)?
        } else {
            let (value, unit) = objects::one(object, name, wanted)?;
            Self::new(name, Data::One(value), unit, Bad::default())
        };
        let fits = match wanted {
            Wanted::Moments => read.unit.is_some() || read.is_null(),
            Wanted::Numbers => read.unit.is_none(),
        };
        if fits { Ok(read) } else { Err(raise(&wanted.refuse(name))) }
    }

    /// Whether it is one null for every row.
    fn is_null(&self) -> bool {
        matches!(self.data, Data::One(i64::NULL))
    }

    pub(super) fn of_date64(self, is_date64: bool) -> Self {
        Self { is_date64, ..self }
    }

    /// What dates of the same kind are.
    pub(crate) fn date_kind(&self) -> Kind {
        if self.is_date64 { Kind::Date64 } else { Kind::Moments(self.unit()) }
    }

    /// What its moments count; days for a null.
    pub(crate) fn unit(&self) -> TimeUnit {
        self.unit.unwrap_or(TimeUnit::Day)
    }

    /// Its part in what is wrong with rows; `view` is its own.
    pub(crate) fn asked<'a>(&'a self, view: &'a View<'_>) -> Asked<'a> {
        Asked::new(&self.bad, |row| view.is_null(row))
    }

    pub(crate) fn bad(&self) -> &Bad {
        &self.bad
    }

    /// The value, if it is the same for every row.
    pub(crate) fn one(&self) -> Option<i64> {
        if let Data::One(value) = self.data { Some(value) } else { None }
    }

    /// How many rows it has; `None` when it is the same for every row.
    pub(crate) fn rows(&self) -> Option<usize> {
        match &self.data {
            Data::One(_) => None,
            Data::Numpy32(array) => Some(array.len()),
            Data::Numpy64(array) => Some(array.len()),
            Data::Chunks(chunks) => Some(chunks.iter().map(|chunk| chunk.values.len()).sum()),
        }
    }

    /// Its rows, which outlive the hold on the interpreter.
    pub(crate) fn view(&self) -> PyResult<View<'_>> {
        let contiguous = |_| raise(&Error::ColumnInvalid { column: self.name.to_owned(), problem: "must be contiguous" });
        let parts = match &self.data {
            Data::One(value) => return Ok(View { parts: Vec::new(), one: Some(*value), unit: self.unit() }),
            Data::Numpy32(array) => {
                vec![Part { first: 0, values: Slice::I32(array.as_slice().map_err(contiguous)?), nulls: None }]
            }
            Data::Numpy64(array) => {
                vec![Part { first: 0, values: Slice::I64(array.as_slice().map_err(contiguous)?), nulls: None }]
            }
            Data::Chunks(chunks) => {
                let mut first = 0;
                let parts = chunks.iter().map(|chunk| {
                    let part = Part { first, values: chunk.values.slice(), nulls: chunk.nulls.as_ref() };
                    first += chunk.values.len();
                    part
                });
                parts.collect()
            }
        };
        Ok(View { parts, one: None, unit: self.unit() })
    }
}

impl Integers {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::I32(values) => values.len(),
            Self::I64(values) => values.len(),
        }
    }

    fn slice(&self) -> Slice<'_> {
        match self {
            Self::I32(values) => Slice::I32(values),
            Self::I64(values) => Slice::I64(values),
        }
    }
}

/// The addresses of a slice's memory.
pub(super) fn bytes<T>(values: &[T]) -> Range<usize> {
    let range = values.as_ptr_range();
    range.start.addr()..range.end.addr()
}

/// How many rows columns have together: one if each is the same for every row.
pub(crate) fn rows_of(columns: &[(&'static str, Option<usize>)]) -> PyResult<usize> {
    let mut known: Option<usize> = None;
    for (column, rows) in columns {
        match (known, rows) {
            (Some(expected), Some(rows)) if *rows != expected => {
                return Err(Error::ColumnLength { column, rows: *rows, expected }).or_raise();
            }
            (None, Some(rows)) => known = Some(*rows),
            _ => {}
        }
    }
    Ok(known.unwrap_or(1))
}

/// The rows of a column.
#[derive(Debug)]
pub(crate) struct View<'a> {
    parts: Vec<Part<'a>>,
    one: Option<i64>,
    unit: TimeUnit,
}

#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    first: usize,
    values: Slice<'a>,
    nulls: Option<&'a NullBuffer>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Slice<'a> {
    I32(&'a [i32]),
    I64(&'a [i64]),
}

/// A width of integers.
pub(crate) trait Width: Value + Default {
    /// The slice, if it has this width.
    fn of(slice: Slice<'_>) -> Option<&[Self]>;
}

impl Width for i32 {
    fn of(slice: Slice<'_>) -> Option<&[Self]> {
        match slice {
            Slice::I32(values) => Some(values),
            Slice::I64(_) => None,
        }
    }
}

impl Width for i64 {
    fn of(slice: Slice<'_>) -> Option<&[Self]> {
        match slice {
            Slice::I64(values) => Some(values),
            Slice::I32(_) => None,
        }
    }
}

impl Part<'_> {
    fn len(&self) -> usize {
        match self.values {
            Slice::I32(values) => values.len(),
            Slice::I64(values) => values.len(),
        }
    }

    fn is_null(&self, place: usize) -> bool {
        let value = match self.values {
            Slice::I32(values) => values.get(place).copied().map(Value::wide),
            Slice::I64(values) => values.get(place).copied(),
        };
        value.is_none_or(|value| value == i64::NULL) || self.nulls.is_some_and(|nulls| nulls.is_null(place))
    }

    fn has_nulls(&self) -> bool {
        self.nulls.is_some_and(|nulls| nulls.null_count() > 0)
    }
}

impl<'a> View<'a> {
    pub(crate) fn unit(&self) -> TimeUnit {
        self.unit
    }

    /// Whether a row is null, or bad.
    pub(crate) fn is_null(&self, row: usize) -> bool {
        if let Some(one) = self.one {
            return one == i64::NULL;
        }
        let part = self.parts.iter().find(|part| part.first <= row && row < part.first + part.len());
        part.is_none_or(|part| part.is_null(row - part.first))
    }

    /// Whether every integer has 32 bits.
    pub(crate) fn is_narrow(&self) -> bool {
        self.one.is_none() && self.unit == TimeUnit::Day && self.parts.iter().all(|part| matches!(part.values, Slice::I32(_)))
    }

    /// The same of plain numbers.
    pub(crate) fn is_narrow_numbers(&self) -> bool {
        self.one.is_none() && self.parts.iter().all(|part| matches!(part.values, Slice::I32(_)))
    }

    /// Whether 32 bits hold all of it.
    pub(crate) fn fits_narrow(&self) -> bool {
        self.one.is_some_and(|one| one == i64::NULL || i32::try_from(one.div_euclid(self.unit.per_day())).is_ok())
            || self.is_narrow()
    }

    /// The least and the most of the numbers of its first rows, nulls left aside; what lies below a null of Arrow may be among them.
    /// `None` of nothing.
    pub(crate) fn least_and_most(&self, rows: usize) -> Option<(i64, i64)> {
        fn of<V: Value + Ord>(values: &[V], rows: usize) -> Option<(i64, i64)> {
            let values = values.get(..rows).unwrap_or(values);
            let most = values.iter().fold(V::NULL, |most, value| most.max(*value));
            // Null is the smallest; as the greatest it is in nobody's way, and no branch either.
            let least = values.iter().fold(most, |least, value| least.min(if *value == V::NULL { most } else { *value }));
            (most != V::NULL).then(|| (least.wide(), most.wide()))
        }
        let known = self.one.filter(|one| *one != i64::NULL).map(|one| (one, one));
        let parts = self.parts.iter().filter_map(|part| match (part.values, rows.saturating_sub(part.first)) {
            (Slice::I32(values), rows) => of(values, rows),
            (Slice::I64(values), rows) => of(values, rows),
        });
        parts.chain(known).reduce(|(least, most), (low, high)| (least.min(low), most.max(high)))
    }

    /// Whether its memory can be handed on whole, in this width.
    pub(crate) fn is_direct<T: Width>(&self) -> bool {
        match self.parts.as_slice() {
            [] => self.one.is_some(),
            [part] => T::of(part.values).is_some() && !part.has_nulls(),
            _ => false,
        }
    }

    /// Whether any of its memory is part of this.
    pub(super) fn lies_in(&self, memory: &Range<usize>) -> bool {
        self.parts.iter().any(|part| {
            let own = match part.values {
                Slice::I32(values) => bytes(values),
                Slice::I64(values) => bytes(values),
            };
            own.start < memory.end && memory.start < own.end
        })
    }

    /// Rows in a width, from the column's own memory if it lies so, else copied into `scratch`.
    pub(crate) fn window<'s, T: Width>(&'s self, rows: &Range<usize>, scratch: &'s mut Vec<T>) -> Column<'s, T> {
        self.read(rows, scratch, false)
    }

    /// The same with moments made dates: the days they lie in.
    pub(crate) fn days<'s, T: Width>(&'s self, rows: &Range<usize>, scratch: &'s mut Vec<T>) -> Column<'s, T> {
        self.read(rows, scratch, true)
    }

    fn read<'s, T: Width>(&'s self, rows: &Range<usize>, scratch: &'s mut Vec<T>, days: bool) -> Column<'s, T> {
        let per_day = if days { self.unit.per_day() } else { 1 };
        if let Some(one) = self.one {
            return Column::One(T::narrow(divided(one, per_day)));
        }
        let own = self.parts.iter().find(|part| part.first <= rows.start && rows.end <= part.first + part.len());
        if let Some(part) = own.filter(|part| per_day == 1 && !part.has_nulls())
            && let Some(values) = T::of(part.values)
            && let Some(values) = values.get(rows.start - part.first..rows.end - part.first)
        {
            return Column::Each(values);
        }
        scratch.clear();
        scratch.reserve(rows.len());
        for part in &self.parts {
            let (start, end) = (rows.start.max(part.first), rows.end.min(part.first + part.len()));
            if start < end {
                part.copy(start - part.first..end - part.first, per_day, scratch);
            }
        }
        Column::Each(scratch)
    }
}

impl Part<'_> {
    fn copy<T: Width>(&self, rows: Range<usize>, per_day: i64, out: &mut Vec<T>) {
        let first = out.len();
        match (per_day, T::of(self.values)) {
            (1, Some(values)) => out.extend_from_slice(values.get(rows.clone()).unwrap_or_default()),
            _ => match self.values {
                Slice::I32(values) => convert(values.get(rows.clone()).unwrap_or_default(), per_day, out),
                Slice::I64(values) => convert(values.get(rows.clone()).unwrap_or_default(), per_day, out),
            },
        }
        if let Some(nulls) = self.nulls.filter(|nulls| nulls.null_count() > 0) {
            // Below null lies anything. 64 rows at a time, most of which are none.
            let nulls = nulls.slice(rows.start, rows.len());
            let words = nulls.inner().bit_chunks();
            let last = (words.remainder_len() > 0).then(|| words.remainder_bits() | u64::MAX << words.remainder_len());
            let out = out.get_mut(first..).unwrap_or_default();
            for (chunk, word) in out.chunks_mut(64).zip(words.iter().chain(last)) {
                let mut missing = !word;
                while missing != 0 {
                    if let Some(out) = chunk.get_mut(missing.trailing_zeros() as usize) {
                        *out = T::NULL;
                    }
                    missing &= missing - 1;
                }
            }
        }
    }
}

fn convert<V: Value, T: Width>(values: &[V], per_day: i64, out: &mut Vec<T>) {
    match per_day {
        1 => out.extend(values.iter().map(|value| T::narrow(value.wide()))),
        // The divisor is known in each arm, so that no row pays for a division.
        86_400 => out.extend(values.iter().map(|value| T::narrow(divided(value.wide(), 86_400)))),
        86_400_000 => out.extend(values.iter().map(|value| T::narrow(divided(value.wide(), 86_400_000)))),
        86_400_000_000 => out.extend(values.iter().map(|value| T::narrow(divided(value.wide(), 86_400_000_000)))),
        86_400_000_000_000 => out.extend(values.iter().map(|value| T::narrow(divided(value.wide(), 86_400_000_000_000)))),
        _ => out.extend(values.iter().map(|value| T::narrow(divided(value.wide(), per_day)))),
    }
}

/// Floor division that keeps null.
#[inline]
fn divided(value: i64, by: i64) -> i64 {
    if value == i64::NULL { i64::NULL } else { value.div_euclid(by) }
}
