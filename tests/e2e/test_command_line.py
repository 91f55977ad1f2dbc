"""The main job through the command line, one process a step, as scripts and support staff do it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from base.paths import PROJECT_DIR
from forms.pages import PageReader
from tests.conftest import BIRTH, BIRTH_FORM

MOTHER = "025190000222||Đỗ Thị Mỹ Hằng|09091990|Nữ|Tổ 5, Gia Cẩm, Việt Trì, Phú Thọ|10102025||||"
AGENT = "017166000808||Trần Thị Mến|01011966|Nữ|Xóm Chằm, Vĩnh Đồng, Kim Bôi|15052021"
NOW = "2026-11-26T08:30"


class CommandLine:
    """Calls the program and reads its JSON."""

    def __init__(self, place: Path) -> None:
        self.data = place / "data"
        self.environment = {**os.environ, "MOTCUA_KEY_FILE": str(place / "key")}

    def __call__(self, *words: str, status: int = 0, stdin: str = "") -> Any:  # noqa: ANN401
        done = subprocess.run(
            [sys.executable, "main.py", *words, "--json", "--data-dir", str(self.data)],
            cwd=PROJECT_DIR, env=self.environment, input=stdin, capture_output=True,
            text=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == status, (words, done.stdout[-2000:], done.stderr[-2000:])
        return json.loads(done.stdout)


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def test_from_card_to_package(
    run: CommandLine, tmp_path: Path, birth_answers: Callable[..., dict[str, Any]]
) -> None:
    assert run("desk", "init")["mode"] == "solo"
    assert run("card", "-", stdin=MOTHER)["person"]["full_name"] == "Đỗ Thị Mỹ Hằng"

    payload = tmp_path / "payload.txt"
    payload.write_text(MOTHER, encoding="utf-8")
    filled = run("--now", NOW, "forms", "prefill", BIRTH_FORM, "--person", f"mother=@{payload}")
    assert filled["answers"]["mother_name"] == "ĐỖ THỊ MỸ HẰNG"
    assert "child_name" in filled["missing"]

    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(birth_answers()), encoding="utf-8")
    assert run("--now", NOW, "forms", "check", BIRTH_FORM, "--answers", str(answers))["ok"]
    paper = tmp_path / "paper.pdf"
    done = run(
        "forms", "fill", BIRTH_FORM, "--answers", str(answers), "--out", str(paper), "--now", NOW
    )
    reader = PageReader()
    assert done["pages"] == reader.page_count(paper.read_bytes())
    assert birth_answers()["child_name"] in reader.text(paper.read_bytes())

    slip = tmp_path / "slip.pdf"
    new = run(
        "dossier", "new", BIRTH, "--answers", str(answers), "--now", NOW,
        "--situation", "birth_evidence=notification", "--slip-out", str(slip),
    )  # fmt: skip
    assert new["due_at"] == "2026-11-26T17:00:00+07:00"
    assert new["provisional_number"] in reader.text(slip.read_bytes())
    (found,) = [s for s in run("scan", str(slip)) if s["kind"] == "provisional_number"]
    assert found["value"] == new["provisional_number"]

    assert run("queue", "list")[0]["state"] == "no_gateway"
    assert run("sync", "once")["line"] == "no_gateway"
    shown = run("dossier", "do", new["id"], "entered-by-hand", "--code", "H44.10-261126-0001")
    assert shown["dossier_code"] == "H44.10-261126-0001"
    assert run("queue", "list")[0]["state"] == "entered_by_hand"
    assert run("audit", "verify")["ok"]


def test_a_broken_rule_answers_with_3_and_names_the_field(
    run: CommandLine, tmp_path: Path, birth_answers: Callable[..., dict[str, Any]]
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(birth_answers(child_dob="2027-01-01")), encoding="utf-8")
    words = ("--now", NOW, "forms", "check", BIRTH_FORM, "--answers", str(answers))
    checked = run(*words, status=3)
    assert not checked["ok"]
    problem = next(p for p in checked["problems"] if p["pointer"] == "/child_dob")
    assert problem["severity"] == "error"
    assert problem["basis"]
    run("desk", "init")
    refused = run("--now", NOW, "dossier", "new", BIRTH, "--answers", str(answers), status=3)
    assert "/child_dob" in [f["pointer"] for f in refused["error"]["fields"]]
    assert run("dossier", "list") == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("card", "abc|def"), 3),
        (("catalog", "show", "9.999999"), 3),
        (("forms", "show", "no_such_form"), 3),
        (("scan", "/no/such/file.png"), 3),
        (("dossier", "show", "x"), 3),
        (("queue", "export", "out"), 3),
        (("catalog", "due", BIRTH, "--received", "mai"), 3),
    ],
)
def test_bad_input_has_a_code_and_a_next_step(
    run: CommandLine, words: tuple[str, ...], status: int
) -> None:
    if words[0] in {"dossier", "queue"}:
        run("desk", "init")
    error = run(*words, status=status)["error"]
    assert error["code"]
    assert error["message"]
    assert error["next_step"]


def test_what_desk_show_prints_can_be_edited_and_given_back(
    run: CommandLine, tmp_path: Path
) -> None:
    run("desk", "init")
    profile = tmp_path / "profile.json"
    edited = {**run("desk", "show"), "phone": "0900 000 009", "saturday_reception": True}
    profile.write_text(json.dumps(edited), encoding="utf-8")
    assert run("desk", "init", "--profile", str(profile)) == edited
    assert run("desk", "show") == edited


def test_one_entry_takes_in_several_papers(
    run: CommandLine, tmp_path: Path, birth_answers: Callable[..., dict[str, Any]]
) -> None:
    run("desk", "init")
    written = {"term": "01 tháng", "no_remuneration": True}
    letter = {
        "form": "giay_uy_quyen",
        "answers": written,
        "people": {"agent": AGENT},
    }
    twin = {
        "form": BIRTH_FORM,
        "part": "event",
        "answers": {**birth_answers(), "child_name": "TRẦN THỊ EM"},
        "situation": {"poor_household": True},
    }
    document: dict[str, Any] = {"answers": birth_answers(), "further": [twin, letter]}
    answers = tmp_path / "case.json"
    answers.write_text(json.dumps(document), encoding="utf-8")
    refused = run("--now", NOW, "dossier", "new", BIRTH, "--answers", str(answers), status=3)
    assert "/further/1/scope" in [f["pointer"] for f in refused["error"]["fields"]]

    document["further"][1] = {**letter, "answers": {**written, "scope": "Nộp hồ sơ"}}
    answers.write_text(json.dumps(document), encoding="utf-8")
    taken = run("--now", NOW, "dossier", "new", BIRTH, "--answers", str(answers))
    shown = run("dossier", "show", taken["id"])
    assert shown["people_or_events"] == 2
    assert [form["part"] for form in shown["forms"]] == ["main", "event", "companion"]
    assert all(form["form_version"] for form in shown["forms"])
    assert shown["record"]["further"][1]["answers"]["agent_name"] == "TRẦN THỊ MẾN"
    assert shown["record"]["submitter"]["full_name"].upper() == "TRẦN THỊ MẾN"
    assert [row["id"] for row in run("dossier", "search", "tran thi em")] == [taken["id"]]

    paper = tmp_path / "all.pdf"
    printed = run("dossier", "papers", taken["id"], "--out", str(paper))
    assert printed["forms"] == [BIRTH_FORM, BIRTH_FORM, "giay_uy_quyen"]
    text = PageReader().read(paper.read_bytes()).pages
    assert len(text) == printed["pages"] == 3  # each declaration on one sheet
    assert "GIẤY ỦY QUYỀN" in text[2]


@pytest.mark.parametrize(
    ("further", "code"),
    [
        ([{"answers": {}}], "CLI-17"),
        ([{"form": "giay_uy_quyen", "anwsers": {}}], "CLI-17"),
        ({"form": "giay_uy_quyen"}, "CLI-17"),
        ([{"form": "tk_dang_ky_khai_tu"}], "PAPERS-01"),
        ([{"form": "giay_uy_quyen", "companion": "ct01"}], "PAPERS-01"),
        ([{"form": "nowhere"}], "FORM-01"),
    ],
)
def test_a_further_paper_that_is_none_is_refused(
    run: CommandLine, tmp_path: Path, further: object, code: str
) -> None:
    run("desk", "init")
    answers = tmp_path / "case.json"
    answers.write_text(json.dumps({"answers": {}, "further": further}), encoding="utf-8")
    refused = run("--now", NOW, "dossier", "new", BIRTH, "--answers", str(answers), status=3)
    assert refused["error"]["code"] == code


def test_wrong_usage_is_2(run: CommandLine) -> None:
    done = subprocess.run(
        [sys.executable, "main.py", "catalog", "nonsense"],
        cwd=PROJECT_DIR, env=run.environment, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2


def test_self_test_passes(run: CommandLine) -> None:
    done = run("self-test")
    assert done["ok"], done


def test_doctor_tells_no_personal_data_and_finds_nothing_broken(run: CommandLine) -> None:
    run("desk", "init")
    findings = run("doctor")
    assert {"store", "key", "fonts", "versions", "line", "disk", "clock"} <= {
        f["check"] for f in findings
    }
    assert all(f["state"] != "fail" for f in findings)
    assert next(f for f in findings if f["check"] == "key")["state"] == "warn"
