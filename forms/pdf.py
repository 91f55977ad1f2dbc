"""The PDF port: a filled .docx becomes a PDF that has been read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any, Protocol

from forms.answers import parse_answers
from forms.fill import fill_docx
from forms.pages import PageReader
from forms.printed import printed_texts
from forms.rendering.child import COMMAND, Child, ChildGoneError, gone
from forms.rendering.engine import refused, render_pdf
from forms.rendering.faces import load_faces
from forms.rendering.frames import OK
from forms.rendering.readback import refuse_losses
from forms.schema import FormSchema

TIME_LIMIT_S = 20.0


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished paper."""

    data: bytes = field(repr=False)
    pages: int


class PdfRenderer(Protocol):
    """Turns a .docx into a PDF in which every text, value and picture was found again."""

    def render(self, docx: bytes, *, values: Iterable[str] = ()) -> Pdf:
        """Return the PDF; raise DeviceError PDF-01 … PDF-05, never hang."""

    def close(self) -> None:
        """End what it started; it may be used again afterwards."""


class RdocxRenderer:
    """Renders in a process of its own, kept warm. For the window; usable from any thread."""

    def __init__(
        self,
        pages: PageReader,
        *,
        command: Sequence[str] = COMMAND,
        limit_s: float = TIME_LIMIT_S,
    ) -> None:
        """Start nothing yet."""
        self._pages = pages
        self._command = tuple(command)
        self._limit_s = limit_s
        self._lock = Lock()
        self._child: Child | None = None

    def warm_up(self) -> None:
        """Start the process ahead of the first document; raise DeviceError PDF-03."""
        with self._lock:
            self._running()

    def render(self, docx: bytes, *, values: Iterable[str] = ()) -> Pdf:
        """Return the PDF; raise DeviceError PDF-01 … PDF-04."""
        with self._lock:
            reply = self._ask_twice(docx)
        if reply[:1] != OK:
            raise refused(reply[1:].decode("utf-8", "replace"))
        return _read_back(self._pages, docx, reply[1:], values)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._drop()

    def _ask_twice(self, docx: bytes) -> bytes:
        """A process that died is replaced once; one that hangs is ended."""
        for _ in range(2):
            answered = False
            try:
                reply = self._running().ask(docx, self._limit_s)
                answered = True
            except ChildGoneError:
                continue
            finally:
                if not answered:
                    self._drop()
            return reply
        raise gone("died twice")

    def _running(self) -> Child:
        if self._child is None:
            self._child = Child(self._command)
        return self._child

    def _drop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None


class InProcessRenderer:
    """Renders in this process: for one-shot commands, where a second process costs more."""

    def __init__(self, pages: PageReader) -> None:
        """Load nothing yet."""
        self._pages = pages

    @cached_property
    def _faces(self) -> list[tuple[str, bytes]]:
        return load_faces()

    def render(self, docx: bytes, *, values: Iterable[str] = ()) -> Pdf:
        """Return the PDF; raise DeviceError PDF-01, PDF-04 or PDF-05."""
        return _read_back(self._pages, docx, render_pdf(docx, self._faces), values)

    def close(self) -> None:
        """Nothing to end."""


def render_form(
    renderer: PdfRenderer,
    schema: FormSchema,
    answers: Mapping[str, Any],
    *,
    draft: bool = False,
    marks: Sequence[str] = (),
) -> Pdf:
    """Fill and render one form; every value of the answers is found again on the paper.

    Raises what fill_docx and the renderer raise.
    """
    docx = fill_docx(schema, answers, draft=draft, marks=marks, for_rdocx=True)
    canonical = parse_answers(schema, answers).answers
    return renderer.render(docx, values=printed_texts(schema, canonical))


def _read_back(pages: PageReader, docx: bytes, pdf: bytes, values: Iterable[str]) -> Pdf:
    content = pages.read(pdf)
    refuse_losses(docx, content, values)
    return Pdf(pdf, len(content.pages))
