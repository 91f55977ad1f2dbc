"""Two commands that do everything on a developer's machine: `run` and `test`.

Standard library only: it makes the virtual environment that holds the rest. A second call checks
stamps and starts at once.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": ROOT / "installer" / "lock.txt", "test": ROOT / "installer" / "lock-dev.txt"}
DEMO_DIR = ROOT / "ket-qua-demo"

# Shared library -> Debian package. Qt's own list (offscreen and X11), zbar for pyzbar.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",
    "libzbar.so.0": "libzbar0",
}
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "openssl": "openssl"}
# File -> Debian package: the virtual card reader of the chip tests.
TEST_FILES = {
    "/usr/sbin/pcscd": "pcscd",
    "/usr/lib/pcsc/drivers/serial/libifdvpcd.so": "vsmartcard-vpcd",
    "/usr/lib/python3/dist-packages/smartcard": "python3-pyscard",
}


def main(argv: list[str]) -> int:
    """Set up what is missing, then start the app or all tests."""
    parser = argparse.ArgumentParser(prog="installer/dev.py", description=__doc__)
    parser.add_argument("command", choices=["run", "test", "setup"])
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="passed on (app or pytest)")
    options = parser.parse_args(argv)
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit(f"Python 3.11 to 3.13 is needed, this is {sys.version.split()[0]}.")
    kind = "run" if options.command == "run" else "test"
    ensure_system_packages(with_tests=kind == "test")
    ensure_venv(kind)
    if options.command == "setup":
        return 0
    return start_app(options.rest) if kind == "run" else run_tests(options.rest)


def ensure_system_packages(*, with_tests: bool) -> None:
    """Install Debian packages whose library or program is missing (root or sudo)."""
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    missing = {package for library, package in LIBRARIES.items() if not _loads(library)}
    if with_tests:
        missing |= {p for program, p in TEST_PROGRAMS.items() if shutil.which(program) is None}
        missing |= {p for file, p in TEST_FILES.items() if not Path(file).exists()}
    if not VENV.exists() and not _has_ensurepip():
        missing.add("python3-venv")
    if not missing:
        return
    print("Installing system packages:", " ".join(sorted(missing)), flush=True)
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*prefix, "apt-get", "-o", "Acquire::Retries=3", "-qq"]
    subprocess.run([*apt, "update"], check=True, env=environment)
    install = [*apt, "install", "-y", "--no-install-recommends", *sorted(missing)]
    subprocess.run(install, check=True, env=environment, stdout=subprocess.DEVNULL)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_ensurepip() -> bool:
    command = [sys.executable, "-c", "import ensurepip"]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


def venv_python() -> Path:
    """Return the virtual environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure_venv(kind: str) -> None:
    """Create .venv and install the hashed lock file unless that was done with this very file."""
    lock = LOCKS[kind]
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"installed-{kind}"
    # the test lock file holds everything of the run lock file
    done = [stamp] if kind == "test" else [stamp, VENV / "installed-test"]
    test_wanted = hashlib.sha256(LOCKS["test"].read_bytes() + sys.version.encode()).hexdigest()
    if any(s.exists() and s.read_text() in {wanted, test_wanted} for s in done):
        return
    if not venv_python().exists():
        print("Creating .venv", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    print(f"Installing the packages of {lock.relative_to(ROOT)}", flush=True)
    pip = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "-q"]
    subprocess.run(
        [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)], check=True
    )
    stamp.write_text(wanted)


def start_app(rest: list[str]) -> int:
    """Open the desktop app; without a display run the demo and say where the results are."""
    program = [str(venv_python()), str(ROOT / "main.py")]
    has_display = not sys.platform.startswith("linux") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    if rest or has_display:
        return subprocess.run([*program, *rest], check=False).returncode
    print("No display here: running the demo instead of the window.", flush=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    code = subprocess.run(
        [*program, "demo", str(DEMO_DIR)], check=False, env=environment
    ).returncode
    print(f"Results: {DEMO_DIR}", flush=True)
    return code


def run_tests(rest: list[str]) -> int:
    """Run formatting, lint, types, then pytest; stop at the first that fails."""
    python = str(venv_python())
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    steps = [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "-q", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", *(rest or ["tests"])],
    ]
    for step in steps if not rest else steps[-1:]:
        print("==", " ".join(step[1:]), flush=True)
        code = subprocess.run(step, check=False, cwd=ROOT, env=environment).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
