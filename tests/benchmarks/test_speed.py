"""The figures of the main job, each as a ratio to a baseline of the same run."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest

from base.clock import legal_date
from base.text import fold
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft
from dossiers.drafts import new_draft_id, save_draft
from dossiers.workplace import Workplace
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, render_form
from forms.rendering.engine import render_pdf
from forms.rendering.faces import load_faces
from tests.benchmarks.measure import Measured, compare, process
from tests.conftest import BIRTH, BIRTH_FORM, Desk

pytestmark = pytest.mark.benchmark

Report = Callable[[Measured], Measured]
Answers = Callable[..., dict[str, Any]]
CARD = "025190000222||Đỗ Thị Mỹ Hằng|09091990|Nữ|Tổ 5, Gia Cẩm, Việt Trì, Phú Thọ|10102025||||"


def plain_commit(folder: Path) -> Iterator[Callable[[], object]]:
    """Yield an action that commits one row durably with the standard library."""
    connection = sqlite3.connect(folder / "plain.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE t (a TEXT)")
    row = "x" * 4000

    def commit() -> object:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (?)", (row,))
        return connection.execute("COMMIT")

    yield commit
    connection.close()


@pytest.fixture
def committed(tmp_path: Path) -> Iterator[Callable[[], object]]:
    yield from plain_commit(tmp_path)


def test_fill_and_pdf(workplace: Workplace, birth_answers: Answers, report: Report) -> None:
    schema = workplace.reference.library.get(BIRTH_FORM, legal_date(workplace.clock()))
    answers, renderer = birth_answers(), InProcessRenderer(PageReader())

    def paper() -> object:
        return render_form(renderer, schema, answers)

    template, faces = (schema.folder / "template.docx").read_bytes(), load_faces()
    measured = report(
        compare(
            "fill + PDF of the birth form, warm",
            paper,
            "the renderer alone, on the empty template",
            lambda: render_pdf(template, faces),
            15,
        )
    )
    assert measured.ratio < 6


def test_search_per_keystroke(workplace: Workplace, report: Report) -> None:
    today = legal_date(workplace.clock())
    catalogue = workplace.reference.catalogue
    names = [fold(p.name) for p in catalogue.all(today)]
    typed = "đăng ký khai sinh quá hạn"
    prefixes = cycle([typed[:n] for n in range(2, len(typed) + 1)])
    measured = report(
        compare(
            "search, one keystroke over 633 procedures",
            lambda: catalogue.search(next(prefixes)),
            "a plain look through all folded names",
            lambda: [n for n in names if fold("khai sinh") in n],
            200,
        )
    )
    assert measured.ratio < 60


def test_durable_save(
    workplace: Workplace, committed: Callable[[], object], birth_answers: Answers, report: Report
) -> None:
    serial, draft_id = count(), new_draft_id()

    def save() -> None:  # every save differs: SQLite writes nothing for the same bytes
        answers = birth_answers(child_hometown=f"Xã Sông Mẫu {next(serial)}")
        draft = IntakeDraft(BIRTH, answers=answers, draft_id=draft_id)
        save_draft(workplace, draft, title="x")

    measured = report(
        compare(
            "draft saved durably (encrypted)",
            save,
            "standard sqlite3, 4 KB, WAL + FULL",
            committed,
            60,
        )
    )
    assert measured.ratio < 15


def test_acceptance(
    workplace: Workplace, committed: Callable[[], object], birth_answers: Answers, report: Report
) -> None:
    serial = count()

    def accept() -> object:
        answers = birth_answers(child_hometown=f"Xã Sông Mẫu {next(serial)}")
        return take_in(workplace, IntakeDraft(BIRTH, answers=answers))

    measured = report(
        compare(
            "dossier accepted (rules, fee, due date, outbox, audit)",
            accept,
            "standard sqlite3, 4 KB, WAL + FULL",
            committed,
            40,
        )
    )
    assert measured.ratio < 60


@pytest.fixture
def environment(desk: Desk, tmp_path: Path) -> dict[str, str]:
    """The program as it is installed: its files are compiled once, in the round that warms up."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONUTF8": "1", "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}


@pytest.mark.parametrize("command", ["card", "forms check", "dossier new"])
def test_one_process(
    command: str,
    desk: Desk,
    environment: dict[str, str],
    birth_answers: Answers,
    tmp_path: Path,
    report: Report,
) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(birth_answers()), encoding="utf-8")
    more = {
        "card": [CARD],
        "forms check": [BIRTH_FORM, "--answers", str(answers)],
        "dossier new": [BIRTH, "--answers", str(answers)],
    }[command]
    call = ["main.py", "--json", "--data-dir", str(desk.data_dir.root), *command.split(), *more]
    bare = ["-c", "import argparse, json, pathlib, dataclasses, datetime"]
    measured = report(
        compare(
            f"process `{command}`",
            process(call, environment),
            "process that imports argparse, json, dataclasses",
            process(bare, environment),
            7,
        )
    )
    assert measured.ratio < {"card": 10, "forms check": 16, "dossier new": 24}[command]
