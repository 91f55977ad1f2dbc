"""The list on top of a form: what must be mended, what is warned of; each leads to its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QScrollArea, QWidget

from ui.icons import icon, icon_label
from ui.theme import restyle
from ui.widgets.parts import ElidedLabel, button, clear, column, label, row
from ui.wording import clipped

_ROW = 30
_MOST_ROWS = 3
_LOW_ROW = 22  # where the window is low the form keeps the room
_LOW_ROWS = 2
_HEAD_WIDTH = 150
NEXT_KEY = "Shift+F8"
_LOW_STYLE = "QPushButton { min-height: 20px; padding: 0 4px; }"
_LETTERS_OF_HEAD = 24
_ANY_WIDTH = 16_777_215
_LETTERS = 92
_SAID_OF_LINE = r"(?P<verb>[^“]+) “{}”(?: \((?P<section>[^)]*)\))?\.?"
_SIGNS = MappingProxyType({"error": "circle-alert", "warning": "triangle-alert"})
_OF_LINE = re.compile(r"^“[^”]+”(?: \([^)]*\))?:? (?=\S)")
_LETTERS_BESIDE = 76  # where a button stands beside it


@dataclass(frozen=True, slots=True)
class ListedWarning:
    """One warning as it is listed; `reason` is None while nobody has kept it."""

    pointer: str
    code: str
    name: str
    message: str = field(repr=False)
    basis: str = ""
    reason: str | None = field(default=None, repr=False)


class ErrorList(QFrame):
    """Shown only while there is something to mend, to decide or to take up again."""

    chosen = Signal(str)
    """The clerk wants to go to the line with this pointer."""
    keep_wanted = Signal(object)
    """The clerk wants to keep these ListedWarnings."""
    take_up_wanted = Signal(object)
    """These ListedWarnings, which were kept, shall be open again."""

    def __init__(self, here: Callable[[], str]) -> None:
        super().__init__()
        self._here = here  # the pointer of the line with the cursor
        self.setObjectName("errors")
        self._title = label(role="strong")
        self._signs = {
            "error": icon_label(_SIGNS["error"], "error"),
            "warning": icon_label(_SIGNS["warning"], "warning"),
        }
        self._head = QWidget()
        head = row(*self._signs.values(), self._title, 1)
        self._head.setLayout(head)
        self._inside = QWidget()
        self._rows = column(spacing=0)
        self._inside.setLayout(self._rows)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._inside)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: tuple[object, ...] = ()
        self._pointers: tuple[str, ...] = ()
        self._count = 0
        self._given: tuple[Sequence[tuple[str, str, str]], Sequence[ListedWarning]] = ((), ())
        self._words = ("", "")  # the title, whole and short
        self._is_low = False
        self._main = column(self._head, spacing=0)
        self._main.addWidget(self._scroll, 1)
        self._main.setContentsMargins(12, 6, 12, 6)
        self.setLayout(self._main)
        self.hide()

    def show_problems(
        self,
        problems: Sequence[tuple[str, str, str]],
        warnings: Sequence[ListedWarning] = (),
    ) -> None:
        """Show errors as (pointer, line's label, what is wrong), then warnings; none hides."""
        if (now := (tuple(problems), tuple(warnings))) == self._shown:
            return  # a button that has the focus keeps it
        self._shown = now
        self._given = (tuple(problems), tuple(warnings))
        self._fill()

    def _fill(self) -> None:
        problems, warnings = self._given
        clear(self._rows)
        still_open = [w for w in warnings if w.reason is None]
        kept = [w for w in warnings if w.reason is not None]
        is_mixed = bool(problems and still_open)  # each row says which of both it is
        for pointer, name, message in problems:
            link = self._link(pointer, name, message, _LETTERS)
            self._rows.addWidget(link)
            _sign(link, "error", is_shown=is_mixed)
        rows = by_code(still_open)
        for alike in rows:
            self._rows.addWidget(self._open_row(alike, is_mixed=is_mixed))
        if kept:
            self._rows.addWidget(self._kept_row(kept))
        self._say(len(problems), len(still_open))
        self._pointers = (*(p for p, _, _ in problems), *(w.pointer for w in still_open))
        self._count = len(problems) + len(rows) + bool(kept)
        self._fit()
        self.setVisible(self._count > 0)

    def set_low(self, is_low: bool) -> None:
        """Take less room in a low window: the title beside two rows, which scroll."""
        if is_low == self._is_low:
            return
        self._is_low = is_low
        way = QBoxLayout.Direction.LeftToRight if is_low else QBoxLayout.Direction.TopToBottom
        self._main.setDirection(way)
        self._main.setSpacing(8 if is_low else 0)
        margin = 3 if is_low else 6
        self._main.setContentsMargins(12, margin, 12, margin)
        self._title.setWordWrap(is_low)
        if is_low:
            self._head.setFixedWidth(_HEAD_WIDTH + 28)
        else:
            self._head.setMinimumWidth(0)
            self._head.setMaximumWidth(_ANY_WIDTH)
        self._fill()

    def step(self) -> None:
        """Shift+F8: the problem after that of the line with the cursor, else the first one."""
        here = self._here()
        found = [n for n, p in enumerate(self._pointers) if p == here or p.startswith(f"{here}/")]
        if self._pointers:
            at = found[-1] + 1 if found else 0
            self.chosen.emit(self._pointers[at % len(self._pointers)])

    def _fit(self) -> None:
        height, most = (_LOW_ROW, _LOW_ROWS) if self._is_low else (_ROW, _MOST_ROWS)
        self._inside.setStyleSheet(_LOW_STYLE if self._is_low else "")
        self._scroll.setFixedHeight(height * min(self._count, most) + 2)
        self._title.setText(self._words[self._is_low])
        self._title.setToolTip(self._words[0])

    def _say(self, errors: int, still_open: int) -> None:
        warned = f"{still_open} cảnh báo" if still_open else ""
        if errors:
            beside = f", {warned}" if warned else ""
            whole = (
                f"Còn {errors} chỗ phải sửa trước khi tiếp nhận{beside}  ·  {NEXT_KEY} đến chỗ sau"
            )
            self._words = (whole, f"{errors} chỗ phải sửa\n{NEXT_KEY} đến chỗ sau")
        else:
            whole = f"{warned}, không cản tiếp nhận  ·  Ctrl+G giữ, ghi lý do"
            self._words = (whole, f"{warned}\nCtrl+G giữ, ghi lý do")
        self._signs["error"].setVisible(errors > 0)
        self._signs["warning"].setVisible(errors == 0)
        self._head.setVisible(errors + still_open > 0)
        restyle(self, "state", "error" if errors else "warning" if still_open else "kept")

    def _link(
        self, pointer: str, name: str, message: str, letters: int, basis: str = ""
    ) -> QPushButton:
        whole = f"{name}: {message}"
        tip = f"{whole}\nCăn cứ: {basis}" if basis else whole
        letters -= _LETTERS_OF_HEAD if self._is_low else 0
        shown = clipped(row_words(name, message), letters)
        link = button(shown, "link", tip=tip, name=f"Đến dòng {whole}")
        link.clicked.connect(partial(self.chosen.emit, pointer))
        return link

    def _open_row(self, alike: Sequence[ListedWarning], *, is_mixed: bool) -> QWidget:
        """Return one row for warnings that say the same of several lines; it leads to the first."""
        first = alike[0]
        name, message = first.name, first.message
        if len(alike) > 1:
            said = {said_alone(warning.message) for warning in alike}
            message = said_alone(message)
            message = message if len(said) == 1 else f"{message.split('. ')[0].rstrip('.')}."
            name = f"{len(alike)} dòng"
        whole = "; ".join(f"{warning.name}: {warning.message}" for warning in alike)
        tip = "Giữ cảnh báo này" if len(alike) == 1 else f"Giữ {len(alike)} cảnh báo này"
        keep = button("Giữ…", "link", tip=f"{tip} và ghi lý do (Ctrl+G)")
        keep.setAccessibleName(f"Giữ cảnh báo {whole}")
        keep.setProperty("does", "act")
        keep.clicked.connect(partial(self.keep_wanted.emit, tuple(alike)))
        link = self._link(first.pointer, name, message, _LETTERS_BESIDE, first.basis)
        if len(alike) > 1:
            link.setToolTip(whole.replace("; ", "\n"))
        _sign(link, "warning", is_shown=is_mixed)
        return _beside(link, keep)

    def _kept_row(self, kept: Sequence[ListedWarning]) -> QWidget:
        """One quiet row for all of them: each can be taken up alone at its line."""
        lead = "đã giữ" if len(kept) == 1 else f"đã giữ {len(kept)} cảnh báo"
        short = "; ".join(f"{w.name}, {w.reason}" for w in kept)
        quiet = ElidedLabel(f"{lead}: {short}", "small")
        quiet.setToolTip(
            "\n".join(f"đã giữ: {w.reason}\n{w.name}: {w.message} ({w.basis})" for w in kept)
        )
        again = button("Bỏ giữ", "link", tip="Xem xét lại; từng dòng: Ctrl+G tại dòng đó")
        again.setAccessibleName(f"Bỏ giữ: {short}")
        again.setProperty("does", "act")
        again.clicked.connect(partial(self.take_up_wanted.emit, tuple(kept)))
        made = QWidget()
        line = row(spacing=8)
        line.addWidget(quiet, 1)
        line.addWidget(again)
        made.setLayout(line)
        return made


def by_code(warnings: Sequence[ListedWarning]) -> list[list[ListedWarning]]:
    """Return warnings that say the same of several lines together, in the order of the first."""
    found: dict[str, list[ListedWarning]] = {}
    for warning in warnings:
        found.setdefault(warning.code, []).append(warning)
    return list(found.values())


def said_alone(message: str) -> str:
    """Return a message without the line that it begins with."""
    said = _OF_LINE.sub("", message)
    return said[:1].upper() + said[1:]


def row_words(name: str, message: str) -> str:
    """Return a row as it is read at a glance: nothing stands there twice.

    The name may begin with the paper; of a paper with an owner the owner says which it is.
    """
    *paper, line = name.split(" · ")
    whose = paper[-1] if paper else ""
    found = re.fullmatch(_SAID_OF_LINE.format(re.escape(line)), message)
    if found is None:
        return f"{whose} · {line}: {message}" if whose else f"{line}: {message}"
    verb = found["verb"][:1].lower() + found["verb"][1:]
    section = found["section"] or ""
    part = f" ({section})" if section.casefold() not in ("", line.casefold()) else ""
    return f"{whose}: {verb} {line}{part}" if whose else f"{line}{part}: {verb}"


def _sign(link: QPushButton, tone: Literal["error", "warning"], *, is_shown: bool) -> None:
    if is_shown:
        link.setIcon(icon(_SIGNS[tone], tone))
        link.setIconSize(QSize(16, 16))
        link.setProperty("state", tone)


def _beside(link: QPushButton, keep: QPushButton) -> QWidget:
    made = QWidget()
    made.setLayout(row(link, 1, keep, spacing=8))
    return made
