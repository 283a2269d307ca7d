"""A portal whose database does not answer, and in which one address fails."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

from portal.app import create_app
from portal.settings import Settings

NOWHERE = "postgresql+psycopg://portal@127.0.0.1:1/portal"
"""A database address at which nobody listens."""

FAILING = "/<language>/failing"


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing of requests."""


@contextmanager
def broken_portal() -> Iterator[str]:
    """Its address, for as long as the block runs: every page is 503, `/<language>/failing` is 500."""
    app = create_app(Settings(database_url=NOWHERE, secret_key="s" * 40))
    app.add_url_rule(FAILING, "failing", _fail)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        app.extensions["freshness"].close()


def _fail(**_where: str) -> str:
    raise RuntimeError("this address always fails")
