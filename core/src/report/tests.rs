use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::*;
use crate::batch::{Moments, TimeUnit, Value};
use crate::dossier::{Dossier, Event, EventKind, Level, Terms, TermsOptions};
use crate::error::Error;
use crate::law::Language;
use crate::regime::Regime;
use crate::timeliness::Timeliness;
use crate::wire::parse_moment;
use crate::{Calendar, TimeLimit};

fn date(day: i32) -> NaiveDate {
    NaiveDate::from_epoch_days(day).unwrap()
}

fn noon(day: i32) -> NaiveDateTime {
    date(day).and_hms_opt(12, 0, 0).unwrap()
}

/// Draws that are the same every time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, below: u64) -> i32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i32::try_from((self.0 >> 33) % below).unwrap()
    }
}

#[derive(Default)]
struct Table {
    unit: Vec<u32>,
    received: Vec<i32>,
    due: Vec<i32>,
    finished: Vec<i32>,
}

fn table(rows: usize, seed: u64) -> Table {
    let mut draw = Draw(seed);
    let mut table = Table::default();
    for _ in 0..rows {
        let received = 20_400 + draw.below(120);
        let due = received + draw.below(30);
        table.unit.push([0, 1, 2, u32::MAX][usize::try_from(draw.below(4)).unwrap()]);
        table.received.push(received);
        table.due.push(if draw.below(9) == 0 { i32::NULL } else { due });
        table.finished.push(if draw.below(5) == 0 { i32::NULL } else { due - 12 + draw.below(20) });
    }
    table
}

fn days<V: Value>(values: &[V]) -> Moments<'_, V> {
    Moments::each(values, TimeUnit::Day)
}

impl Table {
    fn rows<'a>(&'a self, keys: &'a [Key<'a>]) -> Rows<'a> {
        let (due, finished) = (days(&self.due).into(), days(&self.finished).into());
        Rows { keys, received: Some(days(&self.received).into()), ..Rows::new(self.due.len(), due, finished) }
    }

    fn count<M: Measure>(&self, measure: M, asked: Asked, threads: usize) -> Report<M> {
        let mut report = Report::new(measure, asked).unwrap();
        report.add(&self.rows(&[Key::Places(Places::new(&self.unit, 3))]), threads).unwrap();
        report
    }

    /// Classes by group and by whether they were carried over, row by row, by the one definition.
    fn naive(&self, from: Option<i32>, at: i32) -> BTreeMap<(Option<u32>, bool, u8, bool), u64> {
        let mut counts = BTreeMap::new();
        for row in 0..self.due.len() {
            let (received, due) = (self.received[row], Some(self.due[row]).filter(|due| *due != i32::NULL));
            let finished = Some(self.finished[row]).filter(|day| *day != i32::NULL && *day <= at);
            let is_over = from.is_some_and(|from| finished.is_some_and(|finished| finished.max(received) < from));
            if received > at || is_over {
                continue;
            }
            let class = due.map_or(Timeliness::None, |due| Timeliness::of(finished, at, due));
            let unit = Some(self.unit[row]).filter(|unit| *unit != u32::MAX);
            *counts.entry((unit, from.is_some_and(|from| received < from), class as u8, finished.is_some())).or_default() += 1;
        }
        counts
    }
}

#[test]
fn counts_are_those_of_a_loop() {
    let table = table(5000, 7);
    for (from, at) in [(None, 20_480), (Some(20_440), 20_480), (Some(20_480), 20_480), (Some(20_300), 20_390), (None, 20_600)] {
        let asked = Asked { as_of: Some(noon(at)), from: from.map(date), ..Asked::default() };
        let report = table.count(OnTime, asked, 1);
        let naive = table.naive(from, at);
        for group in report.groups() {
            let sum = |fits: &dyn Fn(bool, u8, bool) -> bool| {
                let own = naive.iter().filter(|((unit, ..), _)| [*unit] == *group.key);
                own.filter(|((_, carried, class, done), _)| fits(*carried, *class, *done)).map(|(_, count)| count).sum::<u64>()
            };
            let counts = group.part;
            assert_eq!(
                (counts.received(), counts.carried_over()),
                (sum(&|carried, _, _| !carried), sum(&|carried, _, _| carried))
            );
            let class = |wanted: Timeliness| sum(&|_, class, _| class == wanted as u8);
            assert_eq!(
                [counts.early(), counts.on_time(), counts.late(), counts.within_term(), counts.overdue()],
                [
                    class(Timeliness::Early),
                    class(Timeliness::OnTime),
                    class(Timeliness::Late),
                    class(Timeliness::WithinTerm),
                    class(Timeliness::Overdue),
                ]
            );
            assert_eq!(counts.resolved_unmeasured(), sum(&|_, class, done| class == Timeliness::None as u8 && done));
            assert_eq!(counts.open_unmeasured(), sum(&|_, class, done| class == Timeliness::None as u8 && !done));
            assert_eq!(counts.to_handle(), counts.resolved() + counts.open());
        }
        assert_eq!(report.total().to_handle(), naive.values().sum::<u64>());
    }
}

#[test]
fn widths_units_threads_chunks_and_parts_change_nothing() {
    let table = table(200_000, 11);
    let asked = Asked { as_of: Some(noon(20_500)), from: Some(date(20_430)), ..Asked::default() };
    let one = table.count(OnTime, asked, 1);
    assert_eq!(table.count(OnTime, asked, 2).total(), one.total());

    // The same days as moments of every unit: some hour of the day.
    for (unit, per_day) in
        [(TimeUnit::Second, 86_400), (TimeUnit::Millisecond, 86_400_000), (TimeUnit::Nanosecond, 86_400_000_000_000)]
    {
        let moments = |days: &[i32]| -> Vec<i64> {
            let count = |day: i32| if day == i32::NULL { i64::NULL } else { i64::from(day) * per_day + per_day - 1 };
            days.iter().map(|day| count(*day)).collect()
        };
        let (received, finished) = (moments(&table.received), moments(&table.finished));
        let keys = [Key::Places(Places::new(&table.unit, 3))];
        let received = Some(Moments::each(&received, unit).into());
        let mut report = Report::new(OnTime, asked).unwrap();
        report.add(&Rows { received, finished: Moments::each(&finished, unit).into(), ..table.rows(&keys) }, 1).unwrap();
        assert_eq!(report.groups(), one.groups(), "{unit:?}");
    }

    let mut chunks = Report::new(OnTime, asked).unwrap();
    let mut parts = Report::new(OnTime, asked).unwrap();
    for start in (0..table.due.len()).step_by(7777) {
        let end = table.due.len().min(start + 7777);
        let part = Table {
            unit: table.unit[start..end].to_vec(),
            received: table.received[start..end].to_vec(),
            due: table.due[start..end].to_vec(),
            finished: table.finished[start..end].to_vec(),
        };
        chunks.add(&part.rows(&[Key::Places(Places::new(&part.unit, 3))]), 1).unwrap();
        parts.merge(&part.count(OnTime, asked, 1)).unwrap();
    }
    assert_eq!((chunks.groups(), parts.groups()), (one.groups(), one.groups()));
    assert_eq!((chunks.rows(), parts.rows()), (200_000, 200_000));
}

#[test]
fn several_keys_and_months() {
    let table = table(3000, 3);
    let keys = [Key::Places(Places::new(&table.unit, 3)), Key::Received(Step::Month), Key::Finished(Step::Quarter)];
    let asked = Asked { as_of: Some(noon(20_500)), ..Asked::default() };
    let mut report = Report::new(OnTime, asked).unwrap();
    report.add(&table.rows(&keys), 1).unwrap();
    let mut naive: BTreeMap<Vec<Option<u32>>, u64> = BTreeMap::new();
    for row in 0..3000 {
        if table.received[row] > 20_500 {
            continue;
        }
        let finished = Some(table.finished[row]).filter(|day| *day != i32::NULL && *day <= 20_500);
        let quarter = finished.and_then(|day| Step::Quarter.of(date(day)));
        let unit = Some(table.unit[row]).filter(|unit| *unit != u32::MAX);
        *naive.entry(vec![unit, Step::Month.of(date(table.received[row])), quarter]).or_default() += 1;
    }
    let found: BTreeMap<_, _> = report.groups().into_iter().map(|group| (group.key, group.part.to_handle())).collect();
    assert_eq!(found, naive);
    for key in found.keys() {
        assert!(report.group(key).is_some());
    }
    assert_eq!(report.group(&[Some(9), None, None]), None);
}

#[test]
fn what_cannot_be_counted_is_named_and_takes_no_other_with_it() {
    let received = [20_500_i64, i64::NULL, 20_500, i64::MAX, 20_500];
    let (due, finished, unit) = ([20_510_i64; 5], [20_505_i64; 5], [0_u32, 0, 7, 1, 1]);
    let keys = [Key::Places(Places::new(&unit, 2))];
    let rows =
        Rows { keys: &keys, received: Some(days(&received).into()), ..Rows::new(5, days(&due).into(), days(&finished).into()) };
    let mut report = Report::new(OnTime, Asked::default()).unwrap().keeping_problems(9);
    report.add(&rows, 1).unwrap();
    assert_eq!((report.total().early(), report.problems().rows()), (2, 3));
    let mut faults: Vec<_> = report.problems().kept().iter().map(|error| (error.index(), error.code())).collect();
    faults.sort_unstable();
    assert_eq!(faults, [(Some(1), "value_missing"), (Some(2), "value_out_of_range"), (Some(3), "date_out_of_range")]);
    // Rows are numbered over all chunks.
    report.add(&rows, 1).unwrap();
    assert_eq!(report.problems().kept().last().and_then(Error::index).map(|row| row >= 5), Some(true));
}

#[test]
fn questions_that_cannot_be_are_refused() {
    let code = |asked| Report::new(OnTime, asked).map(|_| ()).unwrap_err().code().to_owned();
    let (from, until) = (Some(date(20_500)), Some(date(20_499)));
    assert_eq!(code(Asked { from, until, ..Asked::default() }), "date_invalid");
    assert_eq!(code(Asked { from, as_of: Some(noon(20_499)), ..Asked::default() }), "value_out_of_range");

    let table = table(10, 1);
    let mut report = Report::new(OnTime, Asked::default()).unwrap();
    let refused = |report: &mut Report<OnTime>, rows: &Rows<'_>| report.add(rows, 1).unwrap_err().to_string();
    assert_eq!(
        refused(&mut report, &table.rows(&[])),
        "`as_of` is missing: some dossiers are open, and stand on time or late only at a moment"
    );
    assert_eq!(report.rows(), 0);
    let short = Rows { len: 9, ..table.rows(&[]) };
    assert_eq!(refused(&mut report, &short), "the column `received` has 10 rows where the others have 9");
    let month = [Key::Received(Step::Month)];
    assert!(refused(&mut report, &Rows { received: None, ..table.rows(&month) }).starts_with("`received` is missing"));
    let many = [Key::Received(Step::Month); 5];
    assert_eq!(refused(&mut report, &table.rows(&many)), "the column `keys` are more than four");
    let asked = Asked { as_of: Some(noon(20_500)), level: Level::Minute, ..Asked::default() };
    let mut report = Report::new(OnTime, asked).unwrap();
    assert_eq!(refused(&mut report, &table.rows(&[])), "the column `received` has dates, where minutes are to be compared");
    assert_eq!(Report::new(Redated, Asked::default()).unwrap().add(&table.rows(&[]), 1).unwrap_err().code(), "value_missing");

    let asked = Asked { as_of: Some(noon(20_500)), ..Asked::default() };
    let mut one = table.count(OnTime, asked, 1);
    assert_eq!(one.merge(&table.count(OnTime, Asked { from, ..asked }, 1)).unwrap_err().code(), "value_out_of_range");
    assert_eq!(one.add_group(&[None, None], &Counts::default()).unwrap_err().code(), "value_out_of_range");
    assert_eq!(one.add_group(&[Some(u32::MAX)], &Counts::default()).unwrap_err().code(), "value_out_of_range");
}

#[test]
fn a_report_goes_elsewhere_as_numbers() {
    let table = table(3000, 5);
    let asked = Asked { as_of: Some(noon(20_500)), ..Asked::default() };
    fn sent<M: Measure>(report: &Report<M>, measure: M) -> Report<M> {
        let mut received = Report::new(measure, *report.asked()).unwrap();
        for group in report.groups() {
            let part = M::Part::from_numbers(&group.part.numbers()).unwrap();
            received.add_group(&group.key, &part).unwrap();
        }
        received
    }
    let on_time = table.count(OnTime, asked, 1);
    assert_eq!(sent(&on_time, OnTime).groups(), on_time.groups());
    let lateness = table.count(Lateness::default(), asked, 1);
    assert_eq!(sent(&lateness, Lateness::default()).groups(), lateness.groups());
    for numbers in [&[][..], &[1, 2], &[-1; 17], &[1; 18]] {
        assert_eq!(Counts::from_numbers(numbers), None);
    }
    assert_eq!(Spread::from_numbers(&[1, 2, 3, 4, 5]), None);
    assert_eq!(Spread::from_numbers(&[1, 2, 3, 0, 9999, 1]), None);
}

#[test]
fn lateness_is_counted_in_working_days() {
    let calendar = Calendar::vietnam();
    let table = table(2000, 13);
    let report = table.count(Lateness::default(), Asked { as_of: Some(noon(20_500)), ..Asked::default() }, 1);
    let mut naive = Vec::new();
    for row in 0..2000 {
        if table.received[row] > 20_500 || table.due[row] == i32::NULL {
            continue;
        }
        let finished = Some(table.finished[row]).filter(|day| *day != i32::NULL && *day <= 20_500).unwrap_or(20_500);
        naive.push(calendar.count_working_days(date(table.due[row]), date(finished)).unwrap());
    }
    naive.sort_unstable();
    let total = report.total();
    assert_eq!(total.len(), u64::try_from(naive.len()).unwrap());
    let mean = naive.iter().sum::<i64>() as f64 / naive.len() as f64;
    assert!((total.mean().unwrap().to_f64() - mean).abs() < 1e-9);
    for percent in [0, 1, 10, 50, 90, 100] {
        let rank = (naive.len() * percent as usize).div_ceil(100).max(1);
        assert_eq!(total.percentile(percent), Some(naive[rank - 1]), "{percent}");
    }
    assert_eq!((total.least(), total.most()), (naive.first().copied(), naive.last().copied()));
    let ranges = Buckets::default().ranges();
    assert_eq!(ranges.iter().map(|range| total.between(range.0, range.1)).sum::<u64>(), total.len());
    assert_eq!(total.percentile(101), None);
    assert_eq!(Spread::default().mean(), None);
}

#[test]
fn ends_of_the_histogram_hold_what_lies_beyond() {
    // Due in 2010, finished in 2020: some 2,500 working days.
    let (received, due, finished) = ([14_610], [14_620], [18_262]);
    let rows = Rows { received: Some(days(&received).into()), ..Rows::new(1, days(&due).into(), days(&finished).into()) };
    let mut report = Report::new(Lateness::default(), Asked::default()).unwrap();
    report.add(&rows, 1).unwrap();
    let calendar = Calendar::vietnam();
    let exact = calendar.count_working_days(date(14_620), date(18_262)).unwrap();
    assert!(exact > 2000);
    let total = report.total();
    assert_eq!((total.most(), total.mean().map(|mean| mean.text(0))), (Some(exact), Some(exact.to_string())));
    assert_eq!((total.percentile(50), total.between(Some(512), None)), (Some(512), 1));
    // No calendar reaches 9999.
    let (due, finished) = ([2_932_896], [18_262]);
    let mut report = Report::new(Lateness::default(), Asked::default()).unwrap();
    report.add(&Rows::new(1, days(&due).into(), days(&finished).into()), 1).unwrap();
    assert_eq!((report.total().len(), report.problems().first().unwrap().code()), (0, "date_out_of_range"));
}

#[test]
fn buckets_have_names() {
    let labels =
        |language| Buckets::default().ranges().into_iter().map(|range| Buckets::label(range, language)).collect::<Vec<_>>();
    let vi = [
        "Sớm ≥ 10 ngày",
        "Sớm 5–9 ngày",
        "Sớm 1–4 ngày",
        "Đúng ngày hẹn",
        "Muộn 1–2 ngày",
        "Muộn 3–5 ngày",
        "Muộn 6–10 ngày",
        "Muộn ≥ 11 ngày",
    ];
    assert_eq!(labels(Language::Vi), vi);
    assert_eq!(labels(Language::En)[1], "5–9 days early");
    assert!(Buckets::new(vec![2, 2]).is_err() && Buckets::new(vec![513]).is_err());
    assert_eq!(Buckets::new(Vec::new()).unwrap().ranges(), [(None, None)]);
}

#[test]
fn logs_and_columns_lead_to_the_same_report() {
    let at = |text: &str| parse_moment(text).unwrap();
    let limit = TimeLimit::parse("5 ngày làm việc").unwrap();
    let terms = Terms::new(Regime::nd61_2018(), limit, &Calendar::vietnam(), TermsOptions::default());
    let accepted = || Event::new(at("2026-07-06T08:10"), EventKind::Accepted { competent_agency: None });
    let submitted = || Event::new(at("2026-07-06T08:00"), EventKind::Submitted { channel: None });
    let ready = |text: &str| Event::new(at(text), EventKind::ResultReady);
    // Due on 13 July: ready the day after, and corrected to the day before.
    let late = vec![submitted(), accepted(), ready("2026-07-14T09:00")];
    let mut edited = late.clone();
    edited.push(Event::new(
        at("2026-07-15T08:00"),
        EventKind::Corrected {
            event: 2,
            becomes_at: Some(at("2026-07-10T09:00")),
            reason: "Nhập sai ngày".into(),
            signer: "Lãnh đạo (mẫu)".into(),
        },
    ));
    let logs =
        [late, edited, vec![submitted(), accepted()], vec![submitted()]].map(|log| Dossier::new(terms.clone(), log).unwrap());
    let as_of = at("2026-07-20T08:00");
    let mut rows = LogRows::default();
    assert_eq!(rows.extend(&logs, as_of).unwrap(), [true, true, true, false]);
    let asked = Asked { as_of: Some(as_of), ..Asked::default() };
    let mut on_time = Report::new(OnTime, asked).unwrap();
    on_time.add(&rows.rows(), 1).unwrap();
    let total = on_time.total();
    assert_eq!((total.late(), total.early(), total.overdue(), total.to_handle()), (1, 1, 1, 3));
    let mut changed = Report::new(Edited, asked).unwrap();
    changed.add(&rows.rows(), 1).unwrap();
    assert_eq!((changed.total().edited, changed.total().turned_on_time), (1, 1));
}

#[test]
fn inputs_have_the_names_the_index_reads() {
    let set = crate::scorecard::RuleSet::builtin("qd766_portal_2026").unwrap();
    let variables: Vec<&str> = set.variables().iter().map(|variable| variable.name.as_str()).collect();
    let values = PortalCounts::default().values(|_| true);
    assert!(values.keys().all(|name| variables.contains(name)), "{values:?}");
    assert!(name("on_time_rate").is_some() && names().iter().all(|name| !name.text(Language::Vi).is_empty()));
    for rate in Counts::default().rates() {
        assert!([rate.name(), rate.counted(), rate.among()].iter().all(|id| name(id).is_some()), "{rate:?}");
    }
}
