"""Layout blocks of tables: heads of several rows, rows of an answer, squares, page sizes."""

from __future__ import annotations

import re

import pytest

from base.errors import InputError
from forms.authoring.build import build_template
from forms.authoring.lint import lint_folder, template_parts, used_names
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.schema_reader import read_schema
from tests.unit.forms.conftest import FormToml
from tests.unit.forms.test_authoring import edit
from tests.unit.forms.test_schema_reader import BODY, HEAD

LINES = """
[[sections.fields]]
key = "people"
label = "Người"
type = "rows"
blank_rows = 2
columns = [
  { key = "full_name", label = "Tên", type = "name" },
  { key = "born", label = "Sinh", type = "year_or_date" },
]

[[sections.fields]]
key = "pin"
label = "Số"
type = "id_number"
print_as = "digits"

[[sections.fields]]
key = "kind"
label = "Loại"
type = "choice"
choices = ["Một", "Hai"]
print_as = "boxes"

[[sections.fields]]
key = "agreed"
label = "Đồng ý"
type = "bool"
print_as = "boxes"

[[rules]]"""
ROWS = """{ kind = "rows", key = "people", widths = [1, 4, 2], head = [
    ["TT", { text = "Người", across = 2 }],
    ["", "Tên", "Sinh"],
  ], cells = ["{#}", "{full_name}", "{born|....}\\nlà năm"] }"""
REST = """
  { kind = "digits", key = "pin", label = "Số:" },
  { kind = "text", text = "{kind?1} Một {kind?2} Hai {agreed?yes} Đồng ý {name} {day}" },
"""
FULL = {"name": "An", "day": "01/02/2026", "pin": "025190000222", "kind": "Hai", "agreed": True,
        "people": [{"full_name": "Bình", "born": "1990"}]}  # fmt: skip


def text_of_form(head: str = HEAD, rows: str = ROWS, rest: str = REST) -> str:
    body = BODY.replace("[[rules]]", LINES.lstrip() + "\n", 1)
    return f"{head}{body}\n[layout]\nnational = false\nblocks = [\n  {rows},{rest}]\n"


def xml_of(text: str, form_folder: FormToml) -> str:
    return template_parts(build_template(form_folder(text)))["word/document.xml"]


def test_a_form_with_a_table_squares_and_boxes_is_data_only(
    form_folder: FormToml, pages: PageReader
) -> None:
    import json

    folder = form_folder(text_of_form())
    (folder / "template.docx").write_bytes(build_template(folder))
    (folder / "sample.json").write_text(json.dumps(FULL))
    assert lint_folder(folder, pages) == ()
    paper = render_form(InProcessRenderer(pages), read_schema(folder), FULL)
    text = " ".join(pages.text(paper.data).split())
    assert "0 2 5 1 9 0 0 0 0 2 2 2" in text
    assert "☐ Một ☒ Hai ☒ Đồng ý" in text
    assert re.search(r"1 BÌNH 1990 là năm 2 \.\.\.\. là năm", text)


def test_the_lint_sees_a_column_that_is_not_printed(
    form_folder: FormToml, pages: PageReader
) -> None:
    import json

    folder = form_folder(text_of_form())
    (folder / "sample.json").write_text(json.dumps(FULL))
    edit(folder, "{full_name}", "tên")
    (problem,) = lint_folder(folder, pages)
    assert "people__row.full_name" in problem.message


def test_the_lint_sees_squares_and_boxes_that_are_not_printed(
    form_folder: FormToml, pages: PageReader
) -> None:
    folder = form_folder(text_of_form())
    edit(folder, "{kind?2} Hai {agreed?yes}", "{kind?3} Hai")
    found = " ".join(p.message for p in lint_folder(folder, pages))
    assert all(name in found for name in ("kind__2", "kind__3", "agreed__yes"))


WORD = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


@pytest.mark.parametrize(
    ("tag", "is_allowed"),
    [
        ("{%tr for people__row in people %}", True),
        ("{%tr endfor %}", True),
        ("{{ people__row.born }}", True),
        ("{%tr for other__row in people %}", False),
        ("{%tr for people__row in people.items() %}", False),
        ("{%tr if people %}", False),
        ("{{ people__row.born.year }}", False),
        ("{{ people__row[0] }}", False),
    ],
)
def test_only_plain_rows_are_allowed_in_a_template(tag: str, is_allowed: bool) -> None:
    names, refused = used_names({"word/document.xml": f"{WORD}<w:r><w:t>{tag}</w:t></w:r></w:p>"})
    assert (not refused) == is_allowed
    if is_allowed and "endfor" not in tag:
        assert names <= {"people", "people__row.born"}


def test_a_cell_covers_columns_and_rows(form_folder: FormToml) -> None:
    rows = ROWS.replace('"TT", {', '{ text = "TT", down = 2 }, {').replace('["", "Tên"', '["Tên"')
    xml = xml_of(text_of_form(rows=rows), form_folder)
    assert (
        xml.count('<w:vMerge w:val="restart"/>') == xml.count('<w:vMerge w:val="continue"/>') == 1
    )
    assert xml.count('<w:gridSpan w:val="2"/>') == 1
    assert xml.count("<w:tblHeader/>") == 2
    assert xml.count("<w:gridCol") == 3 + 13  # the table, and the label with its squares


@pytest.mark.parametrize(
    "head",
    ['["TT", "Tên"]', '["TT", "Tên", "Sinh", "Thừa"]',
     '[["TT", { text = "x", across = 2 }], ["a"]]',
     '[["TT", "a", "b"], ["c", "d", "e", "f"]]'],
)  # fmt: skip
def test_a_head_that_does_not_fit_is_refused(form_folder: FormToml, head: str) -> None:
    start, end = ROWS.index("head = ["), ROWS.index(", cells")
    rows = f"{ROWS[:start]}head = {head}{ROWS[end:]}"
    with pytest.raises(InputError) as caught:
        build_template(form_folder(text_of_form(rows=rows)))
    assert caught.value.code == "FORM-03"


@pytest.mark.parametrize(
    ("old", "new"),
    [('key = "people", widths', 'key = "name", widths'),
     ('"{#}", ', ""), ('kind = "digits", key = "pin"', 'kind = "digits", key = "name"')],
)  # fmt: skip
def test_a_block_that_does_not_fit_its_line_is_refused(
    form_folder: FormToml, old: str, new: str
) -> None:
    text = text_of_form()
    start = text.index("[layout]")
    assert old in text[start:]
    with pytest.raises(InputError):
        build_template(form_folder(text[:start] + text[start:].replace(old, new)))


@pytest.mark.parametrize(
    ("paper", "width", "height", "turned"),
    [("A4", 11906, 16838, False), ("A4-landscape", 16838, 11906, True), ("A5", 8391, 11906, False)],
)
def test_a_sheet_has_the_size_it_names(
    form_folder: FormToml, pages: PageReader, paper: str, width: int, height: int, turned: bool
) -> None:
    folder = form_folder(text_of_form(head=HEAD + f'paper = "{paper}"\n'))
    (folder / "template.docx").write_bytes(build_template(folder))
    xml = template_parts((folder / "template.docx").read_bytes())["word/document.xml"]
    found = re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"( w:orient="landscape")?/>', xml)
    assert found is not None
    assert (int(found[1]), int(found[2]), bool(found[3])) == (width, height, turned)
    rendered = render_form(InProcessRenderer(pages), read_schema(folder), FULL)
    shown = pages.render(rendered.data, 0, 72)
    assert abs(shown[0] - width / 20) <= 1
    assert abs(shown[1] - height / 20) <= 1


@pytest.mark.parametrize(
    ("number", "squares"),
    [("025190000222", list("025190000222")), ("12345", [*"12345", *[""] * 7]),
     ("0251900002229", [*"02519000022", "29"]), ("", [""] * 12)],
)  # fmt: skip
def test_no_digit_is_lost_between_the_squares(
    form_folder: FormToml, number: str, squares: list[str]
) -> None:
    import io

    import docx as python_docx

    from forms.fill import fill_docx

    folder = form_folder(text_of_form())
    (folder / "template.docx").write_bytes(build_template(folder))
    docx = fill_docx(read_schema(folder), {**FULL, "pin": number}, draft=True)
    table = python_docx.Document(io.BytesIO(docx)).tables[-1]
    assert [cell.text for cell in table.rows[0].cells][1:] == squares


@pytest.mark.parametrize("print_as", ["boxes", "digits"])
def test_boxes_need_something_to_choose(form_folder: FormToml, print_as: str) -> None:
    body = BODY.replace('type = "date"', f'type = "date"\nprint_as = "{print_as}"')
    folder = form_folder(HEAD + body)
    if print_as == "digits":  # a date in squares is odd, but whole
        assert read_schema(folder)
        return
    with pytest.raises(InputError):
        read_schema(folder)
