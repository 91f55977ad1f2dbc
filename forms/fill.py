"""Answers into the official sheet: the one place where docxtpl is called.

docxtpl by default loses text after `&`, prints "None" and runs code in templates; here values are
escaped, a missing line is an error, templates run in a sandbox without functions or filters.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from base.errors import InputError
from base.text import clean_text
from forms.answers import parse_answers
from forms.derive import complete
from forms.printed import printed_lines, switch_is_on
from forms.rules import refuse_on_errors
from forms.schema import FieldType, FormSchema
from forms.schema_reader import bad_folder

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

TEMPLATE_FILE = "template.docx"
MARKS = "paper_marks"  # the one template name that is no line and no switch
DRAFT_MARK = "BẢN NHÁP – CHƯA DÙNG ĐỂ NỘP"
_PNG_DEPTH = 24  # the byte of a PNG that holds the bits of one sample
_TICKED, _BLANK = "☒", "☐"


def fill_docx(
    schema: FormSchema,
    answers: Mapping[str, Any],
    *,
    draft: bool = False,
    marks: Sequence[str] = (),
) -> bytes:
    """Return the filled sheet as .docx; `marks`, such as a practice mark, stand in its header.

    Raises InputError FORM-11 when a value cannot be read (a draft prints it as it is), FORM-03 or
    FORM-04 when the template is damaged. Rules are the caller's matter.
    """
    parsed = parse_answers(schema, answers)
    if not draft:
        refuse_on_errors(parsed.problems)
    from docxtpl import DocxTemplate

    try:
        template = DocxTemplate(io.BytesIO((schema.folder / TEMPLATE_FILE).read_bytes()))
    except OSError as error:
        raise bad_folder(schema.folder, TEMPLATE_FILE) from error
    context = _context(schema, parsed.answers, template)
    context[MARKS] = " · ".join([*([DRAFT_MARK] if draft else []), *marks])
    return _render(schema, template, context)


def template_names(schema: FormSchema) -> set[str]:
    """Return every name that a template of this form may use."""
    names = {MARKS, *(switch.key for switch in schema.switches)}
    for line in schema.fields:
        names |= box_names(line.key) if line.type is FieldType.BOOL else {line.key}
    return names


def box_names(key: str) -> set[str]:
    """Return the names of the two boxes of a yes-or-no line."""
    return {f"{key}__yes", f"{key}__no"}


def _context(
    schema: FormSchema, answers: Mapping[str, Any], template: DocxTemplate
) -> dict[str, Any]:
    values = complete(schema, answers)
    lines = printed_lines(schema, answers)
    context: dict[str, Any] = {s.key: switch_is_on(schema, answers, s.key) for s in schema.switches}
    for line in schema.fields:
        value = values.get(line.key)
        match line.type:
            case FieldType.BOOL:
                context[f"{line.key}__yes"] = _TICKED if value is True else _BLANK
                context[f"{line.key}__no"] = _TICKED if value is False else _BLANK
            case FieldType.LIST:
                context[line.key] = list(value or ())
            case FieldType.PICTURE:
                context[line.key] = _picture(template, value, line.width_mm)
            case _:
                context[line.key] = lines.get(line.key, "")
    return context


def _picture(template: DocxTemplate, value: bytes | None, width_mm: int) -> object:
    if not value:
        return ""
    from docx.shared import Mm
    from docxtpl import InlineImage

    return InlineImage(template, io.BytesIO(_eight_bits(value)), width=Mm(width_mm))


def _eight_bits(png: bytes) -> bytes:
    """rdocx leaves pictures of 1, 2 or 4 bits out without a word; QR codes usually have 1."""
    if png[_PNG_DEPTH] >= 8:
        return png
    from PIL import Image

    buffer = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(buffer, "PNG")
    return buffer.getvalue()


def _render(schema: FormSchema, template: DocxTemplate, context: dict[str, Any]) -> bytes:
    from jinja2 import TemplateError

    try:
        template.render(context, _environment())
    except TemplateError as error:
        raise InputError(
            "FORM-04",
            f"Mẫu in “{schema.title}” bị lỗi nên chưa in được.",
            "Cài lại bộ biểu mẫu, hoặc báo người soạn mẫu.",
            detail=f"{schema.id}: {type(error).__name__}",
        ) from error
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _environment() -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_clean, cache_size=64
    )
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _clean(value: object) -> object:
    """Return text that XML and docxtpl leave alone: its own marks `{_{`, `%_}` are rewritten."""
    if hasattr(value, "__html__"):
        return value
    from markupsafe import Markup, escape

    text = str(escape("" if value is None else clean_text(str(value)).replace("\t", " ")))
    for sign in "{}%":
        text = text.replace(sign, f"&#{ord(sign)};")
    return Markup(text)
