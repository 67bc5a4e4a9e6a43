//! The older format of responses, `result=success;id=1;tid=…`. Elements of lists have the names
//! that PHP gives them: `tickets[ticket][0][id]=1`.

use super::response_data::{
    ActionResult, Deviation, ListShape, ResponseData, ResponseShape, Values,
};

/// Reads a response body in the `key=value` format, also after other text. Returns `None` for any
/// other text.
pub(super) fn read(text: &str, shape: &ResponseShape) -> Option<ResponseData> {
    let text = text.get(start_of_response(text)?..)?;
    let separators: &[char] = if text.contains([';', '\n']) {
        &[';', '\n']
    } else {
        &['&']
    };
    let mut reader = Reader::new(text, shape);
    let mut start = 0;
    for part in text.split(separators) {
        reader.read_part(part, start);
        // A separator is one byte.
        start += part.len() + 1;
    }
    reader.finish()
}

/// Finds the result at the start of the text, of a line, or after an HTML tag.
fn start_of_response(text: &str) -> Option<usize> {
    let starts = |name: &str| text.starts_with(name).then_some(0);
    let follows = |name: &str| {
        let mut found = text.match_indices(name).map(|(position, _)| position);
        found.find(|position| {
            let before = text.get(..*position).unwrap_or_default();
            before.ends_with(['\n', '\r', '>'])
        })
    };
    ["result=", "status="]
        .iter()
        .find_map(|name| starts(name).or_else(|| follows(name)))
}

struct Reader<'a> {
    text: &'a str,
    shape: &'a ResponseShape,
    data: ResponseData,
    status: Option<ActionResult>,
    /// Name, and start and end of the value, which the following parts may continue.
    open: Option<(&'a str, usize, usize)>,
    /// Index and values of the current element of the list.
    row: Option<(&'a str, Values)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, shape: &'a ResponseShape) -> Self {
        Self {
            text,
            shape,
            data: ResponseData::empty(shape),
            status: None,
            open: None,
            row: None,
        }
    }

    /// Reads the part at `start`. A part without a name belongs to the value before it.
    fn read_part(&mut self, part: &'a str, start: usize) {
        let end = start + part.len();
        let pair = part.trim_start().split_once('=');
        if let Some((name, value)) = pair.filter(|(name, _)| self.is_name(name)) {
            self.close();
            self.open = Some((name, end - value.len(), end));
        } else if let Some((_, _, open_end)) = &mut self.open {
            *open_end = end;
        }
    }

    /// Returns `true` if the text is a name and not a part of the value before it. Only a message
    /// may contain something like `a=b`.
    fn is_name(&self, text: &str) -> bool {
        let is_identifier = |byte: u8| byte.is_ascii_alphanumeric() || b"_[]".contains(&byte);
        let is_in_message = matches!(self.open, Some(("message", _, _)));
        self.is_known(text)
            || (!is_in_message && !text.is_empty() && text.bytes().all(is_identifier))
    }

    fn is_known(&self, name: &str) -> bool {
        let list = self.shape.list;
        matches!(name, "result" | "status" | "message")
            || self.data.values.position(name).is_some()
            || list.is_some_and(|list| element_name(&list, name).is_some())
    }

    fn close(&mut self) {
        let Some((name, start, end)) = self.open.take() else {
            return;
        };
        let value = self.text.get(start..end).unwrap_or_default();
        let value = value.trim_end_matches([';', '\r', '\n', ' ']);
        let list = self.shape.list;
        if let Some((index, name)) = list.and_then(|list| element_name(&list, name)) {
            self.set_in_row(index, name, value);
            return;
        }
        match name {
            "result" => self.data.result = ActionResult::parse(value),
            "status" => self.status = ActionResult::parse(value),
            "message" => self.data.message = Some(value.into()),
            _ => {}
        }
        self.data.values.set(name, Some(value.into()));
    }

    fn set_in_row(&mut self, index: &'a str, name: &str, value: &str) {
        if self.row.as_ref().is_some_and(|(open, _)| *open != index) {
            self.close_row();
        }
        let names = self.shape.list.map_or(&[][..], |list| list.values);
        let (_, row) = self.row.get_or_insert_with(|| (index, Values::new(names)));
        row.set(name, Some(value.into()));
    }

    fn close_row(&mut self) {
        if let Some((_, row)) = self.row.take() {
            self.data.push_row(row);
        }
    }

    fn finish(mut self) -> Option<ResponseData> {
        self.close();
        self.close_row();
        self.data.result = self.data.result.or(self.status);
        self.data.deviation = Some(Deviation::KeyValue);
        self.data.result.is_some().then_some(self.data)
    }
}

/// Splits `tickets[ticket][0][id]` into `0` and `id`.
fn element_name<'a>(list: &ListShape, name: &'a str) -> Option<(&'a str, &'a str)> {
    let rest = name.strip_prefix(list.list)?.strip_prefix('[')?;
    let rest = rest.strip_prefix(list.element)?.strip_prefix("][")?;
    let (index, rest) = rest.split_once("][")?;
    let name = rest.strip_suffix(']')?;
    list.values.contains(&name).then_some((index, name))
}
