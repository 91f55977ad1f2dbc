"""After a bug: a file without values, told once, in the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from base.bugs import describe
from tests.gui.conftest import Bugs, Counter
from ui import dialogs
from ui.crash import CrashHook, write_report


def stumble(name: str) -> None:
    raise ValueError(f"cannot read {name}")


@pytest.fixture
def hook(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[CrashHook]:
    made = CrashHook(tmp_path)
    yield made
    caplog.clear()


def test_report_holds_the_code_path_and_no_value(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot read") as caught:
        stumble("Nguyễn Thị Lan")
    text = write_report(tmp_path, caught.value).read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "tests/gui/test_crash.py" in text
    assert "stumble" in text
    assert "Lan" not in text
    assert "cannot read" not in text


def stumble_twice() -> None:
    try:
        stumble("x")
    except ValueError as error:
        raise KeyError("y") from error


def test_causes_are_described_too() -> None:
    with pytest.raises(KeyError) as caught:
        stumble_twice()
    kinds = [line for line in describe(caught.value) if not line.startswith(" ")]
    assert kinds == ["builtins.KeyError", "builtins.ValueError"]


def test_bug_of_a_worker_is_told_in_the_window_thread_and_only_once(
    hook: CrashHook, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    told: list[QThread] = []
    hook.crashed.connect(lambda path: told.append(QThread.currentThread()))
    for _ in range(2):
        worker = threading.Thread(target=hook.report, args=(ValueError("x"),))
        worker.start()
        worker.join()
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("bug-*.txt"))) == 2)
    assert told == [qapp.thread()]


def test_after_a_bug_the_draft_is_saved_and_a_restart_offered(
    counter: Counter, bugs: Bugs, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def later(parent: object, report: str) -> bool:
        asked.append(report)
        return False

    monkeypatch.setattr(dialogs, "offer_restart", later)
    counter.open_case()
    counter.pages.intake_view.work.form.sheet.write("child_name", "Hà Minh An")
    assert counter.pages.intake.keeper.saver.is_dirty
    counter.program.crash.crashed.emit("/x/bug-1.txt")
    assert asked == ["/x/bug-1.txt"]
    assert not counter.pages.intake.keeper.saver.is_dirty
