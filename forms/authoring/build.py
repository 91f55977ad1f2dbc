"""template.docx from the layout of form.toml: the same bytes for the same text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from forms.authoring.blocks import blocks_xml
from forms.authoring.faults import FAULTS, LayoutError, said
from forms.authoring.markup import Style, runs_xml
from forms.authoring.package import PageLook, docx_bytes, section_xml
from forms.authoring.paragraphs import Frame, twips
from forms.schema import FormSchema, Sheet
from forms.schema_reader import bad_folder, read_schema

_PAGES_MM = MappingProxyType({"A4": (210, 297), "A4-landscape": (297, 210), "A5": (148, 210)})
_ONWARD = 10  # points


def build_template(folder: Path) -> bytes:
    """Return the template of a form folder; raise InputError FORM-03 for a wrong layout."""
    return template_of(read_schema(folder))


def template_of(schema: FormSchema) -> bytes:
    """Return the template of a schema; raise InputError FORM-03 for a wrong layout."""
    try:
        return _built(schema, schema.raw.get("layout", {}))
    except FAULTS as error:
        raise bad_folder(schema.folder, f"bố cục [layout]: {said(error)}") from error


def _built(schema: FormSchema, layout: Mapping[str, Any]) -> bytes:
    width, height = _PAGES_MM[schema.paper]
    if not layout:
        raise LayoutError("chưa có; chép [layout] của một mẫu gần giống rồi sửa")
    margins_mm = layout.get("margins_mm", (20, 15, 20, 30))
    if len(margins_mm) != len(("top", "right", "bottom", "left")):
        raise LayoutError("margins_mm phải có bốn số: lề trên, phải, dưới, trái")
    top, right, bottom, left = margins_mm
    size = layout.get("size", 13)
    frame = Frame(schema, twips(width - left - right), size, layout.get("after", 2))
    body = blocks_xml(frame, layout["blocks"])
    margins = (twips(top), twips(right), twips(bottom), twips(left))
    numbered = bool(layout.get("page_numbers", False))
    continued = layout.get("continued", "")
    section = section_xml(margins, (twips(width), twips(height)), numbered=numbered)
    onward = runs_xml(f" · {continued}", Style(_ONWARD)) if continued else ""
    look = PageLook(schema.sheet is Sheet.PREVIEW, numbered, onward)
    return docx_bytes(body, section, title=schema.title, size=size, look=look)
