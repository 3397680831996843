"""One rule per file; :mod:`optimizer.cpsat.model` is their table of contents."""
