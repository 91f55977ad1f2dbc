"""Is this text right as it stands? Damage that leaves readable letters behind must be noticed.

`is_clean` = only letters that a card can hold, so no code page was mistaken. `doubt` looks at clean
text and tells whether marks or whole letters are missing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Sequence

from citizens.charset.syllables import (
    ACCENTED,
    is_syllable,
    is_unaccented_syllable,
    may_have_lost_a_letter,
)

# Breve and caron letters of Central Highlands spellings; no code page mix-up produces them.
_OTHER_LETTERS = frozenset("ĔĕĬĭŎŏŬŭČčɃƀ")
_PUNCTUATION = frozenset("’‘“”–—")
_READABLE = ACCENTED | _OTHER_LETTERS | _PUNCTUATION
_BLOCKS = (0x80, 0x100, 0x1E00)
_BEFORE_NAMES = frozenset(("h", "k", "ka", "y"))  # of Ê-đê, Gia-rai, Cơ-ho and Mạ people
_HIGHLAND_NAMES = frozenset(("bya",))
_LONE_LEADS = frozenset("ÃĂ")  # byte C3 alone, in cp1252 and cp1258
_WORD = re.compile(r"[^\W\d_]+\.?")
_NAME_WORD = re.compile(r"[^\W\d_]+(?![’'\w])")  # not the H of H'Blơr
_SMALL = "a-z" + "".join(sorted(c for c in ACCENTED if c.islower()))
_LONE_LETTER = re.compile(
    rf"\b[B-Zb-z]\b(?=\s+[0-9])|(?<![^\W_])[{_SMALL}](?![\w.])"
    r"|(?:^|,\s*)[BCDĐGHKLMNPQRSTVX]\s+[^\W\d_]"
)
_SMALL_WORD_LIST = """
    ấp bản căn cụm dãy đội đường hẻm hộ huyện khối khu kiệt km làng lô ngách ngõ nhà phố phòng
    phường quận quốc lộ số tầng tập thành thể thị thôn tỉnh tổ tòa toà trấn và xã xóm
"""
_SMALL_WORDS = frozenset(_SMALL_WORD_LIST.split())
_ABBREVIATIONS = frozenset(("km", "tp", "tx", "tt"))


def is_clean(text: str) -> bool:
    """Whether every character can stand on a card and none looks like half of a broken letter."""
    strange = {c for c in text if not c.isascii()}
    if any(not c.isprintable() for c in text) or not strange <= _READABLE:
        return False
    return not strange or not strange <= (_LONE_LEADS | _PUNCTUATION)


def doubt(texts: Sequence[str], sex: str, *, is_exact: bool) -> str | None:
    """Return the note code of what is missing in the name and the other texts, or None.

    `texts` begins with the name; `sex` is the word as it came, which shows whether marks survive.
    `is_exact`: the bytes come from an error-corrected symbol, so odd spelling is no damage.
    """
    whole = " ".join(texts)
    if "?" in whole or "\ufffd" in whole:
        return "characters_lost"
    if whole.isascii() and sex.isascii():
        words = [w for w in _WORD.findall(whole) if not w.endswith(".") and len(w) > 1]
        known = all(map(is_unaccented_syllable, words)) and sex.strip().lower() != "n"
        return "no_diacritics" if known else "characters_lost"
    if is_exact:
        return None
    name, *others = texts
    if _is_name_short(name, all_survive=_kept_every_kind(whole + sex)):
        return "characters_lost"
    if any(map(_is_address_short, others)):
        return "characters_lost"
    return "charset_doubtful" if _fits_one_code_page(whole + sex) else None


def _fits_one_code_page(text: str) -> bool:
    """Whether no letter is beyond Western or Windows-1258 text, so that others may have vanished.

    True of about one card in a hundred that arrived well; then the clerk looks once more.
    """
    letters = "".join(c for c in text if c.isalpha())
    for codec in ("latin-1", "cp1258"):
        try:
            letters.encode(codec)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _kept_every_kind(text: str) -> bool:
    """Whether letters of each block of Unicode arrived: what drops letters drops all of a block.

    Latin-1 (à), Latin Extended (Đ, ư) and Latin Extended Additional (ế).
    """
    kinds = {bisect(_BLOCKS, ord(c)) for c in text if c in ACCENTED}
    return len(kinds) == len(_BLOCKS)


def _is_name_short(name: str, *, all_survive: bool) -> bool:
    """Whether letters are missing in a name: a small word among capitals (Đạt → t) is a sign.

    What stands before names in the Central Highlands is no remainder of a word where every kind of
    letter survived: Ka Hương, H Mai Bya.
    """
    words = name.split()
    small = sum(w[0].islower() for w in words)
    if 0 < small < len(words):
        return True
    looked_at = _NAME_WORD.findall(name)
    if all_survive and looked_at[:1] == words[:1] and words[0].lower() in _BEFORE_NAMES:
        looked_at = [w for w in looked_at[1:] if w.lower() not in _HIGHLAND_NAMES]
    return any(map(_lacks_letters, looked_at))


def _is_address_short(address: str) -> bool:
    """Whether letters are missing in an address: `T 5` (Tổ 5), `Thôn ông` (Thôn Đông)."""
    words = [w for w in _WORD.findall(address) if not w.endswith(".")]
    small = {w for w in words if w.islower()}
    if _LONE_LETTER.search(address) or (small < set(words) and not small <= _SMALL_WORDS):
        return True
    return any(_lacks_letters(w) for w in words if not w.isupper())


def _lacks_letters(word: str) -> bool:
    small = word.lower()
    if small in _ABBREVIATIONS:
        return False
    marks = unicodedata.normalize("NFD", small)
    return not any(c in "aeiouy" for c in marks) or may_have_lost_a_letter(word)


def read_as_cp1258(text: str) -> str | None:
    """Return what the bytes of cp1252 text say in cp1258, when that is good Vietnamese.

    Windows-1258 text shown as cp1252 gives `Vãn` for `Văn`: letters of a card, only wrong.
    """
    if text.isascii():
        return None
    try:
        other = unicodedata.normalize("NFC", text.encode("cp1252").decode("cp1258"))
    except UnicodeError:
        return None
    return other if other != unicodedata.normalize("NFC", text) and is_clean(other) else None


def misspelled(text: str) -> int:
    """Return how many words of more than one letter are no Vietnamese syllable."""
    words = [w for w in _WORD.findall(text) if len(w) > 1 and not w.endswith(".")]
    return sum(not is_syllable(w) for w in words)
