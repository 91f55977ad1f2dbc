"""The lint of a form folder: what would go wrong on paper, found before it is signed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from base.errors import DeskError, InputError
from base.files import write_atomic
from forms.answers import load_answers_document, parse_answers
from forms.authoring.build import template_of
from forms.authoring.checks.contents import HEADER_PART, content_problems, paragraphs
from forms.authoring.checks.declared import (
    declared_problems,
    head_problems,
    taken_procedures,
    text_problems,
)
from forms.authoring.checks.found import error
from forms.authoring.checks.on_paper import layout_problems, national_problems
from forms.authoring.checks.opening import (
    DOCUMENT_PART,
    MAX_TEMPLATE_BYTES,
    TemplateError,
    opened_parts,
)
from forms.authoring.checks.reasons import placed, reason_of
from forms.fill import TEMPLATE_FILE, fill_docx
from forms.library import form_of
from forms.names import row_name, template_names
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.rules import check
from forms.schema import FieldType, FormSchema, Problem, Severity, Sheet
from forms.schema_reader import FormHead, read_head, read_schema, read_text
from forms.targets import load_targets

SAMPLE_FILE = "sample.json"
_TEMPLATE, _LAYOUT = "/template.docx", "/form.toml/layout"
_BUILD = "dựng lại bằng forms check-template … --build"
_NO_ANSWERS: Mapping[str, Any] = MappingProxyType({})
_NAME = r"[a-z][a-z0-9_]*"
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_ALLOWED = re.compile(
    rf"\{{\{{ (?P<value>{_NAME}(?:__row\.{_NAME})?|loop\.index)(?: or \"[^\"{{}}]*\")? \}}\}}"
    rf"|\{{%p (?:if (?P<flag>{_NAME})|for item in (?P<list>{_NAME})|else|endif|endfor) %\}}"
    rf"|\{{%tr (?:for {row_name('(?P<table>' + _NAME + ')')} in (?P=table)|endfor) %\}}"
)
_LOOP_NAMES = frozenset({"item", "loop.index"})
_BRACES = re.compile(r"\{[{%#]|[}%#]\}")


def lint_folder(
    folder: Path, pages: PageReader | None = None, *, is_quick: bool = False
) -> tuple[Problem, ...]:
    """Return what is wrong with a form folder, errors first; without errors it is fit to be used.

    A quick look fills the sheet but draws no page, so it neither counts pages nor reads them; nor
    does it look at other forms.
    """
    form, found = _read(folder)
    if form is not None:
        if not is_quick:
            found += taken_procedures(read_head(folder), folder)
        found += _file_problems(folder, form, None if is_quick else pages or PageReader())
    return tuple(sorted(found, key=lambda problem: problem.severity is not Severity.ERROR))


def _read(folder: Path) -> tuple[FormHead | FormSchema | None, list[Problem]]:
    """Return a form, the head alone of one without a sheet, and what is wrong with form.toml.

    None: the form cannot be looked at any further.
    """
    text = ""
    try:
        text = read_text(folder)
        head = read_head(folder)
        if head.id != form_of(folder):
            message = f"Thư mục phải tên là “{head.id}” hoặc “{head.id}@…” như id của mẫu."
            return None, [error("FORM-04", "/form.toml/id", placed(message, text))]
        found = [*text_problems(text), *head_problems(head)]
        if head.sheet is Sheet.MISSING:
            return head, _placed(found, text)
        schema = read_schema(folder)
        load_targets(schema)
    except InputError as refusal:
        return None, [error("FORM-03", "/form.toml", reason_of(refusal, folder.name, text))]
    found += declared_problems(schema)
    try:
        found += _layout_problems(schema)
    except InputError as refusal:
        reason = reason_of(refusal, folder.name, text)
        return None, [*_placed(found, text), error("FORM-03", _LAYOUT, reason)]
    return schema, _placed(found, text)


def _placed(problems: Iterable[Problem], text: str) -> list[Problem]:
    return [replace(problem, message=placed(problem.message, text)) for problem in problems]


def rebuild(folder: Path) -> tuple[Problem, ...]:
    """Write template.docx anew from the layout; return what is in the way, if there is anything."""
    form, found = _read(folder)
    if form is None or errors_of(found):
        return tuple(found)
    if isinstance(form, FormSchema) and form.sheet is not Sheet.ELECTRONIC:
        if "layout" not in form.raw:
            message = "form.toml chưa có [layout] nên không dựng được mẫu in: thêm [layout]."
            return (error("FORM-03", _LAYOUT, message),)
        write_atomic(folder / TEMPLATE_FILE, template_of(form), what=TEMPLATE_FILE, mode=0o644)
    return ()


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the findings that keep a form out of use."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def _file_problems(
    folder: Path, schema: FormHead | FormSchema, pages: PageReader | None
) -> tuple[Problem, ...]:
    """Return what is wrong with the template and the sample of a form."""
    if not isinstance(schema, FormSchema):
        return _superfluous(folder, TEMPLATE_FILE, SAMPLE_FILE)
    if schema.sheet is Sheet.ELECTRONIC:
        return (*_superfluous(folder, TEMPLATE_FILE), *_sample_problems(schema, pages))
    try:
        template = _read_template(folder / TEMPLATE_FILE)
    except OSError:
        return (error("FORM-03", _TEMPLATE, f"Không đọc được template.docx; {_BUILD}."),)
    found = list(_package_problems(template)) or list(_template_problems(schema, template))
    return tuple(found if errors_of(found) else [*found, *_sample_problems(schema, pages)])


def used_names(texts: Mapping[str, str]) -> tuple[set[str], list[str]]:
    """Return the names that a template uses, and its tags that are not allowed."""
    names, refused = set(), []
    for text in (text for xml in texts.values() for text in paragraphs(xml)):
        for tag in _TAG.findall(text):
            match = _ALLOWED.fullmatch(tag)
            if match is None:
                refused.append(tag)
            else:
                names |= {name for name in match.groups() if name}
        refused += _BRACES.findall(_TAG.sub("", text))  # half a tag would be printed
    return names - _LOOP_NAMES, refused


def _read_template(file: Path) -> bytes:
    """Read no more than a template may have; what is larger is refused by its length."""
    with file.open("rb") as stream:
        return stream.read(MAX_TEMPLATE_BYTES + 1)


def _package_problems(template: bytes) -> Iterator[Problem]:
    """Yield what a sheet never needs and what could reach out of it: macros, links, objects."""
    try:
        for reason in content_problems(opened_parts(template)):
            yield error("FORM-04", _TEMPLATE, reason)
    except TemplateError as refusal:
        for reason in refusal.reasons:
            yield error("FORM-03", _TEMPLATE, reason)


def _template_problems(schema: FormSchema, template: bytes) -> Iterator[Problem]:
    """Yield what is wrong on paper; of a sheet with a layout it is told where it is mended."""
    layout = schema.raw.get("layout")
    if layout is not None and (built := template_of(schema)) != template:
        message = f"template.docx khác với bố cục [layout] hiện nay; {_BUILD}."
        yield error("FORM-04", _TEMPLATE, message)
        template = built
    texts = template_parts(template)
    yield from _name_problems(schema, texts, _TEMPLATE if layout is None else _LAYOUT)
    if schema.sheet is Sheet.PREVIEW and "<w:drawing" not in texts.get(HEADER_PART, ""):
        yield error("FORM-04", _TEMPLATE, "Thiếu dấu chìm “BẢN XEM TRƯỚC” ở đầu trang.")
    printed = " ".join(paragraphs(texts[DOCUMENT_PART]))
    yield from national_problems(layout or {}, printed)
    if not unicodedata.is_normalized("NFC", printed):
        message = "Mẫu in có chữ Việt gõ tách dấu (NFD): gõ lại bằng Unicode dựng sẵn."
        yield error("FORM-04", _TEMPLATE, message)


def _name_problems(schema: FormSchema, texts: Mapping[str, str], pointer: str) -> Iterator[Problem]:
    names, refused = used_names(texts)
    for tag in refused:
        yield error("FORM-04", pointer, f"Thẻ không được phép: {tag}")
    known = template_names(schema)
    for name in sorted(names - known):
        message = f"Trên giấy có “{name}” mà form.toml không có dòng này: sửa tên, hoặc thêm dòng."
        yield error("FORM-04", pointer, message)
    switches = {switch.key for switch in schema.switches}
    for name in sorted(known - names - switches):
        message = f"Mẫu in thiếu dòng “{name}”"
        if pointer == _LAYOUT:
            message += ': thêm vào blocks của [layout], ví dụ { kind = "field", key = … }'
        yield error("FORM-04", pointer, f"{message}.")


def _layout_problems(schema: FormSchema) -> Iterator[Problem]:
    """Yield what is wrong with a layout; raise InputError if it cannot be built."""
    if schema.sheet is not Sheet.ELECTRONIC and "layout" in schema.raw:
        template_of(schema)
        yield from layout_problems(schema, schema.raw["layout"])


def _superfluous(folder: Path, *names: str) -> tuple[Problem, ...]:
    """A form without a sheet has nothing to print with: a file here would never be used."""
    return tuple(
        error("FORM-04", f"/{name}", f"Mẫu này không in ra giấy nên không có {name}.")
        for name in names
        if (folder / name).exists()
    )


def _sample_problems(schema: FormSchema, pages: PageReader | None) -> Iterator[Problem]:
    try:
        sample = load_answers_document((schema.folder / SAMPLE_FILE).read_bytes())
    except OSError:
        yield error("FORM-03", f"/{SAMPLE_FILE}", "Không đọc được sample.json.")
        return
    except InputError as refusal:
        yield error(refusal.code, f"/{SAMPLE_FILE}", refusal.message)
        return
    parsed = parse_answers(schema, sample)
    for problem in parsed.problems:
        yield error(problem.code, f"/{SAMPLE_FILE}{problem.pointer}", problem.message)
    yield from _rule_problems(schema, parsed.answers)
    yield from _default_problems(schema)
    for line in schema.fields:
        if not line.derive and line.type is not FieldType.PICTURE and line.key not in sample:
            message = f"Câu trả lời mẫu chưa điền “{line.label}”: dòng này chưa được thử."
            yield error("FORM-04", f"/{SAMPLE_FILE}/{line.key}", message)
    if schema.sheet is not Sheet.ELECTRONIC:
        yield from _paper_problems(schema, sample, pages)


def _rule_problems(schema: FormSchema, answers: Mapping[str, Any]) -> Iterator[Problem]:
    """A rule must be able to look at any answers; what it finds depends on the day."""
    if _can_run(schema, answers):
        return
    for spec in schema.rules:
        if not _can_run(replace(schema, rules=(spec,)), answers):
            message = (
                f"Quy tắc “{spec.rule}” ({spec.code}) không chạy được: xem lại giá trị của "
                f"{', '.join(spec.params)} trong params, so với một mẫu có sẵn."
            )
            yield error("FORM-03", "/form.toml/rules", message)


def _can_run(schema: FormSchema, answers: Mapping[str, Any]) -> bool:
    try:
        for given in (answers, _NO_ANSWERS):
            check(schema, given, today=schema.valid_from)
    except (TypeError, ValueError, LookupError, AttributeError, re.error):
        return False
    return True


def _default_problems(schema: FormSchema) -> Iterator[Problem]:
    """A value that a line begins with is one that it could be given."""
    defaults = {line.key: line.default for line in schema.fields if line.default is not None}
    for problem in parse_answers(schema, defaults).problems:
        yield error("FORM-03", f"/form.toml{problem.pointer}", problem.message)


def _paper_problems(
    schema: FormSchema, sample: Mapping[str, Any], pages: PageReader | None
) -> Iterator[Problem]:
    count = schema.pages
    try:
        if pages is None:
            fill_docx(schema, sample)
        else:
            count = render_form(InProcessRenderer(pages), schema, sample).pages
        fill_docx(schema, {}, draft=True)
    except DeskError as refusal:
        yield error(refusal.code, f"/{SAMPLE_FILE}", f"{refusal.message} {refusal.detail}")
    else:
        if count != schema.pages:
            yield error("FORM-04", "/form.toml/pages", f"Bản in có {count} trang.")


def template_parts(template: bytes) -> dict[str, str]:
    """Return the XML of every part of a template's document by its name; raise TemplateError."""
    return {
        name: data.decode("utf-8-sig")
        for name, data in opened_parts(template).items()
        if name.startswith("word/") and name.endswith(".xml")
    }
