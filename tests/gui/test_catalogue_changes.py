"""Thay đổi and Còn thiếu: files from a disk, one step back, what citizens miss, the export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from base.paths import PROJECT_DIR
from catalog.bundle.publishers import write_publisher
from dossiers.acceptance import take_in
from dossiers.draft import IntakeDraft
from exchange.records import Party
from tests.conftest import Desk
from tests.gui.conftest import Counter, commit
from tests.gui.test_catalogue_page import CTRL, Catalogue, write_note
from tests.unit.catalog.bundle import made
from ui import dialogs
from ui.pages.catalogue.panes.publishers_dialog import PublishersDialog
from ui.pages.catalogue.tabs import BROWSE, CHANGES, WANTED

Start = Callable[[Desk], Counter]
COPY, BIRTH = made.COPY, "1.001193"


def dearer(found: made.Files) -> None:
    """Change what a certified copy costs."""
    made.procedure(found, COPY)["fees"][0]["amount_vnd"] = 3000


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A USB stick with a publisher's key and two catalogues."""
    folder = tmp_path / "usb"
    folder.mkdir()
    key = write_publisher("Sở Tư pháp (mẫu)", made.MOMENT, made.signing_key())
    (folder / "khoa.json").write_bytes(key)
    (folder / "moi.json").write_bytes(made.signed("2026.12.01", dearer))
    (folder / "hong.json").write_bytes(made.signed("2026.12.01", dearer).replace(b"3000", b"4000"))
    return folder


@pytest.fixture
def with_dossier(desk: Desk, start: Start) -> Counter:
    """The program over a desk with one open dossier for certified copies."""
    party = Party(full_name="NGUYỄN THỊ LAN", personal_number="025190000222")
    with desk.open() as workplace:
        take_in(workplace, IntakeDraft(COPY, applicant=party, submitter=party))
    return start(desk)


@pytest.fixture
def page(with_dossier: Counter) -> Catalogue:
    found = Catalogue(with_dossier)
    found.turn(CHANGES)
    return found


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch, disk: Path) -> Callable[[str], None]:
    """Say which file the clerk chooses, and that every question is answered with yes."""
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: True)

    def set_file(name: str) -> None:
        monkeypatch.setattr(dialogs, "pick_file", lambda *_: disk / name)

    return set_file


def trust(page: Catalogue, choose: Callable[[str], None]) -> None:
    """Trust the publisher of the test."""
    choose("khoa.json")
    dialog = publishers(page)
    dialog.more.click()
    page.counter.settle()
    dialog.accept()


def publishers(page: Catalogue) -> PublishersDialog:
    """Open the list of publishers."""
    page.view.changes.publishers.click()
    page.counter.settle()
    (found,) = [d for d in page.counter.window.findChildren(PublishersDialog) if d.isVisible()]
    return found


def look(page: Catalogue, choose: Callable[[str], None], name: str = "moi.json") -> None:
    """Choose a file with Ctrl+O."""
    choose(name)
    page.counter.press(Qt.Key.Key_O, CTRL)
    page.counter.settle()


def test_a_file_shows_publisher_signature_changes_and_dossiers_before_it_is_taken(
    page: Catalogue, choose: Callable[[str], None]
) -> None:
    trust(page, choose)
    look(page, choose)
    changes = page.view.changes
    assert "Xem trước, chưa nạp: danh mục 2026.12.01 của Sở Tư pháp (mẫu)" in changes.file_words
    assert "lập ngày 26/11/2026" in changes.file_words
    assert "Chữ ký đúng" in changes.file_words
    assert "1 hồ sơ chưa xong" in changes.summary
    entries = [changes.list.entry(changes.list.model().index(n, 0)) for n in range(2)]
    general, entry = entries  # then what is on this desk's tables
    assert general is not None
    assert general.title == "Khác"
    assert entry is not None
    assert entry.key == COPY
    assert "mức thu" in entry.detail
    assert page.counter.pages.intake.start.reference.catalogue.version != "2026.12.01"


def test_a_promised_day_that_becomes_a_day_off_stands_first_with_what_to_do(
    page: Catalogue, choose: Callable[[str], None], disk: Path
) -> None:
    def closed(found: made.Files) -> None:
        for day in ("2026-11-26", "2026-11-27"):
            found["calendar.json"]["days"].append(
                {"date": day, "kind": "swap_off", "name": "Nghỉ hoán đổi", "basis": "B",
                 "certainty": "announced"}
            )  # fmt: skip

    (disk / "nghi.json").write_bytes(made.signed("2026.12.01", closed))
    trust(page, choose)
    look(page, choose, "nghi.json")
    changes = page.view.changes
    assert "1 ngày hẹn là ngày nghỉ" in changes.summary
    entry = changes.list.entry(changes.list.model().index(0, 0))
    assert entry is not None
    assert (entry.title, entry.detail) == ("Ngày hẹn là ngày nghỉ", "1 hồ sơ")
    told = " ".join(label.text() for label in changes.findChildren(QLabel))
    assert "là ngày nghỉ (Nghỉ hoán đổi): hẹn lại 17:00 30/11/2026, báo cho người nộp." in told
    page.counter.press(Qt.Key.Key_Return, CTRL)
    page.counter.settle()
    assert "1 hồ sơ phải hẹn lại vì ngày hẹn là ngày nghỉ" in page.counter.window.bar.text


def test_ctrl_enter_puts_it_into_use_for_every_page_and_it_is_asked_before_going_back(
    page: Catalogue, choose: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    counter, before = page.counter, page.counter.pages.intake.start.reference.catalogue.version
    page.turn(BROWSE)
    page.open(BIRTH)  # not in the file: its card goes
    page.turn(CHANGES)
    trust(page, choose)
    look(page, choose)
    counter.press(Qt.Key.Key_Return, CTRL)
    counter.settle()
    assert counter.pages.intake.start.reference.catalogue.version == "2026.12.01"
    assert "1 hồ sơ chưa xong giữ phiên bản lúc tiếp nhận" in counter.window.bar.text
    page.turn(BROWSE)
    assert "Đăng ký khai sinh" not in page.said()
    page.open(COPY)
    page.answer("copies", "1")
    page.answer("pages", "1")
    assert "3.000 đ" in page.said()
    page.turn(CHANGES)
    assert page.view.changes.back.isEnabled()
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: False)
    page.view.changes.back.click()
    counter.settle()
    assert counter.pages.intake.start.reference.catalogue.version == "2026.12.01"
    monkeypatch.setattr(dialogs, "ask", lambda *_, **__: True)
    page.view.changes.back.click()
    counter.settle()
    assert counter.pages.intake.start.reference.catalogue.version == before
    assert page.view.changes.list.hasFocus()
    assert not page.view.changes.back.isEnabled()


def test_a_new_catalogue_is_there_after_a_restart(
    page: Catalogue, choose: Callable[[str], None], start: Start, desk: Desk
) -> None:
    trust(page, choose)
    look(page, choose)
    page.view.changes.install.click()
    page.counter.settle()
    page.counter.window.close()
    again = start(desk)
    assert again.pages.intake.start.reference.catalogue.version == "2026.12.01"


def test_a_borrowed_name_is_shown_only_with_a_warning(
    page: Catalogue, choose: Callable[[str], None], disk: Path
) -> None:
    (disk / "khoa.json").write_bytes(write_publisher("Kẻ lạ", made.MOMENT, made.signing_key()))
    trust(page, choose)
    look(page, choose)
    changes = page.view.changes
    assert "danh mục 2026.12.01 của Kẻ lạ" in changes.file_words
    assert f"Chú ý: tệp tự ghi nơi phát hành là “{made.PUBLISHER}”" in changes.file_words
    changes.install.click()
    page.counter.settle()
    assert f"Kẻ lạ phát hành, tệp tự ghi “{made.PUBLISHER}”" in changes._in_use.text()


def test_who_is_trusted_is_listed_and_taken_away_with_one_click(
    page: Catalogue, choose: Callable[[str], None]
) -> None:
    trust(page, choose)
    look(page, choose)
    page.view.changes.install.click()
    page.counter.settle()
    dialog = publishers(page)
    (key,) = dialog.removers
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert made.PUBLISHER in said
    assert f"mã khoá {key}" in said
    dialog.removers[key].click()
    page.counter.settle()
    assert dialog.removers == {}
    assert "Từ nay không nhận danh mục của" in page.counter.window.bar.text
    assert "không còn được tin" in page.view.changes._in_use.text()
    dialog.accept()
    look(page, choose)
    assert "(SIGN-04" in page.counter.window.bar.text


def test_a_newer_catalogue_of_the_program_is_offered_beside_the_installed_one(
    page: Catalogue, choose: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(page, choose)
    look(page, choose)
    changes = page.view.changes
    changes.install.click()
    page.counter.settle()
    assert changes.bundled.isHidden()
    monkeypatch.setattr("catalog.bundle.installed.bundled_version", lambda: "2027.06.01")
    page.presenter.changes.reload()
    page.counter.settle()
    assert "Chương trình kèm danh mục mới hơn (2027.06.01)" in changes._in_use.text()
    assert changes.bundled.isVisible()
    changes.bundled.click()
    page.counter.settle()
    assert page.counter.pages.intake.start.reference.catalogue.origin.kind == "bundled"
    assert changes.bundled.isHidden()
    assert changes.back.isEnabled()  # back to the installed one


def test_escape_takes_nothing(page: Catalogue, choose: Callable[[str], None]) -> None:
    trust(page, choose)
    look(page, choose)
    page.counter.press(Qt.Key.Key_Escape)
    page.counter.settle()
    assert not page.view.changes.is_looking
    assert not page.view.changes.back.isEnabled()
    assert page.view.tab == CHANGES


@pytest.mark.parametrize(
    ("name", "code", "trusted"),
    [
        ("moi.json", "SIGN-04", False),
        ("hong.json", "SIGN-", True),
        ("khong-co.json", "CAT-44", True),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_with_its_code(
    page: Catalogue, choose: Callable[[str], None], name: str, code: str, *, trusted: bool
) -> None:
    if trusted:
        trust(page, choose)
    look(page, choose, name)
    assert f"({code}" in page.counter.window.bar.text
    assert not page.view.changes.is_looking


def test_a_touched_dossier_is_one_click_away_and_says_its_version(
    page: Catalogue, choose: Callable[[str], None]
) -> None:
    trust(page, choose)
    look(page, choose)
    counter = page.counter
    page.view.changes.list.step(1)  # below what is general
    texts = " ".join(w.text() for w in page.view.changes.findChildren(type(page.view.changes._sum)))
    assert "giữ bản" in texts
    assert "Mỗi hồ sơ vẫn theo phiên bản danh mục lúc tiếp nhận." in texts
    (touched,) = page.presenter.changes.looked
    page.view.changes.dossier_wanted.emit(touched.id)
    counter.settle()
    assert counter.window.page is counter.pages.dossiers_view
    assert touched.number in counter.pages.dossiers_view.detail.said()


# --- what is missing ---------------------------------------------------------------------------


def test_what_is_not_found_goes_to_the_list_with_its_words(page: Catalogue) -> None:
    page.turn(BROWSE)
    page.search("xin phep dung rap dam cuoi")
    page.view.list.missing_button.click()
    page.counter.settle()
    wanted = page.view.wanted
    assert page.view.tab == WANTED
    assert wanted.said.text == "xin phep dung rap dam cuoi"
    page.counter.press(Qt.Key.Key_Return)
    page.counter.settle()
    commit(wanted.said.line, "Xin phép dựng rạp đám cưới")
    page.counter.press(Qt.Key.Key_Return, CTRL)
    page.counter.settle()
    assert [(row.said, row.asked) for row in page.presenter.kept.rows.wanted] == [
        ("xin phep dung rap dam cuoi", 2)
    ]
    assert wanted.said.text == ""


def test_nothing_written_is_refused_beside_the_line(page: Catalogue) -> None:
    page.turn(WANTED)
    page.view.wanted.ask()
    page.counter.settle()
    assert "CAT-42" in page.view.wanted.said.problem


def test_only_a_procedure_that_exists_is_an_answer(page: Catalogue) -> None:
    page.turn(WANTED)
    commit(page.view.wanted.said.line, "giấy khai sinh cho cháu")
    page.view.wanted.ask()
    page.counter.settle()
    page.view.wanted.code.set_text("9.999999")
    page.view.wanted.answer.click()
    page.counter.settle()
    assert "CAT-01" in page.counter.window.bar.text
    page.view.wanted.code.set_text(BIRTH)
    page.view.wanted.answer.click()
    page.counter.settle()
    assert [row.answered_by for row in page.presenter.kept.rows.wanted] == [BIRTH]


def test_notes_and_wishes_go_into_one_file(
    page: Catalogue, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.turn(BROWSE)
    page.open(BIRTH)
    write_note(page, "Trạm y tế thôn Mẫu cấp giấy viết tay.")
    page.turn(WANTED)
    commit(page.view.wanted.said.line, "dựng rạp")
    page.view.wanted.ask()
    page.counter.settle()
    out = tmp_path / "gui-so.csv"
    monkeypatch.setattr(dialogs, "pick_save", lambda *_: out)
    page.counter.press(Qt.Key.Key_S, CTRL)
    page.counter.settle()
    text = out.read_text(encoding="utf-8-sig")
    assert "Trạm y tế thôn Mẫu cấp giấy viết tay." in text
    assert "dựng rạp" in text
    assert "gui-so.csv" in page.counter.window.bar.text


def test_enter_on_a_note_opens_its_procedure(page: Catalogue) -> None:
    page.turn(BROWSE)
    page.open(COPY)
    write_note(page, "Ghi chú")
    page.open(BIRTH)
    page.turn(WANTED)
    page.view.wanted.note_view.selectRow(0)
    page.view.wanted.note_view.activated.emit(page.view.wanted.notes.index(0, 0))
    page.counter.settle()
    assert page.view.tab == BROWSE
    assert page.presenter.card.code == COPY


def test_the_page_costs_nothing_before_it_is_opened(counter: Counter) -> None:
    assert counter.pages.catalogue.view is None
    source = (PROJECT_DIR / "ui" / "pages" / "build.py").read_text(encoding="utf-8")
    assert "catalogue.presenter" not in source
    assert "catalogue.view" not in source
