-- Papers given to the citizen when a dossier is not taken in (Thông tư 03/2025/TT-VPCP, Mẫu số 02,
-- 03): that one was given, when and under which number. What it says stays on paper.
CREATE TABLE notice (
    id INTEGER PRIMARY KEY,
    draft_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    doc_no TEXT NOT NULL,
    year INTEGER NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (kind, doc_no, year)
) STRICT;

CREATE INDEX notice_by_draft ON notice (draft_id);
