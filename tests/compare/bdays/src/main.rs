//! The crate `bdays` on the rows of the comparison: `bdays-peer add|count FOLDER ROUNDS`.
//!
//! Reads the columns as files of 32-bit integers, writes the answers to `bdays.i32`, and prints as JSON the nanoseconds of each round
//! and the MiB by which the process grew at its peak.

use std::collections::HashSet;
use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use bdays::{HolidayCalendar, HolidayCalendarCache};
use chrono::{Days, NaiveDate};

/// The weekdays off of Vietnam. A worked Saturday cannot be said: a weekend is no business day to the crate.
struct DaysOff(HashSet<NaiveDate>);

impl HolidayCalendar<NaiveDate> for DaysOff {
    fn is_holiday(&self, date: NaiveDate) -> bool {
        self.0.contains(&date)
    }
}

/// What a question is answered with.
enum Answers {
    Days(Vec<NaiveDate>),
    Counts(Vec<i32>),
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [question, folder, rounds] = arguments.as_slice() else { bail!("usage: bdays-peer add|count FOLDER ROUNDS") };
    let folder = Path::new(folder);
    let calendar = calendar(&folder.join("days_off.txt"))?;
    let received = dates(&folder.join("received.i32"))?;
    let rounds: usize = rounds.parse()?;
    let days = column(&folder.join("days.i32"))?;
    let until = dates(&folder.join("until.i32"))?;
    // Forgets the peak of loading.
    let before = fs::write("/proc/self/clear_refs", "5").ok().and_then(|()| high_water());
    let (times, answers) = match question.as_str() {
        "add" => {
            let pairs = || received.iter().zip(&days);
            // Back to a working day first, so that counting begins with the next one.
            let (times, due) = timed(rounds, || {
                pairs().map(|(&date, &days)| calendar.advance_bdays(calendar.to_bday(date, false), days)).collect::<Vec<_>>()
            });
            (times, Answers::Days(due))
        }
        "count" => {
            let pairs = || received.iter().zip(&until);
            let (times, counts) = timed(rounds, || {
                pairs()
                    .map(|(&after, &until)| calendar.bdays(calendar.to_bday(after, false), calendar.to_bday(until, false)))
                    .collect::<Vec<_>>()
            });
            (times, Answers::Counts(counts))
        }
        _ => bail!("{question}: not one of add, count"),
    };
    let peak = high_water().zip(before).map_or_else(|| "null".to_owned(), |(peak, before)| ((peak - before) / 1024).to_string());
    let answers = match answers {
        Answers::Days(days) => days.into_iter().map(number).collect(),
        Answers::Counts(counts) => counts,
    };
    fs::write(folder.join("bdays.i32"), answers.iter().flat_map(|answer| answer.to_le_bytes()).collect::<Vec<_>>())?;
    println!("{{\"times\": {times:?}, \"peak\": {peak}}}");
    Ok(())
}

/// KiB this process held at most since the last call that could forget the past; `None` where the system does not tell.
fn high_water() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Nanoseconds of each round, and the answers of the last. Freeing the answers is not timed.
fn timed<T>(rounds: usize, mut run: impl FnMut() -> Vec<T>) -> (Vec<u128>, Vec<T>) {
    let (mut times, mut answers) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        drop(std::mem::take(&mut answers));
        let begin = Instant::now();
        let result = run();
        times.push(begin.elapsed().as_nanos());
        answers = result;
    }
    (times, answers)
}

fn calendar(days_off: &Path) -> Result<HolidayCalendarCache<NaiveDate>> {
    let text = fs::read_to_string(days_off)?;
    let days: Result<HashSet<NaiveDate>, _> = text.lines().map(str::parse).collect();
    let first = NaiveDate::from_ymd_opt(2017, 1, 1).context("first day")?;
    let last = NaiveDate::from_ymd_opt(2027, 12, 31).context("last day")?;
    Ok(HolidayCalendarCache::new(DaysOff(days?), first, last))
}

fn column(file: &Path) -> Result<Vec<i32>> {
    let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    Ok(bytes.chunks_exact(4).filter_map(|four| four.try_into().ok()).map(i32::from_le_bytes).collect())
}

fn dates(file: &Path) -> Result<Vec<NaiveDate>> {
    let days = column(file)?.into_iter();
    days.map(|day| NaiveDate::default().checked_add_days(Days::new(u64::try_from(day)?)).context("a date")).collect()
}

fn number(date: NaiveDate) -> i32 {
    i32::try_from(date.signed_duration_since(NaiveDate::default()).num_days()).unwrap_or(i32::MIN)
}
