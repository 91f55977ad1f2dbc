"""The QR of căn cước công dân (7 parts) and thẻ căn cước (11 parts): text to person.

Parts: 0 number, 1 old number, 2 name, 3 birth, 4 sex, 5 residence, 6 issue date; from 01/07/2024
also 7 cancelled number, 8 father, 9 mother (children), 10 empty. Empty parts count. Each part is
checked alone; less than number, name and one valid date fills nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from base.text import clean_line
from citizens.charset.doubts import doubt, is_clean
from citizens.charset.keyboards import caps_lock_was_on, swap_ascii_case
from citizens.charset.lexicon import province_hint
from citizens.codes.card_values import (
    NEW_CARD_FROM,
    birth_from,
    birth_note,
    is_name,
    issue_date_from,
    issuer_on,
    name_from,
    names_parents,
    sex_from,
)
from citizens.notes import note, refusal
from citizens.number import is_old_number, is_personal_number, number_notes
from citizens.person import DocumentKind, Origin, Person
from citizens.reading import Kind, Note, Reading
from citizens.repair import Repaired

_CCCD_PARTS, _CAN_CUOC_PARTS = 7, 11
_TEXTS = {2: "full_name", 5: "residence", 8: "father_name", 9: "mother_name"}
_DIGITS = ("personal_number", "old_number", "birth", "issue_date", "cancelled_number")
_ORDER = (*Person.__dataclass_fields__, "document")
_WHOLE_TEXT_STEPS = frozenset(("hex", "undouble", "map_layout_digits", "delimiter"))
_SECOND_CARD = re.compile(r"[0-9]{12}\|(?:[0-9]{9})?\|[^|]{2,}\|[0-9/.-]{4,10}\|")


@dataclass(slots=True)
class _Draft:
    """What has been read so far."""

    repaired: Repaired
    parts: list[str]
    is_exact: bool
    values: dict[str, Any] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    review: set[str] = field(default_factory=set)
    steps: list[str] = field(default_factory=list)

    def warn(self, code: str, *fields: str, addition: str = "") -> None:
        """Add a note once, and the fields that it puts in doubt."""
        if code not in {n.code for n in self.notes}:
            self.notes.append(note(code, addition))
        self.review.update(fields)

    def part(self, index: int) -> str:
        """One part, cleaned; "" when there are fewer."""
        return clean_line(self.parts[index]) if index < len(self.parts) else ""


class _Refused(Exception):
    """A way out of the parser; never leaves this module."""

    def __init__(self, code: str, note_code: str, *review: str) -> None:
        super().__init__(code)
        self.code = code
        self.note_code = note_code
        self.review = review


def read_card(payload: str, repaired: Repaired, *, is_exact: bool = False) -> Reading:
    """Read the repaired text of a card; the reading carries the error when it is refused."""
    draft = _Draft(repaired, repaired.text.split("|"), is_exact, steps=list(repaired.steps))
    for code in repaired.notes:
        draft.warn(code)
    try:
        _read_parts(draft)
    except _Refused as reason:
        draft.warn(reason.note_code)
        kind = Kind.CAN_CUOC if len(draft.parts) > _CCCD_PARTS else Kind.CCCD
        error = refusal(reason.code, reason.note_code)
        if reason.note_code == "two_cards_in_one_burst":
            kind = Kind.CCCD
        return Reading(kind, payload, None, None, reason.review, tuple(draft.notes), error)
    return _reading(payload, draft)


def _read_parts(draft: _Draft) -> None:
    if len(_SECOND_CARD.findall(draft.repaired.text)) > 1:
        raise _Refused("SCAN-12", "two_cards_in_one_burst")
    _align(draft)
    _undo_caps_lock(draft)
    draft.values["personal_number"] = draft.part(0)
    _read_old_number(draft)
    _read_sex(draft)
    _read_dates(draft)
    if not is_clean(draft.repaired.text):
        _require_order(draft)
    _read_texts(draft)
    _read_tail(draft)
    _judge_document(draft)
    _judge_texts(draft)
    values = draft.values
    draft.notes += number_notes(values["personal_number"], values["sex"], values["birth"])


def _align(draft: _Draft) -> None:
    """Check the number of parts; put back an empty old number that something on the way removed."""
    if is_name(draft.part(1)) and birth_from(draft.part(2)):
        draft.parts.insert(1, "")
        draft.warn("unexpected_field_count", "full_name", "residence")
    if len(draft.parts) < _CCCD_PARTS:
        raise _Refused("SCAN-11", "incomplete")
    if not _has_usual_count(draft):
        draft.warn("unexpected_field_count")


def _has_usual_count(draft: _Draft) -> bool:
    return len(draft.parts) in (_CCCD_PARTS, _CAN_CUOC_PARTS)


def _undo_caps_lock(draft: _Draft) -> None:
    if not caps_lock_was_on(f"{draft.part(2)} {draft.part(5)}", draft.part(4)):
        return
    for index in (*_TEXTS, 4):
        if index < len(draft.parts):
            draft.parts[index] = swap_ascii_case(draft.parts[index])
    draft.steps.append("swap_ascii_case")
    draft.warn("caps_lock")


def _read_old_number(draft: _Draft) -> None:
    text = draft.part(1)
    # a card may quote the twelve digits of a 2012-2015 identity card as its old number
    known = is_old_number(text) or is_personal_number(text)
    draft.values["old_number"] = text if known else None
    if text and not known:
        draft.warn("old_id_invalid")


def _read_dates(draft: _Draft) -> None:
    born, issued = birth_from(draft.part(3)), issue_date_from(draft.part(6))
    draft.values |= {"birth": born, "issue_date": issued}
    doubtful = birth_note(born)
    if doubtful is not None:
        draft.warn(doubtful, "birth")
    if issued is None:
        if len(draft.parts) == _CCCD_PARTS and len(draft.part(6)) < len("ddmmyyyy"):
            raise _Refused("SCAN-11", "incomplete")
        draft.warn("issue_date_invalid", "issue_date")
    elif born is not None and issued < born.earliest:
        draft.warn("issue_before_birth", "birth", "issue_date")


def _read_sex(draft: _Draft) -> None:
    draft.values["sex"] = sex_from(draft.part(4))
    if draft.values["sex"] is None:
        draft.warn("sex_invalid", "sex")
    elif not _has_usual_count(draft) and draft.part(4).casefold() not in ("nam", "nữ", "nu"):
        draft.review.add("sex")  # `N|am`: a stray delimiter cut the word


def _require_order(draft: _Draft) -> None:
    """Digits survive what breaks letters, if nothing around them is out of order."""
    if "\ufffd" in draft.parts[2]:
        raise _Refused("SCAN-13", "characters_lost", "full_name")
    good = [draft.values[key] for key in ("birth", "sex", "issue_date")]
    if not _has_usual_count(draft) or None in good:
        raise _Refused("SCAN-13", "characters_lost", "full_name")


def _read_texts(draft: _Draft) -> None:
    """Name and residence; text in a mistaken code page is left out, never shown as a name."""
    values = draft.values
    name, residence = draft.part(2), draft.part(5)
    if not name or not (values["birth"] or values["issue_date"]):
        raise _Refused("SCAN-11", "incomplete")
    values["full_name"] = name_from(draft.parts[2], name)
    if values["full_name"] is None:
        _require_order(draft)
        draft.warn("name_unreadable", "full_name", "residence")
    is_address = is_clean(draft.parts[5]) and any(map(str.isalpha, residence))
    values["residence"] = residence if is_address else None
    if residence and not is_address:
        draft.warn("characters_lost", "full_name", "residence")


def _read_tail(draft: _Draft) -> None:
    """Cancelled number and parents; a shifted tail fills nothing."""
    cancelled, tail = draft.part(7), [draft.part(i) for i in range(8, len(draft.parts))]
    if is_personal_number(cancelled) or is_old_number(cancelled):
        draft.values["cancelled_number"] = cancelled
        draft.warn("cancelled_id_present")
    elif cancelled:
        draft.warn("unexpected_part")
    in_place = len(draft.parts) >= _CAN_CUOC_PARTS
    for index in (8, 9):
        text = draft.part(index)
        name = name_from(draft.parts[index], text) if in_place else None
        if name is not None:
            draft.values[_TEXTS[index]] = name
        elif text:
            draft.warn("unexpected_part", "father_name", "mother_name")
    if any(tail[2:]):
        draft.warn("unexpected_part")
    if not in_place and names_parents(draft.values["birth"], draft.values["issue_date"]):
        draft.review.update(("father_name", "mother_name"))


def _judge_document(draft: _Draft) -> None:
    """Kind by the number of parts, checked against the issue date, which also gives the issuer."""
    issued = draft.values["issue_date"]
    is_new = len(draft.parts) > _CCCD_PARTS
    if issued is not None:
        dated_new = issued >= NEW_CARD_FROM
        draft.values["issuer"] = issuer_on(issued)
        if dated_new is not is_new:
            draft.warn("document_kind_unclear", "document", "issuer")
        # seven parts with a late date: the empty tail was trimmed on the way
        is_new = is_new or dated_new
    draft.values["document"] = DocumentKind.CAN_CUOC if is_new else DocumentKind.CCCD


def _judge_texts(draft: _Draft) -> None:
    """Put in review what repair guessed, and what looks as if letters or marks were missing."""
    filled = [key for key in _TEXTS.values() if draft.values.get(key)]
    draft.review.update(_TEXTS[i] for i in draft.repaired.guessed if i in _TEXTS)
    if draft.repaired.digits_open:
        draft.review.update(key for key in _DIGITS if draft.values.get(key))
    is_known = draft.values["full_name"] is not None and is_clean(draft.repaired.text)
    if draft.repaired.confirm_all or not is_known:
        draft.review.update(filled)
    if draft.values["full_name"] is None:
        return
    texts = [draft.values[key] for key in filled]
    code = doubt(texts, draft.parts[4], is_exact=draft.is_exact)
    if code is not None:
        if names_parents(draft.values["birth"], draft.values["issue_date"]):
            draft.review.update(("father_name", "mother_name"))  # one may have vanished whole
        hint = province_hint(draft.values["residence"] or "")
        draft.warn(code, *filled, addition=f"Tỉnh có thể là: {hint}." if hint else "")
        if code != "charset_doubtful":  # only the lexicon and the clerk can mend it
            draft.steps = draft.steps or ["lexicon"]


def _reading(payload: str, draft: _Draft) -> Reading:
    document: DocumentKind = draft.values["document"]
    review = tuple(key for key in _ORDER if key in draft.review)
    person = Person(
        **{key: value for key, value in draft.values.items() if value is not None},
        origins=MappingProxyType(dict(_origins(draft))),
        review=review,
    )
    repair = "+".join(draft.steps) or None
    kind = Kind(document.value)
    return Reading(kind, payload, person, repair, review, tuple(draft.notes))


def _origins(draft: _Draft) -> Iterable[tuple[str, Origin]]:
    """Origin of each value; a repair of letters is told only where letters are."""
    plain = Origin(draft.values["document"], draft.values["issue_date"])
    everywhere = "+".join(s for s in draft.steps if s in _WHOLE_TEXT_STEPS) or None
    for key, value in draft.values.items():
        if value is None or key == "document":
            continue
        steps = "+".join(draft.steps) or None if key in _TEXTS.values() else everywhere
        yield key, replace(plain, repair=steps)
