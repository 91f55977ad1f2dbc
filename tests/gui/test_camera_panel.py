"""Cards before a camera, from a film through the real OpenCV to the people of a case."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QThread
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from base.errors import DeviceError
from base.paths import DataDir
from base.settings import Settings
from citizens.readers.pictures import scan_bytes
from tests.conftest import Desk
from tests.gui.conftest import FATHER, MOTHER, WAIT_MS, Counter
from tests.gui.film import Film, write_film
from tests.unit.readers_more.recorded import Shot, film
from ui.pages.camera.presenter import CAMERA, CameraPresenter

pytest.importorskip("cv2", reason="needs the extra camera")
TABLE = Image.new("L", (1280, 720), 105)
CARD = Shot(MOTHER, code_mm=14.0)
HINTS = {
    "Quá tối": replace(CARD, fills=0.4).dim(),
    "Mã quá nhỏ": replace(CARD, fills=0.26, blur=1.2),
    "Bị loá": replace(CARD, glare=0.25),
    "Giữ yên": replace(CARD, blur=6.5),
}
MakeFilm = Callable[[Sequence[Image.Image]], Path]


@pytest.fixture
def make_film(tmp_path: Path) -> MakeFilm:
    """Films by the order in which they are made."""
    folder = tmp_path / "films"
    folder.mkdir()

    def make(frames: Sequence[Image.Image]) -> Path:
        return write_film(folder / f"{len(list(folder.iterdir()))}.avi", frames)

    return make


@pytest.fixture
def camera(counter: Counter) -> CameraPresenter:
    return counter.pages.readers.camera


def use(camera: CameraPresenter, source: Film) -> list[int]:
    """Put a film in the camera's place; return what counts the beeps."""
    beeps: list[int] = []
    camera.camera_of = lambda number: source
    camera.beep = lambda: beeps.append(1)
    return beeps


def waiting(counter: Counter) -> list[str | None]:
    case = counter.pages.intake.keeper.case
    assert case is not None
    return [person.full_name for person in case.waiting]


def said(counter: Counter) -> str:
    return counter.pages.readers.camera_panel.said()


def until(counter: Counter, condition: Callable[[], bool]) -> None:
    counter.bot.waitUntil(condition, timeout=WAIT_MS)


def is_off(counter: Counter, source: Film) -> Callable[[], bool]:
    panel = counter.pages.readers.camera_panel
    return lambda: not source.is_open and not panel.isVisible()


def test_two_cards_come_into_the_case_one_after_the_other(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm
) -> None:
    source = Film(make_film([TABLE]))
    beeps = use(camera, source)
    counter.open_case()
    counter.press(Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    until(counter, lambda: "đang tìm mã" in said(counter))
    source.put(make_film(film(CARD, 3)))
    until(counter, lambda: waiting(counter) == ["Nguyễn Thị Lan"])
    assert said(counter) == "đã đọc: Nguyễn Thị Lan"
    assert beeps == [1]
    assert MOTHER in codes_of(counter)  # the frozen picture is the frame that was read
    counter.pages.intake.people.give_role_number(1)
    until(counter, lambda: "Thẻ này vừa đọc xong" in said(counter))
    source.put(make_film(film(replace(CARD, payload=FATHER), 3)))
    until(counter, lambda: waiting(counter) == ["Hà Văn Hùng"])
    assert beeps == [1, 1]
    counter.press(Qt.Key.Key_Escape)
    until(counter, is_off(counter, source))
    assert counter.pages.intake_view.pane is counter.pages.intake_view.work


def codes_of(counter: Counter) -> list[str]:
    seen = counter.pages.readers.camera_panel.picture.seen
    assert seen is not None
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QPixmap.fromImage(seen.picture).save(buffer, "PNG")
    return [scan.reading.payload for scan in scan_bytes(bytes(data.data()))]


def test_without_a_case_the_tray_takes_the_person_and_enter_goes_on(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm
) -> None:
    source = Film(make_film(film(CARD, 2)))
    use(camera, source)
    tray = counter.pages.intake_view.start.tray
    counter.pages.intake_view.start.ways.camera.click()
    until(counter, lambda: "Nguyễn Thị Lan" in tray.said())
    panel = counter.pages.readers.camera_panel
    assert tray.isVisible()
    assert not panel.geometry().intersects(tray.parentWidget().geometry())  # type: ignore[union-attr]
    source.put(make_film(film(replace(CARD, payload=FATHER), 2)))
    counter.press(Qt.Key.Key_Return)
    until(counter, lambda: "Hà Văn Hùng" in tray.said())


@pytest.mark.parametrize("hint", HINTS)
def test_a_hint_says_what_stands_in_the_way(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm, hint: str
) -> None:
    use(camera, Film(make_film(film(HINTS[hint], 2))))
    counter.open_case()
    counter.pages.readers.open_camera()
    until(counter, lambda: hint in said(counter))
    assert waiting(counter) == []


def test_few_pixels_are_told(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm
) -> None:
    use(camera, Film(make_film([TABLE.resize((640, 480))])))
    counter.pages.readers.open_camera()
    panel = counter.pages.readers.camera_panel
    until(counter, lambda: "1280 x 720" in shown_texts(panel))


def shown_texts(panel: QWidget) -> str:
    return "\n".join(item.text() for item in panel.findChildren(QLabel) if item.isVisible())


def leave_program(counter: Counter) -> None:
    counter.window.close()


LEAVE: dict[str, Callable[[Counter], None]] = {
    "another page": lambda counter: counter.window.show_page("outbox"),
    "another case": lambda counter: counter.pages.intake.begin(),
    "a paper": lambda counter: counter.pages.intake_view.show_preview(),
    "taken in": lambda counter: counter.pages.intake_view.show_done(),
    "nobody there": lambda counter: counter.pages.readers.camera.idle.timeout.emit(),
    "esc": lambda counter: counter.press(Qt.Key.Key_Escape),
    "the end": leave_program,
}


@pytest.mark.parametrize("way", LEAVE)
def test_the_camera_is_off_after(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm, way: str
) -> None:
    source = Film(make_film(film(CARD, 1)))
    use(camera, source)
    counter.open_case()
    counter.pages.readers.open_camera()
    until(counter, lambda: waiting(counter) == ["Nguyễn Thị Lan"])
    LEAVE[way](counter)
    until(counter, is_off(counter, source))
    assert counter.pages.readers.camera_panel.picture.seen is None
    assert not camera.idle.isActive()


def test_the_idle_time_begins_anew_with_every_card(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm
) -> None:
    use(camera, Film(make_film(film(CARD, 1))))
    counter.open_case()
    counter.pages.readers.open_camera()
    assert camera.idle.isActive()
    camera.idle.stop()
    until(counter, lambda: waiting(counter) == ["Nguyễn Thị Lan"])
    assert camera.idle.isActive()
    assert camera.idle.interval() == 120_000


def test_opened_from_the_scanner_page_the_people_come_to_the_front(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm
) -> None:
    source = Film(make_film([TABLE]))
    use(camera, source)
    counter.window.top_bar.scanner_wanted.emit()
    counter.pages.scanners.view.camera_wanted.emit()
    until(counter, lambda: source.is_open)
    assert counter.window.page is counter.pages.intake_view
    assert counter.pages.readers.camera_panel.isVisible()


def test_without_opencv_the_clerk_is_told_what_to_do(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    counter.pages.readers.open_camera()
    until(counter, lambda: "DEV-03" in said(counter))
    assert "máy quét hoặc chọn ảnh" in said(counter)
    asked: list[int] = []
    counter.pages.intake_view.people.files_wanted.disconnect()
    counter.pages.intake_view.people.files_wanted.connect(lambda: asked.append(1))
    press(counter, "Chọn ảnh, PDF…")
    assert asked == [1]
    assert not counter.pages.readers.camera_panel.isVisible()


def press(counter: Counter, name: str) -> None:
    buttons = counter.pages.readers.camera_panel.findChildren(QPushButton)
    next(b for b in buttons if b.accessibleName() == name and b.isVisible()).click()


def test_a_camera_that_is_not_there_can_be_tried_again(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm, tmp_path: Path
) -> None:
    source = Film(tmp_path / "none.avi")
    use(camera, source)
    counter.pages.readers.open_camera()
    until(counter, lambda: "DEV-04" in said(counter))
    source.put(make_film([TABLE]))
    press(counter, "Thử lại")
    until(counter, lambda: "đang tìm mã" in said(counter))


def test_the_next_camera_is_remembered_and_after_the_last_comes_the_first(
    start: Callable[[Desk], Counter], desk: Desk, data_dir: DataDir, make_film: MakeFilm
) -> None:
    films = [Film(make_film([TABLE])), Film(make_film([TABLE.point(lambda grey: grey + 20)]))]
    missing = Film(data_dir.root / "none.avi")
    asked: list[int] = []

    def camera_of(number: int) -> Film:
        asked.append(number)
        return films[number] if number < len(films) else missing

    counter = start(desk)
    counter.pages.readers.camera.camera_of = camera_of
    counter.pages.readers.open_camera()
    until(counter, lambda: films[0].is_open)
    press(counter, "Camera khác")
    until(counter, lambda: films[1].is_open and not films[0].is_open)
    until(counter, lambda: Settings(data_dir.settings_file).get(CAMERA) == 1)
    press(counter, "Camera khác")
    until(counter, lambda: films[0].is_open)
    assert asked == [0, 1, 2, 0]
    assert "quay về camera thứ nhất" in counter.window.bar.text


def test_a_camera_that_is_pulled_out_is_told(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm
) -> None:
    class Pulled(Film):
        is_out = False

        def read(self) -> Image.Image | None:
            if self.is_out:
                raise DeviceError("DEV-04", "Camera không gửi hình.", "Cắm lại.", detail="silent")
            return super().read()

    source = Pulled(make_film([TABLE]))
    use(camera, source)
    counter.pages.readers.open_camera()
    until(counter, lambda: "đang tìm mã" in said(counter))
    source.is_out = True
    until(counter, lambda: "DEV-04" in said(counter))
    assert not source.is_open


def test_views_arrive_in_the_window_s_thread_and_older_ones_are_dropped(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm
) -> None:
    threads: list[QThread] = []
    use(camera, Film(make_film([TABLE])))
    panel = counter.pages.readers.camera_panel
    seen_before = panel.show_seen

    def show(seen: object) -> None:
        threads.append(QThread.currentThread())
        seen_before(seen)  # type: ignore[arg-type]

    panel.show_seen = show  # type: ignore[method-assign]
    counter.pages.readers.open_camera()
    until(counter, lambda: len(threads) >= 3)
    assert set(threads) == {counter.window.thread()}


def test_no_picture_is_written_to_the_disk(
    counter: Counter, camera: CameraPresenter, make_film: MakeFilm, tmp_path: Path
) -> None:
    use(camera, Film(make_film(film(CARD, 1))))
    before = {path for path in tmp_path.rglob("*") if path.suffix}
    counter.open_case()
    counter.pages.readers.open_camera()
    until(counter, lambda: waiting(counter) == ["Nguyễn Thị Lan"])
    counter.settle()
    new = {path for path in tmp_path.rglob("*") if path.suffix} - before
    assert not [path for path in new if path.suffix in {".png", ".jpg", ".avi", ".bmp", ".raw"}]
