//! Lists, as WHMCS's actions answer them: a part at a time.

use super::params::Posted;
use rusqlite::types::Value as Parameter;
use rusqlite::{Connection, Result, Row, params_from_iter};
use serde_json::{Value, json};

/// How many entries are answered where `limitnum` does not say it (WHMCS's pages on its lists).
const DEFAULT_COUNT: i64 = 25;

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How many entries come before it.
    pub start: i64,
    /// The most entries that it has.
    pub count: i64,
}

/// A part of a list, and how long the whole of it is.
#[derive(Debug)]
pub struct Listed<T> {
    /// The part's entries.
    pub entries: Vec<T>,
    /// How many entries fit what was asked for, the part's and all others.
    pub total: i64,
    /// How many come before the part.
    pub start: i64,
}

/// What entries have to be, as conditions of SQL that hold together.
#[derive(Debug, Default)]
pub struct Filter {
    conditions: Vec<&'static str>,
    parameters: Vec<Parameter>,
}

impl Part {
    /// Reads `limitstart` and `limitnum`. What is no number counts as absent, and so does a part of
    /// no entries.
    #[must_use]
    pub fn read(posted: &Posted) -> Self {
        let number = |name| posted.get(name).parse::<u32>().ok().map(i64::from);
        Self {
            start: number("limitstart").unwrap_or(0),
            count: number("limitnum")
                .filter(|count| *count > 0)
                .unwrap_or(DEFAULT_COUNT),
        }
    }
}

impl Filter {
    /// Asks for `condition`, with `value` in the place of its `?`.
    pub fn and(&mut self, condition: &'static str, value: impl Into<Parameter>) {
        self.conditions.push(condition);
        self.parameters.push(value.into());
    }

    /// Asks for the id that was posted by this name. Blank and 0 ask for nothing; what is no id is
    /// no entry's.
    pub fn and_id(&mut self, condition: &'static str, posted: &Posted, name: &str) {
        let text = posted.get(name);
        match text.parse::<u32>() {
            _ if text.is_empty() => {}
            Ok(0) => {}
            Ok(id) => self.and(condition, i64::from(id)),
            Err(_) => self.and(condition, -1),
        }
    }

    /// Asks for the text that was posted by this name; blank asks for nothing.
    pub fn and_text(&mut self, condition: &'static str, posted: &Posted, name: &str) {
        let text = posted.get(name);
        if !text.is_empty() {
            self.and(condition, text);
        }
    }

    /// Reads a part of what `columns` and `source` (a table, or several) give.
    pub fn read<T>(
        self,
        connection: &Connection,
        query: &Query,
        part: Part,
        entry: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Listed<T>> {
        let Query {
            columns,
            source,
            order,
        } = query;
        let conditions = if self.conditions.is_empty() {
            "1".to_owned()
        } else {
            self.conditions.join(" AND ")
        };
        let count = format!("SELECT count(*) FROM {source} WHERE {conditions}");
        let total =
            connection.query_row(&count, params_from_iter(&self.parameters), |row| row.get(0))?;
        let Part { start, count } = part;
        let sql = format!(
            "SELECT {columns} FROM {source} WHERE {conditions} ORDER BY {order}
             LIMIT {count} OFFSET {start}"
        );
        let entries = connection
            .prepare(&sql)?
            .query_map(params_from_iter(&self.parameters), entry)?
            .collect::<Result<_>>()?;
        Ok(Listed {
            entries,
            total,
            start,
        })
    }
}

/// Where a list comes from.
#[derive(Clone, Copy, Debug)]
pub struct Query {
    /// What of each entry.
    pub columns: &'static str,
    /// The tables.
    pub source: &'static str,
    /// What comes first.
    pub order: &'static str,
}

impl<T> Listed<T> {
    /// The frame of every list; `outer` and `inner` are its names, as in `tickets.ticket[]`.
    #[must_use]
    pub fn answer(&self, outer: &str, inner: &str, entry: impl FnMut(&T) -> Value) -> Value {
        let entries: Vec<_> = self.entries.iter().map(entry).collect();
        json!({
            "result": "success",
            "totalresults": self.total.to_string(),
            "startnumber": self.start,
            "numreturned": entries.len(),
            outer: { inner: entries },
        })
    }
}
