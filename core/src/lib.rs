//! Viet Nam's one-stop shops for administrative procedures (một cửa), made computable: which days state offices work, when a dossier is
//! due, and the law that makes it so.
//!
//! ```
//! use motcua::{Calendar, CountingRules, Language, TimeLimit, deadline};
//! use chrono::NaiveDate;
//!
//! let received_at = NaiveDate::from_ymd_opt(2026, 4, 24).unwrap().and_hms_opt(10, 0, 0).unwrap();
//! let limit = TimeLimit::parse("03 ngày làm việc")?;
//! let due = deadline(received_at, &limit, &Calendar::vietnam(), &CountingRules::default())?;
//! assert_eq!(due.due_on(), NaiveDate::from_ymd_opt(2026, 5, 4).unwrap());
//! println!("{}", due.explain(Language::Vi));
//! # Ok::<(), motcua::Error>(())
//! ```
//!
//! - [`Calendar`]: every day from 2007 to 2199 with its kind, name, legal basis and certainty; working days added and counted in constant
//!   time; [`LunarDate`], the Vietnamese lunar calendar.
//! - [`OfficeHours`] and [`WorkingTime`]: shifts, half Saturdays, seasons; working seconds added and measured.
//! - [`TimeLimit`], [`deadline`], [`latest_receipt`]: limits as the law writes them, the due moment with its steps, and the question
//!   asked backwards.
//! - [`batch`]: the same over columns of millions of rows.
//! - `report`: on time, late and overdue by unit or month, over columns.
//! - [`wire`]: the JSON shapes that cross a boundary.
//!
//! All moments are civil time of Viet Nam (UTC+7, no daylight saving), in whole seconds. Nothing here reads a clock, a file or a
//! locale: "now" is always a parameter.
//!
//! What it is not: legal advice, a workflow engine, or a calendar for private employers, whom swapped days do not bind.

#[doc = include_str!("../ARCHITECTURE.md")]
#[cfg(doc)]
pub mod architecture {}

#[doc = include_str!("../GLOSSARY.md")]
#[cfg(doc)]
pub mod glossary {}

pub mod batch;
mod calendar;
mod deadline;
#[cfg(feature = "one-stop")]
mod dossier;
mod error;
#[cfg(feature = "one-stop")]
pub mod estimate;
#[cfg(feature = "one-stop")]
mod exact;
#[cfg(feature = "one-stop")]
pub mod form;
mod hours;
#[cfg(feature = "one-stop")]
pub mod interlinked;
pub mod law;
#[cfg(feature = "one-stop")]
mod number;
#[cfg(feature = "one-stop")]
pub mod petition;
#[cfg(feature = "one-stop")]
pub mod plan;
#[cfg(feature = "one-stop")]
pub mod procedure;
#[cfg(feature = "one-stop")]
mod qr;
#[cfg(feature = "one-stop")]
pub mod rank;
#[cfg(feature = "one-stop")]
mod ratio;
#[cfg(feature = "one-stop")]
mod reading;
#[cfg(feature = "one-stop")]
mod regime;
#[cfg(feature = "one-stop")]
pub mod report;
#[cfg(feature = "one-stop")]
pub mod scorecard;
#[cfg(feature = "one-stop")]
pub mod service_quality;
#[cfg(feature = "one-stop")]
pub mod survey;
#[rustfmt::skip]
mod tables;
mod text;
pub mod threads;
#[cfg(feature = "one-stop")]
mod timeliness;
#[cfg(feature = "one-stop")]
pub mod unit;
mod vectors;
mod whole;
pub mod wire;

/// The dates and moments of the interface are this crate's.
pub use chrono;

pub use calendar::{Calendar, CalendarBuilder, Day, DayKind, LocalDays, LunarDate};
pub use deadline::{
    Amount, Counting, CountingRules, Cutoff, CutoffEffect, DayRun, Deadline, Flag, LatestReceipt, Operation, Remaining, Roll,
    Step, TimeLimit, Unit, deadline, hand_over_by, latest_receipt,
};
#[cfg(feature = "one-stop")]
pub use dossier::{
    Cause, Channel, Correction, Dossier, DossierCode, DossierFlag, Duty, Event, EventKind, Holding, Level, Promise, Review,
    Round, Standing, State, SuspensionReason, Terms, TermsOptions, duplicate_codes,
};
pub use error::Error;
#[cfg(feature = "one-stop")]
pub use exact::Exact;
pub use hours::{OfficeHours, WorkingTime};
pub use law::{Certainty, Citation, Confidence, Language};
#[cfg(feature = "one-stop")]
pub use ratio::{Ratio, Share};
#[cfg(feature = "one-stop")]
pub use reading::Reading;
#[cfg(feature = "one-stop")]
pub use regime::{Amendment, Body, FormKind, FormTitle, Paper, Provision, Regime, SupplementPolicy};
#[cfg(feature = "one-stop")]
pub use timeliness::Timeliness;

/// The day the newest announcement in the tables was checked. Goes with every answer that is kept.
pub const DATA_VERSION: &str = tables::DATA_VERSION;
