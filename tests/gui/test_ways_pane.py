"""The settings of camera and chip on the page of the scanner: shown, kept, heeded at once."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from base.errors import StorageError
from base.paths import DataDir
from base.settings import Settings
from citizens.readers.chip.reading import CHIP_ALLOWED
from citizens.readers.scanner_test import TEST_PAYLOAD
from tests.conftest import Desk
from tests.gui.conftest import Counter
from tests.gui.scanner_hand import Hand, HeldClock
from ui.pages.camera.presenter import CAMERA
from ui.pages.scanner.ways_pane import WaysPane
from ui.widgets.tab_order import stops


def open_page(counter: Counter, readers: list[str] | None = None) -> WaysPane:
    counter.pages.readers.find = lambda: readers or []
    counter.window.top_bar.scanner_wanted.emit()
    counter.settle()
    return counter.pages.scanners.view.ways


def stored(data_dir: DataDir) -> dict[str, object]:
    found: dict[str, object] = json.loads(data_dir.settings_file.read_text(encoding="utf-8"))
    return found


def test_allowing_the_chip_is_kept_and_offers_it_at_once(
    counter: Counter, data_dir: DataDir
) -> None:
    pane = open_page(counter, ["Đầu đọc thử"])
    offered = counter.pages.intake_view.start.ways.chip
    assert not pane.chip.isChecked()
    QTest.keyClick(pane.chip, Qt.Key.Key_Space)
    counter.settle()
    assert stored(data_dir)[CHIP_ALLOWED.key] is True
    assert not offered.isHidden()
    assert "được đọc chip" in counter.window.bar.text
    QTest.keyClick(pane.chip, Qt.Key.Key_Space)
    counter.settle()
    assert stored(data_dir)[CHIP_ALLOWED.key] is False
    assert offered.isHidden()
    assert "không được đọc chip" in counter.window.bar.text


def test_without_a_reader_the_chip_is_allowed_but_not_offered(counter: Counter) -> None:
    pane = open_page(counter, [])
    pane.chip.setChecked(True)
    counter.settle()
    assert counter.pages.intake_view.start.ways.chip.isHidden()


def test_the_camera_is_kept_and_the_next_reading_begins_with_it(
    counter: Counter, data_dir: DataDir
) -> None:
    pane = open_page(counter)
    assert pane.camera.currentText() == "Camera 1"
    QTest.keyClick(pane.camera, Qt.Key.Key_Down)
    counter.settle()
    assert stored(data_dir)[CAMERA.key] == 1
    assert "camera 2" in counter.window.bar.text
    wanted: list[int] = []

    def no_camera(number: int) -> object:
        wanted.append(number)
        raise StopHereError

    counter.pages.readers.camera.camera_of = no_camera  # type: ignore[assignment]
    with pytest.raises(StopHereError):
        counter.pages.readers.camera.start()
    assert wanted == [1]


class StopHereError(Exception):
    """The camera would be opened now."""


def test_what_is_set_elsewhere_is_shown_when_the_page_comes(
    start: Callable[[Desk], Counter], desk: Desk, data_dir: DataDir
) -> None:
    data_dir.make()
    values = {CHIP_ALLOWED.key: True, CAMERA.key: 5}
    data_dir.settings_file.write_text(json.dumps(values), encoding="utf-8")
    pane = open_page(start(desk))
    assert pane.chip.isChecked()
    assert pane.camera.currentText() == "Camera 6"
    assert stored(data_dir) == values  # showing is not setting


@pytest.mark.parametrize(
    ("readers", "installed", "words"),
    [
        (["Đầu đọc A", "Đầu đọc B"], True, "Đã thấy đầu đọc: Đầu đọc A, Đầu đọc B."),
        ([], True, "chưa thấy đầu đọc"),
        ([], False, "chưa cài phần đọc chip"),
    ],
)
def test_what_is_missing_for_chips_is_said(
    counter: Counter,
    monkeypatch: pytest.MonkeyPatch,
    readers: list[str],
    installed: bool,
    words: str,
) -> None:
    monkeypatch.setattr("ui.pages.scanner.ways_presenter.is_installed", lambda: installed)
    assert words in open_page(counter, readers).chip_state


def test_a_setting_that_cannot_be_written_is_shown_as_it_was(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise StorageError("STORE-03", "Ổ đĩa đã đầy.", "Xoá bớt tệp.")

    pane = open_page(counter, ["Đầu đọc thử"])
    monkeypatch.setattr("base.settings.write_atomic", full)
    pane.chip.click()
    counter.settle()
    assert not pane.chip.isChecked()
    assert "STORE-03" in counter.window.bar.text
    assert counter.pages.intake_view.start.ways.chip.isHidden()


@pytest.mark.parametrize("which", ["chip", "camera"])
def test_a_scan_while_the_cursor_is_on_a_setting_changes_nothing(
    counter: Counter, data_dir: DataDir, which: str
) -> None:
    """A scanner types spaces and digits, which would tick boxes and choose from lists."""
    clock = HeldClock()
    pane = open_page(counter)
    counter.pages.scanners.desk.wedge.clock = clock
    target: QWidget = getattr(pane, which)
    target.setFocus(Qt.FocusReason.TabFocusReason)
    handle = counter.window.windowHandle()
    assert handle is not None
    Hand(clock, handle).scan(TEST_PAYLOAD, random.Random(3))
    counter.settle()
    assert "đọc đúng" in counter.pages.scanners.view.said()
    settings = Settings(data_dir.settings_file)
    assert not pane.chip.isChecked()
    assert not settings.get(CHIP_ALLOWED)
    assert pane.camera.currentIndex() == settings.get(CAMERA) == 0


def test_tab_reaches_both_after_the_finding(counter: Counter) -> None:
    pane = open_page(counter)
    order = list(stops(counter.pages.scanners.view))
    assert order.index(pane.camera) + 1 == order.index(pane.chip)
    assert pane.chip.text()
    assert pane.camera.accessibleName()
