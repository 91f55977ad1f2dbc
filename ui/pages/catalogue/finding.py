"""What the list of procedures shows: what was looked for, else what this desk keeps at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from catalog.bundle.wording import STATUS_WORDS
from catalog.catalogue import Catalogue
from catalog.counter.notes import search_with_notes
from catalog.counter.shelf import Shelf
from catalog.counter.standing import agency_words
from catalog.index import GONE, IndexEntry
from catalog.search.engine import COMMUNE, Hit, Only, is_anything_sure
from catalog.search.words import TOO_LONG, is_read_whole
from catalog.storage import LocalNote
from ui.widgets.entry import Entry

Choices = tuple[tuple[str, str], ...]
FOUND = 40
_USUAL = 20
_NOTHING = (
    "Không tìm thấy. Thử từ khác hoặc bỏ bộ lọc; nếu danh mục không có thì bấm “Không thấy thủ "
    "tục?” để ghi lại."
)


_UNSURE = (
    "Có thể không phải: phím ↓ để chọn; không thấy thì bấm “Không thấy thủ tục?” để ghi vào "
    "danh sách thủ tục còn thiếu."
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, on a day, with what the desk keeps."""

    text: str
    only: Only
    day: date
    shelf: Shelf = field(default_factory=Shelf)
    notes: tuple[LocalNote, ...] = field(default=(), repr=False)

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is set."""
        return self.only != Only()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the list shows for a text."""

    text: str
    caption: str
    entries: tuple[Entry, ...]
    is_sure: bool = True
    """Whether the first one may be taken without a look."""


def find(catalogue: Catalogue, asked: Asked) -> Answer:
    """Return the procedures that a text means; without one those of the filter or at hand."""
    if asked.text:
        hits = search_with_notes(
            catalogue, asked.notes, asked.text, on=asked.day, limit=FOUND, only=asked.only
        )
        caption = _caption(hits, asked.text)
        entries = tuple(_hit(hit, asked.shelf) for hit in hits)
        return Answer(asked.text, caption, entries, is_anything_sure(hits))
    if asked.is_filtered:
        found = [
            entry
            for entry in catalogue.entries_on(asked.day)
            if asked.only.admits(entry) and not entry.is_gone(asked.day)
        ]
        found.sort(key=lambda entry: entry.name)
        entries = tuple(_entry(entry, asked) for entry in found)
        return Answer("", f"{len(found)} thủ tục trong bộ lọc", entries)
    return Answer(
        "", "Đã ghim, mới mở, rồi các thủ tục hay dùng", tuple(_at_hand(catalogue, asked))
    )


def filters(catalogue: Catalogue, day: date) -> tuple[Choices, Choices]:
    """Return the fields and the agencies to filter by, with how many procedures each has."""
    entries = [entry for entry in catalogue.entries_on(day) if not entry.is_gone(day)]
    fields = Counter(entry.field for entry in entries)
    agencies = Counter(entry.vertical_agency or COMMUNE for entry in entries)
    return (
        tuple((f"{name} ({fields[name]})", name) for name in sorted(fields)),
        tuple((f"{_agency(name)} ({count})", name) for name, count in agencies.most_common()),
    )


def _caption(hits: Sequence[Hit], text: str) -> str:
    if not hits:
        caption = _NOTHING
    elif not is_anything_sure(hits):
        caption = _UNSURE
    else:
        caption = f"{len(hits)} thủ tục" + (" khớp nhất" if len(hits) == FOUND else "")
    return caption if is_read_whole(text) else f"{caption} {TOO_LONG}"


def _agency(name: str) -> str:
    return "UBND cấp xã" if name == COMMUNE else agency_words(name)


def _at_hand(catalogue: Catalogue, asked: Asked) -> Iterator[Entry]:
    known = {entry.code: entry for entry in catalogue.entries_on(asked.day)}
    usual = tuple(entry.code for entry in catalogue.usual(_USUAL, asked.day))
    told: set[str] = set()
    for codes, why in (
        (asked.shelf.favourites, "đã ghim"), (asked.shelf.recents, "mới mở"), (usual, "hay dùng"),
    ):  # fmt: skip
        for code in codes:
            if code in known and code not in told:
                told.add(code)
                yield _entry(known[code], asked, why)


def _entry(entry: IndexEntry, asked: Asked, why: str = "") -> Entry:
    status = "upcoming" if not entry.has_begun(asked.day) else entry.status
    gone = entry.is_gone(asked.day) and status not in GONE and status != "upcoming"
    marks = _marks("repealed" if gone else status, entry.replaced_by, entry.vertical_agency)
    return _made(entry.code, entry.name, (*marks, entry.field, why), asked.shelf)


def _hit(hit: Hit, shelf: Shelf) -> Entry:
    found = hit.procedure
    marks = _marks(found.status, found.replaced_by, found.vertical_agency)
    return _made(found.code, found.name, (*marks, hit.why, found.field), shelf)


def _marks(status: str, replaced_by: Sequence[str], agency: str | None) -> Iterator[str]:
    """Yield what must be seen first: that it is gone, that it is not the commune's."""
    if status in GONE:
        yield f"thay bằng {replaced_by[0]}" if replaced_by else STATUS_WORDS[status]
    elif status not in {"current", "unverified"}:
        yield STATUS_WORDS[status]
    if agency:
        yield f"của {agency_words(agency)}"


def _made(code: str, name: str, parts: Sequence[str], shelf: Shelf) -> Entry:
    icon_name = "star" if code in shelf.favourites else "file-text"
    if any(part.startswith("thay bằng") or part == STATUS_WORDS["repealed"] for part in parts):
        icon_name = "triangle-alert"
    detail = " · ".join(part for part in (code, *parts) if part)
    return Entry("procedure", code, _title(name), detail, icon_name)


def _title(name: str) -> str:
    """Return a name without “Thủ tục”, which every line would begin with."""
    short = name.removeprefix("Thủ tục ")
    return short[:1].upper() + short[1:]
