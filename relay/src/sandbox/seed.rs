//! What the sandbox begins with.

use open_ticket::rules::Department;
use rusqlite::{Connection, Result, params};

/// Two clients who own nothing of each other's.
const CLIENTS: &str = "
INSERT INTO client (id, name, email) VALUES
    (1, 'Ada Lovelace', 'ada@example.com'),
    (2, 'Grace Hopper', 'grace@example.net');
INSERT INTO user (id, client, name, email) VALUES
    (1, 1, 'Ada Lovelace', 'ada@example.com'),
    (2, 1, 'Charles Babbage', 'charles@example.com'),
    (3, 2, 'Grace Hopper', 'grace@example.net');
INSERT INTO contact (id, client, name, email) VALUES
    (1, 1, 'Mary Somerville', 'mary@example.com'),
    (2, 2, 'Howard Aiken', 'howard@example.net');
INSERT INTO service (id, client, name, status) VALUES
    (1, 1, 'Cloud Server M', 'Active'),
    (2, 2, 'Shared Hosting', 'Active');
INSERT INTO domain (id, client, name, status) VALUES
    (1, 1, 'example.com', 'Active'),
    (2, 2, 'example.net', 'Active');
";

/// The departments whose tickets only staff may close, until the database says otherwise.
const STAFF_CLOSES: [u32; 1] = [2];

/// Puts the first clients into a new database.
pub fn clients(connection: &Connection) -> Result<()> {
    connection.execute_batch(CLIENTS)
}

/// Makes the departments and their fields those of the configuration. One that is gone from there
/// takes no new tickets; its old ones stay readable.
pub fn departments(connection: &Connection, departments: &[Department]) -> Result<()> {
    connection.execute("UPDATE department SET offered = 0", [])?;
    connection.execute("UPDATE custom_field SET offered = 0", [])?;
    for department in departments {
        connection.execute(
            "INSERT INTO department (id, name, offered, staff_closes) VALUES (?1, ?2, 1, ?3)
             ON CONFLICT (id) DO UPDATE SET name = ?2, offered = 1",
            params![
                department.id.get(),
                department.name,
                STAFF_CLOSES.contains(&department.id.get())
            ],
        )?;
        fields(connection, department)?;
    }
    Ok(())
}

fn fields(connection: &Connection, department: &Department) -> Result<()> {
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
