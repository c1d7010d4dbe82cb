//! The library in five questions. `quickstart.py` and `quickstart.mjs` tell the same story and print the same bytes.
//!
//! ```text
//! cargo run -p motcua-examples --example quickstart
//! ```

use std::error::Error;

use chrono::NaiveDateTime;
use motcua::wire::{parse_date, parse_moment};
use motcua::{Calendar, CountingRules, Language, LunarDate, TimeLimit, deadline, latest_receipt};

fn main() -> Result<(), Box<dyn Error>> {
    let calendar = Calendar::vietnam();
    let rules = CountingRules::default();

    // When is a dossier due, and why? 27 April, 30 April and 1 May 2026 are off.
    let limit = TimeLimit::parse("03 ngày làm việc")?;
    let due = deadline(parse_moment("2026-04-24T10:00:00")?, &limit, &calendar, &rules)?;
    println!("due: {}", iso(due.due_at()));
    println!("certainty: {}", due.certainty());
    println!("{}", due.explain(Language::Vi));

    // Is this Saturday a working day?
    let saturday = calendar.day(parse_date("2026-08-22")?)?;
    println!("2026-08-22: {}, {}, {}", yes_or_no(saturday.is_working()), saturday.kind().as_str(), saturday.name(Language::Vi));

    // The lunar date of a holiday.
    let lunar = LunarDate::from_solar(parse_date("2026-04-26")?)?;
    println!("2026-04-26: lunar {}-{}-{}, leap {}", lunar.year(), lunar.month(), lunar.day(), yes_or_no(lunar.is_leap_month()));

    // The question asked backwards: file until when, to have the result on the last working day before Tết?
    let latest = latest_receipt(parse_date("2026-02-13")?, &TimeLimit::parse("5 ngày làm việc")?, &calendar, &rules)?;
    let at_counter = latest.at_counter().map_or("never".to_owned(), iso);
    println!("latest receipt: {}", iso(latest.received_at()));
    println!("at the counter: {at_counter}");
    println!("due then: {}", latest.deadline().due_on());
    Ok(())
}

fn iso(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}
