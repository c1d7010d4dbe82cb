//! S13 and S14: satisfaction as the yardstick, the index and the rank.

use anyhow::{Context, Result};
use motcua::service_quality;

use super::{Basis, Part, Statement};
use crate::world::World;
use crate::year::{comma, percent};

pub(super) fn parts(world: &World) -> Result<Vec<Part>> {
    Ok(vec![satisfaction(world)?, index(world)?])
}

fn satisfaction(world: &World) -> Result<Part> {
    let overall = &world.year.satisfaction.ours()?.group.overall;
    let share = overall.index.as_ref().context("nobody answered")?;
    let share = comma(&(share * &motcua::Exact::from(100)).text(1));
    let interval = overall.interval.context("no interval")?;
    let (low, high) = (percent(interval.low()), percent(interval.high()));
    let mut statement = Statement::new(
        format!(
            "{} phiếu: {share}% hài lòng; với số phiếu ấy, con số thật nằm trong khoảng {low}–{high}. Phân bố năm mức luôn được giữ, không rút thành một con số.",
            overall.respondents
        ),
        format!(
            "{} forms: {share}% satisfied, and with so few the interval is {low} to {high}. The five levels are always kept.",
            overall.respondents
        ),
    )
    .see("year.html#hai-long", "Người dân nói gì");
    for citation in service_quality::citations() {
        statement = statement.on(citation);
    }
    let own = Basis {
        text: ["tỷ lệ trả lời mức 4–5, cách tính của SIPAS".to_owned(), "share of answers 4 and 5, as SIPAS counts".to_owned()],
        is_confirmed: false,
    };
    Ok(Part {
        id: "S13",
        title: ["Lấy sự hài lòng làm thước đo", "Satisfaction as the yardstick"],
        statements: vec![statement.on(own)],
    })
}

fn index(world: &World) -> Result<Part> {
    let year = &world.year;
    let (ours, rank) = (year.ours()?, year.rank()?);
    let portal = Statement::new(
        format!(
            "Chỉ số phục vụ theo Quyết định 766: {}/100, {}; từng điểm có phép tính để làm lại bằng tay. Bảng 34 tỉnh, thành phố năm 2025 được cộng lại, khớp mọi tổng điểm và thứ hạng đã công bố.",
            year.portal.total, year.portal.band
        ),
        format!(
            "The index of service of Decision 766: {} of 100, each point with its arithmetic. The real table of 34 provinces of 2025 is recomputed without a difference.",
            year.portal.total
        ),
    )
    .see("year.html#diem-766", "Điểm 766 và phép tính")
    .see("provinces.html", "34 tỉnh, thành phố");
    let portal = year.portal.bases.iter().cloned().fold(portal, Statement::on);
    let ranked = Statement::new(
        format!(
            "Chỉ số cải cách hành chính theo bộ mẫu: {}/100, {}; khoảng tin cậy 95% của hạng là {}–{}. Thay đổi so với năm 2025 được tách theo lĩnh vực.",
            year.index.total,
            rank.statement.short(),
            ours.interval.low,
            ours.interval.high
        ),
        format!(
            "The reform index by a sample set: {} of 100, rank {}, and with 95% confidence between {} and {}; the change since 2025 by area.",
            year.index.total,
            rank.statement.short(),
            ours.interval.low,
            ours.interval.high
        ),
    )
    .see("year.html#chi-so", "Chỉ số và thay đổi")
    .see("year.html#thu-hang", "Thứ hạng và độ chắc");
    let ranked = year.index.bases.iter().cloned().fold(ranked, Statement::on);
    Ok(Part {
        id: "S14",
        title: ["Chỉ số cải cách hành chính và thứ hạng", "The reform index and the rank"],
        statements: vec![portal, ranked],
    })
}
