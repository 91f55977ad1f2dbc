"""The faces that papers are drawn with: bundled, so that no PC's own fonts matter."""

from __future__ import annotations

from pathlib import Path

from base.errors import DeviceError
from base.paths import RESOURCES_DIR
from forms.authoring.markup import BOX_FONT

_TEXT = (
    "Times New Roman"  # named in the sheets; may not be bundled, Liberation Serif fits its widths
)
_FILES = (
    (_TEXT, "liberation-serif/LiberationSerif-Regular.ttf"),
    (_TEXT, "liberation-serif/LiberationSerif-Bold.ttf"),
    (_TEXT, "liberation-serif/LiberationSerif-Italic.ttf"),
    (_TEXT, "liberation-serif/LiberationSerif-BoldItalic.ttf"),
    (BOX_FONT, "dejavu-sans/DejaVuSans.ttf"),
)


def load_faces(folder: Path = RESOURCES_DIR / "fonts") -> list[tuple[str, bytes]]:
    """Return (name in the sheet, font file); raise DeviceError PDF-05 when one is missing."""
    try:
        return [(name, (folder / file).read_bytes()) for name, file in _FILES]
    except OSError as error:
        raise DeviceError(
            "PDF-05",
            "Thiếu tệp phông chữ nên chưa tạo được bản in.",
            "Cài lại chương trình.",
            detail=f"errno {error.errno}",
        ) from error
