"""`forms list`, `forms fill` of what is not printed, `forms check-template`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cli.program import main
from forms.library import LIBRARY_DIR

NOW = ["--now", "2026-11-26T09:00:00+07:00"]


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    """Run one call with --json and return its status and document."""
    status = main([*map(str, words), *NOW, "--json"])
    return status, json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a form folder that may be damaged."""
    copy = tmp_path / "van_ban_cam_doan"
    shutil.copytree(LIBRARY_DIR / copy.name, copy)
    return copy


def test_the_list_says_what_there_is_to_print(capsys: pytest.CaptureFixture[str]) -> None:
    status, rows = run(capsys, "forms", "list")
    assert status == 0
    by_id = {row["id"]: row["sheet"] for row in rows}
    assert by_id["to_khai_tro_giup_xa_hoi"] == "missing"
    assert main(["forms", "list", *NOW]) == 0
    shown = capsys.readouterr().out
    assert "TỜ KHAI ĐỀ NGHỊ TRỢ GIÚP XÃ HỘI" in shown
    assert shown.count("(chưa có mẫu)") == list(by_id.values()).count("missing")
    assert shown.count("(chỉ xem trước)") == list(by_id.values()).count("preview")


@pytest.mark.parametrize("command", ["show", "check", "fill", "prefill"])
def test_a_title_without_a_sheet_is_refused_everywhere(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    answers = tmp_path / "a.json"
    answers.write_text("{}")
    options: list[object] = [] if command == "show" else ["--answers", answers]
    options += ["--out", tmp_path / "a.pdf"] if command == "fill" else []
    status, document = run(capsys, "forms", command, "to_khai_tro_giup_xa_hoi", *options)
    assert status == 3
    assert document["error"]["code"] == "FORM-13"


@pytest.mark.parametrize(
    ("form_id", "suffix", "code"),
    [
        ("tk_dien_tu_lien_thong_khai_sinh", "pdf", "FORM-14"),
        ("tk_dien_tu_lien_thong_khai_tu", "docx", "FORM-14"),
        ("giay_khai_sinh", "docx", "FORM-15"),
        ("giay_khai_sinh", "pdf", None),
    ],
)
def test_what_is_no_paper_is_not_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, form_id: str, suffix: str, code: str | None
) -> None:
    out = tmp_path / f"a.{suffix}"
    sample = LIBRARY_DIR / form_id / "sample.json"
    status, document = run(capsys, "forms", "fill", form_id, "--answers", sample, "--out", out)
    if code is None:
        assert (status, document["pages"], out.exists()) == (0, 1, True)
        return
    assert (status, document["error"]["code"], out.exists()) == (3, code, False)


def test_a_sound_folder_passes(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run(capsys, "forms", "check-template", folder) == (0, {"ok": True, "problems": []})


def test_each_fault_of_a_folder_is_a_problem(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    text = (folder / "form.toml").read_text("utf-8")
    (folder / "form.toml").write_text(
        text.replace('kind = "field", key = "kind"', 'kind = "text", text = "{kinds}"'), "utf-8"
    )
    status, document = run(capsys, "forms", "check-template", folder)
    assert (status, document["ok"]) == (3, False)
    assert {tuple(sorted(p)) for p in document["problems"]} == {
        ("basis", "code", "message", "pointer", "severity")
    }
    assert any("dựng lại" in p["message"] for p in document["problems"])
    status, document = run(capsys, "forms", "check-template", folder, "--build")
    assert status == 3
    named = sorted(p["message"].split("“")[1].split("”")[0] for p in document["problems"])
    assert named == ["kind", "kinds"]


def test_building_makes_a_changed_layout_good_again(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    text = (folder / "form.toml").read_text("utf-8")
    (folder / "form.toml").write_text(text.replace("Người làm chứng:", "Làm chứng:"), "utf-8")
    assert run(capsys, "forms", "check-template", folder)[0] == 3
    assert run(capsys, "forms", "check-template", folder, "--build")[0] == 0


def test_a_layout_that_cannot_be_built_is_told_as_a_problem(
    capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    text = (folder / "form.toml").read_text("utf-8")
    (folder / "form.toml").write_text(text.replace('kind = "national"', 'kind = "dance"'), "utf-8")
    before = (folder / "template.docx").read_bytes()
    status, document = run(capsys, "forms", "check-template", folder)
    assert (status, [p["pointer"] for p in document["problems"]]) == (3, ["/form.toml/layout"])
    assert "khối thứ 1 (kind = “dance”)" in document["problems"][0]["message"]
    assert run(capsys, "forms", "check-template", folder, "--build") == (status, document)
    assert (folder / "template.docx").read_bytes() == before


def test_a_folder_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, document = run(capsys, "forms", "check-template", tmp_path / "khong_co")
    assert (status, document["error"]["code"]) == (3, "CLI-02")
