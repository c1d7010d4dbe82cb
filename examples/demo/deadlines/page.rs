//! The board as a page for citizens: one file, Vietnamese and English, no scripts, nothing loaded from elsewhere.

use anyhow::{Context, Result};
use askama::Template;
use chrono::NaiveDate;
use motcua::wire::parse_date;
use motcua::{Certainty, DATA_VERSION, Deadline, Language, Operation, Step};

use crate::deadlines::board::{Answer, Board, Outcome};
use crate::deadlines::facts;
use crate::deadlines::input::{Input, Issue, Text};
use crate::deadlines::labels::{self, Labels};
use crate::deadlines::month::{Legend, Month, NamedDays, Span, bases};
use crate::deadlines::reason::reason;
use crate::words::{capitalised, date, limit, pick, time, weekday, weekday_date};

#[derive(Template)]
#[template(path = "deadlines.html")]
struct Page<'a> {
    moment: String,
    views: [View<'a>; 2],
}

/// The whole page in one language.
struct View<'a> {
    t: &'static Labels,
    received_iso: String,
    received_time: String,
    received_date: String,
    cutoff_fact: String,
    facts: [String; 3],
    months: Vec<Month>,
    legend: Vec<Legend>,
    exceeded: bool,
    named_days: Vec<NamedDays>,
    groups: Vec<Group<'a>>,
    issues: Vec<&'a Issue>,
    certainty: String,
    own_data: bool,
    data_version: String,
    version: &'static str,
}

/// The procedures of one field (lĩnh vực).
struct Group<'a> {
    id: String,
    name: Text<'a>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    name: Text<'a>,
    code: &'a str,
    limit: Option<String>,
    unchecked: bool,
    due: Option<Due>,
    reason: String,
    /// The limit as it is written, where nothing follows from it.
    in_words: Option<Text<'a>>,
    steps: Vec<StepView>,
    warnings: Vec<String>,
    details: Vec<Detail>,
}

/// A labelled text, and whether it is in the other language.
struct Detail {
    label: &'static str,
    text: String,
    foreign: bool,
}

struct Due {
    iso: String,
    weekday: String,
    date: String,
    time: String,
    tags: Vec<&'static str>,
}

struct StepView {
    text: String,
    bases: String,
    days: Vec<DaysView>,
}

struct DaysView {
    text: String,
    bases: String,
}

/// The page as text.
pub(crate) fn render(board: &Board<'_>, input: &Input) -> Result<String> {
    let span = Span::new(board, &board.calendar);
    let moment = facts::moment(board, Language::Vi);
    let views = [Language::Vi, Language::En].map(|language| view(board, input, &span, language));
    Page { moment, views }.render().context("the page")
}

fn view<'a>(board: &'a Board<'a>, input: &'a Input, span: &Span, language: Language) -> View<'a> {
    let t = pick(language, &labels::VI, &labels::EN);
    let received = board.received_at;
    View {
        t,
        received_iso: received.format("%Y-%m-%dT%H:%M:%S").to_string(),
        received_time: time(received),
        received_date: weekday_date(received.date(), language),
        cutoff_fact: pick(language, format!("Mốc {}", facts::cutoff_hour()), format!("The {} rule", facts::cutoff_hour())),
        facts: [facts::today(board, language), facts::hour(board, language).to_owned(), facts::next(board, language)]
            .map(|fact| unbroken(&capitalised(&fact))),
        months: span.months(board, language),
        legend: span.legend(language),
        exceeded: span.is_exceeded(board),
        named_days: span.named(language),
        groups: groups(board, input, t, language),
        issues: input.issues.iter().chain(&board.issues).collect(),
        certainty: capitalised(&facts::certainty(board.certainty(), language)),
        own_data: input.own,
        data_version: parse_date(DATA_VERSION).map_or_else(|_| DATA_VERSION.to_owned(), |day| date(day, language)),
        version: env!("CARGO_PKG_VERSION"),
    }
}

fn groups<'a>(board: &'a Board<'a>, input: &'a Input, t: &'static Labels, language: Language) -> Vec<Group<'a>> {
    let received_on = board.received_at.date();
    let group = |(place, answers): (usize, &'a [Answer<'a>])| {
        let field = answers.first().map(|answer| answer.procedure.field.as_str()).unwrap_or_default();
        Group {
            id: format!("{}-{}", t.lang, place + 1),
            name: input.text(field, language),
            rows: answers.iter().map(|answer| row(answer, received_on, input, t, language)).collect(),
        }
    };
    let fields = board.answers.chunk_by(|a, b| a.procedure.field == b.procedure.field);
    fields.enumerate().map(group).collect()
}

fn row<'a>(answer: &'a Answer<'a>, received_on: NaiveDate, input: &'a Input, t: &'static Labels, language: Language) -> Row<'a> {
    let Answer { procedure, outcome } = answer;
    let due = outcome.due();
    let undetermined = procedure.limit.is_undetermined();
    let text = |vietnamese: &'a str| input.text(vietnamese, language);
    let detail = |label, vietnamese: &'a str| {
        let Text { text, foreign } = text(vietnamese);
        Detail { label, text: text.to_owned(), foreign }
    };
    let (fees, foreign) = input.fees(procedure, language);
    let details = [
        detail(t.note, &procedure.note),
        Detail { label: t.fee, text: fees, foreign },
        detail(t.agency, &procedure.agency),
        detail(t.basis, &procedure.legal_basis),
        detail(t.confidence, &procedure.confidence_note),
        Detail { label: t.source, text: procedure.source.clone(), foreign: false },
    ];
    Row {
        name: text(&procedure.name),
        code: &procedure.code,
        limit: (!undetermined).then(|| limit(&procedure.limit, language)),
        unchecked: procedure.is_unchecked(),
        due: due.map(|due| due_view(due, t, language)),
        reason: match outcome {
            Outcome::Due(due) => unbroken(&reason(due, language)),
            Outcome::Undetermined => t.in_words.to_owned(),
            Outcome::NotInForce => facts::not_in_force(procedure, received_on, language),
        },
        in_words: undetermined.then(|| text(&procedure.limit_text)),
        steps: due.map(|due| due.steps().iter().map(|step| step_view(step, language)).collect()).unwrap_or_default(),
        warnings: due.map(|due| due.flags().into_iter().map(|flag| flag.text(language)).collect()).unwrap_or_default(),
        details: details.into_iter().filter(|detail| !detail.text.is_empty()).collect(),
    }
}

fn due_view(due: &Deadline, t: &'static Labels, language: Language) -> Due {
    let certainty = match due.certainty() {
        Certainty::Announced => None,
        Certainty::Derived => Some(t.derived),
        Certainty::Projected => Some(t.projected),
    };
    let open = (!due.flags().is_empty()).then_some(t.open);
    Due {
        iso: due.due_at().format("%Y-%m-%dT%H:%M:%S").to_string(),
        weekday: capitalised(weekday(due.due_on(), language)),
        date: date(due.due_on(), language),
        time: time(due.due_at()),
        tags: certainty.into_iter().chain(open).collect(),
    }
}

/// Keeps the two dates of a range on one line.
fn unbroken(text: &str) -> String {
    text.replace('–', "\u{2060}–\u{2060}")
}

/// A step with its legal basis apart, so that the page can set it in smaller type.
fn step_view(step: &Step, language: Language) -> StepView {
    if step.operation() == Operation::SkipDays {
        let amount = step.amount().unwrap_or_default();
        let plural = if amount == "1" { "" } else { "s" };
        let text = pick(language, format!("Bỏ qua {amount} ngày nghỉ:"), format!("Skip {amount} day{plural} off:"));
        let days = step.days().iter().map(|run| {
            let (first, last) = (weekday_date(run.first(), language), weekday_date(run.last(), language));
            let until = pick(language, "đến", "to");
            let when = if first == last { first } else { format!("{first} {until} {last}") };
            DaysView { text: format!("{when}: {}", run.name(language)), bases: bases(&run.citations(), language) }
        });
        return StepView { text, bases: String::new(), days: days.collect() };
    }
    let (text, bases) = (step.text(language), bases(step.citations(), language));
    match text.strip_suffix(&format!(" [{bases}].")) {
        Some(sentence) => StepView { text: format!("{sentence}."), bases, days: Vec::new() },
        None => StepView { text, bases: String::new(), days: Vec::new() },
    }
}
