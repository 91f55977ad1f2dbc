"""The program with a scanner, a hand, and eyes for every side effect of a scan."""

from __future__ import annotations

import random
from typing import TypeGuard

import pytest
import shiboken6
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.gui.conftest import FATHER, MOTHER, WAIT_MS, Counter
from tests.gui.scanner_hand import Hand, HeldClock
from ui.scanning.arrived import Arrived
from ui.scanning.desk import ScanDesk

PAYLOADS = (MOTHER, FATHER, "H44.10-240105-0001", "025190000222", "000.00.12.H62-261126-0003")


class Bench:
    """Scans end here instead of at the open case, so whatever changes is a side effect."""

    def __init__(self, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counter = counter
        self.clock = HeldClock()
        counter.pages.scanners.desk.wedge.clock = self.clock
        self.arrived: list[Arrived] = []
        monkeypatch.setattr(ScanDesk, "take", lambda _, arrived: self.arrived.append(arrived))
        handle = counter.window.windowHandle()
        assert handle is not None
        self.hand = Hand(self.clock, handle)
        self.clicks: list[str] = []
        self._watched: set[QAbstractButton] = set()

    def window(self) -> QWindow:
        """The window that has the keyboard: the main one, or a box over it."""
        box = QApplication.activeWindow() or self.counter.window
        handle = box.windowHandle()
        assert handle is not None
        return handle

    def focusable(self, inside: QWidget | None = None) -> list[QWidget]:
        """Everything in front that can have the cursor."""
        return [
            w
            for w in (inside or self.counter.window).findChildren(QWidget)
            if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]

    def put_focus(self, rng: random.Random, inside: QWidget | None = None) -> QWidget:
        """Put the cursor somewhere; leaving a line judges the case, which may draw lists anew."""
        for _ in range(60):
            focus = rng.choice(self.focusable(inside))
            focus.setFocus()
            self.end()
            if shiboken6.isValid(focus) and focus.hasFocus():
                return focus
        raise AssertionError("nothing takes the cursor")

    def state(self) -> dict[str, object]:
        """What a key could have changed, in every window."""
        windows = QApplication.topLevelWidgets()
        widgets = [w for top in windows for w in [top, *top.findChildren(QWidget)] if w.isVisible()]
        for item in widgets:
            if isinstance(item, QAbstractButton) and item not in self._watched:
                self._watched.add(item)
                item.pressed.connect(lambda: self.clicks.append("pressed"))
                item.clicked.connect(lambda: self.clicks.append("clicked"))
        view = self.counter.pages.intake_view
        case = self.counter.pages.intake.keeper.case
        texts = [w.text() for w in widgets if isinstance(w, QLineEdit)]
        texts += [w.toPlainText() for w in widgets if isinstance(w, QPlainTextEdit)]
        return {
            "windows": sorted(type(w).__name__ for w in windows if w.isVisible()),
            "texts": texts,
            "choices": [w.currentIndex() for w in widgets if isinstance(w, QComboBox | QTabBar)],
            "checked": [(w.accessibleName(), w.isChecked()) for w in widgets if _is_box(w)],
            "rows": [_rows(w) for w in widgets if isinstance(w, QAbstractItemView)],
            "scrolls": [_place(w) for w in widgets if isinstance(w, QAbstractScrollArea)],
            "clicks": list(self.clicks),
            "typed": dict(case.typed) if case else {},
            "people": (dict(case.people), list(case.waiting), dict(case.same_as)) if case else (),
            "page": (self.counter.window.page, view.pane),
            "focus": QApplication.focusWidget(),
        }

    def end(self) -> None:
        """Let silence end what has no Enter, and the case be judged."""
        self.hand.pause()
        wedge = self.counter.pages.scanners.desk.wedge
        judge, jobs = self.counter.pages.intake.keeper.judge, self.counter.program.jobs

        def is_over() -> bool:
            return not wedge.is_catching and not judge.is_pending and jobs.is_idle

        self.counter.bot.waitUntil(is_over, timeout=WAIT_MS)


def _is_box(widget: QWidget) -> TypeGuard[QAbstractButton]:
    """Whether it can be on or off."""
    return isinstance(widget, QAbstractButton) and widget.isCheckable()


def _rows(view: QAbstractItemView) -> tuple[int, list[int]]:
    selection = view.selectionModel()
    if not isinstance(selection, QItemSelectionModel):
        return -1, []
    return view.currentIndex().row(), sorted(i.row() for i in selection.selectedIndexes())


def _place(area: QAbstractScrollArea) -> tuple[int, int]:
    return area.horizontalScrollBar().value(), area.verticalScrollBar().value()
