"""Data only: word lists, rules, weights and digests, each with its PROVENANCE.md."""
