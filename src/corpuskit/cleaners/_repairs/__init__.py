"""The parts of `Escapes`, `Mojibake`, `Invisibles`, `Typography` and `Language`."""
