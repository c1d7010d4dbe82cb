//! `cargo bench`: the scalar calls a counter or a server makes.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use std::hint::black_box;

use chrono::{NaiveDate, NaiveDateTime, Weekday};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use motcua::{
    Calendar, Counting, CountingRules, Language, LunarDate, OfficeHours, TimeLimit, WorkingTime, deadline, latest_receipt,
};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn received_at() -> NaiveDateTime {
    day(2026, 4, 24).and_hms_opt(10, 0, 0).unwrap()
}

fn working_days(c: &mut Criterion) {
    let calendar = Calendar::vietnam();
    let mut group = c.benchmark_group("add_working_days");
    // The same time for every n.
    for n in [1_i64, 60, 10_000, -60] {
        group.bench_with_input(BenchmarkId::from_parameter(n), &n, |b, &n| {
            b.iter(|| calendar.add_working_days(black_box(day(2060, 1, 2)), black_box(n)));
        });
    }
    group.finish();
    c.bench_function("count_working_days", |b| {
        b.iter(|| calendar.count_working_days(black_box(day(2010, 1, 1)), black_box(day(2027, 12, 31))));
    });
    c.bench_function("day", |b| b.iter(|| calendar.day(black_box(day(2026, 8, 22)))));
    c.bench_function("lunar", |b| b.iter(|| LunarDate::from_solar(black_box(day(2026, 8, 22)))));
    c.bench_function("build a calendar", |b| b.iter(|| Calendar::builder().weekly_rest(&[Weekday::Sun]).build()));
}

fn working_time(c: &mut Criterion) {
    let time = WorkingTime::new(&Calendar::vietnam(), &OfficeHours::default());
    let later = day(2027, 3, 1).and_hms_opt(9, 0, 0).unwrap();
    c.bench_function("working time between", |b| b.iter(|| time.between(black_box(received_at()), black_box(later))));
    c.bench_function("working time add", |b| b.iter(|| time.add(black_box(received_at()), black_box(1_000_000))));
}

fn deadlines(c: &mut Criterion) {
    let calendar = Calendar::vietnam();
    let by_date = CountingRules::default();
    let by_clock = CountingRules { counting: Counting::ByClock, ..CountingRules::default() };
    let limit = TimeLimit::parse("3 working_day").unwrap();
    let month = TimeLimit::parse("1 month").unwrap();
    c.bench_function("deadline by date", |b| b.iter(|| deadline(black_box(received_at()), &limit, &calendar, &by_date)));
    c.bench_function("deadline by clock", |b| b.iter(|| deadline(black_box(received_at()), &limit, &calendar, &by_clock)));
    c.bench_function("deadline in months", |b| b.iter(|| deadline(black_box(received_at()), &month, &calendar, &by_date)));
    let due = deadline(received_at(), &limit, &calendar, &by_date).unwrap();
    c.bench_function("explain", |b| b.iter(|| black_box(&due).explain(Language::Vi)));
    c.bench_function("latest receipt", |b| {
        b.iter(|| latest_receipt(black_box(day(2026, 5, 4)), &limit, &calendar, &by_date));
    });
    c.bench_function("parse a limit", |b| {
        b.iter(|| TimeLimit::parse(black_box("không quá 03 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ")));
    });
}

criterion_group!(benches, working_days, working_time, deadlines);
criterion_main!(benches);
