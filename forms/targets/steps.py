"""The values of one dossier, one step each, in an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from forms.schema import FieldType
from forms.targets.items import Item, Part
from forms.targets.writing import DateStyle, is_read_whole, written


@dataclass(frozen=True, slots=True)
class Step:
    """One value to paste; an empty text has nothing to paste."""

    id: str
    label: str
    section: str
    text: str = field(repr=False)
    is_number: bool = False  # an identity number: read aloud in groups, pasted without
    is_aside: bool = False  # in the list, but passed over: its parts hold everything


def steps_in_order(
    items: Sequence[Item], used: Sequence[str], values: Mapping[str, Any], dates: DateStyle
) -> tuple[Step, ...]:
    """Return the steps of the items in use; a table gives one step for each cell.

    Behind the parts of a line stands the whole line, too: to be pasted where the parts do not hold
    everything that it says, else only to be reached in the list.
    """
    by_id = {item.id: item for item in items}
    there = [i for i in used if i in by_id]
    last_part = {by_id[i].line.key: i for i in there if by_id[i].part is not None}
    found: list[Step] = []
    for item_id in there:
        found += _steps(by_id[item_id], values, dates)
        key = by_id[item_id].line.key
        if last_part.get(key) == item_id and key in by_id and key not in there:
            found += _whole(by_id[key], values, dates)
    return tuple(found)


def _whole(item: Item, values: Mapping[str, Any], dates: DateStyle) -> Iterator[Step]:
    value = values.get(item.line.key)
    is_read = is_read_whole(item.line, value)
    label = f"{item.label}: cả dòng" if is_read else f"{item.label}: cả dòng, chưa tách hết"
    for step in _steps(item, values, dates):
        yield replace(step, label=label, is_aside=is_read)


def _steps(item: Item, values: Mapping[str, Any], dates: DateStyle) -> Iterator[Step]:
    value = values.get(item.line.key)
    if item.line.type is FieldType.ROWS and isinstance(value, list) and value:
        yield from _cells(item, value, dates)
    elif item.line.type is FieldType.LIST and isinstance(value, list) and value:
        for number, entry in enumerate(value):
            text = written(item.line, None, entry, dates)
            yield Step(f"{item.id}/{number}", f"{item.label} ({number + 1})", item.section, text)
    else:
        text = written(item.line, item.part, value, dates)
        named = item.line.type is FieldType.ID_NUMBER or item.part is Part.NUMBER
        yield Step(item.id, item.label, item.section, text, named and text.isdigit())


def _cells(item: Item, rows: Sequence[object], dates: DateStyle) -> Iterator[Step]:
    for number, row in enumerate(rows):
        given = row if isinstance(row, Mapping) else {}
        for column in item.line.columns:
            text = written(column, None, given.get(column.key), dates)
            is_number = column.type is FieldType.ID_NUMBER and text.isdigit()
            yield Step(
                f"{item.id}/{number}/{column.key}", column.label.rstrip(": "),
                f"{item.label}, dòng {number + 1}", text, is_number,
            )  # fmt: skip
