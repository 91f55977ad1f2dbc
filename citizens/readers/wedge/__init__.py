"""Scanners that type: key events, how scans begin, Alt codes."""
