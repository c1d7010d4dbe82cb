//! `cargo bench --bench dossiers`: a million dossiers of ten events each, replayed on one core, and what one takes in memory.

#![allow(missing_docs, reason = "criterion's macros make undocumented items")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use motcua::{Calendar, Channel, Dossier, Event, EventKind, FormKind, Regime, SuspensionReason, Terms, TermsOptions, TimeLimit};

const DOSSIERS: usize = 1_000_000;

/// Received on one of 240 days: a supplement, a stop, a new date, a result.
fn log(number: usize) -> Vec<Event> {
    let day = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + Days::new((number % 240) as u64);
    let start = day.and_hms_opt(8, 0, 0).unwrap() + TimeDelta::seconds((number % 3600) as i64);
    let at = |days: i64| start + TimeDelta::days(days);
    let (reason, items) = ("Thiếu bản sao".into(), ["Bản sao giấy khai sinh".into()].into());
    vec![
        Event::new(at(0), EventKind::Submitted { channel: Some(Channel::Counter) }),
        Event::new(at(0), EventKind::Accepted { competent_agency: None }),
        Event::new(at(0), EventKind::Issued { form: FormKind::AppointmentSlip }),
        Event::new(at(1), EventKind::HandedOver { to: "Tư pháp - Hộ tịch".into() }),
        Event::new(at(2), EventKind::SupplementRequested { reason, items, applicant_fault: false }),
        Event::new(at(6), EventKind::SupplementReceived),
        Event::new(at(7), EventKind::Suspended { reason: Some(SuspensionReason::FinancialObligation) }),
        Event::new(at(9), EventKind::Resumed),
        Event::new(at(12), EventKind::ResultReady),
        Event::new(at(13), EventKind::Returned),
    ]
}

fn terms() -> Arc<Terms> {
    let limit = TimeLimit::parse("15 working_day").unwrap();
    Arc::new(Terms::new(Regime::nd61_2018(), limit, &Calendar::vietnam(), TermsOptions::default()))
}

fn as_of() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 12, 31).unwrap().and_hms_opt(17, 0, 0).unwrap()
}

/// Resident memory in bytes, where the system tells.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

fn replay(c: &mut Criterion) {
    let terms = terms();
    let before = resident();
    let dossiers: Vec<Dossier> = (0..DOSSIERS).map(|number| Dossier::new(Arc::clone(&terms), log(number)).unwrap()).collect();
    if let (Some(before), Some(after)) = (before, resident()) {
        let each = after.saturating_sub(before) / DOSSIERS as u64;
        println!("memory: {each} bytes for a dossier of ten events, its texts included");
    }
    let mut group = c.benchmark_group("replay");
    group.sample_size(10).measurement_time(Duration::from_secs(20)).throughput(Throughput::Elements(DOSSIERS as u64));
    group.bench_function("a million dossiers of ten events", |b| {
        b.iter(|| dossiers.iter().filter(|dossier| dossier.standing(as_of()).is_ok_and(|s| s.timeliness().is_broken())).count());
    });
    group.finish();
}

/// Twice the events must take twice the time.
fn length(c: &mut Criterion) {
    let terms = terms();
    let mut group = c.benchmark_group("events of one log");
    for count in [10_usize, 100, 1000, 10_000] {
        let mut events = log(0);
        events.truncate(4);
        let last = events.last().unwrap().at;
        let more = (events.len()..count).map(|number| {
            let kind = if number % 2 == 0 {
                EventKind::Suspended { reason: Some(SuspensionReason::OtherAgency) }
            } else {
                EventKind::Resumed
            };
            Event::new(last + TimeDelta::minutes(number as i64), kind)
        });
        events.extend(more);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::from_parameter(count), &events, |b, events| {
            b.iter(|| terms.replay(black_box(events), as_of()));
        });
    }
    group.finish();
}

criterion_group!(benches, length, replay);
criterion_main!(benches);
