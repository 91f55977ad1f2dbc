"""The table of docs/tu-dien.md is what a robot at the window presses now.

`MOTCUA_WRITE_DOCS=1 .venv/bin/python -m pytest tests/gui/keystrokes` writes it anew.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from base.paths import PROJECT_DIR
from dossiers.register import list_dossiers, open_dossier
from exchange.records import DossierRecord
from forms.library import load_library
from forms.printed import printed_lines, printed_rows
from forms.schema import FieldType
from tests.conftest import Desk
from tests.gui.conftest import Counter
from tests.gui.keystrokes.cases import CASES, Case
from tests.gui.keystrokes.clerk import Clerk, Pressed
from tests.gui.keystrokes.telex import telex_keys

DOCS = PROJECT_DIR / "docs" / "tu-dien.md"
TOLD = "run `MOTCUA_WRITE_DOCS=1 .venv/bin/python -m pytest tests/gui/keystrokes`"
DAY = date(2026, 11, 26)


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")  # menus on no screen
@pytest.mark.parametrize("name", CASES)
def test_the_robot_takes_the_case_in_with_the_keys_that_the_docs_tell(
    counter: Counter, desk: Desk, name: str
) -> None:
    case = CASES[name]
    clerk = Clerk(counter)
    case.work(clerk)
    counter.window.close()
    record = taken_in(desk)
    assert (record.form_id, *(form.form_id for form in record.further)) == case.forms
    assert {*case.papers} <= {paper.name for paper in record.papers}
    assert {key: record.answers.get(key) for key in case.answers} == case.answers
    assert clerk.pressed.clicks == 0
    row = table_row(case, clerk.pressed, typed_whole(record))
    if os.environ.get("MOTCUA_WRITE_DOCS"):
        write(DOCS, case, row)
    assert row in DOCS.read_text(encoding="utf-8").splitlines(), f"{TOLD}\n{row}"


def test_the_table_has_a_row_for_each_case_and_no_other() -> None:
    text = DOCS.read_text(encoding="utf-8")
    table = text[text.index("| Trường hợp |") :].split("\n\n")[0].splitlines()[2:]
    assert [row.split(" | ")[0] for row in table] == [f"| {case.title}" for case in CASES.values()]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("an", 2),
        ("à", 2),  # af
        ("đường", 8),  # dduowngf
        ("nguyễn", 8),  # nguyeenx
        ("thuở", 6),  # thuowr
        ("ưu", 3),  # uwu
        ("Phú Thọ", 11),  # two Shifts, two tones
        ("HÀ MINH AN", 13),  # Caps Lock on and off, one tone
        ("12/11/2026", 10),
        ("“a”", 5),  # Shift for each quotation mark
    ],
)
def test_telex_counts_letters_marks_tones_and_capitals(text: str, keys: int) -> None:
    assert telex_keys(text) == keys


def taken_in(desk: Desk) -> DossierRecord:
    """Return the only dossier of the desk."""
    with desk.open() as workplace:
        (row,) = list_dossiers(workplace)
        return open_dossier(workplace, row.id).record


def typed_whole(record: DossierRecord) -> int:
    """Return the keys for the printed sheets, every text by hand and Tab after each line."""
    forms = [(record.form_id, record.answers), *((f.form_id, f.answers) for f in record.further)]
    return sum(_sheet_keys(form_id or "", answers) for form_id, answers in forms)


def _sheet_keys(form_id: str, answers: dict[str, object]) -> int:
    schema = load_library().get(form_id, DAY)
    texts = printed_lines(schema, answers)
    keys = 0
    for line in schema.fields:
        value = answers.get(line.key)
        if line.type is FieldType.BOOL:
            keys += 2 if value is not None else 0  # the cross, and on
        elif line.type is FieldType.ROWS:
            cells = [cell for row in printed_rows(line, value) for cell in row.values()]
            keys += sum(telex_keys(cell) + 1 for cell in cells)
        elif line.type is not FieldType.SIGNATURE and texts.get(line.key):
            keys += telex_keys(texts[line.key]) + 1
    return keys


def table_row(case: Case, pressed: Pressed, whole: int) -> str:
    """Return the line of the table."""
    saved = f"{1 - pressed.keys / whole:.0%}".replace("%", " %")
    cells = (len(case.forms), pressed.scans, pressed.keys, pressed.telex, pressed.clicks, whole)
    return f"| {case.title} | " + " | ".join(map(str, cells)) + f" | {saved} |"


def write(docs: Path, case: Case, row: str) -> None:
    """Put the row in the place of the old one."""
    lines = docs.read_text(encoding="utf-8").splitlines(keepends=True)
    start = f"| {case.title} |"
    docs.write_text(
        "".join(row + "\n" if line.startswith(start) else line for line in lines), encoding="utf-8"
    )
