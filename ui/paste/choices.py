"""What the clerk chose about the paste helper on this PC; no personal data."""

from __future__ import annotations

from base.errors import DeskError
from base.settings import Setting, Settings
from forms.targets import Target
from forms.targets.writing import DateStyle
from ui.paste.keys.hotkey import DEFAULT, Hotkey, parse_hotkey

TARGET = Setting("paste.target", "", "Hệ thống nhập gần nhất")
HOTKEY = Setting("paste.hotkey", DEFAULT, "Phím chép giá trị kế tiếp khi đang ở chương trình khác")
SECONDS = Setting("paste.clear_seconds", 30, "Số giây trước khi giá trị bị xóa khỏi bộ nhớ tạm")
_SECONDS = (5, 600)


class PasteChoices:
    """Reads and keeps them; a value that makes no sense counts as none."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def system(self) -> str:
        """The system chosen last."""
        return self._settings.get(TARGET)

    @system.setter
    def system(self, system: str) -> None:
        self._settings.put(TARGET, system)

    @property
    def hotkey(self) -> Hotkey | None:
        """The global key, None for none."""
        try:
            return parse_hotkey(self._settings.get(HOTKEY))
        except DeskError:
            return parse_hotkey(DEFAULT)

    def keep_hotkey(self, text: str) -> None:
        """Keep a key; InputError PASTE-01 when it may not be used."""
        parse_hotkey(text)
        self._settings.put(HOTKEY, text)

    @property
    def seconds(self) -> int:
        """How long a value stays on the clipboard."""
        least, most = _SECONDS
        return min(max(self._settings.get(SECONDS), least), most)

    def dates(self, target: Target) -> DateStyle:
        """How a system wants dates: as chosen here, else as its data say."""
        chosen = self._settings.get(_dates_of(target.system))
        return DateStyle(chosen) if chosen in {s.value for s in DateStyle} else target.dates

    def keep_dates(self, system: str, style: DateStyle) -> None:
        """Keep how a system wants dates."""
        self._settings.put(_dates_of(system), style.value)


def _dates_of(system: str) -> Setting[str]:
    return Setting(f"paste.dates.{system}", "", "Cách ghi ngày của hệ thống này")
