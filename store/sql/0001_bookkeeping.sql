-- Which programs may open the store: the number of the oldest migration of a room that a program
-- must know. A migration that takes something away raises it (`-- oldest-reader: NNNN`).
CREATE TABLE store_rooms (
    room TEXT PRIMARY KEY,
    oldest_reader INTEGER NOT NULL
) STRICT;

-- A chain of keyed MACs: each row's MAC covers the row and the MAC before it.
CREATE TABLE store_audit (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    note TEXT NOT NULL,
    mac BLOB NOT NULL
) STRICT;

-- How long the chain is and where it ends, sealed with the same key, so that rows missing at the
-- end are noticed.
CREATE TABLE store_audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    rows INTEGER NOT NULL,
    mac BLOB NOT NULL,
    seal BLOB NOT NULL
) STRICT;

CREATE TRIGGER store_audit_no_update BEFORE UPDATE ON store_audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

CREATE TRIGGER store_audit_no_delete BEFORE DELETE ON store_audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
