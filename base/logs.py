"""One rotating log file per desk; it holds codes and ids, never a citizen's data."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start_logging(logs_dir: Path) -> None:
    """Write the log to `motcua.log` in the folder, five files of 1 MB at most."""
    handler = RotatingFileHandler(
        logs_dir / "motcua.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
