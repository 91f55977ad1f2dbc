"""Where a desk keeps its files; every path below one data directory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from base.errors import StorageError

PROJECT_DIR = Path(__file__).resolve().parent.parent
RESOURCES_DIR = PROJECT_DIR / "resources"


@dataclass(frozen=True, slots=True)
class DataDir:
    """The folder that holds everything one desk stores (per Windows user, never roaming)."""

    root: Path

    @property
    def store_file(self) -> Path:
        """The encrypted database."""
        return self.root / "store.db"

    @property
    def envelope_file(self) -> Path:
        """The versioned key envelope beside the database."""
        return self.root / "store.envelope.json"

    @property
    def blobs_dir(self) -> Path:
        """Encrypted attachments."""
        return self.root / "blobs"

    @property
    def settings_file(self) -> Path:
        """Settings of this PC; no personal data."""
        return self.root / "settings.json"

    @property
    def logs_dir(self) -> Path:
        """Logs; no personal data."""
        return self.root / "logs"

    def make(self) -> DataDir:
        """Create the folder for the owner only; raise StorageError STORE-01 if that fails."""
        try:
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.logs_dir.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise StorageError(
                "STORE-01",
                "Không tạo được thư mục dữ liệu.",
                "Kiểm tra ổ đĩa còn chỗ và quyền ghi, rồi mở lại chương trình.",
                detail=f"mkdir: {error.strerror}",
            ) from error
        return self


def default_data_dir() -> DataDir:
    """Return the platform's per-user place (on Windows %LOCALAPPDATA%)."""
    import platformdirs

    return DataDir(Path(platformdirs.user_data_dir("TroLyMotCua", appauthor=False, roaming=False)))
