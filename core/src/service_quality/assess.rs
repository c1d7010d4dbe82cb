//! Dossiers and statements of a year in, points by quarter and year out.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::facts::{Point, UnitFacts};
use super::indicator::Indicator;
use super::score::{Aggregate, QualityScore, check_points};
use crate::error::{Error, quote};
use crate::exact::Exact;

/// Where the points of an indicator come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The log of the dossier.
    Log,
    /// A fact given.
    Fact,
    /// An opinion form.
    Form,
    /// The mean over dossiers and forms.
    Dossiers,
    /// A statement about the unit: its facts.
    Unit,
    /// A statement about the unit: the points themselves.
    Stated,
}

impl Source {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Log => "log",
            Self::Fact => "fact",
            Self::Form => "form",
            Self::Dossiers => "dossiers",
            Self::Unit => "unit",
            Self::Stated => "stated",
        }
    }
}

/// The points of one indicator of a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub indicator: &'static Indicator,
    /// The points and the fact.
    pub point: Point,
    /// Where they come from.
    pub source: Source,
}

/// A dossier with a result, or an opinion form that names none: what one counts in means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The field of state management (lĩnh vực).
    pub field: Option<String>,
    /// Who handled it.
    pub officers: Vec<String>,
    /// The day of the result, or of the form; it decides the quarter.
    pub result_on: NaiveDate,
    /// What is known, at most once per indicator.
    pub parts: Vec<Part>,
}

/// Who says something about the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The unit itself (tự đánh giá).
    Own,
    /// Whoever appraises it (thẩm định).
    Appraised,
}

impl Column {
    /// Reads `self` or `appraisal`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "self" => Ok(Self::Own),
            "appraisal" => Ok(Self::Appraised),
            _ => Err(Error::OptionUnknown { option: "who states it", value: quote(text), known: "self, appraisal" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "self",
            Self::Appraised => "appraisal",
        }
    }
}

/// What is said about the unit for a quarter or the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The quarter, 1 to 4; the whole year, if absent.
    pub quarter: Option<u8>,
    /// Who says it.
    pub by: Column,
    /// Facts for indicators 5, 6, 8 and 9.
    pub facts: UnitFacts,
    /// Points of indicators as they stand, 0 to 2; they replace what is computed in this column.
    pub stated: BTreeMap<u8, Exact>,
}

impl Statement {
    /// Fails for what cannot be.
    ///
    /// # Errors
    /// `value_out_of_range` for a quarter that is none, a part above its whole, or points outside 0 to 2; `option_unknown` for an indicator that
    /// is none.
    pub fn check(&self) -> Result<(), Error> {
        if let Some(quarter) = self.quarter.filter(|quarter| !(1..=4).contains(quarter)) {
            return Err(Error::ValueOutOfRange { name: "the quarter", value: quarter.to_string(), bound: "1 to 4" });
        }
        self.facts.check()?;
        for (number, value) in &self.stated {
            Indicator::parse(&number.to_string())?;
            check_points(value).map_err(|error| error.within(format!("indicators.{number}")))?;
        }
        Ok(())
    }
}

/// One indicator of a group of dossiers, or of the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mean {
    /// Which.
    pub indicator: &'static Indicator,
    /// The points of the dossiers in sum.
    pub points: u64,
    /// Over how many of them; those of which nothing is known are left aside.
    pub cases: u64,
    /// The exact value, before rounding.
    pub value: Option<Exact>,
    /// Where it comes from.
    pub source: Option<Source>,
    /// The fact about the unit.
    pub fact: Option<String>,
}

/// The means of a group with their sum; no score, when nothing is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// The indicators that count, in order.
    pub means: Vec<Mean>,
    /// Their sum.
    pub score: Option<QualityScore>,
}

/// A group of dossiers: a field, or those an officer handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// How many dossiers.
    pub cases: u64,
    /// By the unit's own statement; of an officer the only one.
    pub own: Scored,
    /// By the appraisal, where there is one.
    pub appraised: Option<Scored>,
}

/// A quarter, or the year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The quarter; the year, if absent.
    pub quarter: Option<u8>,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// Dossiers and forms with a result in it.
    pub cases: u64,
    /// The agency by its own statement.
    pub own: Scored,
    /// The agency by the appraisal, where there is one.
    pub appraised: Option<Scored>,
    /// Each field, by name: its indicators 1, 2, 3, 4, 6 and 7 with the unit's 5, 8 and 9.
    pub fields: Vec<Group>,
    /// Each officer, by name.
    pub officers: Vec<Group>,
}

/// A year of one unit: four quarters and the year (đánh giá hằng quý, hằng năm).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "đánh giá hằng quý")]
pub struct Assessment {
    /// The quarters in order, then the year.
    pub periods: Vec<Period>,
    /// How many cases have their result in another year.
    pub outside: u64,
}

/// Points and cases by indicator.
#[derive(Clone, Debug, Default)]
struct Tally {
    cases: u64,
    sums: BTreeMap<u8, (u64, u64)>,
}

impl Tally {
    fn add(&mut self, case: &Case) {
        self.cases += 1;
        for part in &case.parts {
            let (points, cases) = self.sums.entry(part.indicator.number()).or_default();
            *points += u64::from(part.point.points);
            *cases += 1;
        }
    }

    fn mean(&self, indicator: &'static Indicator) -> Mean {
        let (points, cases) = self.sums.get(&indicator.number()).copied().unwrap_or_default();
        let value = Exact::from(points).checked_div(&Exact::from(cases));
        let source = value.is_some().then_some(Source::Dossiers);
        Mean { indicator, points, cases, value, source, fact: None }
    }
}

#[derive(Clone, Debug, Default)]
struct Tallies {
    all: Tally,
    fields: BTreeMap<String, Tally>,
    officers: BTreeMap<String, Tally>,
}

impl Tallies {
    fn add(&mut self, case: &Case) {
        self.all.add(case);
        if let Some(field) = &case.field {
            self.fields.entry(field.clone()).or_default().add(case);
        }
        for officer in &case.officers {
            self.officers.entry(officer.clone()).or_default().add(case);
        }
    }
}

impl Assessment {
    /// The quarters of a year and the year itself.
    ///
    /// The mean of an indicator is the sum of its points over the dossiers of which they are known (Art. 15.2a). Indicators 5, 8 and 9, and 6
    /// where no dossier says anything, come from the statement of the same period: the year needs one of its own. Points an appraiser states
    /// replace the agency's own; in fields only those of 5, 8 and 9, for the others are the field's.
    #[must_use]
    pub fn new(year: i32, cases: &[Case], statements: &[Statement]) -> Self {
        let mut tallies: BTreeMap<Option<u8>, Tallies> = BTreeMap::new();
        let mut outside = 0;
        for case in cases {
            if case.result_on.year() != year {
                outside += 1;
                continue;
            }
            for period in [Some(quarter(case.result_on)), None] {
                tallies.entry(period).or_default().add(case);
            }
        }
        let periods = [Some(1), Some(2), Some(3), Some(4), None];
        let periods = periods.into_iter().filter_map(|quarter| {
            let found = tallies.remove(&quarter).unwrap_or_default();
            let said = |by| statements.iter().find(|of| of.quarter == quarter && of.by == by);
            period(year, quarter, &found, said(Column::Own), said(Column::Appraised))
        });
        Self { periods: periods.collect(), outside }
    }
}

fn quarter(date: NaiveDate) -> u8 {
    match date.month() {
        1..=3 => 1,
        4..=6 => 2,
        7..=9 => 3,
        _ => 4,
    }
}

/// Nothing for a year that chrono does not have.
fn period(
    year: i32,
    quarter: Option<u8>,
    found: &Tallies,
    own: Option<&Statement>,
    appraisal: Option<&Statement>,
) -> Option<Period> {
    let (first, last) = quarter.map_or((1, 12), |quarter| (u32::from(quarter) * 3 - 2, u32::from(quarter) * 3));
    let from = NaiveDate::from_ymd_opt(year, first, 1)?;
    let until = if matches!(last, 3 | 12) { 31 } else { 30 };
    let group = |name: &String, tally: &Tally| Group {
        name: name.clone(),
        cases: tally.cases,
        own: agency(tally, own, false),
        appraised: appraisal.map(|statement| agency(tally, Some(statement), false)),
    };
    Some(Period {
        quarter,
        from,
        until: NaiveDate::from_ymd_opt(year, last, until)?,
        cases: found.all.cases,
        own: agency(&found.all, own, true),
        appraised: appraisal.map(|statement| agency(&found.all, Some(statement), true)),
        fields: found.fields.iter().map(|(name, tally)| group(name, tally)).collect(),
        officers: found
            .officers
            .iter()
            .map(|(name, tally)| Group { name: name.clone(), cases: tally.cases, own: officer(tally), appraised: None })
            .collect(),
    })
}

fn agency(tally: &Tally, statement: Option<&Statement>, is_whole: bool) -> Scored {
    let mean = |indicator: &'static Indicator| {
        let mean = tally.mean(indicator);
        let Some(statement) = statement else { return mean };
        let is_of_unit = matches!(indicator.number(), 5 | 8 | 9);
        if let Some(value) = statement.stated.get(&indicator.number()).filter(|_| is_whole || is_of_unit) {
            return Mean { value: Some(value.clone()), source: Some(Source::Stated), ..mean };
        }
        if mean.value.is_some() && !is_of_unit {
            return mean;
        }
        match statement.facts.point(indicator) {
            Some(point) => Mean {
                value: Some(Exact::from(u64::from(point.points))),
                source: Some(Source::Unit),
                fact: Some(point.fact),
                ..mean
            },
            None => mean,
        }
    };
    scored(Aggregate::Agency, Indicator::all().iter().map(mean).collect())
}

fn officer(tally: &Tally) -> Scored {
    let counted = Indicator::all().iter().filter(|indicator| indicator.counts_for_officer());
    scored(Aggregate::Officer, counted.map(|indicator| tally.mean(indicator)).collect())
}

fn scored(of: Aggregate, means: Vec<Mean>) -> Scored {
    let given = means.iter().filter_map(|mean| Some((mean.indicator.number(), mean.value.clone()?))).collect();
    // The means lie within 0 and 2; what fails is a sum of nothing.
    Scored { score: QualityScore::new(of, &given).ok(), means }
}
