"""`demo` and `self-test`: the whole main job on made-up people."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from base.errors import DeskError, StorageError
from base.paths import PROJECT_DIR, DataDir
from cli.context import Context
from cli.main_job import MainJob, Step, file_of_page
from cli.output import DONE, TROUBLE, Answer, note

_SCREENSHOTS_S = 120


def self_test(context: Context) -> Answer:
    """Do the main job in a temporary place and say step by step whether it worked."""
    steps: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="motcua-") as name:
        job = _job(context, Path(name) / "out", Path(name))
        try:
            steps += [{"step": s.name, "ok": True, "detail": s.detail} for s in job.steps()]
        except DeskError as error:
            failed = {"step": "failed", "ok": False, "detail": error.sentence}
            steps.append({**failed, "error": error.to_json()})
    passed = all(step["ok"] for step in steps)
    lines = tuple(f"[{'đạt' if s['ok'] else 'LỖI'}] {s['step']}: {s['detail']}" for s in steps)
    return Answer({"ok": passed, "steps": steps}, lines, DONE if passed else TROUBLE)


def demo(context: Context) -> Answer:
    """Leave cards, filled papers, the package and pictures of the real windows in a folder."""
    folder = Path(context.options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="motcua-") as name:
        job = _job(context, folder, Path(name))
        for step in job.steps():
            note(f"[{step.name}] {step.detail}")
            files += step.files
        paper = (folder / "to-khai-khai-sinh.pdf").read_bytes()
        files.append(file_of_page(paper, folder / "to-khai-khai-sinh.png"))
        shots = _screenshots(job, folder)
        note(f"[{shots.name}] {shots.detail}")
        files += shots.files
    document = {"ok": True, "files": [str(f) for f in sorted(set(files))]}
    return Answer(document, (f"Kết quả ({len(set(files))} tệp): {folder.resolve()}",))


def _job(context: Context, folder: Path, place: Path) -> MainJob:
    folder.mkdir(parents=True, exist_ok=True)
    return MainJob(folder, DataDir(place / "data"), place / "key", context.clock)


def _screenshots(job: MainJob, folder: Path) -> Step:
    """Take pictures in a process of its own: Qt then never meets the rest of this one."""
    target = folder / "man-hinh"
    target.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "ui.screenshots", str(job.data_dir.root), str(target)]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "MOTCUA_KEY_FILE": str(job.key_file),
        "PYTHONUTF8": "1",
    }
    try:
        done = subprocess.run(
            command, cwd=PROJECT_DIR, env=environment, check=False, timeout=_SCREENSHOTS_S,
            capture_output=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _no_screenshots(f"over {_SCREENSHOTS_S} s") from error
    files = tuple(sorted(target.glob("*.png")))
    if done.returncode or not files:
        raise _no_screenshots(done.stderr[-2000:])
    return Step("screenshots", f"{len(files)} ảnh màn hình", files)


def _no_screenshots(detail: str) -> StorageError:
    return StorageError(
        "CLI-13",
        "Không chụp được màn hình.",
        "Cài các thư viện hiển thị của Qt (installer/dev.py setup) rồi chạy lại.",
        detail=detail,
    )
