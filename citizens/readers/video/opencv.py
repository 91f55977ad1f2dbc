"""Frames of a webcam through OpenCV, an optional extra.

Why OpenCV headless (package extra `camera`): QtMultimedia sits in PySide6-Addons, which brings
168 MB with WebEngine, for every desk; most desks have a scanner and no camera. The headless wheel
(on Windows 41 MB and 12 MB of numpy to fetch, 157 MB on the disk) is only there where a camera is
wanted, speaks DirectShow and Media Foundation on Windows and V4L2 on Linux, and brings no second Qt
into the process. Its own QR decoder is not used: it reads a third fewer codes than zxing-cpp.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from base.errors import DeviceError

if TYPE_CHECKING:
    from PIL.Image import Image

_WANTED = (1920, 1080)
NOT_OPENED = "not opened"
"""The detail of DEV-04 when there is no such camera, or another program holds it."""
_MISSES = 30  # reads in a row without a picture: about a second


class OpenCvCamera:
    """One webcam, by its number, or a film (an AVI file), by its path; used from one thread."""

    def __init__(self, which: int | str = 0) -> None:
        self._which = which
        self._capture: Any = None
        self._misses = 0

    def open(self) -> None:
        """Start the camera; raise DeviceError DEV-03 (no OpenCV) or DEV-04 (no camera)."""
        cv2 = _opencv()
        # DirectShow starts at once; Media Foundation takes seconds on many PCs
        is_dshow = sys.platform == "win32" and isinstance(self._which, int)
        capture = cv2.VideoCapture(self._which, cv2.CAP_DSHOW if is_dshow else cv2.CAP_ANY)
        if not capture.isOpened():
            capture.release()
            raise _no_camera(NOT_OPENED)
        # MJPG first: uncompressed pictures of this size come five times a second over USB 2
        capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter_fourcc(*"MJPG"))
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, _WANTED[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, _WANTED[1])
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # the newest frame, not the one before last
        self._capture, self._misses = capture, 0

    def read(self) -> Image | None:
        """Return the newest frame in grey, or None when none is ready.

        Raises DeviceError DEV-04 when the camera has been silent for a second.
        """
        if self._capture is None:
            raise _no_camera("not open")
        is_there, pixels = self._capture.read()
        if is_there:
            self._misses = 0
            return _grey(pixels)
        self._misses += 1
        if self._misses >= _MISSES:
            raise _no_camera("silent")
        return None

    def close(self) -> None:
        """Switch the camera off, also its lamp."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


def is_installed() -> bool:
    """Whether the extra `camera` is there, so that a page may offer the camera."""
    from importlib.util import find_spec

    return find_spec("cv2") is not None


def _opencv() -> ModuleType:
    try:
        import cv2
    except (ImportError, OSError) as error:  # a broken wheel or a missing system library
        raise DeviceError(
            "DEV-03",
            "Máy này chưa cài phần đọc mã bằng camera.",
            "Dùng máy quét hoặc chọn ảnh; nếu cần camera, nhờ quản trị cài thêm phần “camera”.",
            detail=type(error).__name__,
        ) from error
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # what fails is raised
    module: ModuleType = cv2
    return module


def _grey(pixels: Any) -> Image:  # noqa: ANN401  a numpy array
    from PIL import Image

    height, width = pixels.shape[:2]
    if len(pixels.shape) == 2:
        return Image.frombytes("L", (width, height), pixels.tobytes())
    return Image.frombytes("RGB", (width, height), pixels.tobytes(), "raw", "BGR").convert("L")


def _no_camera(detail: str) -> DeviceError:
    return DeviceError(
        "DEV-04",
        "Camera không gửi hình.",
        "Cắm lại camera, đóng phần mềm khác đang dùng camera rồi mở lại; hoặc chọn tệp ảnh.",
        detail=detail,
    )
