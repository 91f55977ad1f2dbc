"""Signs of Vietnamese from before Unicode: names of its fonts, and text typed for them.

TCVN3 and VNI keep Vietnamese letters at the places of other signs: in a Unicode font a paper would
print “Hä vµ tªn” or “Hoï vaø teân”.
"""

from __future__ import annotations

import re

_FONT = re.compile(r"(?:^|[;,])\s*(?:\.vn|vni[- ])", re.IGNORECASE)
# Letters and signs of Latin-1 that no language of Vietnam writes inside a word.
_FOREIGN = "¨©ª«¬®µ¶·¸»¼½¾ÄÅÆÇËÎÏÖ×ØÛÜÞßäåæçëîïö÷øûüþÿ"
_GARBLED = re.compile(rf"(?:[^\W\d_]|§)[{_FOREIGN}]|[{_FOREIGN}][^\W\d_]")
_WORD = re.compile(r"\S+")
_ENOUGH = 2  # one may be a foreign name or a sign set close to a word


def is_old_font(name: str) -> bool:
    """Whether a font, or one of a list, is made for TCVN3 or VNI."""
    return _FONT.search(name) is not None


def garbled_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that seem typed for such fonts; none when it may be chance."""
    found = tuple(word for word in _WORD.findall(text) if _GARBLED.search(word))
    return found if len(found) >= _ENOUGH else ()
