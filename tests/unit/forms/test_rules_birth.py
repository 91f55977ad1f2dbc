"""The rules of the birth declaration: each case is the sample with one thing changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from base.errors import InputError
from forms.answers import parse_answers
from forms.derive import complete
from forms.derive.case import Case
from forms.rules import check, refuse_on_errors
from forms.rules.registry import RULES
from forms.schema import FormSchema, Problem, Severity
from forms.views import judge
from tests.unit.forms.conftest import TODAY

E, W = "error", "warning"
MOTHER_CARD = "Thẻ căn cước số 025190000222 do Bộ Công an cấp ngày 10/10/2025"
NO_MOTHER = dict.fromkeys(
    ("mother_name", "mother_birth", "mother_ethnicity", "mother_nationality", "mother_residence",
     "mother_id"), "",
)  # fmt: skip
NO_FATHER = dict.fromkeys(
    ("father_name", "father_birth", "father_ethnicity", "father_nationality", "father_residence",
     "father_id", "parents_marriage_no", "parents_marriage_book", "parents_marriage_date",
     "parents_marriage_place"), "",
)  # fmt: skip
SHEET = "Thông tư 04/2024/TT-BTP"
TWO_DATES = ("mother_birth", "FORM-57", W)  # the mother asks
CASES: list[tuple[str, dict[str, Any], list[tuple[str, str, str]], str]] = [
    ("no child's name", {"child_name": ""}, [("child_name", "FORM-20", E)], SHEET),
    ("no date of birth", {"child_dob": "", "child_dob_words": ""},
     [("child_dob", "FORM-20", E), ("child_dob_words", "FORM-20", E)], SHEET),
    ("no sex", {"child_gender": ""}, [("child_gender", "FORM-20", E)], SHEET),
    ("no addressee", {"addressee": None}, [("addressee", "FORM-20", E)], SHEET),
    ("no answer about copies", {"copies_wanted": None, "copies_count": None},
     [("copies_wanted", "FORM-20", E)], SHEET),
    ("requester is none of the parents and relationship is missing",
     {"requester_name": "BÙI THỊ MƠ", "requester_id": "Căn cước công dân số 017166000808",
      "requester_dob": "1966-01-01", "requester_signature": "", "relationship": ""},
     [("relationship", "FORM-20", E)], SHEET),
    ("requester by passport needs a residence",
     {"requester_id": "Hộ chiếu số C1234567", "requester_residence": ""},
     [("requester_residence", "FORM-21", E)], "chú thích (2)"),
    ("mother by passport needs the lines (2)",
     {"mother_id": "Hộ chiếu số C1234567", "mother_ethnicity": "", "mother_nationality": "",
      "mother_residence": ""},
     [("mother_ethnicity", "FORM-21", E), ("mother_nationality", "FORM-21", E),
      ("mother_residence", "FORM-21", E)], "chú thích (2)"),
    ("father by passport needs the lines (2)",
     {"father_id": "Hộ chiếu số C1234567", "father_residence": ""},
     [("father_residence", "FORM-21", E)], "chú thích (2)"),
    ("mother's year of birth alone: the lines (2) are wanted",
     {"mother_birth": "1990", "mother_residence": ""},
     [("mother_residence", "FORM-22", W)], "chú thích (2)"),
    ("mother without papers", {"mother_id": ""}, [("mother_id", "FORM-23", W)], "(3), (5)"),
    ("father's year of birth not known", {"father_birth": ""},
     [("father_birth", "FORM-23", W)], "(3), (5)"),
    ("mother nameless", {"mother_name": "", "requester_id": "Căn cước công dân số 017166000808",
     "requester_dob": "1966-01-01", "relationship": "Bà ngoại"},
     [("mother_name", "FORM-24", W), ("relationship", "FORM-61", W)], "Nghị định 123/2015"),
    ("no parent at all", {
        **NO_MOTHER, **NO_FATHER,
        "relationship": "Người đang nuôi dưỡng"},
     [("mother_name", "FORM-25", W), ("relationship", "FORM-61", W)], "Điều 14"),
    *((f"the mother asks and is not written: {word}", {**NO_MOTHER, "relationship": word},
       [("mother_name", "FORM-60", W)], "Điều 15") for word in ("Mẹ", "mẹ đẻ")),
    ("the father asks and is not written", {**NO_FATHER, "relationship": "Bố",
     "child_name": "ĐỖ MINH AN",
     "requester_name": "NGUYỄN VĂN ĐẠT", "requester_dob": "1990-02-01", "requester_signature": "",
     "requester_id": "Căn cước công dân số 025090000123"},
     [("father_name", "FORM-60", W)], "Điều 15"),
    ("a stepmother is not the mother", {**NO_MOTHER, "relationship": "Mẹ kế"},
     [("relationship", "FORM-61", W)], "1.001193"),
    ("copies without a count", {"copies_count": None}, [("copies_count", "FORM-26", E)], "(6)"),
    ("zero copies wanted", {"copies_count": 0}, [("copies_count", "FORM-26", E)], "(6)"),
    ("a count without copies", {"copies_wanted": False},
     [("copies_count", "FORM-27", E)], "(6)"),
    ("child born tomorrow", {"child_dob": "2026-11-27", "child_dob_words": ""},
     [("child_dob", "FORM-30", E), ("made_date", "FORM-32", E)], SHEET),
    ("father born in the future", {"father_birth": "2030"},
     [("father_birth", "FORM-30", E), ("father_birth", "FORM-34", E),
      ("parents_marriage_date", "FORM-38", E), ("father_id", "FORM-52", W)], SHEET),
    ("declared tomorrow", {"made_date": "2026-11-27"}, [("made_date", "FORM-30", E)], SHEET),
    ("married tomorrow", {"parents_marriage_date": "2026-11-27"},
     [("parents_marriage_date", "FORM-30", E)], SHEET),
    ("requester older than 130", {"requester_dob": "1890-01-01"},
     [("requester_dob", "FORM-31", E), ("requester_id", "FORM-52", W), TWO_DATES], "130"),
    ("declared before the birth", {"made_date": "2026-11-01"},
     [("made_date", "FORM-32", E)], "ngày làm tờ khai"),
    ("61 days after the birth", {"child_dob": "2026-09-26", "child_dob_words": ""},
     [("child_dob", "FORM-33", W)], "Luật Hộ tịch 2014 Điều 15"),
    ("60 days after the birth is on time", {"child_dob": "2026-09-27", "child_dob_words": ""},
     [], ""),
    ("mother born on the child's birthday", {"mother_birth": "2026-11-12"},
     [("mother_birth", "FORM-34", E), ("parents_marriage_date", "FORM-38", E),
      ("mother_id", "FORM-52", W), TWO_DATES], "sinh trước con"),
    ("father born in the child's year", {"father_birth": "2026"},
     [("father_birth", "FORM-34", E), ("parents_marriage_date", "FORM-38", E),
      ("father_id", "FORM-52", W)], "sinh trước con"),
    ("parents married before the mother was born", {"parents_marriage_date": "1989-01-01"},
     [("parents_marriage_date", "FORM-38", E), ("parents_marriage_date", "FORM-38", E)],
     "thứ tự các ngày"),
    ("of the marriage only the year is known", {"parents_marriage_date": "2022"}, [], ""),
    ("mother is 12", {"mother_birth": "2013-11-13"},
     [("mother_birth", "FORM-35", W), ("mother_id", "FORM-52", W), TWO_DATES], "13 đến 60"),
    ("mother is 13", {"mother_birth": "2013-11-12"},
     [("mother_id", "FORM-52", W), TWO_DATES], "số định danh"),
    ("the mother asks with another number",
     {"requester_id": "Thẻ căn cước số 025190000333", "relationship": "Mẹ"},
     [("mother_id", "FORM-57", W)], "một người ghi ở hai nơi"),
    ("the grandmother of the same name asks",
     {"requester_id": "Căn cước công dân số 025160000333", "requester_dob": "1960-01-02",
      "relationship": "Bà ngoại"}, [("relationship", "FORM-61", W)], "1.001193"),
    ("a year alone is no other date", {"mother_birth": "1990"}, [], ""),
    ("father is 61", {"father_birth": "1965-11-12"},
     [("father_birth", "FORM-35", W), ("father_id", "FORM-52", W),
      ("father_id", "SHEET-10", W)], "13 đến 60"),
    ("father may still be 60 by his year", {"father_birth": "1965"},
     [("father_id", "FORM-52", W)], "số định danh"),
    ("words of another day", {"child_dob_words": "Ngày mười một, tháng mười một, năm hai nghìn"},
     [("child_dob_words", "FORM-36", W)], "bằng chữ"),
    ("the south's words are right", {"child_dob": "2026-10-05", "child_dob_words":
     "ngày năm tháng mười năm hai nghìn không trăm hai mươi sáu"}, [], ""),
    ("a digit in the child's name", {"child_name": "NGUYỄN VĂN 2"},
     [("child_name", "FORM-40", E), ("child_name", "FORM-41", E)], "Dân sự 2015 Điều 26"),
    ("a digit in the father's name", {"father_name": "NGUYỄN VĂN ĐẠT1"},
     [("father_name", "FORM-40", E), ("father_name", "FORM-42", W)], "Dân sự 2015 Điều 26"),
    ("a sign as a name", {"child_name": "NGUYỄN @"},
     [("child_name", "FORM-41", E)], "Dân sự 2015 Điều 26"),
    ("another script", {"child_name": "NGUYỄN ИВАН"},
     [("child_name", "FORM-41", E)], "Dân sự 2015 Điều 26"),
    ("a name of an ethnic language", {"child_name": "ĐỖ H’HEN K'BRÔIH"}, [], ""),
    ("the name of a child of another nationality is its own country's matter",
     {"child_name": "JOHN ĐỖ 2 JR.", "child_nationality": "Hoa Kỳ"},
     [("child_name", "FORM-42", W), ("child_name", "FORM-46", W)], "nước có quốc tịch"),
    ("who is a citizen of two countries is one of ours",
     {"child_name": "ĐỖ AN TH.", "child_nationality": "Việt Nam, Hoa Kỳ"},
     [("child_name", "FORM-41", E)], "Dân sự 2015 Điều 26"),
    ("an Ê-đê child has the last word of the mother's name",
     {"mother_name": "H'BLƠR NIÊ", "child_name": "Y NAM NIÊ", "requester_name": "H'BLƠR NIÊ",
      "requester_signature": ""}, [], ""),
    ("and no other", {"mother_name": "H'BLƠR NIÊ", "child_name": "Y NAM MLÔ",
     "requester_name": "H'BLƠR NIÊ", "requester_signature": ""},
     [("child_name", "FORM-46", W)], "Dân sự 2015 Điều 26"),
    ("a full stop in a parent's name", {"father_name": "NGUYỄN VĂN ĐẠT JR."},
     [("father_name", "FORM-42", W)], "Dân sự 2015 Điều 26"),
    ("a letter that Vietnamese does not have", {"child_name": "NGUYỄN JULIA"},
     [("child_name", "FORM-43", W)], "Dân sự 2015 Điều 26"),
    ("one word", {"child_name": "NGUYỄN"}, [("child_name", "FORM-44", W)], "hai chữ"),
    ("a very long middle name", {"child_name": "NGUYỄN HOÀNG THIÊN ÁNH NHẬT QUANG MINH AN"},
     [("child_name", "FORM-45", W)], "Thông tư 04/2020"),
    ("a family name of neither parent", {"child_name": "TRẦN MINH AN"},
     [("child_name", "FORM-46", W)], "Dân sự 2015 Điều 26"),
    ("eleven digits", {"father_id": "Căn cước công dân số 02509000012"},
     [("father_id", "FORM-50", E)], "Luật Căn cước 26/2023/QH15 Điều 12"),
    ("an old card", {"father_id": "Chứng minh nhân dân số 131000456"},
     [("father_id", "FORM-51", W)], "Điều 46"),
    ("requester known by the year alone", {"requester_dob": "1990"},
     [("requester_dob", "FORM-28", W)], "Đối chiếu"),
    ("number of another year", {"requester_dob": "1991-09-09"},
     [("requester_id", "FORM-52", W), TWO_DATES], "137/2015"),
    ("a man's number for the mother", {"mother_id": "Căn cước công dân số 025090000123",
     "father_id": "Căn cước công dân số 017088000777", "father_birth": "1988-03-05",
     "relationship": "Bà ngoại", "requester_dob": "1990-09-09", "requester_name": "BÙI THỊ MƠ",
     "requester_signature": ""},
     [("mother_id", "FORM-53", W), ("relationship", "FORM-61", W)], "137/2015"),
    ("a woman's number for the father", {"father_id": "Căn cước công dân số 079190000424"},
     [("father_id", "FORM-53", W)], "137/2015"),
    ("father with the mother's number", {"father_id": MOTHER_CARD},
     [("father_id", "FORM-54", E), ("father_id", "FORM-53", W), ("father_name", "FORM-55", E)],
     "Luật Căn cước 26/2023/QH15 Điều 12"),
    ("father is the mother once more", {"father_name": "đỗ thị mỹ hằng",
     "father_birth": "1990-09-09", "father_id": "Hộ chiếu số C1234567",
     "child_name": "ĐỖ MINH AN"},
     [("father_name", "FORM-55", E), ("relationship", "FORM-60", W)], "hai lần"),
    ("signed by somebody else", {"requester_signature": "NGUYỄN VĂN ĐẠT"},
     [("requester_signature", "FORM-56", E)], SHEET),
    ("mother calls herself aunt", {"relationship": "Dì"},
     [("relationship", "FORM-60", W), ("relationship", "FORM-61", W)], "người mẹ"),
    ("grandmother calls herself mother", {"requester_name": "BÙI THỊ MƠ",
     "requester_id": "Căn cước công dân số 017166000808", "requester_dob": "1966-01-01",
     "requester_signature": ""}, [("relationship", "FORM-60", W)], "người mẹ"),
    ("grandmother asks", {"requester_name": "BÙI THỊ MƠ", "relationship": "Bà ngoại",
     "requester_id": "Căn cước công dân số 017166000808", "requester_dob": "1966-01-01",
     "requester_signature": ""}, [("relationship", "FORM-61", W)], "1.001193"),
    ("a neighbour asks", {"requester_name": "BÙI THỊ MƠ", "relationship": "Hàng xóm",
     "requester_id": "Căn cước công dân số 017166000808", "requester_dob": "1966-01-01",
     "requester_signature": ""},
     [("relationship", "FORM-61", W), ("relationship", "FORM-62", W)], "1.001193"),
    ("father without a marriage", {"parents_marriage_no": "", "parents_marriage_book": "",
     "parents_marriage_date": "", "parents_marriage_place": ""},
     [("father_name", "FORM-63", W)], "Nghị định 123/2015/NĐ-CP Điều 15"),
    ("marriage not remembered never blocks", {"parents_marriage_no": "không rõ",
     "parents_marriage_book": "không rõ", "parents_marriage_date": "không rõ",
     "parents_marriage_place": "không rõ"}, [], ""),
    ("half of the marriage", {"parents_marriage_book": "", "parents_marriage_place": ""},
     [("parents_marriage_book", "FORM-64", W), ("parents_marriage_place", "FORM-64", W)], SHEET),
    ("a district in a residence that stays blank",
     {"mother_residence": "Phường 12, Quận Gò Vấp, TP. Hồ Chí Minh"}, [], ""),
    ("letters of another people's language",
     {"child_name": "NGUYỄN H'ZUIN", "child_ethnicity": "Gia-rai", "father_ethnicity": "Gia-rai"},
     [], ""),
    ("no ethnicity", {"child_ethnicity": ""}, [("child_ethnicity", "FORM-20", E)], SHEET),
    ("no ethnicity of a foreign child",
     {"child_ethnicity": "", "child_nationality": "Hàn Quốc"}, [], ""),
    ("a foreign mother", {"mother_nationality": "Hoa Kỳ"},
     [("mother_nationality", "FORM-82", W)], "2.000528"),
    ("a mother with two nationalities is a citizen",
     {"mother_nationality": "Việt Nam, Hoa Kỳ"}, [], ""),
    ("a dead mother has no papers", {"mother_id": "", "mother_residence": "Đã chết",
     "mother_ethnicity": "Kinh", "mother_nationality": "Việt Nam"}, [], ""),
    ("an ethnicity of neither parent", {"child_ethnicity": "Mường"},
     [("child_ethnicity", "FORM-65", W)], "dân tộc"),
    ("a district in a residence", {"print_full": True,
     "mother_residence": "Khu 7, huyện Phù Ninh, tỉnh Phú Thọ"},
     [("mother_residence", "FORM-66", W)], "120/2025"),
    ("a district in the place of birth", {"child_birthplace": "Xã A, huyện Thanh Ba, tỉnh Phú Thọ"},
     [("child_birthplace", "FORM-66", W)], "120/2025"),
    ("born before the reform: the place was called so",
     {"child_birthplace": "Xã A, huyện Thanh Ba, tỉnh Phú Thọ", "child_dob": "2025-06-30",
      "child_dob_words": ""}, [("child_dob", "FORM-33", W)], "Luật Hộ tịch"),
    ("unmarried mother alone", {**NO_FATHER, "child_name": "ĐỖ MINH AN"}, [], ""),
]  # fmt: skip


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str, str]]:
    return sorted((p.pointer.removeprefix("/"), p.code, p.severity.value) for p in problems)


@pytest.mark.parametrize(("changes", "expected", "basis"), [c[1:] for c in CASES],
                         ids=[c[0] for c in CASES])  # fmt: skip
def test_a_case_has_just_these_problems_with_their_article(
    birth: FormSchema,
    birth_answers: dict[str, Any],
    changes: dict[str, Any],
    expected: list[tuple[str, str, str]],
    basis: str,
) -> None:
    problems = judge(birth, {**birth_answers, **changes}, today=TODAY)
    assert found(problems) == sorted(expected)
    if expected:
        first = expected[0]
        assert any(
            basis in p.basis for p in problems if (p.pointer, p.code) == (f"/{first[0]}", first[1])
        )


def test_the_sample_is_well(birth: FormSchema, birth_answers: dict[str, Any]) -> None:
    assert judge(birth, birth_answers, today=TODAY) == ()


def test_every_rule_of_the_form_is_exercised_above(birth: FormSchema) -> None:
    codes = {code for _, _, expected, _ in CASES for _, code, _ in expected}
    assert {spec.code for spec in birth.rules} - codes == {"FORM-37"}


def test_from_march_2027_the_sheet_itself_is_in_question(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    dates = {"child_dob": "2027-02-20", "child_dob_words": "", "made_date": "2027-02-28"}
    answers = {**birth_answers, **dates}
    assert found(judge(birth, answers, today=date(2027, 2, 28))) == []
    assert found(judge(birth, answers, today=date(2027, 3, 1))) == [("", "FORM-37", "warning")]


def test_what_a_derivation_gives_is_not_missing(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    for key in ("child_dob_words", "relationship", "requester_signature", "child_nationality"):
        birth_answers.pop(key)
    assert judge(birth, birth_answers, today=TODAY) == ()


def test_errors_come_before_warnings(birth: FormSchema, birth_answers: dict[str, Any]) -> None:
    answers = {**birth_answers, "child_name": "TRẦN", "copies_count": 0, "father_id": ""}
    severities = [p.severity for p in check(birth, answers, today=TODAY)]
    assert severities == sorted(severities, key=lambda s: s is not Severity.ERROR)
    assert {*severities} == {Severity.ERROR, Severity.WARNING}


def test_a_value_that_cannot_be_read_is_no_second_problem(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    answers = {**birth_answers, "child_dob": "31/02/2026", "child_dob_words": "x"}
    assert found(judge(birth, answers, today=TODAY)) == [("child_dob", "FORM-08", "error")]


def test_a_finding_has_just_the_words_that_its_rule_declares(
    birth: FormSchema, birth_answers: dict[str, Any]
) -> None:
    """The messages of form.toml were checked against the declared words when it was read."""
    seen = set()
    for _, changes, _, _ in CASES:
        answers = parse_answers(birth, {**birth_answers, **changes}).answers
        case = Case(birth, complete(birth, answers))
        for spec in birth.rules:
            rule = RULES[spec.rule]
            given = {"today": TODAY} if rule.wants_today else {}
            for finding in rule.call(case, **given, **spec.params):
                assert set(finding.words) == set(rule.words), spec.rule
                seen.add(spec.rule)
    assert seen == {spec.rule for spec in birth.rules} - {"review_from"}


def test_errors_refuse_and_warnings_do_not(birth: FormSchema) -> None:
    warning = Problem("/child_name", "FORM-46", "Họ khác.", "BLDS", Severity.WARNING)
    refuse_on_errors((warning,))
    error = replace(warning, severity=Severity.ERROR)
    with pytest.raises(InputError) as caught:
        refuse_on_errors((error, warning))
    assert caught.value.code == "FORM-11"
    assert [f.pointer for f in caught.value.fields] == ["/child_name"]
