"""Dossiers of an earlier program are found by everybody's number once the upkeep has run."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from base.clock import fixed_clock, parse_moment
from base.paths import DataDir
from base.text import fold
from catalog.storage import MIGRATIONS as CATALOG
from desk import centre
from desk.storage import MIGRATIONS as DESK
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft
from dossiers.register import enter_by_hand, search_dossiers
from dossiers.storage import MIGRATIONS as NOW
from dossiers.storage import upkeep_rows
from dossiers.upkeep.reindex import left_to_index, reindex
from dossiers.upkeep.steps import upkeep
from dossiers.workplace import Workplace
from exchange.records import canonical_bytes, content_hash
from store.keys import key_source_from_environment
from store.migrations import RoomMigrations
from store.store import Transaction, open_store
from tests.conftest import BIRTH, BIRTH_FORM, MORNING, Desk
from tests.unit.dossiers.upkeep.child import child, finished
from tests.unit.exchange import samples

Answers = Callable[..., dict[str, Any]]
DOSSIERS = 90
CODE = "H44.10-261126-0001"
DAMAGED = 7


def father(number: int) -> str:
    return f"0250900{number:05d}"


def old_dossier(tx: Transaction, number: int) -> None:
    """Store a dossier as the first program did: nobody's number but the three parties'."""
    line = f"Căn cước công dân số {father(number)} do Cục Cảnh sát QLHC về TTXH cấp"
    record = msgspec.structs.replace(
        samples.record(number), answers={"child_name": "NGUYỄN VĂN MẪU", "father_id": line}
    )
    plain: dict[str, Any] = msgspec.to_builtins(record)
    for later in ("further", "warnings"):
        del plain[later]
    payload = canonical_bytes(plain)
    tx.insert(
        "dossier",
        {
            "id": record.id,
            "provisional_number": record.provisional_number,
            "procedure_code": record.procedure_code,
            "procedure_name": record.procedure_name,
            "applicant_name": record.applicant.full_name,
            "received_at": "2026-11-20T01:30:00+00:00",
            "state": "received",
            "record": b"{}" if number == DAMAGED else payload,
            "record_sha256": content_hash(payload),
        },
    )
    words = fold(f"{record.provisional_number} {record.procedure_name} NGUYỄN THỊ MẪU NGUYỄN VĂN")
    tx.execute("INSERT INTO dossier_search (dossier_id, words) VALUES (?, ?)", (record.id, words))


@pytest.fixture(params=["0001", "0004"])
def old_desk(request: pytest.FixtureRequest, data_dir: DataDir, tmp_path: Path) -> Desk:
    """A desk whose store an earlier program made and filled."""
    folder = tmp_path / "earlier-migrations"
    folder.mkdir()
    for path in NOW.folder.glob("*.sql"):
        if path.name[:4] <= request.param:
            shutil.copy(path, folder)
    rooms = (DESK, CATALOG, RoomMigrations("dossiers", folder))
    clock = fixed_clock(parse_moment(MORNING))
    source = key_source_from_environment(data_dir)
    with open_store(data_dir.make(), source, rooms, clock) as store, store.transaction() as tx:
        centre.init_desk(tx, centre.sample_profile())
        for number in range(DOSSIERS):
            old_dossier(tx, number)
        tx.insert("number_series", {"tag": "SONGMAU", "year": 2026, "last_serial": DOSSIERS})
    return Desk(data_dir)


def found(workplace: Workplace, text: str) -> list[str]:
    return [row.id for row in search_dossiers(workplace, text, limit=DOSSIERS + 9)]


def check_all_found(workplace: Workplace) -> None:
    for number in set(range(DOSSIERS)) - {DAMAGED}:
        assert found(workplace, father(number)) == [samples.dossier_id(number)]
    assert found(workplace, father(DAMAGED)) == []


def test_everybody_s_number_finds_an_old_dossier_after_the_upkeep(old_desk: Desk) -> None:
    with old_desk.open() as workplace:
        assert found(workplace, father(1)) == []
        assert left_to_index(workplace.store) == DOSSIERS
        assert sum(step.indexed for step in upkeep(workplace.store)) == DOSSIERS
        check_all_found(workplace)
        assert len(found(workplace, "nguyen van mau")) == DOSSIERS
        assert found(workplace, f"SONGMAU-26-{DAMAGED:06d}") == [samples.dossier_id(DAMAGED)]
        assert left_to_index(workplace.store) == 0
        assert list(reindex(workplace.store)) == []


def test_official_codes_given_before_or_meanwhile_still_find_their_dossier(old_desk: Desk) -> None:
    with old_desk.open() as workplace:
        enter_by_hand(workplace, samples.dossier_id(2), CODE)
        steps = reindex(workplace.store)
        next(steps)
        enter_by_hand(workplace, samples.dossier_id(3), "H44.10-261126-0002")
        enter_by_hand(workplace, samples.dossier_id(88), "H44.10-261126-0003")
        list(steps)
        for number, code in ((2, CODE), (3, CODE[:-1] + "2"), (88, CODE[:-1] + "3")):
            assert found(workplace, code) == [samples.dossier_id(number)]
            assert found(workplace, father(number)) == [samples.dossier_id(number)]


def test_between_two_steps_others_write_and_no_step_is_long(
    old_desk: Desk, birth_answers: Answers
) -> None:
    with old_desk.open() as workplace, old_desk.open() as other:
        sizes, taken = [], []
        for size in reindex(workplace.store):
            sizes.append(size)
            draft = IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=birth_answers())
            taken.append(take_in(other, draft).row.id)
        assert len(sizes) > 2
        assert max(sizes) <= 40
        assert sum(sizes) == DOSSIERS  # those of today are not made again
        check_all_found(workplace)
        assert set(found(workplace, "khai sinh")) > set(taken)


def test_what_was_broken_off_goes_on_where_it_was(old_desk: Desk) -> None:
    done = 0
    for _ in range(2):
        with old_desk.open() as workplace:
            done += next(reindex(workplace.store))
    with old_desk.open() as workplace:
        assert left_to_index(workplace.store) == DOSSIERS - done
        assert sum(reindex(workplace.store)) == DOSSIERS - done
        check_all_found(workplace)


KILLED = """
from dossiers.storage import upkeep_rows
from dossiers.upkeep.reindex import reindex
left = itertools.count(int(sys.argv[2]), -1)
set_words = upkeep_rows.set_words
def killing(*arguments):
    if not next(left):
        die()
    set_words(*arguments)
upkeep_rows.set_words = killing
list(reindex(workplace.store))
"""


@pytest.mark.parametrize("old_desk", ["0004"], indirect=True)
def test_kills_in_the_middle_cost_at_most_one_step_each(old_desk: Desk) -> None:
    with old_desk.open():
        pass  # upgraded
    for rows in (10, 50):
        killed = child(KILLED, str(old_desk.data_dir.root), str(rows))
        assert finished(killed) == -signal.SIGKILL
    with old_desk.open() as workplace:
        assert left_to_index(workplace.store) == DOSSIERS - 40
        list(reindex(workplace.store))
        check_all_found(workplace)
        assert workplace.store.problems() == ()


def test_a_new_store_has_nothing_to_do(desk: Desk, birth_answers: Answers) -> None:
    with desk.open() as workplace:
        take_in(workplace, IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=birth_answers()))
        assert left_to_index(workplace.store) == 0
        assert sum(step.indexed for step in upkeep(workplace.store)) == 0
        with workplace.store.read() as tx:
            assert upkeep_rows.rows_to_index(tx, 1) == ()
