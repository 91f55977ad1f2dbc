"""The table of docs/tu-dien.md says what the sheets really fill by themselves."""

from __future__ import annotations

from datetime import date

from base.paths import PROJECT_DIR
from forms.authoring.filled_share import filled_share, table
from forms.library import load_library

DAY = date(2026, 11, 26)


def test_the_table_in_the_docs_is_the_one_counted_now() -> None:
    text = (PROJECT_DIR / "docs" / "tu-dien.md").read_text(encoding="utf-8")
    assert table(DAY) in text, "run `python -m forms.authoring.filled_share 2026-11-26`"


def test_only_lines_of_the_sample_are_counted() -> None:
    share = filled_share(load_library().get("tk_dang_ky_khai_sinh", DAY), DAY)
    assert share is not None
    assert 0 < share.filled < share.lines == 35


def test_a_sheet_that_nobody_has_yet_is_left_out() -> None:
    titles = [line for line in table(DAY).splitlines() if "CHƯA CÓ MẪU" in line.upper()]
    assert titles == []
