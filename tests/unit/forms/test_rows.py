"""Tables in a form: each row read, checked and printed, cell by cell."""

from __future__ import annotations

import io
from typing import Any

import pytest

from base.errors import InputError
from forms.answers import parse_answers
from forms.derive.case import Case
from forms.fill import fill_docx
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.printed import printed_rows, printed_texts
from forms.schema import FieldType, FormSchema
from forms.schema_reader import read_schema
from forms.views import judge, schema_json
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import TODAY, FormToml, sample_of
from tests.unit.forms.test_schema_reader import BODY, HEAD

MEMBER = {"full_name": "ĐỖ THỊ MỸ HẰNG", "dob": "17/08/1990", "gender": "nữ",
          "pin": "025 190 000 222", "relation": "Vợ"}  # fmt: skip
TABLE = """
[[sections.fields]]
key = "people"
label = "Người"
type = "rows"
blank_rows = 2
columns = [ { key = "items", label = "Tên", type = "name" } ]
"""


@pytest.fixture
def ct01() -> FormSchema:
    return form("ct01_to_khai_thay_doi_thong_tin_cu_tru")


def table_of(docx: bytes) -> list[list[str]]:
    """Return the ruled table of CT01: the one with six columns."""
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(docx))
    table = next(t for t in document.tables if len(t.columns) == 6)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_cells_are_read_like_lines(ct01: FormSchema) -> None:
    parsed = parse_answers(ct01, {"members": [MEMBER]})
    assert parsed.problems == ()
    assert parsed.answers["members"] == [
        {"full_name": "ĐỖ THỊ MỸ HẰNG", "dob": "1990-08-17", "gender": "Nữ",
         "pin": "025190000222", "relation": "Vợ"}
    ]  # fmt: skip


def test_reading_canonical_rows_again_changes_nothing(ct01: FormSchema) -> None:
    once = parse_answers(ct01, {"members": [MEMBER, {}, {"full_name": "AN"}]}).answers
    assert parse_answers(ct01, once).answers == once


def test_every_bad_cell_is_named_and_stays_as_it_was(ct01: FormSchema) -> None:
    rows = [MEMBER, {"dob": "31/02/2020", "age": "5", "full_name": "AN 中"}]
    parsed = parse_answers(ct01, {"members": rows})
    assert [(p.pointer, p.code) for p in parsed.problems] == [
        ("/members/1/dob", "FORM-08"), ("/members/1/age", "FORM-07"),
        ("/members/1/full_name", "FORM-10"),
    ]  # fmt: skip
    assert parsed.answers["members"][1]["dob"] == "31/02/2020"


@pytest.mark.parametrize("value", ["An", [["An"]], {"full_name": "An"}, [MEMBER] * 201, 5])
def test_what_is_no_table_is_refused_whole(ct01: FormSchema, value: object) -> None:
    parsed = parse_answers(ct01, {"members": value})
    assert [(p.pointer, p.code) for p in parsed.problems] == [("/members", "FORM-08")]
    draft = fill_docx(ct01, {"members": value}, draft=True)
    assert len(table_of(draft)) >= 5


def test_empty_rows_at_the_end_are_no_rows_but_one_between_stays(ct01: FormSchema) -> None:
    rows = [MEMBER, {"full_name": " "}, {"relation": "Con"}, {}, {"dob": ""}]
    found = parse_answers(ct01, {"members": rows}).answers["members"]
    assert [bool(row) for row in found] == [True, False, True]


def test_a_rule_of_a_column_looks_at_every_cell(ct01: FormSchema) -> None:
    rows = [MEMBER, {**MEMBER, "full_name": "AN 2", "pin": "25", "dob": "2031-01-01"}]
    answers = {**sample_of(ct01), "members": rows}
    found = {(p.pointer, p.code) for p in judge(ct01, answers, today=TODAY)}
    assert {
        ("/members/1/full_name", "FORM-40"), ("/members/1/pin", "FORM-50"),
        ("/members/1/dob", "FORM-30"),
    } <= found  # fmt: skip
    assert not any(pointer.startswith("/members/0") for pointer, _ in found)


def test_a_cell_is_named_by_its_column_and_row(ct01: FormSchema) -> None:
    answers = {**sample_of(ct01), "members": [MEMBER, {**MEMBER, "pin": "25"}]}
    (problem,) = judge(ct01, answers, today=TODAY)
    assert "Số định danh cá nhân, dòng 2" in problem.message


def test_a_row_without_a_name_is_refused(ct01: FormSchema) -> None:
    answers = {**sample_of(ct01), "members": [{"relation": "Con"}]}
    found = {(p.pointer, p.code, p.severity.value) for p in judge(ct01, answers, today=TODAY)}
    assert ("/members/0/full_name", "FORM-24", "error") in found
    assert ("/members/0/pin", "FORM-75", "warning") in found


def test_no_rows_at_all_are_no_problem(ct01: FormSchema) -> None:
    answers = {k: v for k, v in sample_of(ct01).items() if k != "members"}
    assert judge(ct01, answers, today=TODAY) == ()


def test_a_cell_that_is_no_text_is_as_good_as_none(ct01: FormSchema) -> None:
    case = Case(ct01, {"members": ["An", {"full_name": 5}]})
    assert [case.has(f"members/{n}/full_name") for n in (0, 1)] == [False, True]
    assert case.text("members/1/full_name") == ""


def test_rows_are_printed_with_their_numbers_and_blank_ones_up_to_the_sheet(
    ct01: FormSchema,
) -> None:
    rows = table_of(fill_docx(ct01, {**sample_of(ct01), "members": [MEMBER] * 2}))
    assert rows[0][0] == "TT"
    assert rows[1] == ["1", "ĐỖ THỊ MỸ HẰNG", "17/08/1990", "Nữ", "025190000222", "Vợ"]
    assert rows[3:] == [["3", "", "", "", "", ""], ["4", "", "", "", "", ""]]


def test_more_rows_than_the_sheet_has_go_on_over_pages(ct01: FormSchema, pages: PageReader) -> None:
    rows = [{**MEMBER, "relation": f"Con {n}"} for n in range(60)]
    answers = {**sample_of(ct01), "members": rows}
    paper = render_form(InProcessRenderer(pages), ct01, answers)
    text = pages.text(paper.data)
    assert paper.pages > 1
    assert all(f"Con {n}" in text for n in range(60))
    assert text.count("Giới tính") >= 3  # its line, and the head of the table on both pages


def test_every_cell_is_looked_for_on_the_paper(ct01: FormSchema) -> None:
    answers = parse_answers(ct01, {"members": [MEMBER]}).answers
    assert {"ĐỖ THỊ MỸ HẰNG", "17/08/1990", "025190000222"} <= set(printed_texts(ct01, answers))


def test_a_column_may_have_any_name(form_folder: FormToml) -> None:
    """`items` is a method of a dict: the paper shows the value all the same."""
    table = '{ kind = "rows", key = "people", head = ["Tên"], widths = [1], cells = ["{items}"] }'
    layout = f'[layout]\nblocks = [ {{ kind = "field", key = "name" }}, {table} ]'
    body = BODY.replace("[[rules]]", f"{TABLE}\n[[rules]]")
    folder = form_folder(HEAD + body + layout)
    from forms.authoring.build import build_template

    (folder / "template.docx").write_bytes(build_template(folder))
    schema = read_schema(folder)
    docx = fill_docx(schema, {"name": "An", "people": [{"items": "Bình"}]})
    import docx as python_docx

    (table_xml,) = python_docx.Document(io.BytesIO(docx)).tables
    assert [row.cells[0].text for row in table_xml.rows] == ["Tên", "BÌNH", ""]


def test_a_long_word_is_cut_inside_its_cell_for_the_pdf_and_whole_in_word() -> None:
    book = form("ms_so_theo_doi")
    code = "000.00.12.H40-261116-0003-PHU-LUC-DAI"
    answers = {**sample_of(book), "entries": [{"stt": 1, "dossier_code": code}], "doc_no": code}
    import docx as python_docx

    whole = python_docx.Document(io.BytesIO(fill_docx(book, answers)))
    assert whole.tables[1].rows[2].cells[1].text == code
    document = python_docx.Document(io.BytesIO(fill_docx(book, answers, for_rdocx=True)))
    cell = document.tables[1].rows[2].cells[1].text
    assert "\u200b" in cell
    assert cell.replace("\u200b", "") == code
    assert any(code in p.text for p in document.tables[0].rows[0].cells[0].paragraphs)


def test_a_moment_in_a_table_may_be_short() -> None:
    book = form("ms_so_theo_doi")
    line = book.line("entries")
    assert line is not None
    (row,) = printed_rows(line, [{"received_at": "2026-11-23T08:15:00+07:00", "stt": 0}])
    assert (row["received_at"], row["stt"], row["sign"]) == ("08:15 23/11/2026", "0", "")


@pytest.mark.parametrize(
    "wrong",
    [TABLE.replace("columns", "cells"), TABLE.replace('type = "rows"', 'type = "list"'),
     TABLE.replace('"name" } ]', '"bool" } ]'), TABLE.replace('"name" } ]', '"rows" } ]'),
     TABLE.replace('columns = [ { key = "items", label = "Tên", type = "name" } ]', "")],
)  # fmt: skip
def test_a_table_that_cannot_be_is_refused(form_folder: FormToml, wrong: str) -> None:
    body = BODY.replace("[[rules]]", f"{wrong}\n[[rules]]")
    with pytest.raises(InputError) as caught:
        read_schema(form_folder(HEAD + body))
    assert caught.value.code == "FORM-03"


@pytest.mark.parametrize(
    ("keys", "is_known"),
    [('["people.items"]', True), ('["people.age"]', False), ('["name.items"]', False)],
)
def test_a_rule_names_columns_that_exist(form_folder: FormToml, keys: str, is_known: bool) -> None:
    body = BODY.replace("[[rules]]", f"{TABLE}\n[[rules]]").replace('["day"]', keys)
    folder = form_folder(HEAD + body)
    if is_known:
        assert read_schema(folder).column("people.items") is not None
        return
    with pytest.raises(InputError):
        read_schema(folder)


def test_the_columns_are_part_of_the_schema_shown(ct01: FormSchema) -> None:
    shown: dict[str, Any] = schema_json(ct01)
    (line,) = [
        f for s in shown["sections"] for f in s["fields"] if f["type"] == FieldType.ROWS.value
    ]
    assert [c["key"] for c in line["columns"]] == ["full_name", "dob", "gender", "pin", "relation"]
