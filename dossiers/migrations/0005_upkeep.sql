-- What an upgrade leaves to be done over the stored rows, in small steps and by rowid, while the
-- desk works (dossiers/upkeep). First of it: dossiers from before the numbers of everybody on the
-- forms were search words.
CREATE TABLE upkeep (
    task TEXT PRIMARY KEY,
    after_row INTEGER NOT NULL,
    until_row INTEGER NOT NULL
) STRICT;

INSERT INTO upkeep (task, after_row, until_row)
SELECT 'search words', 0, rowid FROM dossier_search ORDER BY rowid DESC LIMIT 1;

-- A file of the blob folder is removed only when no row names it.
CREATE INDEX attachment_by_blob ON attachment (blob);
