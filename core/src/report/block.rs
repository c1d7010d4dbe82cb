//! Some rows at a time: their columns as days or minutes of one width, what is wrong with them, and the code of each.

use super::days::{Bounds, Place, convert};
use super::index::{Index, MOST_KEYS};
use super::rows::{Codes, Key, Places, Rows};
use super::tally::Problems;
use crate::error::{Error, missing};
use crate::timeliness::Timeliness;
use crate::vectors::widest;

/// Rows at a time: all their buffers stay in the first-level cache.
pub(super) const BLOCK: usize = 1024;

/// What a row is: its timeliness (decided or open where it is not measured), and whether it was carried over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(pub(super) u8);

impl Code {
    pub(super) const RESOLVED_UNMEASURED: u8 = Timeliness::None as u8;
    pub(super) const OPEN_UNMEASURED: u8 = Self::RESOLVED_UNMEASURED + 1;
    pub(super) const CARRIED: u8 = 8;
    /// Finished before it was received.
    const BACKWARDS: u8 = 16;
    /// How many codes there are, whether backwards or not.
    pub(super) const COUNT: usize = 16;
    /// Of rows that are not counted.
    pub(super) const OUTSIDE: Self = Self(7);

    #[inline]
    pub(super) const fn is_counted(self) -> bool {
        self.class() != Self::OUTSIDE.0
    }

    const fn class(self) -> u8 {
        self.0 & 7
    }

    /// Its place among the codes.
    #[inline]
    pub(super) const fn place(self) -> usize {
        self.0 as usize % Self::COUNT
    }

    /// Whether any of some rows is counted and was finished before it was received.
    pub(super) fn any_backwards(codes: &[Self]) -> bool {
        codes.iter().fold(0, |any, code| any | code.0) & Self::BACKWARDS != 0
    }

    pub(super) const fn is_backwards(self) -> bool {
        self.0 & Self::BACKWARDS != 0
    }

    pub(super) const fn is_carried(self) -> bool {
        self.0 & Self::CARRIED != 0
    }

    pub(super) const fn is_resolved(self) -> bool {
        self.is_counted() && (self.class() <= Timeliness::Late as u8 || self.class() == Self::RESOLVED_UNMEASURED)
    }

    /// Early, on time or within term.
    pub(super) const fn is_kept(self) -> bool {
        let class = self.class();
        self.is_counted() && (class < Timeliness::Late as u8 || class == Timeliness::WithinTerm as u8)
    }

    pub(super) const fn is_measured(self) -> bool {
        self.is_counted() && self.class() < Self::RESOLVED_UNMEASURED
    }
}

/// One row's timeliness at the moment of the report.
#[inline]
pub(super) fn timeliness<T: Place>(due: T, finished: T, bounds: &Bounds<T>) -> Timeliness {
    if due == T::NULL {
        return Timeliness::None;
    }
    Timeliness::of(Some(finished).filter(|finished| bounds.has_happened(*finished)), bounds.at, due)
}

/// Without a branch and in numbers of one width, so that several rows are worked out at once.
#[inline(always)]
fn code<T: Place>(received: T, due: T, finished: T, bounds: &Bounds<T>) -> Code {
    let done = bounds.has_happened(finished);
    let class = Timeliness::number(done, if done { finished } else { bounds.at }, due);
    let unmeasured = Code::RESOLVED_UNMEASURED as u32 + u32::from(!done);
    let class = if due == T::NULL { unmeasured } else { class };
    let carried = received < bounds.from;
    // What was finished before it was received is placed on the day of receipt.
    let is_over = done & carried & (finished < bounds.from);
    let counted = (received <= bounds.at) & !is_over;
    let is_backwards = done & (finished < received);
    let marks = if carried { Code::CARRIED } else { 0 } | if is_backwards { Code::BACKWARDS } else { 0 };
    let code = class | u32::from(marks);
    Code((if counted { code } else { Code::OUTSIDE.0 as u32 }) as u8)
}

/// Writes each row's code; without a column of receipt every row was received in the period.
#[inline(always)]
fn write_codes<T: Place>(received: Option<&[T]>, due: &[T], finished: &[T], bounds: Bounds<T>, codes: &mut [Code]) {
    // Into memory of its own, which the compiler knows no column to overlap, so that several rows are worked out at once.
    let mut made = [Code::OUTSIDE; ROWS];
    let parts = codes.chunks_mut(ROWS).zip(due.chunks(ROWS)).zip(finished.chunks(ROWS));
    let mut received = received.map(|received| received.chunks(ROWS));
    for ((codes, due), finished) in parts {
        match received.as_mut().and_then(Iterator::next) {
            Some(received) => {
                for (((made, received), due), finished) in made.iter_mut().zip(received).zip(due).zip(finished) {
                    *made = code(*received, *due, *finished, &bounds);
                }
            }
            None => {
                for ((made, due), finished) in made.iter_mut().zip(due).zip(finished) {
                    *made = code(bounds.from, *due, *finished, &bounds);
                }
            }
        }
        codes.iter_mut().zip(made).for_each(|(code, made)| *code = made);
    }
}

/// Rows worked out at once.
const ROWS: usize = 64;

/// Some rows, ready to be counted.
#[derive(Debug)]
pub struct Block<'b, T> {
    /// Where each row's group is in the list of parts.
    pub(super) slots: &'b [u32],
    pub(super) codes: &'b [Code],
    pub(super) due: &'b [T],
    pub(super) finished: &'b [T],
    pub(super) first_due: Option<&'b [T]>,
    pub(super) recorded: Option<&'b [T]>,
    /// The place of the first row in the chunk.
    pub(super) start: usize,
    /// How many rows of the report come before these.
    pub(super) before: usize,
}

/// The memory a thread works in.
#[derive(Debug)]
pub(super) struct Desk<T> {
    times: [Vec<T>; 5],
    nulls: Vec<T>,
    measured: Vec<T>,
    digits: [Vec<u32>; MOST_KEYS],
    slots: Vec<u32>,
    codes: Vec<Code>,
    wrong: Vec<bool>,
}

/// Rows that cannot be counted.
struct Wrong<'a> {
    rows: &'a mut [bool],
    any: bool,
    before: usize,
    problems: &'a mut Problems,
}

impl Wrong<'_> {
    /// Looks at every row for what is wrong with it; a row has one problem at most.
    fn look(&mut self, fault: impl Fn(usize) -> Option<Error>) {
        for (row, wrong) in self.rows.iter_mut().enumerate().filter(|(_, wrong)| !**wrong) {
            if let Some(error) = fault(row) {
                self.problems.add(error.at("rows", self.before + row));
                *wrong = true;
                self.any = true;
            }
        }
    }
}

impl<T: Place> Desk<T> {
    pub(super) fn new() -> Self {
        Self {
            times: std::array::from_fn(|_| vec![T::NULL; BLOCK]),
            nulls: vec![T::NULL; BLOCK],
            measured: vec![T::NULL; BLOCK],
            digits: std::array::from_fn(|_| vec![0; BLOCK]),
            slots: vec![0; BLOCK],
            codes: vec![Code::OUTSIDE; BLOCK],
            wrong: vec![false; BLOCK],
        }
    }

    /// Rows `start..start + len` of a chunk; `before` rows of the report come before these.
    pub(super) fn block<'b>(
        &'b mut self,
        rows: &Rows<'b>,
        (start, len): (usize, usize),
        before: usize,
        bounds: &Bounds<T>,
        index: &mut Index,
        problems: &mut Problems,
    ) -> Block<'b, T> {
        let Self { times, nulls, measured, digits, slots, codes, wrong } = self;
        let (nulls, slots, codes) = (head(nulls, len), head(slots, len), head(codes, len));
        let wrong_rows = head(wrong, len);
        wrong_rows.fill(false);
        let mut wrong = Wrong { rows: wrong_rows, any: false, before, problems };

        let nulls: &'b [T] = nulls;
        let mut read = [None; 5];
        for ((read, buffer), (name, column)) in read.iter_mut().zip(times).zip(rows.times()) {
            let Some(column) = column else { continue };
            let (values, beyond) = convert(&column, bounds.per_day, start, head(buffer, len));
            if beyond {
                wrong.look(|row| column.fault(start + row, name));
            }
            *read = Some(values);
        }
        let [received, due, first_due, finished, recorded] = read;
        let (mut due, finished) = (due.unwrap_or(nulls), finished.unwrap_or(nulls));
        if let Some(received) = received
            && received.contains(&T::NULL)
        {
            let is_missing = |row| received.get(row).is_some_and(|value| *value == T::NULL);
            wrong.look(|row| is_missing(row).then(|| missing("received", "a dossier without a day of receipt is in no period")));
        }
        if let Some(marks) = rows.left_out {
            let measured = head(measured, len);
            let marks = marks.0.get(start..start + len).unwrap_or_default();
            for ((measured, due), mark) in measured.iter_mut().zip(due).zip(marks) {
                *measured = if *mark == 1 { T::NULL } else { *due };
            }
            due = measured;
        }

        for (key, digits) in rows.keys.iter().zip(digits.iter_mut()) {
            let digits = head(digits, len);
            match key {
                Key::Places(places) => write_places(places, start, digits),
                Key::Received(step) => step.digits(received.unwrap_or(nulls), bounds, digits),
                Key::Finished(step) => {
                    step.digits(finished, bounds, digits);
                    // What is finished later is open.
                    for (digit, finished) in digits.iter_mut().zip(finished) {
                        *digit = if bounds.has_happened(*finished) { *digit } else { 0 };
                    }
                }
            }
            let last = match key {
                Key::Places(places) => places.len,
                Key::Received(step) | Key::Finished(step) => step.places(),
            };
            if digits.iter().fold(0, |most, digit| most.max(*digit)) > last {
                wrong.look(|row| out_of_list(key, start + row, *digits.get(row)?, last));
            }
        }
        match (rows.keys.len(), &*digits) {
            (0, _) => slots.fill(0),
            (1, [only, ..]) => slots.copy_from_slice(only.get(..len).unwrap_or(&[])),
            (_, [a, b, c, d]) => {
                for ((((slot, a), b), c), d) in slots.iter_mut().zip(a).zip(b).zip(c).zip(d) {
                    *slot = index.slot([*a, *b, *c, *d]);
                }
            }
        }

        widest!(write_codes(received, due, finished, *bounds, codes));
        if wrong.any {
            for ((code, slot), wrong) in codes.iter_mut().zip(slots.iter_mut()).zip(wrong.rows.iter()) {
                if *wrong {
                    (*code, *slot) = (Code::OUTSIDE, 0);
                }
            }
        }
        Block { slots, codes, due, finished, first_due, recorded, start, before }
    }
}

fn head<T>(buffer: &mut [T], len: usize) -> &mut [T] {
    buffer.get_mut(..len).unwrap_or_default()
}

fn write_places(places: &Places<'_>, start: usize, digits: &mut [u32]) {
    match places.codes {
        Codes::I8(codes) => widest!(digits_of(codes, places.map, start, digits)),
        Codes::I16(codes) => widest!(digits_of(codes, places.map, start, digits)),
        Codes::I32(codes) => widest!(digits_of(codes, places.map, start, digits)),
        Codes::I64(codes) => widest!(digits_of(codes, places.map, start, digits)),
        Codes::U8(codes) => widest!(digits_of(codes, places.map, start, digits)),
        Codes::U16(codes) => widest!(digits_of(codes, places.map, start, digits)),
        Codes::U32(codes) => widest!(digits_of(codes, places.map, start, digits)),
        Codes::U64(codes) => widest!(digits_of(codes, places.map, start, digits)),
    }
}

/// An integer that says where a row's group is.
trait Named: Copy {
    /// One more than the place; 0 is null, the largest is no place at all. No wider than it must be, and without a branch, so that several are
    /// worked out at once.
    fn digit(self) -> u32;
}

macro_rules! named {
    ($($code:ty),+: $digit:expr) => {$(
        impl Named for $code {
            #[inline(always)]
            fn digit(self) -> u32 {
                let digit: fn(Self) -> u32 = $digit;
                digit(self)
            }
        }
    )+};
}
named!(i8, i16: |code| i32::from(code).digit());
named!(i32: |code| if code < 0 { 0 } else { code.cast_unsigned() + 1 });
named!(u8, u16: |code| u32::from(code) + 1);
named!(u32: |code| code.wrapping_add(1));
named!(i64: |code| if (code < 0) | (code == NULL) { 0 } else { code.min(NULL - 1).cast_unsigned() as u32 + 1 });
named!(u64: |code| code.min(1 << 40).cast_signed().digit());

/// The largest of 32 bits.
const NULL: i64 = u32::MAX as i64;

#[inline(always)]
fn digits_of<C: Named>(codes: &[C], map: Option<&[u32]>, start: usize, digits: &mut [u32]) {
    let codes = codes.get(start..start + digits.len()).unwrap_or_default();
    match map {
        None => digits.iter_mut().zip(codes).for_each(|(out, code)| *out = code.digit()),
        Some(map) => {
            for (out, code) in digits.iter_mut().zip(codes) {
                *out = match code.digit() {
                    0 => 0,
                    digit => map.get(digit as usize - 1).map_or(u32::MAX, |place| place.digit()),
                };
            }
        }
    }
}

fn out_of_list(key: &Key<'_>, row: usize, digit: u32, last: u32) -> Option<Error> {
    if digit <= last {
        return None;
    }
    Some(match key {
        Key::Places(places) => Error::ValueOutOfRange {
            name: "the group",
            value: code_text(places, row),
            bound: "a place in the list of groups, from 0",
        },
        Key::Received(_) | Key::Finished(_) => {
            Error::ValueOutOfRange { name: "the date grouped by", value: format!("row {row}"), bound: "within 1970 to 2199" }
        }
    })
}

fn code_text(places: &Places<'_>, row: usize) -> String {
    let text = match places.codes {
        Codes::I8(codes) => codes.get(row).map(ToString::to_string),
        Codes::I16(codes) => codes.get(row).map(ToString::to_string),
        Codes::I32(codes) => codes.get(row).map(ToString::to_string),
        Codes::I64(codes) => codes.get(row).map(ToString::to_string),
        Codes::U8(codes) => codes.get(row).map(ToString::to_string),
        Codes::U16(codes) => codes.get(row).map(ToString::to_string),
        Codes::U32(codes) => codes.get(row).map(ToString::to_string),
        Codes::U64(codes) => codes.get(row).map(ToString::to_string),
    };
    text.unwrap_or_default()
}
