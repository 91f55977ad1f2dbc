"""template.docx from the layout of form.toml: the same bytes for the same text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from forms.authoring.blocks import blocks_xml
from forms.authoring.package import docx_bytes, section_xml
from forms.authoring.paragraphs import Frame, twips
from forms.schema import FormSchema, Sheet
from forms.schema_reader import bad_folder, read_schema

_PAGES_MM = MappingProxyType({"A4": (210, 297), "A4-landscape": (297, 210), "A5": (148, 210)})


def build_template(folder: Path) -> bytes:
    """Return the template of a form folder; raise InputError FORM-03 for a wrong layout."""
    return template_of(read_schema(folder))


def template_of(schema: FormSchema) -> bytes:
    """Return the template of a schema; raise InputError FORM-03 for a wrong layout."""
    try:
        return _built(schema, schema.raw.get("layout", {}))
    except (LookupError, ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise bad_folder(schema.folder, f"layout: {error}") from error


def _built(schema: FormSchema, layout: Mapping[str, Any]) -> bytes:
    width, height = _PAGES_MM[schema.paper]
    top, right, bottom, left = layout.get("margins_mm", (20, 15, 20, 30))
    size = layout.get("size", 13)
    frame = Frame(schema, twips(width - left - right), size, layout.get("after", 2))
    body = blocks_xml(frame, layout["blocks"])
    margins = (twips(top), twips(right), twips(bottom), twips(left))
    section = section_xml(margins, (twips(width), twips(height)))
    preview = schema.sheet is Sheet.PREVIEW
    return docx_bytes(body, section, title=schema.title, size=size, preview=preview)
