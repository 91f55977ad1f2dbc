"""`dossier new` with reasons for the warnings that are kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.program import main
from tests.conftest import BIRTH, MORNING, Desk

Answers = Callable[..., dict[str, Any]]
KEPT = {"pointer": "/father_name", "code": "FORM-63", "reason": "Đã đối chiếu giấy tờ gốc"}
FATHER = {
    "father_name": "NGUYỄN VĂN HÙNG",
    "father_birth": "1990",
    "parents_marriage_no": "",
    "parents_marriage_book": "",
    "parents_marriage_date": "",
    "parents_marriage_place": "",
}


@pytest.fixture
def run(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any]]:
    def call(*words: str) -> tuple[int, Any]:
        place = ["--json", "--data-dir", str(desk.data_dir.root), "--now", MORNING]
        status = main([*place, *words])
        return status, json.loads(capsys.readouterr().out)

    return call


def written(tmp_path: Path, answers: dict[str, Any], reasons: list[Any]) -> str:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"answers": answers, "reasons": reasons}), encoding="utf-8")
    return str(path)


def test_reasons_are_stored_and_shown(
    run: Callable[..., tuple[int, Any]], tmp_path: Path, birth_answers: Answers
) -> None:
    unused = {"pointer": "/child_name", "code": "FORM-45", "reason": "x"}
    file = written(tmp_path, birth_answers(**FATHER), [KEPT, unused])
    status, new = run("dossier", "new", BIRTH, "--answers", file)
    assert status == 0
    assert [{k: w[k] for k in KEPT} for w in new["warnings"]] == [KEPT]
    assert new["unused_reasons"] == [{"pointer": "/child_name", "code": "FORM-45"}]
    _, shown = run("dossier", "show", new["id"])
    assert shown["record"]["warnings"] == new["warnings"]


def test_without_reasons_the_warnings_are_stored_with_an_empty_one(
    run: Callable[..., tuple[int, Any]], tmp_path: Path, birth_answers: Answers
) -> None:
    file = written(tmp_path, birth_answers(**FATHER), [])
    status, new = run("dossier", "new", BIRTH, "--answers", file)
    assert status == 0
    assert [(w["code"], w["reason"]) for w in new["warnings"]] == [("FORM-63", "")]


@pytest.mark.parametrize(
    "bad",
    [
        {**KEPT, "reason": ""},
        {**KEPT, "reason": "   "},
        {**KEPT, "reason": "x" * 201},
        {**KEPT, "why": "x"},
        {"pointer": "/father_name"},
        "FORM-63",
    ],
)
def test_what_is_no_reason_is_refused_and_nothing_is_stored(
    run: Callable[..., tuple[int, Any]], tmp_path: Path, birth_answers: Answers, bad: object
) -> None:
    file = written(tmp_path, birth_answers(**FATHER), [bad])
    status, said = run("dossier", "new", BIRTH, "--answers", file)
    assert status == 3
    assert said["error"]["code"] == "CLI-18"
    assert run("dossier", "list")[1] == []
