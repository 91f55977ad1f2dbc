from __future__ import annotations

from typing import Any

import pytest

from forms.schema import FormSchema
from forms.views import judge
from tests.unit.forms.conftest import TODAY, sample_of


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"due_at": "2026-11-23T08:30:00+07:00"}, [("/due_at", "FORM-70")]),
        ({"due_at": "2026-11-20T16:30:00+07:00"}, [("/due_at", "FORM-70")]),
        ({"provisional": False}, [("/dossier_code", "FORM-71")]),
        ({"dossier_code": "000.00.12.H40-261123-0007"}, [("/dossier_code", "FORM-71")]),
        ({"dossier_code": "000.00.12.H40-261123-0007", "provisional": False}, []),
        ({"authorisation_paper": None}, [("/authorisation_paper", "FORM-72")]),
        ({"principal_name": None}, [("/principal_name", "FORM-73")]),
        ({"receiver_signature": None}, [("/receiver_signature", "FORM-20")]),
        ({"documents": []}, [("/documents", "FORM-20")]),
        ({"sets": None}, []),
        ({"due_at": "2026-11-29T16:00:00+07:00"}, [("/due_at", "SHEET-16")]),  # a Sunday
        ({"due_at": "2026-11-27T23:00:00+07:00"}, [("/due_at", "SHEET-16")]),
        ({"due_at": "2026-11-27T06:59:00+07:00"}, [("/due_at", "SHEET-16")]),
        ({"due_at": "2026-11-27T18:00:00+07:00"}, []),
        ({"received_at": "2026-11-27T08:00:00+07:00", "due_at": "2026-11-30T16:00:00+07:00"},
         [("/received_at", "FORM-30")]),
        ({"dossier_code": "abc xyz", "provisional": False}, [("/dossier_code", "SHEET-13")]),
        ({"dossier_code": "G22.99.08-260101-000001", "provisional": False}, []),
    ],
)  # fmt: skip
def test_the_slip_is_checked_before_it_is_handed_out(
    slip: FormSchema, changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    problems = judge(slip, {**sample_of(slip), **changes}, today=TODAY)
    assert [(p.pointer, p.code) for p in problems] == expected
