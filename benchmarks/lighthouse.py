"""What Lighthouse says of home, the list and a dialogue, on its slow phone: four scores each, and what they rest on.

    python benchmarks/lighthouse.py [--times 3]

Needs npm and Chromium. Fetches Lighthouse into a folder of its own, starts the portal as it is served with the
demonstration data on loopback, and prints the lowest of the scores of each page. Ends with 1 when one is below 98.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from submissions import served

from portal.laptop import postgres

PAGES = ("/sv/", "/sv/dialogues", "/sv/dialogues/trygg-gangvag-ragsved")
WANTED = 98
PACKAGE = "lighthouse@12.8.2"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
TOLD = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def main() -> None:
    """Start, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=3)
    times = asked.parse_args().times
    if not shutil.which("npm"):
        sys.exit("There is no npm here.")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        npm = [
            "npm",
            "install",
            "--prefix",
            str(folder),
            "--no-save",
            "--ignore-scripts",
            "--loglevel=error",
            PACKAGE,
        ]
        subprocess.run(npm, check=True, stdout=subprocess.DEVNULL)
        with postgres.start(folder / "pg", say=lambda _line: None) as server:
            ours = {"PORTAL_DATABASE_URL": server.url, "PORTAL_SECRET_KEY": "x" * 40, "PORTAL_DATA_DIR": made}
            os.environ.update(ours)
            for command in ("migrate", "demo", "reindex"):
                subprocess.run([sys.executable, "-m", "portal.cli", command], check=True, stdout=subprocess.DEVNULL)
            with served(2) as port:
                lowest = [score for path in PAGES for score in measure(folder, port, path, times)]
    sys.exit(min(lowest) < WANTED)


def measure(folder: Path, port: int, path: str, times: int) -> list[int]:
    """The lowest of each score of a page."""
    told = [look(folder, f"http://127.0.0.1:{port}{path}") for _time in range(times)]
    scores = {
        name: min(round(100 * one["categories"][name]["score"]) for one in told) for name in told[0]["categories"]
    }
    print(f"{path:40} {'  '.join(f'{name} {score}' for name, score in scores.items())}", flush=True)
    print(f"{'':40} {'  '.join(told[-1]['audits'][name]['displayValue'] for name in TOLD)}")
    return list(scores.values())


def look(folder: Path, address: str) -> dict:
    """What Lighthouse tells of an address, with its throttled phone."""
    command = [
        str(folder / "node_modules/.bin/lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--chrome-flags={FLAGS}",
    ]
    environment = os.environ | {"CHROME_PATH": os.environ.get("CHROMIUM", "/usr/bin/chromium")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)
    if done.returncode:
        sys.exit(f"Lighthouse ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
