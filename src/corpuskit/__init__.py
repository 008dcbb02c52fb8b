"""Clean text from scraped press articles, and who said what, who holds which office, who did what."""
