"""Which addresses are taken, and how they are sent."""

from __future__ import annotations

import pytest

from base.errors import InputError
from sync.gateways.address import clean_address, host_of, is_address, is_open_line, may_follow


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://a.vn/x.json", "https://a.vn/x.json"),
        ("  HTTPS://A.vn:8443/x.json?v=1&k=%20#trên ", "https://a.vn:8443/x.json?v=1&k=%20"),
        ("http://10.0.0.7", "http://10.0.0.7/"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://a.vn/danh mục/mới.json", "https://a.vn/danh%20m%E1%BB%A5c/m%E1%BB%9Bi.json"),
        ("https://phúthọ.vn/x", "https://xn--phth-rra6296b.vn/x"),
    ],
)
def test_an_address_is_sent_in_ascii(typed: str, sent: str) -> None:
    assert clean_address(typed) == sent
    assert clean_address(sent) == sent


@pytest.mark.parametrize(
    "typed",
    [
        "", "a.vn/x.json", "ftp://a.vn/x", "file:///etc/passwd", "https://", "https:///x",
        "https://ten:mat@a.vn/x", "https://ten@a.vn/x", "https://@a.vn/x", "https://a..vn/x",
        "https://a.vn:99999/x", "https://a.vn:x/", "https://[::1/x", "https://a b.vn/",
        "https://" + "a" * 64 + ".vn/", "https://a.vn/" + "x" * 2000, "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_usable_address_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as caught:
        clean_address(typed)
    assert caught.value.code == "NET-01"
    assert "mat" not in str(caught.value)  # a password is not repeated


def test_line_breaks_cannot_smuggle_a_second_request() -> None:
    assert "\n" not in clean_address("https://a.vn/x\r\nHost: b.vn")


def test_a_file_on_a_disk_is_no_address() -> None:
    assert is_address(" HTTPS://a.vn/x")
    assert not is_address("D:/https/x.json")
    assert not is_address("https.json")


def test_a_redirect_goes_to_the_same_scheme_or_a_better_one() -> None:
    assert may_follow("http://a.vn/", "http://b.vn/")
    assert may_follow("http://a.vn/", "https://b.vn/")
    assert may_follow("https://a.vn/", "https://b.vn/")
    assert not may_follow("https://a.vn/", "http://a.vn/")


def test_what_the_screen_says_of_an_address() -> None:
    assert host_of("https://danh-muc.vi-du.vn:8443/x") == "danh-muc.vi-du.vn"
    assert is_open_line("http://10.0.0.7/")
    assert not is_open_line("https://a.vn/")
