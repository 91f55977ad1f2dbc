from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from base.paths import PROJECT_DIR
from forms.library import load_library
from forms.prefill import Prefilled, ValueOrigin
from forms.schema import FormSchema, Problem, Severity
from forms.views import check_json, prefill_json, schema_json, summaries_json
from tests.unit.forms.conftest import TODAY


def test_the_list_has_the_agreed_keys() -> None:
    rows = summaries_json(load_library())
    birth = next(row for row in rows if row["id"] == "tk_dang_ky_khai_sinh")
    agreed = {"id", "title", "source", "valid_from", "valid_to", "confidence"}
    assert agreed <= set(birth)
    assert (birth["valid_from"], birth["valid_to"]) == ("2024-08-16", None)
    json.dumps(rows)


def test_a_schema_shows_every_line_of_the_sheet(birth: FormSchema, slip: FormSchema) -> None:
    shown = schema_json(birth)
    json.dumps(shown)
    keys = [f["key"] for section in shown["sections"] for f in section["fields"]]
    assert keys == [line.key for line in birth.fields]
    assert len(keys) == 35
    slip_keys = {f["key"] for s in schema_json(slip)["sections"] for f in s["fields"]}
    assert len(slip_keys - {"slip_qr"}) == 28


def test_a_check_is_well_with_warnings_alone() -> None:
    warning = Problem("/child_name", "FORM-46", "Họ khác.", "BLDS", Severity.WARNING)
    assert check_json((warning,)) == {
        "ok": True,
        "problems": [
            {
                "pointer": "/child_name",
                "code": "FORM-46",
                "message": "Họ khác.",
                "basis": "BLDS",
                "severity": "warning",
            }
        ],
    }
    error = Problem("/child_name", "FORM-20", "Thiếu.", "Mẫu", Severity.ERROR)
    assert check_json((warning, error))["ok"] is False


def test_a_prefill_shows_origins_and_pictures_as_text() -> None:
    answers: dict[str, Any] = {"a": "x", "qr": b"\x89PNG"}
    origin = ValueOrigin("card", "mother", "hỏi lại")
    shown = prefill_json(Prefilled(answers, {"a": origin}, ("b",), {"c": ("y",)}))
    assert json.loads(json.dumps(shown)) == {
        "answers": {"a": "x", "qr": "iVBORw=="},
        "sources": {"a": {"kind": "card", "role": "mother", "note": "hỏi lại"}},
        "suggested_by": {},
        "missing": ["b"],
        "suggestions": {"c": ["y"]},
    }


def test_checking_loads_nothing_heavy() -> None:
    """`forms check` is a process of its own and must answer at once."""
    script = (
        "import sys, datetime\n"
        "from forms.library import load_library\n"
        "from forms.views import judge, check_json\n"
        f"schema = load_library().get('tk_dang_ky_khai_sinh', datetime.date({TODAY.year}, 1, 1))\n"
        "check_json(judge(schema, {}, today=datetime.date(2026, 1, 1)))\n"
        "heavy = {'docxtpl', 'docx', 'lxml', 'jinja2', 'rdocx', 'pypdfium2', 'PIL', 'stdnum'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_DIR, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
