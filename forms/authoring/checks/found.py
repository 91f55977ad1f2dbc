"""What the lint finds: an error keeps a form out of use, a warning is the author's to decide."""

from __future__ import annotations

from forms.schema import Problem, Severity

_BASIS = "Quy định soạn mẫu"


def error(code: str, pointer: str, message: str) -> Problem:
    """Return a fault that must be mended."""
    return Problem(pointer, code, message, _BASIS, Severity.ERROR)


def warning(code: str, pointer: str, message: str) -> Problem:
    """Return what is probably a mistake."""
    return Problem(pointer, code, message, _BASIS, Severity.WARNING)
