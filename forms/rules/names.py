"""Rules about names (BLDS 2015 Điều 26)."""

from __future__ import annotations

import unicodedata

from base.text import fold
from forms.derive.case import Case, is_foreigners
from forms.derive.identity import is_foreign_nationality
from forms.derive.names import surname_in
from forms.rules.finding import Finding, Findings, Key, Keys

_MARKS = frozenset(" '’ʼ-")
_FOREIGN_LETTERS = frozenset("FJWZ")


def no_digits(case: Case, keys: Keys) -> Findings:
    """A citizen's name is not a number and holds none; other countries have their own law."""
    for key in keys:
        if not is_foreigners(case, key) and any(c.isdigit() for c in case.text(key)):
            yield Finding(key)


def name_letters(case: Case, keys: Keys) -> Findings:
    """A name is made of Latin letters, spaces, apostrophes and hyphens, at least one letter."""
    for key in keys:
        yield from _strange_signs(case, key)


def citizens_letters(case: Case, keys: Keys) -> Findings:
    """The same of the names of citizens only: the language of a name is their law."""
    for key in keys:
        if not is_foreigners(case, key):
            yield from _strange_signs(case, key)


def foreigners_letters(case: Case, keys: Keys) -> Findings:
    """The same of the names of people with another nationality."""
    for key in keys:
        if is_foreigners(case, key):
            yield from _strange_signs(case, key)


def vietnamese_letters(case: Case, key: Key, nationality: Key, ethnicity: Key = "") -> Findings:
    """F, J, W and Z are in no Vietnamese word: right only in another language of Vietnam."""
    of_another_people = fold(case.text(ethnicity)) not in ("", "kinh")
    if is_foreign_nationality(case.text(nationality)) or of_another_people:
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
    name = surname_in(case.text(child))
    known = [surname for key in parents if (surname := surname_in(case.text(key)))]
    if name and known and name not in known:
        yield Finding(child, {"surname": name, "parents": " / ".join(known)})


def _strange_signs(case: Case, key: str) -> Findings:
    text = case.text(key)
    strange = next((c for c in text if not _fits_name(c)), None)
    if strange is not None:
        yield Finding(key, {"sign": strange})
    elif text and not any(c.isalpha() for c in text):
        yield Finding(key, {"sign": text[0]})


def _fits_name(char: str) -> bool:
    if char in _MARKS or unicodedata.category(char) == "Mn":
        return True
    return char.isalpha() and unicodedata.name(char, "").startswith(("LATIN", "MODIFIER"))
