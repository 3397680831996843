"""``python -m bedcentre``: the command line."""

from bedcentre.cli import main

main()
