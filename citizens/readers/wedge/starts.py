"""How scans begin. Six quick keys are enough, before the first space or Enter of any of them."""

from __future__ import annotations

import re

_COMBINING = "\u0300\u0309\u0303\u0301\u0323"  # number row of the Windows layout "Vietnamese"
_QUICK = re.compile(
    r"(?:(?:\][A-Za-z][0-9A-Za-z]|[^\w\s|])?[0-9]{6,}"  # card, number, payment; perhaps a prefix
    r"|\][A-Za-z][0-9A-Za-z][0-9A-Za-z.:]{3}"  # AIM identifier and anything
    r"|[0-9]{3}\.[0-9]{2}"  # 000.00.12.H62-…
    r"|[A-Za-z][0-9]{2}[.-][0-9]{2}"  # G22.99-…
    r"|[A-Za-z]{2}[0-9]{4}"  # health card
    r"|[A-Za-z0-9]{2,8}-[0-9]{2}-"  # our provisional number
    r"|[Mm][Cc]1:[Nn]:"  # our slip
    r"|[IiÌìÍíỈỉĨĩỊị][A-Za-z<][Vv][Nn][Mm][0-9]"  # machine readable zone, also under VNI
    r"|[Hh][Tt][Tt][Pp](?:[Ss]:|:/)|[Ww]{3}\.[a-z]{2}|eyJ\w{3}"  # links, tokens
    r"|5[Dd][0-9A-Fa-f]{4}"  # hex dump of an AIM identifier
    rf"|[ăâêôđĂÂÊÔĐ{_COMBINING}]{{6}})\Z"
)
_SLOW = re.compile(r"(?:[0-9]{12}|0123456789)\|\Z")
_SAME = re.compile(r"(.)\1*")


def start_of_scan(text: str, *, is_slow: bool = False) -> int | None:
    """Return where in quickly typed text a scan begins that its last key gives away, or None.

    `is_slow`: the scanner types as slowly as people do, so a whole number and "|" are wanted.
    One digit over and over is a key that somebody holds down.
    """
    if is_slow:
        slow = _SLOW.search(text)
        return None if slow is None else slow.start()
    quick = _QUICK.search(text)
    if quick is None or _SAME.fullmatch(quick[0]):
        return None
    return quick.start()
