//! What rows are grouped by: names and numbers that get a place each, months and years.

use std::collections::HashMap;
use std::ops::Range;

use motcua::Error;
use motcua::batch::{Column as Values, Value};
use motcua::report::{Codes, Key as CoreKey, Places, Step};
use pyo3::prelude::*;

use crate::columns::{Key, Labels, Source, View, Wanted};
use crate::error::{OrRaise, raise};

/// Numbers below are their own places.
const DIRECT: i64 = 1 << 16;
/// So many rows are looked at for a guess.
const FIRST: usize = 1 << 12;

/// How far numbers are looked at before they are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// The first rows: all of them would cost a fourth of what counting takes. Others may then turn out to lie [beyond](Stop::Beyond).
    First,
    All,
}

/// Why counting ended before its end.
pub(super) enum Stop {
    /// A number lies beyond those that were made ready for.
    Beyond,
    Error(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Months, quarters or years, of receipt or of the result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) step: Step,
    pub(super) is_of_result: bool,
}

const OF_RESULT: &str = "result_";

impl Span {
    /// As a message has it: `month`, or `result_month`.
    pub(super) fn text(self) -> String {
        format!("{}{}", if self.is_of_result { OF_RESULT } else { "" }, self.step.as_str())
    }

    pub(super) fn parse(text: &str) -> Result<Self, Error> {
        let (step, is_of_result) = text.strip_prefix(OF_RESULT).map_or((text, false), |step| (step, true));
        Ok(Self { step: Step::parse(step)?, is_of_result })
    }
}

/// Every name of a key that came in, over all chunks, with its place.
#[derive(Clone, Default)]
pub(super) struct KeyList {
    span: Option<Span>,
    /// So many numbers from 0 are their own places.
    direct: u32,
    names: Vec<Key>,
    places: HashMap<Key, u32>,
}

impl KeyList {
    pub(super) fn place(&mut self, key: &Key) -> u32 {
        if let Key::Number(number) = key
            && (0..i64::from(self.direct)).contains(number)
        {
            return u32::try_from(*number).unwrap_or(u32::MAX);
        }
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        let place = self.direct + u32::try_from(self.names.len()).unwrap_or(u32::MAX / 2);
        self.places.insert(key.clone(), place);
        self.names.push(key.clone());
        place
    }

    fn len(&self) -> u32 {
        self.direct + u32::try_from(self.names.len()).unwrap_or(u32::MAX / 2)
    }

    /// Whether numbers up to this one are their own places, which is settled before any other name comes.
    fn takes_directly(&mut self, most: i64) -> bool {
        if self.names.is_empty() {
            self.direct = self.direct.max(u32::try_from(most + 1).unwrap_or_default());
        }
        most < i64::from(self.direct)
    }

    fn place_all(&mut self, numbers: &[i64], places: &mut Vec<u32>) {
        let mut last = None;
        places.extend(numbers.iter().map(|number| match last {
            _ if *number == i64::NULL => u32::MAX,
            Some((same, place)) if same == *number => place,
            _ => {
                let place = self.place(&Key::Number(*number));
                last = Some((*number, place));
                place
            }
        }));
    }

    /// The name of a place.
    pub(super) fn name(&self, place: u32) -> Option<Key> {
        if let Some(span) = self.span {
            return Some(Key::Text(span.step.label(place)));
        }
        match place.checked_sub(self.direct) {
            None => Some(Key::Number(place.into())),
            Some(place) => self.names.get(place as usize).cloned(),
        }
    }

    pub(super) const fn span(&self) -> Option<Span> {
        self.span
    }

    /// That of months, quarters or years.
    pub(super) fn of_span(span: Span) -> Self {
        Self { span: Some(span), ..Self::default() }
    }

    /// Fails when the rows before were grouped by something else.
    fn settle(&mut self, span: Option<Span>) -> Result<(), Error> {
        let is_new = self.span.is_none() && self.len() == 0;
        if !is_new && self.span != span {
            let problem = "is the month, quarter or year of a date in one chunk and a column in another";
            return Err(Error::ColumnInvalid { column: "by".to_owned(), problem });
        }
        self.span = span;
        Ok(())
    }
}

/// A key that came in.
pub(super) enum KeyColumn<'py> {
    Names(Labels),
    Numbers(Source<'py>),
    Received(Step),
    Finished(Step),
}

impl<'py> KeyColumn<'py> {
    pub(super) fn read(kind: &str, column: &Bound<'py, PyAny>) -> PyResult<Self> {
        let step = || column.extract::<String>().and_then(|step| Step::parse(&step).or_raise());
        Ok(match kind {
            "names" => Self::Names(Labels::read(column, "by")?),
            "numbers" => Self::Numbers(Source::read(column, "by", Wanted::Numbers)?),
            "received" => Self::Received(step()?),
            "finished" => Self::Finished(step()?),
            other => {
                let known = "names, numbers, received, finished";
                return Err(raise(&Error::OptionUnknown { option: "a kind of key", value: other.to_owned(), known }));
            }
        })
    }

    pub(super) fn rows(&self) -> Option<usize> {
        match self {
            Self::Names(labels) => labels.rows(),
            Self::Numbers(source) => source.rows(),
            Self::Received(_) | Self::Finished(_) => None,
        }
    }

    pub(super) fn view(&self) -> PyResult<KeyView<'_>> {
        Ok(match self {
            Self::Names(labels) => KeyView::Names(labels),
            Self::Numbers(source) => KeyView::Numbers(source.view()?),
            Self::Received(step) => KeyView::Received(*step),
            Self::Finished(step) => KeyView::Finished(*step),
        })
    }
}

/// The rows of a key.
pub(super) enum KeyView<'a> {
    Names(&'a Labels),
    Numbers(View<'a>),
    Received(Step),
    Finished(Step),
}

/// The memory a window of a key is put into.
#[derive(Default)]
pub(super) struct Held {
    narrow: Vec<i32>,
    wide: Vec<i64>,
    places: Vec<u32>,
}

/// A key whose list is ready for all rows of a chunk, where that can be known beforehand.
pub(super) enum Plan<'a> {
    Step(CoreKey<'static>),
    Names {
        labels: &'a Labels,
        /// The place of each label; none where it is its own.
        map: Option<Vec<u32>>,
        len: u32,
    },
    /// Small numbers, which are their own places.
    Direct {
        view: &'a View<'a>,
        len: u32,
    },
    /// Numbers that get a place as they come.
    Numbers(&'a View<'a>),
}

impl<'a> KeyView<'a> {
    pub(super) fn plan(&'a self, list: &mut KeyList, look: Look) -> Result<Plan<'a>, Error> {
        list.settle(match self {
            Self::Received(step) => Some(Span { step: *step, is_of_result: false }),
            Self::Finished(step) => Some(Span { step: *step, is_of_result: true }),
            Self::Names(_) | Self::Numbers(_) => None,
        })?;
        Ok(match self {
            Self::Received(step) => Plan::Step(CoreKey::Received(*step)),
            Self::Finished(step) => Plan::Step(CoreKey::Finished(*step)),
            Self::Names(labels) => {
                let map: Vec<u32> = labels.keys().iter().map(|key| list.place(key)).collect();
                let is_same = map.iter().zip(0..).all(|(place, key)| *place == key);
                Plan::Names { labels, map: (!is_same).then_some(map), len: list.len() }
            }
            Self::Numbers(view) => {
                let rows = if look == Look::First { FIRST } else { usize::MAX };
                match view.least_and_most(rows) {
                    Some((least, most)) if least >= 0 && most < DIRECT && list.takes_directly(look.room(most)) => {
                        Plan::Direct { view, len: list.len() }
                    }
                    _ => Plan::Numbers(view),
                }
            }
        })
    }
}

impl Look {
    /// The greatest number to make ready for, below [`DIRECT`] as the greatest that was seen is.
    fn room(self, most: i64) -> i64 {
        let room = u64::try_from(most).unwrap_or_default();
        if self == Self::First { (room + 1).next_power_of_two().cast_signed() - 1 } else { most }
    }
}

impl Plan<'_> {
    /// Whether its list grows row by row, and so cannot be shared.
    pub(super) const fn grows(&self) -> bool {
        matches!(self, Self::Numbers(_))
    }

    /// The rows of a window. The list is that of the key, where it [grows](Self::grows).
    ///
    /// # Errors
    /// `Beyond` for a number that only a look at all rows would have shown.
    pub(super) fn window<'s>(
        &'s self,
        rows: &Range<usize>,
        list: Option<&mut KeyList>,
        held: &'s mut Held,
    ) -> Result<CoreKey<'s>, Stop> {
        let Held { narrow, wide, places } = held;
        places.clear();
        Ok(match self {
            Self::Step(key) => *key,
            Self::Names { labels, map, len } => {
                let codes = match labels.places() {
                    Some(places) => places.get(rows.clone()).unwrap_or_default(),
                    None => {
                        places.resize(rows.len(), if labels.keys().is_empty() { u32::MAX } else { 0 });
                        places
                    }
                };
                CoreKey::Places(Places { codes: Codes::U32(codes), map: map.as_deref(), len: *len })
            }
            Self::Direct { view, len } if view.is_narrow_numbers() => {
                direct(view.window(rows, narrow), rows.len(), *len, places)?
            }
            Self::Direct { view, len } => direct(view.window(rows, wide), rows.len(), *len, places)?,
            Self::Numbers(view) => {
                let Some(list) = list else { return Ok(CoreKey::Places(Places::new(&[], 0))) };
                match view.window::<i64>(rows, wide) {
                    Values::One(number) => {
                        let place = if number == i64::NULL { u32::MAX } else { list.place(&Key::Number(number)) };
                        places.resize(rows.len(), place);
                    }
                    Values::Each(numbers) => list.place_all(numbers, places),
                }
                CoreKey::Places(Places::new(places, list.len()))
            }
        })
    }
}

/// Integers as codes without a copy.
trait Plain: Value {
    fn codes(values: &[Self]) -> Codes<'_>;

    /// Whether it is a place below `len`, or null.
    fn is_place(self, len: u32) -> bool;
}

impl Plain for i32 {
    #[inline]
    fn is_place(self, len: u32) -> bool {
        (self.cast_unsigned() < len) | (self == Self::NULL)
    }

    fn codes(values: &[Self]) -> Codes<'_> {
        Codes::I32(values)
    }
}

impl Plain for i64 {
    #[inline]
    fn is_place(self, len: u32) -> bool {
        (self.cast_unsigned() < u64::from(len)) | (self == Self::NULL)
    }

    fn codes(values: &[Self]) -> Codes<'_> {
        Codes::I64(values)
    }
}

fn direct<'s, V: Plain>(values: Values<'s, V>, rows: usize, len: u32, places: &'s mut Vec<u32>) -> Result<CoreKey<'s>, Stop> {
    let codes = match values {
        // All of them, without a branch: several at a time.
        Values::Each(values) if values.iter().fold(true, |all, value| all & value.is_place(len)) => V::codes(values),
        Values::Each(_) => return Err(Stop::Beyond),
        Values::One(value) => {
            places.resize(rows, u32::try_from(value.wide()).unwrap_or(u32::MAX));
            Codes::U32(places)
        }
    };
    Ok(CoreKey::Places(Places { codes, map: None, len }))
}
