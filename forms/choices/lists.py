"""Lists that lines are chosen from: ethnic groups, nationalities; found by folded syllables."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from base.text import fold

_DATA = Path(__file__).parent / "data"
_LONG_NAME = 6  # letters; “Đức” and “Hà Lan” count with their marks only
_BEFORE_COUNTRY = frozenset(
    {"của", "do", "nước", "cộng", "hòa", "hoà", "vương", "quốc", "liên", "bang"}
)
_JOINTS = str.maketrans({"-": " ", "'": "", "’": "", "–": " "})


@dataclass(frozen=True, slots=True)
class Named:
    """One entry: the name that is written, and other names by which it is found."""

    name: str
    others: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found; `via` is the other name that led to it, empty when its own did."""

    entry: Named
    via: str = ""


@cache
def ethnicities() -> tuple[Named, ...]:
    """Return the 54 ethnic groups in the order of their codes."""
    rows = _read("ethnicities.toml")["groups"]
    return tuple(Named(name, tuple(others), code) for code, name, others in rows)


@cache
def nationalities() -> tuple[Named, ...]:
    """Return nationalities, Việt Nam first."""
    return tuple(
        Named(name, tuple(others)) for name, others in _read("nationalities.toml")["names"]
    )


def named(words: Iterable[str]) -> tuple[Named, ...]:
    """Return the choices of a line as entries."""
    return tuple(Named(word) for word in words)


def find(entries: Sequence[Named], text: str) -> tuple[Hit, ...]:
    """Return what the beginnings of syllables can mean, best first; everything for no text.

    Marks may be left out: “e d” finds Ê-đê, “cao lan” finds Sán Chay.
    """
    typed = _words(text)
    if not typed:
        return tuple(Hit(entry) for entry in entries)
    scored = [
        (*min(scores), number)
        for number, entry in enumerate(entries)
        if (scores := list(_scores(entry, typed)))
    ]
    return tuple(Hit(entries[number], via) for _, via, number in sorted(scored, key=_rank))


def known_as(entries: Sequence[Named], text: str) -> tuple[Hit, ...]:
    """Return the entries that have exactly this name, marks apart; own names before others."""
    key = "".join(_words(text))
    if not key:
        return ()
    own = tuple(Hit(e) for e in entries if "".join(_words(e.name)) == key)
    if own:
        return _of_the_same_marks(own, text)
    found = (Hit(e, o) for e in entries for o in e.others if "".join(_words(o)) == key)
    return tuple({hit.entry.name: hit for hit in found}.values())


def written_name(entries: Sequence[Named], text: str) -> str:
    """Return the text with the capitals of the entry that it names letter by letter."""
    lowered = text.casefold()
    return next((e.name for e in entries if e.name.casefold() == lowered), text)


def begins_with_country(text: str) -> bool:
    """Whether a text begins with another country's name: “Malaysia”, “của Lào”.

    The list is a help for typing and not complete: a name that it lacks says nothing.
    """
    words = text.casefold().split()
    while words and words[0] in _BEFORE_COUNTRY:
        del words[0]
    return any(_is_country(words[:count]) for count in range(1, len(words) + 1))


def ends_with_country(text: str) -> bool:
    """Whether a text ends with another country's name: “Bộ Nội vụ Campuchia”."""
    words = text.casefold().split()
    return any(_is_country(words[count:]) for count in range(len(words)))


@cache
def _countries() -> tuple[frozenset[str], frozenset[str]]:
    """Other countries' names: short ones with their marks (“Ý”, “Nga”), longer ones folded."""
    names = [name for e in nationalities()[1:] for name in (e.name, *e.others)]
    short = frozenset(n.casefold() for n in names if len(n) < _LONG_NAME)
    return short, frozenset("".join(_words(n)) for n in names if len(n) >= _LONG_NAME)


def _is_country(words: list[str]) -> bool:
    short, long = _countries()
    return " ".join(words) in short or "".join(_words(" ".join(words))) in long


def _of_the_same_marks(hits: tuple[Hit, ...], text: str) -> tuple[Hit, ...]:
    """“Lừ” and “Lự”, “Mạ” and “Ma”: written with marks, a name means itself only."""
    same = tuple(hit for hit in hits if hit.entry.name.casefold() == text.casefold())
    return same or hits


def _scores(entry: Named, typed: list[str]) -> Iterator[tuple[int, str]]:
    """The lower the better: the whole name, its beginning, words in order; own names first."""
    for rank, name, via in ((0, entry.name, ""), *((1, other, other) for other in entry.others)):
        words = _words(name)
        joined, wanted = "".join(words), "".join(typed)
        if joined == wanted:
            yield rank, via
        elif joined.startswith(wanted):
            yield 2 + rank, via
        elif _in_order(typed, iter(words)):
            yield 4 + rank, via


def _rank(found: tuple[int, str, int]) -> tuple[int, int]:
    return found[0], found[2]


def _in_order(typed: Iterable[str], words: Iterator[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in typed)


def _words(text: str) -> list[str]:
    return fold(text.translate(_JOINTS)).replace("(", " ").replace(")", " ").split()


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))
