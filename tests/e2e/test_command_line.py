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
        (("queue", "export", "out"), 4),
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
