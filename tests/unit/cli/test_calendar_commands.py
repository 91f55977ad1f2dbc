"""`desk calendar`: the centre's own days by command, seen in the due date at once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cli.program import main
from tests.conftest import Desk


def run(desk: Desk, capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any]:
    common = ["--data-dir", str(desk.data_dir.root), "--now", "2026-11-26T09:00", "--json"]
    status = main([*argv, *common])
    return status, json.loads(capsys.readouterr().out)


def own(document: dict[str, Any]) -> list[tuple[str, bool, str]]:
    return [(d["date"], d["worked"], d["name"]) for d in document["days"] if d["own"]]


def test_a_day_of_the_centre_moves_the_due_date_and_can_be_taken_back(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    due = ("catalog", "due", "2.001019", "--received", "2026-11-26T09:00")
    assert run(desk, capsys, *due)[1]["due_at"].startswith("2026-11-30")
    status, shown = run(
        desk, capsys, "desk", "calendar", "set", "30/11/2026", "off", "--name", "Mất điện"
    )
    assert (status, own(shown)) == (0, [("2026-11-30", False, "Mất điện")])
    assert run(desk, capsys, *due)[1]["due_at"].startswith("2026-12-01")
    status, shown = run(desk, capsys, "desk", "calendar", "clear", "2026-11-30")
    assert (status, own(shown)) == (0, [])
    assert run(desk, capsys, *due)[1]["due_at"].startswith("2026-11-30")


def test_duty_begins_and_ends_on_a_day(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    duty = ("desk", "calendar", "duty", "saturday")
    _, begun = run(desk, capsys, *duty, "on")
    assert begun["duty"] == [{"weekday": "saturday", "from": "2026-11-26", "to": None}]
    _, again = run(desk, capsys, *duty, "on")
    assert again["duty"] == begun["duty"]
    _, ended = run(desk, capsys, *duty, "off", "--from", "01/01/2027")
    assert ended["duty"] == [{"weekday": "saturday", "from": "2026-11-26", "to": "2026-12-31"}]


@pytest.mark.parametrize(
    ("argv", "code", "status"),
    [
        (("set", "31/02/2026", "off", "--name", "x"), "CLI-23", 3),
        (("set", "30/11/2026", "off", "--name", " "), "CAT-30", 3),
        (("complete", "2031"), "CAT-30", 3),
        (("show", "--year", "1000"), "CLI-20", 2),
    ],
)
def test_what_is_refused_changes_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str], argv: tuple[str, ...], code: str, status: int
) -> None:
    got, document = run(desk, capsys, "desk", "calendar", *argv)
    assert (got, document["error"]["code"]) == (status, code)
    assert own(run(desk, capsys, "desk", "calendar", "show")[1]) == []


def test_a_year_becomes_known_when_its_days_are_in(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not run(desk, capsys, "desk", "calendar", "show", "--year", "2031")[1]["announced"]
    run(desk, capsys, "desk", "calendar", "set", "23/01/2031", "off", "--name", "Mùng 1 Tết")
    assert run(desk, capsys, "desk", "calendar", "complete", "2031")[1]["announced"]
