use chrono::NaiveDateTime;
use motcua::Language::{En, Vi};
use motcua::wire::parse_moment;

use crate::deadlines::board::{Board, Outcome};
use crate::deadlines::input::Input;
use crate::deadlines::{page, table};

const HEAD: &str = "code,name,field,limit,confidence,source\n";

/// The last afternoon before Tết 2027, after 15:00: a birth registered "within the day" is due eight days later; a whole week is off, Tết,
/// a weekend inside it and two days in lieu; an hour runs on regardless; 45 days end on a Saturday and roll. The year is announced.
const TELLING: &str = "2027-02-03T15:20";

fn at(text: &str) -> NaiveDateTime {
    parse_moment(text).unwrap()
}

/// The table as text.
fn text(board: &Board<'_>, input: &Input) -> String {
    let mut out = Vec::new();
    table::write(&mut out, board, input).unwrap();
    String::from_utf8(out).unwrap()
}

fn due(board: &Board<'_>, code: &str) -> String {
    let answer = board.answers.iter().find(|answer| answer.procedure.code == code).unwrap();
    match &answer.outcome {
        Outcome::Due(due) => due.due_at().to_string(),
        Outcome::Undetermined => "undetermined".to_owned(),
        Outcome::NotInForce => "not in force".to_owned(),
    }
}

#[test]
fn every_own_row_is_read_and_translated() {
    let input = Input::own().unwrap();
    assert_eq!(input.issues, []);
    // 46 procedures, one of them in two versions.
    let board = Board::new(at(TELLING), &input).unwrap();
    assert_eq!((board.answers.len(), input.procedures.len()), (46, 47));
    for procedure in &input.procedures {
        let undetermined = if procedure.limit.is_undetermined() { &procedure.limit_text } else { "" };
        let texts = [&procedure.name, &procedure.field, &procedure.agency, &procedure.note, &procedure.confidence_note];
        for text in texts.map(String::as_str).into_iter().chain([undetermined]) {
            assert!(text.is_empty() || !input.text(text, En).foreign, "no English for {text}");
        }
        let (fees, foreign) = input.fees(procedure, En);
        assert!(!foreign, "no English for {fees}");
        assert!(!procedure.source.is_empty(), "{} names no source", procedure.title());
    }
}

#[test]
fn the_last_afternoon_before_tet() {
    let input = Input::own().unwrap();
    let board = Board::new(at(TELLING), &input).unwrap();
    // Birth registration, within the day; temporary residence, 3 working days; a land dispute, 45 days; a stay, 1 hour.
    assert_eq!(due(&board, "1.001193"), "2027-02-11 17:00:00");
    assert_eq!(due(&board, "1.004194"), "2027-02-15 17:00:00");
    assert_eq!(due(&board, "1.115452"), "2027-03-22 17:00:00");
    assert_eq!(due(&board, "2.001159"), "2027-02-03 16:20:00");
    // The interlinked group counts from the next working day; the death group has a limit for each stage and none of its own.
    assert_eq!(due(&board, "3.000722"), "2027-02-16 17:00:00");
    assert_eq!(due(&board, ""), "undetermined");
}

#[test]
fn a_rule_answers_only_while_in_force() {
    let input = Input::own().unwrap();
    let before = Board::new(at("2026-08-31T10:00"), &input).unwrap();
    assert_eq!(due(&before, "3.000722"), "not in force");
    let after = Board::new(at("2027-03-01T10:00"), &input).unwrap();
    assert_eq!(due(&after, "1.001193"), "not in force");
}

#[test]
fn a_procedure_keeps_the_rules_of_its_day() {
    let input = Input::own().unwrap();
    // Marriage with a foreigner: 15 days at the district, 5 working days at the commune since 1 July 2025.
    let before = Board::new(at("2025-06-30T10:00"), &input).unwrap();
    assert_eq!(due(&before, "2.000806"), "2025-07-15 17:00:00");
    let after = Board::new(at("2025-07-01T10:00"), &input).unwrap();
    assert_eq!(due(&after, "2.000806"), "2025-07-08 17:00:00");
}

#[test]
fn fees_are_said_in_both_languages() {
    let input = Input::own().unwrap();
    let fees = |code: &str, language| {
        let procedure = input.procedures.iter().find(|procedure| procedure.code == code).unwrap();
        input.fees(procedure, language).0
    };
    assert_eq!(fees("1.004222", Vi), "trực tuyến: 10.000 đồng; trực tiếp: 20.000 đồng");
    assert_eq!(fees("1.000894", En), "None");
    assert_eq!(fees("2.001035", En), "VND 50,000");
}

#[test]
fn a_bad_row_loses_no_other() {
    let rows = "1.000001,Một,F,3 ngàn,seen,s\n1.000002,Hai,F\n1.000003,Ba,F,3 ngày,seen,s\n1.000004,Bốn,F,300 năm,known,s\n";
    let input = Input::of(format!("\u{feff}{HEAD}{rows}").as_bytes()).unwrap();
    let board = Board::new(at(TELLING), &input).unwrap();
    assert_eq!(due(&board, "1.000003"), "2027-02-11 17:00:00");
    let issues: Vec<(Option<usize>, &str)> =
        input.issues.iter().chain(&board.issues).map(|issue| (issue.line, issue.what.as_str())).collect();
    assert_eq!(issues, [(Some(2), "limit"), (Some(3), "limit"), (None, "Bốn")]);
    assert!(text(&board, &input).contains("dòng 3 (limit): "));
    assert!(page::render(&board, &input).unwrap().contains("Dòng 3"));
}

#[test]
fn a_table_without_columns_is_refused_at_once() {
    let error = Input::of(b"a,b\n1,2\n").unwrap_err().to_string();
    assert!(error.contains("`a` is not known") && error.contains("name"), "{error}");
    assert_eq!(Input::of(HEAD.as_bytes()).unwrap_err().to_string(), "the table has no rows");
}

#[test]
fn the_text_is_plain_narrow_and_the_same_every_time() {
    let input = Input::own().unwrap();
    for moment in [TELLING, "2026-08-21T15:20", "2026-11-23T09:00", "2007-01-01T00:00", "2030-02-02T12:00:01", "2199-12-20T09:00"]
    {
        let board = Board::new(at(moment), &input).unwrap();
        let first = text(&board, &input);
        assert!(first.lines().all(|line| line.chars().count() <= 120), "{moment}");
        assert!(!first.contains('\u{1b}'), "{moment}");
        assert_eq!(first, text(&Board::new(at(moment), &input).unwrap(), &input), "{moment}");
    }
}

#[test]
fn the_page_escapes_and_loads_nothing() {
    let input = Input::of(format!("{HEAD}1.000001,<b>&đậm,F,2 ngày làm việc,seen,s\n").as_bytes()).unwrap();
    let page = page::render(&Board::new(at(TELLING), &input).unwrap(), &input).unwrap();
    assert!(page.contains("&#60;b&#62;&#38;đậm"), "not escaped");
    for forbidden in ["<b>&", "<script", "http://", "https://", "url(", "@import", " src="] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    // A text without translation says that it is Vietnamese.
    assert!(page.contains(r#"<span lang="vi">&#60;b&#62;"#));
    assert_eq!(input.text("F", Vi).text, "F");
}
