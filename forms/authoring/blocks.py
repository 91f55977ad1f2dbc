"""The blocks of a layout, into paragraphs and tables of WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from forms.authoring import grids
from forms.authoring.faults import FAULTS, LayoutError, said
from forms.authoring.markup import field_text
from forms.authoring.paragraphs import (
    Block,
    Frame,
    rule_xml,
    shares,
    space_xml,
    tag_xml,
    text_xml,
    twips,
)
from forms.authoring.tables import Cell, TableLook, table_xml

_TABLE_END = "</w:tbl>"
# Word joins tables that touch, and wants a paragraph after the last one.
_GAP = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)


def blocks_xml(frame: Frame, blocks: Sequence[Block]) -> str:
    """Return the blocks one after the other; LayoutError names the block that cannot be set."""
    parts: list[str] = []
    for number, block in enumerate(blocks, 1):
        part = _block(frame, block, number)
        if parts and parts[-1].endswith(_TABLE_END) and part.startswith("<w:tbl>"):
            parts.append(_GAP)
        parts.append(part)
    if parts and parts[-1].endswith(_TABLE_END):
        parts.append(_GAP)
    return "".join(parts)


def _block(frame: Frame, block: Block, number: int) -> str:
    where = f"khối thứ {number}"
    try:
        kind = block["kind"]
        where = f"{where} (kind = “{kind}”)"
        if kind not in _KINDS:
            raise LayoutError(f"không có loại khối này; dùng {', '.join(_KINDS)}")
        return _KINDS[kind](frame, block)
    except FAULTS as error:
        raise LayoutError(f"{where}: {said(error)}") from error


def _field(frame: Frame, block: Block) -> str:
    return text_xml(frame, {**block, "text": field_text(frame.schema, block["key"])})


def _fields(frame: Frame, block: Block) -> str:
    cells = [[{"kind": "field", "key": key}] for key in block["keys"]]
    return _columns(frame, {**block, "cells": cells, "gap": block.get("gap", 2)})


def _national(frame: Frame, block: Block) -> str:
    size = block.get("size", frame.size)
    head = {"align": "center", "bold": True, "after": 0, "keep": True}
    lines = [
        {**head, "kind": "text", "size": size, "text": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
        {**head, "kind": "text", "size": size + 1, "text": "Độc lập - Tự do - Hạnh phúc"},
        {"kind": "rule", "width_mm": block.get("rule_mm", 60), "align": "center"},
    ]
    return blocks_xml(frame, lines)


def _title(frame: Frame, block: Block) -> str:
    look = {"align": "center", "bold": True, "size": frame.size + 1, "before": 10, "after": 8}
    return text_xml(frame, {**look, **block})


def _columns(frame: Frame, block: Block) -> str:
    """Blocks side by side; `boxed` cells have a line around them, such as places for photos."""
    left, gap = twips(block.get("left_mm", 0)), twips(block.get("gap", 0))
    widths = shares(frame.width - left, block["widths"])
    boxed = block.get("boxed", ())
    cells = []
    for position, (width, inner) in enumerate(zip(widths, block["cells"], strict=True)):
        right = gap if position < len(widths) - 1 else 0
        xml = blocks_xml(frame.narrowed(width - right), inner)
        cells.append(Cell(xml, width, right, position in boxed))
    return table_xml([cells], TableLook(left, twips(block.get("height_mm", 0))))


def _signature(frame: Frame, block: Block) -> str:
    """A place to sign: who signs, how, room, the name.

    `capacity` and `title` are lines of whoever signs for somebody (KT., TUQ.) and of the post that
    takes the place of `head`; `way` is the line that says how somebody signs who cannot write.
    """
    centred = {"kind": "text", "align": "center", "after": 0}
    head, title, way = block["head"], block.get("title"), block.get("way")
    notes: list[Block] = [
        {**centred, "size": block.get("note_size", 12), "text": f"//{note}//"}
        for note in block.get("notes", ())
    ]
    if way:
        other = [{**centred, "size": 12, "text": f"//({{{way}}})//"}]
        notes = [{"kind": "when", "when": way, "blocks": other, "otherwise": notes}]
    lines: list[Block] = [
        {**centred, "text": f"**{{{title}|{head}}}**" if title else f"**{head}**"},
        *notes,
        {"kind": "space", "pt": block.get("room", 56)},
        {**centred, "bold": True, "text": f"{{{block['key']}}}"},
    ]
    if capacity := block.get("capacity"):
        over = {**centred, "text": f"**{{{capacity}}}**"}
        lines.insert(0, {"kind": "when", "when": capacity, "blocks": [over]})
    return blocks_xml(frame, lines)


def _footnotes(frame: Frame, block: Block) -> str:
    """Notes under a short rule; they stay on one page, the next one if there is no room.

    An item is a text, marked by its place, or a table of `marks` and `text`.
    """
    look = {"kind": "text", "size": block.get("size", 10), "align": "justify", "after": 2}
    rule = {"kind": "rule", "width_mm": 50, "before": block.get("before", 6), "after": 3}
    last = len(block["items"])
    notes = [
        {**look, "text": _note(item, number), "keep": number < last}
        for number, item in enumerate(block["items"], 1)
    ]
    return blocks_xml(frame, [{**rule, "keep": True}, *notes])


def _note(item: str | Mapping[str, Any], number: int) -> str:
    if isinstance(item, str):
        return f"^({number}) {item}"
    return " ".join([*(f"^({mark})" for mark in item["marks"]), item["text"]])


def _each(frame: Frame, block: Block) -> str:
    return (
        tag_xml(frame, f"for item in {block['list']}")
        + text_xml(frame, block)
        + tag_xml(frame, "endfor")
    )


def _when(frame: Frame, block: Block) -> str:
    inner = blocks_xml(frame, block["blocks"])
    otherwise = block.get("otherwise")
    middle = tag_xml(frame, "else") + blocks_xml(frame, otherwise) if otherwise else ""
    return tag_xml(frame, f"if {block['when']}") + inner + middle + tag_xml(frame, "endif")


def _picture(frame: Frame, block: Block) -> str:
    return text_xml(frame, {"after": 0, **block, "text": f"{{{block['picture']}}}"})


_KINDS: Mapping[str, Callable[[Frame, Block], str]] = MappingProxyType(
    {
        "text": text_xml,
        "field": _field,
        "fields": _fields,
        "national": _national,
        "title": _title,
        "rule": rule_xml,
        "space": space_xml,
        "columns": _columns,
        "table": grids.table,
        "rows": grids.rows,
        "digits": grids.digits,
        "signature": _signature,
        "footnotes": _footnotes,
        "each": _each,
        "when": _when,
        "picture": _picture,
    }
)
