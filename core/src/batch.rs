//! The same rules over columns: millions of rows at memory speed, row by row the answers of the scalar functions.
//!
//! A column is a slice of integers, as NumPy, Arrow and typed arrays keep dates: days or seconds since 1970-01-01, civil time of Viet
//! Nam; the smallest integer is null ([`Value::NULL`], NumPy's NaT). Answers go into slices the caller owns, so nothing is allocated
//! for a row. A row that cannot be answered becomes null and takes no other with it: [`Outcome`] counts such rows and says what is
//! wrong with the first, [`Pass::faults`] takes a code for each.
//!
//! ```
//! use motcua::Calendar;
//! use motcua::batch::{self, Column, Pass, PerRow, Value};
//!
//! // 24 April 2026, a null, and a date far outside the tables.
//! let dates = [20567, i32::NULL, 1_000_000];
//! let mut due = [0; 3];
//! let calendar = Calendar::vietnam();
//! let outcome = batch::add_working_days(PerRow::One(&calendar), Column::Each(&dates), Column::One(3_i64), &mut due, Pass::default())?;
//! // 4 May 2026: Hung Kings' day in lieu, 30 April and 1 May lie between.
//! assert_eq!(due, [20577, i32::NULL, i32::NULL]);
//! assert_eq!((outcome.nulls(), outcome.faults()), (1, 1));
//! assert_eq!(outcome.first_fault().map(|fault| (fault.index(), fault.code())), Some((Some(2), "date_out_of_range")));
//! # Ok::<(), motcua::Error>(())
//! ```
//!
//! One limit and one calendar or office a row are [`PerRow::Each`]: a list of them, and for each row its place in the list. With the
//! cargo feature `rayon` a [`Pass`] may use several threads, and with `simd` loops use the widest vectors an x86-64 processor has; the answers are the
//! same.

#[cfg(feature = "one-stop")]
mod clock;
mod column;
mod days;
mod due;
#[cfg(feature = "one-stop")]
mod floor;
mod hours;
mod pass;
#[cfg(feature = "one-stop")]
mod timeliness;

#[cfg(feature = "one-stop")]
pub use self::clock::{Stops, clocks};
#[cfg(feature = "one-stop")]
pub(crate) use self::column::date_of;
pub use self::column::{Column, Moments, PerRow, TimeUnit, Value};
pub use self::days::{add_working_days, count_working_days};
pub use self::due::{DueColumns, Office, deadlines};
#[cfg(feature = "one-stop")]
pub(crate) use self::floor::floors;
pub use self::hours::{add_working_seconds, working_seconds_between};
pub use self::pass::{Fault, Outcome, Pass};
#[cfg(feature = "one-stop")]
pub use self::timeliness::timeliness;
