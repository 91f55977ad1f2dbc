"""Where the 32-byte secret that opens a store comes from: the keyring, or a file on a server."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from base.errors import StorageError
from base.paths import DataDir

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SECRET_BYTES = 32
_KEYRING_USER = "store-key"
_KEYRING_LIMIT = 1200  # Windows keeps 1,280 characters (2,560 bytes of UTF-16)


class KeySource(Protocol):
    """Keeps one secret per store. It never decides whether a new one may be made."""

    def read(self, store_id: str) -> bytes | None:
        """Return the secret, or None when there is none; raise StorageError KEY-xx."""
        ...

    def create(self, store_id: str) -> bytes:
        """Make, keep and read back a new secret; raise StorageError KEY-xx."""
        ...

    def describe(self) -> str:
        """Return where the secret is kept, for the clerk."""
        ...


def key_source_from_environment(
    data_dir: DataDir, environment: Mapping[str, str] | None = None
) -> KeySource:
    """Return the file of MOTCUA_KEY_FILE when that is set, else the keyring."""
    name = (os.environ if environment is None else environment).get("MOTCUA_KEY_FILE")
    return KeyFile(Path(name), data_dir.root) if name else KeyringKey()


class KeyFile:
    """A secret as 64 hex digits in a file for the owner only, outside the data folder."""

    def __init__(self, path: Path, forbidden_dir: Path) -> None:
        """Raise StorageError KEY-08 for a file inside the folder that it protects."""
        self._path = path
        if path.resolve().is_relative_to(forbidden_dir.resolve()):
            raise StorageError(
                "KEY-08",
                "Tệp khoá nằm ngay trong thư mục dữ liệu mà nó bảo vệ.",
                "Đặt MOTCUA_KEY_FILE ở một thư mục khác.",
            )

    def describe(self) -> str:
        """Return where the secret is kept."""
        return "tệp khoá (MOTCUA_KEY_FILE)"

    def read(self, store_id: str) -> bytes | None:
        """Return the secret, None when there is no file; raise StorageError KEY-09."""
        try:
            text = self._path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise _key_file_error("unreadable") from error
        return _secret_of(text, _key_file_error("not 64 hex digits"))

    def create(self, store_id: str) -> bytes:
        """Make the file, or take the one that another process made first."""
        text = secrets.token_hex(SECRET_BYTES)
        try:
            self._publish(text)
        except OSError as error:
            raise _key_file_error(f"errno {error.errno}") from error
        secret = self.read(store_id)
        if secret is None:
            raise _key_file_error("gone after writing")
        return secret

    def _publish(self, text: str) -> None:
        # Never a replacing rename: a file made meanwhile may already protect another store.
        handle, name = tempfile.mkstemp(prefix=".key-", dir=self._path.parent)
        temp = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(text + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            with contextlib.suppress(FileExistsError):
                if sys.platform == "win32":
                    temp.rename(self._path)
                else:
                    os.link(temp, self._path)
        finally:
            temp.unlink(missing_ok=True)


class KeyringKey:
    """A secret in the operating system's keyring, one service name per store."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        self._given = backend

    def describe(self) -> str:
        """Return where the secret is kept."""
        return "kho mật khẩu của tài khoản Windows (keyring)"

    def read(self, store_id: str) -> bytes | None:
        """Return the secret, or None when the keyring works and has none."""
        backend = self._backend()
        try:
            text = backend.get_password(_service(store_id), _KEYRING_USER)
        except _backend_errors() as error:
            raise _locked_error(type(error).__name__) from error
        return None if text is None else _secret_of(text, _lost_error("not 64 hex digits"))

    def create(self, store_id: str) -> bytes:
        """Keep a new secret and read it back, since some keyrings drop what they are given."""
        secret = secrets.token_bytes(SECRET_BYTES)
        text = secret.hex()
        if len(text) >= _KEYRING_LIMIT:
            raise ValueError("too long for the Windows credential store")
        backend = self._backend()
        try:
            backend.set_password(_service(store_id), _KEYRING_USER, text)
        except _backend_errors() as error:
            raise _locked_error(type(error).__name__) from error
        if self.read(store_id) != secret:
            raise _lost_error("read-back differs")
        return secret

    def _backend(self) -> KeyringBackend:
        backend = _system_backend() if self._given is None else self._given
        try:
            priority = float(type(backend).priority)
        except _backend_errors() as error:
            raise _no_keyring_error(type(error).__name__) from error
        # null and fail have -1 and 0, files in clear less than 1: keyring's own word for
        # "recommended" is 1 and more.
        if priority < 1:
            raise _no_keyring_error(f"{type(backend).__module__} priority {priority:g}")
        return backend


def _system_backend() -> KeyringBackend:
    if sys.platform == "win32":
        # By name: an installed copy has no entry points to find it by.
        from keyring.backends.Windows import WinVaultKeyring

        vault = WinVaultKeyring()
        vault.persist = "local machine"  # the default roams with the profile
        return vault
    import keyring

    try:
        return keyring.get_keyring()
    except _backend_errors(ImportError, AttributeError) as error:
        raise _no_keyring_error(type(error).__name__) from error


def _backend_errors(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """What backends raise: keyring's own errors, and those of the systems behind it."""
    from keyring.errors import KeyringError

    found: list[type[Exception]] = [KeyringError, OSError, RuntimeError, *more]
    for module, name in (
        ("win32ctypes.pywin32.pywintypes", "error"),
        ("secretstorage.exceptions", "SecretStorageException"),
    ):
        if module in sys.modules:
            found.append(getattr(sys.modules[module], name))
    return tuple(found)


def _service(store_id: str) -> str:
    return f"TroLyMotCua/{store_id}"


def _secret_of(text: str, otherwise: StorageError) -> bytes:
    try:
        secret = bytes.fromhex(text)
    except ValueError as error:
        raise otherwise from error
    if len(secret) != SECRET_BYTES:
        raise otherwise
    return secret


def _no_keyring_error(detail: str) -> StorageError:
    return StorageError(
        "KEY-01",
        "Máy này không có kho mật khẩu (keyring) dùng được nên không giữ được khoá.",
        "Đăng nhập bằng tài khoản Windows bình thường; trên máy chủ, đặt MOTCUA_KEY_FILE.",
        detail=detail,
    )


def _locked_error(detail: str) -> StorageError:
    return StorageError(
        "KEY-02",
        "Kho mật khẩu của máy (keyring) đang khoá hoặc không trả lời.",
        "Đăng nhập lại vào máy rồi mở lại chương trình; dữ liệu còn nguyên.",
        detail=detail,
    )


def _lost_error(detail: str) -> StorageError:
    return StorageError(
        "KEY-10",
        "Kho mật khẩu của máy (keyring) không giữ đúng khoá vừa ghi.",
        "Báo người quản trị kiểm tra Credential Manager; đừng nhập hồ sơ trước khi xong.",
        detail=detail,
    )


def _key_file_error(detail: str) -> StorageError:
    return StorageError(
        "KEY-09",
        "Không đọc hoặc không tạo được tệp khoá (MOTCUA_KEY_FILE).",
        "Kiểm tra đường dẫn, quyền của tệp và thư mục; tệp phải có đúng 64 chữ số hex.",
        detail=detail,
    )
