"""The people index: names, titles, offices, and every mention of a person."""
