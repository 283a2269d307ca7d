"""A worker that is killed when it has removed the first of several files."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from portal import worker
from portal.app import create_app
from portal.settings import Settings


def main(database: str, folder: str) -> None:
    secret = "a secret key that is only good for tests"
    app = create_app(Settings(database_url=database, secret_key=secret, data_dir=Path(folder)))
    remove = Path.unlink

    def remove_and_die(path: Path, missing_ok: bool = False) -> None:
        remove(path, missing_ok=missing_ok)
        os.kill(os.getpid(), signal.SIGKILL)

    Path.unlink = remove_and_die  # type: ignore[method-assign]

    async def run() -> None:
        queue = worker.queue_of(app)
        async with queue.open_async():
            await queue.run_worker_async(queues=[worker.QUEUE], wait=False, install_signal_handlers=False)

    asyncio.run(run())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
