"""One rule per file; :mod:`optimizer.checker.registry` is their table of contents."""
