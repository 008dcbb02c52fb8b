"""The tests of corpuskit; they mirror the package."""
