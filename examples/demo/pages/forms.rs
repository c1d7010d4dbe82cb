//! The forms an office hands out, each about a dossier of the day; the older scene under the titles of its time.

use anyhow::{Context, Result};
use motcua::form::{Book, Form, FormOptions, Register};
use motcua::wire::parse_moment;
use motcua::{FormKind, Regime};

use super::with_way_back;
use crate::output::File;
use crate::scene::Scene;
use crate::timeline::{lower, title};
use crate::world::World;

/// Which form about which dossier becomes which file; the last is the moment, where it is not the end of the day.
type Plan = (&'static str, FormKind, &'static str, Option<&'static str>);

const TODAY: [Plan; 16] = [
    ("appointment-slip.html", FormKind::AppointmentSlip, "assisted", None),
    ("appointment-slip-after-15.html", FormKind::AppointmentSlip, "after_15", None),
    ("appointment-slip-hour.html", FormKind::AppointmentSlip, "certification", None),
    ("appointment-slip-restart.html", FormKind::AppointmentSlip, "restart", None),
    ("appointment-slip-boundary-free.html", FormKind::AppointmentSlip, "boundary_free", None),
    ("supplement-request.html", FormKind::SupplementRequest, "waiting", None),
    ("refusal.html", FormKind::Refusal, "rejected", None),
    ("refusal-at-intake.html", FormKind::Refusal, "refused_at_intake", None),
    ("apology.html", FormKind::Apology, "rescheduled", None),
    ("apology-late.html", FormKind::Apology, "late_result", Some("2026-11-25T10:25")),
    ("apology-overdue.html", FormKind::Apology, "overdue", None),
    ("stop-notice.html", FormKind::StopNotice, "stopped", None),
    ("control-sheet.html", FormKind::ControlSheet, "late_result", None),
    ("control-sheet-restart.html", FormKind::ControlSheet, "restart", None),
    ("early-return-notice.html", FormKind::EarlyReturnNotice, "early", Some("2026-11-25T09:20")),
    ("opinion-form.html", FormKind::OpinionForm, "on_time", None),
];

const BEFORE: [Plan; 7] = [
    ("2020-appointment-slip.html", FormKind::AppointmentSlip, "2020_slip", None),
    ("2020-appointment-slip-after-15.html", FormKind::AppointmentSlip, "2020_after_15", None),
    ("2020-supplement-request.html", FormKind::SupplementRequest, "2020_restart", None),
    ("2020-refusal.html", FormKind::Refusal, "2020_rejected", None),
    ("2020-apology.html", FormKind::Apology, "2020_apology", None),
    ("2020-control-sheet.html", FormKind::ControlSheet, "2020_on_time", None),
    ("2020-opinion-form.html", FormKind::OpinionForm, "2020_on_time", None),
];

pub(super) fn files(world: &World) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for (scene, plans, register) in
        [(&world.today, &TODAY[..], "register.html"), (&world.before, &BEFORE[..], "2020-register.html")]
    {
        for plan in plans {
            files.push(form(scene, plan).with_context(|| plan.0.to_owned())?);
        }
        files.push(book(scene, register)?);
    }
    Ok(files)
}

/// The form of a kind about a scripted dossier of the day.
pub(super) fn file_of(kind: FormKind, key: &str) -> Option<&'static str> {
    let of = |plan: &&Plan| plan.1 == kind && plan.2 == key;
    TODAY.iter().chain(&BEFORE).find(of).map(|plan| plan.0)
}

fn form(scene: &Scene, (name, kind, key, at): &Plan) -> Result<File> {
    let entry = scene.entry(key)?;
    let as_of = at.map(parse_moment).transpose()?.unwrap_or(scene.as_of);
    let form = Form::new(*kind, &entry.case(as_of), &scene.office, &FormOptions::default())?;
    let [shows, _] = &entry.shows;
    let what = format!("{}{} – {}", numbered(scene.regime, *kind), title(scene.regime, *kind), lower(shows));
    Ok(File::new(name, &what, with_way_back(&form.html(true)?)))
}

/// `Mẫu 04: `, nothing for a form without a number.
fn numbered(regime: &Regime, kind: FormKind) -> String {
    let number = regime.form(kind).and_then(motcua::FormTitle::number);
    number.map(|number| format!("Mẫu {number}: ")).unwrap_or_default()
}

fn book(scene: &Scene, name: &str) -> Result<File> {
    use chrono::Datelike;
    let mut book = Book::new(scene.regime, scene.day().year(), scene.as_of);
    book.volume = Some("01".to_owned());
    // Refused before acceptance is not received: such a dossier has its own form and no entry.
    let received = scene.entries.iter().filter(|entry| entry.standing.accepted_at().is_some());
    let (register, problems) = Register::new(&book, &scene.office, received.map(|entry| entry.case(scene.as_of)))?;
    if let Some(problem) = problems.into_iter().next() {
        return Err(problem).context(name.to_owned());
    }
    let what = format!("{}{}", numbered(scene.regime, FormKind::Register), title(scene.regime, FormKind::Register));
    Ok(File::new(name, &what, with_way_back(&register.html(true)?)))
}
