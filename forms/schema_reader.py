"""form.toml to FormSchema: every name in it is checked before anything is printed with it."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

import msgspec

from base.errors import InputError
from forms.derive import CONTEXT_NAMES, DERIVATIONS, ORIGIN_OF
from forms.names import MARKS
from forms.rules.registry import COMMON_WORDS, RULES, TODAY, Rule
from forms.schema import (
    Field,
    FieldType,
    FormSchema,
    PlaceForm,
    PrintAs,
    Required,
    Role,
    RuleSpec,
    Section,
    Severity,
    Sheet,
    Switch,
)

FORM_FILE = "form.toml"
_BYTE_ORDER_MARK = "\ufeff"  # older versions of Notepad begin a file with it
_FIRST_TABLE = re.compile(r"^\s*\[", re.MULTILINE)
_HEAD_KEYS = frozenset(
    {
        "id", "title", "version", "source", "valid_from", "valid_to", "confidence", "paper",
        "pages", "procedures", "note", "sheet",
    }
)  # fmt: skip
_TABLES = frozenset({"roles", "sections", "switches", "rules", "situation", "layout"})
_PAPERS = frozenset({"A4", "A4-landscape", "A5"})
_NOT_IN_ROWS = frozenset({FieldType.ROWS, FieldType.LIST, FieldType.BOOL, FieldType.PICTURE})
_EMPTY: Mapping[str, Any] = MappingProxyType({})
_FORM_ID = re.compile(r"[a-z][a-z0-9_]{0,79}")
# A key is a name in templates: boxes and rows add `__` to it, Jinja has words of its own.
_KEY = re.compile(r"[a-z](?!.*__)[a-z0-9_]*")
_NO_KEYS = frozenset(
    {"and", "or", "not", "in", "is", "if", "elif", "else", "for", "true", "false", "none", "loop",
     "item", "self", "super", "caller", MARKS}
)  # fmt: skip
_TABLE, _TABLE_LIST = dict[str, Any], list[dict[str, Any]]
OF_LINES = frozenset(  # derivations
    {"committee_of", "copy", "date_in_words", "moment_in_words", "surname"}
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FormHead:
    """What stands before the first table of form.toml."""

    id: str
    title: str
    version: str
    source: str
    confidence: str
    valid_from: date | None = None  # only a form without a sheet may not know it
    valid_to: date | None = None
    paper: str = "A4"
    pages: int = 1
    procedures: tuple[str, ...] = ()
    note: str = ""
    sheet: Sheet = Sheet.PAPER


def read_head(folder: Path) -> FormHead:
    """Read only the head of a folder's form.toml (fast); raise InputError FORM-03."""
    return parse_head(read_text(folder), folder)


def parse_head(text: str, folder: Path) -> FormHead:
    """Read the head of a form.toml; the folder is for the error. Raise InputError FORM-03."""
    text = text.removeprefix(_BYTE_ORDER_MARK)
    first = _FIRST_TABLE.search(text)
    return _head(folder, _toml(folder, text[: first.start()] if first else text))


def read_schema(folder: Path) -> FormSchema:
    """Read and check a folder's form.toml.

    Raises InputError FORM-03 that names the fault, FORM-13 when the form has a title only.
    """
    raw = _toml(folder, read_text(folder))
    if unknown := set(raw) - _HEAD_KEYS - _TABLES:
        raise bad_folder(
            folder, f"form.toml không có mục {named(unknown)}; đầu tệp chỉ có {listed(_HEAD_KEYS)}"
        )
    for name in _TABLES & set(raw):
        _refuse_unlike(folder, raw[name], _TABLE if name == "layout" else _TABLE_LIST, name)
    head = _head(folder, {key: value for key, value in raw.items() if key in _HEAD_KEYS})
    if head.sheet is Sheet.MISSING or head.valid_from is None:
        raise _no_sheet(head)
    sections = tuple(_section(folder, s, i) for i, s in enumerate(raw.get("sections", ())))
    lines = tuple(line for section in sections for line in section.fields)
    schema = FormSchema(
        **{
            **{f.name: getattr(head, f.name) for f in fields(FormHead)},
            "valid_from": head.valid_from,
        },
        roles=_tables(folder, raw, "roles", Role),
        sections=sections,
        switches=_tables(folder, raw, "switches", Switch),
        rules=(*_presence_rules(head, lines), *_rules(folder, raw)),
        folder=folder,
        raw=MappingProxyType(raw),
    )
    _check_names(schema)
    return schema


def bad_folder(folder: Path, detail: str) -> InputError:
    """Return the error for a form folder that cannot be used; the detail is for its author."""
    return InputError(
        "FORM-03",
        f"Thư mục biểu mẫu “{folder.name}” bị lỗi nên chưa dùng được.",
        "Cài lại bộ biểu mẫu, hoặc báo người soạn mẫu.",
        detail=f"{folder.name}: {detail}",
    )


def named(names: Iterable[object]) -> str:
    """Return names that are wrong, as the author of a form reads them."""
    return ", ".join(f"“{str(name)[:80]}”" for name in sorted(map(str, names)))


def listed(names: Iterable[str]) -> str:
    """Return the names that there are."""
    return ", ".join(sorted(names))


def _no_sheet(head: FormHead) -> InputError:
    return InputError(
        "FORM-13",
        f"Chưa có mẫu “{head.title}”: mới biết tên, chưa có nội dung mẫu chính thức.",
        "Dùng mẫu giấy đang có ở đơn vị, hoặc soạn mẫu theo hướng dẫn thêm biểu mẫu.",
        detail=head.id,
    )


def _head(folder: Path, table: Mapping[str, Any]) -> FormHead:
    head = _build(folder, FormHead, table, "phần đầu")
    if head.valid_from is None and head.sheet is not Sheet.MISSING:
        raise bad_folder(folder, "thiếu ngày bắt đầu áp dụng: valid_from = 2026-09-01")
    if head.valid_from and head.valid_to and head.valid_to < head.valid_from:
        raise bad_folder(folder, "ngày cuối cùng “valid_to” ở trước ngày bắt đầu “valid_from”")
    if not _FORM_ID.fullmatch(head.id):
        raise bad_folder(folder, f"id {named([head.id])}: chỉ dùng chữ thường không dấu, số và “_”")
    if head.paper not in _PAPERS:
        raise bad_folder(folder, f"khổ giấy paper {named([head.paper])}: dùng {listed(_PAPERS)}")
    if head.pages < 1:
        raise bad_folder(folder, f"số trang pages = {head.pages}: ít nhất là 1")
    return head


def read_text(folder: Path) -> str:
    """Return a folder's form.toml as text; raise InputError FORM-03."""
    try:
        return (folder / FORM_FILE).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise bad_folder(folder, "không đọc được tệp form.toml") from error
    except UnicodeDecodeError as error:
        raise bad_folder(folder, "form.toml không phải UTF-8: lưu lại với mã hóa UTF-8") from error


def _toml(folder: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise bad_folder(folder, str(error)) from error


def _build(folder: Path, kind: type[T], table: Mapping[str, Any], where: str) -> T:
    """Convert one table to a frozen dataclass, refusing keys that it does not have."""
    _refuse_unlike(folder, table, _TABLE, where)
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    if unknown := set(table) - set(known):
        raise bad_folder(
            folder, f"{where}: không có mục {named(unknown)}; các mục được dùng: {listed(known)}"
        )
    missing = [
        name
        for name, f in known.items()
        if f.default is MISSING and f.default_factory is MISSING and name not in table
    ]
    if missing:
        raise bad_folder(folder, f"{where}: thiếu mục {named(missing)}")
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise bad_folder(folder, f"{where}: {error}") from error


def _refuse_unlike(folder: Path, value: object, kind: object, where: str) -> None:
    """Refuse what is no table, or no list of tables."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise bad_folder(folder, f"{where}: {error}") from error


def _tables(folder: Path, raw: Mapping[str, Any], name: str, kind: type[T]) -> tuple[T, ...]:
    tables = raw.get(name, ())
    return tuple(
        _build(folder, kind, table, _place(f"[[{name}]] thứ {number}", table))
        for number, table in enumerate(tables, 1)
    )


def _place(where: str, table: Mapping[str, Any]) -> str:
    """Return where a table stands in form.toml, with the name that it has, to look it up by."""
    name = table.get("rule", table.get("key"))
    return f"{where} {named([name])}" if name else where


def _section(folder: Path, table: Mapping[str, Any], index: int) -> Section:
    where = _place(f"[[sections]] thứ {index + 1}", table)
    _refuse_unlike(folder, table.get("fields", []), _TABLE_LIST, f"{where}, fields")
    lines = tuple(
        _build(folder, Field, _with_capitals(folder, t), _place(f"{where}, dòng thứ {number}", t))
        for number, t in enumerate(table.get("fields", ()), 1)
    )
    heading = {"heading": "", **table, "fields": ()}
    section = _build(folder, Section, heading, where)
    return Section(section.key, section.title, section.heading, lines)


def _with_capitals(folder: Path, table: Mapping[str, Any]) -> dict[str, Any]:
    """Names stand in capitals on civil-status papers unless the form says otherwise."""
    _refuse_unlike(folder, table.get("columns", []), _TABLE_LIST, "columns")
    by_type = {"print_as": PrintAs.CAPITALS} if table.get("type") == FieldType.NAME else {}
    columns = [_with_capitals(folder, column) for column in table.get("columns", ())]
    return {"required": Required.NO, **by_type, **table, "columns": columns}


def _presence_rules(head: FormHead, lines: tuple[Field, ...]) -> tuple[RuleSpec, ...]:
    keys = [line.key for line in lines if line.required is Required.YES]
    message = "Chưa ghi “{label}” ({section})."
    spec = RuleSpec("required", "FORM-20", Severity.ERROR, message, head.source, {"keys": keys})
    return (spec,) if keys else ()


def _rules(folder: Path, raw: Mapping[str, Any]) -> tuple[RuleSpec, ...]:
    return _tables(folder, raw, "rules", RuleSpec)


def _check_names(schema: FormSchema) -> None:
    """Refuse a schema that names a line, role, rule, derivation or word that does not exist."""
    keys = [line.key for line in schema.fields] + [switch.key for switch in schema.switches]
    roles = {role.key for role in schema.roles}
    for names in (keys, [role.key for role in schema.roles]):
        if twice := {name for name in names if names.count(name) > 1}:
            raise bad_folder(schema.folder, f"khoá {named(twice)} có hai lần; đổi tên một khoá")
    columns = [column.key for line in schema.fields for column in line.columns]
    for key in (*keys, *columns):
        if not _KEY.fullmatch(key) or key in _NO_KEYS:
            raise bad_folder(
                schema.folder,
                f"khoá {named([key])} không dùng được: chữ thường không dấu, số và “_” (không hai "
                "dấu liền nhau), không trùng từ của mẫu in như and, if, for",
            )
    for line in schema.fields:
        _check_line(schema, line, roles)
    for derived in schema.raw.get("situation", ()):
        _check_situation(schema.folder, derived, keys)
    for spec in schema.rules:
        _check_rule(schema, spec, set(keys), roles)


def _check_situation(folder: Path, derived: Mapping[str, Any], keys: list[str]) -> None:
    _refuse_unlike(folder, derived.get("and", []), _TABLE_LIST, "[[situation]], and")
    lines: list[str] = []
    for part in (derived, *derived.get("and", ())):
        fields_read = part.get("fields", [part.get("field")])
        _refuse_unlike(folder, fields_read, list[str], "[[situation]], fields")
        lines += fields_read
    if not {"key", "when"} <= set(derived) or not lines or not set(lines) <= set(keys):
        raise bad_folder(
            folder,
            f"{_place('[[situation]]', derived)}: phải có key, when và dòng có thật; "
            f"đang gọi {named(lines)}",
        )


def _check_line(schema: FormSchema, line: Field, roles: set[str]) -> None:
    for fault in _line_faults(schema, line, roles):
        raise bad_folder(schema.folder, f"dòng {named([line.key])}: {fault}")


def _line_faults(schema: FormSchema, line: Field, roles: set[str]) -> Iterator[str]:
    for role in (line.role, line.only_if_unidentified):
        if role is not None and role not in roles:
            yield f"không có vai {named([role])} trong [[roles]]"
    for call in filter(None, (line.derive, line.suggest)):
        if not _is_derivation(schema, *call.split()):
            yield f"không có cách tính {named([call])}, hoặc nó gọi dòng, vai không có"
    if line.print_as is PrintAs.BOXES and not (line.choices or line.type is FieldType.BOOL):
        yield 'print_as = "boxes" cần choices, hoặc type = "bool"'
    if (line.place_form is PlaceForm.AT_EVENT) != (schema.line(line.event or "") is not None):
        yield 'place_form = "at_event" đi cùng event, là khoá của dòng ghi ngày'
    for key, values in (line.only_when or _EMPTY).items():
        if (other := schema.line(key)) is None or not set(values) <= _sayable(other):
            yield f"only_when gọi dòng {named([key])} không có, hay giá trị dòng đó không chọn được"
    is_table = line.type is FieldType.ROWS
    if is_table != bool(line.columns) or any(c.type in _NOT_IN_ROWS for c in line.columns):
        yield 'type = "rows" đi cùng columns; cột không là bảng, danh sách, Có/Không hay ảnh'


def _is_derivation(schema: FormSchema, name: str = "", *arguments: str) -> bool:
    """Whether there is such a derivation, and what it reads."""
    if name == "context":
        return len(arguments) == 1 and arguments[0] in CONTEXT_NAMES
    if name == ORIGIN_OF:
        return bool(arguments) and set(arguments) <= {role.key for role in schema.roles}
    if name in OF_LINES:
        return bool(arguments) and all(schema.line(key) for key in arguments)
    return name in DERIVATIONS


def _sayable(line: Field) -> set[str | bool]:
    """Return what another line may depend on."""
    return {True, False} if line.type is FieldType.BOOL else set(line.choices)


def _check_rule(schema: FormSchema, spec: RuleSpec, keys: set[str], roles: set[str]) -> None:
    for fault in _rule_faults(schema, spec, keys, roles):
        raise bad_folder(schema.folder, f"quy tắc {named([spec.rule])} ({spec.code}): {fault}")


def _rule_faults(
    schema: FormSchema, spec: RuleSpec, keys: set[str], roles: set[str]
) -> Iterator[str]:
    rule = RULES.get(spec.rule)
    if rule is None:
        yield "không có quy tắc tên này; xem bảng quy tắc trong docs/them-bieu-mau.md"
        return
    try:
        rule.signature.bind(None, **({TODAY: None} if rule.wants_today else {}), **spec.params)
    except TypeError:
        wanted = ", ".join(rule.parameters)
        yield f"params có {named(spec.params) or 'không mục nào'}; quy tắc này nhận {wanted}"
        return
    for name, value in spec.params.items():
        kind = rule.signature.parameters[name].annotation
        try:
            msgspec.convert(value, _kinds(rule)[name])
        except msgspec.ValidationError as error:
            fault = f"quy tắc {named([spec.rule])} ({spec.code}): tham số {named([name])}: {error}"
            raise bad_folder(schema.folder, fault) from error
        if name == "when" and (wrong := set(value) - keys):
            yield f"when gọi dòng {named(wrong)} không có"
        known = {"Key": keys, "Keys": keys, "Role": roles, "Roles": roles}.get(kind)
        values = value if isinstance(value, list) else [value]
        if kind == "Keys":  # a column stands for its cell in every row
            values = [v for v in values if schema.column(v) is None]
        if known is not None and (lost := [v for v in values if v not in known]):
            yield f"tham số {named([name])} gọi {named(lost)}, form.toml không có"
    if not spec.basis or not spec.message or not spec.code:
        yield "code, message và basis không được để trống"
    known_words = COMMON_WORDS | set(rule.words)
    if unknown := _words(schema, spec) - known_words:
        yield f"câu báo có chữ {named(unknown)} mà quy tắc không cho; dùng {listed(known_words)}"


@cache
def _kinds(rule: Rule) -> Mapping[str, Any]:
    """Return the types of a rule's parameters."""
    return get_type_hints(rule.call)


def _words(schema: FormSchema, spec: RuleSpec) -> set[str]:
    """Return the words that a message names; they stand plain, without a format of their own."""
    where = f"quy tắc {named([spec.rule])} ({spec.code})"
    try:
        pieces = list(string.Formatter().parse(spec.message))
    except ValueError as error:
        raise bad_folder(schema.folder, f"{where}: dấu {{ }} lẻ trong câu báo message") from error
    if any(form or conversion for _, _, form, conversion in pieces):
        raise bad_folder(schema.folder, f"{where}: trong {{ }} của câu báo chỉ ghi tên chữ")
    return {name for _, name, _, _ in pieces if name is not None}
