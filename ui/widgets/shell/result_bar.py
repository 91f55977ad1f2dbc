"""The bar that tells how something went, without stopping anything; it may offer to undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from ui.icons import icon_label
from ui.theme import Role, Tone, restyle
from ui.widgets.parts import button, clear, icon_button, label, row
from ui.widgets.shell.countdown import Action as Action
from ui.widgets.shell.countdown import Countdown

_ICONS: dict[Tone, tuple[str, Role]] = {
    "ok": ("circle-check", "ok"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "error"),
    "card": ("info", "action"),
    "plain": ("info", "action"),
}
SHOWN_S = 8
_WIDEST = 820
_EDGE = 8
_STILL_UNDONE = "Hồ sơ vừa tiếp nhận còn hoàn tác được."


class BarPage(Protocol):
    """What the bar asks of the page below it, and tells it."""

    @property
    def bar_lift(self) -> int:
        """How far above the page's lower edge the bar floats."""

    @property
    def bar_sides(self) -> tuple[int, int]:
        """How far from its left and right edge the bar keeps."""

    def make_room(self, height: int) -> None:
        """Keep what matters out of the way of a bar of this height; 0: there is none."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the bar says. `seconds` 0 = until the clerk closes it or something else is said.

    No text takes away what was said of the last citizen. An error stays until it is closed, or
    until another case or another page comes.
    """

    text: str = field(repr=False)
    tone: Tone = "ok"
    actions: tuple[Action, ...] = ()
    seconds: int = SHOWN_S


_NOTHING = Message("", "plain")


class ResultBar(QFrame):
    """Floats over the lower edge of the page, so that nothing below it moves."""

    def __init__(self, parent: QWidget, page: Callable[[], BarPage | None]) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._text = label(wrap=True)
        self._icon_place = row(spacing=0)
        self._buttons = row(spacing=8)
        close = icon_button("x", "Đóng thông báo")
        close.clicked.connect(self.clear)
        layout = row(spacing=10)
        layout.addLayout(self._icon_place)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._buttons)
        layout.addWidget(close)
        layout.setContentsMargins(12, 6, 6, 6)
        self._layout = layout
        self.setLayout(layout)
        self._page = parent
        self.countdown = Countdown(self)
        self._said = _NOTHING
        self._left_behind: tuple[BarPage, Message] | None = None  # on the page that it is about
        self._expiry = QTimer(self, singleShot=True)
        self._expiry.timeout.connect(self.clear)
        self._in_front = page
        parent.installEventFilter(self)
        self.hide()

    def tell(self, message: Message) -> None:
        """Show a message in place of the last one; an action that still counts down stays."""
        if not message.text:
            self._left_behind = None
            self.dismiss()
            return
        rest = None if any(a.seconds for a in message.actions) else self.countdown.rest
        carried = (rest,) if rest is not None else ()
        self.clear()
        self._said = message
        name, colour = _ICONS[message.tone]
        self._icon_place.addWidget(icon_label(name, colour))
        self._text.setText(message.text)
        self.setAccessibleName(message.text)
        restyle(self, "state", "info" if message.tone in ("plain", "card") else message.tone)
        for action in (*message.actions, *carried):
            self._add_action(action)
        if message.seconds:
            self._expiry.start(max(message.seconds, *(a.seconds for a in carried), 0) * 1000)
        self.show()
        self.place()
        self.raise_()

    def dismiss(self) -> None:
        """Say no more, but let an acceptance be undone while there is time."""
        if self.countdown.rest is None:
            self.clear()
        elif not any(action.seconds for action in self._said.actions):
            self.tell(Message(_STILL_UNDONE, "plain"))

    def dismiss_error(self) -> None:
        """Say no more of what went wrong; everything else stays."""
        if self._said.tone == "error":
            self.dismiss()

    def turn(self, left: BarPage | None, came: BarPage) -> None:
        """Another page comes: what was said stays on its own page, an undo goes along."""
        said = self._said
        if self.countdown.rest is None:
            if left is not None and said.text and not said.seconds and said.tone != "error":
                self._left_behind = (left, said)
            self.clear()
        if self._left_behind is not None and self._left_behind[0] is came:
            (_, again), self._left_behind = self._left_behind, None
            self.tell(again)

    def take_back(self) -> None:
        """Run the action that counts down, if there is one (Shift+F9)."""
        rest = self.countdown.rest
        if rest is not None:
            self._run(rest)

    def end_countdown(self) -> None:
        """It is too late to undo: the button goes, and what was said for it alone."""
        self.countdown.stop()
        if self._said.text == _STILL_UNDONE:
            self.clear()

    def clear(self) -> None:
        """Say nothing."""
        self.countdown.stop()
        self._expiry.stop()
        self._said = _NOTHING
        self._text.setText("")
        clear(self._icon_place)
        clear(self._buttons)
        self.hide()
        if (page := self._in_front()) is not None:
            page.make_room(0)

    @property
    def text(self) -> str:
        """What is said at the moment; empty when nothing is."""
        return self._text.text() if self.isVisibleTo(self._page) else ""

    def press(self, text: str) -> None:
        """Press the button whose text begins so (keyboard and tests)."""
        for number in range(self._buttons.count()):
            item = self._buttons.itemAt(number)
            widget = item.widget() if item else None
            if isinstance(widget, QPushButton) and widget.text().startswith(text):
                widget.click()
                return

    def place(self) -> None:
        """Lie in the middle, above what the page keeps at its lower edge."""
        space = self._page.rect()
        page = self._in_front()
        before, behind = page.bar_sides if page is not None else (_EDGE, _EDGE)
        lift = page.bar_lift if page is not None else _EDGE
        wide = space.width() - before - behind
        width = min(wide, _WIDEST)
        height = max(self._layout.heightForWidth(width), self.sizeHint().height(), 48)
        left = before + (wide - width) // 2
        self.setGeometry(QRect(left, space.height() - height - lift, width, height))
        if page is not None:
            page.make_room(height if self.isVisibleTo(self._page) else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def _add_action(self, action: Action) -> None:
        item = button(action.text)
        item.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        item.clicked.connect(partial(self._run, action))
        self._buttons.addWidget(item)
        if action.seconds:
            self.countdown.begin(action, item)

    def _run(self, action: Action) -> None:
        self.clear()
        action.run()
