//! Form 05, since 2025 form 06: who had the dossier, and for how long.

use askama::Template;
use chrono::NaiveDateTime;

use super::office::clean;
use super::{Case, Head, Line, Office, Particulars, no_event, render, words};
use crate::Timeliness;
use crate::deadline::hand_over_by;
use crate::dossier::custody::ONE_STOP;
use crate::dossier::{Channel, EventKind, Holding, Level};
use crate::error::Error;
use crate::law::Language;
use crate::regime::FormKind;

/// A unit with a due moment of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The unit, named as in the log; `one_stop` for the one-stop shop.
    pub unit: String,
    /// By when it is done.
    pub due_at: NaiveDateTime,
}

/// One unit that had the dossier, or will have it.
#[derive(Clone, Debug)]
pub struct ControlRow {
    /// The unit, as printed.
    pub unit: String,
    /// Who answers for it.
    pub officer: Option<String>,
    /// Who stands in.
    pub backup: Option<String>,
    /// When it took the dossier over; none for a stage still to come.
    pub received_at: Option<NaiveDateTime>,
    /// When it handed the dossier on.
    pub handed_on_at: Option<NaiveDateTime>,
    /// By when it was to be done, where that is known.
    pub due_at: Option<NaiveDateTime>,
    /// Early, on time or late against that.
    pub result: Timeliness,
    /// Office hours used.
    pub working_seconds: i64,
    /// What to know about it, in Vietnamese.
    pub note: String,
}

/// The control sheet that goes with a dossier (Phiếu kiểm soát quá trình giải quyết hồ sơ), form 05, since 2025 form 06.
///
/// One row for each unit in the order in which they had the dossier. The one-stop shop is measured against the hand-over after acceptance,
/// a unit with a stage of its own against that, the last unit otherwise against the promise to the applicant.
#[derive(Clone, Debug)]
#[doc(alias = "phiếu kiểm soát quá trình giải quyết hồ sơ")]
pub struct ControlSheet {
    /// What every form has at its top.
    pub head: Head,
    /// When the dossier was accepted.
    pub received_at: Option<NaiveDateTime>,
    /// The moment promised to the applicant.
    pub due_at: Option<NaiveDateTime>,
    /// The agency that decides.
    pub lead_agency: String,
    /// One row a unit.
    pub rows: Vec<ControlRow>,
    /// The whole dossier: early, on time or late.
    pub result: Timeliness,
}

impl ControlSheet {
    /// The sheet of a dossier that was handed in. Stages whose unit did not have the dossier yet stand at the end, without times.
    ///
    /// # Errors
    /// `value_missing` before that, or for particulars it cannot do without; those of [`Dossier::standing`](crate::Dossier::standing).
    pub fn new(case: &Case<'_>, office: &Office, stages: &[Stage]) -> Result<Self, Error> {
        case.check_kind(FormKind::ControlSheet)?;
        let standing = case.dossier.standing(case.as_of)?;
        let custody = case.dossier.custody(case.as_of)?;
        let first = custody.first().ok_or_else(|| no_event("submitted", "the sheet goes with a dossier that was handed in"))?;
        let dated = standing.accepted_at().unwrap_or(first.since());
        let head = Head::new(case, office, FormKind::ControlSheet, dated.date())?;
        let hand_over = hand_over(case)?;
        let last = custody.iter().rposition(|holding| holding.unit() != ONE_STOP);
        let mut stages: Vec<&Stage> = stages.iter().collect();
        let mut rows = Vec::with_capacity(custody.len() + stages.len());
        for (place, holding) in custody.iter().enumerate() {
            let stage = stages.iter().position(|stage| stage.unit == holding.unit()).map(|found| stages.remove(found).due_at);
            // The unit that decides answers for the promise; where none took over, the one-stop shop does once it decided.
            let decides = last.map_or(place == 0 && standing.decided_at().is_some(), |last| last == place);
            let term = match (stage, place) {
                (Some(due_at), _) => Term::Stage(due_at),
                (None, _) if decides => Term::Promise(standing.due_at(), standing.timeliness()),
                (None, 0) => Term::HandOver(hand_over),
                _ => Term::None,
            };
            rows.push(row(holding, term, standing.level(), &head, case.as_of));
        }
        rows.extend(stages.into_iter().map(|stage| ControlRow {
            unit: unit_name(&stage.unit, &head.office),
            officer: None,
            backup: None,
            received_at: None,
            handed_on_at: None,
            due_at: Some(stage.due_at),
            result: Timeliness::None,
            working_seconds: 0,
            note: String::new(),
        }));
        let lead_agency = lead_agency(case, &head.particulars, &head.office)?;
        let (received_at, due_at) = (standing.accepted_at(), standing.due_at());
        Ok(Self { head, received_at, due_at, lead_agency, rows, result: standing.timeliness() })
    }

    /// Its lines as printed.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let applicant = &self.head.particulars.applicant;
        vec![
            Line::new("applicant", "Người nộp hồ sơ", &applicant.name),
            Line::new("request", "Thủ tục", self.head.particulars.request_or_procedure()),
            Line::new("lead_agency", "Cơ quan, đơn vị chủ trì giải quyết", &self.lead_agency),
            Line::moment("received_at", "Thời gian nhận hồ sơ", self.received_at),
            Line::moment("due_at", "Thời gian hẹn trả kết quả", self.due_at),
        ]
    }

    /// The page to print; a sample carries the word "MẪU".
    ///
    /// # Errors
    /// None that input can cause.
    pub fn html(&self, sample: bool) -> Result<String, Error> {
        let is_open = matches!(self.result, Timeliness::None | Timeliness::WithinTerm | Timeliness::Overdue);
        // The sheet travels with the dossier: units to come fill in theirs by hand.
        let blank_rows = if is_open { 4_usize.saturating_sub(self.rows.len()).max(1) } else { 0 };
        let result = self.result.name(Language::Vi);
        render(&Page { head: &self.head, sample, above: self.lines(), form: self, blank_rows, result })
    }
}

impl ControlRow {
    fn received(&self) -> String {
        self.received_at.map(words::short_moment).unwrap_or_default()
    }

    fn handed_on(&self) -> String {
        self.handed_on_at.map(words::short_moment).unwrap_or_default()
    }

    fn due(&self) -> String {
        self.due_at.map(words::short_moment).unwrap_or_default()
    }

    fn ticks(&self) -> [(&'static str, bool); 3] {
        ticks(self.result)
    }
}

/// The three boxes of the sheet.
fn ticks(result: Timeliness) -> [(&'static str, bool); 3] {
    [
        (Timeliness::Early.name(Language::Vi), result == Timeliness::Early),
        (Timeliness::OnTime.name(Language::Vi), result == Timeliness::OnTime),
        (Timeliness::Late.name(Language::Vi), result.is_broken()),
    ]
}

/// What a unit is measured against.
#[derive(Clone, Copy)]
enum Term {
    /// A due moment of its own.
    Stage(NaiveDateTime),
    /// The promise to the applicant, and how it is kept.
    Promise(Option<NaiveDateTime>, Timeliness),
    /// The hand-over after acceptance.
    HandOver(Option<NaiveDateTime>),
    /// Nothing known.
    None,
}

impl Term {
    fn measure(self, until: Option<NaiveDateTime>, level: Level, as_of: NaiveDateTime) -> (Option<NaiveDateTime>, Timeliness) {
        let at = until.unwrap_or(as_of);
        match self {
            Self::None | Self::HandOver(None) => (None, Timeliness::None),
            Self::Promise(due_at, timeliness) => (due_at, timeliness),
            // It has an hour; and doing it sooner than the law asks is doing it on time, not early.
            Self::HandOver(Some(due_at)) => (Some(due_at), closed(at > due_at, until, Timeliness::OnTime)),
            Self::Stage(due_at) => {
                let order = level.compare(at, due_at);
                let in_time = if order.is_lt() { Timeliness::Early } else { Timeliness::OnTime };
                (Some(due_at), closed(order.is_gt(), until, in_time))
            }
        }
    }
}

const fn closed(is_past: bool, until: Option<NaiveDateTime>, in_time: Timeliness) -> Timeliness {
    match (is_past, until) {
        (true, Some(_)) => Timeliness::Late,
        (true, None) => Timeliness::Overdue,
        (false, Some(_)) => in_time,
        (false, None) => Timeliness::WithinTerm,
    }
}

fn row(holding: &Holding, term: Term, level: Level, head: &Head, as_of: NaiveDateTime) -> ControlRow {
    let (due_at, result) = term.measure(holding.until(), level, as_of);
    let mut notes = Vec::new();
    if holding.working_seconds() > 0 {
        notes.push(format!("Sử dụng {} làm việc", words::duration(holding.working_seconds())));
    }
    notes.extend(holding.waits_for().map(|whom| waits_for(whom).to_owned()));
    ControlRow {
        unit: unit_name(holding.unit(), &head.office),
        officer: holding.officer().map(clean),
        backup: holding.backup().map(clean),
        received_at: Some(holding.since()),
        handed_on_at: holding.until(),
        due_at,
        result,
        working_seconds: holding.working_seconds(),
        note: notes.join("; "),
    }
}

fn waits_for(whom: &str) -> &'static str {
    match whom {
        "applicant" => "Chờ người nộp hồ sơ",
        "other_agency" => "Chờ cơ quan khác",
        "public_posting" => "Chờ niêm yết công khai",
        _ => "Sự kiện bất khả kháng",
    }
}

fn unit_name(unit: &str, office: &Office) -> String {
    if unit == ONE_STOP { office.one_stop_name().to_owned() } else { clean(unit) }
}

/// By when the one-stop shop hands an accepted dossier over; data that came online at once.
fn hand_over(case: &Case<'_>) -> Result<Option<NaiveDateTime>, Error> {
    let terms = case.dossier.terms();
    let events = case.events()?;
    let accepted = events.iter().find(|(_, event)| matches!(event.kind, EventKind::Accepted { .. }));
    let is_online = events
        .iter()
        .any(|(_, event)| matches!(event.kind, EventKind::Submitted { channel: Some(Channel::Online | Channel::Assisted) }));
    let Some((at, _)) = accepted else { return Ok(None) };
    if is_online {
        return Ok(None);
    }
    hand_over_by(*at, terms.calendar(), &terms.counting().hours).map(Some)
}

/// The agency that decides: as given, else the last unit that had the dossier, else the office itself.
pub(super) fn lead_agency(case: &Case<'_>, particulars: &Particulars, office: &Office) -> Result<String, Error> {
    if let Some(agency) = &particulars.lead_agency {
        return Ok(agency.clone());
    }
    let custody = case.dossier.custody(case.as_of)?;
    let unit = custody.iter().rev().map(Holding::unit).find(|unit| *unit != ONE_STOP);
    Ok(unit.map_or_else(|| office.agency.clone(), clean))
}

#[derive(Template)]
#[template(path = "form/control_sheet.html")]
struct Page<'a> {
    head: &'a Head,
    sample: bool,
    above: Vec<Line>,
    form: &'a ControlSheet,
    blank_rows: usize,
    result: &'static str,
}
