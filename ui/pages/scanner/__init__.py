"""Thử máy quét: what a scanner does to letters, and what to change in it."""
