"""Copy the style sheets and the map from node_modules to static/vendor, where templates expect them.

Usage: python assets.py [NODE_MODULES]
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENDOR = ROOT / "static" / "vendor"

# The parts of Designsystemet that the templates use, in the order and the layers of its own index.css.
BASE = ("base", "heading", "label", "paragraph", "validation-message")
COMPONENTS = (
    *("link", "data-size-workaround", "button", "input", "field", "fieldset", "alert", "skip-link", "details"),
    *("list", "card", "chip", "divider", "pagination", "tag", "error-summary", "table", "breadcrumbs", "search"),
)


def made_from() -> str:
    """Take a fingerprint of what decides the files: the locked versions and this script."""
    sources = (ROOT / "package-lock.json", ROOT / "assets.py")
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def are_current() -> bool:
    """Whether static/vendor holds what these versions and this script would put there."""
    mark = VENDOR / "made-from.txt"
    return mark.is_file() and mark.read_text() == made_from()


def gather(modules: Path) -> None:
    """Copy the files; whoever looks meanwhile sees the old folder or the new one, never half of one."""
    unfinished = VENDOR.with_name("vendor.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    design, leaflet = modules / "@digdir" / "designsystemet-css", modules / "leaflet"
    shutil.copy(design / "dist" / "theme" / "designsystemet.css", unfinished / "ds-theme.css")
    (unfinished / "ds.css").write_text(_style(design / "dist" / "src"))
    shutil.copy(design / "LICENSE", unfinished / "ds.LICENSE.txt")
    script = (leaflet / "dist" / "leaflet.js").read_text()
    (unfinished / "leaflet.js").write_text(script.split("//# sourceMappingURL")[0])  # no map is shipped
    shutil.copy(leaflet / "dist" / "leaflet.css", unfinished)
    shutil.copytree(leaflet / "dist" / "images", unfinished / "images")
    shutil.copy(leaflet / "LICENSE", unfinished / "leaflet.LICENSE.txt")

    files = sorted(file for file in unfinished.rglob("*") if file.is_file())
    prints = {
        file.relative_to(unfinished).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()[:12] for file in files
    }
    (unfinished / "manifest.json").write_text(json.dumps(prints, indent=1) + "\n")
    (unfinished / "made-from.txt").write_text(made_from())
    shutil.rmtree(VENDOR, ignore_errors=True)
    unfinished.rename(VENDOR)


def _style(source: Path) -> str:
    parts = ["@layer ds.theme, ds.base, ds.components;"]
    for layer, names in (("ds.base", BASE), ("ds.components", COMPONENTS)):
        for name in names:
            text = (source / f"{name}.css").read_text().strip()
            parts.append(text if text.startswith("@layer") else f"@layer {layer}{{{text}}}")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    if not are_current():
        gather(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "node_modules")
