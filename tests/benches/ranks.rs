//! `cargo bench --bench ranks`: the ranks of 3,321 communes, how sure they are, and how steady.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use motcua::Exact;
use motcua::rank::{Criterion as Area, Options, Profile, Rules, SensitivityOptions, Uncertain, ranks, sensitivity, uncertainty};

const COMMUNES: u64 = 3321;

/// Made up: a score in cents that looks random.
fn cents(commune: u64) -> u64 {
    6_000 + commune.wrapping_mul(2_654_435_761) % 3_500
}

fn rank(c: &mut Criterion) {
    let scores: Vec<Exact> = (0..COMMUNES).map(|commune| Exact::from(cents(commune)) / Exact::from(100)).collect();
    c.bench_function("ranks of 3,321 communes", |b| b.iter(|| ranks(black_box(&scores), &Rules::default()).unwrap()));
}

fn draws(c: &mut Criterion) {
    let unit = |commune: u64| Uncertain::share(&format!("xa_{commune}"), 20 + commune % 11, 30);
    let areas: Vec<Area> = (0..6).map(|area| Area { id: format!("a{area}"), weight: Exact::from(10 + area) }).collect();
    let profile = |commune: u64| {
        let values = (0..6).map(|area| Exact::from(cents(commune * 6 + area)) / Exact::from(100)).collect();
        Ok(Profile { id: format!("xa_{commune}"), name: String::new(), values })
    };
    let mut group = c.benchmark_group("2,000 draws");
    group.sample_size(10);
    group.bench_function("how sure the ranks of 3,321 communes are", |b| {
        b.iter(|| uncertainty((0..COMMUNES).map(unit), &Options::default()).unwrap());
    });
    group.bench_function("how sure the ranks of 18 communes are", |b| {
        b.iter(|| uncertainty((0..18).map(unit), &Options::default()).unwrap());
    });
    group.bench_function("how steady the ranks of 3,321 communes are", |b| {
        b.iter(|| sensitivity((0..COMMUNES).map(profile), &areas, &SensitivityOptions::default()).unwrap());
    });
    group.finish();
}

criterion_group!(benches, rank, draws);
criterion_main!(benches);
