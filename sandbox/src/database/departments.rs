//! Departments and their custom fields.

use super::list_query::Assignments;
use open_ticket::rules::Department;
use rusqlite::{Connection, Result, Row, params};

/// Three departments, one of which has a custom field of each type.
const SAMPLE_DEPARTMENTS: &str = include_str!("sample_departments.sql");

/// Ids of the departments whose tickets only staff can close. Applies to departments that are new to
/// the database.
const STAFF_CLOSED_IDS: [u32; 1] = [2];

/// Ids of the departments of which the API user is not a member. Applies to departments that are new
/// to the database.
const IDS_WITHOUT_API_USER: [u32; 1] = [2];

/// A department and the number of its tickets.
#[derive(Debug)]
pub struct StoredDepartment {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
    /// Number of tickets. All of them are open and unanswered, because the sandbox has no replies.
    pub ticket_count: i64,
}

/// Returns the departments that accept tickets, by ascending id.
pub fn open_departments(
    connection: &Connection,
    assignments: Assignments,
) -> Result<Vec<StoredDepartment>> {
    let sql = "SELECT id, name, (SELECT count(*) FROM ticket WHERE department = department.id)
               FROM department WHERE offered = 1 AND (has_api_user = 1 OR ?) ORDER BY id";
    let department = |row: &Row<'_>| {
        Ok(StoredDepartment {
            id: row.get(0)?,
            name: row.get(1)?,
            ticket_count: row.get(2)?,
        })
    };
    connection
        .prepare(sql)?
        .query_map([assignments == Assignments::Ignored], department)?
        .collect()
}

/// Adds the sample departments.
pub fn insert_samples(connection: &Connection) -> Result<()> {
    connection.execute_batch(SAMPLE_DEPARTMENTS)
}

/// Replaces the departments and custom fields that new tickets can use. Existing tickets of removed
/// departments stay readable.
pub fn replace(connection: &Connection, departments: &[Department]) -> Result<()> {
    connection.execute("UPDATE department SET offered = 0", [])?;
    connection.execute("UPDATE custom_field SET offered = 0", [])?;
    for department in departments {
        connection.execute(
            "INSERT INTO department (id, name, offered, staff_closes, has_api_user)
             VALUES (?1, ?2, 1, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET name = ?2, offered = 1",
            params![
                department.id.get(),
                department.name,
                STAFF_CLOSED_IDS.contains(&department.id.get()),
                !IDS_WITHOUT_API_USER.contains(&department.id.get())
            ],
        )?;
        store_custom_fields(connection, department)?;
    }
    Ok(())
}

fn store_custom_fields(connection: &Connection, department: &Department) -> Result<()> {
    for field in &department.fields {
        connection.execute(
            "INSERT INTO custom_field (id, department, name, kind, offered)
             VALUES (?1, ?2, ?3, ?4, 1)
             ON CONFLICT (id) DO UPDATE
             SET department = ?2, name = ?3, kind = ?4, offered = 1",
            params![
                field.id.get(),
                department.id.get(),
                field.name,
                field.kind.as_str()
            ],
        )?;
    }
    Ok(())
}
