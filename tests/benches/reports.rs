//! `cargo bench --bench reports`: the counts of a report, a million dossiers at a time.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use motcua::batch::{Moments, TimeUnit, Value};
use motcua::report::{Asked, Key, Lateness, Measure, OnTime, Places, Report, Rows, Step, Times};
use motcua::wire::parse_moment;

const ROWS: usize = 1_000_000;

struct Table<V> {
    unit: Vec<u32>,
    received: Vec<V>,
    due: Vec<V>,
    finished: Vec<V>,
    time: TimeUnit,
}

fn table<V: Value>(time: TimeUnit, step: i64) -> Table<V> {
    let mut state = 42_u64;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).unwrap()
    };
    let mut table = Table { unit: vec![], received: vec![], due: vec![], finished: vec![], time };
    for _ in 0..ROWS {
        let received = 20_000 + draw(600);
        let due = received + 1 + draw(40);
        table.unit.push(u32::try_from(draw(34)).unwrap());
        table.received.push(V::narrow(received * step));
        table.due.push(V::narrow(due * step));
        table.finished.push(if draw(20) == 0 { V::NULL } else { V::narrow((due - 10 + draw(14)).max(received) * step) });
    }
    table
}

impl<V: Value> Table<V>
where
    for<'a> Times<'a>: From<Moments<'a, V>>,
{
    fn count<M: Measure>(&self, measure: M, asked: Asked, keys: &[Key<'_>], threads: usize) -> Report<M> {
        let times = |values| Times::from(Moments::each(values, self.time));
        let rows =
            Rows { keys, received: Some(times(&self.received)), ..Rows::new(ROWS, times(&self.due), times(&self.finished)) };
        let mut report = Report::new(measure, asked).unwrap();
        report.add(&rows, threads).unwrap();
        report
    }
}

fn reports(c: &mut Criterion) {
    let asked = Asked { as_of: Some(parse_moment("2026-06-30T00:00").unwrap()), ..Asked::default() };
    let days = table::<i32>(TimeUnit::Day, 1);
    let wide = table::<i64>(TimeUnit::Day, 1);
    let moments = table::<i64>(TimeUnit::Nanosecond, 86_400_000_000_000);
    let by_unit = [Key::Places(Places::new(&days.unit, 34))];
    let mut group = c.benchmark_group("report");
    group.throughput(Throughput::Elements(ROWS as u64)).sample_size(20);
    group
        .bench_function("on time by unit, 32-bit days", |b| b.iter(|| days.count(OnTime, asked, black_box(&by_unit), 1).total()));
    group
        .bench_function("on time by unit, two threads", |b| b.iter(|| days.count(OnTime, asked, black_box(&by_unit), 2).total()));
    group
        .bench_function("on time by unit, 64-bit days", |b| b.iter(|| wide.count(OnTime, asked, black_box(&by_unit), 1).total()));
    group.bench_function("on time by unit, nanoseconds", |b| {
        b.iter(|| moments.count(OnTime, asked, black_box(&by_unit), 1).total());
    });
    let by_month = [Key::Received(Step::Month)];
    group.bench_function("on time by month", |b| b.iter(|| days.count(OnTime, asked, black_box(&by_month), 1).total()));
    let both = [by_unit[0], by_month[0]];
    group.bench_function("on time by unit and month", |b| b.iter(|| days.count(OnTime, asked, black_box(&both), 1).total()));
    group.bench_function("lateness by unit", |b| {
        b.iter(|| days.count(Lateness::default(), asked, black_box(&by_unit), 1).total());
    });
    group.finish();
}

criterion_group!(benches, reports);
criterion_main!(benches);
