//! Month calendars: what each day is, its lunar date, and how many results are due on it.

use chrono::{Datelike, Months, NaiveDate};
use motcua::{Calendar, Citation, Day, DayKind, Language, LunarDate};

use crate::deadlines::board::{Board, runs};
use crate::deadlines::facts;
use crate::words::{self, capitalised, pick, weekday_date};

/// A page shows so many months at most; what is due later is only in the table.
const MOST_MONTHS: u32 = 3;

/// One month, weeks from Monday to Sunday.
pub(crate) struct Month {
    pub(crate) name: String,
    pub(crate) weeks: Vec<Vec<Option<Cell>>>,
}

/// One day of a month.
pub(crate) struct Cell {
    pub(crate) iso: String,
    pub(crate) day: u32,
    pub(crate) class: &'static str,
    /// A letter that says what the colour says.
    pub(crate) mark: &'static str,
    /// Lunar day, with the month on the first.
    pub(crate) lunar: String,
    pub(crate) is_received: bool,
    /// How many results are due.
    pub(crate) due: usize,
    /// What a reader of the screen hears besides the number.
    pub(crate) spoken: String,
}

/// What a colour and letter mean.
pub(crate) struct Legend {
    pub(crate) class: &'static str,
    pub(crate) mark: &'static str,
    pub(crate) name: &'static str,
}

/// Days in a row with a name.
pub(crate) struct NamedDays {
    pub(crate) class: &'static str,
    pub(crate) mark: &'static str,
    pub(crate) when: String,
    pub(crate) name: String,
    pub(crate) basis: String,
}

/// The months from receipt to the last due date near enough.
pub(crate) struct Span {
    days: Vec<Day>,
}

impl Span {
    pub(crate) fn new(board: &Board<'_>, calendar: &Calendar) -> Self {
        let first = board.received_at.date().with_day(1).unwrap_or(board.received_at.date());
        let end = |months| first.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
        let near = board.deadlines().map(|(_, due)| due.due_on()).filter(|due| *due < end(MOST_MONTHS)).max();
        let months = (1..=MOST_MONTHS).find(|months| near.is_none_or(|due| due < end(*months))).unwrap_or(1);
        let days = first.iter_days().take_while(|day| *day < end(months));
        // Past the last day of the calendar there is nothing to show.
        Self { days: days.map_while(|day| calendar.day(day).ok()).collect() }
    }

    /// Whether something is due after the last month shown.
    pub(crate) fn is_exceeded(&self, board: &Board<'_>) -> bool {
        let last = self.days.last().map(Day::date);
        board.deadlines().any(|(_, due)| last.is_some_and(|last| due.due_on() > last))
    }

    pub(crate) fn months(&self, board: &Board<'_>, language: Language) -> Vec<Month> {
        let months = self.days.chunk_by(|a, b| a.date().month() == b.date().month());
        months.filter_map(|days| month(days, board, language)).collect()
    }

    /// The kinds of day that occur, in the order of the law.
    pub(crate) fn legend(&self, language: Language) -> Vec<Legend> {
        let kinds = [
            DayKind::PublicHoliday,
            DayKind::CompensatoryDayOff,
            DayKind::SwappedDayOff,
            DayKind::Weekend,
            DayKind::MakeupWorkday,
        ];
        let first = |kind| self.days.iter().find(move |day| day.kind() == kind);
        let legend = kinds.into_iter().filter_map(first);
        legend.map(|day| Legend { class: class(day), mark: mark(day, language), name: facts::kind(day, language) }).collect()
    }

    /// Every day off that is no ordinary weekend, and every make-up workday.
    pub(crate) fn named(&self, language: Language) -> Vec<NamedDays> {
        let special = self.days.iter().filter(|day| !matches!(day.kind(), DayKind::WorkingDay | DayKind::Weekend));
        let named = runs(special).into_iter().map(|run| {
            let (first, last) = run.dates();
            let until = pick(language, "đến", "to");
            let when = match first == last {
                true => weekday_date(first, language),
                false => format!("{} {until} {}", weekday_date(first, language), weekday_date(last, language)),
            };
            NamedDays {
                class: class(run.first),
                mark: mark(run.first, language),
                when: capitalised(&when),
                name: facts::run_name(&run, language),
                basis: bases(&run.first.citations(), language),
            }
        });
        named.collect()
    }
}

fn month(days: &[Day], board: &Board<'_>, language: Language) -> Option<Month> {
    let first = days.first()?.date();
    let blank = (0..first.weekday().num_days_from_monday()).map(|_| None);
    let cells: Vec<Option<&Day>> = blank.chain(days.iter().map(Some)).collect();
    let week = |week: &[Option<&Day>]| {
        let mut cells: Vec<Option<Cell>> = week.iter().map(|day| day.map(|day| cell(day, board, language))).collect();
        cells.resize_with(7, || None);
        cells
    };
    let separator = pick(language, "/", " ");
    let name = format!("{}{separator}{}", words::month(first.month(), language), first.year());
    Some(Month { name, weeks: cells.chunks(7).map(week).collect() })
}

fn cell(day: &Day, board: &Board<'_>, language: Language) -> Cell {
    let date = day.date();
    let due = board.deadlines().filter(|(_, due)| due.due_on() == date).count();
    let is_received = date == board.received_at.date();
    let mut spoken = Vec::new();
    if day.kind() != DayKind::WorkingDay {
        spoken.push(day.name(language));
    }
    if is_received {
        spoken.push(pick(language, "ngày nhận hồ sơ", "day of receipt").to_owned());
    }
    if due > 0 {
        spoken.push(pick(language, format!("{due} thủ tục hẹn trả"), format!("{due} results due")));
    }
    let spoken = spoken.join("; ");
    Cell {
        iso: date.to_string(),
        day: date.day(),
        class: class(day),
        mark: mark(day, language),
        lunar: lunar(date),
        is_received,
        due,
        spoken,
    }
}

/// `27`, or `1/1` on the first day of a lunar month; a leap month is marked.
fn lunar(date: NaiveDate) -> String {
    match LunarDate::from_solar(date) {
        Ok(lunar) if lunar.day() == 1 => format!("1/{}{}", lunar.month(), if lunar.is_leap_month() { "+" } else { "" }),
        Ok(lunar) => lunar.day().to_string(),
        Err(_) => String::new(),
    }
}

fn class(day: &Day) -> &'static str {
    match day.kind() {
        DayKind::WorkingDay => "work",
        DayKind::Weekend => "weekend",
        DayKind::PublicHoliday => "holiday",
        DayKind::CompensatoryDayOff => "lieu",
        DayKind::SwappedDayOff => "swapped",
        DayKind::MakeupWorkday => "makeup",
        _ => "local",
    }
}

/// The first letter of what the day is called; weekends have their columns and need none.
fn mark(day: &Day, language: Language) -> &'static str {
    match day.kind() {
        DayKind::PublicHoliday => pick(language, "L", "H"),
        DayKind::CompensatoryDayOff => pick(language, "B", "L"),
        DayKind::SwappedDayOff => pick(language, "Đ", "S"),
        DayKind::MakeupWorkday => "+",
        _ => "",
    }
}

/// Citations in one line.
pub(crate) fn bases(citations: &[Citation], language: Language) -> String {
    citations.iter().map(|citation| citation.text(language)).collect::<Vec<_>>().join("; ")
}
