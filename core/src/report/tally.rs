//! The pass over the rows: blocks into parts, on several threads, merged.

use chrono::{NaiveDate, NaiveDateTime};

use super::block::{BLOCK, Desk};
use super::days::{Bounds, Place};
use super::index::{Index, MOST_KEYS};
use super::rows::{Key, Rows};
use crate::batch::TimeUnit;
use crate::dossier::Level;
use crate::error::{Error, missing};
use crate::threads::at_once;

/// The moment, the period and the level of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The moment the report is made at: later receipts and results do not count. Needed when anything is open, unless the period has an end.
    pub as_of: Option<NaiveDateTime>,
    /// First day of the period; open if absent.
    pub from: Option<NaiveDate>,
    /// Last day of the period; open if absent.
    pub until: Option<NaiveDate>,
    /// Whether days or minutes are compared.
    pub level: Level,
}

impl Asked {
    /// The moment the report describes: `as_of`, or the end of the period if that comes first.
    #[must_use]
    pub fn at(&self) -> Option<NaiveDateTime> {
        let end = self.until.and_then(|until| until.and_hms_opt(23, 59, 59));
        match (self.as_of, end) {
            (Some(as_of), Some(end)) => Some(as_of.min(end)),
            (as_of, end) => as_of.or(end),
        }
    }

    fn check(&self) -> Result<(), Error> {
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            return Err(Error::DateInvalid {
                value: until.to_string(),
                expected: "a last day of the period no earlier than its first",
            });
        }
        if let (Some(from), Some(as_of)) = (self.from, self.as_of)
            && as_of.date() < from
        {
            let bound = "not before the first day of the period";
            return Err(Error::ValueOutOfRange { name: "as_of", value: as_of.to_string(), bound });
        }
        Ok(())
    }

    pub(super) fn bounds<T: Place>(&self) -> Bounds<T> {
        let start = self.from.and_then(|from| from.and_hms_opt(0, 0, 0));
        let per_day = if self.level == Level::Day { 1 } else { 24 * 60 };
        Bounds::new(start, self.at(), per_day)
    }
}

/// Rows that could not be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems {
    rows: u64,
    kept: Vec<Error>,
    most: usize,
}

impl Default for Problems {
    fn default() -> Self {
        Self { rows: 0, kept: Vec::new(), most: 1 }
    }
}

impl Problems {
    /// How many rows.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// What is wrong with the first; its [`Error::index`] is the row, from 0, over all chunks.
    #[must_use]
    pub fn first(&self) -> Option<&Error> {
        self.kept.first()
    }

    /// What is wrong with the first of them, as many as are kept.
    #[must_use]
    pub fn kept(&self) -> &[Error] {
        &self.kept
    }

    pub(super) fn add(&mut self, error: Error) {
        self.rows += 1;
        if self.kept.len() < self.most {
            self.kept.push(error);
        }
    }

    const fn empty(&self) -> Self {
        Self { rows: 0, kept: Vec::new(), most: self.most }
    }

    /// Adds those of rows that come after so many of these.
    fn merge(&mut self, later: &Self, seen: usize) {
        self.rows += later.rows;
        let room = self.most.saturating_sub(self.kept.len());
        self.kept.extend(later.kept.iter().take(room).cloned().map(|error| error.further(seen)));
    }
}

/// What is kept of a group.
pub trait Part: Clone + Default + Send + Sync {
    /// Adds what another report has of the group.
    fn merge(&mut self, other: &Self);

    /// Whether no row was counted.
    fn is_empty(&self) -> bool;

    /// All that is kept, as whole numbers: for sending it elsewhere.
    fn numbers(&self) -> Vec<i64>;

    /// The same read again; `None` when they are not what [`numbers`](Self::numbers) gives.
    fn from_numbers(numbers: &[i64]) -> Option<Self>;
}

mod sealed {
    use super::super::block::Block;
    use super::super::days::{Bounds, Place};
    use super::super::rows::Rows;
    use super::Problems;
    use crate::error::Error;

    /// What is measured, and how.
    pub trait Counting: Clone + Send + Sync {
        /// What is kept of a group.
        type Part: super::Part;

        /// Whether the rows have what is needed.
        fn check(&self, _: &Rows<'_>) -> Result<(), Error> {
            Ok(())
        }

        fn count<T: Place>(
            &self,
            block: &Block<'_, T>,
            rows: &Rows<'_>,
            bounds: &Bounds<T>,
            parts: &mut [Self::Part],
            problems: &mut Problems,
        );

        /// How many rows a part counts as open.
        fn open(part: &Self::Part) -> u64;
    }
}

pub(super) use self::sealed::Counting;

/// What a report measures: [`OnTime`](super::OnTime), [`Lateness`](super::Lateness), [`Redated`](super::Redated),
/// [`Edited`](super::Edited) or [`PortalInputs`](super::PortalInputs).
pub trait Measure: Counting {}

impl<M: Counting> Measure for M {}

/// A group of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a, P> {
    /// Its place in the list of each key, in their order; `None` is what has no value there.
    pub key: Vec<Option<u32>>,
    /// What was counted.
    pub part: &'a P,
}

/// Counts for each group of rows (báo cáo), growing with the groups and never with the rows.
#[derive(Clone, Debug)]
#[doc(alias = "báo cáo")]
pub struct Report<M: Measure> {
    measure: M,
    asked: Asked,
    /// None before the first chunk.
    index: Option<Index>,
    parts: Vec<M::Part>,
    problems: Problems,
    seen: usize,
}

/// Fewer rows than this are not worth a thread.
const ROWS_PER_THREAD: usize = 64 * BLOCK;

/// The most groups of a list; more is taken for a mistake.
const MOST_GROUPS: u32 = 1 << 24;

impl<M: Measure> Report<M> {
    /// A report without rows.
    ///
    /// # Errors
    /// `date_invalid` for a period that runs backwards, `value_out_of_range` for a moment before it.
    pub fn new(measure: M, asked: Asked) -> Result<Self, Error> {
        asked.check()?;
        Ok(Self { measure, asked, index: None, parts: Vec::new(), problems: Problems::default(), seen: 0 })
    }

    /// The same that keeps what is wrong with so many rows at most; one, if it is not said.
    #[must_use]
    pub fn keeping_problems(mut self, most: usize) -> Self {
        self.problems.most = most;
        self
    }

    /// What was asked.
    #[must_use]
    pub const fn asked(&self) -> &Asked {
        &self.asked
    }

    /// What is measured.
    #[must_use]
    pub const fn measure(&self) -> &M {
        &self.measure
    }

    /// How many rows came in, counted or not.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.seen
    }

    /// Rows that could not be counted.
    #[must_use]
    pub const fn problems(&self) -> &Problems {
        &self.problems
    }

    /// Counts a chunk of rows, on so many threads at most (0 and 1 are the caller's own; more need the feature `rayon`).
    ///
    /// A row without a day of receipt, with a group that is not in its list, or with a count that is no date, is a problem and is not counted.
    ///
    /// # Errors
    /// `column_invalid` when a column has not as many rows as the chunk, has only dates where minutes are compared, or when there are more than
    /// four keys; `value_missing` for a period or a month of receipt without a column of receipt, for open rows without `as_of`, and for what the
    /// measure needs; `value_out_of_range` for more than 16777216 groups. After an error the report is as it was.
    pub fn add(&mut self, rows: &Rows<'_>, threads: usize) -> Result<(), Error> {
        self.check(rows)?;
        if self.index.as_ref().is_some_and(|index| index.keys() != rows.keys.len()) {
            return Err(Error::ColumnInvalid { column: "keys".to_owned(), problem: "are not as many as in the chunks before" });
        }
        // Minutes need 64 bits; of days of 32 twice as many are worked out at once.
        match self.asked.level {
            Level::Minute => self.pass::<i64>(rows, threads),
            Level::Day => self.pass::<i32>(rows, threads),
        }
    }

    fn check(&self, rows: &Rows<'_>) -> Result<(), Error> {
        rows.check()?;
        self.measure.check(rows)?;
        if rows.keys.len() > MOST_KEYS {
            return Err(Error::ColumnInvalid { column: "keys".to_owned(), problem: "are more than four" });
        }
        if self.asked.level == Level::Minute {
            let dates = rows.times().into_iter().find(|(_, column)| column.is_some_and(|column| column.unit() == TimeUnit::Day));
            if let Some((column, _)) = dates {
                let problem = "has dates, where minutes are to be compared";
                return Err(Error::ColumnInvalid { column: column.to_owned(), problem });
            }
        }
        let by_receipt = rows.keys.iter().any(|key| matches!(key, Key::Received(_)));
        if rows.received.is_none() && (by_receipt || self.asked.from.is_some() || self.asked.until.is_some()) {
            return Err(missing("received", "a period, and a month of receipt, need the day of receipt"));
        }
        for key in rows.keys {
            if let Key::Places(places) = key
                && places.len > MOST_GROUPS
            {
                return Err(Error::ValueOutOfRange {
                    name: "the groups",
                    value: places.len.to_string(),
                    bound: "at most 16777216",
                });
            }
        }
        Ok(())
    }

    /// The same question without rows, as for another thread; what it counts is [merged](Self::merge).
    #[must_use]
    pub fn fresh(&self) -> Self {
        Self {
            measure: self.measure.clone(),
            asked: self.asked,
            index: None,
            parts: Vec::new(),
            problems: self.problems.empty(),
            seen: 0,
        }
    }

    fn pass<T: Place>(&mut self, rows: &Rows<'_>, threads: usize) -> Result<(), Error> {
        let bounds = self.asked.bounds::<T>();
        let threads = if cfg!(feature = "rayon") { threads.min(rows.len / ROWS_PER_THREAD) } else { 1 };
        let chunk = if let Some(chunk) = self.shared(rows, threads, &bounds) {
            chunk
        } else if self.asked.at().is_none() {
            self.part(rows, (0, rows.len), &bounds)
        } else {
            self.count(rows, (0, rows.len), &bounds);
            return Ok(());
        };
        // Only now is it known whether any is open.
        if self.asked.at().is_none() && chunk.parts.iter().any(|part| M::open(part) > 0) {
            return Err(missing("as_of", "some dossiers are open, and stand on time or late only at a moment"));
        }
        self.fold(&chunk);
        Ok(())
    }

    /// A report of a chunk alone, counted by several threads.
    fn shared<T: Place>(&self, rows: &Rows<'_>, threads: usize, bounds: &Bounds<T>) -> Option<Self> {
        if threads < 2 {
            return None;
        }
        let begins = |thread: usize| (rows.len * thread / threads).next_multiple_of(BLOCK).min(rows.len);
        let ranges = (0..threads).map(|thread| (begins(thread), begins(thread + 1))).collect();
        let parts = at_once(ranges, |range| self.part(rows, range, bounds));
        parts.into_iter().reduce(|mut chunk, part| {
            chunk.fold(&part);
            chunk
        })
    }

    /// A report of some rows alone.
    fn part<T: Place>(&self, rows: &Rows<'_>, range: (usize, usize), bounds: &Bounds<T>) -> Self {
        let mut part = self.fresh();
        part.count(rows, range, bounds);
        part
    }

    fn count<T: Place>(&mut self, rows: &Rows<'_>, (first, end): (usize, usize), bounds: &Bounds<T>) {
        let Self { measure, index, parts, problems, seen, .. } = self;
        let index = index.get_or_insert_with(|| Index::new(rows.keys.len()));
        let places = match rows.keys {
            // Every place there can be, so that no row makes room.
            [Key::Places(places)] => places.len as usize,
            [Key::Received(step) | Key::Finished(step)] => step.places() as usize,
            _ => 0,
        };
        if places >= parts.len() {
            parts.resize(places + 1, M::Part::default());
        }
        let mut desk = Desk::<T>::new();
        for start in (first..end).step_by(BLOCK) {
            let len = BLOCK.min(end - start);
            let block = desk.block(rows, (start, len), *seen + start - first, bounds, index, problems);
            if index.len() > parts.len() {
                parts.resize(index.len(), M::Part::default());
            }
            measure.count(&block, rows, bounds, parts, problems);
        }
        *seen += end - first;
    }

    /// Adds what a report of other rows has; places in lists mean the same in both. Rows of the other come after these.
    ///
    /// # Errors
    /// `value_out_of_range` when the two were asked differently; the report is then as it was.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        let keys = |report: &Self| report.index.as_ref().map(Index::keys);
        let same_keys = keys(self).is_none() || keys(other).is_none() || keys(self) == keys(other);
        if self.asked != other.asked || !same_keys {
            let value = if same_keys { "another moment, period or level" } else { "other groups" };
            let bound = "only reports of the same question can be merged";
            return Err(Error::ValueOutOfRange { name: "the report", value: value.to_owned(), bound });
        }
        self.fold(other);
        Ok(())
    }

    fn fold(&mut self, other: &Self) {
        let Some(theirs) = &other.index else { return };
        let index = self.index.get_or_insert_with(|| Index::new(theirs.keys()));
        for (place, part) in other.parts.iter().enumerate().filter(|(_, part)| !part.is_empty()) {
            let slot = index.slot(theirs.digits(place)) as usize;
            if slot >= self.parts.len() {
                self.parts.resize(slot + 1, M::Part::default());
            }
            if let Some(own) = self.parts.get_mut(slot) {
                own.merge(part);
            }
        }
        self.problems.merge(&other.problems, self.seen);
        self.seen += other.seen;
    }

    /// The groups with any row that counts: by their place in the list, for several keys in the order in which they came. What has no value comes
    /// first.
    #[must_use]
    pub fn groups(&self) -> Vec<Group<'_, M::Part>> {
        let Some(index) = &self.index else { return Vec::new() };
        let parts = self.parts.iter().enumerate().filter(|(_, part)| !part.is_empty());
        parts.map(|(slot, part)| Group { key: index.key(slot), part }).collect()
    }

    /// What was counted in a group, its key as [`groups`](Self::groups) gives it.
    #[must_use]
    pub fn group(&self, key: &[Option<u32>]) -> Option<&M::Part> {
        let mut digits = [0; MOST_KEYS];
        digits.iter_mut().zip(key).for_each(|(digit, place)| *digit = place.map_or(0, |place| place.saturating_add(1)));
        let slot = self.index.as_ref().filter(|index| index.keys() == key.len())?.find(digits)?;
        self.parts.get(slot).filter(|part| !part.is_empty())
    }

    /// All groups together.
    #[must_use]
    pub fn total(&self) -> M::Part {
        let mut total = M::Part::default();
        self.parts.iter().for_each(|part| total.merge(part));
        total
    }

    /// Adds a group that was counted elsewhere, for reports that come in as data. Its key is given as [`groups`](Self::groups) gives it.
    ///
    /// # Errors
    /// `value_out_of_range` for another count of keys than before, or more than four, and for a place above 16777215.
    pub fn add_group(&mut self, key: &[Option<u32>], part: &M::Part) -> Result<(), Error> {
        let refuse = |value: String, bound| Err(Error::ValueOutOfRange { name: "the group", value, bound });
        let index = self.index.get_or_insert_with(|| Index::new(key.len()));
        if key.len() != index.keys() || key.len() > MOST_KEYS {
            return refuse(format!("{} keys", key.len()), "as many keys as the report has, and at most four");
        }
        let mut digits = [0; MOST_KEYS];
        for (digit, place) in digits.iter_mut().zip(key) {
            match place {
                Some(place) if *place >= MOST_GROUPS => return refuse(place.to_string(), "below 16777216"),
                place => *digit = place.map_or(0, |place| place + 1),
            }
        }
        let slot = index.slot(digits) as usize;
        if slot >= self.parts.len() {
            self.parts.resize(slot + 1, M::Part::default());
        }
        if let Some(own) = self.parts.get_mut(slot) {
            own.merge(part);
        }
        Ok(())
    }

    /// Notes rows that were seen elsewhere, and how many of them could not be counted.
    pub fn add_seen(&mut self, rows: usize, problems: u64) {
        self.seen += rows;
        self.problems.rows += problems;
    }
}
