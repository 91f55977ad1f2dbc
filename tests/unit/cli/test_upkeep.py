"""`store tidy` does the upkeep; `doctor` says what there is to do."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from typing import Any

import pytest

from cli.commands import support
from cli.commands.support import Finding
from cli.program import main
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft, NewAttachment
from dossiers.register import search_dossiers
from dossiers.upkeep.leftovers import SAFE_AGE_S
from tests.conftest import BIRTH, BIRTH_FORM, Desk

Answers = Callable[..., dict[str, Any]]


@pytest.fixture
def neglected(desk: Desk, birth_answers: Answers) -> Desk:
    """A desk with one dossier that an earlier program indexed, and one old leftover."""
    attachment = NewAttachment("a.png", "image/png", b"dossier")
    draft = IntakeDraft(
        BIRTH, form_id=BIRTH_FORM, answers=birth_answers(), attachments=(attachment,)
    )
    with desk.open() as workplace:
        take_in(workplace, draft)
        workplace.store.blobs.put(b"leftover")
        with workplace.store.transaction() as tx:
            tx.execute("UPDATE dossier_search SET words = 'xưa'")
            tx.insert("upkeep", {"task": "search words", "after_row": 0, "until_row": 1})
        long_ago = time.time() - SAFE_AGE_S - 60
        for path in workplace.store.data_dir.blobs_dir.iterdir():
            os.utime(path, (long_ago, long_ago))
    return desk


def tidy(desk: Desk, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    assert main(["store", "tidy", "--json", "--data-dir", str(desk.data_dir.root)]) == 0
    found: dict[str, int] = json.loads(capsys.readouterr().out)
    return found


def findings(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, dict[str, dict[str, str]]]:
    with monkeypatch.context() as patched:  # the only look that needs Qt
        patched.setattr(support, "_printer", lambda: Finding("printer", "ok", ""))
        status = main(["doctor", "--json", "--data-dir", str(desk.data_dir.root)])
    found = json.loads(capsys.readouterr().out)
    return status, {finding["check"]: finding for finding in found}


def test_tidy_says_what_it_did_and_finds_nothing_the_second_time(
    neglected: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tidy(neglected, capsys) == {"removed": 1, "indexed": 1}
    assert tidy(neglected, capsys) == {"removed": 0, "indexed": 0}
    with neglected.open() as workplace:
        assert len(search_dossiers(workplace, "khai sinh")) == 1
        assert len(list(workplace.store.blobs.names())) == 1


def test_doctor_says_what_is_left_to_do(
    neglected: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    status, before = findings(neglected, capsys, monkeypatch)
    for check, words in (("attachments", "1 tệp đính kèm không"), ("search", "1 hồ sơ cũ")):
        assert before[check]["state"] == "warn"
        assert words in before[check]["detail"]
        assert "store tidy" in before[check]["next_step"]
    tidy(neglected, capsys)
    after_status, after = findings(neglected, capsys, monkeypatch)
    assert after["attachments"]["state"] == after["search"]["state"] == "ok"
    assert status == after_status


def test_doctor_fails_when_a_dossier_has_lost_a_file(
    neglected: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tidy(neglected, capsys)
    with neglected.open() as workplace:
        workplace.store.blobs.delete(next(workplace.store.blobs.names()))
    status, found = findings(neglected, capsys, monkeypatch)
    assert status == 3
    assert found["attachments"]["state"] == "fail"
    assert "1 tệp" in found["attachments"]["detail"]
