"""One GET after another over lines that can be cut from another thread. TLS is always verified."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Mapping
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from base.errors import InputError
from sync.gateways.address import clean_address, may_follow
from sync.gateways.failures import bad_redirect, broken_off, told

_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "TroLyMotCua",
    "Accept": "application/json, application/octet-stream",
    "Accept-Encoding": "identity",  # a length and a range then count the file's own bytes
    "Cache-Control": "no-cache",  # a proxy on the way must ask, not answer from its memory
}


class Wire:
    """The open sockets of one download; `cut` may be called from any thread."""

    def __init__(self, read_s: float) -> None:
        """Wait so long for every answer of a server."""
        self._read_s = read_s
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._cut = threading.Event()
        self._opener = self._make()

    def get(self, address: str, headers: Mapping[str, str]) -> HTTPResponse | HTTPError:
        """Return the answer to a GET, also one that is no file; the caller closes it.

        Follows redirects to the same scheme or a better one. Raises NetworkError NET-xx.
        """
        seen = {address}
        while len(seen) <= _MOST_REDIRECTS:
            answer = self._get_once(address, headers)
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or target is None:
                return answer
            answer.close()
            address = _next_address(address, target)
            if address in seen:
                raise bad_redirect("loop")
            seen.add(address)
        raise bad_redirect("too many")

    def cut(self) -> None:
        """End everything that waits for the line, and let nothing begin any more."""
        self._cut.set()
        with self._lock:
            for held in self._sockets:
                _shut(held)
            self._sockets.clear()

    @property
    def is_cut(self) -> bool:
        """Whether nobody wants the file any more."""
        return self._cut.is_set()

    def check(self) -> None:
        """Raise when the wire was cut."""
        if self.is_cut:
            raise broken_off("cut")

    def pause(self, seconds: float) -> None:
        """Wait before another try; ends at once when the wire is cut."""
        self._cut.wait(seconds)

    def hold(self, line: socket.socket) -> None:
        """Keep a connected socket, so that `cut` finds it."""
        with self._lock:
            if not self.is_cut:
                self._sockets.append(line)
                return
        _shut(line)

    def _get_once(self, address: str, headers: Mapping[str, str]) -> HTTPResponse | HTTPError:
        self.check()
        request = Request(address, headers={**_HEADERS, **headers})
        try:
            with told():
                answer = cast(HTTPResponse, self._opener.open(request, timeout=self._read_s))
        except HTTPError as error:
            return error
        if self.is_cut:  # while the name was looked up
            answer.close()
        self.check()
        return answer

    def _make(self) -> OpenerDirector:
        """Only http and https; the proxy of the environment or of Windows' settings."""
        opener = OpenerDirector()
        opener.addheaders = []
        for handler in (
            ProxyHandler(),
            UnknownHandler(),
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
            _PlainHandler(self),
            _SecureHandler(self),
        ):
            opener.add_handler(handler)
        return opener


class _Plain(HTTPConnection):
    def __init__(self, host: str, *, wire: Wire, **more: Any) -> None:  # noqa: ANN401 - urllib's
        super().__init__(host, **more)
        self._wire = wire

    def connect(self) -> None:
        super().connect()
        self._wire.hold(self.sock)


class _Secure(HTTPSConnection):
    def __init__(self, host: str, *, wire: Wire, **more: Any) -> None:  # noqa: ANN401 - urllib's
        super().__init__(host, **more)
        self._wire = wire

    def connect(self) -> None:
        super().connect()
        self._wire.hold(self.sock)


class _PlainHandler(HTTPHandler):
    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Plain, wire=self._wire), req)


class _SecureHandler(HTTPSHandler):
    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def https_open(self, req: Request) -> HTTPResponse:
        secure = partial(_Secure, wire=self._wire, context=ssl.create_default_context())
        return self.do_open(secure, req)


def _next_address(address: str, target: str) -> str:
    try:
        following = clean_address(urljoin(address, target))
    except (InputError, ValueError) as error:
        raise bad_redirect("address") from error
    if not may_follow(address, following):
        raise bad_redirect("downgrade")
    return following


def _shut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it may be closed already
        socket.socket.shutdown(line, socket.SHUT_RDWR)  # below TLS: that would wait for an answer
