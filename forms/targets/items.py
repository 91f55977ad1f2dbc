"""What can be handed over of a form: its lines, and pieces of lines that systems ask for apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from forms.schema import Field, FieldType, Section

DOSSIER = "@"  # the first letter of keys that belong to the dossier, not to a form
_MARK = "#"


class Part(StrEnum):
    """A piece of a line; other systems have a box of its own for it."""

    NUMBER = "number"
    ISSUE_DATE = "issue_date"
    ISSUER = "issuer"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FAMILY = "family"
    MIDDLE = "middle"
    GIVEN = "given"
    DETAIL = "detail"
    COMMUNE = "commune"
    PROVINCE = "province"
    TIME = "time"
    DATE = "date"


PART_WORDS = MappingProxyType(
    {
        Part.NUMBER: "số",
        Part.ISSUE_DATE: "ngày cấp",
        Part.ISSUER: "nơi cấp",
        Part.DAY: "ngày",
        Part.MONTH: "tháng",
        Part.YEAR: "năm",
        Part.FAMILY: "họ",
        Part.MIDDLE: "chữ đệm",
        Part.GIVEN: "tên",
        Part.DETAIL: "chi tiết",
        Part.COMMUNE: "xã, phường",
        Part.PROVINCE: "tỉnh, thành phố",
        Part.TIME: "giờ",
        Part.DATE: "ngày",
    }
)
_PAPER = (Part.NUMBER, Part.ISSUE_DATE, Part.ISSUER)
_DAY = (Part.DAY, Part.MONTH, Part.YEAR)
_PLACE = (Part.DETAIL, Part.COMMUNE, Part.PROVINCE)
_PARTS = MappingProxyType(
    {
        FieldType.ID_DOCUMENT: _PAPER,
        FieldType.DATE: _DAY,
        FieldType.YEAR_OR_DATE: _DAY,
        FieldType.NAME: (Part.FAMILY, Part.MIDDLE, Part.GIVEN),
        FieldType.ADDRESS: _PLACE,
        FieldType.PLACE: _PLACE,
        FieldType.DATETIME: (Part.TIME, Part.DATE),
    }
)
_OFFERED_APART = frozenset({FieldType.ID_DOCUMENT})  # every known system has a box for the number
_NOT_OFFERED = frozenset({FieldType.SIGNATURE})  # written by hand, asked for nowhere else


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to hand over. `is_offered`: in the order from the start, else on demand."""

    id: str
    label: str
    section: str
    line: Field
    part: Part | None
    is_offered: bool

    @property
    def is_of_dossier(self) -> bool:
        """Whether it belongs to the dossier and not to the form."""
        return self.id.startswith(DOSSIER)


def items_of(sections: Iterable[Section]) -> tuple[Item, ...]:
    """Return everything that can be handed over, in the order of the sheet."""
    found: list[Item] = []
    for section in sections:
        for line in section.fields:
            if line.type is not FieldType.PICTURE:
                found += _items(line, section.title)
    return tuple(found)


def line_and_part(lines: Sequence[Field], item_id: str) -> tuple[Field, Part | None]:
    """Return what an item's id names; ValueError when there is no such line or part."""
    key, mark, part_name = item_id.partition(_MARK)
    line = next((line for line in lines if line.key == key), None)
    if line is None:
        raise ValueError(f"order gọi dòng “{key}” không có")
    if not mark:
        return line, None
    part = Part(part_name)
    if part not in _PARTS.get(line.type, ()):
        raise ValueError(f"dòng “{key}” không có phần “{part_name}” (sau dấu #)")
    return line, part


def _items(line: Field, section: str) -> list[Item]:
    apart = line.type in _OFFERED_APART
    label = line.label.rstrip(": ")
    whole = not apart and line.type not in _NOT_OFFERED
    return [
        Item(line.key, label, section, line, None, whole),
        *(
            Item(
                f"{line.key}{_MARK}{part}", f"{label}: {PART_WORDS[part]}",
                section, line, part, apart,
            )
            for part in _PARTS.get(line.type, ())
        ),
    ]  # fmt: skip
