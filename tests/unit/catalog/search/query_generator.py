"""Queries made by program from titles: as typed with slips, without marks, with Telex leftovers."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from base.text import fold

KINDS = (
    "tones", "no_tones", "one_typo", "one_telex", "all_telex", "no_spaces", "initials",
)  # fmt: skip
_TONES = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_SHAPES = {"\u0302": "", "\u0306": "w", "\u031b": "w"}
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = "abcdeghiklmnopqrstuvxy"


@dataclass(frozen=True)
class GeneratedQuery:
    kind: str
    text: str
    phrase: str  # folded words that a right answer contains in its title


def telex(word: str) -> str:
    """Return the keys that a Telex typist presses for a word."""
    keys, tone = [], ""
    for letter in word:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        shape = ""
        for mark in marks:
            tone = _TONES.get(mark, tone)
            if mark in _SHAPES:
                shape = _SHAPES[mark] or base
        keys.append("dd" if base == "đ" else base + shape)
    return "".join(keys) + tone


def one_typo(word: str, rng: random.Random) -> str:
    """Return a folded word with one slip of the fingers."""
    place = rng.randrange(len(word))
    slip = rng.choice(("drop", "swap", "wrong", "extra"))
    if slip == "drop" and len(word) > 2:
        return word[:place] + word[place + 1 :]
    if slip == "swap" and len(word) > 2:
        place = min(place, len(word) - 2)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    letter = rng.choice(_LETTERS)
    return word[:place] + letter + word[place + (slip != "extra") :]


def phrase_of(title: str, rng: random.Random) -> list[str] | None:
    """Return three to six neighbouring words of a title, or None when it has too few."""
    words = _WORD.findall(unicodedata.normalize("NFC", title.lower()))
    if words[:2] == ["thủ", "tục"]:
        words = words[2:]
    if len(words) < 3:
        return None
    size = min(len(words), rng.randint(3, 6))
    start = rng.randrange(len(words) - size + 1)
    return words[start : start + size]


def queries_from(titles: Sequence[str], seed: int) -> Iterator[GeneratedQuery]:
    """Yield every kind of query for each title."""
    rng = random.Random(seed)
    for title in titles:
        words = phrase_of(title, rng)
        if words is None:
            continue
        phrase = fold(" ".join(words))
        bare = phrase.split()
        slip = rng.randrange(len(bare))
        long = max(range(len(bare)), key=lambda i: len(bare[i]))
        texts = {
            "tones": " ".join(words),
            "no_tones": phrase,
            "one_typo": " ".join([*bare[:slip], one_typo(bare[slip], rng), *bare[slip + 1 :]]),
            "one_telex": " ".join([*bare[:long], telex(words[long]), *bare[long + 1 :]]),
            "all_telex": " ".join(telex(word) for word in words),
            "no_spaces": "".join(bare),
            "initials": "".join(word[0] for word in bare),
        }
        for kind in KINDS:
            if kind != "initials" or len(bare) >= 5:
                yield GeneratedQuery(kind, texts[kind], phrase)
