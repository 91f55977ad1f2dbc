"""How long to wait before the next try: doubling up to five minutes, with jitter."""

from __future__ import annotations

import random

FIRST_WAIT_S = 5.0
CAP_S = 300.0


def wait_s(attempts: int, asked_s: float | None = None, *, draw: random.Random) -> float:
    """Return seconds to wait after the n-th failed try; a time that the server named wins.

    Never sleeps longer than the cap: after an outage the first try comes soon.
    """
    if asked_s is not None:
        return max(0.0, min(asked_s, CAP_S * 12))
    ceiling = min(CAP_S, FIRST_WAIT_S * 2 ** min(max(attempts - 1, 0), 16))
    return draw.uniform(ceiling / 2, ceiling)
