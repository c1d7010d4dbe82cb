//! Columns of names: each distinct text once, and its place for every row.

use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use motcua::Error;
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyFloatMethods, PyInt, PyList, PyString, PyTuple};
use serde::{Deserialize, Serialize};

use super::objects::{is_null, shown};
use super::{arrow, numpy as arrays};
use crate::error::raise;

/// What a row is called by; numbers come before texts.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(untagged)]
pub(crate) enum Key {
    /// A number, as in a column of integers.
    Number(i64),
    /// A text.
    Text(String),
}

impl<'py> FromPyObject<'_, 'py> for Key {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<PyString>() {
            Ok(text) => Ok(Self::Text(text.to_string_lossy().into_owned())),
            Err(_) => object.extract().map(Self::Number),
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A column of names.
#[derive(Debug, Default)]
pub(crate) struct Labels {
    keys: Vec<Key>,
    /// One place a row, [`u32::MAX`] for null; none when the one key is that of every row.
    places: Option<Vec<u32>>,
}

impl Labels {
    /// Reads a column: one text or number for every row, a list, an Arrow array of texts, integers or a dictionary, or a tuple: NumPy's
    /// codes (int32, negative for null) with a list of what they stand for, or NumPy's numbers (int64, float64) with anything.
    pub(crate) fn read(object: &Bound<'_, PyAny>, name: &'static str) -> PyResult<Self> {
        if let Ok(pair) = object.cast::<PyTuple>() {
            return Self::categories(pair, name);
        }
        if let Ok(list) = object.cast::<PyList>() {
            return Ok(Self::objects(list));
        }
        if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
            let (chunks, kind) = arrow::chunks(object)?;
            return Self::arrow(&chunks, &kind).ok_or_else(|| {
                raise(&Error::ColumnInvalid { column: name.to_owned(), problem: "must hold texts or whole numbers" })
            });
        }
        if is_null(object) {
            return Ok(Self { keys: Vec::new(), places: None });
        }
        Ok(Self { keys: vec![key(object)], places: None })
    }

    /// The distinct keys, in the order in which they first occur.
    pub(crate) fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// How many rows it has; `None` when it is the same for every row.
    pub(crate) fn rows(&self) -> Option<usize> {
        self.places.as_ref().map(Vec::len)
    }

    /// The places, one a row, [`u32::MAX`] for null; `None` when the one key is that of every row.
    pub(crate) fn places(&self) -> Option<&[u32]> {
        self.places.as_deref()
    }

    /// The place of a row's key; `None` for null.
    #[inline]
    pub(crate) fn place(&self, row: usize) -> Option<usize> {
        match &self.places {
            None => (!self.keys.is_empty()).then_some(0),
            Some(places) => places.get(row).filter(|place| **place != u32::MAX).map(|place| *place as usize),
        }
    }

    fn categories(pair: &Bound<'_, PyTuple>, name: &'static str) -> PyResult<Self> {
        let (codes, names): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair.extract()?;
        codes.py().import("numpy")?;
        let problem = "must be contiguous";
        if let Ok(numbers) = codes.cast::<PyArray1<f64>>() {
            let numbers = arrays::contiguous(numbers, name)?;
            let numbers = numbers.as_slice().map_err(|_| raise(&Error::ColumnInvalid { column: name.to_owned(), problem }))?;
            return Ok(Self::floats(numbers));
        }
        if let Ok(numbers) = codes.cast::<PyArray1<i64>>() {
            let numbers = arrays::contiguous(numbers, name)?;
            let numbers = numbers.as_slice().map_err(|_| raise(&Error::ColumnInvalid { column: name.to_owned(), problem }))?;
            return Ok(Self::numbers(numbers));
        }
        let names = names.cast::<PyList>()?;
        let keys: Vec<Key> = names.iter().map(|name| key(&name)).collect();
        // Codes of categories.
        let codes = arrays::contiguous::<i32>(codes.cast::<PyArray1<i32>>()?, name)?;
        let place = |code: &i32| u32::try_from(*code).ok().filter(|code| (*code as usize) < keys.len()).unwrap_or(u32::MAX);
        let places = codes.as_slice().map(|codes| codes.iter().map(place).collect());
        let places = places.map_err(|_| raise(&Error::ColumnInvalid { column: name.to_owned(), problem }))?;
        Ok(Self { keys, places: Some(places) })
    }

    fn floats(numbers: &[f64]) -> Self {
        let (mut distinct, mut last) = (Distinct::default(), None);
        let known = numbers.iter().map(|number| Some(*number).filter(|number| !number.is_nan()));
        let places = known.map(|number| distinct.again(number, &mut last, Distinct::float)).collect();
        Self { keys: distinct.keys, places: Some(places) }
    }

    fn numbers(numbers: &[i64]) -> Self {
        let (mut distinct, mut last) = (Distinct::default(), None);
        let known = numbers.iter().map(|number| Some(*number).filter(|number| *number != i64::MIN));
        let places = known.map(|number| distinct.again(number, &mut last, Distinct::number)).collect();
        Self { keys: distinct.keys, places: Some(places) }
    }

    fn objects(list: &Bound<'_, PyList>) -> Self {
        let mut distinct = Distinct::default();
        let mut places = Vec::with_capacity(list.len());
        for object in list.iter() {
            places.push(if is_null(&object) { u32::MAX } else { distinct.place(key(&object)) });
        }
        Self { keys: distinct.keys, places: Some(places) }
    }

    fn arrow(chunks: &[ArrayRef], kind: &DataType) -> Option<Self> {
        let mut distinct = Distinct::default();
        let mut places = Vec::with_capacity(chunks.iter().map(Array::len).sum());
        for chunk in chunks {
            distinct.chunk(chunk, kind, &mut places)?;
        }
        Some(Self { keys: distinct.keys, places: Some(places) })
    }
}

/// An object as what a row is called by. A number that is no integer, such as a Decimal, by its exact decimal text.
fn key(object: &Bound<'_, PyAny>) -> Key {
    if let Ok(text) = object.cast::<PyString>() {
        return Key::Text(text.to_string_lossy().into_owned());
    }
    if let Ok(truth) = object.cast::<PyBool>() {
        // As tables of other kinds write it.
        return Key::Text(truth.is_true().to_string());
    }
    if let Ok(float) = object.cast::<PyFloat>() {
        // The shortest decimal that reads back as the same number.
        return Key::Text(float.value().to_string());
    }
    if object.is_instance_of::<PyInt>()
        && !object.is_instance_of::<PyBool>()
        && let Ok(number) = object.extract()
    {
        return Key::Number(number);
    }
    // NumPy's integers.
    match object
        .hasattr("__index__")
        .and_then(|is| if is { object.call_method0("__index__")?.extract().map(Some) } else { Ok(None) })
    {
        Ok(Some(number)) if !object.is_instance_of::<PyBool>() => Key::Number(number),
        _ => Key::Text(shown(object)),
    }
}

#[derive(Default)]
struct Distinct {
    keys: Vec<Key>,
    texts: HashMap<String, u32>,
    numbers: HashMap<i64, u32>,
    floats: HashMap<u64, u32>,
}

impl Distinct {
    fn place(&mut self, key: Key) -> u32 {
        match key {
            Key::Number(number) => self.number(number),
            Key::Text(text) => self.text(&text),
        }
    }

    fn text(&mut self, text: &str) -> u32 {
        if let Some(place) = self.texts.get(text) {
            return *place;
        }
        let place = self.next(Key::Text(text.to_owned()));
        self.texts.insert(text.to_owned(), place);
        place
    }

    fn number(&mut self, number: i64) -> u32 {
        if let Some(place) = self.numbers.get(&number) {
            return *place;
        }
        let place = self.next(Key::Number(number));
        self.numbers.insert(number, place);
        place
    }

    /// By the shortest decimal that reads back as the same number.
    fn float(&mut self, number: f64) -> u32 {
        if let Some(place) = self.floats.get(&number.to_bits()) {
            return *place;
        }
        let place = self.text(&number.to_string());
        self.floats.insert(number.to_bits(), place);
        place
    }

    fn next(&mut self, key: Key) -> u32 {
        // More names than 32 bits count are more rows than fit.
        let place = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        self.keys.push(key);
        place
    }

    fn chunk(&mut self, chunk: &ArrayRef, kind: &DataType, places: &mut Vec<u32>) -> Option<()> {
        match kind {
            DataType::Utf8 => self.texts(chunk.as_string_opt::<i32>()?.iter(), places),
            DataType::LargeUtf8 => self.texts(chunk.as_string_opt::<i64>()?.iter(), places),
            DataType::Utf8View => self.texts(chunk.as_string_view_opt()?.iter(), places),
            DataType::Null => places.extend(std::iter::repeat_n(u32::MAX, chunk.len())),
            DataType::Dictionary(_, values) => {
                let dictionary = chunk.as_any_dictionary_opt()?;
                let mut named = Vec::with_capacity(dictionary.values().len());
                self.chunk(dictionary.values(), values, &mut named)?;
                if named.is_empty() {
                    places.extend(std::iter::repeat_n(u32::MAX, chunk.len()));
                    return Some(());
                }
                let nulls = dictionary.keys().nulls();
                let of = |(row, key): (usize, usize)| {
                    if nulls.is_some_and(|nulls| nulls.is_null(row)) {
                        u32::MAX
                    } else {
                        named.get(key).copied().unwrap_or(u32::MAX)
                    }
                };
                places.extend(dictionary.normalized_keys().into_iter().enumerate().map(of));
            }
            kind if kind.is_integer() => {
                let numbers = arrow::cast(std::slice::from_ref(chunk), &DataType::Int64)?;
                let numbers = numbers.first()?.as_primitive_opt::<arrow_array::types::Int64Type>()?;
                let mut last = None;
                for number in numbers {
                    places.push(self.again(number, &mut last, Self::number));
                }
            }
            kind if kind.is_floating() => {
                let numbers = arrow::cast(std::slice::from_ref(chunk), &DataType::Float64)?;
                let numbers = numbers.first()?.as_primitive_opt::<arrow_array::types::Float64Type>()?;
                let mut last = None;
                for number in numbers {
                    places.push(self.again(number.filter(|number| !number.is_nan()), &mut last, Self::float));
                }
            }
            kind if kind.is_decimal() => {
                let texts = arrow::cast(std::slice::from_ref(chunk), &DataType::Utf8)?;
                self.texts(texts.first()?.as_string_opt::<i32>()?.iter(), places);
            }
            _ => return None,
        }
        Some(())
    }

    fn texts<'a>(&mut self, texts: impl Iterator<Item = Option<&'a str>>, places: &mut Vec<u32>) {
        let mut last = None;
        for text in texts {
            places.push(self.again(text, &mut last, Self::text));
        }
    }

    /// The place of a value that often is the same as the one before.
    fn again<T: Copy + PartialEq>(
        &mut self,
        value: Option<T>,
        last: &mut Option<(T, u32)>,
        find: impl Fn(&mut Self, T) -> u32,
    ) -> u32 {
        let Some(value) = value else { return u32::MAX };
        match last {
            Some((same, place)) if *same == value => *place,
            _ => {
                let place = find(self, value);
                *last = Some((value, place));
                place
            }
        }
    }
}
