"""`python -m crisis` is the command line."""

from crisis.cli import main

main()
