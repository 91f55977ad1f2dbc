from __future__ import annotations

import base64
import io
import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.errors import InputError
from forms.answers import load_answers_document, parse_answers
from forms.schema import Field, FieldType, FormSchema, Required, Section, Severity
from tests.unit.forms.test_pdf import one_bit_png

PNG = one_bit_png()


def one_line(schema: FormSchema, kind: str, choices: tuple[str, ...] = ()) -> FormSchema:
    """Return the schema with a single line `x` of a type."""
    line = Field("x", "Dòng", FieldType(kind), Required.NO, choices=choices)
    return replace(schema, sections=(Section("s", "Phần", "", (line,)),))


@pytest.mark.parametrize(
    ("kind", "given_value", "stored"),
    [
        ("date", "12/11/2026", "2026-11-12"),
        ("date", "1/2/2026", "2026-02-01"),
        ("date", "12112026", "2026-11-12"),
        ("date", "2026-11-12", "2026-11-12"),
        ("date", "ngày 12 tháng 11 năm 2026", "2026-11-12"),
        ("year_or_date", "1990", "1990"),
        ("year_or_date", "02/1990", "1990-02"),
        ("year_or_date", "01.02.1990", "1990-02-01"),
        ("datetime", "2026-11-23T08:30", "2026-11-23T08:30:00+07:00"),
        ("datetime", "2026-11-23T01:30:00Z", "2026-11-23T08:30:00+07:00"),
        ("datetime", "08:30 23/11/2026", "2026-11-23T08:30:00+07:00"),
        ("datetime", "08 giờ 30 phút, ngày 23 tháng 11 năm 2026", "2026-11-23T08:30:00+07:00"),
        ("gender", "nữ", "Nữ"),
        ("gender", "NAM", "Nam"),
        ("gender", "female", "Nữ"),
        ("bool", True, True),
        ("bool", "Không", False),
        ("bool", "có", True),
        ("number", "3", 3),
        ("number", 0, 0),
        ("text", 15, "15"),
        ("text", "  hai   chữ\n", "hai chữ"),
        ("name", "Nguye\u0302\u0303n  Lan", "Nguyễn Lan"),
        ("address", "Tổ 5\tkhu 3", "Tổ 5 khu 3"),
        ("multiline", " a \r\nb\f", "a\nb"),
        ("id_document", "CCCD 025 190 000 222", "CCCD 025190000222"),
        ("id_number", "025.190.000.222", "025190000222"),
        ("phone", "0900 000 012", "0900 000 012"),
        ("email", "a@example.vn", "a@example.vn"),
        ("list", [" a ", "", "b"], ["a", "b"]),
        ("picture", PNG, PNG),
        ("picture", base64.b64encode(PNG).decode(), PNG),
    ],
)
def test_values_are_stored_in_one_form(
    birth: FormSchema, kind: str, given_value: object, stored: object
) -> None:
    parsed = parse_answers(one_line(birth, kind), {"x": given_value})
    assert parsed.answers == {"x": stored}
    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("kind", "given_value", "code"),
    [
        ("date", "31/02/2026", "FORM-08"),
        ("date", "1990", "FORM-08"),
        ("date", 20261112, "FORM-08"),
        ("date", "12/11/26", "FORM-08"),
        ("year_or_date", "năm ngoái", "FORM-08"),
        ("datetime", "hôm qua", "FORM-08"),
        ("datetime", "25:00 23/11/2026", "FORM-08"),
        ("gender", "khác", "FORM-08"),
        ("bool", "có lẽ", "FORM-08"),
        ("bool", 1, "FORM-08"),
        ("number", "ba", "FORM-08"),
        ("number", True, "FORM-08"),
        ("number", 2.5, "FORM-08"),
        ("number", -1, "FORM-08"),
        ("number", 10_000_000, "FORM-08"),
        ("name", 5, "FORM-08"),
        ("name", ["a"], "FORM-08"),
        ("id_document", 25190000222, "FORM-08"),
        ("phone", "gọi sau", "FORM-08"),
        ("phone", "123", "FORM-08"),
        ("email", "a@b", "FORM-08"),
        ("list", "a", "FORM-08"),
        ("list", [["a"]], "FORM-08"),
        ("list", ["a"] * 201, "FORM-08"),
        ("picture", b"GIF89a", "FORM-08"),
        ("picture", "***", "FORM-08"),
        ("picture", "anh-co-dau.png", "FORM-08"),
        ("picture", "ảnh.png", "FORM-08"),
        ("picture", 5, "FORM-08"),
        ("picture", {"a": 1}, "FORM-08"),
        ("picture", PNG[:8], "FORM-08"),
        ("picture", PNG[:8] + b"junk" * 20, "FORM-08"),
        ("picture", PNG[:45], "FORM-08"),
        ("number", "9" * 5_000, "FORM-08"),
        ("list", 5, "FORM-08"),
        ("list", {"a": 1}, "FORM-08"),
        ("list", [5], "FORM-08"),
        ("text", 10**600, "FORM-09"),
        ("picture", PNG + bytes(600_000), "FORM-09"),
        ("text", "a" * 501, "FORM-09"),
        ("text", "tên 中", "FORM-10"),
        ("name", "AN 😀", "FORM-10"),
        ("text", {"a": 1}, "FORM-08"),
    ],
)
def test_a_value_that_cannot_be_read_stays_beside_its_problem(
    birth: FormSchema, kind: str, given_value: object, code: str
) -> None:
    parsed = parse_answers(one_line(birth, kind), {"x": given_value})
    (problem,) = parsed.problems
    assert (problem.pointer, problem.code, problem.severity) == ("/x", code, Severity.ERROR)
    assert problem.message
    assert problem.basis
    assert parsed.answers == {"x": given_value}


def png_of(width: int, height: int, mode: str = "1") -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new(mode, (width, height), 1).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked(birth: FormSchema) -> None:
    """400 million dots of one bit are 50 KB here and 50 MB in memory."""
    huge = bytearray(png_of(2_000, 2_000))
    assert parse_answers(one_line(birth, "picture"), {"x": bytes(huge)}).problems == ()
    huge[16:24] = (20_000).to_bytes(4, "big") * 2
    huge[29:33] = zlib.crc32(bytes(huge[12:29])).to_bytes(4, "big")
    (problem,) = parse_answers(one_line(birth, "picture"), {"x": bytes(huge)}).problems
    assert (problem.code, "triệu điểm ảnh" in problem.message) == ("FORM-09", True)


@given(
    place=st.integers(0, len(PNG) - 1), put_in=st.binary(max_size=6), cut=st.integers(0, 9),
    mend=st.booleans(),
)  # fmt: skip
def test_any_damaged_picture_is_read_or_refused(
    birth: FormSchema, place: int, put_in: bytes, cut: int, mend: bool
) -> None:
    damaged = bytearray(PNG[:place] + put_in + PNG[place + cut :])
    if mend:  # as if it had been written so
        damaged[29:33] = zlib.crc32(bytes(damaged[12:29])).to_bytes(4, "big")
    parsed = parse_answers(one_line(birth, "picture"), {"x": bytes(damaged)})
    assert {p.code for p in parsed.problems} <= {"FORM-08", "FORM-09"}


def test_an_unknown_key_is_a_problem_and_is_kept(birth: FormSchema) -> None:
    parsed = parse_answers(birth, {"child_nmae": "AN"})
    assert [(p.pointer, p.code) for p in parsed.problems] == [("/child_nmae", "FORM-07")]
    assert parsed.answers == {"child_nmae": "AN"}


@pytest.mark.parametrize("empty", [None, "", "  \n", [], ()])
def test_an_empty_value_is_no_answer(birth: FormSchema, empty: object) -> None:
    assert parse_answers(birth, {"child_name": empty}).answers == {}


def test_a_choice_is_one_of_the_words_of_the_form(birth: FormSchema) -> None:
    schema = one_line(birth, "choice", choices=("Tại quầy", "Bưu chính"))
    assert parse_answers(schema, {"x": "tai quay"}).answers == {"x": "Tại quầy"}
    assert parse_answers(schema, {"x": "xe ôm"}).problems[0].code == "FORM-08"


@pytest.mark.parametrize("words", ["không rõ", "Không Rõ", "khong nho"])
def test_unknown_is_an_answer_where_the_form_says_so(birth: FormSchema, words: str) -> None:
    parsed = parse_answers(birth, {"parents_marriage_date": words, "mother_birth": words})
    assert parsed.problems == ()
    assert set(parsed.answers.values()) == {"không rõ"}
    assert parse_answers(birth, {"child_dob": words}).problems


def test_a_switch_is_yes_or_no(birth: FormSchema) -> None:
    assert parse_answers(birth, {"print_full": True}).answers == {"print_full": True}
    assert parse_answers(birth, {"print_full": "thế nào"}).problems[0].pointer == "/print_full"


@pytest.mark.parametrize("letters", ["ƀĕč ŏŭ ơ̆ ñ", "Ƀlơk H’Hen K'Brôih", "ẠẢẤẦẨẪẬẮẰẲẴẶ đĐ", "Ивáн"])
def test_every_letter_of_the_languages_of_vietnam_can_be_printed(
    birth: FormSchema, letters: str
) -> None:
    assert parse_answers(birth, {"child_birthplace": letters}).problems == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


KEYS = [
    "child_name",
    "child_dob",
    "copies_wanted",
    "copies_count",
    "mother_birth",
    "mother_id",
    "?",
]


@given(value=JSON, key=st.sampled_from(KEYS))
def test_any_json_is_read_or_refused_and_reading_twice_changes_nothing(
    birth: FormSchema, value: object, key: str
) -> None:
    once = parse_answers(birth, {key: value})
    twice = parse_answers(birth, once.answers)
    if not once.problems:
        assert twice == once
    else:
        assert [p.pointer for p in twice.problems] == [f"/{key}"]


def test_a_document_may_hold_the_answers_or_be_the_answers() -> None:
    assert load_answers_document(b'{"a": 1}') == {"a": 1}
    assert load_answers_document('\ufeff{"answers": {"tên": "An"}}'.encode()) == {"tên": "An"}


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b'{"answers": []}', b'{"a": 1, "a": 2}', b"\xff\xfe", b'"x"',
     b'{"answers": {"a": 1, "a": 2}}', b"[" * 100_000],
)  # fmt: skip
def test_a_document_that_is_no_object_of_answers_is_refused(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        load_answers_document(data)
    assert caught.value.code == "FORM-05"


def test_a_document_over_a_megabyte_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        load_answers_document(json.dumps({"a": "x" * 1_000_001}).encode())
    assert caught.value.code == "FORM-06"
