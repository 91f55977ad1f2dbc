"""Bytes from a device: pictures, PDF pages, scanners."""
