//! The shapes of the files in `core/data`, and what they must satisfy.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A TOML local date.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "toml::value::Datetime")]
pub(crate) struct Date(pub(crate) NaiveDate);

impl TryFrom<toml::value::Datetime> for Date {
    type Error = String;

    fn try_from(value: toml::value::Datetime) -> Result<Self, String> {
        value
            .date
            .filter(|_| value.time.is_none() && value.offset.is_none())
            .and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()))
            .map(Date)
            .ok_or_else(|| format!("`{value}` is not a local date"))
    }
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Confidence {
    #[default]
    Seen,
    Known,
    Uncertain,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instrument {
    pub(crate) id: String,
    pub(crate) number: Option<String>,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
    pub(crate) issuer: String,
    pub(crate) issued_on: Option<Date>,
    pub(crate) confidence: Confidence,
    pub(crate) seen_in: String,
    pub(crate) amended: Option<Amended>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Amended {
    pub(crate) from: Date,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Instruments {
    pub(crate) schema: u32,
    pub(crate) instrument: Vec<Instrument>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Basis {
    pub(crate) from: Date,
    pub(crate) instrument: String,
    pub(crate) article: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MonthDay {
    pub(crate) month: u8,
    pub(crate) day: u8,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holiday {
    pub(crate) id: String,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
    pub(crate) solar: Option<MonthDay>,
    pub(crate) lunar: Option<MonthDay>,
    #[serde(default)]
    pub(crate) tet: bool,
    pub(crate) adjacent_to: Option<String>,
    pub(crate) make_up: Option<String>,
    pub(crate) basis: Vec<Basis>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeeklyRest {
    pub(crate) days: Vec<String>,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
    pub(crate) instrument: String,
    pub(crate) in_force_from: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MakeUp {
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
    pub(crate) basis: Vec<Basis>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SwapNames {
    pub(crate) off_vi: String,
    pub(crate) off_en: String,
    pub(crate) worked_vi: String,
    pub(crate) worked_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TetDays {
    pub(crate) from: Date,
    #[serde(default)]
    pub(crate) new_year_on: Vec<String>,
    pub(crate) last_days: u8,
    pub(crate) first_days: u8,
    pub(crate) basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Adjacent {
    pub(crate) national_day_on: Vec<String>,
    pub(crate) offset_days: i8,
    pub(crate) basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holidays {
    pub(crate) schema: u32,
    pub(crate) first_year: i32,
    pub(crate) last_year: i32,
    pub(crate) weekly_rest: WeeklyRest,
    pub(crate) holiday: Vec<Holiday>,
    pub(crate) make_up: MakeUp,
    pub(crate) swap: SwapNames,
    pub(crate) tet_days: Vec<TetDays>,
    pub(crate) national_day_adjacent: Vec<Adjacent>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TetRange {
    pub(crate) first: Date,
    pub(crate) last: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NationalDay {
    pub(crate) adjacent: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Swap {
    pub(crate) off: Date,
    pub(crate) worked: Date,
    pub(crate) occasion_vi: String,
    pub(crate) occasion_en: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Topic {
    Tet,
    NationalDay,
    CultureDay,
    MadeUp,
    Swap,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) number: Option<String>,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
    pub(crate) issuer: String,
    pub(crate) issued_on: Option<Date>,
    #[serde(default)]
    pub(crate) about: Vec<Topic>,
    pub(crate) confidence: Confidence,
    pub(crate) seen_in: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Year {
    pub(crate) schema: u32,
    pub(crate) year: i32,
    pub(crate) checked_on: Date,
    pub(crate) tet: TetRange,
    pub(crate) national_day: Option<NationalDay>,
    #[serde(default)]
    pub(crate) swap: Vec<Swap>,
    pub(crate) source: Vec<Source>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LunarRules {
    pub(crate) schema: u32,
    pub(crate) official_from: Date,
    pub(crate) basis: String,
    pub(crate) confidence: Confidence,
}

#[derive(Debug, Deserialize)]
pub(crate) struct LunarYear {
    pub(crate) lunar_year: i32,
    pub(crate) tet: NaiveDate,
    pub(crate) leap_month: u8,
    pub(crate) month_lengths: String,
    pub(crate) gio_to: NaiveDate,
    pub(crate) ambiguous: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DefaultHours {
    pub(crate) monday_to_friday: String,
    pub(crate) basis: String,
    pub(crate) confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) instrument: Option<String>,
    pub(crate) article: Option<String>,
    pub(crate) practice_vi: Option<String>,
    pub(crate) practice_en: Option<String>,
    #[serde(default)]
    pub(crate) confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cutoff {
    pub(crate) id: String,
    pub(crate) time: String,
    pub(crate) effect: String,
    pub(crate) default_effect: Option<String>,
    #[serde(default)]
    pub(crate) only_if_not_resolved_at_once: bool,
    #[serde(default)]
    pub(crate) slip_states_hour: bool,
    pub(crate) name_vi: String,
    pub(crate) name_en: String,
    pub(crate) basis: Vec<Basis>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SameDay {
    pub(crate) cutoff: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenQuestion {
    pub(crate) id: String,
    pub(crate) default: bool,
    pub(crate) question_vi: String,
    pub(crate) question_en: String,
    pub(crate) first_matters: Option<i32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counting {
    pub(crate) schema: u32,
    pub(crate) default_hours: DefaultHours,
    pub(crate) rule: Vec<Rule>,
    pub(crate) cutoff: Vec<Cutoff>,
    pub(crate) same_day: SameDay,
    pub(crate) open_question: Vec<OpenQuestion>,
}

/// All facts, read and checked.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) instruments: Vec<Instrument>,
    pub(crate) holidays: Holidays,
    pub(crate) years: Vec<Year>,
    pub(crate) lunar: LunarRules,
    pub(crate) lunar_years: Vec<LunarYear>,
    pub(crate) counting: Counting,
}

impl Facts {
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let instruments: Instruments = toml_file(&folder.join("instruments.toml"))?;
        let facts = Self {
            instruments: instruments.instrument,
            holidays: toml_file(&folder.join("holidays.toml"))?,
            years: year_files(&folder.join("years"))?,
            lunar: toml_file(&folder.join("lunar.toml"))?,
            lunar_years: lunar_file(&folder.join("lunar_vn.csv"))?,
            counting: toml_file(&folder.join("counting.toml"))?,
        };
        ensure!(instruments.schema == 1, "instruments.toml: schema must be 1");
        for (file, schema) in [
            ("holidays.toml", facts.holidays.schema),
            ("lunar.toml", facts.lunar.schema),
            ("counting.toml", facts.counting.schema),
        ] {
            ensure!(schema == 1, "{file}: schema must be 1, not {schema}");
        }
        facts.check()?;
        Ok(facts)
    }

    fn check(&self) -> Result<()> {
        let ids: BTreeSet<&str> = self.instruments.iter().map(|i| i.id.as_str()).collect();
        ensure!(ids.len() == self.instruments.len(), "instruments.toml: an id occurs twice");
        self.years.iter().try_for_each(check_year)?;
        for year in &self.years {
            let new_year = self.lunar_years.iter().find(|lunar| lunar.lunar_year == year.year).map(|lunar| lunar.tet);
            let spans = new_year.is_some_and(|day| (year.tet.first.0..=year.tet.last.0).contains(&day));
            ensure!(spans, "years/{}.toml: [tet] does not hold the lunar new year", year.year);
        }
        for (a, b) in self.years.iter().zip(self.years.iter().skip(1)) {
            ensure!(b.year == a.year + 1, "years: {} is followed by {}", a.year, b.year);
        }
        for (a, b) in self.lunar_years.iter().zip(self.lunar_years.iter().skip(1)) {
            let days: i64 = lengths(a)?.iter().map(|&l| i64::from(l)).sum();
            ensure!((b.tet - a.tet).num_days() == days, "lunar_vn.csv: the months of {} do not reach {}", a.lunar_year, b.tet);
        }
        self.lunar_years.iter().try_for_each(check_lunar_year)
    }
}

fn check_year(year: &Year) -> Result<()> {
    let y = year.year;
    let at = format!("years/{y}.toml");
    ensure!(year.schema == 1, "{at}: schema must be 1");
    ensure!(year.checked_on.0.year() >= y - 1, "{at}: checked_on is before the announcement");
    ensure!(!year.source.is_empty(), "{at}: at least one [[source]] is needed");
    ensure!(
        year.tet.first.0.year() == y && year.tet.first.0 < year.tet.last.0 && year.tet.last.0.year() == y,
        "{at}: [tet] must run forwards inside {y}"
    );
    let length = (year.tet.last.0 - year.tet.first.0).num_days() + 1;
    ensure!((4..=5).contains(&length), "{at}: [tet] has {length} days, the statute four or five");
    if let Some(adjacent) = year.national_day.as_ref().map(|day| day.adjacent.0) {
        let beside = [(9, 1), (9, 3)].map(|(month, day)| NaiveDate::from_ymd_opt(y, month, day));
        ensure!(beside.contains(&Some(adjacent)), "{at}: {adjacent} is not beside 2 September");
    }
    let mut swapped = BTreeSet::new();
    for swap in &year.swap {
        for date in [swap.off.0, swap.worked.0] {
            ensure!((y - 1..=y).contains(&date.year()), "{at}: {date} is swapped in another year");
            ensure!(swapped.insert(date), "{at}: {date} is swapped twice");
        }
        let in_tet = (year.tet.first.0..=year.tet.last.0).contains(&swap.off.0);
        ensure!(!in_tet, "{at}: {} is off for Tết already", swap.off.0);
        ensure!(!weekend(swap.off.0), "{at}: {} is swapped off but is a weekend day", swap.off.0);
        ensure!(weekend(swap.worked.0), "{at}: {} is worked in return but is no weekend day", swap.worked.0);
    }
    Ok(())
}

fn check_lunar_year(year: &LunarYear) -> Result<()> {
    let before = if (1..3).contains(&year.leap_month) { 3 } else { 2 };
    let days: i64 = lengths(year)?.iter().take(before).map(|&l| i64::from(l)).sum();
    ensure!(
        (year.gio_to - year.tet).num_days() == days + 9,
        "lunar_vn.csv: the tenth of the third month of {} is not {}",
        year.lunar_year,
        year.gio_to
    );
    Ok(())
}

/// Month lengths in order, the leap month after the month it repeats.
pub(crate) fn lengths(year: &LunarYear) -> Result<Vec<u8>> {
    let lengths = year
        .month_lengths
        .split('-')
        .map(|l| l.parse::<u8>().ok().filter(|l| (29..=30).contains(l)))
        .collect::<Option<Vec<u8>>>()
        .with_context(|| format!("lunar_vn.csv: month lengths of {}", year.lunar_year))?;
    let expected = if year.leap_month == 0 { 12 } else { 13 };
    ensure!(lengths.len() == expected, "lunar_vn.csv: {} has {} months", year.lunar_year, lengths.len());
    Ok(lengths)
}

fn weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

pub(crate) fn toml_file<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    toml::from_str(&text).with_context(|| format!("in {}", path.display()))
}

fn year_files(folder: &Path) -> Result<Vec<Year>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    let years = paths.iter().map(|path| toml_file::<Year>(path)).collect::<Result<Vec<_>>>()?;
    for (path, year) in paths.iter().zip(&years) {
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        ensure!(stem == year.year.to_string(), "{} says year = {}", path.display(), year.year);
    }
    Ok(years)
}

fn lunar_file(path: &Path) -> Result<Vec<LunarYear>> {
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_path(path)?
        .deserialize()
        .collect::<Result<Vec<LunarYear>, _>>()
        .with_context(|| format!("in {}", path.display()))
}
