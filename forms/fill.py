"""Answers into the official sheet: the one place where docxtpl is called.

docxtpl by default loses text after `&`, prints "None" and runs code in templates; here values are
escaped, a missing line is an error, templates run in a sandbox without functions or filters.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from base.errors import InputError
from base.text import clean_text
from forms.answers import parse_answers
from forms.derive import complete
from forms.names import DIGITS, MARKS, box_names
from forms.printed import printed_lines, printed_rows, switch_is_on
from forms.rendering.pictures import PictureError, drawn_picture
from forms.rules import refuse_on_errors
from forms.schema import Field, FieldType, FormSchema, PrintAs, Sheet
from forms.schema_reader import bad_folder

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.sandbox import SandboxedEnvironment

TEMPLATE_FILE = "template.docx"
DRAFT_MARK = "BẢN NHÁP – CHƯA DÙNG ĐỂ NỘP"
PREVIEW_MARK = "BẢN XEM TRƯỚC – KHÔNG CÓ GIÁ TRỊ SỬ DỤNG"
NO_PICTURE = "(ảnh không đọc được nên không in)"
_TALLEST = 4 / 3  # of a picture by the width of its place: photos are 3 x 4 cm
_LEAST_MM = 0.1
# What python-docx and docxtpl raise for a package that is no sheet, and Jinja for a wrong sum.
_BROKEN = (BadZipFile, LookupError, ValueError, TypeError, AttributeError, SyntaxError,
           ArithmeticError)  # fmt: skip
_TICKED, _BLANK = "☒", "☐"
# rdocx lets a word that is longer than its cell run over the next one: it is told where to cut.
_CUT = "\u200b"
_LONG_WORD = re.compile(r"\S{15,}")
_PIECE = re.compile(r"(?:[^-./@_,;:]{1,12}(?![\u0300-\u036f])[-./@_,;:]*|.)", re.DOTALL)


class _CutText(str):
    """Text of a table's cell for rdocx, where long words are cut."""

    __slots__ = ()


def fill_docx(
    schema: FormSchema,
    answers: Mapping[str, Any],
    *,
    draft: bool = False,
    marks: Sequence[str] = (),
    for_rdocx: bool = False,
) -> bytes:
    """Return the filled sheet as .docx; `marks`, such as a practice mark, stand in its header.

    Long words in cells are cut `for_rdocx`; Word breaks them itself, so that there a code is found
    and copied as it is.

    Raises InputError FORM-11 when a value cannot be read (a draft prints it as it is), FORM-14 when
    the form is filled on a portal only, FORM-03 or FORM-04 when the template is damaged. Rules are
    the caller's matter. A preview is marked whatever the caller says.
    """
    refuse_without_paper(schema)
    parsed = parse_answers(schema, answers)
    if not draft:
        refuse_on_errors(parsed.problems)
    from docxtpl import DocxTemplate

    try:
        template = DocxTemplate(io.BytesIO((schema.folder / TEMPLATE_FILE).read_bytes()))
    except OSError as error:
        raise bad_folder(schema.folder, TEMPLATE_FILE) from error
    context = _context(schema, parsed.answers, template, _CutText if for_rdocx else str)
    own = [PREVIEW_MARK] if schema.sheet is Sheet.PREVIEW else []
    context[MARKS] = " · ".join([*own, *([DRAFT_MARK] if draft else []), *marks])
    return _render(schema, template, context)


def refuse_without_paper(schema: FormSchema) -> None:
    """Raise InputError FORM-14 for a declaration that is filled on a portal and never printed."""
    if schema.sheet is Sheet.ELECTRONIC:
        raise InputError(
            "FORM-14",
            f"“{schema.title}” là tờ khai điện tử, không in ra giấy.",
            "Nhập trên Cổng dịch vụ công quốc gia hoặc VNeID, chuyển từng dòng bằng F7.",
        )


def _context(
    schema: FormSchema,
    answers: Mapping[str, Any],
    template: DocxTemplate,
    cell_text: type[str],
) -> dict[str, Any]:
    values = complete(schema, answers) if answers else {}  # as printed_lines
    lines = printed_lines(schema, answers)
    context: dict[str, Any] = {s.key: switch_is_on(schema, answers, s.key) for s in schema.switches}
    for line in schema.fields:
        value = values.get(line.key)
        match line.type:
            case FieldType.LIST:
                context[line.key] = _items(value)
            case FieldType.ROWS:
                context[line.key] = _rows(line, value, cell_text)
            case FieldType.PICTURE:
                context[line.key] = _picture(template, value, line.width_mm)
            case _ if boxes := box_names(line):
                context |= dict(
                    zip(boxes, _boxes(line, value, lines.get(line.key, "")), strict=True)
                )
            case _:
                context[line.key] = lines.get(line.key, "")
    return context


def _boxes(line: Field, value: object, text: str) -> list[str]:
    """Return what stands in each box; squares take a digit each, the last one what is too many."""
    if line.print_as is PrintAs.DIGITS:
        squares = [*text[: DIGITS - 1], *filter(None, [text[DIGITS - 1 :]])]
        return squares + [""] * (DIGITS - len(squares))
    if line.type is FieldType.BOOL:
        ticks = [value is True, value is False][: len(box_names(line))]
    else:
        ticks = [value == choice for choice in line.choices]
    return [_TICKED if tick else _BLANK for tick in ticks]


def _rows(line: Field, value: object, cell_text: type[str]) -> list[SimpleNamespace]:
    """Rows as objects: a column called `items` would otherwise be a method of its row."""
    rows = printed_rows(line, value)
    blank = dict.fromkeys((column.key for column in line.columns), "")
    rows += [blank] * (line.blank_rows - len(rows))
    return [SimpleNamespace(**{key: cell_text(row[key]) for key in row}) for row in rows]


def _items(value: object) -> list[object]:
    """What is no list (in a draft) is one item."""
    if isinstance(value, list | tuple):
        return list(value)
    return [] if value is None else [value]


def _picture(template: DocxTemplate, value: object, width_mm: int) -> object:
    """A picture as large as its place allows; words where a draft has something else."""
    if not isinstance(value, bytes):
        return NO_PICTURE if value else ""
    try:
        png, height = drawn_picture(value)
    except PictureError:
        return NO_PICTURE
    from docx.shared import Mm
    from docxtpl import InlineImage

    width = min(width_mm, width_mm * _TALLEST / height)
    sides = (Mm(max(side, _LEAST_MM)) for side in (width, width * height))
    return InlineImage(template, io.BytesIO(png), *sides)


def _render(schema: FormSchema, template: DocxTemplate, context: dict[str, Any]) -> bytes:
    from jinja2 import TemplateError

    buffer = io.BytesIO()
    try:
        template.render(context, _environment())
        template.save(buffer)
    except (TemplateError, *_BROKEN) as error:
        raise InputError(
            "FORM-04",
            f"Mẫu in “{schema.title}” bị lỗi nên chưa in được.",
            "Cài lại bộ biểu mẫu, hoặc báo người soạn mẫu.",
            detail=f"{schema.id}: {type(error).__name__}",
        ) from error
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

    clean = "" if value is None else clean_text(str(value)).replace("\t", " ")
    if isinstance(value, _CutText):
        clean = _LONG_WORD.sub(lambda word: _CUT.join(_PIECE.findall(word.group())), clean)
    text = str(escape(clean))
    for sign in "{}%":
        text = text.replace(sign, f"&#{ord(sign)};")
    return Markup(text)
