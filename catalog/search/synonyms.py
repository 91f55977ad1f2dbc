"""Everyday words, phrases, abbreviations and noise: data/synonyms.json made ready for matching.

Two kinds of class have a task of their own. `do_…` are the words by which people say what is to
be done (a paper lost, worn out, expired, wrong); `title_…` of the same name are the words by which
titles say it ("cấp lại", "cấp đổi", "gia hạn", "đính chính").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path

import msgspec

from base.text import fold
from catalog.search.marks import Marked, marked, may_be
from catalog.search.phrases import FILLER, UNREAD, Phrase, PhraseBook
from catalog.search.words import Spelled, all_marked_words_of, typed_words

__all__ = ["Phrase", "SynonymFile", "Synonyms", "WordGroup", "words_by_name"]

_SAID, _TITLED = "do_", "title_"
_COMPOSED = (4, 10)
_VOWEL = re.compile(r"[^bcdđfghjklmnpqrstvwxz]")


class WordGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A class or an abbreviation, and the words that it stands for."""

    name: str
    words: tuple[str, ...]


Groups = tuple[WordGroup, ...] | dict[str, tuple[str, ...]]
"""In order; files signed before the order counted name each group."""


class SynonymFile(msgspec.Struct, frozen=True, kw_only=True):
    """synonyms.json."""

    noise: tuple[str, ...]
    soft: tuple[str, ...]
    classes: Groups
    abbreviations: Groups
    phrases: tuple[Phrase, ...]


class Synonyms:
    """Everyday words, abbreviations and noise, from data/synonyms.json."""

    def __init__(self, file: SynonymFile) -> None:
        self._noise = frozenset(n for n in file.noise if " " not in n)
        self._noise_phrases: dict[tuple[str, ...], list[tuple[Marked, ...]]] = {}
        for words, marks in all_marked_words_of([n for n in file.noise if " " in n]):
            self._noise_phrases.setdefault(words, []).append(marks)
        self._longest_noise = max(map(len, self._noise_phrases), default=0)
        self._soft = frozenset(file.soft)
        self._bare_noise = frozenset(map(fold, self._noise))
        self._bare_soft = frozenset(map(fold, self._soft))
        self._short: dict[Marked, tuple[Spelled, ...]] = {}
        for short, longs in words_by_name(file.abbreviations).items():
            key = _key(short)
            found = (*self._short.get(key, ()), *map(typed_words, longs))
            self._short[key] = tuple(filter(None, dict.fromkeys(found)))
        classes = words_by_name(file.classes)
        said = {n: m for n, m in classes.items() if not n.startswith(_TITLED)}
        self.book = PhraseBook(file.phrases, said)
        self.titled: dict[Marked, list[tuple[str, tuple[Marked, ...]]]] = {}
        for name, members in classes.items():
            if name.startswith(_TITLED):
                for _, marks in all_marked_words_of([m for m in members if typed_words(m)]):
                    known = self.titled.setdefault(marks[0], [])
                    known.append((name.removeprefix(_TITLED), marks))

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
        return self.book.sequences

    def written_out(self, raw: str) -> tuple[Spelled, ...]:
        """Return what a word as typed may stand for, likeliest first; none for other words.

        Marks count: "vô" is the south's "vào", but "vo" may be "vợ". Only đ may be a d.
        """
        known = self._short.get(_key(raw))
        if known is None and _COMPOSED[0] <= len(raw) <= _COMPOSED[1] and not _VOWEL.search(raw):
            return self._composed(_key(raw).shape)
        return known or ()

    def _composed(self, short: str) -> tuple[Spelled, ...]:
        """Return what two short forms written together mean ("gcn" and "qsdd")."""
        for cut in range(2, len(short) - 1):
            parts = (self._short.get(Marked(s, ""), ()) for s in (short[:cut], short[cut:]))
            if found := tuple(a + b for a, b in product(*parts)):
                return found
        return ()

    def action_of(self, slot: str) -> str | None:
        """Return the action that a class of the query says, `reissue` for `{do_reissue}`."""
        return slot[len(_SAID) + 1 : -1] if slot.startswith("{" + _SAID) else None

    def is_filler(self, word: str) -> bool:
        """Return whether a folded word may be noise or filler."""
        return word in self._bare_noise or word in self._bare_soft

    def is_noise(self, raw: str) -> bool:
        """Return whether a word with these marks says nothing at all."""
        return raw in self._noise

    def is_filler_as_written(self, raw: str) -> bool:
        """Return whether a word with these marks is noise or filler: "ông", but not "ong"."""
        return raw in self._noise or raw in self._soft

    def weights(
        self, typed: Sequence[tuple[str, str]], common: Callable[[str], bool]
    ) -> list[float]:
        """Return how much each (folded, as typed) word says: 0 for noise, little for filler.

        Without its marks "dang" may be "đang" or "đăng": then it counts a little if titles use it.
        A word within a phrase of noise ("mất bao lâu") weighs less than nothing: it is not read.
        """
        found = [self._weight(word, raw, common) for word, raw in typed]
        words = tuple(word for word, _ in typed)
        marks = [marked(raw or word) for word, raw in typed]
        for start in range(len(words)):
            for size in range(2, min(self._longest_noise, len(words) - start) + 1):
                meant = self._noise_phrases.get(words[start : start + size], ())
                if any(all(map(may_be, marks[start : start + size], noise)) for noise in meant):
                    found[start : start + size] = [UNREAD] * size
        return found if any(weight > 0 for weight in found) else [1.0] * len(words)

    def _weight(self, word: str, raw: str, common: Callable[[str], bool]) -> float:
        if raw in self._noise:
            return 0.0 if raw != word or not common(word) else FILLER
        if raw in self._soft:
            return FILLER
        if raw == word and word in self._bare_noise:
            return FILLER if common(word) else 0.0
        return FILLER if raw == word and word in self._bare_soft else 1.0


def words_by_name(groups: Groups) -> dict[str, tuple[str, ...]]:
    """Return the words of each group by its name, in order."""
    if isinstance(groups, dict):
        return groups
    return {group.name: group.words for group in groups}


def _key(short: str) -> Marked:
    return marked(unicodedata.normalize("NFC", short).lower().replace("đ", "d"))
