"""The parts of `corpuskit.cleaners.spun`: words, counts, table, lattice, detector, learning."""
