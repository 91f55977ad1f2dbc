"""Thủ tục: finding, reading and keeping the catalogue of procedures."""
