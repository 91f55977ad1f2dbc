"""One contract for both renderers, and what the child process adds to it."""

from __future__ import annotations

import io
import sys
import textwrap
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from base.errors import DeviceError
from forms.fill import fill_docx
from forms.pages import PageReader
from forms.pdf import InProcessRenderer, PdfRenderer, RdocxRenderer, render_form
from forms.rendering.faces import load_faces
from forms.schema import FormSchema
from tests.unit.forms.conftest import sample_of


def one_bit_png() -> bytes:
    """Return a picture as QR makers write it: one bit a pixel."""
    from PIL import Image

    buffer = io.BytesIO()
    picture = Image.new("1", (33, 33), 1)
    for spot in range(33):
        picture.putpixel((spot, spot), 0)
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def warm_renderer(pages: PageReader) -> Iterator[RdocxRenderer]:
    renderer = RdocxRenderer(pages)
    renderer.warm_up()
    yield renderer
    renderer.close()


LONG = {"child_birthplace": "Bệnh viện Đa khoa mẫu, đường Thử Nghiệm, phường Nông Trang, " * 4}


class RendererContract:
    """What every renderer promises."""

    def test_a_filled_form_becomes_a_pdf_with_every_value(
        self, renderer: PdfRenderer, birth: FormSchema, pages: PageReader
    ) -> None:
        paper = render_form(renderer, birth, {**sample_of(birth), **LONG})  # the notes go over
        assert paper.data.startswith(b"%PDF")
        assert paper.pages == pages.page_count(paper.data) == 2
        assert "NGUYỄN ĐỖ MINH AN" in pages.text(paper.data)

    def test_a_value_that_is_not_on_the_paper_is_an_error(
        self, renderer: PdfRenderer, birth: FormSchema
    ) -> None:
        with pytest.raises(DeviceError) as caught:
            renderer.render(fill_docx(birth, sample_of(birth)), values=["TRẦN VĂN VẮNG"])
        assert caught.value.code == "PDF-04"
        assert "VẮNG" not in caught.value.sentence + caught.value.detail

    def test_a_letter_that_no_face_has_is_an_error(
        self, renderer: PdfRenderer, birth: FormSchema
    ) -> None:
        answers = {**sample_of(birth), "child_birthplace": "產科醫院"}
        with pytest.raises(DeviceError) as caught:
            render_form(renderer, birth, answers, draft=True)
        assert caught.value.code == "PDF-04"

    def test_the_qr_of_a_slip_is_drawn(
        self, renderer: PdfRenderer, slip: FormSchema, pages: PageReader
    ) -> None:
        paper = render_form(renderer, slip, {**sample_of(slip), "slip_qr": one_bit_png()})
        assert pages.read(paper.data).pictures == 1

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no document" * 99])
    def test_what_is_no_document_is_refused_and_the_next_one_works(
        self, renderer: PdfRenderer, birth: FormSchema, data: bytes
    ) -> None:
        with pytest.raises(DeviceError) as caught:
            renderer.render(data)
        assert caught.value.code == "PDF-01"
        assert renderer.render(fill_docx(birth, sample_of(birth))).pages == 1

    def test_it_may_be_used_after_closing(self, renderer: PdfRenderer, birth: FormSchema) -> None:
        renderer.close()
        renderer.close()
        assert renderer.render(fill_docx(birth, {}, draft=True)).pages == 1

    def test_threads_may_share_it(self, renderer: PdfRenderer, birth: FormSchema) -> None:
        docx, counts = fill_docx(birth, sample_of(birth)), []
        threads = [
            threading.Thread(target=lambda: counts.append(renderer.render(docx).pages))
            for _ in range(3)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert counts == [1, 1, 1]


class TestInProcessRenderer(RendererContract):
    @pytest.fixture
    def renderer(self, pages: PageReader) -> PdfRenderer:
        return InProcessRenderer(pages)


class TestRdocxRenderer(RendererContract):
    @pytest.fixture
    def renderer(self, warm_renderer: RdocxRenderer) -> RdocxRenderer:
        return warm_renderer

    def test_a_killed_process_is_replaced(self, renderer: RdocxRenderer, birth: FormSchema) -> None:
        docx = fill_docx(birth, sample_of(birth))
        renderer.render(docx)
        child = renderer._child
        assert child is not None
        child._process.kill()
        child._process.wait()
        assert renderer.render(docx).pages == 1
        assert renderer._child is not child


def script(tmp_path: Path, body: str) -> tuple[str, ...]:
    file = tmp_path / "child.py"
    file.write_text(textwrap.dedent(body), encoding="utf-8")
    return (sys.executable, str(file))


@pytest.mark.parametrize(
    "body",
    ["import time\ntime.sleep(600)", "import sys\nsys.stdin.buffer.read()\nsys.stdin.buffer.read()",
     "import sys,time\nsys.stdout.buffer.write(bytes(3))\nsys.stdout.flush()\ntime.sleep(600)"],
    ids=["never reads", "never answers", "answers by half"],
)  # fmt: skip
def test_a_process_that_hangs_is_ended_after_the_limit(
    tmp_path: Path, pages: PageReader, body: str
) -> None:
    """Also when it never reads: a document larger than the pipe blocks the writer."""
    renderer = RdocxRenderer(pages, command=script(tmp_path, body), limit_s=0.3)
    with pytest.raises(DeviceError) as caught:
        renderer.render(bytes(1_000_000))
    assert caught.value.code == "PDF-02"
    assert renderer._child is None


@pytest.mark.parametrize(
    "body",
    ["raise SystemExit(3)", "import os\nos.abort()", "print('noise on stdout')",
     "import sys\nsys.stdout.buffer.write(b'\\xff' * 100)"],
)  # fmt: skip
def test_a_process_that_dies_twice_is_an_error_and_no_endless_loop(
    tmp_path: Path, pages: PageReader, body: str
) -> None:
    renderer = RdocxRenderer(pages, command=script(tmp_path, body), limit_s=5)
    with pytest.raises(DeviceError) as caught:
        renderer.render(b"any")
    assert caught.value.code == "PDF-03"


def test_a_process_that_cannot_start_is_an_error(pages: PageReader, tmp_path: Path) -> None:
    renderer = RdocxRenderer(pages, command=(str(tmp_path / "nothing"),))
    with pytest.raises(DeviceError) as caught:
        renderer.warm_up()
    assert caught.value.code == "PDF-03"


def test_missing_faces_are_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(DeviceError) as caught:
        load_faces(tmp_path)
    assert caught.value.code == "PDF-05"


def test_the_bundled_faces_are_the_ones_on_paper(birth: FormSchema, pages: PageReader) -> None:
    paper = InProcessRenderer(pages).render(fill_docx(birth, sample_of(birth)))
    names = {
        part.split(b"/", 1)[0].split(b" ", 1)[0] for part in paper.data.split(b"/BaseFont /")[1:]
    }
    stems = {name.split(b"+")[-1].strip() for name in names}
    assert stems
    assert all(stem.startswith((b"LiberationSerif", b"DejaVuSans")) for stem in stems)


def test_a_lost_picture_is_an_error(slip: FormSchema, pages: PageReader) -> None:
    docx = fill_docx(slip, {**sample_of(slip), "slip_qr": one_bit_png()})
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            data: Any = one_bit_png() if name.endswith(".png") else source.read(name)
            target.writestr(name, data)
    with pytest.raises(DeviceError) as caught:
        InProcessRenderer(pages).render(damaged.getvalue())
    assert caught.value.code == "PDF-04"
