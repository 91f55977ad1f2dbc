"""zbar as second opinion, where it is installed: it reads some codes that zxing-cpp does not.

zbar guesses the charset (a third of Vietnamese cards come back garbled), so its text goes through
the repair ladder and counts only when a whole card, or plain ASCII that means something, comes out.
On Windows it is left alone: that wheel's library is from 2015 and has an open heap corruption.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

    from citizens.readers.decoding import Code

_NAMES = {"QRCODE": "QRCode", "CODE128": "Code128"}


@lru_cache(maxsize=1)
def _library() -> Any | None:  # noqa: ANN401  pyzbar has no types
    """The module, or None when it or its library is missing or does not load."""
    if sys.platform == "win32":
        return None
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError, AttributeError):
        return None
    return pyzbar


def second_opinion(picture: Image) -> tuple[Code, ...]:
    """Return what zbar reads as a card, number or code; everything else is dropped."""
    library = _library()
    if library is None:
        return ()
    from citizens.readers.decoding import Code

    wanted = [library.ZBarSymbol.QRCODE, library.ZBarSymbol.CODE128]
    try:
        symbols = library.decode(picture, symbols=wanted)
    except library.PyZbarError:
        return ()
    codes = (Code(_NAMES.get(s.type, s.type), bytes(s.data), is_exact=False) for s in symbols)
    return tuple(code for code in codes if _is_sure(code))


def _is_sure(code: Code) -> bool:
    from citizens.payloads import Kind, read_payload

    reading = read_payload(code.data)
    if reading.error is not None or reading.review:
        return False
    return code.data.isascii() or reading.kind in (Kind.CCCD, Kind.CAN_CUOC)
