//! Time limits of rows: an amount and a unit for each.

use std::collections::BTreeMap;
use std::ops::Range;

use js_sys::Array as List;
use motcua::batch::{Column, PerRow, Value};
use motcua::wire::{CountedLimit, Limit, shorten};
use motcua::{Error, TimeLimit, Unit};
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

use super::array::{Array, Source, invalid, is_thing};
use crate::error::Thrown;
use crate::fields::word;

/// Whole amounts up to this are found by their place.
const SMALL: usize = 1024;
/// So many limits are kept from block to block.
const KEPT: usize = 1 << 14;
const NULL: u32 = u32::MAX;

/// Rows, by their place in the block, and what is wrong with them.
type RowErrors = Vec<(usize, Error)>;

/// The units, in the order a `Uint8Array` of them names them by.
#[must_use]
#[wasm_bindgen(js_namespace = batch, skip_typescript)]
pub fn units() -> Vec<String> {
    Unit::ALL.into_iter().map(|unit| unit.as_str().to_owned()).collect()
}

/// The amounts.
enum Amounts {
    One(JsValue),
    Whole(Source<i32>),
    Numbers(Source<f64>),
    List(List),
}

/// The units.
enum Units {
    One(JsValue),
    Places(Source<u8>),
    List(List),
}

/// The limits of rows, each different one made once.
pub(super) struct Limits {
    amounts: Amounts,
    units: Units,
    made: Vec<TimeLimit>,
    ids: Vec<u32>,
    /// For each unit the limits of whole amounts.
    small: Vec<u32>,
    other: BTreeMap<(String, String), u32>,
}

impl Limits {
    pub(super) fn of(amounts: &JsValue, units: &JsValue) -> Result<Self, Thrown> {
        let amounts = if let Some(array) = Array::of::<i32>("amounts", amounts)? {
            Amounts::Whole(Source::each(array))
        } else if let Some(array) = Array::of::<f64>("amounts", amounts)? {
            Amounts::Numbers(Source::each(array))
        } else if let Some(list) = amounts.dyn_ref::<List>() {
            Amounts::List(list.clone())
        } else if is_thing(amounts) {
            return Err(invalid("amounts", "must be an Int32Array, a Float64Array, an array, a number or a decimal"));
        } else {
            Amounts::One(amounts.clone())
        };
        let units = if let Some(array) = Array::of::<u8>("units", units)? {
            Units::Places(Source::each(array))
        } else if let Some(list) = units.dyn_ref::<List>() {
            Units::List(list.clone())
        } else if is_thing(units) {
            return Err(invalid("units", "must be a Uint8Array, an array of names or a name"));
        } else {
            Units::One(units.clone())
        };
        if let (Amounts::One(amount), Units::One(unit)) = (&amounts, &units)
            && !amount.is_null()
            && !unit.is_null()
        {
            limit(&word(amount), &word(unit))?;
        }
        let small = vec![NULL; SMALL * Unit::ALL.len()];
        Ok(Self { amounts, units, made: Vec::new(), ids: Vec::new(), small, other: BTreeMap::new() })
    }

    pub(super) fn arrays(&self) -> [Option<Array>; 2] {
        let amounts = match &self.amounts {
            Amounts::One(_) | Amounts::List(_) => None,
            Amounts::Whole(source) => source.array(),
            Amounts::Numbers(source) => source.array(),
        };
        let Units::Places(units) = &self.units else { return [amounts.cloned(), None] };
        [amounts.cloned(), units.array().cloned()]
    }

    pub(super) fn lists(&self) -> Vec<(&'static str, u32)> {
        let mut lists = Vec::new();
        if let Amounts::List(list) = &self.amounts {
            lists.push(("amounts", list.length()));
        }
        if let Units::List(list) = &self.units {
            lists.push(("units", list.length()));
        }
        lists
    }

    /// The limits of a block, and the rows that have none.
    pub(super) fn load(&mut self, rows: &Range<u32>) -> Result<(PerRow<'_, TimeLimit>, RowErrors), Thrown> {
        let mut table = Table { made: &mut self.made, small: &mut self.small, other: &mut self.other };
        table.forget();
        self.ids.clear();
        let (mut refused, mut place) = (Vec::new(), 0);
        let units = read_units(&mut self.units, rows)?;
        let ids = &mut self.ids;
        let mut take = |amount: Amount| {
            let unit = units.get(place).or(units.first()).unwrap_or(&UnitCell::Null);
            let id = table.id(amount, unit).unwrap_or_else(|error| {
                refused.push((place, error));
                NULL
            });
            ids.push(id);
            place += 1;
        };
        match &mut self.amounts {
            Amounts::One(amount) => {
                let amount = Amount::of(amount);
                rows.clone().for_each(|_| take(amount.clone()));
            }
            Amounts::List(list) => rows.clone().for_each(|row| take(Amount::of(&list.get(row)))),
            Amounts::Whole(source) => {
                if let Column::Each(values) = source.load(rows)? {
                    values.iter().for_each(|&value| {
                        take(if value == i32::NULL { Amount::Null } else { Amount::Number(f64::from(value)) });
                    });
                }
            }
            Amounts::Numbers(source) => {
                if let Column::Each(values) = source.load(rows)? {
                    values.iter().for_each(|&value| take(if value.is_nan() { Amount::Null } else { Amount::Number(value) }));
                }
            }
        }
        Ok((PerRow::Each { of: &self.made, ids: &self.ids }, refused))
    }
}

#[derive(Clone)]
enum Amount {
    Null,
    Number(f64),
    Text(String),
}

impl Amount {
    fn of(value: &JsValue) -> Self {
        match value.as_f64() {
            _ if value.is_null() => Self::Null,
            Some(number) if number.is_nan() => Self::Null,
            Some(number) => Self::Number(number),
            None => Self::Text(word(value)),
        }
    }
}

enum UnitCell {
    Null,
    /// Its place in the list of units.
    Known(usize),
    Unknown(String),
}

impl UnitCell {
    fn of(value: &JsValue) -> Self {
        if value.is_null() {
            return Self::Null;
        }
        let name = word(value);
        let place = Unit::ALL.into_iter().position(|unit| unit.as_str() == name);
        place.map_or(Self::Unknown(name), Self::Known)
    }

    fn at(place: u8) -> Self {
        match usize::from(place) {
            255 => Self::Null,
            place if place < Unit::ALL.len() => Self::Known(place),
            place => Self::Unknown(place.to_string()),
        }
    }
}

/// The units of a block; a single one when it is the same for every row.
fn read_units(units: &mut Units, rows: &Range<u32>) -> Result<Vec<UnitCell>, Thrown> {
    Ok(match units {
        Units::One(unit) => vec![UnitCell::of(unit)],
        Units::List(list) => rows.clone().map(|row| UnitCell::of(&list.get(row))).collect(),
        Units::Places(source) => match source.load(rows)? {
            Column::Each(places) => places.iter().map(|place| UnitCell::at(*place)).collect(),
            Column::One(place) => vec![UnitCell::at(place)],
        },
    })
}

struct Table<'a> {
    made: &'a mut Vec<TimeLimit>,
    small: &'a mut Vec<u32>,
    other: &'a mut BTreeMap<(String, String), u32>,
}

impl Table<'_> {
    /// Begins anew when there are many.
    fn forget(&mut self) {
        if self.made.len() > KEPT {
            self.made.clear();
            self.small.fill(NULL);
            self.other.clear();
        }
    }

    /// The place of a limit in the list; that of null for a null.
    fn id(&mut self, amount: Amount, unit: &UnitCell) -> Result<u32, Error> {
        let (text, name, small) = match (amount, unit) {
            (Amount::Null, _) | (_, UnitCell::Null) => return Ok(NULL),
            (Amount::Number(number), &UnitCell::Known(unit)) => {
                let whole = number as usize;
                let place = if whole < SMALL && whole as f64 == number { Some(unit * SMALL + whole) } else { None };
                if let Some(&id) = place.and_then(|place| self.small.get(place))
                    && id != NULL
                {
                    return Ok(id);
                }
                (word(&number.into()), unit_name(unit), place)
            }
            (Amount::Number(number), UnitCell::Unknown(name)) => (word(&number.into()), name.clone(), None),
            (Amount::Text(text), &UnitCell::Known(unit)) => (text, unit_name(unit), None),
            (Amount::Text(text), UnitCell::Unknown(name)) => (text, name.clone(), None),
        };
        let key = (text, name);
        if let Some(id) = self.other.get(&key) {
            return Ok(*id);
        }
        let limit = limit(&key.0, &key.1)?;
        let id = self.made.len() as u32;
        self.made.push(limit);
        match small.and_then(|place| self.small.get_mut(place)) {
            Some(small) => *small = id,
            None => {
                self.other.insert(key, id);
            }
        }
        Ok(id)
    }
}

fn unit_name(place: usize) -> String {
    Unit::ALL.get(place).map(|unit| unit.as_str().to_owned()).unwrap_or_default()
}

fn limit(amount: &str, unit: &str) -> Result<TimeLimit, Error> {
    Limit::Counted(CountedLimit { amount: shorten(amount), unit: unit.to_owned() }).build()
}
