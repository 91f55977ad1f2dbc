"""Hands one value after the other to the clipboard, as the clerk goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject

from base.errors import DeskError
from dossiers.by_hand.hand_over import HandOver
from ui.paste.choices import PasteChoices
from ui.paste.clipboard import SecretClipboard
from ui.paste.handing import Handing, Orders
from ui.paste.keys.hotkey import GlobalKey
from ui.paste.pages.code_page import CodePage
from ui.paste.window import PasteWindow
from ui.session import Session
from ui.theme import Tone


class PastePresenter(QObject):
    """Between the dossier at hand, the window and the clipboard."""

    def __init__(
        self, session: Session, window: PasteWindow, choices: PasteChoices, key: GlobalKey
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._choices = choices
        self._key = key
        self.handing = Handing(choices)
        self.clipboard = SecretClipboard(choices.seconds, self)
        self._connect()

    def _connect(self) -> None:
        page, window = self._window.step, self._window
        page.next_wanted.connect(self.go_on)
        page.back_wanted.connect(self.go_back)
        page.copy_wanted.connect(self.copy)
        page.skip_wanted.connect(self.skip)
        window.code.back_wanted.connect(self.go_back)
        self._key.pressed.connect(self.go_on)
        self.clipboard.expired.connect(self._on_expired)

    def open(self, hand_over: HandOver, orders: Orders) -> None:
        """Hand over a dossier, from where the clerk stood with it."""
        self.handing.open(hand_over, orders)
        self._window.name(hand_over.provisional_number or "chưa tiếp nhận")
        self._window.show_quietly()
        self.hold_key()
        self.show()
        if self._window.page is self._window.code:
            self._window.take_keyboard()  # F7 once more: the code has come

    def adopt(self, hand_over: HandOver) -> None:
        """Show the same dossier as it is now; the clipboard stays as it is."""
        self.handing.adopt(hand_over)
        self._window.name(hand_over.provisional_number)
        self.show(copies=False)

    def close(self) -> None:
        """Let everything of the dossier go."""
        self.clipboard.clear()
        self._key.release()
        self.handing.close()
        self._window.wipe()
        self._window.hide()

    def hold_key(self) -> None:
        """Take the chosen key and show it; one that another program holds is said."""
        self._key.release()
        hotkey, shown = self._choices.hotkey, ""
        if hotkey is not None and self._key.is_supported:
            try:
                self._key.hold(hotkey)
                shown = hotkey.text
            except DeskError as error:
                self._session.fail(error)
        self._window.step.name_key(shown)

    def show(self, *, copies: bool = True) -> None:
        """Show the value at hand and put it on the clipboard; at the end ask for the code."""
        handing, page = self.handing, self._window.step
        if handing.hand_over is None:
            return
        paper = handing.paper
        page.show_systems([(t.system, t.name) for t in paper.targets], handing.target.system)
        page.show_papers([p.title for p in handing.hand_over.papers], handing.number)
        page.show_note(*order_note(handing))
        page.show_step(handing.walk, handing.after_last)
        if handing.walk.current is None:
            self.clipboard.clear()
            ask_code(self._window.code, handing.hand_over)
            self._window.show_code()
            return
        if copies:
            self.copy()
        self._window.show_step()

    def go_on(self) -> None:
        """The value was pasted: the next one."""
        self._forward(skip=False)

    def skip(self) -> None:
        """The value is not wanted: the next one."""
        self._forward(skip=True)

    def go_back(self) -> None:
        """The value before."""
        self.handing.walk.back()
        self.show()

    def copy(self) -> None:
        """Put the value at hand on the clipboard."""
        step = self.handing.walk.current
        if step is not None and step.text:
            self.clipboard.put(step.text)
            said = f"Đã chép: bấm Ctrl+V ở ô cần dán. Tự xóa sau {self.clipboard.seconds} giây."
        else:
            self.clipboard.clear()
            said = "Dòng này trống, không chép gì."
        self._window.step.show_state(said)

    def _forward(self, *, skip: bool) -> None:
        if self.handing.hand_over is None or self._window.page is not self._window.step:
            return  # a key pressed while the clerk looks at the list or types the code
        self.handing.forward(skip=skip)
        self.show()

    def _on_expired(self) -> None:
        self._window.step.show_state("Đã xóa khỏi bộ nhớ tạm. Bấm Chép để chép lại.")


def order_note(handing: Handing) -> tuple[str, Tone]:
    """Return where the order is from, or what to watch out for before anything is pasted."""
    errors = handing.hand_over.errors if handing.hand_over else 0
    if errors:
        return f"Tờ khai còn {errors} chỗ phải sửa, xem lại trước khi dán", "warning"
    if handing.is_arranged:
        return "Thứ tự do quầy sắp xếp", "plain"
    if handing.target.is_known and not handing.target.is_compared:
        return "Theo mẫu điện tử, chưa đối chiếu màn hình", "plain"
    if handing.target.is_known:
        return "Theo thứ tự của hệ thống này", "plain"
    return "Chưa rõ thứ tự của hệ thống này: theo thứ tự tờ khai", "plain"


def ask_code(page: CodePage, hand_over: HandOver) -> None:
    """Ask for the official code, or say why there is none to ask for."""
    if hand_over.dossier_id is None:
        page.tell("Hồ sơ chưa tiếp nhận. Tiếp nhận (F9), rồi nhập mã hồ sơ tại đây.")
    elif hand_over.dossier_code is not None:
        page.tell(
            f"Hồ sơ {hand_over.provisional_number} đã có mã {hand_over.dossier_code} và không còn "
            "trong mục Chờ gửi.",
            is_over=True,
        )
    else:
        page.ask(hand_over.provisional_number)
