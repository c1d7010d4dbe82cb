//! The posting board, as a page and as JSON, and what it lacks.

use anyhow::{Context, Result};
use motcua::procedure::{Board, BoardOffice, BoardPaper};
use serde_json::json;

use super::with_way_back;
use crate::data;
use crate::output::File;
use crate::world::World;

pub(super) fn files(world: &World) -> Result<Vec<File>> {
    let office: BoardOffice = data::OFFICE.read()?;
    let board = Board::new(&world.catalogue, &office, world.today.day())?;
    let completeness = world.catalogue.completeness(world.today.day(), None);
    let report = json!({
        "on": completeness.on.to_string(),
        "posted": completeness.posted,
        "complete": completeness.complete,
        "procedures": completeness.procedures,
    });
    let page = with_way_back(&board.html(BoardPaper::A3)?);
    let board = serde_json::to_string_pretty(&board).context("board.json")?;
    let report = serde_json::to_string_pretty(&report).context("completeness.json")?;
    Ok(vec![
        File::new("board.html", "Bảng niêm yết thủ tục hành chính, khổ A3 hoặc A4", page),
        File::new("board.json", "Bảng niêm yết dạng JSON", board),
        File::new("completeness.json", "Thủ tục nào còn thiếu bộ phận nào", report),
    ])
}
