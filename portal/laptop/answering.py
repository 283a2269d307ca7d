"""Ask an address on this machine whether it answers, and a port whether it is free."""

import errno
import http.client
import socket
import urllib.request
from collections.abc import Mapping
from contextlib import suppress

import psutil

from portal.laptop.errors import CannotStart

HOST = "127.0.0.1"


def answers(url: str, *, headers: Mapping[str, str] | None = None) -> bool:
    """Whether a GET there gives 200 within two seconds; a proxy of the environment is not asked."""
    request = urllib.request.Request(url, headers=dict(headers or {}))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=2) as answer:
            return bool(answer.status == http.client.OK)
    except (OSError, http.client.HTTPException):
        return False


def free_port() -> int:
    """Find a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def check_port(port: int) -> None:
    """Raise CannotStart, saying who has the port as far as it can be known, when we cannot listen there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the web server will do
        try:
            probe.bind((HOST, port))
        except OSError as fault:
            other = "choose another: make run PORT=8001, or portal run --port 8001."
            if fault.errno == errno.EADDRINUSE:
                raise CannotStart(f"Port {port} is taken by {_holder(port)}. Stop it, or {other}") from None
            raise CannotStart(f"Port {port} cannot be used ({fault.strerror}): {other}") from None


def _holder(port: int) -> str:
    with suppress(psutil.Error):
        for connection in psutil.net_connections("tcp"):
            listens = connection.status == psutil.CONN_LISTEN and connection.laddr[1:] == (port,)
            if listens and connection.pid:
                command = " ".join(psutil.Process(connection.pid).cmdline()) or "a program"
                return f"process {connection.pid} ({command[:80]})"
    return "another program"
