"""CSV that Excel opens: nothing becomes a number, a date or a formula, and all comes back."""

from __future__ import annotations

import pytest

from base.errors import InputError
from catalog.publish.sheets import protected, read_sheet, unprotected, write_sheet


@pytest.mark.parametrize(
    "cell",
    ["1.001193", "1.000280", "2027-03-01", "01/03/2027", "=1+1", "+84", "-", "- gạch đầu dòng",
     "@a", "'", "'nháy", "007", "1,5", "24/11", "8:00"],
)  # fmt: skip
def test_what_excel_would_change_gets_an_apostrophe_and_loses_it_again(cell: str) -> None:
    assert protected(cell) == "'" + cell
    assert unprotected(protected(cell)) == cell


@pytest.mark.parametrize("cell", ["", "Tờ khai", "8000", "0", "Mẫu số 18", "a;b", 'nói "có"'])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert protected(cell) == cell
    assert unprotected(cell) == cell


def test_a_sheet_has_a_bom_and_windows_line_ends() -> None:
    data = write_sheet(["Mã", "Tên"], [["1.001193", "Đăng ký"]])
    assert data == "\ufeffMã;Tên\r\n'1.001193;Đăng ký\r\n".encode()


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_whatever_excel_saves_is_read(separator: str, encoding: str) -> None:
    rows = [["1.001193", "dòng một\ndòng hai; có, dấu"], ["", ""], ["x", '"trích"']]
    text = write_sheet(["Mã", "Tên"], rows, separator).decode("utf-8-sig")
    lines = read_sheet(text.encode(encoding), "a.csv", ["Tên", "Mã"])
    assert [line.cells for line in lines] == [
        {"Mã": "1.001193", "Tên": "dòng một\ndòng hai; có, dấu"}, {"Mã": "x", "Tên": '"trích"'},
    ]  # fmt: skip
    assert [line.number for line in lines] == [2, 4]


def test_further_columns_and_trailing_empty_cells_do_no_harm() -> None:
    lines = read_sheet("Mã;Của tôi;Tên;;\n'1;x;y;;\n".encode(), "a.csv", ["Mã", "Tên"])
    assert lines[0].cells["Mã"] == "1"
    assert lines[0].cells["Tên"] == "y"


def test_decomposed_letters_are_composed() -> None:
    lines = read_sheet("T\nĐa\u0306ng\n".encode(), "a.csv", ["T"])
    assert lines[0].cells["T"] == "Đăng"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("Mã\n1\n".encode(), "thiếu cột: Tên"),
        (b"", "thiếu cột"),
        ("Mã;Tên\n1;Đăng\n".encode("cp1258", errors="replace"), "UTF-8"),
        ('Mã;Tên\n"1;x\n'.encode(), "CSV"),
    ],
)
def test_other_files_are_refused_with_the_reason(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_sheet(data, "a.csv", ["Mã", "Tên"])
    assert caught.value.code == "CAT-20"
    assert words in caught.value.message
