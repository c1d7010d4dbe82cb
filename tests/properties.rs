//! What must hold for every input: order, inverses, additivity, and no panic on any text.

#![allow(clippy::unwrap_used, reason = "a failing property is a failing test")]

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use motcua::interlinked::{Group, PauseReason, Plan, Stage, StageEvent, StageEventKind, StageGraph, StageState};
use motcua::{
    Amount, Calendar, Counting, CountingRules, Cutoff, CutoffEffect, Flag, LocalDays, LunarDate, OfficeHours, Operation, Roll,
    TimeLimit, Unit, WorkingTime, deadline, latest_receipt, wire,
};
use proptest::prelude::*;

fn date_between(first: i32, last: i32) -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(first, 1, 1).unwrap();
    let span = NaiveDate::from_ymd_opt(last, 12, 31).unwrap() - first;
    (0..=span.num_days().unsigned_abs()).prop_map(move |days| first + Days::new(days))
}

fn moment_between(first: i32, last: i32) -> impl Strategy<Value = NaiveDateTime> {
    (date_between(first, last), 0_u32..86_400)
        .prop_map(|(date, second)| date.and_hms_opt(second / 3600, second / 60 % 60, second % 60).unwrap())
}

fn hours() -> impl Strategy<Value = OfficeHours> {
    prop_oneof![
        Just(OfficeHours::default()),
        Just(OfficeHours::parse("07:30-11:30,13:30-17:00").unwrap()),
        Just(OfficeHours::parse("00:00-23:59").unwrap()),
        Just(OfficeHours::from_week([("mon-fri", "07:00-11:30,11:30-17:00"), ("sat", "07:00-11:30")]).unwrap()),
        Just(OfficeHours::from_week([("mon-tue", "08:00-12:00"), ("thu", "09:00-09:01"), ("sun", "20:00-23:59")]).unwrap()),
        Just(summer_hours()),
    ]
}

fn summer_hours() -> OfficeHours {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let summer = OfficeHours::parse("06:30-11:00,13:30-17:00").unwrap();
    let flood = OfficeHours::from_week([("mon-wed", "08:00-10:00")]).unwrap();
    OfficeHours::default()
        .with_season(day(2026, 4, 16), day(2026, 10, 15), &summer, "QĐ 10")
        .and_then(|hours| hours.with_season(day(2026, 10, 16), day(2026, 10, 30), &flood, "TB 3"))
        .and_then(|hours| hours.with_season(day(2007, 1, 1), day(2007, 3, 1), &summer, "QĐ 1"))
        .unwrap()
}

fn calendar() -> impl Strategy<Value = Calendar> {
    let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    let local = move |from, to| LocalDays::new(from, to, "Lịch riêng", "Own calendar", "TB 1").unwrap();
    let six_days = Calendar::builder().weekly_rest(&[Weekday::Sun]).build().unwrap();
    let own = Calendar::builder().closure(local(day(10, 19), day(10, 23))).opening(local(day(10, 24), day(10, 25)));
    let no_rest = Calendar::builder().weekly_rest(&[]).worked_saturday_counts(false).build().unwrap();
    let other_answers = Calendar::builder().culture_day_made_up(true).worked_saturday_counts(false).build().unwrap();
    prop_oneof![Just(Calendar::vietnam()), Just(six_days), Just(own.build().unwrap()), Just(no_rest), Just(other_answers)]
}

fn limit() -> impl Strategy<Value = TimeLimit> {
    let make = |amount: &str, unit| TimeLimit::new(Amount::parse(amount).unwrap(), unit).unwrap();
    let quarters = (0_u32..200).prop_map(|q| (q / 4, q % 4 * 25));
    prop_oneof![
        quarters.prop_map(move |(whole, cents)| make(&format!("{whole}.{cents:02}"), Unit::WorkingDay)),
        (0_u32..300).prop_map(move |n| make(&n.to_string(), Unit::WorkingHour)),
        (0_u32..3000).prop_map(move |n| make(&n.to_string(), Unit::Hour)),
        (0_u32..90_000).prop_map(move |n| make(&n.to_string(), Unit::Minute)),
        (0_u32..400).prop_map(move |n| make(&n.to_string(), Unit::Day)),
        (0_u32..60).prop_map(move |n| make(&n.to_string(), Unit::Week)),
        (0_u32..40).prop_map(move |n| make(&n.to_string(), Unit::Month)),
        (0_u32..12).prop_map(move |n| make(&n.to_string(), Unit::Year)),
        Just(TimeLimit::same_day()),
    ]
}

fn cutoff() -> impl Strategy<Value = Option<Cutoff>> {
    let own = |effect| Cutoff::new(chrono::NaiveTime::from_hms_opt(15, 0, 0).unwrap(), effect);
    prop_oneof![
        Just(None),
        Just(Some(own(CutoffEffect::Day0))),
        Just(Some(own(CutoffEffect::Day1))),
        Just(Some(Cutoff::interlinked())),
        Just(Some(Cutoff::certification())),
        Just(Some(Cutoff::hand_over())),
    ]
}

fn rules() -> impl Strategy<Value = CountingRules> {
    let counting = prop_oneof![Just(Counting::ByDate), Just(Counting::ByClock)];
    let roll = prop_oneof![Just(None), Just(Some(Roll::Forward)), Just(Some(Roll::None))];
    (counting, cutoff(), roll, hours()).prop_map(|(counting, cutoff, roll, hours)| CountingRules {
        counting,
        cutoff,
        roll,
        hours,
    })
}

/// Stages `0` to `n`, each with a limit and a mask of the stages before it.
fn stages() -> impl Strategy<Value = Vec<(TimeLimit, u8)>> {
    prop::collection::vec((limit(), any::<u8>()), 1..8)
}

fn plan_of(stages: &[(TimeLimit, u8)], received_at: NaiveDateTime) -> Plan {
    let stage = |(at, (limit, before)): (usize, &(TimeLimit, u8))| Stage {
        after: (0..at).filter(|n| before >> n & 1 == 1).map(|n| n.to_string()).collect(),
        ..Stage::new(at.to_string(), "đơn vị", Some(limit.clone()))
    };
    let graph = StageGraph::new(stages.iter().enumerate().map(stage).collect()).unwrap();
    Group::new("group", graph).plan(received_at, &[], &Calendar::vietnam(), &CountingRules::default()).unwrap()
}

fn stage_event_kind() -> impl Strategy<Value = StageEventKind> {
    use StageEventKind::{ApologyIssued, Finished, Paused, Resumed, Started, Stopped};
    prop::sample::select(vec![Started, Started, Finished, Finished, Paused(PauseReason::Outage), Resumed, ApologyIssued, Stopped])
}

proptest! {
    // The seed of a failure is printed; it belongs into a vector, not into a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn adding_and_counting_are_inverse(calendar in calendar(), date in date_between(2016, 2150), n in -2000_i64..2000) {
        let there = calendar.add_working_days(date, n).unwrap();
        let counted = calendar.count_working_days(date, there).unwrap();
        // Going back, the day itself is not among those counted back, but it is among those after the answer when it works.
        let own = i64::from(n < 0 && calendar.day(date).unwrap().is_working());
        prop_assert_eq!(counted, n - own + i64::from(n < 0));
        prop_assert_eq!(calendar.count_working_days(there, date).unwrap(), -counted);
        prop_assert!(n == 0 || calendar.day(there).unwrap().is_working());
    }

    #[test]
    fn adding_steps_like_a_calendar_on_the_wall(calendar in calendar(), date in date_between(2025, 2031), n in 1_i64..80) {
        let mut day = date;
        for _ in 0..n {
            day = day + Days::new(1);
            while !calendar.day(day).unwrap().is_working() {
                day = day + Days::new(1);
            }
        }
        prop_assert_eq!(calendar.add_working_days(date, n).unwrap(), day);
    }

    #[test]
    fn a_later_receipt_is_never_due_earlier(
        calendar in calendar(), limit in limit(), rules in rules(), a in moment_between(2024, 2032), ahead in 0_i64..2_000_000,
    ) {
        // A cut-off that starts a counted limit later does so only on working days: Friday evening then counts from Monday, Saturday
        // from Saturday. The law's text has it so; without such a cut-off the order holds.
        // By the clock a working day is as long as the standard day of the season in which it is received: one season, one length.
        let hours = if rules.hours == summer_hours() { OfficeHours::default() } else { rules.hours };
        let rules = CountingRules { cutoff: None, hours, ..rules };
        let b = a + TimeDelta::seconds(ahead);
        let due = |at| deadline(at, &limit, &calendar, &rules).unwrap();
        let (a, b) = (due(a), due(b));
        prop_assert!(a.due_on() <= b.due_on(), "{} then {}", a.due_on(), b.due_on());
        // Hours that end on a Saturday roll to Monday's closing, those that end early on Monday do not.
        let rolls_to_closing = matches!(limit.unit(), Some(Unit::Hour | Unit::Minute)) && rules.roll == Some(Roll::Forward);
        prop_assert!(rolls_to_closing || a.due_at() <= b.due_at(), "{} then {}", a.due_at(), b.due_at());
    }

    #[test]
    fn due_dates_follow_the_receipt(
        calendar in calendar(), limit in limit(), rules in rules(), at in moment_between(2024, 2032),
    ) {
        let due = deadline(at, &limit, &calendar, &rules).unwrap();
        prop_assert!(due.due_on() >= at.date());
        let counted_in_days = matches!(limit.unit(), Some(Unit::WorkingDay | Unit::SameDay)) && rules.counting == Counting::ByDate;
        if counted_in_days {
            prop_assert!(calendar.day(due.due_on()).unwrap().is_working());
        }
        let last = due.steps().pop().unwrap();
        prop_assert_eq!(last.operation(), Operation::Due);
        prop_assert_eq!(last.to(), due.due_at());
        for step in due.steps().iter().filter(|step| step.operation() == Operation::SkipDays) {
            for run in step.days() {
                for day in run.first().iter_days().take_while(|day| *day <= run.last()) {
                    prop_assert!(!calendar.day(day).unwrap().is_working());
                }
            }
        }
    }

    #[test]
    fn an_open_question_is_flagged_when_its_other_answer_moves_the_due_moment(
        // Where Saturdays were worked, and where 24 November falls on a weekend.
        at in prop_oneof![moment_between(2010, 2015), moment_between(2026, 2026), moment_between(2029, 2030)],
        limit in limit(), rules in rules(),
    ) {
        let due = |made_up, counts| {
            let calendar = Calendar::builder().culture_day_made_up(made_up).worked_saturday_counts(counts).build().unwrap();
            deadline(at, &limit, &calendar, &rules).unwrap()
        };
        let answer = due(false, true);
        let flagged = |flag| answer.flags().contains(&flag);
        prop_assert_eq!(flagged(Flag::CultureDayMadeUp), due(true, true).due_at() != answer.due_at());
        prop_assert_eq!(flagged(Flag::WorkedSaturdayCounts), due(false, false).due_at() != answer.due_at());
    }

    #[test]
    fn the_latest_receipt_is_the_latest(
        calendar in calendar(), limit in limit(), rules in rules(), wanted in date_between(2025, 2031), later in 1_i64..1_000_000,
    ) {
        let latest = latest_receipt(wanted, &limit, &calendar, &rules).unwrap();
        prop_assert!(latest.deadline().due_on() <= wanted);
        let after = |seconds| latest.received_at() + TimeDelta::seconds(seconds);
        for at in [after(1), after(later)] {
            let due_on = deadline(at, &limit, &calendar, &rules).unwrap().due_on();
            prop_assert!(due_on > wanted, "{at} is due on {due_on}");
        }
        if let Some(at_counter) = latest.at_counter() {
            prop_assert!(at_counter <= latest.received_at());
            prop_assert!(deadline(at_counter, &limit, &calendar, &rules).unwrap().due_on() <= wanted);
        }
    }

    #[test]
    fn working_time_adds_up(
        calendar in calendar(), hours in hours(),
        a in moment_between(2025, 2028), b in moment_between(2025, 2028), c in moment_between(2025, 2028),
    ) {
        let time = WorkingTime::new(&calendar, &hours);
        prop_assert_eq!(time.between(a, b).unwrap() + time.between(b, c).unwrap(), time.between(a, c).unwrap());
        prop_assert_eq!(time.between(a, b).unwrap(), -time.between(b, a).unwrap());
    }

    #[test]
    fn adding_working_time_in_two_goes_is_adding_it_at_once(
        calendar in calendar(), hours in hours(), at in moment_between(2025, 2028), x in 0_i64..1_000_000, y in 0_i64..1_000_000,
    ) {
        let time = WorkingTime::new(&calendar, &hours);
        let halfway = time.add(at, x).unwrap();
        prop_assert_eq!(time.add(halfway, y).unwrap(), time.add(at, x + y).unwrap());
        prop_assert_eq!(time.between(at, halfway).unwrap(), x);
        // The earliest such moment: a second before, less has passed.
        prop_assert!(x == 0 || time.between(at, halfway - TimeDelta::seconds(1)).unwrap() == x - 1);
    }

    #[test]
    fn working_time_is_the_sum_of_its_days(
        calendar in calendar(), hours in hours(), from in date_between(2026, 2027), days in 0_u64..120,
    ) {
        let time = WorkingTime::new(&calendar, &hours);
        let midnight = |date: NaiveDate| date.and_hms_opt(0, 0, 0).unwrap();
        let sum: i64 = (0..days)
            .map(|n| time.between(midnight(from + Days::new(n)), midnight(from + Days::new(n + 1))).unwrap())
            .sum();
        prop_assert_eq!(time.between(midnight(from), midnight(from + Days::new(days))).unwrap(), sum);
    }

    #[test]
    fn waiting_for_one_more_stage_never_ends_earlier(
        stages in stages(), waits in 1_usize..8, for_stage in 0_usize..8, at in moment_between(2024, 2030),
    ) {
        let mut more = stages.clone();
        let waits = waits % stages.len();
        if waits == 0 { return Ok(()) }
        more[waits].1 |= 1 << (for_stage % waits);
        let (before, after) = (plan_of(&stages, at), plan_of(&more, at));
        prop_assert!(before.due_at() <= after.due_at());
        for plan in [before, after] {
            let path = plan.critical_path();
            let end = plan.stages().find(|planned| planned.stage().id == path[path.len() - 1].id).unwrap();
            prop_assert_eq!(end.due_at(), plan.due_at());
            let slack = plan.slack().unwrap();
            prop_assert!(slack.iter().all(|days| days.is_some_and(|days| days >= 0)) && slack.contains(&Some(0)));
        }
    }

    #[test]
    fn no_log_makes_it_panic_and_what_holds_up_to_now_held_before(
        stages in stages(), at in moment_between(2024, 2030),
        steps in prop::collection::vec((0_usize..8, stage_event_kind(), 0_i64..400_000), 0..40),
    ) {
        let plan = plan_of(&stages, at);
        let mut now = at;
        let mut log: Vec<StageEvent> = Vec::new();
        for (stage, kind, seconds) in steps {
            now += TimeDelta::seconds(seconds);
            log.push(StageEvent { at: now, stage: (stage % stages.len()).to_string(), kind });
            if plan.progress(&log, now).is_err() {
                log.pop();
            }
        }
        let progress = plan.progress(&log, now).unwrap();
        prop_assert!(progress.ends_at().is_none_or(|ends_at| progress.state == StageState::Done || ends_at >= now));
        for stage in &progress.stages {
            prop_assert!(stage.used_working_seconds >= 0);
            prop_assert!(!stage.owes_apology || stage.timeliness.is_broken());
            // Pauses only ever move a due moment on.
            prop_assert!(stage.deadline.as_ref().map(|due| due.due_at()) <= stage.due_at);
        }
        // A log is read alike, whether what came later is cut off or not.
        let half = log.len() / 2;
        let until = log.get(half).map_or(at, |event| event.at - TimeDelta::seconds(1)).max(at);
        let known: Vec<StageEvent> = log.iter().filter(|event| event.at <= until).cloned().collect();
        let states = |events: &[StageEvent]| {
            let progress = plan.progress(events, until).unwrap();
            progress.stages.iter().map(|stage| (stage.state, stage.due_at, stage.timeliness)).collect::<Vec<_>>()
        };
        prop_assert_eq!(states(&known), states(&log));
    }

    #[test]
    fn limits_read_back_as_written(limit in limit()) {
        prop_assert_eq!(TimeLimit::parse(&limit.to_string()).unwrap(), limit);
    }

    #[test]
    fn lunar_dates_return(date in date_between(1901, 2198)) {
        let lunar = LunarDate::from_solar(date).unwrap();
        prop_assert_eq!(lunar.to_solar().unwrap(), date);
        prop_assert_eq!(LunarDate::new(lunar.year(), lunar.month(), lunar.day(), lunar.is_leap_month()).unwrap(), lunar);
        let next = LunarDate::from_solar(date + Days::new(1)).unwrap();
        prop_assert!(lunar < next);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}", more in "[0-9a-zà-ỹ ,.:()+–-]{0,60}") {
        for text in [text.as_str(), more.as_str(), &format!("{more} ngày làm việc"), &format!("3 {text}")] {
            // Whatever comes back is a value or a typed error.
            let _ = TimeLimit::parse(text).map(|limit| limit.to_string());
            let _ = Amount::parse(text).map(|amount| amount.to_string());
            let _ = OfficeHours::parse(text);
            let _ = OfficeHours::from_week([(text, "07:00-11:30")]);
            let _ = wire::parse_date(text);
            let _ = wire::parse_moment(text);
            let _ = Cutoff::named(text);
        }
    }

    #[test]
    fn no_amount_makes_it_panic(
        amount in "-?[0-9]{0,40}([.,][0-9]{0,40})?([eE][+-]?[0-9]{1,12})?", unit in prop::sample::select(&Unit::ALL[..]),
        at in moment_between(2007, 2199), rules in rules(),
    ) {
        let Ok(limit) = Amount::parse(&amount).and_then(|amount| TimeLimit::new(amount, unit)) else { return Ok(()) };
        if let Ok(due) = deadline(at, &limit, &Calendar::vietnam(), &rules) {
            prop_assert!(due.due_on() >= at.date());
            prop_assert!(due.steps().len() < 400);
        }
    }
}

#[test]
fn every_lunar_day_follows_the_one_before() {
    let first = NaiveDate::from_ymd_opt(1900, 1, 31).unwrap();
    let last = NaiveDate::from_ymd_opt(2199, 12, 31).unwrap();
    let lunar = |date: NaiveDate| LunarDate::from_solar(date).unwrap();
    for date in first.iter_days().take_while(|date| *date < last) {
        let (today, tomorrow) = (lunar(date), lunar(date + Days::new(1)));
        let same_month =
            (today.year(), today.month(), today.is_leap_month()) == (tomorrow.year(), tomorrow.month(), tomorrow.is_leap_month());
        assert_eq!(tomorrow.day(), if same_month { today.day() + 1 } else { 1 }, "{date}");
        assert!(same_month || (29..=30).contains(&today.day()), "{date}");
        assert_eq!(today.to_solar().unwrap(), date);
    }
}
