"""Settings: each room declares its own, one file keeps what differs from the defaults."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from base.files import write_atomic

T = TypeVar("T", bool, int, float, str)


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting, declared once: key, default (which gives the type) and its Vietnamese text."""

    key: str
    default: T
    text: str


class Settings:
    """The values of one PC. A file that cannot be read is set aside as .bad, never overwritten."""

    def __init__(self, path: Path) -> None:
        """Read the file if there is one."""
        self._path = path
        self.set_aside: Path | None = None
        self._values: dict[str, Any] = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            values = None
        if isinstance(values, dict):
            return values
        self.set_aside = self._path.with_suffix(".bad")
        self._path.replace(self.set_aside)
        return {}

    def get(self, setting: Setting[T]) -> T:
        """Return the stored value, or the default when there is none of the right type."""
        value = self._values.get(setting.key, setting.default)
        return value if type(value) is type(setting.default) else setting.default

    def put(self, setting: Setting[T], value: T) -> None:
        """Store one value at once; raise StorageError STORE-02 when the disk refuses."""
        values = {**self._values, setting.key: value}
        text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomic(self._path, text.encode())
        self._values = values
