"""The forms of one case: the main declaration, further events, companion papers."""
