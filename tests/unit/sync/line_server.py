"""A publisher's server on this PC: real HTTP and TLS, with the faults that lines have."""

from __future__ import annotations

import ipaddress
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
PATH = "/moi-nhat.json"
Answer = Callable[["Handler"], None]


@dataclass
class Shelf:
    """What the server gives, how it fails, and what it was asked."""

    file: bytes = b""
    etag: str = '"1"'
    modified: str = ""
    breaks: list[int] = field(default_factory=list)
    """For each answer after so many bytes the line breaks; then it holds."""
    ranges: bool = True
    answers: dict[str, Answer] = field(default_factory=dict)
    """Paths that answer in their own way."""
    asked: list[tuple[str, Message]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def header(self, name: str) -> list[str | None]:
        """Return one header of every request."""
        return [headers.get(name) for _, headers in self.asked]


class Handler(BaseHTTPRequestHandler):
    """Answers from the shelf as an ordinary web server does."""

    server: Publisher

    def do_GET(self) -> None:
        shelf = self.server.shelf
        shelf.asked.append((self.path, self.headers))
        answer = shelf.answers.get(self.path)
        if answer is not None:
            answer(self)
        elif PATH not in self.path:
            self.say(404)
        else:
            self._give(shelf)

    def do_CONNECT(self) -> None:
        self.server.shelf.asked.append((self.path, self.headers))
        self.server.shelf.answers["CONNECT"](self)

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer; underscores in names stand for hyphens."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _give(self, shelf: Shelf) -> None:
        if shelf.etag and self.headers.get("If-None-Match") == shelf.etag:
            self.say(304, ETag=shelf.etag)
            return
        if shelf.modified and self.headers.get("If-Modified-Since") == shelf.modified:
            self.say(304)
            return
        start = self._start(shelf)
        told = {"ETag": shelf.etag, "Last_Modified": shelf.modified}
        headers = {name: value for name, value in told.items() if value}
        body = shelf.file[start:]
        headers["Content_Length"] = str(len(body))
        if start:
            size = len(shelf.file)
            headers["Content_Range"] = f"bytes {start}-{size - 1}/{size}"
        if shelf.breaks:
            body = body[: shelf.breaks.pop(0)]
            self.close_connection = True
        self.say(206 if start else 200, body, **headers)

    def _start(self, shelf: Shelf) -> int:
        wanted = self.headers.get("Range", "")
        if not wanted or not shelf.ranges:
            return 0
        if self.headers.get("If-Range") not in {shelf.etag, shelf.modified}:
            return 0
        return int(wanted.removeprefix("bytes=").removesuffix("-"))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


class Publisher(ThreadingHTTPServer):
    """The server, on a port of its own."""

    daemon_threads = False

    def __init__(self, secure: ssl.SSLContext | None = None) -> None:
        super().__init__((HOST, 0), Handler)
        self.shelf = Shelf()
        self.scheme = "https" if secure else "http"
        if secure is not None:
            self.socket = secure.wrap_socket(self.socket, server_side=True)

    @property
    def place(self) -> str:
        """Host and port."""
        return f"{HOST}:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """The address of the newest file."""
        return self.at(PATH)

    def at(self, path: str) -> str:
        """Return the address of a path."""
        return f"{self.scheme}://{self.place}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no error of the server."""


@contextmanager
def serving(secure: ssl.SSLContext | None = None) -> Iterator[Publisher]:
    """Run a server until the end of the block."""
    server = Publisher(secure)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shelf.stop.set()
        server.shutdown()
        server.server_close()
        thread.join()


def moved(target: str, status: int = 302) -> Answer:
    """Answer with a redirect."""
    return lambda handler: handler.say(status, Location=target)


def silent(handler: Handler) -> None:
    """Say nothing until the test ends or the client hangs up."""
    handler.server.shelf.stop.wait(5)


def dripping(handler: Handler) -> None:
    """Send a byte now and then, as long as anybody listens: no read ever times out."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    handler.wfile.write(b"{")
    ends = time.monotonic() + 5
    while time.monotonic() < ends and not handler.server.shelf.stop.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def chunked(*chunks: bytes, whole: bool = True) -> Answer:
    """Answer without a length, in chunks; not `whole` = the end is missing."""

    def answer(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.send_header("ETag", handler.server.shelf.etag)
        handler.end_headers()
        for chunk in chunks:
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(chunk), chunk))
        if whole:
            handler.wfile.write(b"0\r\n\r\n")
        handler.close_connection = True

    return answer


def http_date(moment: datetime) -> str:
    """Return a moment as HTTP writes it."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


@dataclass(frozen=True)
class Authority:
    """A certification authority of the test's own, and what it made."""

    root: Path
    server: ssl.SSLContext


def authority(folder: Path, host: str = HOST, *, days: int = 2) -> Authority:
    """Return a CA and a server with its certificate for one host, valid for so many days."""
    now = datetime.now(UTC)
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = _name("CA (mẫu)")
    ca = _certificate(ca_name, ca_name, ca_key.public_key(), now + timedelta(days=3))
    ca = ca.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    ca = ca.add_extension(usage, critical=True)
    identifier = x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key())
    ca = ca.add_extension(identifier, critical=False)
    root = ca.sign(ca_key, hashes.SHA256())
    leaf = _certificate(ca_name, _name(host), key.public_key(), now + timedelta(days=days))
    names = x509.SubjectAlternativeName([_alternative(host)])
    leaf = leaf.add_extension(names, critical=False)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    leaf = leaf.add_extension(issuer, critical=False)
    pem = leaf.sign(ca_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "server.pem").write_bytes(pem + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return Authority(folder / "ca.pem", context)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _certificate(
    issuer: x509.Name, subject: x509.Name, key: ec.EllipticCurvePublicKey, until: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .issuer_name(issuer)
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=30))
        .not_valid_after(until)
    )
