"""The webcam port: what it asks of OpenCV, and what it says when there is none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from base.errors import DeviceError
from citizens.readers.camera import CameraScan
from citizens.readers.video.opencv import NOT_OPENED, OpenCvCamera
from tests.unit.readers_more.recorded import Shot, film
from tests.unit.readers_more.test_framing import NEW


class Pixels:
    """As much of a numpy array as a frame needs."""

    def __init__(self, shape: tuple[int, ...], data: bytes) -> None:
        self.shape, self._data = shape, data

    def tobytes(self) -> bytes:
        return self._data


class Capture:
    """A webcam of OpenCV."""

    def __init__(self, frames: list[Pixels | None], *, is_there: bool = True) -> None:
        self.frames, self.is_there = frames, is_there
        self.asked: dict[int, object] = {}
        self.is_released = False

    def isOpened(self) -> bool:
        return self.is_there

    def set(self, key: int, value: object) -> bool:
        self.asked[key] = value
        return True

    def read(self) -> tuple[bool, Pixels | None]:
        pixels = self.frames.pop(0) if self.frames else None
        return pixels is not None, pixels

    def release(self) -> None:
        self.is_released = True


def opened(monkeypatch: pytest.MonkeyPatch, capture: Capture) -> OpenCvCamera:
    module: Any = SimpleNamespace(
        CAP_ANY=0,
        CAP_DSHOW=700,
        CAP_PROP_FRAME_WIDTH=3,
        CAP_PROP_FRAME_HEIGHT=4,
        CAP_PROP_FOURCC=6,
        CAP_PROP_BUFFERSIZE=38,
        VideoWriter_fourcc=lambda *letters: "".join(letters),
        utils=SimpleNamespace(
            logging=SimpleNamespace(LOG_LEVEL_SILENT=0, setLogLevel=lambda level: None)
        ),
        VideoCapture=lambda index, way: capture,
    )
    monkeypatch.setitem(sys.modules, "cv2", module)
    camera = OpenCvCamera()
    camera.open()
    return camera


def test_without_the_extra_the_camera_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    with pytest.raises(DeviceError) as caught:
        OpenCvCamera().open()
    assert caught.value.code == "DEV-03"


def test_a_camera_that_does_not_open_is_released(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = Capture([], is_there=False)
    with pytest.raises(DeviceError) as caught:
        opened(monkeypatch, capture)
    assert caught.value.code == "DEV-04"
    assert capture.is_released


def test_colours_become_grey_with_red_and_blue_in_their_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blue_then_red = bytes((255, 0, 0, 0, 0, 255))
    capture = Capture([Pixels((1, 2, 3), blue_then_red), Pixels((1, 2), b"\x10\xf0")])
    camera = opened(monkeypatch, capture)
    assert capture.asked == {6: "MJPG", 3: 1920, 4: 1080, 38: 1}
    colour, grey = camera.read(), camera.read()
    assert colour is not None
    assert grey is not None
    assert colour.tobytes() == bytes((29, 76))
    assert grey.tobytes() == b"\x10\xf0"


def test_a_camera_that_falls_silent_is_told_after_a_second_and_can_be_closed_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    capture = Capture([None] * 5)
    camera = opened(monkeypatch, capture)
    for _ in range(29):
        assert camera.read() is None
    with pytest.raises(DeviceError) as caught:
        camera.read()
    assert caught.value.code == "DEV-04"
    camera.close()
    camera.close()
    assert capture.is_released
    with pytest.raises(DeviceError):
        camera.read()


def test_the_extra_is_looked_for_without_loading_it() -> None:
    script = (
        "import sys\n"
        "from citizens.readers.video.opencv import is_installed\n"
        "print(is_installed(), 'cv2' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[1] == "False"


def test_a_film_is_read_by_the_real_opencv_to_its_end(tmp_path: Path) -> None:
    cv2: Any = pytest.importorskip("cv2", reason="needs the extra camera")
    numpy: Any = pytest.importorskip("numpy")
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 25, (1280, 720))
    for picture in film(Shot(NEW), 3):
        writer.write(numpy.asarray(picture.convert("RGB")))
    writer.release()
    camera, scan = OpenCvCamera(str(path)), CameraScan()
    camera.open()
    frames = [camera.read() for _ in range(3)]
    sizes = [picture.size for picture in frames if picture is not None]
    assert sizes == [(1280, 720)] * 3
    view = [scan.feed(picture) for picture in frames if picture is not None][-1]
    assert view.scans[0].reading.payload == NEW
    for _ in range(29):
        assert camera.read() is None
    with pytest.raises(DeviceError) as caught:
        camera.read()
    assert caught.value.code == "DEV-04"
    camera.close()


def test_no_film_and_no_camera_are_told_by_the_real_opencv(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("cv2", reason="needs the extra camera")
    with pytest.raises(DeviceError) as caught:
        OpenCvCamera(str(tmp_path / "none.avi")).open()
    assert (caught.value.code, caught.value.detail) == ("DEV-04", NOT_OPENED)
    assert capfd.readouterr().err == ""  # OpenCV's own words are kept quiet
