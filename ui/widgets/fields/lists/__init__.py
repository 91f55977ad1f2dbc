"""Editors of lists and tables: rows that are added, taken away and moved with the keyboard."""
