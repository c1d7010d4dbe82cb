use chrono::{NaiveDate, NaiveDateTime};

use super::*;
use crate::tables::interlinked::GROUPS;
use crate::timeliness::Timeliness;
use crate::{Calendar, CountingRules, Cutoff, CutoffEffect, Language, OfficeHours, TimeLimit, Unit};

fn at(month: u32, day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
}

fn limit(text: &str) -> Option<TimeLimit> {
    Some(TimeLimit::parse(text).unwrap())
}

fn stage(id: &str, text: &str, after: &[&str]) -> Stage {
    Stage { after: after.iter().map(|&id| id.to_owned()).collect(), ..Stage::new(id, format!("unit {id}"), limit(text)) }
}

fn ids<'a>(stages: impl IntoIterator<Item = &'a Stage>) -> Vec<&'a str> {
    stages.into_iter().map(|stage| stage.id.as_str()).collect()
}

fn plan_of(group: &Group, received_at: NaiveDateTime, cases: &[&str]) -> Plan {
    group.plan(received_at, cases, &Calendar::vietnam(), &CountingRules::default()).unwrap()
}

fn own(stages: Vec<Stage>) -> Group {
    Group::new("own", StageGraph::new(stages).unwrap())
}

fn event(at: NaiveDateTime, stage: &str, kind: StageEventKind) -> StageEvent {
    StageEvent { at, stage: stage.to_owned(), kind }
}

use StageEventKind::{ApologyIssued, Finished, Paused, Resumed, Started, Stopped};

#[test]
fn impossible_graphs_name_the_stage() {
    let refused = |stages| {
        let error = StageGraph::new(stages).unwrap_err();
        assert_eq!(error.code(), "stages_invalid");
        (error.index(), error.to_string())
    };
    assert_eq!(refused(vec![]), (None, "the stages cannot be: there is none".to_owned()));
    let (index, text) = refused(vec![stage("a", "1 day", &[]), stage("a", "1 day", &[])]);
    assert_eq!((index, text.as_str()), (Some(1), "stages[1]: the stages cannot be: `a` is used twice"));
    assert_eq!(refused(vec![stage("a", "1 day", &[]), stage("b", "1 day", &["c"])]).0, Some(1));
    assert_eq!(refused(vec![stage("a", "1 day", &["a"])]).0, Some(0));
    assert_eq!(refused(vec![stage(" ", "1 day", &[])]).0, Some(0));
    // What merely follows a cycle is not part of it.
    let after_cycle = vec![
        stage("late", "1 day", &["c"]),
        stage("a", "1 day", &[]),
        stage("c", "1 day", &["b", "a"]),
        stage("b", "1 day", &["c"]),
    ];
    let (index, text) = refused(after_cycle);
    assert_eq!((index, text.as_str()), (None, "the stages cannot be: `c` → `b` → `c` run in a circle"));
    let long: Vec<Stage> =
        (0..50_000).map(|n: usize| stage(&n.to_string(), "1 day", &[&((n + 1) % 50_000).to_string()])).collect();
    let (_, text) = refused(long);
    assert!(text.contains("(50000 stages)") && text.len() < 200, "{text}");
}

#[test]
fn order_is_by_level_and_then_as_given() {
    let graph = |stages| StageGraph::new(stages).unwrap();
    let links = [("a", &[][..]), ("b", &[]), ("c", &["b"]), ("d", &["a"]), ("e", &["a", "d"])];
    let forwards = graph(links.iter().map(|(id, after)| stage(id, "1 day", after)).collect());
    assert_eq!(ids(forwards.order()), ["a", "b", "c", "d", "e"]);
    let backwards = graph(links.iter().rev().map(|(id, after)| stage(id, "1 day", after)).collect());
    assert_eq!(ids(backwards.order()), ["b", "a", "d", "c", "e"]);
    // Named twice is meant once.
    assert_eq!(ids(graph(vec![stage("a", "1 day", &[]), stage("b", "1 day", &["a", "a"])]).order()), ["a", "b"]);
}

#[test]
fn long_chains_are_planned_in_linear_time() {
    let stages = (0..20_000).map(|n: i32| Stage {
        after: (n > 0).then(|| (n - 1).to_string()).into_iter().collect(),
        only_in: (n % 2 == 1).then(|| "odd".to_owned()),
        ..Stage::new(n.to_string(), "unit", limit("1 minute"))
    });
    let plan = plan_of(&own(stages.collect()), at(9, 7, 9), &[]);
    assert_eq!(plan.due_at(), Some(at(9, 7, 9) + chrono::TimeDelta::minutes(10_000)));
    assert_eq!(plan.critical_path().len(), 10_000);
}

#[test]
fn every_group_of_law_is_complete() {
    assert_eq!(groups().count(), GROUPS.len());
    for group in groups() {
        let date = group.from.unwrap_or(at(7, 18, 0).date());
        assert_eq!(group_on(&group.id, date).unwrap().from, group.from);
        assert!(group.citation.is_some() && !group.unconfirmed.is_empty(), "{}", group.id);
        assert_eq!(
            group.case_names.iter().map(|(case, _)| case.as_str()).collect::<std::collections::BTreeSet<_>>(),
            group.cases()
        );
        let received_at = date.and_hms_opt(9, 0, 0).unwrap();
        for language in [Language::Vi, Language::En] {
            let text = plan_of(&group, received_at, &[]).explain(language);
            assert!(text.lines().count() > group.graph.stages().iter().filter(|s| s.only_in.is_none()).count(), "{text}");
        }
    }
    assert_eq!(group_on("unknown", at(9, 1, 0).date()).unwrap_err().code(), "option_unknown");
    let too_early = NaiveDate::from_ymd_opt(2024, 6, 30).unwrap();
    assert_eq!(group_on("nd63_2024_birth", too_early).unwrap_err().code(), "value_out_of_range");
}

/// rules.md T14: whether the next working day is day 0 or day 1 is open.
#[test]
fn after_fifteen_hours_the_total_counts_from_the_next_working_day() {
    let group = group_on("nd63_2024_birth", at(9, 7, 0).date()).unwrap();
    assert_eq!(plan_of(&group, at(9, 7, 15), &[]).total_due_at(), Some(at(9, 10, 17)));
    let late = plan_of(&group, at(9, 7, 16), &[]);
    assert_eq!(late.total_due_at(), Some(at(9, 11, 17)));
    assert_eq!(late.flags(), [crate::Flag::CutoffEffect]);
    let day_1 = CountingRules { cutoff: Some(Cutoff::interlinked().with_effect(CutoffEffect::Day1)), ..CountingRules::default() };
    let day_1 = group.plan(at(9, 7, 16), &[], &Calendar::vietnam(), &day_1).unwrap();
    assert_eq!(day_1.total_due_at(), Some(at(9, 10, 17)));
    // It speaks of receipt: the stages are counted all the same.
    assert_eq!(late.known_due_at(), day_1.known_due_at());
}

#[test]
fn stages_without_a_limit_leave_the_end_open() {
    let group = group_on("nd63_2024_birth", at(9, 7, 0).date()).unwrap();
    let plan = plan_of(&group, at(9, 7, 9), &[]);
    assert_eq!((plan.due_at(), plan.known_due_at()), (None, Some(at(9, 10, 17))));
    assert_eq!(ids(plan.undetermined()), ["insurance"]);
    assert_eq!(plan.against_total(), AgainstTotal::Unknown);
    assert_eq!(plan.sum(), None, "24 hours and 2 working days have no sum");
    // 24 hours and 5 working days, one after the other, cannot keep within 5.
    let verified = plan_of(&group, at(9, 7, 9), &["verification"]);
    assert_eq!(verified.total_due_at(), Some(at(9, 14, 17)));
    assert_eq!(verified.against_total(), AgainstTotal::Over { working_days: 1, seconds: 86_400 });
    let before = group_on("nd63_2024_birth", at(8, 31, 0).date()).unwrap();
    let before = plan_of(&before, at(8, 31, 9), &[]);
    assert_eq!((before.total_due_at(), before.known_due_at()), (None, None));
}

#[test]
fn cases_change_limits_and_stages() {
    let death = group_on("nd63_2024_death", at(9, 7, 0).date()).unwrap();
    let plan = plan_of(&death, at(9, 7, 9), &["merit", "social_insurance"]);
    assert_eq!(ids(plan.critical_path()), ["civil_status", "merit"]);
    assert_eq!(plan.slack().unwrap(), [Some(0), Some(17), Some(10), Some(0)]);
    let error = death.plan(at(9, 7, 9), &["remote"], &Calendar::vietnam(), &CountingRules::default()).unwrap_err();
    assert_eq!(error.code(), "option_unknown");

    let remote = group_on("ttlt05_2015_birth_insurance", at(7, 6, 0).date()).unwrap();
    let total = |cases: &[&str]| plan_of(&remote, at(7, 6, 9), cases).total_limits().to_vec();
    assert_eq!(total(&[]), [limit("15 working_day").unwrap()]);
    assert_eq!(total(&["supplement", "remote"]), [limit("22 working_day").unwrap()]);
}

#[test]
fn land_registration_adds_up_and_leaves_tax_time_out() {
    let land = group_on("land_first_registration", at(6, 1, 0).date()).unwrap();
    let plan = plan_of(&land, at(6, 1, 9), &["financial_obligation"]);
    assert_eq!(plan.total_due_at(), Some(at(6, 29, 17)));
    assert_eq!((plan.due_at(), plan.against_total()), (Some(at(6, 29, 17)), AgainstTotal::Within));
    assert_eq!(plan.sum().map(|(sum, unit)| (sum.to_string(), unit)), Some(("20".to_owned(), Unit::WorkingDay)));
    // Two units: the 10 days are counted on from the 20 working days.
    let mountain = plan_of(&land, at(6, 1, 9), &["mountain"]);
    assert_eq!((mountain.total_limits().len(), mountain.total_due_at()), (2, Some(at(7, 9, 17))));
    // Registered on 24 June, paid from then to 1 July: five working days that count for nobody.
    let log = [
        event(at(6, 1, 9), "registration", Started),
        event(at(6, 24, 10), "registration", Finished),
        event(at(6, 24, 10), "financial_obligation", Started),
        event(at(7, 1, 10), "financial_obligation", Finished),
    ];
    let progress = plan.progress(&log, at(7, 1, 11)).unwrap();
    assert_eq!((progress.total_due_at, progress.due_at()), (Some(at(7, 6, 17)), Some(at(7, 6, 17))));
    assert_eq!(progress.late_stages().count(), 0);
}

#[test]
fn a_stage_started_late_because_of_another_is_not_late() {
    let group = own(vec![stage("a", "1 working_day", &[]), stage("b", "2 working_day", &["a"])]);
    let plan = plan_of(&group, at(9, 7, 9), &[]);
    let log = [
        event(at(9, 7, 9), "a", Started),
        event(at(9, 10, 9), "a", Finished),
        event(at(9, 10, 9), "b", Started),
        event(at(9, 14, 9), "b", Finished),
    ];
    let progress = plan.progress(&log, at(9, 14, 10)).unwrap();
    let timeliness: Vec<&str> = progress.stages.iter().map(|stage| stage.timeliness.as_str()).collect();
    assert_eq!(timeliness, ["late", "on_time"]);
    assert_eq!(progress.stages[1].first_due_at, Some(at(9, 10, 17)));
    assert_eq!(progress.owes_apology().map(|stage| stage.stage.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!((progress.state, progress.ends_at()), (StageState::Done, Some(at(9, 14, 9))));
    // Once it apologised, it owes none.
    let with_apology: Vec<StageEvent> = log.into_iter().chain([event(at(9, 14, 11), "a", ApologyIssued)]).collect();
    assert_eq!(plan.progress(&with_apology, at(9, 14, 11)).unwrap().owes_apology().count(), 0);
    // Before, at another moment: the future is not known yet.
    let earlier = plan.progress(&with_apology, at(9, 9, 9)).unwrap();
    assert_eq!((earlier.stages[0].timeliness, earlier.stages[1].timeliness), (Timeliness::Overdue, Timeliness::None));
    assert_eq!(earlier.ends_at(), Some(at(9, 11, 17)), "a now, b two working days later");
    assert_eq!(earlier.holders().map(|stage| stage.stage.id.as_str()).collect::<Vec<_>>(), ["a"]);
}

#[test]
fn pauses_add_what_the_unit_counts() {
    let due = |text: &str, rules: &CountingRules| {
        let group = own(vec![stage("a", text, &[])]);
        let plan = group.plan(at(9, 7, 9), &[], &Calendar::vietnam(), rules).unwrap();
        let log = [
            event(at(9, 7, 9), "a", Started),
            event(at(9, 7, 16), "a", Paused(PauseReason::Outage)),
            event(at(9, 9, 10), "a", Resumed),
        ];
        plan.progress(&log, at(9, 9, 11)).unwrap().stages[0].due_at.unwrap()
    };
    let by_date = CountingRules::default();
    let by_clock = CountingRules { counting: crate::Counting::ByClock, ..CountingRules::default() };
    // Stopped Monday 16:00 to Wednesday 10:00: two working days, 12 working hours, two days, 42 hours.
    assert_eq!(due("3 working_day", &by_date), at(9, 14, 17));
    assert_eq!(due("same_day", &by_date), at(9, 9, 17));
    assert_eq!(due("0 working_day", &by_date), at(9, 9, 17));
    assert_eq!(due("3 working_day", &by_clock), at(9, 11, 15));
    assert_eq!(due("10 working_hour", &by_date), at(9, 9, 17));
    assert_eq!(due("3 day", &by_date), at(9, 14, 17), "10 + 2 is a Saturday");
    assert_eq!(due("24 hour", &by_date), at(9, 10, 3));
}

#[test]
fn a_pause_after_the_due_date_erases_no_lateness() {
    let plan = plan_of(&own(vec![stage("a", "1 working_day", &[])]), at(9, 7, 9), &[]);
    let log = [
        event(at(9, 7, 9), "a", Started),
        event(at(9, 9, 9), "a", Paused(PauseReason::Supplement)),
        event(at(9, 11, 9), "a", Resumed),
    ];
    let progress = plan.progress(&log, at(9, 11, 10)).unwrap();
    assert_eq!((progress.stages[0].due_at, progress.stages[0].timeliness), (Some(at(9, 8, 17)), Timeliness::Overdue));
    // One that began in time keeps it in term however long it lasts.
    let in_time = [event(at(9, 7, 9), "a", Started), event(at(9, 8, 9), "a", Paused(PauseReason::Supplement))];
    let progress = plan.progress(&in_time, at(9, 30, 10)).unwrap();
    assert_eq!(progress.stages[0].timeliness, Timeliness::WithinTerm);
    assert_eq!(progress.stages[0].used_working_seconds, 8 * 3600);
}

#[test]
fn a_supplement_that_does_not_come_stops_the_case() {
    let group = group_on("nd63_2024_birth", at(9, 7, 0).date()).unwrap();
    let plan = plan_of(&group, at(9, 7, 9), &[]);
    let mut log =
        vec![event(at(9, 7, 9), "civil_status", Started), event(at(9, 7, 14), "civil_status", Paused(PauseReason::Supplement))];
    let on = |log: &[StageEvent], as_of| plan.progress(log, as_of).unwrap();
    assert_eq!(on(&log, at(9, 16, 23)).stages[0].pause_due_at, Some(at(9, 16, 17)));
    assert!(!on(&log, at(9, 16, 23)).must_stop());
    assert!(on(&log, at(9, 17, 0)).must_stop());
    log.push(event(at(9, 17, 8), "civil_status", Stopped));
    let stopped = on(&log, at(9, 18, 8));
    assert_eq!((stopped.state, stopped.must_stop(), stopped.holders().count()), (StageState::Stopped, false, 0));
    assert_eq!(stopped.ends_at(), None);
}

#[test]
fn a_log_that_cannot_be_is_refused_with_the_place() {
    let plan = plan_of(&own(vec![stage("a", "1 working_day", &[]), stage("b", "2 working_day", &["a"])]), at(9, 7, 9), &[]);
    let refused = |log: &[StageEvent]| {
        let error = plan.progress(log, at(9, 7, 9)).unwrap_err();
        (error.index(), error.code())
    };
    let started = event(at(9, 7, 9), "a", Started);
    assert_eq!(refused(&[event(at(9, 7, 8), "a", Started)]), (Some(0), "event_out_of_order"));
    assert_eq!(refused(&[started.clone(), event(at(9, 6, 8), "a", Finished)]), (Some(1), "event_out_of_order"));
    assert_eq!(refused(&[started.clone(), event(at(9, 8, 8), "c", Started)]), (Some(1), "stages_invalid"));
    for (kind, state) in [(Started, "in_progress"), (Resumed, "in_progress")] {
        let error = plan.progress(&[started.clone(), event(at(9, 8, 8), "a", kind)], at(9, 9, 9)).unwrap_err();
        assert!(error.to_string().contains(state), "{error}");
        assert_eq!((error.index(), error.code()), (Some(1), "transition_not_allowed"));
    }
    // Not before the stage it waits for, also when the moment asked about is earlier.
    assert_eq!(refused(&[started, event(at(9, 8, 8), "b", Started)]), (Some(1), "transition_not_allowed"));
    assert_eq!(refused(&[event(at(9, 8, 8), "a", Finished)]), (Some(0), "transition_not_allowed"));
}

#[test]
fn stages_keep_their_own_hours_and_calendar() {
    let six_days = Calendar::builder().weekly_rest(&[chrono::Weekday::Sun]).build().unwrap();
    let early = CountingRules { hours: OfficeHours::parse("07:00-11:00").unwrap(), ..CountingRules::default() };
    let stages = vec![
        Stage { calendar: Some(six_days), ..stage("a", "1 working_day", &[]) },
        Stage { rules: Some(early), ..stage("b", "1 working_day", &["a"]) },
    ];
    let plan = plan_of(&own(stages), at(9, 11, 9), &[]);
    assert_eq!(plan.stages().map(|stage| stage.due_at().unwrap()).collect::<Vec<_>>(), [at(9, 12, 17), at(9, 14, 11)]);
}
