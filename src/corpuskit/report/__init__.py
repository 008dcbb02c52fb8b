"""What was changed and what was found, to look at: one HTML file, and a card for notebooks."""
