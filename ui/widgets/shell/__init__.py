"""The frame around every page: rail, top bar, status line, result bar, list of keys."""
