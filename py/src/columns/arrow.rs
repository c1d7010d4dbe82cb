//! Arrow arrays through the PyCapsule interface, shared without a copy.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_cast::{CastOptions, cast_with_options};
use arrow_schema::{DataType, TimeUnit as ArrowUnit};
use motcua::Error;
use motcua::batch::{TimeUnit, Value};
use motcua::wire::shorten;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;

use super::bad::Bad;
use super::objects::whole;
use super::source::{Chunk, Data, Integers, Source, Wanted};
use crate::error::raise;

/// The chunks of anything that has the interface.
pub(super) fn chunks(object: &Bound<'_, PyAny>) -> PyResult<(Vec<ArrayRef>, DataType)> {
    let (chunks, field) = object.extract::<AnyArray>()?.into_chunked_array()?.into_inner();
    Ok((chunks, field.data_type().clone()))
}

pub(super) fn read<'py>(object: &Bound<'py, PyAny>, name: &'static str, wanted: Wanted) -> PyResult<Source<'py>> {
    let (arrays, kind) = chunks(object)?;
    let mut bad = Bad::default();
    let (chunks, unit) = integers(&arrays, &kind, wanted, &mut bad).map_err(|problem| match problem {
        Problem::Kind => raise(&wanted.refuse(name)),
        Problem::Zone => {
            let expected = "a column of moments without time zone: they are civil time of Viet Nam";
            raise(&Error::DateInvalid { value: shorten(&format!("{name}: {kind}")), expected })
        }
        Problem::Large => {
            raise(&Error::AmountOutOfRange { value: shorten(&format!("{name}: {kind}")), bound: "a whole number of 64 bits" })
        }
    })?;
    Ok(Source::new(name, Data::Chunks(chunks), unit, bad).of_date64(kind == DataType::Date64))
}

enum Problem {
    Kind,
    Zone,
    Large,
}

type Read = (Vec<Chunk>, Option<TimeUnit>);

fn integers(arrays: &[ArrayRef], kind: &DataType, wanted: Wanted, bad: &mut Bad) -> Result<Read, Problem> {
    Ok(match kind {
        DataType::Date32 => (narrow::<Date32Type>(arrays), Some(TimeUnit::Day)),
        DataType::Date64 => (wide::<Date64Type>(arrays), Some(TimeUnit::Millisecond)),
        DataType::Timestamp(_, Some(_)) => return Err(Problem::Zone),
        DataType::Timestamp(ArrowUnit::Second, None) => (wide::<TimestampSecondType>(arrays), Some(TimeUnit::Second)),
        DataType::Timestamp(ArrowUnit::Millisecond, None) => {
            (wide::<TimestampMillisecondType>(arrays), Some(TimeUnit::Millisecond))
        }
        DataType::Timestamp(ArrowUnit::Microsecond, None) => {
            (wide::<TimestampMicrosecondType>(arrays), Some(TimeUnit::Microsecond))
        }
        DataType::Timestamp(ArrowUnit::Nanosecond, None) => (wide::<TimestampNanosecondType>(arrays), Some(TimeUnit::Nanosecond)),
        DataType::Int32 => (narrow::<Int32Type>(arrays), None),
        DataType::Int64 => (wide::<Int64Type>(arrays), None),
        DataType::Null => {
            let unit = (wanted == Wanted::Moments).then_some(TimeUnit::Day);
            (arrays.iter().map(|array| nothing(array.len())).collect(), unit)
        }
        kind if kind.is_integer() => (wide::<Int64Type>(&cast(arrays, &DataType::Int64).ok_or(Problem::Large)?), None),
        kind if kind.is_floating() && wanted == Wanted::Numbers => {
            (floats(&cast(arrays, &DataType::Float64).ok_or(Problem::Kind)?, bad), None)
        }
        DataType::Dictionary(_, values) => {
            let arrays = cast(arrays, values).ok_or(Problem::Kind)?;
            return integers(&arrays, values, wanted, bad);
        }
        _ => return Err(Problem::Kind),
    })
}

/// The same values in another type; what does not fit fails.
pub(super) fn cast(arrays: &[ArrayRef], to: &DataType) -> Option<Vec<ArrayRef>> {
    let options = CastOptions { safe: false, ..CastOptions::default() };
    arrays.iter().map(|array| cast_with_options(array, to, &options).ok()).collect()
}

fn narrow<T: ArrowPrimitiveType<Native = i32>>(arrays: &[ArrayRef]) -> Vec<Chunk> {
    let typed = arrays.iter().filter_map(|array| array.as_primitive_opt::<T>());
    typed.map(|array| Chunk { values: Integers::I32(array.values().clone()), nulls: array.nulls().cloned() }).collect()
}

fn wide<T: ArrowPrimitiveType<Native = i64>>(arrays: &[ArrayRef]) -> Vec<Chunk> {
    let typed = arrays.iter().filter_map(|array| array.as_primitive_opt::<T>());
    typed.map(|array| Chunk { values: Integers::I64(array.values().clone()), nulls: array.nulls().cloned() }).collect()
}

fn nothing(rows: usize) -> Chunk {
    Chunk { values: Integers::I32(vec![i32::NULL; rows].into()), nulls: Some(NullBuffer::new_null(rows)) }
}

/// Whole numbers kept as floating point, as pandas keeps them where some are missing.
fn floats(arrays: &[ArrayRef], bad: &mut Bad) -> Vec<Chunk> {
    let mut first = 0;
    let typed = arrays.iter().filter_map(|array| array.as_primitive_opt::<Float64Type>());
    let chunks = typed.map(|array| {
        let read = |(place, value): (usize, Option<f64>)| match value.map(whole) {
            None | Some(Ok(None)) => i64::NULL,
            Some(Ok(Some(value))) => value,
            Some(Err(error)) => {
                bad.push(first + place, error);
                i64::NULL
            }
        };
        let values: Vec<i64> = array.iter().enumerate().map(read).collect();
        first += array.len();
        Chunk { values: Integers::I64(ScalarBuffer::from(values)), nulls: None }
    });
    chunks.collect()
}
