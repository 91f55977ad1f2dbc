"""Vietnamese spelling by rule: onset, rime and tone, and the letters that it uses.

The rules of quốc ngữ are regular enough that no word list is needed: a syllable is an onset, a
rime, a tone, and a handful of spelling pairs (c/k, g/gh, ng/ngh, i/y, iê/yê). Names of ethnic
minorities follow other rules, so "no syllable" is a reason to ask, never to refuse.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

GRAVE, ACUTE, HOOK, TILDE, DOT_BELOW = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_TONES = frozenset((GRAVE, ACUTE, HOOK, TILDE, DOT_BELOW))
_STOP_TONES = frozenset((ACUTE, DOT_BELOW))
_VOWELS = "aăâeêioôơuưy"

ACCENTED = frozenset(
    letter
    for base in _VOWELS
    for tone in ("", *_TONES)
    for small in (unicodedata.normalize("NFC", base + tone),)
    for letter in (small, small.upper())
    if not letter.isascii()
) | {"đ", "Đ"}
"""The 134 letters of Vietnamese that ASCII lacks, composed."""

_ONSET_LIST = "ngh ng nh gh gi kh ph qu th tr ch b c d đ g h k l m n p r s t v x"  # longest first
_RIME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu
    iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao
    oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet oong ooc ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây
    uê uêch uênh uơ uy uya uych uynh uyt uyu uyên uyêt ư ưa ưc ưi ưng ưt ưu
    ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_QU_RIME_LIST = """
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê ên êch ênh êt
    i it ơ ơi ơn ôc y ych yên yêt ynh yt yu
"""
_ONSETS = tuple(_ONSET_LIST.split())
_RIMES = frozenset(_RIME_LIST.split())
_QU_RIMES = frozenset(_QU_RIME_LIST.split())
_G_BEFORE_I = frozenset(("i", "in", "iêc", "iêng", "iêt"))
_Y_ONSETS = frozenset(("", "h", "k", "l", "m", "s", "t", "th", "v"))
_FRONT = "eêiy"
_WITH_H = {"gh": True, "ngh": True, "k": True, "c": False, "ng": False, "g": False}


def split_tone(word: str) -> tuple[str, str]:
    """Return the word in small letters without its tone mark, and the tone mark ("" = level).

    Two tone marks come back together, which makes the word no syllable.
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tone = "".join(c for c in decomposed if c in _TONES)
    bare = "".join(c for c in decomposed if c not in _TONES)
    return unicodedata.normalize("NFC", bare), tone


def is_syllable(word: str) -> bool:
    """Whether the word is spelled as one Vietnamese syllable, in any case."""
    bare, tone = split_tone(word)
    if len(tone) > 1 or not _is_spelled(bare):
        return False
    if not tone:
        return True
    if bare.endswith(("c", "ch", "p", "t")) and tone not in _STOP_TONES:
        return False
    return _tone_is_well_placed(word, bare)


def _tone_is_well_placed(word: str, bare: str) -> bool:
    """A vowel with its own mark takes the tone: Niệu, not Niêụ. Without one both uses count."""
    marked = [c for c in bare if c in "ăâêôơ"] or [c for c in bare if c == "ư"]
    carrier = next(split_tone(c)[0] for c in unicodedata.normalize("NFC", word) if split_tone(c)[1])
    return not marked or carrier == marked[-1]


@lru_cache(maxsize=4096)
def _is_spelled(bare: str) -> bool:
    """Whether onset and rime fit, both ways of reading "gi"."""
    if _fits("", bare):
        return True
    return any(bare.startswith(onset) and _fits(onset, bare[len(onset) :]) for onset in _ONSETS)


def _fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _QU_RIMES
    if rime not in _RIMES:
        return False
    if onset == "g" and rime[0] in _FRONT:
        return rime in _G_BEFORE_I
    if onset in _WITH_H and (rime[0] in _FRONT) != _WITH_H[onset]:
        return False
    if onset == "gi":
        return rime[0] not in "iy"
    if rime[0] == "y":
        return onset in _Y_ONSETS if rime == "y" else not onset
    return bool(onset) or not rime.startswith("iê")


@lru_cache(maxsize=1)
def _bare_ascii() -> frozenset[str]:
    """All syllables as they look without any mark."""
    spelled = (
        onset + rime
        for onset in ("", *_ONSETS)
        for rime in _RIMES | _QU_RIMES
        if _fits(onset, rime)
    )
    return frozenset(_strip(word) for word in spelled)


def _strip(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    return "".join(c for c in marks if not unicodedata.combining(c)).replace("đ", "d")


def is_unaccented_syllable(word: str) -> bool:
    """Whether an ASCII word is what a syllable leaves when all its marks are taken away."""
    return word.lower() in _bare_ascii()


def may_have_lost_a_letter(word: str) -> bool:
    """Whether one accented letter, put back somewhere, makes a syllable of a word that is none.

    `Nguyn` (from Nguyễn) may; `Ksor` and `Niê` may not.
    """
    if is_syllable(word):
        return False
    small = word.lower()
    letters = [c for c in ACCENTED if c == c.lower()]
    return any(
        is_syllable(small[:i] + letter + small[i:])
        for i in range(len(small) + 1)
        for letter in letters
    )
