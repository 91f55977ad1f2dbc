-- Procedures that this desk keeps at hand, and those that it opened last.
CREATE TABLE favourite_procedure (
    code TEXT PRIMARY KEY,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE recent_procedure (
    code TEXT PRIMARY KEY,
    opened_at TEXT NOT NULL
) STRICT;
