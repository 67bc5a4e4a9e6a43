//! Filtered and paginated queries.

use rusqlite::types::Value as Parameter;
use rusqlite::{Connection, Result, Row, params_from_iter};

/// Position and size of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRange {
    /// Number of entries before the page.
    pub start: i64,
    /// Maximum number of entries on the page.
    pub max_entries: i64,
}

/// Effect of the API user's department assignments on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignments {
    /// Only the API user's departments, WHMCS's default.
    Respected,
    /// All departments.
    Ignored,
}

/// A page of a list.
#[derive(Debug)]
pub struct ListPage<T> {
    /// The entries on the page.
    pub entries: Vec<T>,
    /// Number of entries on all pages.
    pub total: i64,
    /// Number of entries before the page.
    pub start: i64,
}

/// SQL conditions, joined by `AND`.
#[derive(Debug, Default)]
pub struct Filter {
    conditions: Vec<&'static str>,
    parameters: Vec<Parameter>,
}

/// The parts of a list's `SELECT` statement.
#[derive(Clone, Copy, Debug)]
pub struct ListQuery {
    /// The columns.
    pub columns: &'static str,
    /// The table.
    pub table: &'static str,
    /// The `ORDER BY` clause.
    pub order: &'static str,
}

impl Filter {
    /// Adds a condition, and binds its `?` to an id. An empty id or 0 adds no condition. An invalid
    /// id matches nothing.
    pub fn and_id(&mut self, condition: &'static str, id: &str) {
        match id.parse::<u32>() {
            Ok(0) => {}
            Ok(id) => self.and(condition, i64::from(id)),
            Err(_) if id.is_empty() => {}
            // No row has this id.
            Err(_) => self.and(condition, -1),
        }
    }

    /// Adds a condition, and binds its `?` to a string. An empty string adds no condition.
    pub fn and_text(&mut self, condition: &'static str, text: String) {
        if !text.is_empty() {
            self.and(condition, text);
        }
    }

    /// Limits a list of tickets to the API user's departments, unless the assignments are ignored.
    pub fn and_assigned(&mut self, assignments: Assignments) {
        if assignments == Assignments::Respected {
            self.conditions.push("has_api_user = 1");
        }
    }

    fn and(&mut self, condition: &'static str, value: impl Into<Parameter>) {
        self.conditions.push(condition);
        self.parameters.push(value.into());
    }

    fn where_clause(&self) -> String {
        if self.conditions.is_empty() {
            "1".to_owned()
        } else {
            self.conditions.join(" AND ")
        }
    }
}

impl ListQuery {
    /// Reads a page of the entries that match a filter.
    pub fn page<T>(
        &self,
        connection: &Connection,
        filter: &Filter,
        range: PageRange,
        entry: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<ListPage<T>> {
        let Self {
            columns,
            table,
            order,
        } = self;
        let conditions = filter.where_clause();
        let count = format!("SELECT count(*) FROM {table} WHERE {conditions}");
        let total = connection.query_row(&count, params_from_iter(&filter.parameters), |row| {
            row.get(0)
        })?;
        let PageRange { start, max_entries } = range;
        let select = format!(
            "SELECT {columns} FROM {table} WHERE {conditions} ORDER BY {order}
             LIMIT {max_entries} OFFSET {start}"
        );
        let entries = connection
            .prepare(&select)?
            .query_map(params_from_iter(&filter.parameters), entry)?
            .collect::<Result<_>>()?;
        Ok(ListPage {
            entries,
            total,
            start,
        })
    }
}
