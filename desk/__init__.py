"""This desk and its people: centre profile, mode, trusted keys."""
