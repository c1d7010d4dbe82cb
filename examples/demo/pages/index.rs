//! The story: fourteen parts, each with where to look and on what it rests.

use anyhow::Result;
use askama::Template;
use motcua::Language::Vi;

use super::{percent, render};
use crate::output::File;
use crate::story::{self, Part, Statement};
use crate::words::{capitalised, weekday_date};
use crate::world::World;

#[derive(Template)]
#[template(path = "index.html")]
struct Page<'a> {
    date: String,
    counts: Vec<(String, &'static str)>,
    parts: Vec<Part>,
    before: Vec<Statement>,
    files: &'a [File],
}

pub(super) fn file(world: &World, files: &[File]) -> Result<File> {
    let summary = &world.summary;
    let page = Page {
        date: capitalised(&weekday_date(world.today.day(), Vi)),
        counts: vec![
            (summary.dossiers.to_string(), "hồ sơ trong sổ"),
            (percent(summary.share_on_time()), "kết quả đúng hoặc trước hẹn"),
            (summary.overdue.to_string(), "quá hẹn chưa xong"),
            (summary.duties.to_string(), "việc còn nợ lúc đóng cửa"),
        ],
        parts: story::parts(world)?,
        before: story::before(world)?,
        files,
    };
    Ok(File::new("index.html", "Bắt đầu từ đây / Begin here", render(&page)?))
}
