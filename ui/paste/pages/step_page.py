"""The value at hand: what it is, what comes next, and the four things to do with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from forms.targets.steps import Step
from ui.paste.walk import Walk
from ui.theme import TABULAR, Tone, restyle
from ui.widgets.parts import ElidedLabel, button, column, label, row
from ui.wording import clipped, grouped

_SIZES = ((24, 20), (60, 16))  # letters up to which a value is drawn in so many pixels
_SMALLEST = 14
_LONGEST = 190
_EMPTY = "(để trống)"


class StepPage(QWidget):
    """Emits what the clerk wants; shows what it is given."""

    next_wanted = Signal()
    """The value was pasted: the next one."""
    back_wanted = Signal()
    """The value before."""
    copy_wanted = Signal()
    """Put the value on the clipboard again."""
    skip_wanted = Signal()
    """Not wanted: the next one."""
    list_wanted = Signal()
    """Show all lines."""
    system_chosen = Signal(str)
    """Type into this system."""
    paper_chosen = Signal(int)
    """Hand over this form of the dossier."""

    def __init__(self) -> None:
        super().__init__()
        self.systems = _chooser("Nhập vào hệ thống")
        self.systems.activated.connect(self._on_system)
        self.papers = _chooser("Tờ khai, giấy tờ của hồ sơ")
        self.papers.activated.connect(self.paper_chosen)
        self.note = ElidedLabel(role="small")
        self._section = ElidedLabel(role="small")
        self.count = label(role="small")
        self.count.setMinimumWidth(48)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.what = ElidedLabel(role="strong")
        self.value = label(wrap=True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.value.setMinimumHeight(56)
        self._following = ElidedLabel(role="muted")
        self.state = label(role="small", wrap=True)
        self.state.setAccessibleName("Trạng thái bộ nhớ tạm")
        self._make_buttons()
        self._build()
        self._bind_keys()

    def _make_buttons(self) -> None:
        self.back = button("Trước", "small", tip="Giá trị trước (phím ←)")
        self.copy = button("Chép", "small", tip="Chép lại giá trị này (Ctrl+C)")
        self.skip = button("Bỏ qua", "small", tip="Không dán giá trị này (phím →)")
        self.next = button("Tiếp", "primary", tip="Đã dán; chép giá trị kế tiếp (Enter)")
        self.all = button("Danh sách", "small", tip="Xem mọi dòng, sắp xếp lại (Ctrl+L)")
        self.back.clicked.connect(self.back_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.skip.clicked.connect(self.skip_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.all.clicked.connect(self.list_wanted)
        for one in (self.back, self.copy, self.skip, self.all):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # after a click Enter is “Tiếp” again

    def _build(self) -> None:
        head = row(spacing=8)
        head.addWidget(self.systems, 1)
        head.addWidget(self.all)
        place = row(spacing=8)
        place.addWidget(self._section, 1)
        place.addWidget(self.count)
        buttons = row(self.back, self.copy, self.skip, spacing=6)
        buttons.addWidget(self.next, 1)
        layout = column(head, self.papers, self.note, place, self.what, spacing=3, margins=0)
        layout.addWidget(self.value, 1)
        layout.addWidget(self._following)
        layout.addWidget(self.state)
        layout.addLayout(buttons)
        layout.setContentsMargins(10, 8, 10, 10)
        self.setLayout(layout)

    def _bind_keys(self) -> None:
        for keys, run in (
            ("Return", self._on_enter), ("Enter", self._on_enter),
            ("Right", self.skip.click), ("Left", self.back.click),
            ("Ctrl+C", self.copy.click), ("Ctrl+L", self.all.click),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        for chooser in (self.systems, self.papers):
            chooser.installEventFilter(self)

    def _on_enter(self) -> None:
        """Press the button with the focus, which Tab has brought there; else go on."""
        others = (self.back, self.copy, self.skip, self.all)
        next((one for one in others if one.hasFocus()), self.next).click()

    def show_systems(self, systems: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer systems as (key, name)."""
        self.systems.clear()
        for key, name in systems:
            self.systems.addItem(name, key)
        self.systems.setCurrentIndex(max(self.systems.findData(chosen), 0))

    def show_papers(self, titles: Sequence[str], chosen: int) -> None:
        """Offer the forms of a dossier that has several."""
        self.papers.clear()
        self.papers.addItems(list(titles))
        self.papers.setCurrentIndex(chosen)
        self.papers.setVisible(len(titles) > 1)

    def show_note(self, text: str, tone: Tone = "plain") -> None:
        """Say where the order is from, or what to watch out for."""
        self.note.set_whole(text)
        restyle(self.note, "role", "warning" if tone == "warning" else "small")
        self.note.setVisible(bool(text))

    def show_step(self, walk: Walk, at_the_end: str = "") -> None:
        """Show the value at hand and what comes next, also what comes after the last one."""
        step, following = walk.current, walk.following
        number, total = walk.count
        self.count.setText(f"{number or '–'}/{total}")
        self.count.setAccessibleName(f"Giá trị thứ {number} trong {total}")
        self._section.set_whole(step.section if step else "")
        self.what.set_whole(step.label if step else "")
        self._show_value(step)
        after = _named(following, step) if following else at_the_end
        self._following.set_whole(f"Tiếp theo: {after}" if after else "")
        self.back.setEnabled(walk.here > 0)
        self.copy.setEnabled(bool(step and step.text))

    def show_state(self, text: str) -> None:
        """Say what lies on the clipboard."""
        self.state.setText(text)

    def name_key(self, keys: str) -> None:
        """Show the global key on the button that it presses."""
        self.next.setText(f"Tiếp  {keys}" if keys else "Tiếp  Enter")

    def wipe(self) -> None:
        """Let the citizen's values go."""
        self.show_step(Walk())
        self.show_papers((), 0)
        self.show_note("")
        self.show_state("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse wheel over a chooser changes nothing by mistake."""
        return event.type() == QEvent.Type.Wheel or super().eventFilter(watched, event)

    def _show_value(self, step: Step | None) -> None:
        text = (step.text if step else "") or (_EMPTY if step else "")
        if step is not None and step.is_number:
            text = grouped(text)
        pixels = next((size for length, size in _SIZES if len(text) <= length), _SMALLEST)
        face = f'font-family: "{TABULAR}"; ' if step is not None and step.is_number else ""
        weight = 600 if step is not None and step.text else 400
        self.value.setStyleSheet(f"{face}font-size: {pixels}px; font-weight: {weight};")
        self.value.setText(clipped(text, _LONGEST))
        self.value.setToolTip(text)

    def _on_system(self, number: int) -> None:
        self.system_chosen.emit(self.systems.itemData(number))


def _named(step: Step, before: Step | None) -> str:
    """Name the block too where another one begins: every block has its “Họ và tên”."""
    is_same = before is not None and before.section == step.section
    return step.label if is_same else f"{step.section} · {step.label}"


def _chooser(name: str) -> QComboBox:
    result = QComboBox()
    result.setAccessibleName(name)
    result.setToolTip(name)
    result.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    result.setMinimumContentsLength(12)
    result.setStyleSheet("font-size: 14px; min-height: 30px;")
    return result
