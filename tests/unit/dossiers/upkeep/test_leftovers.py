"""Attachments that no row names go; what a row names stays, whoever works at the same time."""

from __future__ import annotations

import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from base.errors import StorageError
from base.paths import PROJECT_DIR
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft, NewAttachment
from dossiers.drafts import discard_draft, load_drafts, new_draft_id, save_draft
from dossiers.outbox import list_outbox, outgoing
from dossiers.storage import outbox_rows
from dossiers.upkeep.leftovers import SAFE_AGE_S, _remove, count_missing, leftovers, sweep
from dossiers.workplace import Workplace
from store.store import Store
from tests.conftest import BIRTH, BIRTH_FORM, Desk
from tests.unit.dossiers.upkeep.child import child, finished, heard

Answers = Callable[..., dict[str, Any]]
EVERYTHING = -60.0  # an age that every file has


def attached(*contents: bytes) -> tuple[NewAttachment, ...]:
    return tuple(NewAttachment(f"{n}.png", "image/png", c) for n, c in enumerate(contents))


def draft_with(*contents: bytes) -> IntakeDraft:
    return IntakeDraft(BIRTH, attachments=attached(*contents), draft_id=new_draft_id())


def birth(answers: dict[str, Any], *contents: bytes) -> IntakeDraft:
    return IntakeDraft(BIRTH, form_id=BIRTH_FORM, answers=answers, attachments=attached(*contents))


def grow_old(store: Store) -> None:
    long_ago = time.time() - SAFE_AGE_S - 60
    for path in store.data_dir.blobs_dir.iterdir():
        os.utime(path, (long_ago, long_ago))


def kept(store: Store) -> set[str]:
    return set(store.blobs.names())


def clear(store: Store, age_s: float = SAFE_AGE_S) -> int:
    return sum(sweep(store, age_s=age_s))


def test_the_files_of_an_acceptance_that_was_rolled_back_go(
    workplace: Workplace, birth_answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise StorageError("STORE-03", "Ổ đĩa đã đầy.", "Xoá bớt tệp.")

    with monkeypatch.context() as patched:
        patched.setattr(outbox_rows, "insert", fail)
        with pytest.raises(StorageError):
            take_in(workplace, birth(birth_answers(), b"one", b"two"))
    store = workplace.store
    assert len(kept(store)) == 2
    assert clear(store) == 0  # still young: somebody may be saving them
    grow_old(store)
    assert set(leftovers(store)) == kept(store)
    assert clear(store) == 2
    assert kept(store) == set()
    with store.read() as tx:
        (row,) = tx.execute("SELECT note FROM store_audit WHERE kind = 'leftovers_removed'")
    assert row["note"] == "2"


def test_what_a_dossier_or_a_draft_names_stays_however_old(
    workplace: Workplace, birth_answers: Answers
) -> None:
    store = workplace.store
    save_draft(workplace, draft_with(b"draft", b"both"), title="x")
    save_draft(workplace, draft_with(b"parked"), title="y", parked=True)
    take_in(workplace, birth(birth_answers(), b"dossier", b"both"))
    named = kept(store)
    assert len(named) == 4
    spare = store.blobs.put(b"nobody's")
    grow_old(store)
    assert clear(store) == 1
    assert spare not in kept(store)
    assert kept(store) == named
    assert count_missing(store) == 0
    assert {a.data for d in load_drafts(workplace) for a in d.draft.attachments} == {
        b"draft",
        b"both",
        b"parked",
    }


def test_a_dropped_draft_gives_up_what_no_other_case_names(workplace: Workplace) -> None:
    dropped = draft_with(b"mine", b"ours")
    save_draft(workplace, dropped, title="x")
    save_draft(workplace, draft_with(b"ours"), title="y")
    discard_draft(workplace, str(dropped.draft_id))
    grow_old(workplace.store)
    assert clear(workplace.store) == 1
    (other,) = load_drafts(workplace)
    assert [a.data for a in other.draft.attachments] == [b"ours"]


def test_a_draft_of_another_program_version_counts_wherever_it_says_the_name(
    workplace: Workplace,
) -> None:
    name = workplace.store.blobs.put(b"later")
    content = {"case": {"pages": [{"scan": {"kept_as": name}}]}}
    with workplace.store.transaction() as tx:
        tx.insert(
            "draft",
            {
                "id": new_draft_id(),
                "title": "x",
                "updated_at": "2027-01-01",
                "content": json.dumps(content).encode(),
            },
        )
    grow_old(workplace.store)
    assert clear(workplace.store) == 0
    assert kept(workplace.store) == {name}


def test_what_is_put_again_is_no_leftover_of_long_ago(workplace: Workplace) -> None:
    name = workplace.store.blobs.put(b"again")
    grow_old(workplace.store)
    assert workplace.store.blobs.put(b"again") == name
    assert leftovers(workplace.store) == []
    assert clear(workplace.store) == 0


def test_half_written_files_of_a_killed_process_go_and_other_files_stay(
    workplace: Workplace,
) -> None:
    folder = workplace.store.data_dir.blobs_dir
    folder.mkdir()
    for name in (".tmp-old", "readme.txt"):
        (folder / name).write_bytes(b"x")
    grow_old(workplace.store)
    (folder / ".tmp-being-written").write_bytes(b"x")
    assert clear(workplace.store, EVERYTHING) == 1
    assert {p.name for p in folder.iterdir()} == {"readme.txt", ".tmp-being-written"}


def test_a_file_that_another_program_holds_is_left_for_the_next_time(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = workplace.store
    held, free = store.blobs.put(b"held"), store.blobs.put(b"free")
    grow_old(store)
    unlink = Path.unlink

    def refuse(path: Path, **kwargs: bool) -> None:
        if path.name == held:
            raise PermissionError(13, "in use")
        unlink(path, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        assert clear(store) == 1
    assert kept(store) == {held}
    assert free not in kept(store)
    assert clear(store) == 1


def test_a_store_without_attachments_has_nothing_to_sweep(workplace: Workplace) -> None:
    assert list(sweep(workplace.store)) == [0]
    assert count_missing(workplace.store) == 0


def test_a_lost_file_is_counted(workplace: Workplace, birth_answers: Answers) -> None:
    take_in(workplace, birth(birth_answers(), b"one", b"two"))
    workplace.store.blobs.delete(next(workplace.store.blobs.names()))
    assert count_missing(workplace.store) == 1


def test_every_place_that_keeps_attachments_is_counted() -> None:
    """A new caller has to be counted in storage/upkeep_rows before it may be named here."""
    rooms = [p for p in PROJECT_DIR.iterdir() if (p / "__init__.py").exists()]
    found = {
        path.relative_to(PROJECT_DIR).as_posix()
        for room in rooms
        if room.name not in {"tests", "store"}
        for path in room.rglob("*.py")
        if re.search(r"blobs\.(put|ensure)\b", path.read_text(encoding="utf-8"))
    }
    assert found == {"dossiers/acceptance.py", "dossiers/drafts.py"}


SAVING = """
from dossiers.draft import IntakeDraft, NewAttachment
from dossiers.drafts import load_drafts, new_draft_id, save_draft
from dossiers.storage import draft_rows
step = sys.argv[2]
save = draft_rows.save
def held(tx, row):
    save(tx, row)
    say("in the transaction")
    sys.stdin.readline()
draft = IntakeDraft(
    "1.001193", attachments=(NewAttachment("a", "image/png", b"shared"),), draft_id=new_draft_id()
)
if step == "in":
    draft_rows.save = held
elif step == "before":
    store = workplace.store
    transaction = store.transaction
    def late():
        say("before the transaction")
        sys.stdin.readline()
        return transaction()
    store.transaction = late
save_draft(workplace, draft, title="x")
(saved,) = load_drafts(workplace)
say(saved.draft.attachments[0].data.decode())
"""


def shared_draft(workplace: Workplace) -> bytes:
    (saved,) = load_drafts(workplace)
    (attachment,) = saved.draft.attachments
    return attachment.data


def test_a_leftover_swept_between_put_and_row_is_kept_again(workplace: Workplace) -> None:
    store = workplace.store
    name = store.blobs.put(b"shared")
    other = child(SAVING, str(store.data_dir.root), "before")
    assert heard(other) == "before the transaction"
    assert clear(store, EVERYTHING) == 1
    assert name not in kept(store)
    assert finished(other, "\n") == 0
    assert shared_draft(workplace) == b"shared"
    assert kept(store) == {name}


def test_a_leftover_that_another_process_is_just_naming_is_none(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = workplace.store
    name = store.blobs.put(b"shared")
    other = child(SAVING, str(store.data_dir.root), "in")
    assert heard(other) == "in the transaction"
    found: list[list[str]] = []
    remove = _remove

    def after_the_other(store: Store, names: list[str], moment: float) -> int:
        found.append(names)
        assert finished(other, "\n") == 0
        return remove(store, names, moment)

    monkeypatch.setattr("dossiers.upkeep.leftovers._remove", after_the_other)
    assert clear(store, EVERYTHING) == 0
    assert found == [[name]]
    assert shared_draft(workplace) == b"shared"


BUSY_CLERK = """
import random
from dossiers.draft import IntakeDraft, NewAttachment
from dossiers.drafts import discard_draft, load_drafts, new_draft_id, save_draft
draw = random.Random(int(sys.argv[2]))
contents = [bytes([n]) * 3000 for n in range(6)]
say("ready")
mine = []
while not os.path.exists(sys.argv[3]):
    chosen = tuple(
        NewAttachment(str(n), "image/png", c) for n, c in enumerate(draw.sample(contents, 2))
    )
    draft = IntakeDraft("1.001193", attachments=chosen, draft_id=new_draft_id())
    save_draft(workplace, draft, title="x")
    mine.append(draft.draft_id)
    assert len(load_drafts(workplace)) == len(mine)  # raises when a file is gone
    while len(mine) > draw.randrange(3):
        discard_draft(workplace, mine.pop(draw.randrange(len(mine))))
"""


def test_sweeping_all_the_time_beside_a_busy_process_loses_nothing(
    workplace: Workplace, tmp_path: Path
) -> None:
    store, stop = workplace.store, tmp_path / "stop"
    other = child(BUSY_CLERK, str(store.data_dir.root), "5", str(stop))
    assert heard(other) == "ready"
    removed = 0
    while removed < 15 and other.poll() is None:
        removed += clear(store, EVERYTHING)
        time.sleep(0.002)
    stop.touch()
    assert finished(other) == 0
    assert count_missing(store) == 0
    clear(store, EVERYTHING)
    named = {bytes(a.data) for d in load_drafts(workplace) for a in d.draft.attachments}
    assert len(kept(store)) == len(named)


KILLED_SWEEPER = """
from dossiers.upkeep.leftovers import sweep
left = int(sys.argv[2])
def count(event, arguments):
    global left
    if event == "os.remove":
        left -= 1
        if left < 0:
            die()
sys.addaudithook(count)
list(sweep(workplace.store))
"""


@pytest.fixture
def messy(desk: Desk, birth_answers: Answers) -> Iterator[Workplace]:
    """A desk with a dossier, a draft, and six leftovers of long ago."""
    with desk.open() as workplace:
        save_draft(workplace, draft_with(b"draft"), title="x")
        take_in(workplace, birth(birth_answers(), b"dossier"))
        for number in range(6):
            workplace.store.blobs.put(b"leftover %d" % number)
        grow_old(workplace.store)
        yield workplace


@pytest.mark.parametrize("files", [0, 1, 4])
def test_a_kill_while_sweeping_costs_nothing_and_the_next_sweep_goes_on(
    messy: Workplace, files: int
) -> None:
    store = messy.store
    killed = child(KILLED_SWEEPER, str(store.data_dir.root), str(files))
    assert finished(killed) == -signal.SIGKILL
    assert len(kept(store)) == 8 - files
    assert count_missing(store) == 0
    assert clear(store) == 6 - files
    assert len(kept(store)) == 2
    (row,) = list_outbox(messy)
    (data,) = outgoing(messy, row).attachments.values()
    assert data() == b"dossier"
    assert store.problems() == ()
