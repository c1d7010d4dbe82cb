//! The facts hold together: every day is explained, the packages agree on their version, the tables on their sources.

#![allow(clippy::unwrap_used, reason = "a broken fact is a failing test")]

use chrono::NaiveDate;
use motcua::{Calendar, Certainty, Confidence, Cutoff, DayKind, Error, Language, OfficeHours, WorkingTime, law};

#[test]
fn every_day_off_has_a_name_and_a_legal_basis() {
    let calendar = Calendar::vietnam();
    let (first, last) = Calendar::coverage();
    for date in first.iter_days().take_while(|date| *date <= last) {
        let day = calendar.day(date).unwrap();
        assert!(!day.name(Language::Vi).is_empty() && !day.name(Language::En).is_empty(), "{date}");
        assert_eq!(day.citations().is_empty(), day.kind() == DayKind::WorkingDay, "{date}");
        let paired = matches!(day.kind(), DayKind::CompensatoryDayOff | DayKind::SwappedDayOff | DayKind::MakeupWorkday);
        assert_eq!(day.linked_date().is_some(), paired, "{date}");
    }
}

#[test]
fn an_announced_swap_cites_its_announcement() {
    let day = Calendar::vietnam().day(NaiveDate::from_ymd_opt(2014, 2, 8).unwrap()).unwrap();
    let instrument = day.citations().first().and_then(motcua::Citation::instrument).unwrap();
    assert_eq!(instrument.number(), Some("10525/VPCP-KGVX"));
    assert_eq!(instrument.issued_on(), NaiveDate::from_ymd_opt(2013, 12, 12));
}

#[test]
fn the_basis_of_a_holiday_is_the_code_in_force() {
    let article = |y, m, d| {
        let day = Calendar::vietnam().day(NaiveDate::from_ymd_opt(y, m, d).unwrap()).unwrap();
        day.citations().first().unwrap().text(Language::En)
    };
    // The Labour Code of 2012 is in force from 1 May 2013, that of 2019 from 1 January 2021.
    assert_eq!(article(2013, 4, 30), "Labour Code 1994, Art. 73");
    assert_eq!(article(2013, 5, 1), "Labour Code 2012, Art. 115");
    assert_eq!(article(2020, 9, 2), "Labour Code 2012, Art. 115");
    assert_eq!(article(2021, 1, 1), "Labour Code 2019, Art. 112.1");
    assert_eq!(article(2026, 11, 24), "Resolution 28/2026/QH16, Art. 2");
}

#[test]
fn making_up_24_november_is_a_switch() {
    // 24 November 2029 is a Saturday: the first time that its making up matters.
    let monday = NaiveDate::from_ymd_opt(2029, 11, 26).unwrap();
    let kind = |made_up| {
        let calendar = Calendar::builder().culture_day_made_up(made_up).build().unwrap();
        calendar.day(monday).unwrap().kind()
    };
    assert_eq!(kind(false), DayKind::WorkingDay);
    assert_eq!(kind(true), DayKind::CompensatoryDayOff);
}

#[test]
fn default_hours_are_eight() {
    let time = WorkingTime::new(&Calendar::vietnam(), &OfficeHours::default());
    let midnight = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert_eq!(time.between(midnight(16), midnight(17)).unwrap(), 8 * 3600);
}

#[test]
fn the_four_rules_of_fifteen_hours_are_data_with_a_basis() {
    let on = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let rules = [Cutoff::hand_over(), Cutoff::civil_status(), Cutoff::certification(), Cutoff::interlinked()];
    for rule in rules {
        let id = rule.rule_id().unwrap();
        assert_eq!(Cutoff::named(id).unwrap(), rule);
        assert_eq!(rule.time().format("%H:%M").to_string(), "15:00");
        assert_eq!(rule.citation(on).unwrap().confidence(), Confidence::Seen);
    }
    assert!(Cutoff::certification().slip_states_hour() && Cutoff::civil_status().is_permissive());
    // Before the one-stop decree of 2025 the hand-over rule stood in that of 2018.
    let in_2024 = NaiveDate::from_ymd_opt(2024, 6, 3).unwrap();
    assert!(Cutoff::hand_over().citation(in_2024).unwrap().text(Language::Vi).contains("61/2018/NĐ-CP"));
}

#[test]
fn instruments_are_named_in_both_languages() {
    for instrument in law::instruments() {
        for language in [Language::Vi, Language::En] {
            assert!(!instrument.name(language).is_empty());
        }
        assert!(!instrument.issuer().is_empty());
    }
}

#[test]
fn certainty_is_a_property_of_the_year() {
    let (first, last) = Calendar::announced();
    assert_eq!(first.to_string(), "2010-01-01");
    assert!(last >= NaiveDate::from_ymd_opt(2027, 12, 31).unwrap());
    let certainty = |date| Calendar::vietnam().day(date).unwrap().certainty();
    assert_eq!(certainty(first.pred_opt().unwrap()), Certainty::Derived);
    assert_eq!(certainty(first), Certainty::Announced);
    assert_eq!(certainty(last), Certainty::Announced);
    assert_eq!(certainty(last.succ_opt().unwrap()), Certainty::Projected);
}

#[test]
fn codes_are_unique_and_snake_case() {
    let mut codes = Error::CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Error::CODES.len());
    assert!(codes.iter().all(|code| code.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
}

/// Packages are built from their own folders, so each carries a copy.
#[test]
fn packages_carry_the_licence() {
    for copy in [include_str!("../core/LICENSE"), include_str!("../py/LICENSE")] {
        assert_eq!(copy, include_str!("../LICENSE"));
    }
}

#[test]
fn the_npm_package_has_the_version_of_the_workspace() {
    let package: serde_json::Value = serde_json::from_str(include_str!("../wasm/package.json")).unwrap();
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_calendar_without_rest_counts_time_to_its_end() {
    let (first, last) = Calendar::coverage();
    let open = motcua::LocalDays::new(first, last, "Làm việc cả tuần", "Open all week", "QĐ 1").unwrap();
    let calendar = Calendar::builder().opening(open).build().unwrap();
    let time = WorkingTime::new(&calendar, &OfficeHours::default());
    let midnight = |d| NaiveDate::from_ymd_opt(2150, 1, d).unwrap().and_hms_opt(0, 0, 0).unwrap();
    assert_eq!(time.between(midnight(5), midnight(15)).unwrap(), 10 * 8 * 3600);
    assert_eq!(time.add(midnight(5), 8 * 3600).unwrap(), midnight(5) + chrono::TimeDelta::hours(17));
}

#[test]
fn thousands_of_closures_cost_their_days_once() {
    let (first, last) = Calendar::coverage();
    let all = |reason: &str| motcua::LocalDays::new(first, last, reason, reason, reason).unwrap();
    let builder = (0..5_000).fold(Calendar::builder(), |builder, n| builder.closure(all(&n.to_string())));
    assert_eq!(builder.clone().build().unwrap_err().code(), "calendar_empty");
    let monday = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
    let opening = motcua::LocalDays::new(monday, monday, "Mở cửa", "Open", "TB 2").unwrap();
    let calendar = builder.opening(opening).build().unwrap();
    assert_eq!(calendar.day(monday).unwrap().kind(), DayKind::LocalOpening);
    // Of closures that overlap the first counts.
    assert_eq!(calendar.day(monday.succ_opt().unwrap()).unwrap().name(Language::En), "0");
}

#[test]
fn a_document_is_not_cited_for_days_before_it() {
    for date in Calendar::announced().0.iter_days().take_while(|date| *date <= Calendar::announced().1) {
        let day = Calendar::vietnam().day(date).unwrap();
        let by = day.linked_date().filter(|_| day.kind() != DayKind::CompensatoryDayOff).map_or(date, |other| other.min(date));
        for issued_on in day.citations().iter().filter_map(|c| c.instrument()?.issued_on()) {
            assert!(issued_on <= by, "{date} cites a document of {issued_on}");
        }
    }
}

#[test]
fn the_catalogue_of_the_examples_is_sound() {
    use motcua::procedure::Catalogue;

    let table = include_bytes!("../examples/data/catalogue.csv");
    let loaded = Catalogue::from_csv(table);
    assert!(loaded.complaints().is_empty(), "{:?}", loaded.complaints());
    let catalogue = loaded.into_catalogue();
    assert_eq!(catalogue.procedures().len(), 46);
    for again in [Catalogue::from_csv(catalogue.to_csv().as_bytes()), Catalogue::from_json(catalogue.to_json().as_bytes())] {
        assert_eq!((again.complaints(), again.catalogue()), (&[][..], &catalogue));
    }
    // Marriage with a foreigner was the district's until 30 June 2025.
    let limit = |y, m, d| {
        let version = catalogue.version_on("2.000806", NaiveDate::from_ymd_opt(y, m, d).unwrap());
        version.and_then(|version| version.terms.limit.clone()).map(|limit| limit.to_string())
    };
    assert_eq!(limit(2025, 6, 30).as_deref(), Some("15 day"));
    assert_eq!(limit(2025, 7, 1).as_deref(), Some("5 working_day"));
    assert_eq!(limit(2027, 3, 1), None);
}
