//! What comes in: columns of a table of dossiers.

use crate::batch::{Moments, TimeUnit};
use crate::error::Error;

use super::step::Step;

/// A column of days or moments, in either width.
#[derive(Clone, Copy, Debug)]
pub enum Times<'a> {
    /// 32 bits.
    Narrow(Moments<'a, i32>),
    /// 64 bits.
    Wide(Moments<'a, i64>),
}

impl<'a> From<Moments<'a, i32>> for Times<'a> {
    fn from(moments: Moments<'a, i32>) -> Self {
        Self::Narrow(moments)
    }
}

impl<'a> From<Moments<'a, i64>> for Times<'a> {
    fn from(moments: Moments<'a, i64>) -> Self {
        Self::Wide(moments)
    }
}

impl Times<'_> {
    pub(super) const fn unit(&self) -> TimeUnit {
        match self {
            Self::Narrow(moments) => moments.unit,
            Self::Wide(moments) => moments.unit,
        }
    }

    fn rows(&self) -> Option<usize> {
        match self {
            Self::Narrow(moments) => moments.values.rows(),
            Self::Wide(moments) => moments.values.rows(),
        }
    }

    /// What the column says of a row that it should not say.
    pub(super) fn fault(&self, row: usize, what: &'static str) -> Option<Error> {
        match self {
            Self::Narrow(moments) => moments.find(row, what).err(),
            Self::Wide(moments) => moments.find(row, what).err(),
        }
    }
}

/// Integers of any width, as places are kept.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Codes<'a> {
    I8(&'a [i8]),
    I16(&'a [i16]),
    I32(&'a [i32]),
    I64(&'a [i64]),
    U8(&'a [u8]),
    U16(&'a [u16]),
    U32(&'a [u32]),
    U64(&'a [u64]),
}

impl Codes<'_> {
    const fn rows(&self) -> usize {
        match self {
            Self::I8(codes) => codes.len(),
            Self::I16(codes) => codes.len(),
            Self::I32(codes) => codes.len(),
            Self::I64(codes) => codes.len(),
            Self::U8(codes) => codes.len(),
            Self::U16(codes) => codes.len(),
            Self::U32(codes) => codes.len(),
            Self::U64(codes) => codes.len(),
        }
    }
}

/// For each row a place in a list of the caller's, from 0. A negative one and the largest of 32 bits are null; any other that the list does
/// not have is a problem of its row.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The places.
    pub codes: Codes<'a>,
    /// What each place stands for in the caller's list, if the codes are those of a part of the table: as of a dictionary that
    /// each chunk has of its own. Without it the codes are the places. Null as above.
    pub map: Option<&'a [u32]>,
    /// How many entries the caller's list has.
    pub len: u32,
}

impl<'a> Places<'a> {
    /// Places in a list of so many.
    #[must_use]
    pub const fn new(places: &'a [u32], len: u32) -> Self {
        Self { codes: Codes::U32(places), map: None, len }
    }
}

/// What rows are grouped by.
#[derive(Clone, Copy, Debug)]
pub enum Key<'a> {
    /// An entry of a list.
    Places(Places<'a>),
    /// The month, quarter or year in which it was received.
    Received(Step),
    /// The month, quarter or year in which it was finished; null for what is open.
    Finished(Step),
}

/// Truth values: 0 is no, 1 is yes, anything else is not known.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a>(pub &'a [u8]);

/// A chunk of a table of dossiers, by columns of equal length; the smallest integer is null.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// How many rows.
    pub len: usize,
    /// What they are grouped by, at most four; nothing is one group.
    pub keys: &'a [Key<'a>],
    /// When each was received; a null is a problem of its row. Without the column every row counts as received in the period.
    pub received: Option<Times<'a>>,
    /// When it is due now; a null is not measured.
    pub due: Times<'a>,
    /// When it was due by the first promise; a null is as `due`.
    pub first_due: Option<Times<'a>>,
    /// When its result was ready, corrections applied; a null is open.
    pub finished: Times<'a>,
    /// When its result was ready as first recorded; a null is as `finished`.
    pub recorded: Option<Times<'a>>,
    /// Which were withdrawn, or for another reason are not measured.
    pub left_out: Option<Marks<'a>>,
    /// The columns of the index of Decision 766.
    pub flags: super::Flags<'a>,
}

impl<'a> Rows<'a> {
    /// Rows of one group with a due and a finished column.
    #[must_use]
    pub fn new(len: usize, due: Times<'a>, finished: Times<'a>) -> Self {
        Self {
            len,
            keys: &[],
            received: None,
            due,
            first_due: None,
            finished,
            recorded: None,
            left_out: None,
            flags: super::Flags::default(),
        }
    }

    /// The columns of days or moments with their names.
    pub(super) fn times(&self) -> [(&'static str, Option<Times<'a>>); 5] {
        [
            ("received", self.received),
            ("due", Some(self.due)),
            ("first_due", self.first_due),
            ("finished", Some(self.finished)),
            ("recorded", self.recorded),
        ]
    }

    /// Fails when a column has not as many rows as it should.
    pub(super) fn check(&self) -> Result<(), Error> {
        let same = |column, rows: Option<usize>| match rows {
            Some(rows) if rows != self.len => Err(Error::ColumnLength { column, rows, expected: self.len }),
            _ => Ok(()),
        };
        for (name, column) in self.times() {
            same(name, column.and_then(|column| column.rows()))?;
        }
        for key in self.keys {
            if let Key::Places(places) = key {
                same("places", Some(places.codes.rows()))?;
            }
        }
        same("left_out", self.left_out.map(|marks| marks.0.len()))?;
        self.flags.named().into_iter().try_for_each(|(name, marks)| same(name, marks.map(|marks| marks.0.len())))
    }
}
