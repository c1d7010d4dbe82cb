//! What a report answers, by columns: a list for each count, and for each rate the lists of its parts.

use motcua::estimate::{ConfidenceLevel, Interval};
use motcua::report::{Buckets, Counts, EditedCounts, PortalCounts, Rate, RedatedCounts, Spread};
use motcua::wire::LatenessAnswer;
use pyo3::types::{PyDict, PyList};
use serde_json::{Value as Json, json};

use super::*;
use crate::columns::Key as Name;

/// How an answer is given.
pub(super) struct Said {
    confidence: ConfidenceLevel,
    buckets: Buckets,
    percentiles: Vec<u32>,
}

impl Said {
    pub(super) fn new(confidence: f64, buckets: Option<Vec<i64>>, percentiles: Option<Vec<u32>>) -> Result<Self, Error> {
        let percentiles = percentiles.unwrap_or_else(|| vec![5, 25, 75, 90, 95]);
        if let Some(above) = percentiles.iter().find(|percent| **percent > 100) {
            return Err(Error::ValueOutOfRange { name: "the percentile", value: above.to_string(), bound: "0 to 100" });
        }
        let buckets = buckets.map_or(Ok(Buckets::default()), Buckets::new)?;
        Ok(Self { confidence: ConfidenceLevel::new(confidence)?, buckets, percentiles })
    }
}

/// What a field of a group holds; the fields of all groups of a report are the same, in the same order.
enum Field {
    Count(u64),
    Rate(Rate),
    /// Anything else, as a message has it.
    Other(Json),
}

impl Field {
    fn count(&self) -> Option<u64> {
        if let Self::Count(count) = self { Some(*count) } else { None }
    }

    fn rate(&self) -> Option<Rate> {
        if let Self::Rate(rate) = self { Some(*rate) } else { None }
    }
}

type Fields = Vec<(String, Field)>;

/// The fields of a group.
trait Told {
    fn told(&self, said: &Said, flags: &[&'static str]) -> Fields;
}

fn counted(counts: impl IntoIterator<Item = (&'static str, u64)>, rates: &[Rate]) -> Fields {
    let counts = counts.into_iter().map(|(name, count)| (name.to_owned(), Field::Count(count)));
    counts.chain(rates.iter().map(|rate| (rate.name().to_owned(), Field::Rate(*rate)))).collect()
}

impl Told for Counts {
    fn told(&self, _: &Said, _: &[&'static str]) -> Fields {
        counted(self.named(), &self.rates())
    }
}

impl Told for RedatedCounts {
    fn told(&self, _: &Said, _: &[&'static str]) -> Fields {
        counted(self.named(), &self.rates())
    }
}

impl Told for EditedCounts {
    fn told(&self, _: &Said, _: &[&'static str]) -> Fields {
        counted(self.named(), &self.rates())
    }
}

impl Told for PortalCounts {
    fn told(&self, _: &Said, flags: &[&'static str]) -> Fields {
        let values = self.values(|column| flags.contains(&column));
        values.into_iter().map(|(name, count)| (name.to_owned(), Field::Count(count))).collect()
    }
}

impl Told for Spread {
    fn told(&self, said: &Said, _: &[&'static str]) -> Fields {
        let told = match json!(LatenessAnswer::new(self, &said.buckets, &said.percentiles)) {
            Json::Object(fields) => fields.into_iter(),
            _ => serde_json::Map::new().into_iter(),
        };
        let days = ("days".to_owned(), json!(self.days()));
        told.chain([days]).map(|(name, value)| (name, Field::Other(value))).collect()
    }
}

/// The lists of each field. The template has every field, for when there is no group.
fn columns<'py>(py: Python<'py>, template: &Fields, groups: &[Fields], said: &Said) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    for (at, (name, kind)) in template.iter().enumerate() {
        let cells = || groups.iter().filter_map(|fields| fields.get(at)).map(|(_, field)| field);
        match kind {
            Field::Count(_) => columns.set_item(name, PyList::new(py, cells().filter_map(Field::count).collect::<Vec<_>>())?)?,
            Field::Rate(rate) => {
                let rates: Vec<Rate> = cells().filter_map(Field::rate).collect();
                columns.set_item(name, rate_columns(py, *rate, &rates, said)?)?;
            }
            Field::Other(_) => {
                let list = PyList::empty(py);
                for cell in cells() {
                    if let Field::Other(value) = cell {
                        list.append(to_python(py, value)?)?;
                    }
                }
                columns.set_item(name, list)?;
            }
        }
    }
    Ok(columns)
}

fn rate_columns<'py>(py: Python<'py>, named: Rate, rates: &[Rate], said: &Said) -> PyResult<Bound<'py, PyDict>> {
    let intervals: Vec<Option<Interval>> = rates.iter().map(|rate| rate.interval(said.confidence)).collect();
    let bound = |bound: fn(Interval) -> f64| PyList::new(py, intervals.iter().map(|interval| interval.map(bound)));
    let columns = PyDict::new(py);
    columns.set_item("counted", named.counted())?;
    columns.set_item("among", named.among())?;
    columns.set_item("numerator", PyList::new(py, rates.iter().map(|rate| rate.ratio().numerator()))?)?;
    columns.set_item("denominator", PyList::new(py, rates.iter().map(|rate| rate.ratio().denominator()))?)?;
    columns.set_item("percent", PyList::new(py, rates.iter().map(|rate| rate.ratio().percent(2)))?)?;
    columns.set_item("rate", PyList::new(py, rates.iter().map(|rate| rate.value()))?)?;
    columns.set_item("low", bound(|interval| interval.low())?)?;
    columns.set_item("high", bound(|interval| interval.high())?)?;
    Ok(columns)
}

/// The order of groups: numbers, then texts, what has no name last.
fn order(name: &Option<Name>) -> (bool, &Option<Name>) {
    (name.is_none(), name)
}

impl ReportTally {
    fn name(&self, key: usize, place: Option<u32>) -> Option<Name> {
        self.keys.as_ref()?.get(key)?.name(place?)
    }

    /// The keys of every group, in their order, a list for each; and the columns of the fields.
    pub(super) fn group_columns<'py>(&self, py: Python<'py>, said: &Said) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyDict>)> {
        each!(&self.inner, report => {
            let named = report.groups().into_iter().map(|group| {
                let names: Vec<Option<Name>> = group.key.iter().enumerate().map(|(key, place)| self.name(key, *place)).collect();
                (names, group.part)
            });
            let mut groups: Vec<_> = named.collect();
            groups.sort_by(|(one, _), (other, _)| one.iter().map(order).cmp(other.iter().map(order)));
            let keys = PyList::empty(py);
            for key in 0..self.keys.as_ref().map_or(0, Vec::len) {
                let list = PyList::empty(py);
                for (names, _) in &groups {
                    match names.get(key).and_then(Option::as_ref) {
                        None => list.append(py.None())?,
                        Some(Name::Number(number)) => list.append(number)?,
                        Some(Name::Text(text)) => list.append(text)?,
                    }
                }
                keys.append(list)?;
            }
            let told: Vec<Fields> = groups.iter().map(|(_, part)| part.told(said, &self.flags)).collect();
            Ok((keys, columns(py, &report.total().told(said, &self.flags), &told, said)?))
        })
    }

    /// The columns of the fields of all groups together, one row.
    pub(super) fn total_columns<'py>(&self, py: Python<'py>, said: &Said) -> PyResult<Bound<'py, PyDict>> {
        let total = each!(&self.inner, report => report.total().told(said, &self.flags));
        columns(py, &total, std::slice::from_ref(&total), said)
    }
}

/// The names of counts and rates in words.
#[pyfunction]
pub(crate) fn report_names() -> Vec<(&'static str, &'static str, &'static str)> {
    let words = |name: &motcua::report::Name| (name.id(), name.text(motcua::Language::Vi), name.text(motcua::Language::En));
    motcua::report::names().iter().map(words).collect()
}
