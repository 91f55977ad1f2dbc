"""A newer catalogue over the line: told of quietly, looked at, used with one key; never alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from base.clock import parse_moment
from base.settings import Settings
from catalog.bundle.publishers import Publisher as Trusted
from catalog.bundle.publishers import trust_publisher
from dossiers.workplace import open_desk_store
from exchange.keys import signing_public
from sync.catalogue_line import ADDRESS, CHECKS, LineChoices, read_choices, save_choices
from tests.conftest import MORNING, Desk
from tests.gui.conftest import WAIT_MS, Counter, commit
from tests.gui.test_catalogue_changes import dearer
from tests.gui.test_catalogue_page import CTRL, Catalogue
from tests.unit.catalog.bundle import made
from tests.unit.sync.line_server import HOST, PATH, Publisher, dripping, serving
from ui.pages.catalogue.panes.line_dialog import LineDialog
from ui.pages.catalogue.tabs import BROWSE, CHANGES, NEWS

pytestmark = pytest.mark.allow_hosts([HOST])
NAME = "Sở Tư pháp (mẫu)"
Start = Callable[[Desk], Counter]


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """The server with a catalogue that is newer than the delivered one."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as server:
        server.shelf.file = made.signed("2026.12.01", dearer)
        yield server


@pytest.fixture
def trusting(desk: Desk) -> Desk:
    """The desk trusts the publisher."""
    store = open_desk_store(desk.data_dir)
    key = signing_public(made.signing_key())
    with store.transaction() as tx:
        trusted = Trusted(name=NAME, signing_key=key, issued_at=MORNING)
        trust_publisher(tx, trusted, parse_moment(MORNING))
    store.close()
    return desk


@pytest.fixture
def addressed(trusting: Desk, publisher: Publisher) -> Desk:
    """The desk has the publisher's address."""
    settings = Settings(trusting.data_dir.settings_file)
    save_choices(settings, LineChoices(publisher.address))
    return trusting


def ask(counter: Counter) -> None:
    """Let the time for a look come."""
    counter.pages.catalogue.watch.ask_if_due()
    counter.settle()


def page_of(counter: Counter, tab: int = CHANGES) -> Catalogue:
    """Open the page."""
    page = Catalogue(counter)
    page.turn(tab)
    return page


def dialog_of(page: Catalogue) -> LineDialog:
    """Return the dialog that is open."""
    (found,) = [d for d in page.counter.window.findChildren(LineDialog) if d.isVisible()]
    return found


def assert_nothing_is_cut(dialog: LineDialog) -> None:
    """Every wrapped line has the height that its words need."""
    QApplication.processEvents()
    for said in dialog.findChildren(QLabel):
        if said.isVisible() and said.wordWrap():
            assert said.height() >= said.heightForWidth(said.width()), said.text()


def version(counter: Counter) -> str:
    return counter.pages.intake.start.reference.catalogue.version


def test_without_an_address_nothing_is_asked_and_the_pane_says_where_it_is_set(
    trusting: Desk, start: Start, publisher: Publisher
) -> None:
    counter = start(trusting)
    ask(counter)
    page = page_of(counter)
    changes = page.view.changes
    assert not changes.fetch.isEnabled()
    assert "Địa chỉ tải…" in changes.fetch.toolTip()
    assert "không tự kết nối" in changes.line.said()
    assert publisher.shelf.asked == []


def test_the_address_is_written_on_the_pane_and_a_wrong_one_is_refused_beside_it(
    trusting: Desk, start: Start, publisher: Publisher
) -> None:
    page = page_of(start(trusting))
    page.counter.press(Qt.Key.Key_L, CTRL)  # nothing to ask yet: the address is asked for
    dialog = dialog_of(page)
    commit(dialog.address.line, "ftp://danh-muc.example/x")
    QTest.keyClick(dialog.address.line, Qt.Key.Key_Return)
    assert "NET-01" in dialog.address.problem
    assert_nothing_is_cut(dialog)
    assert read_choices(Settings(trusting.data_dir.settings_file)).address == ""
    dialog.address.line.clear()
    commit(dialog.address.line, publisher.address)
    assert dialog.warns  # http is not encrypted
    assert_nothing_is_cut(dialog)
    dialog.often.setCurrentIndex(dialog.often.count() - 1)
    QTest.keyClick(dialog.address.line, Qt.Key.Key_Return)
    page.counter.settle()
    assert not [d for d in page.counter.window.findChildren(LineDialog) if d.isVisible()]
    stored = Settings(trusting.data_dir.settings_file)
    assert (stored.get(ADDRESS), stored.get(CHECKS)) == (publisher.address, False)
    assert page.view.changes.fetch.isEnabled()
    assert "không tự hỏi" in page.view.changes.line.said()
    ask(page.counter)
    assert publisher.shelf.asked == []


def test_a_newer_one_is_told_of_looked_at_without_a_line_and_used_with_one_key(
    addressed: Desk, start: Start, publisher: Publisher
) -> None:
    counter = start(addressed)
    before = version(counter)
    page = page_of(counter, BROWSE)
    ask(counter)
    assert page.view.tabs._heads._group.button(CHANGES).toolTip() == NEWS
    assert not counter.window.bar.isVisible()  # quiet
    assert version(counter) == before
    page.turn(CHANGES)
    changes = page.view.changes
    assert f"Có danh mục mới 2026.12.01 của {NAME}" in changes.line.said()
    assert changes.line.look.hasFocus()
    publisher.shelf.answers[PATH] = lambda handler: handler.say(503)
    counter.press(Qt.Key.Key_Space)
    counter.settle()
    assert "Xem trước, chưa nạp: danh mục 2026.12.01" in changes.file_words
    assert len(publisher.shelf.asked) == 1
    counter.press(Qt.Key.Key_Return, CTRL)
    counter.settle()
    assert version(counter) == "2026.12.01"
    assert not changes.line.has_news
    assert "đang dùng bản mới nhất" in changes.line.said()
    assert page.view.tabs._heads._group.button(CHANGES).toolTip() == "Thay đổi"


def test_it_is_asked_once_in_an_interval_and_known_after_a_restart(
    addressed: Desk, start: Start, publisher: Publisher
) -> None:
    counter = start(addressed)
    ask(counter)
    ask(counter)
    counter.window.close()
    again = start(addressed)
    ask(again)
    assert len(publisher.shelf.asked) == 1
    assert page_of(again).view.changes.line.has_news


def test_a_dead_line_is_silent_and_said_only_on_the_pane(
    addressed: Desk, start: Start, publisher: Publisher
) -> None:
    publisher.shelf.answers[PATH] = lambda handler: handler.say(503)
    counter = start(addressed)
    ask(counter)
    assert not counter.window.bar.isVisible()
    said = page_of(counter).view.changes.line.said()
    assert "chưa có trả lời" in said
    assert "NET-09" in said


def test_nothing_is_asked_while_something_else_goes_on(
    addressed: Desk, start: Start, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = start(addressed)
    with monkeypatch.context() as busy:
        busy.setattr(type(counter.program.jobs), "is_idle", property(lambda _: False))
        counter.pages.catalogue.watch.ask_if_due()
    counter.settle()
    assert publisher.shelf.asked == []


def test_ctrl_l_fetches_and_shows_and_the_newest_is_no_error(
    addressed: Desk, start: Start, publisher: Publisher
) -> None:
    page = page_of(start(addressed))
    counter, changes = page.counter, page.view.changes
    counter.press(Qt.Key.Key_L, CTRL)
    counter.settle()
    assert changes.is_looking
    assert changes.summary.startswith("Tệp này thay đổi so với bản")
    counter.press(Qt.Key.Key_L, CTRL)  # a file is looked at: nothing is fetched over it
    counter.settle()
    assert len(publisher.shelf.asked) == 1
    counter.press(Qt.Key.Key_Return, CTRL)
    counter.settle()
    changes.fetch.click()
    counter.settle()
    assert not changes.is_looking
    assert "Đang dùng danh mục mới nhất (2026.12.01)" in counter.window.bar.text
    assert publisher.shelf.header("If-None-Match") == [None, '"1"']


@pytest.mark.parametrize(
    ("fault", "code"),
    [("tampered", "SIGN-02"), ("older", "CAT-13"), ("page", "NET-11"), ("gone", "NET-07")],
)
def test_what_cannot_be_used_is_told_and_the_desk_goes_on(
    addressed: Desk, start: Start, publisher: Publisher, fault: str, code: str
) -> None:
    shelf = publisher.shelf
    files = {
        "tampered": shelf.file.replace(b"3000", b"4000"),
        "older": made.signed("2026.01.01"),
        "page": b"<html>",
    }
    shelf.file = files.get(fault, b"")
    if fault == "gone":
        shelf.answers[PATH] = lambda handler: handler.say(404)
    page = page_of(start(addressed))
    before = version(page.counter)
    page.view.changes.fetch.click()
    page.counter.settle()
    assert code in page.counter.window.bar.text
    assert code in page.view.changes.line.said()
    assert not page.view.changes.is_looking
    assert version(page.counter) == before


def test_a_fetch_can_be_stopped_and_never_holds_the_end_of_the_program(
    addressed: Desk, start: Start, publisher: Publisher
) -> None:
    publisher.shelf.answers[PATH] = dripping
    page = page_of(start(addressed))
    counter = page.counter
    page.view.changes.fetch.click()
    counter.bot.waitUntil(lambda: bool(publisher.shelf.asked), timeout=WAIT_MS)
    counter.program.jobs.cancel_slow()  # the button “Dừng”
    counter.settle()
    assert not page.view.changes.is_looking
    page.view.changes.fetch.click()
    counter.bot.waitUntil(lambda: len(publisher.shelf.asked) == 2, timeout=WAIT_MS)
    counter.window.close()  # joins the lanes


def test_what_comes_while_the_clerk_is_elsewhere_waits_there(addressed: Desk, start: Start) -> None:
    page = page_of(start(addressed))
    counter = page.counter
    page.view.changes.fetch.click()
    counter.window.show_page("intake")
    counter.settle()
    assert counter.window.page is counter.pages.intake_view
    assert "Đã tải danh mục 2026.12.01" in counter.window.bar.text
    assert page.view.changes.is_looking
