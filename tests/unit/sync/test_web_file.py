"""One file over real sockets: conditions, broken lines, limits, TLS, proxies, and every refusal."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from base.errors import StorageError
from store.place import exclusive_lock
from sync.gateways import web_file
from sync.gateways.kept_file import Fetched
from sync.gateways.web_file import Limits, fetch_file, forget
from tests.unit.sync.line_hand import FILE, NEWER, Fetch, refused
from tests.unit.sync.line_server import (
    HOST,
    PATH,
    Handler,
    Publisher,
    chunked,
    dripping,
    http_date,
    silent,
)

pytestmark = pytest.mark.allow_hosts([HOST])
# --- only when it has changed -----------------------------------------------------------------


def test_a_file_comes_whole_and_as_it_is(fetch: Fetch) -> None:
    assert fetch() == Fetched(FILE, is_unchanged=False)


@pytest.mark.parametrize("by", ["etag", "modified"])
def test_what_has_not_changed_is_not_sent_again(
    fetch: Fetch, publisher: Publisher, by: str
) -> None:
    shelf = publisher.shelf
    if by == "modified":
        shelf.etag, shelf.modified = "", "Thu, 01 Jan 2026 00:00:00 GMT"
    fetch()
    shelf.breaks = [0]  # a body would be noticed
    assert fetch() == Fetched(FILE, is_unchanged=True)
    name = "If-None-Match" if by == "etag" else "If-Modified-Since"
    assert shelf.header(name) == [None, shelf.etag or shelf.modified]


def test_a_newer_file_replaces_the_one_that_is_kept(fetch: Fetch, publisher: Publisher) -> None:
    fetch()
    publisher.shelf.file, publisher.shelf.etag = NEWER, '"2"'
    assert fetch() == Fetched(NEWER, is_unchanged=False)
    assert fetch() == Fetched(NEWER, is_unchanged=True)


def test_a_kept_file_that_was_touched_is_asked_for_anew(
    fetch: Fetch, publisher: Publisher, folder: Path
) -> None:
    fetch()
    (folder / "whole").write_bytes(FILE[:-1] + b" ")
    assert fetch() == Fetched(FILE, is_unchanged=False)
    assert publisher.shelf.header("If-None-Match") == [None, None]


def test_another_address_knows_nothing_of_the_first(fetch: Fetch, publisher: Publisher) -> None:
    fetch()
    fetch(PATH + "?2")
    assert publisher.shelf.header("If-None-Match") == [None, None]


def test_what_was_forgotten_is_fetched_whole(fetch: Fetch, folder: Path) -> None:
    fetch()
    forget(folder)
    assert fetch() == Fetched(FILE, is_unchanged=False)


def test_the_desk_says_nothing_of_itself(fetch: Fetch, publisher: Publisher) -> None:
    fetch()
    ((_, headers),) = publisher.shelf.asked
    assert set(headers) == {
        "Host", "User-Agent", "Accept", "Accept-Encoding", "Cache-Control", "Connection",
    }  # fmt: skip
    assert headers["User-Agent"] == "TroLyMotCua"


# --- the line breaks ----------------------------------------------------------------------------


def test_a_broken_download_goes_on_where_it_broke(fetch: Fetch, publisher: Publisher) -> None:
    publisher.shelf.breaks = [100_000, 50_000]
    assert fetch().data == FILE
    assert publisher.shelf.header("Range") == [None, "bytes=100000-", "bytes=150000-"]
    assert publisher.shelf.header("If-Range") == [None, '"1"', '"1"']


def test_it_goes_on_after_the_program_was_ended(fetch: Fetch, publisher: Publisher) -> None:
    publisher.shelf.breaks = [70_000, 0]  # the second try brings nothing, so it gives up
    assert refused(fetch) == "NET-12"
    assert fetch().data == FILE
    assert publisher.shelf.header("Range") == [None, "bytes=70000-", "bytes=70000-"]


def test_a_file_that_changed_in_between_begins_again(fetch: Fetch, publisher: Publisher) -> None:
    publisher.shelf.breaks = [70_000, 0]
    refused(fetch)
    publisher.shelf.file, publisher.shelf.etag = NEWER, '"2"'
    assert fetch().data == NEWER


def test_a_server_without_ranges_begins_again(fetch: Fetch, publisher: Publisher) -> None:
    publisher.shelf.breaks, publisher.shelf.ranges = [70_000], False
    assert fetch().data == FILE


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (416, {"Content_Range": f"bytes */{len(FILE)}"}),
        (206, {"Content_Range": f"bytes 5-{len(FILE) - 1}/{len(FILE)}"}),
        (206, {"Content_Range": f"bytes 70000-80000/{len(FILE)}"}),
        (206, {"Content_Range": "bytes 70000-*/*"}),
        (206, {"Content_Range": f"bytes 70000-{len(FILE) - 1}/{len(FILE)}", "ETag": '"9"'}),
        (206, {}),
    ],
)
def test_a_part_that_does_not_fit_is_dropped_and_the_whole_fetched(
    fetch: Fetch, publisher: Publisher, status: int, told: dict[str, str]
) -> None:
    publisher.shelf.breaks = [70_000, 0]
    refused(fetch)

    def odd(handler: Handler) -> None:
        if "Range" in handler.headers:
            handler.say(status, FILE[5:], **told)
        else:
            handler.say(200, FILE)

    publisher.shelf.answers[PATH] = odd
    assert fetch().data == FILE


def test_only_a_strong_validator_continues_a_file(fetch: Fetch, publisher: Publisher) -> None:
    publisher.shelf.etag, publisher.shelf.breaks = 'W/"1"', [70_000]
    assert refused(fetch) == "NET-12"
    assert fetch().data == FILE
    assert publisher.shelf.header("Range") == [None, None]


def test_a_date_continues_only_when_it_is_older_than_its_answer(
    fetch: Fetch, publisher: Publisher
) -> None:
    shelf = publisher.shelf
    shelf.etag, shelf.modified, shelf.breaks = "", http_date(datetime(2026, 1, 1, tzinfo=UTC)), [9]
    assert fetch().data == FILE
    assert shelf.header("If-Range") == [None, shelf.modified]
    shelf.asked.clear()
    shelf.modified, shelf.breaks = http_date(datetime(2099, 1, 1, tzinfo=UTC)), [9]
    assert refused(fetch) == "NET-12"


def test_a_line_that_stands_still_is_given_up_and_continued(
    fetch: Fetch, publisher: Publisher
) -> None:
    def stalls(handler: Handler) -> None:
        handler.say(200, FILE[:1000], Content_Length=str(len(FILE)), ETag='"1"')
        handler.wfile.flush()
        del publisher.shelf.answers[PATH]
        silent(handler)

    publisher.shelf.answers[PATH] = stalls
    assert fetch(limits=Limits(read_s=1.0, pause_s=0)).data == FILE
    assert publisher.shelf.header("Range") == [None, "bytes=1000-"]


def test_chunks_come_whole_and_a_missing_end_is_noticed(fetch: Fetch, publisher: Publisher) -> None:
    publisher.shelf.answers["/whole"] = chunked(FILE[:9], FILE[9:])
    publisher.shelf.answers["/cut"] = chunked(FILE[:9], FILE[9:99], whole=False)
    assert fetch("/whole").data == FILE
    assert refused(fetch, "/cut") == "NET-12"


def test_a_kept_file_survives_a_fetch_that_fails(fetch: Fetch, publisher: Publisher) -> None:
    fetch()
    publisher.shelf.file, publisher.shelf.etag = NEWER, 'W/"2"'
    publisher.shelf.breaks = [70_000]
    refused(fetch)
    publisher.shelf.file, publisher.shelf.etag = FILE, '"1"'
    assert fetch() == Fetched(FILE, is_unchanged=True)


# --- limits -------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [PATH, "/chunked"])
def test_a_file_that_is_too_large_is_not_kept(
    fetch: Fetch, publisher: Publisher, folder: Path, path: str
) -> None:
    publisher.shelf.answers["/chunked"] = chunked(FILE)
    assert refused(fetch, path, Limits(most_bytes=len(FILE) - 1)) == "NET-10"
    assert not (folder / "part").exists()
    assert fetch(path, Limits(most_bytes=len(FILE))).data == FILE


def test_no_answer_in_time(fetch: Fetch, publisher: Publisher) -> None:
    publisher.shelf.answers[PATH] = silent
    assert refused(fetch, limits=Limits(read_s=0.1)) == "NET-05"


def test_a_server_that_drips_is_cut_at_the_limit_for_the_whole(
    fetch: Fetch, publisher: Publisher
) -> None:
    publisher.shelf.answers[PATH] = dripping
    assert refused(fetch, limits=Limits(whole_s=0.3)) == "NET-05"
    assert "download" not in {thread.name for thread in threading.enumerate()}


def test_whoever_waits_may_give_up_at_once(publisher: Publisher, folder: Path) -> None:
    class GivenUpError(Exception):
        pass

    def give_up() -> None:
        if publisher.shelf.asked:
            raise GivenUpError

    publisher.shelf.answers[PATH] = silent
    with pytest.raises(GivenUpError):
        fetch_file(publisher.address, folder, check=give_up)
    assert "download" not in {thread.name for thread in threading.enumerate()}


def test_progress_counts_bytes(publisher: Publisher, folder: Path) -> None:
    told: list[tuple[int, int]] = []
    publisher.shelf.file = FILE
    fetch_file(publisher.address, folder, progress=lambda done, size: told.append((done, size)))
    assert told[-1] == (len(FILE), len(FILE))


def test_one_fetch_at_a_time(fetch: Fetch, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_file, "_LOCK_WAIT_S", 0.0)
    folder.mkdir()
    with exclusive_lock(folder / "lock"):
        assert refused(fetch) == "NET-15"
    assert fetch().data == FILE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_as_such(fetch: Fetch, folder: Path) -> None:
    folder.mkdir()
    fetch()
    forget(folder)
    (folder / "part").symlink_to("/dev/full")
    real = os.unlink
    with pytest.MonkeyPatch.context() as patch:  # the part stays where it is: a disk without room
        patch.setattr(os, "unlink", lambda *args, **more: None)
        patch.setattr(Path, "unlink", lambda *args, **more: None)
        with pytest.raises(StorageError) as caught:
            fetch()
    assert caught.value.code == "STORE-03"
    real(folder / "part")
