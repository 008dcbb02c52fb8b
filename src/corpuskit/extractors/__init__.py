"""Extractors: each finds one kind of record in a cleaned and parsed article."""
