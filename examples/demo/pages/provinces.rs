//! The 34 provinces of 2025: points, bands, ranks, and how steady these are.

use anyhow::Result;
use askama::Template;

use super::render;
use super::year::small;
use crate::output::File;
use crate::plots::{Layer, Ranked, Stack, caterpillar, stacked};
use crate::world::World;
use crate::year::{Provinces, comma};

/// The province of the story.
const OURS: &str = "Quảng Trị";

#[derive(Template)]
#[template(path = "provinces.html")]
struct Page<'a> {
    bands: &'a [(String, usize)],
    points: String,
    ranks: String,
    rows: Vec<Row>,
    groups: &'a [String],
    source: &'a str,
}

struct Row {
    name: String,
    rank: String,
    total: String,
    band: String,
    range: String,
    moved: String,
    is_ours: bool,
}

/// The page and its pictures.
pub(super) fn files(world: &World) -> Result<Vec<File>> {
    let provinces = &world.year.provinces;
    let (points, ranks) = (points(provinces)?, ranks(provinces)?);
    let rows = provinces.rows.iter().zip(&provinces.table.units).zip(&provinces.sensitivity.units).map(
        |((province, ranked), steady)| {
            let moved = steady.moved_most_by.map(|(place, fall)| {
                let group = provinces.groups.get(place).map(String::as_str).unwrap_or_default();
                let direction = if fall > 0 { "tụt" } else { "lên" };
                format!("bỏ nhóm “{group}”: {direction} {} bậc", fall.unsigned_abs())
            });
            Row {
                name: province.name.clone(),
                rank: ranked.statement.short(),
                total: comma(&province.total.text(2)),
                band: province.band.clone(),
                range: format!("{}–{}", steady.interval.low, steady.interval.high),
                moved: moved.unwrap_or_else(|| "không đổi".to_owned()),
                is_ours: province.name == OURS,
            }
        },
    );
    let page = Page {
        bands: &provinces.bands,
        rows: rows.collect(),
        groups: &provinces.groups,
        source: &provinces.source,
        points: points.clone(),
        ranks: ranks.clone(),
    };
    Ok(vec![
        File::new("provinces.html", "34 tỉnh, thành phố năm 2025: điểm, xếp loại, thứ hạng", render(&page)?),
        File::new("provinces-points.svg", "Hình: điểm sáu nhóm của 34 tỉnh, thành phố", points),
        File::new("provinces-ranks.svg", "Hình: thứ hạng khi trọng số thay đổi", ranks),
    ])
}

fn points(provinces: &Provinces) -> Result<String> {
    let layers: Vec<Layer> = provinces.groups.iter().map(|label| Layer { label: label.clone() }).collect();
    let units = provinces.rows.iter().map(|province| Stack {
        label: province.name.clone(),
        values: province.points.iter().map(|points| (points.to_f64(), comma(&points.text(2)))).collect(),
        text: comma(&province.total.text(2)),
        is_ours: province.name == OURS,
    });
    let bands = [(80.0, "Tốt ≥ 80".to_owned()), (90.0, "Xuất sắc ≥ 90".to_owned())];
    stacked("Điểm sáu nhóm của 34 tỉnh, thành phố, mười tháng năm 2025", &layers, 100.0, &bands, &units.collect::<Vec<_>>())
}

fn ranks(provinces: &Provinces) -> Result<String> {
    let rows = provinces.rows.iter().zip(&provinces.sensitivity.units).zip(1_u32..).map(|((province, steady), rank)| Ranked {
        label: province.name.clone(),
        rank: f64::from(rank),
        low: small(steady.interval.low),
        high: small(steady.interval.high),
        text: format!("hạng {} ({}–{})", steady.rank, steady.interval.low, steady.interval.high),
        is_ours: province.name == OURS,
    });
    caterpillar(
        "Thứ hạng của 34 tỉnh, thành phố khi trọng số các nhóm thay đổi",
        "Thứ hạng; vạch ngang: 95% số lần thử khi trọng số các nhóm xê dịch quanh điểm tối đa của chúng",
        &rows.collect::<Vec<_>>(),
    )
}
