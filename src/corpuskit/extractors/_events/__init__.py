"""The parts of `Events`: triggers, parties, mood, dates, places."""
