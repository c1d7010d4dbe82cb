//! Values written as a text or as an object. Read by hand: serde's untagged enums lose the path of what is wrong inside them.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::{CountedLimit, Hours, Limit, SeasonHours, WeekHours};

/// Something with a short spelling and a long one.
trait Either<'de>: Sized {
    const EXPECTED: &'static str;
    fn text(text: &str) -> Self;
    fn object<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error>;
}

struct EitherVisitor<T>(PhantomData<T>);

impl<'de, T: Either<'de>> Visitor<'de> for EitherVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::text(text))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::object(map)
    }
}

impl<'de> Either<'de> for Limit {
    const EXPECTED: &'static str = "a limit: a text, or an object with amount and unit";

    fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    fn object<A: MapAccess<'de>>(map: A) -> Result<Self, A::Error> {
        CountedLimit::deserialize(MapAccessDeserializer::new(map)).map(Self::Counted)
    }
}

impl<'de> Either<'de> for Hours {
    const EXPECTED: &'static str = "hours: a text for Monday to Friday, or an object of texts by day of the week";

    fn text(text: &str) -> Self {
        Self::Shifts(text.to_owned())
    }

    fn object<A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
        let mut week = WeekHours::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "seasons" {
                week.seasons = map.next_value::<Vec<SeasonHours>>()?;
            } else if week.days.insert(key, map.next_value()?).is_some() {
                return Err(A::Error::custom("a day of the week is given twice"));
            }
        }
        Ok(Self::Week(week))
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EitherVisitor(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EitherVisitor(PhantomData))
    }
}
