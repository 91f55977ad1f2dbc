"""`python -m forms.authoring FOLDER…`: rebuild template.docx of form folders."""

from __future__ import annotations

import sys
from pathlib import Path

from forms.authoring.build import build_template
from forms.fill import TEMPLATE_FILE


def main(folders: list[str]) -> None:
    """Write the template of each folder."""
    for folder in map(Path, folders):
        (folder / TEMPLATE_FILE).write_bytes(build_template(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
