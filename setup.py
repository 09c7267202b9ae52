"""Put the folders beside the package into the wheel as crisis/_data/; the rest is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
DATA = ("templates", "static", "playbooks", "scenarios", "migrations")


class BuildWithData(build_py):
    """Also copies what git does not hold: static/vendor/."""

    def run(self) -> None:
        """Build the modules, then lay the data beside them."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "crisis" / "_data"
        shutil.rmtree(target, ignore_errors=True)
        for name in DATA:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))


setup(cmdclass={"build_py": BuildWithData})
