-- Times are in milliseconds since 1970.

CREATE TABLE idempotency_keys (
    key BLOB PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    first_claimed_at INTEGER NOT NULL,
    -- Not `IN`: SQLite would create a temporary table of more than two values for each statement.
    status TEXT NOT NULL CHECK (
        status = 'in_progress' OR status = 'completed' OR status = 'not_opened' OR status = 'unknown'
    ),
    fence INTEGER NOT NULL,
    -- End of the lease, or the time until which an earlier attempt may still open the ticket.
    pending_until INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    response_status INTEGER,
    response_body TEXT,
    ticket_id INTEGER,
    -- Hash that is the same for all requests whose tickets cannot be distinguished by a search.
    intent BLOB,
    -- While a claim searches for the ticket of an earlier attempt: the `pending_until` of that attempt.
    previous_pending_until INTEGER
) STRICT;
CREATE INDEX idempotency_keys_expires_at ON idempotency_keys (expires_at);
CREATE INDEX idempotency_keys_ticket_id ON idempotency_keys (ticket_id) WHERE ticket_id IS NOT NULL;

CREATE TABLE rate_limit_slots (
    name TEXT NOT NULL,
    start INTEGER NOT NULL,
    count INTEGER NOT NULL,
    -- Time at which the slot's latest event leaves the window.
    leaves_window_at INTEGER NOT NULL,
    -- Latest time at which any event of the slot could leave the window.
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (name, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX rate_limit_slots_expires_at ON rate_limit_slots (expires_at);

CREATE TABLE texts (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
