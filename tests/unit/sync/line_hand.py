"""What the tests of the line hold in their hands: a file, quick limits, the code of a refusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from base.errors import NetworkError
from sync.gateways.kept_file import Fetched
from sync.gateways.web_file import Limits
from tests.unit.sync.line_server import PATH

FILE = b'{"body":' + bytes(range(48, 58)) * 30_000 + b"}"
NEWER = b'{"body":"newer"' + FILE
QUICK = Limits(pause_s=0)
Fetch = Callable[..., Fetched]


def refused(fetch: Fetch, path: str = PATH, limits: Limits = QUICK) -> str:
    """Return the code of the error, which says what to do."""
    with pytest.raises(NetworkError) as caught:
        fetch(path, limits)
    assert caught.value.next_step
    return caught.value.code
