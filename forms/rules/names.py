"""Rules about names (BLDS 2015 Điều 26)."""

from __future__ import annotations

import re
import unicodedata

from forms.derive.case import Case
from forms.rules.finding import Finding, Findings, Key, Keys

_MARKS = frozenset(" '’ʼ-")
_FOREIGN_LETTERS = frozenset("FJWZ")
_SURNAME_BREAK = re.compile(r"[\s\-]")


def no_digits(case: Case, keys: Keys) -> Findings:
    """A name is not a number and holds none."""
    for key in keys:
        if any(c.isdigit() for c in case.text(key)):
            yield Finding(key)


def name_letters(case: Case, keys: Keys) -> Findings:
    """A name is made of Latin letters, spaces, apostrophes and hyphens, at least one letter."""
    for key in keys:
        text = case.text(key)
        strange = next((c for c in text if not _fits_name(c)), None)
        if strange is not None:
            yield Finding(key, {"sign": strange})
        elif text and not any(c.isalpha() for c in text):
            yield Finding(key, {"sign": text[0]})


def vietnamese_letters(case: Case, key: Key, nationality: Key) -> Findings:
    """F, J, W and Z are in no Vietnamese word: right only in another language of Vietnam."""
    if case.text(nationality).strip().casefold() not in ("việt nam", ""):
        return
    found = [c for c in case.text(key).upper() if c in _FOREIGN_LETTERS]
    if found:
        yield Finding(key, {"letter": found[0]})


def two_words(case: Case, keys: Keys) -> Findings:
    """A name usually has a family name and a given name."""
    for key in keys:
        if len(case.text(key).split()) == 1:
            yield Finding(key)


def long_name(case: Case, key: Key, letters: int) -> Findings:
    """Family name, middle name and given name are each of usable length."""
    words = case.text(key).split()
    groups = (words[:1], words[1:-1], words[-1:])
    if any(sum(map(len, group)) > letters for group in groups):
        yield Finding(key, {"letters": str(letters)})


def surname_of(case: Case, child: Key, parents: Keys) -> Findings:
    """The child's family name is that of a parent."""
    name = _surname(case.text(child))
    known = [surname for key in parents if (surname := _surname(case.text(key)))]
    if name and known and name not in known:
        yield Finding(child, {"surname": name, "parents": " / ".join(known)})


def _surname(name: str) -> str:
    return _SURNAME_BREAK.split(name.strip().upper())[0]


def _fits_name(char: str) -> bool:
    if char in _MARKS or unicodedata.category(char) == "Mn":
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith(("LATIN", "MODIFIER"))
