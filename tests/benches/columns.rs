//! `cargo bench --bench columns`: a million rows at a time, beside the plain sum of two columns, which is what memory allows.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use motcua::batch::{self, Column, DueColumns, Moments, Office, Pass, PerRow, TimeUnit};
use motcua::{Calendar, CountingRules, Level, OfficeHours, TimeLimit, Timeliness};

const ROWS: usize = 1_000_000;
/// 2 January 2018, and ten years of days.
const FIRST: i64 = 17_533;
const SPAN: i64 = 3_650;

fn column(seed: u64, below: i64) -> Vec<i64> {
    let mut random = fastrand::Rng::with_seed(seed);
    (0..ROWS).map(|_| random.i64(0..below)).collect()
}

fn days(c: &mut Criterion) {
    let calendar = Calendar::vietnam();
    let dates: Vec<i64> = column(1, SPAN).iter().map(|day| FIRST + day).collect();
    let narrow: Vec<i32> = dates.iter().map(|day| *day as i32).collect();
    let steps: Vec<i64> = column(2, 60).iter().map(|n| n + 1).collect();
    let until: Vec<i64> = dates.iter().zip(&steps).map(|(date, n)| date + n).collect();
    let (mut out, mut out32) = (vec![0_i64; ROWS], vec![0_i32; ROWS]);
    let mut group = c.benchmark_group("columns of days");
    group.throughput(Throughput::Elements(ROWS as u64));
    group.bench_function("sum of two columns", |b| {
        b.iter(|| out.iter_mut().zip(&dates).zip(&steps).for_each(|((out, a), b)| *out = a + b));
    });
    let one = PerRow::One(&calendar);

    group.bench_function("add", |b| {
        b.iter(|| batch::add_working_days(one, Column::Each(&dates), Column::Each(&steps), &mut out, Pass::default()));
    });
    group.bench_function("add, 32 bits", |b| {
        b.iter(|| batch::add_working_days(one, Column::Each(&narrow), Column::Each(&steps), &mut out32, Pass::default()));
    });
    group.bench_function("add, two threads", |b| {
        b.iter(|| {
            batch::add_working_days(one, Column::Each(&dates), Column::Each(&steps), &mut out, Pass { threads: 2, faults: None })
        });
    });
    group.bench_function("count", |b| {
        b.iter(|| batch::count_working_days(one, Column::Each(&dates), Column::Each(&until), &mut out, Pass::default()));
    });
    group.finish();
}

fn moments(c: &mut Criterion) {
    let calendar = Calendar::vietnam();
    let regular = Office::new(&calendar, &CountingRules::default());
    let week = [("mon-thu", "07:00-11:30,13:30-17:00"), ("fri", "07:00-11:30,13:30-16:00"), ("sat", "07:30-11:00")];
    let hours = OfficeHours::from_week(week).unwrap();
    let varied = Office::new(&calendar, &CountingRules { hours, ..CountingRules::default() });
    let from: Vec<i64> = column(3, SPAN * 86_400).iter().map(|at| FIRST * 86_400 + at).collect();
    let to: Vec<i64> = from.iter().zip(column(4, 60 * 86_400)).map(|(at, later)| at + later).collect();
    let fine: Vec<i64> = from.iter().map(|at| at * 1_000_000_000).collect();
    let seconds = column(5, 60 * 8 * 3600);
    let mut out = vec![0_i64; ROWS];
    let mut group = c.benchmark_group("columns of moments");
    group.throughput(Throughput::Elements(ROWS as u64));
    for (name, office) in [("regular hours", &regular), ("hours by weekday", &varied)] {
        let at = |values| Moments::each(values, TimeUnit::Second);
        group.bench_function(format!("add, {name}"), |b| {
            b.iter(|| {
                batch::add_working_seconds(PerRow::One(office), at(&from), Column::Each(&seconds), &mut out, Pass::default())
            });
        });
        group.bench_function(format!("between, {name}"), |b| {
            b.iter(|| batch::working_seconds_between(PerRow::One(office), at(&from), at(&to), &mut out, Pass::default()));
        });
    }
    group.bench_function("add, nanoseconds", |b| {
        let at = Moments::each(&fine, TimeUnit::Nanosecond);
        b.iter(|| batch::add_working_seconds(PerRow::One(&regular), at, Column::Each(&seconds), &mut out, Pass::default()));
    });
    group.finish();
}

fn due(c: &mut Criterion) {
    let office = Office::new(&Calendar::vietnam(), &CountingRules::default());
    let received: Vec<i64> = column(6, SPAN * 86_400).iter().map(|at| FIRST * 86_400 + at).collect();
    let texts = ["1 working_day", "3 working_day", "4.5 working_day", "15 day", "1 month", "8 working_hour", "0 same_day"];
    let limits: Vec<TimeLimit> = texts.iter().map(|text| TimeLimit::parse(text).unwrap()).collect();
    let ids: Vec<u32> = column(7, texts.len() as i64).iter().map(|id| *id as u32).collect();
    let (mut on, mut at) = (vec![0_i64; ROWS], vec![0_i64; ROWS]);
    let mut classes = vec![Timeliness::None; ROWS];
    let mut group = c.benchmark_group("columns of due dates");
    group.throughput(Throughput::Elements(ROWS as u64));
    let received = Moments::each(&received, TimeUnit::Second);
    group.bench_function("seven limits", |b| {
        b.iter(|| {
            let out = DueColumns { on: &mut on, at: Some(&mut at), certainty: None };
            batch::deadlines(PerRow::One(&office), received, PerRow::Each { of: &limits, ids: &ids }, out, Pass::default())
        });
    });
    group.bench_function("timeliness", |b| {
        let due = Moments::each(&on, TimeUnit::Day);
        b.iter(|| batch::timeliness(due, received, (FIRST + SPAN, TimeUnit::Day), Level::Day, &mut classes));
    });
    group.finish();
}

criterion_group!(columns, days, moments, due);
criterion_main!(columns);
