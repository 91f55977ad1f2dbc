"""Addresses of files on the line: which are taken, and where a redirect may lead."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from base.errors import InputError

SCHEMES = ("https", "http")
_MOST_LETTERS = 2000
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~-._"
_EXAMPLE = "Ghi địa chỉ đầy đủ của tệp danh mục, ví dụ https://danh-muc.vi-du.gov.vn/moi-nhat.json."


def is_address(text: str) -> bool:
    """Return whether a text means a place on the line and no file on a disk."""
    return text.strip().lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


def clean_address(text: str) -> str:
    """Return an address as it is sent: ASCII only, no fragment. Raises InputError NET-01.

    https and http are taken: a catalogue is signed, so nobody on the way can change it; over http
    somebody could only hold a new one back. A name and a password in the address are refused: they
    would stand in the settings and in the command line for everybody to read.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
        wire_host = host.encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError too
        raise _refused("Địa chỉ ghi không đúng.", "parts") from error
    if parts.scheme not in SCHEMES:
        raise _refused("Địa chỉ phải bắt đầu bằng https:// (hoặc http://).", "scheme")
    if parts.username is not None or parts.password is not None:
        raise _refused("Địa chỉ không được chứa tên và mật khẩu đăng nhập.", "credentials")
    is_odd = any(c.isspace() or not c.isprintable() for c in host)
    if not host or is_odd or len(text) > _MOST_LETTERS:
        raise _refused("Địa chỉ ghi không đúng.", "host")
    return _joined(parts, wire_host, port)


def may_follow(old: str, new: str) -> bool:
    """Return whether a redirect is followed: to the same scheme or to a better one."""
    return urlsplit(old).scheme == "http" or urlsplit(new).scheme == "https"


def is_open_line(address: str) -> bool:
    """Return whether the way to an address is not encrypted."""
    return address.strip().lower().startswith("http://")


def host_of(address: str) -> str:
    """Return the name of the server, for the screen; empty when the address is none."""
    with suppress(ValueError):
        return urlsplit(address).hostname or ""
    return ""


def _joined(parts: SplitResult, host: str, port: int | None) -> str:
    place = f"[{host}]" if ":" in host else host
    place = f"{place}:{port}" if port is not None else place
    path = quote(parts.path or "/", safe=_KEPT_IN_PATH)
    query = quote(parts.query, safe=_KEPT_IN_PATH + "?")
    return urlunsplit((parts.scheme, place, path, query, ""))


def _refused(message: str, detail: str) -> InputError:
    return InputError("NET-01", message, _EXAMPLE, detail=detail)
