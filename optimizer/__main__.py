"""Run the engine from the command line: ``python -m optimizer solve | check | bench | generate``."""

from optimizer.cli import app

if __name__ == "__main__":
    app()
