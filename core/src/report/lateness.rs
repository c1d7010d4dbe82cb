//! How many working days early or late: the distribution.

use super::block::{Block, Code};
use super::days::{Bounds, Place};
use super::rows::Rows;
use super::tally::{Counting, Part, Problems};
use crate::calendar::Calendar;
use crate::error::{Error, quote};
use crate::exact::Exact;
use crate::law::Language;

/// Which dossiers a distribution is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Those with a due date; what is open is measured to the moment of the report.
    #[default]
    All,
    /// Those finished.
    Resolved,
    /// Those open.
    Open,
}

impl Scope {
    /// Reads `all`, `resolved` or `open`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "all" => Ok(Self::All),
            "resolved" => Ok(Self::Resolved),
            "open" => Ok(Self::Open),
            _ => Err(Error::OptionUnknown { option: "a choice of dossiers", value: quote(text), known: "all, resolved, open" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Resolved => "resolved",
            Self::Open => "open",
        }
    }
}

/// How many working days after its due date each dossier was finished, or is open (số ngày làm việc quá hạn): negative before it.
///
/// As [`Calendar::count_working_days`] from the due date to the day of the result, or of the report. What was finished after its due date on a day off is late by
/// no working day. A date outside the calendar is a problem of its row.
#[derive(Clone, Debug)]
#[doc(alias = "số ngày quá hạn")]
pub struct Lateness {
    /// The calendar of the office.
    pub calendar: Calendar,
    /// Which dossiers.
    pub scope: Scope,
}

impl Default for Lateness {
    fn default() -> Self {
        Self { calendar: Calendar::vietnam(), scope: Scope::All }
    }
}

/// Beyond so many working days a row is counted at the end of the histogram.
const FAR: i64 = 512;
const BINS: usize = 2 * FAR as usize + 1;

/// The distribution of a group: exact to 512 working days either way; what lies beyond is counted at the ends, but exactly in the mean and as
/// the smallest and the largest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// None until a row comes.
    bins: Option<Box<Bins>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Bins {
    counts: [u64; BINS],
    sum: i64,
    least: i64,
    most: i64,
    open: u64,
}

impl Bins {
    fn empty() -> Box<Self> {
        Box::new(Self { counts: [0; BINS], sum: 0, least: i64::MAX, most: i64::MIN, open: 0 })
    }
}

impl Spread {
    /// How many dossiers.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.bins.as_ref().map_or(0, |bins| bins.counts.iter().sum())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bins.is_none()
    }

    /// The mean, exact; `None` of nothing.
    #[must_use]
    pub fn mean(&self) -> Option<Exact> {
        let bins = self.bins.as_ref()?;
        Exact::from(bins.sum).checked_div(&Exact::from(i64::try_from(self.len()).ok()?))
    }

    /// The fewest working days; `None` of nothing.
    #[must_use]
    pub fn least(&self) -> Option<i64> {
        self.bins.as_ref().map(|bins| bins.least)
    }

    /// The most working days; `None` of nothing.
    #[must_use]
    pub fn most(&self) -> Option<i64> {
        self.bins.as_ref().map(|bins| bins.most)
    }

    /// The smallest number of days that so many percent of the dossiers do not exceed (nearest rank); the least for 0. -512 and 512 stand for
    /// themselves and all beyond. `None` of nothing and outside 0 to 100.
    #[must_use]
    pub fn percentile(&self, percent: u32) -> Option<i64> {
        let bins = self.bins.as_ref().filter(|_| percent <= 100)?;
        let rank = (u128::from(self.len()) * u128::from(percent)).div_ceil(100).max(1);
        let mut below = 0_u128;
        let place = bins.counts.iter().position(|count| {
            below += u128::from(*count);
            below >= rank
        });
        i64::try_from(place?).ok().map(|place| place - FAR)
    }

    /// The lower median.
    #[must_use]
    pub fn median(&self) -> Option<i64> {
        self.percentile(50)
    }

    /// How many lie from a number of days to another, both counted; an end that is absent is open.
    #[must_use]
    pub fn between(&self, from: Option<i64>, to: Option<i64>) -> u64 {
        let Some(bins) = &self.bins else { return 0 };
        let days = -FAR..=FAR;
        let inside = |day: i64| from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to);
        bins.counts.iter().zip(days).filter(|(_, day)| inside(*day)).map(|(count, _)| count).sum()
    }

    /// Every number of days that any dossier has, with how many have it.
    #[must_use]
    pub fn days(&self) -> Vec<(i64, u64)> {
        let Some(bins) = &self.bins else { return Vec::new() };
        bins.counts.iter().zip(-FAR..=FAR).filter(|(count, _)| **count > 0).map(|(count, day)| (day, *count)).collect()
    }

    fn add(&mut self, days: i64, is_open: bool) {
        let bins = self.bins.get_or_insert_with(Bins::empty);
        let place = usize::try_from(days.clamp(-FAR, FAR) + FAR).unwrap_or_default();
        if let Some(count) = bins.counts.get_mut(place) {
            *count += 1;
        }
        bins.sum += days;
        (bins.least, bins.most) = (bins.least.min(days), bins.most.max(days));
        bins.open += u64::from(is_open);
    }
}

impl Part for Spread {
    fn merge(&mut self, other: &Self) {
        let Some(other) = &other.bins else { return };
        let bins = self.bins.get_or_insert_with(Bins::empty);
        bins.counts.iter_mut().zip(other.counts).for_each(|(own, other)| *own += other);
        bins.sum += other.sum;
        (bins.least, bins.most) = (bins.least.min(other.least), bins.most.max(other.most));
        bins.open += other.open;
    }

    fn is_empty(&self) -> bool {
        self.bins.is_none()
    }

    /// Sum, least, most, open, then a number of days and a count for each there is.
    fn numbers(&self) -> Vec<i64> {
        let Some(bins) = &self.bins else { return Vec::new() };
        let days = self.days().into_iter().flat_map(|(day, count)| [day, count.cast_signed()]);
        [bins.sum, bins.least, bins.most, bins.open.cast_signed()].into_iter().chain(days).collect()
    }

    fn from_numbers(numbers: &[i64]) -> Option<Self> {
        if numbers.is_empty() {
            return Some(Self::default());
        }
        let ([sum, least, most, open], days) = numbers.split_first_chunk()?;
        let mut bins = Bins::empty();
        (bins.sum, bins.least, bins.most, bins.open) = (*sum, *least, *most, u64::try_from(*open).ok()?);
        for pair in days.chunks(2) {
            let [day, count] = pair else { return None };
            let place = usize::try_from(day.checked_add(FAR)?).ok()?;
            *bins.counts.get_mut(place)? += u64::try_from(*count).ok()?;
        }
        Some(Self { bins: Some(bins) })
    }
}

impl Counting for Lateness {
    type Part = Spread;

    fn count<T: Place>(
        &self,
        block: &Block<'_, T>,
        _: &Rows<'_>,
        bounds: &Bounds<T>,
        parts: &mut [Spread],
        problems: &mut Problems,
    ) {
        let table = (!self.calendar.is_announced_only()).then(|| self.calendar.table());
        let wanted = |code: Code| match self.scope {
            Scope::All => code.is_measured(),
            Scope::Resolved => code.is_measured() && code.is_resolved(),
            Scope::Open => code.is_measured() && !code.is_resolved(),
        };
        let rows = block.due.iter().zip(block.finished).zip(block.codes).zip(block.slots).enumerate();
        for (row, (((due, finished), code), slot)) in rows.filter(|(_, ((_, code), _))| wanted(**code)) {
            let done = if code.is_resolved() { *finished } else { bounds.at };
            if done == T::LAST {
                // Open at no moment in particular: refused when the chunk is through.
                if let Some(part) = parts.get_mut(*slot as usize) {
                    part.add(0, true);
                }
                continue;
            }
            let (due, done) = (bounds.day(*due), bounds.day(done));
            // The scalar function knows what is wrong.
            let counted = match table.and_then(|table| table.count(due, done)) {
                Some(days) => Ok(days),
                None => self.scalar(due, done),
            };
            match counted {
                Ok(days) => {
                    if let Some(part) = parts.get_mut(*slot as usize) {
                        part.add(days, !code.is_resolved());
                    }
                }
                Err(error) => problems.add(error.at("rows", block.before + row)),
            }
        }
    }

    fn open(part: &Spread) -> u64 {
        part.bins.as_ref().map_or(0, |bins| bins.open)
    }
}

impl Lateness {
    fn scalar(&self, due: i64, done: i64) -> Result<i64, Error> {
        let date = |days| crate::batch::date_of("the date", days);
        self.calendar.count_working_days(date(due)?, date(done)?)
    }
}

/// The ranges of a histogram of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buckets(Vec<i64>);

impl Default for Buckets {
    /// 10 and more days early, 9 to 5, 4 to 1, on the day, late by 1 or 2, 3 to 5, 6 to 10, more than 10.
    fn default() -> Self {
        Self(vec![-9, -4, 0, 1, 3, 6, 11])
    }
}

impl Buckets {
    /// Ranges by where each but the first begins, ascending: `[0, 1, 6]` is below 0, 0, 1 to 5, and 6 or more.
    ///
    /// # Errors
    /// `value_out_of_range` unless the numbers ascend within -511 and 512.
    pub fn new(starts: Vec<i64>) -> Result<Self, Error> {
        let ascend = starts.iter().zip(starts.iter().skip(1)).all(|(one, next)| one < next);
        if !ascend || starts.iter().any(|start| !(1 - FAR..=FAR).contains(start)) {
            let value = quote(&format!("{starts:?}"));
            return Err(Error::ValueOutOfRange {
                name: "the buckets",
                value,
                bound: "ascending whole numbers within -511 to 512",
            });
        }
        Ok(Self(starts))
    }

    /// The ranges: first and last number of days, both counted; an end that is absent is open.
    #[must_use]
    pub fn ranges(&self) -> Vec<(Option<i64>, Option<i64>)> {
        let starts = || self.0.iter().copied();
        std::iter::once(None).chain(starts().map(Some)).zip(starts().map(|start| Some(start - 1)).chain([None])).collect()
    }

    /// What a range is called: `Sớm 5–9 ngày`, `3–5 days late`.
    #[must_use]
    pub fn label(range: (Option<i64>, Option<i64>), language: Language) -> String {
        let vi = language == Language::Vi;
        let early = |text: String| if vi { format!("Sớm {text} ngày") } else { format!("{text} days early") };
        let late = |text: String| if vi { format!("Muộn {text} ngày") } else { format!("{text} days late") };
        let span = |low: i64, high: i64| if low == high { low.to_string() } else { format!("{low}–{high}") };
        match range {
            (None, None) => language.pick("Tất cả", "All").to_owned(),
            (None, Some(to)) if to < 0 => early(format!("≥ {}", -to)),
            (Some(from), None) if from > 0 => late(format!("≥ {from}")),
            (Some(0), Some(0)) => language.pick("Đúng ngày hẹn", "On the day").to_owned(),
            (Some(from), Some(to)) if to < 0 => early(span(-to, -from)),
            (Some(from), Some(to)) if from > 0 => late(span(from, to)),
            (Some(from), Some(to)) => {
                if vi {
                    format!("Từ {from} đến {to} ngày")
                } else {
                    format!("{from} to {to} days")
                }
            }
            (None, Some(to)) => {
                if vi {
                    format!("Không quá {to} ngày")
                } else {
                    format!("At most {to} days")
                }
            }
            (Some(from), None) => {
                if vi {
                    format!("Từ {from} ngày")
                } else {
                    format!("{from} days or more")
                }
            }
        }
    }
}
