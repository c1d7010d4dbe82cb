//! Answers as columns.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Date64Type, Int64Type, UInt8Type};
use arrow_array::{
    Array, ArrayRef, Date32Array, Date64Array, DictionaryArray, Int32Array, Int64Array, StringArray, TimestampMicrosecondArray,
    TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray, UInt8Array,
};
use arrow_buffer::{BooleanBuffer, NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, FieldRef, TimeUnit as ArrowUnit};
use chrono::{DateTime, NaiveDate};
use motcua::Error;
use motcua::batch::{TimeUnit, Value};
use numpy::{PyArray1, PyArrayMethods, PyReadwriteArray1, PyUntypedArrayMethods};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyString, PyTuple};
use pyo3_arrow::ffi::{ArrayIterator, to_array_pycapsules, to_schema_pycapsule, to_stream_pycapsule};

use super::source::{View, bytes};
use crate::convert::wrong_type;
use crate::error::raise;

/// What the integers of an answer are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Dates or moments.
    Moments(TimeUnit),
    /// Dates in milliseconds, as Arrow's date64.
    Date64,
    /// Numbers.
    Numbers,
}

impl Kind {
    fn unit(self) -> Option<TimeUnit> {
        match self {
            Self::Moments(unit) => Some(unit),
            Self::Date64 => Some(TimeUnit::Millisecond),
            Self::Numbers => None,
        }
    }
}

/// Where answers go: new memory, or an array of NumPy.
pub(crate) enum Target<'py> {
    New32(Vec<i32>),
    New64(Vec<i64>),
    Numpy32(PyReadwriteArray1<'py, i32>),
    Numpy64(PyReadwriteArray1<'py, i64>),
}

/// The rows of a target.
#[derive(Debug)]
pub(crate) enum Rows<'a> {
    /// Of 32 bits.
    I32(&'a mut [i32]),
    /// Of 64 bits.
    I64(&'a mut [i64]),
}

const BUSY: &str = "must be writeable and share no memory with another column";

impl<'py> Target<'py> {
    /// The array given, or new memory of the width. An array comes with what it counts, which must be what the answers count.
    pub(crate) fn open(out: Option<&Bound<'py, PyAny>>, rows: usize, narrow: bool, counts: Kind) -> PyResult<Self> {
        let Some(out) = out else {
            return Ok(if narrow { Self::New32(vec![0; rows]) } else { Self::New64(vec![0; rows]) });
        };
        let refuse = |problem| raise(&Error::ColumnInvalid { column: "out".to_owned(), problem });
        let (array, unit): (Bound<'py, PyAny>, String) = out.extract()?;
        if super::numpy::unit(&unit)? != counts.unit() {
            return Err(refuse("must count what the answers count: the unit of the dates, or whole numbers"));
        }
        array.py().import("numpy")?;
        let busy = |_| refuse(BUSY);
        let (target, length) = if let Ok(array) = array.cast::<PyArray1<i64>>() {
            (Self::Numpy64(array.try_readwrite().map_err(busy)?), array.len())
        } else if let Ok(array) = array.cast::<PyArray1<i32>>() {
            (Self::Numpy32(array.try_readwrite().map_err(busy)?), array.len())
        } else {
            return Err(wrong_type("a one-dimensional array of int32 or int64 is needed for the answers", &array));
        };
        if length == rows { Ok(target) } else { Err(raise(&Error::ColumnLength { column: "out", rows: length, expected: rows })) }
    }

    /// The same, after a look whether the caller's array shares memory with a column that is still to be read.
    ///
    /// NumPy's own arrays are looked at when they are borrowed; columns of Arrow may lie in an array's memory too.
    pub(crate) fn apart(self, columns: &[&View<'_>]) -> PyResult<Self> {
        let contiguous = |_| raise(&Error::ColumnInvalid { column: "out".to_owned(), problem: "must be contiguous" });
        let memory = match &self {
            Self::New32(_) | Self::New64(_) => return Ok(self),
            Self::Numpy32(array) => bytes(array.as_slice().map_err(contiguous)?),
            Self::Numpy64(array) => bytes(array.as_slice().map_err(contiguous)?),
        };
        if columns.iter().any(|column| column.lies_in(&memory)) {
            return Err(raise(&Error::ColumnInvalid { column: "out".to_owned(), problem: BUSY }));
        }
        Ok(self)
    }

    pub(crate) fn rows(&mut self) -> PyResult<Rows<'_>> {
        let contiguous = |_| raise(&Error::ColumnInvalid { column: "out".to_owned(), problem: "must be contiguous" });
        Ok(match self {
            Self::New32(values) => Rows::I32(values),
            Self::New64(values) => Rows::I64(values),
            Self::Numpy32(array) => Rows::I32(array.as_slice_mut().map_err(contiguous)?),
            Self::Numpy64(array) => Rows::I64(array.as_slice_mut().map_err(contiguous)?),
        })
    }

    /// The column, unless the answers are in the caller's array. `nulls` says whether there are any.
    pub(crate) fn finish(self, kind: Kind, nulls: bool) -> Option<Column> {
        Some(match self {
            Self::New32(values) => Column::narrow(values, kind, nulls),
            Self::New64(values) => Column::wide(values, kind, nulls),
            Self::Numpy32(_) | Self::Numpy64(_) => return None,
        })
    }
}

/// A column of answers, with the Arrow PyCapsule interface: any library that speaks Arrow takes it without a copy.
#[pyclass(frozen, name = "Column", module = "motcua.batch")]
pub(crate) struct Column {
    array: ArrayRef,
    field: FieldRef,
}

fn valid<V: Value>(values: &[V], nulls: bool) -> Option<NullBuffer> {
    // 64 rows at a time.
    let is_valid = |row| values.get(row).is_some_and(|value| *value != V::NULL);
    nulls.then(|| NullBuffer::new(BooleanBuffer::collect_bool(values.len(), is_valid)))
}

impl Column {
    fn new(array: ArrayRef) -> Self {
        let field = Arc::new(Field::new("", array.data_type().clone(), true));
        Self { array, field }
    }

    fn narrow(values: Vec<i32>, kind: Kind, nulls: bool) -> Self {
        let valid = valid(&values, nulls);
        let values = ScalarBuffer::from(values);
        Self::new(match kind {
            Kind::Moments(_) | Kind::Date64 => Arc::new(Date32Array::new(values, valid)),
            Kind::Numbers => Arc::new(Int32Array::new(values, valid)),
        })
    }

    /// Dates become 32 bits wide, as Arrow has them.
    fn wide(values: Vec<i64>, kind: Kind, nulls: bool) -> Self {
        if let Kind::Moments(TimeUnit::Day) = kind {
            return Self::narrow(values.into_iter().map(i32::narrow).collect(), kind, nulls);
        }
        let valid = valid(&values, nulls);
        let values = ScalarBuffer::from(values);
        Self::new(match kind {
            Kind::Numbers => Arc::new(Int64Array::new(values, valid)),
            Kind::Moments(TimeUnit::Day) | Kind::Date64 => Arc::new(Date64Array::new(values, valid)),
            Kind::Moments(TimeUnit::Second) => Arc::new(TimestampSecondArray::new(values, valid)),
            Kind::Moments(TimeUnit::Millisecond) => Arc::new(TimestampMillisecondArray::new(values, valid)),
            Kind::Moments(TimeUnit::Microsecond) => Arc::new(TimestampMicrosecondArray::new(values, valid)),
            Kind::Moments(TimeUnit::Nanosecond) => Arc::new(TimestampNanosecondArray::new(values, valid)),
        })
    }

    /// Names by their places; a place the list does not have is null.
    pub(crate) fn named(places: Vec<u8>, names: &[&str]) -> PyResult<Self> {
        let valid: NullBuffer = places.iter().map(|place| usize::from(*place) < names.len()).collect();
        // Where nothing is, a place that there is.
        let places = places.into_iter().map(|place| if usize::from(place) < names.len() { place } else { 0 });
        let keys = UInt8Array::new(places.collect(), Some(valid).filter(|valid| valid.null_count() > 0));
        let names = StringArray::from_iter_values(names);
        let array =
            DictionaryArray::<UInt8Type>::try_new(keys, Arc::new(names)).map_err(pyo3_arrow::error::PyArrowError::from)?;
        Ok(Self::new(Arc::new(array)))
    }

    /// The codes of errors by their numbers, those that occur.
    pub(crate) fn codes(numbers: &[u8]) -> Self {
        let mut places = [u8::MAX; 256];
        let mut names = Vec::new();
        let mut occurs = [false; 256];
        for number in numbers {
            if let Some(slot) = occurs.get_mut(usize::from(*number)) {
                *slot = true;
            }
        }
        for (number, code) in (1..).zip(Error::CODES) {
            if occurs.get(number).copied().unwrap_or_default()
                && let Some(slot) = places.get_mut(number)
            {
                *slot = u8::try_from(names.len()).unwrap_or(u8::MAX);
                names.push(code);
            }
        }
        let places = numbers.iter().map(|number| places.get(usize::from(*number)).copied().unwrap_or(u8::MAX)).collect();
        Self::named(places, &names).unwrap_or_else(|_| Self::new(Arc::new(StringArray::new_null(numbers.len()))))
    }

    fn get<'py>(&self, py: Python<'py>, row: usize) -> PyResult<Bound<'py, PyAny>> {
        let array = &self.array;
        if array.is_null(row) {
            return Ok(py.None().into_bound(py));
        }
        match array.data_type() {
            DataType::Date32 => {
                let days = array.as_primitive::<Date32Type>().value(row);
                NaiveDate::from_epoch_days(days).into_bound_py_any(py)
            }
            DataType::Date64 => array.as_primitive::<Date64Type>().value_as_date(row).into_bound_py_any(py),
            DataType::Timestamp(unit, _) => self.moment(*unit, row).map(|at| at.naive_utc()).into_bound_py_any(py),
            DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
            DataType::Int32 => array.as_primitive::<arrow_array::types::Int32Type>().value(row).into_bound_py_any(py),
            DataType::Dictionary(..) => {
                let dictionary = array.as_dictionary::<UInt8Type>();
                let names = dictionary.values().as_string::<i32>();
                Ok(PyString::new(py, names.value(usize::from(dictionary.keys().value(row)))).into_any())
            }
            _ => Ok(py.None().into_bound(py)),
        }
    }

    fn moment(&self, unit: ArrowUnit, row: usize) -> Option<DateTime<chrono::Utc>> {
        use arrow_array::types::{
            TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
        };
        let array = &self.array;
        match unit {
            ArrowUnit::Second => DateTime::from_timestamp(array.as_primitive::<TimestampSecondType>().value(row), 0),
            ArrowUnit::Millisecond => {
                DateTime::from_timestamp_millis(array.as_primitive::<TimestampMillisecondType>().value(row))
            }
            ArrowUnit::Microsecond => {
                DateTime::from_timestamp_micros(array.as_primitive::<TimestampMicrosecondType>().value(row))
            }
            ArrowUnit::Nanosecond => {
                Some(DateTime::from_timestamp_nanos(array.as_primitive::<TimestampNanosecondType>().value(row)))
            }
        }
    }
}

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.array.len()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, row: isize) -> PyResult<Bound<'py, PyAny>> {
        let length = isize::try_from(self.array.len()).unwrap_or(isize::MAX);
        let place = if row < 0 { row + length } else { row };
        match usize::try_from(place).ok().filter(|place| *place < self.array.len()) {
            Some(place) => self.get(py, place),
            None => Err(PyIndexError::new_err(format!("row {row} of {length}"))),
        }
    }

    /// Its rows as Python's own objects.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        if let DataType::Dictionary(..) = self.array.data_type() {
            // One string for all rows that have it.
            let dictionary = self.array.as_dictionary::<UInt8Type>();
            let names: Vec<_> =
                dictionary.values().as_string::<i32>().iter().flatten().map(|name| PyString::new(py, name)).collect();
            let keys = dictionary.keys().iter();
            return PyList::new(py, keys.map(|key| names.get(usize::from(key?))).collect::<Vec<_>>());
        }
        let list = PyList::empty(py);
        for row in 0..self.array.len() {
            list.append(self.get(py, row)?)?;
        }
        Ok(list)
    }

    /// The names of a column of names, in the order of their places; empty for any other.
    fn names(&self) -> Vec<String> {
        match self.array.as_dictionary_opt::<UInt8Type>() {
            Some(dictionary) => dictionary.values().as_string::<i32>().iter().flatten().map(str::to_owned).collect(),
            None => Vec::new(),
        }
    }

    /// Writes the place of each row's name into an array of int8, -1 for null.
    fn places(&self, out: &Bound<'_, PyAny>) -> PyResult<()> {
        out.py().import("numpy")?;
        let array = out.cast::<PyArray1<i8>>()?;
        let refuse = || raise(&Error::ColumnInvalid { column: "out".to_owned(), problem: "must be writeable and contiguous" });
        let mut array = array.try_readwrite().map_err(|_| refuse())?;
        let slots = array.as_slice_mut().map_err(|_| refuse())?;
        if let Some(dictionary) = self.array.as_dictionary_opt::<UInt8Type>() {
            for (slot, key) in slots.iter_mut().zip(dictionary.keys()) {
                *slot = key.and_then(|key| i8::try_from(key).ok()).unwrap_or(-1);
            }
        }
        Ok(())
    }

    /// How many rows are null.
    #[getter]
    fn null_count(&self) -> usize {
        self.array.null_count()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.field.as_ref())?)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        Ok(to_array_pycapsules(py, Arc::clone(&self.field), &self.array, requested_schema)?)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let chunks = ArrayIterator::new(std::iter::once(Ok(Arc::clone(&self.array))), Arc::clone(&self.field));
        Ok(to_stream_pycapsule(py, Box::new(chunks), requested_schema)?)
    }

    fn __repr__(&self) -> String {
        format!("<Column {}: {} rows, {} null>", self.array.data_type(), self.array.len(), self.array.null_count())
    }
}
