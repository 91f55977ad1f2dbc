-- Keys of publishers whose catalogue files this desk takes, each as it was trusted.
CREATE TABLE catalogue_publisher (
    signing_key BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    issued_at TEXT NOT NULL,
    trusted_at TEXT NOT NULL
) STRICT;

-- Ghi chú của xã: what the commune knows of a procedure beyond the published text.
CREATE TABLE local_note (
    id TEXT PRIMARY KEY,
    procedure_code TEXT NOT NULL,
    text TEXT NOT NULL,
    papers TEXT NOT NULL,
    contact TEXT NOT NULL,
    link TEXT NOT NULL,
    author TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT;

CREATE INDEX local_note_by_procedure ON local_note (procedure_code);

-- What citizens asked for and the catalogue does not have; counted, without anybody's name.
CREATE TABLE wanted_procedure (
    id TEXT PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE,
    said TEXT NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    asked INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    answered_by TEXT
) STRICT;
