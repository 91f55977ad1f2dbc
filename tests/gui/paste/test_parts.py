"""The pieces of the paste helper alone: walk, clipboard, keys, choices."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from base.errors import DeviceError, InputError
from base.settings import Setting, Settings
from forms.targets import Target
from forms.targets.steps import Step
from forms.targets.writing import DateStyle
from tests.gui.conftest import WAIT_MS
from ui.paste.choices import PasteChoices
from ui.paste.clipboard import KDE_HINT, WINDOWS_EXCLUSIONS, SecretClipboard, secret_data
from ui.paste.keys.hotkey import CHOICES, DEFAULT, GlobalKey, parse_hotkey
from ui.paste.keys.windows import MOD_NOREPEAT, WM_HOTKEY, HotkeyFilter, WindowsKey
from ui.paste.presenter import order_note
from ui.paste.walk import Place, Walk, begin

STEPS = tuple(
    Step(key, key, "s", text)
    for key, text in (("a", ""), ("b", "1"), ("c", ""), ("d", "2"), ("e", "3"))
)


def at(walk: Walk) -> str | None:
    return walk.current.id if walk.current else None


def test_empty_lines_are_passed_over_both_ways() -> None:
    walk = begin(STEPS)
    seen = [at(walk)]
    while walk.current is not None:
        walk.forward()
        seen.append(at(walk))
    assert seen == ["b", "d", "e", None]
    walk.back()
    walk.back()
    assert at(walk) == "d"
    walk.back()
    walk.back()
    assert at(walk) == "b"


def test_a_whole_line_whose_parts_hold_everything_is_reached_only_by_the_list() -> None:
    aside = Step("x", "x: cả dòng", "s", "1 2", is_aside=True)
    walk = begin((*STEPS[:2], aside, *STEPS[2:]))
    assert walk.count == (1, 3)
    walk.forward()
    assert at(walk) == "d"
    walk.jump(2)
    assert at(walk) == "x"
    walk.forward()
    assert at(walk) == "d"
    walk.back()
    assert at(walk) == "b"
    needed = begin((Step("x", "x", "s", "1 2"), *STEPS))
    assert at(needed) == "x"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (Target("x", "X"), "Chưa rõ thứ tự của hệ thống này: theo thứ tự tờ khai"),
        (Target("x", "X", items=("a",)), "Theo thứ tự của hệ thống này"),
        (
            Target("x", "X", items=("a",), is_compared=False),
            "Theo mẫu điện tử, chưa đối chiếu màn hình",
        ),
    ],
)
def test_it_says_where_the_order_is_from(target: Target, said: str) -> None:
    handing = SimpleNamespace(hand_over=None, is_arranged=False, target=target)
    assert order_note(handing) == (said, "plain")  # type: ignore[arg-type]


def test_it_counts_only_what_there_is_to_paste() -> None:
    walk = begin(STEPS)
    assert walk.count == (1, 3)
    assert walk.following is not None
    assert walk.following.id == "d"
    walk.jump(2)
    assert walk.current is not None
    assert (walk.current.id, walk.count) == ("c", (0, 3)), "empty, but reachable"


def test_pasted_and_skipped_are_told_apart() -> None:
    walk = begin(STEPS)
    walk.forward()
    walk.forward(skip=True)
    assert (walk.done, walk.skipped) == ({"b"}, {"d"})
    walk.back()
    walk.forward()
    assert (walk.done, walk.skipped) == ({"b", "d"}, set())


def test_an_interrupted_walk_goes_on_where_it_stood_also_in_another_order() -> None:
    walk = begin(STEPS)
    walk.forward()
    again = begin(tuple(reversed(STEPS)), walk.place)
    assert at(again) == "d"
    assert again.done == {"b"}


def test_a_line_that_is_gone_sends_to_the_first_one_not_pasted() -> None:
    assert at(begin(STEPS, Place("gone", frozenset("b")))) == "d"
    assert at(begin(STEPS, Place("gone", frozenset("bde")))) is None


def test_at_the_end_a_new_line_is_not_forgotten() -> None:
    assert at(begin(STEPS, Place(None, frozenset("bde")))) is None
    assert at(begin(STEPS, Place(None, frozenset("bd"), frozenset("e")))) is None
    assert at(begin(STEPS, Place(None, frozenset("be")))) == "d"


def test_nothing_to_paste_is_the_end_at_once() -> None:
    walk = begin((STEPS[0],))
    assert walk.current is None
    walk.forward()
    assert walk.place == Place(None)


def test_windows_keeps_the_value_out_of_history_and_cloud() -> None:
    data = secret_data("giá trị", b"t", "win32")
    assert data.text() == "giá trị"
    found = {name: bytes(data.data(name).data()) for name, _ in WINDOWS_EXCLUSIONS}
    assert found == {
        "ExcludeClipboardContentFromMonitorProcessing": b"\x01\x00\x00\x00",
        "CanIncludeInClipboardHistory": b"\x00\x00\x00\x00",
        "CanUploadToCloudClipboard": b"\x00\x00\x00\x00",
    }
    assert not any(name.startswith("application/x-qt-windows-mime") for name in data.formats()), (
        "Qt would register that whole text as the format's name"
    )


def test_kde_is_asked_to_keep_no_history() -> None:
    data = secret_data("giá trị", b"t", "linux")
    assert bytes(data.data(KDE_HINT[0]).data()) == b"secret"
    assert not data.hasFormat("CanIncludeInClipboardHistory")


def test_a_value_leaves_the_clipboard_after_its_time(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(0)
    with qtbot.waitSignal(clipboard.expired, timeout=WAIT_MS):
        clipboard.put("025190000222")
        assert QGuiApplication.clipboard().text() == "025190000222"
    assert QGuiApplication.clipboard().text() == ""


def test_what_somebody_else_copied_since_is_left_alone(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(60)
    clipboard.put("một")
    QGuiApplication.clipboard().setText("một")  # the same text, but not ours
    assert not clipboard.is_ours
    clipboard.clear()
    assert QGuiApplication.clipboard().text() == "một"
    QGuiApplication.clipboard().clear()


def test_another_copy_of_the_helper_is_somebody_else(qtbot: QtBot) -> None:
    mine, other = SecretClipboard(60), SecretClipboard(60)
    mine.put("một")
    other.put("hai")
    mine.clear()
    assert QGuiApplication.clipboard().text() == "hai"
    other.clear()
    assert QGuiApplication.clipboard().text() == ""


def test_taking_away_twice_does_no_harm(qtbot: QtBot) -> None:
    clipboard = SecretClipboard(60)
    clipboard.put("một")
    clipboard.clear()
    foreign = QMimeData()
    foreign.setText("của người khác")
    QGuiApplication.clipboard().setMimeData(foreign)
    clipboard.clear()
    assert QGuiApplication.clipboard().text() == "của người khác"
    QGuiApplication.clipboard().clear()


def test_keys_are_windows_virtual_keys() -> None:
    f7, both = parse_hotkey("Ctrl+F7"), parse_hotkey("Ctrl+Alt+F7")
    assert f7 is not None
    assert both is not None
    assert (f7.modifiers, f7.code) == (0x0002, 0x76)
    assert both.modifiers == 0x0003
    assert parse_hotkey("") is None


def test_no_choice_collides_with_scanners_unikey_or_typing() -> None:
    for text in filter(None, CHOICES):
        assert parse_hotkey(text) is not None
        assert "Shift" not in text, "Ctrl+Shift and Ctrl+Shift+F… are Unikey's"
        assert text.split("+")[-1].startswith("F"), "figures and letters are for typing"
        assert text.startswith("Ctrl+"), "a bare F7 or F5 is the browser's"


@pytest.mark.parametrize("text", ["Ctrl+V", "Alt+1", "Alt+Z", "Ctrl+Shift", "F7", "Ctrl+F99"])
def test_other_keys_are_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_hotkey(text)
    assert refused.value.code == "PASTE-01"


class Keys:
    """Windows' table of hotkeys, with one that another program may hold."""

    def __init__(self, taken: tuple[int, int] | None = None) -> None:
        self.taken = taken
        self.held: dict[int, tuple[int, int]] = {}

    def register(self, key_id: int, modifiers: int, code: int) -> bool:
        if self.taken == (modifiers & ~MOD_NOREPEAT, code) or key_id in self.held:
            return False
        self.held[key_id] = (modifiers, code)
        return True

    def unregister(self, key_id: int) -> None:
        del self.held[key_id]


def message(number: int, key_id: int) -> wintypes.MSG:
    found = wintypes.MSG()
    found.message, found.wParam = number, key_id
    return found


def test_the_key_is_held_without_repeat_and_let_go(qtbot: QtBot) -> None:
    keys = Keys()
    key = WindowsKey(keys)
    for text in (DEFAULT, "Ctrl+F8"):  # the second takes the place of the first
        hotkey = parse_hotkey(text)
        assert hotkey is not None
        key.hold(hotkey)
    assert list(keys.held.values()) == [(0x0002 | MOD_NOREPEAT, 0x77)]
    key.release()
    key.release()
    assert keys.held == {}


def test_a_key_of_another_program_is_said_with_its_name(qtbot: QtBot) -> None:
    hotkey = parse_hotkey(DEFAULT)
    assert hotkey is not None
    key = WindowsKey(Keys(taken=(hotkey.modifiers, hotkey.code)))
    with pytest.raises(DeviceError) as refused:
        key.hold(hotkey)
    assert refused.value.code == "PASTE-02"
    assert DEFAULT in refused.value.message
    key.release()


def test_only_our_hotkey_message_is_swallowed(qtbot: QtBot) -> None:
    key, keys = GlobalKey(), Keys()
    pressed: list[int] = []
    key.pressed.connect(lambda: pressed.append(1))
    hotkey = parse_hotkey(DEFAULT)
    assert hotkey is not None
    WindowsKey(keys).hold(hotkey)
    (ours,) = keys.held
    heard = HotkeyFilter(key)
    for kind, number, key_id, swallowed in (
        (b"windows_dispatcher_MSG", WM_HOTKEY, ours, True),
        (b"windows_generic_MSG", WM_HOTKEY, ours, True),
        (b"windows_generic_MSG", WM_HOTKEY, ours + 1, False),
        (b"windows_generic_MSG", 0x0100, ours, False),
        (b"xcb_generic_event_t", WM_HOTKEY, ours, False),
    ):
        sent = message(number, key_id)
        answer = heard.nativeEventFilter(QByteArray(kind), ctypes.addressof(sent))
        assert answer == (swallowed, 0)
    assert len(pressed) == 2


def test_choices_are_kept_and_nonsense_counts_as_none(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    choices = PasteChoices(Settings(path))
    target = Target("tinh", "Hệ thống tỉnh", dates=DateStyle.DOTS)
    assert choices.dates(target) is DateStyle.DOTS
    choices.system = "tinh"
    choices.keep_dates("tinh", DateStyle.COMPACT)
    choices.keep_hotkey("Ctrl+F9")
    again = PasteChoices(Settings(path))
    assert (again.system, again.dates(target)) == ("tinh", DateStyle.COMPACT)
    assert again.hotkey == parse_hotkey("Ctrl+F9")
    other = Settings(path)
    for key, value in (("paste.hotkey", "Ctrl+V"), ("paste.dates.tinh", "hôm qua")):
        other.put(Setting(key, "", ""), value)
    other.put(Setting("paste.clear_seconds", 0, ""), 1)
    mended = PasteChoices(other)
    assert mended.hotkey == parse_hotkey(DEFAULT)
    assert mended.dates(target) is DateStyle.DOTS
    assert mended.seconds == 5


def test_no_key_is_a_choice_too(tmp_path: Path) -> None:
    choices = PasteChoices(Settings(tmp_path / "settings.json"))
    choices.keep_hotkey("")
    assert choices.hotkey is None
    with pytest.raises(InputError):
        choices.keep_hotkey("Ctrl+V")
