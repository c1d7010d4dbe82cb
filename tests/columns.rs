//! Columns give row by row what the scalar functions give, nulls and refusals with it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a failing row is a failing test")]

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use motcua::batch::{self, Column, DueColumns, Fault, Moments, Office, Pass, PerRow, Stops, TimeUnit, Value};
use motcua::{
    Calendar, Certainty, Channel, Counting, CountingRules, Cutoff, CutoffEffect, Dossier, Error, Event, EventKind, Level,
    LocalDays, OfficeHours, Regime, Roll, SuspensionReason, Terms, TermsOptions, TimeLimit, Timeliness, WorkingTime, deadline,
};

const SECONDS: i64 = 86_400;
const ROWS: usize = 6_000;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn date(days: i64) -> NaiveDate {
    NaiveDate::from_epoch_days(i32::try_from(days).unwrap()).unwrap()
}

fn number(date: NaiveDate) -> i64 {
    i64::from(date.to_epoch_days())
}

fn calendars() -> Vec<Calendar> {
    let flood = LocalDays::new(day(2026, 9, 7), day(2026, 9, 9), "Bão", "Storm", "Công điện 1").unwrap();
    vec![
        Calendar::vietnam(),
        Calendar::builder().closure(flood).build().unwrap(),
        Calendar::builder().announced_only(true).build().unwrap(),
        Calendar::builder().weekly_rest(&[chrono::Weekday::Sun]).build().unwrap(),
    ]
}

fn hours() -> Vec<OfficeHours> {
    let week = [("mon-thu", "07:00-11:30,13:30-17:00"), ("fri", "07:00-11:30,13:30-16:00"), ("sat", "07:30-11:00")];
    let many = [("mon", "07:00-08:00,08:30-09:00,10:00-11:00,23:00-23:59"), ("wed", "00:00-00:01"), ("sun", "05:00-06:00")];
    let summer = OfficeHours::parse("06:30-11:00,13:30-17:00").unwrap();
    vec![
        OfficeHours::default(),
        OfficeHours::parse("08:00-12:00").unwrap(),
        OfficeHours::from_week(week).unwrap(),
        OfficeHours::from_week(many).unwrap(),
        OfficeHours::default().with_season(day(2026, 4, 16), day(2026, 10, 15), &summer, "QĐ 10").unwrap(),
    ]
}

/// Days mostly of ten years, some at and beyond the ends of the tables, some null.
fn days(random: &mut fastrand::Rng) -> Vec<i64> {
    let (first, last) = Calendar::coverage();
    let edges = [number(first) - 1, number(first), number(last), number(last) + 1, i64::NULL, i64::MAX, i64::MIN + 1, 0];
    let draw = |random: &mut fastrand::Rng| match random.u8(0..10) {
        0 => edges[random.usize(0..edges.len())],
        1 => random.i64(number(first)..=number(last)),
        _ => random.i64(17_500..21_200),
    };
    (0..ROWS).map(|_| draw(random)).collect()
}

/// Seconds on such days, many of them at the edges of shifts.
fn moments(random: &mut fastrand::Rng) -> Vec<i64> {
    let edges = [0, 7 * 3600, 11 * 3600 + 1800, 13 * 3600 + 1800, 15 * 3600, 15 * 3600 + 1, 17 * 3600, SECONDS - 1];
    let mut draw = |days: i64| {
        let second = if random.bool() { edges[random.usize(0..edges.len())] } else { random.i64(0..SECONDS) };
        if days == i64::NULL { days } else { days.saturating_mul(SECONDS).saturating_add(second).max(i64::NULL + 1) }
    };
    let days = days(&mut fastrand::Rng::with_seed(31));
    days.into_iter().map(&mut draw).collect()
}

fn amounts(random: &mut fastrand::Rng, usual: i64) -> Vec<i64> {
    let edges = [0, 1, -1, -3, i64::NULL, i64::MAX, 1_000_000_001, -1_000_000_001, 100_000];
    (0..ROWS).map(|_| if random.u8(0..6) == 0 { edges[random.usize(0..edges.len())] } else { random.i64(0..usual) }).collect()
}

fn ids(random: &mut fastrand::Rng, of: usize) -> Vec<u32> {
    let wild = [u32::MAX, u32::try_from(of).unwrap(), 1_000_000];
    (0..ROWS).map(|_| if random.u8(0..20) == 0 { wild[random.usize(0..3)] } else { random.u32(0..of as u32) }).collect()
}

/// What a row must be: an answer, null, or a code.
type Expected = Result<Option<i64>, &'static str>;

fn code(error: Error) -> &'static str {
    error.code()
}

fn check(what: &str, expected: &[Expected], out: &[i64], faults: &[Fault], outcome: &batch::Outcome) {
    for (row, expected) in expected.iter().enumerate() {
        let found = match (out[row], faults[row].code()) {
            (i64::NULL, Some(code)) => Err(code),
            (i64::NULL, None) => Ok(None),
            (value, None) => Ok(Some(value)),
            (value, Some(code)) => panic!("{what}, row {row}: {value} and {code}"),
        };
        assert_eq!(found, *expected, "{what}, row {row}");
    }
    assert_eq!(outcome.faults(), expected.iter().filter(|row| row.is_err()).count(), "{what}");
    assert_eq!(outcome.nulls(), expected.iter().filter(|row| **row == Ok(None)).count(), "{what}");
    let first = expected.iter().position(Result::is_err);
    assert_eq!(outcome.first_fault().and_then(Error::index), first, "{what}");
}

/// A calendar or an office by its place; the far ones do not exist.
fn pick<T>(of: &[T], id: u32) -> Result<Option<&T>, &'static str> {
    match of.get(id as usize) {
        Some(found) => Ok(Some(found)),
        None if id == u32::MAX => Ok(None),
        None => Err("value_out_of_range"),
    }
}

/// A date by its count; what no table has is out of range.
fn covered(days: i64) -> Result<NaiveDate, &'static str> {
    let (first, last) = Calendar::coverage();
    if (number(first)..=number(last)).contains(&days) { Ok(date(days)) } else { Err("date_out_of_range") }
}

fn moment(at: i64) -> Result<NaiveDateTime, &'static str> {
    let second = u32::try_from(at.rem_euclid(SECONDS)).unwrap();
    covered(at.div_euclid(SECONDS))
        .map(|date| date.and_time(chrono::NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap()))
}

#[test]
fn working_days_are_those_of_the_calendar() {
    let mut random = fastrand::Rng::with_seed(1);
    let (dates, steps, calendars) = (days(&mut random), amounts(&mut random, 300), calendars());
    let until = days(&mut random);
    let ids = ids(&mut random, calendars.len());
    let add = |calendar: &Calendar, row: usize| -> Expected {
        if dates[row] == i64::NULL || steps[row] == i64::NULL {
            return Ok(None);
        }
        let from = covered(dates[row])?;
        calendar.add_working_days(from, steps[row]).map(|to| Some(number(to))).map_err(code)
    };
    let count = |calendar: &Calendar, row: usize| -> Expected {
        if dates[row] == i64::NULL || until[row] == i64::NULL {
            return Ok(None);
        }
        calendar.count_working_days(covered(dates[row])?, covered(until[row])?).map(Some).map_err(code)
    };
    for (place, calendar) in calendars.iter().enumerate() {
        for threads in [1, 3] {
            let (mut out, mut faults) = (vec![7; ROWS], vec![Fault::NONE; ROWS]);
            let pass = Pass { threads, faults: Some(&mut faults) };
            let (dates, steps) = (Column::Each(&dates), Column::Each(&steps));
            let outcome = batch::add_working_days(PerRow::One(calendar), dates, steps, &mut out, pass).unwrap();
            let expected: Vec<_> = (0..ROWS).map(|row| add(calendar, row)).collect();
            check(&format!("add on calendar {place}"), &expected, &out, &faults, &outcome);
        }
        let (mut out, mut faults) = (vec![7; ROWS], vec![Fault::NONE; ROWS]);
        let pass = Pass { threads: 1, faults: Some(&mut faults) };
        let (after, to) = (Column::Each(&dates), Column::Each(&until));
        let outcome = batch::count_working_days(PerRow::One(calendar), after, to, &mut out, pass).unwrap();
        let expected: Vec<_> = (0..ROWS).map(|row| count(calendar, row)).collect();
        check(&format!("count on calendar {place}"), &expected, &out, &faults, &outcome);
    }
    let (mut out, mut faults) = (vec![7; ROWS], vec![Fault::NONE; ROWS]);
    let each = PerRow::Each { of: &calendars, ids: &ids };
    let pass = Pass { threads: 2, faults: Some(&mut faults) };
    let outcome = batch::add_working_days(each, Column::Each(&dates), Column::Each(&steps), &mut out, pass).unwrap();
    let expected: Vec<_> = (0..ROWS)
        .map(|row| {
            let nothing = dates[row] == i64::NULL || steps[row] == i64::NULL;
            if nothing { Ok(None) } else { pick(&calendars, ids[row])?.map_or(Ok(None), |calendar| add(calendar, row)) }
        })
        .collect();
    check("a calendar a row", &expected, &out, &faults, &outcome);
}

#[test]
fn narrow_columns_and_one_value_for_all_rows_are_the_same() {
    let mut random = fastrand::Rng::with_seed(2);
    let dates: Vec<i64> = (0..ROWS).map(|_| random.i64(17_500..21_200)).collect();
    let narrow: Vec<i32> = dates.iter().map(|date| i32::narrow(*date)).collect();
    let calendar = Calendar::vietnam();
    let one = PerRow::One(&calendar);
    let (mut wide_out, mut narrow_out) = (vec![0_i64; ROWS], vec![0_i32; ROWS]);
    batch::add_working_days(one, Column::Each(&dates), Column::One(-7_i64), &mut wide_out, Pass::default()).unwrap();
    batch::add_working_days(one, Column::Each(&narrow), Column::Each(&vec![-7_i32; ROWS]), &mut narrow_out, Pass::default())
        .unwrap();
    assert!(wide_out.iter().zip(&narrow_out).all(|(wide, narrow)| *wide == narrow.wide()));
    let expected: Vec<i64> = dates.iter().map(|date_| number(calendar.add_working_days(date(*date_), -7).unwrap())).collect();
    assert_eq!(wide_out, expected);
    batch::add_working_days(one, Column::One(20_000_i64), Column::Each(&dates), &mut wide_out, Pass::default()).unwrap();
    let from = date(20_000);
    assert!(wide_out.iter().zip(&dates).all(|(out, n)| date(*out) == calendar.add_working_days(from, *n).unwrap()));
    assert_eq!(i32::narrow(i64::NULL), i32::NULL);
    assert_eq!(i32::NULL.wide(), i64::NULL);
}

#[test]
fn working_time_is_that_of_the_office() {
    let mut random = fastrand::Rng::with_seed(3);
    let (from, to, seconds) = (moments(&mut random), moments(&mut fastrand::Rng::with_seed(9)), amounts(&mut random, 3_000_000));
    let mut offices = Vec::new();
    for calendar in &calendars() {
        for hours in &hours() {
            let office = Office::new(calendar, &CountingRules { hours: hours.clone(), ..CountingRules::default() });
            offices.push((office, WorkingTime::new(calendar, hours)));
        }
    }
    let add = |time: &WorkingTime, row: usize| -> Expected {
        if from[row] == i64::NULL || seconds[row] == i64::NULL {
            return Ok(None);
        }
        // Of two refusals the scalar function's comes first, if chrono has such a date.
        if seconds[row] < 0 && from[row].abs() < 8_000_000_000_000 {
            return Err("amount_negative");
        }
        time.add(moment(from[row])?, seconds[row]).map(|at| Some(at.and_utc().timestamp())).map_err(code)
    };
    let between = |time: &WorkingTime, row: usize| -> Expected {
        if from[row] == i64::NULL || to[row] == i64::NULL {
            return Ok(None);
        }
        time.between(moment(from[row])?, moment(to[row])?).map(Some).map_err(code)
    };
    let at = |values| Moments::each(values, TimeUnit::Second);
    for (place, (office, time)) in offices.iter().enumerate() {
        // Few rows are answered without a table, and must be answered alike.
        for rows in [ROWS, 1000] {
            let (mut out, mut faults) = (vec![7; rows], vec![Fault::NONE; rows]);
            let pass = Pass { threads: 2, faults: Some(&mut faults) };
            let office = PerRow::One(office);
            let outcome =
                batch::add_working_seconds(office, at(&from[..rows]), Column::Each(&seconds[..rows]), &mut out, pass).unwrap();
            let expected: Vec<_> = (0..rows).map(|row| add(time, row)).collect();
            check(&format!("add in office {place}, {rows} rows"), &expected, &out, &faults, &outcome);
            let pass = Pass { threads: 1, faults: Some(&mut faults) };
            let outcome = batch::working_seconds_between(office, at(&from[..rows]), at(&to[..rows]), &mut out, pass).unwrap();
            let expected: Vec<_> = (0..rows).map(|row| between(time, row)).collect();
            check(&format!("between in office {place}, {rows} rows"), &expected, &out, &faults, &outcome);
        }
    }
}

/// Offices with the same hours on every open day, of which several rows are worked out at once where all can be answered.
#[test]
fn rows_worked_out_together_are_those_worked_out_alone() {
    let (first, last) = Calendar::coverage();
    let mut random = fastrand::Rng::with_seed(16);
    let times = [
        "07:00-11:30,13:30-17:00",
        "08:00-12:00",
        "00:00-23:59",
        "00:00-00:01",
        "00:00-00:07,23:50-23:59",
        "07:00-12:00,12:00-19:00",
        // The latest that are worked out together.
        "00:00-00:07,22:50-23:00",
    ];
    for (hours, calendar) in times.iter().flat_map(|hours| calendars().into_iter().map(move |calendar| (hours, calendar))) {
        let time = WorkingTime::new(&calendar, &OfficeHours::parse(hours).unwrap());
        let office =
            Office::new(&calendar, &CountingRules { hours: OfficeHours::parse(hours).unwrap(), ..CountingRules::default() });
        // Where shifts begin and end, a second to either side, and anywhere; of every day covered some.
        let edges = [
            0, 1, 59, 60, 61, 419, 420, 25_199, 25_200, 25_201, 41_399, 41_400, 41_401, 48_600, 61_200, 61_201, 82_199, 82_200,
            82_799, 82_800, 84_023, 84_599, 84_600, 85_183, 85_799, 86_339, 86_399,
        ];
        let mut from: Vec<i64> = (number(first)..=number(last))
            .filter(|days| days % 9 == 0 || *days == number(first) || *days == number(last))
            .map(|days| days * SECONDS + if random.bool() { edges[random.usize(0..edges.len())] } else { random.i64(0..SECONDS) })
            .collect();
        random.shuffle(&mut from);
        let mut seconds: Vec<i64> =
            from.iter().map(|_| [1, 60, 12_600, 16_200, 28_800, 28_801, random.i64(1..4_000_000)][random.usize(0..7)]).collect();
        // Rows that run past the tables are left to the other tests.
        let end = |at: i64, seconds: i64| time.add(moment(at).unwrap(), seconds).ok().map(|at| at.and_utc().timestamp());
        for (at, seconds) in from.iter().zip(&mut seconds).filter(|(at, seconds)| end(**at, **seconds).is_none()) {
            *seconds = if end(*at, 1).is_some() { 1 } else { 0 };
        }
        let whole: Vec<usize> = (0..from.len()).filter(|row| seconds[*row] > 0).collect();
        let (from, seconds): (Vec<i64>, Vec<i64>) = whole.iter().map(|row| (from[*row], seconds[*row])).unzip();
        let expected: Vec<i64> = from.iter().zip(&seconds).map(|(at, seconds)| end(*at, *seconds).unwrap()).collect();
        assert!(expected.len() > 300);
        for (unit, count) in [(TimeUnit::Second, 1), (TimeUnit::Millisecond, 1_000), (TimeUnit::Microsecond, 1_000_000)] {
            let scaled: Vec<i64> = from.iter().map(|at| at * count).collect();
            let ends: Vec<i64> = expected.iter().map(|at| at * count).collect();
            let mut out = vec![0; from.len()];
            let at = Moments::each(&scaled, unit);
            batch::add_working_seconds(PerRow::One(&office), at, Column::Each(&seconds), &mut out, Pass::default()).unwrap();
            assert_eq!(out, ends, "{hours} {unit:?}");
            batch::working_seconds_between(PerRow::One(&office), at, Moments::each(&ends, unit), &mut out, Pass::default())
                .unwrap();
            assert_eq!(out, seconds, "{hours} {unit:?}");
            batch::working_seconds_between(PerRow::One(&office), Moments::each(&ends, unit), at, &mut out, Pass::default())
                .unwrap();
            assert!(out.iter().zip(&seconds).all(|(out, seconds)| *out == -seconds));
        }
    }
}

/// One value for all rows, and columns of 32 bits, are answered as columns of 64 are; of any number of rows, as those left over are fewer than
/// are worked out together.
#[test]
fn one_value_for_all_rows_and_narrow_columns_change_nothing() {
    let office = Office::new(&Calendar::vietnam(), &CountingRules::default());
    let start = day(2026, 4, 24).and_hms_opt(9, 30, 0).unwrap().and_utc().timestamp();
    let mut random = fastrand::Rng::with_seed(5);
    // 2038 is near: some answers do not fit 32 bits.
    let from: Vec<i64> = (0..ROWS).map(|_| start + random.i64(0..400_000_000)).collect();
    let seconds: Vec<i64> = (0..ROWS).map(|_| random.i64(1..2_000_000)).collect();
    let (same_at, same_amount) = (vec![start; ROWS], vec![5_000; ROWS]);
    let narrow = |values: &[i64]| -> Vec<i32> { values.iter().map(|value| i32::try_from(*value).unwrap_or(i32::NULL)).collect() };
    let (narrow_from, narrow_seconds) = (narrow(&from), narrow(&seconds));
    let each = |values| Moments::each(values, TimeUnit::Second);
    let one = |value| Moments { values: Column::One(value), unit: TimeUnit::Second };
    let add = |at: Moments<'_, i64>, seconds: Column<'_, i64>, rows: usize| {
        let mut out = vec![7; rows];
        batch::add_working_seconds(PerRow::One(&office), at, seconds, &mut out, Pass::default()).unwrap();
        out
    };
    let between = |from: Moments<'_, i64>, to: Moments<'_, i64>, rows: usize| {
        let mut out = vec![7; rows];
        batch::working_seconds_between(PerRow::One(&office), from, to, &mut out, Pass::default()).unwrap();
        out
    };
    for rows in [ROWS, 2_111, 2_112, 2_113] {
        let (at, same_at, same_amount) = (&from[..rows], &same_at[..rows], &same_amount[..rows]);
        let each_amount = Column::Each(&seconds[..rows]);
        assert_eq!(add(one(start), each_amount, rows), add(each(same_at), each_amount, rows));
        assert_eq!(add(each(at), Column::One(5_000), rows), add(each(at), Column::Each(same_amount), rows));
        assert_eq!(add(one(start), Column::One(5_000), rows), add(each(same_at), Column::Each(same_amount), rows));
        assert_eq!(between(one(start), each(at), rows), between(each(same_at), each(at), rows));
        assert_eq!(between(each(at), one(start), rows), between(each(at), each(same_at), rows));

        let mut out = vec![7_i32; rows];
        let at = Moments::each(&narrow_from[..rows], TimeUnit::Second);
        let amounts = Column::Each(&narrow_seconds[..rows]);
        let outcome = batch::add_working_seconds(PerRow::One(&office), at, amounts, &mut out, Pass::default()).unwrap();
        let wide = add(each(&from[..rows]), each_amount, rows);
        let expected: Vec<i32> =
            narrow(&wide).into_iter().zip(&narrow_from).map(|(to, at)| if *at == i32::NULL { *at } else { to }).collect();
        assert_eq!(out, expected);
        let nulls = narrow_from[..rows].iter().filter(|at| **at == i32::NULL).count();
        assert!(nulls > 0 && expected.iter().filter(|to| **to == i32::NULL).count() > nulls);
        assert_eq!(outcome.nulls() + outcome.faults(), expected.iter().filter(|to| **to == i32::NULL).count());
        let mut passed = vec![7; rows];
        batch::working_seconds_between(PerRow::One(&office), at, at, &mut passed, Pass::default()).unwrap();
        assert!(passed.iter().zip(&narrow_from).all(|(passed, at)| *passed == if *at == i32::NULL { i64::NULL } else { 0 }));
    }
}

#[test]
fn a_fraction_of_a_second_is_rounded_up_whatever_the_unit() {
    let office = Office::new(&Calendar::vietnam(), &CountingRules::default());
    let time = WorkingTime::new(&Calendar::vietnam(), &OfficeHours::default());
    let mut random = fastrand::Rng::with_seed(4);
    let units = [(TimeUnit::Millisecond, 1_000), (TimeUnit::Microsecond, 1_000_000), (TimeUnit::Nanosecond, 1_000_000_000)];
    for (unit, per_second) in units {
        let half = per_second / 2;
        let fractions = [0, 1, half - 1, half, half + 1, per_second - 1];
        // Over all years covered: nanoseconds are worked out in another way from 2080 on.
        let mut at: Vec<i64> = (0..ROWS)
            .map(|row| {
                let fraction = if row % 2 == 0 { fractions[random.usize(0..6)] } else { random.i64(0..per_second) };
                random.i64(13_520 * SECONDS..83_900 * SECONDS) * per_second + fraction
            })
            .collect();
        // The last instant of a day is rounded up within it.
        at[0] = 20_000 * SECONDS * per_second - 1;
        let seconds: Vec<i64> = (0..ROWS).map(|row| if row % 5 == 0 { 0 } else { random.i64(0..100_000) }).collect();
        let mut out = vec![0; ROWS];
        let whole = Moments::each(&at, unit);
        batch::add_working_seconds(PerRow::One(&office), whole, Column::Each(&seconds), &mut out, Pass::default()).unwrap();
        for row in 0..ROWS {
            let nanoseconds = at[row].rem_euclid(per_second) * (1_000_000_000 / per_second);
            let from =
                chrono::DateTime::from_timestamp(at[row].div_euclid(per_second), u32::try_from(nanoseconds).unwrap()).unwrap();
            let expected = time.add(from.naive_utc(), seconds[row]).unwrap();
            assert_eq!(out[row], expected.and_utc().timestamp() * per_second, "{unit:?}, row {row}");
        }
    }
}

#[test]
fn rows_that_run_past_the_tables_are_told_in_every_unit() {
    let office = Office::new(&Calendar::vietnam(), &CountingRules::default());
    let time = WorkingTime::new(&Calendar::vietnam(), &OfficeHours::default());
    let at = |y, m, d, h| day(y, m, d).and_hms_opt(h, 0, 0).unwrap();
    let rows = [
        (at(2199, 12, 30, 8), 10_000_000),
        (at(2026, 5, 8, 9), -2_000_000_000),
        (at(2026, 5, 8, 9), i64::MAX),
        (at(2007, 1, 1, 0), 0),
        (at(2007, 1, 1, 0), 1),
    ];
    for (unit, per_second) in [(TimeUnit::Second, 1), (TimeUnit::Microsecond, 1_000_000), (TimeUnit::Nanosecond, 1_000_000_000)] {
        for (from, seconds) in rows {
            // Enough rows of one kind for tables, this one among them.
            let mut from_column = vec![at(2026, 5, 8, 9).and_utc().timestamp() * per_second; ROWS];
            let mut seconds_column = vec![3_600; ROWS];
            (from_column[ROWS / 2], seconds_column[ROWS / 2]) = (from.and_utc().timestamp() * per_second, seconds);
            let mut out = vec![0; ROWS];
            let moments = Moments::each(&from_column, unit);
            let outcome = batch::add_working_seconds(
                PerRow::One(&office),
                moments,
                Column::Each(&seconds_column),
                &mut out,
                Pass::default(),
            )
            .unwrap();
            let expected = time.add(from, seconds);
            assert_eq!(outcome.first_fault().map(Error::code), expected.as_ref().err().map(Error::code), "{from} + {seconds}");
            let end = expected.map_or(i64::NULL, |end| end.and_utc().timestamp() * per_second);
            assert_eq!((out[ROWS / 2], out[0]), (end, at(2026, 5, 8, 10).and_utc().timestamp() * per_second), "{unit:?}");
        }
    }
}

#[test]
fn due_dates_are_those_of_one_dossier() {
    let mut random = fastrand::Rng::with_seed(5);
    let received = moments(&mut random);
    let texts = [
        "1 working_day",
        "3 working_day",
        "10000 working_day",
        "0 working_day",
        "4.75 working_day",
        "0.5 working_day",
        "8 working_hour",
        "0 hour",
        "36 hour",
        "90 minute",
        "15 day",
        "2 week",
        "1 month",
        "12 month",
        "1 year",
        "0 same_day",
        "theo dự án được phê duyệt",
    ];
    let limits: Vec<TimeLimit> = texts.iter().map(|text| TimeLimit::parse(text).unwrap()).collect();
    let late = chrono::NaiveTime::from_hms_opt(15, 0, 0).unwrap();
    let rules = [
        CountingRules::default(),
        CountingRules { counting: Counting::ByClock, ..CountingRules::default() },
        CountingRules { cutoff: Some(Cutoff::new(late, CutoffEffect::Day1)), ..CountingRules::default() },
        CountingRules {
            cutoff: Some(Cutoff::interlinked()),
            roll: Some(Roll::None),
            hours: hours()[2].clone(),
            ..CountingRules::default()
        },
        CountingRules { roll: Some(Roll::Forward), hours: hours()[3].clone(), ..CountingRules::default() },
        CountingRules { hours: hours()[4].clone(), ..CountingRules::default() },
    ];
    let mut kinds = Vec::new();
    for calendar in calendars() {
        for rules in &rules {
            kinds.push((calendar.clone(), rules.clone()));
        }
    }
    let offices: Vec<Office> = kinds.iter().map(|(calendar, rules)| Office::new(calendar, rules)).collect();
    let (office_ids, limit_ids) = (ids(&mut random, offices.len()), ids(&mut random, limits.len()));
    let (mut on, mut at, mut certainty) = (vec![0_i32; ROWS], vec![0; ROWS], vec![None; ROWS]);
    let mut faults = vec![Fault::NONE; ROWS];
    let out = DueColumns { on: &mut on, at: Some(&mut at), certainty: Some(&mut certainty) };
    let outcome = batch::deadlines(
        PerRow::Each { of: &offices, ids: &office_ids },
        Moments::each(&received, TimeUnit::Second),
        PerRow::Each { of: &limits, ids: &limit_ids },
        out,
        Pass { threads: 2, faults: Some(&mut faults) },
    )
    .unwrap();
    let due = |row: usize| -> Result<Option<(NaiveDateTime, Certainty)>, &'static str> {
        if received[row] == i64::NULL || office_ids[row] == u32::MAX || limit_ids[row] == u32::MAX {
            return Ok(None);
        }
        let (Some((calendar, rules)), Some(limit)) = (pick(&kinds, office_ids[row])?, pick(&limits, limit_ids[row])?) else {
            return Ok(None);
        };
        // Text that names no amount is refused before the date is looked at.
        let received = moment(received[row]).or(if limit.is_undetermined() {
            Err("limit_undetermined")
        } else {
            Err("date_out_of_range")
        })?;
        deadline(received, limit, calendar, rules).map(|due| Some((due.due_at(), due.certainty()))).map_err(code)
    };
    let mut expected = Vec::new();
    for row in 0..ROWS {
        let due = due(row);
        expected.push(due.map(|due| due.map(|(at, _)| at.and_utc().timestamp())));
        if let Ok(Some((at, weakest))) = due {
            assert_eq!((i64::from(on[row]), certainty[row]), (number(at.date()), Some(weakest)), "row {row}");
        } else {
            assert_eq!((on[row], certainty[row]), (i32::NULL, None), "row {row}");
        }
    }
    // Which of two refusals comes first is not part of the promise.
    for (row, expected) in expected.iter_mut().enumerate() {
        if expected == &Err("limit_undetermined") && faults[row].code() == Some("date_out_of_range") {
            *expected = Err("date_out_of_range");
        }
    }
    check("due", &expected, &at, &faults, &outcome);
    assert!(expected.iter().filter(|row| matches!(row, Ok(Some(_)))).count() > ROWS / 2);
}

#[test]
fn clocks_are_those_of_dossiers() {
    let mut random = fastrand::Rng::with_seed(6);
    let regime = Regime::nd61_2018();
    let texts = ["5 working_day", "10 day", "2.5 working_day", "16 working_hour", "48 hour"];
    let limits: Vec<TimeLimit> = texts.iter().map(|text| TimeLimit::parse(text).unwrap()).collect();
    let rows = 1500;
    let (mut started, mut ids, mut offsets) = (Vec::new(), Vec::new(), vec![0]);
    let (mut begun, mut ended, mut restarts) = (Vec::new(), Vec::new(), Vec::new());
    let mut expected = Vec::new();
    for _ in 0..rows {
        let id = random.usize(0..limits.len());
        let mut at = random.i64(20_000 * SECONDS..21_000 * SECONDS);
        started.push(at);
        ids.push(id as u32);
        let moment = |at: i64| chrono::DateTime::from_timestamp(at, 0).unwrap().naive_utc();
        let mut events = vec![
            Event::new(moment(at), EventKind::Submitted { channel: Some(Channel::Counter) }),
            Event::new(moment(at), EventKind::Accepted { competent_agency: None }),
        ];
        let mut supplemented = false;
        for _ in 0..random.usize(0..4) {
            at += random.i64(0..6 * SECONDS);
            let restart = !supplemented && random.bool();
            supplemented |= restart;
            begun.push(at);
            restarts.push(restart);
            events.push(Event::new(
                moment(at),
                if restart {
                    EventKind::SupplementRequested {
                        reason: "Thiếu".into(),
                        items: Box::from(["Đơn".into()]),
                        applicant_fault: true,
                    }
                } else {
                    EventKind::Suspended { reason: Some(SuspensionReason::ForceMajeure) }
                },
            ));
            if random.u8(0..8) == 0 {
                ended.push(i64::NULL);
                break;
            }
            at += random.i64(0..20 * SECONDS);
            ended.push(at);
            events.push(Event::new(moment(at), if restart { EventKind::SupplementReceived } else { EventKind::Resumed }));
        }
        offsets.push(begun.len());
        let terms = Terms::new(regime, limits[id].clone(), &Calendar::vietnam(), TermsOptions::default());
        let dossier = Dossier::new(terms, events).unwrap();
        let standing = dossier.standing(moment(at + SECONDS)).unwrap();
        expected.push(standing.due_at().unwrap().and_utc().timestamp());
    }
    let office = Office::new(&Calendar::vietnam(), &CountingRules::default());
    let (mut on, mut at) = (vec![0_i64; rows], vec![0; rows]);
    let at_second = |values| Moments::each(values, TimeUnit::Second);
    let stops =
        Stops { offsets: &offsets, begun: at_second(&begun), ended: at_second(&ended), restarts: Column::Each(&restarts) };
    let out = DueColumns { on: &mut on, at: Some(&mut at), certainty: None };
    let limits = PerRow::Each { of: &limits, ids: &ids };
    let outcome =
        batch::clocks(PerRow::One(&office), at_second(&started), limits, stops, Level::Day, out, Pass::default()).unwrap();
    assert_eq!(outcome.faults(), 0);
    assert_eq!(at, expected);
}

#[test]
fn timeliness_is_told_by_dates_or_minutes() {
    let at = |d: i64, h: i64, m: i64, s: i64| (20_000 + d) * SECONDS + h * 3600 + m * 60 + s;
    let due = vec![at(0, 17, 0, 0); 6];
    let done = [at(0, 16, 59, 59), at(0, 17, 0, 59), at(0, 17, 1, 0), at(1, 0, 0, 0), i64::NULL, at(3, 0, 0, 0)];
    let mut classes = vec![Timeliness::None; 6];
    let (due, done) = (Moments::each(&due, TimeUnit::Second), Moments::each(&done, TimeUnit::Second));
    // What is done on day 3 is still open on day 0, and within term until its end.
    batch::timeliness(due, done, (at(0, 23, 0, 0), TimeUnit::Second), Level::Day, &mut classes).unwrap();
    use Timeliness::{Early, Late, OnTime, Overdue, WithinTerm};
    assert_eq!(classes, [OnTime, OnTime, OnTime, WithinTerm, WithinTerm, WithinTerm]);
    batch::timeliness(due, done, (at(2, 0, 0, 0), TimeUnit::Second), Level::Minute, &mut classes).unwrap();
    assert_eq!(classes, [Early, OnTime, Late, Late, Overdue, Overdue]);
    let dates = [20_000_i32, i32::NULL];
    let due = Moments::each(&dates, TimeUnit::Day);
    batch::timeliness(due, due, (20_000, TimeUnit::Day), Level::Day, &mut classes[..2]).unwrap();
    assert_eq!(classes[..2], [OnTime, Timeliness::None]);
    let error = batch::timeliness(due, due, (20_000, TimeUnit::Day), Level::Minute, &mut classes[..2]).unwrap_err();
    assert_eq!(error.code(), "column_invalid");
}

#[test]
fn timeliness_is_that_of_the_dates_whatever_the_units() {
    let mut random = fastrand::Rng::with_seed(21);
    let now = day(2026, 5, 8).and_hms_opt(9, 30, 0).unwrap();
    let units = [
        (TimeUnit::Second, 1),
        (TimeUnit::Millisecond, 1_000),
        (TimeUnit::Microsecond, 1_000_000),
        (TimeUnit::Nanosecond, 1_000_000_000),
    ];
    for case in 0..32 {
        let (unit, done_unit) = (units[case % 4], units[case / 4 % 4]);
        let level = [Level::Day, Level::Minute][case / 16];
        let mut draw = |unit: i64| -> Vec<i64> {
            let near = |random: &mut fastrand::Rng| {
                random.i64(-3 * SECONDS * unit..3 * SECONDS * unit) + now.and_utc().timestamp() * unit
            };
            // Years 1716 and 2198: what has so many bits is worked out in another way, with all rows beside it.
            let far = [-8_000_000_000, 7_200_000_000].map(|at| at * unit);
            let draw = |_| match random.u16(0..1_000) {
                0 => far[random.usize(0..2)],
                1..125 => i64::NULL,
                _ => near(&mut random),
            };
            (0..1_300).map(draw).collect()
        };
        let (due, done) = (draw(unit.1), draw(done_unit.1));
        let mut classes = vec![Timeliness::None; due.len()];
        let (due_at, done_at) = (Moments::each(&due, unit.0), Moments::each(&done, done_unit.0));
        batch::timeliness(due_at, done_at, (now.and_utc().timestamp(), TimeUnit::Second), level, &mut classes).unwrap();
        let place = |at: i64, unit: i64| {
            let at = chrono::DateTime::from_timestamp(at.div_euclid(unit), 0).unwrap().naive_utc();
            if level == Level::Day { at.date().and_hms_opt(0, 0, 0).unwrap() } else { at.with_second(0).unwrap() }
        };
        for (row, class) in classes.iter().enumerate() {
            let finished = Some(done[row]).filter(|at| *at != i64::NULL).map(|at| place(at, done_unit.1));
            let today = place(now.and_utc().timestamp(), 1);
            let expected = match (due[row], finished.filter(|at| *at <= today)) {
                (i64::NULL, _) => Timeliness::None,
                (due, Some(at)) if at < place(due, unit.1) => Timeliness::Early,
                (due, Some(at)) if at == place(due, unit.1) => Timeliness::OnTime,
                (_, Some(_)) => Timeliness::Late,
                (due, None) if today <= place(due, unit.1) => Timeliness::WithinTerm,
                _ => Timeliness::Overdue,
            };
            assert_eq!(*class, expected, "{level:?} {unit:?} {done_unit:?} row {row}");
        }
    }
}

#[test]
fn columns_of_other_lengths_are_refused() {
    let calendar = Calendar::vietnam();
    let error = batch::add_working_days(
        PerRow::One(&calendar),
        Column::Each(&[1_i64, 2]),
        Column::One(1_i64),
        &mut [0; 3],
        Pass::default(),
    );
    assert_eq!(error.unwrap_err().to_string(), "the column `dates` has 2 rows where the others have 3");
    let mut faults = [Fault::NONE; 2];
    let pass = Pass { threads: 1, faults: Some(&mut faults) };
    let error = batch::add_working_days(PerRow::One(&calendar), Column::Each(&[1_i64]), Column::One(1_i64), &mut [0], pass);
    assert_eq!(error.unwrap_err().code(), "column_invalid");
    let mut none: [i64; 0] = [];
    let outcome =
        batch::add_working_days(PerRow::One(&calendar), Column::Each(&[]), Column::One(1_i64), &mut none, Pass::default());
    assert_eq!(outcome, Ok(batch::Outcome::default()));
}
