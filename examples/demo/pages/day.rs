//! The day: what happened, who holds what, what is owed, what would be if, what was corrected, what an imported log breaks.

use anyhow::Result;
use askama::Template;
use chrono::TimeDelta;
use motcua::Language::Vi;
use motcua::{Calendar, DayKind, Holding, State, Timeliness};

use super::audit::{Corrected, Imported, corrections, imported};
use super::{forms, percent, render};
use crate::names;
use crate::output::File;
use crate::scene::{Entry, Scene};
use crate::timeline;
use crate::words::{capitalised, time, weekday, weekday_date};
use crate::world::World;

#[derive(Template)]
#[template(path = "day.html")]
struct Page {
    date: String,
    week: Vec<WeekDay>,
    counts: Vec<(String, &'static str)>,
    moments: Vec<Row>,
    open: Vec<Open>,
    duties: Vec<Owed>,
    ifs: Vec<If>,
    corrections: Vec<Corrected>,
    imported: Imported,
    desks: Vec<Desk>,
}

struct WeekDay {
    class: &'static str,
    weekday: String,
    date: String,
    name: String,
    basis: String,
}

struct Row {
    at: String,
    code: String,
    anchor: Option<String>,
    procedure: String,
    what: String,
    officer: String,
    quiet: bool,
}

struct Open {
    code: String,
    procedure: String,
    state: String,
    unit: String,
    officer: String,
    backup: String,
    since: String,
    used: String,
    due: String,
    timeliness: &'static str,
    class: &'static str,
}

struct Owed {
    what: String,
    code: String,
    since: String,
    due: String,
    class: &'static str,
    basis: String,
    form: Option<&'static str>,
}

struct If {
    code: String,
    procedure: String,
    event: String,
    now: String,
    then: String,
}

/// What one officer has on the desk.
struct Desk {
    officer: String,
    backup: String,
    unit: String,
    held: usize,
    broken: usize,
}

pub(super) fn file(world: &World) -> Result<File> {
    let scene = &world.today;
    let summary = &world.summary;
    let holdings = holdings(scene)?;
    let page = Page {
        date: capitalised(&weekday_date(scene.day(), Vi)),
        week: week(scene)?,
        counts: vec![
            (summary.dossiers.to_string(), "hồ sơ trong sổ"),
            (summary.received_today.to_string(), "nộp hôm nay"),
            (summary.returned_today.to_string(), "trả kết quả hôm nay"),
            (percent(summary.share_on_time()), "kết quả đúng hoặc trước hẹn"),
            (summary.overdue.to_string(), "quá hẹn chưa xong"),
            (summary.duties.to_string(), "việc còn nợ lúc đóng cửa"),
        ],
        moments: rows(scene)?,
        desks: desks(&holdings),
        open: holdings.iter().map(|(entry, holding)| open(entry, holding)).collect(),
        duties: duties(scene)?,
        ifs: ifs(scene)?,
        corrections: corrections(scene)?,
        imported: imported()?,
    };
    Ok(File::new("day.html", "Diễn biến trong ngày, ai đang giữ hồ sơ nào, còn nợ việc gì", render(&page)?))
}

fn week(scene: &Scene) -> Result<Vec<WeekDay>> {
    use chrono::Datelike;
    let calendar = Calendar::vietnam();
    let monday = scene.day() - TimeDelta::days(scene.day().weekday().num_days_from_monday().into());
    let days = monday.iter_days().take(7).map(|date| {
        let day = calendar.day(date)?;
        let is_holiday = !matches!(day.kind(), DayKind::WorkingDay | DayKind::Weekend);
        Ok(WeekDay {
            class: match (date == scene.day(), day.kind()) {
                (true, _) => "today",
                (_, DayKind::WorkingDay) => "work",
                (_, DayKind::Weekend) => "weekend",
                _ => "holiday",
            },
            weekday: capitalised(weekday(date, Vi)),
            date: date.format("%d/%m").to_string(),
            name: day.name(Vi),
            basis: if is_holiday {
                day.citations().iter().map(|basis| basis.text(Vi)).collect::<Vec<_>>().join("; ")
            } else {
                String::new()
            },
        })
    });
    days.collect()
}

fn rows(scene: &Scene) -> Result<Vec<Row>> {
    let moments = timeline::moments(scene)?;
    let row = |moment: &timeline::Moment<'_>| {
        // Who holds it right then answers for what happens.
        let custody = moment.entry.dossier.custody(moment.at)?;
        Ok(Row {
            at: time(moment.at),
            code: moment.entry.code(),
            anchor: moment.entry.key.clone(),
            procedure: moment.entry.particulars.procedure.clone(),
            what: moment.what.clone(),
            officer: custody.last().and_then(Holding::officer).unwrap_or_default().to_owned(),
            quiet: moment.is_routine,
        })
    };
    moments.iter().map(row).collect()
}

/// Dossiers that are not closed, with who holds them.
fn holdings(scene: &Scene) -> Result<Vec<(&Entry, Holding)>> {
    let open = scene.entries.iter().filter(|entry| !entry.standing.state().is_final());
    let mut held = Vec::new();
    for entry in open {
        held.extend(entry.dossier.custody(scene.as_of)?.pop().map(|holding| (entry, holding)));
    }
    Ok(held)
}

fn open(entry: &Entry, holding: &Holding) -> Open {
    let standing = &entry.standing;
    let waits = holding.waits_for().map(|whom| format!(" ({})", names::waits_for(whom))).unwrap_or_default();
    let timeliness = standing.timeliness();
    Open {
        code: entry.code(),
        procedure: entry.particulars.procedure.clone(),
        state: format!("{}{waits}", names::state(standing.state())),
        unit: names::unit(holding.unit()).to_owned(),
        officer: holding.officer().unwrap_or("chưa giao").to_owned(),
        backup: holding.backup().unwrap_or_default().to_owned(),
        since: names::short(holding.since()),
        used: names::hours(holding.working_seconds()),
        due: standing.due_at().map_or_else(|| "chưa có".to_owned(), names::short),
        timeliness: if timeliness == Timeliness::None { "–" } else { timeliness.name(Vi) },
        class: if timeliness.is_broken() { "bad" } else { "good" },
    }
}

fn desks(holdings: &[(&Entry, Holding)]) -> Vec<Desk> {
    let mut desks: Vec<Desk> = Vec::new();
    for (entry, holding) in holdings {
        let officer = holding.officer().unwrap_or("chưa giao cho ai");
        let broken = usize::from(entry.standing.timeliness().is_broken());
        match desks.iter_mut().find(|desk| desk.officer == officer && desk.unit == names::unit(holding.unit())) {
            Some(desk) => (desk.held, desk.broken) = (desk.held + 1, desk.broken + broken),
            None => desks.push(Desk {
                officer: officer.to_owned(),
                backup: holding.backup().unwrap_or_default().to_owned(),
                unit: names::unit(holding.unit()).to_owned(),
                held: 1,
                broken,
            }),
        }
    }
    desks.sort_by(|a, b| b.held.cmp(&a.held).then_with(|| a.officer.cmp(&b.officer)));
    desks
}

fn duties(scene: &Scene) -> Result<Vec<Owed>> {
    let mut owed = Vec::new();
    for entry in &scene.entries {
        for duty in entry.dossier.duties(scene.as_of)? {
            let key = entry.key.as_deref().unwrap_or_default();
            let unconfirmed =
                if duty.is_confirmed() { "" } else { " (chưa đọc được văn bản, dùng giá trị mặc định)" };
            owed.push(Owed {
                what: duty.text(Vi, scene.regime),
                code: entry.code(),
                since: names::short(duty.since()),
                due: duty.due_at().map_or_else(|| "trước khi trả".to_owned(), names::short),
                class: if duty.is_late() { "bad" } else { "good" },
                basis: format!("{}{unconfirmed}", duty.citation().text(Vi)),
                form: duty.form().and_then(|form| forms::file_of(form, key)),
            });
        }
    }
    Ok(owed)
}

fn ifs(scene: &Scene) -> Result<Vec<If>> {
    let mut ifs = Vec::new();
    for entry in &scene.entries {
        let Some(event) = &entry.what_if else { continue };
        let then = entry.dossier.what_if(event.clone())?;
        let due = |standing: &motcua::Standing| standing.due_at().map_or_else(|| "chưa có".to_owned(), names::short);
        ifs.push(If {
            code: entry.code(),
            procedure: entry.particulars.procedure.clone(),
            event: match entry.standing.state() {
                State::AwaitingSupplement => format!("Người dân bổ sung đủ lúc {}", time(event.at)),
                _ => format!("Tính tiếp từ {}", time(event.at)),
            },
            now: due(&entry.standing),
            then: due(&then),
        });
    }
    Ok(ifs)
}
