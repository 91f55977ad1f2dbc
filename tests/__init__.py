"""Tests: unit, gui, e2e, benchmarks."""
