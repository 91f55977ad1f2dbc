"""What every page owes to eyes and screen readers: names, no cut words, nothing outside."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from citizens.readers.scanner_test import TEST_PAYLOAD
from citizens.readers.video.opencv import OpenCvCamera
from tests.gui.conftest import MOTHER, WAIT_MS, Counter
from tests.unit.readers_more.chip_card import ChipCard
from ui.pages.camera.seen import Seen
from ui.scanning.arrived import Arrived
from ui.widgets.parts import ElidedLabel

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractItemView,
)
SIZES = [(960, 540), (1093, 614), (1366, 768), (1920, 1080)]  # 960 = Full HD at 200 %


def scenes(counter: Counter) -> Iterator[str]:
    """Go through everything as a clerk sees it, with people on it."""
    yield from pages(counter)
    yield from beside_the_people(counter)


def pages(counter: Counter) -> Iterator[str]:
    """Every page."""
    view, window = counter.pages.intake_view, counter.window
    counter.settle()
    yield "start"
    counter.open_case()
    view.work.accept_wanted.emit()
    counter.settle()
    yield "errors"
    counter.fill_birth()
    yield "case"
    view.work.strip.details_wanted.emit()
    yield "details"
    view.work.close_details()
    view.work.preview_wanted.emit()
    counter.bot.waitUntil(lambda: view.pane is view.preview, timeout=WAIT_MS)
    counter.settle()
    yield "preview"
    view.preview.closed.emit()
    counter.accept()
    yield "done"
    window.bar.clear()
    window.show_page("dossiers")
    counter.settle()
    yield "dossiers"
    window.show_page("outbox")
    counter.settle()
    yield "outbox"
    counter.scan(MOTHER)
    window.show_page("intake")
    view.show_start()
    counter.settle()
    yield "tray"
    window.top_bar.show_scanner_lost("")
    window.top_bar.scanner_wanted.emit()
    counter.settle()
    yield "scanner"
    counter.pages.scanners.desk.take(Arrived(TEST_PAYLOAD, slowest_gap_ms=90, has_suffix=False))
    counter.settle()
    window.bar.clear()
    yield "scanner found"


def beside_the_people(counter: Counter) -> Iterator[str]:
    """Camera and chip, without their devices."""
    readers = counter.pages.readers
    counter.window.show_page("intake")
    counter.open_case()
    readers.camera.camera_of = lambda _: OpenCvCamera("none.avi")
    readers.open_camera()
    counter.bot.waitUntil(lambda: "DEV-0" in readers.camera_panel.said(), timeout=WAIT_MS)
    yield "camera error"
    picture = QImage(640, 360, QImage.Format.Format_Grayscale8)
    seen = Seen(picture, QRectF(0.1, 0.1, 0.8, 0.8), is_coarse=True)
    readers.camera_panel.begin("Camera 1")
    readers.camera_panel.show_seen(seen)
    yield "camera"
    readers.camera_panel.show_found(seen, "Nguyễn Thị Lan")
    yield "camera found"
    readers.chip.card_of = ChipCard
    readers.open_chip()
    yield "chip"
    readers.chip_panel.fill("025090000123", "01/02/1990", "01/02/2030")
    readers.chip.start()
    counter.bot.waitUntil(lambda: "chip khớp" in readers.chip_panel.said(), timeout=WAIT_MS)
    counter.window.bar.clear()
    yield "chip read"


def visible(window: QWidget, kind: type[QWidget] | tuple[type[QWidget], ...]) -> list[QWidget]:
    """Return the widgets of a kind that can be seen."""
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return [w for k in kinds for w in window.findChildren(k) if w.isVisible()]


def test_every_control_has_an_accessible_name(counter: Counter) -> None:
    for scene in scenes(counter):
        nameless = [
            f"{scene}: {type(control).__name__} in {type(control.parentWidget()).__name__}"
            for control in visible(counter.window, CONTROLS)
            if not control.accessibleName()
            and not (isinstance(control, QAbstractButton) and control.text())
            and not control.objectName().startswith("qt_")
            and not isinstance(control.parentWidget(), QComboBox | QLineEdit)
        ]
        assert not nameless


@pytest.mark.parametrize("size", SIZES)
def test_no_word_on_a_button_is_cut(counter: Counter, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    for scene in scenes(counter):
        cut = [
            f"{scene}: {button.text()!r} {button.width()} < {button.sizeHint().width()}"
            for button in visible(counter.window, QPushButton)
            if isinstance(button, QPushButton) and button.width() < button.sizeHint().width()
        ]
        assert not cut


@pytest.mark.parametrize("size", SIZES)
def test_labels_have_the_height_of_their_text(counter: Counter, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    for scene in scenes(counter):
        counter.bot.wait(30)
        cut = []
        for item in visible(counter.window, QLabel):
            assert isinstance(item, QLabel)
            if isinstance(item, ElidedLabel) or not item.text():
                continue
            wanted = item.heightForWidth(item.width()) if item.wordWrap() else -1
            needed = wanted if wanted > 0 else item.minimumSizeHint().height()
            if item.height() < needed - 1:
                cut.append(f"{scene}: {item.text()[:40]!r} {item.height()} < {needed}")
        assert not cut


@pytest.mark.parametrize("size", SIZES)
def test_nothing_sticks_out_of_the_window(counter: Counter, size: tuple[int, int]) -> None:
    counter.window.resize(*size)
    for scene in scenes(counter):
        whole = counter.window.rect()
        outside = [
            f"{scene}: {type(w).__name__} {w.accessibleName()}"
            for w in visible(counter.window, CONTROLS)
            if not in_a_scroll_area(w)
            and not whole.contains(QRect(w.mapTo(counter.window, QPoint()), w.size()))
        ]
        assert not outside


def in_a_scroll_area(widget: QWidget) -> bool:
    """Whether a widget may lie out of sight because its parent scrolls."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea | QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def test_no_shortcut_uses_alt_and_a_digit(counter: Counter) -> None:
    keys = [s.key().toString() for s in counter.window.findChildren(QShortcut)]
    assert "F9" in keys
    assert "Ctrl+1" in keys
    assert not [key for key in keys if key.startswith("Alt+")]


def test_f1_lists_every_key_that_is_bound(counter: Counter) -> None:
    from ui.widgets.shell.key_help import KEYS

    listed = " ".join(keys for keys, _ in KEYS)
    for shortcut in counter.window.findChildren(QShortcut):
        name = shortcut.key().toString().replace("Escape", "Esc").replace("Return", "Enter")
        if not name.startswith("Ctrl+") or not name[-1].isdigit():
            assert name in listed


def test_window_goes_on_answering_while_a_paper_is_made(counter: Counter) -> None:
    """Work in the window's own thread would leave one gap as long as the whole making.

    Other programs can hold up one making, or two, but not each: the least disturbed one counts.
    """
    counter.fill_birth()
    view = counter.pages.intake_view
    shares: list[float] = []
    while len(shares) < 5 and min(shares, default=1.0) >= 0.5:
        shares.append(_longest_gap(counter))
        view.preview.closed.emit()
        counter.bot.waitUntil(lambda: view.pane is view.work)
    assert min(shares) < 0.5


def _longest_gap(counter: Counter) -> float:
    """Make a paper; return the longest time without an answer as a share of the whole time."""
    view = counter.pages.intake_view
    began = last = time.perf_counter()
    longest = 0.0
    view.work.preview_wanted.emit()
    while view.pane is not view.preview:
        counter.bot.wait(5)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest / (last - began)
