"""What is wrong with a layout, in the words of whoever writes it."""

from __future__ import annotations

FAULTS = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)


class LayoutError(ValueError):
    """A layout that cannot be set, with the reason in Vietnamese."""


def said(error: BaseException) -> str:
    """Return what one of FAULTS means to the author of a layout."""
    if isinstance(error, LayoutError):
        return str(error)
    if isinstance(error, KeyError):
        return f"thiếu mục “{error.args[0]}”"
    if isinstance(error, ZeroDivisionError):
        return "các số trong widths cộng lại bằng 0"
    if isinstance(error, ValueError) and str(error).startswith("zip()"):
        return "số ô phải bằng số cột trong widths"
    return "có giá trị không đúng kiểu (chữ trong ngoặc kép, số để trần, danh sách trong [ ])"
