"""What can go wrong on the line, each with its own code and next step."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from urllib.error import HTTPError, URLError

from base.errors import NetworkError

_LATER = "Danh mục đang dùng vẫn giữ nguyên; thử lại sau."
_BY_FILE = "Danh mục đang dùng vẫn giữ nguyên; có thể nạp từ tệp hoặc USB."
_TUNNEL = "Tunnel connection failed"


class BrokenOffError(NetworkError):
    """The line broke while the file was coming; what has come is kept."""


def no_name(detail: str) -> NetworkError:
    """Return NET-03: the server's name leads nowhere."""
    return NetworkError(
        "NET-03",
        "Không tìm thấy máy chủ của nơi phát hành, hoặc máy này không có mạng.",
        f"Kiểm tra đường truyền và địa chỉ đã ghi. {_BY_FILE}",
        detail=detail,
    )


def unreachable(detail: str) -> NetworkError:
    """Return NET-04: nobody answers at that address."""
    return NetworkError(
        "NET-04", "Máy chủ của nơi phát hành không nhận kết nối.", _LATER, detail=detail
    )


def too_slow(detail: str) -> BrokenOffError:
    """Return NET-05: no answer in time."""
    return BrokenOffError(
        "NET-05",
        "Máy chủ của nơi phát hành trả lời quá chậm.",
        "Danh mục đang dùng vẫn giữ nguyên; thử lại sau, máy chỉ tải phần còn thiếu.",
        detail=detail,
    )


def not_safe(detail: str) -> NetworkError:
    """Return NET-06: the server cannot prove who it is."""
    return NetworkError(
        "NET-06",
        "Không xác minh được máy chủ của nơi phát hành, nên không tải.",
        "Kiểm tra ngày giờ của máy và địa chỉ; nhờ quản trị xem chứng thư của máy chủ.",
        detail=detail,
    )


def too_large(limit: int) -> NetworkError:
    """Return NET-10: more bytes than a catalogue can have."""
    return NetworkError(
        "NET-10",
        f"Tệp ở địa chỉ này lớn hơn mức cho phép ({limit // 1_000_000} MB), nên không tải.",
        "Kiểm tra địa chỉ với nơi phát hành.",
    )


def no_catalogue(detail: str) -> NetworkError:
    """Return NET-11: a login page, a notice, or nothing."""
    return NetworkError(
        "NET-11",
        "Địa chỉ này trả về thứ khác, không phải tệp danh mục.",
        "Mạng có trang đăng nhập thì đăng nhập trước; nếu không, kiểm tra lại địa chỉ.",
        detail=detail,
    )


def broken_off(detail: str) -> BrokenOffError:
    """Return NET-12: the line broke."""
    return BrokenOffError(
        "NET-12",
        "Đường truyền đứt khi đang tải.",
        "Danh mục đang dùng vẫn giữ nguyên; tải lại, máy chỉ tải phần còn thiếu.",
        detail=detail,
    )


def bad_redirect(detail: str) -> NetworkError:
    """Return NET-13: sent on in circles, or to a way that is not safe."""
    return NetworkError(
        "NET-13",
        "Địa chỉ này chuyển tiếp vòng quanh hoặc sang đường không an toàn, nên không tải.",
        "Xin nơi phát hành địa chỉ đúng của tệp.",
        detail=detail,
    )


def bad_proxy(detail: str) -> NetworkError:
    """Return NET-14: the proxy of this network says no."""
    return NetworkError(
        "NET-14",
        "Máy chủ trung gian (proxy) của mạng này không cho qua.",
        f"Nhờ quản trị mạng kiểm tra thiết lập proxy. {_BY_FILE}",
        detail=detail,
    )


def refused_by_server(status: int) -> NetworkError:
    """Return what a status says that is no file."""
    detail = f"HTTP {status}"
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        step = f"Kiểm tra địa chỉ với nơi phát hành. {_BY_FILE}"
        return NetworkError("NET-07", "Không có tệp ở địa chỉ này.", step, detail=detail)
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return bad_proxy(detail)
    busy = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in busy:
        said = "Máy chủ của nơi phát hành đang có sự cố."
        return NetworkError("NET-09", said, _LATER, detail=detail)
    step = f"Hỏi nơi phát hành cách tải. {_BY_FILE}"
    return NetworkError("NET-08", "Máy chủ không cho tải tệp này.", step, detail=detail)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn what the network library raises into the error of the clerk; HTTPError passes."""
    try:
        yield
    except HTTPError:
        raise
    except URLError as error:
        raise _of(error.reason) from error
    except (OSError, HTTPException, ValueError) as error:
        raise _of(error) from error


def _of(reason: object) -> NetworkError:
    """Return the error of the clerk; time-outs and TLS are kinds of OSError, so they come first."""
    name = type(reason).__name__
    if isinstance(reason, socket.gaierror):
        return no_name(name)
    if isinstance(reason, TimeoutError):
        return too_slow(name)
    if isinstance(reason, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return broken_off(name)
    if isinstance(reason, ssl.SSLError):
        return not_safe(f"{name} {reason.reason}")
    if isinstance(reason, ConnectionRefusedError):
        return unreachable(name)
    if isinstance(reason, ConnectionError | IncompleteRead):
        return broken_off(name)
    if isinstance(reason, HTTPException):  # an answer that is no HTTP
        return no_catalogue(name)
    if isinstance(reason, OSError) and not str(reason).startswith(_TUNNEL):
        return unreachable(f"{name} {reason.errno}")
    return bad_proxy(name)  # a tunnel that was refused, or a proxy setting that is no address
