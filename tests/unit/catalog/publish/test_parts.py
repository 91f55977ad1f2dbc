"""Forms and units go into a signed file and stay in the next one until they are left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from catalog.bundle.signed_file import read_catalogue_file
from catalog.publish.__main__ import main
from citizens.addresses.unit_file import TABLE_FILE
from forms.delivered.__main__ import main as pack
from tests.unit.dossiers.consulting import made_parts


def run(*words: str | Path) -> int:
    return main([str(word) for word in words])


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Return the sheets of the delivered catalogue beside a key."""
    assert run("key", tmp_path / "key", "--publisher", "Sở mẫu", "--out", tmp_path / "public") == 0
    assert run("export", tmp_path / "sheets") == 0
    return tmp_path / "sheets"


def built(sheets: Path, version: str, *words: str | Path) -> list[str]:
    """Build a file and return the names of its parts."""
    out = sheets.parent / f"{version}.json"
    call = ("build", sheets, "--publisher", "Sở mẫu", "--key", sheets.parent / "key")
    assert run(*call, "--out", out, "--version", version, *words) == 0
    return sorted(read_catalogue_file(out.read_bytes(), trusted=None).parts)


def test_parts_are_kept_from_file_to_file(sheets: Path, tmp_path: Path) -> None:
    folder, packed = made_parts.form_folder(tmp_path), tmp_path / "parts.json"
    assert pack([str(folder), "--out", str(packed)]) == 0
    form = f"forms/{made_parts.FORM}.json"
    first = built(sheets, "2027.01.01", "--with", packed, "--units", TABLE_FILE)
    assert first == [form, "units.json"]
    before = tmp_path / "2027.01.01.json"
    assert built(sheets, "2027.01.02", "--against", before) == [form, "units.json"]
    left = built(sheets, "2027.01.03", "--against", before, "--without", form)
    assert left == ["units.json"]


def test_a_folder_that_the_lint_refuses_is_not_packed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = made_parts.form_folder(tmp_path)
    (folder / "sample.json").write_text("{}", encoding="utf-8")
    out = tmp_path / "parts.json"
    assert pack([str(folder), "--out", str(out)]) == 3
    assert "sample.json" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("text", ["[]", '{"files": {}, "format": "motcua.parts/9"}', "\x00"])
def test_something_else_than_packed_forms_is_refused(
    sheets: Path, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "parts.json"
    file.write_text(text, encoding="utf-8")
    call = ("build", sheets, "--publisher", "Sở mẫu", "--key", tmp_path / "key")
    words = (*call, "--out", tmp_path / "out", "--version", "2027.01.01", "--with", file)
    assert run(*words) == 3
    assert "CAT-25" in capsys.readouterr().err


def test_a_damaged_table_of_units_is_refused_before_signing(
    sheets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = json.loads(TABLE_FILE.read_text(encoding="utf-8"))
    table["communes"][0][3] = "00"
    file = tmp_path / "units.json"
    file.write_text(json.dumps(table), encoding="utf-8")
    call = ("build", sheets, "--publisher", "Sở mẫu", "--key", tmp_path / "key")
    words = (*call, "--out", tmp_path / "out", "--version", "2027.01.01", "--units", file)
    assert run(*words) == 3
    assert "units.json" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
