"""One role of the case with the person who has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from citizens.person import DocumentKind, Person
from forms.schema import Role
from ui.theme import restyle
from ui.widgets.fitting.flow import Flow
from ui.widgets.fitting.words import WordButton
from ui.widgets.parts import ElidedLabel, button, chip, column, label, row, set_chip
from ui.wording import grouped

FIELD_WORDS = {
    "full_name": "Họ tên",
    "personal_number": "Số định danh",
    "old_number": "Số CMND cũ",
    "birth": "Ngày sinh",
    "sex": "Giới tính",
    "residence": "Nơi cư trú",
    "issue_date": "Ngày cấp",
    "father_name": "Họ tên cha",
    "mother_name": "Họ tên mẹ",
}
_NOBODY = {"submitter": "= chủ hồ sơ"}
_QUICK = 2
_CAPTION_LETTERS = 24  # so many have room in one line


class PersonCard(QFrame):
    """A role: empty, or with the person who was given it."""

    chosen = Signal(str, str)
    """This role is to be the person of another role (role, other role)."""
    emptied = Signal(str)
    """The person of this role is to be taken out."""
    sent_back = Signal(str)
    """The person of this role is to get another one."""
    kept = Signal(str)
    """What is doubtful about this role is right."""

    def __init__(self, number: int, role: Role) -> None:
        super().__init__()
        self.setObjectName("person")
        self.role = role
        self._short = label(role="strong", wrap=True)
        self._name = ElidedLabel(role="strong")
        self._facts = label(role="muted")
        self._chip = chip()
        self._menu = QMenu(self)
        self._change = button("đổi", "link", name=f"Đổi {role.label}")
        self._change.setFixedWidth(52)
        self._change.setMenu(self._menu)
        caption = label(role.label, "small", wrap=len(role.label) > _CAPTION_LETTERS)
        caption.setToolTip(f"Ctrl+{number} gán vai này cho người vừa quét" if number <= 9 else "")
        self._links: list[WordButton] = []
        self._top = Flow(caption, self._short)
        head = row(spacing=0)
        head.addLayout(self._top, 1)
        head.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        layout = column(head, spacing=0)
        self._more = QWidget()
        self._more.setLayout(column(self._name, Flow(self._facts, self._chip), spacing=0))
        layout.addWidget(self._more)
        self._doubt = label(role="warning", wrap=True)
        stay = button("Vẫn giữ", "link", name=f"Vẫn giữ {role.label}")
        stay.clicked.connect(partial(self.kept.emit, role.key))
        self._doubtful = QWidget()
        self._doubtful.setLayout(column(self._doubt, row(1, stay), spacing=0))
        self._doubtful.hide()
        layout.addWidget(self._doubtful)
        layout.setContentsMargins(10, 3, 6, 4)
        self.setLayout(layout)

    def show_person(
        self, person: Person | None, same_as: str | None, others: Sequence[Role]
    ) -> None:
        """Show who has the role; `same_as` names a role with the same person."""
        restyle(self, "state", "filled" if person else "empty")
        nobody = _NOBODY.get(self.role.key, "" if others else "chưa có")
        self._short.setText(f"= {same_as}" if same_as else "" if person else nobody)
        self._short.setVisible(bool(self._short.text()))
        self._more.setVisible(person is not None and same_as is None)
        self._name.set_whole(shown_name(person))
        if person is not None:
            self._facts.setText(number_of(person))
            word, is_doubtful = source_words(person)
            set_chip(self._chip, word, "warning" if is_doubtful else "card")
        self._fill_menu(person, others, is_own=same_as is None)
        self.setAccessibleName(f"{self.role.label}: {shown_name(person)}")

    def show_doubt(self, doubt: str) -> None:
        """Say what cannot be true of this role's person; empty = nothing."""
        self._doubt.setText(doubt)
        self._doubtful.setVisible(bool(doubt))
        self.setAccessibleDescription(doubt)

    def _fill_menu(self, person: Person | None, others: Sequence[Role], *, is_own: bool) -> None:
        self._menu.clear()
        while self._links:
            link = self._links.pop()
            self._top.removeWidget(link)
            link.hide()
            link.deleteLater()
        for other in others:
            action = self._menu.addAction(f"= {other.label}")
            action.triggered.connect(partial(self.chosen.emit, self.role.key, other.key))
        if person is not None:
            if is_own:
                action = self._menu.addAction("Chọn vai khác")
                action.triggered.connect(partial(self.sent_back.emit, self.role.key))
            action = self._menu.addAction("Bỏ người này")
            action.triggered.connect(partial(self.emptied.emit, self.role.key))
        is_quick = person is None and self.role.key not in _NOBODY
        for other in others[:_QUICK] if is_quick else ():
            self._links.append(self._quick_button(other))
            self._top.addWidget(self._links[-1])
        self._change.setVisible(not (self._menu.isEmpty() or (is_quick and len(others) <= _QUICK)))

    def _quick_button(self, other: Role) -> WordButton:
        name = f"{self.role.label} là {other.label}"
        quick = WordButton(f"= {other.label}", "link", name=name, tip=name)
        quick.clicked.connect(partial(self.chosen.emit, self.role.key, other.key))
        return quick


def number_of(person: Person) -> str:
    """Return a person's number as it is read aloud."""
    return grouped(person.personal_number or person.old_number or "")


def facts_of(person: Person) -> str:
    """Return number and date of birth."""
    birth = f"sinh {person.birth.shown}" if person.birth else ""
    return "\n".join(part for part in (number_of(person), birth) if part)


def source_words(person: Person) -> tuple[str, bool]:
    """Return where a person's data came from, and whether something is to be confirmed."""
    if person.review:
        return "cần đối chiếu", True
    return ("nhập tay" if person.document is DocumentKind.TYPED else "từ thẻ"), False


def shown_name(person: Person | None) -> str:
    """Return a person's name, or that nobody is there."""
    if person is None:
        return "chưa có"
    return person.full_name or "(chưa đọc được họ tên)"
