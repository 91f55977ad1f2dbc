"""What changed between two catalogues, per procedure and in plain Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from catalog.bundle.wording import (
    STATUS_WORDS,
    day_words,
    differences,
    fees,
    papers,
    times,
)
from catalog.calendar import CalendarFile
from catalog.catalogue import Catalogue
from catalog.content import CALENDAR, SITUATIONS, SYNONYMS, USAGE, WORKFLOWS
from catalog.index import UsageFile
from catalog.procedure import Procedure, ProvincialRate
from catalog.search.synonyms import SynonymFile, words_by_name
from catalog.situations import Questions

_LISTS = {
    "legal_basis": "Căn cứ pháp lý",
    "data_replaced": "Giấy tờ được thay bằng dữ liệu",
    "notes": "Ghi chú",
}
_OTHER = {
    "result": "kết quả",
    "exemptions": "đối tượng được miễn, giảm",
    "channels": "cách nộp hồ sơ",
    "non_territorial": "tiếp nhận không phụ thuộc địa giới",
    "vertical_agency": "cơ quan tiếp nhận",
    "interlinked_with": "liên thông",
    "hints": "lưu ý",
}


def _asked(data: bytes) -> object:
    return tuple(Questions.read(data).specs.items())


def _searched(data: bytes) -> object:
    file = msgspec.json.decode(data, type=SynonymFile)
    groups = [tuple(words_by_name(own).items()) for own in (file.classes, file.abbreviations)]
    return file.noise, file.soft, file.phrases, *groups


def _weighed(data: bytes) -> object:
    file = msgspec.json.decode(data, type=UsageFile)
    return file.note, tuple(file.by_code.items())


_FILES: dict[str, tuple[str, Callable[[bytes], object]]] = {
    SITUATIONS: ("Câu hỏi về trường hợp có thay đổi.", _asked),
    SYNONYMS: ("Từ ngữ tìm kiếm có thay đổi.", _searched),
    USAGE: ("Thứ tự gợi ý khi tìm kiếm có thay đổi.", _weighed),
    WORKFLOWS: ("Quy trình nội bộ có thay đổi.", msgspec.json.decode),
}
"""What is said of a file, and how it is read so that its order counts whatever its shape is."""
_GONE_LINES = ("Không còn trong danh mục; hồ sơ đã nhận vẫn giữ phiên bản lúc nhận.",)
_FORMS, _UNITS, _HOLIDAYS = "Biểu mẫu", "Đơn vị hành chính", "Lịch nghỉ"
_TOLD = (
    ("time", "Thời hạn", times),
    ("fee", "Mức thu", fees),
    ("papers", "Thành phần hồ sơ", papers),
)


@dataclass(frozen=True, slots=True)
class ProcedureChange:
    """One procedure that the newer catalogue says something else of.

    `kind`: added, changed or removed. `aspects` are time, fee, papers, name, status, other.
    """

    code: str
    name: str
    kind: str
    lines: tuple[str, ...]
    aspects: frozenset[str]


@dataclass(frozen=True, slots=True)
class GeneralPart:
    """What changed beside the procedures, of one kind, and how a sentence names that."""

    title: str
    lines: tuple[str, ...]
    counted: str


@dataclass(frozen=True, slots=True)
class CatalogueChanges:
    """Everything that differs, seen on one day; later days are told with their date."""

    from_version: str
    to_version: str
    added: tuple[ProcedureChange, ...]
    changed: tuple[ProcedureChange, ...]
    removed: tuple[ProcedureChange, ...]
    general: tuple[str, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of all procedures that are touched, to look for open dossiers."""
        return frozenset(c.code for c in (*self.added, *self.changed, *self.removed))

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.codes and not self.general


def compare(old: Catalogue, new: Catalogue, on: date) -> CatalogueChanges:
    """Return what the newer catalogue changes for cases from a day on."""
    old_codes = {entry.code for entry in old.entries}
    new_codes = {entry.code for entry in new.entries}
    changed = (_changed(old, new, code, on) for code in sorted(old_codes & new_codes))
    return CatalogueChanges(
        from_version=old.version,
        to_version=new.version,
        added=tuple(_added(new.get(code, on)) for code in sorted(new_codes - old_codes)),
        changed=tuple(change for change in changed if change is not None),
        removed=tuple(_removed(old.get(code, on)) for code in sorted(old_codes - new_codes)),
        general=tuple(_general(old, new)),
    )


def procedure_differences(old: Procedure, new: Procedure) -> Iterator[tuple[str, str]]:
    """Yield (aspect, sentence) for everything that differs between two versions."""
    if old.name != new.name:
        yield "name", f"Tên: từ “{old.name}” thành “{new.name}”."
    if old.status != new.status or old.replaced_by != new.replaced_by:
        yield "status", _status_line(new)
    for aspect, what, read in _TOLD:
        for line in differences(what, read(old), read(new)):
            yield aspect, line
    for attribute, what in _LISTS.items():
        before, after = getattr(old, attribute), getattr(new, attribute)
        yield from (("other", f"{what}: thêm “{t}”.") for t in after if t not in before)
        yield from (("other", f"{what}: bỏ “{t}”.") for t in before if t not in after)
    other = [words for name, words in _OTHER.items() if getattr(old, name) != getattr(new, name)]
    if other:
        yield "other", f"Sửa {', '.join(other)}."


def differences_since(old: Procedure, new: Catalogue, on: date, until: date) -> tuple[str, ...]:
    """Return what a catalogue says else than one procedure as it was, from a day until another.

    The province's own amounts stay out: they belong to a catalogue, not to a procedure's version.
    """
    if not new.has(old.code):
        return _GONE_LINES
    days = [day for day in _days_of(new.versions(old.code), on) if day <= until]
    told: dict[str, str] = {}
    for day in days or [on]:
        for _, line in procedure_differences(_published(old), _published(new.get(old.code, day))):
            told.setdefault(line, _from_day(day, on) + line)
    return tuple(told.values())


def _published(procedure: Procedure) -> Procedure:
    own = tuple(rate for rate in procedure.fees if not isinstance(rate, ProvincialRate))
    return msgspec.structs.replace(procedure, fees=own)


def _changed(old: Catalogue, new: Catalogue, code: str, on: date) -> ProcedureChange | None:
    """Compare on the day itself and on every later day on which a version begins or ends."""
    told: set[str] = set()
    found: list[tuple[str, str]] = []
    for day in _days(old, new, code, on):
        for aspect, line in procedure_differences(old.get(code, day), new.get(code, day)):
            if line not in told:
                told.add(line)
                found.append((aspect, _from_day(day, on) + line))
    if not found:
        return None
    lines, aspects = tuple(line for _, line in found), frozenset(a for a, _ in found)
    return ProcedureChange(code, new.get(code, on).name, "changed", lines, aspects)


def _from_day(day: date, on: date) -> str:
    return f"Từ {day:%d/%m/%Y}: " if day > on else ""


def _days(old: Catalogue, new: Catalogue, code: str, on: date) -> list[date]:
    return _days_of((*old.versions(code), *new.versions(code)), on)


def _days_of(versions: Iterable[Procedure], on: date) -> list[date]:
    """Return a day and every later one on which a version begins or has ended."""
    days = {on}
    for procedure in versions:
        begins = procedure.valid_from and date.fromisoformat(procedure.valid_from)
        if begins and begins > on:
            days.add(begins)
        ends = procedure.valid_to and date.fromisoformat(procedure.valid_to)
        if ends and ends >= on:
            days.add(date.fromordinal(ends.toordinal() + 1))
    return sorted(days)


def _added(procedure: Procedure) -> ProcedureChange:
    line = "Thủ tục mới trong danh mục."
    if procedure.status == "upcoming" and procedure.valid_from:
        line = f"Thủ tục mới, áp dụng từ {day_words(procedure.valid_from)}."
    elif procedure.status != "current":
        line = _status_line(procedure)
    return ProcedureChange(procedure.code, procedure.name, "added", (line,), frozenset({"status"}))


def _removed(procedure: Procedure) -> ProcedureChange:
    return ProcedureChange(
        procedure.code, procedure.name, "removed", _GONE_LINES, frozenset({"status"})
    )


def _status_line(procedure: Procedure) -> str:
    line = f"Trạng thái: {STATUS_WORDS[procedure.status]}"
    if procedure.replaced_by:
        line += f", dùng {', '.join(procedure.replaced_by)}"
    return f"{line}." + (f" {procedure.status_note}" if procedure.status_note else "")


def _general(old: Catalogue, new: Catalogue) -> Iterator[str]:
    yield from _calendar_lines(old, new)
    if old.province_fees.rates != new.province_fees.rates:
        count = len(new.province_fees.rates)
        yield f"Mức thu của tỉnh {new.province_fees.province}: {count} mức trong bản mới."
    for name, (line, read) in _FILES.items():
        if read(old.content.read(name)) != read(new.content.read(name)):
            yield line


def _calendar_lines(old: Catalogue, new: Catalogue) -> Iterator[str]:
    before, after = (
        msgspec.json.decode(c.content.read(CALENDAR), type=CalendarFile) for c in (old, new)
    )
    known = {day.date: day for day in before.days}
    coming = {day.date: day for day in after.days}
    added = [d for day, d in sorted(coming.items()) if known.get(day) != d]
    gone = [d for day, d in sorted(known.items()) if day not in coming]
    for day in added:
        yield f"Lịch nghỉ: {day.date:%d/%m/%Y} là {day.name}."
    for day in gone:
        yield f"Lịch nghỉ: bỏ {day.date:%d/%m/%Y} ({day.name})."
    if not added and not gone and before != after:
        yield "Lịch nghỉ: sửa quy tắc hoặc ghi chú năm."


def summary(changes: CatalogueChanges) -> str:
    """Return one sentence for the bar after an import: every kind of change is named."""
    counts = [
        f"{len(items)} {word}"
        for items, word in (
            (changes.added, "mới"), (changes.changed, "sửa"), (changes.removed, "bỏ"),
        )
        if items
    ]  # fmt: skip
    if counts:
        number, _, word = counts[0].partition(" ")
        counts[0] = f"{number} thủ tục {word}"
    counts += [part.counted for part in general_parts(changes)]
    return ", ".join(counts) or "không có gì khác"


def general_parts(changes: CatalogueChanges) -> tuple[GeneralPart, ...]:
    """Return what is about no single procedure, by kind: every line begins with its kind."""
    known: dict[str, list[str]] = {_FORMS: [], _UNITS: [], _HOLIDAYS: []}
    other: list[str] = []
    for line in changes.general:
        known.get(line.partition(":")[0], other).append(line)
    forms = f"{len(known[_FORMS])} biểu mẫu"
    named = ((_FORMS, forms), (_UNITS, "đơn vị hành chính"), (_HOLIDAYS, "lịch nghỉ"))
    parts = [GeneralPart(title, tuple(known[title]), counted) for title, counted in named]
    parts.append(GeneralPart("Khác", tuple(other), f"{len(other)} thay đổi khác"))
    return tuple(part for part in parts if part.lines)
