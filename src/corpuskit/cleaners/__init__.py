"""Cleaners: each proposes edits and notes, none of them ever loses text."""
