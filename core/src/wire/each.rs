//! Items of a list that are read one by one, so that one that cannot be read takes no other with it.

use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use super::evaluate::{object, read};
use crate::error::Error;

/// An item as it came in. The list it stands in is read whatever the item is; [`read`](Self::read) says what is wrong with it.
#[derive(Clone, Debug)]
pub struct Each<T> {
    value: Value,
    shape: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Each<T> {
    /// The item.
    ///
    /// # Errors
    /// `request_invalid` and `field_unknown` with the path inside the item.
    pub fn read(&self) -> Result<T, Error> {
        read(object(self.value.clone())?)
    }

    /// One of its fields, if it is a text: what to call an item that cannot be read.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.value.get(field).and_then(Value::as_str)
    }
}

impl<'de, T> Deserialize<'de> for Each<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Self { value, shape: PhantomData })
    }
}
