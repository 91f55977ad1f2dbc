"""Keeping the warnings of rules with a reason."""
