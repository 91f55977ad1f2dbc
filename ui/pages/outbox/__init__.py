"""Chờ gửi: what still has to reach the province."""
