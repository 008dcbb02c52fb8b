"""Tests of the parts that run on more than one machine."""
