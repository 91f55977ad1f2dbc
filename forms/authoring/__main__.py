"""`python -m forms.authoring FOLDER…`: rebuild template.docx of form folders."""

from __future__ import annotations

import sys
from pathlib import Path

from base.files import write_atomic
from forms.authoring.build import build_template
from forms.fill import TEMPLATE_FILE


def main(folders: list[str]) -> None:
    """Write the template of each folder."""
    for folder in map(Path, folders):
        template = build_template(folder)
        write_atomic(folder / TEMPLATE_FILE, template, what=TEMPLATE_FILE, mode=0o644)


if __name__ == "__main__":
    main(sys.argv[1:])
