//! Hotline and mailbox.

use anyhow::Result;
use askama::Template;
use motcua::Language::Vi;
use motcua::petition::MailboxOpening;
use motcua::wire::parse_moment;
use motcua::wire::petition::ContactRecordAnswer;

use super::render;
use crate::names;
use crate::output::File;
use crate::world::World;

#[derive(Template)]
#[template(path = "contact.html")]
struct Page {
    answer: ContactRecordAnswer,
    calls: Vec<Call>,
    openings: Vec<Opening>,
    practice: String,
}

struct Call {
    at: String,
    who: String,
    content: String,
    handed_to: String,
    petition: Option<String>,
}

struct Opening {
    at: String,
    by: String,
    letters: u64,
    numbers: String,
}

pub(super) fn file(world: &World) -> Result<File> {
    let record = &world.contact;
    let moment = |text: &str| parse_moment(text).map_or_else(|_| text.to_owned(), names::short);
    let calls = record.calls.iter().map(|call| Call {
        at: moment(&call.at),
        who: call.name.clone().unwrap_or_else(|| "không xưng tên".to_owned()),
        content: call.content.clone().unwrap_or_default(),
        handed_to: call.handed_to.clone().unwrap_or_default(),
        petition: call.petition.clone(),
    });
    let openings = record.openings.iter().map(|opening| Opening {
        at: moment(&opening.opened_at),
        by: opening.opened_by.join(", "),
        letters: opening.letters,
        numbers: opening.numbers.join(", "),
    });
    let page = Page {
        answer: record.evaluate()?,
        calls: calls.collect(),
        openings: openings.collect(),
        practice: MailboxOpening::basis().text(Vi),
    };
    Ok(File::new("contact.html", "Đường dây nóng và hòm thư góp ý", render(&page)?))
}
