"""Local search: what every search here shares, whatever it moves."""
