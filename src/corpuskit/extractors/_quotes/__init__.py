"""The parts of `Quotes`: marks, cues, contents, speakers."""
