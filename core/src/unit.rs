//! Administrative units through time (đơn vị hành chính): a unit has an identity with days of force, and may have been merged from others.
//!
//! Provinces as they were from 2008-08-01 to 2025-06-30 (63) and are since 2025-07-01 (34); of the level below only what was found in a
//! source. A province has hundreds of communes: add them with [`Units::add`].

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::error::{Error, check_written, quote};
use crate::law::{Citation, Confidence, Language, Rule};
use crate::tables;
use crate::text::lower;

/// The level of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[doc(alias = "cấp hành chính")]
pub enum UnitLevel {
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh: until 2025-06-30.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}

impl UnitLevel {
    /// Reads `province`, `district` or `commune`.
    ///
    /// # Errors
    /// `option_unknown` for anything else.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match text {
            "province" => Ok(Self::Province),
            "district" => Ok(Self::District),
            "commune" => Ok(Self::Commune),
            _ => Err(Error::OptionUnknown { option: "a level", value: quote(text), known: "province, district, commune" }),
        }
    }

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }
}

/// A fact of the tables.
#[derive(Debug)]
pub(crate) struct UnitFact {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) kind_vi: &'static str,
    pub(crate) level: UnitLevel,
    pub(crate) code: Option<&'static str>,
    pub(crate) parent: Option<&'static str>,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) until: Option<NaiveDate>,
    pub(crate) predecessors: Option<&'static [&'static str]>,
    pub(crate) rule: &'static Rule,
}

/// A unit between two days: the same name, level and territory.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "đơn vị hành chính")]
pub struct Unit {
    /// Identifies it, as in `quang_tri` until 2025-06-30 and `quang_tri_2025` after.
    pub id: Cow<'static, str>,
    /// Its name, without what kind of unit it is, as in `Quảng Trị`.
    pub name: Cow<'static, str>,
    /// What kind of unit it is, in Vietnamese, as in `tỉnh`; empty where that was not given.
    pub kind_vi: Cow<'static, str>,
    /// Its level.
    pub level: UnitLevel,
    /// Its code, where one is known: of a province that of the State's body on the data axis (`H50`), of a commune that of the unit (`19645`).
    pub code: Option<Cow<'static, str>>,
    /// The id of the unit it is part of.
    pub parent: Option<Cow<'static, str>>,
    /// First day, included; `None` for one that there is since before the tables begin.
    pub from: Option<NaiveDate>,
    /// Last day, included; `None` for one that there still is.
    pub until: Option<NaiveDate>,
    /// The ids of those it was made from; `None` where that is not known, empty where it was made from none.
    pub predecessors: Option<Vec<Cow<'static, str>>>,
    /// Where it is written.
    pub citation: Option<Citation>,
}

impl Unit {
    /// Whether there was such a unit on a day.
    #[must_use]
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it was made from more than one.
    #[must_use]
    pub fn is_merged(&self) -> bool {
        self.predecessors.as_ref().is_some_and(|predecessors| predecessors.len() > 1)
    }

    /// Kind and name, as in `tỉnh Quảng Trị`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind_vi, self.name).trim().to_owned()
    }

    /// How sure the facts are; what a caller added is as sure as the caller.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        self.citation.as_ref().map_or(Confidence::Known, Citation::confidence)
    }

    fn check(&self) -> Result<(), Error> {
        check_written(&self.id, "id", "a unit is named by its id")?;
        check_written(&self.name, "name", "a unit has a name")?;
        if self.from.zip(self.until).is_some_and(|(from, until)| until < from) {
            let value = self.until.map(|until| until.to_string()).unwrap_or_default();
            return Err(Error::DateInvalid { value, expected: "a last day no earlier than the first" });
        }
        Ok(())
    }
}

impl From<&UnitFact> for Unit {
    fn from(fact: &UnitFact) -> Self {
        Self {
            id: fact.id.into(),
            name: fact.name.into(),
            kind_vi: fact.kind_vi.into(),
            level: fact.level,
            code: fact.code.map(Cow::from),
            parent: fact.parent.map(Cow::from),
            from: fact.from,
            until: fact.until,
            predecessors: fact.predecessors.map(|ids| ids.iter().copied().map(Cow::from).collect()),
            citation: Some(fact.rule.citation()),
        }
    }
}

/// How one unit follows from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Succession {
    /// It is the same.
    Same,
    /// The same territory under another name or status.
    Renamed,
    /// It was merged from several, the other among them: what they score is not comparable.
    Merged,
    /// Nothing that is known leads from one to the other.
    Unrelated,
}

impl Succession {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Renamed => "renamed",
            Self::Merged => "merged",
            Self::Unrelated => "unrelated",
        }
    }
}

/// How to find units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// By id.
    Id(&'a str),
    /// By name, with or without its kind, regardless of case and diacritics.
    Name(&'a str),
    /// By code.
    Code(&'a str),
}

/// Units by name and time.
///
/// ```
/// use motcua::unit::{Units, Wanted};
/// use motcua::wire::parse_date;
///
/// let units = Units::vietnam();
/// let on = |day| units.find(Wanted::Name("quang tri"), None, Some(parse_date(day).unwrap()));
/// assert_eq!((on("2025-06-30")[0].id.as_ref(), on("2025-07-01")[0].id.as_ref()), ("quang_tri", "quang_tri_2025"));
/// // The communes of 2020 can still be named.
/// let trieu_do = &units.find(Wanted::Name("Triệu Độ"), None, None)[0];
/// assert_eq!(units.successors(trieu_do)[0].full_name(), "xã Triệu Bình");
/// ```
#[derive(Clone, Debug)]
pub struct Units {
    units: Vec<Unit>,
    places: BTreeMap<Cow<'static, str>, usize>,
}

impl Units {
    /// The units of the tables.
    #[must_use]
    pub fn vietnam() -> Self {
        let units: Vec<Unit> = tables::UNITS.iter().map(Unit::from).collect();
        let places = units.iter().map(|unit| unit.id.clone()).zip(0..).collect();
        Self { units, places }
    }

    /// The first day for which the tables name the provinces.
    #[must_use]
    pub const fn first_day() -> NaiveDate {
        tables::UNITS_FROM
    }

    /// Adds a unit of one's own.
    ///
    /// # Errors
    /// `value_missing` without id or name, `code_duplicate` for an id that is taken, `date_invalid` for one that ends before it begins.
    pub fn add(&mut self, unit: Unit) -> Result<(), Error> {
        unit.check()?;
        if self.places.contains_key(&unit.id) {
            return Err(Error::CodeDuplicate { what: "the id of a unit", value: quote(&unit.id) });
        }
        self.places.insert(unit.id.clone(), self.units.len());
        self.units.push(unit);
        Ok(())
    }

    /// Whether units added name parents and predecessors that there are, and nobody is made from itself; else the place among those added, with
    /// what is wrong.
    pub(crate) fn check_links(&self) -> Result<(), (usize, Error)> {
        let added = || self.units.iter().skip(tables::UNITS.len()).enumerate();
        for (index, unit) in added() {
            let parents = unit.parent.iter().map(|id| ("parent", id));
            let named = parents.chain(unit.predecessors.iter().flatten().map(|id| ("predecessors", id)));
            for (field, id) in named {
                if *id == unit.id {
                    return Err((index, of_itself(id).within(field)));
                }
                if self.get(id).is_none() {
                    return Err((index, unknown(id).within(field)));
                }
            }
        }
        // What is left when again and again those are taken away whose predecessors are all gone is a circle, or was made from one.
        let mut waiting: BTreeMap<&str, usize> = BTreeMap::new();
        let mut followers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut free: Vec<&str> = Vec::new();
        for unit in &self.units {
            let before: BTreeSet<&str> = unit.predecessors.iter().flatten().map(AsRef::as_ref).collect();
            if before.is_empty() {
                free.push(&unit.id);
            }
            waiting.insert(&unit.id, before.len());
            before.into_iter().for_each(|id| followers.entry(id).or_default().push(&unit.id));
        }
        while let Some(id) = free.pop() {
            waiting.remove(id);
            for follower in followers.remove(id).unwrap_or_default() {
                if let Some(count) = waiting.get_mut(follower) {
                    *count = count.saturating_sub(1);
                    if *count == 0 {
                        free.push(follower);
                    }
                }
            }
        }
        match added().find(|(_, unit)| waiting.contains_key(unit.id.as_ref())) {
            Some((index, unit)) => Err((index, of_itself(&unit.id).within("predecessors"))),
            None => Ok(()),
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Unit] {
        &self.units
    }

    /// The unit of an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.places.get(id).and_then(|&place| self.units.get(place))
    }

    /// Those that fit, on a day or at any time, in the order of the tables.
    #[must_use]
    pub fn find(&self, wanted: Wanted<'_>, level: Option<UnitLevel>, on: Option<NaiveDate>) -> Vec<&Unit> {
        let folded = match wanted {
            Wanted::Name(name) => fold(name),
            Wanted::Id(_) | Wanted::Code(_) => String::new(),
        };
        let fits = |unit: &&Unit| match wanted {
            Wanted::Id(id) => unit.id == id.trim(),
            // Of a longer code, as `000.00.00.H50`, the last part is the province's.
            Wanted::Code(code) => {
                let last = code.trim().rsplit('.').next().unwrap_or_default();
                unit.code.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(last))
            }
            Wanted::Name(_) => fold(&unit.name) == folded || fold(&unit.full_name()) == folded,
        };
        let of_level = |unit: &&Unit| level.is_none_or(|level| unit.level == level);
        let that_day = |unit: &&Unit| on.is_none_or(|day| unit.is_on(day));
        self.units.iter().filter(of_level).filter(that_day).filter(fits).collect()
    }

    /// The one unit that fits.
    ///
    /// # Errors
    /// `option_unknown` when there is none on that day, `code_duplicate` when there are several.
    pub fn one(&self, wanted: Wanted<'_>, level: Option<UnitLevel>, on: Option<NaiveDate>) -> Result<&Unit, Error> {
        let (Wanted::Id(text) | Wanted::Name(text) | Wanted::Code(text)) = wanted;
        match &self.find(wanted, level, on)[..] {
            [unit] => Ok(unit),
            [] => Err(unknown(text)),
            _ => Err(Error::CodeDuplicate { what: "the name of a unit", value: quote(text) }),
        }
    }

    /// Those that were made from a unit.
    #[must_use]
    pub fn successors(&self, of: &Unit) -> Vec<&Unit> {
        let follows = |unit: &&Unit| unit.predecessors.iter().flatten().any(|id| *id == of.id);
        self.units.iter().filter(follows).collect()
    }

    /// How a later unit follows from an earlier one, over any number of changes.
    #[must_use]
    pub fn succession(&self, before: &Unit, after: &Unit) -> Succession {
        if before.id == after.id {
            return Succession::Same;
        }
        let mut seen = BTreeSet::from([before.id.as_ref()]);
        let mut open = vec![(before, false)];
        let mut found = None;
        while let Some((unit, was_merged)) = open.pop() {
            for next in self.successors(unit) {
                let is_merged = was_merged || next.is_merged();
                if next.id == after.id {
                    found = Some(found.unwrap_or(false) || is_merged);
                } else if seen.insert(next.id.as_ref()) {
                    open.push((next, is_merged));
                }
            }
        }
        match found {
            Some(true) => Succession::Merged,
            Some(false) => Succession::Renamed,
            None => Succession::Unrelated,
        }
    }
}

/// A unit that would be part of itself, or made from itself.
fn of_itself(id: &str) -> Error {
    let bound = "another unit, and none that leads back to this one";
    Error::ValueOutOfRange { name: "the unit", value: quote(id), bound }
}

/// Nothing fits.
pub(crate) fn unknown(text: &str) -> Error {
    let known = "those of the tables on the day asked, and those added";
    Error::OptionUnknown { option: "an administrative unit", value: quote(text), known }
}

/// A name without case, marks and doubled spaces, without the committee that heads the unit, and with `TP.` written out.
fn fold(name: &str) -> String {
    let plain = name.nfd().filter(|c| !is_combining_mark(*c)).map(lower).map(|c| if c == 'đ' { 'd' } else { c });
    let plain: String = plain.collect();
    let mut words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    for committee in [&["ubnd"][..], &["uy", "ban", "nhan", "dan"]] {
        if words.starts_with(committee) {
            words.drain(..committee.len());
        }
    }
    if let Some(first) = words.first_mut().filter(|first| **first == "tp") {
        *first = "thanh pho";
    }
    words.join(" ")
}

/// What a change of units means for a comparison.
impl Succession {
    /// In words; nothing for the same unit.
    #[must_use]
    pub fn text(self, language: Language) -> Option<&'static str> {
        match self {
            Self::Same => None,
            Self::Renamed => Some(language.pick(
                "đơn vị đã đổi tên hoặc đổi loại, địa giới như cũ",
                "the unit has another name or status, on the same territory",
            )),
            Self::Merged => Some(language.pick(
                "đơn vị sau được sáp nhập từ nhiều đơn vị: hai số không cùng phạm vi",
                "the later unit was merged from several: the two figures do not cover the same territory",
            )),
            Self::Unrelated => Some(language.pick("hai đơn vị khác nhau", "these are two different units")),
        }
    }
}
