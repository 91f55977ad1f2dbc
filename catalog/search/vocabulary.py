"""The folded syllables that titles and keywords use: prefixes, near misses, keys left over."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

_DOUBLED = re.compile(r"(aa|ee|oo|dd)")
_VOWEL = re.compile(r"[aeiouyw]")
_TONES = "sfrxjz"
_AFTER_TONE = frozenset("aeiou")  # nobody goes on with a vowel ("visa") after the tone
_VNI = re.compile(r"[a-z]+[1-9][a-z1-9]*")
_LONGEST_SYLLABLE = 7
_UNKNOWN = 30.0
_MOST_NEAR, _CACHED, _COMMON, _SURE_PAIR = 24, 2000, 3, 8


class Vocabulary:
    """All known syllables with how often they occur; answers what a typed word may mean."""

    def __init__(self, sequences: Iterable[Sequence[str]]) -> None:
        counts: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for words in sequences:
            counts.update(words)
            pairs.update(pairwise(words))
        self._counts = counts
        self._pairs = pairs
        self._sorted = sorted(counts)
        self._total = max(1, sum(counts.values()))
        self._near_cache: dict[str, list[str]] = {}
        self._near: dict[str, list[str]] = {}
        for word in self._sorted:
            for key in _deletions(word):
                self._near.setdefault(key, []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self._counts

    def common(self, word: str) -> bool:
        """Return whether titles use the word often enough to mean something there."""
        return self._counts[word] >= _COMMON

    def starting_with(self, prefix: str) -> Iterator[str]:
        """Yield every syllable that begins with the prefix, itself included."""
        for word in self._sorted[bisect_left(self._sorted, prefix) :]:
            if not word.startswith(prefix):
                return
            yield word

    def near(self, word: str) -> list[str]:
        """Return syllables one slip away (a letter wrong, missing, extra or swapped)."""
        if word not in self._near_cache:
            if len(self._near_cache) > _CACHED:
                self._near_cache.clear()
            self._near_cache[word] = self._compute_near(word)
        return self._near_cache[word]

    def _compute_near(self, word: str) -> list[str]:
        if not 2 <= len(word) <= _LONGEST_SYLLABLE + 1:
            return []
        found = {
            candidate
            for key in _deletions(word)
            for candidate in self._near.get(key, ())
            if candidate != word and _one_slip(word, candidate)
        }
        return sorted(found, key=lambda w: (-self._counts[w], w))[:_MOST_NEAR]

    def mended(self, before: str, word: str, after: str) -> str | None:
        """Return the near syllable that often stands beside these two when the word never does."""
        if self._pairs[before, word] or self._pairs[word, after]:
            return None
        often = _SURE_PAIR if word in self._counts else 1
        beside = {n: self._pairs[before, n] + self._pairs[n, after] for n in self.near(word)}
        best = max(beside, key=beside.__getitem__, default=None)
        return best if best is not None and beside[best] >= often else None

    def keys_undone(self, word: str) -> list[str]:
        """Return known syllables that the word spells when Telex or VNI keys were left in it."""
        forms = dict.fromkeys((*_telex_forms(word), *_vni_forms(word)))
        return [form for form in forms if form != word and form in self._counts]

    def split(self, run: str) -> list[str] | None:
        """Return the likeliest syllables of words written together; the last may be unfinished."""
        best: list[tuple[float, list[str]]] = [(0.0, [])]
        for end in range(1, len(run) + 1):
            best.append(min(self._endings(run, end, best), key=lambda b: b[0], default=(1e9, [])))
        cost, words = best[-1]
        return words if words and cost < 1e8 and len(words) > 1 else None

    def _endings(
        self, run: str, end: int, best: list[tuple[float, list[str]]]
    ) -> Iterator[tuple[float, list[str]]]:
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            cost, words = best[start]
            piece = run[start:end]
            own = self._cost(piece, unfinished=end == len(run) and start > 0)
            if own < _UNKNOWN and cost < 1e8:
                known_pair = bool(words) and (words[-1], piece) in self._pairs
                yield cost + own - (5.0 if known_pair else 0.0), [*words, piece]

    def _cost(self, piece: str, *, unfinished: bool) -> float:
        count = self._counts.get(piece)
        if count:
            return 2.0 - math.log(count / self._total)
        if unfinished and next(self.starting_with(piece), None):
            return 14.0
        return _UNKNOWN


def _deletions(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]


def _one_slip(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    if len(a) == len(b):
        swapped = rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:]
        return rest_a[1:] == rest_b[1:] or swapped
    longer, shorter = (rest_a, rest_b) if len(a) > len(b) else (rest_b, rest_a)
    return longer[1:] == shorter


def _telex_forms(word: str) -> Iterator[str]:
    plain = _DOUBLED.sub(lambda m: m.group(1)[0], word)
    first = plain[:1].replace("w", "u")
    plain = first + plain[1:].replace("w", "")
    yield plain
    vowel = _VOWEL.search(plain)
    if vowel is None:
        return
    for i in range(len(plain) - 1, vowel.start(), -1):
        if plain[i] in _TONES and plain[i + 1 : i + 2] not in _AFTER_TONE:
            bare = plain[:i] + plain[i + 1 :]
            yield bare
            yield _DOUBLED.sub(lambda m: m.group(1)[0], bare)


def _vni_forms(word: str) -> Iterator[str]:
    if _VNI.fullmatch(word):
        plain = re.sub(r"[1-9]", "", word)
        if len(plain) > 1 and _VOWEL.search(plain):
            yield plain
