"""A secret of this installation, made once and readable by its owner only."""

import os
import secrets
from pathlib import Path


def kept(path: Path) -> str:
    """Return the secret in this file, 43 letters and digits; made when it is not there."""
    if not path.exists():
        unfinished = path.with_name(path.name + ".unfinished")  # a kill must not leave half a secret
        unfinished.unlink(missing_ok=True)
        file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w") as output:
            output.write(secrets.token_urlsafe(32))
        unfinished.rename(path)
    return path.read_text().strip()
