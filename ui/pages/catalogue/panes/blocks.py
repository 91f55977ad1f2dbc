"""A titled block of lines, and the tick list of a procedure's papers."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from catalog.checklist import Checklist, Needed
from ui.pages.catalogue.words import Block, paper_detail
from ui.widgets.parts import Role, clear, column, label

_USES = (
    ("submit", "Phải nộp"),
    ("show", "Chỉ xuất trình để đối chiếu, không thu"),
    ("online", "Khai trên Cổng dịch vụ công khi nộp trực tuyến"),
)


class BlockView(QWidget):
    """Hidden while there is nothing to say; drawn anew only when something changed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Block | None = None
        self._title = label(role="strong")
        self._lines = column(spacing=0)
        layout = column(self._title, spacing=0)
        layout.addLayout(self._lines)
        self.setLayout(layout)
        self.hide()

    def show_block(self, block: Block) -> None:
        """Show these lines."""
        if block == self._shown:
            return
        self._shown = block
        clear(self._lines)
        self._title.setText(block.title)
        for line in block.lines:
            self._lines.addWidget(label(line.text, line.role, wrap=True))
        self.setVisible(bool(block.lines))


class PaperTicks(QWidget):
    """What is asked for, by how it is handed in. What the office looks up never stands here."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[tuple[Needed, ...], str] | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self._layout = QGridLayout()  # one layout for all: nested ones take twice the time
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4)
        self._layout.setVerticalSpacing(0)
        self._layout.setColumnStretch(1, 1)
        self.setLayout(self._layout)

    def show_papers(self, checklist: Checklist, nothing: str) -> None:
        """Show the papers; ticks stay with their papers. `nothing` is said without any."""
        if (checklist.papers, nothing) == self._shown:
            return
        ticked = self.ticked()
        self._shown = (checklist.papers, nothing)
        clear(self._layout)
        self._ticks.clear()
        if nothing:
            role: Role = "muted" if checklist.known else "warning"
            self._head(nothing, role)
        for use, title in _USES:
            papers = [paper for paper in checklist.papers if paper.use == use]
            if papers:
                self._head(title, "muted")
            for paper in papers:
                self._add(paper, ticked)

    def reset(self) -> None:
        """Another procedure comes: no tick stays."""
        self._shown = None
        self._ticks.clear()

    def ticked(self) -> frozenset[str]:
        """Return the names of the papers that the citizen has with them."""
        return frozenset(name for name, tick in self._ticks.items() if tick.isChecked())

    def tick(self, name: str) -> None:
        """Tick one paper (keyboard and tests)."""
        self._ticks[name].setChecked(True)

    @property
    def names(self) -> tuple[str, ...]:
        """The papers that can be ticked."""
        return tuple(self._ticks)

    def begin(self) -> bool:
        """Put the cursor on the first paper; return whether there is one."""
        first = next(iter(self._ticks.values()), None)
        if first is not None:
            first.setFocus()
        return first is not None

    def _head(self, text: str, role: Role) -> None:
        self._layout.addWidget(label(text, role, wrap=True), self._layout.rowCount(), 0, 1, 2)

    def _add(self, paper: Needed, ticked: Collection[str]) -> None:
        name = label(paper.name, wrap=True)
        name.setContentsMargins(0, 3, 0, 0)
        if paper.wording:
            name.setToolTip(paper.wording)
        at = self._layout.rowCount()
        if paper.use != "online":  # nothing is handed over for that here
            tick = self._tick(paper, is_on=paper.name in ticked)
            self._layout.addWidget(tick, at, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(name, at, 1)
        self._layout.addWidget(label(paper_detail(paper), "small", wrap=True), at + 1, 1)

    def _tick(self, paper: Needed, *, is_on: bool) -> QCheckBox:
        tick = QCheckBox()
        tick.setAccessibleName(f"Đã có: {paper.name}")
        tick.setAccessibleDescription(paper_detail(paper))
        tick.setChecked(is_on)
        self._ticks[paper.name] = tick
        return tick
