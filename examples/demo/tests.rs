use std::collections::BTreeSet;

use motcua::Timeliness;
use motcua::wire::evaluate;
use serde_json::Value;

use crate::output::File;
use crate::scene::Entry;
use crate::world::World;
use crate::{pages, story, terminal, timeline};

fn world() -> World {
    World::new().unwrap()
}

fn files() -> Vec<File> {
    pages::all(&world()).unwrap()
}

fn html(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.name.ends_with(".html"))
}

fn text(world: &World) -> String {
    let mut out = Vec::new();
    terminal::day(&mut out, &world.today, &timeline::moments(&world.today).unwrap(), &world.summary).unwrap();
    terminal::year(&mut out, &world.year).unwrap();
    terminal::files(&mut out, "target/demo", &pages::all(world).unwrap()).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_day_is_the_same_every_time() {
    let (one, other) = (world(), world());
    assert_eq!(text(&one), text(&other));
    assert_eq!(pages::all(&one).unwrap(), pages::all(&other).unwrap());
}

/// The seed gives the same people and dossiers on every machine.
#[test]
fn the_seed_is_pinned() {
    let world = world();
    let first = world.today.entries.first().unwrap();
    let ordinary = world.today.entries.iter().filter(|entry| entry.key.is_none()).count();
    assert_eq!((world.today.entries.len(), ordinary, world.before.entries.len()), (55, 25, 8));
    assert_eq!((first.code().as_str(), first.particulars.applicant.name.as_str()), ("H99.645-261028-0001", "NGÔ VĂN D (mẫu)"));
}

#[test]
fn the_text_is_narrow_and_plain() {
    let text = text(&world());
    assert!(text.lines().all(|line| line.chars().count() <= terminal::WIDTH), "{text}");
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn all_fourteen_parts_are_told_and_rest_on_something() {
    let world = world();
    let parts = story::parts(&world).unwrap();
    let ids: Vec<&str> = parts.iter().map(|part| part.id).collect();
    assert_eq!(ids, ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "S14"]);
    let before = story::before(&world).unwrap();
    for statement in parts.iter().flat_map(|part| &part.statements).chain(&before) {
        let [vi, en] = &statement.text;
        assert!(!statement.bases.is_empty() && !statement.links.is_empty(), "{vi}");
        assert!(!vi.is_empty() && !en.is_empty());
        assert!(statement.bases.iter().flat_map(|basis| &basis.text).all(|text| !text.trim().is_empty()), "{vi}");
    }
}

/// Every address in every page, to a file of the day and to a place in it.
#[test]
fn every_link_leads_somewhere() {
    let files = files();
    let ids = |page: &str| page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
    let places: Vec<(&str, BTreeSet<String>)> = files.iter().map(|file| (file.name.as_str(), ids(&file.text))).collect();
    let mut followed = 0;
    for file in html(&files) {
        for href in file.text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            if href.starts_with("data:") || href.starts_with("https://dichvucong.gov.vn") {
                continue;
            }
            let (name, place) = href.split_once('#').unwrap_or((href, ""));
            let name = if name.is_empty() { file.name.as_str() } else { name };
            let target = places.iter().find(|(known, _)| *known == name);
            let (_, ids) = target.unwrap_or_else(|| panic!("{}: no file {href}", file.name));
            assert!(place.is_empty() || ids.contains(place), "{}: no place {href}", file.name);
            followed += 1;
        }
    }
    assert!(followed > 200, "{followed}");
}

/// Every page of the day can be reached from the index.
#[test]
fn the_index_names_every_file() {
    let files = files();
    let index = &files.first().unwrap().text;
    for file in files.iter().skip(1) {
        assert!(index.contains(&format!("href=\"{}\"", file.name)), "{}", file.name);
    }
}

#[test]
fn pages_are_complete_and_load_nothing() {
    let files = files();
    assert_eq!(files.iter().map(|file| &file.name).collect::<BTreeSet<_>>().len(), files.len());
    for file in html(&files) {
        let page = &file.text;
        assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"), "{}", file.name);
        for tag in ["html", "head", "body", "main", "title"] {
            let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!((opened, page.matches(&format!("</{tag}>")).count()), (1, 1), "{}: {tag}", file.name);
        }
        for tag in ["table", "tr", "td", "section", "ul", "ol", "li", "p", "a", "nav", "article", "div"] {
            let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, page.matches(&format!("</{tag}>")).count(), "{}: {tag}", file.name);
        }
        for forbidden in ["<script", " src=", "@import", "{{", "{%", "Some("] {
            assert!(!page.contains(forbidden), "{}: {forbidden}", file.name);
        }
        // Whoever prints one page alone sees that it is a sample; due dates of real procedures and published figures are none.
        assert!(page.contains("MẪU") || ["deadlines.html", "provinces.html"].contains(&file.name.as_str()), "{}", file.name);
        assert!(page.contains("href=\"index.html\"") || file.name == "index.html", "{}", file.name);
    }
}

#[test]
fn the_year_says_how_sure_it_is() {
    let world = world();
    let year = &world.year;
    let (ours, rank) = (year.ours().unwrap(), year.rank().unwrap());
    assert_eq!((rank.statement.short().as_str(), year.table.units.len()), ("4/18", 18));
    assert!(ours.interval.low < 4 && ours.interval.high > 4, "{:?}", ours.interval);
    // What the areas and the bonus add is the whole change.
    let change = &year.change;
    assert_eq!(change.areas.iter().map(|area| &area.change).sum::<motcua::Exact>() + change.rest.clone(), change.change);
    // The published table: four provinces are excellent, thirty good.
    assert_eq!(year.provinces.bands.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [4, 30, 0, 0, 0]);
}

/// Every picture is in its page and in a file of its own, drawn and named.
#[test]
fn pictures_are_drawn() {
    let files = files();
    let pictures: Vec<&File> = files.iter().filter(|file| file.name.ends_with(".svg")).collect();
    assert_eq!(pictures.len(), 6);
    for picture in pictures {
        assert!(picture.text.starts_with("<svg ") && picture.text.trim_end().ends_with("</svg>"), "{}", picture.name);
        assert!(picture.text.contains("role=\"img\" aria-label=\"") && !picture.text.contains("NaN"), "{}", picture.name);
        assert!(html(&files).any(|page| page.text.contains(picture.text.trim())), "{}", picture.name);
    }
}

#[test]
fn the_summary_counts_what_the_dossiers_say() {
    let world = world();
    let summary = &world.summary;
    let entries = &world.today.entries;
    let with = |timeliness: Timeliness| {
        u64::try_from(entries.iter().filter(|entry| entry.standing.timeliness() == timeliness).count()).unwrap()
    };
    let counts = [
        (summary.early, Timeliness::Early),
        (summary.on_time, Timeliness::OnTime),
        (summary.late, Timeliness::Late),
        (summary.within_term, Timeliness::WithinTerm),
        (summary.overdue, Timeliness::Overdue),
        (summary.not_measured, Timeliness::None),
    ];
    for (count, timeliness) in counts {
        assert!(count > 0 && count == with(timeliness), "{timeliness:?}");
    }
    assert_eq!(counts.iter().map(|(count, _)| count).sum::<u64>(), summary.dossiers);
    assert_eq!(summary.states.values().sum::<u64>(), summary.dossiers);
    let duties: usize = entries.iter().map(|entry| entry.dossier.duties(world.today.as_of).unwrap().len()).sum();
    assert_eq!(u64::try_from(duties).unwrap(), summary.duties);
    for (name, ratio) in summary.measures() {
        assert!(ratio.numerator() <= ratio.denominator() && ratio.denominator() > 0, "{name}");
    }
}

/// What each scripted dossier is there for.
#[test]
fn scripted_dossiers_show_what_they_are_for() {
    let world = world();
    let due = |key: &str| {
        let entry = world.today.entry(key).or_else(|_| world.before.entry(key)).unwrap();
        (entry.standing.timeliness().as_str(), entry.standing.due_on().map(|day| day.to_string()).unwrap_or_default())
    };
    let expected = [
        // 20, 23, 25 November: the 24th is a day off. NQ 28/2026/QH16, Art. 2.
        ("on_time", "on_time", "2026-11-25"),
        ("early", "early", "2026-11-26"),
        ("rescheduled", "within_term", "2026-11-30"),
        ("rescheduled_late", "within_term", "2026-11-27"),
        ("late_result", "late", "2026-11-23"),
        ("overdue", "overdue", "2026-11-23"),
        // The full limit again from 23 November: 25, 26, 27.
        ("restart", "within_term", "2026-11-27"),
        // From the signed hand-over on 20 November.
        ("post", "early", "2026-11-26"),
        ("online", "within_term", "2026-12-04"),
        ("assisted", "within_term", "2026-11-27"),
        // From the competent agency's receipt on the 25th.
        ("boundary_free", "within_term", "2026-11-30"),
        ("after_15", "within_term", "2026-11-26"),
        ("certification", "within_term", "2026-11-26"),
        ("rejected", "early", "2026-11-26"),
        ("refused_at_intake", "none", ""),
        ("corrected", "on_time", "2026-11-23"),
        // Three working days after 28 April 2020: the 29th, 4 May, 5 May.
        ("2020_slip", "within_term", "2020-05-05"),
        ("2020_apology", "within_term", "2020-05-05"),
        ("2020_after_15", "on_time", "2020-05-04"),
    ];
    for (key, timeliness, day) in expected {
        assert_eq!(due(key), (timeliness, day.to_owned()), "{key}");
    }
    let correction = world.today.entry("corrected").unwrap().dossier.corrections(world.today.as_of).unwrap();
    assert!(correction.first().unwrap().turned_on_time());
}

/// The data go through the generic entry, with the same answers.
#[test]
fn the_data_can_be_fed_to_evaluate() {
    let (world, files) = (world(), files());
    let ask = |name: &str| -> Vec<Value> {
        let file = files.iter().find(|file| file.name == name).unwrap();
        serde_json::from_str(&evaluate(&file.text)).unwrap()
    };
    for (name, scene) in [("dossiers.json", &world.today), ("2020-dossiers.json", &world.before)] {
        let answers = ask(name);
        let (codes, dossiers) = answers.split_first().unwrap();
        assert_eq!(codes["expect"]["duplicates"], serde_json::json!([]), "{codes}");
        assert_eq!(dossiers.len(), scene.entries.len());
        for (answer, Entry { standing, .. }) in dossiers.iter().zip(&scene.entries) {
            assert_eq!(answer["expect"]["state"], standing.state().as_str(), "{answer}");
            assert_eq!(answer["expect"]["timeliness"], standing.timeliness().as_str(), "{answer}");
        }
    }
    for answer in ask("surroundings.json") {
        assert!(answer["expect"].is_object(), "{answer}");
        let problems = &answer["expect"]["problems"];
        assert!(problems.is_null() || *problems == serde_json::json!([]), "{problems}");
    }
}

#[test]
fn the_imported_log_breaks_rules_and_is_read_all_the_same() {
    let request: motcua::wire::DossierRequest = crate::data::IMPORTED.read().unwrap();
    let answer = request.evaluate().unwrap();
    let codes: Vec<(usize, &str)> = answer.violations.iter().map(|violation| (violation.event, violation.code)).collect();
    let expected = [
        (2, "transition_not_allowed"),
        (4, "transition_not_allowed"),
        (6, "reschedule_limit_reached"),
        (7, "reason_missing"),
        (9, "event_unknown"),
        (10, "event_out_of_order"),
    ];
    assert_eq!(codes, expected);
}
