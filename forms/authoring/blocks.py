"""The blocks of a layout, into paragraphs and tables of WordprocessingML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from forms.authoring.markup import Style, field_text, properties_xml, runs_xml
from forms.authoring.tables import Cell, TableLook, table_xml
from forms.schema import FormSchema

_TWIPS_PER_MM = 1440 / 25.4
_ALIGN = MappingProxyType({"left": "left", "center": "center", "right": "right", "justify": "both"})
_TABLE_END = "</w:tbl>"
_CELL_PADDING_MM = 1.5
# Word joins tables that touch, and wants a paragraph after the last one.
_GAP = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)
Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks are set: the form, the width that they have, their usual type."""

    schema: FormSchema
    width: int  # twips
    size: float
    after: float  # points after a paragraph

    def narrowed(self, width: int) -> Frame:
        """Return a narrower frame, such as a column."""
        return replace(self, width=width)


def twips(mm: float) -> int:
    """Return millimetres in twentieths of a point."""
    return round(mm * _TWIPS_PER_MM)


def blocks_xml(frame: Frame, blocks: Sequence[Block]) -> str:
    """Return the blocks one after the other; ValueError names a kind or key that is unknown."""
    parts: list[str] = []
    for block in blocks:
        part = _KINDS[block["kind"]](frame, block)
        if parts and parts[-1].endswith(_TABLE_END) and part.startswith("<w:tbl>"):
            parts.append(_GAP)
        parts.append(part)
    if parts and parts[-1].endswith(_TABLE_END):
        parts.append(_GAP)
    return "".join(parts)


def paragraph_xml(frame: Frame, block: Block, runs: str, *, leader: bool = False) -> str:
    """Return one paragraph with the block's spacing, alignment and, for dots, the right stop."""
    parts = ["<w:keepNext/>" if block.get("keep") else "", "<w:keepLines/>"]
    if leader:
        parts.append(
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{frame.width}"/></w:tabs>'
        )
    before, after = block.get("before", 0), block.get("after", frame.after)
    exact = block.get("exact")
    rule = f' w:line="{round(exact * 20)}" w:lineRule="exact"' if exact else ""
    parts.append(f'<w:spacing w:before="{_points(before)}" w:after="{_points(after)}"{rule}/>')
    parts.append(_indent(block))
    parts.append(f'<w:jc w:val="{_ALIGN[block.get("align", "left")]}"/>')
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{runs}</w:p>"


def _text(frame: Frame, block: Block) -> str:
    text = block["text"]
    style = Style(
        block.get("size", frame.size), block.get("bold", False), block.get("italic", False)
    )
    leader = "...}" in text or "\t" in text
    return paragraph_xml(frame, block, runs_xml(text, style), leader=leader)


def _field(frame: Frame, block: Block) -> str:
    return _text(frame, {**block, "text": field_text(frame.schema, block["key"])})


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
    return _text(frame, {**look, **block})


def _rule(frame: Frame, block: Block) -> str:
    """A short line: the lower border of an empty paragraph that is indented on both sides."""
    free = max(frame.width - twips(block["width_mm"]), 0)
    left = {"left": 0, "center": free // 2, "right": free}[block.get("align", "left")]
    border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    spacing = f'<w:spacing w:before="{_points(block.get("before", 0))}"'
    spacing += f' w:after="{_points(block.get("after", 0))}" w:line="60" w:lineRule="exact"/>'
    indent = f'<w:ind w:left="{left}" w:right="{free - left}"/>'
    keep = "<w:keepNext/>" if block.get("keep") else ""
    mark = properties_xml(Style(1))
    return f"<w:p><w:pPr>{keep}{border}{spacing}{indent}{mark}</w:pPr></w:p>"


def _space(frame: Frame, block: Block) -> str:
    return paragraph_xml(frame, {"after": 0, "exact": block["pt"]}, "")


def _columns(frame: Frame, block: Block) -> str:
    """Blocks side by side; `boxed` cells have a line around them, such as places for photos."""
    left, gap = twips(block.get("left_mm", 0)), twips(block.get("gap", 0))
    widths = _shares(frame.width - left, block["widths"])
    boxed = block.get("boxed", ())
    cells = []
    for position, (width, inner) in enumerate(zip(widths, block["cells"], strict=True)):
        right = gap if position < len(widths) - 1 else 0
        xml = blocks_xml(frame.narrowed(width - right), inner)
        cells.append(Cell(xml, width, right, position in boxed))
    return table_xml([cells], TableLook(left, twips(block.get("height_mm", 0))))


def _table(frame: Frame, block: Block) -> str:
    """A ruled table: a head in bold, then rows of marked-up texts."""
    padding = twips(_CELL_PADDING_MM)
    widths = _shares(frame.width, block["widths"])
    look = {"kind": "text", "after": 2, "before": 2}
    head = {**look, "align": "center", "bold": True, "keep": True}

    def row(texts: Sequence[str], style: Block) -> list[Cell]:
        return [
            Cell(_text(frame.narrowed(width - 2 * padding), {**style, "text": text}), width)
            for width, text in zip(widths, texts, strict=True)
        ]

    rows = [row(block["head"], head), *(row(texts, look) for texts in block["rows"])]
    height = twips(block.get("height_mm", 0))
    return table_xml(rows, TableLook(height=height, padding=padding, ruled=True, head_rows=1))


def _shares(width: int, shares: Sequence[float]) -> list[int]:
    return [round(width * share / sum(shares)) for share in shares]


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
    return _tag(frame, f"for item in {block['list']}") + _text(frame, block) + _tag(frame, "endfor")


def _when(frame: Frame, block: Block) -> str:
    inner = blocks_xml(frame, block["blocks"])
    otherwise = block.get("otherwise")
    middle = _tag(frame, "else") + blocks_xml(frame, otherwise) if otherwise else ""
    return _tag(frame, f"if {block['when']}") + inner + middle + _tag(frame, "endif")


def _picture(frame: Frame, block: Block) -> str:
    return _text(frame, {"after": 0, **block, "text": f"{{{block['picture']}}}"})


def _tag(frame: Frame, statement: str) -> str:
    """A paragraph that docxtpl takes away after obeying it."""
    return paragraph_xml(frame, {"after": 0}, f"<w:r><w:t>{{%p {statement} %}}</w:t></w:r>")


def _indent(block: Block) -> str:
    first, left = twips(block.get("first_mm", 0)), twips(block.get("left_mm", 0))
    return f'<w:ind w:left="{left}" w:firstLine="{first}"/>' if first or left else ""


def _points(points: float) -> int:
    return round(points * 20)


_KINDS: Mapping[str, Callable[[Frame, Block], str]] = MappingProxyType(
    {
        "text": _text,
        "field": _field,
        "fields": _fields,
        "national": _national,
        "title": _title,
        "rule": _rule,
        "space": _space,
        "columns": _columns,
        "table": _table,
        "footnotes": _footnotes,
        "each": _each,
        "when": _when,
        "picture": _picture,
    }
)
