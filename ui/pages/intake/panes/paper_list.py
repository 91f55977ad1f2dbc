"""Thành phần hồ sơ: what the procedure asks for, ticked as the citizen hands it in."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from catalog.checklist import IF_IN_CASE, Checklist, Needed
from dossiers.draft import PaperKind, TickedPaper
from ui.widgets.parts import clear, column, label, row

_NOT_HANDED_IN = {
    "show": "chỉ xuất trình, xem rồi trả lại",
    "online": "điền trực tuyến",
    "lookup": "cơ quan tự tra cứu, không yêu cầu nộp",
}


class PaperLine(QWidget):
    """One paper: tick, name, in what form it came."""

    changed = Signal()
    """The clerk ticked it or chose another form."""
    passed = Signal()
    """Enter: on to the next."""

    def __init__(self, needed: Needed, ticked: TickedPaper | None) -> None:
        super().__init__()
        self._needed = needed
        self._tick = QCheckBox()
        self._tick.setAccessibleName(f"Đã nộp: {needed.name}")
        self._tick.setChecked(ticked is not None)
        name = label(_paper_words(needed), wrap=True)
        name.setContentsMargins(0, 3, 0, 0)
        name.setToolTip(needed.why)
        self._kind = QComboBox()
        self._kind.setAccessibleName(f"Hình thức: {needed.name}")
        for kind in PaperKind:
            self._kind.addItem(kind.shown, kind)
        chosen = ticked.kind if ticked else kind_of(needed)
        self._kind.setCurrentIndex(list(PaperKind).index(chosen))
        self._kind.setStyleSheet("font-size: 13px; min-height: 24px;")
        self._kind.setVisible(ticked is not None)
        body = column(name, self._kind, spacing=2)
        self._tick.toggled.connect(self._on_toggled)
        self._kind.activated.connect(self._on_kind)
        layout = row(self._tick, spacing=4)
        layout.addLayout(body, 1)
        self.setLayout(layout)

    def ticked(self) -> TickedPaper | None:
        """Return the paper as handed in, or None."""
        if not self._tick.isChecked():
            return None
        kind = PaperKind(self._kind.currentData())  # Qt gives a StrEnum back as bare text
        return TickedPaper(self._needed.name, kind, max(self._needed.count, 1))

    @property
    def is_ticked(self) -> bool:
        """Whether it was handed in."""
        return self._tick.isChecked()

    def focus(self) -> None:
        """Put the keyboard on the tick: Space sets it."""
        self._tick.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter go on; it ticks nothing, since scanners end with it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and _is_bare(event):
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    @property
    def name(self) -> str:
        """The paper's name."""
        return self._needed.name

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is on its tick or its kind."""
        return self._tick.hasFocus() or self._kind.hasFocus()

    @property
    def is_compulsory(self) -> bool:
        """Whether the case is not whole without it."""
        return self._needed.is_compulsory

    def tick(self) -> None:
        """It was handed in."""
        self._tick.setChecked(True)

    def _on_toggled(self, is_on: bool) -> None:
        self._kind.setVisible(is_on)
        self.changed.emit()

    def _on_kind(self) -> None:
        self.changed.emit()


class PaperList(QWidget):
    """The tick list of one case."""

    changed = Signal()
    """What was handed in has changed."""
    passed = Signal()
    """Enter on the last paper."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[PaperLine] = []
        self._shown: tuple[object, ...] | None = None
        self._layout = column(spacing=4)
        self.setLayout(self._layout)

    def show_checklist(
        self,
        checklist: Checklist,
        ticked: Sequence[TickedPaper],
        made_here: Set[str],
        extra: Sequence[TickedPaper] = (),
    ) -> None:
        """Show what is asked for; rebuilt only when that has changed.

        The papers `made_here` need no tick: they are filled in on this desk. `extra` is what comes
        in beyond the list.
        """
        shown = (checklist.papers, made_here, tuple(extra))
        if self._shown == shown:
            return
        self._shown = shown
        here = next((line.name for line in self._lines if line.has_focus), None)
        clear(self._layout)
        self._lines.clear()
        if not checklist.known:
            self._layout.addWidget(
                label("Chưa có dữ liệu thành phần hồ sơ, xem Cổng DVCQG.", "muted", wrap=True)
            )
        by_name = {paper.name: paper for paper in ticked}
        for needed in checklist.papers:
            if needed.name in made_here and needed.use == "submit":
                self._note(needed, "lập tại đây, người dân ký khi nộp")
            else:
                self._add(needed, by_name.get(needed.name))
        for paper in extra:
            words = f"{paper.name} ({paper.count:02d} {paper.kind.shown}, nộp thêm)"
            self._layout.addWidget(label(words, "muted", wrap=True))
        if here is not None:
            self._stay(here)

    def _stay(self, name: str) -> None:
        """Keep the keyboard on the paper where it was: Space must not fall on another button."""
        line = next((line for line in self._lines if line.name == name), None)
        if line is not None:
            line.show()
            line.focus()
        else:
            self.focus_open()

    def reset(self) -> None:
        """Forget the list of the last case."""
        self._shown = None

    def focus_open(self, behind: PaperLine | None = None, *, is_compulsory: bool = False) -> bool:
        """Put the keyboard on the next paper without a tick; whether there is one."""
        start = self._lines.index(behind) + 1 if behind is not None else 0
        wanted = (
            line
            for line in self._lines[start:]
            if not line.is_ticked and (line.is_compulsory or not is_compulsory)
        )
        line = next(wanted, None)
        if line is not None:
            line.show()  # one just made is shown a moment later, and takes no keyboard till then
            line.focus()
        return line is not None

    def tick_all(self) -> None:
        """Everything that must be there is there; who has more ticks it."""
        for line in self._lines:
            if line.is_compulsory:
                line.tick()

    def papers(self) -> tuple[TickedPaper, ...]:
        """Return what was handed in."""
        return tuple(p for p in (line.ticked() for line in self._lines) if p is not None)

    def _add(self, needed: Needed, ticked: TickedPaper | None) -> None:
        if needed.use == "submit":
            line = PaperLine(needed, ticked)
            line.changed.connect(self.changed)
            line.passed.connect(partial(self._on_passed, line))
            self._lines.append(line)
            self._layout.addWidget(line)
            return
        self._note(needed, _NOT_HANDED_IN.get(needed.use, ""))

    def _on_passed(self, line: PaperLine) -> None:
        if not self.focus_open(line):
            self.passed.emit()

    def _note(self, needed: Needed, words: str) -> None:
        note = label(f"{needed.name} ({words})" if words else needed.name, "muted", wrap=True)
        note.setToolTip(needed.why)
        self._layout.addWidget(note)


def _paper_words(needed: Needed) -> str:
    """Return a paper's name, which others would do, and whether only some cases need it."""
    words = f"{needed.name}: {'; '.join(needed.options)}" if needed.options else needed.name
    return f"{words} ({IF_IN_CASE})" if needed.is_conditional else words


def _is_bare(event: QKeyEvent) -> bool:
    return not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def kind_of(needed: Needed) -> PaperKind:
    """Return the form in which a paper is usually handed in."""
    try:
        return PaperKind(needed.kind)
    except ValueError:
        return PaperKind.ORIGINAL
