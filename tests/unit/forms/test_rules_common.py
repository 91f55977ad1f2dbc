"""What every civil-status sheet must check of each of its lines, and every rule's own words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.derive.case import Case, is_foreigners
from forms.derive.identity import personal_number_in
from forms.rules.registry import RULES
from forms.schema import FormSchema
from forms.schema_reader import read_schema
from tests.unit.forms import (
    test_rules_death,
    test_rules_family,
    test_rules_marriage,
    test_rules_records,
)
from tests.unit.forms.cases import PASSPORT, Changed, form, problems_of, rules_that_find
from tests.unit.forms.conftest import DECLARATIONS, FOLDERS, sample_of

NEW_SHEETS = [folder for folder in DECLARATIONS if folder.name != "tk_dang_ky_khai_sinh"]
each_sheet = pytest.mark.parametrize("folder", NEW_SHEETS, ids=lambda f: f.name)
CASES: list[tuple[str, Changed]] = [
    *test_rules_death.ALL,
    *test_rules_family.ALL,
    *test_rules_marriage.ALL,
    *test_rules_records.ALL,
]


def lines_of(schema: FormSchema, *types: str) -> list[str]:
    return [line.key for line in schema.fields if line.type.value in types]


def finds(schema: FormSchema, changes: dict[str, Any], line: str, code: str) -> bool:
    return any(found[:2] == (line, code) for found in problems_of(schema, changes))


@each_sheet
def test_every_date_is_refused_when_it_lies_ahead(folder: Path) -> None:
    schema = read_schema(folder)
    for line in lines_of(schema, "date", "year_or_date"):
        assert finds(schema, {line: "2031-01-01"}, line, "FORM-30"), line


@each_sheet
def test_every_name_and_every_paper_is_looked_at(folder: Path) -> None:
    schema = read_schema(folder)
    given = Case(schema, sample_of(schema))
    for line in lines_of(schema, "name"):
        digits = "FORM-42" if is_foreigners(given, line) else "FORM-40"
        assert finds(schema, {line: "AN 2"}, line, digits), line
        assert finds(schema, {line: "AN LTD."}, line, "FORM-42"), line
        assert finds(schema, {line: "AN"}, line, "FORM-44"), line
    for line in lines_of(schema, "id_document"):
        if is_foreigners(given, line):
            continue
        assert finds(schema, {line: "Căn cước công dân số 02519"}, line, "FORM-50"), line
        assert finds(schema, {line: "Chứng minh nhân dân số 131000456"}, line, "FORM-51"), line


@each_sheet
def test_every_required_line_is_asked_for(folder: Path) -> None:
    schema = read_schema(folder)
    for line in schema.fields:
        derived = line.derive is not None and not line.derive.startswith("context")
        if line.required.value == "yes" and not derived and line.default is None:
            assert finds(schema, {line.key: ""}, line.key, "FORM-20"), line.key


@each_sheet
def test_every_line_marked_2_is_asked_for_without_a_number(folder: Path) -> None:
    schema = read_schema(folder)
    for line in schema.fields:
        role = line.only_if_unidentified
        if role is None:
            continue
        papers = next(f.key for f in schema.fields if f.role == role and f.slot == "identity_line")
        assert finds(schema, {papers: PASSPORT, line.key: ""}, line.key, "FORM-21"), line.key
        if personal_number_in(sample_of(schema)[papers]):
            assert not finds(schema, {line.key: ""}, line.key, "FORM-21"), line.key


@each_sheet
def test_copies_and_their_count_agree(folder: Path) -> None:
    schema = read_schema(folder)
    if schema.line("copies_wanted") is None:
        return
    assert finds(schema, {"copies_count": 0}, "copies_count", "FORM-26")
    assert finds(schema, {"copies_wanted": False}, "copies_count", "FORM-27")


@each_sheet
def test_whoever_asks_signs(folder: Path) -> None:
    schema = read_schema(folder)
    for line in lines_of(schema, "signature"):
        if line.endswith("_signature"):
            assert finds(schema, {line: "TRẦN VĂN THỬ"}, line, "FORM-56"), line


@each_sheet
def test_the_sheet_itself_is_in_question_from_march_2027(folder: Path) -> None:
    schema = read_schema(folder)
    ahead = problems_of(schema, {}, date(2027, 3, 1))
    assert ("", "FORM-37", "warning") in ahead
    assert ("", "FORM-37", "warning") not in problems_of(schema, {}, date(2027, 2, 28))


def test_every_rule_is_exercised_with_just_the_words_it_declares() -> None:
    seen = set().union(*(rules_that_find(form(form_id), case) for form_id, case in CASES))
    used = {spec.rule for folder in NEW_SHEETS for spec in read_schema(folder).rules}
    everywhere = {"review_from", "number_length", "old_number", "two_words", "no_digits",
                  "name_letters", "empty_unless_true"}  # fmt: skip
    assert used - seen - everywhere == {"max_age"}


def test_no_rule_is_without_a_form() -> None:
    used = {spec.rule for folder in FOLDERS for spec in read_schema(folder).rules}
    assert set(RULES) == used


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_a_rule_names_its_article_or_the_reason_and_speaks_in_sentences(folder: Path) -> None:
    for spec in read_schema(folder).rules:
        assert spec.message.strip().endswith((".", "…")), spec.message
        assert any(
            word in spec.basis
            for word in ("Luật", "Bộ luật", "Thông tư", "Nghị định", "Thủ tục",
                         "Đối chiếu hợp lý", "Cấu trúc số định danh", "Chính quyền địa phương",
                         "không phải mẫu theo quy định")
        ), spec.basis  # fmt: skip


def test_nobody_is_older_than_130() -> None:
    for folder in NEW_SHEETS:
        schema = read_schema(folder)
        key = next(line.key for line in schema.fields if line.slot == "birth")
        assert finds(schema, {key: "1895-01-01"}, key, "FORM-31"), folder.name
