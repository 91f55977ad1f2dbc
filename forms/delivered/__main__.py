"""`python -m forms.delivered FOLDER… --out FILE`: check form folders and pack them for signing.

The file goes into a signed catalogue file: `python -m catalog.publish build … --with FILE`.
"""

from __future__ import annotations

import io
import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from base.files import write_atomic
from forms.authoring.lint import errors_of, lint_folder
from forms.delivered.packing import PREFIX, pack_folder

FORMAT = "motcua.parts/1"
DONE, REFUSED = 0, 3


def main(argv: Sequence[str]) -> int:
    """Pack folders; 0 done, 3 refused with the reasons on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a Windows console may be cp1252 otherwise
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = ArgumentParser(prog="python -m forms.delivered", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    options = parser.parse_args(argv)
    folders = [folder.resolve() for folder in options.folders]
    refused = [
        f"{folder.name}{problem.pointer}: {problem.message}"
        for folder in folders
        for problem in errors_of(lint_folder(folder))
    ]
    if refused:
        sys.stderr.write("\n".join(("Chưa đóng gói được, sửa các chỗ sau:", *refused, "")))
        return REFUSED
    files = {f"{PREFIX}{folder.name}.json": pack_folder(folder) for folder in folders}
    text = json.dumps({"files": files, "format": FORMAT}, ensure_ascii=False, indent=1)
    write_atomic(options.out, text.encode(), what="tệp biểu mẫu đóng gói", mode=0o644)
    sys.stdout.write(f"Đã đóng gói {len(files)} biểu mẫu: {options.out}\n")
    return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
