//! The evaluation of the handling of procedures (đánh giá việc giải quyết thủ tục hành chính): nine indicators worth 2, 1 or 0.
//!
//! Legal basis: Decree 61/2018 Art. 28-33; Circular 01/2018/TT-VPCP Art. 13 (indicators), 15 (means, officers, agencies). In force from
//! 6 January 2019 to 30 June 2025; [`in_force`] says whether a day is among these.
//!
//! ```
//! use std::collections::BTreeMap;
//! use motcua::Exact;
//! use motcua::service_quality::{Aggregate, QualityScore};
//!
//! let given: BTreeMap<u8, Exact> = (1..=9).map(|number| (number, Exact::parse("1.65").unwrap())).collect();
//! let agency = QualityScore::new(Aggregate::Agency, &given)?;
//! // Each indicator is rounded to one decimal before they are added: 9 × 1.7.
//! assert_eq!((agency.points().text(1).as_str(), agency.band().id()), ("15.3", "excellent"));
//! let officer = QualityScore::new(Aggregate::Officer, &given)?;
//! assert_eq!((officer.points().text(1).as_str(), officer.duty().id()), ("8.5", "full"));
//! # Ok::<(), motcua::Error>(())
//! ```

mod assess;
mod facts;
mod indicator;
mod log;
mod score;

use chrono::NaiveDate;

pub use self::assess::{Assessment, Case, Column, Group, Mean, Part, Period, Scored, Source, Statement};
pub use self::facts::{
    CaseFacts, Feedback, LateAttitude, OnSite, OnlineService, Point, Publicity, UnitFacts, UnitLevel, UnitTime,
};
pub use self::indicator::{Band, Duty, Indicator, Per};
pub use self::log::{Against, StageDue, read_dossier};
pub use self::score::{Aggregate, Line, QualityScore, Standing};
use crate::law::{Citation, Language};
use crate::tables;

/// The id of the set of rules.
pub const SET: &str = tables::QUALITY_SET;

/// What the set is called.
#[must_use]
pub const fn title(language: Language) -> &'static str {
    let [vi, en] = tables::QUALITY_TITLE;
    language.pick(vi, en)
}

/// The first and the last day of force, both counted.
#[must_use]
pub const fn force() -> (NaiveDate, NaiveDate) {
    (tables::QUALITY_FROM, tables::QUALITY_UNTIL)
}

/// Whether a day is among those of force.
#[must_use]
pub fn in_force(date: NaiveDate) -> bool {
    (tables::QUALITY_FROM..=tables::QUALITY_UNTIL).contains(&date)
}

/// Where it is written: the indicators, the means, officers, agencies, what is left out, the year.
#[must_use]
pub fn citations() -> Vec<Citation> {
    [
        &tables::QUALITY_INDICATORS,
        &tables::QUALITY_MEAN,
        &tables::QUALITY_OFFICER,
        &tables::QUALITY_AGENCY,
        &tables::QUALITY_LEFT_OUT,
        &tables::QUALITY_ANNUAL,
    ]
    .map(crate::law::Rule::citation)
    .to_vec()
}
