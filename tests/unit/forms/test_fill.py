from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from base.errors import InputError
from base.text import clean_line
from forms.answers import parse_answers
from forms.fill import DRAFT_MARK, NO_PICTURE, TEMPLATE_FILE, fill_docx
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.schema import FieldType, FormSchema
from tests.unit.forms.cases import form
from tests.unit.forms.conftest import sample_of
from tests.unit.forms.hostile import UNPRINTABLE, hostile_values
from tests.unit.forms.test_answers import png_of

# The free-text lines of the declaration: a paper of hostile values has one in each.
FREE = (
    "addressee", "requester_residence", "relationship", "child_ethnicity", "child_nationality",
    "child_birthplace", "child_hometown", "mother_ethnicity", "mother_nationality",
    "mother_residence", "father_ethnicity", "father_nationality", "father_residence",
    "parents_marriage_place", "made_at",
)  # fmt: skip


def texts(docx: bytes) -> list[str]:
    """Return the text of every paragraph, tables included."""
    import docx as python_docx
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    document = python_docx.Document(io.BytesIO(docx))
    body = document.element.body
    return [Paragraph(element, document).text for element in body.iter(qn("w:p"))]


def papers_of_hostile_values(sample: dict[str, Any]) -> Iterator[dict[str, Any]]:
    values = hostile_values()
    for start in range(0, len(values), len(FREE)):
        batch = dict(zip(FREE, values[start : start + len(FREE)], strict=False))
        yield {**sample, "print_full": True, **batch}


def test_more_than_300_hostile_values_come_back_exactly(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    assert len(hostile_values()) > 300
    paragraphs = len(texts(fill_docx(birth, birth_answers)))
    for answers in papers_of_hostile_values(birth_answers):
        found = texts(fill_docx(birth, answers, draft=True))
        assert len(found) == paragraphs, "a value added or removed a paragraph"
        joined = "\n".join(found)
        for key in FREE:
            assert clean_line(answers[key]) in joined, (key, answers[key])


@pytest.mark.parametrize("value", UNPRINTABLE)
def test_what_the_faces_cannot_draw_is_refused_with_its_line(
    birth: FormSchema, birth_answers: dict[str, Any], value: str
) -> None:
    with pytest.raises(InputError) as caught:
        fill_docx(birth, {**birth_answers, "child_birthplace": value})
    assert caught.value.code == "FORM-11"
    assert [(f.pointer, f.code) for f in caught.value.fields] == [("/child_birthplace", "FORM-10")]


def test_an_unreadable_value_is_refused_but_printed_in_a_draft(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    answers = {**birth_answers, "child_dob": "31/02/2026"}
    with pytest.raises(InputError) as caught:
        fill_docx(birth, answers)
    assert caught.value.code == "FORM-11"
    assert "31/02/2026" in "\n".join(texts(fill_docx(birth, answers, draft=True)))


def test_marks_stand_in_the_header(birth: FormSchema, birth_answers: dict[str, Any]) -> None:
    import docx as python_docx

    filled = fill_docx(birth, birth_answers, draft=True, marks=("BẢN TẬP",))
    header = python_docx.Document(io.BytesIO(filled)).sections[0].header
    assert header.paragraphs[0].text == f"{DRAFT_MARK} · BẢN TẬP"
    plain = python_docx.Document(io.BytesIO(fill_docx(birth, birth_answers)))
    assert plain.sections[0].header.paragraphs[0].text == ""


@pytest.mark.parametrize(
    ("wanted", "boxes"),
    [(True, "Có ☒, Không ☐"), (False, "Có ☐, Không ☒"), (None, "Có ☐, Không ☐")],
)
def test_boxes_are_ticked_in_runs_of_their_own(
    birth: FormSchema, birth_answers: dict[str, Any], wanted: bool | None, boxes: str
) -> None:
    import docx as python_docx

    answers = {**birth_answers, "copies_wanted": wanted, "copies_count": 1 if wanted else None}
    filled = fill_docx(birth, answers)
    assert any(boxes in text for text in texts(filled))
    table = python_docx.Document(io.BytesIO(filled)).tables[-1]
    runs = [r.text for p in table.rows[0].cells[0].paragraphs for r in p.runs]
    assert {"☐", "☒"} >= {r for r in runs if "☐" in r or "☒" in r}


def test_the_principal_stands_on_the_slip_only_when_there_is_one(slip: FormSchema) -> None:
    with_agent = sample_of(slip)
    alone = {k: v for k, v in with_agent.items() if not k.startswith(("principal", "authoris"))}
    assert any("người ủy quyền" in t for t in texts(fill_docx(slip, with_agent)))
    assert not any("ủy quyền:" in t for t in texts(fill_docx(slip, alone)))


def test_the_provisional_mark_goes_when_the_official_code_comes(slip: FormSchema) -> None:
    mark = "SỐ TẠM – chưa phải mã hồ sơ chính thức"
    official = {"dossier_code": "000.00.12.H40-261123-0007", "provisional": False}
    assert mark in texts(fill_docx(slip, sample_of(slip)))
    assert mark not in texts(fill_docx(slip, {**sample_of(slip), **official}))


def test_papers_are_numbered_on_the_slip(slip: FormSchema) -> None:
    answers = {**sample_of(slip), "documents": ["Tờ khai", "Giấy chứng sinh & ảnh"]}
    found = texts(fill_docx(slip, answers))
    start = found.index("1. Tờ khai")
    assert found[start + 1] == "2. Giấy chứng sinh & ảnh"


# --- what a draft may hold -------------------------------------------------------------------

ODD = [5, True, "abc", "anh-co-dau.png", {"a": 1}, [1, {"b": [2]}], [["x"]], ["a", 5], 2.5, "😀"]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_a_draft_prints_any_value_as_it_is_or_says_that_it_does_not(odd: object) -> None:
    for form_id in ("ms_phieu_yeu_cau_bo_sung", "ms_giay_tiep_nhan_hen_tra",
                    "tk_dang_ky_ket_hon", "ct01_to_khai_thay_doi_thong_tin_cu_tru"):  # fmt: skip
        schema = form(form_id)
        kinds = (FieldType.LIST, FieldType.ROWS, FieldType.PICTURE, FieldType.BOOL)
        answers = {f.key: odd for f in schema.fields if f.type in kinds}
        assert answers
        found = "\n".join(texts(fill_docx(schema, answers, draft=True)))
        has_picture = any(f.type is FieldType.PICTURE for f in schema.fields)
        assert (NO_PICTURE in found) == has_picture
        with pytest.raises(InputError) as caught:
            fill_docx(schema, answers)
        pointers = {f.pointer.split("/")[1] for f in caught.value.fields}
        assert pointers >= {f.key for f in schema.fields if f.type is FieldType.PICTURE}


def test_an_empty_sheet_is_empty(birth: FormSchema) -> None:
    assert not any("Việt Nam" in text for text in texts(fill_docx(birth, {}, draft=True)))
    begun = fill_docx(birth, {"child_name": "AN"}, draft=True)
    assert any("Quốc tịch: Việt Nam" in text for text in texts(begun))


@pytest.mark.parametrize(
    ("size", "shown"),
    [((300, 400), (30, 40)), ((100, 5_000), (0.8, 40)), ((400, 100), (30, 7.5)),
     ((1, 4_000), (0.1, 40))],
)  # fmt: skip
def test_a_picture_is_fitted_into_its_place(
    size: tuple[int, int], shown: tuple[float, float]
) -> None:
    schema = form("tk_dang_ky_ket_hon")
    filled = fill_docx(schema, {**sample_of(schema), "photo_bride": png_of(*size)})
    extent = re.search(rb'<wp:extent cx="(\d+)" cy="(\d+)"/>', document_of(filled))
    assert extent is not None
    assert tuple(int(side) / 36_000 for side in extent.groups()) == pytest.approx(shown, abs=0.01)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_drawn(mode: str, pages: PageReader) -> None:
    schema = form("tk_dang_ky_ket_hon")
    answers = {**sample_of(schema), "photo_bride": png_of(30, 40, mode)}
    paper = render_form(InProcessRenderer(pages), schema, answers)
    assert pages.read(paper.data).pictures == 1


def document_of(docx: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/document.xml")


@pytest.fixture
def broken(birth: FormSchema, tmp_path: Path) -> FormSchema:
    """The declaration with a template of its own folder."""
    return replace(birth, folder=tmp_path)


def put_template(schema: FormSchema, tag: str) -> None:
    import docx as python_docx

    document = python_docx.Document()
    document.add_paragraph(tag)
    document.save(str(schema.folder / TEMPLATE_FILE))


@pytest.mark.parametrize(
    "tag",
    ["{{ no_such_line }}", "{{ child_name.__class__.__mro__[1].__subclasses__() }}",
     "{% for i in range(3) %}x{% endfor %}", "{{ child_name|upper }}", "{{ child_name", "{% if %}"],
)  # fmt: skip
def test_a_template_that_asks_for_more_than_values_is_refused(
    broken: FormSchema, birth_answers: dict[str, Any], tag: str
) -> None:
    put_template(broken, tag)
    with pytest.raises(InputError) as caught:
        fill_docx(broken, birth_answers)
    assert caught.value.code == "FORM-04"


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"no document"])
def test_a_template_that_is_no_package_is_refused(
    broken: FormSchema, birth_answers: dict[str, Any], damage: bytes
) -> None:
    (broken.folder / TEMPLATE_FILE).write_bytes(damage)
    with pytest.raises(InputError) as caught:
        fill_docx(broken, birth_answers)
    assert caught.value.code == "FORM-04"


def test_a_missing_template_is_refused(broken: FormSchema, birth_answers: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        fill_docx(broken, birth_answers)
    assert caught.value.code == "FORM-03"


def test_filling_twice_gives_the_same_paper(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    again = parse_answers(birth, birth_answers).answers
    assert texts(fill_docx(birth, birth_answers)) == texts(fill_docx(birth, again))
