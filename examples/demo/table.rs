//! The board in a terminal: Vietnamese, at most 120 columns, the same bytes every time.

use std::io::{self, Write};

use comfy_table::{Attribute, Cell, ColumnConstraint, ContentArrangement, Table, TableStyle, Width, presets};
use motcua::Language::{self, En, Vi};
use motcua::{Certainty, Deadline};

use crate::board::{Board, Outcome};
use crate::facts;
use crate::input::{Input, Issue, Procedure};
use crate::reason::reason;
use crate::words::{date, limit, time, weekday_date};

/// Wider lines are hard to read, narrower ones break every cell.
const WIDEST: u16 = 120;
const NARROWEST: u16 = 80;

const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY;

/// Writes heading, table, notes and the full explanation of one procedure.
pub(crate) fn write(out: &mut impl Write, board: &Board, input: &Input) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    // Only a terminal has a width of its own.
    let width = table.width().unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
    table.set_width(width);

    writeln!(out, "HẸN TRẢ KẾT QUẢ: hồ sơ nhận lúc {}", facts::moment(board, Vi))?;
    for fact in [facts::today(board, Vi), facts::hour(board, Vi), facts::next(board, Vi)] {
        wrapped(out, "", &fact, width)?;
    }
    wrapped(out, "", &facts::certainty(board.certainty(), Vi), width)?;
    writeln!(out)?;

    fill(&mut table, board, input);
    for line in table.lines() {
        writeln!(out, "{}", line.trim_end())?;
    }
    notes(out, board, input, width)?;
    issues(out, &input.issues, &board.issues, width)?;
    if let Some((answer, due)) = board.most_telling() {
        if let Some(procedure) = input.procedures.get(answer.procedure) {
            for language in [Vi, En] {
                explanation(out, input, procedure, due, language, width)?;
            }
        }
    }
    Ok(())
}

fn fill(table: &mut Table, board: &Board, input: &Input) {
    let bold = |text: &str| Cell::new(text).add_attribute(Attribute::Bold);
    table.set_header(["Mã", "Thủ tục", "Thời hạn", "Hẹn trả", "Vì sao"].map(bold));
    let fixed = |width| ColumnConstraint::Absolute(Width::Fixed(width));
    let free = ColumnConstraint::LowerBoundary(Width::Fixed(20));
    table.set_constraints([fixed(10), free, fixed(18), fixed(22), free]);
    let mut field = "";
    for answer in &board.answers {
        let Some(procedure) = input.procedures.get(answer.procedure) else { continue };
        if procedure.field != field {
            field = &procedure.field;
            table.add_row([Cell::new(""), bold(&field.to_uppercase())]);
        }
        let [due, why] = match &answer.outcome {
            Outcome::Due(due) => [due_cell(due), reason(due, Vi)],
            Outcome::Undetermined => ["chưa xác định".to_owned(), "Thời hạn không nêu một số ngày duy nhất".to_owned()],
            Outcome::NotInForce => ["chưa xác định".to_owned(), not_in_force(procedure)],
        };
        let unchecked = if procedure.is_unchecked() { " †" } else { "" };
        let limit = if procedure.limit.is_undetermined() { "nhiều khâu".to_owned() } else { limit(&procedure.limit, Vi) };
        let code = if procedure.code.is_empty() { "(chưa rõ)" } else { &procedure.code };
        table.add_row([
            Cell::new(code),
            Cell::new(&procedure.name),
            Cell::new(format!("{limit}{unchecked}")),
            Cell::new(due).add_attribute(Attribute::Bold),
            Cell::new(why),
        ]);
    }
}

/// `thứ Năm 11/02/2027`, and the hour below it with what is not certain.
fn due_cell(due: &Deadline) -> String {
    let mark = match due.certainty() {
        Certainty::Announced => "",
        Certainty::Derived => " (suy từ luật)",
        Certainty::Projected => " (dự kiến)",
    };
    let open = if due.flags().is_empty() { "" } else { " ‡" };
    format!("{}\n{}{mark}{open}", weekday_date(due.due_on(), Vi), time(due.due_at()))
}

/// Since when, or until when, the rules of a row hold.
fn not_in_force(procedure: &Procedure) -> String {
    match (procedure.in_force_from, procedure.in_force_until) {
        (Some(from), _) => format!("Quy định này áp dụng từ {}", date(from, Vi)),
        (None, Some(until)) => format!("Quy định này áp dụng đến {}; thời hạn sau đó chưa có trong dữ liệu", date(until, Vi)),
        (None, None) => String::new(),
    }
}

fn notes(out: &mut impl Write, board: &Board, input: &Input, width: u16) -> io::Result<()> {
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
        wrapped(out, "  - ", &format!("dòng {}, {}: {}", issue.line, issue.what, issue.reason), width)?;
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
    writeln!(out)?;
    wrapped(out, "", &format!("{heading}: {name} ({})", procedure.code), width)?;
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
/// Counting characters is enough: what comes in is composed (NFC), so every Vietnamese letter is one column wide.
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
