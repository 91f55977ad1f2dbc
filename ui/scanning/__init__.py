"""Scanners: keys caught from the window, serial ports, and where a scan goes."""
