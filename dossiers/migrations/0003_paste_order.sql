-- How a clerk arranged the lines of a form for a system that dossiers are typed into by hand.
-- Keys of lines only, no values: nothing personal.
CREATE TABLE paste_order (
    system TEXT NOT NULL,
    form_id TEXT NOT NULL,
    used TEXT NOT NULL,
    left_out TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (system, form_id)
) STRICT, WITHOUT ROWID;
