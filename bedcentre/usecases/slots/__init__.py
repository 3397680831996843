"""Day-surgery slots as a surgeon sees them: which are free, why a day has none, and what became of a request."""
