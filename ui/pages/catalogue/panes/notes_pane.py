"""Ghi chú của xã below a card: marked as not published, written and mended in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from base.errors import DeskError
from catalog.counter.notes import UNPUBLISHED, NoteText
from catalog.storage import LocalNote
from ui.widgets.line import LabelledLine
from ui.widgets.parts import button, chip, clear, column, label, panel, row
from ui.wording import stamp

_CAPTION = "Ghi chú của xã"


class NoteEditor(QFrame):
    """One note being written."""

    saved = Signal(str, object)
    """The id of the note (empty: a new one) and its NoteText."""
    given_up = Signal()
    """Nothing is to be stored."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review")
        self._note_id = ""
        self.text = _box("Nội dung ghi chú")
        self.papers = LabelledLine("Giấy tờ kèm theo", "nếu địa phương cần thêm")
        self.contact = LabelledLine("Liên hệ", "cơ quan, số điện thoại; không ghi tên công dân")
        self.link = LabelledLine("Địa chỉ", "https://…")
        self._problem = label(role="error", wrap=True)
        save = button("Lưu ghi chú  Ctrl+S", "primary", name="Lưu ghi chú (Ctrl+S)")
        save.clicked.connect(self.save)
        back = button("Thôi")
        back.clicked.connect(self.given_up)
        keys = QShortcut(QKeySequence("Ctrl+S"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.save)
        self.setLayout(
            column(
                label("Nội dung", "muted"), self.text, self.papers, self.contact, self.link,
                self._problem, row(back, 1, save), spacing=4, margins=10,
            )
        )  # fmt: skip
        self.hide()

    def open(self, note_id: str, written: NoteText) -> None:
        """Go on with this text; an empty id makes a new note."""
        self._note_id = note_id
        self.text.setPlainText(written.text)
        self.papers.set_text(written.papers)
        self.contact.set_text(written.contact)
        self.link.set_text(written.link)
        self.show_refusal(None)
        self.show()

    def begin(self) -> None:
        """Put the cursor into the text."""
        self.text.setFocus()

    def written(self) -> tuple[str, NoteText]:
        """Return the note's id and what is written so far."""
        text = NoteText(
            text=self.text.toPlainText(),
            papers=self.papers.text,
            contact=self.contact.text,
            link=self.link.text,
        )
        return self._note_id, text

    def save(self) -> None:
        """Ask for the note to be stored (Ctrl+S, Ctrl+Enter)."""
        self.saved.emit(*self.written())

    def show_refusal(self, error: DeskError | None) -> None:
        """Say beside each line what stands in the way."""
        by_line = {p.pointer: p.message for p in error.fields} if error else {}
        for pointer, line in (
            ("/papers", self.papers), ("/contact", self.contact), ("/link", self.link),
        ):  # fmt: skip
            line.set_problem(by_line.pop(pointer, ""))
        rest = " ".join(by_line.values()) or (error.message if error else "")
        self._problem.setText(f"{rest} ({error.code})" if error else "")
        self._problem.setVisible(error is not None)

    @property
    def problem(self) -> str:
        """What is said below the lines."""
        return self._problem.text()


class NotesPane(QWidget):
    """The notes of the procedure shown."""

    saved = Signal(str, object)
    """The id of a note (empty: a new one) and its NoteText."""
    withdrawn = Signal(str)
    """The note with this id is to go."""
    writing = Signal()
    """A note is being written, or was stored: let it be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: tuple[LocalNote, ...] = ()
        self._code = ""
        self._unsaved: dict[str, tuple[str, NoteText]] = {}  # by procedure, until it comes back
        self._rows = column(spacing=6)
        self.editor = NoteEditor()
        self.editor.saved.connect(self.saved)
        self.editor.given_up.connect(self.editor.hide)
        self.add = button("Thêm ghi chú", "small", icon_name="plus")
        self.add.clicked.connect(self.write)
        layout = column(row(label(_CAPTION, "strong"), 1, self.add), spacing=4)
        layout.addLayout(self._rows)
        layout.addWidget(self.editor)
        self.setLayout(layout)

    def turn_to(self, code: str) -> None:
        """Another procedure comes; what is written and not stored waits for its return."""
        if code == self._code:
            return
        if self.editor.isVisibleTo(self):
            self._unsaved[self._code] = self.editor.written()
        self._code = code
        unsaved = self._unsaved.pop(code, None)
        self.editor.hide()
        if unsaved is not None:
            self.editor.open(*unsaved)

    def show_notes(self, notes: Sequence[LocalNote]) -> None:
        """Show these notes, the last changed first."""
        if tuple(notes) == self._notes:
            return
        self._notes = tuple(notes)
        clear(self._rows)
        for note in notes:
            self._rows.addWidget(self._note(note))

    @property
    def code(self) -> str:
        """The procedure that the notes are about."""
        return self._code

    @property
    def texts(self) -> tuple[str, ...]:
        """The notes that are shown."""
        return tuple(note.text for note in self._notes)

    def _note(self, note: LocalNote) -> QWidget:
        frame = panel("person")
        extra = [
            f"{name}: {value}"
            for name, value in (
                ("Giấy tờ", note.papers), ("Liên hệ", note.contact), ("Địa chỉ", note.link),
            )
            if value
        ]  # fmt: skip
        change = button("Sửa", "small", name=f"Sửa ghi chú: {note.text[:40]}")
        change.clicked.connect(partial(self._write, note))
        remove = button("Xoá", "small", name=f"Xoá ghi chú: {note.text[:40]}")
        remove.clicked.connect(partial(self.withdrawn.emit, note.id))
        signed = f"{note.author or 'không ghi tên'} · {stamp(note.updated_at)}"
        body = column(label(note.text, wrap=True), spacing=2, margins=8)
        for text in extra:
            body.addWidget(label(text, "muted", wrap=True))
        body.addWidget(label(signed, "small", wrap=True))
        body.addLayout(row(chip(UNPUBLISHED, "warning"), 1, change, remove))
        frame.setLayout(body)
        return frame

    def write(self) -> None:
        """Begin a new note."""
        self.editor.open("", NoteText(""))
        self.writing.emit()
        self.editor.begin()

    def done(self) -> None:
        """The note is stored: the cursor stays with the notes."""
        self.add.setFocus()
        self.editor.hide()
        self.writing.emit()

    def _write(self, note: LocalNote) -> None:
        text = NoteText(note.text, note.papers, note.contact, note.link)
        self.editor.open(note.id, text)
        self.writing.emit()
        self.editor.begin()


def _box(name: str) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setAccessibleName(name)
    box.setPlaceholderText("Điều xã biết thêm về thủ tục này; không ghi tên công dân")
    box.setTabChangesFocus(True)
    box.setFixedHeight(76)
    return box
