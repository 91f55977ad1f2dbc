-- The centre's profile: one row, canonical JSON.
CREATE TABLE desk_profile (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    tag TEXT NOT NULL,
    profile TEXT NOT NULL
) STRICT;

-- Who this desk is towards others; made once, never changed.
CREATE TABLE desk_identity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    desk_id TEXT NOT NULL,
    signing_key BLOB NOT NULL
) STRICT;

-- Keys of the province, each as it was trusted; the last one counts.
CREATE TABLE desk_trusted (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    encryption_key BLOB NOT NULL,
    signing_key BLOB NOT NULL,
    issued_at TEXT NOT NULL
) STRICT;
