//! The commune's year, with its pictures.

use anyhow::{Context, Result};
use askama::Template;
use motcua::Language::{En, Vi};
use motcua::rank::UncertainRank;

use super::render;
use crate::output::File;
use crate::plots::{Bar, Opinion, Ranked, Step, bars, caterpillar, change, opinions};
use crate::world::World;
use crate::year::{Card, Line, Quality, Year, comma, percent};

#[derive(Template)]
#[template(path = "year.html")]
struct Page<'a> {
    counts: Vec<(String, &'static str)>,
    quality: &'a Quality,
    portal: &'a Card,
    index: &'a Card,
    lines: &'a [Line],
    groups: String,
    answers: String,
    change: String,
    ranks: String,
    statement: [String; 2],
    sureness: String,
    share: String,
    interval: String,
    respondents: usize,
    is_small: bool,
}

/// The page and its pictures.
pub(super) fn files(world: &World) -> Result<Vec<File>> {
    let year = &world.year;
    let groups = bars("Điểm từng nhóm của xã Triệu Bình năm 2026 so với điểm tối đa", &group_bars(&year.portal))?;
    let answers = answers(year)?;
    let change = index_change(year)?;
    let ranks = ranks(year)?;
    let ours = year.ours()?;
    let ranked = year.rank()?;
    let satisfaction = year.satisfaction.ours()?;
    let overall = &satisfaction.group.overall;
    let share = overall.index.as_ref().context("nobody answered")?;
    let interval = overall.interval.context("no interval")?;
    let in_top = ours.in_top.iter().find(|top| top.k == 4).context("no chance of the first four")?;
    let page = Page {
        counts: vec![
            (format!("{}/100", year.portal.total), "điểm theo công thức 766"),
            (format!("{}/100", year.index.total), "chỉ số CCHC (bộ mẫu)"),
            (ranked.statement.short(), "thứ hạng trong 18 xã"),
            (format!("{}–{}", ours.interval.low, ours.interval.high), "khoảng tin cậy 95% của hạng"),
        ],
        quality: &year.quality,
        portal: &year.portal,
        index: &year.index,
        lines: &year.portal.terms,
        statement: [ranked.statement.text(Vi), ranked.statement.text(En)],
        sureness: percent(in_top.probability),
        share: comma(&format!("{}%", (share * &motcua::Exact::from(100)).text(1))),
        interval: format!("{}–{}", percent(interval.low()), percent(interval.high())),
        respondents: overall.respondents,
        is_small: satisfaction.is_small,
        groups: groups.clone(),
        answers: answers.clone(),
        change: change.clone(),
        ranks: ranks.clone(),
    };
    Ok(vec![
        File::new("year.html", "Một năm của xã: điểm 766, hài lòng, chỉ số CCHC, thứ hạng", render(&page)?),
        File::new("year-groups.svg", "Hình: điểm từng nhóm theo công thức 766", groups),
        File::new("year-opinions.svg", "Hình: phiếu khảo sát hài lòng", answers),
        File::new("year-change.svg", "Hình: chỉ số CCHC thay đổi vì đâu", change),
        File::new("year-ranks.svg", "Hình: thứ hạng của 18 xã với khoảng tin cậy", ranks),
    ])
}

fn group_bars(card: &Card) -> Vec<Bar> {
    let bar = |area: &crate::year::Area| Bar {
        label: area.title.clone(),
        value: area.points.to_f64(),
        max: area.max.to_f64(),
        text: format!("{} / {}", comma(&area.points.text(2)), area.max),
    };
    card.areas.iter().map(bar).collect()
}

fn answers(year: &Year) -> Result<String> {
    let rows = year.satisfaction.answers()?.into_iter().map(|(title, item)| Opinion {
        label: title.to_owned(),
        counts: item.distribution.iter().map(|level| level.answers).collect(),
        text: item
            .figure
            .index
            .as_ref()
            .map(|share| format!("{}%", comma(&(share * &motcua::Exact::from(100)).text(1))))
            .unwrap_or_default(),
    });
    let levels = ["Rất không hài lòng", "Không hài lòng", "Bình thường", "Hài lòng", "Rất hài lòng"];
    opinions("Trả lời phiếu khảo sát của xã Triệu Bình, số phiếu theo mức", &levels, &rows.collect::<Vec<_>>())
}

fn index_change(year: &Year) -> Result<String> {
    let found = &year.change;
    let title = |id: &str| {
        let area = year.index.areas.iter().find(|area| area.id == id);
        area.map_or_else(|| id.to_owned(), |area| area.title.clone())
    };
    let signed = |change: &motcua::Exact| {
        let text = comma(&change.text(2));
        if change.is_negative() {
            text.replace('-', "−")
        } else if change.is_zero() {
            text
        } else {
            format!("+{text}")
        }
    };
    let step =
        |label: &str, change: &motcua::Exact| Step { label: label.to_owned(), change: change.to_f64(), text: signed(change) };
    let mut steps: Vec<Step> = found.areas.iter().map(|area| step(&title(&area.id), &area.change)).collect();
    if !found.rest.is_zero() {
        steps.push(step("Điểm thưởng, điểm trừ", &found.rest));
    }
    let [before, after] = [&found.before, &found.after].map(|total| (total.to_f64(), comma(&total.text(2))));
    change(
        "Chỉ số cải cách hành chính từ 2025 đến 2026 theo lĩnh vực",
        ("Năm 2025", before.0, &before.1),
        ("Năm 2026", after.0, &after.1),
        &steps,
    )
}

fn ranks(year: &Year) -> Result<String> {
    let mut units: Vec<&UncertainRank> = year.uncertainty.units.iter().collect();
    units.sort_by(|one, other| other.score.cmp(&one.score));
    let ours = year.ours()?;
    let rows = units.iter().zip(1_u32..).map(|(unit, rank)| Ranked {
        label: unit.name.clone(),
        rank: f64::from(rank),
        low: small(unit.interval.low),
        high: small(unit.interval.high),
        text: format!("{} · hạng {} ({}–{})", comma(&unit.score.text(2)), unit.rank, unit.interval.low, unit.interval.high),
        is_ours: unit.id == ours.id,
    });
    caterpillar(
        "Thứ hạng của 18 xã với khoảng tin cậy 95%",
        "Thứ hạng; vạch ngang: khoảng tin cậy 95% do khảo sát chỉ hỏi một số người",
        &rows.collect::<Vec<_>>(),
    )
}

/// Ranks are below a hundred here.
pub(super) fn small(rank: usize) -> f64 {
    u32::try_from(rank).map_or(f64::MAX, f64::from)
}
