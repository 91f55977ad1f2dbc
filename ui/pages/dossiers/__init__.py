"""Hồ sơ: the register of this desk."""
