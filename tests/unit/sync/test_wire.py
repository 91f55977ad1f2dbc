"""Every refusal, redirects, TLS and proxies, over real sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from base.errors import InputError, NetworkError
from sync.gateways.web_file import Limits, fetch_file
from tests.unit.sync.line_hand import FILE, QUICK, Fetch, refused
from tests.unit.sync.line_server import (
    HOST,
    PATH,
    Handler,
    Publisher,
    authority,
    dripping,
    moved,
    serving,
)

pytestmark = pytest.mark.allow_hosts([HOST])

# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "NET-07"), (410, "NET-07"), (401, "NET-08"), (403, "NET-08"), (400, "NET-08"),
        (500, "NET-09"), (503, "NET-09"), (429, "NET-09"), (204, "NET-11"), (206, "NET-11"),
        (304, "NET-11"), (416, "NET-08"), (302, "NET-11"), (407, "NET-14"),
    ],
)  # fmt: skip
def test_every_status_that_is_no_file_has_its_code(
    fetch: Fetch, publisher: Publisher, status: int, code: str
) -> None:
    publisher.shelf.answers["/odd"] = lambda handler: handler.say(status)
    assert refused(fetch, "/odd") == code


@pytest.mark.parametrize(
    "answer",
    [
        lambda handler: handler.say(200, b"<html>Login</html>"),
        lambda handler: handler.say(200, b""),
        lambda handler: handler.say(200, FILE, Content_Encoding="gzip"),
        lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9\r\n"),
    ],
)
def test_a_login_page_or_another_service_is_no_catalogue(
    fetch: Fetch, publisher: Publisher, answer: Callable[[Handler], None]
) -> None:
    publisher.shelf.answers[PATH] = answer
    assert refused(fetch) == "NET-11"
    publisher.shelf.answers.clear()
    assert fetch().data == FILE


def test_nobody_listens(fetch: Fetch, folder: Path) -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NetworkError) as caught:
        fetch_file(f"http://{HOST}:{port}/", folder)
    assert caught.value.code == "NET-04"


def test_a_name_that_leads_nowhere(
    folder: Path, no_proxy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NetworkError) as caught:
        fetch_file("https://danh-muc.example/moi.json", folder)
    assert caught.value.code == "NET-03"


# --- redirects ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_leads_to_the_file_and_keeps_its_conditions(
    fetch: Fetch, publisher: Publisher, status: int
) -> None:
    publisher.shelf.answers["/latest"] = moved(PATH.removeprefix("/"), status)
    assert fetch("/latest").data == FILE
    assert fetch("/latest").is_unchanged


@pytest.mark.parametrize("target", ["/a", "/b", "ftp://{host}/", "file:///etc/passwd", "http://"])
def test_circles_and_other_ways_are_not_followed(
    fetch: Fetch, publisher: Publisher, target: str
) -> None:
    publisher.shelf.answers["/a"] = moved(target.format(host=publisher.place))
    publisher.shelf.answers["/b"] = moved("/a")
    assert refused(fetch, "/a") == "NET-13"


def test_a_long_way_is_not_followed(fetch: Fetch, publisher: Publisher) -> None:
    for step in range(9):
        publisher.shelf.answers[f"/{step}"] = moved(f"/{step + 1}")
    assert refused(fetch, "/0") == "NET-13"
    assert len(publisher.shelf.asked) == 5


def test_a_redirect_with_a_password_in_it_is_not_followed(
    fetch: Fetch, publisher: Publisher
) -> None:
    publisher.shelf.answers["/a"] = moved(f"http://ten:mat-khau@{publisher.place}{PATH}")
    assert refused(fetch, "/a") == "NET-13"


# --- TLS ----------------------------------------------------------------------------------------


def test_https_with_a_known_authority_and_no_way_down_to_http(
    publisher: Publisher, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.shelf.file = FILE
    known = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(known.root))
    with serving(known.server) as secure:
        secure.shelf.file, secure.shelf.breaks = FILE, [70_000]
        secure.shelf.answers["/down"] = moved(publisher.address)
        publisher.shelf.answers["/up"] = moved(secure.address)
        assert fetch_file(secure.address, folder, limits=QUICK).data == FILE
        assert secure.shelf.header("Range") == [None, "bytes=70000-"]
        assert fetch_file(publisher.at("/up"), folder, limits=QUICK).data == FILE
        with pytest.raises(NetworkError) as caught:
            fetch_file(secure.at("/down"), folder)
        assert caught.value.code == "NET-13"


def test_a_cut_ends_a_secure_line_too(
    no_proxy: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(known.root))
    with serving(known.server) as secure:
        secure.shelf.answers[PATH] = dripping
        with pytest.raises(NetworkError) as caught:
            fetch_file(secure.address, folder, limits=Limits(whole_s=0.4))
        assert caught.value.code == "NET-05"
        assert "download" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.parametrize("fault", ["unknown", "expired", "other host"])
def test_a_server_that_cannot_prove_itself_gets_no_request(
    no_proxy: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    host = "danh-muc.example" if fault == "other host" else HOST
    made = authority(tmp_path, host, days=-1 if fault == "expired" else 2)
    if fault != "unknown":
        monkeypatch.setenv("SSL_CERT_FILE", str(made.root))
    with serving(made.server) as secure:
        with pytest.raises(NetworkError) as caught:
            fetch_file(secure.address, folder)
        assert caught.value.code == "NET-06"
        assert secure.shelf.asked == []


def test_https_to_a_server_without_tls(publisher: Publisher, folder: Path) -> None:
    with pytest.raises(NetworkError) as caught:
        fetch_file(publisher.address.replace("http:", "https:"), folder)
    assert caught.value.code == "NET-06"


# --- proxies ------------------------------------------------------------------------------------


def test_the_proxy_of_the_environment_is_used(
    publisher: Publisher, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://{publisher.place}")
    publisher.shelf.file = FILE
    assert fetch_file(f"http://danh-muc.example{PATH}", folder).data == FILE
    ((asked, _),) = publisher.shelf.asked
    assert asked == f"http://danh-muc.example{PATH}"


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_refuses_the_tunnel(
    publisher: Publisher, folder: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("https_proxy", f"http://{publisher.place}")
    publisher.shelf.answers["CONNECT"] = lambda handler: handler.say(status)
    with pytest.raises(NetworkError) as caught:
        fetch_file("https://danh-muc.example/moi.json", folder)
    assert caught.value.code == "NET-14"


def test_a_proxy_setting_that_is_no_address(
    no_proxy: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http:/nowhere")
    with pytest.raises(NetworkError) as caught:
        fetch_file("http://danh-muc.example/moi.json", folder)
    assert caught.value.code == "NET-14"


def test_an_address_that_is_none_is_refused_before_anything(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        fetch_file("ftp://danh-muc.example/moi.json", folder)
    assert caught.value.code == "NET-01"
    assert not folder.exists()
