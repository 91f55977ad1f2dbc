"""Paragraphs of a layout, and the frame in which they are set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from forms.authoring.faults import LayoutError
from forms.authoring.markup import Style, properties_xml, runs_xml
from forms.schema import FormSchema

_TWIPS_PER_MM = 1440 / 25.4
_ALIGN = MappingProxyType({"left": "left", "center": "center", "right": "right", "justify": "both"})
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


def shares(width: int, parts: Sequence[float]) -> list[int]:
    """Return a width divided as the parts are to each other."""
    return [round(width * part / sum(parts)) for part in parts]


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
    parts.append(f'<w:jc w:val="{_ALIGN[_align(block)]}"/>')
    return f"<w:p><w:pPr>{''.join(parts)}</w:pPr>{runs}</w:p>"


def text_xml(frame: Frame, block: Block) -> str:
    """Return one paragraph of marked-up text."""
    text = block["text"]
    style = Style(
        block.get("size", frame.size), block.get("bold", False), block.get("italic", False)
    )
    leader = "...}" in text or "\t" in text
    return paragraph_xml(frame, block, runs_xml(text, style), leader=leader)


def rule_xml(frame: Frame, block: Block) -> str:
    """Return a short line: the lower border of an empty paragraph, indented on both sides."""
    free = max(frame.width - twips(block["width_mm"]), 0)
    left = {"left": 0, "center": free // 2, "right": free}[_align(block)]
    border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    spacing = f'<w:spacing w:before="{_points(block.get("before", 0))}"'
    spacing += f' w:after="{_points(block.get("after", 0))}" w:line="60" w:lineRule="exact"/>'
    indent = f'<w:ind w:left="{left}" w:right="{free - left}"/>'
    keep = "<w:keepNext/>" if block.get("keep") else ""
    mark = properties_xml(Style(1))
    return f"<w:p><w:pPr>{keep}{border}{spacing}{indent}{mark}</w:pPr></w:p>"


def space_xml(frame: Frame, block: Block) -> str:
    """Return an empty height."""
    return paragraph_xml(frame, {"after": 0, "exact": block["pt"]}, "")


def tag_xml(frame: Frame, statement: str) -> str:
    """Return a paragraph that docxtpl takes away after obeying it."""
    return paragraph_xml(frame, {"after": 0}, f"<w:r><w:t>{{%p {statement} %}}</w:t></w:r>")


def _align(block: Block) -> str:
    align: str = block.get("align", "left")
    if align not in _ALIGN:
        raise LayoutError(f"align = “{align}” không có; dùng {', '.join(_ALIGN)}")
    return align


def _indent(block: Block) -> str:
    first, left = twips(block.get("first_mm", 0)), twips(block.get("left_mm", 0))
    return f'<w:ind w:left="{left}" w:firstLine="{first}"/>' if first or left else ""


def _points(points: float) -> int:
    return round(points * 20)
