"""Buttons for long words: going on in a second line, or cut with a sign that they are."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from ui.widgets.parts import ButtonKind, PressButton, dress

_LEAST_WIDTH = 60
_HAIR = 2  # letters are not whole points wide
_BESIDE = 8  # above and below several lines


class WordButton(PressButton):
    """Breaks its words at the width that it is given."""

    def __init__(self, words: str, kind: ButtonKind = "", *, tip: str = "", name: str = "") -> None:
        super().__init__(words)
        dress(self, kind, tip=tip, name=name or words)
        self._words = words
        self._one = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:
        """Return the size of all words in one line."""
        return QSize(self._metrics().horizontalAdvance(self._words) + self._edge(), self._height(1))

    def minimumSizeHint(self) -> QSize:
        """Return a size that a narrow column can give."""
        return QSize(_LEAST_WIDTH, self._height(1))

    def hasHeightForWidth(self) -> bool:
        """Fewer points across are more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines that a width gives."""
        return self._height(len(self._broken(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        super().resizeEvent(event)
        shown = "\n".join(self._broken(event.size().width()))
        if shown != self.text():
            self.setText(shown)

    def _broken(self, width: int) -> list[str]:
        return list(_lines(self._words, self._metrics(), width - self._edge()))

    def _metrics(self) -> QFontMetrics:
        self.ensurePolished()
        return self.fontMetrics()

    def _edge(self) -> int:
        """Return how much of the width is beside the words."""
        text = self._metrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        return super().sizeHint().width() - text.width()

    def _height(self, lines: int) -> int:
        """Return the height of so many lines; one is as high as the style says."""
        more = self._metrics().lineSpacing()
        if self.text().count("\n") == 0:
            self._one = super().sizeHint().height()
        return max(self._one, lines * more + _BESIDE) if lines > 1 else self._one


class CutButton(PressButton):
    """One line that is cut in its middle where there is no room; the tip says all."""

    def __init__(self, words: str, kind: ButtonKind = "", *, tip: str = "", name: str = "") -> None:
        super().__init__(words)
        dress(self, kind, tip=tip or words, name=name or words)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of all words."""
        self.ensurePolished()
        hint, metrics = super().sizeHint(), self.fontMetrics()
        more = metrics.horizontalAdvance(self._words) - metrics.horizontalAdvance(self.text())
        return QSize(hint.width() + more + _HAIR, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return a size in which a few letters can be read."""
        return QSize(_LEAST_WIDTH, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        edge = super().sizeHint().width() - metrics.horizontalAdvance(self.text())
        room = event.size().width() - edge
        shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideMiddle, room)
        if shown != self.text():
            self.setText(shown)


def _lines(words: str, metrics: QFontMetrics, room: int) -> Iterator[str]:
    """Yield as many words as fit, line after line; a single word that does not is a line."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if line and metrics.horizontalAdvance(longer) > room:
            yield line
            line = word
        else:
            line = longer
    yield line
