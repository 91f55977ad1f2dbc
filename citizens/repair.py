"""The ordered repair ladder: from what a device delivered to the text of a card.

Order matters: keyboard damage first (hex, doubled keys, layout, delimiter), then the code page on
the whole burst, since a delimiter can be swallowed by it, then letters that were lost. A step is
taken only when its result reads as a card; where two code pages give different cards, none is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from citizens.charset import keyboards, lost_bytes
from citizens.charset.doubts import is_clean, misspelled, read_as_cp1258
from citizens.charset.encode_back import utf8_readings

_AIM = re.compile(r"^\][A-Za-z][0-9A-Za-z](?=.)")
_PREFIX = re.compile(r"^[^0-9|]{1,4}(?=[0-9]{12}(?![0-9]))")
_CARD = re.compile(
    r"[0-9]{12}\|[^|]*\|[^|]+\|[0-9/.-]{4,10}\|[^|0-9]{1,4}\|[^|]*\|[0-9/.-]{8,10}(?:\|[^|]*)*"
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text of a card with what was done to it.

    `steps` name the repairs in order, `notes` are note codes, `guessed` the indexes of parts that
    are proposals, `confirm_all` means that the clerk confirms every text, `digits_open` also the
    numbers.
    """

    text: str
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    guessed: frozenset[int] = frozenset()
    confirm_all: bool = False
    digits_open: bool = False

    def after(self, step: str, text: str, note: str | None = None) -> Repaired:
        """Return the state after one more step."""
        notes = self.notes if note is None else (*self.notes, note)
        return replace(self, text=text, steps=(*self.steps, step), notes=notes)


def strip_frame(text: str) -> str:
    """Return a burst without BOM, NUL, AIM identifier, a scanner's own prefix, and line ends."""
    text = text.replace("\x00", "").strip("\ufeff \t\r\n\x02\x03\x04")
    return _PREFIX.sub("", _AIM.sub("", text))


def repair_card(text: str, *, is_exact: bool = False) -> Repaired | None:
    """Return the text of a card, repaired as far as possible; None when it is no card at all.

    Clean text from an error-corrected symbol (`is_exact`) is taken as it is.
    """
    state = _undo_keyboard(Repaired(strip_frame(text)))
    if not re.match(r"[0-9]{12} *\|", state.text):
        return None
    composed = unicodedata.normalize("NFC", state.text)
    if not is_clean(composed):
        state = _undo_code_page(state, composed)
    elif composed != state.text:
        state = state.after("nfc", composed)
    elif not is_exact:
        state = _check_cp1258(state)
    return replace(state, text=_trim(state.text))


def _is_card(text: str) -> bool:
    return _CARD.fullmatch(_trim(text)) is not None


def _trim(text: str) -> str:
    return re.sub(r" *\| *", "|", text)


def _undo_keyboard(state: Repaired) -> Repaired:
    """Hex dump, doubled keys, digits typed by the Vietnamese layout, other delimiters."""
    if (plain := keyboards.from_hex(state.text)) is not None:
        state = state.after("hex", strip_frame(plain))
    if (single := keyboards.undouble(state.text)) is not None:
        state = replace(state.after("undouble", single, "doubled_characters"), confirm_all=True)
    if (typed := keyboards.from_vietnamese_layout(state.text)) is not None:
        digits, is_open = typed
        state = state.after("map_layout_digits", digits, "keyboard_layout_vietnamese")
        state = replace(state, confirm_all=True, digits_open=is_open)
    if (piped := keyboards.restore_delimiters(state.text)) is not None:
        state = replace(state.after("delimiter", piped, "delimiter_replaced"), confirm_all=True)
    return state


def _undo_code_page(state: Repaired, composed: str) -> Repaired:
    """Undo bytes that were read in a wrong code page, then bytes that were lost."""
    cards = dict(_cards_behind(state.text))
    if len(cards) == 1:
        decoded, codec = cards.popitem()
        # a decoder that left out what it could not show leaves a hole between two spaces
        has_hole = re.search(r"  |\| | \||, ,", decoded) is not None
        return replace(
            state.after(f"utf8_from_{codec}", decoded), confirm_all=state.confirm_all or has_hole
        )
    restored = None if cards else lost_bytes.restore(state.text)
    if restored is not None and _is_card(restored.text):
        state = state.after(f"utf8_from_{restored.codec}+syllables", restored.text)
        return replace(state, guessed=restored.touched)
    return _check_cp1258(replace(state, text=composed))


def _cards_behind(text: str) -> Iterator[tuple[str, str]]:
    """Yield (card text, code page) for each different card; the first code page names it."""
    seen: set[str] = set()
    for codec, decoded in utf8_readings(text):
        card = unicodedata.normalize("NFC", decoded)
        if card not in seen and is_clean(card) and _is_card(card):
            seen.add(card)
            yield card, codec


def _check_cp1258(state: Repaired) -> Repaired:
    """Windows-1258 text shown as cp1252 holds letters of a card, only other ones."""
    other = read_as_cp1258(state.text)
    if other is None or not _is_card(other):
        return state
    gain = misspelled(state.text) - misspelled(other)
    if is_clean(state.text) and gain < 0:
        return state
    if is_clean(state.text) and gain == 0:
        return replace(state, notes=(*state.notes, "charset_doubtful"), confirm_all=True)
    changed = state.after("cp1258_from_cp1252", other, "charset_doubtful")
    return replace(changed, confirm_all=True)
