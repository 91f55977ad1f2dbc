"""docs/them-bieu-mau.md names what there is, all of it, and its examples can be built."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from base.paths import PROJECT_DIR
from forms.authoring import blocks
from forms.authoring.build import build_template
from forms.authoring.lint import lint_folder
from forms.derive import CONTEXT_NAMES
from forms.library import LIBRARY_DIR
from forms.pages import PageReader
from forms.rules.registry import RULES
from forms.schema import FieldType, PrintAs, Required, Sheet, Slot

GUIDE = (PROJECT_DIR / "docs" / "them-bieu-mau.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
WORDS = set(re.findall(r"[`\"= ]([a-z][a-z0-9_\-A]*)[`\", ]", GUIDE)) | set(
    re.findall(r"`([a-z_]+)`", GUIDE)
)


@pytest.mark.parametrize(
    "names",
    [
        {t.value for t in FieldType},
        {p.value for p in PrintAs},
        {s.value for s in Sheet},
        {s.value for s in Slot} - {"ethnicity", "nationality"},  # no card knows them
        {r.value for r in Required},
        set(blocks._KINDS),
        set(CONTEXT_NAMES),
    ],
    ids=["types", "print_as", "sheets", "slots", "required", "blocks", "context"],
)
def test_the_guide_leaves_nothing_out(names: set[str]) -> None:
    assert names <= WORDS


def test_the_guide_names_no_rule_that_does_not_exist() -> None:
    table = GUIDE[GUIDE.index("| quy tắc | báo khi") : GUIDE.index("Danh sách đủ:")]
    first = [row.split("|")[1] for row in table.splitlines() if row.startswith("|")]
    named = {name for cell in first for name in re.findall(r"`(\w+)`", cell)}
    assert len(named) > 30
    assert named <= set(RULES)


def test_the_forms_to_copy_are_in_the_library() -> None:
    start = GUIDE.index("## Cách nhanh nhất")
    copied = re.findall(r"`([a-z0-9_]{10,})`", GUIDE[start : GUIDE.index("2. Đổi tên", start)])
    assert len(copied) == 4
    assert all((LIBRARY_DIR / form_id / "form.toml").exists() for form_id in copied)


def test_the_examples_put_together_are_a_form(tmp_path: Path, pages: PageReader) -> None:
    head, section, table, rule, layout = SNIPPETS
    place = '{ key = "made_at", label = "Nơi", type = "place", required = "yes" },'
    section = section.rstrip().removesuffix("]") + f"  {place}\n  {table.strip()}\n]\n"
    more = """
  { kind = "field", key = "requester_id" },
  { kind = "rows", key = "members", head = ["Tên", "Sinh"], widths = [2, 1], cells = [
    "{full_name}", "{dob}",
  ] },
]
"""
    layout = layout.rstrip().removesuffix("]") + more
    folder = tmp_path / "don_xin_xac_nhan_a"
    folder.mkdir()
    text = "\n".join((head, section, rule, layout))
    assert tomllib.loads(text)["id"] == folder.name
    (folder / "form.toml").write_text(text, encoding="utf-8")
    (folder / "template.docx").write_bytes(build_template(folder))
    sample = {"requester_name": "An", "requester_id": "Hộ chiếu số C1234567", "made_at": "Xã A",
              "made_date": "23/11/2026", "members": [{"full_name": "Bình"}]}  # fmt: skip
    (folder / "sample.json").write_text(json.dumps(sample))
    assert lint_folder(folder, pages) == ()
