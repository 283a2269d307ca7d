"""How often one visitor may try something, counted in the database by all processes together."""

import hashlib
import hmac
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any

from flask import Flask, current_app, request, session
from flask_limiter import Limiter
from limits.storage import Storage

from portal import rates


class SharedStorage(Storage):
    """Counters for Flask-Limiter in the table of rates."""

    STORAGE_SCHEME = ["rates"]

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: Any) -> None:
        super().__init__(uri, wrap_exceptions=wrap_exceptions, **options)

    @property
    def base_exceptions(self) -> type[Exception]:
        """What counts as a failure of this storage."""
        return Exception

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a try and return how many there are in this window."""
        return rates.count(key, seconds=expiry, amount=amount)

    def get(self, key: str) -> int:
        """How many tries there are in this window."""
        return rates.tries(key)

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds since 1970."""
        return rates.ends(key)

    def check(self) -> bool:
        """Whether counting works."""
        return True

    def reset(self) -> int | None:
        """Windows end by themselves."""
        return None

    def clear(self, key: str) -> None:
        """Forget one key."""
        rates.forget(key)


def visitor() -> str:
    """A key for the visitor's address that cannot be turned back and changes every day."""
    secret = str(current_app.secret_key).encode()
    text = f"{datetime.now(UTC):%Y-%m-%d}|{_network(request.remote_addr or '')}".encode()
    return hmac.new(secret, text, hashlib.sha256).hexdigest()[:32]


def account() -> str:
    """A key for the account that somebody tries to enter, whatever address they come from."""
    tried = request.form.get("email", "").strip().lower()[:254] or str(session.get("waiting", ""))
    return hmac.new(str(current_app.secret_key).encode(), tried.encode(), hashlib.sha256).hexdigest()[:32]


def _network(address: str) -> str:
    """The address itself, or the network a household has when it is one of IPv6."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network(f"{address}/64", strict=False)) if known.version == 6 else address


limiter = Limiter(key_func=visitor, storage_uri="rates://", strategy="fixed-window", headers_enabled=False)


def install(app: Flask) -> None:
    """Count only where a view asks for it."""
    limiter.init_app(app)
