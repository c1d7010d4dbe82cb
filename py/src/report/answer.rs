//! What a report answers, and what it sends elsewhere.

use motcua::estimate::ConfidenceLevel;
use motcua::report::{Buckets, Counts, EditedCounts, Part, PortalCounts, Rate, RedatedCounts, Report, Spread};
use motcua::wire::{LatenessAnswer, RateAnswer};
use serde_json::{Map, Value as Json, json};

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

    fn fields(&self, counts: impl IntoIterator<Item = (&'static str, u64)>, rates: &[Rate]) -> Map<String, Json> {
        let counts = counts.into_iter().map(|(name, count)| (name.to_owned(), json!(count)));
        let rates = rates.iter().map(|rate| (rate.name().to_owned(), json!(RateAnswer::new(*rate, self.confidence))));
        counts.chain(rates).collect()
    }
}

/// The fields of a group.
trait Told {
    fn told(&self, said: &Said, flags: &[&'static str]) -> Map<String, Json>;
}

impl Told for Counts {
    fn told(&self, said: &Said, _: &[&'static str]) -> Map<String, Json> {
        said.fields(self.named(), &self.rates())
    }
}

impl Told for RedatedCounts {
    fn told(&self, said: &Said, _: &[&'static str]) -> Map<String, Json> {
        said.fields(self.named(), &self.rates())
    }
}

impl Told for EditedCounts {
    fn told(&self, said: &Said, _: &[&'static str]) -> Map<String, Json> {
        said.fields(self.named(), &self.rates())
    }
}

impl Told for PortalCounts {
    fn told(&self, _: &Said, flags: &[&'static str]) -> Map<String, Json> {
        let values = self.values(|column| flags.contains(&column));
        values.into_iter().map(|(name, count)| (name.to_owned(), json!(count))).collect()
    }
}

impl Told for Spread {
    fn told(&self, said: &Said, _: &[&'static str]) -> Map<String, Json> {
        let mut told = match json!(LatenessAnswer::new(self, &said.buckets, &said.percentiles)) {
            Json::Object(fields) => fields,
            _ => Map::new(),
        };
        told.insert("days".to_owned(), json!(self.days()));
        told
    }
}

fn named(name: Option<Name>) -> Json {
    match name {
        None => Json::Null,
        Some(Name::Number(number)) => json!(number),
        Some(Name::Text(text)) => json!(text),
    }
}

impl ReportTally {
    fn name(&self, key: usize, place: Option<u32>) -> Option<Name> {
        self.keys.as_ref()?.get(key)?.name(place?)
    }

    pub(super) fn answered(&self, said: &Said) -> Json {
        each!(&self.inner, report => {
            let groups = report.groups().into_iter().map(|group| {
                let key: Vec<Json> = group.key.iter().enumerate().map(|(key, place)| named(self.name(key, *place))).collect();
                json!({ "key": key, "fields": group.part.told(said, &self.flags) })
            });
            let first = report.problems().first().map(|error| json!({ "index": error.index(), "code": error.code(), "message": error.to_string() }));
            json!({
                "groups": groups.collect::<Vec<_>>(),
                "total": report.total().told(said, &self.flags),
                "rows": report.rows(),
                "problems": report.problems().rows(),
                "first_problem": first,
                "described_on": report.asked().at().map(|at| at.date().to_string()),
            })
        })
    }

    /// All that was counted, in a form that goes anywhere. Places of months and years stay numbers, names are written out.
    pub(super) fn data(&self) -> Json {
        each!(&self.inner, report => {
            let groups = report.groups().into_iter().map(|group| {
                let key = group.key.iter().enumerate().map(|(key, place)| match self.keys.as_ref().and_then(|keys| keys.get(key)) {
                    Some(list) if list.step().is_some() => json!(place),
                    _ => named(self.name(key, *place)),
                });
                json!({ "key": key.collect::<Vec<_>>(), "numbers": group.part.numbers() })
            });
            json!({
                "kind": self.kind,
                "asked": asked(report),
                "steps": self.keys.as_ref().map(|keys| keys.iter().map(|list| list.step().map(Step::as_str)).collect::<Vec<_>>()),
                "flags": self.flags,
                "rows": report.rows(),
                "problems": report.problems().rows(),
                "groups": groups.collect::<Vec<_>>(),
            })
        })
    }

    /// Adds what another report has; nothing is added when any of it does not fit.
    pub(super) fn absorb(&mut self, data: &Json) -> PyResult<()> {
        let field = |name: &str| data.get(name).ok_or_else(|| refuse(&format!("`{name}` is missing")));
        let own = self.data();
        if field("kind")? != &json!(self.kind) || Some(field("asked")?) != own.get("asked") {
            let (value, bound) =
                ("another kind, moment, period or level".to_owned(), "only reports of the same question can be merged");
            return Err(raise(&Error::ValueOutOfRange { name: "the report", value, bound }));
        }
        let steps: Option<Vec<Option<String>>> =
            serde_json::from_value(field("steps")?.clone()).map_err(|error| refuse(&error.to_string()))?;
        let Some(steps) = steps else { return Ok(()) };
        let mut keys = match &self.keys {
            Some(keys) => keys.clone(),
            None => vec![KeyList::default(); steps.len()],
        };
        let is_fresh = self.keys.is_none();
        if keys.len() != steps.len() {
            return Err(refuse("it is grouped by other columns"));
        }
        for (list, step) in keys.iter_mut().zip(&steps) {
            let step = step.as_deref().map(Step::parse).transpose().or_raise()?;
            if is_fresh && let Some(step) = step {
                list.set_step(step);
            }
            if list.step() != step {
                return Err(refuse("it is grouped by other columns"));
            }
        }
        let mut inner = self.inner.clone();
        for group in field("groups")?.as_array().ok_or_else(|| refuse("`groups` is no list"))? {
            let names = group.get("key").and_then(Json::as_array).filter(|names| names.len() == keys.len());
            let names = names.ok_or_else(|| refuse("a group has no key of this report"))?;
            let mut places = Vec::with_capacity(names.len());
            for (name, list) in names.iter().zip(&mut keys) {
                places.push(place(name, list).ok_or_else(|| refuse("a key is neither text, nor number, nor null"))?);
            }
            let numbers: Vec<i64> = group
                .get("numbers")
                .and_then(Json::as_array)
                .and_then(|numbers| numbers.iter().map(Json::as_i64).collect())
                .ok_or_else(|| refuse("a group has no whole numbers"))?;
            each!(&mut inner, report => add_group(report, &places, &numbers)?);
        }
        let count = |name: &str| field(name)?.as_u64().ok_or_else(|| refuse(&format!("`{name}` is no count")));
        let (rows, problems) = (count("rows")?, count("problems")?);
        let rows = usize::try_from(rows).map_err(|_| refuse("`rows` is too large"))?;
        each!(&mut inner, report => report.add_seen(rows, problems));
        let flags = field("flags")?.as_array().cloned().unwrap_or_default();
        for (name, _) in Flags::default().named() {
            if flags.contains(&json!(name)) && !self.flags.contains(&name) {
                self.flags.push(name);
            }
        }
        (self.inner, self.keys) = (inner, Some(keys));
        Ok(())
    }
}

/// The place of a name in a list; `None` when it is no name.
fn place(name: &Json, list: &mut KeyList) -> Option<Option<u32>> {
    match (name, list.step()) {
        (Json::Null, _) => Some(None),
        (name, Some(step)) => {
            let place = u32::try_from(name.as_u64()?).ok().filter(|place| *place < step.places())?;
            Some(Some(place))
        }
        (Json::String(text), None) => Some(Some(list.place(&Name::Text(text.clone())))),
        (name, None) => Some(Some(list.place(&Name::Number(name.as_i64()?)))),
    }
}

fn add_group<M: motcua::report::Measure>(report: &mut Report<M>, key: &[Option<u32>], numbers: &[i64]) -> PyResult<()> {
    let part = M::Part::from_numbers(numbers).ok_or_else(|| refuse("a group's numbers are not those of this kind of report"))?;
    report.add_group(key, &part).or_raise()
}

fn asked<M: motcua::report::Measure>(report: &Report<M>) -> Json {
    let asked = report.asked();
    json!({
        "as_of": asked.as_of.map(motcua::wire::moment_text),
        "from_on": asked.from.map(|date| date.to_string()),
        "until_on": asked.until.map(|date| date.to_string()),
        "level": asked.level.as_str(),
    })
}

/// The names of counts and rates in words.
#[pyfunction]
pub(crate) fn report_names() -> Vec<(&'static str, &'static str, &'static str)> {
    let words = |name: &motcua::report::Name| (name.id(), name.text(motcua::Language::Vi), name.text(motcua::Language::En));
    motcua::report::names().iter().map(words).collect()
}
