"""How fast a large form is checked: 120 lines, twelve people, every usual rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from base.text import fold
from forms.library import load_library
from forms.prefill import FillContext, prefill
from forms.schema import FormSchema
from forms.schema_reader import read_head, read_schema
from forms.views import judge
from tests.benchmarks.measure import Measured, compare
from tests.unit.forms.conftest import TODAY, sample_of

pytestmark = pytest.mark.benchmark

Report = Callable[[Measured], Measured]
PEOPLE = [f"person{n:02d}" for n in range(12)]
HEAD = """
id = "tk_lon"
title = "TỜ KHAI 120 DÒNG"
version = "1"
source = "Mẫu thử"
valid_from = 2026-01-01
confidence = "low"
procedures = []
"""
# One person: ten lines.
LINES = (
    ("name", "name", "full_name"), ("dob", "year_or_date", "birth"), ("sex", "gender", "sex"),
    ("paper", "id_document", "identity_line"), ("home", "address", "residence"),
    ("phone", "phone", "phone"), ("email", "email", "email"),
    ("ethnicity", "ethnicity", "ethnicity"), ("nationality", "nationality", "nationality"),
    ("note", "multiline", ""),
)  # fmt: skip
VALUES = {
    "dob": "21/03/1990", "sex": "Nam", "home": "Khu 3, phường Nông Trang, tỉnh Phú Thọ",
    "phone": "0900 000 012", "email": "a@example.vn", "ethnicity": "Kinh",
    "nationality": "Việt Nam", "note": "Không",
}  # fmt: skip


def rule(name: str, code: str, **params: object) -> str:
    """Return one rule of form.toml."""
    shown = ", ".join(f"{key} = {value}".replace("'", '"') for key, value in params.items())
    return (
        f'[[rules]]\nrule = "{name}"\ncode = "{code}"\nseverity = "warning"\n'
        f'message = "“{{label}}”."\nbasis = "Mẫu thử"\nparams = {{ {shown} }}\n'
    )


def form_of_120_lines() -> Iterator[str]:
    """Yield the parts of form.toml."""
    yield HEAD
    for person in PEOPLE:
        yield f'[[roles]]\nkey = "{person}"\nlabel = "{person}"\n'
    for person in PEOPLE:
        yield f'[[sections]]\nkey = "{person}"\ntitle = "{person}"\n'
        for key, kind, slot in LINES:
            owner = f'role = "{person}"\nslot = "{slot}"\n' if slot else ""
            yield f'[[sections.fields]]\nkey = "{person}_{key}"\nlabel = "{key}"\ntype = "{kind}"\n'
            yield f'required = "yes"\n{owner}'
    names, births, papers, homes = (
        [f"{person}_{key}" for person in PEOPLE] for key in ("name", "dob", "paper", "home")
    )
    yield rule("not_future", "FORM-30", keys=births)
    yield rule("max_age", "FORM-31", keys=births, years=130)
    yield rule("full_date_wanted", "FORM-28", keys=births)
    for name in ("no_digits", "name_letters", "two_words"):
        yield rule(name, "FORM-40", keys=names)
    yield rule("number_length", "FORM-50", keys=papers)
    yield rule("old_number", "FORM-51", keys=papers)
    yield rule("numbers_differ", "FORM-74", keys=papers)
    for name in ("numbers_fit_birth", "numbers_fit_sex", "number_of_one_person", "people_differ"):
        yield rule(name, "FORM-52", roles=PEOPLE)
    yield rule("no_words", "FORM-66", keys=homes, words=["huyện", "quận", "thị xã"])
    for person in PEOPLE:
        keys = [f"{person}_{key}" for key in ("ethnicity", "nationality", "home")]
        yield rule("required_unless_identified", "FORM-21", keys=keys, role=f"'{person}'")
        yield rule("required_with", "FORM-23", keys=keys, filled=f"'{person}_name'")


@pytest.fixture
def large(tmp_path: Path) -> FormSchema:
    folder = tmp_path / "tk_lon"
    folder.mkdir()
    (folder / "form.toml").write_text("".join(form_of_120_lines()), encoding="utf-8")
    return read_schema(folder)


@pytest.fixture
def answers() -> dict[str, Any]:
    """Numbers that nobody has: a province code never given out."""
    return {
        f"{person}_{key}": value
        for n, person in enumerate(PEOPLE)
        for key, value in {
            **VALUES,
            "name": f"NGUYỄN VĂN {chr(65 + n)}",
            "paper": f"Căn cước công dân số 0030900000{n:02d}",
        }.items()
    }


def folded(answers: dict[str, Any]) -> list[str]:
    """Return every value without marks: what any check that looks at words does once."""
    return [fold(str(value)) for value in answers.values()]


def test_120_lines_are_judged(large: FormSchema, answers: dict[str, Any], report: Report) -> None:
    assert len(large.fields) == len(answers) == 120
    assert {p.code for p in judge(large, answers, today=TODAY)} == {"SHEET-11"}  # made-up numbers
    measured = report(
        compare(
            "120 lines read and judged (wanted: 20 ms)",
            lambda: judge(large, answers, today=TODAY),
            "the same values folded once",
            lambda: folded(answers),
            60,
        )
    )
    assert measured.ratio < 40


def test_the_birth_form_is_judged(report: Report) -> None:
    schema = load_library().get("tk_dang_ky_khai_sinh", TODAY)
    sample = sample_of(schema)
    measured = report(
        compare(
            "birth form read and judged",
            lambda: judge(schema, sample, today=TODAY),
            "the same values folded once",
            lambda: folded(sample),
            100,
        )
    )
    assert measured.ratio < 40


def test_120_lines_are_prefilled(
    large: FormSchema, answers: dict[str, Any], report: Report
) -> None:
    context = FillContext("Ủy ban nhân dân xã Sông Mẫu", "Sông Mẫu", TODAY)
    measured = report(
        compare(
            "120 lines prefilled after a keystroke",
            lambda: prefill(large, {}, context=context, answers=answers),
            "the same values folded once",
            lambda: folded(answers),
            60,
        )
    )
    assert measured.ratio < 40


def test_the_list_of_forms_reads_heads_only(report: Report) -> None:
    library = load_library()
    folders = [summary.folder for summary in library.summaries()]
    measured = report(
        compare(
            f"heads of {len(folders)} forms",
            lambda: [read_head(folder) for folder in folders],
            "one whole form",
            lambda: read_schema(folders[-1]),
            10,
        )
    )
    assert measured.ratio < 15
