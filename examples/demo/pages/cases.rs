//! Every scripted dossier with its log, its promises and the law behind them; both scenes.

use anyhow::Result;
use askama::Template;
use motcua::Language::Vi;
use motcua::{FormKind, Standing, Timeliness};

use super::{forms, render};
use crate::names;
use crate::output::File;
use crate::scene::{Entry, Scene};
use crate::timeline::{title, what};
use crate::words::weekday_date;
use crate::world::World;

#[derive(Template)]
#[template(path = "cases.html")]
struct Page {
    scenes: Vec<SceneView>,
}

struct SceneView {
    office: String,
    date: String,
    decree: &'static str,
    cases: Vec<Case>,
}

struct Case {
    key: String,
    shows: [String; 2],
    code: String,
    procedure: String,
    applicant: String,
    log: Vec<(String, String)>,
    why: String,
    state: String,
    class: &'static str,
    flags: Vec<&'static str>,
    unconfirmed: bool,
    files: Vec<(&'static str, &'static str)>,
}

pub(super) fn file(world: &World) -> Result<File> {
    let scenes = [&world.today, &world.before].into_iter().map(view).collect::<Result<_>>()?;
    Ok(File::new("cases.html", "Từng tình huống: nhật ký, lời hẹn, căn cứ", render(&Page { scenes })?))
}

fn view(scene: &Scene) -> Result<SceneView> {
    let mut scripted: Vec<(&str, &Entry)> =
        scene.entries.iter().filter_map(|entry| Some((entry.key.as_deref()?, entry))).collect();
    scripted.sort_by_key(|(key, _)| place(key));
    Ok(SceneView {
        office: scene.office.agency.clone(),
        date: weekday_date(scene.day(), Vi),
        decree: scene.regime.instrument().name(Vi),
        cases: scripted.into_iter().map(|(key, entry)| case(key, entry, scene)).collect::<Result<_>>()?,
    })
}

/// Those of one kind together: in time, late, stopped, ways in, ended, repaired, at the counter.
fn place(key: &str) -> usize {
    const ORDER: [&str; 31] = [
        "on_time",
        "early",
        "uncollected",
        "rescheduled",
        "rescheduled_late",
        "late_result",
        "overdue",
        "guided_once",
        "waiting",
        "restart",
        "suspended",
        "other_agency",
        "online",
        "assisted",
        "kiosk",
        "post",
        "boundary_free",
        "at_once",
        "same_day",
        "after_15",
        "certification",
        "counter_due",
        "slip_owed",
        "handed_over_late",
        "backup",
        "rejected",
        "refused_at_intake",
        "withdrawn",
        "stopped",
        "corrected",
        "",
    ];
    ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len())
}

fn case(key: &str, entry: &Entry, scene: &Scene) -> Result<Case> {
    let log = entry.dossier.events().iter().map(|event| {
        let standing = entry.dossier.standing(event.at)?;
        Ok((names::short(event.at), what(event, entry, &standing, scene.regime)))
    });
    let standing = &entry.standing;
    let files = FormKind::ALL.into_iter().filter_map(|form| Some((forms::file_of(form, key)?, title(scene.regime, form))));
    Ok(Case {
        key: key.to_owned(),
        shows: entry.shows.clone(),
        code: entry.code(),
        procedure: entry.particulars.request_or_procedure().to_owned(),
        applicant: entry.particulars.applicant.name.clone(),
        log: log.collect::<Result<_>>()?,
        why: entry.dossier.explain(scene.as_of, Vi)?.trim_end().to_owned(),
        state: state(standing),
        class: if standing.timeliness().is_broken() { "bad" } else { "good" },
        flags: standing.flags().iter().map(|flag| flag.text(Vi)).collect(),
        unconfirmed: !standing.unconfirmed().is_empty(),
        files: files.collect(),
    })
}

fn state(standing: &Standing) -> String {
    match standing.timeliness() {
        Timeliness::None => names::state(standing.state()).to_owned(),
        timeliness => format!("{}: {}", names::state(standing.state()), crate::timeline::lower(timeliness.name(Vi))),
    }
}
