"""The lint of a form folder: what would go wrong on paper, found before it is signed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from base.errors import DeskError, InputError
from forms.answers import load_answers_document, parse_answers
from forms.authoring.build import template_of
from forms.fill import TEMPLATE_FILE, fill_docx
from forms.names import row_name, template_names
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.schema import FieldType, FormSchema, Problem, Severity, Sheet
from forms.schema_reader import read_head, read_schema
from forms.targets import load_targets

SAMPLE_FILE = "sample.json"
HEADER_PART = "word/header1.xml"
_NAME = r"[a-z][a-z0-9_]*"
_TAG = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_ALLOWED = re.compile(
    rf"\{{\{{ (?P<value>{_NAME}(?:__row\.{_NAME})?|loop\.index)(?: or \"[^\"{{}}]*\")? \}}\}}"
    rf"|\{{%p (?:if (?P<flag>{_NAME})|for item in (?P<list>{_NAME})|else|endif|endfor) %\}}"
    rf"|\{{%tr (?:for {row_name('(?P<table>' + _NAME + ')')} in (?P=table)|endfor) %\}}"
)
_LOOP_NAMES = frozenset({"item", "loop.index"})
_OLD_FONTS = re.compile(r'w:(?:ascii|hAnsi|cs|eastAsia)="(?:\.Vn|VNI-)', re.IGNORECASE)
_FACES = re.compile(r"<w:rFonts\b[^>]*>")
_ACTIVE = re.compile(r"vbaProject|/activeX/|/embeddings/|/ctrlProps/", re.IGNORECASE)
_EXTERNAL = b'TargetMode="External"'
_MOST_UNPACKED = 20_000_000
_MARKUP = re.compile(r"<[^>]+>")


def lint_folder(
    folder: Path, pages: PageReader | None = None, *, is_quick: bool = False
) -> tuple[Problem, ...]:
    """Return what is wrong with a form folder; empty = fit to be used.

    A quick look fills the sheet but draws no page, so it neither counts pages nor reads them.
    """
    try:
        if read_head(folder).sheet is Sheet.MISSING:
            return _superfluous(folder, TEMPLATE_FILE, SAMPLE_FILE)
        schema = read_schema(folder)
        load_targets(schema)
    except InputError as error:
        return (_problem("FORM-03", "/form.toml", f"{error.message} {error.detail}"),)
    reader = None if is_quick else pages or PageReader()
    if schema.sheet is Sheet.ELECTRONIC:
        return (*_superfluous(folder, TEMPLATE_FILE), *_sample_problems(schema, reader))
    try:
        template = (folder / TEMPLATE_FILE).read_bytes()
        texts = template_parts(template)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError):
        return (_problem("FORM-03", "/template.docx", "Không đọc được template.docx."),)
    found = [*_package_problems(template), *_template_problems(schema, template, texts)]
    return tuple(found or _sample_problems(schema, reader))


def used_names(texts: dict[str, str]) -> tuple[set[str], list[str]]:
    """Return the names that a template uses, and its tags that are not allowed."""
    names, refused = set(), []
    for xml in texts.values():
        for tag in _TAG.findall(_MARKUP.sub("", xml).replace("&quot;", '"')):
            match = _ALLOWED.fullmatch(tag)
            if match is None:
                refused.append(tag)
            else:
                names |= {name for name in match.groups() if name}
    return names - _LOOP_NAMES, refused


def _package_problems(template: bytes) -> Iterator[Problem]:
    """Yield what a sheet never needs and what could reach out of it: macros, links, objects."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        for name in archive.namelist():
            if _ACTIVE.search(name):
                yield _problem("FORM-04", "/template.docx", f"Có nội dung không được phép: {name}")
            elif name.endswith(".rels") and _EXTERNAL in archive.read(name):
                yield _problem("FORM-04", "/template.docx", f"Có liên kết ra ngoài tệp: {name}")


def _template_problems(
    schema: FormSchema, template: bytes, texts: dict[str, str]
) -> Iterator[Problem]:
    names, refused = used_names(texts)
    for tag in refused:
        yield _problem("FORM-04", "/template.docx", f"Thẻ không được phép: {tag}")
    known = template_names(schema)
    for name in sorted(names - known):
        yield _problem("FORM-04", "/template.docx", f"Không có dòng “{name}” trong form.toml.")
    switches = {switch.key for switch in schema.switches}
    for name in sorted(known - names - switches):
        yield _problem("FORM-04", "/template.docx", f"Mẫu in thiếu dòng “{name}”.")
    for xml in texts.values():
        if _OLD_FONTS.search(xml) or any("w:hAnsi=" not in f for f in _FACES.findall(xml)):
            yield _problem("FORM-04", "/template.docx", "Phông chữ không phải Unicode.")
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
    for problem in parse_answers(schema, sample).problems:
        yield _problem(problem.code, f"/{SAMPLE_FILE}{problem.pointer}", problem.message)
    for line in schema.fields:
        if not line.derive and line.type is not FieldType.PICTURE and line.key not in sample:
            message = f"Câu trả lời mẫu chưa điền “{line.label}”: dòng này chưa được thử."
            yield _problem("FORM-04", f"/{SAMPLE_FILE}/{line.key}", message)
    if schema.sheet is not Sheet.ELECTRONIC:
        yield from _paper_problems(schema, sample, pages)


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
    """Return the XML of every part of a template's document by its name.

    ValueError for a package that would unpack to more than any sheet needs.
    """
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        if sum(info.file_size for info in archive.infolist()) > _MOST_UNPACKED:
            raise ValueError("too large")
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.startswith("word/") and name.endswith(".xml")
        }


def _problem(code: str, pointer: str, message: str) -> Problem:
    return Problem(pointer, code, message, "Quy định soạn mẫu", Severity.ERROR)
