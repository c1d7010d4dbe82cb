//! Reading JSON without guessing: serde takes a list for an object, field by field in the order of the source, and of a name given twice
//! the last value. Both are refused here.

use std::fmt;

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Map, Number, Value};

/// A value from which a shape reads its fields by their names only.
pub(crate) struct Named(pub(crate) Value);

impl<'de> IntoDeserializer<'de, Error> for Named {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Named {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => {
                let mut items = SeqDeserializer::new(items.into_iter().map(Named));
                let read = visitor.visit_seq(&mut items)?;
                items.end().map(|()| read)
            }
            Value::Object(fields) => {
                let mut fields = MapDeserializer::new(fields.into_iter().map(|(name, value)| (name, Named(value))));
                let read = visitor.visit_map(&mut fields)?;
                fields.end().map(|()| read)
            }
            simple => simple.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let given = match &self.0 {
            Value::Object(_) => return self.deserialize_any(visitor),
            Value::Array(_) => Unexpected::Seq,
            Value::Null => Unexpected::Unit,
            Value::Bool(switch) => Unexpected::Bool(*switch),
            Value::Number(_) => Unexpected::Other("number"),
            Value::String(text) => Unexpected::Str(text),
        };
        Err(Error::invalid_type(given, &"an object"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map
        identifier ignored_any
    }
}

/// The value of a text, in which no object has a name twice.
pub(crate) fn parse(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map(|Once(value)| value)
}

/// The same, a refusal with its path: `.` for the whole text.
pub(crate) fn parse_placed(text: &str) -> Result<Value, (String, String)> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let Once(value) =
        serde_path_to_error::deserialize(&mut reader).map_err(|error| (error.path().to_string(), error.inner().to_string()))?;
    reader.end().map(|()| value).map_err(|error| (".".to_owned(), error.to_string()))
}

/// How deep lists and objects may nest: as deep as the reader of texts goes.
const DEEPEST: usize = 128;

/// Where a value nests deeper than a reader may follow, if it does.
pub(crate) fn too_deep(value: &Value) -> Option<String> {
    let mut open: Vec<Step<'_>> = Vec::new();
    let mut next = vec![(Step::Whole, 0, value)];
    while let Some((step, depth, value)) = next.pop() {
        open.truncate(depth);
        open.push(step);
        if depth > DEEPEST {
            return Some(path(&open));
        }
        match value {
            Value::Array(items) => next.extend(items.iter().enumerate().map(|(at, item)| (Step::Item(at), depth + 1, item))),
            Value::Object(fields) => {
                next.extend(fields.iter().map(|(name, value)| (Step::Field(name.as_str()), depth + 1, value)));
            }
            _ => {}
        }
    }
    None
}

/// A step of a path.
enum Step<'a> {
    Whole,
    Item(usize),
    Field(&'a str),
}

fn path(steps: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Whole => {}
            Step::Item(at) => path.push_str(&format!("[{at}]")),
            Step::Field(name) => {
                let dot = if path.is_empty() { "" } else { "." };
                path.push_str(&format!("{dot}{name}"));
            }
        }
    }
    path
}

/// A value in which no object has a name twice.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OnceVisitor).map(Self)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, switch: bool) -> Result<Value, E> {
        Ok(Value::Bool(switch))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Once(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if object.contains_key(&name) {
                return Err(A::Error::custom(format_args!("`{}` is given twice", crate::error::quote(&name))));
            }
            let Once(value) = fields.next_value()?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::{Named, parse};
    use crate::wire::DossierRequest;

    #[test]
    fn what_is_read_is_what_serde_json_reads() {
        let text = r#"{"a": [null, true, -3, 18446744073709551615, 1.5, "ắ\n", {}, []], "": {"a": 1}, "b": -0, "c": 1e30}"#;
        assert_eq!(parse(text).unwrap(), serde_json::from_str::<serde_json::Value>(text).unwrap());
        for bad in ["", "[", "{\"a\": NaN}", "1e400", "{} x"] {
            let expected = serde_json::from_str::<serde_json::Value>(bad).unwrap_err().to_string();
            assert_eq!(parse(bad).unwrap_err().to_string(), expected);
        }
        assert!(parse(&"[".repeat(100_000)).unwrap_err().to_string().contains("recursion limit"));
    }

    #[test]
    fn a_name_given_twice_is_refused_wherever_it_is() {
        for text in [r#"{"a": 1, "a": 1}"#, r#"[{"b": {"a": 1, "c": 2, "a": null}}]"#] {
            assert!(parse(text).unwrap_err().to_string().starts_with("`a` is given twice"), "{text}");
        }
    }

    #[test]
    fn a_list_is_no_object_at_any_depth() {
        use serde::Deserialize as _;
        let event = r#"{"at": "2026-07-06T08:00:00", "kind": "submitted"}"#;
        let request = |events: &str| format!(r#"{{"limit": "3 day", "as_of": "2026-07-06T09:00:00", "events": [{events}]}}"#);
        let read = |text: &str| DossierRequest::deserialize(Named(parse(text).unwrap()));
        assert_eq!(read(&request(event)).unwrap().events.len(), 1);
        let error = read(&request(r#"["2026-07-06T08:00:00", "submitted"]"#)).unwrap_err();
        assert_eq!(error.to_string(), "invalid type: sequence, expected an object");
    }
}
