-- Dossiers taken in at this desk, their events and attachments, the outbox, drafts.
CREATE TABLE number_series (
    tag TEXT NOT NULL,
    year INTEGER NOT NULL,
    last_serial INTEGER NOT NULL,
    PRIMARY KEY (tag, year)
) STRICT;

CREATE TABLE dossier (
    id TEXT PRIMARY KEY,
    draft_id TEXT UNIQUE,
    provisional_number TEXT NOT NULL UNIQUE,
    dossier_code TEXT UNIQUE,
    procedure_code TEXT NOT NULL,
    procedure_name TEXT NOT NULL,
    applicant_name TEXT NOT NULL,
    received_at TEXT NOT NULL,
    due_at TEXT,
    state TEXT NOT NULL,
    record BLOB NOT NULL,
    record_sha256 TEXT NOT NULL
) STRICT;

CREATE INDEX dossier_by_received ON dossier (received_at);

CREATE TABLE dossier_event (
    id INTEGER PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossier (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    clerk TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

CREATE INDEX dossier_event_by_dossier ON dossier_event (dossier_id);

CREATE TABLE attachment (
    dossier_id TEXT NOT NULL REFERENCES dossier (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    blob TEXT NOT NULL,
    PRIMARY KEY (dossier_id, position)
) STRICT;

CREATE TABLE outbox (
    dossier_id TEXT PRIMARY KEY REFERENCES dossier (id),
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    hold_until TEXT NOT NULL,
    next_try_at TEXT,
    reason TEXT NOT NULL DEFAULT '',
    field_errors TEXT NOT NULL DEFAULT '[]',
    payload BLOB NOT NULL,
    payload_sha256 TEXT NOT NULL,
    package_id TEXT
) STRICT;

CREATE INDEX outbox_by_state ON outbox (state);

CREATE TABLE drain_lease (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    parked INTEGER NOT NULL DEFAULT 0,
    updated_at TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

-- Folded words (no tone marks, đ as d) of names, numbers and procedures.
CREATE VIRTUAL TABLE dossier_search USING fts5 (
    dossier_id UNINDEXED, words, tokenize = 'unicode61', prefix = '2 3 4'
);
