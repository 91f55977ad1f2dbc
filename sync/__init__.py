"""Draining the outbox through gateways."""
