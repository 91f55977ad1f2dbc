"""The library, and for every folder of it: it loads, fills, prints and has no key missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from base.errors import InputError
from forms.authoring.build import build_template
from forms.authoring.lint import lint_folder, used_names
from forms.authoring.lint import template_parts as parts_of
from forms.library import LIBRARY_DIR, load_library
from forms.names import template_names
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, Pdf, render_form
from forms.printed import printed_lines
from forms.schema import PrintAs
from forms.schema_reader import read_schema
from forms.views import judge
from tests.unit.forms.cases import is_replaced
from tests.unit.forms.conftest import DECLARATIONS, FOLDERS, PAPERS, TODAY, sample_of
from tests.unit.forms.test_pdf import one_bit_png
from tests.unit.forms.test_schema_reader import BODY, HEAD

each_folder = pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
each_paper = pytest.mark.parametrize("folder", PAPERS, ids=lambda f: f.name)


@pytest.fixture(scope="session")
def in_full(pages: PageReader) -> Callable[[Path], Pdf]:
    """Print a folder's sample with every switch on, once for all tests."""
    renderer = InProcessRenderer(pages)

    @cache
    def render(folder: Path) -> Pdf:
        schema = read_schema(folder)
        answers = {**sample_of(schema), **{s.key: True for s in schema.switches}}
        return render_form(renderer, schema, answers)

    return render


@each_folder
def test_the_lint_finds_nothing(folder: Path, pages: PageReader) -> None:
    assert lint_folder(folder, pages) == ()


@each_folder
def test_the_sample_has_no_problem(folder: Path) -> None:
    schema = read_schema(folder)
    found = judge(schema, sample_of(schema), today=TODAY)
    assert [problem for problem in found if not is_replaced(schema, problem)] == []


@each_folder
def test_the_sample_fills_every_line_so_that_every_line_is_tested(folder: Path) -> None:
    schema = read_schema(folder)
    untested = {f.key for f in schema.fields} - set(sample_of(schema))
    assert untested <= {f.key for f in schema.fields if f.type == "picture"}


@each_paper
def test_template_and_schema_have_the_same_keys(folder: Path) -> None:
    schema = read_schema(folder)
    names, refused = used_names(parts_of((folder / "template.docx").read_bytes()))
    assert refused == []
    switches = {s.key for s in schema.switches}
    assert names - switches == template_names(schema) - switches


@each_paper
def test_the_committed_template_is_what_the_layout_builds(folder: Path) -> None:
    built = parts_of(build_template(folder))
    assert parts_of((folder / "template.docx").read_bytes()) == built


@each_paper
def test_the_sample_is_printed_in_full_on_the_recorded_pages(
    folder: Path, pages: PageReader, in_full: Callable[[Path], Pdf]
) -> None:
    schema = read_schema(folder)
    answers = {**sample_of(schema), **{s.key: True for s in schema.switches}}
    paper = in_full(folder)
    assert paper.pages == schema.pages
    text = "".join(pages.text(paper.data).split())
    for key, value in printed_lines(schema, answers).items():
        assert "".join(value.split()) in text, key


@each_paper
def test_an_empty_draft_shows_its_dots_and_its_mark(folder: Path, pages: PageReader) -> None:
    schema = read_schema(folder)
    paper = render_form(InProcessRenderer(pages), schema, {}, draft=True)
    assert paper.pages <= schema.pages
    text = pages.text(paper.data)
    assert text.count("BẢN NHÁP") == paper.pages
    dots = text.count(".....") + text.count(". . . .")
    assert dots > (10 if folder in DECLARATIONS else 2)


# Lines without words of their own on the paper: a head, a post, place and date, a way to sign.
WORDLESS = {"issue_place_date", "slip_qr", "parent_org", "unit", "center_name"}
WORDLESS_ENDS = ("_way", "_title", "_capacity", "_amount", "_since")
WORDLESS_OF = {
    "tk_dang_ky_ket_hon": {"made_at"},
    "giay_uy_quyen": {"made_at"},
    "dat_dai_mau_18_bien_dong": {"made_at"},
    "de_nghi_huu_tri_xa_hoi_mau_01": {"made_at"},
    "to_khai_ho_tro_mai_tang_htxh_mau_02": {"made_at"},
    "giay_xac_nhan_tinh_trang_hon_nhan": {"place_date"},
    "loi_chung_chung_thuc_chu_ky": {"signing"},
    "ms_phieu_xin_loi_gia_han": {"agency", "procedure_name"},
    "ms_phieu_kiem_soat": {"steps"},
    "van_ban_de_nghi_xac_minh_tinh_trang_hon_nhan": {
        "parent_body", "issuer", "made_at", "signer", "signer_body",
    },
}  # fmt: skip
SPELLED = {PrintAs.SPELLED_DATE, PrintAs.SPELLED_DATE_START}  # “ngày … tháng … năm …”


@each_paper
def test_every_label_of_the_sheet_is_on_the_paper(
    folder: Path, pages: PageReader, in_full: Callable[[Path], Pdf]
) -> None:
    schema = read_schema(folder)
    text = "".join(pages.text(in_full(folder).data).split()).casefold()
    wordless = WORDLESS | WORDLESS_OF.get(schema.id, set())
    labelled = [
        line
        for line in schema.fields
        if line.key not in wordless
        and not line.key.endswith(WORDLESS_ENDS)
        and line.print_as not in SPELLED
    ]
    for line in [*labelled, *(c for f in schema.fields for c in f.columns)]:
        label = "".join(line.label.split("(")[0].split()).casefold()
        assert label in text, line.key


def test_the_declaration_and_its_notes_are_printed_in_full(pages: PageReader) -> None:
    schema = load_library().get("tk_dang_ky_khai_sinh", TODAY)
    paper = render_form(InProcessRenderer(pages), schema, sample_of(schema))
    text = " ".join(pages.text(paper.data).split())
    for words in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Tôi chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.",
        "(1) Ghi rõ tên cơ quan đăng ký khai sinh.",
        "(2) Chỉ ghi trong trường hợp người có yêu cầu đăng ký hộ tịch",
        "(3) Ghi số định danh cá nhân/căn cước công dân/thẻ căn cước",
        "(4) Trường hợp sinh tại cơ sở y tế",
        "(5) Ghi đầy đủ ngày, tháng sinh của cha, mẹ (nếu có).",
        "(6) Đề nghị đánh dấu X vào ô nếu có yêu cầu cấp bản sao và ghi rõ số lượng.",
    ):
        assert words in text


CIVIL_STATUS = {
    "1.001193": "tk_dang_ky_khai_sinh", "1.004772": "tk_dang_ky_khai_sinh",
    "1.000689": "tk_dang_ky_khai_sinh", "2.000528": "tk_dang_ky_khai_sinh",
    "1.004884": "tk_dang_ky_lai_khai_sinh", "2.000522": "tk_dang_ky_lai_khai_sinh",
    "1.000894": "tk_dang_ky_ket_hon", "2.000806": "tk_dang_ky_ket_hon",
    "1.004746": "tk_dang_ky_lai_ket_hon", "2.000513": "tk_dang_ky_lai_ket_hon",
    "1.000656": "tk_dang_ky_khai_tu", "1.001766": "tk_dang_ky_khai_tu",
    "1.005461": "tk_dang_ky_lai_khai_tu", "2.000497": "tk_dang_ky_lai_khai_tu",
    "1.004873": "tk_cap_xac_nhan_tinh_trang_hon_nhan",
    "1.001022": "tk_nhan_cha_me_con", "2.000779": "tk_nhan_cha_me_con",
    "1.004837": "tk_dang_ky_giam_ho", "1.001669": "tk_dang_ky_giam_ho",
    "1.004845": "tk_cham_dut_giam_ho", "2.000756": "tk_cham_dut_giam_ho",
    "3.000323": "tk_giam_sat_viec_giam_ho", "3.000322": "tk_cham_dut_giam_sat_viec_giam_ho",
    "1.004859": "tk_thay_doi_cai_chinh_bo_sung", "2.000748": "tk_thay_doi_cai_chinh_bo_sung",
    "2.000635": "tk_cap_ban_sao_trich_luc", "2.002516": "tk_xac_nhan_thong_tin_ho_tich",
    "2.002189": "tk_ghi_chu_ket_hon", "2.000554": "tk_ghi_chu_ly_hon",
    "2.000547": "tk_ghi_vao_so_khai_sinh",
}  # fmt: skip


def test_every_civil_status_procedure_has_its_declaration() -> None:
    library = load_library()
    found = {code: library.for_procedure(code, TODAY) for code in CIVIL_STATUS}
    assert {code: form.id for code, form in found.items() if form} == CIVIL_STATUS


def test_no_two_forms_claim_one_procedure() -> None:
    heads = [s.head for s in load_library().summaries() if s.holds_on(TODAY)]
    claimed = [code for head in heads for code in head.procedures]
    assert len(claimed) == len(set(claimed))


def test_a_form_is_found_by_id_and_by_procedure() -> None:
    library = load_library()
    by_id = library.get("tk_dang_ky_khai_sinh", TODAY)
    assert library.for_procedure("1.001193", TODAY) is by_id
    assert library.for_procedure("9.999999", TODAY) is None
    assert library.for_procedure("1.001193", date(2020, 1, 1)) is None
    assert {s.head.id for s in library.summaries()} >= {by_id.id, "ms_giay_tiep_nhan_hen_tra"}


@pytest.mark.parametrize(
    ("form_id", "day", "code"),
    [("tk_khong_co", TODAY, "FORM-01"), ("tk_dang_ky_khai_sinh", date(2024, 8, 15), "FORM-02"),
     ("../tests", TODAY, "FORM-01")],
)  # fmt: skip
def test_a_form_that_is_not_there_is_refused(form_id: str, day: date, code: str) -> None:
    with pytest.raises(InputError) as caught:
        load_library().get(form_id, day)
    assert caught.value.code == code


def write(root: Path, name: str, text: str) -> None:
    (root / name).mkdir()
    (root / name / "form.toml").write_text(text, encoding="utf-8")


def test_two_versions_of_a_form_hold_on_their_own_days(tmp_path: Path) -> None:
    ended = HEAD.replace(
        "valid_from = 2026-01-01", "valid_from = 2026-01-01\nvalid_to = 2027-02-28"
    )
    newer = HEAD.replace("2026-01-01", "2027-03-01").replace('version = "1"', 'version = "2"')
    write(tmp_path, "tk_thu", ended + BODY)
    write(tmp_path, "tk_thu@2027", newer + BODY)
    library = load_library(tmp_path)
    assert library.get("tk_thu", date(2027, 2, 28)).version == "1"
    assert library.get("tk_thu", date(2027, 3, 1)).version == "2"
    later = library.for_procedure("9.000001", date(2027, 3, 1))
    assert later is not None
    assert later.version == "2"


def test_a_folder_that_holds_another_form_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "tk_khac", HEAD + BODY)
    with pytest.raises(InputError) as caught:
        load_library(tmp_path).summaries()
    assert caught.value.code == "FORM-03"


def test_a_photo_given_stands_in_its_box_and_else_the_words_do(pages: PageReader) -> None:
    schema = load_library().get("tk_dang_ky_ket_hon", TODAY)
    sample = sample_of(schema)
    plain = render_form(InProcessRenderer(pages), schema, sample)
    photo = render_form(InProcessRenderer(pages), schema, {**sample, "photo_bride": one_bit_png()})
    assert "Ảnh bên nữ" in pages.text(plain.data)
    assert "Ảnh bên nữ" not in pages.text(photo.data)
    assert pages.read(photo.data).pictures == pages.read(plain.data).pictures + 1
    assert photo.pages == plain.pages


def test_the_bride_stands_before_the_groom_and_both_sign(
    pages: PageReader, in_full: Callable[[Path], Pdf]
) -> None:
    text = pages.text(in_full(LIBRARY_DIR / "tk_dang_ky_ket_hon").data)
    head = text.index("Thông tin")
    assert head < text.index("Bên nữ", head) < text.index("Bên nam", head)
    assert text.count("ĐINH KHÁNH UYÊN") == text.count("LÊ HOÀNG LONG") == 2
    assert text.count("(Ký, ghi rõ họ, chữ đệm, tên)") == 2
