//! Columns of Python as the core reads them: slices of integers, without a copy where the layout allows.
//!
//! A column comes as one of these, told apart by [`Source::read`]:
//! - one date, moment, number or `None`: the same for every row;
//! - a tuple of a NumPy array of int32 or int64 (one-dimensional, contiguous, native) and what it counts: `"D"`, `"s"`, `"ms"`, `"us"`,
//!   `"ns"`, or `""` for plain numbers. NumPy views datetime64 as int64 without a copy, so the Python half hands it over as that;
//! - anything with the Arrow PyCapsule interface, whole or in chunks;
//! - a list of Python's own objects.
//!
//! Columns of names (units, offices, written limits) are [`Labels`]: each distinct text once, and its place for every row.

mod arrow;
mod bad;
mod labels;
mod numpy;
mod objects;
mod output;
mod pass;
mod source;

pub(crate) use self::bad::{Asked, Bad, in_row};
pub(crate) use self::labels::{Key, Labels};
pub(crate) use self::numpy::unit;
pub(crate) use self::output::{Column, Kind, Rows, Target};
pub(crate) use self::pass::{Errors, Tally, guard, threads_of, windows};
pub(crate) use self::source::{Source, View, Wanted, Width, rows_of};
