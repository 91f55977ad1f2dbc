"""Signed catalogue files: what is in one, checking, installing, going back, what changed."""
