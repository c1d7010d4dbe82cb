//! The posting board (bảng niêm yết thủ tục hành chính): one page to print and to read on a screen, and the same in JSON.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::completeness::{Part, Share};
use super::read::parse_url;
use super::service::Channel;
use super::version::{Area, Case, Charge, Fee, FeeKind, Terms, Version};
use super::{Asked, Catalogue, Procedure, ProcedureCode};
use crate::error::{Error, quote};
use crate::law::{Confidence, Language};
use crate::regime::Regime;
use crate::{qr, tables, text};

/// The office whose board it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BoardOffice {
    /// The unit, as in "Trung tâm Phục vụ hành chính công xã …".
    pub name: String,
    /// The body it belongs to, as in "Ủy ban nhân dân xã …".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Hotline (đường dây nóng).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hotline: Option<String>,
    /// Mailbox for feedback (hòm thư góp ý): an address of either kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailbox: Option<String>,
    /// Office hours in words, a line each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<String>,
    /// The staff.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub staff: Vec<Staff>,
    /// Where to file online, for procedures that name no address of their own: http or https, `{code}` for the code. Without `{code}` it
    /// is the same for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry_url: Option<String>,
    /// Whether the page is a specimen and says so ("MẪU").
    #[serde(default)]
    pub specimen: bool,
}

/// One of the staff (Decree 61/2018, Art. 9.7: names, titles and telephones are posted).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Fields or desks in charge of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duties: Option<String>,
}

/// The paper a board is laid out for. The page has a switch for the other one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Paper {
    /// A3, landscape, two columns.
    #[default]
    A3,
    /// A4, portrait.
    A4,
}

impl Paper {
    /// Reads `a3` or `a4`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "a3" => Ok(Self::A3),
            "a4" => Ok(Self::A4),
            _ => Err(Error::OptionUnknown { option: "a paper", value: quote(text), known: "a3, a4" }),
        }
    }
}

/// A board, every text as it is shown.
///
/// ```
/// use motcua::procedure::{Board, BoardPaper, Catalogue, BoardOffice};
/// use chrono::NaiveDate;
///
/// let table = "code,name,field,limit\n1.004837,Đăng ký giám hộ,Hộ tịch,03 ngày làm việc\n";
/// let loaded = Catalogue::from_csv(table.as_bytes());
/// let office = BoardOffice { name: "Bộ phận Một cửa <xã>".to_owned(), ..BoardOffice::default() };
/// let board = Board::new(loaded.catalogue(), &office, NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())?;
/// let page = board.html(BoardPaper::A4)?;
/// assert!(page.contains("3 ngày làm việc") && page.contains("Bộ phận Một cửa &#60;xã&#62;"));
/// assert_eq!(board.complete.numerator, 0);
/// # Ok::<(), motcua::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[doc(alias = "bảng niêm yết")]
pub struct Board {
    /// The day it shows, `YYYY-MM-DD`.
    pub on: String,
    /// Whose it is.
    pub office: BoardOffice,
    /// The procedures by field, fields in the order they first occur.
    pub fields: Vec<BoardField>,
    /// Accepted by post, not accepted, not said: identifiers.
    pub by_post: ByPost,
    /// Online levels with what is offered at each.
    pub online: Vec<OnlineLevel>,
    /// Procedures posted with every mandatory part, of all.
    pub complete: Share,
    /// What the page rests on.
    pub citations: Vec<String>,
    /// The day as the page writes it.
    #[serde(skip)]
    on_text: String,
}

/// A field of procedures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoardField {
    /// Its name.
    pub name: String,
    /// Its procedures.
    pub procedures: Vec<BoardProcedure>,
}

/// A procedure on the board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoardProcedure {
    /// Its number on the board, from 1.
    pub number: usize,
    /// Its identifier.
    pub id: String,
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// The limit, shown first.
    pub time: Option<String>,
    /// The parts that are stated, with their titles.
    pub parts: Vec<BoardPart>,
    /// Titles of mandatory parts that are not.
    pub missing: Vec<&'static str>,
    /// Where to file online.
    pub entry_url: Option<String>,
    /// A warning about the limit, where its source is not sure.
    pub doubt: Option<String>,
    /// The QR code of the address.
    #[serde(skip)]
    qr: Option<String>,
    /// The limit in the index: the one that binds, alone.
    #[serde(skip)]
    brief: Option<String>,
    /// Where the index leads.
    #[serde(skip)]
    anchor: String,
}

/// A part of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoardPart {
    /// Its stable name, as [`Part::as_str`]; `service_level`, `post` and `note` besides.
    pub part: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
}

/// What the post takes (Decision 45/2016, Art. 13).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ByPost {
    /// Accepted.
    pub accepted: Vec<BoardEntry>,
    /// Not accepted.
    pub not_accepted: Vec<BoardEntry>,
    /// The catalogue does not say.
    pub unstated: Vec<BoardEntry>,
}

/// A level of service with its procedures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OnlineLevel {
    /// The stable name; `unstated` where the catalogue names none in force.
    pub level: &'static str,
    /// What to call it.
    pub name: String,
    /// The procedures.
    pub procedures: Vec<BoardEntry>,
}

/// A procedure in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BoardEntry {
    /// Its number on the board.
    pub number: usize,
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
}

#[derive(Template)]
#[template(path = "board.html")]
struct Page<'a> {
    board: &'a Board,
    paper: Paper,
}

impl Page<'_> {
    fn is_a3(&self) -> bool {
        self.paper == Paper::A3
    }

    fn total(&self) -> usize {
        self.board.fields.iter().map(|field| field.procedures.len()).sum()
    }
}

impl Board {
    /// The board of an office on a date: every procedure with a version in force.
    ///
    /// # Errors
    /// `value_missing` for an office without name, `value_out_of_range` for an address that is not http or https or fits in no QR code.
    pub fn new(catalogue: &Catalogue, office: &BoardOffice, on: NaiveDate) -> Result<Self, Error> {
        if office.name.trim().is_empty() {
            return Err(Error::ValueMissing { name: "name".to_owned(), why: "a board says whose it is" });
        }
        let mut fields: Vec<BoardField> = Vec::new();
        for (procedure, version) in in_force(catalogue, on) {
            let name = procedure.field.clone().unwrap_or_else(|| "Lĩnh vực khác".to_owned());
            let posted = posted(procedure, version, office, on)?;
            match fields.iter_mut().find(|field| field.name == name) {
                Some(field) => field.procedures.push(posted),
                None => fields.push(BoardField { name, procedures: vec![posted] }),
            }
        }
        for (number, procedure) in (1..).zip(fields.iter_mut().flat_map(|field| &mut field.procedures)) {
            procedure.number = number;
            procedure.anchor = format!("tt{number}");
        }
        // The decree that names the staff ended; what the next one has of it was not read.
        let staff = Regime::nd61_2018().in_force().1.is_none_or(|last| on <= last);
        let cited = [
            Some(&tables::procedure::POSTED_PARTS),
            Some(&tables::procedure::POSTED_LEGAL_BASIS),
            Some(&tables::procedure::POSTING),
            Some(&tables::procedure::POSTED_STAFF).filter(|_| staff),
            Some(&tables::procedure::POSTED_BY_POST),
        ];
        let mut board = Self {
            on: on.to_string(),
            office: office.clone(),
            by_post: ByPost::default(),
            online: Vec::new(),
            complete: catalogue.completeness(on, None).complete,
            citations: cited.into_iter().flatten().map(|rule| rule.citation().text_on(Language::Vi, on)).collect(),
            on_text: text::date(on, Language::Vi),
            fields,
        };
        board.list(catalogue, on);
        Ok(board)
    }

    /// The lists by post and by level.
    fn list(&mut self, catalogue: &Catalogue, on: NaiveDate) {
        let versions: BTreeMap<&str, &Version> =
            in_force(catalogue, on).map(|(procedure, version)| (procedure.id.as_str(), version)).collect();
        let mut by_post = ByPost::default();
        let mut levels: Vec<(u8, OnlineLevel)> = Vec::new();
        for procedure in self.fields.iter().flat_map(|field| &field.procedures) {
            let Some(version) = versions.get(procedure.id.as_str()) else { continue };
            let entry = BoardEntry { number: procedure.number, id: procedure.id.clone(), name: procedure.name.clone() };
            match version.by_post {
                Some(true) => by_post.accepted.push(entry.clone()),
                Some(false) => by_post.not_accepted.push(entry.clone()),
                None => by_post.unstated.push(entry.clone()),
            }
            let level = version.service_level.filter(|level| level.in_force_on(on));
            let (rank, id, name) = level.map_or_else(
                || (0, "unstated", "chưa công bố mức độ".to_owned()),
                |level| (level.rank(), level.as_str(), level.name(Language::Vi).to_owned()),
            );
            match levels.iter_mut().find(|(_, known)| known.level == id) {
                Some((_, known)) => known.procedures.push(entry),
                None => levels.push((rank, OnlineLevel { level: id, name, procedures: vec![entry] })),
            }
        }
        levels.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
        self.by_post = by_post;
        self.online = levels.into_iter().map(|(_, level)| level).collect();
    }

    /// The page: HTML without scripts or anything loaded from elsewhere, in Vietnamese, to print on A3 landscape or A4.
    ///
    /// # Errors
    /// `request_invalid` should the template fail, which it does not.
    pub fn html(&self, paper: Paper) -> Result<String, Error> {
        let page = Page { board: self, paper }.render();
        page.map_err(|error| Error::RequestInvalid { path: "board".to_owned(), problem: error.to_string() })
    }
}

fn in_force(catalogue: &Catalogue, on: NaiveDate) -> impl Iterator<Item = (&Procedure, &Version)> {
    catalogue.procedures().iter().filter_map(move |procedure| Some((procedure, procedure.version_on(on)?)))
}

fn posted(procedure: &Procedure, version: &Version, office: &BoardOffice, on: NaiveDate) -> Result<BoardProcedure, Error> {
    let code = procedure.code.as_ref().map(ProcedureCode::to_string);
    let of_office = office.entry_url.as_deref().filter(|url| code.is_some() || !url.contains("{code}"));
    let entry_url = version.entry_url.clone().or_else(|| {
        let national = procedure.code.as_ref().map(ProcedureCode::national).unwrap_or_default();
        of_office.map(|url| url.replace("{code}", &national))
    });
    let entry_url = entry_url.map(|url| parse_url(&url)).transpose()?;
    let missing = Part::MANDATORY.iter().filter(|part| !part.is_stated(version)).map(|part| part.title(Language::Vi)).collect();
    Ok(BoardProcedure {
        number: 0,
        anchor: String::new(),
        id: procedure.id.clone(),
        code,
        name: procedure.name.clone(),
        time: time_lines(version).into_iter().next(),
        brief: brief(version),
        parts: parts(version, on),
        missing,
        qr: entry_url.as_deref().map(qr::svg).transpose()?,
        entry_url,
        doubt: doubt(version),
    })
}

/// The limit for the narrow column of the index; a long text is left to the details.
fn brief(version: &Version) -> Option<String> {
    const LONGEST: usize = 40;
    let limit = version.limit(Asked::default()).ok()?.limit().text(Language::Vi);
    Some(if limit.chars().nth(LONGEST).is_some() { "xem chi tiết".to_owned() } else { upper_first(&limit) })
}

/// What a reader must know before relying on the limit.
fn doubt(version: &Version) -> Option<String> {
    let head = match version.confidence? {
        Confidence::Seen => return None,
        Confidence::Known => "Chưa đối chiếu văn bản gốc",
        Confidence::Uncertain => "Thời hạn chưa chắc chắn",
    };
    Some(version.confidence_note.as_ref().map_or_else(|| head.to_owned(), |note| format!("{head}: {note}")))
}

/// The parts that are stated, in the order of Art. 8.2, then what the other rules want.
fn parts(v: &Version, on: NaiveDate) -> Vec<BoardPart> {
    let lines = |text: &Option<String>| text.as_deref().map(split_lines).unwrap_or_default();
    let part = |part: Part, lines: Vec<String>| BoardPart { part: part.as_str(), title: part.title(Language::Vi), lines };
    let other = |part: &'static str, title: &'static str, lines: Vec<String>| BoardPart { part, title, lines };
    let none_or = |lines: Option<Vec<String>>| lines.map(|lines| if lines.is_empty() { vec!["Không".to_owned()] } else { lines });
    let forms = v.forms.as_ref().map(|forms| {
        let form = |form: &super::FormTemplate| match &form.url {
            Some(url) => format!("{} ({url})", form.name),
            None => form.name.clone(),
        };
        forms.iter().map(form).collect()
    });
    let fees = v.fees.as_ref().map(|fees| fees.iter().map(fee_line).collect());
    let all = [
        part(Part::Time, time_lines(v)),
        part(Part::Fee, none_or(fees).unwrap_or_default()),
        part(Part::Subject, lines(&v.subject)),
        part(Part::Papers, v.papers.iter().map(paper_line).collect()),
        part(Part::Sets, v.sets.map(|sets| format!("{sets:02} bộ")).into_iter().collect()),
        part(Part::Sequence, lines(&v.sequence)),
        part(Part::Way, way_lines(v)),
        part(Part::Form, none_or(forms).unwrap_or_default()),
        part(Part::Result, lines(&v.result)),
        part(Part::Conditions, lines(&v.conditions)),
        part(Part::Agency, lines(&v.agency)),
        part(Part::LegalBasis, lines(&v.legal_basis)),
        other("service_level", "Dịch vụ công trực tuyến", level_lines(v, on)),
        other("post", "Bưu chính công ích", post_lines(v)),
        other("note", "Lưu ý", lines(&v.note)),
    ];
    all.into_iter().filter(|part| !part.lines.is_empty()).collect()
}

fn split_lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn time_lines(v: &Version) -> Vec<String> {
    let Some(limit) = &v.terms.limit else { return Vec::new() };
    let base = upper_first(&terms_text(&v.terms).unwrap_or_else(|| limit.text(Language::Vi)));
    let case = |name: &str, terms: &Terms| terms_text(terms).map(|text| format!("{}: {text}", upper_first(name)));
    let channels = v.channels.iter().filter_map(|terms| case(terms.channel.name(Language::Vi), &terms.terms));
    let cases = v.cases.iter().filter_map(|Case { name, terms, .. }| case(name, terms));
    let areas = v.areas.iter().filter_map(|Area { name, terms }| case(name, terms));
    std::iter::once(base).chain(channels).chain(cases).chain(areas).collect()
}

fn terms_text(terms: &Terms) -> Option<String> {
    let vi = Language::Vi;
    let by_law = match (&terms.limit, &terms.extra) {
        (Some(limit), Some(extra)) => Some(format!("{} và thêm {}", limit.text(vi), extra.text(vi))),
        (Some(limit), None) => Some(limit.text(vi)),
        (None, Some(extra)) => Some(format!("thêm {}", extra.text(vi))),
        (None, None) => None,
    };
    match (by_law, &terms.local) {
        (Some(by_law), Some(local)) => Some(format!("{} (đã rút ngắn; theo luật: {by_law})", local.text(vi))),
        (None, Some(local)) => Some(format!("{} (đã rút ngắn)", local.text(vi))),
        (by_law, None) => by_law,
    }
}

fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn fee_line(fee: &Fee) -> String {
    let kind = match fee.kind {
        FeeKind::Fee => "",
        FeeKind::ServiceFee => "Phí dịch vụ: ",
        FeeKind::Price => "Giá: ",
    };
    let charge = match &fee.charge {
        Charge::Amount(0) => "không thu".to_owned(),
        Charge::Amount(amount) => format!("{} đồng", thousands(*amount)),
        Charge::Text(text) => text.clone(),
    };
    let channel = fee.channel.map(|channel| format!("{}: ", upper_first(channel.name(Language::Vi))));
    upper_first(&format!("{kind}{}{charge}", channel.unwrap_or_default()))
}

/// `20.000`, as Vietnamese writes it.
fn thousands(amount: u64) -> String {
    let digits = amount.to_string();
    let first = digits.len() % 3;
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == first {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

fn paper_line(paper: &super::Paper) -> String {
    let counts = [(paper.originals, "bản chính"), (paper.certified, "bản sao có chứng thực"), (paper.copies, "bản sao")];
    let counts: Vec<String> =
        counts.into_iter().filter(|&(count, _)| count > 0).map(|(count, what)| format!("{count:02} {what}")).collect();
    let counts = if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) };
    let needed = if paper.mandatory { "" } else { " – nếu có" };
    format!("{}{counts}{needed}", paper.name)
}

fn way_lines(v: &Version) -> Vec<String> {
    let words = v.way.as_deref().map(split_lines).unwrap_or_default();
    if !words.is_empty() {
        return words;
    }
    let channels: Vec<&str> = v.channels.iter().map(|terms| Channel::name(terms.channel, Language::Vi)).collect();
    if channels.is_empty() { Vec::new() } else { vec![upper_first(&channels.join("; "))] }
}

fn level_lines(v: &Version, on: NaiveDate) -> Vec<String> {
    let in_force = |level: Option<super::ServiceLevel>| level.filter(|level| level.in_force_on(on));
    let levels = [in_force(v.service_level), in_force(v.proactive_level)].into_iter().flatten();
    let mut lines: Vec<String> = levels.map(|level| upper_first(level.name(Language::Vi))).collect();
    let partial = v.service_level.map(super::ServiceLevel::as_str) == Some("partial");
    lines.extend(v.partial_reason.as_ref().filter(|_| partial).map(|reason| format!("Lý do chưa toàn trình: {reason}")));
    lines
}

fn post_lines(v: &Version) -> Vec<String> {
    let said = |flag: Option<bool>, yes: &str, no: &str| flag.map(|flag| if flag { yes } else { no }.to_owned());
    let filed = said(v.by_post, "Nhận hồ sơ qua bưu chính", "Không nhận hồ sơ qua bưu chính");
    let result = said(v.result_by_post, "Trả kết quả qua bưu chính", "Không trả kết quả qua bưu chính");
    [filed, result].into_iter().flatten().collect()
}
