//! Control of procedures: shortened limits against those of the law, publication in time, search.

use anyhow::Result;
use askama::Template;
use motcua::Calendar;
use motcua::Language::Vi;
use motcua::procedure::{Asked, Body, Publication, PublicationDates, Punctuality};
use motcua::wire::parse_date;
use serde::Deserialize;

use super::render;
use crate::data;
use crate::output::File;
use crate::words::date;
use crate::world::World;

#[derive(Template)]
#[template(path = "limits.html")]
struct Page {
    date: String,
    rows: Vec<Row>,
    published: Vec<Published>,
    searches: Vec<Search>,
}

struct Row {
    code: String,
    name: String,
    statutory: String,
    committed: String,
    saved: String,
    basis: String,
    example: String,
}

struct Published {
    name: String,
    decision: (String, String, &'static str),
    entry: (String, String, &'static str),
    basis: String,
}

struct Search {
    query: &'static str,
    hits: Vec<String>,
}

/// A procedure and when it was published.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    body: String,
    effective_on: String,
    decided_on: String,
    entered_on: Option<String>,
}

pub(super) fn file(world: &World) -> Result<File> {
    let page = Page {
        date: date(world.today.day(), Vi),
        rows: rows(world)?,
        published: data::PUBLICATION.read::<Vec<Case>>()?.iter().map(|case| published(case, world)).collect::<Result<_>>()?,
        searches: searches(world),
    };
    Ok(File::new("limits.html", "Thời hạn cam kết, công bố đúng hạn, tra cứu", render(&page)?))
}

fn rows(world: &World) -> Result<Vec<Row>> {
    let today = world.today.day();
    let mut rows = Vec::new();
    for procedure in world.catalogue.procedures() {
        let Some(version) = procedure.version_on(today) else { continue };
        let Ok(limit) = version.limit(Asked::default()) else { continue };
        let (Some(local), Some((amount, unit))) = (limit.local(), limit.time_saved()) else { continue };
        let rules = version.counting_rules(Default::default());
        let opening = today.and_hms_opt(8, 0, 0).unwrap_or_default();
        let compared = limit.compare(opening, &Calendar::vietnam(), &rules)?;
        let example = compared.map(|compared| {
            let [committed, statutory] =
                [&compared.committed, &compared.statutory].map(|due| due.due_on().format("%d/%m").to_string());
            format!("{committed} thay vì {statutory}")
        });
        let law = version.legal_basis.clone().unwrap_or_else(|| "Căn cứ của thời hạn chưa có trong nguồn đã đọc".to_owned());
        rows.push(Row {
            code: procedure.id.clone(),
            name: procedure.name.clone(),
            statutory: limit.statutory().text(Vi),
            committed: local.text(Vi),
            saved: motcua::TimeLimit::new(amount, unit)?.text(Vi),
            basis: [law, version.local_basis.clone().unwrap_or_default()].join("; "),
            example: example.unwrap_or_default(),
        });
    }
    Ok(rows)
}

fn published(case: &Case, world: &World) -> Result<Published> {
    let dates = PublicationDates {
        issued_on: None,
        effective_on: Some(parse_date(&case.effective_on)?),
        decided_on: Some(parse_date(&case.decided_on)?),
        entered_on: case.entered_on.as_deref().map(parse_date).transpose()?,
    };
    let found = Publication::check(Body::parse(&case.body)?, &dates, Some(world.today.day()), &Calendar::vietnam())?;
    let day = |day: Option<chrono::NaiveDate>| day.map_or_else(|| "chưa làm".to_owned(), |day| date(day, Vi));
    let view = |done, due, punctuality: Punctuality| {
        (day(done), format!("{} (hạn {})", punctuality.name(Vi), day(due)), class(punctuality))
    };
    Ok(Published {
        name: case.name.clone(),
        decision: view(dates.decided_on, found.decision_due_on, found.decision),
        entry: view(dates.entered_on, found.entry_due_on, found.entry),
        basis: found.citations.iter().map(|basis| basis.text(Vi)).collect::<Vec<_>>().join("; "),
    })
}

const fn class(punctuality: Punctuality) -> &'static str {
    match punctuality {
        Punctuality::Late | Punctuality::Overdue => "bad",
        _ => "good",
    }
}

/// What people type.
pub(super) const QUERIES: [&str; 4] = ["dang ky khai sinh", "KET HON NUOC NGOAI", "trú tạm", "ho kinh doanh"];

fn searches(world: &World) -> Vec<Search> {
    let search = |query| {
        let hits = world.catalogue.search(query, 3);
        Search { query, hits: hits.iter().map(|hit| hit.procedure.name.clone()).collect() }
    };
    QUERIES.map(search).into_iter().collect()
}
