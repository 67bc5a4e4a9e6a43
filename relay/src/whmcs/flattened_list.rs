//! Lists whose keys are flattened, as WHMCS documents for `GetClientsDomains`:
//! `"domains[domain][0][id]": "1"`.

use super::response_data::{ListShape, ResponseData, Values};

/// Reader of the keys of one list, which are sorted by the index of the element.
pub(super) struct FlattenedList {
    shape: Option<ListShape>,
    /// Index and values of the current element.
    row: Option<(u32, Values)>,
}

impl FlattenedList {
    pub(super) const fn new(shape: Option<ListShape>) -> Self {
        Self { shape, row: None }
    }

    /// Returns the name of a value in a key of the list. If the key belongs to another element than the
    /// last key, the last element is added to the data.
    pub(super) fn value_name(
        &mut self,
        key: &str,
        data: &mut ResponseData,
    ) -> Option<&'static str> {
        let shape = self.shape?;
        let rest = key.strip_prefix(shape.list)?.strip_prefix('[')?;
        let rest = rest.strip_prefix(shape.element)?.strip_prefix("][")?;
        let (index, rest) = rest.split_once("][")?;
        let (index, found) = (index.parse().ok()?, rest.strip_suffix(']')?);
        let name = shape.values.iter().find(|name| **name == found)?;
        if self
            .row
            .as_ref()
            .is_none_or(|(current, _)| *current != index)
        {
            self.finish(data);
            self.row = Some((index, Values::new(shape.values)));
        }
        Some(name)
    }

    /// Sets a value of the current element.
    pub(super) fn set(&mut self, name: &str, text: Option<Box<str>>) {
        if let Some((_, row)) = &mut self.row {
            row.set(name, text);
        }
    }

    /// Adds the last element to the data.
    pub(super) fn finish(&mut self, data: &mut ResponseData) {
        if let Some((_, row)) = self.row.take() {
            data.push_row(row);
        }
    }
}
