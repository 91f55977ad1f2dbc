"""A film of made-up cards as a camera of this PC: written and read by the real OpenCV."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from threading import Event
from typing import Any

from PIL import Image

from citizens.readers.video.opencv import OpenCvCamera

_FRAME_S = 0.02
_REPEATS = 3


def write_film(path: Path, frames: Sequence[Image.Image]) -> Path:
    """Write an AVI; each frame stands for a moment."""
    cv2: Any = import_module("cv2")
    numpy: Any = import_module("numpy")
    size = frames[0].size
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 25, size)
    for picture in frames:
        pixels = numpy.asarray(picture.convert("RGB"))[:, :, ::-1]
        for _ in range(_REPEATS):
            writer.write(pixels)
    writer.release()
    return path


class Film(OpenCvCamera):
    """Plays films in place of a camera, at a camera's pace, again and again."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path
        self.is_open = False
        self.opened = 0

    def put(self, path: Path) -> None:
        """Hold something else before the camera."""
        self.path = path

    def open(self) -> None:
        """Begin the film."""
        self._which = str(self.path)
        super().open()
        self.is_open = True
        self.opened += 1

    def read(self) -> Image.Image | None:
        """Return the next frame; at the end begin again."""
        Event().wait(_FRAME_S)
        frame = super().read() if self._which == str(self.path) else None
        if frame is None:
            super().close()
            self._which = str(self.path)
            super().open()
            frame = super().read()
        return frame

    def close(self) -> None:
        """Switch off."""
        super().close()
        self.is_open = False
