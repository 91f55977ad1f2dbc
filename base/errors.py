"""Errors the clerk can read: a stable code, a Vietnamese sentence, the next step."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that stands in the way, by JSON pointer (`/child_dob`)."""

    pointer: str
    code: str
    message: str


class DeskError(Exception):
    """A known cause: shown to the clerk as it is, never as a stack trace.

    `code` is stable and listed in docs/error-codes.md; `detail` is for the log and holds no
    personal data.
    """

    def __init__(
        self,
        code: str,
        message: str,
        next_step: str,
        *,
        detail: str = "",
        fields: tuple[FieldProblem, ...] = (),
    ) -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.message = message
        self.next_step = next_step
        self.detail = detail
        self.fields = fields

    def to_json(self) -> dict[str, Any]:
        """Return the error object of the command line."""
        return {
            "code": self.code,
            "message": self.message,
            "next_step": self.next_step,
            "fields": [asdict(problem) for problem in self.fields],
        }

    @property
    def sentence(self) -> str:
        """Message and next step as the screen shows them, the code small at the end."""
        return f"{self.message} {self.next_step} ({self.code})"


class InputError(DeskError):
    """The clerk can mend it: the input is refused and kept where it was."""


class DeviceError(DeskError):
    """A scanner, printer or camera does not answer."""


class StorageError(DeskError):
    """Disk, key or store trouble."""


class NetworkError(DeskError):
    """The line, or the system at its other end."""
