from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from base.errors import InputError
from forms.authoring.__main__ import main
from forms.authoring.build import build_template
from forms.authoring.lint import lint_folder, rebuild, template_parts
from forms.authoring.markup import Style, runs_xml
from forms.library import LIBRARY_DIR
from forms.pages import PageReader
from forms.schema import Severity
from forms.schema_reader import parse_head
from tests.unit.forms.conftest import FormToml
from tests.unit.forms.test_schema_reader import BODY, HEAD

LAYOUT = """
[layout]
size = 13
blocks = [
  { kind = "national" },
  { kind = "title", text = "TỜ KHAI THỬ & NGHIỆM" },
  { kind = "field", key = "name" },
  { kind = "text", text = "Ngày: {day|..../..../....}" },
]
"""


@pytest.fixture
def new_form(form_folder: FormToml) -> Path:
    """A form that somebody wrote as data only."""
    folder = form_folder(HEAD + BODY + LAYOUT)
    (folder / "sample.json").write_text(json.dumps({"name": "An", "day": "01/02/2026"}))
    main([str(folder)])
    return folder


def test_a_new_form_needs_no_python(new_form: Path, pages: PageReader) -> None:
    assert lint_folder(new_form, pages) == ()


def test_building_twice_gives_the_same_bytes(new_form: Path) -> None:
    assert build_template(new_form) == build_template(new_form)
    assert build_template(new_form) == (new_form / "template.docx").read_bytes()


def edit(folder: Path, old: str, new: str, *, rebuild: bool = True) -> None:
    file = folder / "form.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    if rebuild:
        main([str(folder)])


def test_the_lint_sees_a_line_that_is_not_printed(new_form: Path, pages: PageReader) -> None:
    edit(new_form, '{ kind = "field", key = "name" },', "")
    (problem,) = lint_folder(new_form, pages)
    assert (problem.code, problem.pointer) == ("FORM-04", "/form.toml/layout")
    assert "thiếu dòng “name”: thêm vào blocks của [layout]" in problem.message


def test_the_lint_sees_a_name_that_the_form_does_not_have(
    new_form: Path, pages: PageReader
) -> None:
    edit(new_form, "{day|..../..../....}", "{day} {night}")
    (problem,) = lint_folder(new_form, pages)
    assert "“night”" in problem.message


def test_the_lint_sees_code_in_a_template(new_form: Path, pages: PageReader) -> None:
    edit(new_form, "{day|..../..../....}", "{day} {{ name|upper }}{% set x = 1 %}")
    problems = lint_folder(new_form, pages)
    assert [p.code for p in problems] == ["FORM-04", "FORM-04"]
    assert all("Thẻ không được phép" in p.message for p in problems)


def test_the_lint_sees_a_template_older_than_its_layout(new_form: Path, pages: PageReader) -> None:
    edit(new_form, "NGHIỆM", "NGHIỆM LẠI", rebuild=False)
    (problem,) = lint_folder(new_form, pages)
    assert "dựng lại" in problem.message


def test_the_lint_sees_a_wrong_page_count(new_form: Path, pages: PageReader) -> None:
    edit(new_form, 'confidence = "low"', 'confidence = "low"\npages = 3')
    (problem,) = lint_folder(new_form, pages)
    assert problem.pointer == "/form.toml/pages"


def test_the_lint_sees_a_sample_that_does_not_fit(new_form: Path, pages: PageReader) -> None:
    (new_form / "sample.json").write_text('{"day": "hôm qua"}', encoding="utf-8")
    assert {p.code for p in lint_folder(new_form, pages)} == {"FORM-04", "FORM-08", "FORM-11"}


@pytest.mark.parametrize("lost", ["form.toml", "template.docx", "sample.json"])
def test_the_lint_sees_a_missing_file(new_form: Path, pages: PageReader, lost: str) -> None:
    (new_form / lost).unlink()
    assert [p.code for p in lint_folder(new_form, pages)] == ["FORM-03"]


def test_the_lint_refuses_fonts_of_the_time_before_unicode(
    tmp_path: Path, pages: PageReader
) -> None:
    import docx

    folder = tmp_path / "tk_dang_ky_khai_sinh"
    shutil.copytree(LIBRARY_DIR / folder.name, folder)
    template = docx.Document(str(folder / "template.docx"))
    template.paragraphs[0].runs[0].font.name = ".VnTime"
    template.save(str(folder / "template.docx"))
    assert any("Unicode" in p.message for p in lint_folder(folder, pages))


@pytest.mark.parametrize(
    ("old", "new", "pointer", "words"),
    [
        ('code = "FORM-30"', 'code = "xyz"', "/rules/0/code", "Dòng số 35: quy tắc “not_future”"),
        ('"9.000001"', '"abc"', "/procedures", "mã thủ tục “abc” phải có dạng 1.001193"),
        ('confidence = "low"', 'confidence = "chac"', "/confidence", "“chac” chỉ nhận high"),
        ('type = "date"', 'type = "date"\nconfidence = "sure"', "/day/confidence", "“day”"),
        ('title = "TỜ KHAI THỬ"', 'title = " "', "/title", "“title” đang trống"),
        ('label = "Ngày"', 'label = ""', "/day/label", "“day” có tên hiện trên màn hình"),
        ('title = "Phần một"', 'title = ""', "/sections/0/title", "“one”"),
        ('label = "Ngày"', 'label = "Nga\u0300y"', "", "gõ tách dấu (NFD)"),
        ('type = "date"', 'type = "text"\nderive = "copy name"', "/name/derive", "“name” → “day”"),
        ("Thông tư 1/2026/TT-THU", "abc", "/rules/0/basis", "“abc” không nêu văn bản nào"),
    ],
)  # fmt: skip
def test_the_lint_refuses_what_form_toml_says_wrongly(
    new_form: Path, old: str, new: str, pointer: str, words: str
) -> None:
    if "derive" in new:
        edit(new_form, 'slot = "full_name"', 'slot = "full_name"\nderive = "copy day"')
    edit(new_form, old, new, rebuild=False)
    found = {p.pointer: p for p in lint_folder(new_form, is_quick=True)}
    told = found[f"/form.toml{pointer}"]
    assert words in told.message
    assert told.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("old", "new", "pointer", "words"),
    [
        ("TỜ KHAI THỬ & NGHIỆM", "ĐƠN KHÁC", "/layout/title", "tên in trên giấy là “ĐƠN KHÁC”"),
        (
            'label = "Tên"',
            'label = "Tên"\nfootnote = "(9)"',
            "/layout/footnotes",
            "(9) không có lời",
        ),
        ("{day|", "^(7) {day|", "/layout/footnotes", "(7) không có lời"),
        ('{ kind = "national" },', "", "/layout/national", "không có quốc hiệu"),
        ('"9.000001"', '"1.001193"', "/procedures", "“tk_dang_ky_khai_sinh”"),
    ],
)
def test_the_lint_warns_of_what_only_the_author_can_decide(
    new_form: Path, pages: PageReader, old: str, new: str, pointer: str, words: str
) -> None:
    edit(new_form, old, new)
    (told,) = lint_folder(new_form, pages)
    assert (told.pointer, told.severity) == (f"/form.toml{pointer}", Severity.WARNING)
    assert words in told.message


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('type = "date"', 'type = "ngay"', "“type” không nhận “ngay”; dùng một trong: name, date,"),
        ('label = "Ngày"', "label = 5", "“label” phải là chữ trong ngoặc kép, đang là số nguyên"),
        ('label = "Ngày"', "label", "Dòng số 30, cột 6: thiếu dấu ="),
        ('role = "mother"', 'role = "la"', "Dòng số 25: dòng “name”: không có vai “la”"),
        ('key = "day"', 'key = "name"', "Khoá “name” có hai lần"),
        ('keys = ["day"]', 'key = "day"', "quy tắc này nhận keys"),
    ],
)
def test_the_lint_tells_an_author_the_reason_in_vietnamese(
    new_form: Path, old: str, new: str, words: str
) -> None:
    edit(new_form, old, new, rebuild=False)
    (told,) = rebuild(new_form)
    assert (told,) == lint_folder(new_form, is_quick=True)
    assert (told.code, words in told.message) == ("FORM-03", True), told.message


def test_notepad_may_mark_the_beginning_of_form_toml(new_form: Path) -> None:
    file = new_form / "form.toml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert lint_folder(new_form, is_quick=True) == ()
    assert parse_head(file.read_text("utf-8"), new_form).id == "tk_thu"


@pytest.mark.parametrize(
    "layout",
    ["", "[layout]\nblocks = [ { kind = 'dance' } ]", "[layout]\nblocks = [ { kind = 'text' } ]",
     "[layout]\nblocks = [ { kind = 'field', key = 'nobody' } ]"],
)  # fmt: skip
def test_a_layout_that_cannot_be_built_is_refused(form_folder: FormToml, layout: str) -> None:
    with pytest.raises(InputError) as caught:
        build_template(form_folder(HEAD + BODY + layout))
    assert caught.value.code == "FORM-03"


@pytest.mark.parametrize(
    "layout",
    ["[layout]\nmargins_mm = [1, 2]\nblocks = []", "[layout]\nsize = 'x'\nblocks = []",
     "[layout]\nblocks = 5", "[layout]\nblocks = [5]",
     "[layout]\nblocks = [{ kind = 'columns', widths = [0, 0], cells = [[], []] }]",
     "[layout]\nblocks = [{ kind = 'text', text = 5 }]"],
)  # fmt: skip
def test_a_layout_of_odd_values_is_refused(form_folder: FormToml, layout: str) -> None:
    with pytest.raises(InputError) as caught:
        build_template(form_folder(HEAD + BODY + layout))
    assert caught.value.code == "FORM-03"


def test_the_lint_sees_a_folder_of_another_name(new_form: Path) -> None:
    other = new_form.rename(new_form.with_name("tk_khac"))
    (problem,) = lint_folder(other)
    assert (problem.pointer, "tk_thu" in problem.message) == ("/form.toml/id", True)
    version = other.rename(other.with_name("tk_thu@2027"))
    assert lint_folder(version, is_quick=True) == ()


def test_the_lint_sees_a_rule_that_cannot_run(new_form: Path) -> None:
    rule = """
[[rules]]
rule = "review_from"
code = "FORM-37"
severity = "warning"
message = "Từ {day}."
basis = "Đối chiếu hợp lý (mẫu mới)"
params = { day = "mai" }
"""
    file = new_form / "form.toml"
    file.write_text(file.read_text("utf-8").replace(LAYOUT, rule + LAYOUT), "utf-8")
    (problem,) = lint_folder(new_form, is_quick=True)
    assert (problem.code, problem.pointer) == ("FORM-03", "/form.toml/rules")
    assert "“review_from” (FORM-37)" in problem.message


def test_the_lint_sees_a_beginning_that_the_line_cannot_hold(new_form: Path) -> None:
    edit(new_form, 'type = "date"', 'type = "date"\ndefault = "hôm qua"')
    assert [p.pointer for p in lint_folder(new_form, is_quick=True)] == ["/form.toml/day"]


def test_dots_stand_apart_from_a_value_that_ends_in_a_full_stop() -> None:
    assert '<w:t xml:space="preserve"> </w:t><w:tab/>' in runs_xml("{k...}", Style(13))


def test_markup_becomes_runs() -> None:
    xml = runs_xml("a **b** //c//^(2) {k} {k|..} {k...} {k?yes} <&>", Style(13))
    for part in (
        "<w:b/>", "<w:i/>", 'w:val="superscript"', "{{ k }}", '{{ k or ".." }}', "{{ k__yes }}",
        "<w:tab/>", "&lt;&amp;&gt;",
    ):  # fmt: skip
        assert part in xml


def test_a_table_has_lines_a_repeated_head_and_whole_rows(
    form_folder: FormToml, pages: PageReader
) -> None:
    table = """
[layout]
national = false
blocks = [
  { kind = "table", widths = [1, 2], height_mm = 9, head = ["Thông tin", "Bên nữ"], rows = [
    ["Tên^(4)", "{name}"],
    ["Ngày", "{day}"],
  ] },
  { kind = "footnotes", items = [{ marks = ["4"], text = "Ghi đủ" }] },
]
"""
    folder = form_folder(HEAD + BODY + table)
    (folder / "sample.json").write_text(json.dumps({"name": "An", "day": "01/02/2026"}))
    main([str(folder)])
    xml = template_parts((folder / "template.docx").read_bytes())["word/document.xml"]
    assert xml.count("<w:tr>") == xml.count("<w:cantSplit/>") == 3
    assert xml.count("<w:tblHeader/>") == 1
    assert '<w:insideV w:val="single"' in xml
    assert lint_folder(folder, pages) == ()


def test_a_row_of_a_table_with_too_few_cells_is_refused(form_folder: FormToml) -> None:
    layout = "[layout]\nblocks = [{ kind = 'table', widths = [1, 2], head = ['a'], rows = [] }]"
    with pytest.raises(InputError) as caught:
        build_template(form_folder(HEAD + BODY + layout))
    assert caught.value.code == "FORM-03"


def test_a_boxed_column_is_a_place_for_a_photo(form_folder: FormToml) -> None:
    layout = """
[layout]
blocks = [
  { kind = "columns", widths = [30, 100], height_mm = 40, boxed = [0], cells = [
    [ { kind = "text", text = "{name|Ảnh}" } ],
    [ { kind = "text", text = "{day}" } ],
  ] },
]
"""
    built = build_template(form_folder(HEAD + BODY + layout))
    xml = template_parts(built)["word/document.xml"]
    assert xml.count("<w:tcBorders>") == xml.count('<w:vAlign w:val="center"/>') == 1
    assert '<w:trHeight w:val="2268" w:hRule="atLeast"/>' in xml


def test_a_footnote_has_the_marks_it_is_given_else_its_place(form_folder: FormToml) -> None:
    layout = """
[layout]
blocks = [
  { kind = "text", text = "{name} {day}" },
  { kind = "footnotes", items = ["một", { marks = ["4", "5"], text = "bốn, năm" }, "ba"] },
]
"""
    xml = template_parts(build_template(form_folder(HEAD + BODY + layout)))["word/document.xml"]
    assert re.findall(r">\((\d)\)<", xml) == ["1", "4", "5", "3"]
