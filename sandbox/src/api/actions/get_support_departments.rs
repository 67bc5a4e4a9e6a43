//! The action `GetSupportDepartments`.

use crate::api::pagination::assignments;
use crate::database::{StoredDepartment, open_departments};
use crate::php::PhpPost;
use rusqlite::{Connection, Result};
use serde_json::{Value, json};

/// Returns the departments that accept tickets, by ascending id.
///
/// # Errors
/// The SQLite error of a failed query.
pub fn perform(post: &PhpPost, connection: &Connection) -> Result<Value> {
    let departments = open_departments(connection, assignments(post))?;
    let departments: Vec<_> = departments.iter().map(department_json).collect();
    Ok(json!({
        "result": "success",
        "totalresults": departments.len(),
        "departments": { "department": departments },
    }))
}

fn department_json(department: &StoredDepartment) -> Value {
    json!({
        "id": department.id.to_string(),
        "name": department.name,
        "awaitingreply": department.ticket_count.to_string(),
        "opentickets": department.ticket_count.to_string(),
    })
}
