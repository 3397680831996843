"""The exact core: the only place that knows OR-Tools."""
