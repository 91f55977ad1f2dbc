"""Warnings of rules that the clerk keeps, with the reason."""
