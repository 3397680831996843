"""``python -m optimizer.nights`` compiles the search beforehand, as when an image is built."""

from optimizer.nights.readiness import compile_all

compile_all()
