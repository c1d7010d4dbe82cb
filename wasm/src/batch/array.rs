//! Columns that were passed in: an array of rows, or one value for all.

use std::ops::Range;

use js_sys::{ArrayBuffer, Reflect};
use motcua::Error;
use motcua::batch::{self, Value};
use wasm_bindgen::JsValue;

use super::BLOCK;
use super::element::{Element, class_name};
use crate::error::Thrown;
use crate::fields::is_absent;

/// A typed array: part of a buffer.
#[derive(Clone)]
pub(super) struct Array {
    name: &'static str,
    buffer: JsValue,
    byte_offset: f64,
    rows: u32,
    width: u32,
}

impl Array {
    /// The array in a value; `None` for a value of another class.
    ///
    /// # Errors
    /// `column_invalid` for one whose buffer is detached, or that has more rows than 32 bits count.
    pub(super) fn of<T: Element>(name: &'static str, value: &JsValue) -> Result<Option<Self>, Thrown> {
        if !ArrayBuffer::is_view(value) || class_name(value)? != T::CLASS {
            return Ok(None);
        }
        let number = |field: &str| Reflect::get(value, &field.into()).ok().and_then(|number| number.as_f64());
        let length = number("length").unwrap_or_default();
        let rows = length as u32;
        if f64::from(rows) != length {
            return Err(invalid(name, "has more rows than one call can take"));
        }
        let buffer = Reflect::get(value, &"buffer".into())?;
        let array = Self { name, buffer, byte_offset: number("byteOffset").unwrap_or_default(), rows, width: T::WIDTH };
        array.window::<T>(0..array.rows)?;
        Ok(Some(array))
    }

    /// A new array.
    ///
    /// # Errors
    /// The `RangeError` of the engine when there is no room for it.
    pub(super) fn fresh<T: Element>(name: &'static str, rows: u32) -> Result<(Self, JsValue), Thrown> {
        let made = T::new_array(rows)?;
        let buffer = Reflect::get(&made, &"buffer".into())?;
        Ok((Self { name, buffer, byte_offset: 0.0, rows, width: T::WIDTH }, made))
    }

    pub(super) const fn rows(&self) -> u32 {
        self.rows
    }

    fn window<T: Element>(&self, rows: Range<u32>) -> Result<JsValue, Thrown> {
        let byte_offset = self.byte_offset + f64::from(rows.start) * f64::from(T::WIDTH);
        T::window(&self.buffer, byte_offset, rows.end - rows.start).map_err(|_| invalid(self.name, "has a detached buffer"))
    }

    /// Copies rows in; `into` is as long as they are.
    pub(super) fn read<T: Element>(&self, rows: Range<u32>, into: &mut [T]) -> Result<(), Thrown> {
        let window = self.window::<T>(rows)?;
        T::copy_in(into, &window).map_err(|_| invalid(self.name, "has a detached buffer"))
    }

    /// Copies rows out.
    pub(super) fn write<T: Element>(&self, rows: Range<u32>, from: &[T]) -> Result<(), Thrown> {
        let window = self.window::<T>(rows)?;
        T::copy_out(&window, from).map_err(|_| invalid(self.name, "has a detached buffer"))
    }

    fn bytes(&self) -> Range<f64> {
        self.byte_offset..self.byte_offset + f64::from(self.rows) * f64::from(self.width)
    }

    /// Whether writing one block of this array changes rows of another that are still to be read. In place, row over row, it does not.
    fn spoils(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.bytes(), other.bytes());
        let overlaps = mine.start < theirs.end && theirs.start < mine.end;
        let in_place = self.width == other.width && mine.start == theirs.start;
        js_sys::Object::is(&self.buffer, &other.buffer) && overlaps && !in_place
    }
}

/// Rows to be read.
pub(super) enum Source<T> {
    /// The same for every row.
    One(T),
    /// One a row.
    Each { array: Array, buffer: Vec<T> },
}

impl<T: Element> Source<T> {
    pub(super) fn each(array: Array) -> Self {
        let buffer = vec![T::default(); BLOCK.min(array.rows() as usize)];
        Self::Each { array, buffer }
    }

    pub(super) const fn array(&self) -> Option<&Array> {
        match self {
            Self::One(_) => None,
            Self::Each { array, .. } => Some(array),
        }
    }

    /// The rows of a block.
    pub(super) fn load(&mut self, rows: &Range<u32>) -> Result<batch::Column<'_, T>, Thrown> {
        match self {
            Self::One(value) => Ok(batch::Column::One(*value)),
            Self::Each { array, buffer } => {
                let block = buffer.get_mut(..rows.len()).unwrap_or_default();
                array.read(rows.clone(), block)?;
                Ok(batch::Column::Each(block))
            }
        }
    }
}

/// A column of days: an array of them, one day, or null.
pub(super) fn days(name: &'static str, value: &JsValue) -> Result<Source<i32>, Thrown> {
    if let Some(array) = Array::of::<i32>(name, value)? {
        return Ok(Source::each(array));
    }
    if value.is_null() {
        return Ok(Source::One(i32::NULL));
    }
    if is_thing(value) {
        return Err(invalid(name, "must be an Int32Array of days since 1970-01-01, a number or a date"));
    }
    Ok(Source::One(super::dates::one_day(value)?))
}

/// How many rows the answers have: as many as each column with one value a row.
///
/// # Errors
/// `column_invalid` when they differ, or when answers would be written over rows not yet read.
pub(super) fn agree(sources: &[Option<&Array>], lists: &[(&'static str, u32)], outs: &[&Array]) -> Result<u32, Thrown> {
    let read = || sources.iter().copied().flatten();
    let lengths = read().chain(outs.iter().copied()).map(|array| (array.name, array.rows)).chain(lists.iter().copied());
    let rows = lengths.clone().next().map_or(1, |(_, rows)| rows);
    if let Some((column, other)) = lengths.clone().find(|(_, other)| *other != rows) {
        return Err(Error::ColumnLength { column, rows: other as usize, expected: rows as usize }.into());
    }
    for (place, out) in outs.iter().enumerate() {
        if read().any(|source| out.spoils(source)) {
            return Err(invalid(out.name, "overlaps a column that is read; in place only the same rows can be written"));
        }
        if outs.iter().skip(place + 1).any(|other| out.spoils(other)) {
            return Err(invalid(out.name, "overlaps another column of answers"));
        }
    }
    Ok(rows)
}

/// Where answers go: the array in an option, or none yet.
pub(super) fn out<T: Element>(name: &'static str, value: &JsValue) -> Result<Option<(Array, JsValue)>, Thrown> {
    if is_absent(value) {
        return Ok(None);
    }
    let array = Array::of::<T>(name, value)?.ok_or_else(|| invalid(name, T::NEEDED))?;
    Ok(Some((array, value.clone())))
}

/// The blocks of so many rows.
pub(super) fn blocks(rows: u32) -> impl Iterator<Item = Range<u32>> {
    (0..rows).step_by(BLOCK).map(move |start| start..rows.min(start.saturating_add(BLOCK as u32)))
}

pub(super) fn invalid(column: &str, problem: &'static str) -> Thrown {
    Error::ColumnInvalid { column: column.to_owned(), problem }.into()
}

/// Whether a value can be no single value: an object or a function.
pub(super) fn is_thing(value: &JsValue) -> bool {
    value.is_object() || value.is_function()
}
