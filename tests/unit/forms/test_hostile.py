"""A thousand hostile values over papers of several kinds: found again, or refused by their line."""

from __future__ import annotations

from collections import deque
from typing import Any

from forms.answers import parse_answers
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.schema import FieldType, FormSchema, PrintAs
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import sample_of
from tests.unit.forms.hostile import many_hostile_values

SHEETS = (
    "tk_dang_ky_khai_sinh", "ct01_to_khai_thay_doi_thong_tin_cu_tru", "giay_uy_quyen",
    "de_nghi_huu_tri_xa_hoi_mau_01", "ms_phieu_xin_loi_gia_han", "ms_so_theo_doi",
    "giay_khai_sinh", "loi_chung_chung_thuc_ban_sao",
)  # fmt: skip
FREE = frozenset(
    {FieldType.TEXT, FieldType.MULTILINE, FieldType.ADDRESS, FieldType.PLACE, FieldType.AGENCY,
     FieldType.ETHNICITY, FieldType.NATIONALITY, FieldType.RELATIONSHIP, FieldType.SIGNATURE,
     FieldType.DOSSIER_CODE}
)  # fmt: skip


def with_hostile(schema: FormSchema, values: deque[str]) -> dict[str, Any]:
    """Return the sample with a hostile value in every line and cell that takes any text."""
    answers = {**sample_of(schema), **{switch.key: True for switch in schema.switches}}
    for line in schema.fields:
        if line.type in FREE and line.print_as is not PrintAs.CAPITALS:
            answers[line.key] = values.popleft() if values else "hết"
        if line.type is FieldType.ROWS:
            free = [c for c in line.columns if c.type in FREE]
            answers[line.key] = [
                {c.key: values.popleft() if values else "hết" for c in free} for _ in range(3)
            ]
    return answers


def without(answers: dict[str, Any], pointers: set[str]) -> dict[str, Any]:
    """Return the answers without the lines and cells at these pointers."""
    kept: dict[str, Any] = {}
    for key, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            kept[key] = [
                {c: v for c, v in row.items() if f"/{key}/{n}/{c}" not in pointers}
                for n, row in enumerate(value)
            ]
        elif f"/{key}" not in pointers:
            kept[key] = value
    return kept


def test_a_thousand_hostile_values_are_found_again_or_refused_by_their_line(
    pages: PageReader,
) -> None:
    renderer = InProcessRenderer(pages)
    values = deque(many_hostile_values())
    assert len(set(values)) == len(values) > 1000
    refused: list[str] = []
    papers = 0
    while values:
        schema = form(SHEETS[papers % len(SHEETS)])
        answers = with_hostile(schema, values)
        problems = parse_answers(schema, answers).problems
        assert {p.code for p in problems} <= {"FORM-09", "FORM-10"}
        refused += [p.pointer for p in problems]
        printed = without(answers, {p.pointer for p in problems})
        render_form(renderer, schema, printed)  # raises PDF-04 when a value is lost
        papers += 1
    assert papers >= 2 * len(SHEETS)
    assert 7 <= len(refused) < 100  # the seven that no face can draw, and what is too long
