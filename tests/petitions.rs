//! What holds for every log of a petition and every register.

#![allow(clippy::unwrap_used, reason = "a broken property is a failing test")]

use chrono::{NaiveDateTime, TimeDelta};
use motcua::Reading;
use motcua::TimeLimit;
use motcua::petition::{Channel, Class, Event, EventKind, Form, Period, Petition, Register, Rules, State};
use motcua::wire::parse_moment;
use proptest::prelude::*;

fn start() -> NaiveDateTime {
    parse_moment("2026-04-20T08:00").unwrap()
}

fn kind() -> impl Strategy<Value = EventKind> {
    let text = || prop_oneof![4 => Just("x".to_owned()), 1 => Just(" ".to_owned())];
    let class = || proptest::sample::select(Class::ALL.to_vec());
    prop_oneof![
        1 => text().prop_map(|by| EventKind::Received { by }),
        4 => (class(), text(), text()).prop_map(|(class, reason, handler)| EventKind::Classified { class, reason, handler }),
        1 => (class(), text(), text()).prop_map(|(class, reason, handler)| EventKind::Reclassified { class, reason, handler }),
        2 => text().prop_map(|to| EventKind::Transferred { to }),
        1 => Just(EventKind::ProgressAsked),
        1 => Just(EventKind::ProgressTold),
        3 => text().prop_map(|answer| EventKind::Answered { answer }),
        2 => text().prop_map(|means| EventKind::Published { means: vec![means] }),
        1 => any::<bool>().prop_map(|satisfied| EventKind::Evaluated { satisfied }),
        1 => text().prop_map(|reason| EventKind::Reraised { reason }),
        1 => Just(EventKind::RejectionNotified),
        1 => Just(EventKind::Closed),
    ]
}

prop_compose! {
    fn petition()(hours in prop::collection::vec((-6_i64..60, kind()), 0..9), known in any::<bool>(), phone in any::<bool>()) -> Petition {
        let mut at = start();
        let received = Event { at, kind: EventKind::Received { by: String::new() } };
        let later = hours.into_iter().map(|(hours, kind)| {
            at += TimeDelta::hours(hours);
            Event { at, kind }
        });
        Petition {
            id: "PA-1".to_owned(),
            form: if phone { Form::Phone } else { Form::Written },
            channel: if phone { Channel::Hotline } else { Channel::Post },
            name: if known { "x".to_owned() } else { String::new() },
            phone: "0".to_owned(),
            content: "x".to_owned(),
            events: std::iter::once(received).chain(later).collect(),
            ..Petition::default()
        }
    }
}

fn rules() -> Rules {
    Rules { answer_limit: Some(TimeLimit::parse("7 working_day").unwrap()), ..Rules::default() }
}

proptest! {
    #[test]
    fn strict_reading_refuses_exactly_what_lenient_reading_objects_to(petition in petition(), hours in 0_i64..400) {
        let as_of = start() + TimeDelta::hours(hours);
        let lenient = petition.status(as_of, &rules(), Reading::Lenient).unwrap();
        match petition.status(as_of, &rules(), Reading::Strict) {
            Err(_) => prop_assert!(!lenient.violations().is_empty()),
            Ok(strict) => {
                prop_assert!(lenient.violations().is_empty());
                prop_assert_eq!(format!("{:?}", strict), format!("{:?}", lenient));
            }
        }
    }

    #[test]
    fn the_future_changes_nothing(petition in petition(), hours in 0_i64..400) {
        let as_of = start() + TimeDelta::hours(hours);
        let past = Petition { events: petition.events.iter().filter(|event| event.at <= as_of).cloned().collect(), ..petition.clone() };
        let (all, past) = (petition.status(as_of, &rules(), Reading::Lenient), past.status(as_of, &rules(), Reading::Lenient));
        let (all, past) = (all.unwrap(), past.unwrap());
        prop_assert_eq!(all.state(), past.state());
        prop_assert_eq!(all.duties(), past.duties());
        prop_assert_eq!(all.holder(), past.holder());
    }

    #[test]
    fn somebody_holds_what_is_open(petition in petition(), hours in 0_i64..400) {
        let status = petition.status(start() + TimeDelta::hours(hours), &rules(), Reading::Lenient).unwrap();
        let held = matches!(status.state(), State::Received | State::AwaitingTransfer | State::InProcess | State::Transferred);
        prop_assert_eq!(status.holder().is_some(), held);
        prop_assert!(held || status.duties().iter().all(|duty| duty.due_at().is_none()));
    }

    #[test]
    fn a_register_counts_every_petition_once(petitions in prop::collection::vec(petition(), 0..12), hours in 0_i64..400) {
        let mut register = Register::new(start() + TimeDelta::hours(hours), Period::default(), rules(), Reading::Lenient);
        for (number, petition) in petitions.into_iter().enumerate() {
            let taken_in = register.add(Petition { id: number.to_string(), ..petition });
            prop_assert!(taken_in);
        }
        let counts = register.counts();
        prop_assert_eq!(counts.received, counts.not_accepted + counts.to_transfer + counts.petitions);
        prop_assert!(counts.petitions_satisfied <= counts.answered && counts.answered <= counts.petitions);
        // Every answer is due here, so each petition is kept, late once, or overdue.
        let on_time = counts.petitions_on_time.unwrap();
        prop_assert!(on_time + counts.late + counts.overdue >= counts.petitions);
        prop_assert!(on_time + counts.late.max(counts.overdue) <= counts.petitions);
        for groups in [register.by_class(), register.by_form(), register.by_channel()] {
            prop_assert_eq!(groups.iter().map(|group| group.received).sum::<u64>(), counts.received);
        }
    }
}
