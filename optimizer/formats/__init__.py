"""Files to problems and plans, and back."""
