//! Reports over many dossiers: how many were received, decided early, on time or late, and what is still open, by unit, month or anything
//! else (báo cáo tình hình giải quyết thủ tục hành chính).
//!
//! Rows come as columns, slices of integers as in [`batch`](crate::batch), a chunk at a time; a [`Report`] keeps counts for each group and
//! nothing that grows with the rows. Reports of parts are merged, so that threads, files and machines may share the work.
//!
//! ```
//! use motcua::batch::{Moments, TimeUnit, Value};
//! use motcua::report::{Asked, Key, OnTime, Places, Report, Rows, Times};
//! use motcua::estimate::ConfidenceLevel;
//! use motcua::wire::parse_moment;
//!
//! // Days since 1970-01-01. Two units, four dossiers; the last is open.
//! let (unit, received) = ([0_u32, 0, 1, 1], [20_567, 20_568, 20_567, 20_569]);
//! let (due, finished) = ([20_577, 20_578, 20_577, 20_580], [20_576, 20_579, 20_577, i32::NULL]);
//! let days = |days| Times::from(Moments::each(days, TimeUnit::Day));
//! let rows = Rows {
//!     keys: &[Key::Places(Places::new(&unit, 2))],
//!     received: Some(days(&received)),
//!     ..Rows::new(4, days(&due), days(&finished))
//! };
//! let asked = Asked { as_of: Some(parse_moment("2026-05-08T00:00")?), ..Asked::default() };
//! let mut report = Report::new(OnTime, asked)?;
//! report.add(&rows, 1)?;
//!
//! let total = report.total();
//! assert_eq!((total.to_handle(), total.early(), total.on_time(), total.late(), total.overdue()), (4, 1, 1, 1, 1));
//! let rate = total.on_time_rate();
//! assert_eq!((rate.counted(), rate.among(), rate.ratio().to_string()), ("early_or_on_time", "resolved_measured", "2/3".to_owned()));
//! assert_eq!(format!("{:.3}", rate.interval(ConfidenceLevel::default()).unwrap().low()), "0.208");
//! let first = report.groups().into_iter().find(|group| group.key == [Some(0)]).unwrap();
//! assert_eq!(first.part.late(), 1);
//! # Ok::<(), motcua::Error>(())
//! ```
//!
//! **What is counted.** A report is made at a moment: `as_of`, or the end of the period if that comes first; without either, at the end of
//! time, and then nothing may be open. At [`Level::Day`](crate::Level::Day) the moment is its whole day. What was received later is not counted; what was finished later is open. With a period, what was finished
//! before it is not counted either, and what was received before it is carried over. So what is
//! to handle is always what was received in the period and what was carried over, and also what was resolved and what is open.
//! What was finished before it was received is placed on the day of receipt, and is told apart.
//!
//! **Early, on time, late** are those of [`Timeliness`](crate::Timeliness). A dossier without a due date is not measured.

mod block;
mod days;
mod index;
mod lateness;
mod logs;
mod names;
mod on_time;
mod portal;
mod promise;
mod rate;
mod rows;
mod step;
mod tally;
#[cfg(test)]
mod tests;

pub use self::lateness::{Buckets, Lateness, Scope, Spread};
pub use self::logs::{LogRow, LogRows};
pub use self::names::{Name, name, names};
pub use self::on_time::{Counts, OnTime};
pub use self::portal::{Flags, PortalCounts, PortalInputs};
pub use self::promise::{Edited, EditedCounts, Redated, RedatedCounts};
pub use self::rate::Rate;
pub use self::rows::{Codes, Key, Marks, Places, Rows, Times};
pub use self::step::Step;
pub use self::tally::{Asked, Group, Measure, Part, Problems, Report};
