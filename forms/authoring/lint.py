"""The lint of a form folder: what would go wrong on paper, found before it is signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from base.errors import DeskError, InputError
from forms.answers import load_answers_document, parse_answers
from forms.authoring.build import template_of
from forms.authoring.checks.contents import HEADER_PART, content_problems, paragraphs
from forms.authoring.checks.opening import MAX_TEMPLATE_BYTES, TemplateError, opened_parts
from forms.fill import TEMPLATE_FILE, fill_docx
from forms.library import form_of
from forms.names import row_name, template_names
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.rules import check
from forms.schema import FieldType, FormSchema, Problem, Severity, Sheet
from forms.schema_reader import read_head, read_schema
from forms.targets import load_targets

SAMPLE_FILE = "sample.json"
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
    """Return what is wrong with a form folder; empty = fit to be used.

    A quick look fills the sheet but draws no page, so it neither counts pages nor reads them.
    """
    try:
        head = read_head(folder)
        if head.id != form_of(folder):
            message = f"Thư mục phải tên là “{head.id}” hoặc “{head.id}@…” như id của mẫu."
            return (_problem("FORM-04", "/form.toml/id", message),)
        if head.sheet is Sheet.MISSING:
            return _superfluous(folder, TEMPLATE_FILE, SAMPLE_FILE)
        schema = read_schema(folder)
        load_targets(schema)
    except InputError as error:
        return (_problem("FORM-03", "/form.toml", f"{error.message} {error.detail}"),)
    reader = None if is_quick else pages or PageReader()
    if schema.sheet is Sheet.ELECTRONIC:
        return (*_superfluous(folder, TEMPLATE_FILE), *_sample_problems(schema, reader))
    try:
        template = _read_template(folder / TEMPLATE_FILE)
        found = list(_package_problems(template)) or list(_template_problems(schema, template))
    except OSError:
        return (_problem("FORM-03", "/template.docx", "Không đọc được template.docx."),)
    return tuple(found or _sample_problems(schema, reader))


def used_names(texts: dict[str, str]) -> tuple[set[str], list[str]]:
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
            yield _problem("FORM-04", "/template.docx", reason)
    except TemplateError as error:
        for reason in error.reasons:
            yield _problem("FORM-03", "/template.docx", reason)


def _template_problems(schema: FormSchema, template: bytes) -> Iterator[Problem]:
    texts = template_parts(template)
    names, refused = used_names(texts)
    for tag in refused:
        yield _problem("FORM-04", "/template.docx", f"Thẻ không được phép: {tag}")
    known = template_names(schema)
    for name in sorted(names - known):
        yield _problem("FORM-04", "/template.docx", f"Không có dòng “{name}” trong form.toml.")
    switches = {switch.key for switch in schema.switches}
    for name in sorted(known - names - switches):
        yield _problem("FORM-04", "/template.docx", f"Mẫu in thiếu dòng “{name}”.")
    if schema.sheet is Sheet.PREVIEW and "<w:drawing" not in texts.get(HEADER_PART, ""):
        yield _problem("FORM-04", "/template.docx", "Thiếu dấu chìm “BẢN XEM TRƯỚC” ở đầu trang.")
    if "layout" in schema.raw:
        yield from _layout_problems(schema, template)


def _layout_problems(schema: FormSchema, template: bytes) -> Iterator[Problem]:
    try:
        built = template_of(schema)
    except InputError as error:
        yield _problem("FORM-03", "/form.toml/layout", f"{error.message} {error.detail}")
    else:
        if built != template:
            message = "template.docx khác với [layout]; dựng lại."
            yield _problem("FORM-04", "/template.docx", message)


def _superfluous(folder: Path, *names: str) -> tuple[Problem, ...]:
    """A form without a sheet has nothing to print with: a file here would never be used."""
    return tuple(
        _problem("FORM-04", f"/{name}", f"Mẫu này không in ra giấy nên không có {name}.")
        for name in names
        if (folder / name).exists()
    )


def _sample_problems(schema: FormSchema, pages: PageReader | None) -> Iterator[Problem]:
    try:
        sample = load_answers_document((schema.folder / SAMPLE_FILE).read_bytes())
    except OSError:
        yield _problem("FORM-03", f"/{SAMPLE_FILE}", "Không đọc được sample.json.")
        return
    except InputError as error:
        yield _problem(error.code, f"/{SAMPLE_FILE}", error.message)
        return
    parsed = parse_answers(schema, sample)
    for problem in parsed.problems:
        yield _problem(problem.code, f"/{SAMPLE_FILE}{problem.pointer}", problem.message)
    yield from _rule_problems(schema, parsed.answers)
    yield from _default_problems(schema)
    for line in schema.fields:
        if not line.derive and line.type is not FieldType.PICTURE and line.key not in sample:
            message = f"Câu trả lời mẫu chưa điền “{line.label}”: dòng này chưa được thử."
            yield _problem("FORM-04", f"/{SAMPLE_FILE}/{line.key}", message)
    if schema.sheet is not Sheet.ELECTRONIC:
        yield from _paper_problems(schema, sample, pages)


def _rule_problems(schema: FormSchema, answers: Mapping[str, Any]) -> Iterator[Problem]:
    """A rule must be able to look at any answers; what it finds depends on the day."""
    for given in (answers, _NO_ANSWERS):
        try:
            check(schema, given, today=schema.valid_from)
        except (TypeError, ValueError, LookupError, AttributeError, re.error) as error:
            message = f"Một quy tắc không chạy được: {error}"
            yield _problem("FORM-03", "/form.toml/rules", message)
            return


def _default_problems(schema: FormSchema) -> Iterator[Problem]:
    """A value that a line begins with is one that it could be given."""
    defaults = {line.key: line.default for line in schema.fields if line.default is not None}
    for problem in parse_answers(schema, defaults).problems:
        yield _problem("FORM-03", f"/form.toml{problem.pointer}", problem.message)


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
    except DeskError as error:
        yield _problem(error.code, f"/{SAMPLE_FILE}", f"{error.message} {error.detail}")
    else:
        if count != schema.pages:
            yield _problem("FORM-04", "/form.toml/pages", f"Bản in có {count} trang.")


def template_parts(template: bytes) -> dict[str, str]:
    """Return the XML of every part of a template's document by its name; raise TemplateError."""
    return {
        name: data.decode("utf-8-sig")
        for name, data in opened_parts(template).items()
        if name.startswith("word/") and name.endswith(".xml")
    }


def _problem(code: str, pointer: str, message: str) -> Problem:
    return Problem(pointer, code, message, "Quy định soạn mẫu", Severity.ERROR)
