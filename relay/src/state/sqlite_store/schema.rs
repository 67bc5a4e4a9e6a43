//! The schema of the database: `schema.sql`, and the columns and tables that later versions have added.

use rusqlite::{Connection, TransactionBehavior};

/// Version of the schema, stored in SQLite's `user_version`.
pub const SCHEMA_VERSION: i64 = 1;

/// Creates the schema if there is none, and marks keys that an earlier process left in progress as
/// unknown. Returns the schema version found.
pub fn prepare_schema(connection: &mut Connection) -> rusqlite::Result<i64> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version > SCHEMA_VERSION {
        return Ok(version);
    }
    if version == 0 {
        transaction.execute_batch(include_str!("schema.sql"))?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    }
    add_columns(
        &transaction,
        "idempotency_keys",
        &[("intent", "BLOB"), ("previous_pending_until", "INTEGER")],
    )?;
    transaction.execute_batch(
        "CREATE INDEX IF NOT EXISTS idempotency_keys_intent ON idempotency_keys (intent)
            WHERE status IN ('in_progress', 'unknown')",
    )?;
    create_used_keys(&transaction)?;
    create_submitted_contents(&transaction)?;
    transaction.execute(
        "UPDATE idempotency_keys SET status = 'unknown' WHERE status = 'in_progress'",
        [],
    )?;
    transaction.commit()?;
    Ok(version)
}

/// Adds the columns that a file of an earlier version lacks. Version 0.1.0 can still use the file, since
/// its statements name their columns.
fn add_columns(
    connection: &Connection,
    table: &str,
    columns: &[(&str, &str)],
) -> rusqlite::Result<()> {
    for (name, kind) in columns {
        let has_column: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2)",
            [table, name],
            |row| row.get(0),
        )?;
        if !has_column {
            let sql = format!("ALTER TABLE {table} ADD COLUMN {name} {kind}");
            connection.execute_batch(&sql)?;
        }
    }
    Ok(())
}

/// Creates the table in a new file, or in one of an earlier version. Version 0.1.0 ignores it. Later
/// unreleased versions created it with its first two columns only. A claim that was recorded by them
/// counts from 1970, so that no ticket is excluded by its age.
fn create_used_keys(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS used_keys (
            key BLOB PRIMARY KEY,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS used_keys_expires_at ON used_keys (expires_at);",
    )?;
    add_columns(
        connection,
        "used_keys",
        &[
            ("fingerprint", "BLOB"),
            ("first_claimed_at", "INTEGER NOT NULL DEFAULT 0"),
            ("pending_until", "INTEGER NOT NULL DEFAULT 0"),
            ("ticket_id", "INTEGER"),
        ],
    )?;
    connection.execute_batch(
        "CREATE INDEX IF NOT EXISTS used_keys_ticket_id ON used_keys (ticket_id)
            WHERE ticket_id IS NOT NULL",
    )
}

/// Creates the table in a new file, or in one of an earlier version. That version ignores it.
fn create_submitted_contents(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "CREATE TABLE IF NOT EXISTS submitted_contents (
            digest BLOB PRIMARY KEY,
            key TEXT NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS submitted_contents_expires_at
            ON submitted_contents (expires_at);",
    )
}
