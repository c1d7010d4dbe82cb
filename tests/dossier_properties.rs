//! What must hold for every log: no panic, promises that only move forwards, pauses that add up.

#![allow(clippy::unwrap_used, reason = "a failing property is a failing test")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use motcua::{
    Calendar, Channel, Counting, CountingRules, Dossier, Event, EventKind, FormKind, Level, Regime, SupplementPolicy,
    SuspensionReason, Terms, TermsOptions, TimeLimit, wire,
};
use proptest::prelude::*;

fn kind() -> impl Strategy<Value = EventKind> {
    let text = prop_oneof![Just(String::new()), Just("lý do".to_owned())];
    let date = (0_i64..40).prop_map(|days| NaiveDate::from_ymd_opt(2026, 7, 1).unwrap() + TimeDelta::days(days));
    let moment = (0_i64..60_000).prop_map(|minutes| begin() + TimeDelta::minutes(minutes));
    prop_oneof![
        Just(EventKind::Submitted { channel: Some(Channel::Post) }),
        Just(EventKind::Delivered),
        Just(EventKind::Accepted { competent_agency: None }),
        Just(EventKind::Accepted { competent_agency: Some("Xã khác".into()) }),
        Just(EventKind::Arrived),
        text.clone().prop_map(|reason| EventKind::Rejected { reason: reason.into() }),
        (text.clone(), any::<bool>()).prop_map(|(reason, applicant_fault)| EventKind::SupplementRequested {
            reason: reason.into(),
            items: Box::default(),
            applicant_fault,
        }),
        Just(EventKind::SupplementReceived),
        Just(EventKind::Suspended { reason: Some(SuspensionReason::PublicPosting) }),
        Just(EventKind::Resumed),
        Just(EventKind::HandedOver { to: "Tư pháp".into() }),
        (date, text.clone()).prop_map(|(new_due_on, reason)| EventKind::Rescheduled {
            new_due_on,
            reason: reason.into(),
            signer: "Lãnh đạo".into(),
        }),
        Just(EventKind::Issued { form: FormKind::Apology }),
        Just(EventKind::ResultReady),
        Just(EventKind::Returned),
        Just(EventKind::Withdrawn),
        text.prop_map(|reason| EventKind::Stopped { reason: reason.into() }),
        Just(EventKind::Assigned),
        (0_usize..12, prop::option::of(moment)).prop_map(|(event, becomes_at)| EventKind::Corrected {
            event,
            becomes_at,
            reason: "sai".into(),
            signer: "Lãnh đạo".into(),
        }),
    ]
}

fn begin() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 6, 29).unwrap().and_hms_opt(8, 0, 0).unwrap()
}

fn moments() -> impl Strategy<Value = NaiveDateTime> {
    (0_i64..60_000).prop_map(|minutes| begin() + TimeDelta::minutes(minutes))
}

fn log() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((moments(), kind()).prop_map(|(at, kind)| Event::new(at, kind)), 0..14)
}

/// A log that keeps every rule: of random events, those that can be recorded one after the other.
fn legal_log(terms: &Terms, mut events: Vec<Event>) -> Dossier {
    events.sort_by_key(|event| event.at);
    let opening = [EventKind::Submitted { channel: None }, EventKind::Accepted { competent_agency: None }];
    let mut dossier = Dossier::new(terms.clone(), opening.map(|kind| Event::new(begin(), kind)).into()).unwrap();
    for event in events {
        // What cannot be recorded leaves the log as it was.
        let before = dossier.events().len();
        if dossier.record(event).is_err() {
            assert_eq!(dossier.events().len(), before);
        }
    }
    dossier
}

fn terms() -> impl Strategy<Value = Terms> {
    let limit = prop_oneof![
        Just("3 working_day"),
        Just("4.75 working_day"),
        Just("20 working_hour"),
        Just("24 hour"),
        Just("15 day"),
        Just("1 month"),
        Just("0 same_day"),
        Just("theo dự án"),
    ];
    let policy = prop_oneof![Just(None), Just(Some(SupplementPolicy::Pause))];
    let level = prop_oneof![Just(Level::Day), Just(Level::Minute)];
    let counting = prop_oneof![Just(Counting::ByDate), Just(Counting::ByClock)];
    (limit, policy, level, counting, any::<bool>()).prop_map(|(limit, supplement_policy, level, counting, old)| {
        let regime = if old { Regime::nd61_2018() } else { Regime::nd118_2025() };
        let counting = CountingRules { counting, ..CountingRules::default() };
        let options = TermsOptions { supplement_policy, level, counting, ..TermsOptions::default() };
        Terms::new(regime, TimeLimit::parse(limit).unwrap(), &Calendar::vietnam(), options)
    })
}

fn five_days() -> Terms {
    Terms::new(Regime::nd61_2018(), TimeLimit::parse("5 working_day").unwrap(), &Calendar::vietnam(), TermsOptions::default())
}

#[test]
fn a_log_has_a_hundred_corrections_at_most() {
    let correction = |seconds| {
        let kind = EventKind::Corrected { event: 2, becomes_at: Some(begin()), reason: "x".into(), signer: "y".into() };
        Event::new(begin() + TimeDelta::seconds(seconds), kind)
    };
    let opening = [EventKind::Submitted { channel: None }, EventKind::Accepted { competent_agency: None }, EventKind::Assigned];
    let mut events: Vec<Event> = opening.map(|kind| Event::new(begin(), kind)).into();
    events.extend((1..=100).map(correction));
    let mut dossier = Dossier::new(five_days(), events).unwrap();
    let last = begin() + TimeDelta::seconds(2000);
    assert_eq!(dossier.corrections(last).unwrap().len(), 100);
    let error = dossier.record(correction(1500)).unwrap_err();
    assert_eq!((error.code(), error.index()), ("value_out_of_range", Some(103)));

    let mut events = dossier.events().to_vec();
    events.extend((101..600).map(correction));
    let messy = Dossier::lenient(five_days(), events);
    assert_eq!(messy.corrections(last).unwrap().len(), 100);
    assert_eq!(messy.review(last).violations.len(), 499);
}

proptest! {
    #[test]
    fn no_log_makes_it_panic(terms in terms(), events in log(), as_of in moments()) {
        let review = Dossier::lenient(terms.clone(), events.clone()).review(as_of);
        match terms.replay(&events, as_of) {
            // A log without fault reads the same either way.
            Ok(standing) => {
                prop_assert_eq!(standing, review.standing);
                prop_assert_eq!(review.violations, vec![]);
            }
            Err(error) => prop_assert!(error.index().is_some() && !review.violations.is_empty()),
        }
    }

    #[test]
    fn every_answer_reads_the_log_alike(terms in terms(), events in log(), as_of in moments()) {
        let answers = |dossier: &Dossier| {
            let (duties, custody, promises) = (dossier.duties(as_of), dossier.custody(as_of), dossier.promises(as_of));
            let (rounds, corrections, first) = (dossier.rounds(as_of), dossier.corrections(as_of), dossier.first_deadline(as_of));
            let standing = dossier.standing(as_of);
            let answered = [duties.is_ok(), custody.is_ok(), promises.is_ok(), rounds.is_ok(), corrections.is_ok(), first.is_ok()];
            if let (Ok(standing), Ok(promises), Ok(corrections)) = (&standing, promises, corrections) {
                assert_eq!(standing.due_at(), promises.last().map(motcua::Promise::due_at));
                if let Some(last) = corrections.last() {
                    assert_eq!(last.after(), standing);
                }
            }
            (standing.is_ok(), answered)
        };
        let (standing, answered) = answers(&Dossier::lenient(terms.clone(), events.clone()));
        prop_assert!(standing);
        prop_assert_eq!(answered, [true; 6]);
        if let Ok(dossier) = Dossier::new(terms, events) {
            let (standing, answered) = answers(&dossier);
            prop_assert_eq!(answered, [standing; 6]);
        }
    }

    #[test]
    fn what_a_messy_log_takes_up_breaks_no_rule(terms in terms(), events in log(), event in (moments(), kind())) {
        let mut dossier = Dossier::lenient(terms, events);
        let (before, event) = (dossier.events().to_vec(), Event::new(event.0, event.1));
        let place = before.len();
        match dossier.record(event.clone()) {
            Ok(()) => prop_assert!(dossier.review(event.at).violations.iter().all(|fault| fault.index() != Some(place))),
            Err(error) => {
                prop_assert_eq!(error.index(), Some(place));
                prop_assert_eq!(dossier.events(), before);
            }
        }
    }

    #[test]
    fn the_first_promise_stays_and_the_current_one_only_moves_forwards(events in log(), a in moments(), b in moments()) {
        // Corrections are the exception: they say that something else happened.
        let events = events.into_iter().filter(|event| !matches!(event.kind, EventKind::Corrected { .. })).collect();
        let dossier = legal_log(&five_days(), events);
        let (earlier, later) = (dossier.standing(a.min(b)).unwrap(), dossier.standing(a.max(b)).unwrap());
        if let Some(first) = earlier.first_due_at() {
            prop_assert_eq!(Some(first), later.first_due_at());
            prop_assert!(earlier.due_at() <= later.due_at());
            prop_assert!(later.due_at() >= Some(first));
        }
    }

    #[test]
    fn a_legal_log_reads_alike_whole_and_event_by_event(terms in terms(), events in log()) {
        let dossier = legal_log(&terms, events);
        let last = dossier.events().last().unwrap().at;
        prop_assert!(dossier.standing(last).is_ok());
        prop_assert_eq!(dossier.review(last).violations, vec![]);
    }

    #[test]
    fn pauses_add_up(terms in terms(), gaps in (0_i64..1500, 0_i64..20_000, 0_i64..20_000)) {
        let cuts = [gaps.0, gaps.0 + gaps.1, gaps.0 + gaps.1 + gaps.2].map(|minutes| begin() + TimeDelta::minutes(minutes));
        let stop = |at| Event::new(at, EventKind::Suspended { reason: Some(SuspensionReason::OtherAgency) });
        let resume = |at| Event::new(at, EventKind::Resumed);
        let opening = || [EventKind::Submitted { channel: None }, EventKind::Accepted { competent_agency: None }]
            .map(|kind| Event::new(begin(), kind)).to_vec();
        let due = |more: &[Event]| {
            let mut events = opening();
            events.extend_from_slice(more);
            terms.replay(&events, cuts[2]).unwrap().due_at()
        };
        // A stop that begins after the due moment moves nothing, so only stops within the term add up.
        let in_term = |at, due: Option<NaiveDateTime>| due.is_none_or(|due| at <= due);
        if !in_term(cuts[0], due(&[])) || !in_term(cuts[1], due(&[stop(cuts[0]), resume(cuts[1])])) {
            return Ok(());
        }
        let at_once = due(&[stop(cuts[0]), resume(cuts[2])]);
        let in_parts = due(&[stop(cuts[0]), resume(cuts[1]), stop(cuts[1]), resume(cuts[2])]);
        prop_assert_eq!(at_once, in_parts);
        prop_assert_eq!(due(&[stop(cuts[0]), resume(cuts[0])]), due(&[]));
    }

    #[test]
    fn no_message_makes_it_panic(text in "\\PC{0,200}", operation in prop::sample::select(wire::operations().collect::<Vec<_>>())) {
        let answer: serde_json::Value = serde_json::from_str(&wire::evaluate(&text)).unwrap();
        prop_assert!(answer.is_array() || answer.get("error").is_some());
        let question = serde_json::json!({ "operation": operation, "given": { "as_of": text, "events": [text], "x": text } });
        let answer: serde_json::Value = serde_json::from_str(&wire::evaluate(&question.to_string())).unwrap();
        prop_assert!(answer.get("error").is_some());
    }
}
