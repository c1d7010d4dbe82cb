//! The library in five questions. `quickstart.py` and `quickstart.mjs` tell the same story and print the same bytes.
//!
//! ```text
//! cargo run -p motcua-examples --example quickstart
//! ```

use std::error::Error;

use chrono::NaiveDate;
use motcua::wire::{parse_date, parse_moment};
use motcua::{Calendar, CountingRules, Language, LunarDate, TimeLimit, deadline, latest_receipt};

fn main() -> Result<(), Box<dyn Error>> {
    let calendar = Calendar::vietnam();
    let rules = CountingRules::default();

    // When is a dossier due, and why? 27 April, 30 April and 1 May 2026 are off.
    let limit = TimeLimit::parse("03 ngày làm việc")?;
    let due = deadline(parse_moment("2026-04-24T10:00:00")?, &limit, &calendar, &rules)?;
    println!("due: {}", due.due_at().format("%Y-%m-%dT%H:%M:%S"));
    println!("certainty: {}", due.certainty());
    println!("{}", due.explain(Language::Vi));

    // Is this Saturday a working day?
    let saturday = calendar.day(parse_date("2026-08-22")?)?;
    println!("2026-08-22: {}, {}, {}", yes_or_no(saturday.is_working()), saturday.kind().as_str(), saturday.name(Language::Vi));

    // The lunar date of a holiday.
    let hung_kings: NaiveDate = parse_date("2026-04-26")?;
    let lunar = LunarDate::from_solar(hung_kings)?;
    println!("2026-04-26: lunar {}-{}-{}, leap {}", lunar.year(), lunar.month(), lunar.day(), yes_or_no(lunar.is_leap_month()));

    // The question asked backwards: file until when, to have the result on the last working day before Tết?
    let latest = latest_receipt(parse_date("2026-02-13")?, &TimeLimit::parse("5 ngày làm việc")?, &calendar, &rules)?;
    let at_counter = latest.at_counter().ok_or("the office is never open")?;
    println!("latest receipt: {}", latest.received_at().format("%Y-%m-%dT%H:%M:%S"));
    println!("at the counter: {}", at_counter.format("%Y-%m-%dT%H:%M:%S"));
    println!("due then: {}", latest.deadline().due_on());
    Ok(())
}

fn yes_or_no(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}
