"""Reading cards that are held before a camera."""
