"""Codes that name no person: dossier codes, our own numbers, links, payments, VNeID."""

from __future__ import annotations

import re
from datetime import date

from citizens.notes import note, refusal
from citizens.reading import Kind, Reading
from exchange.slip_code import parse_provisional_number, parse_slip_code

# agency (letter and two digits with dotted parts, old style 000.xx.yy.Hzz), yymmdd, 4 to 8 digits
_DOSSIER = re.compile(
    r"(?P<agency>(?:[0-9]{3}(?:\.[0-9]{2,3})*\.)?[A-Z][0-9]{2}(?:\.[0-9]{1,3})*)"
    r"-(?P<day>[0-9]{6})-(?P<serial>[0-9]{4}|[0-9]{6}|[0-9]{8})"
)
_LOOSE_DOSSIER = re.compile(r"(?=[0-9.]*[A-Z])[0-9A-Z.]{3,30}-(?P<day>[0-9]{6})-[0-9]{4,8}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BARE_LINK = re.compile(r"[^\s/|@:]+\.gov\.vn(?:[/?#]\S*)?", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:[^/?#@\\]*@)?(?P<host>[^/?#:\\]*)", re.IGNORECASE)
_TOKEN = re.compile(r"eyJ[\w-]{10,}(?:\.[\w=-]*)*|(?=.*[A-Za-z])[A-Za-z0-9+/_-]{40,}={0,2}")
_PAYMENT = re.compile(r"000201(?:[0-9]{4}.+)6304[0-9A-Fa-f]{4}")


def read_dossier_code(payload: str, text: str) -> Reading | None:
    """Return the reading of an official dossier code in any case and spacing, or None."""
    code = "".join(text.split()).upper()
    usual = _DOSSIER.fullmatch(code)
    match = usual or _LOOSE_DOSSIER.fullmatch(code)
    if match is None:
        return None
    is_usual = usual is not None and _is_day(match["day"])
    notes = () if is_usual else (note("dossier_code_unusual"),)
    return Reading(Kind.DOSSIER_CODE, payload, notes=notes, value=code)


def _is_day(text: str) -> bool:
    try:
        date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return False
    return True


def read_own_number(payload: str, text: str) -> Reading | None:
    """Return the reading of a desk's provisional number or slip code, or None."""
    slip = parse_slip_code(text)
    number = parse_provisional_number("".join(text.split())) if slip is None else slip.number
    if number is None:
        return None
    return Reading(Kind.PROVISIONAL_NUMBER, payload, value=str(number))


def read_link(payload: str, text: str) -> Reading | None:
    """Return the reading of a link, never opened; `value` is the one dossier code it carries."""
    if not (_LINK.fullmatch(text) or _BARE_LINK.fullmatch(text)):
        return None
    host = _host(text)
    if not host.isascii() or "xn--" in host:
        notes = (note("ime_active"), note("host_not_ascii"))
        return Reading(Kind.LINK, payload, notes=notes, error=refusal("SCAN-16"))
    codes = {match[0] for match in _DOSSIER.finditer(text.upper())}
    value = codes.pop() if len(codes) == 1 else None
    opened = note("link_not_opened", f"Trang: {host}.")
    return Reading(Kind.LINK, payload, notes=(opened,), value=value)


def _host(text: str) -> str:
    """The host after any user part: http://moj.gov.vn@other.example leads to other.example."""
    match = _HOST.match(text)
    return "" if match is None else match["host"].lower()


def read_payment(payload: str, text: str) -> Reading | None:
    """Return the reading of a bank code (EMV), or None."""
    if not _PAYMENT.fullmatch(text):
        return None
    return Reading(Kind.PAYMENT, payload, error=refusal("SCAN-15"))


def read_token(payload: str, text: str) -> Reading | None:
    """Return the reading of a VNeID token (JWT or opaque base64), or None."""
    if not _TOKEN.fullmatch(text):
        return None
    notes = (note("not_readable_offline"),)
    return Reading(Kind.VNEID, payload, notes=notes, error=refusal("SCAN-14"))
