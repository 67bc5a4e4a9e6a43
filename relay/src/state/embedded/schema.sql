CREATE TABLE intents (
    key BLOB PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    since INTEGER NOT NULL,
    stands TEXT NOT NULL CHECK (stands IN ('in_progress', 'answered', 'not_opened', 'unknown')),
    fence INTEGER NOT NULL,
    -- The end of the lease, or from when on a ticket's absence counts.
    until INTEGER NOT NULL,
    dies INTEGER NOT NULL,
    status INTEGER,
    body TEXT,
    opened INTEGER
) STRICT;
CREATE INDEX intents_dies ON intents (dies);
CREATE INDEX intents_opened ON intents (opened) WHERE opened IS NOT NULL;

CREATE TABLE slots (
    name TEXT NOT NULL,
    start INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    -- When its latest leaves the window, and when the latest that it could have would.
    ends INTEGER NOT NULL,
    dies INTEGER NOT NULL,
    PRIMARY KEY (name, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX slots_dies ON slots (dies);

CREATE TABLE texts (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
