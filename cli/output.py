"""What a command prints: one JSON document, or lines for people; nothing else goes to stdout."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TextIO

_UNREAD = (errno.EPIPE, errno.EINVAL)  # the second one is Windows' word for it
DONE, BUG, USAGE, REFUSED, TROUBLE = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: the JSON document, the lines for people, the exit status."""

    document: Any
    lines: tuple[str, ...] = ()
    status: int = DONE


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print an answer to stdout."""
    with _quiet_when_unread(sys.stdout):
        if as_json:
            print(json.dumps(answer.document, ensure_ascii=False, indent=1))
            return
        for line in answer.lines:
            print(line)


def print_error(document: dict[str, Any], *, as_json: bool) -> None:
    """Print why there is no answer: JSON to stdout, the sentence to stderr."""
    if as_json:
        with _quiet_when_unread(sys.stdout):
            print(json.dumps({"error": document}, ensure_ascii=False, indent=1))
    text = f"{document['message']} {document['next_step']} ({document['code']})"
    with _quiet_when_unread(sys.stderr):
        print(text, file=sys.stderr)
        for problem in document["fields"]:
            print(f"  {problem['pointer']}: {problem['message']}", file=sys.stderr)


def note(text: str) -> None:
    """Print progress or a warning to stderr."""
    with _quiet_when_unread(sys.stderr):
        print(text, file=sys.stderr)


@contextmanager
def _quiet_when_unread(stream: TextIO) -> Iterator[None]:
    """Print to a stream whose reader may go before the end, as `head` does.

    What is left then goes nowhere, so that the interpreter does not complain when it ends, either.
    """
    try:
        yield
        stream.flush()
    except OSError as error:
        if error.errno not in _UNREAD:
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
