"""A plausible day happens by itself: simulated staff and patients who act through the same commands as people."""
