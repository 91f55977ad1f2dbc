"""Tables of WordprocessingML: rows of cells of fixed width, with or without lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_SIDES = ("top", "left", "bottom", "right")
_INSIDE = ("insideH", "insideV")
_LINE = 'w:val="single" w:sz="6" w:space="0" w:color="000000"'


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its blocks, its width and the free space on its right, in twips."""

    xml: str
    width: int
    right: int = 0
    boxed: bool = False
    across: int = 1  # columns that it covers
    merge: str = ""  # "restart" or "continue" of a cell that covers rows

    def down(self) -> Cell:
        """Return it as the first row of a cell that goes on below."""
        return replace(self, merge="restart")


@dataclass(frozen=True, slots=True)
class TableLook:
    """How a table stands: its indent and least row height in twips, lines, repeated head rows."""

    left: int = 0
    height: int = 0
    padding: int = 0
    ruled: bool = False
    head_rows: int = 0
    low_head: bool = False  # the height is for the rows below the head


def table_xml(rows: Sequence[Sequence[Cell]], look: TableLook, widths: Sequence[int] = ()) -> str:
    """Return a table; a row never breaks across pages. Without widths: those of the first row."""
    widths = widths or [cell.width for cell in rows[0]]
    indent = f'<w:tblInd w:w="{look.left}" w:type="dxa"/>' if look.left else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    pad = look.padding
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{indent}'
        f"{_borders('tbl', (*_SIDES, *_INSIDE)) if look.ruled else ''}"
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{pad}" w:type="dxa"/><w:right w:w="{pad}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        f"{''.join(_row(row, look, n) for n, row in enumerate(rows))}</w:tbl>"
    )


def _row(cells: Sequence[Cell], look: TableLook, number: int) -> str:
    is_head = number < look.head_rows
    least = 0 if is_head and look.low_head else look.height
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    head = "<w:tblHeader/>" if is_head else ""
    shape = f"<w:trPr><w:cantSplit/>{height}{head}</w:trPr>"
    return f"<w:tr>{shape}{''.join(map(_cell, cells))}</w:tr>"


def _cell(cell: Cell) -> str:
    parts = [f'<w:tcW w:w="{cell.width}" w:type="dxa"/>']
    if cell.across > 1:
        parts.append(f'<w:gridSpan w:val="{cell.across}"/>')
    if cell.merge:
        parts.append(f'<w:vMerge w:val="{cell.merge}"/>')
    if cell.boxed:
        parts.append(_borders("tc", _SIDES))
    if cell.right:
        parts.append(f'<w:tcMar><w:right w:w="{cell.right}" w:type="dxa"/></w:tcMar>')
    if cell.boxed or cell.merge:
        parts.append('<w:vAlign w:val="center"/>')
    return f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{cell.xml}</w:tc>"


def _borders(of: str, sides: Sequence[str]) -> str:
    lines = "".join(f"<w:{side} {_LINE}/>" for side in sides)
    return f"<w:{of}Borders>{lines}</w:{of}Borders>"
