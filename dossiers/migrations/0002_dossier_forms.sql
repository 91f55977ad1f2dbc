-- Every form of a dossier with its version: the main declaration first, then further events and
-- companion papers. Their answers lie in the dossier's frozen record.
CREATE TABLE dossier_form (
    dossier_id TEXT NOT NULL REFERENCES dossier (id),
    position INTEGER NOT NULL,
    part TEXT NOT NULL,
    form_id TEXT NOT NULL,
    form_version TEXT NOT NULL,
    PRIMARY KEY (dossier_id, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX dossier_form_by_form ON dossier_form (form_id, form_version);

INSERT INTO dossier_form (dossier_id, position, part, form_id, form_version)
SELECT id, 0, 'main',
       json_extract(CAST(record AS TEXT), '$.form_id'),
       json_extract(CAST(record AS TEXT), '$.form_version')
FROM dossier
WHERE json_extract(CAST(record AS TEXT), '$.form_version') IS NOT NULL;
