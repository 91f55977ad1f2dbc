"""Everyday words, phrases, abbreviations and noise: data/synonyms.json made ready for matching.

A phrase may hold a class in braces (`{kin} mất`); in a query a word of the class stands for it.
Up to two other words, filler apart, may stand between those of a phrase; a phrase of three or
more words matches in any order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from base.text import clean_line, fold

_WORD = re.compile(r"[a-z0-9]+")
_TYPED = re.compile(r"[^\W_]+")
_SLOT = re.compile(r"\{[a-z_]+\}|[a-z0-9]+")
_GAP = 2
_SOFT = 0.3


class Phrase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everyday ways to say one thing, what it means, and the procedures meant (best first)."""

    say: tuple[str, ...]
    mean: str
    codes: tuple[str, ...] = ()


class SynonymFile(msgspec.Struct, frozen=True, kw_only=True):
    """synonyms.json."""

    noise: tuple[str, ...]
    soft: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    abbreviations: dict[str, tuple[str, ...]]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an everyday phrase stands for; the longer the phrase, the surer (`strength`)."""

    said: str
    mean: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class _Slot:
    """A word of the query, or several that belong to a class, with the places they take."""

    name: str
    start: int
    end: int
    rank_start: int
    rank_end: int


class Synonyms:
    """Everyday words, abbreviations and noise, from data/synonyms.json."""

    def __init__(self, file: SynonymFile) -> None:
        self._noise = frozenset(n for n in file.noise if " " not in n)
        self._noise_phrases = frozenset(words_of(n) for n in file.noise if " " in n)
        self._soft = frozenset(file.soft)
        self._bare_noise = frozenset(map(fold, self._noise))
        self._bare_soft = frozenset(map(fold, self._soft))
        self.abbreviations = {
            fold(short): tuple(w for long in longs for w in words_of(long))
            for short, longs in file.abbreviations.items()
        }
        self._classes: dict[tuple[str, ...], list[str]] = {}
        for name, members in file.classes.items():
            for words in all_words_of(members):
                self._classes.setdefault(words, []).append(f"{{{name}}}")
        self._longest_member = max((len(words) for words in self._classes), default=0)
        self._phrases = dict(_phrases(file))
        self._by_key = _by_rarest_slot(self._phrases)

    @classmethod
    def load(cls, path: Path) -> Synonyms:
        """Read a synonym file."""
        return cls.read(path.read_bytes())

    @classmethod
    def read(cls, data: bytes) -> Synonyms:
        """Read synonyms.json; msgspec.ValidationError when it has another shape."""
        return cls(msgspec.json.decode(data, type=SynonymFile))

    @property
    def sequences(self) -> Iterator[tuple[str, ...]]:
        """Every run of folded words that people may type, for the vocabulary."""
        for slots, meaning in self._phrases.items():
            yield tuple(slot for slot in slots if not slot.startswith("{"))
            yield meaning.words
        yield from self._classes

    def is_filler(self, word: str) -> bool:
        """Return whether a folded word may be noise or filler."""
        return word in self._bare_noise or word in self._bare_soft

    def weights(
        self, typed: Sequence[tuple[str, str]], common: Callable[[str], bool]
    ) -> list[float]:
        """Return how much each (folded, as typed) word says: 0 for noise, little for filler.

        Without its marks "dang" may be "đang" or "đăng": then it counts a little if titles use it.
        """
        found = [self._weight(word, raw, common) for word, raw in typed]
        words = [word for word, _ in typed]
        for start in range(len(words)):
            for size in (4, 3, 2):
                if tuple(words[start : start + size]) in self._noise_phrases:
                    found[start : start + size] = [0.0] * size
        return found if any(found) else [1.0] * len(words)

    def _weight(self, word: str, raw: str, common: Callable[[str], bool]) -> float:
        if raw in self._noise:
            return 0.0 if raw != word or not common(word) else _SOFT
        if raw in self._soft:
            return _SOFT
        if raw == word and word in self._bare_noise:
            return _SOFT if common(word) else 0.0
        return _SOFT if raw == word and word in self._bare_soft else 1.0

    def find(
        self, words: Sequence[str], weights: Sequence[float]
    ) -> Iterator[tuple[frozenset[int], Meaning]]:
        """Yield each meaning found with the places of its words, none within another's."""
        found: list[tuple[frozenset[int], Meaning]] = []
        by_name: dict[str, list[_Slot]] = {}
        for slot in self._slots(words, weights):
            by_name.setdefault(slot.name, []).append(slot)
        for name in by_name:
            for phrase in self._by_key.get(name, ()):
                places = self._match(phrase, by_name)
                if places is not None:
                    found.append((places, self._phrases[phrase]))
        found.sort(key=lambda pair: -len(pair[0]))
        kept: list[frozenset[int]] = []
        for places, meaning in found:
            if not any(places <= other for other in kept):
                kept.append(places)
                yield places, meaning

    def _slots(self, words: Sequence[str], weights: Sequence[float]) -> Iterator[_Slot]:
        """Yield words and class members; filler between them takes no room (`rank`)."""
        rank = [0]
        for weight in weights:
            rank.append(rank[-1] + (weight > _SOFT))
        for start in range(len(words)):
            yield _Slot(words[start], start, start + 1, rank[start], rank[start + 1])
            for end in range(start + 1, min(start + self._longest_member, len(words)) + 1):
                for name in self._classes.get(tuple(words[start:end]), ()):
                    yield _Slot(name, start, end, rank[start], rank[end])

    def _match(
        self, phrase: tuple[str, ...], by_name: dict[str, list[_Slot]]
    ) -> frozenset[int] | None:
        if any(name not in by_name for name in phrase):
            return None
        if len(phrase) == 1:
            slot = by_name[phrase[0]][0]
            return frozenset(range(slot.start, slot.end))
        return next(self._chains(phrase, by_name, ()), None)

    def _chains(
        self, phrase: tuple[str, ...], by_name: dict[str, list[_Slot]], chosen: tuple[_Slot, ...]
    ) -> Iterator[frozenset[int]]:
        if len(chosen) == len(phrase):
            yield frozenset(i for slot in chosen for i in range(slot.start, slot.end))
            return
        for slot in by_name[phrase[len(chosen)]]:
            if _fits(slot, chosen, any_order=len(phrase) > 2):
                yield from self._chains(phrase, by_name, (*chosen, slot))


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(_WORD.findall(fold(text)))


def typed_words(text: str) -> list[tuple[str, str]]:
    """Return each word of a query folded and as typed in lower case."""
    raw = _TYPED.findall(clean_line(text).lower())
    return list(zip(fold(" ".join(raw)).split(" "), raw, strict=True)) if raw else []


def all_words_of(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the folded words of each text; folding them together is several times faster."""
    folded = fold("|".join(text.replace("|", " ") for text in texts))
    return [tuple(_WORD.findall(part)) for part in folded.split("|")] if texts else []


def _fits(slot: _Slot, chosen: tuple[_Slot, ...], *, any_order: bool) -> bool:
    if not chosen:
        return True
    if any(slot.start < other.end and other.start < slot.end for other in chosen):
        return False
    last = chosen[-1]
    after = slot.start >= last.end and slot.rank_start - last.rank_end <= _GAP
    first = min(chosen, key=lambda other: other.start)
    before = slot.end <= first.start and first.rank_start - slot.rank_end <= _GAP
    return after or (any_order and before)


def _phrases(file: SynonymFile) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    meant = all_words_of([phrase.mean for phrase in file.phrases])
    for phrase, words in zip(file.phrases, meant, strict=True):
        folded = fold("|".join(phrase.say)).split("|")
        for said, spoken in zip(phrase.say, folded, strict=True):
            slots = tuple(_SLOT.findall(spoken))
            strength = min(1.3, 0.55 + 0.25 * len(slots))
            yield slots, Meaning(said, phrase.mean, words, phrase.codes, strength)


def _by_rarest_slot(
    phrases: dict[tuple[str, ...], Meaning],
) -> dict[str, list[tuple[str, ...]]]:
    counts = Counter(name for phrase in phrases for name in phrase)
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(min(phrase, key=lambda name: counts[name]), []).append(phrase)
    return found
