"""Every setting, read once from the environment into a frozen record."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from portal import paths

_FIRST = ("sv", "en", "fi", "ar", "so", "fa", "es", "pl")


def _with_catalogues() -> tuple[str, ...]:
    """The languages of the catalogues: those named here first, in their order, then the others by code."""
    found = {folder.parent.name for folder in paths.TRANSLATIONS.glob("*/LC_MESSAGES")}
    return (*(code for code in _FIRST if code in found), *sorted(found.difference(_FIRST)))


KNOWN = _with_catalogues()
"""The languages of the interface, in the order they are shown: every one that has a catalogue."""


class SettingsError(Exception):
    """A setting is missing or malformed; the text is one line an operator understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs; addresses are complete URLs."""

    database_url: str
    secret_key: str = field(repr=False)
    base_url: str = "http://127.0.0.1:8000"
    meili_url: str | None = None
    meili_key: str | None = field(default=None, repr=False)
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str = "dialogportalen@example.org"
    data_dir: Path = Path("instance")
    tile_url: str | None = None
    guide_url: str | None = None
    translation_url: str | None = None
    translation_key: str | None = field(default=None, repr=False)
    trusted_proxies: int = 0
    languages: tuple[str, ...] = KNOWN
    demo: bool = False

    @property
    def secure(self) -> bool:
        """Whether residents reach the portal over HTTPS."""
        return self.base_url.startswith("https://")


def _address(environment: Mapping[str, str], name: str, *, schemes: tuple[str, ...]) -> str | None:
    value = environment.get(name, "").strip().rstrip("/")
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in schemes or not (parts.netloc or parts.path):
        raise SettingsError(f"{name} must be an address beginning with {' or '.join(s + '://' for s in schemes)}.")
    return value


def sqlalchemy_url(url: str) -> str:
    """The same database, addressed through psycopg 3."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def read(environment: Mapping[str, str]) -> Settings:
    """Read the settings; raises SettingsError with one clear line when one is missing or malformed."""
    database = _address(environment, "PORTAL_DATABASE_URL", schemes=("postgresql", "postgres", "postgresql+psycopg"))
    if database is None:
        raise SettingsError(
            "PORTAL_DATABASE_URL is not set. Set it to a PostgreSQL 15 or later database, "
            "or start everything on this machine with 'portal run'."
        )
    base_url = _address(environment, "PORTAL_BASE_URL", schemes=("http", "https")) or "http://127.0.0.1:8000"
    secret_key = environment.get("PORTAL_SECRET_KEY", "")
    local = urlsplit(base_url).hostname in ("127.0.0.1", "localhost", "::1")
    if not secret_key and local:
        secret_key = secrets.token_urlsafe(32)
    if len(secret_key) < 32:
        raise SettingsError("PORTAL_SECRET_KEY must be set to at least 32 random characters.")
    meili_url = _address(environment, "PORTAL_MEILI_URL", schemes=("http", "https"))
    languages = tuple(environment.get("PORTAL_LANGUAGES", "").replace(",", " ").split()) or KNOWN
    unknown = [code for code in languages if code not in KNOWN]
    if unknown:
        raise SettingsError(f"PORTAL_LANGUAGES names {unknown[0]}; known are {' '.join(KNOWN)}.")
    if "sv" not in languages:
        raise SettingsError("PORTAL_LANGUAGES must contain sv: Swedish is the language every text has.")
    proxies = environment.get("PORTAL_TRUSTED_PROXIES", "0").strip() or "0"
    if not proxies.isdigit():
        raise SettingsError("PORTAL_TRUSTED_PROXIES must be a number: how many proxies stand in front of the portal.")
    return Settings(
        database_url=sqlalchemy_url(database),
        secret_key=secret_key,
        base_url=base_url,
        meili_url=meili_url,
        meili_key=environment.get("PORTAL_MEILI_KEY") or None,
        smtp_url=_address(environment, "PORTAL_SMTP_URL", schemes=("smtp", "smtps")),
        mail_from=environment.get("PORTAL_MAIL_FROM", "dialogportalen@example.org"),
        data_dir=Path(environment.get("PORTAL_DATA_DIR", "instance")).absolute(),
        tile_url=_address(environment, "PORTAL_TILE_URL", schemes=("https", "http")),
        guide_url=_address(environment, "PORTAL_GUIDE_URL", schemes=("https", "http")),
        translation_url=_address(environment, "PORTAL_TRANSLATION_URL", schemes=("http", "https")),
        translation_key=environment.get("PORTAL_TRANSLATION_KEY") or None,
        trusted_proxies=int(proxies),
        languages=languages,
        demo=environment.get("PORTAL_DEMO", "") == "1",
    )
