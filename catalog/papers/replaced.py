"""What databases stand in for, told so that no answer demands and forbids the same paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from base.text import fold
from catalog.procedure import PaperSpec, Procedure

_WORD = re.compile(r"\w+")
_EMPTY = frozenset(
    {
        "giay", "to", "tai", "lieu", "thong", "tin", "ban", "sao", "goc", "chinh", "doi", "voi",
        "viec", "cua", "hoac", "the",
    }
)  # fmt: skip
"""Words that tell no paper from another."""
_IDENTITY = "can cuoc"
_IDENTITY_PAPER = "tuy than"  # how a paper is called that every identity card will do for


def replaced_lines(procedure: Procedure, applies: Sequence[PaperSpec]) -> Iterator[str]:
    """Yield what data replace in this case, as “paper ← database (agency)”.

    Left out is what the case does not have and what has to be handed in after all, as where the
    look-up failed. Of what is only shown, the copy is what must not be demanded.
    """
    looked_up = {paper.name for paper in applies if paper.use == "lookup"}
    for line in procedure.data_replaced:
        paper, arrow, database = line.partition("←")
        paper = paper.strip().rstrip(";.")
        covering = {spec.name for spec in procedure.papers if _looks_up(spec, paper)}
        if covering and not covering & looked_up:
            continue
        uses = {spec.use for spec in applies if _asks_for(spec, paper)}
        if covering or not uses & {"submit", "show"}:
            yield line
        elif "submit" not in uses:
            told = f"Bản sao {paper} (chỉ xuất trình để đối chiếu)"
            yield f"{told} {arrow}{database}".strip()


def is_told(paper: str, names: Sequence[str]) -> bool:
    """Return whether one of the names is that paper in other words."""
    words = _words(paper)
    return any(_words(name) <= words or words <= _words(name) for name in names)


def _looks_up(spec: PaperSpec, paper: str) -> bool:
    return spec.use == "lookup" and is_told(paper, (spec.name.partition(" (")[0],))


def _asks_for(spec: PaperSpec, paper: str) -> bool:
    key, name = fold(paper.partition(" (")[0]), fold(spec.name)
    return key in name or (key.startswith(_IDENTITY) and _IDENTITY_PAPER in name)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text))) - _EMPTY
