"""The library: one folder per form and version, read only when asked for.

`<id>/` or `<id>@<version>/`: several versions of one form hold on different days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from base.errors import InputError
from forms.schema import FormSchema, Sheet
from forms.schema_reader import FORM_FILE, FormHead, bad_folder, read_head, read_schema

LIBRARY_DIR = Path(__file__).resolve().parent / "library"


@dataclass(frozen=True, slots=True)
class FormSummary:
    """One line of the list of forms."""

    head: FormHead
    folder: Path

    def holds_on(self, day: date) -> bool:
        """Whether this version may be used on that day; a later one may hold, too."""
        start, end = self.head.valid_from, self.head.valid_to
        return (start is None or start <= day) and (end is None or day <= end)


class Library:
    """All forms of some folders. Reading is lazy; the answers never change while it lives.

    Where several versions hold on a day, the one that began last is used. Of two folders with the
    same form and beginning the first one counts: what was delivered later stands before what
    the program came with.
    """

    def __init__(self, folders: Sequence[Path], older: Sequence[Path] = ()) -> None:
        """Keep the paths; nothing is read yet. `older` are only for papers made with them."""
        self._folders = tuple(folders)
        self._older = tuple(older)
        self._schemas: dict[Path, FormSchema] = {}

    @cached_property
    def _summaries(self) -> tuple[FormSummary, ...]:
        known = {form_of(folder) for folder in self._folders}
        found = (summary for form_id in known for summary in self._standing(form_id))
        return tuple(sorted(found, key=lambda summary: summary.folder.name))

    def summaries(self) -> tuple[FormSummary, ...]:
        """Return every form and version, by folder name; raise InputError FORM-03."""
        return self._summaries

    def on(self, day: date) -> tuple[FormSummary, ...]:
        """Return each form once, in the version of a day; raise InputError FORM-03."""
        found: dict[str, FormSummary] = {}
        for summary in self._summaries:
            found[summary.head.id] = _later(found.get(summary.head.id), summary, day)
        return tuple(summary for summary in found.values() if summary.holds_on(day))

    def get(self, form_id: str, on: date) -> FormSchema:
        """Return a form in the version of a day.

        Raises InputError FORM-01 (no such form), FORM-02 (no version that day), FORM-03 (damaged),
        FORM-13 (only the title is known).
        """
        versions = self._standing(form_id)
        if not versions:
            raise InputError(
                "FORM-01",
                f"Chưa có biểu mẫu “{form_id}” trong thư viện.",
                "Xem các mẫu đang có bằng lệnh forms list, hoặc cập nhật bộ biểu mẫu.",
            )
        found: FormSummary | None = None
        for summary in versions:
            found = _later(found, summary, on)
        if found is None or not found.holds_on(on):
            raise InputError(
                "FORM-02",
                f"Biểu mẫu “{form_id}” không có bản dùng cho ngày {on:%d/%m/%Y}.",
                "Cập nhật bộ biểu mẫu, hoặc kiểm tra lại ngày.",
            )
        return self._schema(found.folder)

    def kept(self, form_id: str, version: str | None, on: date) -> FormSchema:
        """Return the very version that a paper was made with, else that of the day.

        Raises what `get` raises.
        """
        for folder in (*self._folders, *self._older):
            if version and form_of(folder) == form_id and read_head(folder).version == version:
                return self._schema(folder)
        return self.get(form_id, on)

    def for_procedure(self, procedure_code: str, on: date) -> FormSchema | None:
        """Return the form that a procedure uses on a day, or None."""
        for summary in self.on(on):
            has_sheet = summary.head.sheet is not Sheet.MISSING
            if has_sheet and procedure_code in summary.head.procedures:
                return self._schema(summary.folder)
        return None

    def _standing(self, form_id: str) -> tuple[FormSummary, ...]:
        """Return the versions of a form, without folders that another one stands before."""
        found: dict[date | None, FormSummary] = {}
        for folder in self._folders:
            if form_of(folder) != form_id:
                continue
            head = read_head(folder)
            if head.id != form_id:
                raise bad_folder(folder, f"holds form {head.id}")
            found.setdefault(head.valid_from, FormSummary(head, folder))
        return tuple(found.values())

    def _schema(self, folder: Path) -> FormSchema:
        if folder not in self._schemas:
            self._schemas[folder] = read_schema(folder)
        return self._schemas[folder]


def form_of(folder: Path) -> str:
    """Return the id of the form in a folder, by its name."""
    return folder.name.split("@")[0]


def bundled_folders(root: Path = LIBRARY_DIR) -> tuple[Path, ...]:
    """Return the folders of a library, by name."""
    return tuple(sorted(path.parent for path in root.glob(f"*/{FORM_FILE}")))


def load_library(folder: Path = LIBRARY_DIR) -> Library:
    """Return the library that ships with the program."""
    return Library(bundled_folders(folder))


def _later(found: FormSummary | None, summary: FormSummary, day: date) -> FormSummary:
    """Return the one of two that is used on a day: it holds then, and it began later."""
    if found is None or (summary.holds_on(day), _begins(summary)) > (
        found.holds_on(day),
        _begins(found),
    ):
        return summary
    return found


def _begins(summary: FormSummary) -> date:
    return summary.head.valid_from or date.min
