"""A killed process loses nothing that it acknowledged, and leaves no half-written dossier.

Each worker is killed a drawn moment after a given number of dossiers that it has
acknowledged, so that a slow machine meets the same moments: while the first one is being
written, while the second is, and so on.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from base.paths import PROJECT_DIR
from dossiers.outbox import list_outbox, outgoing
from dossiers.register import list_dossiers, open_dossier
from store import audit
from tests.conftest import Desk

KILLS = 12
ACKNOWLEDGED_FIRST = 4  # a worker is killed after 0, 1, 2 or 3 of them, and a moment
WORKER = """
import json, sys
from pathlib import Path
from base.clock import fixed_clock, parse_moment
from base.paths import DataDir
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft, NewAttachment
from dossiers.workplace import open_workplace
answers = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
clock = fixed_clock(parse_moment("2026-11-26T08:30"))
with open_workplace(DataDir(Path(sys.argv[1])), clock=clock) as workplace:
    print("ready", flush=True)
    for n in range(10_000):
        attachment = NewAttachment("a.png", "image/png", n.to_bytes(4, "big") * 2000)
        draft = IntakeDraft("1.001193", answers=answers, attachments=(attachment,))
        print(take_in(workplace, draft).row.id, flush=True)
"""


def acknowledged_until_killed(
    desk: Desk, answers: Path, acknowledged: int, after_s: float
) -> list[str]:
    """Run the worker, kill it a moment after so many dossiers, return all ids it acknowledged."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(desk.data_dir.root), str(answers)],
        cwd=PROJECT_DIR, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    lines = [worker.stdout.readline() for _ in range(acknowledged)]
    timer = threading.Timer(after_s, worker.kill)
    timer.start()
    lines += worker.stdout.read().splitlines(keepends=True)
    timer.join()
    worker.wait()
    worker.stdout.close()
    return [line.strip() for line in lines if line.endswith("\n")]


def test_no_acknowledged_dossier_is_lost_by_kills(
    desk: Desk, birth_answers: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(birth_answers()), encoding="utf-8")
    draw = random.Random(20261126)
    promised: list[str] = []
    for kill in range(KILLS):
        acknowledged = kill % ACKNOWLEDGED_FIRST
        got = acknowledged_until_killed(desk, answers, acknowledged, draw.uniform(0.0, 0.12))
        assert len(got) >= acknowledged
        promised += got
    with desk.open() as workplace:
        assert workplace.store.problems() == ()
        assert audit.verify(workplace.store).ok
        rows = list_dossiers(workplace, limit=100_000)
        assert set(promised) <= {row.id for row in rows}
        assert len(rows) <= len(promised) + KILLS
        for row in list_outbox(workplace):
            for sha256, read in outgoing(workplace, row).attachments.items():
                assert len(read()) == 8000
                assert sha256 == open_dossier(workplace, row.id).record.attachments[0].sha256
        numbers = [row.provisional_number for row in rows]
        assert len(set(numbers)) == len(numbers)
