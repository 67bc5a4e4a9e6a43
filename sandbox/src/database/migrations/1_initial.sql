-- Version 1: the data behind WHMCS's responses. Times are Unix timestamps in seconds.

CREATE TABLE department (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    -- 0 if the department accepts no new tickets. Its old tickets stay readable.
    offered INTEGER NOT NULL CHECK (offered IN (0, 1))
) STRICT;

CREATE TABLE custom_field (
    id INTEGER PRIMARY KEY,
    department INTEGER NOT NULL REFERENCES department (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL
        CHECK (kind IN ('text', 'link', 'password', 'dropdown', 'tickbox', 'textarea')),
    -- 0 if new tickets cannot answer the field.
    offered INTEGER NOT NULL CHECK (offered IN (0, 1))
) STRICT;

CREATE TABLE client (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL
) STRICT;

CREATE TABLE user (
    id INTEGER PRIMARY KEY,
    client INTEGER NOT NULL REFERENCES client (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL
) STRICT;

CREATE TABLE contact (
    id INTEGER PRIMARY KEY,
    client INTEGER NOT NULL REFERENCES client (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL
) STRICT;

CREATE TABLE service (
    id INTEGER PRIMARY KEY,
    client INTEGER NOT NULL REFERENCES client (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT;

CREATE TABLE domain (
    id INTEGER PRIMARY KEY,
    client INTEGER NOT NULL REFERENCES client (id),
    name TEXT NOT NULL,
    status TEXT NOT NULL
) STRICT;

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    access_code TEXT NOT NULL,
    department INTEGER NOT NULL REFERENCES department (id),
    client INTEGER REFERENCES client (id),
    user INTEGER REFERENCES user (id),
    contact INTEGER REFERENCES contact (id),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('markdown', 'plain')),
    priority TEXT NOT NULL CHECK (priority IN ('Low', 'Medium', 'High')),
    service INTEGER REFERENCES service (id),
    domain INTEGER REFERENCES domain (id),
    -- The date that the ticket shows: the parameter `created`, or else the time of opening.
    shown_at INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    as_admin INTEGER NOT NULL CHECK (as_admin IN (0, 1)),
    -- 1 if `noemail` suppressed the email.
    quiet INTEGER NOT NULL CHECK (quiet IN (0, 1)),
    closure TEXT NOT NULL CHECK (closure IN ('inherited', 'allowed', 'prevented')),
    CHECK (service IS NULL OR domain IS NULL),
    CHECK (user IS NULL OR contact IS NULL)
) STRICT;

CREATE TABLE attachment (
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    -- Position among the ticket's files, from 0.
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (ticket, position)
) STRICT;

CREATE TABLE answer (
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    field INTEGER NOT NULL REFERENCES custom_field (id),
    value TEXT NOT NULL,
    PRIMARY KEY (ticket, field)
) STRICT;
