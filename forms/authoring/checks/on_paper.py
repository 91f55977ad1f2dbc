"""What a sheet shows beside its lines: the title, the national heading, marks with their notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from forms.authoring.checks.found import warning
from forms.schema import FormSchema, Problem

_LAYOUT = "/form.toml/layout"
_NATIONAL = "cộng hòa xã hội chủ nghĩa việt nam"
_MARK = re.compile(r"\^\(([^)]+)\)")
_MARKUP = re.compile(r"\^\([^)]+\)|\*\*|//")
_FORM_NUMBER = re.compile(r"\(mẫu số[^)]*\)")
_TEXTS = ("text", "label", "head", "rows", "cells", "notes")


def layout_problems(schema: FormSchema, layout: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what the blocks of a layout say otherwise than the form, or refer to in vain."""
    blocks = tuple(_all_blocks(layout["blocks"]))
    printed = " ".join(b["text"] for b in blocks if b["kind"] == "title")
    if printed and not _same_title(printed, schema.title):
        message = (
            f"title = “{schema.title}”, còn tên in trên giấy là “{_MARKUP.sub('', printed)}”: sửa "
            'text của khối { kind = "title" }, hoặc sửa title.'
        )
        yield warning("FORM-04", f"{_LAYOUT}/title", message)
    explained = {mark for block in blocks for mark in _explained(block)}
    wanted = dict.fromkeys(mark for block in blocks for mark in _marks(schema, block))
    for mark in wanted:
        if mark not in explained:
            message = (
                f"Dấu chú thích ({mark}) không có lời chú thích: thêm vào items của khối "
                '{ kind = "footnotes" }, hoặc bỏ dấu (footnote của dòng, ^(…) trong bố cục).'
            )
            yield warning("FORM-04", f"{_LAYOUT}/footnotes", message)


def national_problems(layout: Mapping[str, Any], text: str) -> Iterator[Problem]:
    """Yield that a sheet has no national heading, unless its layout says that it has none."""
    if layout.get("national", True) and _NATIONAL not in _folded(text):
        message = (
            'Tờ in không có quốc hiệu: thêm khối { kind = "national" }; nếu tờ chính thức không có '
            "quốc hiệu thì ghi national = false trong [layout]."
        )
        yield warning("FORM-04", f"{_LAYOUT}/national", message)


def _all_blocks(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for block in blocks:
        yield block
        inner = [*block.get("blocks", ()), *block.get("otherwise", ())]
        if block["kind"] == "columns":
            inner += [inner_block for cell in block["cells"] for inner_block in cell]
        yield from _all_blocks(inner)


def _same_title(printed: str, title: str) -> bool:
    """A sheet may print the beginning of a long title, or say more than the list of forms."""
    one, other = _folded(_MARKUP.sub("", printed)), _folded(_FORM_NUMBER.sub("", _folded(title)))
    return one in other or other in one


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _explained(block: Mapping[str, Any]) -> Iterator[str]:
    if block["kind"] == "footnotes":
        for number, item in enumerate(block["items"], 1):
            yield from [str(number)] if isinstance(item, str) else item["marks"]


def _marks(schema: FormSchema, block: Mapping[str, Any]) -> Iterator[str]:
    """Yield the marks that a block prints."""
    keys = {"field": [block.get("key")], "fields": block.get("keys", ())}.get(block["kind"], ())
    for line in map(schema.line, keys):
        if line is not None and line.footnote:
            yield line.footnote.strip("()")
    for text in _strings([block.get(name) for name in _TEXTS]):
        yield from _MARK.findall(text)


def _strings(value: object) -> Iterator[str]:
    """Yield the texts in lists and tables, but for blocks: they are looked at by themselves."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, dict) and "kind" not in value:
        yield from _strings(list(value.values()))
