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
        """Whether this version is the one of that day."""
        start, end = self.head.valid_from, self.head.valid_to
        return (start is None or start <= day) and (end is None or day <= end)


class Library:
    """All forms of some folders. Reading is lazy; the answers never change while it lives."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Keep the paths; nothing is read yet."""
        self._folders = tuple(folders)
        self._schemas: dict[Path, FormSchema] = {}

    @cached_property
    def _summaries(self) -> tuple[FormSummary, ...]:
        found = [FormSummary(read_head(folder), folder) for folder in self._folders]
        for summary in found:
            if summary.folder.name.split("@")[0] != summary.head.id:
                raise bad_folder(summary.folder, f"holds form {summary.head.id}")
        return tuple(found)

    def summaries(self) -> tuple[FormSummary, ...]:
        """Return every form and version, by folder name; raise InputError FORM-03."""
        return self._summaries

    def get(self, form_id: str, on: date) -> FormSchema:
        """Return a form in the version of a day.

        Raises InputError FORM-01 (no such form), FORM-02 (no version that day), FORM-03 (damaged),
        FORM-13 (only the title is known).
        """
        versions = [f for f in self._folders if f.name.split("@")[0] == form_id]
        if not versions:
            raise InputError(
                "FORM-01",
                f"Chưa có biểu mẫu “{form_id}” trong thư viện.",
                "Xem các mẫu đang có bằng lệnh forms list, hoặc cập nhật bộ biểu mẫu.",
            )
        for folder in versions:
            if FormSummary(read_head(folder), folder).holds_on(on):
                return self._schema(folder)
        raise InputError(
            "FORM-02",
            f"Biểu mẫu “{form_id}” không có bản dùng cho ngày {on:%d/%m/%Y}.",
            "Cập nhật bộ biểu mẫu, hoặc kiểm tra lại ngày.",
        )

    def for_procedure(self, procedure_code: str, on: date) -> FormSchema | None:
        """Return the form that a procedure uses on a day, or None."""
        for summary in self._summaries:
            has_sheet = summary.head.sheet is not Sheet.MISSING
            if has_sheet and procedure_code in summary.head.procedures and summary.holds_on(on):
                return self._schema(summary.folder)
        return None

    def _schema(self, folder: Path) -> FormSchema:
        if folder not in self._schemas:
            self._schemas[folder] = read_schema(folder)
        return self._schemas[folder]


def load_library(folder: Path = LIBRARY_DIR) -> Library:
    """Return the library that ships with the program."""
    return Library(sorted(p.parent for p in folder.glob(f"*/{FORM_FILE}")))
