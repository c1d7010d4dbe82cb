//! The register as a page to print.

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime};

use super::clock::Clock;
use super::duty::DutyKind;
use super::log::Class;
use super::register::{Counts, Entry, Group, Period, Register};
use crate::error::{Error, is_written};
use crate::law::Language::Vi;
use crate::ratio::Share;
use crate::tables;
use crate::text;
use crate::timeliness::Timeliness;

/// The register of petitions as one HTML page: Vietnamese, A4 upright, styles within, no scripts, nothing loaded from elsewhere; every text escaped.
///
/// The public page shows no contact and no content but the office's own summary, names as initials and only where the matter is one of competence,
/// an answer only once it is published, and neither duties nor problems (Decree 20/2008/NĐ-CP Art. 19 wants results published, not senders).
#[derive(Clone, Copy, Debug)]
pub struct PetitionsPage<'a> {
    /// The register.
    pub register: &'a Register,
    /// The office, as its head of letter names it.
    pub unit: &'a str,
    /// Whether it is for the public.
    pub is_public: bool,
    /// Whether it is a sample (MẪU) with made-up data.
    pub is_sample: bool,
}

#[derive(Template)]
#[template(path = "petitions.html")]
struct Page<'a> {
    title: String,
    unit: &'a str,
    is_public: bool,
    is_sample: bool,
    as_of: String,
    period: String,
    facts: Vec<(&'static str, u64)>,
    indicators: Vec<Indicator>,
    groups: Vec<Grouped>,
    rows: Vec<Row<'a>>,
    owed: Vec<Owed<'a>>,
    problems: Vec<(String, String)>,
    notes: Vec<&'static str>,
    bases: String,
    data_version: &'static str,
}

struct Indicator {
    name: &'static str,
    counted: &'static str,
    among: &'static str,
    numerator: u64,
    denominator: u64,
    percent: String,
}

struct Grouped {
    title: &'static str,
    rows: Vec<(&'static str, Group)>,
}

struct Row<'a> {
    id: &'a str,
    received: String,
    channel: &'static str,
    sender: String,
    contact: String,
    content: &'a str,
    class: &'static str,
    holder: String,
    due: Vec<Due>,
    state: &'static str,
    answer: &'a str,
    published: String,
    satisfied: &'static str,
    reraised: u32,
}

/// A due date in words, with a mark beside its colour.
struct Due {
    what: &'static str,
    on: String,
    mark: &'static str,
    label: &'static str,
    class: &'static str,
}

struct Owed<'a> {
    id: &'a str,
    duty: &'static str,
    due: String,
    mark: &'static str,
    label: &'static str,
    basis: String,
}

impl PetitionsPage<'_> {
    /// What the page is called, in Vietnamese.
    #[must_use]
    pub fn title(&self) -> String {
        let what = if self.is_public {
            "Kết quả xử lý phản ánh, kiến nghị"
        } else {
            "Sổ theo dõi phản ánh, kiến nghị"
        };
        format!("{what} – {}", self.unit.trim())
    }

    /// The page.
    ///
    /// # Errors
    /// `value_missing` without a unit.
    pub fn html(&self) -> Result<String, Error> {
        if !is_written(self.unit) {
            return Err(Error::ValueMissing { name: "unit".to_owned(), why: "the page says whose register it is" });
        }
        let (register, counts) = (self.register, self.register.counts());
        let entries = register.entries();
        let bases: Vec<String> =
            super::bases().into_iter().map(|(_, citation)| citation.article().unwrap_or_default().to_owned()).collect();
        let page = Page {
            title: self.title(),
            unit: self.unit.trim(),
            is_public: self.is_public,
            is_sample: self.is_sample,
            as_of: text::moment(register.as_of(), Vi),
            period: period(register.period()),
            facts: facts(&counts),
            indicators: indicators(&counts),
            groups: groups(register),
            rows: entries.iter().map(|entry| row(entry, self.is_public)).collect(),
            owed: if self.is_public { Vec::new() } else { entries.iter().flat_map(owed).collect() },
            problems: if self.is_public { Vec::new() } else { register.problems().iter().map(text::problem_vi).collect() },
            notes: register.unconfirmed().into_iter().map(|open| open.reason(Vi)).collect(),
            bases: format!("các Điều {} {}", bases.join(", "), tables::DECREE_20_2008.name(Vi)),
            data_version: crate::DATA_VERSION,
        };
        page.render().map_err(|error| Error::RequestInvalid { path: "page".to_owned(), problem: error.to_string() })
    }
}

fn period(period: Period) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| text::date(day, Vi));
    match (day(period.first), day(period.last)) {
        (Some(first), Some(last)) => format!("tiếp nhận từ {first} đến {last}"),
        (Some(first), None) => format!("tiếp nhận từ {first}"),
        (None, Some(last)) => format!("tiếp nhận đến hết {last}"),
        (None, None) => "toàn bộ sổ".to_owned(),
    }
}

fn facts(counts: &Counts) -> Vec<(&'static str, u64)> {
    vec![
        ("Đã tiếp nhận", counts.received),
        ("Thuộc thẩm quyền hoặc chờ phân loại", counts.petitions),
        ("Đã trả lời", counts.answered),
        ("Phải chuyển nơi khác", counts.to_transfer),
        ("Không tiếp nhận", counts.not_accepted),
        ("Quá hạn trả lời", counts.overdue),
        ("Quá hạn chuyển", counts.transfer_overdue),
        ("Phản ánh lại", counts.reraised),
    ]
}

fn indicators(counts: &Counts) -> Vec<Indicator> {
    let own = "thuộc thẩm quyền hoặc chờ phân loại";
    let mut all = Vec::new();
    if let Some(on_time) = counts.on_time() {
        all.push(indicator("Đúng hạn", "đã trả lời đúng hạn hoặc còn trong hạn", own, on_time));
    }
    all.push(indicator("Hài lòng", "đã trả lời, trừ không hài lòng, phản ánh lại và trễ hạn", own, counts.satisfied()));
    all.push(indicator("Đã trả lời", "đã trả lời", own, counts.share_answered()));
    all.push(indicator("Công khai kết quả", "đã công khai", "đã trả lời", counts.share_published()));
    let transferred = counts.share_transferred_on_time();
    all.push(indicator("Chuyển đúng hạn", "đã chuyển đúng hạn hoặc còn trong hạn", "phải chuyển nơi khác", transferred));
    all
}

fn indicator(name: &'static str, counted: &'static str, among: &'static str, share: Share) -> Indicator {
    let ratio = share.ratio();
    let percent = text::percent_vi(ratio).unwrap_or_else(|| "không phát sinh".to_owned());
    Indicator { name, counted, among, numerator: ratio.numerator(), denominator: ratio.denominator(), percent }
}

fn groups(register: &Register) -> Vec<Grouped> {
    use super::intake::{Channel, Form};
    let named = |groups: Vec<Group>, labels: Vec<&'static str>| labels.into_iter().zip(groups).collect();
    let classes = std::iter::once("Chưa phân loại").chain(Class::ALL.map(|class| class.label(Vi))).collect();
    vec![
        Grouped { title: "Phân loại", rows: named(register.by_class(), classes) },
        Grouped { title: "Hình thức", rows: named(register.by_form(), Form::ALL.map(|form| form.label(Vi)).to_vec()) },
        Grouped { title: "Kênh", rows: named(register.by_channel(), Channel::ALL.map(|channel| channel.label(Vi)).to_vec()) },
    ]
}

fn row(entry: &Entry, is_public: bool) -> Row<'_> {
    let (petition, status) = (&entry.petition, &entry.status);
    let class = status.class();
    let of_competence = matches!(class, Some(Class::OwnCompetence | Class::OtherCompetence));
    let contacts = [&petition.address, &petition.phone, &petition.email];
    let given: Vec<&str> = contacts.into_iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    let sender = match (is_public, is_written(&petition.name)) {
        (true, true) if of_competence => initials(&petition.name),
        (true, _) => "không công khai".to_owned(),
        (false, true) => petition.name.clone(),
        (false, false) => "không nêu tên".to_owned(),
    };
    let content = match is_public {
        false => petition.content.as_str(),
        true if of_competence && is_written(&petition.summary) => petition.summary.as_str(),
        true => "(không công khai nội dung)",
    };
    let may_show = !is_public || status.published_at().is_some();
    let answer = if may_show { status.answer_text() } else { "" };
    let due = [due("Chuyển", status.transfer()), due("Trả lời", status.answer())];
    Row {
        id: &petition.id,
        received: status.received_at().map(short_moment).unwrap_or_default(),
        channel: petition.channel.label(Vi),
        sender,
        contact: if is_public { String::new() } else { given.join("; ") },
        content,
        class: class.map_or("Chưa phân loại", |class| class.label(Vi)),
        holder: status.holder().and_then(|holder| holder.name).unwrap_or_default(),
        due: due.into_iter().flatten().collect(),
        state: status.state().label(Vi),
        answer: if answer.is_empty() && !is_public { status.reason() } else { answer },
        published: status.published_at().map(|at| text::date(at.date(), Vi)).unwrap_or_default(),
        satisfied: match status.satisfied() {
            Some(true) => "Hài lòng",
            Some(false) => "Không hài lòng",
            None => "",
        },
        reraised: status.times_reraised(),
    }
}

fn due(what: &'static str, clock: &Clock) -> Option<Due> {
    let timeliness = clock.timeliness();
    let due_on = clock.due_on()?;
    let class = if timeliness.is_kept() { "kept" } else { "missed" };
    Some(Due { what, on: text::date(due_on, Vi), mark: mark(timeliness), label: timeliness.name(Vi), class })
}

/// Says it again to who sees no colours.
const fn mark(timeliness: Timeliness) -> &'static str {
    match timeliness {
        Timeliness::Early | Timeliness::OnTime => "✓",
        Timeliness::WithinTerm => "…",
        Timeliness::Late | Timeliness::Overdue => "✗",
        Timeliness::None => "–",
    }
}

fn owed(entry: &Entry) -> impl Iterator<Item = Owed<'_>> {
    entry.status.duties().iter().map(|duty| Owed {
        id: &entry.petition.id,
        duty: duty.kind().label(Vi),
        due: duty.due_at().map_or_else(|| "không định hạn".to_owned(), |at| text::moment(at, Vi)),
        mark: mark(duty.timeliness()),
        label: duty.timeliness().name(Vi),
        basis: duty_basis(duty.kind()),
    })
}

/// The article alone: the decree stands below the page.
fn duty_basis(kind: DutyKind) -> String {
    kind.basis().article().map_or_else(|| "thông lệ, chưa xác nhận".to_owned(), |article| format!("Điều {article}"))
}

/// `08:05 27/04/2026`.
fn short_moment(at: NaiveDateTime) -> String {
    format!("{} {}", text::clock(at.time()), text::date(at.date(), Vi))
}

/// `N.V.A.` for a name; words that begin with no letter are passed over.
fn initials(name: &str) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next().filter(|letter| letter.is_alphabetic()))
        .flat_map(|letter| letter.to_uppercase().chain(['.']))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{PetitionsPage, initials};
    use crate::Reading;
    use crate::petition::{Class, Event, EventKind, Period, Petition, Register, Rules};
    use crate::wire::parse_moment;

    #[test]
    fn initials_leave_no_name() {
        assert_eq!(initials("NGUYỄN VĂN A (mẫu)"), "N.V.A.");
        assert_eq!(initials("  đỗ   thị b "), "Đ.T.B.");
        assert_eq!(initials("<b>"), "");
    }

    /// A register of one petition full of markup, its answer published or not.
    fn page(is_public: bool, class: Class, is_published: bool) -> String {
        let at = |text| parse_moment(text).unwrap();
        let said = |text: &str| format!("<script>{text}</script>");
        let mut events = vec![
            Event { at: at("2026-04-24T10:00"), kind: EventKind::Received { by: said("by") } },
            Event {
                at: at("2026-04-24T11:00"),
                kind: EventKind::Classified { class, reason: said("reason"), handler: said("handler") },
            },
        ];
        if class == Class::OwnCompetence {
            events.push(Event { at: at("2026-04-24T12:00"), kind: EventKind::Answered { answer: said("answer") } });
        }
        if is_published {
            events.push(Event { at: at("2026-04-24T13:00"), kind: EventKind::Published { means: vec![said("means")] } });
        }
        let petition = Petition {
            id: said("id"),
            name: "Secret Name".to_owned(),
            email: said("email"),
            content: said("content"),
            summary: said("summary"),
            events,
            ..Petition::default()
        };
        let mut register = Register::new(at("2026-05-04T08:00"), Period::default(), Rules::default(), Reading::Strict);
        register.add(petition.clone());
        register.add(petition);
        let page = PetitionsPage { register: &register, unit: "<b>UBND</b>", is_public, is_sample: false };
        page.html().unwrap()
    }

    #[test]
    fn every_text_is_escaped() {
        for class in Class::ALL {
            for is_public in [false, true] {
                let html = page(is_public, class, false);
                assert!(!html.contains("<script") && !html.contains("<b>UBND"), "{class:?}");
            }
        }
        assert!(page(false, Class::OwnCompetence, false).contains("&#60;script&#62;content"));
    }

    #[test]
    fn the_public_page_shows_no_sender() {
        for class in Class::ALL {
            let html = page(true, class, false);
            assert!(!html.contains("Secret") && !html.contains("email&#60;") && !html.contains("content&#60;"), "{class:?}");
            assert!(!html.contains("reason&#60;") && !html.contains("code_duplicate"), "{class:?}");
            // Whoever reports an official, complains or is turned away is not even initials, and nothing of the matter is told.
            let of_competence = matches!(class, Class::OwnCompetence | Class::OtherCompetence);
            assert_eq!((html.contains("S.N."), html.contains("summary&#60;")), (of_competence, of_competence), "{class:?}");
        }
        assert!(page(false, Class::OwnCompetence, false).contains("Secret Name"));
    }

    #[test]
    fn the_public_sees_an_answer_once_it_is_published() {
        let shown = |is_public, is_published| page(is_public, Class::OwnCompetence, is_published).contains("answer&#60;");
        assert_eq!((shown(true, false), shown(true, true), shown(false, false)), (false, true, true));
    }
}
