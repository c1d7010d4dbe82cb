//! What the README shows; a test compares the two.

use motcua::chrono::NaiveDate;
use motcua::{Calendar, CountingRules, TimeLimit, latest_receipt};

fn main() -> Result<(), motcua::Error> {
    // Until when to file for a result by 13 February 2026, the last working day before Tết?
    let limit = TimeLimit::parse("không quá 03 ngày làm việc kể từ ngày nhận đủ hồ sơ")?;
    let wanted = NaiveDate::from_ymd_opt(2026, 2, 13).unwrap_or_default();
    let latest = latest_receipt(wanted, &limit, &Calendar::vietnam(), &CountingRules::default())?;
    println!("{:?}", latest.at_counter());
    Ok(())
}
