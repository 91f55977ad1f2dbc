"""A desk and its publisher's server: when it asks, what it finds, what it never does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from base.clock import fixed_clock, parse_moment
from base.errors import InputError, NetworkError
from base.paths import PROJECT_DIR, DataDir
from base.settings import Settings
from catalog.bundle.publishers import Publisher as Trusted
from catalog.bundle.publishers import trust_publisher, write_publisher
from catalog.catalogue import load_catalogue
from cli.commands import support
from cli.program import main
from dossiers.consulting.catalogue_file import use_file
from dossiers.workplace import Workplace
from exchange.keys import signing_public
from sync import catalogue_line
from sync.catalogue_line import (
    ADDRESS,
    EVERY_DAYS,
    FromLine,
    LineChoices,
    LineNote,
    fetch_catalogue,
    is_due,
    is_newer,
    judge,
    look_at_line,
    read_choices,
    read_note,
    save_choices,
)
from tests.conftest import MORNING, Desk
from tests.unit.catalog.bundle import made
from tests.unit.sync.line_server import HOST, PATH, Publisher, moved

pytestmark = pytest.mark.allow_hosts([HOST])
NOW = parse_moment(MORNING)
NAME = "Sở Tư pháp (mẫu)"
Run = Callable[..., tuple[int, Any]]


def dearer(found: made.Files) -> None:
    """Change what a certified copy costs."""
    made.procedure(found, made.COPY)["fees"][0]["amount_vnd"] = 3000


@pytest.fixture
def settings(data_dir: DataDir) -> Settings:
    return Settings(data_dir.make().settings_file)


@pytest.fixture
def trusting(workplace: Workplace) -> Workplace:
    key = signing_public(made.signing_key())
    with workplace.store.transaction() as tx:
        trust_publisher(tx, Trusted(name=NAME, signing_key=key, issued_at=MORNING), NOW)
    return workplace


@pytest.fixture
def shelf(publisher: Publisher) -> Publisher:
    """The server with a catalogue that is newer than the delivered one."""
    publisher.shelf.file = made.signed("2026.12.01", dearer)
    return publisher


def fetch(data_dir: DataDir, server: Publisher) -> FromLine:
    return fetch_catalogue(data_dir, server.address, clock=fixed_clock(NOW))


# --- what a desk chooses ------------------------------------------------------------------------


def test_without_an_address_nothing_is_ever_due(settings: Settings) -> None:
    assert read_choices(settings) == LineChoices("", is_checking=True, every_days=7)
    assert not is_due(read_choices(settings), LineNote(), NOW)


def test_choices_are_kept_clean(settings: Settings, data_dir: DataDir) -> None:
    chosen = save_choices(settings, LineChoices(" https://A.vn/mới ", False, 30))
    assert chosen == LineChoices("https://a.vn/m%E1%BB%9Bi", is_checking=False, every_days=30)
    assert read_choices(Settings(data_dir.settings_file)) == chosen
    save_choices(settings, LineChoices("  "))
    assert read_choices(settings).address == ""


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (LineChoices("ftp://a.vn/x"), "NET-01"),
        (LineChoices("https://a.vn/x", every_days=0), "NET-02"),
        (LineChoices("https://a.vn/x", every_days=91), "NET-02"),
    ],
)
def test_a_choice_that_cannot_be_stores_nothing(
    settings: Settings, choices: LineChoices, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        save_choices(settings, choices)
    assert caught.value.code == code
    assert read_choices(settings) == LineChoices()


def test_an_interval_from_a_foreign_hand_is_made_sensible(settings: Settings) -> None:
    settings.put(EVERY_DAYS, 0)
    assert read_choices(settings).every_days == 1
    settings.put(EVERY_DAYS, 4000)
    assert read_choices(settings).every_days == 90


def test_the_line_is_asked_once_in_an_interval_and_later_after_a_dead_line() -> None:
    weekly = LineChoices("https://a.vn/x")

    def due(answered: float | None, tried: float | None, choices: LineChoices = weekly) -> bool:
        hours = [None if h is None else NOW - timedelta(hours=h) for h in (answered, tried)]
        return is_due(choices, LineNote(answered_at=hours[0], tried_at=hours[1]), NOW)

    assert due(None, None)
    assert not due(7 * 24 - 1, 7 * 24 - 1)
    assert due(7 * 24, 7 * 24)
    assert not due(None, 3.9)
    assert due(None, 4)
    assert not due(7 * 24, 1)
    assert due(-5, -5)  # a clock that was wrong for a while stops nothing
    assert not due(None, None, LineChoices("https://a.vn/x", is_checking=False))


# --- what is found ------------------------------------------------------------------------------


def test_a_newer_catalogue_is_seen_and_not_installed(trusting: Workplace, shelf: Publisher) -> None:
    data_dir = trusting.store.data_dir
    before = load_catalogue(data_dir).version
    note = judge(data_dir, fetch(data_dir, shelf), trusted=made.trusted())
    assert (note.version, note.publisher, note.code) == ("2026.12.01", NAME, "")
    assert note.answered_at == NOW
    assert is_newer(note, before)
    assert read_note(data_dir, shelf.address) == note
    assert load_catalogue(data_dir).version == before


def test_it_is_looked_at_and_used_as_a_file_from_a_disk(
    trusting: Workplace, shelf: Publisher
) -> None:
    data_dir = trusting.store.data_dir
    looked = look_at_line(trusting, fetch(data_dir, shelf))
    assert looked is not None
    assert (looked.version, looked.publisher) == ("2026.12.01", NAME)
    assert made.COPY in looked.looked.changes.codes
    used = use_file(trusting, looked.data)
    assert used.in_use.version == "2026.12.01"
    assert not is_newer(read_note(data_dir, shelf.address), "2026.12.01")


def test_the_one_in_use_is_the_newest(trusting: Workplace, shelf: Publisher, desk: Desk) -> None:
    data_dir = trusting.store.data_dir
    use_file(trusting, shelf.shelf.file)
    with desk.open() as again:
        assert look_at_line(again, fetch(data_dir, shelf)) is None
        assert look_at_line(again, fetch(data_dir, shelf)) is None  # not sent again
    assert read_note(data_dir, shelf.address).version == "2026.12.01"
    assert shelf.shelf.header("If-None-Match") == [None, '"1"']


def test_what_has_not_changed_is_not_judged_again(
    trusting: Workplace, shelf: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = trusting.store.data_dir
    first = judge(data_dir, fetch(data_dir, shelf), trusted=made.trusted())
    came = fetch(data_dir, shelf)
    monkeypatch.setattr(catalogue_line, "judging", None)
    assert judge(data_dir, came, trusted={}) == first


def test_what_came_and_was_not_judged_before_a_kill_is_judged_next_time(
    trusting: Workplace, shelf: Publisher
) -> None:
    data_dir = trusting.store.data_dir
    judge(data_dir, fetch(data_dir, shelf), trusted=made.trusted())
    shelf.shelf.file, shelf.shelf.etag = made.signed("2026.12.02", dearer), '"2"'
    fetch(data_dir, shelf)  # and the power goes
    came = fetch(data_dir, shelf)
    assert came.is_unchanged
    assert judge(data_dir, came, trusted=made.trusted()).version == "2026.12.02"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made.signed("2026.12.01", dearer).replace(b"3000", b"4000"), "SIGN-02"),
        (made.signed("2026.12.01")[:-40], "SIGN-01"),
        (b'{"hello": 1}', "SIGN-01"),
        (made.signed("2026.12.01", key=bytes(range(32))), "SIGN-04"),
        (made.signed("2026.01.01"), "CAT-13"),
    ],
    ids=["tampered", "cut", "foreign", "stranger", "older"],
)
def test_what_may_not_be_used_is_refused_and_noted(
    trusting: Workplace, publisher: Publisher, data: bytes, code: str
) -> None:
    data_dir = trusting.store.data_dir
    publisher.shelf.file = data
    before = load_catalogue(data_dir).version
    with pytest.raises(InputError) as caught:
        look_at_line(trusting, fetch(data_dir, publisher))
    assert caught.value.code == code
    note = read_note(data_dir, publisher.address)
    assert (note.code, note.version) == (code, "")
    assert load_catalogue(data_dir).version == before
    publisher.shelf.asked.clear()
    fetch(data_dir, publisher)
    is_asked_anew = publisher.shelf.header("If-None-Match") == [None]
    assert is_asked_anew == (code in {"SIGN-01", "SIGN-02"})


def test_a_dead_line_is_noted_and_what_was_found_stays(
    trusting: Workplace, shelf: Publisher
) -> None:
    data_dir = trusting.store.data_dir
    judge(data_dir, fetch(data_dir, shelf), trusted=made.trusted())
    shelf.shelf.answers[PATH] = lambda handler: handler.say(503)
    later = NOW + timedelta(days=8)
    with pytest.raises(NetworkError):
        fetch_catalogue(data_dir, shelf.address, clock=fixed_clock(later))
    note = read_note(data_dir, shelf.address)
    assert (note.code, note.version) == ("NET-09", "2026.12.01")
    assert (note.answered_at, note.tried_at) == (NOW, later)


def test_another_address_has_no_note_and_a_damaged_one_counts_as_none(
    trusting: Workplace, shelf: Publisher
) -> None:
    data_dir = trusting.store.data_dir
    fetch(data_dir, shelf)
    assert read_note(data_dir, "https://a.vn/") == LineNote(address="https://a.vn/")
    (data_dir.root / "line" / "note.json").write_bytes(b"\xff{")
    assert read_note(data_dir, shelf.address).answered_at is None


def test_nothing_that_is_kept_of_the_line_speaks_of_people(
    trusting: Workplace, shelf: Publisher
) -> None:
    data_dir = trusting.store.data_dir
    judge(data_dir, fetch(data_dir, shelf), trusted=made.trusted())
    kept = sorted(path.name for path in (data_dir.root / "line").iterdir())
    assert kept == ["lock", "note.json", "whole", "whole.json"]


def test_nothing_of_the_network_is_loaded_before_the_line_is_used() -> None:
    script = (
        "import sys, sync.catalogue_line, cli.commands.catalogue.line\n"
        "heavy = {'ssl', 'http.client', 'urllib.request'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=PROJECT_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 0


# --- the command line ---------------------------------------------------------------------------


@pytest.fixture
def run(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str) -> tuple[int, Any]:
        arguments = ["--json", "--data-dir", str(desk.data_dir.root), "--now", MORNING]
        status = main([*arguments, *words])
        return status, json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def trusted_run(run: Run, tmp_path: Path) -> Run:
    (tmp_path / "khoa.json").write_bytes(write_publisher(NAME, made.MOMENT, made.signing_key()))
    run("catalog", "trust", str(tmp_path / "khoa.json"))
    return run


def test_an_address_is_imported_as_a_file_is(
    trusted_run: Run, shelf: Publisher, desk: Desk
) -> None:
    status, seen = trusted_run("catalog", "import", shelf.address, "--check")
    assert (status, seen["installed"], seen["is_newest"]) == (0, False, False)
    status, done = trusted_run("catalog", "import", shelf.address)
    assert (status, done["installed"], done["version"]) == (0, True, "2026.12.01")
    assert [c["code"] for c in done["changed"] if c["code"] == made.COPY] == [made.COPY]
    assert load_catalogue(desk.data_dir).version == "2026.12.01"
    status, again = trusted_run("catalog", "import", shelf.address)
    assert (status, again["installed"], again["is_newest"]) == (0, False, True)
    assert (again["version"], again["added"], again["publisher"]) == ("2026.12.01", [], NAME)


def test_the_address_of_the_desk_is_used(trusted_run: Run, shelf: Publisher, desk: Desk) -> None:
    status, refused = trusted_run("catalog", "import", "--from-line")
    assert (status, refused["error"]["code"]) == (3, "NET-16")
    status, chosen = trusted_run("catalog", "line", "--address", shelf.address, "--every", "14")
    assert (status, chosen["address"], chosen["every_days"]) == (0, shelf.address, 14)
    assert chosen["answered_at"] is None
    assert trusted_run("catalog", "import", "--from-line", "--check")[0] == 0
    status, found = trusted_run("catalog", "line")
    assert (found["version"], found["is_newer"]) == ("2026.12.01", True)
    assert found["answered_at"] == "2026-11-26T08:30:00+07:00"
    assert trusted_run("catalog", "import", "--from-line")[1]["installed"]
    assert not trusted_run("catalog", "line", "--checks", "off")[1]["is_newer"]
    assert Settings(desk.data_dir.settings_file).get(ADDRESS) == shelf.address


@pytest.mark.parametrize("words", [("import",), ("import", "x.json", "--from-line")])
def test_one_source_at_a_time(run: Run, words: tuple[str, ...]) -> None:
    status, refused = run("catalog", *words)
    assert (status, refused["error"]["code"]) == (2, "NET-17")


def test_trouble_of_the_line_ends_with_4_and_an_odd_address_with_3(
    trusted_run: Run, shelf: Publisher
) -> None:
    shelf.shelf.answers["/a"] = moved("/a")
    status, refused = trusted_run("catalog", "import", shelf.at("/a"))
    assert (status, refused["error"]["code"]) == (4, "NET-13")
    assert refused["error"]["next_step"]
    status, refused = trusted_run("catalog", "import", "https://ten:mat@a.vn/x")
    assert (status, refused["error"]["code"]) == (3, "NET-01")


def test_a_tampered_file_from_the_line_is_refused(trusted_run: Run, shelf: Publisher) -> None:
    shelf.shelf.file = shelf.shelf.file.replace(b"3000", b"4000")
    status, refused = trusted_run("catalog", "import", shelf.address)
    assert (status, refused["error"]["code"]) == (3, "SIGN-02")


def test_doctor_says_how_the_line_stands(
    trusted_run: Run, shelf: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(support, "_printer", lambda: support.Finding("printer", "ok", ""))  # Qt

    def line() -> dict[str, str]:
        findings: list[dict[str, str]] = trusted_run("doctor")[1]
        return next(f for f in findings if f["check"] == "catalogue_line")

    assert line()["state"] == "ok"
    assert "Chưa đặt địa chỉ" in line()["detail"]
    trusted_run("catalog", "line", "--address", shelf.address)
    assert "chưa có trả lời nào" in line()["detail"]
    trusted_run("catalog", "import", "--from-line", "--check")
    assert line()["state"] == "warn"
    assert "Có danh mục mới 2026.12.01" in line()["detail"]
    trusted_run("catalog", "import", "--from-line")
    assert line()["state"] == "ok"
    assert "26/11/2026 08:30 (0 ngày trước)" in line()["detail"]
    shelf.shelf.answers[PATH] = lambda handler: handler.say(404)
    trusted_run("catalog", "import", "--from-line")
    assert (line()["state"], "NET-07" in line()["detail"]) == ("warn", True)
