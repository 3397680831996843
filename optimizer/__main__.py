"""Run the engine from the command line: ``python -m optimizer --help`` names the commands."""

from optimizer.cli import app

if __name__ == "__main__":
    app()
