"""zbar is a second opinion: never needed, never believed without a whole card."""

from __future__ import annotations

import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PIL import Image

from base.paths import PROJECT_DIR
from citizens.payloads import read_payload
from citizens.readers import zbar
from citizens.readers.decoding import decode_still
from tests.unit.citizens.made_up import guessed_as, make_card

_BLANK = Image.new("L", (60, 40), 255)


@dataclass
class _Symbol:
    type: str
    data: bytes


class _PyZbarError(Exception):
    pass


@pytest.fixture(autouse=True)
def _fresh_library() -> Iterator[None]:
    zbar._library.cache_clear()
    yield
    zbar._library.cache_clear()


def _install(monkeypatch: pytest.MonkeyPatch, *texts: str, fails: bool = False) -> list[object]:
    """Put a library in place that finds these texts, and return what it was asked for."""
    asked: list[object] = []

    def decode(picture: Image.Image, symbols: list[str]) -> list[_Symbol]:
        asked.extend(symbols)
        if fails:
            raise _PyZbarError
        return [_Symbol("QRCODE", text.encode()) for text in texts]

    module = types.ModuleType("pyzbar.pyzbar")
    vars(module).update(
        decode=decode,
        PyZbarError=_PyZbarError,
        ZBarSymbol=types.SimpleNamespace(QRCODE="QRCODE", CODE128="CODE128"),
    )
    package = types.ModuleType("pyzbar")
    vars(package)["pyzbar"] = module
    monkeypatch.setitem(sys.modules, "pyzbar", package)
    monkeypatch.setitem(sys.modules, "pyzbar.pyzbar", module)
    monkeypatch.setattr(sys, "platform", "linux")
    return asked


@pytest.mark.parametrize("codec", ["latin-1", "cp932", "big5hkscs"])
def test_a_card_in_a_guessed_charset_counts_when_it_comes_out_whole(
    monkeypatch: pytest.MonkeyPatch, codec: str
) -> None:
    shown = [(c, guessed_as(codec)(c.payload)) for c in map(make_card, range(60))]
    card, text = next((c, t) for c, t in shown if t is not None)
    asked = _install(monkeypatch, text)
    (code,) = decode_still(_BLANK)
    assert code.is_exact is False
    assert asked == ["QRCODE", "CODE128"]
    person = read_payload(code.data).person
    assert person is not None
    assert person.full_name == card.name


@pytest.mark.parametrize(
    "text",
    [
        "Quﾃ｡ch H盻渡g",  # a name alone cannot be judged
        "025090000123||Quﾃ｡ch ﾄ絶ｬnh|01021990|Nam|Khu|12082021",  # letters that stay broken
        "025090000123||Nguyen Van Dat|01021990|Nam|Khu 3|12082021",  # marks are missing
        "https://mọ.gov.vn/x",
        "Tra cứu",
    ],
)
def test_anything_doubtful_is_dropped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    _install(monkeypatch, text)
    assert decode_still(_BLANK) == ()


def test_a_plain_ascii_code_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "H44.10-240105-0001")
    (code,) = zbar.second_opinion(_BLANK)
    assert code.data == b"H44.10-240105-0001"


def test_an_error_of_the_library_is_no_error_of_the_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, fails=True)
    assert zbar.second_opinion(_BLANK) == ()


@pytest.mark.parametrize("error", [ImportError, OSError, FileNotFoundError, AttributeError])
def test_a_missing_or_broken_library_does_no_harm(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise error(name)

    monkeypatch.setitem(sys.modules, "pyzbar", Broken())
    monkeypatch.setattr(sys, "platform", "linux")
    assert zbar.second_opinion(_BLANK) == ()


def test_the_library_is_left_alone_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    _install(monkeypatch, "H44.10-240105-0001")
    monkeypatch.setattr(sys, "platform", "win32")
    assert zbar.second_opinion(_BLANK) == ()


def test_nothing_heavy_is_loaded_before_a_picture_comes() -> None:
    script = (
        "import sys, citizens.payloads, citizens.readers.pictures, citizens.sample_cards\n"
        "heavy = {'PIL', 'zxingcpp', 'pyzbar', 'pypdfium2', 'segno', 'numpy'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT_DIR, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
