"""What a command prints: one JSON document, or lines for people; nothing else goes to stdout."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any

DONE, BUG, USAGE, REFUSED, TROUBLE = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: the JSON document, the lines for people, the exit status."""

    document: Any
    lines: tuple[str, ...] = ()
    status: int = DONE


def print_answer(answer: Answer, *, as_json: bool) -> None:
    """Print an answer to stdout."""
    if as_json:
        print(json.dumps(answer.document, ensure_ascii=False, indent=1))
        return
    for line in answer.lines:
        print(line)


def print_error(document: dict[str, Any], *, as_json: bool) -> None:
    """Print why there is no answer: JSON to stdout, the sentence to stderr."""
    if as_json:
        print(json.dumps({"error": document}, ensure_ascii=False, indent=1))
    text = f"{document['message']} {document['next_step']} ({document['code']})"
    print(text, file=sys.stderr)
    for problem in document["fields"]:
        print(f"  {problem['pointer']}: {problem['message']}", file=sys.stderr)


def note(text: str) -> None:
    """Print progress or a warning to stderr."""
    print(text, file=sys.stderr, flush=True)
