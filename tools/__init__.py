"""Set-up of a checkout: everything `make` needs, written with the standard library alone."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (this is where an older Python is told so)
    sys.exit(
        f"Nodig is Python 3.11 of nieuwer; dit is {sys.version.split()[0]}.\n"
        "Wijs een nieuwere aan, bijvoorbeeld: make PYTHON=python3.12"
    )
