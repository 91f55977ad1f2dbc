"""Rules about the requester, the parents and the child of a birth."""

from __future__ import annotations

import re

from base.text import fold
from forms.derive.case import Case
from forms.derive.identity import is_foreign_nationality
from forms.derive.purposes import leads_abroad, plans_marriage
from forms.rules.content import names_any, said_in
from forms.rules.finding import Finding, Findings, Key, Keys, Role
from forms.schema import Slot

# Ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột; who is adopted is a child like any other.
# “Anh” alone may be a cousin.
_CLOSE_KIN = re.compile(
    r"(?:là )?(?:ông|bà|ông bà)(?: nội| ngoại)?"
    r"|(?:là )?(?:cha|bố|ba|thầy|tía|mẹ|má|bu|u|bố mẹ|cha mẹ)(?: đẻ| ruột| nuôi)?"
    r"|(?:là )?con(?: trai| gái| đẻ| ruột| nuôi| cả| út| đầu| thứ(?: \w+)?)*"
    r"|(?:là )?(?:(?:hai )?vợ(?: và| hoặc)? chồng|chồng(?: và| hoặc)? vợ|vợ|chồng)"
    r"|(?:là )?(?:anh|chị|em|anh chị em)(?: cả| hai| út)?(?: trai| gái)? ruột"
    r"|(?:là )?(?:anh trai|chị gái|em trai|em gái)(?: ruột)?"
)
_WHOSE = re.compile(r"\s*(?:của|với) .*")
_BETWEEN = re.compile(r"[,/()–-]")  # “vợ/chồng”, “chồng (vợ)”


def relationship_agrees(case: Case, key: Key, me: Role, role: Role, words: list[str]) -> Findings:
    """Who is the same person as a role has that role's word as relationship, and nobody else."""
    said = said_in(case, key)
    if not said or not case.of(role, Slot.FULL_NAME):
        return
    is_one = case.is_same_person(me, role)
    says_so = _says_parent(said, words)
    if says_so != is_one and not (says_so and case.has_same_name(me, role)):
        yield Finding(key, {"word": words[0]})


def own_block_filled(case: Case, key: Key, words: list[str], block: Keys) -> Findings:
    """Who asks as the mother or father stands in that parent's own block, too."""
    is_empty = not any(case.has(line) for line in block)
    if is_empty and _says_parent(said_in(case, key), words):
        yield Finding(block[0])


def word_among(case: Case, key: Key, words: list[str]) -> Findings:
    """A line begins with or holds one of the usual words."""
    said = f" {said_in(case, key)} "
    if case.has(key) and not any(f" {word.casefold()} " in said for word in words):
        yield Finding(key)


def word_other_than(case: Case, key: Key, words: list[str]) -> Findings:
    """A line says something else than these words (the usual case needs no remark)."""
    if case.has(key) and said_in(case, key) not in {word.casefold() for word in words}:
        yield Finding(key)


def foreigner(case: Case, key: Key) -> Findings:
    """A line gives a nationality other than Vietnam's; who has two is a citizen."""
    if is_foreign_nationality(case.text(key)):
        yield Finding(key)


def close_kin(case: Case, key: Key) -> Findings:
    """A line names one of the relatives whose letter of authority needs no certification."""
    said = _WHOSE.sub("", _BETWEEN.sub(" ", said_in(case, key)).strip(" ."))
    if said and not _CLOSE_KIN.fullmatch(" ".join(said.split())):
        yield Finding(key)


def filled_without(case: Case, key: Key, block: Keys) -> Findings:
    """A line is filled while a whole other block is empty."""
    if case.has(key) and not any(case.has(other) for other in block):
        yield Finding(key)


def one_of_values(case: Case, key: Key, others: Keys) -> Findings:
    """A value, such as the ethnicity, is one of those of the parents."""
    known = [fold(case.text(other)) for other in others if case.has(other)]
    if case.has(key) and len(known) == len(others) and fold(case.text(key)) not in known:
        yield Finding(key)


def marries_at_home(case: Case, key: Key) -> Findings:
    """A purpose is a marriage of which nothing leads abroad."""
    text = case.text(key)
    if plans_marriage(text) and not leads_abroad(text):
        yield Finding(key)


def marriage_told(case: Case, key: Key, wanted: list[str]) -> Findings:
    """Who plans a marriage says with whom and where (`tại|ở` = either word)."""
    said = said_in(case, key)
    if plans_marriage(said) and not all(names_any(said, word.split("|")) for word in wanted):
        yield Finding(key)


def no_words(case: Case, keys: Keys, words: list[str], unless: list[str] | None = None) -> Findings:
    """A line does not hold a word, such as a unit that is no more, `unless` it tells the past."""
    for key in keys:
        if names_any(said_in(case, key), unless or []):
            continue
        said = f" {said_in(case, key).replace(',', ' ')} "
        found = next((word for word in words if f" {word.casefold()} " in said), None)
        if found:
            yield Finding(key, {"word": found})


def _begins_with(said: str, words: list[str]) -> bool:
    return any(f"{said} ".startswith(f"{word.casefold()} ") for word in words)


def _says_parent(said: str, words: list[str]) -> bool:
    return _begins_with(said, words) and not _is_in_law(said)


def _is_in_law(said: str) -> bool:
    return any(word in said.split() for word in ("vợ", "chồng", "nuôi", "kế"))
