"""Cleaners."""
