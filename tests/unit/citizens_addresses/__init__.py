"""Tests of citizens.addresses; streets and house numbers are made up."""
