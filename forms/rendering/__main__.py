"""The rendering process: .docx frames in, PDF frames out, until its stdin ends.

rdocx holds the interpreter for up to 165 ms on a long document, so a window must not run it itself.
Nothing is written to disk or to the log.
"""

from __future__ import annotations

import sys
from typing import BinaryIO

from base.errors import DeviceError
from forms.rendering.engine import render_pdf
from forms.rendering.faces import load_faces
from forms.rendering.frames import OK, REFUSED, read_frame, write_frame


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer every request; a refused document is an answer, a crash ends the process."""
    faces = load_faces()
    while (docx := read_frame(requests)) is not None:
        try:
            reply = OK + render_pdf(docx, faces)
        except DeviceError as error:
            reply = REFUSED + error.detail.encode()
        write_frame(replies, reply)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
