"""What is asked of every line of a type, whatever the form: an ethnic group of the list."""

from __future__ import annotations

from collections.abc import Iterator

from base.text import fold
from forms.derive.case import Case, is_unknown
from forms.schema import Field, FieldType, Problem, Severity, Slot

_COMMON = "Kinh"
_SPELLINGS = frozenset(("khmer", "hmong", "h'mong"))  # of the very name that the list has
_BASIS = "Danh mục các thành phần dân tộc Việt Nam (Quyết định 121-TCTK/PPCĐ ngày 02/3/1979)"


def list_problems(case: Case) -> Iterator[Problem]:
    """Warn of an ethnicity that the list of 54 does not have; papers of other days may."""
    for line in case.schema.fields:
        if line.type is not FieldType.ETHNICITY or _is_foreign(case, line):
            continue
        if problem := _problem(line.key, case.text(line.key)):
            yield problem


def _is_foreign(case: Case, line: Field) -> bool:
    """The list is of citizens; other papers name other peoples."""
    nationality = case.of(line.role, Slot.NATIONALITY) if line.role else ""
    return fold(nationality) not in ("", "viet nam")


def better_names(text: str) -> tuple[str, ...]:
    """Return the official names of groups that a text names by another name."""
    if text in ("", _COMMON):
        return ()
    from forms.choices.lists import ethnicities, known_as  # the list, only for other words

    return tuple(hit.entry.name for hit in known_as(ethnicities(), text) if hit.via)


def _problem(key: str, text: str) -> Problem | None:
    if text in ("", _COMMON) or fold(text) == "khong" or is_unknown(text):
        return None
    from forms.choices.lists import ethnicities, known_as

    hits = known_as(ethnicities(), text)
    if any(not hit.via for hit in hits) or fold(text) in _SPELLINGS:
        return None
    names = ", ".join(hit.entry.name for hit in hits)
    code, message = (
        ("LINE-02", f"“{text}” là tên gọi khác của dân tộc {names}: đối chiếu giấy tờ.")
        if hits
        else ("LINE-01", f"“{text}” không có trong danh mục 54 dân tộc: đối chiếu giấy tờ.")
    )
    return Problem(f"/{key}", code, message, _BASIS, Severity.WARNING)
