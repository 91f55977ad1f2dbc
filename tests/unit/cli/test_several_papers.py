"""`dossier new` with the same companion several times."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cli.program import main
from dossiers.register import list_dossiers
from tests.conftest import BIRTH, BIRTH_FORM, MORNING, Desk

Answers = Callable[..., dict[str, Any]]
CT01 = "ct01_to_khai_thay_doi_thong_tin_cu_tru"


@pytest.fixture
def new(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path, birth_answers: Answers
) -> Callable[..., dict[str, Any]]:
    """Return the dossier that `dossier new` made of these further papers, or its error."""

    def call(*words: str) -> dict[str, Any]:
        place = ["--json", "--data-dir", str(desk.data_dir.root), "--now", MORNING]
        main([*place, *words])
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    def make(*further: dict[str, Any]) -> dict[str, Any]:
        path = tmp_path / "answers.json"
        document = {"answers": birth_answers(), "further": further}
        path.write_text(json.dumps(document), encoding="utf-8")
        said = call("dossier", "new", BIRTH, "--answers", str(path))
        return said if "error" in said else call("dossier", "show", said["id"])

    return make


def test_each_entry_is_a_paper_of_its_own(
    new: Callable[..., dict[str, Any]], birth_answers: Answers
) -> None:
    twin = {**birth_answers(child_name="NGUYỄN BÌNH MINH")}
    shown = new(
        {"form": BIRTH_FORM, "part": "event", "answers": twin},
        {"form": CT01, "event": 2},
        {"form": CT01, "companion": "ct01#2"},
    )
    assert [(form["companion"], form["event"]) for form in shown["forms"]] == [
        (None, 1), (None, 2), ("ct01", 2), ("ct01#2", 1),
    ]  # fmt: skip
    names = [form["answers"]["subject_name"] for form in shown["record"]["further"][1:]]
    assert names == ["NGUYỄN BÌNH MINH", birth_answers()["child_name"]]
    assert not any(p.get("extra") for p in shown["record"]["papers"])  # nobody could sign them


@pytest.mark.parametrize(
    ("entry", "code"),
    [({}, "PAPERS-03"), ({"event": 2}, "PAPERS-04"), ({"event": -1}, "CLI-17")],
)
def test_one_too_many_and_one_for_nobody_are_refused(
    new: Callable[..., dict[str, Any]], entry: dict[str, Any], code: str
) -> None:
    refused = new({"form": CT01}, {"form": CT01, **entry})
    assert refused["error"]["code"] == code


@pytest.mark.parametrize("place", [1, 3])
@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"answers": []}, "CLI-17"),
        ({"form": "khong_co"}, "FORM-01"),
        ({"form": "tk_dang_ky_ket_hon"}, "PAPERS-01"),
        ({"people": {"mother": "rubbish"}}, "SCAN-10"),
        ({"people": {"nobody": "x"}}, "CLI-08"),
        ({"situation": {"nobody": "x"}}, "CAT-02"),
        ({"answers": {"child_dob": "2027-01-01"}}, "FORM-30"),
        ({"answers": {"child_dob": "31/02/2026"}}, "FORM-08"),
    ],
)
def test_one_event_at_fault_is_named_and_nothing_of_the_case_is_taken_in(
    new: Callable[..., dict[str, Any]],
    birth_answers: Answers,
    desk: Desk,
    place: int,
    fault: dict[str, Any],
    code: str,
) -> None:
    events: list[dict[str, Any]] = [
        {"form": BIRTH_FORM, "part": "event", "answers": birth_answers(child_name=f"HÀ {name} AN")}
        for name in ("MINH", "THU", "BÌNH", "LAN", "CHI")
    ]
    answers = fault.get("answers")
    own = {**fault, "answers": {**events[place]["answers"], **answers}} if answers else fault
    events[place] = {**events[place], **own}
    refused = new(*events)["error"]
    (found,) = [f for f in refused["fields"] if f["code"] == code]
    assert found["pointer"].split("/")[1:3] == ["further", str(place)]
    with desk.open() as workplace:
        assert list_dossiers(workplace) == ()
