//! Deserialization of a response body: known values are kept, all others are skipped.

use super::flattened_list::FlattenedList;
use super::response_data::{ActionResult, ListShape, ResponseData, ResponseShape, Values};
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Deserializes a response body of this shape.
pub(super) struct ResponseSeed<'a>(pub &'a ResponseShape);

/// Deserializes a list into a [`ResponseData`], at one of its two levels.
struct ListSeed<'a> {
    shape: ListShape,
    data: &'a mut ResponseData,
    level: Level,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// `{"ticket": […]}`, or the elements themselves.
    List,
    /// The elements: a list, or the only one of them.
    Elements,
    /// One element.
    Element,
}

/// Deserializes a value that WHMCS may send as a string, a number, a boolean or null.
struct ScalarSeed;

impl<'de> DeserializeSeed<'de> for ResponseSeed<'_> {
    type Value = ResponseData;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<ResponseData, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ResponseSeed<'_> {
    type Value = ResponseData;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a response of api.php")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ResponseData, A::Error> {
        let mut data = ResponseData::empty(self.0);
        let (mut result, mut status) = (None, None);
        let mut is_contradictory = false;
        let mut flattened = FlattenedList::new(self.0.list);
        while let Some(name) = map.next_key::<String>()? {
            if let Some(shape) = self.0.list.filter(|shape| shape.list == name) {
                let data = &mut data;
                map.next_value_seed(ListSeed {
                    shape,
                    data,
                    level: Level::List,
                })?;
                continue;
            }
            let is_wanted = matches!(name.as_str(), "result" | "status" | "message")
                || data.values.position(&name).is_some();
            if !is_wanted {
                match flattened.value_name(&name, &mut data) {
                    Some(value) => flattened.set(value, map.next_value_seed(ScalarSeed)?),
                    None => drop(map.next_value::<IgnoredAny>()?),
                }
                continue;
            }
            let text = map.next_value_seed(ScalarSeed)?;
            match name.as_str() {
                "result" => {
                    let parsed = text.as_deref().and_then(ActionResult::parse);
                    is_contradictory |= result.is_some_and(|earlier| earlier != parsed);
                    result = Some(parsed);
                }
                "status" => status = text.as_deref().and_then(ActionResult::parse),
                "message" => data.message = text.clone(),
                _ => {}
            }
            data.values.set(&name, text);
        }
        flattened.finish(&mut data);
        // WHMCS's documentation names the result `result` or `status`. A ticket has a status too.
        data.result = result.unwrap_or(status).filter(|_| !is_contradictory);
        Ok(data)
    }
}

impl<'de> DeserializeSeed<'de> for ListSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl ListSeed<'_> {
    fn inner(&mut self, level: Level) -> ListSeed<'_> {
        ListSeed {
            shape: self.shape,
            data: self.data,
            level,
        }
    }
}

impl<'de> Visitor<'de> for ListSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        while elements
            .next_element_seed(self.inner(Level::Element))?
            .is_some()
        {}
        Ok(())
    }

    /// Accepts an object: PHP encodes an empty list as `[]` or `""`, a list with gaps as an object
    /// with numbers as names, and WHMCS sends a list of one element as the element itself.
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut row = Values::new(self.shape.values);
        while let Some(name) = map.next_key::<String>()? {
            let is_index = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
            if self.level == Level::List && name == self.shape.element {
                map.next_value_seed(self.inner(Level::Elements))?;
            } else if is_index && self.level != Level::Element {
                map.next_value_seed(self.inner(Level::Element))?;
            } else if row.position(&name).is_some() {
                let text = map.next_value_seed(ScalarSeed)?;
                row.set(&name, text);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        self.data.push_row(row);
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for ScalarSeed {
    type Value = Option<Box<str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.into()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(if value { "1" } else { "" }.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string().into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string().into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string().into()))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self::Value, A::Error> {
        while elements.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
