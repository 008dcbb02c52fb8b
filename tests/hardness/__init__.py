"""Hostile input, faults, and what must not vary."""
