//! A value that can be written as a table only, not as a list.

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// Value that is written as a table. A derived struct would also accept a list with the values of its
/// fields in order: `limits = [250]`.
#[derive(Default)]
pub(super) struct AsTable<T>(pub T);

struct TableVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for AsTable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TableVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for TableVisitor<T> {
    type Value = AsTable<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AsTable<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(AsTable)
    }
}
