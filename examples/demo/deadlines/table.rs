//! The board in a terminal: Vietnamese, at most 120 columns, the same bytes every time.

use std::io::{self, Write};

use chrono::NaiveDate;
use comfy_table::{Attribute, Cell, ColumnConstraint, ContentArrangement, Table, Width, presets};
use motcua::Language::{self, En, Vi};
use motcua::{Certainty, Deadline};

use crate::deadlines::board::{Answer, Board, Outcome};
use crate::deadlines::facts;
use crate::deadlines::input::{Input, Issue, Procedure};
use crate::deadlines::reason::reason;
use crate::words::{limit, time, weekday_date};

/// Wider lines are hard to read, narrower ones break every cell.
const WIDEST: u16 = 120;
const NARROWEST: u16 = 80;

/// Writes heading, table, notes and the full explanation of one procedure.
pub(crate) fn write(out: &mut impl Write, board: &Board<'_>, input: &Input) -> io::Result<()> {
    // Only a terminal has a width of its own.
    let width = Table::new().width().unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
    writeln!(out, "HẸN TRẢ KẾT QUẢ: hồ sơ nhận lúc {}", facts::moment(board, Vi))?;
    wrapped(out, "Ngày nhận: ", &facts::today(board, Vi), width)?;
    wrapped(out, &format!("Mốc {}: ", facts::cutoff_hour()), facts::hour(board, Vi), width)?;
    wrapped(out, "Ngày làm việc tiếp theo: ", &facts::next(board, Vi), width)?;
    wrapped(out, "Lịch nghỉ: ", &facts::certainty(board.certainty(), Vi), width)?;
    rows(out, board, width)?;
    notes(out, board, input, width)?;
    issues(out, &input.issues, &board.issues, width)?;
    let Some((procedure, due)) = board.most_telling() else { return Ok(()) };
    [Vi, En].into_iter().try_for_each(|language| explanation(out, input, procedure, due, language, width))
}

/// One table a field, so that a line between rows is not needed; the columns have the same widths in each.
fn rows(out: &mut impl Write, board: &Board<'_>, width: u16) -> io::Result<()> {
    let bold = |text: &str| Cell::new(text).add_attribute(Attribute::Bold);
    let mut heading = empty(width);
    heading.add_row(["Mã", "Thủ tục", "Thời hạn", "Hẹn trả", "Vì sao"].map(bold));
    writeln!(out)?;
    print(out, &heading)?;
    for answers in board.answers.chunk_by(|a, b| a.procedure.field == b.procedure.field) {
        let name = answers.first().map(|answer| answer.procedure.field.to_uppercase()).unwrap_or_default();
        let rule = usize::from(width).saturating_sub(name.chars().count() + 4);
        writeln!(out, "── {name} {}", "─".repeat(rule))?;
        let mut table = empty(width);
        table.add_rows(answers.iter().map(|answer| row(answer, board.received_at.date())));
        print(out, &table)?;
    }
    writeln!(out, "{}", "─".repeat(usize::from(width)))
}

fn empty(width: u16) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    // Code, limit and due moment never wrap; procedure and reason share the rest.
    let [code, limit, due] = [11, 19, 20];
    let rest = width.saturating_sub(code + limit + due);
    let name = rest * 9 / 19;
    let widths = [code, name, limit, due, rest - name];
    table.add_row([""; 5]).set_constraints(widths.map(|width| ColumnConstraint::Absolute(Width::Fixed(width))));
    table
}

fn print(out: &mut impl Write, table: &Table) -> io::Result<()> {
    // The first row only made the columns known.
    table.lines().skip(1).try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

fn row(answer: &Answer<'_>, received_on: NaiveDate) -> [Cell; 5] {
    let Answer { procedure, outcome } = answer;
    let unknown = || "chưa xác định".to_owned();
    let (due, why) = match outcome {
        Outcome::Due(due) => (due_cell(due), reason(due, Vi)),
        Outcome::Undetermined => (unknown(), format!("Không có một thời hạn duy nhất: {}", procedure.limit)),
        Outcome::NotInForce => (unknown(), facts::not_in_force(procedure, received_on, Vi)),
    };
    let limit = if procedure.limit.is_undetermined() { "xem bên phải".to_owned() } else { limit(&procedure.limit, Vi) };
    let unchecked = if procedure.is_unchecked() { "†" } else { "" };
    let code = if procedure.code.is_empty() { "(chưa rõ)" } else { &procedure.code };
    [
        Cell::new(code),
        Cell::new(&procedure.name),
        Cell::new(format!("{limit}{unchecked}")),
        Cell::new(due).add_attribute(Attribute::Bold),
        Cell::new(why),
    ]
}

/// `thứ Năm 11/02/2027`, and the hour below it with what is not certain.
fn due_cell(due: &Deadline) -> String {
    let mark = match due.certainty() {
        Certainty::Announced => "",
        Certainty::Derived => " suy từ luật",
        Certainty::Projected => " dự kiến",
    };
    let open = if due.flags().is_empty() { "" } else { " ‡" };
    format!("{}\n{}{mark}{open}", weekday_date(due.due_on(), Vi), time(due.due_at()))
}

fn notes(out: &mut impl Write, board: &Board<'_>, input: &Input, width: u16) -> io::Result<()> {
    let unchecked: Vec<&Procedure> = input.procedures.iter().filter(|procedure| procedure.is_unchecked()).collect();
    if !unchecked.is_empty() {
        writeln!(out, "† Thời hạn chưa đối chiếu được với văn bản gốc:")?;
        for procedure in unchecked {
            wrapped(out, "  - ", &format!("{}: {}.", procedure.title(), procedure.confidence_note), width)?;
        }
    }
    let mut flags: Vec<String> = Vec::new();
    for flag in board.deadlines().flat_map(|(_, due)| due.flags()).map(|flag| flag.text(Vi)) {
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    for flag in flags {
        wrapped(out, "‡ ", &flag, width)?;
    }
    Ok(())
}

fn issues(out: &mut impl Write, unread: &[Issue], unanswered: &[Issue], width: u16) -> io::Result<()> {
    if unread.is_empty() && unanswered.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nKhông tính được {} dòng:", unread.len() + unanswered.len())?;
    for issue in unread.iter().chain(unanswered) {
        let line = issue.line.map_or_else(|| "thủ tục".to_owned(), |line| format!("dòng {line}"));
        let what = if issue.what.is_empty() { String::new() } else { format!(" ({})", issue.what) };
        wrapped(out, "  - ", &format!("{line}{what}: {}", issue.reason), width)?;
    }
    Ok(())
}

fn explanation(
    out: &mut impl Write,
    input: &Input,
    procedure: &Procedure,
    due: &Deadline,
    language: Language,
    width: u16,
) -> io::Result<()> {
    let heading = match language {
        Vi => "GIẢI THÍCH",
        En => "EXPLANATION",
    };
    let name = input.text(&procedure.name, language).text;
    let code = if procedure.code.is_empty() { String::new() } else { format!(" ({})", procedure.code) };
    writeln!(out)?;
    wrapped(out, "", &format!("{heading}: {name}{code}"), width)?;
    for line in due.explain(language).lines() {
        match line.split_once(". ") {
            Some((number, text)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                wrapped(out, &format!("{number:>3}. "), text, width)?;
            }
            _ => wrapped(out, "  ", line, width)?,
        }
    }
    Ok(())
}

/// Breaks a text between words; later lines are indented by the width of the lead.
///
/// Counting characters is enough: a Vietnamese letter is one column wide, and decomposed letters only make lines shorter.
fn wrapped(out: &mut impl Write, lead: &str, text: &str, width: u16) -> io::Result<()> {
    let indent = lead.chars().count();
    let (mut line, mut column) = (lead.to_owned(), indent);
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > indent && column + 1 + length > usize::from(width) {
            writeln!(out, "{line}")?;
            (line, column) = (" ".repeat(indent), indent);
        }
        if column > indent {
            line.push(' ');
            column += 1;
        }
        line.push_str(word);
        column += length;
    }
    writeln!(out, "{line}")
}
