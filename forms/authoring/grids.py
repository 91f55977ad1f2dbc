"""Ruled tables of a layout: lines known beforehand, or one line for each row of an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from forms.authoring.faults import LayoutError
from forms.authoring.paragraphs import Block, Frame, shares, text_xml, twips
from forms.authoring.tables import Cell, TableLook, table_xml
from forms.names import DIGITS, box_names, row_name

_CELL_PADDING_MM = 1.5
_CELL_KEY = re.compile(r"\{(?=[a-z])")
_ROW_NUMBER = "{#}"
_LOOK = {"kind": "text", "after": 2, "before": 2}
_HEAD_LOOK = {**_LOOK, "align": "center", "bold": True, "keep": True}


def table(frame: Frame, block: Block) -> str:
    """Return a ruled table: a head in bold, then rows of marked-up texts."""
    widths = shares(frame.width, block["widths"])
    body = [_row(frame, widths, texts, _looks(block, len(widths))) for texts in block["rows"]]
    return _ruled(frame, block, widths, body)


def rows(frame: Frame, block: Block) -> str:
    """Return a ruled table with one line per row of an answer; `{#}` is the number of the row."""
    key = block["key"]
    line = frame.schema.line(key)
    if line is None or not line.columns:
        raise LayoutError(f"không có dòng “{key}” với type = “rows” trong form.toml")
    widths = shares(frame.width, block["widths"])
    texts = [
        _CELL_KEY.sub(f"{{{row_name(key)}.", text).replace(_ROW_NUMBER, "{loop.index}")
        for text in block["cells"]
    ]
    row = _row(frame, widths, texts, _looks(block, len(widths)))
    start = _tag_row(widths, f"for {row_name(key)} in {key}")
    return _ruled(frame, block, widths, [start, row, _tag_row(widths, "endfor")])


def digits(frame: Frame, block: Block) -> str:
    """Return a label and a square for each digit of a personal number."""
    line = frame.schema.line(block["key"])
    if line is None or not box_names(line):
        raise LayoutError(f"dòng “{block['key']}” không có print_as = “digits” trong form.toml")
    side = twips(block.get("square_mm", 6))
    label = Cell(text_xml(frame, {"after": 0, "text": block["label"]}), frame.width - DIGITS * side)
    look = {"after": 0, "align": "center"}
    squares = [
        Cell(text_xml(frame.narrowed(side), {**look, "text": f"{{{name}}}"}), side, boxed=True)
        for name in box_names(line)
    ]
    return table_xml([[label, *squares]], TableLook(height=side))


def _ruled(frame: Frame, block: Block, widths: Sequence[int], body: list[list[Cell]]) -> str:
    head = [list(row) for row in _head_rows(frame, block, widths)]
    height, padding = twips(block.get("height_mm", 0)), twips(_CELL_PADDING_MM)
    low_head = block["kind"] == "rows"
    look = TableLook(0, height, padding, ruled=True, head_rows=len(head), low_head=low_head)
    return table_xml([*head, *body], look, widths)


def _looks(block: Block, columns: int) -> list[Block]:
    size = {"size": block["size"]} if "size" in block else {}
    aligns = block.get("aligns", ["left"] * columns)
    return [{**_LOOK, **size, "align": align} for align in aligns]


def _row(
    frame: Frame, widths: Sequence[int], texts: Sequence[str], looks: Sequence[Block]
) -> list[Cell]:
    return [
        _cell(frame, width, text, look)
        for width, text, look in zip(widths, texts, looks, strict=True)
    ]


def _cell(frame: Frame, width: int, text: str, look: Block, across: int = 1) -> Cell:
    """A cell; each line of its text is a paragraph."""
    inner = frame.narrowed(width - 2 * twips(_CELL_PADDING_MM))
    paragraphs = [text_xml(inner, {**look, "text": part}) for part in text.split("\n")]
    return Cell("".join(paragraphs), width, across=across)


def _tag_row(widths: Sequence[int], statement: str) -> list[Cell]:
    """A row that docxtpl takes away after obeying it."""
    tag = f"<w:p><w:r><w:t>{{%tr {statement} %}}</w:t></w:r></w:p>"
    return [Cell(tag, sum(widths), across=len(widths))]


def _head_rows(frame: Frame, block: Block, widths: Sequence[int]) -> Iterator[list[Cell]]:
    """A head of one row of texts, or of several with cells `across` columns and `down` rows."""
    head = block["head"]
    size = {"size": block["size"]} if "size" in block else {}
    below: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for row in head if isinstance(head[0], list) else [head]:
        cells, given, column = [], iter(row), 0
        while column < len(widths):
            if below.get(column):
                below[column] -= 1
                cells.append(Cell("<w:p/>", widths[column], merge="continue"))
                column += 1
                continue
            text, across, down = _head_cell(given)
            below |= dict.fromkeys(range(column, column + across), down - 1)
            width = sum(widths[column : column + across])
            cell = _cell(frame, width, text, {**_HEAD_LOOK, **size}, across)
            cells.append(cell if down == 1 else cell.down())
            column += across
        if next(given, None) is not None:
            raise LayoutError("head có nhiều ô hơn số cột trong widths")
        yield cells


def _head_cell(given: Iterator[Any]) -> tuple[str, int, int]:
    cell = next(given, None)
    if cell is None:
        raise LayoutError("head có ít ô hơn số cột trong widths")
    if isinstance(cell, str):
        return cell, 1, 1
    return cell["text"], cell.get("across", 1), cell.get("down", 1)
