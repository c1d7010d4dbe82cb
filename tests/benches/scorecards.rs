//! `cargo bench --bench scorecards`: ten thousand communes scored by the portal's set on one core, from values to printed points.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use motcua::scorecard::{RuleSet, Submission};
use motcua::wire::scorecard::ScoreUnitsRequest;
use serde_json::{Map, Value, json};

const COMMUNES: u64 = 10_000;

/// Counts of a commune: no two have the same, no numerator is above its denominator.
fn values(set: &RuleSet, number: u64) -> Map<String, Value> {
    let variable = |(place, name): (usize, &str)| {
        let count = match name {
            "certified_copy_ratio" => return (name.to_owned(), json!("0.985")),
            "dossiers" | "received" | "receptions" | "petitions" | "procedures" | "published" | "updated" | "content" => {
                1_000_000
            }
            "financial_obligation" | "fee_procedures" | "services_in_authority" | "online_services_total" => 1_000_000,
            "dossiers_by_channel" | "dossiers_to_sync" => 1_000_000,
            _ => 900_000,
        };
        (name.to_owned(), json!(count - number - place as u64))
    };
    set.variables().iter().map(|variable| variable.name.as_str()).enumerate().map(variable).collect()
}

fn communes(c: &mut Criterion) {
    let set = RuleSet::builtin("qd766_portal_2026").unwrap();
    let rows: Vec<Map<String, Value>> = (0..COMMUNES).map(|number| values(&set, number)).collect();
    let submissions: Vec<Submission> = rows
        .iter()
        .map(|row| {
            let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let pairs: Vec<(&str, String)> = row.iter().map(|(name, value)| (name.as_str(), text(value))).collect();
            let facts = set.facts(pairs.iter().map(|(name, value)| (*name, Some(value.as_str())))).unwrap();
            Submission::of(facts)
        })
        .collect();
    let units: Vec<Value> =
        rows.into_iter().enumerate().map(|(place, values)| json!({ "id": place.to_string(), "values": values })).collect();
    let request: ScoreUnitsRequest =
        serde_json::from_value(json!({ "rule_set": "qd766_portal_2026", "units": units, "level": "province" })).unwrap();
    assert!(request.evaluate().unwrap().problems.is_empty());

    let mut group = c.benchmark_group("scores of ten thousand communes");
    group.sample_size(10).measurement_time(Duration::from_secs(10)).throughput(Throughput::Elements(COMMUNES));
    group.bench_function("in Rust", |b| {
        b.iter(|| {
            submissions.iter().filter(|submission| set.score(black_box(submission)).is_ok_and(|s| s.band().is_some())).count()
        });
    });
    group.bench_function("as an operation", |b| b.iter(|| request.evaluate().unwrap().units.len()));
    group.finish();
}

criterion_group!(benches, communes);
criterion_main!(benches);
