"""What `dossier new` and `forms check` say of a case as a whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from base.paths import DataDir
from cli.program import main
from dossiers.workplace import open_desk_store
from forms.library import LIBRARY_DIR
from tests.conftest import BIRTH, BIRTH_FORM, MORNING, Desk

Answers = Callable[..., dict[str, Any]]
CT01 = "ct01_to_khai_thay_doi_thong_tin_cu_tru"
APOLOGY = "ms_phieu_xin_loi_gia_han"
CARD = "025190000222|131000456|Nguyễn Thị Lan|09091990|Nữ|Khu 3, Việt Trì, Phú Thọ|12082021"


@pytest.fixture
def call(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Return a function that runs one call and gives status and document."""

    def run(*words: object) -> tuple[int, dict[str, Any]]:
        place = ["--json", "--data-dir", str(desk.data_dir.root), "--now", MORNING]
        status = main([*place, *map(str, words)])
        return status, json.loads(capsys.readouterr().out)

    return run


def written(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_one_child_twice_is_refused_with_the_line_and_nothing_is_stored(
    call: Callable[..., Any], tmp_path: Path, birth_answers: Answers
) -> None:
    twice = {"form": BIRTH_FORM, "part": "event", "answers": birth_answers()}
    file = written(tmp_path / "a.json", {"answers": birth_answers(), "further": [twice]})
    status, said = call("dossier", "new", BIRTH, "--answers", file)
    assert status == 3
    (problem,) = said["error"]["fields"]
    assert (problem["pointer"], problem["code"]) == ("/further/0/child_name", "CASE-01")
    assert call("dossier", "list")[1] == []


def test_a_warning_between_papers_is_kept_with_its_reason(
    call: Callable[..., Any], tmp_path: Path, birth_answers: Answers
) -> None:
    answers = birth_answers(child_name="NGUYỄN ĐỖ MINH BẢO", child_dob="2026-09-30")
    reason = {"pointer": "/further/0/child_dob", "code": "CASE-06", "reason": "con nuôi"}
    further = [{"form": BIRTH_FORM, "part": "event", "answers": answers}]
    document = {"answers": birth_answers(), "further": further, "reasons": [reason]}
    _, said = call("dossier", "new", BIRTH, "--answers", written(tmp_path / "a.json", document))
    (kept,) = (w for w in said["warnings"] if w["code"] == "CASE-06")
    assert (kept["reason"], said["unused_reasons"]) == ("con nuôi", [])


def test_a_paper_that_is_not_ready_is_named(
    call: Callable[..., Any], tmp_path: Path, birth_answers: Answers
) -> None:
    document = {"answers": birth_answers(), "further": [{"form": CT01, "companion": "ct01"}]}
    status, said = call(
        "dossier", "new", BIRTH, "--answers", written(tmp_path / "a.json", document)
    )
    assert status == 0
    assert said["left_out"] == ["Tờ khai thay đổi thông tin cư trú (mẫu CT01)"]
    shown = call("dossier", "show", said["id"])[1]
    assert not any(paper.get("extra") for paper in shown["record"]["papers"])


@pytest.mark.parametrize("second", [CARD, CARD.replace("Lan", "Mai")])
def test_a_role_given_twice_is_refused(
    call: Callable[..., Any], tmp_path: Path, second: str
) -> None:
    file = written(tmp_path / "a.json", {})
    status, said = call(
        "dossier", "new", BIRTH, "--answers", file,
        "--person", f"mother={CARD}", "--person", f"mother={second}",
    )  # fmt: skip
    assert (status, said["error"]["code"]) == (3, "CLI-21")
    assert "Lan" not in json.dumps(said, ensure_ascii=False)


def test_an_apology_that_promises_a_holiday_is_refused(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    sample = json.loads((LIBRARY_DIR / APOLOGY / "sample.json").read_text(encoding="utf-8"))
    off = written(tmp_path / "off.json", {**sample, "new_due": "2027-01-01"})
    status, said = call("forms", "check", APOLOGY, "--answers", off)
    assert status == 3
    assert [p["pointer"] for p in said["problems"] if p["code"] == "DUE-01"] == ["/new_due"]
    out = tmp_path / "a.docx"
    status, said = call("forms", "fill", APOLOGY, "--answers", off, "--out", out)
    assert (status, out.exists()) == (3, False)
    assert "DUE-01" in [field["code"] for field in said["error"]["fields"]]
    worked = written(tmp_path / "on.json", {**sample, "new_due": "2027-01-04"})
    _, said = call("forms", "check", APOLOGY, "--answers", worked)
    assert not any(p["code"].startswith("DUE") for p in said["problems"])


@pytest.mark.parametrize(
    ("form", "key", "day", "codes"),
    [
        ("ms_phieu_xin_loi_gia_han", "new_due", "2026-11-29", ["DUE-01"]),  # a Sunday: once
        ("ms_giay_tiep_nhan_hen_tra", "due_at", "2026-11-29T23:00:00+07:00", ["DUE-01"]),
        ("ms_giay_tiep_nhan_hen_tra", "due_at", "2026-11-30T23:00:00+07:00", ["SHEET-16"]),
    ],
)
def test_a_promised_day_is_judged_once_also_before_the_centre_is_known(
    call: Callable[..., Any], tmp_path: Path, form: str, key: str, day: str, codes: list[str]
) -> None:
    sample = json.loads((LIBRARY_DIR / form / "sample.json").read_text(encoding="utf-8"))
    answers = written(tmp_path / "a.json", {**sample, key: day})
    _, known = call("forms", "check", form, "--answers", answers)
    assert [p["code"] for p in known["problems"] if p["pointer"] == f"/{key}"] == codes
    place = DataDir(tmp_path / "unknown")
    open_desk_store(place).close()
    status, said = call("--data-dir", place.root, "forms", "check", form, "--answers", answers)
    assert status == (0 if said["ok"] else 3)
    assert [p["code"] for p in said["problems"] if p["pointer"] == f"/{key}"] == codes
    (without,) = [p for p in said["problems"] if p["code"] == "DESK-01"]
    assert without["severity"] == "warning"
    assert "desk init" in without["message"]
