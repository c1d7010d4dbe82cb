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

/// Every name of a key that came in, over all chunks, with its place.
#[derive(Clone, Default)]
pub(super) struct KeyList {
    step: Option<Step>,
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

    /// The name of a place.
    pub(super) fn name(&self, place: u32) -> Option<Key> {
        if let Some(step) = self.step {
            return Some(Key::Text(step.label(place)));
        }
        match place.checked_sub(self.direct) {
            None => Some(Key::Number(place.into())),
            Some(place) => self.names.get(place as usize).cloned(),
        }
    }

    pub(super) const fn step(&self) -> Option<Step> {
        self.step
    }

    /// That of months, quarters or years.
    pub(super) fn of_steps(step: Step) -> Self {
        Self { step: Some(step), ..Self::default() }
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
    map: Vec<u32>,
}

impl KeyView<'_> {
    /// Whether its memory can be handed on whole.
    pub(super) fn is_direct(&self) -> bool {
        match self {
            Self::Names(labels) => labels.places().is_some(),
            Self::Numbers(view) => view.is_direct::<i32>() || view.is_direct::<i64>(),
            Self::Received(_) | Self::Finished(_) => true,
        }
    }

    /// Tells the list what kind of key it is of.
    pub(super) fn announce(&self, list: &mut KeyList) {
        if let Self::Received(step) | Self::Finished(step) = self {
            list.step = Some(*step);
        }
    }

    pub(super) fn window<'s>(&'s self, rows: &Range<usize>, list: &mut KeyList, held: &'s mut Held) -> CoreKey<'s> {
        match self {
            Self::Received(step) => CoreKey::Received(*step),
            Self::Finished(step) => CoreKey::Finished(*step),
            Self::Names(labels) => {
                held.map.extend(labels.keys().iter().map(|key| list.place(key)));
                let codes = match labels.places() {
                    Some(places) => places.get(rows.clone()).unwrap_or_default(),
                    None => {
                        let only = if labels.keys().is_empty() { u32::MAX } else { 0 };
                        held.places.resize(rows.len(), only);
                        held.places.as_slice()
                    }
                };
                // Of the first chunk the places are those of the list.
                let is_same = held.map.iter().zip(0..).all(|(place, key)| *place == key);
                CoreKey::Places(Places {
                    codes: Codes::U32(codes),
                    map: if is_same { None } else { Some(&held.map) },
                    len: list.len(),
                })
            }
            Self::Numbers(view) if view.is_narrow_numbers() => {
                numbers(view.window::<i32>(rows, &mut held.narrow), rows.len(), list, &mut held.places)
            }
            Self::Numbers(view) => numbers(view.window::<i64>(rows, &mut held.wide), rows.len(), list, &mut held.places),
        }
    }
}

/// Integers as codes without a copy.
trait Plain: Value {
    fn codes(values: &[Self]) -> Codes<'_>;
}

impl Plain for i32 {
    fn codes(values: &[Self]) -> Codes<'_> {
        Codes::I32(values)
    }
}

impl Plain for i64 {
    fn codes(values: &[Self]) -> Codes<'_> {
        Codes::I64(values)
    }
}

/// Small numbers are their own places; else each gets one as it comes.
fn numbers<'s, V: Plain + Ord>(values: Values<'s, V>, rows: usize, list: &mut KeyList, places: &'s mut Vec<u32>) -> CoreKey<'s> {
    let each = match values {
        Values::Each(values) => values,
        Values::One(value) => {
            let place = if value == V::NULL { u32::MAX } else { list.place(&Key::Number(value.wide())) };
            places.resize(rows, place);
            return CoreKey::Places(Places::new(places, list.len()));
        }
    };
    // Null is the smallest, and not asked.
    let least = each.iter().fold(0, |least, value| if *value == V::NULL { least } else { value.wide().min(least) });
    let most = each.iter().fold(-1, |most: i64, value| value.wide().max(most));
    if least >= 0 && most < DIRECT {
        if list.names.is_empty() {
            list.direct = list.direct.max(u32::try_from(most + 1).unwrap_or_default());
        }
        if most < i64::from(list.direct) {
            return CoreKey::Places(Places { codes: V::codes(each), map: None, len: list.len() });
        }
    }
    let mut last = None;
    places.extend(each.iter().map(|value| match last {
        _ if *value == V::NULL => u32::MAX,
        Some((same, place)) if same == *value => place,
        _ => {
            let place = list.place(&Key::Number(value.wide()));
            last = Some((*value, place));
            place
        }
    }));
    CoreKey::Places(Places::new(places, list.len()))
}
