use super::*;
use crate::dossier::{Channel, EventKind, Terms, TermsOptions};
use crate::wire::parse_moment;
use crate::{Calendar, Cutoff, DossierCode, TimeLimit};

/// Markup, quotes, a line end, a bell, a right-to-left override and a combining accent.
const HOSTILE: &str = "<script>alert(1)</script>\"'&\n\u{7}\u{202e}a\u{301}</style>{{7*7}}";

fn at(text: &str) -> NaiveDateTime {
    parse_moment(text).unwrap()
}

fn events(last: Vec<Event>) -> Vec<Event> {
    let submitted = EventKind::Submitted { channel: Some(Channel::Counter) };
    let mut events = vec![
        Event::new(at("2026-07-06T08:00"), submitted).by(HOSTILE, Some(HOSTILE)),
        Event::new(at("2026-07-06T08:10"), EventKind::Accepted { competent_agency: None }),
        Event::new(at("2026-07-06T10:00"), EventKind::HandedOver { to: HOSTILE.into() }).by(HOSTILE, None),
    ];
    events.extend(last);
    events
}

fn dossier(regime: &'static Regime, last: Vec<Event>) -> Dossier {
    let limit = TimeLimit::parse("5 ngày làm việc").unwrap();
    Dossier::new(Terms::new(regime, limit, &Calendar::vietnam(), TermsOptions::default()), events(last)).unwrap()
}

fn particulars(text: &str) -> Particulars {
    let some = || Some(text.to_owned());
    let applicant = Applicant { name: text.to_owned(), id_number: some(), address: some(), phone: some(), email: some() };
    Particulars {
        procedure_code: some(),
        request: some(),
        owner: some(),
        papers: vec![SubmittedPaper { name: text.to_owned(), originals: 1, certified: 2, copies: 3 }],
        receive_at: some(),
        officer: Some(Officer { name: text.to_owned(), title: some(), phone: some() }),
        document_number: some(),
        book: some(),
        book_number: some(),
        ..Particulars::new(DossierCode::parse("H01.187-260706-0012").unwrap(), text, applicant)
    }
}

fn office(text: &str) -> Office {
    let some = || Some(text.to_owned());
    Office {
        superior: some(),
        agency: text.to_owned(),
        one_stop: some(),
        place: some(),
        address: some(),
        phone: some(),
        email: some(),
        hotline: some(),
        // An address of lookup holds no markup to begin with; an apostrophe and an ampersand it may.
        lookup_url: Some("https://example.vn/'&{code}".to_owned()),
    }
}

/// One case for each form, with the events it is about.
fn cases() -> Vec<(FormKind, Vec<Event>, &'static str)> {
    let event = |at_: &str, kind| vec![Event::new(at(at_), kind)];
    let reason = || HOSTILE.into();
    let asked = EventKind::SupplementRequested { reason: reason(), items: [reason()].into(), applicant_fault: false };
    let new_due_on = at("2026-07-16T00:00").date();
    let moved = EventKind::Rescheduled { new_due_on, reason: reason(), signer: reason() };
    vec![
        (FormKind::AppointmentSlip, vec![], "2026-07-06T11:00"),
        (FormKind::SupplementRequest, event("2026-07-08T09:00", asked), "2026-07-08T10:00"),
        (FormKind::Refusal, event("2026-07-08T09:00", EventKind::Rejected { reason: reason() }), "2026-07-08T10:00"),
        (FormKind::Apology, event("2026-07-10T09:00", moved), "2026-07-10T10:00"),
        (FormKind::StopNotice, event("2026-07-08T09:00", EventKind::Stopped { reason: reason() }), "2026-07-08T10:00"),
        (FormKind::ControlSheet, vec![], "2026-07-08T10:00"),
        (FormKind::OpinionForm, vec![], "2026-07-08T10:00"),
        (FormKind::EarlyReturnNotice, event("2026-07-08T09:00", EventKind::ResultReady), "2026-07-08T10:00"),
    ]
}

fn pages(regime: &'static Regime, text: &str) -> Vec<(FormKind, String)> {
    let (office, particulars) = (office(text), particulars(text));
    let options = FormOptions { round: None, stages: vec![Stage { unit: text.to_owned(), due_at: at("2026-07-09T17:00") }] };
    let page = |(kind, last, as_of): (FormKind, Vec<Event>, &str)| {
        let dossier = dossier(regime, last);
        let case = Case { dossier: &dossier, as_of: at(as_of), particulars: &particulars };
        (kind, Form::new(kind, &case, &office, &options).unwrap().html(true).unwrap())
    };
    let has = |(kind, ..): &(FormKind, Vec<Event>, &str)| regime.form(*kind).is_some();
    let mut pages: Vec<_> = cases().into_iter().filter(has).map(page).collect();
    let dossier = dossier(regime, vec![]);
    let case = Case { dossier: &dossier, as_of: at("2026-07-08T10:00"), particulars: &particulars };
    let book = Book { volume: Some(text.to_owned()), ..Book::new(regime, 2026, at("2026-07-08T10:00")) };
    let (register, complaints) = Register::new(&book, &office, [case]).unwrap();
    assert!(complaints.is_empty());
    pages.push((FormKind::Register, register.html(true).unwrap()));
    pages
}

#[test]
fn no_paper_cites_what_came_after_it() {
    // Decree 309/2026 amends Decree 118/2025 from 5 August 2026 on.
    let page = |at_: &str| {
        let limit = TimeLimit::parse("3 working_day").unwrap();
        let terms = Terms::new(Regime::nd118_2025(), limit, &Calendar::vietnam(), TermsOptions::default());
        let kinds = [EventKind::Submitted { channel: None }, EventKind::Accepted { competent_agency: None }];
        let dossier = Dossier::new(terms, kinds.map(|kind| Event::new(at(at_), kind)).to_vec()).unwrap();
        let case = Case { dossier: &dossier, as_of: at(at_), particulars: &particulars("a") };
        AppointmentSlip::new(&case, &office("b")).unwrap().html(false).unwrap()
    };
    assert!(page("2026-08-04T09:00").contains("khoản 3 Điều 17 Nghị định 118/2025/NĐ-CP; "));
    assert!(page("2026-08-05T09:00").contains("Nghị định 118/2025/NĐ-CP, sửa đổi bởi Nghị định 309/2026/NĐ-CP"));
}

#[test]
fn an_address_of_lookup_is_http_or_https() {
    let dossier = dossier(Regime::nd118_2025(), vec![]);
    let case = Case { dossier: &dossier, as_of: at("2026-07-06T11:00"), particulars: &particulars("a") };
    for bad in [HOSTILE, "javascript:alert(1)", "example.vn", "https://"] {
        let office = Office { lookup_url: Some(bad.to_owned()), ..office("b") };
        assert_eq!(AppointmentSlip::new(&case, &office).unwrap_err().code(), "value_out_of_range", "{bad}");
    }
}

#[test]
fn nothing_that_comes_in_is_markup() {
    for regime in Regime::all() {
        for (kind, page) in pages(regime, HOSTILE) {
            assert!(!page.contains("<script"), "{kind}");
            assert!(!page.contains("alert(1)</"), "{kind}");
            assert_eq!(page.matches("</style>").count(), 1, "{kind}");
            assert!(page.contains("&#60;script&#62;") || page.contains("&lt;script&gt;"), "{kind}");
            let strange =
                |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(!page.contains(strange), "{kind}");
            assert!(page.contains('á') && !page.contains("a\u{301}"), "{kind}: letters are composed");
        }
    }
}

#[test]
fn pages_load_nothing_and_say_what_they_are() {
    for regime in Regime::all() {
        for (kind, page) in pages(regime, "mẫu") {
            assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"vi\">"), "{kind}");
            for foreign in [" src=", "url(", "@import", "<iframe", "<form", " onload"] {
                assert!(!page.contains(foreign), "{kind}: {foreign}");
            }
            assert!(page.contains(">MẪU<"), "{kind}");
            let size = if kind == FormKind::Register { "size: A4 landscape" } else { "size: A5" };
            assert!(page.contains(size), "{kind}");
            assert_eq!(page.matches("<svg").count(), usize::from(kind != FormKind::Register), "{kind}");
            assert!(page.contains("Độc lập - Tự do - Hạnh phúc"), "{kind}");
        }
    }
}

#[test]
fn only_samples_carry_the_word() {
    let dossier = dossier(Regime::nd118_2025(), vec![]);
    let particulars = particulars("Nguyễn Văn A");
    let case = Case { dossier: &dossier, as_of: at("2026-07-06T11:00"), particulars: &particulars };
    let page = AppointmentSlip::new(&case, &office("Xã A")).unwrap().html(false).unwrap();
    assert!(!page.contains("MẪU"));
}

#[test]
fn the_slip_of_a_certification_says_that_it_must_state_the_hour() {
    let counting = crate::CountingRules { cutoff: Some(Cutoff::certification()), ..crate::CountingRules::default() };
    let options = TermsOptions { counting, ..TermsOptions::default() };
    let terms = Terms::new(Regime::nd118_2025(), TimeLimit::same_day(), &Calendar::vietnam(), options);
    let accepted = Event::new(at("2026-07-06T15:30"), EventKind::Accepted { competent_agency: None });
    let log = vec![Event::new(at("2026-07-06T15:20"), EventKind::Submitted { channel: None }), accepted];
    let dossier = Dossier::new(terms, log).unwrap();
    let particulars = particulars("a");
    let case = Case { dossier: &dossier, as_of: at("2026-07-06T16:00"), particulars: &particulars };
    let slip = AppointmentSlip::new(&case, &office("b")).unwrap();
    assert!(slip.must_state_hour);
    assert_eq!(slip.due_at, Some(at("2026-07-07T17:00")));
    assert!(slip.lines().iter().any(|line| line.value == "17 giờ 00 phút, ngày 07 tháng 07 năm 2026"));
}

#[test]
fn the_qr_code_holds_the_code_or_the_page_to_look_it_up() {
    let code = DossierCode::parse("H01.187-260706-0012").unwrap();
    let with = |url: Option<&str>| Office { lookup_url: url.map(str::to_owned), ..Office::default() }.qr_text(&code);
    assert_eq!(with(None), "H01.187-260706-0012");
    assert_eq!(with(Some("https://example.vn/?ma=")), "https://example.vn/?ma=H01.187-260706-0012");
    assert_eq!(with(Some("https://example.vn/{code}/xem")), "https://example.vn/H01.187-260706-0012/xem");
}

#[test]
fn an_apology_owed_without_a_new_date_leaves_it_to_be_filled_in() {
    let dossier = dossier(Regime::nd118_2025(), vec![]);
    let particulars = particulars("a");
    let case = Case { dossier: &dossier, as_of: at("2026-07-14T08:00"), particulars: &particulars };
    let apology = Apology::new(&case, &office("b")).unwrap();
    assert_eq!((apology.promised_at, apology.new_due_on, apology.signer), (at("2026-07-13T17:00"), None, None));
    let early = Case { as_of: at("2026-07-13T08:00"), ..case };
    assert_eq!(Apology::new(&early, &office("b")).unwrap_err().code(), "value_missing");
}
