"""Giving people roles in the open case, and taking that back."""
