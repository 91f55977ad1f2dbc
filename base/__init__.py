"""Errors, paths, settings, logging, clock and text: knows nothing of the trade."""
