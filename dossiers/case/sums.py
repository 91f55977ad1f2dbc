"""One sum, one checklist and one date for a request about several people or events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from base.text import fold
from catalog.checklist import Checklist, Needed
from catalog.due import Due
from catalog.fees import Fee, FeeItem


def sum_of(fees: Sequence[Fee]) -> Fee:
    """Return all lines with one sum; a line of a second event says whose it is by number.

    The whole is exempt only when every event is.
    """
    if len(fees) == 1:
        return fees[0]
    known = [fee.total_vnd for fee in fees if fee.total_vnd is not None]
    exemptions = [fee.exempt for fee in fees if fee.exempt is not None]
    return Fee(
        items=tuple(
            _numbered(item, number) for number, fee in enumerate(fees, 1) for item in fee.items
        ),
        total_vnd=sum(known) if len(known) == len(fees) else None,
        exempt=exemptions[0] if len(exemptions) == len(fees) else None,
        warnings=_once(text for fee in fees for text in fee.warnings),
    )


def latest(dues: Sequence[Due]) -> Due:
    """Return the one appointment: the latest, and none while one of them is not known."""
    unknown = next((due for due in dues if due.due_at is None), None)
    chosen = unknown or max(dues, key=lambda due: due.due_at.timestamp() if due.due_at else 0)
    return replace(chosen, warnings=_once(text for due in dues for text in due.warnings))


def union_of(lists: Sequence[Checklist]) -> Checklist:
    """Return every paper that any event asks for, each once, in the order of the first."""
    first = lists[0]
    if len(lists) == 1:
        return first
    papers: dict[tuple[str, str], Needed] = {}
    for needed in (paper for one in lists for paper in one.papers):
        papers.setdefault((fold(needed.name), needed.use), needed)
    open_keys = [{q.key for q in one.questions} for one in lists]
    return Checklist(
        papers=tuple(papers.values()),
        questions=tuple(q for q in first.questions if all(q.key in keys for keys in open_keys)),
        known=first.known,
        looked_up=_once(name for one in lists for name in one.looked_up),
        replaced=tuple(t for t in first.replaced if all(t in one.replaced for one in lists)),
        undecided=any(one.undecided for one in lists),
        hints=tuple(dict.fromkeys(hint for one in lists for hint in one.hints)),
        forms=tuple(dict.fromkeys(form for one in lists for form in one.forms)),
        deciding=tuple({q.key: q for one in lists for q in one.deciding}.values()),
    )


def _numbered(item: FeeItem, number: int) -> FeeItem:
    return replace(item, name=f"{item.name} – việc {number}")


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
