"""Cards before a camera, in frames as scan measurements describe them."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image, ImageChops

from base.errors import DeviceError
from citizens.payloads import Kind
from citizens.readers.camera import CameraReader, CameraScan, Guide, View
from citizens.readers.video.hints import Hint, hint_for
from tests.unit.readers_more.recorded import Shot, film, frame
from tests.unit.readers_more.test_framing import NEW, OLD

CAN_CUOC = Shot(NEW)
CCCD = Shot(OLD, code_mm=11.0)


def watch(scan: CameraScan, frames: Sequence[Image.Image]) -> list[View]:
    return [scan.feed(picture) for picture in frames]


@pytest.mark.parametrize(
    ("shot", "within"),
    [
        (CAN_CUOC, 1),
        (CAN_CUOC.office(), 1),
        (CAN_CUOC.dim(), 3),
        (replace(CAN_CUOC, fills=0.5), 2),
        (replace(CAN_CUOC, size=(640, 480)), 3),
        (CCCD, 1),
        (CCCD.office(), 3),
        (CCCD.dim(), 8),
        (replace(CCCD, fills=0.5), 3),
    ],
    ids=[
        "new", "new-office", "new-dim", "new-far", "new-vga", "old", "old-office", "old-dim",
        "old-far",
    ],
)  # fmt: skip
def test_a_card_is_read_within_some_frames(shot: Shot, within: int) -> None:
    views = watch(CameraScan(), film(shot, within))
    assert views[-1].is_found
    person = views[-1].scans[0].reading.person
    assert person is not None
    assert person.full_name == shot.payload.split("|")[2]


def test_success_freezes_the_frame_until_the_clerk_goes_on() -> None:
    scan, first = CameraScan(), frame(CAN_CUOC)
    view = scan.feed(first)
    assert view.is_found
    other = frame(CCCD)
    assert scan.feed(other) is view
    assert view.frame.tobytes() == first.tobytes()
    scan.resume()
    assert scan.feed(other).scans[0].reading.payload == OLD


@pytest.mark.parametrize(
    ("shot", "hint"),
    [
        (replace(CCCD, fills=0.5).dim(), Hint.DARK),
        (replace(CAN_CUOC, glare=0.25), Hint.GLARE),
        (replace(CCCD, fills=0.3, blur=1.2), Hint.SMALL),
        (replace(CAN_CUOC, fills=0.16), Hint.SMALL),
    ],
    ids=["dark", "glare", "small", "far"],
)
def test_a_hint_says_why_nothing_is_read(shot: Shot, hint: Hint) -> None:
    views = watch(CameraScan(), film(shot, 8))
    assert not any(view.is_found for view in views)
    assert views[-1].hint is hint
    assert views[0].hint is None  # one frame is no reason
    assert hint.text.endswith(".")


def test_a_lit_card_that_can_be_read_gives_no_hint() -> None:
    assert hint_for(frame(replace(CAN_CUOC, payload="x" * 20))) is None


def test_an_empty_table_gives_no_hint_and_a_covered_lens_is_dark() -> None:
    assert hint_for(Image.new("L", (1280, 720), 105)) is None
    assert hint_for(Image.new("L", (1280, 720), 8)) is Hint.DARK


def test_a_camera_with_few_pixels_is_named() -> None:
    scan = CameraScan()
    assert scan.feed(Image.new("L", (640, 480), 105)).is_coarse
    assert not scan.feed(Image.new("RGB", (1280, 720), (105, 105, 105))).is_coarse


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (1920, 1080), (720, 1280)])
def test_the_guide_has_the_shape_of_a_card_and_lies_in_the_frame(size: tuple[int, int]) -> None:
    guide = Guide.of(*size)
    width, height = guide.right - guide.left, guide.bottom - guide.top
    assert width / height == pytest.approx(85.6 / 54, rel=0.01)
    assert guide.left >= 0
    assert guide.top >= 0
    assert width >= 0.69 * size[0]
    assert guide.crop(Image.new("L", size)).size <= size


def test_what_lies_far_outside_the_guide_is_not_read() -> None:
    picture = Image.new("L", (1920, 1080), 105)
    picture.paste(frame(replace(CAN_CUOC, size=(640, 480))).crop((400, 60, 640, 240)), (0, 0))
    assert not CameraScan().feed(picture).is_found


def test_a_bar_code_counts_only_when_two_frames_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    from citizens.payloads import read_payload
    from citizens.readers import camera
    from citizens.readers.pictures import Scan

    codes = iter(["025090000123", "H44.10-240105-0001", "025090000123"])

    def decoded(picture: object, *, attempt: int) -> list[Scan]:
        return [Scan(1, "Code128", read_payload(next(codes)))]

    monkeypatch.setattr(camera, "decode_frame", decoded)
    views = watch(CameraScan(), [Image.new("L", (1280, 720), 105)] * 3)
    assert [view.is_found for view in views] == [False, False, True]
    assert views[-1].scans[0].reading.kind is Kind.ID_NUMBER


class Staged:
    """A camera that looks at one scene until another is put before it; now and then no frame."""

    def __init__(self, scene: Image.Image, *, fails: bool = False) -> None:
        self.scene = scene
        self._fails = fails
        self.reads = 0
        self.is_open = False

    def open(self) -> None:
        self.is_open = True

    def read(self) -> Image.Image | None:
        self.reads += 1
        if self.reads % 3 == 0:
            return None
        if self._fails:
            raise DeviceError("DEV-04", "Camera không gửi hình.", "Cắm lại camera.")
        threading.Event().wait(0.005)
        return self.scene

    def close(self) -> None:
        self.is_open = False


TABLE = Image.new("L", (1280, 720), 105)


def test_the_reader_delivers_two_cards_one_after_the_other_and_closes_the_camera() -> None:
    source = Staged(TABLE)
    reader, stop = CameraReader(source), threading.Event()
    found: list[str] = []
    cards = [frame(CAN_CUOC), frame(CCCD)]

    def on_view(view: View) -> None:
        if view.is_found:
            found.append(view.scans[0].reading.payload)
            reader.resume()
        if len(found) == 2:
            stop.set()
        source.scene = cards[len(found)] if not stop.is_set() else TABLE

    thread = threading.Thread(target=reader.run, args=(on_view, stop))
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert found == [NEW, OLD]
    assert not source.is_open


def test_the_picture_stays_live_while_a_frame_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks, go_on, stop = [0], threading.Event(), threading.Event()

    def slow(picture: object, *, attempt: int) -> list[object]:
        looks[0] += 1
        go_on.wait(30)
        return []

    monkeypatch.setattr("citizens.readers.camera.decode_frame", slow)
    views: list[View] = []

    def on_view(view: View) -> None:
        views.append(view)
        if len(views) == 3:
            go_on.set()
            stop.set()

    CameraReader(Staged(TABLE)).run(on_view, stop)
    assert len(views) == 3
    assert looks == [1]  # what came meanwhile was dropped, not queued


def test_nothing_is_delivered_while_the_frame_is_frozen() -> None:
    source = Staged(frame(CAN_CUOC))
    views: list[View] = []
    stop, reader = threading.Event(), CameraReader(source)
    thread = threading.Thread(target=reader.run, args=(views.append, stop))
    thread.start()
    until = time.monotonic() + 30
    while not (views and views[-1].is_found) and time.monotonic() < until:
        stop.wait(0.01)
    seen, reads = len(views), source.reads
    while source.reads < reads + 5 and time.monotonic() < until:
        stop.wait(0.01)
    stop.set()
    thread.join(30)
    assert views[-1].is_found
    assert len(views) == seen


def test_a_camera_that_goes_away_is_an_error_and_is_closed() -> None:
    source = Staged(TABLE, fails=True)
    with pytest.raises(DeviceError):
        CameraReader(source).run(lambda view: None, threading.Event())
    assert not source.is_open


def test_the_card_just_read_is_not_read_again_until_it_was_taken_away() -> None:
    scan, card = CameraScan(), frame(CAN_CUOC)
    assert scan.feed(card).is_found
    scan.resume()
    views = watch(scan, [card] * 5)
    assert not any(view.is_found for view in views)
    assert views[-1].hint is Hint.SAME
    watch(scan, [TABLE] * 5)
    assert scan.feed(card).is_found


def test_a_blurred_code_and_a_moved_card_are_to_be_held_still() -> None:
    blurred = watch(CameraScan(), film(replace(CAN_CUOC, fills=0.6, blur=5.5), 5))
    assert not any(view.is_found for view in blurred)
    assert blurred[-1].hint is Hint.STILL
    card = frame(replace(CAN_CUOC, blur=9))
    moved = [ImageChops.offset(card, 90 * (n % 2), 60 * (n % 3)) for n in range(6)]
    assert watch(CameraScan(), moved)[-1].hint is Hint.STILL
    assert watch(CameraScan(), [card] * 4)[-1].hint is not Hint.STILL


def test_views_show_no_personal_data() -> None:
    shown = repr(CameraScan().feed(frame(CAN_CUOC)))
    assert "025090000123" not in shown
