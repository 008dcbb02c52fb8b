"""The same pipeline on more than one machine."""
