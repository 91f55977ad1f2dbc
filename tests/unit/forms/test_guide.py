"""docs/them-bieu-mau.md names what there is, all of it, and its examples can be built."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from base.paths import PROJECT_DIR
from forms.authoring import blocks
from forms.authoring.lint import lint_folder, rebuild
from forms.derive import CONTEXT_NAMES
from forms.library import LIBRARY_DIR
from forms.pages import PageReader
from forms.rules.registry import RULES
from forms.schema import FieldType, PrintAs, Required, Sheet, Slot

GUIDE = (PROJECT_DIR / "docs" / "them-bieu-mau.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
RULES_TABLE = GUIDE[GUIDE.index("| quy tắc | báo khi") : GUIDE.index("Không cần khai báo:")]
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


def test_the_guide_has_every_rule_with_its_parameters() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| ([^|]+) \|$", RULES_TABLE, re.MULTILINE)
    assert all(said for _, said, _ in rows)
    told = {name: tuple(cell.replace("`", "").split(", ")) for name, _, cell in rows}
    assert told == {name: rule.parameters for name, rule in RULES.items()}


def test_the_forms_to_copy_are_in_the_library() -> None:
    start = GUIDE.index("## Cách nhanh nhất")
    copied = re.findall(r"`([a-z0-9_]{10,})`", GUIDE[start : GUIDE.index("2. Đổi tên", start)])
    assert len(copied) == 4
    assert all((LIBRARY_DIR / form_id / "form.toml").exists() for form_id in copied)


def test_the_examples_put_together_are_a_form(tmp_path: Path, pages: PageReader) -> None:
    head, section, table, rule, layout = SNIPPETS
    (sample,) = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    section = section.rstrip().removesuffix("]") + f"  {table.strip()}\n]\n"
    folder = tmp_path / "don_xin_xac_nhan_a"
    folder.mkdir()
    text = "\n".join((head, section, rule, layout))
    assert tomllib.loads(text)["id"] == folder.name
    (folder / "form.toml").write_text(text, encoding="utf-8")
    (folder / "sample.json").write_text(sample, encoding="utf-8")
    assert rebuild(folder) == ()
    assert lint_folder(folder, pages) == ()
