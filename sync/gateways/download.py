"""The steps of one fetch: asked for with conditions, continued where it broke, kept when whole."""

from __future__ import annotations

import re
from http import HTTPStatus
from http.client import HTTPResponse
from urllib.error import HTTPError

from base.errors import NetworkError
from exchange.signed import MAX_BYTES
from sync.gateways.failures import (
    BrokenOffError,
    broken_off,
    no_catalogue,
    refused_by_server,
    told,
    too_large,
)
from sync.gateways.kept_file import Fetched, KeptFile, Mark
from sync.gateways.wire import Wire

TRIES = 5
PAUSE_S = 1.0
_CHUNK = 65_536
_FIRST_LETTER = b"{"  # every signed file is a JSON object
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_WELL_BELOW = 400  # lower statuses promise something: not what was asked for


class Download:
    """Runs in a thread of its own; `done` and `size` may be read from another one."""

    def __init__(
        self,
        address: str,
        kept: KeptFile,
        wire: Wire,
        *,
        most_bytes: int = MAX_BYTES,
        pause_s: float = PAUSE_S,
    ) -> None:
        """Fetch the file at a clean address; after a broken line wait so long before going on."""
        self._address = address
        self._kept = kept
        self._wire = wire
        self._most = most_bytes
        self._pause_s = pause_s
        self.done, self.size = 0, 0

    def run(self) -> Fetched:
        """Fetch; after a broken line go on from there as long as every try brings something."""
        for _ in range(TRIES - 1):
            before = self._kept.part_size
            try:
                return self._once()
            except BrokenOffError:
                if self._kept.part(self._address) is None or self._kept.part_size <= before:
                    raise
            self._wire.pause(self._pause_s)
        return self._once()

    def _once(self) -> Fetched:
        part = self._kept.part(self._address)
        if part is None:
            return self._anew()
        mark, size = part
        headers = {"Range": f"bytes={size}-", "If-Range": mark.strong}
        with self._wire.get(self._address, headers) as answer:
            whole_size = _continues(answer, mark, size)
            if whole_size:
                return self._read(answer, mark, size, whole_size)
            if answer.status == HTTPStatus.OK:  # it has changed: the server begins again
                return self._take(answer)
            if answer.status not in (
                HTTPStatus.PARTIAL_CONTENT,
                HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            ):
                raise _refusal(answer)
        self._kept.drop_part()
        return self._anew()

    def _anew(self) -> Fetched:
        whole = self._kept.whole(self._address)
        headers = _conditions(whole.mark) if whole is not None else {}
        with self._wire.get(self._address, headers) as answer:
            if answer.status == HTTPStatus.NOT_MODIFIED and whole is not None:
                return Fetched(whole.data, is_unchanged=True)
            if answer.status != HTTPStatus.OK:
                raise _refusal(answer)
            return self._take(answer)

    def _take(self, answer: HTTPResponse | HTTPError) -> Fetched:
        told_of = answer.headers
        if told_of.get("Content-Encoding", "identity").lower() != "identity":
            raise no_catalogue("encoding")
        length = told_of.get("Content-Length", "")
        mark = Mark(
            address=self._address,
            etag=told_of.get("ETag", ""),
            modified=told_of.get("Last-Modified", ""),
            sent=told_of.get("Date", ""),
        )
        is_told = length.isdecimal() and "Transfer-Encoding" not in told_of
        size = int(length) if is_told else None
        self._kept.begin(mark)
        return self._read(answer, mark, 0, size)

    def _read(
        self, answer: HTTPResponse | HTTPError, mark: Mark, start: int, size: int | None
    ) -> Fetched:
        self.done, self.size = start, size or 0
        if self.size > self._most:
            raise self._dropped(too_large(self._most))
        while size is None or self.done < size:
            with told():
                chunk = answer.read1(_CHUNK)
            self._wire.check()
            if not chunk:
                break
            if self.done == 0 and not chunk.startswith(_FIRST_LETTER):
                raise self._dropped(no_catalogue("first letter"))
            if self.done + len(chunk) > self._most:
                raise self._dropped(too_large(self._most))
            self._kept.append(chunk)
            self.done += len(chunk)
        if size is not None and self.done < size:
            raise broken_off(f"{self.done} of {size}")
        if self.done == 0:
            raise self._dropped(no_catalogue("empty"))
        return Fetched(self._kept.finish(mark), is_unchanged=False)

    def _dropped(self, error: NetworkError) -> NetworkError:
        self._kept.drop_part()
        return error


def _conditions(mark: Mark) -> dict[str, str]:
    conditions = {"If-None-Match": mark.etag, "If-Modified-Since": mark.modified}
    return {name: value for name, value in conditions.items() if value}


def _continues(answer: HTTPResponse | HTTPError, mark: Mark, size: int) -> int:
    """Return the size of the whole file when an answer goes on exactly where ours ends, else 0."""
    if answer.status != HTTPStatus.PARTIAL_CONTENT:
        return 0
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    if found is None or answer.headers.get("ETag", mark.etag) != mark.etag:
        return 0
    first, last, whole = (int(number) for number in found.groups())
    return whole if first == size and last == whole - 1 else 0


def _refusal(answer: HTTPResponse | HTTPError) -> NetworkError:
    status = answer.status or HTTPStatus.BAD_GATEWAY
    if status < _WELL_BELOW:
        return no_catalogue(f"HTTP {status}")
    return refused_by_server(status)
