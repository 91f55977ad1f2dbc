"""Tests of what is asked before there is a dossier."""
