"""Measuring: figures of accuracy and speed, each with the command that reproduces it."""
