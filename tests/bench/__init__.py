"""Tests of the measuring scripts."""
