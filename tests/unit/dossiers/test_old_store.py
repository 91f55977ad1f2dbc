"""A store of the time when a dossier had one form, opened by this program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from base.clock import fixed_clock, parse_moment
from base.paths import DataDir
from catalog.storage import MIGRATIONS as CATALOG
from desk import centre
from desk.storage import MIGRATIONS as DESK
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft
from dossiers.drafts import load_drafts
from dossiers.outbox import list_outbox, outgoing
from dossiers.register import list_dossiers, open_dossier, search_dossiers
from dossiers.storage import MIGRATIONS as NOW
from dossiers.storage import dossier_rows
from exchange.records import canonical_bytes, content_hash
from store.keys import key_source_from_environment
from store.migrations import RoomMigrations
from store.store import Store, Transaction, open_store
from tests.conftest import BIRTH, MORNING, Desk
from tests.unit.exchange import samples

Answers = Callable[..., dict[str, Any]]
WITHOUT_FORM = 2


@pytest.fixture
def old_desk(data_dir: DataDir, tmp_path: Path) -> Desk:
    """A desk whose store knows the first migration of the dossiers only."""
    folder = tmp_path / "first-migrations"
    folder.mkdir()
    shutil.copy(NOW.folder / "0001_dossiers.sql", folder)
    rooms = (DESK, CATALOG, RoomMigrations("dossiers", folder))
    clock = fixed_clock(parse_moment(MORNING))
    source = key_source_from_environment(data_dir)
    with_old_rows(open_store(data_dir.make(), source, rooms, clock))
    return Desk(data_dir)


def with_old_rows(store: Store) -> None:
    """Fill an old store with what the old program wrote."""
    with store.transaction() as tx:
        centre.init_desk(tx, centre.sample_profile())
        for number in (1, WITHOUT_FORM):
            _old_dossier(tx, number)
        tx.insert("number_series", {"tag": "SONGMAU", "year": 2026, "last_serial": 2})
        tx.insert("draft", _old_draft())
    store.close()


def _old_record(number: int) -> bytes:
    plain: dict[str, Any] = msgspec.to_builtins(samples.record(number))
    del plain["further"]  # what there was no word for
    if number == WITHOUT_FORM:
        plain |= {"form_id": None, "form_version": None, "answers": {}}
    return canonical_bytes(plain)


def _old_dossier(tx: Transaction, number: int) -> None:
    record = samples.record(number)
    payload = _old_record(number)
    tx.insert(
        "dossier",
        {
            "id": record.id,
            "provisional_number": record.provisional_number,
            "procedure_code": record.procedure_code,
            "procedure_name": record.procedure_name,
            "applicant_name": record.applicant.full_name,
            "received_at": datetime(2026, 11, 20, 1, 30, tzinfo=UTC).isoformat(),
            "state": "received",
            "record": payload,
            "record_sha256": content_hash(payload),
        },
    )
    tx.insert(
        "outbox",
        {
            "dossier_id": record.id,
            "state": "no_gateway",
            "hold_until": "2026-11-20T01:30:00+00:00",
            "payload": payload,
            "payload_sha256": content_hash(payload),
        },
    )
    tx.execute(
        "INSERT INTO dossier_search (dossier_id, words) VALUES (?, ?)", (record.id, "nguyen mau")
    )


def _old_draft() -> dict[str, object]:
    content = {
        "draft": {"procedure_code": BIRTH, "answers": {"child_name": "HÀ MINH AN"}},
        "files": [],
        "view": {"visited": ["child_name"]},
    }
    return {
        "id": samples.dossier_id(9),
        "title": "Khai sinh · An",
        "updated_at": "2026-11-20T01:30:00+00:00",
        "content": msgspec.json.encode(content),
    }


def test_old_dossiers_open_and_what_was_frozen_is_still_what_is_sent(old_desk: Desk) -> None:
    with old_desk.open() as workplace:
        assert {row.events for row in list_dossiers(workplace)} == {1}
        found = open_dossier(workplace, samples.dossier_id(1))
        assert found.record.further == []
        assert found.record.answers == samples.record(1).answers
        assert [r.id for r in search_dossiers(workplace, "Nguyễn Mẫu")]
        for row in list_outbox(workplace):
            number = WITHOUT_FORM if row.id == samples.dossier_id(WITHOUT_FORM) else 1
            assert outgoing(workplace, row).payload == _old_record(number)


def test_the_form_of_an_old_dossier_is_known_with_its_version(old_desk: Desk) -> None:
    with old_desk.open() as workplace, workplace.store.read() as tx:
        first = dossier_rows.forms(tx, samples.dossier_id(1))
        assert first == (("main", "tk_dang_ky_khai_sinh", "1"),)
        assert dossier_rows.forms(tx, samples.dossier_id(WITHOUT_FORM)) == ()


def test_an_old_draft_is_a_case_with_one_form(old_desk: Desk, birth_answers: Answers) -> None:
    with old_desk.open() as workplace:
        (saved,) = load_drafts(workplace)
        assert saved.draft.further == ()
        assert saved.draft.answers == {"child_name": "HÀ MINH AN"}
        taken = take_in(workplace, IntakeDraft(BIRTH, answers=birth_answers(), draft_id=saved.id))
        assert taken.row.events == 1
        assert load_drafts(workplace) == ()
