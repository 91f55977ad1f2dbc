-- Every appointment that a dossier has had, as it was counted on that day: at reception, after a
-- supplement (the clock goes on or begins anew), after the one extension. The last one holds.
CREATE TABLE dossier_due (
    id INTEGER PRIMARY KEY,
    dossier_id TEXT NOT NULL REFERENCES dossier (id),
    at TEXT NOT NULL,
    cause TEXT NOT NULL,
    due_at TEXT,
    rule TEXT NOT NULL,
    counted_days TEXT NOT NULL,
    amount TEXT
) STRICT;

CREATE INDEX dossier_due_by_dossier ON dossier_due (dossier_id);
