use chrono::NaiveDate;

use super::{Asked, Board, BoardOffice, BoardPaper, Catalogue, Procedure, ProcedureRecord, Staff, Version, VersionRecord};

fn places(table: &str) -> Vec<String> {
    Catalogue::from_csv(table.as_bytes()).complaints().iter().map(ToString::to_string).collect()
}

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

const HEAD: &str = "code,name,limit,fees\n";

#[test]
fn a_bad_row_loses_nothing_else() {
    let table = format!(
        "# ghi chú\n{HEAD}\n1.001193,A,3 fortnight,\n1.001194,B,3 working_day,online|tip|5\n1.001195,,3 day,\n1.00119,C,3 day,\n1.001196,D,3 day\n\
         1.001197,E,3 day,,\n1.001198,\"F\nF\",3 day,\n1.001199,=1+1,3 day,\n1.001200,G,1.5 day,\n"
    );
    let loaded = Catalogue::from_csv(table.as_bytes());
    let found: Vec<String> = loaded.complaints().iter().map(ToString::to_string).collect();
    let expected = [
        "row 4, limit: unit_unknown",
        "row 5, fees: option_unknown",
        "row 6, name: value_missing",
        "row 7, code: code_invalid",
        "row 8, fees: column_invalid",
        "row 9, fees: column_invalid",
        "row 11, name: formula_refused",
        "row 12, limit: amount_out_of_range",
    ];
    assert_eq!(found, expected);
    assert_eq!((loaded.read(), loaded.kept()), (9, 1));
    assert_eq!(loaded.catalogue().procedures()[0].name, "F\nF");
    assert!(loaded.complaints().iter().all(|complaint| !complaint.advice.is_empty() && !complaint.kept));
}

#[test]
fn a_board_cites_no_decree_that_has_ended() {
    let loaded = Catalogue::from_csv(b"code,name\n1.001193,A\n");
    let office = BoardOffice { name: "X".to_owned(), ..BoardOffice::default() };
    let cites = |year, month, of| {
        Board::new(loaded.catalogue(), &office, day(year, month, of))
            .unwrap()
            .citations
            .iter()
            .any(|text| text.contains("61/2018"))
    };
    assert!(cites(2025, 6, 30) && !cites(2025, 7, 1));
}

#[test]
fn encodings_are_told_apart() {
    let table = format!("{HEAD}1.001193,Đăng ký,trong ngày,\n1.001194,B,3 day,\n");
    let bom = [b"\xEF\xBB\xBF", table.as_bytes()].concat();
    assert_eq!(Catalogue::from_csv(&bom).kept(), 2);
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(table.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(Catalogue::from_csv(&wide).complaints()[0].code, "encoding_invalid");
    let wide: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(Catalogue::from_csv(&wide).complaints()[0].code, "encoding_invalid");
    // Windows-1258 writes Đ as D0 and ă as E3; the row is lost, the other is kept.
    let old: Vec<u8> = [HEAD.as_bytes(), b"1.001193,\xD0\xE3ng,trong ngay,\n1.001194,B,3 day,\n"].concat();
    let loaded = Catalogue::from_csv(&old);
    assert_eq!(loaded.complaints()[0].to_string(), "row 2, name: encoding_invalid");
    assert!(loaded.complaints()[0].message.contains(&format!("byte {}", HEAD.len() + 9)), "{:?}", loaded.complaints());
    assert_eq!(loaded.kept(), 1);
    // One complaint a row, with its first such byte.
    let old: Vec<u8> = [HEAD.as_bytes(), b"1.001193,A,tr\xEA,\xE3\n1.001194,B,3 day,\n"].concat();
    let loaded = Catalogue::from_csv(&old);
    let found: Vec<String> = loaded.complaints().iter().map(ToString::to_string).collect();
    assert_eq!(found, ["row 2, limit: encoding_invalid"]);
    assert!(loaded.complaints()[0].message.contains(&format!("byte {} ", HEAD.len() + 13)), "{:?}", loaded.complaints());
}

#[test]
fn zero_bytes_are_refused_wherever_they_are() {
    let table = format!("{HEAD}{}1.001194,B\0,3 day,\n1.001195,C,3 day,\n", "# x\n".repeat(50));
    assert_eq!(places(&table), ["row 52, name: encoding_invalid"]);
    let json = |text: &str| format!(r#"{{"procedures": [{{"code": "1.001193", "name": "A", "versions": [{{{text}}}]}}]}}"#);
    let found =
        |text: &str| Catalogue::from_json(json(text).as_bytes()).complaints().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(found(r#""subject": "a\u0000""#), ["procedures[0].versions[0].subject: value_out_of_range"]);
    assert_eq!(found(r#""fees": [{"text": "\u0000"}]"#), ["procedures[0].versions[0].fees: value_out_of_range"]);
}

#[test]
fn a_quotation_mark_left_open_is_named() {
    let loaded = Catalogue::from_csv(format!("{HEAD}1.001193,A,3 day,\n1.001194,\"B,3 day,\n1.001195,C,3 day,\n").as_bytes());
    assert_eq!(loaded.complaints()[0].to_string(), "row 3, limit: column_invalid");
    assert!(loaded.complaints()[0].message.contains("quotation mark"), "{:?}", loaded.complaints());
    assert_eq!(loaded.kept(), 1);
}

#[test]
fn none_is_none_in_capitals_and_decomposed() {
    for none in ["không", "Không", " KHÔNG ", "kho\u{302}ng"] {
        let loaded = Catalogue::from_csv(format!("code,name,fees,forms\n1.001193,A,{none},{none}\n").as_bytes());
        let version = &loaded.catalogue().procedures()[0].versions[0];
        assert_eq!((version.fees.as_deref(), version.forms.as_deref()), (Some(&[][..]), Some(&[][..])), "{none}");
    }
    let form = r#"{"procedures": [{"code": "1.001193", "name": "A", "versions": [{"forms": [{"name": "Không"}]}]}]}"#;
    let loaded = Catalogue::from_json(form.as_bytes());
    assert_eq!(Catalogue::from_csv(loaded.catalogue().to_csv().as_bytes()).catalogue(), loaded.catalogue());
}

#[test]
fn names_twice_and_lists_for_objects_are_refused_in_json() {
    let found =
        |text: &str| Catalogue::from_json(text.as_bytes()).complaints().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(
        found(r#"{"procedures": [{"code": "1.001193", "name": "A", "name": "B", "versions": [{}]}]}"#),
        ["$: request_invalid"]
    );
    assert_eq!(
        found(r#"{"procedures": [{"code": "1.001193", "name": "A", "versions": [[], {"fees": [["online"]]}]}]}"#),
        ["procedures[0].versions[0]: request_invalid", "procedures[0].versions[1].fees[0]: request_invalid"]
    );
    assert_eq!(found(r#"{"procedures": [[null, "1.001193", "A", null, [{}]]]}"#), ["procedures[0]: request_invalid"]);
    assert_eq!(found(r#"{"procedures": [{"code": "1.001193", "name": "A"}]}"#), ["procedures[0]: request_invalid"]);
}

#[test]
fn columns_are_checked() {
    assert_eq!(places("name,limit\nA,3 day\n"), ["row 1, code: column_invalid"]);
    assert_eq!(places(""), ["row 1, name: column_invalid"]);
    assert_eq!(places("code,name,nmae,name\n1.001193,A,x,B\n"), ["row 1, nmae: column_invalid", "row 1, name: column_invalid"]);
    let semicolons = Catalogue::from_csv("code;name;fees\n1.001193;A, B;\"x\\; y\"\n".as_bytes());
    assert_eq!((semicolons.complaints().len(), semicolons.catalogue().procedures()[0].name.as_str()), (0, "A, B"));
}

#[test]
fn versions_must_not_overlap_nor_codes_mean_two_things() {
    let head = "code,name,field,in_force_from,in_force_until\n";
    let row = |rest: &str| places(&format!("{head}1.001193,A,F,2020-01-01,2020-12-31\n{rest}"));
    assert!(row("1.001193,A,F,2021-01-01,\n").is_empty());
    assert_eq!(row("1.001193,A,F,2020-12-31,\n"), ["row 3, in_force_from: code_duplicate"]);
    assert_eq!(row("1.001193,A,F,,\n"), ["row 3, in_force_from: code_duplicate"]);
    assert_eq!(row("1.001193,B,F,2021-01-01,\n"), ["row 3, name: code_duplicate"]);
    assert_eq!(row("1.001194,B,F,2021-01-01,2020-01-01\n"), ["row 3, in_force_until: date_invalid"]);
    assert_eq!(row("1.001194,B,F,2021-02-29,\n"), ["row 3, in_force_from: date_invalid"]);
}

#[test]
fn what_contradicts_itself_is_kept_and_named() {
    let head = "code,name,limit,local_limit,stages,extension,extension_cap,service_level,in_force_from,tier_after\n";
    let loaded = Catalogue::from_csv(
        format!("{head}1.001193,A,3 working_day,4 working_day,a||2 working_day; b||2 working_day; c||9 day,5 day,4 day,level_4,2023-01-01,district\n")
            .as_bytes(),
    );
    let found: Vec<String> = loaded.complaints().iter().map(ToString::to_string).collect();
    let codes = ["local_limit: value", "extension: value", "stages: stages", "service_level: value", "tier_after: value"];
    assert_eq!(found.len(), codes.len());
    assert!(found.iter().zip(codes).all(|(found, code)| found.contains(code)), "{found:?}");
    assert!(loaded.complaints().iter().all(|complaint| complaint.kept));
    assert_eq!(loaded.kept(), 1);
    // A shortened limit longer than the law's binds nobody.
    let applies = loaded.catalogue().procedures()[0].versions[0].limit(Asked::default()).unwrap();
    assert_eq!((applies.limit().to_string().as_str(), applies.rule().as_str()), ("3 working_day", "base"));
}

#[test]
fn a_table_and_a_message_give_back_what_they_were_made_of() {
    let list = |name: &str| super::FormRecord { name: name.to_owned(), url: Some("https://example.vn/a;b|c".to_owned()) };
    let version = VersionRecord {
        in_force_from: Some("2026-01-01".to_owned()),
        limit: Some("theo dự án; hoặc | \\ khác".to_owned()),
        local_limit: Some("2.5 working_day".to_owned()),
        subject: Some("=cmd|' /C calc'!A0".to_owned()),
        sequence: Some("- Bước 1\n'- Bước 2".to_owned()),
        note: Some("'=1".to_owned()),
        conditions: Some("<b>\"x\"</b>".to_owned()),
        sets: Some(1),
        by_post: Some(false),
        fees: Some(Vec::new()),
        forms: Some(vec![list("không"), list("a;b\\|c")]),
        papers: vec![super::PaperRecord {
            name: "Tờ khai; bản | 1".to_owned(),
            originals: 1,
            certified: 0,
            copies: 2,
            mandatory: false,
        }],
        cases: vec![super::CaseRecord {
            name: "c".to_owned(),
            number: Some(1),
            extra: Some("1 working_day".to_owned()),
            ..Default::default()
        }],
        ..VersionRecord::default()
    };
    let only_form = VersionRecord {
        in_force_until: Some("2025-12-31".to_owned()),
        forms: Some(vec![super::FormRecord { name: "không".to_owned(), url: None }]),
        ..VersionRecord::default()
    };
    let procedure = ProcedureRecord {
        id: Some("tu-dat".to_owned()),
        name: "+84 <script>".to_owned(),
        versions: vec![version, only_form],
        ..ProcedureRecord::default()
    };
    let loaded = Catalogue::from_record(&super::CatalogueRecord { procedures: vec![procedure] });
    assert_eq!(loaded.complaints(), &[]);
    let catalogue = loaded.into_catalogue();
    assert_eq!(catalogue.procedures()[0].versions[1].forms.as_ref().unwrap().len(), 2);
    for again in [Catalogue::from_csv(catalogue.to_csv().as_bytes()), Catalogue::from_json(catalogue.to_json().as_bytes())] {
        assert_eq!(again.complaints(), &[]);
        assert_eq!(again.catalogue(), &catalogue);
    }
}

#[test]
fn paths_lead_to_what_is_wrong_in_a_message() {
    let message = r#"{"procedures": [
        {"code": "1.001193", "name": "A", "versions": [{"limit": "3 day", "fees": [{"kind": "tip", "amount": "5"}]}, {"limit": "3 day", "price": 1}]},
        {"code": "1.001194", "name": "B", "versions": [{"limit": 3}, {"limit": "3 day"}]},
        {"code": "1.001195", "name": "C", "versions": []},
        {"code": "1.001196", "versions": [{}]},
        7
    ], "extra": 1}"#;
    let loaded = Catalogue::from_json(message.as_bytes());
    let mut found: Vec<String> = loaded.complaints().iter().map(ToString::to_string).collect();
    found.sort();
    let expected = [
        "extra: field_unknown",
        "procedures[0].versions[0].fees[0].kind: option_unknown",
        "procedures[0].versions[1].price: field_unknown",
        "procedures[1].versions[0].limit: request_invalid",
        "procedures[2].versions: value_missing",
        "procedures[3]: request_invalid",
        "procedures[4]: request_invalid",
    ];
    assert_eq!(found, expected);
    assert_eq!((loaded.kept(), loaded.catalogue().procedures()[0].id.as_str()), (1, "1.001194"));
    for message in ["", "[", "[]", "{}", "null", "{\"procedures\": 1}", "\u{feff}"] {
        assert_eq!(Catalogue::from_json(message.as_bytes()).complaints()[0].code, "request_invalid", "{message}");
    }
    assert_eq!(Catalogue::from_json(b"{\xFF}").complaints()[0].code, "encoding_invalid");
}

#[test]
fn put_together_in_code_it_is_checked_too() {
    let version = |from, until| Version { from, until, ..Version::default() };
    let procedure = |id: &str, versions| Procedure { id: id.to_owned(), code: None, name: "A".to_owned(), field: None, versions };
    let refused = |procedures: Vec<Procedure>| Catalogue::new(procedures).map_err(|error| (error.code(), error.index()));
    let whole = || vec![version(None, None)];
    assert_eq!(refused(vec![procedure("a", whole()), procedure("a", whole())]), Err(("code_duplicate", Some(1))));
    assert_eq!(
        refused(vec![procedure("a", vec![version(None, None), version(Some(day(2026, 1, 1)), None)])]),
        Err(("code_duplicate", Some(0)))
    );
    assert_eq!(refused(vec![procedure("1.1", whole())]), Err(("code_invalid", Some(0))));
    assert_eq!(refused(vec![procedure("a", Vec::new())]), Err(("value_missing", Some(0))));
    assert_eq!(
        refused(vec![procedure("a", vec![version(Some(day(2026, 1, 2)), Some(day(2026, 1, 1)))])]),
        Err(("date_invalid", Some(0)))
    );
}

#[test]
fn the_board_escapes_and_links_only_to_the_web() {
    let table = "code,name,limit,field\n1.001193,<script>alert(1)</script>,3 day,\"\"\"><img src=x>\"\n";
    let catalogue = Catalogue::from_csv(table.as_bytes()).into_catalogue();
    let person = Staff { name: "<i>A".to_owned(), title: "B".to_owned(), ..Staff::default() };
    let office = BoardOffice {
        name: "<u>O".to_owned(),
        staff: vec![person],
        entry_url: Some("https://example.vn/{code}".to_owned()),
        ..BoardOffice::default()
    };
    let board = Board::new(&catalogue, &office, day(2026, 11, 23)).unwrap();
    let page = board.html(BoardPaper::A3).unwrap();
    assert!(!["<script", "<img", "<i>", "<u>"].iter().any(|markup| page.contains(markup)));
    assert!(
        page.contains("href=\"https://example.vn/1.001193\"")
            && page.contains("aria-label=\"Mã QR: https://example.vn/1.001193\"")
    );
    let with = |url: &str| {
        let office = BoardOffice { entry_url: Some(url.to_owned()), ..office.clone() };
        Board::new(&catalogue, &office, day(2026, 11, 23)).map_err(|error| error.code())
    };
    for url in ["javascript:alert(1)", "https://", "//example.vn", "https://a b", "https://x\"y"] {
        assert_eq!(with(url), Err("value_out_of_range"), "{url}");
    }
    assert_eq!(
        Board::new(&catalogue, &BoardOffice::default(), day(2026, 11, 23)).map_err(|error| error.code()),
        Err("value_missing")
    );
}
