//! Every page of the day.

mod audit;
mod board;
mod cases;
mod contact;
mod day;
mod forms;
mod index;
mod interlinked;
mod limits;
mod provinces;
mod records;
mod year;

use anyhow::{Context, Result};
use askama::Template;

use crate::deadlines::{self, Input};
use crate::output::File;
use crate::world::World;

/// All files, the index first.
pub(crate) fn all(world: &World) -> Result<Vec<File>> {
    let mut files = vec![day::file(world)?, cases::file(world)?];
    files.extend(board::files(world)?);
    files.push(limits::file(world)?);
    let received_at = motcua::wire::parse_moment(crate::RECEIVED)?;
    let (page, _) = deadlines::render(received_at, &Input::own()?)?;
    files.push(File::new("deadlines.html", "Hẹn trả hôm nay theo thời hạn của luật, từng thủ tục", with_way_back(&page)));
    files.extend(forms::files(world)?);
    files.push(interlinked::file()?);
    files.extend(records::files(world)?);
    files.push(contact::file(world)?);
    files.extend(year::files(world)?);
    files.extend(provinces::files(world)?);
    files.extend(records::data(world)?);
    files.insert(0, index::file(world, &files)?);
    Ok(files)
}

/// The link back to the index, for pages that come from the library complete and know nothing of an index.
#[derive(Template)]
#[template(path = "back.html")]
struct Back;

/// A complete page with a way back at its top, on screens only.
fn with_way_back(page: &str) -> String {
    let back = Back.render().unwrap_or_default();
    let Some((head, rest)) = page.split_once("<body") else { return page.to_owned() };
    let Some((attributes, body)) = rest.split_once('>') else { return page.to_owned() };
    format!("{head}<body{attributes}>\n{back}{body}")
}

fn render(page: &impl Template) -> Result<String> {
    page.render().context("a page")
}

/// `97,3%`.
pub(crate) fn percent(ratio: motcua::Ratio) -> String {
    ratio.percent(1).map(|percent| format!("{}%", percent.replace('.', ","))).unwrap_or_default()
}
