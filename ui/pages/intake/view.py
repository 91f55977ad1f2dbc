"""Tiếp nhận: start, open case, preview and result, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.pages.intake.panes.done_pane import DonePane
from ui.pages.intake.panes.people_pane import PeoplePane
from ui.pages.intake.panes.questions import USUAL_KEY
from ui.pages.intake.panes.start_pane import StartPane
from ui.pages.intake.panes.work_pane import ACTIONS_HEIGHT, WorkPane
from ui.pages.intake.papers.strip import DROP_KEY
from ui.pages.page import Page
from ui.widgets.error_list import NEXT_KEY
from ui.widgets.parts import column
from ui.widgets.preview import PreviewPane


class IntakeView(Page):
    """The page's widgets; what they do is the presenter's."""

    key = "intake"
    role_key_pressed = Signal(int)
    """Ctrl+1 … 9."""
    paper_stepped = Signal(int)
    """Ctrl+PageDown, Ctrl+PageUp: the next or the previous paper of the case."""
    shown = Signal()
    """The page came to the front."""
    side_closed = Signal()
    """Esc: the panel beside the people is not wanted any more."""

    def __init__(self, samples: Sequence[tuple[str, Path]]) -> None:
        super().__init__()
        self.people = PeoplePane(samples)
        self.start = StartPane()
        self.work = WorkPane(self.people)
        self.preview = PreviewPane()
        self.done = DonePane()
        self._stack = QStackedWidget()
        for pane in (self.start, self.work, self.preview, self.done):
            self._stack.addWidget(pane)
        self._stack.currentChanged.connect(lambda _: self.rearranged.emit())
        self._frame = column(self._stack)
        self.setLayout(self._frame)
        self._back_to: QWidget = self.start
        self.side: QWidget | None = None  # a panel that lies beside the people, over the rest
        self.preview.closed.connect(self._on_preview_closed)
        _bind_case_keys(self)
        _bind(self, "Ctrl+PgDown", partial(self._step_paper, 1))
        _bind(self, "Ctrl+PgUp", partial(self._step_paper, -1))
        _bind(self, "Ctrl+P", self._on_print_key)
        for number in range(1, 10):
            _bind(self, f"Ctrl+{number}", partial(self.role_key_pressed.emit, number))

    @property
    def pane(self) -> QWidget | None:
        """What is in front."""
        return self._stack.currentWidget()

    @property
    def bar_lift(self) -> int:
        """Above the actions of the open case."""
        return ACTIONS_HEIGHT + 4 if self.pane is self.work else 8

    @property
    def bar_sides(self) -> tuple[int, int]:
        """Below the form of the open case: who was scanned and what is asked stay in sight."""
        return self.work.bar_sides if self.pane is self.work else super().bar_sides

    def make_room(self, height: int) -> None:
        """Shrink what stands above the bar: of the open case the part above its actions."""
        is_work = self.pane is self.work
        self.work.make_room(height if is_work else 0)
        shrinks = self.pane in (self.start, self.preview)  # the result needs its whole height
        below = height + self.bar_lift + 4 if height and shrinks else 0
        self._frame.setContentsMargins(0, 0, 0, below)

    def show_start(self) -> None:
        """Wait for a procedure."""
        self._stack.setCurrentWidget(self.start)
        self.start.begin()

    def show_work(self) -> None:
        """Work on the open case."""
        self._stack.setCurrentWidget(self.work)

    def show_preview(self) -> None:
        """Show the paper; Esc goes back to where the clerk was."""
        if self.pane is not None and self.pane is not self.preview:
            self._back_to = self.pane
        self._stack.setCurrentWidget(self.preview)
        self.preview.begin()

    def show_done(self) -> None:
        """Show what was taken in."""
        self._stack.setCurrentWidget(self.done)

    def activate(self) -> None:
        """Tell the presenter, which knows what to show."""
        self.shown.emit()

    def go_back(self) -> bool:
        """Close the panel beside the people, the preview or the details."""
        if self.side is not None:
            self.side_closed.emit()
            return True
        if self.pane is self.preview:
            self.preview.closed.emit()
            return True
        return self.pane is self.work and self.work.close_details()

    def focus_scan(self) -> None:
        """F4: the cursor into the scan field of the open case, else of the start page."""
        if self.pane is self.preview:
            self.preview.closed.emit()
        if self.pane is self.done:
            self.show_start()
        field = self.people.scan if self.pane is self.work else self.start.scan
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_preview_closed(self) -> None:
        self._stack.setCurrentWidget(self._back_to)

    def _step_paper(self, by: int) -> None:
        if self.pane is self.preview:
            self.preview.step_paper(by)
        elif self.pane is self.work:
            self.paper_stepped.emit(by)

    def _on_print_key(self) -> None:
        if self.pane is self.preview:
            self.preview.print_wanted.emit()
        elif self.pane is self.work:
            self.work.preview_wanted.emit()
        elif self.pane is self.done:
            self.done.slip_wanted.emit()


def _bind_case_keys(view: IntakeView) -> None:
    """Bind what works on the open case, while it is in front: nothing unseen is pressed."""
    work = view.work
    for keys, run in (
        ("F6", partial(work.step_section, 1)),
        ("Shift+F6", partial(work.step_section, -1)),
        ("F8", work.preview_wanted.emit),
        (NEXT_KEY, work.errors.step),
        (USUAL_KEY, work.take_usual),
        ("F9", work.accept_wanted.emit),
        ("Ctrl+Return", work.accept_wanted.emit),
        ("F11", partial(work.go_to_papers, is_missing=False)),
        ("F12", work.papers.open_choices),
        (DROP_KEY, work.papers.drop_by_key),
        ("F10", work.incomplete_wanted.emit),
    ):
        _bind(view, keys, partial(_in_case, view, run))


def _in_case(view: IntakeView, run: Callable[[], object]) -> None:
    if view.pane is view.work:
        run()


def _bind(view: QWidget, keys: str, run: object) -> None:
    QShortcut(QKeySequence(keys), view).activated.connect(run)  # works while the page is seen
