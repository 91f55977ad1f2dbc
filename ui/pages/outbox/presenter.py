"""Chờ gửi: drains the outbox by timer and on wish, and tells how the way to the province stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from dossiers.dossier import OutboxRow, OutboxState
from dossiers.outbox import count_states, list_outbox
from dossiers.workplace import Workplace
from sync.carry import Exported, export_outbox
from sync.gateways.gateway import Line
from sync.run import SyncResult, run_once
from ui import dialogs
from ui.jobs import Kind
from ui.pages.code_desk import CodeDesk
from ui.pages.intake.done_presenter import UNDO_S
from ui.pages.outbox.view import OutboxView
from ui.session import Session
from ui.theme import Tone

_LIST = Kind("outbox list")
_COUNT = Kind("outbox count")
_SYNC = Kind("sync")
_SEND = Kind("sync", "Đang gửi")
_EXPORT = Kind("export", "Đang xuất gói")
EVERY_MS = 60_000
_CLOSED = frozenset(
    {OutboxState.ACCEPTED, OutboxState.ENTERED_BY_HAND, OutboxState.PARKED, OutboxState.HANDED_OVER}
)
_NO_GATEWAY = (
    "Chưa có nơi nhận hồ sơ tự động. Nhập từng hồ sơ vào hệ thống tỉnh, rồi gõ hoặc quét mã hồ sơ "
    "ở dòng dưới; hồ sơ sẽ ra khỏi mục này."
)
_GATEWAY = "Hồ sơ được gửi theo lượt; nơi nhận xác nhận rồi mới coi là đã gửi xong."


class OutboxPresenter(QObject):
    """Runs sync in the db lane; nothing here is lost by a kill."""

    counted = Signal(object)
    """How many rows stand in each state: dict[OutboxState, int]."""

    def __init__(self, session: Session, view: OutboxView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._line = Line.NO_GATEWAY
        self.line_since = session.clock()
        self._codes = CodeDesk(session, view.code, self._dossier_id)
        self._wanted = False
        view.shown.connect(self.reload)
        view.send_wanted.connect(self.send_now)
        view.export_wanted.connect(self._export)
        view.dossier_wanted.connect(session.dossier_wanted)
        session.dossiers_changed.connect(self._on_changed)
        has_gateway = self.has_gateway
        view.explain(_GATEWAY if has_gateway else _NO_GATEWAY, can_send=has_gateway)
        self._every = QTimer(self, interval=EVERY_MS)
        self._every.timeout.connect(self._send_due)
        self._after_undo = QTimer(self, interval=(UNDO_S + 1) * 1000, singleShot=True)
        self._after_undo.timeout.connect(self._send_due)

    @property
    def has_gateway(self) -> bool:
        """Whether there is a place to send to."""
        return self._session.workplace.profile.gateway is not None

    @property
    def line(self) -> Line:
        """How the line was at the last look."""
        return self._line

    def start(self) -> None:
        """Count, and send what the last run left."""
        self._count()
        self._send_due()
        self._after_undo.start()  # a row that was in its undo time when the last run ended
        self._every.start()

    def reload(self) -> None:
        """Read the outbox again."""
        self._session.on_store(list_outbox, self._on_rows, kind=_LIST)

    def send_now(self) -> None:
        """“Gửi ngay”."""
        self._wanted = True
        self._session.on_store(run_once, self._on_synced, kind=_SEND)

    def _send_due(self) -> None:
        if self.has_gateway:
            self._session.on_store(run_once, self._on_synced, kind=_SYNC)

    def _on_changed(self) -> None:
        self._count()
        if self.has_gateway:
            self._after_undo.start()
        if self._view.isVisible():
            self.reload()

    def _count(self) -> None:
        self._session.on_store(count_states, self._on_counted, kind=_COUNT)

    def _on_counted(self, counts: dict[OutboxState, int]) -> None:
        self.counted.emit(counts)

    def _on_rows(self, rows: tuple[OutboxRow, ...]) -> None:
        self._view.show_rows([row for row in rows if row.state not in _CLOSED])

    def _on_synced(self, result: SyncResult) -> None:
        if result.line is not self._line:
            self.line_since = self._session.clock()
        self._line = result.line
        if self._wanted:
            self._wanted = False
            self._session.tell(*_result_words(result))
        self._session.sent.emit()
        self._count()
        if self._view.isVisible():
            self.reload()

    def _export(self) -> None:
        folder = dialogs.pick_folder(self._view, "Chọn thư mục hoặc USB để ghi gói hồ sơ")
        if folder is not None:
            fn = partial(_export_to, folder=folder)
            self._session.on_store(fn, self._on_exported, kind=_EXPORT)

    def _on_exported(self, exported: Exported) -> None:
        self._session.dossiers_changed.emit()
        self._session.tell(
            f"Đã xuất {exported.dossiers} hồ sơ vào gói {exported.path.name}. "
            "Nơi nhận xác nhận thì hồ sơ mới coi là đã gửi."
        )

    def _dossier_id(self) -> str | None:
        return self._view.chosen.id if self._view.chosen is not None else None


def _export_to(workplace: Workplace, folder: Path) -> Exported:
    return export_outbox(workplace, folder)


def _result_words(result: SyncResult) -> tuple[str, Tone]:
    if result.line is Line.DOWN:
        return result.reason or "Mất đường truyền; hồ sơ đã lưu đủ trên máy.", "warning"
    parts = [
        f"{count} {words}"
        for count, words in (
            (result.accepted, "hồ sơ được nhận"),
            (result.handed_over, "hồ sơ đã vào gói"),
            (result.refused, "hồ sơ bị từ chối"),
            (result.unknown, "hồ sơ chưa rõ kết quả"),
            (result.waiting, "hồ sơ còn chờ"),
        )
        if count
    ]
    text = ", ".join(parts) or "Không có hồ sơ nào chờ gửi"
    return f"{text}. {result.reason}".strip(), "error" if result.refused else "ok"
