"""Headers that keep browsers careful, and that say who may keep a page."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

YEAR = 31_536_000

OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""What lets pages of others read the open interface in their readers' browsers."""


def policy(tile_url: str | None) -> str:
    """The content security policy: everything from here, nothing inline, map tiles from the one set host."""
    tiles = ""
    if tile_url:
        parts = urlsplit(tile_url.replace("{s}", "*"))
        tiles = f" {parts.scheme}://{parts.netloc}"
    return (
        "default-src 'none'; style-src 'self'; script-src 'self'; "
        f"img-src 'self' data:{tiles}; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def install(app: Flask, *, tile_url: str | None, secure: bool) -> None:
    """Set the headers on every answer."""
    always = {
        "Content-Security-Policy": policy(tile_url),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    }
    if secure:
        always["Strict-Transport-Security"] = f"max-age={YEAR}; includeSubDomains"

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in always.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/api/"):
            response.headers.extend(OPEN)
        if "Cache-Control" not in response.headers:
            # Whoever forgets to say gets the careful choice.
            public = response.status_code == 200 and request.blueprint is not None and _is_public(request.blueprint)
            response.headers["Cache-Control"] = "public, no-cache" if public else "no-store"
        if not request.path.startswith("/desk") and request.path.count("/submissions/"):
            response.headers["Referrer-Policy"] = "no-referrer"
        return response


def _is_public(blueprint: str) -> bool:
    return blueprint.partition(".")[0] == "public" and request.method in ("GET", "HEAD")
