"""The codes of a PDF or HEIC, found by a child process; it is stopped if it makes no headway."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from time import monotonic
from typing import IO, Any

from base.paths import PROJECT_DIR
from citizens.notes import refusal
from citizens.readers.decoding import Code

COMMAND = (sys.executable, "-m", "citizens.readers.file_child")
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_START_S = 15.0  # a cold disk, a virus scanner
_PAGE_S = 6.0  # the work of a page is bounded: a slow PC needs seconds, a stuck child all of them
_HEIC_S = 10.0  # one page, and nothing is said while it is decoded
_ALL_S = 20.0


def pdf_codes(
    data: bytes, *, command: tuple[str, ...] = COMMAND, page_s: float | None = None
) -> list[tuple[int, Code]]:
    """Return (page from 1, code) of a PDF; raise InputError SCAN-06 when it cannot be read."""
    return _codes_by_child(data, command, page_s or _PAGE_S, "SCAN-06")


def heic_codes(data: bytes, *, command: tuple[str, ...] = COMMAND) -> list[tuple[int, Code]]:
    """Return (1, code) of a HEIC picture.

    Raises InputError SCAN-02 (damaged), SCAN-03 (too big) or SCAN-05 (it cannot be read here).
    """
    return _codes_by_child(data, command, _HEIC_S, "SCAN-02")


def _codes_by_child(
    data: bytes, command: tuple[str, ...], page_s: float, refused_as: str
) -> list[tuple[int, Code]]:
    try:
        process = subprocess.Popen(
            command,
            cwd=PROJECT_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
    except OSError as error:
        raise refusal(refused_as, f"start: errno {error.errno}") from error
    assert process.stdin is not None
    assert process.stdout is not None
    answers: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threads = (
        threading.Thread(target=_feed, args=(process.stdin, data), daemon=True),
        threading.Thread(target=_collect, args=(process.stdout, answers), daemon=True),
    )
    for thread in threads:
        thread.start()
    try:
        return list(_codes(answers, page_s, refused_as))
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:  # the child is gone; its silence tells
        return


def _collect(pipe: IO[bytes], answers: queue.SimpleQueue[str | None]) -> None:
    with pipe:
        for line in pipe:
            answers.put(line.decode("ascii", "replace"))
    answers.put(None)


def _codes(
    answers: queue.SimpleQueue[str | None], page_s: float, refused_as: str
) -> Iterator[tuple[int, Code]]:
    """Yield codes until the child is done; the end of its time ends the search, not the finds."""
    until = monotonic() + _ALL_S
    wait_s, pages_done = _START_S, 0
    while monotonic() < until:
        answer = _next(answers, wait_s)
        if answer is None:
            break
        wait_s = page_s
        if "error" in answer:
            raise refusal(answer["error"], answer.get("detail", ""))
        pages_done += "done" in answer
        if "hex" in answer:
            symbol = bytes.fromhex(answer["hex"])
            yield answer["page"], Code(answer["symbology"], symbol, answer["exact"])
    if pages_done == 0:
        raise refusal(refused_as, "no page within the time")


def _next(answers: queue.SimpleQueue[str | None], wait_s: float) -> dict[str, Any] | None:
    """The child's next answer; None when it has ended, crashed in mid-sentence, or is too slow."""
    try:
        line = answers.get(timeout=wait_s)
        answer: dict[str, Any] | None = None if line is None else json.loads(line)
    except (queue.Empty, json.JSONDecodeError):
        return None
    return answer
