"""Frames of a camera: where they come from, and why nothing can be read in one."""
