"""F10: a case that is not complete: what is missing, and what becomes of it."""
