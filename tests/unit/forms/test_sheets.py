"""What there is to print of a form: a paper, a marked preview, nothing, or not even a text."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from base.errors import DeskError, InputError
from forms.authoring.build import build_template
from forms.authoring.checks.contents import HEADER_PART
from forms.authoring.lint import lint_folder, template_parts
from forms.fill import PREVIEW_MARK, fill_docx
from forms.library import LIBRARY_DIR, load_library
from forms.pages import PageReader, PdfContent
from forms.pdf import InProcessRenderer, render_form
from forms.rendering.readback import lost_pictures, refuse_losses
from forms.schema import Sheet
from forms.schema_reader import read_head, read_schema
from forms.views import judge, schema_json, summaries_json
from tests.unit.forms.conftest import FOLDERS, PAPERS, TODAY, FormToml, sample_of
from tests.unit.forms.test_schema_reader import BODY, HEAD

SUMMARIES = load_library().summaries()
BY_SHEET = {
    kind: [s.head.id for s in SUMMARIES if s.head.sheet is kind] for kind in Sheet
}  # fmt: skip
MISSING_HEAD = """
id = "tk_thu"
title = "ĐƠN CHƯA CÓ MẪU"
version = "0"
source = "Nghị định thử"
confidence = "low"
sheet = "missing"
"""


def test_every_form_of_the_reference_is_in_the_library() -> None:
    """Its 62 forms, and three more of other sources."""
    assert {kind.value: len(ids) for kind, ids in BY_SHEET.items()} == {
        "paper": 40, "preview": 7, "electronic": 2, "missing": 16,
    }  # fmt: skip
    assert sorted(BY_SHEET[Sheet.PREVIEW]) == [
        "giay_chung_nhan_ket_hon", "giay_khai_sinh", "giay_xac_nhan_tinh_trang_hon_nhan",
        "trich_luc_ket_hon_ban_sao", "trich_luc_khai_sinh_ban_sao",
        "trich_luc_khai_tu_ban_chinh", "trich_luc_khai_tu_ban_sao",
    ]  # fmt: skip


# --- chưa có mẫu -----------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", BY_SHEET[Sheet.MISSING])
def test_a_form_of_which_only_the_title_is_known_says_so(form_id: str) -> None:
    with pytest.raises(InputError) as caught:
        load_library().get(form_id, TODAY)
    assert caught.value.code == "FORM-13"
    assert "Chưa có mẫu" in caught.value.message
    assert lint_folder(LIBRARY_DIR / form_id) == ()
    head = read_head(LIBRARY_DIR / form_id)
    assert (head.procedures, head.valid_from) == ((), None)
    assert head.note


def test_the_list_shows_what_there_is_to_print() -> None:
    rows = {row["id"]: row for row in summaries_json(load_library())}
    assert rows["tk_khai_sinh_da_co_ho_so"]["sheet"] == "missing"
    assert rows["tk_khai_sinh_da_co_ho_so"]["valid_from"] is None
    assert rows["ms_thong_bao_dung"]["sheet"] == "paper"  # the office issues it itself
    assert rows["giay_khai_sinh"]["sheet"] == "preview"
    assert rows["tk_dang_ky_khai_sinh"]["sheet"] == "paper"


def test_a_title_is_never_the_form_of_a_procedure(form_folder: FormToml) -> None:
    folder = form_folder(MISSING_HEAD + 'procedures = ["9.000001"]\n')
    library = load_library(folder.parent)
    assert library.for_procedure("9.000001", TODAY) is None
    with pytest.raises(InputError) as caught:
        library.get("tk_thu", date(1990, 1, 1))
    assert caught.value.code == "FORM-13"


@pytest.mark.parametrize("name", ["template.docx", "sample.json"])
def test_the_lint_sees_a_file_that_is_never_used(form_folder: FormToml, name: str) -> None:
    folder = form_folder(MISSING_HEAD)
    (folder / name).write_text("{}")
    assert [(p.code, p.pointer) for p in lint_folder(folder)] == [("FORM-04", f"/{name}")]


def test_only_a_title_may_lack_its_first_day(form_folder: FormToml) -> None:
    folder = form_folder(HEAD.replace("valid_from = 2026-01-01\n", "") + BODY)
    for read in (read_head, read_schema):
        with pytest.raises(InputError) as caught:
            read(folder)
        assert caught.value.code == "FORM-03"


def test_a_paper_of_an_unknown_size_is_refused(form_folder: FormToml) -> None:
    with pytest.raises(InputError) as caught:
        read_head(form_folder(HEAD + 'paper = "A3"\n' + BODY))
    assert caught.value.code == "FORM-03"


# --- electronic ------------------------------------------------------------------------------


@pytest.mark.parametrize("form_id", BY_SHEET[Sheet.ELECTRONIC])
@pytest.mark.parametrize("draft", [False, True])
def test_an_electronic_declaration_is_checked_but_never_printed(
    form_id: str, draft: bool, pages: PageReader
) -> None:
    schema = load_library().get(form_id, TODAY)
    found = judge(schema, sample_of(schema), today=TODAY)
    assert [problem.code for problem in found] == ["FORM-37"]  # the portal has a new text
    assert not (schema.folder / "template.docx").exists()
    for print_it in (
        lambda: fill_docx(schema, sample_of(schema), draft=draft),
        lambda: render_form(InProcessRenderer(pages), schema, sample_of(schema), draft=draft),
    ):
        with pytest.raises(InputError) as caught:
            print_it()
        assert caught.value.code == "FORM-14"


def test_the_linked_procedures_have_their_declarations() -> None:
    library = load_library()
    wanted = {"3.000722": "tk_dien_tu_lien_thong_khai_sinh",
              "2.002913": "tk_dien_tu_lien_thong_khai_tu",
              "1.014027": "de_nghi_huu_tri_xa_hoi_mau_01",
              "1.014028": "to_khai_ho_tro_mai_tang_htxh_mau_02",
              "1.004222": "ct01_to_khai_thay_doi_thong_tin_cu_tru",
              "1.012786": "dat_dai_mau_18_bien_dong"}  # fmt: skip
    found = {code: library.for_procedure(code, TODAY) for code in wanted}
    assert {code: form.id for code, form in found.items() if form} == wanted


# --- previews --------------------------------------------------------------------------------

each_preview = pytest.mark.parametrize("form_id", BY_SHEET[Sheet.PREVIEW])


@each_preview
@pytest.mark.parametrize("answers", ["sample", "empty"])
def test_a_preview_bears_its_mark_on_every_page_whatever_is_asked(
    form_id: str, answers: str, pages: PageReader
) -> None:
    schema = load_library().get(form_id, TODAY)
    given: dict[str, Any] = sample_of(schema) if answers == "sample" else {}
    paper = render_form(InProcessRenderer(pages), schema, given, draft=answers == "empty")
    content = pages.read(paper.data)
    assert all(PREVIEW_MARK in " ".join(page.split()) for page in content.pages)
    assert content.pictures == len(content.pages)  # the mark behind the text, and no emblem
    assert schema.procedures == ()


def test_the_mark_is_seen(pages: PageReader) -> None:
    """Grey stands where the page of an ordinary form is white."""
    preview = load_library().get("giay_khai_sinh", TODAY)
    shown = render_form(InProcessRenderer(pages), preview, {}, draft=True)
    width, height, pixels = pages.render(shown.data, 0, 36)
    rows = [pixels[y * width * 4 : (y + 1) * width * 4] for y in range(height)]
    lower = b"".join(rows[height * 7 // 10 : height * 3 // 4])  # below the last line of the sheet
    assert any(150 < lower[i] < 235 for i in range(0, len(lower), 4))


def test_other_papers_bear_no_mark(pages: PageReader) -> None:
    for folder in PAPERS:
        schema = read_schema(folder)
        header = template_parts((folder / "template.docx").read_bytes())[HEADER_PART]
        assert ("<w:drawing" in header) == (schema.sheet is Sheet.PREVIEW), folder.name


def test_a_preview_that_lost_its_mark_is_not_handed_out() -> None:
    schema = load_library().get("giay_khai_sinh", TODAY)
    docx = fill_docx(schema, sample_of(schema))
    assert lost_pictures(docx, PdfContent(("", ""), 2)) == 0
    assert lost_pictures(docx, PdfContent(("", ""), 1)) == 1
    with pytest.raises(DeskError) as caught:
        refuse_losses(docx, PdfContent(("",), 0))
    assert caught.value.code == "PDF-04"


def test_the_lint_sees_a_preview_without_its_mark(tmp_path: Path, pages: PageReader) -> None:
    folder = tmp_path / "giay_khai_sinh"
    shutil.copytree(LIBRARY_DIR / folder.name, folder)
    text = (folder / "form.toml").read_text("utf-8")
    (folder / "form.toml").write_text(text.split("[layout]")[0], "utf-8")
    unmarked = io.BytesIO()
    with (
        zipfile.ZipFile(folder / "template.docx") as old,
        zipfile.ZipFile(unmarked, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == HEADER_PART:
                start, end = data.index(b"<w:r><w:drawing"), data.index(b"</w:drawing></w:r>")
                data = data[:start] + data[end + len(b"</w:drawing></w:r>") :]
            new.writestr(name, data)
    (folder / "template.docx").write_bytes(unmarked.getvalue())
    assert any("dấu chìm" in p.message for p in lint_folder(folder, pages))


def test_the_mark_costs_a_template_little() -> None:
    sizes = {f.name: len(build_template(f)) for f in FOLDERS if f.name.startswith("giay_")}
    assert max(sizes.values()) < 40_000


def test_a_shown_schema_says_what_it_is() -> None:
    assert schema_json(load_library().get("giay_khai_sinh", TODAY))["sheet"] == "preview"
